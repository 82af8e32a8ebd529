"""StrongLifts export of about 2016, one row a workout. See docs/formats/stronglifts_old.md."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from runlift import units
from runlift.importers.cells import decimal_mark
from runlift.importers.numeric_dates import read_moments
from runlift.importers.opening import head_of
from runlift.importers.row_units import unit_of
from runlift.importers.sessions import gather
from runlift.importers.sheet import Sheet, read_sheet
from runlift.importers.strengthlog_sets import body_mass, of_workout
from runlift.importers.stronglifts_sets import (
    changes,
    done,
    leave_out_undone,
    unfolded,
    with_keys,
)
from runlift.importers.undone import padding
from runlift.model import Answers, Head, Parsed
from runlift.units import Floats

_EXERCISE = re.compile(r"exercise (\d+)")
_SET = re.compile(r"set (\d+)")
_LOADS = {"weight (kg)": "kg", "weight (lb)": "lb", "weight (lbs)": "lb"}
_MASSES = {
    "body weight (kg)": "kg",
    "body weight (lb)": "lb",
    "body weight (lbs)": "lb",
}
_WITH_UNIT = re.compile(r"([\d.,]+)\s*([a-z]*)\.?", re.IGNORECASE)
_TIMED = re.compile(r"\bplanks?\b|\bhold\b|\bhang\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StrongLiftsOld:
    """StrongLifts' first export: the exercises side by side under repeated names."""

    slug: str = "stronglifts_old"
    title: str = "StrongLifts 5x5 (to about 2018)"

    def recognises(self, head: Head) -> bool:
        """By numbered exercises, each with its loads in both units and its sets."""
        names = {name.casefold() for name in head.header}
        return {"date", "exercise 1", "set 1"} <= names and bool(names & set(_LOADS))

    def parse(self, text: str, answers: Answers) -> Parsed:
        """Only dates are known; the unit is that of the column which was filled in."""
        wide = read_sheet(text, delimiter=head_of(text).delimiter, repair=padding(4))
        layout = _Layout.of(wide.header)
        days = layout.cells(wide, "date")
        when = read_moments(wide, days, answers, is_iso=False)
        sheet = unfolded(
            wide,
            {
                "date": when.start.dt.strftime("%Y-%m-%d").tolist(),
                "note": layout.cells(wide, "note"),
                "title": layout.cells(wide, "workout"),
                "kg": layout.cells(wide, "body weight (kg)"),
                "lb": layout.cells(wide, "body weight (lb)"),
                "mass": layout.cells(wide, "body weight"),
            },
            each=layout.sets(wide),
        )
        parsed = _parsed(sheet, answers)
        return Parsed(
            sessions=parsed.sessions,
            sets=parsed.sets,
            body_mass=parsed.body_mass,
            rejected=parsed.rejected,
            questions=when.questions,
            notes=parsed.notes,
        )


@dataclass
class _Exercise:
    """The columns of one of the exercises of a workout."""

    name: int
    loads: dict[str, int] = field(default_factory=dict)
    reps: list[int] = field(default_factory=list)


@dataclass
class _Layout:
    """Which column is what; the names repeat, so what stands to their left tells."""

    places: dict[str, int] = field(default_factory=dict)
    exercises: list[_Exercise] = field(default_factory=list)

    @classmethod
    def of(cls, header: Sequence[str]) -> "_Layout":
        layout = cls()
        for place, cell in enumerate(header):
            name = re.sub(r"\s+", " ", cell.casefold()).strip()
            if _EXERCISE.fullmatch(name):
                layout.exercises.append(_Exercise(place))
            elif not layout.exercises:
                layout.places.setdefault(name, place)
            elif name in _LOADS:
                layout.exercises[-1].loads.setdefault(_LOADS[name], place)
            elif _SET.fullmatch(name):
                layout.exercises[-1].reps.append(place)
        return layout

    def cells(self, sheet: Sheet, name: str) -> list[str]:
        """The column of that name, blank where the file has none."""
        place = self.places.get(name)
        return [""] * len(sheet) if place is None else sheet.at(place)

    def sets(self, wide: Sheet) -> dict[str, list[list[str]]]:
        """Every set of every exercise as a column each of name, loads and repetitions."""
        blank = [""] * len(wide)
        columns: dict[str, list[list[str]]] = {
            name: [] for name in ("exercise", "load kg", "load lb", "reps", "place")
        }
        for number, one in enumerate(self.exercises):
            for place in one.reps:
                columns["exercise"].append(wide.at(one.name))
                for unit in ("kg", "lb"):
                    column = wide.at(one.loads[unit]) if unit in one.loads else blank
                    columns[f"load {unit}"].append(column)
                columns["reps"].append(wide.at(place))
                columns["place"].append([str(number)] * len(wide))
        return columns


def _parsed(sheet: Sheet, answers: Answers) -> Parsed:
    exercise, reps_cells = sheet.cells("exercise"), sheet.cells("reps")
    is_named = np.array([bool(name) for name in exercise], dtype=bool)
    is_done = done(reps_cells)
    sheet.reject(is_done & ~is_named, "a set has repetitions but no exercise")
    leave_out_undone(sheet, is_done, sheet.cells("row"), sheet.cells("place"))
    start = read_moments(sheet, sheet.cells("date"), answers).start
    decimal = decimal_mark(
        cell
        for name in ("load kg", "load lb", "kg", "lb")
        for cell in sheet.cells(name)
    )
    masses, mass_unit = _masses(sheet, decimal)
    reps = sheet.numbers(reps_cells, "the number of repetitions", decimal=decimal)
    is_timed = np.array([bool(_TIMED.search(name)) for name in exercise], dtype=bool)
    if (is_timed & sheet.kept).any():
        sheet.note(
            f"Timed sets: {int((is_timed & sheet.kept).sum())}, like "
            f"{exercise[int(np.flatnonzero(is_timed & sheet.kept)[0])]}; their numbers "
            "are read as seconds."
        )
    row, place = sheet.cells("row"), sheet.cells("place")
    mass_kg = of_workout(masses, row)
    sessions, sets = gather(
        sheet,
        start=start,
        key=[row],
        exercise=exercise,
        block_starts=changes(row, place),
        session={
            "tz_source": "wall",
            "time_precision": "day",
            "title": [
                f"Workout {name}" if len(name) == 1 else name or None
                for name in sheet.cells("title")
            ],
            "note": [note or None for note in sheet.cells("note")],
            "bodyweight_kg": mass_kg,
        },
        sets={
            "kind": "normal",
            "load_kg": _loads(sheet, decimal, mass_unit),
            "reps": np.where(is_timed, np.nan, reps),
            "duration_s": np.where(is_timed, reps, np.nan),
        },
    )
    return Parsed(
        sessions=with_keys(sessions),
        sets=sets,
        body_mass=body_mass(start, mass_kg, sheet),
        rejected=sheet.rejected,
        notes=sheet.notes,
    )


def _masses(sheet: Sheet, decimal: str) -> tuple[Floats, str | None]:
    """Body weights in kg, and the unit they were written in where the cells say it."""
    cells = sheet.cells("mass")
    parts = {cell: _WITH_UNIT.fullmatch(cell) for cell in set(cells)}
    said = {cell: unit_of(found[2]) if found else None for cell, found in parts.items()}
    bare = sheet.numbers(
        [found[1] if (found := parts[cell]) else "" for cell in cells],
        "Body Weight",
        decimal=decimal,
    )
    in_lb = np.array([said[cell] == "lb" for cell in cells], dtype=bool)
    in_kg = np.array([said[cell] == "kg" for cell in cells], dtype=bool)
    unit = "lb" if in_lb.sum() > in_kg.sum() else "kg" if in_kg.any() else None
    mass = np.where(in_lb, units.kg(bare, "lb"), np.where(in_kg, bare, np.nan))
    for name in ("kg", "lb"):
        column = sheet.numbers(sheet.cells(name), "Body Weight", decimal=decimal)
        mass = np.where(np.isnan(mass), units.kg(column, name), mass)
    return np.where(mass == 0, np.nan, mass), unit


def _loads(sheet: Sheet, decimal: str, unit: str | None) -> Floats:
    """Loads in kg, from the column the athlete filled in where both hold a number.

    The app wrote the other one by conversion, rounded to whole pounds or kilograms.
    """
    entered = {}
    for name in ("kg", "lb"):
        values = sheet.numbers(
            sheet.cells(f"load {name}"), f"Weight ({name})", decimal=decimal
        )
        entered[name] = np.where(values == 0, np.nan, values)
    if unit is None:
        on_plates = {
            name: float(np.isclose(values[~np.isnan(values)] % 2.5, 0).mean())
            if (~np.isnan(values)).any()
            else -1.0
            for name, values in entered.items()
        }
        unit = "lb" if on_plates["lb"] > on_plates["kg"] else "kg"
    other = "kg" if unit == "lb" else "lb"
    mine = units.kg(entered[unit], unit)
    return np.where(np.isnan(mine), units.kg(entered[other], other), mine)


IMPORTER = StrongLiftsOld()

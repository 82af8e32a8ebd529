"""StrongLifts 5x5 CSV, one row an exercise. Described in docs/formats/stronglifts.md."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from runlift import units
from runlift.importers.cells import decimal_mark, to_seconds
from runlift.importers.numeric_dates import read_moments
from runlift.importers.opening import head_of
from runlift.importers.row_units import unit_of
from runlift.importers.sessions import gather
from runlift.importers.sheet import Sheet, read_sheet
from runlift.importers.strengthlog_sets import body_mass, of_workout
from runlift.importers.stronglifts_sets import (
    NOT_DONE,
    changes,
    done,
    leave_out_undone,
    unfolded,
    with_keys,
)
from runlift.importers.undone import padding
from runlift.model import Answers, Head, Parsed
from runlift.units import Floats

_SET = re.compile(r"set (\d+) \((.+)\)")
_UNIT = re.compile(r".*\((kg|kgs|lb|lbs)\)")
_TIMES = re.compile(r"^sets\s*[x\u00d7]\s*")
_GROUP = re.compile(r"(\d+)\s*[x\u00d7]\s*([\d:.]+)", re.IGNORECASE)
_SHARED = (
    "date",
    "workout",
    "workout name",
    "exercise",
    "sets\u00d7reps",
    "sets\u00d7time",
    "start time",
    "end time",
    "duration",
    "body weight",
    "notes",
)


@dataclass(frozen=True, slots=True)
class StrongLifts:
    """StrongLifts' export of today: one row an exercise, its sets side by side."""

    slug: str = "stronglifts"
    title: str = "StrongLifts 5x5 (CSV)"

    def recognises(self, head: Head) -> bool:
        """By an exercise with numbered sets of repetitions and loads."""
        layout = _Layout.of(head.header)
        named = {"date", "exercise"} <= set(layout.places)
        return named and bool(layout.loads) and bool(layout.reps)

    def parse(self, text: str, answers: Answers) -> Parsed:
        """The header says the units; those of body weight and loads may differ."""
        rows = read_sheet(text, delimiter=head_of(text).delimiter, repair=padding(6))
        layout = _Layout.of(rows.header)
        rows.reject(
            np.array([not name for name in layout.cells(rows, "exercise")], dtype=bool),
            "the exercise is missing",
        )
        sheet = unfolded(
            rows,
            {name: layout.cells(rows, name) for name in _SHARED},
            each=_columns_of_sets(rows, layout),
        )
        return _parsed(sheet, layout, answers)


@dataclass
class _Layout:
    """Which column is what."""

    places: dict[str, int] = field(default_factory=dict)
    reps: dict[int, int] = field(default_factory=dict)
    loads: dict[int, int] = field(default_factory=dict)
    load_unit: str = "kg"
    mass_unit: str = "kg"

    @classmethod
    def of(cls, header: Sequence[str]) -> "_Layout":
        layout = cls()
        for place, cell in enumerate(header):
            name = re.sub(r"\s+", " ", cell.casefold()).strip()
            numbered = _SET.fullmatch(name)
            if numbered:
                layout._take_set(place, int(numbered[1]), numbered[2])
                continue
            unit = _UNIT.fullmatch(name)
            bare = _TIMES.sub("sets\u00d7", re.sub(r"\(.*\)", "", name)).strip()
            if bare == "body weight" and unit:
                layout.mass_unit = unit_of(unit[1]) or "kg"
            layout.places.setdefault("notes" if bare == "note" else bare, place)
        return layout

    def _take_set(self, place: int, number: int, what: str) -> None:
        if what in ("reps", "time"):
            self.reps.setdefault(number, place)
        elif unit := unit_of(what):
            self.loads.setdefault(number, place)
            self.load_unit = unit

    def cells(self, sheet: Sheet, name: str) -> list[str]:
        """The column of that name, blank where the file has none."""
        place = self.places.get(name)
        return [""] * len(sheet) if place is None else sheet.at(place)


def _columns_of_sets(rows: Sheet, layout: _Layout) -> dict[str, list[list[str]]]:
    """Repetitions and loads, one column a set.

    Timed exercises may leave the repetitions blank; then `3x30` or `30/30/-` tells.
    """
    blank = [""] * len(rows)
    numbers = sorted(layout.reps)
    reps = np.array([rows.at(layout.reps[n]) for n in numbers], dtype=object)
    loads = [rows.at(layout.loads[n]) if n in layout.loads else blank for n in numbers]
    times = layout.cells(rows, "sets\u00d7time")
    is_bare = (reps == "").all(axis=0) & np.array([bool(t) for t in times], dtype=bool)
    for row in np.flatnonzero(is_bare).tolist():
        said = _spelt_out(times[row])[: len(numbers)]
        reps[: len(said), row] = said
    return {"reps": [list(column) for column in reps], "load": loads}


def _spelt_out(text: str) -> list[str]:
    """`3x30` and `30/30/-` as one value a set."""
    group = _GROUP.fullmatch(text.strip())
    if group:
        return [group[2]] * min(int(group[1]), 50)
    return [part.strip() for part in text.split("/")]


def _parsed(sheet: Sheet, layout: _Layout, answers: Answers) -> Parsed:
    reps_cells = sheet.cells("reps")
    leave_out_undone(sheet, done(reps_cells), sheet.cells("row"))
    when = read_moments(sheet, _starts(sheet), answers, is_iso=False)
    decimal = decimal_mark(
        cell
        for name in ("load", "body weight", "duration")
        for cell in sheet.cells(name)
    )
    load = sheet.numbers(sheet.cells("load"), "the load", decimal=decimal)
    mass = sheet.numbers(sheet.cells("body weight"), "Body Weight", decimal=decimal)
    reps, seconds = _amounts(sheet, decimal)
    number, title = sheet.cells("workout"), sheet.cells("workout name")
    mass_kg = of_workout(
        units.kg(np.where(mass == 0, np.nan, mass), layout.mass_unit),
        sheet.cells("date"),
        number,
        title,
    )
    sessions, sets = gather(
        sheet,
        start=when.start,
        key=[number, title],
        exercise=sheet.cells("exercise"),
        block_starts=changes(sheet.cells("row")),
        session={
            "tz_source": "wall",
            "time_precision": when.precision,
            "duration_s": 3600
            * sheet.numbers(sheet.cells("duration"), "Duration", decimal=decimal),
            "title": [name or None for name in title],
            "bodyweight_kg": mass_kg,
        },
        sets={
            "kind": "normal",
            "load_kg": units.kg(np.where(load == 0, np.nan, load), layout.load_unit),
            "reps": reps,
            "duration_s": seconds,
            "note": [note or None for note in sheet.cells("notes")],
        },
    )
    return Parsed(
        sessions=with_keys(sessions),
        sets=sets,
        body_mass=body_mass(when.start, mass_kg, sheet),
        rejected=sheet.rejected,
        questions=when.questions,
        notes=sheet.notes,
    )


def _starts(sheet: Sheet) -> list[str]:
    return [
        f"{day} {clock}".strip()
        for day, clock in zip(
            sheet.cells("date"), sheet.cells("start time"), strict=True
        )
    ]


def _amounts(sheet: Sheet, decimal: str) -> tuple[Floats, Floats]:
    """Repetitions and seconds of each set; a row with a time and no count is timed."""
    cells = sheet.cells("reps")
    is_timed = np.array(
        [
            bool(time) and time not in NOT_DONE and not count
            for time, count in zip(
                sheet.cells("sets\u00d7time"),
                sheet.cells("sets\u00d7reps"),
                strict=True,
            )
        ],
        dtype=bool,
    )
    known = {cell: to_seconds(cell) for cell in set(cells)}
    seconds = np.array([known[cell] for cell in cells], dtype=float)
    sheet.reject(
        is_timed & np.isnan(seconds),
        lambda row: f"the time {cells[row]!r} is not a duration",
    )
    if (is_timed & sheet.kept).any():
        sheet.note(
            f"Timed sets: {int((is_timed & sheet.kept).sum())}; their numbers are read "
            "as seconds."
        )
    counted = ["" if timed else c for timed, c in zip(is_timed, cells, strict=True)]
    reps = sheet.numbers(counted, "the number of repetitions", decimal=decimal)
    return reps, np.where(is_timed, seconds, np.nan)


IMPORTER = StrongLifts()

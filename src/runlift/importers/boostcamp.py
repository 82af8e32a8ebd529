"""Boostcamp history CSV, two shapes. Described in docs/formats/boostcamp.md."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from runlift.importers.cells import decimal_mark
from runlift.importers.numeric_dates import read_moments
from runlift.importers.opening import head_of
from runlift.importers.row_units import loads_kg, unit_of
from runlift.importers.sessions import gather
from runlift.importers.sheet import Sheet, read_sheet
from runlift.importers.undone import leave_out, padding
from runlift.model import Answers, Head, Parsed

_NAMES = frozenset(("workout", "date", "exercise", "set", "weight", "unit", "reps"))
_PLAN = frozenset(("week", "day"))
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})")


@dataclass(frozen=True, slots=True)
class Boostcamp:
    """Boostcamp's history: one row a set of a programme's week and day."""

    slug: str = "boostcamp"
    title: str = "Boostcamp (CSV)"

    def recognises(self, head: Head) -> bool:
        """By the columns of a set beside the week or day of a programme."""
        names = {name.casefold() for name in head.header}
        return names >= _NAMES and bool(names & _PLAN)

    def parse(self, text: str, answers: Answers) -> Parsed:
        """Only dates are known; sets without repetitions were not finished."""
        head = head_of(text)
        read = read_sheet(text, delimiter=head.delimiter, repair=padding(6))
        sheet = _lower_case(read)
        exercise, unit = sheet.cells("exercise"), sheet.cells("unit")
        reps_cells = sheet.cells("reps")
        leave_out(
            sheet,
            np.array([not reps for reps in reps_cells], dtype=bool),
            "no repetitions",
        )
        sheet.reject(
            np.array([not name for name in exercise], dtype=bool),
            "the exercise is missing",
        )
        days = sheet.cells("date")
        when = read_moments(sheet, _iso_days(days, unit), answers, is_iso=False)
        decimal = decimal_mark({*sheet.cells("weight"), *sheet.cells("rpe")})
        entered = sheet.numbers(sheet.cells("weight"), "weight", decimal=decimal)
        load, questions = loads_kg(sheet, entered, unit, exercise, answers)
        number = sheet.numbers(sheet.cells("set"), "set")
        with np.errstate(invalid="ignore"):
            # Within a block the number counts up; where it falls, a new block begins.
            restarts = np.r_[False, number[1:] <= number[:-1]][: len(number)]
        title = _titles(sheet)
        sessions, sets = gather(
            sheet,
            start=when.start,
            key=[title],
            exercise=exercise,
            block_starts=restarts,
            session={
                "tz_source": "wall",
                "time_precision": when.precision,
                "title": [name or None for name in title],
            },
            sets={
                "kind": "normal",
                "load_kg": load,
                "reps": sheet.numbers(reps_cells, "reps", decimal=decimal),
                "rpe": sheet.numbers(sheet.cells("rpe"), "rpe", decimal=decimal),
                "note": [note or None for note in sheet.cells("notes", "note")],
            },
        )
        return Parsed(
            sessions=sessions,
            sets=sets,
            rejected=sheet.rejected,
            questions=(*when.questions, *questions),
            notes=sheet.notes,
        )


def _lower_case(sheet: Sheet) -> Sheet:
    """The same table with its column names in lower case."""
    columns = [sheet.at(place) for place in range(len(sheet.header))]
    return Sheet(
        [name.casefold() for name in sheet.header],
        list(zip(*columns, strict=True)),
        sheet.lines.tolist(),
        sheet.rejected,
    )


def _iso_days(days: Sequence[str], unit: Sequence[str]) -> list[str]:
    """Dates with slashes as ISO dates: day first with kilograms, month first with pounds.

    Rows without a unit follow most of the others. Where the dates of a unit can only be
    meant the other way round, they are read so.
    """
    known = [unit_of(text) for text in unit]
    usual = "lb" if known.count("lb") > known.count("kg") else "kg"
    of_rows = [one or usual for one in known]
    pairs = set(zip(days, of_rows, strict=True))
    is_day_first = {
        one: _is_day_first([day for day, of in pairs if of == one], one == "kg")
        for one in ("kg", "lb")
    }
    iso = {(day, of): _iso(day, is_day_first[of]) for day, of in pairs}
    return [iso[pair] for pair in zip(days, of_rows, strict=True)]


def _is_day_first(days: Sequence[str], usual: bool) -> bool:
    parts = [found for day in days if (found := _SLASHED.fullmatch(day))]
    first = sum(int(one[1]) > 12 for one in parts)
    second = sum(int(one[2]) > 12 for one in parts)
    return usual if first == second else first > second


def _iso(day: str, is_day_first: bool) -> str:
    found = _SLASHED.fullmatch(day)
    if not found:
        return day
    one, two, year = (int(part) for part in found.groups())
    if is_day_first:
        one, two = two, one
    try:
        return date(year + 2000 if year < 100 else year, one, two).isoformat()
    except ValueError:
        # No such day: the row is rejected with the date as it stands in the file.
        return day


def _titles(sheet: Sheet) -> list[str]:
    """`Bullmastiff, week 1, day 2`: what tells two workouts of one day apart."""
    columns = [sheet.cells(name) for name in ("workout", "week", "day")]
    return [
        ", ".join(
            part
            for part in (workout, _counted("week", week), _counted("day", day))
            if part
        )
        for workout, week, day in zip(*columns, strict=True)
    ]


def _counted(word: str, text: str) -> str:
    return f"{word} {text}" if text.isdigit() else text


IMPORTER = Boostcamp()

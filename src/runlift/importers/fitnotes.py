"""FitNotes (Android) CSV: Settings > Spreadsheet Export. See docs/formats/fitnotes.md."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from runlift import units
from runlift.importers import unit_guess
from runlift.importers.cells import decimal_mark
from runlift.importers.numeric_dates import read_moments
from runlift.importers.opening import head_of
from runlift.importers.sessions import gather
from runlift.importers.sheet import Repair, Sheet, read_sheet
from runlift.model import Answers, Head, Parsed, Question
from runlift.units import Floats

_BEGIN = ("Date", "Exercise", "Category")
_UNIT_IN_HEADER = re.compile(r"Weight \((kg|lb)s?\)", re.IGNORECASE)
_WEIGHT_UNITS = {"kgs": "kg", "kg": "kg", "lbs": "lb", "lb": "lb"}
_DISTANCE_UNITS = {
    **{unit: unit for unit in ("m", "km", "mi", "ft", "yd")},
    "miles": "mi",
}

_NUMBER = re.compile(r"(?:\d+(?:[.,]\d+)?)?")
_LOOKS = {
    "Weight": _NUMBER,
    "Weight Unit": re.compile(r"(?:kgs?|lbs?)?", re.IGNORECASE),
    "Reps": _NUMBER,
    "Distance": _NUMBER,
    "Distance Unit": re.compile(r"[a-z]{0,5}", re.IGNORECASE),
    "Time": re.compile(r"(?:\d+:)?(?:\d+:\d\d)?"),
}
"""What the fields after the free text look like: how a shifted row is noticed."""


@dataclass(frozen=True, slots=True)
class FitNotes:
    """FitNotes' workout data of every vintage, in kilograms or pounds."""

    slug: str = "fitnotes"
    title: str = "FitNotes for Android (CSV)"

    def recognises(self, head: Head) -> bool:
        """By the first columns; the iOS app's have two weights and a `Kind`."""
        header = head.header
        weights = [name for name in header if _weight_name(name) == "Weight"]
        return (
            header[: len(_BEGIN)] == _BEGIN
            and len(weights) == 1
            and {"Reps", "Distance", "Distance Unit", "Time"} <= set(header)
            and "Kind" not in header
        )

    def parse(self, text: str, answers: Answers) -> Parsed:
        """One row is one set; a day is a session, since there are no clock times."""
        head = head_of(text)
        weight_name = next(n for n in head.header if _weight_name(n) == "Weight")
        sheet = read_sheet(
            text, delimiter=head.delimiter, repair=_joining([*head.header])
        )
        when = read_moments(sheet, sheet.cells("Date"), answers)
        exercise = sheet.cells("Exercise")
        sheet.reject(
            np.array([not name for name in exercise], dtype=bool),
            "the exercise is missing",
        )
        decimal = decimal_mark({*sheet.cells(weight_name), *sheet.cells("Distance")})
        load, questions = _loads(sheet, weight_name, decimal, answers)
        seconds = sheet.seconds(sheet.cells("Time"), "Time")
        seconds = np.where(seconds == 0, np.nan, seconds)
        distance = _distances(sheet, decimal)
        reps = sheet.numbers(sheet.cells("Reps"), "Reps", decimal=decimal)
        is_measured = ~np.isnan(seconds) | ~np.isnan(distance)
        sessions, sets = gather(
            sheet,
            start=when.start.dt.normalize(),
            key=[],
            exercise=exercise,
            session={
                "tz_source": "wall",
                "time_precision": "day",
                # The day, as for the backup: the same workout from either file is one.
                "source_id": when.start.dt.strftime("%Y-%m-%d").tolist(),
            },
            sets={
                "kind": "normal",
                "load_kg": load,
                # 0 repetitions of something timed or measured are none at all.
                "reps": np.where((reps == 0) & is_measured, np.nan, reps),
                "duration_s": seconds,
                "distance_m": distance,
                "note": [note or None for note in sheet.cells("Comment", "Notes")],
            },
        )
        return Parsed(
            sessions=sessions,
            sets=sets,
            rejected=sheet.rejected,
            questions=(*when.questions, *questions),
            notes=sheet.notes,
        )


def _weight_name(name: str) -> str:
    return "Weight" if _UNIT_IN_HEADER.fullmatch(name) else name


def _joining(header: Sequence[str]) -> Repair:
    """Mends rows whose exercise, or comment, holds commas that are not quoted."""
    places = {_weight_name(name): place for place, name in enumerate(header)}
    checks = [(places[name], look) for name, look in _LOOKS.items() if name in places]

    def fits(cells: Sequence[str]) -> bool:
        return all(look.fullmatch(cells[place].strip()) for place, look in checks)

    def repair(row: list[str], width: int) -> list[str] | None:
        surplus = len(row) - width
        if surplus < 0:
            # A spreadsheet drops the blank cells at the end of a line.
            filled = [*row, *[""] * -surplus]
            return filled if len(row) > places["Reps"] and fits(filled) else None
        for in_exercise in range(surplus, -1, -1):
            end = len(row) - (surplus - in_exercise)
            cells = [
                row[0],
                ",".join(row[1 : 2 + in_exercise]),
                *row[2 + in_exercise : end - 1],
                ",".join(row[end - 1 :]),
            ]
            # Only a comment may hold commas; other last columns never do.
            if fits(cells) and (in_exercise == surplus or "Comment" in header):
                return cells
        return None

    return repair


def _loads(
    sheet: Sheet, weight_name: str, decimal: str, answers: Answers
) -> tuple[Floats, tuple[Question, ...]]:
    """Loads in kg; a weight of 0 is an exercise without load."""
    entered = sheet.numbers(sheet.cells(weight_name), "Weight", decimal=decimal)
    entered = np.where(entered == 0, np.nan, entered)
    written = _UNIT_IN_HEADER.fullmatch(weight_name)
    if written:
        return units.kg(entered, written[1].lower()), ()
    cells = sheet.cells("Weight Unit")
    loaded = ~np.isnan(entered) & sheet.kept
    if not any(cells):
        unit, questions = unit_guess.weight_unit(
            np.where(loaded, entered, np.nan), sheet.cells("Exercise"), answers
        )
        return units.kg(entered, unit), questions
    known = {text: _WEIGHT_UNITS.get(text.lower()) for text in set(cells)}
    sheet.reject(
        loaded & np.array([known[text] is None for text in cells], dtype=bool),
        lambda row: f"Weight Unit {cells[row]!r} is neither kgs nor lbs",
    )
    in_lb = np.array([known[text] == "lb" for text in cells], dtype=bool)
    return np.where(in_lb, units.kg(entered, "lb"), units.kg(entered, "kg")), ()


def _distances(sheet: Sheet, decimal: str) -> Floats:
    """Distances in metres; 0.0 m beside a time is a hold, no distance."""
    entered = sheet.numbers(sheet.cells("Distance"), "Distance", decimal=decimal)
    cells = sheet.cells("Distance Unit")
    metres = np.full(len(entered), np.nan)
    for text in set(cells):
        unit = _DISTANCE_UNITS.get(text.lower())
        if unit:
            here = np.array([cell == text for cell in cells], dtype=bool)
            metres = np.where(here, units.metres(entered, unit), metres)
    lost = np.isnan(metres) & (np.nan_to_num(entered) > 0) & sheet.kept
    if lost.any():
        row = int(np.flatnonzero(lost)[0])
        sheet.note(
            f"Distances left out because {cells[row] or 'a blank'!r} is no unit of "
            f"distance: {int(lost.sum())}, the first in line {int(sheet.lines[row])}."
        )
    return np.where(metres == 0, np.nan, metres)


IMPORTER = FitNotes()

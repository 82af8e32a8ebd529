"""Strong CSV export: Settings > Export Strong Data. Described in docs/formats/strong.md."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from runlift.importers.cells import Mask
from runlift.importers.numeric_dates import read_moments
from runlift.importers.opening import head_of
from runlift.importers.sessions import gather, named_basis
from runlift.importers.sheet import Repair, read_sheet
from runlift.importers.strong_columns import Columns
from runlift.importers.strong_words import Layout, layout_of
from runlift.model import Answers, Head, Parsed
from runlift.units import Floats

_LETTERS = {"w": "warmup", "d": "drop", "f": "failure"}
_KINDS = {kind: kind for kind in ("normal", *_LETTERS.values())}

_NOTES = {"note", "session_note"}
_MAY_BE_CUT = {*_NOTES, "rpe", "duration", ""}
"""Columns at the end of a row that a spreadsheet drops when they are blank."""


@dataclass(frozen=True, slots=True)
class Strong:
    """Strong's CSV of every vintage since 2016, in any language, even without header."""

    slug: str = "strong"
    title: str = "Strong (CSV)"

    def recognises(self, head: Head) -> bool:
        """By column names, else by what stands in which column."""
        return layout_of(head) is not None

    def parse(self, text: str, answers: Answers) -> Parsed:
        """One row is one set, oldest workout first, with pseudo rows for the rests."""
        head = head_of(text)
        layout = layout_of(head)
        assert layout is not None, "only recognised files are parsed"
        sheet = read_sheet(
            text,
            delimiter=head.delimiter,
            header=None if layout.has_header else layout.fields,
            repair=_trimming(layout),
        )
        columns = Columns(sheet, layout)
        is_rest, rested_s = columns.rests()
        sheet.drop(is_rest)
        when = read_moments(sheet, columns.cells("date"), answers)
        exercise, title = columns.cells("exercise"), columns.cells("title")
        sheet.reject(
            np.array([not name for name in exercise], dtype=bool),
            "the exercise is missing",
        )
        order = columns.cells("order")
        workout = list(zip(columns.cells("date"), title, strict=True))
        reps, seconds = columns.numbers("reps"), columns.entered("seconds")
        load, weight_unit, weight_questions = columns.load_kg(exercise, answers)
        distance, distance_questions = columns.distance_m(weight_unit, answers)
        is_measured = ~np.isnan(seconds) | ~np.isnan(distance)
        sessions, sets = gather(
            sheet,
            start=when.start,
            key=[title],
            exercise=exercise,
            block_starts=_restarts(order),
            session={
                "tz_source": "wall",
                "time_precision": when.precision,
                "duration_s": columns.duration_s(workout),
                "title": [name or None for name in title],
                "note": _workout_notes(
                    columns.cells("session_note"), workout, sheet.kept
                ),
                # To the minute, so that a copy saved by a spreadsheet, which drops the
                # seconds, meets the app's own file.
                "source_id": _minutes(when.start, title),
            },
            sets={
                "kind": sheet.words(
                    [
                        "normal" if rest else _kind(text)
                        for text, rest in zip(order, is_rest.tolist(), strict=True)
                    ],
                    _KINDS,
                    "Set Order",
                    otherwise="normal",
                ),
                "load_kg": load,
                "load_basis": named_basis(exercise),
                "reps": np.where((reps == 0) & is_measured, np.nan, reps),
                "duration_s": seconds,
                "distance_m": distance,
                "rpe": columns.effort_rpe(),
                "rest_s": _at_set_before(rested_s, is_rest, workout),
                "note": [_unescaped(note) for note in columns.cells("note")],
            },
        )
        return Parsed(
            sessions=sessions,
            sets=sets,
            rejected=sheet.rejected,
            questions=(*when.questions, *weight_questions, *distance_questions),
            notes=sheet.notes,
        )


def _trimming(layout: Layout) -> Repair:
    """Mends rows that lack only blanks at the end, or have only blanks too many."""

    def repair(row: list[str], width: int) -> list[str] | None:
        said = zip(layout.fields, row, strict=False)
        if any("\n" in cell and field not in _NOTES for field, cell in said):
            # A stray quotation mark ran on into the next line; that is not for here.
            return None
        missing = layout.fields[len(row) :]
        if missing and set(missing) <= _MAY_BE_CUT:
            return [*row, *[""] * len(missing)]
        if len(row) > width and not any(cell.strip() for cell in row[width:]):
            return row[:width]
        return None

    return repair


def _kind(order: str) -> str:
    """`3` is normal, `W` and `W1` are warm-ups; unknown words come back as they are."""
    if not order or order[0].isdigit():
        return "normal"
    if order[1:].isdigit() or len(order) == 1:
        return _LETTERS.get(order[0].lower(), order)
    return order


def _restarts(order: Sequence[str]) -> Mask:
    """Rows where counting begins again: a new block, even of the same exercise."""
    number = pd.to_numeric(pd.Series(order, dtype=object), errors="coerce")
    restarts: Mask = (number <= number.ffill().shift()).to_numpy(dtype=bool)
    return restarts


def _at_set_before(
    rested_s: Floats, is_rest: Mask, workout: Sequence[tuple[str, str]]
) -> Floats:
    """The rests at the set before them, if that is of the same workout."""
    place = np.arange(len(is_rest))
    before = (
        np.maximum.accumulate(np.where(is_rest, -1, place)) if len(place) else place
    )
    rest_s = np.full(len(is_rest), np.nan)
    for row in np.flatnonzero(~np.isnan(rested_s) & (before >= 0)).tolist():
        if workout[row] == workout[int(before[row])]:
            rest_s[before[row]] = rested_s[row]
    return rest_s


def _workout_notes(
    notes: Sequence[str], workout: Sequence[tuple[str, str]], kept: Mask
) -> list[str | None]:
    """The first note of each workout, which need not stand in its first row."""
    first: dict[tuple[str, str], str] = {}
    for key, note, is_kept in zip(workout, notes, kept.tolist(), strict=True):
        if note and is_kept:
            first.setdefault(key, note)
    return [_unescaped(first.get(key, "")) for key in workout]


def _minutes(start: pd.Series, title: Sequence[str]) -> list[str]:
    minutes = start.dt.strftime("%Y-%m-%d %H:%M")
    return [f"{minute}|{name}" for minute, name in zip(minutes, title, strict=True)]


def _unescaped(note: str) -> str | None:
    return note.replace("\\n", "\n") or None


IMPORTER = Strong()

"""Liftosaur history CSV: Settings > Export history. Described in docs/formats/liftosaur.md."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from runlift.importers.iso_instants import read_instants, stamps
from runlift.importers.row_units import loads_kg
from runlift.importers.sessions import gather
from runlift.importers.sheet import Sheet, read_sheet
from runlift.importers.undone import leave_out, padding
from runlift.model import Answers, Head, Parsed
from runlift.units import Floats

_NAMES = frozenset(
    ("Workout DateTime", "Day Name", "Exercise", "Is Warmup Set?", "Completed Reps")
)
_KINDS = {
    "1": "warmup",
    "true": "warmup",
    "0": "normal",
    "false": "normal",
    "": "normal",
}
_AT_LEAST = 11
"""The oldest vintage states the load in its eleventh column."""


@dataclass(frozen=True, slots=True)
class Liftosaur:
    """Liftosaur's history: one row a set, planned and completed, instants in UTC."""

    slug: str = "liftosaur"
    title: str = "Liftosaur (CSV)"

    def recognises(self, head: Head) -> bool:
        """By column names no other export has together."""
        return set(head.header) >= _NAMES

    def parse(self, text: str, answers: Answers) -> Parsed:
        """What was completed counts, never what was required."""
        sheet = read_sheet(text, repair=padding(_AT_LEAST))
        begun = sheet.cells("Workout DateTime")
        when = read_instants(sheet, begun, "Workout DateTime", answers)
        exercise = sheet.cells("Exercise")
        title = [
            day or program
            for day, program in zip(
                sheet.cells("Day Name"), sheet.cells("Program"), strict=True
            )
        ]
        done = sheet.cells("Completed Reps")
        leave_out(
            sheet, np.array([not reps for reps in done], dtype=bool), "not completed"
        )
        sheet.reject(
            np.array([not name for name in exercise], dtype=bool),
            "the exercise is missing",
        )
        entered, unit_cells = _loads(sheet)
        load, questions = loads_kg(sheet, entered, unit_cells, exercise, answers)
        sessions, sets = gather(
            sheet,
            start=when.local,
            key=[begun, title],
            exercise=exercise,
            session={
                "start_utc": when.utc,
                "tz_source": when.source,
                "time_precision": "second",
                "duration_s": _lasting(sheet, when.written),
                "title": [name or None for name in title],
                # By the instant, so that another time zone finds the same workout.
                "source_id": [
                    f"{start}|{name}" for start, name in zip(begun, title, strict=True)
                ],
            },
            sets={
                "kind": sheet.words(
                    [cell.casefold() for cell in sheet.cells("Is Warmup Set?")],
                    _KINDS,
                    "Is Warmup Set?",
                    otherwise="normal",
                ),
                "load_kg": load,
                "reps": sheet.numbers(done, "Completed Reps"),
                "rpe": sheet.numbers(sheet.cells("Completed RPE", "RPE"), "RPE"),
                "note": [note or None for note in sheet.cells("Notes")],
            },
        )
        return Parsed(
            sessions=sessions,
            sets=sets,
            rejected=sheet.rejected,
            questions=(*when.questions, *questions),
            notes=sheet.notes,
        )


def _loads(sheet: Sheet) -> tuple[Floats, list[str]]:
    """What was lifted, else what was required: a set ticked off as planned."""
    columns = [
        (sheet.cells(f"{which}Weight Value"), sheet.cells(f"{which}Weight Unit"))
        for which in ("Completed ", "Required ", "")
    ]
    said = [
        next(((value, unit) for value, unit in row if value), ("", ""))
        for row in zip(*(zip(*pair, strict=True) for pair in columns), strict=True)
    ]
    values = [value for value, _ in said]
    return sheet.numbers(values, "the weight"), [unit for _, unit in said]


def _lasting(sheet: Sheet, start: pd.Series) -> Floats:
    """Seconds from the start of each row's workout to its last completed set."""
    ticked = stamps(sheet.cells("Completed Reps Time"))
    after = (ticked - start).dt.total_seconds().where(sheet.kept)
    last = after.groupby(start).transform("max")
    return np.asarray(last, dtype=float)


IMPORTER = Liftosaur()

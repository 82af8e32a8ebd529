"""FitNotes 2 (iOS) CSV, an app of its own. Described in docs/formats/fitnotes2.md."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from runlift import units
from runlift.importers import unit_guess
from runlift.importers.cells import decimal_mark
from runlift.importers.iso_instants import read_instants, stamps
from runlift.importers.opening import head_of
from runlift.importers.sessions import gather
from runlift.importers.sheet import Sheet, read_sheet
from runlift.importers.strengthlog_sets import body_mass, of_workout
from runlift.importers.undone import leave_out, padding
from runlift.model import Answers, Head, Parsed
from runlift.units import Floats

_NAMES = frozenset(("Name", "StartTime", "EndTime", "Exercise", "Status", "IsWarmup"))
_NO_EQUIPMENT = ("", "none", "other", "n/a", "bodyweight", "body weight")
_KINDS = {
    "true": "warmup",
    "1": "warmup",
    "false": "normal",
    "0": "normal",
    "": "normal",
}
_AT_LEAST = 12
"""A row without its last blank cells still says whether it was a warm-up."""


@dataclass(frozen=True, slots=True)
class FitNotes2:
    """FitNotes 2 for iPhone: one row a set, done or not, instants in UTC."""

    slug: str = "fitnotes2"
    title: str = "FitNotes 2 for iOS (CSV)"

    def recognises(self, head: Head) -> bool:
        """By column names no other export has together."""
        return set(head.header) >= _NAMES

    def parse(self, text: str, answers: Answers) -> Parsed:
        """Only sets that were done count; the file does not say its units."""
        sheet = read_sheet(
            text, delimiter=head_of(text).delimiter, repair=padding(_AT_LEAST)
        )
        when = read_instants(sheet, sheet.cells("StartTime"), "StartTime", answers)
        end = stamps(sheet.cells("EndTime"))
        exercise, title = _exercises(sheet), sheet.cells("Name")
        status = sheet.cells("Status")
        is_done = np.array([said.casefold() == "done" for said in status], dtype=bool)
        leave_out(sheet, ~is_done, status)
        sheet.reject(
            np.array([not name for name in sheet.cells("Exercise")], dtype=bool),
            "the exercise is missing",
        )
        numbers = _Numbers(sheet)
        load, mass = numbers("Weight"), numbers("BodyWeight")
        unit, questions = unit_guess.weight_unit(
            np.where(sheet.kept, load, np.nan), exercise, answers
        )
        far, distance = "km", numbers("Distance")
        if (~np.isnan(distance) & sheet.kept).any():
            far, asked = unit_guess.distance_unit(
                np.where(sheet.kept, distance, np.nan), unit, answers
            )
            questions = (*questions, *asked)
        seconds = sheet.seconds(sheet.cells("Time"), "Time")
        seconds = np.where(seconds == 0, np.nan, seconds)
        reps = sheet.numbers(sheet.cells("Reps"), "Reps", decimal=numbers.decimal)
        is_measured = ~np.isnan(seconds) | ~np.isnan(distance)
        mass_kg = of_workout(units.kg(mass, unit), sheet.cells("StartTime"), title)
        sessions, sets = gather(
            sheet,
            start=when.local,
            key=[sheet.cells("StartTime"), title],
            exercise=exercise,
            session={
                "start_utc": when.utc,
                "tz_source": when.source,
                "time_precision": "second",
                "duration_s": (end - when.written).dt.total_seconds().to_numpy(),
                "title": [name or None for name in title],
                "bodyweight_kg": mass_kg,
                # By the instant, so that another time zone finds the same workout.
                "source_id": _ids(sheet.cells("StartTime"), title),
            },
            sets={
                "kind": sheet.words(
                    [cell.casefold() for cell in sheet.cells("IsWarmup")],
                    _KINDS,
                    "IsWarmup",
                    otherwise="normal",
                ),
                "load_kg": units.kg(load, unit),
                # 0 repetitions of something timed or measured are none at all.
                "reps": np.where((reps == 0) & is_measured, np.nan, reps),
                "duration_s": seconds,
                "distance_m": units.metres(distance, far),
                "rpe": _efforts(numbers),
                "note": [note or None for note in sheet.cells("Note")],
            },
        )
        return Parsed(
            sessions=sessions,
            sets=sets,
            body_mass=body_mass(when.local, mass_kg, sheet),
            rejected=sheet.rejected,
            questions=(*when.questions, *questions),
            notes=sheet.notes,
        )


class _Numbers:
    """Columns as numbers, in the way of writing that the whole file has; 0 is missing."""

    def __init__(self, sheet: Sheet):
        self._sheet = sheet
        written: set[str] = set()
        for name in ("Weight", "BodyWeight", "Distance", "RPE", "RIR", "Reps"):
            written.update(sheet.cells(name))
        self.decimal = decimal_mark(written)

    def __call__(self, name: str) -> Floats:
        values = self._sheet.numbers(
            self._sheet.cells(name), name, decimal=self.decimal
        )
        return np.where(values == 0, np.nan, values)

    def with_zeros(self, name: str) -> Floats:
        return self._sheet.numbers(self._sheet.cells(name), name, decimal=self.decimal)


def _exercises(sheet: Sheet) -> list[str]:
    """`Bench Press (Barbell)`: the app keeps exercise and equipment apart."""
    pairs = zip(sheet.cells("Exercise"), sheet.cells("Equipment"), strict=True)
    return [
        name
        if kit.casefold() in _NO_EQUIPMENT or kit.casefold() in name.casefold()
        else f"{name} ({kit})"
        for name, kit in pairs
    ]


def _efforts(numbers: _Numbers) -> Floats:
    """RPE, or 10 less the repetitions in reserve where only those are given."""
    rpe, reserve = numbers("RPE"), numbers.with_zeros("RIR")
    return np.where(np.isnan(rpe), 10 - reserve, rpe)


def _ids(start: Sequence[str], title: Sequence[str]) -> list[str]:
    return [f"{begun}|{name}" for begun, name in zip(start, title, strict=True)]


IMPORTER = FitNotes2()

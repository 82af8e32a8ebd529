"""GymRun CSV backup, with semicolons. Described in docs/formats/gymrun.md."""

from dataclasses import dataclass

import numpy as np

from runlift import units
from runlift.importers import unit_guess
from runlift.importers.cells import decimal_mark
from runlift.importers.numeric_dates import read_moments
from runlift.importers.opening import head_of
from runlift.importers.sessions import gather
from runlift.importers.sheet import read_sheet
from runlift.importers.undone import padding
from runlift.importers.visits import by_visits
from runlift.model import Answers, Head, Parsed

_BEGIN = ("Date", "Time", "Routine", "Exercise", "Set", "Weight", "Reps")


@dataclass(frozen=True, slots=True)
class GymRun:
    """GymRun's log: one row a set, with the time of day of each."""

    slug: str = "gymrun"
    title: str = "GymRun (CSV)"

    def recognises(self, head: Head) -> bool:
        """By the first columns and the numbered parameters after them."""
        return head.header[: len(_BEGIN)] == _BEGIN and (
            any(name.startswith("Para") for name in head.header)
            or "Version1" in head.header
        )

    def parse(self, text: str, answers: Answers) -> Parsed:
        """The file does not say its units; sets close in time are one session."""
        found = read_sheet(
            text, delimiter=head_of(text).delimiter, repair=padding(len(_BEGIN))
        )
        moments = [
            f"{day} {clock}".strip()
            for day, clock in zip(found.cells("Date"), found.cells("Time"), strict=True)
        ]
        when = read_moments(found, moments, answers, is_iso=False)
        visits = by_visits(found, when)
        sheet = visits.sheet
        exercise = sheet.cells("Exercise")
        sheet.reject(
            np.array([not name for name in exercise], dtype=bool),
            "the exercise is missing",
        )
        decimal = decimal_mark(
            cell for name in ("Weight", "Distance") for cell in sheet.cells(name)
        )
        load = sheet.numbers(sheet.cells("Weight"), "Weight", decimal=decimal)
        load = np.where(load == 0, np.nan, load)
        distance = sheet.numbers(sheet.cells("Distance"), "Distance", decimal=decimal)
        distance = np.where(distance == 0, np.nan, distance)
        unit, asked = unit_guess.weight_unit(
            np.where(sheet.kept, load, np.nan), exercise, answers
        )
        far, also = unit_guess.distance_unit(
            np.where(sheet.kept, distance, np.nan), unit, answers
        )
        seconds = sheet.seconds(sheet.cells("Duration"), "Duration")
        seconds = np.where(seconds == 0, np.nan, seconds)
        reps = sheet.numbers(sheet.cells("Reps"), "Reps", decimal=decimal)
        is_measured = ~np.isnan(seconds) | ~np.isnan(distance)
        number = sheet.numbers(sheet.cells("Set"), "Set")
        with np.errstate(invalid="ignore"):
            # Within a block the number counts up; where it falls, a new block begins.
            restarts = np.r_[False, number[1:] <= number[:-1]][: len(number)]
        sessions, sets = gather(
            sheet,
            start=visits.start,
            key=[],
            exercise=exercise,
            block_starts=restarts,
            session={
                "tz_source": "wall",
                "time_precision": visits.precision,
                "duration_s": visits.duration_s,
                "title": [name or None for name in sheet.cells("Routine")],
            },
            sets={
                "kind": "normal",
                "load_kg": units.kg(load, unit),
                # 0 repetitions of something timed or measured are none at all.
                "reps": np.where((reps == 0) & is_measured, np.nan, reps),
                "duration_s": seconds,
                "distance_m": units.metres(distance, far),
                "note": [note or None for note in sheet.cells("Note")],
            },
        )
        return Parsed(
            sessions=sessions,
            sets=sets,
            rejected=sheet.rejected,
            questions=(*when.questions, *asked, *also),
            notes=sheet.notes,
        )


IMPORTER = GymRun()

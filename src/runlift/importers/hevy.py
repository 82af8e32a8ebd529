"""Hevy workout export: Settings > Export & Import Data. Described in docs/formats/hevy.md."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from runlift import units
from runlift.importers.sessions import gather, named_basis
from runlift.importers.sheet import read_sheet
from runlift.importers.spoken_dates import moment, wall_clock
from runlift.model import Answers, Head, Parsed

_KINDS = {
    "normal": "normal",
    "warmup": "warmup",
    "dropset": "drop",
    "failure": "failure",
    "": "normal",
}


@dataclass(frozen=True, slots=True)
class Hevy:
    """Hevy's CSV, in kilograms or pounds, kilometres or miles."""

    slug: str = "hevy"
    title: str = "Hevy (CSV)"

    def recognises(self, head: Head) -> bool:
        """By the two column names no other export has together."""
        return {"exercise_title", "set_index", "start_time"} <= set(head.header)

    def parse(self, text: str, answers: Answers) -> Parsed:
        """One row is one set; newest workout first."""
        sheet = read_sheet(text)
        start_cells = sheet.cells("start_time")
        start = sheet.moments(start_cells, _moment, "start_time")
        is_utc = np.array([cell.endswith("Z") for cell in start_cells], dtype=bool)
        local = start.where(~is_utc, wall_clock(start, answers.timezone))
        end_cells = sheet.cells("end_time")
        ends = {cell: _moment(cell) for cell in set(end_cells)}
        end = pd.Series([ends[c] for c in end_cells], dtype="datetime64[us]")
        exercise = sheet.cells("exercise_title")
        sheet.reject(
            np.array([not name for name in exercise], dtype=bool),
            "the exercise is missing",
        )
        in_pounds = sheet.has("weight_lbs")
        load = sheet.numbers(sheet.cells("weight_kg", "weight_lbs"), "weight")
        distance = sheet.numbers(
            sheet.cells("distance_km", "distance_miles"), "distance"
        )
        duration = sheet.numbers(sheet.cells("duration_seconds"), "duration")
        index = sheet.numbers(sheet.cells("set_index"), "set_index")
        title = sheet.cells("title")
        with np.errstate(invalid="ignore"):
            # Within a block the index counts up; where it falls, a new block begins.
            restarts = np.r_[False, index[1:] <= index[:-1]]
        sessions, sets = gather(
            sheet,
            start=local,
            key=[title],
            exercise=exercise,
            block_starts=restarts,
            session={
                "start_utc": start.where(is_utc),
                "tz_source": np.where(is_utc, "utc", "wall").tolist(),
                "time_precision": "minute",
                "duration_s": (end - start).dt.total_seconds().to_numpy(),
                "title": title,
                "note": [_unescaped(note) for note in sheet.cells("description")],
            },
            sets={
                "kind": sheet.words(
                    sheet.cells("set_type"), _KINDS, "set_type", otherwise="normal"
                ),
                "load_kg": units.kg(load, "lb" if in_pounds else "kg"),
                "load_basis": named_basis(exercise),
                "reps": sheet.numbers(sheet.cells("reps"), "reps"),
                "duration_s": np.where(duration == 0, np.nan, duration),
                "distance_m": units.metres(
                    distance, "mi" if sheet.has("distance_miles") else "km"
                ),
                "rpe": sheet.numbers(sheet.cells("rpe"), "rpe"),
                "superset": [cell or None for cell in sheet.cells("superset_id")],
                "note": [_unescaped(note) for note in sheet.cells("exercise_notes")],
            },
        )
        return Parsed(
            sessions=sessions, sets=sets, rejected=sheet.rejected, notes=sheet.notes
        )


def _moment(text: str) -> pd.Timestamp | None:
    """`28 Mar 2024, 17:29` in any language, or the ISO forms tools around Hevy write.

    With a `Z` the time is UTC; `parse` turns it into the athlete's clock.
    """
    found = moment(text.removesuffix("Z"))
    return None if found is None else pd.Timestamp(found)


def _unescaped(note: str) -> str | None:
    return note.replace("\\n", "\n") or None


IMPORTER = Hevy()

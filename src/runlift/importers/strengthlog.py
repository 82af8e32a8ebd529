"""StrengthLog CSV export of 2026 and later. Described in docs/formats/strengthlog.md."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from runlift.importers.cells import Mask
from runlift.importers.sessions import gather
from runlift.importers.sheet import Sheet, read_sheet
from runlift.importers.spoken_dates import ZONES
from runlift.importers.strengthlog_sets import (
    body_mass,
    of_workout,
    sets_of,
    source_ids,
)
from runlift.model import Answers, Head, Parsed, Question

_BEGIN = ("workout", "start", "end", "exercise", "weight", "bodyweight")
_MILLISECONDS = re.compile(r"\d{13}")
_RATINGS = 4
"""Columns after the comments: form, sleep, calories, stress."""


@dataclass(frozen=True, slots=True)
class StrengthLog:
    """StrengthLog's flat table: one row a set, instants in UTC."""

    slug: str = "strengthlog"
    title: str = "StrengthLog (CSV)"

    def recognises(self, head: Head) -> bool:
        """By the first six columns, which no other export has."""
        return head.header[: len(_BEGIN)] == _BEGIN

    def parse(self, text: str, answers: Answers) -> Parsed:
        """Times are shown in the athlete's zone; weights are always kilograms."""
        sheet = read_sheet(text, repair=_rejoined)
        start_utc = _instants(sheet, sheet.cells("start"), "start")
        end_utc = _instants(sheet, sheet.cells("end"), "end", is_needed=False)
        zone = ZoneInfo(answers.timezone)
        start = start_utc.dt.tz_localize("UTC").dt.tz_convert(zone).dt.tz_localize(None)
        exercise, title = sheet.cells("exercise"), sheet.cells("workout")
        sheet.reject(
            np.array([not name for name in exercise], dtype=bool),
            "the exercise is missing",
        )
        values = sets_of(sheet)
        warmup, failed, best = (
            _flags(sheet.cells(name)) for name in ("warmup", "fail", "max")
        )
        sessions, sets = gather(
            sheet,
            start=start,
            key=[title, sheet.cells("start")],
            exercise=exercise,
            session={
                "start_utc": start_utc,
                "tz_source": "utc",
                "time_precision": "second",
                "duration_s": (end_utc - start_utc).dt.total_seconds().to_numpy(),
                "title": [name or None for name in title],
                "note": [note or None for note in sheet.cells("workoutComment")],
                "bodyweight_kg": of_workout(
                    values.bodyweight_kg, sheet.cells("start"), title
                ),
                "source_id": source_ids(start, title, start_utc),
            },
            sets={
                "kind": np.select(
                    [warmup, failed], ["warmup", "failure"], default="normal"
                ).tolist(),
                "load_kg": values.load_kg,
                "load_basis": values.load_basis,
                "reps": values.reps,
                "duration_s": values.duration_s,
                "distance_m": values.distance_m,
                "note": _notes(sheet.cells("setComment"), best.tolist()),
            },
        )
        return Parsed(
            sessions=sessions,
            sets=sets,
            body_mass=body_mass(start, values.bodyweight_kg, sheet),
            rejected=sheet.rejected,
            questions=_zone_question(answers),
            notes=sheet.notes,
        )


def _rejoined(row: list[str], width: int) -> list[str] | None:
    """A row of the right width, of one whose names or comments hold bare commas.

    The name of the workout is not quoted, and its default is a list; the instants
    after it say where it ends. A line with commas in its comments is quoted as a whole.
    """
    if len(row) == 1 and row[0].count(",") >= 3:
        lines = list(csv.reader(io.StringIO(row[0], newline="")))
        row = lines[0] if len(lines) == 1 else row
    begins = next(
        (
            place
            for place in range(1, len(row) - 2)
            if _MILLISECONDS.fullmatch(row[place])
            and (not row[place + 1] or _MILLISECONDS.fullmatch(row[place + 1]))
        ),
        None,
    )
    if begins is None:
        return None
    cells = [",".join(row[:begins]), *row[begins:]]
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    surplus = len(cells) - width
    if surplus > 0:
        # Only the comments are free text; where one ends and the next begins is lost.
        comment = width - _RATINGS - 2
        cells[comment : comment + surplus + 1] = [
            ",".join(cells[comment : comment + surplus + 1])
        ]
        if any(cell and not _is_rating(cell) for cell in cells[-_RATINGS:]):
            return None
    return cells if len(cells) == width else None


def _is_rating(cell: str) -> bool:
    return re.fullmatch(r"-?\d{1,5}(?:\.\d+)?", cell.strip()) is not None


def _instants(
    sheet: Sheet, cells: Sequence[str], what: str, *, is_needed: bool = True
) -> pd.Series:
    """Epoch milliseconds as naive UTC."""
    known = {
        text: int(text) if _MILLISECONDS.fullmatch(text) else None
        for text in set(cells)
    }
    if is_needed:
        sheet.reject(
            np.array([known[text] is None for text in cells], dtype=bool),
            lambda row: (
                f"{what} {cells[row]!r} is no time in milliseconds; a spreadsheet may "
                "have rounded it, or the commas before it are too few"
            ),
        )
    made = pd.to_datetime(
        pd.Series([known[text] for text in cells], dtype="Int64"), unit="ms"
    )
    return made.astype("datetime64[us]")


def _flags(cells: Sequence[str]) -> Mask:
    return np.array([cell.lower() in ("true", "1") for cell in cells], dtype=bool)


def _notes(comments: Sequence[str], is_best: Sequence[bool]) -> list[str | None]:
    return [
        "\n".join(part for part in ("max attempt" if best else "", comment) if part)
        or None
        for comment, best in zip(comments, is_best, strict=True)
    ]


def _zone_question(answers: Answers) -> tuple[Question, ...]:
    if answers.is_timezone_known:
        return ()
    return (
        Question(
            key="timezone",
            text="In which time zone do you train?",
            choices=tuple(dict.fromkeys((answers.timezone, *ZONES))),
            guess=answers.timezone,
            why=(
                "The file states instants, not clock times; "
                f"{answers.timezone} is what this machine is set to."
            ),
        ),
    )


IMPORTER = StrengthLog()

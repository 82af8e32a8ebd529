"""Runlift's own table of sets, as it exports it and as the Log page writes it.

Described in docs/formats/runlift.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd

from runlift.exercises.catalogue import catalogue
from runlift.exercises.sides import without_side
from runlift.importers.opening import head_of
from runlift.importers.sessions import gather
from runlift.importers.sheet import Sheet, read_sheet
from runlift.importers.spoken_dates import moment
from runlift.model import Answers, Head, Parsed
from runlift.spreadsheet import as_written

_NAMES = frozenset(
    {"session_id", "start_local", "time_precision", "exercise_raw", "set_no", "load_kg"}
)
"""Together in no other export: units in the names, and the id of the store."""

_KINDS = {one: one for one in ("normal", "warmup", "drop", "failure")} | {"": "normal"}
_PRECISIONS = {one: one for one in ("second", "minute", "day")}
_CLOCKS = {one: one for one in ("wall", "utc", "offset")}
_SIDES = {one: one for one in ("both", "L", "R", "alternating", "")}
_STATED = ("total", "bodyweight", "assist", "band")
"""What a file may say a load means; the rest is the catalogue's."""


@dataclass(frozen=True, slots=True)
class Runlift:
    """The CSV of `runlift export sets`."""

    slug: str = "runlift"
    title: str = "Runlift (CSV)"

    def recognises(self, head: Head) -> bool:
        """By column names no other export has together."""
        return set(head.header) >= _NAMES

    def parse(self, text: str, answers: Answers) -> Parsed:
        """One row is one set; everything is in kg, m and s already."""
        sheet = read_sheet(text, delimiter=head_of(text).delimiter)
        local = sheet.moments(sheet.cells("start_local"), _stamp, "start_local")
        utc = _instants(sheet)
        exercise = _texts(sheet, "exercise_raw")
        sheet.reject(
            np.array([not name for name in exercise], dtype=bool),
            "the exercise is missing",
        )
        title = _texts(sheet, "session_title")
        block = sheet.numbers(sheet.cells("block_no"), "block_no")
        with np.errstate(invalid="ignore"):
            restarts = np.r_[False, block[1:] != block[:-1]] & ~np.isnan(block)
        sessions, sets = gather(
            sheet,
            start=local,
            key=[sheet.cells("athlete"), sheet.cells("session_id"), title],
            exercise=exercise,
            block_starts=restarts,
            session={
                "start_utc": utc,
                "tz_source": _clocks(sheet, utc),
                "time_precision": sheet.words(
                    sheet.cells("time_precision"),
                    _PRECISIONS,
                    "time_precision",
                    otherwise="minute",
                ),
                "duration_s": sheet.numbers(sheet.cells("session_s"), "session_s"),
                "title": _known(title),
                "note": _known(_texts(sheet, "session_note")),
            },
            sets={
                "kind": sheet.words(
                    sheet.cells("kind"), _KINDS, "kind", otherwise="normal"
                ),
                # Help may be below zero; what cannot be is for the checks to say.
                "load_kg": sheet.numbers(
                    sheet.cells("load_kg"), "load_kg", minimum=None
                ),
                "load_basis": _bases(sheet),
                "reps": sheet.numbers(sheet.cells("reps"), "reps"),
                "duration_s": sheet.numbers(sheet.cells("duration_s"), "duration_s"),
                "distance_m": sheet.numbers(sheet.cells("distance_m"), "distance_m"),
                "rpe": sheet.numbers(sheet.cells("rpe"), "rpe"),
                "side": _sides(sheet, exercise),
                "superset": _known(_texts(sheet, "superset")),
                "rest_s": sheet.numbers(sheet.cells("rest_s"), "rest_s"),
                "note": _known(_texts(sheet, "set_note")),
            },
        )
        return Parsed(
            sessions=_in_order(sessions, sets),
            sets=sets,
            rejected=sheet.rejected,
            notes=sheet.notes,
        )


def _stamp(text: str) -> pd.Timestamp | None:
    """An ISO time without a zone, to the microsecond; else as a spreadsheet shows it."""
    try:
        read: datetime | None = datetime.fromisoformat(text)
    except ValueError:
        read = moment(text)
    if read is None or read.tzinfo is not None or read.year < 1970:
        return None
    return pd.Timestamp(read)


def _instants(sheet: Sheet) -> pd.Series:
    """`start_utc`, missing where it is blank; what is no time rejects its row."""
    cells = sheet.cells("start_utc")
    known = {text: _stamp(text) for text in set(cells) if text}
    wrong = np.array([bool(one) and known[one] is None for one in cells], dtype=bool)
    sheet.reject(wrong, lambda row: f"start_utc {cells[row]!r} cannot be read")
    return pd.Series([known.get(one) for one in cells], dtype="datetime64[us]")


def _clocks(sheet: Sheet, utc: pd.Series) -> list[str]:
    """How the wall clock came about; where the file does not say, by what it has."""
    said = sheet.cells("tz_source")
    has_utc = utc.notna().to_numpy(bool)
    return [
        _CLOCKS.get(one, "offset") if both else "wall"
        for one, both in zip(said, has_utc, strict=True)
    ]


def _texts(sheet: Sheet, name: str) -> list[str]:
    return [as_written(cell) for cell in sheet.cells(name)]


def _known(texts: Sequence[str]) -> list[str | None]:
    return [text or None for text in texts]


def _bases(sheet: Sheet) -> list[str | None]:
    """What a load means, where the catalogue does not say the same anyway.

    The export names the meaning of every load. Taken at its word it would outlive what
    the athlete says of the exercise later.
    """
    exercises = catalogue()

    def stated(basis: str, exercise_id: str) -> str | None:
        known = exercises.get(exercise_id)
        usual = known.load_basis if known else "total"
        return basis if basis in _STATED and basis != usual else None

    return [
        stated(basis, exercise_id)
        for basis, exercise_id in zip(
            sheet.cells("load_basis"), sheet.cells("exercise_id"), strict=True
        )
    ]


def _sides(sheet: Sheet, exercise: Sequence[str]) -> list[str | None]:
    """The side, where the name of the exercise does not say it anyway."""
    said = sheet.words(sheet.cells("side"), _SIDES, "side", otherwise="")
    return [
        side if side and side != without_side(name)[1] else None
        for side, name in zip(said, exercise, strict=True)
    ]


def _in_order(sessions: pd.DataFrame, sets: pd.DataFrame) -> pd.DataFrame:
    """The sessions by start and title; several of the same, by what was done in them.

    They are told apart by their number alone, so the number must be the same however
    the file is sorted: exports sort by an id that is made of that very number.
    """
    alike = sessions.duplicated(["start_local", "title"], keep=False)
    if not alike.any():
        return sessions
    content = sets.drop(columns=["session_key", "line"])
    said = pd.Series([repr(row) for row in content.itertuples(index=False)], sets.index)
    told = said.groupby(sets["session_key"]).agg("\n".join)
    order = sessions.assign(
        told=sessions["session_key"].map(told), named=sessions["title"].fillna("")
    ).sort_values(["start_local", "named", "told"], kind="stable")
    return order.drop(columns=["told", "named"]).reset_index(drop=True)


IMPORTER = Runlift()

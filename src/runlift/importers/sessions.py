"""From rows of sets to sessions and sets: what every lifting app's table has in common."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from runlift.importers.recordings import MAX_SESSION_S
from runlift.importers.sheet import Sheet
from runlift.model import SESSION_COLUMNS, SET_COLUMNS, frame


def gather(
    sheet: Sheet,
    *,
    start: pd.Series,
    key: Sequence[Sequence[str]],
    session: Mapping[str, Any],
    sets: Mapping[str, Any],
    exercise: Sequence[str],
    block_starts: npt.NDArray[np.bool_] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Sessions and sets of a table with one row a set, in the order of the file.

    Args:
        sheet: the table; only the rows it has kept are used.
        start: when the row's session began, wall clock.
        key: further columns that tell two sessions of the same start apart.
        session: session columns, one value a row; the first row of a session speaks.
        sets: set columns, one value a row.
        exercise: the exercise of each row.
        block_starts: rows where a new block of an exercise begins although the
            exercise is the same as in the row before.

    Returns:
        Frames with `SESSION_COLUMNS` and `SET_COLUMNS`.
    """
    kept = np.flatnonzero(sheet.kept)
    begun = start.to_numpy()[kept]
    codes = pd.factorize(begun)[0].astype(np.int64)
    for column in key:
        other = pd.factorize(np.asarray(column, dtype=object)[kept])[0]
        codes = codes * (len(kept) + 1) + other
        # Renumber each time, or the products overflow.
        codes = pd.factorize(codes)[0].astype(np.int64)
    order = np.argsort(codes, kind="stable")
    rows, codes = kept[order], codes[order]
    first = np.r_[True, codes[1:] != codes[:-1]] if len(codes) else np.zeros(0, bool)

    def pick(values: Any, at: npt.NDArray[np.int64]) -> Any:
        if isinstance(values, str):
            return [values] * len(at)
        if isinstance(values, pd.Series):
            return values.to_numpy()[at]
        return np.asarray(values, dtype=None if _numeric(values) else object)[at]

    heads = rows[first]
    sessions = {name: pick(values, heads) for name, values in session.items()}
    duration = sessions.get("duration_s")
    if duration is not None:
        with np.errstate(invalid="ignore"):
            usable = (duration > 0) & (duration <= MAX_SESSION_S)
        sessions["duration_s"] = np.where(usable, duration, np.nan)

    names = np.asarray(exercise, dtype=object)[rows]
    fresh = first.copy()
    if len(rows):
        fresh[1:] |= names[1:] != names[:-1]
    if block_starts is not None:
        fresh |= block_starts[rows]
    return (
        frame(
            SESSION_COLUMNS,
            {
                "session_key": codes[first],
                "start_local": begun[order][first],
                "line": sheet.lines[heads],
                **sessions,
            },
        ),
        frame(
            SET_COLUMNS,
            {
                "session_key": codes,
                "set_no": _count_within(first),
                "exercise_raw": names,
                "block_no": _running(first, fresh),
                "line": sheet.lines[rows],
                **{name: pick(values, rows) for name, values in sets.items()},
            },
        ),
    )


_NAMED_BASES = (
    (re.compile(r"\(assisted\)|^assisted\b", re.IGNORECASE), "assist"),
    (re.compile(r"\(band\)", re.IGNORECASE), "band"),
)


def named_basis(exercise: Sequence[str]) -> list[str | None]:
    """What the number in the weight column means, where the exercise's name says so.

    In Strong and Hevy the weight of `Pull Up (Assisted)` is what was taken off, and
    that of `Pull Up (Band)` is the band's; nothing else in the file tells.
    """
    known = {
        name: next(
            (basis for word, basis in _NAMED_BASES if word.search(name.strip())), None
        )
        for name in set(exercise)
    }
    return [known[name] for name in exercise]


def _numeric(values: Any) -> bool:
    return isinstance(values, np.ndarray) and values.dtype != object


def _count_within(first: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """1, 2, 3, ... beginning anew at each True."""
    place = np.arange(len(first))
    begin = np.maximum.accumulate(np.where(first, place, 0)) if len(first) else place
    return place - begin + 1


def _running(
    first: npt.NDArray[np.bool_], fresh: npt.NDArray[np.bool_]
) -> npt.NDArray[np.int64]:
    """How many `fresh` there have been since the last `first`, that one included."""
    total = np.cumsum(fresh)
    base = np.where(first, total - 1, 0)
    return total - (np.maximum.accumulate(base) if len(base) else base)

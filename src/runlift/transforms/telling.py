"""One doubt as a row: which record, what is odd about it, and the sentence that says so."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

Bools = npt.NDArray[np.bool_]
Days = npt.NDArray[np.datetime64]
Objects = npt.NDArray[np.object_]


class Doubt(NamedTuple):
    """What `doubts` returns a row of, before anybody has said anything about it."""

    kind: str
    """set, run, session, body_mass or week."""
    record_id: str
    set_no: int
    """0 but for sets."""
    day: pd.Timestamp
    what: str
    """The rule, shortly."""
    text: str
    about: str | None
    """The exercise, where the doubt is about one."""
    is_starred: bool
    """Not used until the athlete says that it is right."""


class Records(NamedTuple):
    """What doubts name of the records they are about, a value each."""

    record_id: Objects | pd.Series
    day: Days
    set_no: npt.NDArray[np.int64] | None = None
    about: Objects | None = None


def records_of(activities: pd.DataFrame, id_column: str) -> Records:
    """Runs or sessions: id_column, start_local."""
    return Records(
        activities[id_column],
        activities["start_local"].to_numpy("datetime64[D]"),
    )


def told(
    records: Records,
    is_odd: npt.ArrayLike,
    kind: str,
    what: str,
    texts: Iterable[str],
    *,
    is_starred: bool = False,
) -> list[Doubt]:
    """A doubt for each odd record.

    Args:
        records: all of them.
        is_odd: one flag a record.
        kind: see `Doubt`.
        what: see `Doubt`.
        texts: a sentence for each odd record, in order.
        is_starred: see `Doubt`.
    """
    rows = np.flatnonzero(np.asarray(is_odd, bool))
    if not len(rows):
        return []
    size = len(rows)
    set_no, about = records.set_no, records.about
    return [
        Doubt(kind, record_id, number, pd.Timestamp(day), what, text, name, is_starred)
        for record_id, day, number, name, text in zip(
            records.record_id.take(rows).tolist(),
            records.day[rows].tolist(),
            [0] * size if set_no is None else set_no[rows].tolist(),
            [None] * size if about is None else about[rows].tolist(),
            texts,
            strict=True,
        )
    ]


def above(values: npt.ArrayLike, most: npt.ArrayLike) -> Bools:
    """Where a known value exceeds a known limit."""
    found: Bools = np.asarray(values, float) > np.asarray(most, float)
    return found

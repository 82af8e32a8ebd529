"""The records of digests as the frames an importer returns."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from runlift.importers.digests import Record
from runlift.importers.spoken_dates import wall_clock
from runlift.model import (
    LAP_COLUMNS,
    RUN_COLUMNS,
    SESSION_COLUMNS,
    SET_COLUMNS,
    SUMMARY_COLUMNS,
    Answers,
    frame,
    nothing,
)


def runs(records: Sequence[Record], answers: Answers) -> pd.DataFrame:
    """`RUN_COLUMNS` of run records."""
    if not records:
        return nothing(RUN_COLUMNS)
    made = _columns(records, RUN_COLUMNS, answers)
    return frame(RUN_COLUMNS, {**made, "sport": ["run"] * len(records)})


def sessions(records: Sequence[Record], answers: Answers) -> pd.DataFrame:
    """`SESSION_COLUMNS` of session records, numbered in their order."""
    if not records:
        return nothing(SESSION_COLUMNS)
    made = _columns(records, SESSION_COLUMNS, answers)
    return frame(SESSION_COLUMNS, {**made, "session_key": np.arange(len(records))})


def sets(records: Sequence[Record]) -> pd.DataFrame:
    """`SET_COLUMNS` of the sets of session records."""
    rows: list[Record] = []
    for key, record in enumerate(records):
        block = 0
        before = None
        for place, one in enumerate(record["sets"]):
            block += one["exercise_raw"] != before
            before = one["exercise_raw"]
            numbers = {"session_key": key, "set_no": place + 1, "block_no": block}
            rows.append({**numbers, **one, "kind": "normal", "line": 0})
    if not rows:
        return nothing(SET_COLUMNS)
    return frame(SET_COLUMNS, {name: [row[name] for row in rows] for name in rows[0]})


def laps(rows: Sequence[Record]) -> pd.DataFrame:
    """`LAP_COLUMNS`, each stream once."""
    return _once(LAP_COLUMNS, rows)


def summaries(rows: Sequence[Record]) -> pd.DataFrame:
    """`SUMMARY_COLUMNS`, each stream once."""
    return _once(SUMMARY_COLUMNS, rows)


def _once(columns: Mapping[str, str], rows: Sequence[Record]) -> pd.DataFrame:
    if not rows:
        return nothing(columns)
    # The same activity twice in an archive has one stream.
    once = list({row["stream_key"]: row for row in rows}.values())
    return frame(columns, {name: [row[name] for row in once] for name in columns})


def _columns(
    records: Sequence[Record], columns: Mapping[str, str], answers: Answers
) -> dict[str, Any]:
    """The records as columns, with their clock worked out."""
    utc, local = _moments(records, "start_utc_s"), _moments(records, "start_local_s")
    has_utc, has_local = utc.notna().to_numpy(), local.notna().to_numpy()
    shown = local.where(has_local, wall_clock(utc, answers.timezone))
    present = {name for one in records for name in one}
    return {
        **{
            name: [one.get(name) for one in records]
            for name in columns
            if name in present
        },
        "start_utc": utc,
        "start_local": shown.dt.round("s").astype("datetime64[us]"),
        "tz_source": np.where(
            has_utc & has_local, "offset", np.where(has_utc, "utc", "wall")
        ).tolist(),
        "time_precision": ["second"] * len(records),
        "line": [one["line"] for one in records],
    }


def _moments(records: Sequence[Record], name: str) -> pd.Series:
    """Seconds since 1970 as times to the second; missing ones stay missing."""
    seconds = np.array(
        [np.nan if one[name] is None else one[name] for one in records], dtype=float
    )
    whole = pd.Series(np.round(seconds)).astype("Int64")
    return pd.Series(pd.to_datetime(whole, unit="s"), dtype="datetime64[us]")

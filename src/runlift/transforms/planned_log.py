"""The log as it will be: what was done, and what is planned after it, for the rules.

A planned lift or run looks to the rules like one that was done, so that a plan is judged
by exactly what will judge it afterwards.
"""

from datetime import datetime

import numpy as np
import pandas as pd

from runlift.transforms.instants import instants, mondays

_LIFT = {
    "session_id": "str",
    "title": "object",
    "start_local": "datetime64[us]",
    "end_local": "datetime64[us]",
    "start": "datetime64[us]",
    "end": "datetime64[us]",
    "is_clock_known": "bool",
    "is_end_assumed": "bool",
    "lift_class": "str",
    "leg_load": "float64",
    "article_sets": "int64",
    "leg_sets": "int64",
    "made_by": "str",
    "adjusted_by": "str",
    "unmapped_sets": "int64",
}
_RUN = {
    "run_id": "str",
    "title": "object",
    "start_local": "datetime64[us]",
    "end_local": "datetime64[us]",
    "start": "datetime64[us]",
    "end": "datetime64[us]",
    "is_clock_known": "bool",
    "day": "datetime64[us]",
    "week": "datetime64[us]",
    "run_class": "str",
    "class_reasons": "str",
    "distance_m": "float64",
    "descent_m": "float64",
    "is_long": "bool",
    "is_key": "bool",
    "is_race": "bool",
    "is_eccentric": "bool",
}
LIFT_COLUMNS, RUN_COLUMNS = tuple(_LIFT), tuple(_RUN)


def planned_lifts(planned: pd.DataFrame, zone: str) -> pd.DataFrame:
    """Planned lifts as `lift_sessions` has those that were done.

    Args:
        planned: planned_id, title, start_local, end_local, leg_load, lift_class,
            article_sets, leg_sets, made_by.
        zone: the athlete's.

    Returns:
        `LIFT_COLUMNS`; the planned_id as session_id.
    """
    out = planned.rename(columns={"planned_id": "session_id"})
    out = out.assign(
        **_moments(out, zone),
        is_end_assumed=False,
        adjusted_by="",
        unmapped_sets=0,
    )
    return out[list(LIFT_COLUMNS)].astype(_LIFT)


def planned_runs(planned: pd.DataFrame, zone: str) -> pd.DataFrame:
    """Planned runs as `classified_runs` has those that were done.

    Args:
        planned: planned_id, title, start_local, end_local, run_class (of the rules),
            distance_m.
        zone: the athlete's.

    Returns:
        `RUN_COLUMNS`; the planned_id as run_id.
    """
    out = planned.rename(columns={"planned_id": "run_id"})
    kind = out["run_class"]
    out = out.assign(
        **_moments(out, zone),
        day=out["start_local"].dt.normalize(),
        week=mondays(out["start_local"]),
        run_class=kind.replace("long + key", "key"),
        class_reasons="planned",
        descent_m=np.nan,
        is_long=kind.isin(["long", "long + key"]),
        is_key=kind.isin(["key", "long + key"]),
        is_race=kind.str.startswith("race"),
        is_eccentric=False,
    )
    return out[list(RUN_COLUMNS)].astype(_RUN)


def with_log(
    done: pd.DataFrame, planned: pd.DataFrame, since: datetime, until: datetime
) -> pd.DataFrame:
    """What was done from `since` on, and what is planned after `until`, by time.

    Args:
        done: lifts or runs of the log.
        planned: as `planned_lifts` or `planned_runs` returns them.
        since: earlier ones cannot matter.
        until: the present; before it only the log counts.

    Returns:
        The columns of `planned` and is_planned.
    """
    columns = list(planned)
    recent = done.loc[done["start_local"] >= pd.Timestamp(since), columns]
    coming = planned[planned["start_local"] >= pd.Timestamp(until)]
    parts = [
        part.assign(is_planned=is_planned)
        for part, is_planned in ((recent, False), (coming, True))
        if len(part)
    ]
    if not parts:
        return planned.iloc[:0].assign(is_planned=pd.Series([], dtype=bool))
    whole = pd.concat(parts, ignore_index=True)
    return whole.sort_values("start_local", kind="stable", ignore_index=True)


def _moments(frame: pd.DataFrame, zone: str) -> dict[str, pd.Series]:
    """Instants of planned wall clocks, across changes of the clock."""
    unknown = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[us]")
    start = instants(frame[["start_local"]].assign(start_utc=unknown), zone)
    lasting = frame["end_local"] - frame["start_local"]
    return {
        "start": start,
        "end": start + lasting,
        "is_clock_known": pd.Series(True, index=frame.index),
    }

"""One activity recorded by several sources, counted once: the richest record, completed.

Nothing about twins is stored but the athlete's decisions. They are found anew from the
records that are there, so neither the order of imports nor an undo leaves a trace.
"""

from typing import Any

import numpy as np
import pandas as pd

from runlift.columns import CLOCK
from runlift.science.policy import Policy
from runlift.transforms import twin_groups, twin_ranks, twin_records
from runlift.transforms.twin_ranks import LIFT_SHAPE, RUN_SHAPE, Shape

RUN, LIFT = "run", "lift"

_HOUR = pd.Timedelta(hours=1)
_OF_SESSION = {
    "start_local": "start_local",
    "start_utc": "start_utc",
    "time_precision": "time_precision",
    "title": "title",
    "bodyweight_kg": "bodyweight_kg",
    "session_s": "duration_s",
}
"""What each set repeats of its session."""
_ORDERED = (("moving_s", "elapsed_s"), ("avg_hr", "max_hr"))
"""The first is never above the second; from two sources it may seem so."""


def merged_runs(
    runs: pd.DataFrame, decisions: pd.DataFrame, policy: Policy, is_zone_known: bool
) -> pd.DataFrame:
    """The runs, each activity once.

    Args:
        runs: as `queries/runs.sql` returns them.
        decisions: as `queries/twin_decisions.sql` returns them.
        policy: section `twins`.
        is_zone_known: whether somebody has confirmed the athlete's time zone.

    Returns:
        The columns of `runs` and twin_ids, twin_sources: the other records of the same
        run and their formats, joined by a space; empty where there are none. A frame
        that has them already is returned as it is.
    """
    if "twin_ids" in runs:
        return runs
    runs = in_order(runs)
    records = twin_records.of_runs(runs, is_zone_known)
    found = twin_groups.groups(records, decisions, RUN, policy)
    if not found.members:
        return _alone(runs)
    told = np.zeros(len(runs))
    ranked = twin_ranks.ranked(runs, records, found, RUN_SHAPE, told, policy)
    return _merged(runs, ranked, RUN_SHAPE, policy)


def merged_lifts(
    sessions: pd.DataFrame,
    sets: pd.DataFrame,
    decisions: pd.DataFrame,
    policy: Policy,
    is_zone_known: bool,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The lift sessions and their sets, each visit once.

    Args:
        sessions: as `queries/sessions.sql` returns them.
        sets: as `queries/sets.sql` returns them.
        decisions: as `queries/twin_decisions.sql` returns them.
        policy: section `twins`.
        is_zone_known: whether somebody has confirmed the athlete's time zone.

    Returns:
        The sessions with twin_ids and twin_sources as `merged_runs` has them, and the
        sets of the sessions that are left, with the clock their session has now.
    """
    if "twin_ids" in sessions:
        return sessions, sets
    sessions = in_order(sessions)
    records = twin_records.of_lifts(sessions, sets, is_zone_known)
    found = twin_groups.groups(records, decisions, LIFT, policy)
    if not found.members:
        return _alone(sessions), sets
    told = twin_ranks.told(sessions, sets)
    ranked = twin_ranks.ranked(sessions, records, found, LIFT_SHAPE, told, policy)
    out = _merged(sessions, ranked, LIFT_SHAPE, policy)
    return out, _sets_of(out, sets)


def in_order(frame: pd.DataFrame) -> pd.DataFrame:
    """Runs or sessions by start and id, whatever order they came in."""
    begun = frame["start_local"].to_numpy("datetime64[us]").astype(np.int64)
    if (np.diff(begun) > 0).all():
        return frame.reset_index(drop=True)
    key = "run_id" if "run_id" in frame else "session_id"
    return frame.sort_values(["start_local", key], ignore_index=True)


def _alone(frame: pd.DataFrame) -> pd.DataFrame:
    """Records without twins."""
    nobody = np.full(len(frame), "", dtype=object)
    return frame.assign(twin_ids=nobody, twin_sources=nobody.copy())


def _merged(
    frame: pd.DataFrame, ranked: pd.DataFrame, shape: Shape, policy: Policy
) -> pd.DataFrame:
    """Each group's first record with what the others know, in place of all of them."""
    primary = ranked.drop_duplicates("group").set_index("group")
    place = primary["place"].to_numpy()
    filled = _filled(ranked, primary, shape)
    filled[list(CLOCK)] = _clocks(ranked, policy)
    if shape is LIFT_SHAPE:
        filled["duration_s"] = _durations(ranked, filled["duration_s"])
    out = frame.copy()
    for name in filled:
        out[name] = _replaced(out[name], place, filled[name])
    others = ranked[ranked["group"].duplicated()]
    for name, column in (("twin_ids", shape.key), ("twin_sources", "source_format")):
        texts = np.full(len(out), "", dtype=object)
        texts[place] = _joined(others["group"], others[column], len(place))
        out[name] = texts
    return in_order(out.drop(index=others["place"].to_numpy()))


def _joined(groups: pd.Series, words: pd.Series, size: int) -> list[str]:
    """The words of each group as one text."""
    said: list[list[str]] = [[] for _ in range(size)]
    for group, word in zip(groups.tolist(), words.tolist(), strict=True):
        said[group].append(word)
    return [" ".join(one) for one in said]


def _filled(ranked: pd.DataFrame, primary: pd.DataFrame, shape: Shape) -> pd.DataFrame:
    """The first value known in each group; amounts of fragments fill nothing."""
    names = [*shape.words, *shape.amounts]
    known = ranked[["group", *names]].copy()
    fragment = ~ranked["is_complete"] & ranked["group"].duplicated()
    known.loc[fragment, list(shape.amounts)] = np.nan
    filled = known.groupby("group")[names].first()
    for low, high in _ORDERED:
        if low in filled:
            wrong = filled[low] > filled[high]
            for name in (low, high):
                filled[name] = filled[name].mask(wrong, primary[name])
    return filled


def _clocks(ranked: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """The clock of each group: that of the best record with a time of day.

    Its wall clock and its instant may come from two records. Those of an app that knows
    only instants are shown in the zone at home, a watch knows where the athlete was.
    """
    timed = ranked[ranked["time_precision"] != "day"]
    clock = (
        ranked.assign(untimed=ranked["time_precision"] == "day")
        .sort_values(["group", "untimed"], kind="stable")
        .drop_duplicates("group")
        .set_index("group")[list(CLOCK)]
    )

    def first(of: pd.Series) -> pd.DataFrame:
        return (
            timed[of].drop_duplicates("group").set_index("group").reindex(clock.index)
        )

    instant, wall = (
        first(timed["start_utc"].notna()),
        first(timed["tz_source"] != "utc"),
    )
    _, rest, fits = _apart(instant["start_local"], clock["start_local"], policy)
    lacks = clock["start_utc"].isna() & fits
    hours, _, fits = _apart(wall["start_local"], clock["start_local"], policy)
    shown = (clock["tz_source"] == "utc") & fits
    return clock.assign(
        start_utc=clock["start_utc"].mask(lacks, instant["start_utc"] - rest),
        start_local=clock["start_local"].mask(
            shown, clock["start_local"] + hours * _HOUR
        ),
        tz_source=clock["tz_source"].mask(lacks | shown, "offset"),
    )


def _apart(
    one: pd.Series, other: pd.Series, policy: Policy
) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Whole hours between two wall clocks, what is left, and whether it can be trusted."""
    between = one - other
    hours = (between / _HOUR).round()
    rest = between - hours * _HOUR
    limit_s = np.where(
        hours == 0,
        policy.number("twins.start_drift_s"),
        policy.number("twins.shift_start_s"),
    )
    near = hours.abs() <= policy.number("twins.shift_most_h")
    return hours, rest, near & (rest.abs().dt.total_seconds() <= limit_s)


def _durations(ranked: pd.DataFrame, filled: pd.Series) -> pd.Series:
    """How long each session took; a log without a clock believes the watch."""
    is_timed = ranked["time_precision"] != "day"
    watched = ranked[is_timed & ranked["duration_s"].notna()].drop_duplicates("group")
    found = watched.set_index("group")["duration_s"].reindex(filled.index)
    undated = ~is_timed & ~ranked["group"].duplicated()
    takes = filled.index.isin(ranked.loc[undated, "group"]) & found.notna()
    return filled.mask(takes, found)


def _sets_of(sessions: pd.DataFrame, sets: pd.DataFrame) -> pd.DataFrame:
    """The sets of these sessions, with what each repeats of its session."""
    owner = pd.Index(sessions["session_id"]).get_indexer(sets["session_id"])
    out, owner = sets[owner >= 0].copy(), owner[owner >= 0]
    changed = np.flatnonzero((sessions["twin_ids"] != "").to_numpy()[owner])
    for name, of_session in _OF_SESSION.items():
        values = sessions[of_session].iloc[owner[changed]]
        out[name] = _replaced(out[name], changed, values)
    return out.sort_values(["start_local", "session_id", "set_no"], ignore_index=True)


def _replaced(column: pd.Series, places: Any, values: pd.Series) -> pd.Series:
    """The column with other values at some places, of the same type as before."""
    out = column.array.copy()
    if column.dtype == object:
        values = values.astype(object).where(values.notna(), None)
    out[places] = values.array
    return pd.Series(out, index=column.index, dtype=column.dtype)

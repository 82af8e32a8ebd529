"""What each week of an athlete comes to, in one row: what a coach looks at first."""

import json
import math
from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from runlift.model import Window
from runlift.science import volume
from runlift.science.policy import Policy
from runlift.transforms.instants import monday, mondays, running_s
from runlift.transforms.single_runs import single_runs
from runlift.transforms.strength_trends import strength_trends
from runlift.transforms.weekly_load import weekly_load

KINDS = {
    "week": "datetime64[us]",
    "runs": "int32",
    "distance_m": "float64",
    "moving_s": "float64",
    "long_runs": "int32",
    "key_runs": "int32",
    "races": "int32",
    "longest_m": "float64",
    "spike": "float64",
    "lifts": "int32",
    "leg_lifts": "int32",
    "hard_sets": "float64",
    "leg_load": "float64",
    "conflicts": "int32",
    "open_conflicts": "int32",
    "cautions": "int32",
    "reason": "object",
    "states": "object",
    "little": "object",
}
COLUMNS = tuple(KINDS)

STATE_WEEKS = 12
"""Directions are told for so many weeks back from the end of the log: each costs as much
as the strength page, and nobody asks the roster about the spring before last."""

LITTLE_WEEKS = 4
"""Muscles are judged over so many weeks: one without a session is no trend."""

_MAIN = 3
"""Lifts of which a direction is told."""

_UNKNOWN = ""
"""Instead of JSON, where nothing is known; an empty list is an answer."""


def week_facts(
    lifts: pd.DataFrame,
    runs: pd.DataFrame,
    found: pd.DataFrame,
    sessions: pd.DataFrame,
    weekly: pd.DataFrame,
    *,
    muscles: Sequence[str],
    main: Collection[str],
    policy: Policy,
) -> pd.DataFrame:
    """Every week from the first activity to the last, weeks off included.

    Args:
        lifts: as `lift_sessions` returns them.
        runs: as `classified_runs` returns them.
        found: as `acknowledged` returns them.
        sessions: as `session_e1rm` returns them.
        weekly: as `weekly_volume` returns it.
        muscles: those that may have little, in the order to be told.
        main: exercises that come first when directions are told.
        policy: thresholds.

    Returns:
        `COLUMNS`. longest_m is missing without a run of known distance; spike is the
        largest ratio of a run to the longest of the thirty days before it, missing
        where there is none to compare with. open_conflicts are those nobody has dealt
        with; reason is the first sentence of the worst finding, the newest of equals.
        states is JSON, a list of exercise_id, exercise, state, is_possible, slope (% per
        30 days) of up to three lifts on the week's Sunday; little is a JSON list of
        muscles whose average of four weeks lies below *maintain*. Both are empty where
        nothing is known.
    """
    days = pd.concat([lifts["start_local"], runs["day"]])
    if days.empty:
        return pd.DataFrame(columns=list(COLUMNS)).astype(KINDS)
    window = Window(
        monday(days.min()).date(),
        (monday(days.max()) + pd.Timedelta(days=6)).date(),
    )
    out = weekly_load(lifts, runs, found, window).set_index("week")
    single = single_runs(runs).assign(week=lambda f: mondays(f["day"]))
    by_run = runs.assign(took_s=running_s(runs)).groupby("week")
    lift_week = mondays(lifts["start_local"])
    is_open = (found["severity"] == "conflict") & ~found["is_acknowledged"]
    for name, column in {
        "moving_s": by_run["took_s"].sum(),
        "races": by_run["is_race"].sum(),
        "hard_sets": lifts["hard_sets"].groupby(lift_week).sum(),
        "leg_load": lifts["leg_load"].groupby(lift_week).sum(),
        "open_conflicts": mondays(found.loc[is_open, "day"]).value_counts(),
    }.items():
        out[name] = column.reindex(out.index).fillna(0).astype(float)
    out["longest_m"] = by_run["distance_m"].max().reindex(out.index)
    out["spike"] = single.groupby("week")["ratio"].max().reindex(out.index)
    out["reason"] = _reasons(found, is_open).reindex(out.index).fillna("")
    out["states"] = _states(out.index, sessions, main, policy)
    out["little"] = _little(out.index, weekly, muscles, policy)
    return out.reset_index()[list(COLUMNS)].astype(KINDS)


def _reasons(found: pd.DataFrame, is_open: pd.Series) -> pd.Series:
    """The first sentence of each week's worst finding, by week."""
    worst = np.select(
        [is_open, found["severity"] == "conflict", found["severity"] == "caution"],
        [3, 2, 1],
        0,
    )
    told = found.assign(week=mondays(found["day"]), worst=worst)
    # Findings come newest first; a stable sort leaves equals as they are.
    told = told[worst > 0].sort_values("worst", ascending=False, kind="stable")
    first = told.drop_duplicates("week").set_index("week")["reasons"]
    said: pd.Series = first.map(lambda reasons: reasons[0] if len(reasons) else "")
    return said.astype(object)


def _states(
    weeks: pd.DatetimeIndex,
    sessions: pd.DataFrame,
    main: Collection[str],
    policy: Policy,
) -> list[str]:
    """The directions on the Sunday of each of the last weeks."""
    told = [_UNKNOWN] * len(weeks)
    if sessions.empty:
        return told
    for place in range(max(0, len(weeks) - STATE_WEEKS), len(weeks)):
        sunday = weeks[place] + pd.Timedelta(days=6)
        trends = strength_trends(sessions, sunday, policy)
        trends = trends[trends["sessions"] > 0]
        if trends.empty:
            continue
        is_main = trends["exercise_id"].isin(list(main))
        chosen = pd.concat([trends[is_main], trends[~is_main]]).head(_MAIN)
        told[place] = json.dumps(
            [
                {
                    "exercise_id": one["exercise_id"],
                    "exercise": one["exercise"],
                    "state": one["state"],
                    "is_possible": bool(one["is_possible"]),
                    "slope": None if math.isnan(one["slope"]) else one["slope"],
                }
                for one in chosen.to_dict("records")
            ],
            ensure_ascii=False,
        )
    return told


def _little(
    weeks: pd.DatetimeIndex,
    weekly: pd.DataFrame,
    muscles: Sequence[str],
    policy: Policy,
) -> list[str]:
    """The muscles below *maintain* over the four weeks that end with each."""
    if weekly.empty:
        return [_UNKNOWN] * len(weeks)
    sets = weekly.pivot_table(
        index="week", columns="muscle", values="sets", aggfunc="sum", fill_value=0.0
    ).reindex(weeks, fill_value=0.0)
    # Before the first lift nothing is known, and a month without any needs no muscles.
    begun = sets.index >= weekly["week"].min()
    mean = sets[begun].rolling(LITTLE_WEEKS).mean().reindex(weeks)
    is_known = mean.sum(axis=1, min_count=1).gt(1e-9).to_numpy()
    names = np.array(list(muscles), dtype=str)
    mean = mean.reindex(columns=list(muscles)).fillna(0.0).round(6)
    bands = volume.band_of(
        np.broadcast_to(names, mean.shape), mean.to_numpy(float), policy
    )
    return [
        json.dumps(names[band == "little"].tolist()) if known else _UNKNOWN
        for band, known in zip(bands, is_known, strict=True)
    ]

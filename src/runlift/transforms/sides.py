"""Left against right, where both were logged apart and often enough to compare."""

import numpy as np
import pandas as pd

from runlift.science import strength
from runlift.science.policy import Policy

COLUMNS = (
    "exercise_id",
    "exercise",
    "left_kg",
    "right_kg",
    "left_sessions",
    "right_sessions",
    "asymmetry_percent",
    "threshold_percent",
    "is_told",
)


def sides(sets: pd.DataFrame, last_day: pd.Timestamp, policy: Policy) -> pd.DataFrame:
    """One row an exercise that was logged by side in the last weeks.

    Args:
        sets: as `lifted_sets` returns them.
        last_day: the day that is asked about.
        policy: section `sides`.

    Returns:
        `COLUMNS`: the best e1RM of each side, its sessions, the difference in percent
        of the stronger side, the difference it must exceed, and is_told: it does, with
        enough sessions of both sides.
    """
    days = policy.number("sides.window_days")
    recent = sets[
        sets["side"].isin(["L", "R"])
        & sets["e1rm_kg"].notna()
        & (sets["day"] > last_day - pd.Timedelta(days=days))
        & (sets["day"] <= last_day)
    ]
    if recent.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    # One estimate a session and side, as on the strength page.
    best = recent.groupby(["exercise_id", "exercise", "side", "session_id"])["e1rm_kg"]
    by_session = best.max().reset_index()
    left, right = _of_side(by_session, "L", "left"), _of_side(by_session, "R", "right")
    out = left.join(right, how="outer").reset_index()
    for name in ("left_sessions", "right_sessions"):
        out[name] = out[name].fillna(0).astype(int)
    out["asymmetry_percent"] = strength.asymmetry_percent(
        out["left_kg"], out["right_kg"]
    )
    out["threshold_percent"] = _thresholds(by_session, out["exercise_id"], policy)
    enough = policy.number("sides.min_sessions")
    out["is_told"] = (
        out[["left_sessions", "right_sessions"]].min(axis=1) >= enough
    ) & (out["asymmetry_percent"] > out["threshold_percent"])
    return out[list(COLUMNS)]


def _of_side(by_session: pd.DataFrame, side: str, word: str) -> pd.DataFrame:
    """The best and the number of one side's sessions, by exercise."""
    mine = by_session[by_session["side"] == side]
    grouped = mine.groupby(["exercise_id", "exercise"])["e1rm_kg"]
    return grouped.agg(**{f"{word}_kg": "max", f"{word}_sessions": "count"})


def _thresholds(
    by_session: pd.DataFrame, exercises: pd.Series, policy: Policy
) -> pd.Series:
    """The convention, or twice the athlete's own scatter where that is more."""
    least = policy.number("sides.min_percent")
    grouped = by_session.groupby(["exercise_id", "side"])["e1rm_kg"]
    # The typical error of one side: how its sessions scatter around their mean.
    scatter = 100 * grouped.std() / grouped.mean()
    own = scatter.groupby("exercise_id").max()
    return np.maximum(least, 2 * exercises.map(own).fillna(0.0))

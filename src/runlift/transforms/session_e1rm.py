"""The estimated 1RM of each exercise in each session, its trend lines and records."""

import numpy as np
import pandas as pd

from runlift.science import strength
from runlift.science.policy import Policy

COLUMNS = (
    "day",
    "start_local",
    "session_id",
    "exercise_id",
    "exercise",
    "e1rm_kg",
    "load_kg",
    "reps",
    "effective_reps",
    "quality",
    "is_lower_bound",
    "is_pr",
    "rolling_best_kg",
    "ewma_kg",
)


def session_e1rm(sets: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """The best e1RM of every session and exercise (domain.md 3.4).

    Args:
        sets: as `lifted_sets` returns them.
        policy: thresholds.

    Returns:
        `COLUMNS`, one row a session and exercise, by exercise and time. The best set
        has the highest e1RM; among equals the one with fewer reps.
    """
    scored = sets[sets["quality"] >= policy.number("e1rm.min_quality")]
    scored = scored.sort_values(
        ["exercise_id", "start_local", "session_id", "e1rm_kg", "effective_reps"],
        ascending=[True, True, True, False, True],
        kind="stable",
    )
    best = scored.drop_duplicates(["exercise_id", "session_id"]).reset_index(drop=True)
    parts = [
        _with_lines(group, policy)
        for _, group in best.groupby("exercise_id", sort=False)
    ]
    if not parts:
        return pd.DataFrame(columns=list(COLUMNS)).astype(
            {"day": "datetime64[us]", "start_local": "datetime64[us]"}
        )
    return pd.concat(parts, ignore_index=True)[list(COLUMNS)]


def _with_lines(group: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    group = group.copy()
    days = group["day"].to_numpy("datetime64[D]").astype(int)
    values = group["e1rm_kg"].to_numpy(float)
    group["rolling_best_kg"] = strength.rolling_best(
        days, values, int(policy.number("e1rm.rolling_best_days"))
    )
    group["ewma_kg"] = strength.ewma(
        days, values, policy.number("e1rm.ewma_half_life_days")
    )
    group["is_pr"] = strength.personal_records(
        values,
        group["effective_reps"].to_numpy(float),
        np.arange(len(group)),
        policy,
    )
    return group

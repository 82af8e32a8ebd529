"""The estimated 1RM of each exercise in each session, its trend lines and records."""

import itertools

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
    """The best e1RM of every session and exercise.

    Args:
        sets: as `lifted_sets` returns them.
        policy: thresholds.

    Returns:
        `COLUMNS`, one row a session and exercise, by exercise and time. The best set
        has the highest e1RM; among equals the one with fewer reps.
    """
    columns = [name for name in COLUMNS if name in sets]
    scored = sets.loc[sets["quality"] >= policy.number("e1rm.min_quality"), columns]
    exercise, _ = pd.factorize(scored["exercise_id"], sort=True)
    session, _ = pd.factorize(scored["session_id"], sort=True)
    order = np.lexsort(
        (
            scored["effective_reps"].to_numpy(float),
            -scored["e1rm_kg"].to_numpy(float),
            session,
            scored["start_local"].to_numpy("datetime64[us]"),
            exercise,
        )
    )
    scored = scored.iloc[order]
    best = scored.drop_duplicates(["exercise_id", "session_id"])
    best = best[[name for name in COLUMNS if name in best]].reset_index(drop=True)
    day = best["day"].to_numpy("datetime64[D]").astype(np.int64)
    values = best["e1rm_kg"].to_numpy(float)
    reps = best["effective_reps"].to_numpy(float)
    window = policy.number("e1rm.rolling_best_days")
    half_life = policy.number("e1rm.ewma_half_life_days")
    rolling, smooth = np.empty(len(best)), np.empty(len(best))
    is_pr = np.zeros(len(best), bool)
    codes, _ = pd.factorize(best["exercise_id"])
    edges = np.flatnonzero(np.diff(codes, prepend=-1, append=-1))
    for begin, end in itertools.pairwise(edges.tolist()):
        # The sessions of one exercise.
        own = slice(begin, end)
        rolling[own] = strength.rolling_best(day[own], values[own], window)
        smooth[own] = strength.ewma(day[own], values[own], half_life)
        is_pr[own] = strength.personal_records(
            values[own], reps[own], np.arange(end - begin), policy
        )
    best = best.assign(rolling_best_kg=rolling, ewma_kg=smooth, is_pr=is_pr)
    return best[list(COLUMNS)]

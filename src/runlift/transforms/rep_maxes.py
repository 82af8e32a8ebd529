"""What one exercise was lifted for, and what the estimate says could be lifted."""

import numpy as np
import pandas as pd

from runlift.science import strength
from runlift.science.policy import Policy

REP_COLUMNS = (
    "reps",
    "observed_kg",
    "observed_reps",
    "observed_day",
    "estimated_kg",
    "share",
)
SHARE_COLUMNS = ("share", "load_kg", "reps")

_SHARES = np.arange(1.0, 0.49, -0.05)


def rep_maxes(
    sets: pd.DataFrame, e1rm_kg: float, policy: Policy, formula: str
) -> pd.DataFrame:
    """The best at each number of repetitions, observed and estimated.

    Args:
        sets: as `lifted_sets` returns them, of one exercise.
        e1rm_kg: the estimated 1RM now; NaN where there is none.
        policy: `e1rm.max_effective_reps` is the last row.
        formula: of the athlete.

    Returns:
        `REP_COLUMNS`: observed_kg is the heaviest load lifted at least so often, in
        observed_reps repetitions on observed_day (missing where none was);
        estimated_kg what the formula gives now, share of the 1RM. Loads are those an
        estimate is about: with the body where it is lifted.
    """
    works = sets[~sets["is_warmup"] & (sets["reps"] >= 1)]
    works = works[works["system_load_kg"] > 0].sort_values(
        ["system_load_kg", "start_local"], ascending=[False, True]
    )
    reps = np.arange(1, int(policy.number("e1rm.max_effective_reps")) + 1)
    best = [works[works["reps"] >= one].head(1) for one in reps]
    estimated = strength.load_for(e1rm_kg, reps, formula, policy)
    return pd.DataFrame(
        {
            "reps": reps,
            "observed_kg": [_only(one, "system_load_kg", np.nan) for one in best],
            "observed_reps": [_only(one, "reps", np.nan) for one in best],
            "observed_day": pd.Series(
                [_only(one, "day", pd.NaT) for one in best], dtype="datetime64[us]"
            ),
            "estimated_kg": estimated,
            "share": strength.load_for(1.0, reps, formula, policy),
        }
    )[list(REP_COLUMNS)]


def training_shares(e1rm_kg: float, policy: Policy, formula: str) -> pd.DataFrame:
    """`SHARE_COLUMNS`: loads from all of the 1RM down to half, and the repetitions in them.

    reps is missing where the formula is not believed any more.
    """
    return pd.DataFrame(
        {
            "share": _SHARES,
            "load_kg": _SHARES * e1rm_kg,
            "reps": strength.reps_at(_SHARES, formula, policy),
        }
    )


def _only(rows: pd.DataFrame, column: str, missing: object) -> object:
    return rows[column].iloc[0] if len(rows) else missing

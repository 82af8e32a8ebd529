"""Every run in one row: pace, pace on the level, heart rate, and what else is told."""

import numpy as np
import pandas as pd

from runlift.science.grade import summary_gap_factor
from runlift.science.policy import Policy
from runlift.transforms.instants import running_s

COLUMNS = (
    "run_id",
    "day",
    "title",
    "run_class",
    "distance_m",
    "moving_s",
    "speed_m_per_s",
    "gap_m_per_s",
    "is_gap_approximate",
    "ascent_m",
    "avg_hr",
    "ratio",
    "ef",
    "decoupling",
)


def run_list(
    runs: pd.DataFrame, single: pd.DataFrame, steady: pd.DataFrame, policy: Policy
) -> pd.DataFrame:
    """The runs, newest first, with what the other frames say of them.

    Args:
        runs: as `classified_runs` returns them.
        single: as `single_runs` returns it.
        steady: the runs of `steady_runs`.
        policy: section `stream`.

    Returns:
        `COLUMNS`. gap_m_per_s is the speed on the level that would have cost as much:
        from the recording, else approximated from the climb as on a loop, which is a
        lower bound; unknown without either.
    """
    out = runs.assign(moving_s=running_s(runs))
    metres, seconds = out["distance_m"].to_numpy(float), out["moving_s"].to_numpy(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        speed = np.where(seconds > 0, metres / seconds, np.nan)
    recorded = out["gap_m_per_s"].to_numpy(float)
    factor = summary_gap_factor(out["ascent_m"].to_numpy(float), metres, policy)
    out["title"] = out["title"].fillna("")
    out["speed_m_per_s"] = speed
    out["is_gap_approximate"] = np.isnan(recorded) & ~np.isnan(speed * factor)
    out["gap_m_per_s"] = np.where(np.isnan(recorded), speed * factor, recorded)
    out["ratio"] = out["run_id"].map(single.set_index("run_id")["ratio"])
    by_run = steady.set_index("run_id")
    out["ef"] = out["run_id"].map(by_run["ef"])
    out["decoupling"] = out["run_id"].map(by_run["decoupling"])
    return out[list(COLUMNS)].iloc[::-1].reset_index(drop=True)

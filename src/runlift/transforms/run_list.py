"""Every run in one row: pace, pace on the level, heart rate, and what else is told."""

import pandas as pd

from runlift.science.policy import Policy
from runlift.transforms.instants import running_s
from runlift.transforms.level_speed import level_speed

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
        `COLUMNS`. speed_m_per_s, gap_m_per_s and is_gap_approximate are those of
        `level_speed`.
    """
    out = runs.assign(moving_s=running_s(runs))
    speed = level_speed(runs, policy)
    out["title"] = out["title"].fillna("")
    out["speed_m_per_s"] = speed.plain
    out["gap_m_per_s"] = speed.level
    out["is_gap_approximate"] = speed.is_approximate
    out["ratio"] = out["run_id"].map(single.set_index("run_id")["ratio"])
    by_run = steady.set_index("run_id")
    out["ef"] = out["run_id"].map(by_run["ef"])
    out["decoupling"] = out["run_id"].map(by_run["decoupling"])
    return out[list(COLUMNS)].iloc[::-1].reset_index(drop=True)

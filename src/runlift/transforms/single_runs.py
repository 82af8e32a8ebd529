"""Each run against the longest of the thirty days before it."""

import numpy as np
import pandas as pd

from runlift.science.single_run import LOOKS_BACK_DAYS, step_of

COLUMNS = (
    "run_id",
    "day",
    "title",
    "run_class",
    "distance_m",
    "longest_m",
    "ratio",
    "step",
)


def single_runs(runs: pd.DataFrame) -> pd.DataFrame:
    """Every run with a known distance, by time.

    Args:
        runs: as `classified_runs` returns them.

    Returns:
        `COLUMNS`. longest_m is the longest run of the 30 days before the run's own, a
        second run of the same day being no reference; ratio is missing and step
        `returning` where there is none.
    """
    known = runs[runs["distance_m"] > 0].sort_values("start_local", kind="stable")
    # By day: a window by time would count the morning's run for the evening's.
    daily = known.groupby("day")["distance_m"].max()
    back = f"{int(LOOKS_BACK_DAYS)}D"
    longest = daily.rolling(back, closed="left").max() if len(daily) else daily
    out = known[["run_id", "day", "title", "run_class", "distance_m"]].reset_index(
        drop=True
    )
    out["title"] = out["title"].fillna("")
    out["longest_m"] = out["day"].map(longest).astype(float)
    out["ratio"] = out["distance_m"] / out["longest_m"]
    out["step"] = step_of(np.round(out["ratio"].to_numpy(float), 6))
    return out[list(COLUMNS)]

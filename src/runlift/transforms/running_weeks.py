"""Each week of running beside the weeks before it: distance, time, the long run's share."""

import numpy as np
import pandas as pd

from runlift.model import Window
from runlift.science.policy import Policy
from runlift.transforms.instants import monday, running_s

COLUMNS = (
    "week",
    "distance_m",
    "moving_s",
    "runs",
    "no_distance",
    "long_m",
    "long_share",
    "usual_m",
    "low_m",
    "high_m",
    "usual_s",
    "low_s",
    "high_s",
    "is_current",
)


def running_weeks(runs: pd.DataFrame, window: Window, policy: Policy) -> pd.DataFrame:
    """Every week of the window, weeks without a run included.

    Args:
        runs: as `classified_runs` returns them.
        window: the days looked at, from the Monday of its first week.
        policy: `running.usual_weeks`.

    Returns:
        `COLUMNS`. usual is the median of the weeks before, low and high are their
        range; missing until there are enough of them since the first run. long_share is
        the longest long run's share of the week's distance, missing without one;
        no_distance counts the runs whose distance nobody knows; is_current marks a week
        that goes on after the window.
    """
    last = pd.Timestamp(window.last)
    past = runs[runs["day"] <= last]
    first = monday(window.first)
    begin = min([first, *past["week"].head(1)])
    weeks = pd.date_range(begin, monday(window.last), freq="7D").astype(
        "datetime64[us]"
    )
    by_week = past.assign(
        moving_s=running_s(past), no_distance=past["distance_m"].isna()
    ).groupby("week")
    long = past[past["is_long"]].groupby("week")["distance_m"].max()
    out = pd.DataFrame(
        {
            "distance_m": by_week["distance_m"].sum(),
            "moving_s": by_week["moving_s"].sum(),
            "runs": by_week.size(),
            "no_distance": by_week["no_distance"].sum(),
            "long_m": long,
        }
    ).reindex(weeks)
    sums = ["distance_m", "moving_s"]
    counts = ["runs", "no_distance"]
    out[sums] = out[sums].astype(float).fillna(0.0)
    out[counts] = out[counts].fillna(0).astype(int)
    out["long_m"] = out["long_m"].astype(float)
    out["long_share"] = out["long_m"] / out["distance_m"].where(out["distance_m"] > 0)
    back = int(policy.number("running.usual_weeks"))
    # Weeks before the first run are not weeks off: nothing is known of them.
    known = out[out.index >= past["week"].min()] if len(past) else out.iloc[:0]
    for name, unit in (("distance_m", "m"), ("moving_s", "s")):
        before = known[name].rolling(back)
        for said, values in (
            ("usual", before.median()),
            ("low", before.min()),
            ("high", before.max()),
        ):
            out[f"{said}_{unit}"] = values.shift(1).reindex(weeks)
    out["is_current"] = weeks + pd.Timedelta(days=6) > last
    shown = out[out.index >= first].rename_axis("week").reset_index()
    return shown[list(COLUMNS)]


def before(window: Window) -> Window:
    """As many whole weeks before a window as it has."""
    first = monday(window.first)
    weeks = int(np.ceil(((pd.Timestamp(window.last) - first).days + 1) / 7))
    return Window(
        (first - pd.Timedelta(weeks=weeks)).date(),
        (first - pd.Timedelta(days=1)).date(),
    )


def totals(runs: pd.DataFrame, window: Window) -> pd.DataFrame:
    """The window in one row, and the same weeks before it.

    Returns:
        weeks (from the Monday of the first, a running one by its days), runs,
        distance_m, moving_s (a week); distance_before_m (a week, missing where the log
        does not reach back so far).
    """
    first, last = monday(window.first), pd.Timestamp(window.last)
    weeks = max(1.0, ((last - first).days + 1) / 7)
    inside = runs[runs["day"].between(first, last)]
    earlier = before(window)
    past = runs[runs["day"].between(pd.Timestamp(earlier.first), first, "left")]
    begun = runs["week"].min() if len(runs) else pd.NaT
    reaches = bool(begun <= pd.Timestamp(earlier.first)) if len(runs) else False
    whole = (first - pd.Timestamp(earlier.first)).days / 7
    return pd.DataFrame(
        {
            "weeks": [weeks],
            "runs": [len(inside)],
            "distance_m": [float(inside["distance_m"].sum()) / weeks],
            "moving_s": [float(running_s(inside).sum()) / weeks],
            "distance_before_m": [
                float(past["distance_m"].sum()) / whole if reaches else np.nan
            ],
        }
    )

"""Metres a heart beat of steady runs, its drift within them, its direction over them."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from runlift.science.efficiency import decoupling, efficiency
from runlift.science.policy import Policy
from runlift.science.slope import bootstrap_slope
from runlift.transforms.instants import running_s

COLUMNS = ("run_id", "day", "title", "run_class", "terrain", "ef", "decoupling", "band")

BANDS = ("small", "usual", "large")

TREND_COLUMNS = (
    "runs",
    "first_day",
    "last_day",
    "first_ef",
    "last_ef",
    "slope",
    "low",
    "high",
)

_MONTH_DAYS = 30


class SteadyRuns(NamedTuple):
    """The runs that compare, and why the others do not."""

    runs: pd.DataFrame
    left_out: dict[str, int]
    """Runs by the first reason that leaves them out, in the order they are asked."""


def steady_runs(runs: pd.DataFrame, policy: Policy) -> SteadyRuns:
    """The steady aerobic runs with a recording, with efficiency and decoupling.

    Both leave out the first ten minutes (`stream.settle_s`). Temperature and route are
    not taken out: a hot day looks like a bad one.

    Args:
        runs: as `classified_runs` returns them.
        policy: section `efficiency`.

    Returns:
        runs: `COLUMNS`; ef in metres on the level a beat, decoupling in percent,
        positive where efficiency fell; band is one of `BANDS`.
    """
    number = policy.number
    halves = runs[["first_gap_m_per_s", "first_hr", "second_gap_m_per_s", "second_hr"]]
    tests = {
        "were races, key runs or on a treadmill": ~(
            runs["is_key"] | runs["is_race"] | (runs["surface"] == "treadmill")
        ),
        "have no recording": runs["has_stream"].fillna(False).astype(bool),
        f"took less than {number('efficiency.min_s') / 60:g} min": running_s(runs)
        >= number("efficiency.min_s"),
        f"have a heart rate for less than {number('efficiency.hr_coverage'):.0%}": (
            runs["hr_coverage"] >= number("efficiency.hr_coverage")
        )
        & halves.notna().all(axis=1),
        f"changed speed by more than {number('efficiency.speed_cv'):.0%}": runs[
            "speed_cv"
        ]
        < number("efficiency.speed_cv"),
        f"had a stop of more than {number('efficiency.stop_s'):g} s": ~(
            runs["longest_stop_s"] > number("efficiency.stop_s")
        ),
    }
    usable = np.ones(len(runs), bool)
    left_out: dict[str, int] = {}
    for reason, passes in tests.items():
        fits = passes.fillna(False).to_numpy(bool)
        missed = int((usable & ~fits).sum())
        if missed:
            left_out[reason] = missed
        usable &= fits
    out = runs.loc[usable, ["run_id", "day", "title", "run_class", "terrain"]]
    first_gap, first_hr, second_gap, second_hr = (
        halves.loc[usable, name].to_numpy(float) for name in halves
    )
    out = out.reset_index(drop=True)
    out["title"] = out["title"].fillna("")
    # The halves are as long as each other, so that their means are those of the whole.
    out["ef"] = efficiency((first_gap + second_gap) / 2, (first_hr + second_hr) / 2)
    out["decoupling"] = decoupling(first_gap, first_hr, second_gap, second_hr)
    low, high = policy.numbers("efficiency.bands_percent")
    out["band"] = np.select(
        [out["decoupling"] < low, out["decoupling"] <= high], BANDS[:2], BANDS[2]
    ).astype(object)
    return SteadyRuns(out[list(COLUMNS)], left_out)


def efficiency_trend(steady: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """The direction of efficiency over the newest runs: Theil-Sen with an interval.

    Args:
        steady: as `steady_runs` returns them, those of the days looked at.
        policy: section `efficiency`.

    Returns:
        `TREND_COLUMNS`, one row, or none with too few runs or days. slope, low and high
        are percent of the median in 30 days; first_ef and last_ef are the ends of the
        line.
    """
    chosen = steady[steady["ef"].notna()].sort_values("day", kind="stable")
    chosen = chosen.tail(int(policy.number("efficiency.trend_runs")))
    if not is_enough(chosen, policy):
        return pd.DataFrame(columns=list(TREND_COLUMNS))
    day = chosen["day"].to_numpy("datetime64[D]").astype(np.int64)
    ef = chosen["ef"].to_numpy(float)
    found = bootstrap_slope(
        day,
        ef,
        int(policy.number("efficiency.resamples")),
        policy.number("efficiency.confidence"),
    )
    middle = float(np.median(ef - found.value * (day - day[0])))
    month = _MONTH_DAYS * 100 / float(np.median(ef))
    row: dict[str, Any] = {
        "runs": len(chosen),
        "first_day": chosen["day"].iloc[0],
        "last_day": chosen["day"].iloc[-1],
        "first_ef": middle,
        "last_ef": middle + found.value * float(day[-1] - day[0]),
        "slope": found.value * month,
        "low": found.low * month,
        "high": found.high * month,
    }
    return pd.DataFrame([row], columns=list(TREND_COLUMNS))


def is_enough(steady: pd.DataFrame, policy: Policy) -> bool:
    """Whether these runs are many and far apart enough for a direction."""
    if len(steady) < policy.number("efficiency.min_runs"):
        return False
    span = (steady["day"].max() - steady["day"].min()).days
    return bool(span >= policy.number("efficiency.min_span_days"))

"""What repeats in the findings: pairs of weekdays, months, hours before important runs."""

import numpy as np
import pandas as pd

from runlift.model import Window

PATTERN_COLUMNS = (
    "lift_day",
    "run_day",
    "run_class",
    "conflicts",
    "cautions",
    "hours",
    "last_day",
)
MONTH_COLUMNS = ("month", "conflicts", "cautions")
GAP_COLUMNS = ("run_id", "hours", "severity", "lift_class", "run_class", "day")

_LOOK_BACK_H = 96.0
_ALARMS = ("conflict", "caution")


def patterns(findings: pd.DataFrame) -> pd.DataFrame:
    """The pairs of a lifting day and a running day that repeat, the worst first.

    Args:
        findings: as `findings` returns them, of the window.

    Returns:
        `PATTERN_COLUMNS`: names of the weekdays, the class of the run, how many
        conflicts and cautions, the median hours between, the last day of one.
    """
    pairs = findings[
        findings["run_id"].notna() & findings["severity"].isin(_ALARMS)
    ].copy()
    if pairs.empty:
        return pd.DataFrame(columns=list(PATTERN_COLUMNS))
    pairs["lift_day"] = pairs["lift_start"].dt.day_name()
    pairs["run_day"] = pairs["run_start"].dt.day_name()
    pairs["conflicts"] = (pairs["severity"] == "conflict").astype(int)
    pairs["cautions"] = (pairs["severity"] == "caution").astype(int)
    grouped = pairs.groupby(["lift_day", "run_day", "run_class"], sort=False)
    out = grouped.agg(
        conflicts=("conflicts", "sum"),
        cautions=("cautions", "sum"),
        hours=("hours", "median"),
        last_day=("day", "max"),
    ).reset_index()
    return out.sort_values(
        ["conflicts", "cautions", "last_day"], ascending=False, ignore_index=True
    )[list(PATTERN_COLUMNS)]


def months(findings: pd.DataFrame, window: Window) -> pd.DataFrame:
    """`MONTH_COLUMNS` for every month of the window; month is its first day."""
    first = pd.Timestamp(window.first).to_period("M").to_timestamp()
    every = pd.date_range(first, pd.Timestamp(window.last), freq="MS")
    month = findings["day"].dt.to_period("M").dt.to_timestamp()
    return pd.DataFrame(
        {
            "month": every.astype("datetime64[us]"),
            **{
                f"{name}s": month[findings["severity"] == name]
                .value_counts()
                .reindex(every, fill_value=0)
                .to_numpy()
                for name in _ALARMS
            },
        }
    )[list(MONTH_COLUMNS)]


def gaps(
    lifts: pd.DataFrame, runs: pd.DataFrame, findings: pd.DataFrame, window: Window
) -> pd.DataFrame:
    """How long before each long or key run or race the last leg lift ended.

    Args:
        lifts: as `lift_sessions` returns them.
        runs: as `classified_runs` returns them.
        findings: as `findings` returns them.
        window: the days of the runs.

    Returns:
        `GAP_COLUMNS`, one row a run with a leg lift in the 96 h before it and clock
        times of both; severity of the pair, `ok` where no rule speaks.
    """
    asked = runs[
        (runs["is_long"] | runs["is_key"] | runs["is_race"])
        & runs["is_clock_known"]
        & runs["day"].between(pd.Timestamp(window.first), pd.Timestamp(window.last))
    ]
    legs = lifts[lifts["is_clock_known"] & (lifts["lift_class"] != "none")]
    legs = legs.sort_values("end", kind="stable")
    ends = legs["end"].to_numpy("datetime64[us]")
    starts = asked["start"].to_numpy("datetime64[us]")
    place = np.searchsorted(ends, starts, "right") - 1
    known = place >= 0
    asked, place = asked[known], place[known]
    hours = (starts[known] - ends[place]) / np.timedelta64(1, "h")
    near = hours <= _LOOK_BACK_H
    asked, place, hours = asked[near], place[near], hours[near]
    session = legs["session_id"].to_numpy(object)[place]
    said = {
        (lift, run): severity
        for lift, run, severity in zip(
            findings["lift_session_id"],
            findings["run_id"],
            findings["severity"],
            strict=True,
        )
    }
    return pd.DataFrame(
        {
            "run_id": asked["run_id"].to_numpy(object),
            "hours": hours,
            "severity": [
                said.get(pair, "ok")
                for pair in zip(session, asked["run_id"], strict=True)
            ],
            "lift_class": legs["lift_class"].to_numpy(object)[place],
            "run_class": asked["run_class"].to_numpy(object),
            "day": asked["day"].to_numpy(),
        }
    )[list(GAP_COLUMNS)]

"""Which lifts and runs are near enough to each other for a rule to speak."""

import functools
from typing import Literal, NamedTuple, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from runlift.science import interference
from runlift.science.policy import Policy
from runlift.units import Floats

Order = Literal["before", "after", "unknown"]

_ORDERS: tuple[Order, ...] = ("before", "after", "unknown")
_BEFORE, _AFTER, _UNKNOWN = range(3)
_HOUR_US = 3_600_000_000
_DAY_US = 24 * _HOUR_US

_ZONES_H = 26
"""How far the wall clocks of one instant may be apart, from -12 to +14."""


class NearPair(NamedTuple):
    """A lift and a run by their places in the frames."""

    lift: int
    run: int
    order: Order
    """Of the lift to the run; unknown on the same day without clock times."""
    hours: float
    """From the end of the first to the start of the second, 0 where they overlap."""
    is_same_day: bool
    is_assumed: bool
    """The hours are a guess: a clock time is missing."""


def rule_classes(runs: pd.DataFrame) -> npt.NDArray[np.object_]:
    """The class of each run that rules look up; a long key run has one of its own."""
    run_class = runs["run_class"].to_numpy(object)
    both = runs["is_long"].to_numpy(bool) & (run_class == "key")
    return np.where(both, "long + key", run_class)


def near_pairs(
    legs: pd.DataFrame,
    runs: pd.DataFrame,
    policy: Policy,
    is_after_downhill: npt.NDArray[np.bool_],
) -> list[NearPair]:
    """Every pair within the windows of `policy`, by lift and then by run.

    Args:
        legs: lift sessions, as `lift_sessions` returns them.
        runs: as `classified_runs` returns them, by time.
        policy: thresholds.
        is_after_downhill: whether the windows of each lift are lengthened.
    """
    if legs.empty or runs.empty:
        return []
    before_h, after_h = reach(policy)
    lift, run = _candidates(legs, runs, before_h.max(), after_h.max())
    order, hours, is_same_day, is_assumed = _gaps(legs, runs, lift, run, policy)
    lift_class = _codes(legs["lift_class"], interference.LIFT_CLASSES)[lift]
    run_class = _codes(rule_classes(runs), interference.RUN_CLASSES)[run]
    within = np.where(
        order == _AFTER,
        after_h[run_class],
        before_h[is_after_downhill[lift].astype(int), lift_class, run_class],
    )
    near = is_same_day | (hours < within)
    columns = (lift, run, order, hours, is_same_day, is_assumed)
    return [
        NearPair(i, j, _ORDERS[o], h, s, a)
        for i, j, o, h, s, a in zip(
            *(column[near].tolist() for column in columns), strict=True
        )
    ]


@functools.lru_cache(maxsize=64)
def reach(policy: Policy) -> tuple[Floats, Floats]:
    """Hours beyond which no rule speaks.

    Returns:
        Before a run by (after downhill running, lift class, run class), and after it by
        its class.
    """
    article = policy.number("leg_load.article_window_h")
    before = [
        [
            [
                max(
                    *interference.windows(
                        lift_class, run_class, policy, is_after_downhill=downhill
                    ),
                    article if run_class in interference.IMPORTANT_RUNS else 0.0,
                )
                for run_class in interference.RUN_CLASSES
            ]
            for lift_class in interference.LIFT_CLASSES
        ]
        for downhill in (False, True)
    ]
    after = [
        max(
            hours
            for name in run_class.split(" + ")
            for hours in policy.numbers(f"run_before_lift.{name}")
        )
        for run_class in interference.RUN_CLASSES
    ]
    recovery = max(
        *policy.numbers("race_recovery.conflict_h"),
        *policy.numbers("race_recovery.caution_h"),
    )
    races = [name.startswith("race") for name in interference.RUN_CLASSES]
    return np.array(before), np.where(races, np.maximum(after, recovery), after)


def _candidates(
    legs: pd.DataFrame, runs: pd.DataFrame, before_h: float, after_h: float
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """All pairs whose wall clocks are not too far apart for any rule."""
    begun = _us(runs["start_local"])
    order = np.argsort(begun, kind="stable")
    longest = int((_us(runs["end_local"]) - begun).max())
    slack = _ZONES_H * _HOUR_US
    first = np.searchsorted(
        begun[order],
        _us(legs["start_local"]) - int(after_h * _HOUR_US) - longest - slack,
    )
    stop = np.searchsorted(
        begun[order],
        _us(legs["end_local"]) + int(before_h * _HOUR_US) + slack,
        "right",
    )
    many = stop - first
    lift = np.repeat(np.arange(len(legs)), many)
    place = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many - first, many)
    return lift, order[place]


def _gaps(
    legs: pd.DataFrame,
    runs: pd.DataFrame,
    lift: npt.NDArray[np.intp],
    run: npt.NDArray[np.intp],
    policy: Policy,
) -> tuple[npt.NDArray[np.int64], Floats, npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Order, hours, whether on the same day, whether assumed, of each pair."""
    known = (
        legs["is_clock_known"].to_numpy(bool)[lift]
        & runs["is_clock_known"].to_numpy(bool)[run]
    )
    lift_start, lift_end = _us(legs["start"])[lift], _us(legs["end"])[lift]
    run_start, run_end = _us(runs["start"])[run], _us(runs["end"])[run]
    # Of two that overlap (a warm-up jog in the gym), whichever began first was first.
    is_first = (run_start >= lift_end) | (
        (lift_start < run_end) & (run_start >= lift_start)
    )
    gap = np.where(is_first, run_start - lift_end, lift_start - run_end)
    days = (
        _us(runs["start_local"])[run] // _DAY_US
        - _us(legs["start_local"])[lift] // _DAY_US
    )
    guess = np.zeros(len(days))
    for apart in np.unique(days[~known & (days != 0)]).tolist():
        guess[days == apart] = interference.assumed_gap_h(
            abs(apart), policy, run_first=apart < 0
        )
    order = np.where(
        known,
        np.where(is_first, _BEFORE, _AFTER),
        np.select([days > 0, days < 0], [_BEFORE, _AFTER], _UNKNOWN),
    )
    hours = np.where(known, np.maximum(gap, 0) / _HOUR_US, guess)
    is_same_day = (days == 0) | (known & ~is_first & (gap < 0))
    return order, hours, is_same_day, ~known


def _us(moments: pd.Series) -> npt.NDArray[np.int64]:
    return cast(
        "npt.NDArray[np.int64]", moments.to_numpy("datetime64[us]").astype(np.int64)
    )


def _codes(values: object, names: tuple[str, ...]) -> npt.NDArray[np.intp]:
    """The place of each value among `names`."""
    codes, known = pd.factorize(np.asarray(values, object))
    places: npt.NDArray[np.intp] = np.array([names.index(one) for one in known], int)
    found: npt.NDArray[np.intp] = places[codes]
    return found

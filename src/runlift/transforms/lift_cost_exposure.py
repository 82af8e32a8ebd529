"""Which runs came soon after heavy legs, and which long after any leg work."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from runlift.science.policy import Policy
from runlift.units import Floats

Bools = npt.NDArray[np.bool_]


class Gaps(NamedTuple):
    """For each run the lift that counts, and how it lies."""

    near: Bools
    far: Bools
    is_control: Bools
    hours: Floats
    leg_load: Floats

    def is_exposed(self, question: str) -> Bools:
        """The runs that one of the two questions is about, `near` or `far`."""
        return self.near if question == "near" else self.far


def gaps(
    runs: pd.DataFrame, lifts: pd.DataFrame, policy: Policy, *, is_upper: bool
) -> Gaps:
    """Which runs came soon after a lift of the kind, and which long after any.

    Args:
        runs: start (naive UTC), day; runs or planned ones, each with a known start.
        lifts: as `lift_sessions` returns them.
        policy: thresholds, section `effect`.
        is_upper: ask of lifts that hardly touched the legs, as the negative control.
    """
    timed = lifts[lifts["is_clock_known"]].sort_values("end", kind="stable")
    load = timed["leg_load"].to_numpy(float)
    light = policy.numbers("leg_load.class_limits")[0]
    counts = (
        (load < light) & (timed["hard_sets"].to_numpy(float) > 0)
        if is_upper
        else load >= policy.number("effect.exposure_load")
    )
    since = policy.number("effect.control_h")
    run, lift, hours = _pairs_within(
        runs["start"].to_numpy("datetime64[us]"),
        timed["end"].to_numpy("datetime64[us]"),
        max(since, *policy.numbers("effect.far_h")),
    )

    def has(chosen: Bools) -> Bools:
        found: Bools = np.bincount(run[chosen], minlength=len(runs)) > 0
        return found

    def within(window: tuple[float, ...]) -> Bools:
        return has(counts[lift] & (hours >= window[0]) & (hours < window[1]))

    near = within(policy.numbers("effect.near_h"))
    far = within(policy.numbers("effect.far_h")) & ~near
    is_leg = load >= policy.number("effect.control_load")
    # A lift without a clock time on the days before may have been one of these.
    tired = has(is_leg[lift] & (hours < since)) | _undated_before(
        runs, lifts, since, policy
    )
    if is_upper:
        # Heavy legs in the same days would answer the other question.
        near, far = near & ~tired, far & ~tired
    # Lifts come by their end, so the last that counts is written last.
    nearest_h, nearest_load = np.full(len(runs), np.nan), np.full(len(runs), np.nan)
    mine = counts[lift]
    nearest_h[run[mine]] = hours[mine]
    nearest_load[run[mine]] = load[lift[mine]]
    return Gaps(near, far, ~tired & ~near & ~far, nearest_h, nearest_load)


def _pairs_within(
    starts: npt.NDArray[np.datetime64], ends: npt.NDArray[np.datetime64], most_h: float
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], Floats]:
    """Every run with every lift that ended at most so many hours before it.

    Places of the run and of the lift, and the hours between; by run, then by the end of
    the lift.
    """
    first = np.searchsorted(ends, starts - np.timedelta64(round(most_h * 3600), "s"))
    stop = np.searchsorted(ends, starts, "right")
    many = np.maximum(stop - first, 0)
    run = np.repeat(np.arange(len(starts)), many)
    lift = np.arange(len(run)) - np.repeat(np.cumsum(many) - many, many) + first[run]
    return run, lift, (starts[run] - ends[lift]) / np.timedelta64(1, "h")


def _undated_before(
    runs: pd.DataFrame, lifts: pd.DataFrame, since_h: float, policy: Policy
) -> Bools:
    """Runs with leg lifts of unknown time within the days that matter."""
    is_leg = lifts["leg_load"] >= policy.number("effect.control_load")
    days = np.sort(
        lifts.loc[is_leg & ~lifts["is_clock_known"], "start_local"].to_numpy(
            "datetime64[D]"
        )
    )
    run_day = runs["day"].to_numpy("datetime64[D]")
    first = run_day - np.timedelta64(int(since_h // 24), "D")
    found: Bools = np.searchsorted(days, run_day, "right") > np.searchsorted(
        days, first, "left"
    )
    return found

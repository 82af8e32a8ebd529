"""Which runs are long, judged against the athlete's own history."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from runlift.science.policy import Policy
from runlift.units import Floats

Bools = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class LongRuns:
    """Which runs are long, by which tests, and the numbers behind; one entry a run."""

    is_long: Bools
    is_absolute: Bools
    """A: ninety minutes, or the distance where there is no history."""
    is_relative: Bools
    """B: clearly longer than the athlete's median run, and no less than an hour."""
    is_longest: Bools
    """C: the longest of the days before and after; of equals the earliest."""
    is_share: Bools
    """D: a large share of the trailing week, when that has enough runs."""
    is_percentile: Bools
    """E: among the longest of the athlete's own history."""
    has_history: Bools
    """Enough earlier runs for B to E."""
    median_s: Floats
    """Median of the earlier runs of `long_run.median_days`."""
    ratio_to_median: Floats
    percentile_s: Floats
    """The athlete's own percentile of `long_run.history_days`."""
    weekly_share: Floats
    """Distance against that of the trailing week, this run included."""
    runs_per_week: Floats
    """Over `long_run.median_days`, or since the first run if that is later."""
    moving_s: Floats


def long_runs(
    start_day: npt.ArrayLike,
    moving_s: npt.ArrayLike,
    distance_m: npt.ArrayLike,
    is_race: npt.ArrayLike,
    policy: Policy,
) -> LongRuns:
    """Judge every run of one athlete against the runs before it (house rule).

    long = A, or C and B and (E or D or few runs a week). With fewer than
    `long_run.min_history_runs` earlier runs in `long_run.history_days` only A speaks. A
    race is long only by the time of A. Unknown moving time is never long.

    Args:
        start_day: local days, in the order of the starts.
        moving_s: moving time.
        distance_m: distance.
        is_race: races.
        policy: thresholds.

    Raises:
        ValueError: the days are not in order.
    """
    # Days of numpy's epoch, so that windows are plain subtraction.
    day = np.asarray(start_day, "datetime64[D]").astype(np.int64)
    if np.any(np.diff(day) < 0):
        raise ValueError("runs must come in the order of their starts")
    moving = np.broadcast_to(np.asarray(moving_s, float), day.shape)
    distance = np.broadcast_to(np.asarray(distance_m, float), day.shape)
    place = np.arange(len(day))

    def since(days: str) -> Places:
        return np.searchsorted(day, day - policy.number(f"long_run.{days}"), "right")

    # The run itself is not part of the history it is compared with.
    history = _sorted_windows(moving, since("history_days"), place)
    recent_from = since("median_days")
    recent = _sorted_windows(moving, recent_from, place)
    own = _quantile(history, policy.number("long_run.percentile"))
    median = _quantile(recent, 0.5)
    known = np.sum(~np.isnan(history), axis=1)
    has_history = known >= policy.number("long_run.min_history_runs")

    is_long_by_time = moving >= policy.number("long_run.absolute_s")
    is_absolute = is_long_by_time | (
        ~has_history & (distance >= policy.number("long_run.absolute_m"))
    )
    is_absolute &= ~np.isnan(moving)
    least = np.fmax(
        policy.number("long_run.floor_s"),
        policy.number("long_run.median_ratio") * median,
    )
    is_relative = has_history & (moving >= least)
    is_longest = _is_longest(day, moving, policy.number("long_run.rank_days"))

    week_from = since("share_days")
    totals = np.r_[0.0, np.cumsum(np.nan_to_num(distance))]
    week_m = totals[place + 1] - totals[week_from]
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(week_m > 0, distance / week_m, np.nan)
        ratio = np.where(median > 0, moving / median, np.nan)
    is_share = (
        has_history
        & (share >= policy.number("long_run.share"))
        & (place - week_from + 1 >= policy.number("long_run.share_min_runs"))
    )
    is_percentile = has_history & (moving >= own)

    span = np.minimum(
        policy.number("long_run.median_days"), day - day[:1].repeat(len(day)) + 1
    )
    per_week = 7 * (place - recent_from + 1) / np.maximum(span, 7)
    # 3.2 runs a week are three: one additional run in five weeks changes no habit.
    is_few = np.floor(per_week + 0.5) <= policy.number("long_run.few_runs_per_week")
    is_long = is_absolute | (
        is_longest & is_relative & (is_percentile | is_share | is_few)
    )
    is_long &= ~np.asarray(is_race, bool) | is_long_by_time
    return LongRuns(
        is_long=is_long,
        is_absolute=is_absolute,
        is_relative=is_relative,
        is_longest=is_longest,
        is_share=is_share,
        is_percentile=is_percentile,
        has_history=has_history,
        median_s=median,
        ratio_to_median=ratio,
        percentile_s=own,
        weekly_share=share,
        runs_per_week=per_week,
        moving_s=moving,
    )


def _sorted_windows(values: Floats, first: Places, stop: Places) -> Floats:
    """The values from `first` up to `stop` of each row, sorted, NaN at the end."""
    width = int((stop - first).max(initial=0))
    place = first[:, None] + np.arange(width)
    inside = place < stop[:, None]
    rows = np.where(inside, values[np.where(inside, place, 0)], np.nan)
    rows.sort(axis=1)
    return rows


def _quantile(rows: Floats, share: float) -> Floats:
    """The quantile of each row of `_sorted_windows`, straight between the values."""
    if rows.shape[1] == 0:
        return np.full(len(rows), np.nan)
    known = np.sum(~np.isnan(rows), axis=1)
    exact = share * np.maximum(known - 1, 0)
    lower = np.floor(exact).astype(np.intp)
    upper = np.minimum(lower + 1, np.maximum(known - 1, 0))
    row = np.arange(len(rows))
    below, above = rows[row, lower], rows[row, upper]
    return np.asarray(below + (exact - lower) * (above - below))


def _is_longest(day: npt.NDArray[np.int64], moving: Floats, days: float) -> Bools:
    """The longest within some days before and after; of equals the earliest."""
    first = np.searchsorted(day, day - days, "left")
    stop = np.searchsorted(day, day + days, "right")
    width = int((stop - first).max(initial=0))
    place = first[:, None] + np.arange(width)
    inside = place < stop[:, None]
    lengths = np.where(inside, moving[np.where(inside, place, 0)], -np.inf)
    lengths = np.where(np.isnan(lengths), -np.inf, lengths)
    if width == 0:
        return np.zeros(len(day), bool)
    found: Bools = (first + lengths.argmax(axis=1) == np.arange(len(day))) & ~np.isnan(
        moving
    )
    return found

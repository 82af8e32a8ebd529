"""How fast something rises, and how sure that is: Theil-Sen with a bootstrap interval.

In numpy rather than scipy: the slopes of all pairs are sorted once and every resample
only weighs them anew, which is several times faster; tests hold it against scipy.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from runlift.units import Floats

SEED = 20260109
"""The same log always gives the same interval."""


@dataclass(frozen=True, slots=True)
class Slope:
    """A slope a day, with its interval and how often chance alone gives its sign."""

    value: float
    low: float
    high: float
    p_value: float


def theil_sen(days: npt.ArrayLike, values: npt.ArrayLike) -> float:
    """The median slope of all pairs, a day (Theil 1950, Sen 1968); NaN without a pair.

    Values of the same day make no pair.
    """
    slopes, _, _ = _pairs(np.asarray(days, float), np.asarray(values, float))
    return float(np.median(slopes)) if slopes.size else math.nan


def bootstrap_slope(
    days: npt.ArrayLike,
    values: npt.ArrayLike,
    resamples: int = 2000,
    confidence: float = 0.9,
) -> Slope:
    """The Theil-Sen slope with a percentile interval, resampled by session.

    Args:
        days: day numbers.
        values: one value a session, finite.
        resamples: how many logs of as many sessions are drawn from this one.
        confidence: of the interval.

    Returns:
        Slopes a day. `p_value` is two-sided: twice the share of resamples on the other
        side of zero, one added to each count. All NaN without a pair of days.
    """
    days, values = np.asarray(days, float), np.asarray(values, float)
    slopes, first, second = _pairs(days, values)
    if not slopes.size:
        return Slope(math.nan, math.nan, math.nan, math.nan)
    order = np.argsort(slopes)
    slopes, first, second = slopes[order], first[order], second[order]
    size = len(days)
    drawn = (
        np.random.default_rng(SEED)
        .multinomial(size, np.full(size, 1 / size), size=resamples)
        .astype(np.float32)
    )
    # How often a pair occurs in a resample: a session drawn twice is in twice as many.
    weight = np.cumsum(drawn[:, first] * drawn[:, second], axis=1)
    half = weight[:, -1:] / 2
    # The median of an even number lies between two: the last at or below, and the next.
    lower = np.minimum((weight < half).sum(axis=1), slopes.size - 1)
    upper = np.minimum((weight <= half).sum(axis=1), slopes.size - 1)
    found = (slopes[lower] + slopes[upper]) / 2
    # A resample of one day alone has no slope.
    found = found[weight[:, -1] > 0]
    if not found.size:
        return Slope(float(np.median(slopes)), math.nan, math.nan, math.nan)
    low, high = np.quantile(found, [(1 - confidence) / 2, (1 + confidence) / 2])
    below, above = int((found <= 0).sum()), int((found >= 0).sum())
    return Slope(
        float(np.median(slopes)),
        float(low),
        float(high),
        min(1.0, 2 * (min(below, above) + 1) / (found.size + 1)),
    )


def holm(p_values: Sequence[float], level: float) -> list[bool]:
    """Which of several findings survive Holm's correction at `level` (Holm 1979)."""
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    survives = [False] * len(p_values)
    for rank, place in enumerate(order):
        if not p_values[place] <= level / (len(p_values) - rank):
            break
        survives[place] = True
    return survives


def slope_beside_groups(
    days: npt.ArrayLike, values: npt.ArrayLike, group: npt.ArrayLike
) -> float:
    """The slope a day of `values ~ time + group` by least squares.

    What is left of a trend when the groups (such as repetitions) may differ in level.
    NaN where time and groups cannot be told apart.
    """
    days, values = np.asarray(days, float), np.asarray(values, float)
    codes, place = np.unique(np.asarray(group), return_inverse=True)
    levels = (place[:, None] == np.arange(len(codes))).astype(float)
    design = np.column_stack((days - days.mean(), levels))
    solution, _, rank, _ = np.linalg.lstsq(design, values, rcond=None)
    return float(solution[0]) if rank == design.shape[1] else math.nan


def _pairs(
    days: Floats, values: Floats
) -> tuple[Floats, npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """The slope of every pair of different days, and which two it joins."""
    first, second = np.triu_indices(len(days), 1)
    apart = days[second] - days[first]
    is_pair = apart != 0
    first, second, apart = first[is_pair], second[is_pair], apart[is_pair]
    slopes: Floats = (values[second] - values[first]) / apart
    return slopes, first, second

"""A level and a slope that drift, seen through scattered estimates at irregular days.

The local linear trend of Harvey (1989), advanced a day at a time; days without an
estimate are steps without news. Written out for two states in plain numbers, because
there are few of them and matrices cost more than they do.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from runlift.units import Floats

_VAGUE = 100.0
"""Variance of a level of which nothing is known; levels are logarithms of kilograms."""

_Vector = tuple[float, float]
_Matrix = tuple[float, float, float]
"""The level's variance, the covariance, the slope's variance."""


@dataclass(frozen=True, slots=True)
class LocalTrend:
    """One value a day number: what was known then, and what is known now."""

    level: Floats
    sd: Floats
    smooth_level: Floats
    smooth_sd: Floats


def local_linear_trend(
    days: npt.ArrayLike,
    values: npt.ArrayLike,
    sds: npt.ArrayLike,
    level_sd: float,
    slope_sd: float,
    first_slope_sd: float,
    is_lower_bound: npt.ArrayLike = False,
) -> LocalTrend:
    """Filter and smooth (Rauch, Tung and Striebel 1965) a series.

    Args:
        days: whole day numbers, not falling.
        values: the estimates.
        sds: the standard deviation of each estimate.
        level_sd: by which the level drifts in a day.
        slope_sd: by which the slope drifts in a day.
        first_slope_sd: how large a slope may be before anything is known of it.
        is_lower_bound: estimates that only say "at least": they are used where they lie
            above what is expected, and say nothing elsewhere.

    Returns:
        Levels and their standard deviations: with what was known up to each day, and
        with everything.
    """
    days = np.asarray(days, float)
    bound = np.broadcast_to(np.asarray(is_lower_bound, bool), days.shape).tolist()
    quantities = zip(
        days.tolist(),
        np.asarray(values, float).tolist(),
        np.asarray(sds, float).tolist(),
        bound,
        strict=True,
    )
    drift = (level_sd**2, slope_sd**2)
    state: _Vector = (0.0, 0.0)
    spread: _Matrix = (_VAGUE, 0.0, first_slope_sd**2)
    steps, expected, known = [], [], []
    last = float(days[0]) if len(days) else 0.0
    for day, value, sd, is_bound in quantities:
        step = day - last
        last = day
        state, spread = _ahead(state, spread, step, drift)
        steps.append(step)
        expected.append((state, spread))
        if not (is_bound and value <= state[0]):
            state, spread = _seen(state, spread, value, sd**2)
        known.append((state, spread))
    smooth = _smoothed(steps, expected, known)
    return LocalTrend(*_columns(known), *_columns(smooth))


def _ahead(
    state: _Vector, spread: _Matrix, step: float, drift: _Vector
) -> tuple[_Vector, _Matrix]:
    """`step` days later, as that many single days would bring it."""
    level, slope = state
    ll, ls, ss = spread
    # The sums of k and of k squared over the days in between.
    sum_k = step * (step - 1) / 2
    sum_kk = (step - 1) * step * (2 * step - 1) / 6
    return (level + step * slope, slope), (
        ll + 2 * step * ls + step * step * ss + step * drift[0] + sum_kk * drift[1],
        ls + step * ss + sum_k * drift[1],
        ss + step * drift[1],
    )


def _seen(
    state: _Vector, spread: _Matrix, value: float, variance: float
) -> tuple[_Vector, _Matrix]:
    """What an estimate of the level teaches."""
    level, slope = state
    ll, ls, ss = spread
    total = ll + variance
    gain_level, gain_slope = ll / total, ls / total
    surprise = value - level
    return (level + gain_level * surprise, slope + gain_slope * surprise), (
        ll - gain_level * ll,
        ls - gain_level * ls,
        ss - gain_slope * ls,
    )


def _smoothed(
    steps: list[float],
    expected: list[tuple[_Vector, _Matrix]],
    known: list[tuple[_Vector, _Matrix]],
) -> list[tuple[_Vector, _Matrix]]:
    """What later estimates say about earlier days."""
    smooth = list(known)
    for place in range(len(known) - 2, -1, -1):
        step = steps[place + 1]
        (level, slope), (ll, ls, ss) = known[place]
        (next_level, next_slope), (pll, pls, pss) = expected[place + 1]
        (after_level, after_slope), (sll, sls, sss) = smooth[place + 1]
        # Known spread, times the step transposed, times the expected spread inverted.
        a, b, c = ll + step * ls, ls, ls + step * ss
        area = pll * pss - pls * pls
        g11, g12 = (a * pss - b * pls) / area, (b * pll - a * pls) / area
        g21, g22 = (c * pss - ss * pls) / area, (ss * pll - c * pls) / area
        off_level, off_slope = after_level - next_level, after_slope - next_slope
        dll, dls, dss = sll - pll, sls - pls, sss - pss
        smooth[place] = (
            (
                level + g11 * off_level + g12 * off_slope,
                slope + g21 * off_level + g22 * off_slope,
            ),
            (
                ll + g11 * g11 * dll + 2 * g11 * g12 * dls + g12 * g12 * dss,
                ls + g11 * g21 * dll + (g11 * g22 + g12 * g21) * dls + g12 * g22 * dss,
                ss + g21 * g21 * dll + 2 * g21 * g22 * dls + g22 * g22 * dss,
            ),
        )
    return smooth


def _columns(steps: list[tuple[_Vector, _Matrix]]) -> tuple[Floats, Floats]:
    level = np.array([state[0] for state, _ in steps], float)
    variance = np.array([spread[0] for _, spread in steps], float)
    return level, np.sqrt(np.maximum(variance, 0.0))

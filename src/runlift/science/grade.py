"""Hills: what a grade costs, how steep the way was, how much of it went up."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from runlift.science.cited import Cited
from runlift.science.policy import Policy, policy_or_default
from runlift.units import Floats

_COST_J_PER_KG_M = tuple(
    Cited(f"MINETTI_{5 - place}", value, unit="J/kg/m", source="minetti2002")
    for place, value in enumerate((155.4, -30.4, -43.3, 46.3, 19.5, 3.6))
)
"""Coefficients of the metabolic cost of running by grade, highest power first."""

_FARTHEST_M = 1e6
"""A recording that goes farther jumped, and would be millions of steps."""


def running_cost(grade: npt.ArrayLike, policy: Policy | None = None) -> Floats:
    """Metabolic cost of running in J/kg/m on a grade (rise over run).

    Minetti and others 2002, a polynomial fitted from -0.45 to 0.45; beyond, the cost at
    the end of that range.
    """
    steepest = policy_or_default(policy).number("stream.max_grade")
    clamped = np.clip(np.asarray(grade, float), -steepest, steepest)
    return np.asarray(np.polyval([float(one) for one in _COST_J_PER_KG_M], clamped))


def gap_factor(grade: npt.ArrayLike, policy: Policy | None = None) -> Floats:
    """Speed on the level that costs as much as 1 m/s on this grade."""
    return running_cost(grade, policy) / running_cost(0.0, policy)


def summary_gap_factor(
    ascent_m: npt.ArrayLike, distance_m: npt.ArrayLike, policy: Policy | None = None
) -> Floats:
    """The factor of a whole run from its climb alone: an approximation, and a lower bound.

    Half of the way is taken as rising and half as falling on one grade, as on a loop:
    1 + 12.861 i^2 - 8.444 i^4 with i = 2 climb / distance (house, from Minetti 2002).
    Steeper than `stream.summary_climb_max_m_per_km` it is as there; NaN where climb or
    distance are unknown.
    """
    most = policy_or_default(policy).number("stream.summary_climb_max_m_per_km") / 1000
    distance = np.asarray(distance_m, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        climb = np.where(distance > 0, np.asarray(ascent_m, float) / distance, np.nan)
    grade = 2 * np.clip(climb, 0.0, most)
    return np.asarray((gap_factor(grade, policy) + gap_factor(-grade, policy)) / 2)


def _smoothed(
    covered: Floats, altitude: Floats, policy: Policy
) -> tuple[Floats, Floats] | None:
    """Distance in steps of 5 m and the altitude there, smoothed over some metres."""
    if not 2 * policy.number("stream.grade_smooth_m") <= covered[-1] <= _FARTHEST_M:
        return None
    moved = np.concatenate([[True], covered[1:] > covered[:-1]])
    steps = np.arange(0.0, covered[-1], 5.0)
    height = np.interp(steps, covered[moved], altitude[moved])
    wide = max(1, int(policy.number("stream.grade_smooth_m") / 5)) | 1
    first, last = np.repeat(height[:1], wide // 2), np.repeat(height[-1:], wide // 2)
    total = np.cumsum(np.concatenate([[0.0], first, height, last]))
    return steps, np.asarray((total[wide:] - total[:-wide]) / wide)


class Hills(NamedTuple):
    """What the altitude says: the grade each second, metres up, metres down."""

    grade: Floats
    ascent_m: float
    descent_m: float


def hills(covered: Floats | None, altitude: Floats | None, policy: Policy) -> Hills:
    """Grade each second, and the climb, small waves of the barometer left out (house).

    Args:
        covered: metres run at each second.
        altitude: m at each second.
        policy: thresholds, section `stream`.

    Returns:
        Level and without a climb, which is NaN, where the altitude is unknown.
    """
    if covered is None:
        return Hills(np.zeros(0), np.nan, np.nan)
    flat = np.zeros(len(covered))
    if altitude is None or np.isnan(altitude).all():
        return Hills(flat, np.nan, np.nan)
    smooth = _smoothed(covered, altitude, policy)
    if smooth is None:
        return Hills(flat, np.nan, np.nan)
    steps, height = smooth
    least = policy.number("stream.climb_hysteresis_m")
    climb, fall = _climbed(_turns(height[::4]).tolist(), least)
    if len(steps) < 8:
        return Hills(flat, climb, fall)
    # Rise over 30 m, which is six steps.
    grade = (height[6:] - height[:-6]) / 30.0
    return Hills(np.interp(covered, steps[3:-3], grade), climb, fall)


def _turns(heights: Floats) -> Floats:
    """The first, the last, and where it stopped going up or down.

    Nothing between them changes the climb, and there are ten times as many.
    """
    change = np.diff(heights)
    moves = np.flatnonzero(change)
    is_up = change[moves] > 0
    turns = moves[1:][is_up[1:] != is_up[:-1]]
    return np.asarray(heights[np.concatenate([[0], turns, [len(heights) - 1]])])


def _climbed(heights: Sequence[float], least: float) -> tuple[float, float]:
    """Up and down between turning points that differ by `least` or more."""
    low = high = heights[0]
    up = down = 0.0
    turn = heights[0]
    is_up: bool | None = None
    for height in heights:
        low, high = min(low, height), max(high, height)
        if is_up is not True and height - low >= least:
            # The way down ends at its lowest point; before the first turn there is none.
            down += 0.0 if is_up is None else turn - low
            is_up, turn, high = True, low, height
        elif is_up is not False and high - height >= least:
            up += 0.0 if is_up is None else high - turn
            is_up, turn, low = False, high, height
    if is_up is True:
        up += high - turn
    elif is_up is False:
        down += turn - low
    return float(up), float(down)

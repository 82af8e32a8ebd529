"""Hills: what a grade costs, how steep the way was, how much of it went up."""

from collections.abc import Sequence

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


def _smoothed(
    covered: Floats, altitude: Floats, policy: Policy
) -> tuple[Floats, Floats] | None:
    """Distance in steps of 5 m and the altitude there, smoothed over some metres."""
    if not 2 * policy.number("stream.grade_smooth_m") <= covered[-1] <= _FARTHEST_M:
        return None
    moved = np.insert(np.diff(covered) > 0, 0, True)
    steps = np.arange(0.0, covered[-1], 5.0)
    height = np.interp(steps, covered[moved], altitude[moved])
    wide = max(1, int(policy.number("stream.grade_smooth_m") / 5)) | 1
    padded = np.pad(height, wide // 2, mode="edge")
    total = np.cumsum(np.insert(padded, 0, 0.0))
    return steps, np.asarray((total[wide:] - total[:-wide]) / wide)


def grades(covered: Floats | None, altitude: Floats | None, policy: Policy) -> Floats:
    """Grade each second; level where altitude is unknown."""
    if covered is None:
        return np.zeros(0)
    smooth = None if altitude is None else _smoothed(covered, altitude, policy)
    if smooth is None or len(smooth[0]) < 8:
        return np.zeros(len(covered))
    steps, height = smooth
    # Rise over 30 m, which is six steps.
    grade = (height[6:] - height[:-6]) / 30.0
    return np.asarray(np.interp(covered, steps[3:-3], grade))


def climbed(
    covered: Floats | None, altitude: Floats | None, policy: Policy
) -> tuple[float, float]:
    """Metres up and down, small waves of the barometer left out (house rule)."""
    if altitude is None or covered is None or np.isnan(altitude).all():
        return np.nan, np.nan
    smooth = _smoothed(covered, altitude, policy)
    if smooth is None:
        return np.nan, np.nan
    return _climbed(smooth[1][::4].tolist(), policy.number("stream.climb_hysteresis_m"))


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

"""Kilometres or miles in a Garmin list, which does not say: what its numbers give away."""

from dataclasses import dataclass

import numpy as np

from runlift.importers.runs import Kept
from runlift.units import M_PER_FOOT, M_PER_MILE, Floats

_KM = 1000.0
_DECISIVE = 0.05
"""Miles and kilometres are 61 % apart; steps times stride come within a few percent."""

_LONGEST_STRIDE_M = 2.6
"""Longer average strides are written in feet, and above 20 in centimetres."""

_EVEN_PACE_S = 443.0
"""As likely a pace a kilometre as a mile: 7:23, the mean of 5:50 and 9:20 [design]."""

_PACE_SPREAD = 0.25
_CLOSE = 0.015
_ROUND_KM = (5.0, 10.0, 21.1, 42.2)
_ROUND_MI = (3.11, 6.22, 13.11, 26.22)
_HOT_C = 45.0
"""No run is that hot in Celsius; a warm wrist in Fahrenheit is."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a unit."""

    unit: str
    is_decisive: bool
    why: str


def distance_unit(
    kept: Kept,
    *,
    distance: Floats,
    timer_s: Floats,
    cadence_spm: Floats,
    stride: Floats,
    hottest: Floats,
) -> Evidence | None:
    """The unit of the runs' distances; `None` when no run has one."""
    ran = kept.is_run & (np.nan_to_num(distance) > 0) & (np.nan_to_num(timer_s) > 0)
    if not ran.any():
        return None
    stepped = _by_steps(distance[ran], timer_s[ran], cadence_spm[ran], stride[ran])
    if stepped:
        return stepped
    return _by_habit(distance[ran], timer_s[ran], hottest[ran])


def _by_steps(
    distance: Floats, timer_s: Floats, cadence_spm: Floats, stride: Floats
) -> Evidence | None:
    """Steps times the length of a step is the distance in metres."""
    typical = np.nanmedian(stride) if np.isfinite(stride).any() else np.nan
    scale = M_PER_FOOT if typical > _LONGEST_STRIDE_M else 1.0
    ratio = (
        stride
        * (0.01 if typical > 20 else scale)
        * cadence_spm
        * timer_s
        / 60
        / distance
    )
    ratio = ratio[np.isfinite(ratio) & (ratio > 0)]
    if not len(ratio):
        return None
    metres = float(np.median(ratio))
    for unit, length in (("km", _KM), ("mi", M_PER_MILE)):
        if abs(metres / length - 1) < _DECISIVE:
            word = "kilometres" if unit == "km" else "miles"
            return Evidence(
                unit,
                True,
                f"The distances are {word}: steps times stride length make "
                f"{metres:,.0f} m of each.",
            )
    return None


def _by_habit(distance: Floats, timer_s: Floats, hottest: Floats) -> Evidence:
    """Pace and the distances people race: good for a guess, not more."""
    pace_s = float(np.median(timer_s / distance))
    in_km, in_mi = (
        int((np.abs(distance[:, None] / np.array(usual) - 1) < _CLOSE).sum())
        for usual in (_ROUND_KM, _ROUND_MI)
    )
    is_fahrenheit = bool(np.isfinite(hottest).any() and np.nanmedian(hottest) > _HOT_C)
    score = np.log(pace_s / _EVEN_PACE_S) / _PACE_SPREAD
    score += 2 * (in_mi - in_km) / max(in_mi + in_km, 3) + 3 * is_fahrenheit
    signs = [f"the usual pace is {int(pace_s // 60)}:{int(pace_s % 60):02d} a unit"]
    if in_km:
        signs.append(f"{in_km} of {len(distance)} runs are near 5, 10, 21.1 or 42.2")
    if in_mi:
        signs.append(f"{in_mi} of {len(distance)} runs are near 3.1, 6.2, 13.1 or 26.2")
    if is_fahrenheit:
        signs.append("the temperatures are Fahrenheit")
    return Evidence(
        "mi" if score > 0 else "km",
        False,
        f"Garmin does not write the unit; {', '.join(signs)}.",
    )

"""What a run says about fitness: VDOT, critical speed, equivalent times, with refusals."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from runlift.errors import NotEnoughData
from runlift.science.cited import Cited
from runlift.science.policy import Policy, policy_or_default
from runlift.units import Floats

_VO2 = tuple(
    Cited(name, value, unit=unit, source="daniels1979")
    for name, value, unit in (
        ("VDOT_COST_0", -4.60, "ml/kg/min"),
        ("VDOT_COST_1", 0.182258, "ml/kg/m"),
        ("VDOT_COST_2", 0.000104, "ml min/kg/m^2"),
    )
)
_SHARE = tuple(
    Cited(name, value, unit=unit, source="daniels1979")
    for name, value, unit in (
        ("VDOT_SHARE_0", 0.8, "1"),
        ("VDOT_SHARE_1", 0.1894393, "1"),
        ("VDOT_DECAY_1", -0.012778, "1/min"),
        ("VDOT_SHARE_2", 0.2989558, "1"),
        ("VDOT_DECAY_2", -0.1932605, "1/min"),
    )
)
THRESHOLD_SHARE = Cited(
    "VDOT_THRESHOLD_SHARE",
    0.86,
    unit="VDOT",
    source="house",
    note="The share of VDOT that threshold pace is taken to need.",
)
CS_THRESHOLD_SHARE = Cited(
    "CS_THRESHOLD_SHARE",
    0.97,
    unit="critical speed",
    source="house",
    note="Threshold pace lies a little below critical speed.",
)
RIEGEL_EXPONENT = Cited("RIEGEL_EXPONENT", 1.06, unit="1", source="riegel1981")
RIEGEL_EXPONENT_SLOW = Cited(
    "RIEGEL_EXPONENT_SLOW",
    1.10,
    unit="1",
    source="vickers2016",
    note="For half of all marathoners 1.06 is ten minutes too fast; little mileage is "
    "nearer to this.",
)


def vdot(
    distance_m: npt.ArrayLike, time_s: npt.ArrayLike, policy: Policy | None = None
) -> Floats:
    """VDOT of an all-out effort on the flat (Daniels and Gilbert 1979).

    NaN outside `fitness.vdot_s`: the curve was made for three and a half minutes to four
    hours.
    """
    low, high = policy_or_default(policy).numbers("fitness.vdot_s")
    seconds = np.asarray(time_s, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        usable = np.where((seconds >= low) & (seconds <= high), seconds, np.nan)
        minutes = usable / 60
        speed = np.asarray(distance_m, float) / minutes
    return _cost(speed) / _share(minutes)


def speed_at(vo2: npt.ArrayLike) -> Floats:
    """The speed in m/s that costs so much oxygen, in ml/kg/min: the cost inverted."""
    base, linear, square = (float(one) for one in _VO2)
    wanted = np.asarray(vo2, float) - base
    metres = (-linear + np.sqrt(linear**2 + 4 * square * wanted)) / (2 * square)
    return np.asarray(metres / 60)


def threshold_speed(vdot_: npt.ArrayLike) -> Floats:
    """Threshold speed in m/s of somebody with this VDOT (house share)."""
    return speed_at(THRESHOLD_SHARE * np.asarray(vdot_, float))


def equivalent_time(vdot_: float, distance_m: float) -> float:
    """The time in s over a distance that gives the same VDOT; by halving."""
    low, high = distance_m / 12.0, distance_m / 0.5
    for _ in range(60):
        middle = (low + high) / 2
        minutes = middle / 60
        found = _cost(np.asarray(distance_m / minutes)) / _share(np.asarray(minutes))
        low, high = (middle, high) if float(found) > vdot_ else (low, middle)
    return (low + high) / 2


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A race time from another race, as a range in s."""

    distance_m: float
    fast_s: float
    slow_s: float


def race_equivalents(
    distance_m: float,
    time_s: float,
    targets_m: Sequence[float],
    policy: Policy | None = None,
) -> list[Equivalent]:
    """What a race is worth over other distances: from Riegel's and a slower exponent.

    Riegel's 1.06 fits well-trained runners; 1.10 is nearer to little mileage. A marathon
    is not told from less than `fitness.marathon_from_m`, where half of all runners were
    ten minutes slower than told (Vickers and Vertosick 2016).
    """
    policy = policy_or_default(policy)
    least = policy.number("fitness.marathon_from_m")
    long = policy.number("fitness.marathon_m")
    found = []
    for target in targets_m:
        if target >= long and distance_m < least:
            continue
        times = [
            time_s * (target / distance_m) ** exponent
            for exponent in (RIEGEL_EXPONENT, RIEGEL_EXPONENT_SLOW)
        ]
        found.append(Equivalent(target, min(times), max(times)))
    return found


@dataclass(frozen=True, slots=True)
class CriticalSpeed:
    """The line through efforts: distance = reserve + speed x time."""

    speed_m_per_s: float
    reserve_m: float
    r_squared: float
    efforts: int


def critical_speed(
    distance_m: npt.ArrayLike, time_s: npt.ArrayLike, policy: Policy | None = None
) -> CriticalSpeed:
    """Critical speed from all-out efforts of 2 to 20 minutes, by least squares.

    Raises:
        NotEnoughData: fewer than three such efforts, or a line that cannot be one: a
            reserve outside 30 to 500 m, or efforts that do not lie on it. The message
            says which.
    """
    policy = policy_or_default(policy)
    low, high = policy.numbers("fitness.cs_s")
    metres, seconds = np.asarray(distance_m, float), np.asarray(time_s, float)
    usable = (seconds >= low) & (seconds <= high) & (metres > 0)
    metres, seconds = metres[usable], seconds[usable]
    least = int(policy.number("fitness.cs_min_efforts"))
    if len(np.unique(metres)) < least:
        raise NotEnoughData(
            f"Critical speed needs {least} all-out efforts of different length between "
            f"{low / 60:g} and {high / 60:g} minutes; there are {len(np.unique(metres))}."
        )
    speed, reserve = np.polyfit(seconds, metres, 1)
    left = metres - (reserve + speed * seconds)
    spread = metres - metres.mean()
    fit = 1 - float(left @ left) / float(spread @ spread)
    smallest, largest = policy.numbers("fitness.cs_reserve_m")
    if not smallest <= reserve <= largest:
        raise NotEnoughData(
            f"These efforts give a reserve of {reserve:.0f} m, which is outside "
            f"{smallest:g} to {largest:g} m: some of them were not all-out."
        )
    if fit < policy.number("fitness.cs_r_squared"):
        raise NotEnoughData(
            "These efforts do not lie on one line: some of them were not all-out."
        )
    return CriticalSpeed(float(speed), float(reserve), fit, len(metres))


def trimp(
    minutes: npt.ArrayLike,
    heart_share: npt.ArrayLike,
    sex: str | None = None,
) -> Floats:
    """Banister's training impulse of minutes at a share of the heart-rate reserve.

    Args:
        minutes: time.
        heart_share: (heart rate - rest) / (maximum - rest), 0 to 1.
        sex: `m` or `f`; the mean of both where the athlete has not said.
    """
    constants = _TRIMP if sex not in _TRIMP else {sex: _TRIMP[sex]}
    share = np.clip(np.asarray(heart_share, float), 0.0, 1.0)
    found = [
        np.asarray(minutes, float) * share * weight * np.exp(power * share)
        for weight, power in constants.values()
    ]
    return np.asarray(np.mean(found, axis=0))


_TRIMP: dict[str | None, tuple[Cited, Cited]] = {
    "m": (
        Cited("TRIMP_WEIGHT_M", 0.64, unit="1", source="banister1991"),
        Cited("TRIMP_POWER_M", 1.92, unit="1", source="banister1991"),
    ),
    "f": (
        Cited("TRIMP_WEIGHT_F", 0.86, unit="1", source="banister1991"),
        Cited("TRIMP_POWER_F", 1.67, unit="1", source="banister1991"),
    ),
}


def monotony(daily_load: npt.ArrayLike) -> tuple[float, float]:
    """Foster's monotony and strain of a week of daily loads, days off included.

    Mean over the sample standard deviation; NaN when every day was the same.
    """
    load = np.asarray(daily_load, float)
    spread = float(load.std(ddof=1)) if load.size > 1 else 0.0
    if not spread > 0:
        return math.nan, math.nan
    found = float(load.mean()) / spread
    return found, found * float(load.sum())


def _cost(metres_per_min: Floats) -> Floats:
    base, linear, square = _VO2
    return np.asarray(base + linear * metres_per_min + square * metres_per_min**2)


def _share(minutes: Floats) -> Floats:
    level, first, decay, second, faster = _SHARE
    return np.asarray(
        level + first * np.exp(decay * minutes) + second * np.exp(faster * minutes)
    )

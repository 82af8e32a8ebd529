"""Which plates go on the bar, and what the nearest weight is that can be loaded."""

from collections.abc import Sequence
from dataclasses import dataclass

from runlift.science.policy import Policy, policy_or_default
from runlift.units import WeightUnit

_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Loading:
    """A bar as it can be loaded; weights in the unit that was asked about."""

    total: float
    per_side: tuple[float, ...]
    """The plates of one side, heaviest first."""
    off: float
    """By how much the loaded bar is heavier than what was asked for."""


def loading(
    wanted: float, unit: WeightUnit = "kg", policy: Policy | None = None
) -> Loading:
    """The loading closest to what is wanted; of two as close, the lighter one.

    The plates of a gym are taken as enough of each. A bar alone is the least there is.

    Args:
        wanted: bar and plates together, in `unit`.
        unit: whose plates: those of a kilogram or of a pound gym.
        policy: `plates.bar_<unit>`, `plates.<unit>`.
    """
    policy = policy_or_default(policy)
    bar = policy.number(f"plates.bar_{unit}")
    plates = sorted(one for one in policy.numbers(f"plates.{unit}") if one > 0)[::-1]
    if not plates:
        return Loading(bar, (), bar - wanted)
    side = max(0.0, (wanted - bar) / 2)
    below = _filled(side, plates)
    # The next loading up is at most the smallest plate away.
    above = _filled(side + plates[-1], plates)
    best = min((below, above), key=lambda one: (abs(sum(one) - side), sum(one)))
    total = bar + 2 * sum(best)
    return Loading(total, tuple(best), total - wanted)


def rounded(wanted: float, step: float) -> float:
    """The multiple of `step` closest to what is wanted; of two as close, the lighter."""
    if step <= 0:
        return wanted
    count = wanted / step
    down = int(count + _ROUNDING)
    return step * (down if count - down <= 0.5 + _ROUNDING else down + 1)


def _filled(side: float, plates: Sequence[float]) -> list[float]:
    """The heaviest loading of one side that is not above `side`, heaviest plate first.

    Greedy, which is exact where the smallest plate divides the others, as it does in
    every gym.
    """
    found: list[float] = []
    rest = side + _ROUNDING
    for plate in plates:
        while plate <= rest:
            found.append(plate)
            rest -= plate
    return found

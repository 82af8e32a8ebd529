"""Published relations between repetitions to failure and the one-repetition maximum."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from runlift.science.cited import Cited
from runlift.units import Floats

EPLEY_SLOPE = Cited("EPLEY_SLOPE", 0.0333, unit="1/rep", source="epley1985")
BRZYCKI_NUMERATOR = Cited("BRZYCKI_NUMERATOR", 36, unit="reps", source="brzycki1993")
BRZYCKI_LIMIT = Cited("BRZYCKI_LIMIT", 37, unit="reps", source="brzycki1993")
LOMBARDI_EXPONENT = Cited("LOMBARDI_EXPONENT", 0.10, unit="1", source="lombardi1989")
OCONNER_SLOPE = Cited("OCONNER_SLOPE", 0.025, unit="1/rep", source="oconner1989")
WATHAN_FLOOR = Cited("WATHAN_FLOOR", 48.8, unit="% 1RM", source="wathan1994")
WATHAN_RANGE = Cited("WATHAN_RANGE", 53.8, unit="% 1RM", source="wathan1994")
WATHAN_DECAY = Cited("WATHAN_DECAY", 0.075, unit="1/rep", source="wathan1994")
MAYHEW_FLOOR = Cited("MAYHEW_FLOOR", 52.2, unit="% 1RM", source="mayhew1992")
MAYHEW_RANGE = Cited("MAYHEW_RANGE", 41.9, unit="% 1RM", source="mayhew1992")
MAYHEW_DECAY = Cited("MAYHEW_DECAY", 0.055, unit="1/rep", source="mayhew1992")
LANDER_TOP = Cited("LANDER_TOP", 101.3, unit="% 1RM", source="lander1985")
LANDER_SLOPE = Cited("LANDER_SLOPE", 2.67123, unit="% 1RM/rep", source="lander1985")
MODIFIED_EPLEY_SLOPE = Cited(
    "MODIFIED_EPLEY_SLOPE", 0.0353, unit="1/rep", source="jovanovic"
)


def _epley(reps: Floats) -> Floats:
    return 1 + EPLEY_SLOPE * reps


def _brzycki(reps: Floats) -> Floats:
    # The curve has a pole at 37 repetitions and is negative beyond it.
    return BRZYCKI_NUMERATOR / np.where(
        reps < BRZYCKI_LIMIT, BRZYCKI_LIMIT - reps, np.nan
    )


def _lombardi(reps: Floats) -> Floats:
    return np.where(reps > 0, reps, np.nan) ** LOMBARDI_EXPONENT


def _oconner(reps: Floats) -> Floats:
    return 1 + OCONNER_SLOPE * reps


def _wathan(reps: Floats) -> Floats:
    return 100 / (WATHAN_FLOOR + WATHAN_RANGE * np.exp(-WATHAN_DECAY * reps))


def _mayhew(reps: Floats) -> Floats:
    return 100 / (MAYHEW_FLOOR + MAYHEW_RANGE * np.exp(-MAYHEW_DECAY * reps))


def _lander(reps: Floats) -> Floats:
    percent = LANDER_TOP - LANDER_SLOPE * reps
    return 100 / np.where(percent > 0, percent, np.nan)


def _modified_epley(reps: Floats) -> Floats:
    return 1 + MODIFIED_EPLEY_SLOPE * (reps - 1)


@dataclass(frozen=True, slots=True)
class Formula:
    """One published relation between repetitions to failure and the 1RM."""

    slug: str
    title: str
    ratio: Callable[[Floats], Floats]
    """1RM divided by the load, for repetitions to failure, as published."""
    constants: tuple[Cited, ...]
    fitted_on: str
    """The repetitions it was made for or is used on."""

    def raw(self, load_kg: npt.ArrayLike, reps: npt.ArrayLike) -> Floats:
        """The 1RM in kg exactly as published, defect at one repetition included."""
        return np.asarray(load_kg, float) * self.ratio(np.asarray(reps, float))

    def function(self, load_kg: npt.ArrayLike, reps: npt.ArrayLike) -> Floats:
        """The 1RM in kg as Runlift uses it: one repetition is the load itself.

        Several formulas give more than the load for a single (Epley 103.3 %, Mayhew
        108.9 %). Between one and two repetitions, which occur with half a repetition
        in reserve, the line is straight from the load to the published value, so that
        nothing jumps. Less than one repetition is no estimate: NaN.
        """
        reps = np.asarray(reps, float)
        at_two = self.ratio(np.asarray(2.0))
        ratio = np.where(reps < 2, 1 + (at_two - 1) * (reps - 1), self.ratio(reps))
        return np.asarray(load_kg, float) * np.where(reps >= 1, ratio, np.nan)


_ALL = (
    Formula("epley", "Epley", _epley, (EPLEY_SLOPE,), "best up to 10 reps"),
    Formula(
        "wathan",
        "Wathan",
        _wathan,
        (WATHAN_FLOOR, WATHAN_RANGE, WATHAN_DECAY),
        "used up to about 15 reps",
    ),
    Formula(
        "brzycki",
        "Brzycki",
        _brzycki,
        (BRZYCKI_NUMERATOR, BRZYCKI_LIMIT),
        "up to 10 reps; explodes near 37",
    ),
    Formula(
        "lombardi",
        "Lombardi",
        _lombardi,
        (LOMBARDI_EXPONENT,),
        "flat above 10 reps",
    ),
    Formula("oconner", "O'Conner", _oconner, (OCONNER_SLOPE,), "conservative"),
    Formula(
        "mayhew",
        "Mayhew",
        _mayhew,
        (MAYHEW_FLOOR, MAYHEW_RANGE, MAYHEW_DECAY),
        "derived for the bench press",
    ),
    Formula("lander", "Lander", _lander, (LANDER_TOP, LANDER_SLOPE), "up to 10 reps"),
    Formula(
        "modified_epley",
        "Modified Epley",
        _modified_epley,
        (MODIFIED_EPLEY_SLOPE,),
        "exact at one rep",
    ),
)

FORMULAS: Mapping[str, Formula] = MappingProxyType({one.slug: one for one in _ALL})
"""The formulas an athlete may choose from; the first is the default."""

DEFAULT_FORMULA = "epley"

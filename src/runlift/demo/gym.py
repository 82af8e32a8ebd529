"""How an invented lifter gets stronger, and what a day's strength makes of a plan."""

import math
from collections.abc import Callable, Sequence
from random import Random

EPLEY_REPS = 30
"""Repetitions over which Epley's line doubles the load."""


def gains(pace: Sequence[float], half_way: float) -> list[float]:
    """The share of two years' progress reached by each week, 0 to about 1.

    Args:
        pace: how much each week counted: 1 trained, 0 stood still, below 0 lost.
        half_way: weeks of training until half of what is possible is there.
    """
    trained = 0.0
    reached = []
    for step in pace:
        trained = max(0.0, trained + step)
        reached.append(1 - math.exp(-math.log(2) * trained / half_way))
    return [share / max(reached) for share in reached]


def reps_possible(e1rm_kg: float, load_kg: float) -> float:
    """Repetitions to failure with this load, by Epley."""
    return EPLEY_REPS * (e1rm_kg / load_kg - 1)


def load_for(e1rm_kg: float, reps: float, reserve: float) -> float:
    """The load that leaves `reserve` repetitions after `reps`, by Epley."""
    return e1rm_kg / (1 + (reps + reserve) / EPLEY_REPS)


def on_plates(load_kg: float, step_kg: float, lightest_kg: float = 0.0) -> float:
    """The nearest load the gym has."""
    return max(lightest_kg, round(load_kg / step_kg) * step_kg)


def rpe(rng: Random, reserve: float) -> float:
    """What a lifter writes down for this reserve, in halves from 6 to 10."""
    felt = 10 - reserve + rng.gauss(0, 0.3)
    return min(10.0, max(6.0, round(felt * 2) / 2))


class Watch:
    """The clock of a session: every set takes its time and is followed by a rest."""

    def __init__(self, rng: Random, begin_s: int) -> None:
        self._rng = rng
        self._now = float(begin_s)

    def tick(self, work_s: float, rest_s: float) -> int:
        """Do one set; returns the second it was done, then rests."""
        self._now += work_s
        done = round(self._now)
        self._now += rest_s * self._rng.uniform(0.85, 1.3)
        return done

    @property
    def now_s(self) -> int:
        """Seconds since the session began."""
        return round(self._now)


def chance(rng: Random, share: float) -> bool:
    """True in that share of cases."""
    return rng.random() < share


def dice(seed: int, name: str) -> Callable[[int], Random]:
    """One random generator a week, so that a new week leaves the others as they were."""
    return lambda week: Random(f"{seed}:{name}:{week}")

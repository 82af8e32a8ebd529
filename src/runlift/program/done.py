"""What was done of one exercise, and how that compares with what was asked."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from runlift.exercises.catalogue import LoadBasis
from runlift.program.plan import PlannedExercise
from runlift.science.policy import Policy

_ROUNDING = 1e-6
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DoneSet:
    """One working set as it was logged."""

    load_kg: float | None = None
    """As entered; of an assisted exercise the help."""
    reps: int | None = None
    seconds: float | None = None
    rir: float | None = None


@dataclass(frozen=True, slots=True)
class DoneExercise:
    """The working sets of one exercise in one session."""

    day: date
    sets: tuple[DoneSet, ...]
    is_form_flagged: bool = False
    """Whether the athlete or a coach said that the form was off."""
    is_lighter: bool = False
    """Whether the session was made easier (deload, taper): it says nothing of loads."""
    asked: PlannedExercise | None = None
    """What its program asked; none: the same as in the newest session."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How the load of an exercise is counted, so that more is always harder.

    A *weight* is what the steps in percent are about: the load as entered, and with it
    what is lifted of the body; less help is more weight. Plates of one side count
    without the bar, which no log knows.
    """

    step_kg: float
    basis: LoadBasis = "total"
    carried_kg: float = 0.0
    """What is lifted of the body; 0 where body mass is not known."""
    least_kg: float = 0.0
    """The lightest load there is, such as the empty bar; as entered."""

    @property
    def is_help(self) -> bool:
        """Whether what is entered makes it easier."""
        return self.basis == "assist"

    def weight(self, load_kg: float) -> float:
        """The weight of a load as entered."""
        if self.is_help:
            return self.carried_kg - abs(load_kg)
        return load_kg + (self.carried_kg if self.basis == "bodyweight" else 0.0)

    def entered(self, weight: float) -> float:
        """The load as entered of a weight."""
        if self.is_help:
            return self.carried_kg - weight
        return weight - (self.carried_kg if self.basis == "bodyweight" else 0.0)

    def down(self, weight: float) -> float:
        """The heaviest weight that can be loaded and is not above this one."""
        entered = self.entered(weight)
        count = entered / self.step_kg
        whole = (
            math.ceil(count - _ROUNDING)
            if self.is_help
            else math.floor(count + _ROUNDING)
        )
        return self.weight(max(whole * self.step_kg, self.least_kg))

    def near(self, weight: float) -> float:
        """The weight closest to this one that can be loaded; of two the lighter."""
        down = self.down(weight)
        up = self.down(weight + self.step_kg)
        return up if up - weight < weight - down - _ROUNDING else down


def working(history: Sequence[DoneExercise]) -> list[DoneExercise]:
    """The sessions that say something about the next load, oldest first."""
    return [one for one in history if one.sets and not one.is_lighter]


def counted(done: DoneExercise, asked: PlannedExercise, scale: Scale) -> list[DoneSet]:
    """The sets that stand for what was asked: as many as were, the heaviest ones.

    A set more than was asked for, lighter or shorter, takes nothing from the others.
    """

    def hardness(one: DoneSet) -> tuple[float, float, float]:
        load = 0.0 if one.load_kg is None else scale.weight(one.load_kg)
        return (load, one.reps or 0, one.seconds or 0.0)

    return sorted(done.sets, key=hardness, reverse=True)[: asked.sets]


def weight_of(done: DoneExercise, asked: PlannedExercise, scale: Scale) -> float | None:
    """The weight that every counted set had at least; none where one was not logged."""
    nothing = 0.0 if scale.basis == "bodyweight" else None
    loads = [
        nothing if one.load_kg is None else one.load_kg
        for one in counted(done, asked, scale)
    ]
    if any(one is None for one in loads):
        return None
    return min(scale.weight(one) for one in loads if one is not None)


def fewest(done: DoneExercise, asked: PlannedExercise, scale: Scale) -> int:
    """The repetitions that every counted set had at least."""
    return min(one.reps or 0 for one in counted(done, asked, scale))


def least_reserve(done: DoneExercise) -> float | None:
    """The least left in reserve in any set; none where nothing was logged."""
    known = [one.rir for one in done.sets if one.rir is not None]
    return min(known, default=None)


def is_complete(
    done: DoneExercise, asked: PlannedExercise, scale: Scale, least_rir: float
) -> bool:
    """Whether all was done that was asked, at the top of a range, with good form.

    A reserve that was not logged is taken as kept. For AMRAP and holds there is none
    to keep.
    """
    sets = counted(done, asked, scale)
    if len(sets) < asked.sets or done.is_form_flagged:
        return False
    if asked.mode == "time":
        longest = asked.seconds[1] if asked.seconds else 0.0
        return all((one.seconds or 0.0) >= longest for one in sets)
    if asked.reps is None:
        return True
    reserve = least_reserve(done)
    return all((one.reps or 0) >= asked.reps[1] for one in sets) and (
        reserve is None or reserve >= least_rir
    )


def is_missed(done: DoneExercise, asked: PlannedExercise, policy: Policy) -> bool:
    """Whether it was too heavy: far too few repetitions, or nothing left in reserve.

    Of a range its lower end is what was asked: a load that has just gone up is meant
    to land inside.
    """
    if asked.reps is None:
        return False
    total = sum(one.reps or 0 for one in done.sets)
    wanted = policy.number("progression.missed_share") * asked.sets * asked.reps[0]
    reserve = least_reserve(done)
    return total < wanted - _ROUNDING or (reserve is not None and reserve <= 0)


Weights = Sequence[tuple[date, float]]
"""Day and weight of sessions, oldest first."""


def last_raise(weights: Weights) -> date | None:
    """The day on which the weight was last above the session before."""
    for (_, before), (day, weight) in zip(
        reversed(weights[:-1]), reversed(weights[1:]), strict=True
    ):
        if weight > before + _ROUNDING:
            return day
    return None


def lowest_of_week(weights: Weights, day: date) -> float:
    """The lowest weight in force in the seven days up to `day`.

    That of a week before is what was lifted last by then.
    """
    before = [weight for when, weight in weights if when <= day - _WEEK]
    since = [weight for when, weight in weights if when > day - _WEEK]
    return min([*before[-1:], *since])

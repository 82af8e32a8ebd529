"""How much a planned session asks of the legs, and how long it takes."""

import functools
import math
from collections.abc import Iterable, Mapping

from runlift.exercises.catalogue import Exercise
from runlift.program.plan import PlannedExercise
from runlift.science import leg_load
from runlift.science.policy import Policy

_SHARE_UNKNOWN = math.nan


def planned_leg_load(
    planned: Iterable[PlannedExercise],
    exercises: Mapping[str, Exercise],
    policy: Policy,
) -> float:
    """The leg load of a session as it is planned, for legs that know its exercises."""
    return sum(
        exercise_load(one, exercises[one.exercise_id], policy) for one in planned
    )


def exercise_load(one: PlannedExercise, exercise: Exercise, policy: Policy) -> float:
    """What one exercise adds to the leg load of its session."""
    if exercise.kind == "plyometric":
        sides = 2 if one.is_per_side else 1
        contacts = one.sets * (one.usual_reps or 0) * sides
        return float(leg_load.contacts_points(contacts, policy))
    if not exercise.leg_factor:
        return 0.0
    is_amrap = one.mode == "amrap"
    points = _set_points(
        exercise.leg_factor, one.usual_rir, one.usual_reps, is_amrap, policy
    )
    return one.sets * points


@functools.lru_cache(maxsize=1024)
def _set_points(
    leg_factor: float,
    rir: float | None,
    reps: float | None,
    is_amrap: bool,
    policy: Policy,
) -> float:
    # A plan asks the same few sets over and over; the arrays cost more than the answer.
    left = leg_load.assumed_rir(_number(rir), is_amrap, policy)
    return float(leg_load.set_points(leg_factor, left, _number(reps), policy=policy))


def heavy_leg_sets(
    planned: Iterable[PlannedExercise],
    exercises: Mapping[str, Exercise],
    policy: Policy,
) -> int:
    """Sets that the guide's rule about the hours before important runs is about."""
    return sum(
        one.sets
        for one in planned
        if leg_load.is_article_set(
            exercises[one.exercise_id].is_heavy_legs,
            exercises[one.exercise_id].kind == "hard",
            _number(one.usual_reps),
            _SHARE_UNKNOWN if one.percent is None else one.percent / 100,
            policy,
        )
    )


def lift_class(
    planned: Iterable[PlannedExercise],
    exercises: Mapping[str, Exercise],
    policy: Policy,
) -> str:
    """The class of a planned session (`leg_load.CLASSES`)."""
    load = planned_leg_load(planned, exercises, policy)
    return str(leg_load.session_class(load, policy))


def session_minutes(planned: Iterable[PlannedExercise], policy: Policy) -> float:
    """About how long a session takes: warm-up, sets, rests and changes, in min."""
    seconds = 60 * policy.number("planning.warm_up_min")
    for one in planned:
        seconds += policy.number("planning.change_s")
        seconds += one.sets * _set_s(one, policy)
        seconds += max(one.sets - 1, 0) * one.rest_s
    return seconds / 60


def _set_s(one: PlannedExercise, policy: Policy) -> float:
    sides = 2 if one.is_per_side else 1
    if one.mode == "time":
        hold = policy.number("planning.hold_s")
        return sides * (sum(one.seconds) / 2 if one.seconds else hold)
    reps = sum(one.reps) / 2 if one.reps else 12
    pause = one.pause_s or 0
    return sides * reps * (policy.number("planning.rep_s") + pause)


def _number(value: float | None) -> float:
    return math.nan if value is None else value

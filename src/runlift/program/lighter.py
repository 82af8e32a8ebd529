"""Sessions with less in them: before a race, in a lighter week, when time is short."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from runlift.exercises.catalogue import Exercise
from runlift.program.plan import PlannedExercise
from runlift.program.session_load import session_minutes
from runlift.science.policy import Policy

ECCENTRIC = frozenset({"lunge", "hinge"})
"""Patterns that leave legs sore: lunges and split squats, Romanian deadlifts."""

_ACCESSORY = 90
"""Rest in s up to which an exercise is an accessory."""


def fewer_sets(
    exercises: Sequence[PlannedExercise],
    share: float,
    first: Collection[str] = (),
) -> tuple[PlannedExercise, ...]:
    """A session with this share of its sets, one taken at a time.

    Sets go from the exercises named first, else from whichever has most left; of equals
    from the later one, for a session begins with what matters most. No exercise but a
    named one goes altogether.
    """
    left = [one.sets for one in exercises]
    wanted = max(round(sum(left) * share), 1)
    while sum(left) > wanted:
        named = [
            at
            for at, one in enumerate(exercises)
            if one.exercise_id in first and left[at]
        ]
        others = [at for at in range(len(left)) if left[at] > 1]
        pool = named or others
        if not pool:
            break
        at = max(pool, key=lambda place: (left[place], place))
        left[at] -= 1
    return tuple(
        replace(one, sets=count)
        for one, count in zip(exercises, left, strict=True)
        if count
    )


def eccentric(
    exercises: Iterable[PlannedExercise], catalogue: Mapping[str, Exercise]
) -> set[str]:
    """The exercises whose volume goes first before a race."""
    return {
        one.exercise_id
        for one in exercises
        if _is_eccentric(catalogue[one.exercise_id])
    }


def _is_eccentric(exercise: Exercise) -> bool:
    is_split = exercise.pattern == "squat" and exercise.is_unilateral
    return is_split or exercise.pattern in ECCENTRIC


def without_legs(
    exercises: Iterable[PlannedExercise], catalogue: Mapping[str, Exercise]
) -> tuple[PlannedExercise, ...]:
    """What is left of a session when the legs rest."""
    return tuple(
        one
        for one in exercises
        if not catalogue[one.exercise_id].leg_factor
        and catalogue[one.exercise_id].kind != "plyometric"
    )


def at_least_in_reserve(one: PlannedExercise, rir: float) -> PlannedExercise:
    """The same with more left in reserve, where reserve is asked for at all."""
    if one.rir is None:
        return one
    return replace(one, rir=(max(one.rir[0], rir), max(one.rir[1], rir)))


def within_minutes(
    exercises: Sequence[PlannedExercise], minutes: float, policy: Policy
) -> tuple[PlannedExercise, ...]:
    """A session that takes no longer: accessories lose sets, then go, the last first.

    What rests longer than an accessory keeps at least two sets; a session that still
    takes longer is left as short as that.
    """
    left = list(exercises)
    while session_minutes(left, policy) > minutes:
        at = _next_to_go(left)
        if at is None:
            break
        if left[at].sets > 1 and (left[at].rest_s > _ACCESSORY or left[at].sets > 2):
            left[at] = replace(left[at], sets=left[at].sets - 1)
        else:
            del left[at]
    return tuple(left)


def _next_to_go(exercises: Sequence[PlannedExercise]) -> int | None:
    accessories = [at for at, one in enumerate(exercises) if one.rest_s <= _ACCESSORY]
    if accessories and len(exercises) > 1:
        return accessories[-1]
    longer = [at for at, one in enumerate(exercises) if one.sets > 2]
    return max(longer, key=lambda at: (exercises[at].sets, at)) if longer else None

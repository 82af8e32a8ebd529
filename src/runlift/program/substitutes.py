"""What is done instead where the equipment is missing or an exercise is not wanted."""

from collections.abc import Collection, Iterator, Mapping
from typing import Literal, get_args

from runlift.exercises.catalogue import EQUIPMENT, Exercise
from runlift.exercises.how_to import how_tos
from runlift.exercises.instead import alternatives

Gym = Literal["gym", "dumbbells", "bands", "bodyweight"]
"""Where the athlete trains."""

GYMS: tuple[Gym, ...] = get_args(Gym)

_NOTHING = frozenset({"bodyweight", "box"})
_BANDS = _NOTHING | {"band"}
_HAS: Mapping[Gym, frozenset[str]] = {
    "gym": frozenset(EQUIPMENT),
    "dumbbells": _BANDS | {"dumbbell", "kettlebell", "plate", "medicine_ball"},
    "bands": _BANDS,
    "bodyweight": _NOTHING,
}
_FREE = frozenset({"hanging_raise"})
"""Exercises for a bar that hangs in a gym only, whatever the catalogue calls it."""

_MOST = 6


def is_possible(exercise: Exercise, gym: Gym, excluded: Collection[str] = ()) -> bool:
    """Whether an exercise can be done there, and is wanted."""
    if exercise.exercise_id in excluded:
        return False
    if gym != "gym" and exercise.exercise_id in _FREE:
        return False
    return exercise.equipment in _HAS[gym]


def substitute(
    exercise: Exercise,
    exercises: Mapping[str, Exercise],
    gym: Gym,
    excluded: Collection[str] = (),
    taken: Collection[str] = (),
) -> Exercise | None:
    """The exercise itself, else what comes closest to it; None where nothing does.

    The substitutions written for an exercise come first, then exercises of the same
    movement and muscles from the catalogue. What is `taken` replaces nothing: it is in
    the session already.
    """
    if is_possible(exercise, gym, excluded):
        return exercise
    for key in _candidates(exercise, exercises):
        other = exercises[key]
        if key in taken or other.kind != exercise.kind:
            continue
        if is_possible(other, gym, excluded):
            return other
    return None


def _candidates(exercise: Exercise, exercises: Mapping[str, Exercise]) -> Iterator[str]:
    written = how_tos().instead.get(exercise.exercise_id, ())
    for one in (*written, *alternatives(exercise, exercises, _MOST)):
        if one.exercise_id is not None and one.exercise_id in exercises:
            yield one.exercise_id

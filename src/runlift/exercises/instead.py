"""What else trains the same, from the catalogue alone: for exercises without advice."""

from collections.abc import Mapping

from runlift.exercises.catalogue import Exercise
from runlift.exercises.how_to import PLACES, Instead, Place
from runlift.exercises.matching import word_set

_PLACE: Mapping[str, Place] = {
    "machine": "machine",
    "smith_machine": "machine",
    "cardio_machine": "machine",
    "band": "band",
    "bodyweight": "bodyweight",
    "box": "bodyweight",
}
"""Where an implement is found; everything else needs a gym."""

_IMPLEMENT_WORDS = frozenset(
    (
        "barbell",
        "dumbbell",
        "kettlebell",
        "cable",
        "machine",
        "smith",
        "band",
        "body",
        "weight",
        "plate",
        "bar",
        "ez",
    )
)


def place_of(equipment: str) -> Place:
    """With what an exercise is done, as substitutions are told apart."""
    return _PLACE.get(equipment, "gym")


def alternatives(
    exercise: Exercise, exercises: Mapping[str, Exercise], most: int
) -> tuple[Instead, ...]:
    """Exercises of the same movement and kind with other equipment, the closest first.

    They share a primary muscle with it. Closest means: the same side or sides at a
    time, the same primary muscles, the same words in the name, the same secondary
    muscles, in this order; then the plainer name.

    Args:
        exercise: what cannot be done today.
        exercises: the catalogue as the athlete sees it.
        most: how many to name for each place.
    """
    primary, words = set(exercise.primary), _words(exercise)
    ranked: list[tuple[bool, float, float, float, int, str]] = []
    for other in exercises.values():
        if (
            other.exercise_id != exercise.exercise_id
            and other.pattern == exercise.pattern
            and other.kind == exercise.kind
            and other.equipment not in (exercise.equipment, "unspecified")
            and primary & set(other.primary)
        ):
            ranked.append(
                (
                    other.is_unilateral != exercise.is_unilateral,
                    -_overlap(primary, set(other.primary)),
                    -_overlap(words, _words(other)),
                    -_overlap(set(exercise.secondary), set(other.secondary)),
                    len(other.name),
                    other.exercise_id,
                )
            )
    found: dict[Place, list[Instead]] = {place: [] for place in PLACES}
    for *_, exercise_id in sorted(ranked):
        other = exercises[exercise_id]
        place = place_of(other.equipment)
        if len(found[place]) < most:
            found[place].append(Instead(place, other.name, exercise_id))
    return tuple(one for place in PLACES for one in found[place])


def _words(exercise: Exercise) -> set[str]:
    """The words of the name that do not say the implement."""
    return set(word_set(exercise.name)) - _IMPLEMENT_WORDS


def _overlap(one: set[str], other: set[str]) -> float:
    together = one | other
    return len(one & other) / len(together) if together else 1.0

"""What else would do, computed: the same movement and muscles with other equipment."""

import pytest

from runlift.exercises.catalogue import catalogue
from runlift.exercises.instead import alternatives, place_of


def found(exercise_id, most=2):
    several = alternatives(catalogue()[exercise_id], catalogue(), most)
    return {
        place: [one.exercise_id for one in several if one.place == place]
        for place in ("gym", "machine", "band", "bodyweight")
    }


def test_the_closest_of_each_place_come_first():
    assert found("leg_extension") == {
        "gym": ["leg_extension_cable"],
        "machine": [],
        "band": ["leg_extension_band"],
        "bodyweight": ["sissy_squat", "reverse_nordic"],
    }


def test_the_same_words_in_the_name_are_closer_than_the_same_muscles_alone():
    several = found("front_squat")

    assert several["gym"] == ["front_squat_dumbbell", "front_squat_kettlebell"]
    assert several["machine"][0] == "front_squat_smith_machine"


@pytest.mark.parametrize("exercise", catalogue().values(), ids=lambda e: e.exercise_id)
def test_an_alternative_shares_movement_kind_and_a_muscle_but_no_implement(exercise):
    for one in alternatives(exercise, catalogue(), 2):
        other = catalogue()[one.exercise_id]
        assert other.pattern == exercise.pattern
        assert other.kind == exercise.kind
        assert other.equipment != exercise.equipment
        assert set(other.primary) & set(exercise.primary)
        assert one.place == place_of(other.equipment)

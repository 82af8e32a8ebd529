"""What else would do, computed: the same movement and muscles with other equipment."""

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


def test_an_alternative_shares_movement_kind_and_a_muscle_but_no_implement():
    proposed = 0
    for exercise in catalogue().values():
        for one in alternatives(exercise, catalogue(), 2):
            other = catalogue()[one.exercise_id]
            pair = exercise.exercise_id, other.exercise_id
            proposed += 1
            assert other.pattern == exercise.pattern, pair
            assert other.kind == exercise.kind, pair
            assert other.equipment != exercise.equipment, pair
            assert set(other.primary) & set(exercise.primary), pair
            assert one.place == place_of(other.equipment), pair
    assert proposed > 500

"""Sentences about loads say what the formulas do."""

import numpy as np
import pytest

from runlift.exercises.catalogue import EQUIPMENT, KINDS, PATTERNS, catalogue
from runlift.exercises.own import made
from runlift.exercises.words import (
    consequences,
    equipment_word,
    kind_word,
    listed,
    load_word,
    pattern_word,
    rest_word,
)
from runlift.science.strength import load_for_e1rm, tonnage_per_rep


def said(exercise_id, **cells):
    one = made(exercise_id, cells) if cells else catalogue()[exercise_id]
    return " ".join(consequences(one))


def test_two_dumbbells_count_twice_and_the_sentence_says_so():
    assert "two dumbbells count twice" in said("bench_press_dumbbell")
    assert tonnage_per_rep("per_hand", 20, np.nan, np.nan) == 40
    assert load_for_e1rm("per_hand", 20, np.nan, np.nan) == 20


def test_plates_of_one_side_count_twice_without_the_bar():
    text = said("squat", load_basis="per_side_plates")

    assert "plates of one side and counts twice" in text
    assert load_for_e1rm("per_side_plates", 40, np.nan, np.nan) == 80


def test_a_share_of_the_body_is_added_or_helped_with():
    assert "100% of your body mass plus the number" in said("pull_up")
    assert load_for_e1rm("bodyweight", 10, 60, 1.0) == 70
    assert "less the number" in said("pull_up_assisted")
    assert load_for_e1rm("assist", 20, 60, 1.0) == 40


def test_a_dumbbell_exercise_of_one_side_counts_twice_and_not_four_times():
    assert "not four times" in said("bulgarian_split_squat")
    assert tonnage_per_rep("per_hand", 20, np.nan, np.nan, is_unilateral=True) == 40


@pytest.mark.parametrize("exercise_id", ["plank", "box_jump", "running"])
def test_what_has_no_estimate_says_so(exercise_id):
    assert "no estimated 1RM" in said(exercise_id)


def test_a_band_has_no_kilograms():
    assert "kilograms do not" in said("squat_band")


def test_every_word_of_the_catalogue_can_be_said():
    for word, known in ((pattern_word, PATTERNS), (equipment_word, EQUIPMENT)):
        told = {word(one) for one in known}
        assert len(told) == len(known)
        assert not any("_" in one or not one[0].isupper() for one in told)
    assert all(kind_word(one) for one in KINDS)
    for one in catalogue().values():
        assert load_word(one.load_basis)
        assert rest_word(one.rest_class)
        assert consequences(one)


def test_words_are_listed_as_people_do():
    assert [listed(list("abc")[:n]) for n in range(4)] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]

"""Exercises of an athlete's own, and her ways with those of the catalogue."""

import pytest

from runlift.errors import WrongInput
from runlift.exercises.catalogue import catalogue, roles
from runlift.exercises.own import cells_of, effective, is_own, made, own_id

TOWER = {
    "name": "Leg tower",
    "pattern": "squat",
    "equipment": "machine",
    "kind": "hard",
    "load_basis": "machine_stack",
    "leg_factor": "0.9",
    "is_heavy_legs": "1",
    "is_unilateral": "0",
    "rest_class": "heavy",
    "primary": "quads glute_max",
}


def test_an_own_exercise_counts_like_any_other():
    found = effective({"own_leg_tower": TOWER})

    one = found["own_leg_tower"]
    assert (one.name, one.primary, one.basis) == (
        "Leg tower",
        ("quads", "glute_max"),
        "house",
    )
    assert len(found) == len(catalogue()) + 1
    assert roles([one])["muscle"].tolist() == ["quads", "glute_max"]


def test_a_known_exercise_may_be_logged_in_another_way():
    found = effective({"bulgarian_split_squat": {"load_basis": "total"}})

    mine, theirs = found["bulgarian_split_squat"], catalogue()["bulgarian_split_squat"]
    assert mine.load_basis == "total" != theirs.load_basis
    assert mine.primary == theirs.primary


@pytest.mark.parametrize("exercise_id", ["squat", "pull_up", "plank", "box_jump"])
def test_the_cells_of_an_exercise_make_it_again(exercise_id):
    one = catalogue()[exercise_id]
    changed = {"stabilisers": cells_of(one)["stabilisers"]}
    again = made(exercise_id, changed)

    assert cells_of(again) == {**cells_of(one), "basis": "house"}


@pytest.mark.parametrize(
    ("exercise_id", "cells", "message"),
    [
        ("squat", {"primary": "quadz"}, "Your exercise: primary 'quadz' has 'quadz'"),
        ("squat", {"name": "Deadlift"}, "name cannot be changed"),
        ("nonsense", {}, "There is no exercise 'nonsense'"),
        ("own_x", {**TOWER, "primary": ""}, "primary '' is empty"),
        ("own_x", {**TOWER, "name": ""}, "name '' is empty"),
        ("own_x", {**TOWER, "load_basis": "bodyweight"}, "bodyweight_fraction"),
        ("own_x", {**TOWER, "colour": "red"}, "colour cannot be changed"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_cell(exercise_id, cells, message):
    with pytest.raises(WrongInput, match=message):
        made(exercise_id, cells)


def test_what_no_longer_fits_leaves_the_catalogue_as_it_is():
    found = effective({"squat": {"primary": "gone"}, "own_x": {"name": "half"}})

    assert found["squat"] == catalogue()["squat"]
    assert "own_x" not in found


def test_an_own_id_is_never_taken():
    first = own_id("Leg Tower!", {})
    assert first == "own_leg_tower"
    assert is_own(first)
    assert own_id("Leg tower", {first: None}) == "own_leg_tower_2"
    assert own_id("深蹲", {}) == "own_exercise"

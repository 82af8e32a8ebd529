"""The library finds an exercise by what people type."""

import time

import pytest

from runlift.exercises.catalogue import catalogue
from runlift.exercises.own import effective
from runlift.exercises.search import search


@pytest.mark.parametrize(
    ("text", "exercise_id"),
    [
        ("squat", "squat"),
        ("SQUAT", "squat"),
        ("bench", "bench_press"),
        ("benhc pres", "bench_press"),
        ("rdl", "romanian_deadlift"),
        ("db row", "dumbbell_row"),
        ("kettlebel swing", "kettlebell_swing"),
        ("bulgrian", "bulgarian_split_squat"),
        ("hip thrust machine", "hip_thrust_machine"),
        ("tibialis", "tibialis_raise"),
        ("Schrägbankdrücken", "incline_bench_press"),
        ("schragbankdrucken kurzhantel", "incline_bench_press_dumbbell"),
        ("step ups", "step_up"),
        ("split_squat_isometric", "split_squat_isometric"),
    ],
)
def test_what_is_meant_comes_first(text, exercise_id):
    assert search(text, catalogue())[0] == exercise_id


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("hamstrings", lambda one: "hamstrings" in one.primary),
        ("calves band", lambda one: one.equipment == "band"),
        ("glutes machine", lambda one: "machine" in one.equipment),
    ],
)
def test_a_muscle_or_an_implement_is_a_word_too(text, passes):
    first = [catalogue()[key] for key in search(text, catalogue())[:8]]

    assert first
    # What stretches them has the word in its name, and comes along.
    assert sum(map(passes, first)) >= len(first) - 2


def test_every_word_has_to_fit():
    both = set(search("curl band", catalogue()))

    assert both
    assert both <= set(search("curl", catalogue())) & set(search("band", catalogue()))


def test_no_words_find_everything_and_nonsense_finds_nothing():
    assert search("  ", catalogue()) == list(catalogue())
    assert search("xyzzy", catalogue()) == []
    assert search("<script>", catalogue()) == []


def test_an_own_exercise_is_found_by_its_name_and_its_muscles():
    tower = {
        "name": "Leg tower",
        "pattern": "squat",
        "equipment": "machine",
        "kind": "hard",
        "load_basis": "machine_stack",
        "leg_factor": "0.9",
        "is_heavy_legs": "1",
        "is_unilateral": "0",
        "rest_class": "heavy",
        "primary": "quads",
    }
    mine = effective({"own_leg_tower": tower})

    assert search("tower", mine) == search("towr", mine) == ["own_leg_tower"]
    assert "own_leg_tower" in search("quads machine", mine)
    assert "own_leg_tower" not in search("tower", catalogue())


def test_a_search_is_faster_than_a_key_is_pressed():
    search("warm", catalogue())

    begun = time.perf_counter()
    for text in ("b", "be", "ben", "benc", "bench", "bench p", "hamstrings legs"):
        search(text, catalogue())

    assert time.perf_counter() - begun < 7 * 0.1

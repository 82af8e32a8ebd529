"""Plans of those who need more care, have little, or lift little: what must never be asked."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.program.test_build import (
    EXERCISES,
    KNOWN,
    LIFTER,
    MONDAY,
    POLICY,
    asked,
    of,
    plan,
)

from runlift.errors import WrongInput
from runlift.program.plan import PlannedExercise, Race
from runlift.program.starting_loads import KnownLift, Lifter, with_first_load

YOUNG = replace(LIFTER, age_group="under_18")


def every(found):
    return [
        (session, one, EXERCISES[one.exercise_id])
        for session in found.lifts
        for one in session.exercises
    ]


def test_under_18_holds_in_later_cycles_and_before_races():
    race = Race(MONDAY + timedelta(days=34), "A", 10000.0)
    found = plan(lifter=YOUNG, age_group="under_18", weeks=13, races=(race,))

    assert any(session.change == "taper" for session in found.lifts)
    for _, one, exercise in every(found):
        assert one.percent is None and one.load_kg is None
        if one.reps and exercise.kind == "hard":
            assert one.reps[0] >= 6 and one.rir[0] >= 3
    assert found.choices["one_rms"] == {}


def test_under_18_jumps_are_not_doubled():
    of_adults, found = plan(), plan(lifter=YOUNG, age_group="under_18")

    for name in ("box_jump", "med_ball_rot_throw"):
        for week in range(1, 7):
            jumps = asked(of(found, week, "3"), name)
            assert jumps.reps == asked(of(of_adults, week, "3"), name).reps
            assert jumps.rir is None


def test_without_loads_later_cycles_have_no_shares_of_a_maximum_either():
    lifter = replace(LIFTER, is_load_free=True)
    found = plan(lifter=lifter, is_load_free=True, weeks=8)

    assert not [one for _, one, _ in every(found) if one.percent or one.load_kg]
    assert not [one for _, one, _ in every(found) if "1RM" in one.reason]


def test_what_has_no_1rm_waits_for_none_in_a_later_cycle():
    found = plan(weeks=7)

    plank = asked(of(found, 7, "1"), "dynamic_side_plank")
    assert plank.reason == asked(of(found, 1, "1"), "dynamic_side_plank").reason
    assert "1RM" not in plank.reason


def test_a_1rm_that_carried_no_load_is_no_1rm_of_the_plan():
    old = {**KNOWN, "squat": KnownLift(100.0, 20, date(2026, 1, 1))}

    found = plan(lifter=Lifter(old, POLICY), weeks=8)

    assert sorted(found.choices["one_rms"]) == [
        "bench_press",
        "hip_thrust",
        "romanian_deadlift",
    ]


def test_no_barbell_is_lighter_than_the_empty_bar():
    small = {**KNOWN, "bench_press": KnownLift(25.0, 20, date(2026, 11, 20))}
    for unit in ("kg", "lb"):
        found = plan(lifter=Lifter(small, POLICY, weight_unit=unit))

        weeks = [asked(of(found, week, "2"), "bench_press") for week in range(1, 7)]
        assert all(one.load_kg is None or one.load_kg >= 20 for one in weeks)
        assert "empty bar" in weeks[0].reason and weeks[0].rir


def test_more_repetitions_than_a_formula_knows_give_no_load():
    many = PlannedExercise("squat", 3, "fixed", (15, 15), rir=(3, 3))

    found = with_first_load(many, EXERCISES["squat"], MONDAY, LIFTER)

    assert found.load_kg is None and found.reason


# Equipment, time.


def test_a_program_of_which_nothing_is_left_is_refused_with_a_way_out():
    with pytest.raises(WrongInput, match="Allow some of them again"):
        plan("basic", excluded=tuple(EXERCISES))


def test_a_workout_of_which_nothing_is_left_is_left_out_and_told():
    kept = ("bench_press", "squat")
    found = plan("basic", days=2, excluded=tuple(set(EXERCISES) - set(kept)))

    assert all(one.exercises for one in found.lifts)
    titles = {one.title for one in found.lifts}
    gone = {"Workout 1", "Workout 2"} - titles
    assert [f"Nothing of {one} can be done here; it is left out." for one in gone] == [
        note for note in found.notes if note.startswith("Nothing of")
    ]


@pytest.mark.parametrize(
    "program",
    ["basic", pytest.param("intermediate_advanced", marks=pytest.mark.slow)],
)
def test_no_exercise_is_in_a_session_twice(program):
    for gym in ("gym", "dumbbells", "bands", "bodyweight"):
        for gone in ((), ("squat", "lunge", "deadlift"), ("hip_thrust", "plank")):
            found = plan(program, gym=gym, excluded=gone, weeks=1)

            for session in found.lifts:
                counts = Counter(one.exercise_id for one in session.exercises)
                assert max(counts.values()) == 1, (gym, gone, session.title)


def test_a_session_that_cannot_be_so_short_says_so():
    found = plan(minutes=15)

    assert any("longer than 15 min even so" in note for note in found.notes)
    assert not any("even so" in note for note in plan(minutes=90).notes)

"""The lifts of a plan are a program Liftosaur can read."""

import re
from dataclasses import replace

import pytest
from tests.program.plans import AWKWARD, SQUAT, exercises, lift, plan, run

from runlift.exercises.catalogue import catalogue
from runlift.program.liftosaur_names import BUILT_IN
from runlift.program.liftoscript import missing_names, to_liftoscript
from runlift.program.plan_words import HOUSE_LABEL
from runlift.program.templates import programs

NAME = r"(?:part\d+: )?[^/{}()#\[\]|!:\\~\n]+"
SET = r"\d+x(?:\d+(?:-\d+)?|1\+|1 \d+s\+?\|\d+s)"
LOAD = r"(?:\d+(?:\.\d+)?(?:kg|lb|%))?(?: ?@\d+(?:\.\d)?)?(?: ?\d+s)?"
LINE = re.compile(rf"///? .*|//|# Week \d+.*|## .*|{NAME} / {SET} / {LOAD}|", re.DOTALL)
"""The part of Liftosaur's grammar that is used, written down once more."""


def written(one=None, unit="kg"):
    return to_liftoscript(one or plan(), exercises, unit)


def asked(one, unit="kg"):
    return written(plan(sessions=(lift(1, (12, 1), 1, one),)), unit).splitlines()[-1]


def test_a_whole_week_reads_as_liftosaur_writes_it():
    text = written(plan(sessions=plan().sessions[:3]))

    assert text == (
        "/// Intermediate, winter 冬, from 30 Nov\n"
        "/// Liftosaur has no such exercises; make them yours first, under Me, "
        "Exercises: Dynamic side plank; Hanging leg or knee raise\n"
        "\n"
        "# Week 1 - Accumulation\n"
        "\n"
        "## Workout 1 - Tue 1 Dec\n"
        "//\n"
        "Squat / 3x5-8 / 82.5kg @8 180s\n"
        "// Hold each repetition 1.5 s. As fast as possible. Note: "
        f"{' '.join(AWKWARD.split())}\n"
        "Bench Press / 4x3 / 58.97kg @8.1 45s\n"
        "// As long as you can\n"
        "Plank / 2x1 1s+|60s / 0kg\n"
        "\n"
        "## Workout 2 - Fri 4 Dec\n"
        "// Per side\n"
        "Bulgarian Split Squat / 2x8 / 16kg @7 150s\n"
        "// 20–40 s\n"
        "Dynamic side plank / 3x1 20s+|60s / 0kg\n"
        "//\n"
        "Hanging leg or knee raise / 2x1+ / 0kg 60s\n"
    )


@pytest.mark.parametrize(
    ("change", "unit", "line"),
    [
        ({}, "lb", "Squat / 3x5-8 / 181.9lb @8 180s"),
        ({"load_kg": None, "percent": 77.0}, "kg", "Squat / 3x5-8 / 77% @8 180s"),
        ({"load_kg": None}, "kg", "Squat / 3x5-8 / @8 180s"),
        ({"rir": None}, "kg", "Squat / 3x5-8 / 82.5kg 180s"),
        (
            {
                "exercise_id": "plank",
                "mode": "time",
                "seconds": (30, 30),
                "reps": None,
                "rir": None,
            },
            "kg",
            "Plank / 3x1 30s|180s / 82.5kg",
        ),
        (
            {"exercise_id": "romanian_deadlift"},
            "kg",
            "Romanian Deadlift, Barbell / 3x5-8 / 82.5kg @8 180s",
        ),
    ],
)
def test_a_line_says_weight_effort_and_rest(change, unit, line):
    assert asked(replace(SQUAT, **change), unit) == line


def test_what_liftosaur_lacks_keeps_our_name_without_its_signs():
    one = lift(1, (12, 1), 1, replace(SQUAT, exercise_id="landmine_press"))

    assert missing_names(plan(sessions=(one,)), exercises) == ["Landmine press one arm"]
    assert "\nLandmine press one arm / " in written(plan(sessions=(one,)))


def test_an_exercise_twice_on_a_day_has_a_label():
    text = written(plan(sessions=(lift(1, (12, 1), 1, SQUAT, replace(SQUAT, sets=1)),)))

    assert "\nSquat / 3x5-8 / " in text
    assert "\npart2: Squat / 1x5-8 / " in text


def test_skipped_lifts_and_runs_are_left_out_and_no_week_is_lost():
    only = lift(3, (12, 15), 1, SQUAT)
    text = written(plan(sessions=(run(2, (12, 8), "easy", "Easy"), only)))

    assert "Easy" not in text
    assert "# Week 2\n## No lift\n" in text
    assert "Workout 2" not in written().partition("# Week 2")[2]


def test_weeks_of_this_project_are_labelled():
    assert f"// {HOUSE_LABEL}\n# Week 2" in written()
    assert written().count(HOUSE_LABEL) == 1


def test_every_line_is_of_the_grammar():
    evil = "a/b {~ x ~} #1 (2) [3] | ! : ... // \\ \n## Day 9\n"
    odd = lift(1, (12, 1), 1, replace(SQUAT, note=evil), phase=evil)
    odd = replace(odd, title=evil)
    own = {**exercises, "mine": replace(exercises["squat"], name=evil)}
    mine = replace(odd, exercises=(replace(SQUAT, exercise_id="mine"),), planned_id="m")
    texts = [
        written(),
        to_liftoscript(plan(sessions=(odd, mine), name=evil), own, "lb"),
    ]

    for text in texts:
        for line in text.splitlines():
            assert LINE.fullmatch(line), line
    assert texts[1].count("\n## ") == 2


def test_every_name_is_of_an_exercise_and_of_one_only():
    assert set(BUILT_IN) <= set(catalogue())
    assert len(set(BUILT_IN.values())) == len(BUILT_IN)


def test_most_of_the_guides_programs_has_a_name_there():
    used = {
        slot.exercise_id
        for program in programs().values()
        for workout in program.workouts
        for slot in workout.slots
    }

    assert used - set(BUILT_IN) == {
        "dynamic_side_plank",
        "hanging_raise",
        "landmine_press",
        "med_ball_rot_throw",
        "pallof_press",
        "tibialis_raise",
        "walking_lunge",
    }

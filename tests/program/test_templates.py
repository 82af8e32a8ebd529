"""The programs of the guide as data, and how a wrong file is refused."""

import itertools
import re

import pytest

from runlift import paths
from runlift.errors import DataFileError
from runlift.exercises.catalogue import catalogue
from runlift.program.planned_sets import every_planned_set, planned_sets
from runlift.program.templates import parse_program, programs

BASIC = [
    ["squat", "romanian_deadlift", "standing_calf_raise"],
    ["bench_press", "barbell_row", "plank"],
    ["deadlift", "lunge", "lat_pulldown"],
    ["overhead_press", "hip_thrust", "hanging_raise"],
]
PLAN = [
    ["squat", "romanian_deadlift", "walking_lunge"],
    ["standing_calf_raise", "tibialis_raise", "dynamic_side_plank"],
    ["bench_press", "lat_pulldown", "landmine_press"],
    ["pallof_press", "hanging_raise", "back_extension"],
    ["box_jump", "med_ball_rot_throw", "bulgarian_split_squat"],
    ["hip_thrust", "single_leg_rdl", "seated_calf_raise"],
]


def slots(key):
    return [slot for workout in programs()[key].workouts for slot in workout.slots]


def slot(exercise, key="intermediate_advanced"):
    return next(one for one in slots(key) if one.exercise_id == exercise)


def asked(exercise):
    """Sets, repetitions, % of the 1RM and RIR of every week."""
    return [
        (one.sets[0], one.reps[0], one.percent, one.rir and one.rir[0])
        for one in slot(exercise).weeks
    ]


# What the guide says.


def test_the_two_programs_have_the_guides_exercises_in_its_order():
    for key, rows in (("basic", BASIC), ("intermediate_advanced", PLAN)):
        expected = [name for row in rows for name in row]
        assert [one.exercise_id for one in slots(key)] == expected


def test_the_programs_are_those_the_catalogue_knows_them_by():
    for key in programs():
        named = {one for one, row in catalogue().items() if key in row.programs}
        assert {one.exercise_id for one in slots(key)} == named


def test_basic_is_three_to_five_sets_of_five_to_eight():
    for one in slots("basic"):
        [week] = one.weeks
        if one.exercise_id == "plank":
            assert (week.sets, week.mode, week.seconds, week.rir) == (
                (2, 2),
                "time",
                None,
                None,
            )
        elif one.exercise_id == "hanging_raise":
            assert (week.sets, week.mode, week.reps) == ((3, 5), "amrap", None)
        else:
            assert (week.sets, week.mode, week.reps) == ((3, 5), "range", (5, 8))


def test_the_plan_has_61_sets_in_week_1():
    first = [
        (one.weeks[0].sets[0], one.weeks[0].reps[0])
        for one in slots("intermediate_advanced")
    ]

    assert sum(sets for sets, _ in first) == 61
    assert first == [
        *[(4, 6), (3, 8), (3, 10), (4, 10), (3, 15), (3, 12)],
        *[(4, 8), (4, 8), (3, 8), (3, 10), (3, 12), (3, 12)],
        *[(4, 3), (3, 5), (3, 8), (4, 5), (3, 8), (4, 10)],
    ]


def test_per_side_is_the_guides_or_assumed():
    sides = {
        one.exercise_id: one.is_side_assumed
        for one in slots("intermediate_advanced")
        if one.is_per_side
    }

    assert sides == {
        "walking_lunge": True,
        "dynamic_side_plank": False,
        "landmine_press": True,
        "pallof_press": False,
        "med_ball_rot_throw": False,
        "bulgarian_split_squat": True,
        "single_leg_rdl": True,
    }


def test_the_main_lifts_have_their_share_of_the_1rm_and_their_reserve():
    assert asked("squat") == [
        (4, 6, 77, 3.0),
        (4, 6, 80, 1.5),
        (4, 5, 82.5, 1.4),
        (4, 4, 85, 1.3),
        (4, 3, 87.5, 1.3),
        (3, 2, 90, 1.3),
    ]
    assert asked("hip_thrust")[4:] == [(3, 3, 87.5, 1.3), (3, 2, 90, 1.3)]
    assert asked("bench_press")[2] == (4, 6, 78.5, 2.2)
    assert asked("romanian_deadlift")[0] == (3, 8, 72.5, 3.4)


@pytest.mark.parametrize(
    "exercise", ["squat", "romanian_deadlift", "bench_press", "hip_thrust"]
)
def test_the_reserve_is_what_epley_says_of_the_load(exercise):
    """Most repetitions = (100 / p - 1) / 0.0333, less those that are done."""
    for one in slot(exercise).weeks:
        most = (100 / one.percent - 1) / 0.0333
        assert one.rir[0] == pytest.approx(most - one.reps[0], abs=0.06)


def test_loads_rise_by_two_to_five_percent_a_week_of_the_same_lift():
    for exercise in ("squat", "romanian_deadlift", "bench_press", "hip_thrust"):
        loads = [one.percent for one in slot(exercise).weeks]
        steps = [later / one - 1 for one, later in itertools.pairwise(loads)]
        assert all(0.02 < step < 0.05 for step in steps), (exercise, steps)


def test_squat_repetitions_fall_over_the_weeks():
    assert [sets * reps for sets, reps, _, _ in asked("squat")] == [
        24,
        24,
        20,
        16,
        12,
        6,
    ]


def test_only_week_1_is_the_guides():
    origins = [one.origin for one in programs()["intermediate_advanced"].weeks]

    assert origins == ["guide", *["house"] * 5]
    assert [one.phase for one in programs()["intermediate_advanced"].weeks][::2] == [
        "Accumulation",
        "Heavier loads",
        "Power and peak strength",
    ]


def test_the_last_two_weeks_are_fast():
    weeks = slot("squat").weeks

    assert [one.is_fast for one in weeks] == [False] * 4 + [True] * 2
    assert slot("pallof_press").weeks[3].pause_s == 3


def test_rest_classes_are_the_catalogues():
    for key in programs():
        for one in slots(key):
            assert one.rest == catalogue()[one.exercise_id].rest_class


def test_a_chosen_number_of_sets_is_a_beginners_ramp_and_never_more_than_asked():
    [squat], [plank] = slot("squat", "basic").weeks, slot("plank", "basic").weeks

    assert [squat.sets_for(n) for n in (None, 1, 4, 9)] == [3, 1, 4, 5]
    assert [plank.sets_for(n) for n in (None, 1, 4)] == [2, 1, 2]
    assert programs()["basic"].set_choices == (3, 4, 5)
    assert programs()["intermediate_advanced"].set_choices == ()


def test_planned_sets_have_a_row_for_every_exercise_and_week():
    plan = planned_sets(programs()["intermediate_advanced"], catalogue())

    assert len(plan) == 18 * 6
    assert plan["variant"].unique().tolist() == [f"week {n}" for n in range(1, 7)]
    every = every_planned_set(programs(), catalogue())
    assert len(every) == 12 * 3 + 18 * 6


# A user's own file.

OWN = """\
[program]
id = "mine"
name = "Mine"
title = "My own"
source = "my coach"
cycle = "once"

[[week]]
number = 1
phase = "All of it"
origin = "own"

[[workout]]
id = "a"
name = "A"

[[workout.exercise]]
exercise = "squat"
sets = 3
reps = 5

# A comment with [[workout]] in it, and a text that looks like a header.
[[workout.exercise]]
exercise = "plank"
note = \"\"\"
[[workout]]
\"\"\"
weeks = [
  { week = 1, sets = 2, seconds = [20, 40] },
]
"""


def own(old="", new="", text=OWN):
    return parse_program(
        text.replace(old, new, 1) if old else text, "own.toml", catalogue()
    )


def refusal(old, new):
    with pytest.raises(DataFileError) as refused:
        own(old, new)
    return str(refused.value)


def test_an_own_program_is_read():
    program = own()

    [workout] = program.workouts
    assert [one.exercise_id for one in workout.slots] == ["squat", "plank"]
    assert workout.slots[0].rest == "heavy"
    assert workout.slots[1].weeks[0].seconds == (20, 40)
    assert program.weeks[0].origin == "own"


def test_line_ends_of_windows_do_not_matter():
    assert own("\n", "\r\n", OWN).program_id == own().program_id
    with pytest.raises(DataFileError, match="line 19 "):
        parse_program(
            OWN.replace("sets = 3", "sets = 0").replace("\n", "\r\n"),
            "own.toml",
            catalogue(),
        )


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("sets = 3", "sets = 0", 19, "sets = 0 is outside 1 to 20, correct it"),
        ("sets = 3", "sets = 2.5", 19, "must be whole numbers"),
        ("sets = 3", "sets = true", 19, "must be a number such as 3"),
        ("sets = 3", "sets = [5, 3]", 19, "begins with the larger number"),
        ("sets = 3", "", 17, "sets must be a number"),
        ("reps = 5", 'reps = "many"', 20, "reps = 'many' must be a number"),
        ("reps = 5", "", 17, "needs either reps"),
        ("reps = 5", "reps = 5\nseconds = 5", 17, "needs either reps"),
        ("reps = 5", "reps = 5\npercent = 300", 21, "outside 20 to 105"),
        ("reps = 5", "reps = nan", 20, "outside 1 to 100"),
        ("reps = 5", "reps = 5\nrepz = 5", 21, "repz = 5 means nothing here"),
        ('"squat"', '"sqat"', 18, "perhaps 'squat' is meant"),
        ('"squat"', '"zzzzzzz"', 18, "correct it"),
        ("seconds = [20, 40]", "reps = 5", 29, "does not fit plank, a hold"),
        ("week = 1, sets", "week = 2, sets", 29, "has no [[week]]"),
        (
            "{ week = 1, sets = 2, seconds = [20, 40] },",
            "",
            23,
            "there is no [[workout.exercise.weeks]]",
        ),
        ("number = 1", "number = 2", 9, "should be 1"),
        ('origin = "own"', 'origin = "me"', 11, "use one of guide, house, own"),
        ('id = "a"', 'id = "A day"', 14, "write small_letters_with_underscores"),
        ('name = "A"\n', 'name = "A"\nper_side = 1\n', 16, "means nothing here"),
        ("sets = 3", "sets = 3\nper_side_assumed = true", 20, "needs per_side = true"),
        ('cycle = "once"', 'cycle = "twice"', 6, "use one of once, open, repeat"),
        ('title = "My own"', "", 1, "title must be a text"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(old, new, line, said):
    told = refusal(old, new)

    assert re.match(rf"own\.toml, line {line}\b", told), told
    assert said in told


def test_a_table_of_a_workout_is_named_as_people_count():
    assert "(workout 1, exercise 2, week 1)" in refusal(
        "seconds = [20, 40]", "reps = 5"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "there is no table [program]"),
        ("program = 1", "there is no table [program]"),
        ("[program\n", "not valid TOML"),
        ("x = " + "[" * 5000, "nested too deeply"),
        (OWN.replace("[[week]]", "[[weak]]"), "weak"),
        (OWN.split("[[workout]]")[0], "there is no [[workout]]"),
    ],
)
def test_a_text_that_is_no_program_is_refused_in_a_sentence(text, said):
    with pytest.raises(DataFileError) as refused:
        own(text=text)

    assert said in str(refused.value)
    assert str(refused.value).startswith("own.toml")
    assert str(refused.value).endswith(".")


def test_an_own_program_in_the_data_folder_is_found_and_may_not_take_an_id(
    tmp_path, monkeypatch
):
    folder = paths.data_folder()
    for name in ("muscles.csv", "exercises.csv", "policy.toml"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    (tmp_path / "programs").mkdir()
    monkeypatch.setenv("RUNLIFT_DATA", str(tmp_path))

    with pytest.raises(DataFileError, match="holds no programs"):
        programs.__wrapped__()
    (tmp_path / "programs" / "own.toml").write_text(OWN, "utf-8")
    assert list(programs.__wrapped__()) == ["mine"]
    (tmp_path / "programs" / "too.toml").write_text(OWN, "utf-8")
    with pytest.raises(DataFileError, match=r"own\.toml has the id 'mine' too"):
        programs.__wrapped__()

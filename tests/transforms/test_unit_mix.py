"""Pounds entered as kilograms and miles as kilometres are asked, with numbers."""

from datetime import datetime, timedelta

import pandas as pd
import pytest

from runlift.model import RUN_COLUMNS, SESSION_COLUMNS, SET_COLUMNS, Parsed, frame
from runlift.science.policy import default_policy
from runlift.transforms.unit_mix import entered_in, mixed, steps_within, usual_speed

POLICY = default_policy()
DAY = datetime(2026, 3, 2, 18)


def file(loads=None, speeds=(), km=10.0):
    """A session a load for each exercise, a run a speed."""
    lifted = [
        (place, name, load)
        for name, some in (loads or {}).items()
        for place, load in enumerate(some)
    ]
    size = max((place for place, _, _ in lifted), default=-1) + 1
    return Parsed(
        sessions=frame(
            SESSION_COLUMNS,
            {
                "session_key": list(range(size)),
                "start_local": [DAY + timedelta(days=n) for n in range(size)],
                "line": [2] * size,
            },
        ),
        sets=frame(
            SET_COLUMNS,
            {
                "session_key": [one[0] for one in lifted],
                "set_no": [1] * len(lifted),
                "exercise_raw": [one[1] for one in lifted],
                "block_no": [1] * len(lifted),
                "load_kg": [float(one[2]) for one in lifted],
                "line": [2] * len(lifted),
            },
        ),
        runs=frame(
            RUN_COLUMNS,
            {
                "start_local": [DAY + timedelta(days=n) for n in range(len(speeds))],
                "distance_m": [km * 1000.0] * len(speeds),
                "moving_s": [km * 1000.0 / speed for speed in speeds],
                "line": [2] * len(speeds),
            },
        ),
    )


def usual(**loads):
    return pd.DataFrame(
        [(name, float(load), 20) for name, load in loads.items()],
        columns=["exercise_raw", "load_kg", "sets"],
    )


def asked(parsed, loads=None, speed=None):
    return mixed(parsed, usual() if loads is None else loads, speed, POLICY)


def test_pounds_in_several_exercises_are_asked_and_guessed():
    parsed = file({"Squat": [215, 220, 225], "Bench": [130, 135, 135]})
    [question] = asked(parsed, usual(Squat=100, Bench=60))

    assert question.key == "logged_weight_unit"
    assert question.text == "Were these weights entered in pounds?"
    assert question.choices == ("kg", "lb")
    assert question.guess == "lb"
    assert "Squat 220 after 100" in question.why
    assert "Bench 135 after 60" in question.why


def test_one_exercise_may_have_grown_so_the_file_is_believed_until_answered():
    [question] = asked(file({"Deadlift": [90, 90, 90]}), usual(Deadlift=40))

    assert question.guess == "kg"


@pytest.mark.parametrize(
    ("load", "many"), [(195, 0), (200, 1), (240, 1), (245, 0), (212.5, 0)]
)
def test_the_ratio_and_the_step_have_limits(load, many):
    assert len(asked(file({"Squat": [load] * 3}), usual(Squat=100))) == many


def test_most_of_the_shared_exercises_must_agree():
    loads = {"Squat": [220] * 3, "Bench": [60] * 3}

    assert asked(file(loads), usual(Squat=100, Bench=60)) == ()
    # What the history does not know says nothing.
    assert len(asked(file(loads), usual(Squat=100))) == 1


def test_too_little_history_says_nothing():
    few = usual(Squat=100).assign(sets=4)

    assert asked(file({"Squat": [220] * 3}), few) == ()
    assert asked(file({"Squat": [220] * 3}), usual()) == ()
    assert asked(Parsed(), usual(Squat=100), 3.0) == ()


@pytest.mark.parametrize(
    ("ratio", "many"), [(1.54, 0), (1.56, 1), (1.66, 1), (1.68, 0)]
)
def test_kilometres_read_as_miles_look_fast(ratio, many):
    found = asked(file(speeds=[3 * ratio] * 3), speed=3.0)

    assert len(found) == many
    for question in found:
        assert question.key == "logged_distance_unit"
        assert question.choices == ("mi", "km")
        assert question.guess == "km"
        assert "5:33 /km" in question.why


@pytest.mark.parametrize(
    ("ratio", "many"), [(1.54, 0), (1.56, 1), (1.66, 1), (1.68, 0)]
)
def test_miles_read_as_kilometres_look_slow(ratio, many):
    found = asked(file(speeds=[3 / ratio] * 3), speed=3.0)

    assert len(found) == many
    for question in found:
        assert question.text == "Were these distances entered in miles?"
        assert (question.choices, question.guess) == (("km", "mi"), "mi")


def test_two_runs_or_no_usual_speed_say_nothing():
    assert asked(file(speeds=[3 / 1.6] * 2), speed=3.0) == ()
    assert asked(file(speeds=[3 / 1.6] * 3), speed=None) == ()
    assert asked(file(speeds=[3 / 1.6] * 3), speed=float("nan")) == ()


def test_a_usual_speed_needs_runs():
    def speed(runs):
        found = pd.DataFrame({"speed_m_per_s": [3.0], "runs": [runs]})
        return usual_speed(found, POLICY)

    assert speed(7) is None
    assert speed(8) == 3.0
    assert usual_speed(pd.DataFrame({"speed_m_per_s": [], "runs": []}), POLICY) is None


def test_the_answer_converts_what_was_read():
    parsed = file({"Squat": [220, 225]}, speeds=[2.0])

    in_pounds = entered_in(parsed, "lb", None)
    assert in_pounds.sets["load_kg"].round(1).tolist() == [99.8, 102.1]
    assert in_pounds.runs["distance_m"].tolist() == [10_000.0]
    in_miles = entered_in(parsed, None, "mi")
    assert in_miles.runs["distance_m"].round(1).tolist() == [16_093.4]
    assert in_miles.sets["load_kg"].tolist() == [220.0, 225.0]
    in_kilometres = entered_in(parsed, None, "km", read_in="mi")
    assert in_kilometres.runs["distance_m"].round(1).tolist() == [6213.7]


@pytest.mark.parametrize("unit", [None, "kg"])
def test_an_answer_that_agrees_changes_nothing(unit):
    parsed = file({"Squat": [220]}, speeds=[2.0])
    left = entered_in(parsed, unit, "km")

    assert left.sets["load_kg"].tolist() == [220.0]
    assert left.runs["distance_m"].tolist() == [10_000.0]


def test_after_the_answer_nothing_is_left_to_ask():
    loads = usual(Squat=100, Bench=60)
    parsed = file({"Squat": [220] * 3, "Bench": [135] * 3}, speeds=[3 / 1.6] * 3)
    assert len(asked(parsed, loads, 3.0)) == 2

    assert asked(entered_in(parsed, "lb", "mi"), loads, 3.0) == ()


def test_a_step_within_a_file_is_only_noted():
    loads = file({"Squat": [100] * 5 + [220] * 5, "Bench": [60] * 10})
    speeds = file(speeds=[3.0] * 3 + [1.875] * 3)

    [note] = steps_within(loads, POLICY)
    assert "Squat (100 and 220)" in note
    assert "Bench" not in note
    [note] = steps_within(speeds, POLICY)
    assert "kilometres and miles" in note
    assert steps_within(file({"Squat": [100] * 10}, speeds=[3.0] * 6), POLICY) == ()
    assert steps_within(file({"Squat": [100, 220]}, speeds=[3.0, 1.8]), POLICY) == ()
    assert steps_within(Parsed(), POLICY) == ()

"""States of exercises with their evidence, through the whole house."""

from datetime import datetime, timedelta

import pandas as pd
import pytest
from tests.logs import BENCH, SQUAT, hevy, lift, sets, training

from runlift import frames
from runlift.science.policy import default_policy
from runlift.transforms import strength_trends as module

HOW = frames.Profile(default_policy())
FIRST = datetime(2026, 9, 28, 18)


def log(loads, exercise=SQUAT, reps=5, rpe=8, apart=5):
    return [
        (FIRST + timedelta(days=apart * place), exercise, load, reps, rpe)
        for place, load in enumerate(loads)
    ]


def trends(*series):
    lifts = [
        lift(when, *sets(exercise, n=2, load=load, reps=reps, rpe=rpe))
        for one in series
        for when, exercise, load, reps, rpe in one
    ]
    judged = training(hevy(*lifts))
    last = max(when for one in series for when, *_ in one)
    sessions = frames.strength_sessions(judged, HOW)
    return (
        module.strength_trends(sessions, pd.Timestamp(last.date()), HOW.policy),
        sessions,
    )


def test_a_rise_is_told_with_its_evidence():
    found, _ = trends(log([100, 102.5, 102.5, 105, 107.5, 107.5, 110, 112.5, 115]))

    one = found.iloc[0]
    assert (one["state"], one["sessions"], one["is_possible"]) == (
        "progressing",
        9,
        False,
    )
    assert one["evidence"].startswith("+10")
    assert "over 9 sessions in 8 weeks (90 % interval" in one["evidence"]
    # 115 kg for 5 and 2 in reserve: 115 x (1 + 0.0333 x 7).
    assert one["current_kg"] == pytest.approx(141.8, abs=0.05)


def test_too_few_sessions_say_what_is_missing():
    found, _ = trends(log([100, 105, 110, 100]))

    assert found.iloc[0]["state"] == "too_little"
    assert found.iloc[0]["evidence"] == (
        "Not enough data: 4 in the last 8 weeks; 2 more sessions and 20 more days "
        "between the first and the last would show a direction."
    )


@pytest.mark.slow
def test_without_rpe_the_course_is_told_with_its_condition():
    found, sessions = trends(
        log([100, 102.5, 105, 107.5, 110, 112.5, 115, 117.5], rpe="")
    )

    assert sessions["is_lower_bound"].all()
    assert sessions["is_in_trend"].all()
    assert found.iloc[0]["state"] == "progressing"
    assert "None of these sets has an RPE" in found.iloc[0]["evidence"]


@pytest.mark.slow
def test_a_low_bound_beside_known_sessions_says_nothing():
    known = log([100, 100, 100, 100, 100, 100, 100], apart=7)
    easy = [(FIRST + timedelta(days=10), SQUAT, 60, 5, "")]
    _, sessions = trends(known + easy)

    easy_one = sessions[sessions["load_kg"] == 60].iloc[0]
    assert not easy_one["is_in_trend"]
    # The average stays at the known ones: 100 x (1 + 0.0333 x 7).
    assert sessions["ewma_kg"].tolist() == pytest.approx([123.31] * 8)


def test_the_band_lies_around_the_level_and_covers_most_sessions():
    rng = [0, 2, -3, 1, 4, -2, 0, 3, -1, 2, -2, 1]
    _, sessions = trends(log([100 + one for one in rng], apart=4))

    assert (sessions["level_low_kg"] < sessions["level_kg"]).all()
    assert (sessions["level_kg"] < sessions["level_high_kg"]).all()
    assert sessions["level_kg"].between(118, 129).all()


@pytest.mark.slow
def test_a_rise_among_many_lifts_is_only_possible():
    # By itself this one rises (p about 0.06); among three it may be chance.
    rise = [100, 101, 101, 98, 98, 102, 103, 108, 100, 104, 103, 102]
    even = [100, 103, 98, 102, 99, 103, 101, 100, 102, 99, 101, 100]
    alone, _ = trends(log(rise, BENCH, apart=4))
    among, _ = trends(
        log([100] * 13, SQUAT, apart=4),
        log(rise, BENCH, apart=4),
        log(even, "Deadlift (Barbell)", apart=4),
    )

    assert (alone["state"].iloc[0], alone["is_possible"].iloc[0]) == (
        "progressing",
        False,
    )
    bench = among[among["exercise"].str.startswith("Bench")].iloc[0]
    assert (bench["state"], bench["is_possible"]) == ("progressing", True)
    # The most trained comes first.
    assert among["exercise"].iloc[0].startswith("Squat")


@pytest.mark.slow
def test_a_move_to_other_repetitions_is_dated():
    _, sessions = trends(
        log([90, 90, 90, 90], reps=8)
        + [(FIRST + timedelta(days=20 + 5 * k), SQUAT, 105, 3, 8) for k in range(4)]
    )
    found = module.phases(sessions, HOW.policy)

    assert found[["before", "after"]].to_numpy().tolist() == [["7-10", "1-3"]]
    assert found["day"].iloc[0] == pd.Timestamp("2026-10-18")


def test_nothing_gives_an_empty_table():
    sessions = frames.strength_sessions(training(), HOW)
    assert module.strength_trends(
        sessions, pd.Timestamp("2026-11-02"), HOW.policy
    ).empty
    assert module.phases(sessions, HOW.policy).empty

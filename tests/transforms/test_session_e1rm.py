"""The best set of a session, records and the lines of the strength chart."""

from datetime import timedelta

import pytest
from tests import logs
from tests.logs import at, hevy, lift, sets, training

from runlift import frames
from runlift.science.policy import default_policy


def sessions(*lifts):
    how = frames.Profile(default_policy())
    log = training(hevy(*lifts)) if lifts else training()
    return frames.strength_sessions(log, how)


def squat_days(*loads, first="2026-06-01 18:00", every=7, reps=5):
    return [
        lift(
            at(first) + timedelta(days=every * place),
            *sets(load=load, reps=reps, rpe=10),
        )
        for place, load in enumerate(loads)
    ]


def test_the_best_set_stands_for_the_session():
    [one] = sessions(
        lift(
            "2026-06-01 18:00",
            *sets(load=100, reps=5, rpe=10),
            *sets(load=110, reps=3, rpe=10),
            *sets(load=90, reps=8, rpe=10),
        )
    ).to_dict("records")

    assert (one["load_kg"], one["reps"]) == (110, 3)
    assert one["e1rm_kg"] == pytest.approx(120.989)


@pytest.mark.slow
def test_of_equal_estimates_the_one_with_fewer_repetitions():
    [one] = sessions(
        lift(
            "2026-06-01 18:00",
            *sets(load=100, reps=7, rpe=10),
            *sets(load=100, reps=5, rpe=8),
            *sets(load=100, reps=6, rpe=9),
        )
    ).to_dict("records")

    assert one["effective_reps"] == 7
    assert (one["load_kg"], one["reps"]) == (100, 7)


@pytest.mark.slow
def test_a_session_of_long_sets_only_has_no_estimate():
    assert sessions(lift("2026-06-01 18:00", *sets(reps=20))).empty


def test_records_begin_with_the_second_session_and_need_one_percent():
    found = sessions(*squat_days(100, 100.5, 101.75, 102, 90, 103.25))

    assert found["is_pr"].tolist() == [False, False, True, False, False, True]


@pytest.mark.slow
def test_long_sets_make_no_record():
    found = sessions(
        *squat_days(100, reps=5), *squat_days(120, first="2026-06-08 18:00", reps=11)
    )

    assert found["is_pr"].tolist() == [False, False]


def test_the_rolling_best_forgets_after_six_weeks():
    found = sessions(*squat_days(120, 100, 100, 100, 100, 100, 100, 100))

    best = (found["rolling_best_kg"] / 1.1665).round(3).tolist()
    assert best == [120, 120, 120, 120, 120, 120, 100, 100]


def test_the_smooth_line_is_halfway_after_three_weeks():
    found = sessions(*squat_days(100, 120, every=21))

    assert (found["ewma_kg"] / 1.1665).tolist() == pytest.approx([100, 110])


@pytest.mark.slow
def test_exercises_do_not_mix():
    found = sessions(
        lift(
            "2026-06-01 18:00",
            *sets(load=200, rpe=10),
            *sets(logs.BENCH, load=50, rpe=10),
        ),
        lift("2026-06-08 18:00", *sets(logs.BENCH, load=60, rpe=10)),
        lift("2026-06-09 18:00", *sets(load=190, rpe=10)),
    )

    by = dict(list(found.groupby("exercise_id")))
    assert (by["bench_press"]["rolling_best_kg"] / 1.1665).tolist() == pytest.approx(
        [50, 60]
    )
    assert by["bench_press"]["is_pr"].tolist() == [False, True]
    assert (by["squat"]["rolling_best_kg"] / 1.1665).tolist() == pytest.approx(
        [200, 200]
    )
    assert found["exercise_id"].is_monotonic_increasing


@pytest.mark.slow
def test_two_names_of_one_exercise_are_one_line():
    found = sessions(
        lift("2026-06-01 18:00", *sets("Squat (Barbell)", load=100, rpe=10)),
        lift("2026-06-08 18:00", *sets("Barbell Squat", load=110, rpe=10)),
    )

    assert found["exercise_id"].tolist() == ["squat", "squat"]
    assert found["is_pr"].tolist() == [False, True]


@pytest.mark.slow
def test_nothing_has_the_same_columns_as_something():
    some, none = sessions(*squat_days(100)), sessions()

    assert list(some) == list(none)
    assert none["day"].dtype == some["day"].dtype
    assert none["is_pr"].dtype == some["is_pr"].dtype

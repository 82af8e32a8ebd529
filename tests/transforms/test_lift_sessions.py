"""The leg load of sessions, through files, store and transforms."""

from datetime import timedelta

import pandas as pd
import pytest
from tests import logs
from tests.logs import (
    BENCH,
    SQUAT,
    at,
    fitnotes,
    hevy,
    lift,
    run,
    sets,
    strava,
    training,
)

RDL = "Romanian Deadlift (Barbell)"
CALF = "Standing Calf Raise (Machine)"
FIRST = (SQUAT, RDL, CALF, BENCH, "Bent Over Row (Barbell)")
SECOND = (
    "Deadlift (Barbell)",
    "Lunge (Dumbbell)",
    "Lat Pulldown (Cable)",
    "Overhead Press (Barbell)",
    "Hip Thrust (Barbell)",
)
PLANK = sets("Plank", n=2, load="", reps="", rpe="", seconds=45)
RAISE = "Hanging Leg Raise"


def basic(which, n, reps=6):
    names = FIRST if which == 1 else SECOND
    work = [one for name in names for one in sets(name, n=n, reps=reps)]
    if which == 1:
        return [*work, *PLANK]
    return [*work, *sets(RAISE, n=n, load="", reps=reps, rpe="")]


def habitual(*workouts, days=7, weeks=4):
    """The workouts once a week each; the last week is the one to look at."""
    return hevy(
        *(
            lift(
                at("2026-09-07 18:00") + timedelta(days=days * week + 3 * place),
                *work,
                title=f"W{place + 1}",
            )
            for week in range(weeks)
            for place, work in enumerate(workouts)
        )
    )


def last(log, n):
    return log["lifts"]["leg_load"].tolist()[-n:]


@pytest.mark.parametrize(
    "n",
    [
        pytest.param(1, marks=pytest.mark.slow),
        pytest.param(2, marks=pytest.mark.slow),
        3,
        pytest.param(4, marks=pytest.mark.slow),
        pytest.param(5, marks=pytest.mark.slow),
    ],
)
def test_the_basic_program_as_a_habit(oracle, n):
    log = training(habitual(basic(1, n), basic(2, n)))

    assert last(log, 2) == pytest.approx(
        oracle("golden.json")["leg_load"]["basic"][str(n)]
    )
    assert (
        log["lifts"]["lift_class"].tolist()[-2:]
        == [
            ["light"] * 2,
            ["moderate"] * 2,
            ["moderate"] * 2,
            ["heavy"] * 2,
            ["heavy"] * 2,
        ][n - 1]
    )


def test_the_articles_first_week(oracle):
    def work(*rows):
        return [
            one
            for name, n, reps in rows
            for one in sets(name, n=n, reps=reps, load="" if "Jump" in name else 50)
        ]

    legs = work(
        (SQUAT, 4, 6),
        (RDL, 3, 8),
        ("Walking Lunge (Dumbbell)", 3, 10),
        (CALF, 4, 10),
        ("Tibialis Raise", 3, 15),
    )
    upper = work(
        (BENCH, 4, 8),
        ("Lat Pulldown (Cable)", 4, 8),
        ("Back Extension (Weighted)", 3, 12),
    )
    third = work(
        ("Box Jump", 4, 3),
        ("Bulgarian Split Squat", 3, 8),
        ("Hip Thrust (Barbell)", 4, 5),
        ("Single Leg Romanian Deadlift (Dumbbell)", 3, 8),
        ("Seated Calf Raise", 4, 10),
    )
    log = training(habitual(legs, upper, third, days=8, weeks=5))

    assert log["lifts"]["unmapped_sets"].sum() == 0
    assert last(log, 3) == pytest.approx(
        oracle("golden.json")["leg_load"]["seed_week1_at_2RIR"]
    )
    assert log["lifts"]["lift_class"].tolist()[-3:] == ["heavy", "light", "heavy"]
    assert log["lifts"]["contacts"].tolist()[-1] == 12


@pytest.mark.slow
@pytest.mark.parametrize(
    ("n", "load", "kind"), [(3, 14.4, "heavy"), (1, 4.8, "moderate")]
)
def test_the_very_first_time_counts_double(n, load, kind):
    log = training(hevy(lift("2026-11-02 18:00", *basic(1, n))))

    assert last(log, 1) == pytest.approx([load])
    assert log["lifts"]["lift_class"].tolist() == [kind]
    assert log["lifts"]["adjusted_by"].str.contains("x2.0").all()


def test_a_movement_is_new_the_first_three_times_in_four_weeks():
    log = training(habitual(sets(n=5), weeks=6))

    assert log["lifts"]["leg_load"].tolist() == pytest.approx([10, 7.5, 6, 5, 5, 5])
    assert log["lifts"]["adjusted_by"].tolist()[3:] == [""] * 3


@pytest.mark.slow
def test_a_movement_not_done_for_four_weeks_is_new_again():
    days = (0, 3, 6, 9, 37, 66)
    log = training(
        hevy(
            *(
                lift(at("2026-07-01 18:00") + timedelta(days=day), *sets(n=5))
                for day in days
            )
        )
    )

    # 28 days back from day 37 lies day 9; from day 66 nothing.
    assert log["lifts"]["leg_load"].tolist() == pytest.approx([10, 7.5, 6, 5, 7.5, 10])


@pytest.mark.slow
def test_another_exercise_of_the_same_pattern_is_not_new():
    log = training(
        hevy(
            *(lift(f"2026-11-0{day} 18:00", *sets(n=5)) for day in (1, 3, 5)),
            lift("2026-11-07 18:00", *sets("Front Squat", n=5)),
        )
    )

    assert last(log, 1) == pytest.approx([5])


@pytest.mark.slow
def test_two_sessions_of_one_day_without_clock_are_not_before_each_other():
    head = (
        "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,"
        "Notes,Workout Notes,RPE\n"
    )
    strong = head + "".join(
        f'2026-11-02,"{name}",,"Squat (Barbell)",{n},102.5,5,0,0,"","",8\n'
        for name in "AB"
        for n in (1, 2, 3)
    )
    log = training(strong.encode(), **{"answer.strong.weight_unit": "kg"})

    assert log["lifts"]["time_precision"].tolist() == ["day", "day"]
    assert last(log, 2) == pytest.approx([6, 6])


@pytest.mark.parametrize(
    ("load", "n", "expected"),
    [
        pytest.param(110, 5, 5.0, marks=pytest.mark.slow),
        (111, 5, 5 * 1.15),
        pytest.param(100, 5, 5.0, marks=pytest.mark.slow),
        pytest.param(100, 6, 6 * 1.15, marks=pytest.mark.slow),
    ],
)
def test_a_jump_in_load_or_sets_counts_more(load, n, expected):
    before = [at("2026-10-05 18:00") + timedelta(days=7 * week) for week in range(4)]
    log = training(
        hevy(
            *(lift(day, *sets(n=5)) for day in before),
            lift("2026-11-02 18:00", *sets(n=n, load=load)),
        )
    )

    assert last(log, 1) == pytest.approx([expected])
    assert log["lifts"]["adjusted_by"].iloc[-1].startswith("x1.15") == (
        expected not in (5.0, 6.0)
    )


def test_the_jump_looks_four_weeks_back_and_no_farther():
    log = training(
        hevy(
            lift("2026-09-01 18:00", *sets(n=5, load=140)),
            *(lift(f"2026-10-{day:02d} 18:00", *sets(n=5)) for day in (5, 12, 19, 26)),
            lift("2026-11-02 18:00", *sets(n=5, load=120)),
        )
    )

    assert last(log, 1) == pytest.approx([5 * 1.15])


@pytest.mark.slow
def test_a_deload_or_an_upper_day_is_no_jump():
    log = training(
        hevy(
            *(lift(f"2026-10-{day:02d} 18:00", *sets(n=5)) for day in (5, 12, 19, 26)),
            lift("2026-10-28 18:00", *sets(BENCH, n=12, load=200)),
            lift("2026-11-02 18:00", *sets(n=5, load=100)),
        )
    )

    assert last(log, 2) == pytest.approx([0, 5])


def alone(*works):
    """The leg loads of sessions so far apart that each is the first of its kind."""
    log = training(
        hevy(
            *(
                lift(at("2020-01-06 18:00") + timedelta(days=40 * place), *work)
                for place, work in enumerate(works)
            )
        )
    )
    return log["lifts"]["leg_load"].tolist()


def test_effort_weighs_and_unknown_effort_is_two_in_reserve():
    efforts = {10: 1.5, 9: 1.25, 8.5: 1.125, 8: 1, 7: 0.85, 6: 0.7, 5: 0.5, "": 1}

    assert alone(*(sets(rpe=rpe) for rpe in efforts)) == pytest.approx(
        [2 * factor for factor in efforts.values()]
    )


@pytest.mark.slow
def test_a_set_to_failure_is_one_without_reserve_whatever_its_rpe():
    log = training(hevy(lift("2026-11-02 18:00", *sets(n=1, rpe=7, kind="failure"))))

    assert last(log, 1) == pytest.approx([3])


@pytest.mark.slow
def test_repetitions_weigh():
    factors = {1: 0.8, 3: 0.8, 4: 1, 6: 1, 7: 1.1, 10: 1.1, 11: 1.2, 16: 1.3}

    assert alone(*(sets(reps=reps) for reps in factors)) == pytest.approx(
        [2 * factor for factor in factors.values()]
    )


@pytest.mark.slow
def test_warm_ups_do_not_load_the_legs():
    log = training(
        hevy(
            lift(
                "2026-11-02 18:00",
                *sets(n=2, load=40, kind="warmup"),
                *sets(n=1, load=50),
                *sets(n=3),
            )
        )
    )
    [session] = log["lifts"].to_dict("records")

    assert (session["sets"], session["leg_sets"], session["leg_load"]) == (3, 3, 6)


@pytest.mark.slow
def test_sets_of_unknown_exercises_are_counted_and_load_nothing():
    log = training(
        hevy(lift("2026-11-02 18:00", *sets(n=1), *sets("My own thing", n=4)))
    )
    [session] = log["lifts"].to_dict("records")

    assert (session["sets"], session["unmapped_sets"], session["leg_load"]) == (5, 4, 2)


@pytest.mark.slow
def test_jumps_are_contacts_and_count_a_twentieth():
    log = training(
        hevy(
            lift(
                "2026-11-02 18:00",
                *sets("Box Jump", n=4, load="", reps=5, rpe=""),
            )
        )
    )
    [session] = log["lifts"].to_dict("records")

    assert (session["contacts"], session["leg_load"]) == (20, 1)
    assert (session["leg_sets"], session["lift_class"]) == (0, "light")


@pytest.mark.slow
def test_what_made_it_heavy_is_named_the_largest_first():
    log = training(hevy(lift("2026-11-02 18:00", *basic(1, 3), *sets(RDL, n=1))))

    assert log["lifts"]["made_by"].item() == (
        "Romanian deadlift (barbell) 4 sets, Squat (barbell) 3 sets, "
        "Standing calf raise (machine) 3 sets"
    )


@pytest.mark.slow
def test_one_set_is_not_one_sets():
    log = training(hevy(lift("2026-11-02 18:00", *sets(n=1))))

    assert log["lifts"]["made_by"].item() == "Squat (barbell) 1 set"


def test_article_sets_are_the_hard_and_heavy_ones_for_the_legs():
    log = training(
        hevy(
            lift(
                "2026-11-02 18:00",
                *sets(n=2),
                *sets(n=2, load=95, rpe=5),  # five in reserve: not hard
                *sets(BENCH, n=3),
                *sets(CALF, n=3),
            )
        )
    )

    assert log["lifts"]["article_sets"].item() == 2


@pytest.mark.slow
def test_times_are_wall_clock_and_instant():
    log = training(
        hevy(lift("2026-07-01 18:00", *sets(), minutes=75)), zone="Europe/Madrid"
    )
    [session] = log["lifts"].to_dict("records")

    assert session["start_local"] == pd.Timestamp("2026-07-01 18:00")
    assert session["end_local"] == pd.Timestamp("2026-07-01 19:15")
    assert session["start"] == pd.Timestamp("2026-07-01 16:00")
    assert session["end"] == pd.Timestamp("2026-07-01 17:15")
    assert not session["is_end_assumed"]


@pytest.mark.slow
def test_a_workout_left_open_overnight_is_taken_to_have_lasted_an_hour():
    log = training(hevy(lift("2026-07-01 18:00", *sets(), minutes=14 * 60)))

    assert log["lifts"]["is_end_assumed"].item()
    assert log["lifts"]["end_local"].item() == pd.Timestamp("2026-07-01 19:00")


@pytest.mark.slow
def test_without_a_clock_there_is_no_instant():
    log = training(fitnotes(("2026-11-02", "Barbell Squat", 100, 5, 3)))
    [session] = log["lifts"].to_dict("records")

    assert not session["is_clock_known"]
    assert pd.isna(session["start"])
    assert pd.isna(session["end"])
    assert session["start_local"] == pd.Timestamp("2026-11-02")


@pytest.mark.slow
def test_sessions_from_a_watch_stand_beside_those_with_sets():
    log = training(
        hevy(lift("2026-11-02 18:00", *sets(n=5))),
        strava(run("2026-11-04 18:00", kind="Weight Training", title="Gym", km=0)),
    )

    assert log["lifts"]["lift_class"].tolist() == ["heavy", "none"]
    assert log["lifts"][["made_by", "adjusted_by"]].iloc[1].tolist() == ["", ""]
    counts = log["lifts"][["sets", "hard_sets", "leg_sets", "article_sets"]]
    assert counts.dtypes.astype(str).unique().tolist() == ["int64"]


@pytest.mark.slow
def test_nothing_has_the_same_columns_as_something():
    some = training(hevy(lift("2026-11-02 18:00", *sets(n=5))))["lifts"]
    none = training()["lifts"]

    assert list(some) == list(none)
    for name in ("leg_load", "sets", "contacts"):
        assert some[name].dtype == none[name].dtype


def test_an_upper_body_log_has_no_leg_load():
    log = training(hevy(lift("2026-11-02 18:00", *sets(logs.BENCH, n=5))))

    assert log["lifts"][["leg_load", "lift_class", "made_by"]].iloc[0].tolist() == [
        0,
        "none",
        "",
    ]

"""How much of a plan was done, from small logs with known numbers."""

from datetime import date

import pandas as pd
import pytest
from tests.logs import BENCH, hevy, lift, run, sets, strava, training
from tests.transforms.plan_frames import planned_exercises, planned_lifts, planned_runs

from runlift.exercises.catalogue import catalogue
from runlift.science.policy import default_policy
from runlift.transforms.plan_adherence import (
    BY_EXERCISE,
    WEEKS,
    adherence,
    exercise_adherence,
)
from runlift.transforms.plan_matching import matched

ROW = "Bent Over Row (Barbell)"
LIFTS = planned_lifts(
    ("a", "2026-11-02"),
    ("b", "2026-11-05", {"leg_load": 0.0}),
    ("c", "2026-11-09", {"status": "skipped"}),
    ("d", "2026-11-12", {"hours": 0.75}),
)
ASKED = planned_exercises(
    a=[("squat", 3, 80.0)],
    b=[("bench_press", 4, 60.0), ("barbell_row", 2, None)],
    c=[("squat", 3, 82.5)],
    d=[("squat", 3, 82.5)],
)
RUNS = planned_runs(
    ("r", "2026-11-03", "easy"),
    ("s", "2026-11-08", "easy"),
    ("t", "2026-11-10", "easy"),
)


@pytest.fixture(scope="module")
def log():
    """Week 1: squats as planned, the bench lighter; a run missing. Week 2: too early."""
    return training(
        hevy(
            lift("2026-11-02 18:00", *sets(n=3, load=80, reps=6)),
            lift(
                "2026-11-06 18:00",
                *sets(BENCH, n=3, load=57, reps=8),
                *sets(ROW, n=2, load=50, reps=8),
                minutes=45,
            ),
            lift("2026-11-07 10:00", *sets("Plank", load="", reps="", seconds=30)),
        ),
        strava(run("2026-11-03 07:00", minutes=40), run("2026-11-06 07:00")),
    )


def follow(log):
    frames = (LIFTS, ASKED, RUNS, log["lifts"], log["sets"], log["runs"])
    found = matched(*frames, catalogue(), date(2026, 11, 9), default_policy())
    return found, adherence(found, *frames)


def test_a_week_says_what_was_planned_and_done(log):
    _, weeks = follow(log)
    first = weeks.iloc[0]

    assert weeks["week"].tolist() == [pd.Timestamp("2026-11-02"), pd.Timestamp("2026-11-09")]  # fmt: skip
    assert first[["lifts_planned", "lifts_done", "lifts_missed"]].tolist() == [2, 2, 0]
    assert first[["runs_planned", "runs_done", "runs_missed"]].tolist() == [2, 1, 1]
    assert (first["sets_planned"], first["sets_done"]) == (9, 8)
    # 80 of 80 and 57 of 60; the row has no planned load.
    assert first["load_ratio"] == pytest.approx((1 + 0.95) / 2)
    assert first["minutes_planned"] == pytest.approx(2 * 60 + 2 * 50)
    assert first["minutes_done"] == pytest.approx(60 + 45 + 40)
    assert first["leg_load_planned"] == 6
    assert first["leg_load_done"] == pytest.approx(
        log["lifts"]["leg_load"].iloc[:2].sum()
    )


def test_what_no_plan_asked_for_is_counted_apart(log):
    _, weeks = follow(log)

    assert weeks["lifts_unplanned"].tolist() == [1, 0]
    assert weeks["runs_unplanned"].tolist() == [1, 0]


def test_a_week_to_come_is_planned_and_nothing_else(log):
    second = follow(log)[1].iloc[1]

    assert second[["lifts_planned", "lifts_done", "lifts_skipped"]].tolist() == [
        2,
        0,
        1,
    ]
    assert second[["runs_planned", "runs_missed"]].tolist() == [1, 0]
    assert (second["sets_planned"], second["sets_done"]) == (6, 0)
    assert pd.isna(second["load_ratio"])


def test_each_exercise_stands_beside_what_was_done(log):
    found, _ = follow(log)
    each = exercise_adherence(found, ASKED, log["sets"])

    assert each.columns.tolist() == list(BY_EXERCISE)
    assert each["exercise_id"].tolist() == ["squat", "bench_press", "barbell_row"]
    assert each["sets_planned"].tolist() == [3, 4, 2]
    assert each["sets_done"].tolist() == [3, 3, 2]
    assert each["reps_done"].tolist() == [6, 8, 8]
    assert each["load_difference_kg"].tolist()[:2] == [0, -3]
    assert pd.isna(each["load_difference_kg"].iloc[2])


def test_an_exercise_that_was_left_out_has_no_sets():
    log = training(
        hevy(lift("2026-11-05 18:00", *sets(BENCH, n=4, load=60))),
        strava(run("2026-06-01 07:00")),
    )
    found, _ = follow(log)
    row = exercise_adherence(found, ASKED, log["sets"]).set_index("exercise_id").loc["barbell_row"]  # fmt: skip

    assert row["sets_done"] == 0
    assert pd.isna(row["load_done_kg"])


def test_no_plan_has_no_weeks(log):
    frames = (LIFTS.iloc[:0], ASKED.iloc[:0], RUNS.iloc[:0], log["lifts"], log["sets"], log["runs"])  # fmt: skip
    found = matched(*frames, catalogue(), date(2026, 11, 9), default_policy())

    assert adherence(found, *frames).columns.tolist() == list(WEEKS)
    assert adherence(found, *frames).empty

"""How often each exercise was done, since when, and the most of it."""

import pandas as pd
import pytest
from tests.logs import BENCH, SQUAT, hevy, lift, sets, training

from runlift import frames
from runlift.transforms.exercise_history import COLUMNS

LOG = hevy(
    lift(
        "2026-11-02 18:00",
        *sets(SQUAT, load=40, kind="warmup"),
        *sets(SQUAT, 3, load=100, reps=5),
        *sets("Plank", load="", reps="", seconds=75),
        *sets("Plank", load="", reps="", seconds=60),
    ),
    lift("2026-11-09 18:00", *sets(SQUAT, 2, load=90, reps=8), *sets("Nobody's")),
    lift("2026-11-12 18:00", *sets(BENCH, load=30, kind="warmup")),
)


def found():
    return frames.history(training(LOG)).set_index("exercise_id")


@pytest.mark.slow
def test_warm_ups_are_days_and_no_sets():
    one = found().loc["squat"]

    assert (one["sessions"], one["sets"]) == (2, 5)
    assert (one["first_day"], one["last_day"]) == (
        pd.Timestamp("2026-11-02"),
        pd.Timestamp("2026-11-09"),
    )
    assert (one["most_load_kg"], one["most_reps"]) == (100, 8)
    assert found().loc["bench_press", "sets"] == 0
    assert pd.isna(found().loc["bench_press", "most_load_kg"])


def test_a_hold_has_its_longest_time():
    assert found().loc["plank", "longest_s"] == 75
    assert pd.isna(found().loc["squat", "longest_s"])


def test_the_exercise_with_most_sets_comes_first_and_unmapped_sets_are_left_out():
    assert found().index.tolist() == ["squat", "plank", "bench_press"]


def test_an_empty_log_has_the_columns():
    empty = frames.history(training())

    assert empty.empty
    assert list(empty) == list(COLUMNS)

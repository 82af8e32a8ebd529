"""Each run against the longest of the thirty days before it: cases by hand."""

from datetime import timedelta

import numpy as np
import pytest
from tests.logs import at
from tests.runs import judged, run_at

from runlift.transforms.single_runs import single_runs

FIRST = at("2026-08-03 07:00")


def after(*runs):
    """Runs as (days after the first, hour, km)."""
    return single_runs(
        judged(
            *(
                run_at(FIRST + timedelta(days=day, hours=hour), km * 6, km)
                for day, hour, km in runs
            )
        )
    )


def test_each_step_against_the_longest_before():
    found = after((0, 0, 10), (2, 0, 11), (4, 0, 13), (6, 0, 20), (8, 0, 41))

    # 11/10 is just a tenth; 13/11 = 1.18; 20/13 = 1.54; 41/20 = 2.05.
    assert found["step"].tolist() == [
        "returning",
        "usual",
        "small",
        "moderate",
        "large",
    ]
    assert found["longest_m"].tolist()[1:] == [10_000, 11_000, 13_000, 20_000]


@pytest.mark.slow
def test_thirty_days_are_looked_back_and_not_one_more():
    found = after((0, 0, 20), (1, 0, 10), (30, 0, 12), (31, 0, 12.5))

    assert found["longest_m"].tolist()[2:] == [20_000, 12_000]


@pytest.mark.slow
def test_after_a_break_there_is_no_reference():
    found = after((0, 0, 10), (31, 0, 25))

    assert found["step"].tolist() == ["returning", "returning"]
    assert np.isnan(found["ratio"].iloc[1])


@pytest.mark.slow
def test_a_second_run_of_the_day_is_no_reference_for_the_first():
    found = after((0, 0, 10), (3, 0, 8), (3, 10, 16))

    assert found["longest_m"].tolist()[1:] == [10_000, 10_000]


def test_a_run_without_a_distance_is_left_out():
    runs = judged(run_at(FIRST, 60, 10), run_at(FIRST + timedelta(days=2), 60, 12))
    runs.loc[0, "distance_m"] = np.nan

    assert single_runs(runs)["step"].tolist() == ["returning"]


def test_no_runs_are_no_rows():
    assert single_runs(judged(run_at(FIRST)).iloc[:0]).empty

"""Weeks of running beside those before: counted by hand."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from tests.runs import POLICY, judged, run_at

from runlift.model import Window
from runlift.transforms.running_weeks import before, running_weeks, totals

# Mondays from 5 October 2026: 10, 20, 0, 40, 30 km, and then 12 of a running week.
RUNS = [
    run_at("2026-10-05 07:00", 50, 10.0),
    run_at("2026-10-13 07:00", 50, 8.0),
    run_at("2026-10-18 07:00", 70, 12.0),
    run_at("2026-10-27 07:00", 60, 12.0),
    run_at("2026-11-01 07:00", 170, 28.0, tag="long"),
    run_at("2026-11-03 07:00", 170, 30.0),
    run_at("2026-11-09 07:00", 60, 12.0),
]
WINDOW = Window(date(2026, 10, 26), date(2026, 11, 11))


def weeks(window=WINDOW, runs=RUNS):
    return running_weeks(judged(*runs), window, POLICY).set_index("week")


def test_every_week_of_the_window_has_its_sums():
    found = weeks()

    assert found["distance_m"].tolist() == [40_000, 30_000, 12_000]
    assert found["moving_s"].tolist() == [230 * 60, 170 * 60, 3600]
    assert found["runs"].tolist() == [2, 1, 1]
    assert found["is_current"].tolist() == [False, False, True]


def test_usual_is_the_median_of_the_four_weeks_before_and_its_range():
    found = weeks()

    # Before 2 November: 10, 20, 0, 40. Before 9 November: 20, 0, 40, 30.
    assert found["usual_m"].tolist()[1:] == [15_000, 25_000]
    assert found["low_m"].tolist()[1:] == [0, 0]
    assert found["high_m"].tolist()[1:] == [40_000, 40_000]


def test_there_is_no_usual_before_four_weeks_are_known():
    assert weeks()["usual_m"].isna().tolist() == [True, False, False]


def test_weeks_before_the_first_run_are_not_weeks_off():
    found = weeks(Window(date(2026, 8, 3), date(2026, 11, 11)))

    assert found["usual_m"].notna().sum() == 2
    assert found["distance_m"].iloc[0] == 0


def test_a_usual_week_counts_the_policys_weeks():
    policy = POLICY.with_overrides({"running.usual_weeks": 2})
    found = running_weeks(judged(*RUNS), WINDOW, policy)

    # Before 26 October: 20 and 0.
    assert found["usual_m"].tolist() == [10_000, 20_000, 35_000]


def test_the_long_runs_share_is_of_its_own_week():
    found = weeks()

    assert found["long_share"].iloc[0] == pytest.approx(28 / 40)
    assert np.isnan(found["long_share"].iloc[2])


def test_a_run_without_a_distance_counts_with_its_time():
    runs = judged(*RUNS)
    runs.loc[len(runs) - 1, "distance_m"] = np.nan
    found = running_weeks(runs, WINDOW, POLICY).iloc[-1]

    assert (found["distance_m"], found["moving_s"], found["no_distance"]) == (
        0,
        3600,
        1,
    )


def test_runs_after_the_window_are_not_in_its_last_week():
    found = weeks(Window(date(2026, 10, 26), date(2026, 10, 30)))

    assert found["distance_m"].tolist() == [12_000]


def test_no_runs_are_weeks_of_nothing():
    found = running_weeks(judged(*RUNS).iloc[:0], WINDOW, POLICY)

    assert found["distance_m"].tolist() == [0, 0, 0]
    assert found["usual_m"].isna().all()


def test_totals_are_a_week_and_as_many_weeks_before():
    one = totals(judged(*RUNS), Window(date(2026, 10, 19), date(2026, 11, 1))).iloc[0]

    # Two weeks with 0 and 40 km; the two before had 10 and 20.
    assert (one["weeks"], one["runs"]) == (2, 2)
    assert (one["distance_m"], one["distance_before_m"]) == (20_000, 15_000)


def test_totals_do_not_compare_with_weeks_before_the_log():
    one = totals(judged(*RUNS), Window(date(2026, 10, 5), date(2026, 11, 1))).iloc[0]

    assert pd.isna(one["distance_before_m"])


def test_before_a_window_are_as_many_whole_weeks():
    assert before(WINDOW) == Window(date(2026, 10, 5), date(2026, 10, 25))

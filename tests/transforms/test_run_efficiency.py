"""Which runs compare by metres a beat, their decoupling, and the direction."""

from datetime import timedelta

import numpy as np
import pytest
from tests.logs import at
from tests.runs import POLICY, judged, recorded, run_at

from runlift.transforms.run_efficiency import efficiency_trend, steady_runs

FIRST = at("2026-08-03 07:00")


def weekly(n, **columns):
    """`n` runs of 50 minutes, a week apart, all with a steady recording."""
    lines = [run_at(FIRST + timedelta(days=7 * place), 50, 9.0) for place in range(n)]
    return recorded(judged(*lines), **columns)


def test_a_steady_run_has_its_metres_a_beat_and_no_drift():
    one = steady_runs(weekly(1), POLICY).runs.iloc[0]

    assert one["ef"] == pytest.approx(1.2)
    assert one["decoupling"] == pytest.approx(0)


@pytest.mark.parametrize(
    ("second_hr", "fell", "band"),
    [(156.0, 3.846, "small"), (160.0, 6.25, "usual"), (170.0, 11.765, "large")],
)
def test_decoupling_is_positive_where_efficiency_fell(second_hr, fell, band):
    one = steady_runs(weekly(1, second_hr=second_hr), POLICY).runs.iloc[0]

    assert one["decoupling"] == pytest.approx(fell, abs=0.001)
    assert one["band"] == band


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"is_key": True}, "were races, key runs or on a treadmill"),
        ({"is_race": True}, "were races, key runs or on a treadmill"),
        ({"surface": "treadmill"}, "were races, key runs or on a treadmill"),
        ({"has_stream": False}, "have no recording"),
        ({"moving_s": 2399.0}, "took less than 40 min"),
        ({"hr_coverage": 0.94}, "have a heart rate for less than 95%"),
        ({"second_hr": np.nan}, "have a heart rate for less than 95%"),
        ({"speed_cv": 0.12}, "changed speed by more than 12%"),
        ({"longest_stop_s": 61.0}, "had a stop of more than 60 s"),
    ],
)
def test_a_run_that_does_not_compare_is_left_out_with_the_reason(columns, reason):
    found = steady_runs(weekly(2, **columns), POLICY)

    assert found.runs.empty
    assert found.left_out == {reason: 2}


def test_a_run_at_the_limits_compares():
    found = steady_runs(
        weekly(1, moving_s=2400.0, hr_coverage=0.95, longest_stop_s=60.0), POLICY
    )

    assert len(found.runs) == 1
    assert found.left_out == {}


def test_a_run_counts_under_the_first_reason_only():
    found = steady_runs(weekly(1, has_stream=False, moving_s=100.0), POLICY)

    assert found.left_out == {"have no recording": 1}


@pytest.mark.slow
def test_fewer_than_six_runs_have_no_direction():
    assert efficiency_trend(steady_runs(weekly(5), POLICY).runs, POLICY).empty
    assert len(efficiency_trend(steady_runs(weekly(6), POLICY).runs, POLICY)) == 1


@pytest.mark.slow
def test_six_runs_of_a_fortnight_have_no_direction():
    days = [run_at(FIRST + timedelta(days=2 * place), 50, 9.0) for place in range(6)]
    steady = steady_runs(recorded(judged(*days)), POLICY).runs

    assert efficiency_trend(steady, POLICY).empty


@pytest.mark.slow
def test_the_direction_is_theil_sens_in_percent_of_a_month():
    speed = 3.0 + np.array([0.0, 0.03, 0.01, 0.05, 0.04, 0.08, 0.09, 0.07])
    runs = weekly(8, first_gap_m_per_s=speed, second_gap_m_per_s=speed)
    steady = steady_runs(runs, POLICY).runs
    one = efficiency_trend(steady, POLICY).iloc[0]

    stats = pytest.importorskip("scipy.stats")
    told = stats.theilslopes(steady["ef"], np.arange(8) * 7)
    assert one["slope"] == pytest.approx(told.slope * 3000 / steady["ef"].median())
    assert one["low"] < one["slope"] < one["high"]
    assert one["last_ef"] - one["first_ef"] == pytest.approx(told.slope * 49)


@pytest.mark.slow
def test_the_newest_runs_make_the_direction():
    policy = POLICY.with_overrides({"efficiency.trend_runs": 6})
    speed = np.r_[np.full(6, 9.0), np.full(6, 3.0)]
    runs = weekly(12, first_gap_m_per_s=speed, second_gap_m_per_s=speed)
    one = efficiency_trend(steady_runs(runs, POLICY).runs, policy).iloc[0]

    assert one["runs"] == 6
    assert one["slope"] == 0


def test_no_runs_have_neither():
    found = steady_runs(weekly(1).iloc[:0], POLICY)

    assert found.runs.empty and found.left_out == {}
    assert efficiency_trend(found.runs, POLICY).empty

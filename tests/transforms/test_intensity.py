"""Easy, steady and hard: by the second, by class, and which of the two."""

from datetime import date

import numpy as np
import pytest
from tests.runs import NO_EFFORTS, POLICY, efforts, judged, recorded, run_at

from runlift.model import Window
from runlift.transforms.intensity import (
    heart_maximum,
    intensity,
    intensity_total,
    intensity_weeks,
)

RUNS = (
    run_at("2026-11-03 07:00", 60, 10.0, hr=140, max_hr=160),
    run_at("2026-11-05 07:00", 40, 8.0, tag="workout", hr=165, max_hr=185),
    run_at("2026-11-08 07:00", 120, 20.0, tag="long", hr=142, max_hr=160),
)
WINDOW = Window(date(2026, 11, 2), date(2026, 11, 8))
PARTS = ["easy_s", "steady_s", "hard_s"]


def test_without_recordings_a_run_counts_as_a_whole_by_its_class():
    found = intensity(judged(*RUNS), NO_EFFORTS, 190, POLICY)

    assert found[PARTS].to_numpy().tolist() == [
        [3600, 0, 0],
        [0, 0, 2400],
        [7200, 0, 0],
    ]
    assert not found["is_by_heart"].any()


def test_with_a_recording_the_seconds_count_by_their_share_of_the_maximum():
    runs = recorded(judged(*RUNS[:1]))
    # Of 200 bpm: 159 is easy, 160 (80 %) and 174 (87 %) are steady, 175 is hard.
    known = efforts(runs, beats=[{159: 1200, 160: 600, 174: 600, 175: 1200}])
    found = intensity(runs, known, 200, POLICY).iloc[0]

    assert found[PARTS].tolist() == [1200, 1200, 1200]
    assert found["is_by_heart"]


def test_seconds_without_a_heart_rate_are_taken_to_be_like_the_others():
    runs = recorded(judged(*RUNS[:1]), hr_coverage=0.95)
    known = efforts(runs, beats=[{140: 1710, 180: 1710}])

    assert intensity(runs, known, 200, POLICY).iloc[0][PARTS].tolist() == [
        pytest.approx(1800),
        0,
        pytest.approx(1800),
    ]


@pytest.mark.parametrize(
    ("coverage", "highest"), [(0.5, 200.0), (np.nan, 200.0), (1.0, np.nan)]
)
def test_a_patchy_recording_or_no_maximum_leaves_the_class(coverage, highest):
    runs = recorded(judged(*RUNS[:1]), hr_coverage=coverage)
    known = efforts(runs, beats=[{180: 3600}])

    assert intensity(runs, known, highest, POLICY).iloc[0][PARTS].tolist() == [
        3600,
        0,
        0,
    ]


def test_the_shares_are_the_policys():
    runs = recorded(judged(*RUNS[:1]))
    known = efforts(runs, beats=[{150: 3600}])
    policy = POLICY.with_overrides({"running.intensity_shares": [0.7, 0.74]})

    assert intensity(runs, known, 200, policy).iloc[0][PARTS].tolist() == [0, 0, 3600]


def test_a_window_says_how_many_runs_are_known_by_the_second():
    runs = recorded(judged(*RUNS), hr_coverage=[1.0, 0.0, 0.0])
    known = efforts(runs, beats=[{120: 3600}])
    one = intensity_total(intensity(runs, known, 200, POLICY), WINDOW).iloc[0]

    assert (one["runs"], one["by_heart"]) == (3, 1)
    assert one[["easy", "steady", "hard"]].tolist() == pytest.approx(
        [10_800 / 13_200, 0, 2400 / 13_200]
    )


def test_weeks_off_are_weeks_of_nothing():
    split = intensity(judged(*RUNS), NO_EFFORTS, np.nan, POLICY)
    found = intensity_weeks(split, Window(date(2026, 10, 26), date(2026, 11, 10)))

    assert found[PARTS].sum(axis=1).tolist() == [0, 13_200, 0]
    assert found["is_current"].tolist() == [False, False, True]


def test_an_empty_window_has_no_shares():
    split = intensity(judged(*RUNS), NO_EFFORTS, np.nan, POLICY)
    one = intensity_total(split, Window(date(2026, 1, 1), date(2026, 1, 2))).iloc[0]

    assert one["runs"] == 0
    assert np.isnan(one["easy"])


def test_the_athletes_own_maximum_goes_before_an_estimate():
    runs = judged(*RUNS)

    assert heart_maximum(runs, 191, POLICY) == (191, True)
    assert not heart_maximum(runs, None, POLICY).bpm > 0


@pytest.mark.slow
def test_the_maximum_is_estimated_from_enough_runs_and_said_to_be():
    days = [f"2026-10-{day:02d} 07:00" for day in range(1, 11)]
    runs = judged(*(run_at(day, hr=140, max_hr=180) for day in days))

    assert heart_maximum(runs, None, POLICY) == (180, False)


@pytest.mark.slow
def test_an_estimate_that_makes_most_runs_hard_is_none():
    days = [f"2026-10-{day:02d} 07:00" for day in range(1, 29)]
    runs = judged(*(run_at(day, hr=150, max_hr=160) for day in days))

    assert np.isnan(heart_maximum(runs, None, POLICY).bpm)

"""Progressing, plateau, regressing, unclear: by hand, and for simulated athletes."""

import math

import numpy as np
import pytest

from runlift.science.policy import default_policy
from runlift.science.progress import band_name, phase_starts, progress, rep_band

POLICY = default_policy()
FEW = POLICY.with_overrides({"trend.resamples": 400})


def of(days, values, reps=5, last=56, policy=POLICY):
    days = np.asarray(days, float)
    return progress(days, values, np.broadcast_to(reps, days.shape), last, policy)


def test_a_steady_rise_is_progress():
    days = np.arange(3, 57, 6)
    found = of(days, 100 * np.exp(0.001 * days))

    # 0.1 % a day is 3.05 % in 30 days.
    assert found.state == "progressing"
    assert found.slope == pytest.approx(100 * math.expm1(0.03))
    assert (found.sessions, found.span_days) == (9, 48)


def test_the_same_again_is_a_plateau():
    assert of(np.arange(3, 57, 6), np.full(9, 100.0)).state == "plateau"


def test_a_rise_too_small_to_notice_is_no_progress():
    days = np.arange(3, 57, 6)
    assert of(days, 100 * np.exp(0.0001 * days)).state == "plateau"


def test_a_steady_fall_is_regression_once_it_exceeds_scatter():
    days = np.arange(3, 57, 6)
    steep = of(days, 100 * np.exp(-0.003 * days))
    gentle = of(days, 100 * np.exp(-0.0008 * days))

    # The best three and the last three lie 36 days apart: 1 - exp(-0.003 x 36).
    assert steep.fall == pytest.approx(10.24, abs=0.05)
    assert steep.scatter_fall == pytest.approx(5.64, abs=0.01)
    assert steep.state == "regressing"
    assert (gentle.state, gentle.high < 0) == ("unclear", True)


def test_one_bad_session_is_no_regression():
    values = np.full(12, 100.0)
    values[-1] = 70
    assert of(np.arange(1, 57, 5)[:12], values).state != "regressing"


def test_from_ten_sessions_on_the_athletes_own_scatter_counts():
    days = np.arange(1, 57, 5)
    found = of(days, 100 * np.exp(-0.001 * days))

    # No scatter at all: the floor of 2 % instead of 4.2 %.
    assert found.scatter_fall == pytest.approx(5.64 * 2 / 4.2, abs=0.01)
    assert found.state == "regressing"


def test_below_the_minimum_there_is_no_answer_but_what_is_missing():
    few = of([5, 20, 30, 45], [100, 101, 102, 103])
    assert (few.state, few.missing_sessions, few.missing_days) == ("too_little", 2, 0)

    close = of(np.arange(30, 50, 3), np.full(7, 100.0))
    assert (close.state, close.missing_sessions) == ("too_little", 0)
    assert close.missing_days == 17

    nothing = of([], [])
    assert (nothing.state, nothing.missing_sessions) == ("too_little", 6)


def test_what_lies_before_the_window_or_after_the_day_does_not_count():
    days = np.arange(0, 120, 4)
    found = of(days, 100 + 0 * days, last=100)

    assert found.sessions == 14  # days 48 to 100


def test_a_change_of_repetitions_is_told_apart():
    days = np.arange(0, 56, 4.0)
    reps = np.where(days < 28, 8, 3)
    found = of(days, 100 * np.where(reps == 3, 1.04, 1.0), reps, last=55)

    assert found.slope > 2
    assert found.adjusted_slope == pytest.approx(0, abs=1e-9)
    assert math.isnan(of(days, np.full(14, 100.0), 5, last=55).adjusted_slope)


@pytest.mark.parametrize(
    ("reps", "band", "name"),
    [(1, 0, "1-3"), (3, 0, "1-3"), (4, 1, "4-6"), (10, 2, "7-10"), (15, 3, "11-15")],
)
def test_bands_of_repetitions(reps, band, name):
    assert rep_band([reps], POLICY).tolist() == [band]
    assert band_name(band, POLICY) == name


def test_a_phase_begins_when_the_repetitions_change_and_stay():
    reps = [8, 8, 8, 5, 8, 8, 5, 5, 5, 2, 2, 2]
    assert phase_starts(reps, POLICY) == [(6, 2, 1), (9, 1, 0)]
    assert phase_starts([], POLICY) == []
    assert phase_starts([8, 5, 8, 5], POLICY) == []


def test_unclear_says_how_many_more_sessions_would_tell():
    rng = np.random.default_rng(9)
    days = np.arange(0, 56, 4.0)
    found = of(days, 100 * np.exp(0.0006 * days + rng.normal(0, 0.03, 14)), last=55)

    assert found.state == "unclear"
    half = (found.high - found.low) / 2
    assert found.more_sessions == math.ceil(14 * (half / found.slope) ** 2) - 14 > 0


@pytest.mark.slow
@pytest.mark.parametrize("sessions", [6, 10, 16, 24])
@pytest.mark.parametrize("scatter", [0.015, 0.03, 0.042])
@pytest.mark.parametrize("monthly", [-0.05, 0.0, 0.03])
def test_simulated_athletes_are_called_wrongly_at_most_once_in_ten(
    sessions, scatter, monthly
):
    """The stated error rate: at most 10 % of the calls contradict the true slope."""
    rng = np.random.default_rng(
        [sessions, int(1000 * scatter), 50 + int(100 * monthly)]
    )
    athletes = 120
    wrong = {
        -0.05: ("progressing", "plateau"),
        0.0: ("progressing", "regressing"),
        0.03: ("regressing", "plateau"),
    }[monthly]
    states = []
    for _ in range(athletes):
        days = _training_days(rng, sessions)
        truth = 100 * np.exp(monthly / 30 * days)
        states.append(
            of(days, truth * np.exp(rng.normal(0, scatter, sessions)), policy=FEW).state
        )

    assert "too_little" not in states
    assert sum(state in wrong for state in states) / athletes <= 0.10


@pytest.mark.parametrize(
    ("monthly", "state"),
    [(-0.06, "regressing"), (0.0, "plateau"), (0.03, "progressing")],
)
def test_with_many_even_sessions_the_truth_is_found(monthly, state):
    rng = np.random.default_rng(20)
    found = []
    for _ in range(60):
        days = _training_days(rng, 24)
        noise = rng.normal(0, 0.008, 24)
        found.append(
            of(days, 100 * np.exp(monthly / 30 * days + noise), policy=FEW).state
        )

    assert found.count(state) / 60 >= 0.8


def _training_days(rng, sessions):
    while True:
        days = np.sort(rng.choice(np.arange(1, 57), sessions, replace=False))
        if days[-1] - days[0] >= 35:
            return days.astype(float)

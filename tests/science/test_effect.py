"""What heavy legs cost: by hand, against least squares, and for simulated athletes."""

import math

import numpy as np
import pytest

from runlift.science.effect import (
    RPE,
    completion,
    date_spline,
    effect,
    matched_controls,
)
from runlift.science.policy import default_policy

POLICY = default_policy()
FEW = POLICY.with_overrides({"effect.permutations": 500, "effect.resamples": 400})


def athlete(rng, weeks=30, cost=0.0, scatter=0.035, busy=0.0):
    """Four runs a week: who trained legs the day before, and how the run went."""
    day = np.concatenate(
        [7 * week + np.sort(rng.choice(7, 4, replace=False)) for week in range(weeks)]
    ).astype(float)
    exposed = rng.random(len(day)) < 0.25
    far = np.log(rng.uniform(6, 16, len(day)))
    # Form comes and goes over months, and a week has its own luck.
    form = 0.03 * np.sin(day / 40)
    luck = np.repeat(rng.normal(0, busy, weeks), 4)
    y = (
        1.0
        + form
        - 0.02 * far
        + luck
        + rng.normal(0, scatter, len(day))
        + cost * exposed
    )
    covariates = np.column_stack((date_spline(day), far))
    return y, exposed, covariates, (day // 7).astype(int)


def test_the_estimate_is_that_of_least_squares():
    y, exposed, covariates, week = athlete(np.random.default_rng(1), cost=-0.03)
    design = np.column_stack((exposed, np.ones(len(y)), covariates))
    expected = np.linalg.lstsq(design, y, rcond=None)[0][0]

    found = effect(y, exposed, covariates, week, POLICY)
    assert found.estimate == pytest.approx(100 * math.expm1(expected), rel=1e-9)
    assert (found.exposed, found.controls) == (exposed.sum(), (~exposed).sum())
    assert found.weeks == 30


def test_a_planted_cost_is_found():
    rng = np.random.default_rng(2)
    verdicts = [
        effect(*athlete(rng, weeks=40, cost=-0.04), policy=FEW).verdict
        for _ in range(25)
    ]

    assert sum(one in ("clear drop", "small drop") for one in verdicts) >= 23


def test_an_absent_cost_is_not_found():
    rng = np.random.default_rng(3)
    verdicts = [effect(*athlete(rng), policy=FEW).verdict for _ in range(60)]

    # Of a 90 % interval one end in twenty lies wholly below zero by chance.
    assert sum(one in ("clear drop", "small drop") for one in verdicts) <= 8


@pytest.mark.slow
@pytest.mark.parametrize(("cost", "busy"), [(0.0, 0.0), (-0.03, 0.0), (0.0, 0.02)])
def test_the_interval_holds_the_truth_as_often_as_it_says(cost, busy):
    rng = np.random.default_rng([4, int(-1000 * cost), int(1000 * busy)])
    found = [
        effect(*athlete(rng, cost=cost, busy=busy), policy=FEW) for _ in range(200)
    ]
    truth = 100 * math.expm1(cost)
    share = np.mean([one.low <= truth <= one.high for one in found])

    assert 0.85 <= share <= 0.95


@pytest.mark.slow
def test_the_p_value_is_even_when_nothing_is_there():
    rng = np.random.default_rng(5)
    found = np.array([effect(*athlete(rng), policy=FEW).p_value for _ in range(150)])

    assert 0.03 <= (found <= 0.1).mean() <= 0.18
    assert 0.4 <= (found <= 0.5).mean() <= 0.6


def test_the_same_log_gives_the_same_answer():
    log = athlete(np.random.default_rng(6), cost=-0.02)
    assert effect(*log, policy=FEW) == effect(*log, policy=FEW)


@pytest.mark.parametrize(
    ("exposed", "verdict"), [(5, "too few"), (6, "early look"), (11, "early look")]
)
def test_below_the_minimum_there_is_no_estimate(exposed, verdict):
    y, _, covariates, week = athlete(np.random.default_rng(7))
    labels = np.zeros(len(y), bool)
    labels[:: len(y) // exposed][:exposed] = True
    labels[np.flatnonzero(labels)[exposed:]] = False

    found = effect(y, labels, covariates, week, POLICY)
    assert (found.verdict, found.exposed) == (verdict, exposed)
    assert math.isnan(found.estimate)


def test_few_weeks_are_an_early_look_however_many_runs():
    log = athlete(np.random.default_rng(8), weeks=11)
    assert effect(*log, policy=FEW).verdict == "early look"


def test_many_even_runs_say_that_nothing_meaningful_is_there():
    log = athlete(np.random.default_rng(9), weeks=120, scatter=0.02)
    assert effect(*log, policy=FEW).verdict == "no meaningful drop"


def test_unclear_says_how_many_more_runs_would_tell():
    log = athlete(np.random.default_rng(12), weeks=16, scatter=0.05)
    found = effect(*log, policy=FEW)

    assert found.verdict == "unclear"
    half = (found.high - found.low) / 2
    assert (
        found.more_runs == math.ceil(found.exposed * (half / 1.5) ** 2) - found.exposed
    )


def test_the_spline_is_straight_beyond_its_outer_knots():
    day = np.arange(0, 400.0)
    columns = date_spline(day)

    assert columns.shape == (400, 3)
    bends = np.abs(np.diff(columns, n=2, axis=0)).max(axis=1)
    assert bends[:15] == pytest.approx(0, abs=1e-12)
    assert bends[-15:] == pytest.approx(0, abs=1e-9)
    assert bends[100] > 1e-9


def test_controls_are_alike_and_the_nearest_come_first():
    exposed = [True, False, False, False, False, False]
    day = [100, 120, 95, 101, 140, 98]
    distance = [10, 10.5, 9.0, 13.0, 10.0, 10.0]
    warmth = [12, 15, math.nan, 12, 12, 30]
    found = matched_controls(
        exposed, day, [False] * 6, distance, warmth, ["flat"] * 6, POLICY
    )

    # The fourth is too long, the fifth too late, the sixth too warm.
    assert found == [(0, [2, 1])]


def test_without_a_match_an_exposed_run_stands_alone():
    assert (
        matched_controls(
            [True, False], [0, 1], [True, False], [10, 10], [5, 5], ["flat"] * 2, POLICY
        )
        == []
    )


# How hard runs felt: points, and higher is worse.


def felt(rng, harder=0.0, weeks=40):
    """The runs of `athlete` with an RPE in whole points."""
    y, exposed, covariates, week = athlete(rng, weeks=weeks)
    told = np.round(4.0 + harder * exposed + rng.normal(0, 0.8, len(y)))
    return told, exposed, covariates, week


def test_a_higher_rpe_is_for_the_worse():
    harder = effect(*felt(np.random.default_rng(20), 1.0), policy=FEW, measure=RPE)
    easier = effect(*felt(np.random.default_rng(20), -1.0), policy=FEW, measure=RPE)

    assert (harder.verdict, easier.verdict) == ("clear drop", "clear gain")
    assert harder.low < 1.0 < harder.high
    assert easier.low < -1.0 < easier.high
    assert harder.low > 0 > easier.high


def test_points_are_no_percent():
    told, exposed, covariates, week = felt(np.random.default_rng(21), 1.0)
    design = np.column_stack((exposed, np.ones(len(told)), covariates))
    expected = np.linalg.lstsq(design, told, rcond=None)[0][0]

    found = effect(told, exposed, covariates, week, FEW, RPE)
    assert found.estimate == pytest.approx(expected, rel=1e-9)


def test_a_planted_rpe_is_found_and_an_absent_one_is_not():
    rng = np.random.default_rng(22)
    planted, absent = (
        [effect(*felt(rng, harder), policy=FEW, measure=RPE).verdict for _ in range(25)]
        for harder in (0.8, 0.0)
    )

    assert sum("drop" in one and "no" not in one for one in planted) >= 23
    assert sum("drop" in one and "no" not in one for one in absent) <= 4


def test_who_always_says_the_same_is_told_nothing():
    _, exposed, covariates, week = athlete(np.random.default_rng(23))
    found = effect(np.full(len(week), 5.0), exposed, covariates, week, FEW, RPE)

    assert (found.verdict, found.more_runs) == ("unclear", 0)
    assert math.isnan(found.estimate)


# Completed or not.


def planned(exposed_done, exposed_all, others_done, others_all):
    """Planned runs, exposed ones first, spread evenly over twenty weeks."""
    done = np.concatenate(
        [np.arange(exposed_all) < exposed_done, np.arange(others_all) < others_done]
    )
    exposed = np.arange(len(done)) < exposed_all
    return done.astype(float), exposed, np.arange(len(done)) * 7 % 20


def test_completion_is_the_difference_of_two_shares():
    found = completion(*planned(10, 20, 36, 40), policy=FEW)

    # Half of twenty against nine in ten of forty.
    assert found.estimate == pytest.approx(-40)
    assert (found.exposed, found.controls, found.weeks) == (20, 40, 20)
    assert found.verdict == "clear drop"
    assert found.p_value < 0.01


def test_runs_nobody_knows_of_do_not_count():
    done, exposed, week = planned(10, 20, 36, 40)
    done[[0, 15, 59]] = np.nan
    found = completion(done, exposed, week, FEW)

    assert (found.exposed, found.controls) == (18, 39)
    assert found.estimate == pytest.approx(100 * (9 / 18 - 36 / 39))


def test_completed_throughout_is_not_sure_to_stay_so():
    found = completion(*planned(12, 12, 24, 24), policy=FEW)

    assert (found.verdict, found.estimate, found.p_value) == ("unclear", 0, 1)
    assert (found.low, found.high) == pytest.approx((-18.4, 10.1), abs=0.1)
    # Half the interval is 14.3 points where 10 are meaningful: 12 (14.3 / 10)^2 = 24.4.
    assert found.more_runs == 13


@pytest.mark.parametrize(("exposed", "verdict"), [(5, "too few"), (11, "early look")])
def test_few_planned_runs_give_no_estimate(exposed, verdict):
    found = completion(*planned(1, exposed, 30, 40), policy=FEW)

    assert (found.verdict, found.exposed) == (verdict, exposed)
    assert math.isnan(found.estimate)
    assert completion([], [], [], FEW).verdict == "too few"

"""Slopes and their intervals, against scipy, hand-worked values and simulated athletes."""

import math

import numpy as np
import pytest

from runlift.science.slope import (
    bootstrap_slope,
    holm,
    slope_beside_groups,
    theil_sen,
)


def test_three_points_by_hand():
    # Slopes of the pairs: 2/1, 3/3 and 1/2; the middle one is 1.
    assert theil_sen([0, 1, 3], [0, 2, 3]) == 1.0


def test_one_wild_value_does_not_move_the_slope():
    days = np.arange(9)
    values = 0.5 * days
    values[4] = 40
    assert theil_sen(days, values) == pytest.approx(0.5)


def test_two_sessions_of_a_day_make_no_pair():
    assert math.isnan(theil_sen([3, 3], [1, 2]))
    assert math.isnan(bootstrap_slope([3, 3], [1, 2]).low)
    assert math.isnan(theil_sen([], []))


@pytest.mark.slow
@pytest.mark.parametrize("n", [6, 11, 24])
def test_the_slope_is_scipys(n):
    stats = pytest.importorskip("scipy.stats")
    rng = np.random.default_rng(n)
    days = np.sort(rng.integers(0, 57, n)).astype(float)
    values = 0.001 * days + rng.normal(0, 0.04, n)

    assert theil_sen(days, values) == pytest.approx(
        stats.theilslopes(values, days).slope, rel=1e-12
    )


@pytest.mark.slow
@pytest.mark.parametrize("n", [8, 15, 24])
def test_the_interval_is_that_of_scipys_bootstrap(n):
    stats = pytest.importorskip("scipy.stats")
    rng = np.random.default_rng(n)
    days = np.sort(rng.choice(57, n, replace=False)).astype(float)
    values = 0.001 * days + rng.normal(0, 0.03, n)

    theirs = stats.bootstrap(
        (values, days),
        lambda y, x: stats.theilslopes(y, x).slope,
        paired=True,
        vectorized=False,
        n_resamples=2000,
        confidence_level=0.9,
        method="percentile",
        rng=np.random.default_rng(1),
    )
    ours = bootstrap_slope(days, values)

    # Both draw at random; the ends of the interval scatter by a few percent of it.
    low, high = theirs.confidence_interval
    room = 0.08 * (high - low)
    assert ours.low == pytest.approx(low, abs=room)
    assert ours.high == pytest.approx(high, abs=room)


def test_the_order_of_the_sessions_does_not_matter():
    rng = np.random.default_rng(3)
    days, values = np.arange(0, 56, 4.0), rng.normal(0, 1, 14)
    turned = rng.permutation(14)

    assert theil_sen(days[turned], values[turned]) == pytest.approx(
        theil_sen(days, values)
    )


def test_a_straight_line_has_no_doubt():
    found = bootstrap_slope(np.arange(0, 56, 7), np.arange(0, 56, 7) * 0.01)

    assert (found.value, found.low, found.high) == pytest.approx((0.01, 0.01, 0.01))
    assert found.p_value < 0.01


def test_holm_by_hand():
    # 0.01 against 0.1/4, 0.03 against 0.1/3, 0.06 against 0.1/2: there it stops.
    assert holm([0.06, 0.01, 0.09, 0.03], 0.1) == [False, True, False, True]
    assert holm([], 0.1) == []
    assert holm([math.nan], 0.1) == [False]


def test_a_change_of_repetitions_is_taken_out_of_the_slope():
    days = np.arange(0, 56, 4.0)
    band = np.where(days < 28, "7-10", "1-3")
    values = 4.6 + 0.0005 * days + np.where(band == "1-3", 0.03, 0.0)

    assert slope_beside_groups(days, values, band) == pytest.approx(0.0005)
    assert theil_sen(days, values) > 0.0008


def test_time_and_bands_that_cannot_be_told_apart_have_no_slope():
    assert math.isnan(slope_beside_groups([0, 7], [1, 2], ["a", "b"]))

"""Two means and how sure their difference is."""

import math

import pytest

from runlift.science.two_means import difference, t_quantile


@pytest.mark.parametrize(
    ("freedom", "printed"),
    [(1, 6.314), (2, 2.920), (4, 2.132), (10, 1.812), (60, 1.671)],
)
def test_the_quantiles_are_those_of_the_printed_table(freedom, printed):
    assert t_quantile(0.95, freedom) == pytest.approx(printed, abs=6e-4)
    assert t_quantile(0.5, freedom) == pytest.approx(0, abs=1e-9)


def test_a_difference_worked_by_hand():
    # Means 2 and 5, variances 1 and 1, three values each: the error is sqrt(2/3), with
    # equal scatter four degrees of freedom, and 2.132 of it to either side.
    found = difference([1, 2, 3], [4, 5, 6], 0.9)

    assert found.value == -3
    assert found.high - found.value == pytest.approx(2.132 * math.sqrt(2 / 3), abs=1e-3)
    assert found.value - found.low == pytest.approx(found.high - found.value)


def test_one_value_has_no_interval_and_none_no_difference():
    one = difference([2], [4, 5, 6], 0.9)
    assert one.value == -3
    assert math.isnan(one.low)
    assert math.isnan(difference([], [4, 5], 0.9).value)


def test_values_that_do_not_scatter_have_an_interval_without_width():
    found = difference([2, 2], [5, 5, 5], 0.9)

    assert (found.value, found.low, found.high) == (-3, -3, -3)


@pytest.mark.slow
@pytest.mark.parametrize("sizes", [(3, 3), (3, 9), (20, 4)])
def test_it_is_what_scipy_says(sizes):
    stats = pytest.importorskip("scipy.stats")
    import numpy as np

    rng = np.random.default_rng(3)
    for _ in range(20):
        one, two = (rng.normal(0, rng.uniform(0.5, 3), size) for size in sizes)
        there = stats.ttest_ind(one, two, equal_var=False).confidence_interval(0.9)

        found = difference(one, two, 0.9)

        assert (found.low, found.high) == pytest.approx(
            tuple(there), rel=1e-4, abs=1e-4
        )

"""Two shares against each other: against Fisher, Newcombe and every deal counted."""

import itertools

import numpy as np
import pytest

from runlift.science.shares import difference_interval, exact_p_value


def test_the_lady_tasting_tea():
    # Three of four cups right: 34 of the 70 ways to choose four are as far from two.
    hits = [1, 1, 1, 0, 1, 0, 0, 0]
    chosen = [1, 1, 1, 1, 0, 0, 0, 0]

    assert exact_p_value(hits, chosen, np.zeros(8)) == pytest.approx(34 / 70)


def test_within_blocks_it_is_the_share_of_all_deals():
    hits = np.array([1, 1, 0, 0, 1, 0, 0], bool)
    chosen = np.array([1, 1, 0, 0, 0, 1, 1], bool)
    block = np.array([0, 0, 0, 0, 1, 1, 1])
    totals = [
        hits[list(first)].sum() + hits[list(second)].sum()
        for first in itertools.combinations(range(4), 2)
        for second in itertools.combinations(range(4, 7), 2)
    ]
    seen = abs(hits[chosen].sum() - np.mean(totals))
    expected = np.mean(np.abs(np.array(totals) - np.mean(totals)) >= seen - 1e-9)

    assert exact_p_value(hits, chosen, block) == pytest.approx(expected)


def test_where_everything_was_hit_nothing_is_unusual():
    assert exact_p_value(np.ones(9), [1, 1, 0] * 3, np.zeros(9)) == pytest.approx(1)


@pytest.mark.parametrize(
    ("shares", "low", "high"),
    [((56, 70, 48, 80), 0.0524, 0.3339), ((9, 10, 3, 10), 0.1705, 0.8090)],
)
def test_the_interval_is_that_of_the_paper(shares, low, high):
    found = difference_interval(*shares, 0.95)
    assert found == pytest.approx((low, high), abs=5e-5)


def test_the_interval_has_a_width_where_nobody_missed():
    low, high = difference_interval(12, 12, 24, 24, 0.9)

    # Wilson's upper ends of 0 of 12 and 0 of 24 at 1.645: 2.706 / 14.706, 2.706 / 26.706.
    assert (low, high) == pytest.approx((-0.1840, 0.1013), abs=1e-4)

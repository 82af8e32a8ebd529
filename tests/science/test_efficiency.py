"""Metres a heart beat and what is lost of them: worked by hand."""

import numpy as np
import pytest

from runlift.science.efficiency import decoupling, efficiency


def test_three_metres_a_second_at_150_are_one_metre_twenty_a_beat():
    assert float(efficiency(3.0, 150)) == pytest.approx(1.2)


def test_decoupling_is_positive_where_efficiency_fell():
    # 1.2 m a beat, then 3.0 x 60 / 160 = 1.125: 6.25 % less.
    assert float(decoupling(3.0, 150, 3.0, 160)) == pytest.approx(6.25)
    assert float(decoupling(3.0, 160, 3.0, 150)) == pytest.approx(-6.667, abs=0.001)


def test_slowing_down_counts_as_much_as_a_rising_heart():
    assert float(decoupling(3.0, 150, 2.7, 150)) == pytest.approx(10)


def test_without_a_heart_rate_there_is_neither():
    assert np.isnan(efficiency([3.0, 3.0], [0, np.nan])).all()
    assert np.isnan(decoupling(3.0, np.nan, 3.0, 150))

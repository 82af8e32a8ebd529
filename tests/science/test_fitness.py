"""VDOT, critical speed, equivalents, TRIMP: the oracle's and the printed values."""

import math

import numpy as np
import pytest

from runlift.errors import NotEnoughData
from runlift.science.fitness import (
    critical_speed,
    equivalent_time,
    monotony,
    race_equivalents,
    speed_at,
    threshold_speed,
    trimp,
    vdot,
)

MARATHON = 42195.0


def test_vdot_of_the_oracle(oracle):
    for metres, minutes, expected in oracle("golden.json")["vdot"]:
        assert float(vdot(metres, 60 * minutes)) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(
    ("metres", "time", "value"),
    [
        (5000, 1200, 49.81),
        (5000, 1500, 38.31),
        (10000, 2400, 51.94),
        (21097.5, 5400, 50.98),
        (MARATHON, 10800, 53.53),
        (MARATHON, 14400, 37.90),
    ],
)
def test_vdot_of_known_times(metres, time, value):
    assert float(vdot(metres, time)) == pytest.approx(value, abs=0.01)


def test_vdot_is_refused_where_the_curve_was_not_made_for():
    assert np.isnan(vdot([800, 50000], [150, 15000])).all()


def test_an_equivalent_time_has_the_same_vdot():
    time = equivalent_time(49.81, 10000)
    assert float(vdot(10000, time)) == pytest.approx(49.81, abs=1e-6)
    assert equivalent_time(float(vdot(5000, 1200)), 5000) == pytest.approx(
        1200, abs=0.01
    )


def test_speed_and_cost_are_inverses():
    # 200 m/min: -4.6 + 36.4516 + 4.16 = 36.0116 ml/kg/min.
    assert float(speed_at(36.0116)) == pytest.approx(200 / 60, abs=1e-9)
    assert float(threshold_speed(50)) == pytest.approx(float(speed_at(43.0)))


def test_riegel_and_its_slower_sister():
    [ten] = race_equivalents(5000, 1200, [10000])
    assert (ten.fast_s, ten.slow_s) == (
        pytest.approx(1200 * 2**1.06),
        pytest.approx(1200 * 2**1.10),
    )
    assert ten.fast_s == pytest.approx(41 * 60 + 42, abs=1)
    [marathon] = race_equivalents(21097.5, 5400, [MARATHON])
    assert marathon.fast_s == pytest.approx(3 * 3600 + 7 * 60 + 38, abs=1)


def test_a_marathon_is_not_told_from_ten_kilometres():
    told = race_equivalents(10000, 2400, [21097.5, MARATHON])
    assert [one.distance_m for one in told] == [21097.5]


def test_critical_speed_of_three_efforts():
    found = critical_speed([1200, 2400, 3600], [240, 516, 804])

    assert found.speed_m_per_s == pytest.approx(4.255, abs=0.001)
    assert found.reserve_m == pytest.approx(188, abs=0.5)
    assert found.efforts == 3


@pytest.mark.parametrize(
    ("metres", "seconds", "reason"),
    [
        ([1200, 2400], [240, 516], "needs 3 all-out efforts"),
        ([400, 800, 20000], [70, 119, 5000], "needs 3 all-out efforts"),
        ([1000, 2000, 3000], [200, 400, 600], "reserve of 0 m"),
        ([1200, 2400, 3600], [240, 650, 804], "do not lie on one line"),
    ],
)
def test_critical_speed_is_refused_with_the_reason(metres, seconds, reason):
    with pytest.raises(NotEnoughData, match=reason):
        critical_speed(metres, seconds)


@pytest.mark.parametrize(
    ("sex", "share", "value"),
    [("m", 0.6, 72.9), ("m", 0.8, 142.7), ("f", 0.6, 84.3), ("f", 0.8, 157.0)],
)
def test_trimp_of_an_hour(sex, share, value):
    assert float(trimp(60, share, sex)) == pytest.approx(value, abs=0.06)


def test_trimp_without_a_sex_is_the_mean_of_both():
    both = [float(trimp(60, 0.7, sex)) for sex in "mf"]
    assert float(trimp(60, 0.7)) == pytest.approx(sum(both) / 2)


def test_monotony_of_a_week():
    found, strain = monotony([60, 0, 75, 40, 0, 50, 120])

    assert found == pytest.approx(1.166, abs=0.001)
    assert strain == pytest.approx(402.2, abs=0.1)
    assert math.isnan(monotony([50] * 7)[0])

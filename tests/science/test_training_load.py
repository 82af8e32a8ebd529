"""Session-RPE, TRIMP and running means: the reference's values, worked by hand."""

import numpy as np
import pytest

from runlift.science.training_load import (
    heart_share,
    running_mean,
    session_rpe,
    trimp_of_average,
    trimp_of_seconds,
)

HOUR = 3600.0


def bins(**seconds):
    """A histogram of heart rates: `b120=60` is a minute at 120."""
    out = np.zeros(250)
    for name, value in seconds.items():
        out[int(name[1:])] = value
    return out


def test_two_hours_at_six_are_720_points():
    assert float(session_rpe(6, 2 * HOUR)) == 720


def test_a_long_visit_counts_up_to_its_limit():
    assert session_rpe([5, 5], [2 * HOUR, HOUR], 5400).tolist() == [450, 300]


def test_an_effort_nobody_named_has_no_points():
    assert np.isnan(session_rpe(np.nan, HOUR))


@pytest.mark.parametrize(
    ("sex", "heart", "value"),
    [("m", 140, 72.9), ("m", 170, 142.7), ("f", 140, 84.3), ("f", 170, 157.0)],
)
def test_trimp_of_an_hour_by_average_and_by_the_second(sex, heart, value):
    # Rest 50 and maximum 200: 140 bpm are 0.6 of the reserve, 170 are 0.8.
    average = trimp_of_average(heart, HOUR, 200, 50, sex)
    seconds = trimp_of_seconds(bins(**{f"b{heart}": HOUR}), 200, 50, sex)

    assert float(average) == pytest.approx(value, abs=0.06)
    assert float(seconds[0]) == pytest.approx(float(average))


def test_an_average_underestimates_intervals():
    # Half an hour at 110 and half at 170 have an average of 140.
    seconds = trimp_of_seconds(bins(b110=HOUR / 2, b170=HOUR / 2), 200, 50, "m")

    assert float(seconds[0]) > float(trimp_of_average(140, HOUR, 200, 50, "m")) * 1.05


def test_a_maximum_at_rest_gives_no_share():
    assert np.isnan(heart_share([120.0, 140.0], 50, 50)).all()
    assert heart_share([50.0, 125.0, 200.0], 200, 50).tolist() == [0, 0.5, 1]


def test_fifty_a_day_for_42_days_are_31_6():
    found = running_mean([50.0] * 42, 42)

    # 50 x (1 - 1/e). With 1/tau for the weight it would be 31.8.
    assert found[-1] == pytest.approx(50 * (1 - np.exp(-1)))
    assert found[-1] == pytest.approx(31.6, abs=0.01)


def test_the_mean_begins_at_zero_and_forgets():
    found = running_mean([100.0, 0.0, 0.0], 7)

    # 100 x (1 - e^(-1/7)) = 13.31, then by e^(-1/7) = 0.8669 a day.
    assert found.tolist() == pytest.approx([13.312, 11.540, 10.004], abs=0.001)

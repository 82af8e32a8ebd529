"""Paces and heights, as runners write them and as they are kept."""

import pytest

from runlift.units import height_text, pace_text, speed_of


def test_a_critical_speed_of_4_255_is_3_55_a_kilometre():
    assert pace_text(4.255, "km") == "3:55 /km"
    assert pace_text(4.255, "mi") == "6:18 /mi"


@pytest.mark.parametrize("speed", [0.0, float("nan")])
def test_no_speed_is_a_dash(speed):
    assert pace_text(speed, "km") == "–"


@pytest.mark.parametrize("unit", ["km", "mi"])
def test_a_pace_survives_being_read_again(unit):
    assert pace_text(speed_of("4:35", unit), unit) == f"4:35 /{unit}"


@pytest.mark.parametrize("pace", ["", "fast", "4:75", "0:00", "4:-5", "4.35", "-4:30"])
def test_what_is_no_pace_is_refused(pace):
    with pytest.raises(ValueError):
        speed_of(pace, "km")


def test_heights_are_feet_beside_miles():
    assert height_text(1200.4, "km") == "1,200 m"
    assert height_text(304.8, "mi") == "1,000 ft"

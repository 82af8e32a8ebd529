"""What goes on the bar: by hand, and that nothing is lost between kilograms and pounds."""

import numpy as np
import pytest

from runlift.science.plates import loading, rounded
from runlift.science.policy import default_policy
from runlift.units import kg, load_out

POLICY = default_policy()


@pytest.mark.parametrize(
    ("wanted", "unit", "total", "per_side"),
    [
        (100, "kg", 100, (25, 15)),
        (101, "kg", 100, (25, 15)),
        (102, "kg", 102.5, (25, 15, 1.25)),
        (101.25, "kg", 100, (25, 15)),
        (20, "kg", 20, ()),
        (5, "kg", 20, ()),
        (222.5, "kg", 222.5, (25, 25, 25, 25, 1.25)),
        (135, "lb", 135, (45,)),
        (225, "lb", 225, (45, 45)),
        (182, "lb", 180, (45, 10, 10, 2.5)),
    ],
)
def test_the_nearest_loading(wanted, unit, total, per_side):
    found = loading(wanted, unit, POLICY)

    assert (found.total, found.per_side) == (total, per_side)
    assert found.off == pytest.approx(total - wanted)


def test_another_bar_is_a_setting():
    light = POLICY.with_overrides({"plates.bar_kg": 15})
    assert loading(60, "kg", light).per_side == (20, 2.5)


@pytest.mark.parametrize(
    ("wanted", "step", "found"),
    [(41.2, 2.5, 40), (41.25, 2.5, 40), (41.3, 2.5, 42.5), (7, 0, 7)],
)
def test_rounding_to_a_step(wanted, step, found):
    assert rounded(wanted, step) == found


@pytest.mark.parametrize("unit", ["kg", "lb"])
def test_every_plate_comes_back_from_the_store_as_it_was_entered(unit):
    steps = [one * 1.25 for one in range(1, 400)]
    stored = kg(np.array(steps), unit)
    assert [round(load_out(one, unit), 6) for one in stored] == steps

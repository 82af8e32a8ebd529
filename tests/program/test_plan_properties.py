"""What holds for any plan of any choices: dates, loads, races, ages, and every file."""

import random

import pytest
from tests.program.random_plans import (
    check,
    check_ways_out,
    random_choices,
    random_lifter,
)

from runlift.errors import WrongInput

hypothesis = pytest.importorskip("hypothesis")
st = pytest.importorskip("hypothesis.strategies")

FEW = hypothesis.settings(max_examples=120, deadline=None)


@FEW
@hypothesis.given(st.integers(0, 2**32))
def test_any_choices_make_a_plan_or_a_sentence(seed):
    chance = random.Random(seed)
    choices = random_choices(chance)
    lifter = random_lifter(chance, choices)
    try:
        plan = check(choices, lifter)
    except WrongInput as refusal:
        assert str(refusal).endswith(".")
        return
    check_ways_out(plan, lifter.weight_unit)

"""A few plans of odd choices; `test_plan_properties.py` has many more."""

import random

from tests.program.random_plans import (
    check,
    check_ways_out,
    random_choices,
    random_lifter,
)

from runlift.errors import WrongInput


def test_plans_of_odd_choices_are_plans():
    made = 0
    for seed in range(12):
        chance = random.Random(seed)
        choices = random_choices(chance, most_weeks=8)
        lifter = random_lifter(chance, choices)
        try:
            plan = check(choices, lifter)
        except WrongInput:
            continue
        made += bool(plan.lifts)
        if seed % 3 == 0:
            check_ways_out(plan, lifter.weight_unit)
    assert made >= 6

"""What every rule of placing must be."""

import pytest

from runlift.program.rules import every_rule

RULES = sorted(every_rule().items())


def lines(rule, example):
    week, places = example
    if rule.of_lift:
        return [line for one in places for line in rule.of_lift(one, week)]
    if rule.of_pair:
        return list(rule.of_pair(*places, week))
    return list(rule.of_week(places, week))


@pytest.mark.parametrize(("name", "rule"), RULES)
def test_looks_at_a_placement_in_one_way(name, rule):
    ways = [rule.of_lift, rule.of_pair, rule.of_week]

    assert sum(way is not None for way in ways) == 1
    assert rule.advice.endswith(".")


@pytest.mark.parametrize(("name", "rule"), RULES)
def test_says_nothing_of_what_keeps_it(name, rule):
    assert lines(rule, rule.keeps()) == []


@pytest.mark.parametrize(("name", "rule"), RULES)
def test_says_what_breaks_it_and_what_that_costs(name, rule):
    (found,) = lines(rule, rule.breaks())

    assert found.rule == name
    assert found.cost > 0
    assert found.text


def test_the_rules_are_those_of_the_reference():
    assert [name for name, _ in RULES] == [
        "a_free_day",
        "even_spacing",
        "evening_gym",
        "gym_days_apart",
        "hard_days_in_a_row",
        "leg_sessions_apart",
        "lift_before_run",
        "run_before_lift",
    ]

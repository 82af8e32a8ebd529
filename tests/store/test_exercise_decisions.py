"""Decisions about exercises are kept together or not at all."""

import pytest
from tests.logs import NOW, opened

from runlift.store import athletes
from runlift.store.exercise_decisions import Decisions, decide
from runlift.store.own_exercises import own_exercises


def kept(store, ana):
    return (
        athletes.choices(store, ana.athlete_id),
        own_exercises(store, ana.athlete_id),
    )


def test_choices_and_exercises_are_kept_and_taken_back():
    store, ana = opened()
    both = Decisions(
        choices={"Leg thing": "own_leg", "Odd": None},
        exercises={"own_leg": {"name": "Leg"}},
    )

    decide(store, ana.athlete_id, both, NOW)
    assert kept(store, ana) == (
        {"Leg thing": "own_leg", "Odd": None},
        {"own_leg": {"name": "Leg"}},
    )

    back = Decisions(forgotten=frozenset({"Leg thing"}), exercises={"own_leg": None})
    decide(store, ana.athlete_id, back, NOW)
    assert kept(store, ana) == ({"Odd": None}, {})


def test_half_of_a_decision_is_none():
    store, ana = opened()
    broken = Decisions(choices={"Squat thing": "squat"}, exercises={"own_x": object()})

    with pytest.raises(TypeError):
        decide(store, ana.athlete_id, broken, NOW)

    assert kept(store, ana) == ({}, {})


def test_nobody_elses_choices_change():
    store, ana = opened()
    bea = athletes.new(store, "Bea", NOW, timezone="UTC")
    athletes.write(store, bea, NOW)

    decide(store, ana.athlete_id, Decisions(choices={"x": "squat"}), NOW)

    assert kept(store, bea) == ({}, {})

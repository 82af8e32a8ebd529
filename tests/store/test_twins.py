"""What the athlete says about twins: kept for a pair, whatever way round, newest counts."""

from datetime import datetime

import pytest

from runlift.errors import WrongInput
from runlift.store import Store, athletes, twins

NOW = datetime(2026, 11, 23, 12, 0)


@pytest.fixture
def house():
    with Store() as store:
        ana = athletes.new(store, "Ana", NOW, timezone="Europe/Madrid")
        athletes.write(store, ana, NOW)
        yield store, ana.athlete_id


def said(store, athlete_id):
    found = twins.decisions(store, athlete_id)
    return [tuple(row) for row in found.itertuples(index=False)]


def test_a_pair_is_one_pair_whichever_is_named_first(house):
    store, ana = house
    twins.decide(store, ana, "run", [("b", "a")], NOW, is_twin=False)
    twins.decide(store, ana, "run", [("a", "b")], NOW, is_twin=True)

    assert said(store, ana) == [("run", "a", "b", True)]


def test_runs_and_lifts_and_athletes_are_told_apart(house):
    store, ana = house
    bo = athletes.new(store, "Bo", NOW, timezone="Europe/Madrid")
    athletes.write(store, bo, NOW)
    twins.decide(store, ana, "run", [("a", "b")], NOW, is_twin=False)
    twins.decide(store, ana, "lift", [("a", "b")], NOW, is_twin=True)

    assert said(store, ana) == [("lift", "a", "b", True), ("run", "a", "b", False)]
    assert said(store, bo.athlete_id) == []


def test_a_decision_about_several_pairs_is_remembered_whole(house):
    store, ana = house
    twins.decide(
        store, ana, "lift", [("a", "c"), ("c", "b"), ("b", "c")], NOW, is_twin=False
    )

    assert said(store, ana) == [("lift", "a", "c", False), ("lift", "b", "c", False)]


def test_a_decision_is_something_new_about_the_athlete(house):
    store, ana = house
    before = athletes.data_version(store, ana)
    twins.decide(store, ana, "run", [("a", "b")], NOW, is_twin=False)

    assert athletes.data_version(store, ana) > before


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "pair"), [("swim", ("a", "b")), ("run", ("a", "a"))])
def test_what_cannot_be_is_not_remembered(house, kind, pair):
    store, ana = house

    with pytest.raises(WrongInput):
        twins.decide(store, ana, kind, [("x", "y"), pair], NOW, is_twin=True)

    assert said(store, ana) == []


def test_decisions_go_with_the_athlete(house):
    store, ana = house
    twins.decide(store, ana, "run", [("a", "b")], NOW, is_twin=False)

    athletes.delete(store, ana)

    assert said(store, ana) == []

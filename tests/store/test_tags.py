"""Tags: given and taken as events, of the athletes they are about and of nobody else."""

import pytest
from tests.logs import NOW, opened

from runlift.errors import WrongInput
from runlift.store import athletes, tags


@pytest.fixture
def two():
    store, ana = opened()
    bea = athletes.new(store, "Bea", NOW, timezone="UTC")
    athletes.write(store, bea, NOW)
    return store, ana.athlete_id, bea.athlete_id


def test_a_tag_is_given_and_taken(two):
    store, ana, bea = two

    assert tags.assign(store, " Squad  A ", {ana}, {ana: [], bea: []}, NOW) == 1
    assert tags.tags(store, [ana, bea]) == {ana: ["Squad A"]}

    known = tags.tags(store, [ana, bea])
    among = {one: known.get(one, []) for one in (ana, bea)}
    assert tags.assign(store, "Squad A", {bea}, among, NOW) == 2
    assert tags.tags(store, [ana, bea]) == {bea: ["Squad A"]}
    assert tags.tags(store, [ana]) == {}


def test_whoever_is_not_asked_about_stays_as_she_is(two):
    store, ana, bea = two
    tags.assign(store, "Squad", {ana, bea}, {ana: [], bea: []}, NOW)

    tags.assign(store, "Squad", set(), {ana: ["Squad"]}, NOW)

    assert tags.tags(store, [ana, bea]) == {bea: ["Squad"]}


def test_what_changes_nothing_writes_nothing(two):
    store, ana, _ = two
    tags.assign(store, "Squad", {ana}, {ana: []}, NOW)

    assert tags.assign(store, "Squad", {ana}, {ana: ["Squad"]}, NOW) == 0
    with store.cursor() as cursor:
        assert cursor.execute("select count(*) from athlete_tag").fetchall() == [(1,)]


def test_tags_come_in_the_order_of_the_alphabet_and_go_with_their_athlete(two):
    store, ana, bea = two
    for name in ("trail", "Marathon", "squad"):
        tags.assign(store, name, {ana}, {ana: [], bea: []}, NOW)

    assert tags.tags(store, [ana]) == {ana: ["Marathon", "squad", "trail"]}

    athletes.delete(store, ana)
    assert tags.tags(store, [ana]) == {}


@pytest.mark.parametrize("name", ["", "  ", "x" * 41])
def test_a_tag_has_a_name_of_sensible_length(two, name):
    store, ana, _ = two

    with pytest.raises(WrongInput):
        tags.assign(store, name, {ana}, {ana: []}, NOW)

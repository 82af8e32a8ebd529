"""Questions that belong together are answered from one state of the store."""

from datetime import datetime

from runlift.store import Store, athletes

NOW = datetime(2026, 11, 23, 12, 0)


def people(store):
    return [one.name for one in athletes.athletes(store)]


def test_what_is_stored_meanwhile_is_seen_after_the_snapshot_and_not_inside():
    with Store() as store:
        with store.snapshot():
            before = people(store)
            ana = athletes.new(store, "Ana", NOW, timezone="UTC")
            athletes.write(store, ana, NOW)
            inside = people(store)

        assert before == inside == []
        assert people(store) == ["Ana"]


def test_a_snapshot_within_another_is_the_outer_one():
    with Store() as store, store.snapshot():
        assert people(store) == []
        athletes.write(store, athletes.new(store, "Ana", NOW, timezone="UTC"), NOW)
        with store.snapshot():
            assert people(store) == []
        assert people(store) == []

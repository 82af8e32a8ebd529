"""What was said about odd records: the newest word counts, and is taken back."""

import pytest
from tests.logs import NOW, hevy, keep, lift, opened, run, sets, strava

from runlift.store import athletes
from runlift.store.corrections import correct, corrections

SET = ("set", "s1", 2)
RUN = ("run", "r1", 0)


@pytest.fixture
def house():
    store, ana = opened()
    with store:
        yield store, ana.athlete_id


def said(store, athlete_id):
    found = corrections(store, athlete_id)
    columns = ["kind", "record_id", "set_no", "verdict", "reason"]
    return sorted(found[columns].astype(object).to_numpy().tolist())


def test_the_newest_word_about_a_record_counts(house):
    correct(*house, [SET, RUN], "confirmed", NOW)
    correct(*house, [SET], "excluded", NOW, "a slip")

    assert [one[:4] for one in said(*house)] == [
        ["run", "r1", 0, "confirmed"],
        ["set", "s1", 2, "excluded"],
    ]
    assert said(*house)[1][4] == "a slip"


def test_a_word_may_be_taken_back(house):
    correct(*house, [SET, RUN], "excluded", NOW)
    correct(*house, [SET], None, NOW)

    assert [one[0] for one in said(*house)] == ["run"]


def test_other_sets_and_other_athletes_have_words_of_their_own(house):
    store, ana = house
    bo = athletes.new(store, "Bo", NOW, timezone="UTC")
    athletes.write(store, bo, NOW)
    correct(store, ana, [SET, ("set", "s1", 3)], "confirmed", NOW)
    correct(store, bo.athlete_id, [SET], "excluded", NOW)

    assert [one[2] for one in said(store, ana)] == [2, 3]
    assert [one[3] for one in said(store, bo.athlete_id)] == ["excluded"]


def test_a_word_makes_what_was_computed_before_out_of_date(house):
    before = athletes.data_version(*house)
    correct(*house, [SET], "confirmed", NOW)
    after = athletes.data_version(*house)
    correct(*house, [SET], None, NOW)

    assert before < after < athletes.data_version(*house)


def test_the_words_of_an_athlete_are_deleted_with_her(house):
    correct(*house, [SET], "confirmed", NOW)
    athletes.delete(*house)

    assert corrections(*house).empty


def test_what_is_usual_is_asked_from_the_log(house):
    store, ana = house
    [athlete] = athletes.athletes(store)
    assert store.ask("usual_speed", athlete=ana).empty
    keep(
        store,
        athlete,
        hevy(lift("2026-11-02 18:00", *sets(load=80), *sets(load=100, n=2))),
        strava(run("2026-11-03 07:00", 50, 9.0), run("2026-11-04 07:00", 50, 10.5)),
    )

    [load] = store.ask("usual_loads", athlete=ana).itertuples(index=False)
    assert tuple(load) == ("Squat (Barbell)", 100.0, 3)
    [speed] = store.ask("usual_speed", athlete=ana).itertuples(index=False)
    assert speed.runs == 2
    assert speed.speed_m_per_s == pytest.approx((3.0 + 3.5) / 2)

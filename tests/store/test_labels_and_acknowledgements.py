"""What runs are called, and which findings were dealt with: the newest word counts."""

import pytest
from tests.logs import NOW, hevy, keep, lift, opened, run, sets, strava

from runlift import frames
from runlift.store import acknowledgements, labels

LEGS = lift("2026-11-06 18:00", *sets(n=6))
LONG = run("2026-11-07 08:00", 110, 20)


@pytest.fixture
def house():
    store, ana = opened()
    with store:
        keep(store, ana, hevy(LEGS), strava(LONG))
        yield store, ana


def classes(store, athlete):
    return frames.training(store, athlete)["runs"]["run_class"].tolist()


@pytest.mark.slow
def test_her_word_about_a_run_counts_until_she_takes_it_back(house):
    store, ana = house
    [run_id] = frames.training(store, ana)["runs"]["run_id"]
    assert classes(store, ana) == ["long"]

    labels.call(store, ana.athlete_id, [run_id], "easy", NOW)
    assert classes(store, ana) == ["easy"]

    labels.call(store, ana.athlete_id, [run_id], None, NOW)
    assert classes(store, ana) == ["long"]


def dealt_with(store, athlete):
    found = frames.findings(store, athlete, frames.training(store, athlete))
    return found.set_index("rule")[["is_acknowledged", "note"]].loc["article_24h"]


def test_a_finding_is_dealt_with_and_open_again(house):
    store, ana = house
    found = frames.training(store, ana)["findings"]
    [finding_id] = found.loc[found["rule"] == "article_24h", "finding_id"]

    acknowledgements.acknowledge(store, ana.athlete_id, finding_id, NOW, "a race week")
    assert dealt_with(store, ana).tolist() == [True, "a race week"]

    acknowledgements.acknowledge(
        store, ana.athlete_id, finding_id, NOW, is_withdrawn=True
    )
    assert dealt_with(store, ana).tolist() == [False, None]


@pytest.mark.slow
def test_it_stays_dealt_with_when_another_source_brings_the_same_run(house):
    store, ana = house
    found = frames.training(store, ana)["findings"]
    [finding_id] = found.loc[found["rule"] == "article_24h", "finding_id"]
    acknowledgements.acknowledge(store, ana.athlete_id, finding_id, NOW)

    # The watch's record has a heart rate, so it now stands for the run.
    from tests.logs import garmin, watch

    keep(store, ana, garmin(watch("2026-11-07 08:00", 110, 20, hr=140, max_hr=160)))
    again = frames.training(store, ana)["findings"]
    assert finding_id not in set(again["finding_id"])
    assert dealt_with(store, ana)["is_acknowledged"]

"""A typing error on its way through the house: no record, no estimate, and a way back."""

import pytest
from tests.logs import NOW, hevy, keep, lift, opened, run, sets, strava

from runlift import exports, frames, intake
from runlift.store import athletes
from runlift.store.corrections import correct

DAYS = [f"2026-{month:02d}-05 18:00" for month in range(4, 10)]


def squats(*last):
    """Six sessions of 100 kg, and one in October."""
    usual = [lift(day, *sets(n=3)) for day in DAYS]
    return hevy(*usual, lift("2026-10-05 18:00", *last))


@pytest.fixture
def house():
    store, ana = opened()
    with store:
        yield store, ana


def log(house, *files):
    keep(*house, *files)
    return frames.training(*house)


def best(house):
    store, ana = house
    how = frames.profile(store, ana)
    return frames.strength_sessions(frames.training(store, ana, how), how)


def say(house, verdict, reason=None):
    """The same about everything that is doubted."""
    store, ana = house
    found = frames.training(store, ana)["doubts"]
    keys = zip(found["kind"], found["record_id"], found["set_no"].tolist(), strict=True)
    correct(store, ana.athlete_id, keys, verdict, NOW, reason)


@pytest.mark.slow
@pytest.mark.parametrize("typo", [1000, 300])
def test_a_typing_error_makes_no_estimate_and_no_record(house, typo):
    store, ana = house
    files = squats(*sets(n=2), *sets(load=typo))
    looks = intake.preview(store, ana, [intake.Offered("a.csv", files)], NOW)
    intake.keep(store, looks, NOW)
    found = best(house)

    assert found["e1rm_kg"].max() < 130
    assert not found["is_pr"].any()


def test_an_impossible_load_is_left_out_and_a_doubted_one_is_a_set(house):
    found = log(house, squats(*sets(n=2), *sets(load=300)))
    last = found["sets"].tail(3)

    assert found["doubts"]["what"].tolist() == ["load_own_best"]
    assert last["is_doubtful"].tolist() == [False, False, True]
    # The others are no warm-ups of it, and it counts for the muscle and for the legs.
    assert last["is_warmup"].tolist() == [False] * 3
    assert last["is_hard"].tolist() == [True] * 3
    assert (last["leg_points"] > 0).all()
    assert last["e1rm_kg"].isna().tolist() == [False, False, True]
    # A typing error of the load is no jump-up of the session.
    assert "more load" not in found["lifts"]["adjusted_by"].iloc[-1]
    assert found["lifts"]["hard_sets"].iloc[-1] == 3


@pytest.mark.slow
def test_what_is_confirmed_is_a_record(house):
    log(house, squats(*sets(load=200)))
    assert not best(house)["is_pr"].any()
    say(house, "confirmed")

    assert best(house)["is_pr"].tolist()[-1]
    found = frames.training(*house)["doubts"]
    assert found["verdict"].tolist() == ["confirmed"]
    assert not found["is_excluded"].any()


@pytest.mark.slow
def test_what_is_left_out_is_gone_until_it_is_taken_back(house):
    log(house, squats(*sets(n=2), *sets(load=300)))
    say(house, "excluded", "a zero too many")
    left = frames.training(*house)

    assert len(left["sets"]) == 20
    assert left["lifts"]["hard_sets"].iloc[-1] == 2
    assert left["doubts"]["reason"].tolist() == ["a zero too many"]

    say(house, None)
    again = frames.training(*house)
    assert len(again["sets"]) == 21
    assert again["doubts"]["verdict"].isna().all()
    assert again["doubts"]["is_excluded"].all()


@pytest.mark.slow
def test_what_is_reached_again_needs_no_word(house):
    later = hevy(lift("2026-10-20 18:00", *sets(load=190)))
    found = log(house, squats(*sets(load=200)), later)

    assert found["doubts"].empty
    assert best(house)["is_pr"].sum() == 1


def test_a_beginner_who_improves_is_not_doubted(house):
    loads = [40, 45, 50, 55, 60, 65, 75, 85, 100]
    lifts = [
        lift(f"2026-10-{2 * place + 1:02d} 18:00", *sets(load=load))
        for place, load in enumerate(loads)
    ]

    assert log(house, hevy(*lifts))["doubts"].empty


@pytest.mark.slow
def test_a_run_in_miles_keeps_its_place_and_loses_its_distance(house):
    usual = [run(f"2026-10-{day:02d} 07:00") for day in range(1, 10)]
    slip = run("2026-11-03 07:00", 50, 14.5, title="Slip")
    heavy = hevy(lift("2026-11-02 18:00", *sets(n=10)))
    found = log(house, strava(*usual, slip), heavy)
    last = found["runs"].iloc[-1]

    assert last["is_doubtful"]
    assert last["distance_m"] != last["distance_m"]
    assert last["start"] == last["start_local"]
    assert found["lifts"]["end"].iloc[-1] < last["start"]
    say(house, "confirmed")
    sure = frames.training(*house)["runs"].iloc[-1]
    assert (sure["is_doubtful"], sure["distance_m"]) == (False, 14_500.0)


@pytest.mark.slow
def test_what_leaves_is_the_log_as_it_was_written(house):
    store, ana = house
    usual = [run(f"2026-10-{day:02d} 07:00") for day in range(1, 10)]
    found = log(
        house,
        squats(*sets(load=300)),
        strava(*usual, run("2026-11-03 07:00", 50, 14.5)),
    )
    how = frames.profile(store, ana)
    lifted = exports.table("sets", ana, found, how)
    ran = exports.table("runs", ana, found, how)

    assert lifted["load_kg"].tolist()[-1] == 300
    assert lifted["is_doubtful"].tolist()[-2:] == [False, True]
    assert ran["distance_m"].tolist()[-1] == 14_500
    assert ran["is_doubtful"].tolist()[-2:] == [False, True]


def test_the_limits_are_the_athletes_own(house):
    store, ana = house
    name = "policy.plausibility.load_warn_own_best"
    athletes.set_setting(store, ana.athlete_id, name, "2.5", NOW)

    found = log(house, squats(*sets(load=240)))["doubts"]
    assert not found["is_starred"].any()

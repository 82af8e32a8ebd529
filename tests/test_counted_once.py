"""Overlapping imports through the whole house: each activity once, whatever came first."""

import pandas as pd
import pytest
from tests.logs import (
    NOW,
    called,
    fitnotes,
    garmin,
    hevy,
    keep,
    lift,
    opened,
    run,
    sets,
    strava,
    training,
    watch,
)

from runlift import exports, frames
from runlift.store import athletes, twins, uploads

ZONE = "Europe/Oslo"
"""An hour before UTC in November."""

HEVY = hevy(
    lift("2026-11-02 18:00", *sets(n=5), title="A"),
    lift("2026-11-05 18:00", *sets(n=4, load=110), title="B"),
)
FITNOTES = fitnotes(
    ("2026-11-05", "Barbell Squat", 110, 5, 4),
    ("2026-11-09", "Barbell Squat", 120, 3, 3),
)
STRAVA = strava(
    run("2026-11-03 06:00", km=9.0, title="Easy"),
    run("2026-11-07 08:00", minutes=100, km=18, title="Long"),
    run(
        "2026-11-02 17:04",
        minutes=58,
        km=0,
        title="Gym",
        kind="Weight Training",
        hr=101,
    ),
    run("2026-11-09 17:00", minutes=62, km=0, title="Gym", kind="Weight Training"),
)
GARMIN = garmin(
    watch("2026-11-03 07:00:12", km=9.05, hr=141, max_hr=155),
    watch("2026-11-03 18:00:00", km=9.0),
    watch("2026-11-05 18:02:00", 55, 0, "Strength", kind="Strength Training"),
)
FILES = {"hevy": HEVY, "fitnotes": FITNOTES, "strava": STRAVA, "garmin": GARMIN}

CONTENT = {
    "sets": ["start_local", "start_utc", "session_id", "set_no", "load_kg", "reps"],
    "lifts": ["start_local", "start_utc", "session_id", "end", "avg_hr", "leg_load"],
    "runs": ["start_local", "start_utc", "run_id", "title", "avg_hr", "run_class"],
    "findings": ["finding_id", "severity", "hours"],
}


def content(store, athlete):
    """The judged log without the ids of athletes."""
    log = frames.training(store, athlete)
    return {name: log[name][columns] for name, columns in CONTENT.items()}


def same(one, other):
    for name in CONTENT:
        pd.testing.assert_frame_equal(one[name], other[name])


@pytest.fixture
def house():
    store, ana = opened(ZONE)
    with store:
        yield store, ana


def test_four_apps_that_saw_the_same_week_count_it_once():
    log = training(*FILES.values(), zone=ZONE)

    assert log["runs"]["start_local"].dt.strftime("%d %H").tolist() == [
        "03 07",
        "03 18",
        "07 09",
    ]
    lifts = log["lifts"]
    assert lifts["start_local"].dt.strftime("%d %H:%M").tolist() == [
        "02 18:00",
        "05 18:00",
        "09 18:00",
    ]
    assert lifts["sets"].tolist() == [5, 4, 3]
    assert lifts["is_clock_known"].all()
    assert lifts["twin_sources"].tolist() == ["strava", "fitnotes garmin", "strava"]
    assert len(log["sets"]) == 12


@pytest.mark.slow
def test_what_leaves_is_counted_once_too(house):
    store, ana = house
    keep(store, ana, *FILES.values())
    how = frames.profile(store, ana)
    log = frames.training(store, ana, how)

    rows = {name: len(exports.table(name, ana, log, how)) for name in exports.TABLES}

    assert (rows["sets"], rows["sessions"], rows["runs"]) == (12, 3, 3)
    assert exports.table("volume", ana, log, how)["direct_sets"].max() == 9
    assert list(exports.table("runs", ana, log, how)) == list(exports.RUNS)


@pytest.mark.slow
def test_the_order_of_imports_does_not_matter(house):
    store, ana = house
    keep(store, ana, *FILES.values())
    first = content(store, ana)
    # Every file comes first once, and last once; all 24 orders take a minute.
    names = list(FILES)
    turned = [names[place:] + names[:place] for place in range(len(names))]
    for order in (*turned[1:], names[::-1]):
        for upload in uploads.uploads(store, ana.athlete_id):
            if upload.is_live:
                uploads.undo(store, ana.athlete_id, upload.upload_id, NOW)
        for name in order:
            keep(store, ana, FILES[name])

        same(content(store, ana), first)


@pytest.mark.parametrize(
    "gone",
    [
        name if name == "strava" else pytest.param(name, marks=pytest.mark.slow)
        for name in FILES
    ],
)
def test_undoing_one_import_leaves_exactly_the_others(house, gone):
    store, ana = house
    others = [content for name, content in FILES.items() if name != gone]
    keep(store, ana, *others)
    alone = content(store, ana)
    [receipt] = keep(store, ana, FILES[gone])
    assert any(not alone[name].equals(content(store, ana)[name]) for name in CONTENT)

    uploads.undo(store, ana.athlete_id, receipt.upload_id, NOW)

    same(content(store, ana), alone)


@pytest.mark.slow
def test_importing_a_twin_again_changes_nothing(house):
    store, ana = house
    keep(store, ana, STRAVA, GARMIN)
    before = content(store, ana)
    keep(store, ana, GARMIN)

    same(content(store, ana), before)


@pytest.mark.slow
def test_a_word_about_a_run_outlives_a_twin_that_is_richer(house):
    store, ana = house
    keep(store, ana, STRAVA)
    easy = frames.training(store, ana)["runs"].iloc[0]
    called(store, ana, easy["run_id"], "raceB")
    keep(store, ana, GARMIN)

    now = frames.training(store, ana)["runs"].iloc[0]

    assert now["run_id"] != easy["run_id"]
    assert (now["run_class"], now["title"]) == ("raceB", "Run")


@pytest.mark.slow
def test_what_the_athlete_takes_apart_counts_twice_until_she_joins_it_again(house):
    store, ana = house
    keep(store, ana, *FILES.values())
    how = frames.profile(store, ana)
    before, listed = content(store, ana), frames.twin_records(store, ana, how)
    row = listed[listed["kind"] == "run"].iloc[0]

    twins.decide(store, ana.athlete_id, "run", row["pairs"], NOW, is_twin=False)
    apart = frames.twin_records(store, ana, how)
    assert len(frames.training(store, ana)["runs"]) == 4
    assert apart["is_split"].sum() == 1

    again = apart[apart["is_split"]].iloc[0]
    twins.decide(store, ana.athlete_id, "run", again["pairs"], NOW, is_twin=True)
    same(content(store, ana), before)
    pd.testing.assert_frame_equal(frames.twin_records(store, ana, how), listed)


@pytest.mark.slow
def test_a_decision_survives_the_undo_and_return_of_a_file(house):
    store, ana = house
    [_, receipt] = keep(store, ana, STRAVA, GARMIN)
    how = frames.profile(store, ana)
    row = frames.twin_records(store, ana, how).iloc[0]
    twins.decide(store, ana.athlete_id, row["kind"], row["pairs"], NOW, is_twin=False)
    uploads.undo(store, ana.athlete_id, receipt.upload_id, NOW)
    assert frames.twin_records(store, ana, how).empty

    keep(store, ana, GARMIN)

    assert frames.twin_records(store, ana, how)["is_split"].tolist() == [True]


def test_two_athletes_who_run_together_stay_two(house):
    store, ana = house
    bo = athletes.new(store, "Bo", NOW, timezone=ZONE, is_timezone_known=True)
    athletes.write(store, bo, NOW)
    keep(store, ana, STRAVA)
    keep(store, bo, GARMIN)

    assert len(frames.training(store, ana)["runs"]) == 2
    assert len(frames.training(store, bo)["runs"]) == 2
    assert frames.twin_records(store, bo, frames.profile(store, bo)).empty

"""What kind of run it was, and why, through files, store and transforms."""

from datetime import timedelta

import pandas as pd
import pytest
from tests.logs import at, run, strava, training


def runs(*rows, **more):
    return training(strava(*rows), **more)["runs"].to_dict("records")


def one(**about):
    labels = about.pop("labels", None)
    settings = about.pop("settings", {})
    [found] = runs(run("2026-11-02 07:00", **about), labels=labels, **settings)
    return found


def test_what_the_athlete_says_comes_first():
    found = one(title="6x800 m", tag="race", labels={"6x800 m": "easy"})

    assert (found["run_class"], found["is_key"], found["is_race"]) == (
        "easy",
        False,
        False,
    )
    assert found["confidence"] == 1
    assert found["class_reasons"] == "you called it easy"


def test_every_label():
    said = {
        "steady": ("steady", ""),
        "key": ("key", "key"),
        "long": ("long", "long"),
        "long+key": ("key", "long key"),
        "raceB": ("raceB", "race"),
        "raceA": ("raceA", "race"),
    }
    rows = [
        run(f"2026-11-0{day} 07:00", title=label) for day, label in enumerate(said, 1)
    ]
    found = runs(*rows, labels={label: label for label in said})

    for one_run in found:
        run_class, flags = said[one_run["title"]]
        assert one_run["run_class"] == run_class
        kinds = {name for name in ("long", "key", "race") if one_run[f"is_{name}"]}
        assert kinds == set(flags.split())


@pytest.mark.slow
def test_a_race_by_label_or_tag_of_more_than_ninety_minutes_is_long_too():
    assert one(minutes=95, km=21.1, labels={"Run": "raceA"})["is_long"]
    assert one(minutes=95, km=21.1, tag="race")["is_long"]
    assert not one(minutes=80, km=21.1, tag="race")["is_long"]
    assert not one(minutes=80, km=21.1, labels={"Run": "raceA"})["is_long"]


def test_the_tag_of_the_app_comes_before_the_words():
    cases = [
        ("workout", "Morning Run", "key"),
        ("workout", "Easy jog", "key"),
        ("workout", "5k race", "key"),
        ("long", "Club race", "long"),
        ("race", "Easy jog", "raceB"),
        ("race", "Long run", "raceB"),
        ("", "Club race", "raceB"),
        ("", "Long run", "long"),
        ("", "Tempo 3x10 min", "key"),
        ("", "Recovery jog", "easy"),
        ("", "Morning Run", "easy"),
        ("", "parkrun", "key"),
    ]
    rows = [
        run(f"2026-10-{day:02d} 07:00", tag=tag, title=title)
        for day, (tag, title, _) in enumerate(cases, 1)
    ]

    assert [found["run_class"] for found in runs(*rows)] == [case[2] for case in cases]


@pytest.mark.slow
def test_a_long_run_with_intervals_in_it_is_both():
    found = one(title="Long run with 3x10 min tempo", minutes=100, km=18)

    assert found["run_class"] == "key"
    assert found["is_long"]
    assert found["is_key"]
    assert "key:" in found["class_reasons"]
    assert "long:" in found["class_reasons"]


def hard(title="Morning Run", **more):
    more = {
        "hr": 168,
        "max_hr": 178,
        "minutes": 40,
        "settings": {"hr_max": "190"},
        **more,
    }
    return one(title=title, **more)


def test_heart_rate_speaks_where_nothing_else_does():
    found = hard()

    assert found["run_class"] == "key"
    assert "88%" in found["class_reasons"]
    assert found["confidence"] == 0.7


@pytest.mark.slow
def test_words_for_easy_silence_a_high_heart_rate():
    assert hard(title="Easy run in the heat")["run_class"] == "easy"


@pytest.mark.slow
def test_a_race_is_not_called_key_for_its_heart_rate():
    assert not hard(tag="race")["is_key"]


def test_between_easy_and_key_lies_steady():
    found = hard(hr=156, max_hr=165)

    assert found["run_class"] == "steady"
    assert "82%" in found["class_reasons"]


@pytest.mark.slow
def test_the_maximum_is_estimated_from_the_runs_when_nobody_said_it():
    rows = [run(f"2026-11-0{day} 07:00", hr=140, max_hr=190) for day in range(1, 7)]
    found = runs(*rows, run("2026-11-08 07:00", hr=168, max_hr=178, minutes=40))

    assert found[-1]["run_class"] == "key"


@pytest.mark.slow
def test_without_a_maximum_heart_rate_says_nothing():
    assert one(hr=168, max_hr=178, minutes=40)["run_class"] == "easy"


# Long runs against the athlete's own history.


def habit(*minutes, per_week, weeks=5, last=()):
    """The same week again and again, then one with `last`."""
    days = {3: (0, 2, 5), 5: (0, 1, 2, 4, 6), 6: (0, 1, 2, 3, 4, 5)}[per_week]
    monday = at("2026-09-07 07:00")
    rows = [
        run(monday + timedelta(days=7 * week + day), minutes=length, km=length / 6)
        for week in range(weeks)
        for day, length in zip(
            days, last if week == weeks - 1 else minutes, strict=True
        )
    ]
    return runs(*rows)[-len(days) :]


@pytest.mark.parametrize(
    ("usual", "last", "long"),
    [
        ((40, 45, 50, 45, 60), (40, 45, 50, 45, 100), [100]),
        ((30, 35, 40), (30, 35, 40), []),
        pytest.param((45, 45, 50), (45, 45, 70), [70], marks=pytest.mark.slow),
        pytest.param((60,) * 6, (60,) * 6, [], marks=pytest.mark.slow),
    ],
)
def test_the_references_weeks(usual, last, long):
    found = habit(*usual, per_week=len(usual), last=last)

    assert [r["moving_s"] / 60 for r in found if r["is_long"]] == long


def test_a_long_runs_reasons_are_its_numbers():
    found = habit(45, 45, 50, per_week=3, last=(45, 45, 70))[-1]

    assert found["run_class"] == "long"
    assert found["class_reasons"] == (
        "long: 1:10:00 h, 1.6x your 6-week median, the longest of its week"
    )


@pytest.mark.slow
def test_ninety_minutes_are_long_without_any_history():
    found = one(minutes=90, km=14)

    assert found["is_long"]
    assert "few runs before it" in found["class_reasons"]
    assert not one(minutes=89, km=14)["is_long"]
    assert one(minutes=80, km=16)["is_long"]


@pytest.mark.slow
def test_a_treadmill_run_is_judged_by_its_time():
    found = one(minutes=95, km=0.01, kind="Virtual Run")

    assert found["is_long"]


def test_walks_hikes_and_rides_are_no_runs():
    log = training(
        strava(
            run("2026-11-02 07:00", kind="Walk", minutes=120),
            run("2026-11-03 07:00", kind="Hike", minutes=240),
            run("2026-11-04 07:00", kind="Ride", minutes=120, km=50),
            run("2026-11-05 07:00"),
        )
    )

    assert len(log["runs"]) == 1


# When.


@pytest.mark.slow
def test_times_are_wall_clock_and_instant():
    [found] = runs(run("2026-07-01 05:00", minutes=60), zone="Europe/Madrid")

    assert found["start_local"] == pd.Timestamp("2026-07-01 07:00")
    assert found["start"] == pd.Timestamp("2026-07-01 05:00")
    assert found["end"] == pd.Timestamp("2026-07-01 06:00")
    assert found["end_local"] == pd.Timestamp("2026-07-01 08:00")


@pytest.mark.slow
def test_a_late_utc_evening_is_the_next_day_in_the_east():
    [found] = runs(run("2026-11-01 22:30"), zone="Asia/Tokyo")

    assert found["day"] == pd.Timestamp("2026-11-02")
    assert found["week"] == pd.Timestamp("2026-11-02")


@pytest.mark.slow
def test_a_watch_that_was_never_stopped_does_not_make_the_run_longer():
    row = run("2026-11-02 07:00", minutes=50).replace(",3000,3000,", ",30000,3000,")
    [found] = runs(row)

    assert found["end"] == pd.Timestamp("2026-11-02 07:50")


def test_pauses_belong_to_the_run():
    row = run("2026-11-02 07:00", minutes=50).replace(",3000,3000,", ",3600,3000,")
    [found] = runs(row)

    assert found["end"] == pd.Timestamp("2026-11-02 08:00")


@pytest.mark.slow
def test_nothing_has_the_same_columns_as_something():
    some = training(strava(run("2026-11-02 07:00")))["runs"]
    none = training()["runs"]

    assert list(some) == list(none)
    for name in ("is_long", "is_key", "is_race", "is_clock_known"):
        assert some[name].dtype == none[name].dtype == bool


@pytest.mark.slow
def test_an_estimated_maximum_that_makes_most_runs_hard_is_not_believed():
    # Thirty runs at much the same effort: the highest heart rate seen is no maximum.
    even = [
        run(f"2026-{1 + n // 10:02}-{2 + 2 * (n % 10):02} 07:00", hr=150, max_hr=158)
        for n in range(30)
    ]

    assert set(training(strava(*even))["runs"]["run_class"]) == {"easy"}
    assert set(training(strava(*even), hr_max="165")["runs"]["run_class"]) == {"key"}

"""The week board, the weeks in one row each, and the lifts before hard runs."""

from datetime import date

import pandas as pd
import pytest
from tests.logs import BENCH, fitnotes, hevy, lift, run, sets, strava, training

from runlift import frames
from runlift.model import Window
from runlift.science.policy import default_policy

HOW = frames.Profile(default_policy())
MILES = frames.Profile(default_policy(), distance_unit="mi")
NOVEMBER = Window(date(2026, 11, 4), date(2026, 11, 17))
"""From a Wednesday to a Tuesday: three weeks of the board."""


def log_of(*files, **more):
    return training(*files, **more)


def board(log, window=NOVEMBER, how=HOW):
    return frames.board(log, how, window)


def bars(log, **more):
    return board(log, **more)["activities"].to_dict("records")


def links(log, **more):
    return board(log, **more)["links"].to_dict("records")


SUNDAY_AND_MONDAY = (
    hevy(lift("2026-11-08 18:30", *sets(n=5), minutes=90)),
    strava(run("2026-11-09 07:15", minutes=45, km=10, title="Track", tag="workout")),
)


def test_every_activity_stands_at_its_day_and_hour():
    lifted, ran = bars(log_of(*SUNDAY_AND_MONDAY))

    assert (lifted["kind"], lifted["look_class"], lifted["label"]) == (
        "lift",
        "legs",
        "legs",
    )
    assert (lifted["week"], lifted["day_no"]) == (pd.Timestamp("2026-11-02"), 6)
    assert (lifted["start_h"], lifted["length_h"]) == (18.5, 1.5)
    assert (ran["kind"], ran["look_class"], ran["label"]) == ("run", "key", "track")
    assert (ran["week"], ran["day_no"]) == (pd.Timestamp("2026-11-09"), 0)
    assert (ran["start_h"], ran["length_h"]) == (7.25, 0.75)


def test_a_finding_over_the_edge_of_a_week_is_a_link():
    [link] = links(log_of(*SUNDAY_AND_MONDAY))

    assert (link["week_from"], link["day_from"], link["hour_from"]) == (
        pd.Timestamp("2026-11-02"),
        6,
        18.5,
    )
    assert (link["week_to"], link["day_to"], link["hour_to"]) == (
        pd.Timestamp("2026-11-09"),
        0,
        7.25,
    )
    assert (link["severity"], link["hours"]) == ("conflict", 11.25)
    assert not link["is_time_assumed"]


def test_a_lift_after_a_run_is_a_link_from_the_run():
    [link] = links(
        log_of(
            strava(run("2026-11-08 07:00", minutes=60, tag="long")),
            hevy(lift("2026-11-08 18:00", *sets(n=5))),
        )
    )

    assert (link["hour_from"], link["hour_to"]) == (7, 18)


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2026-11-08", "2026-11-09"])
def test_an_unknown_clock_has_no_hour(day):
    log = log_of(
        fitnotes(("2026-11-08", "Barbell Squat", 100, 5, 5)),
        strava(run(f"{day} 07:00", tag="workout")),
    )
    lifted = bars(log)[0]
    [link] = links(log)

    assert pd.isna(lifted["start_h"])
    assert pd.isna(link["hour_from"])
    assert link["hour_to"] == 7
    assert link["is_time_assumed"]


@pytest.mark.slow
def test_remarks_and_findings_without_a_run_are_no_links():
    log = log_of(
        strava(run("2026-11-08 07:00", tag="workout")),
        hevy(
            lift("2026-11-08 18:00", *sets(n=5)), lift("2026-11-09 17:00", *sets(n=5))
        ),
    )

    assert len(log["findings"]) > 1
    assert links(log) == []


def test_the_board_shows_whole_weeks_newest_first():
    log = log_of(
        strava(
            run("2026-11-01 12:00"),  # the Sunday before
            run("2026-11-02 12:00", km=7),  # its first Monday
            run("2026-11-22 12:00", km=8),  # its last Sunday
        )
    )
    found = board(log)

    assert found["weeks"]["week"].dt.day.tolist() == [16, 9, 2]
    assert found["weeks"]["label"].tolist() == ["16 Nov", "9 Nov", "2 Nov"]
    assert found["weeks"]["sub"].tolist() == ["8 km", "0 km", "7 km"]
    assert found["activities"]["label"].tolist() == ["7 km", "8 km"]


@pytest.mark.slow
def test_a_link_with_one_end_outside_is_left_out():
    log = log_of(
        hevy(lift("2026-11-01 18:30", *sets(n=5))),
        strava(run("2026-11-02 07:15", tag="workout")),
    )

    assert len(bars(log)) == 1
    assert links(log) == []


@pytest.mark.slow
def test_looks_and_labels():
    log = log_of(
        hevy(lift("2026-11-09 18:00", *sets(BENCH, n=3))),
        strava(
            run("2026-11-10 18:00", kind="Weight Training", title="Gym", km=0),
            run("2026-11-11 07:00", km=16.1, tag="race", title="Ten miles"),
        ),
    )

    looks = [
        (one["kind"], one["look_class"], one["label"]) for one in bars(log, how=MILES)
    ]
    assert looks == [
        ("lift", "upper", "upper"),
        ("lift", "upper", "lift"),
        ("run", "race", "10 mi"),
    ]


@pytest.mark.slow
def test_jumps_alone_are_legs():
    log = log_of(hevy(lift("2026-11-09 18:00", *sets("Box Jump", n=3, load=""))))

    assert bars(log)[0]["look_class"] == "legs"


def test_a_board_of_nothing():
    found = board(log_of())

    assert found["activities"].empty
    assert found["links"].empty
    assert len(found["weeks"]) == 3


# One row a week.


def test_a_week_in_one_row():
    log = log_of(
        *SUNDAY_AND_MONDAY,
        strava(
            run("2026-11-14 07:00", minutes=100, km=18, title="Long run"),
            run("2026-11-15 07:00", minutes=30, km=5, title="Jog"),
        ),
        hevy(lift("2026-11-12 18:00", *sets(BENCH, n=3), title="Upper")),
    )
    found = frames.weeks(log, NOVEMBER)
    week = found[found["week"] == "2026-11-09"].iloc[0]

    assert found["week"].dt.day.tolist() == [2, 9, 16]
    assert week["distance_m"] == 33_000
    assert week["moving_s"] == 175 * 60
    assert week["long_m"] == 18_000
    assert week[["runs", "key_runs", "long_runs"]].tolist() == [3, 1, 1]
    assert week[["lifts", "leg_lifts"]].tolist() == [1, 0]
    # It belongs to the week of the run, where it was felt.
    assert found["conflicts"].tolist() == [0, 1, 0]
    assert found["leg_lifts"].tolist() == [1, 0, 0]


def test_weeks_without_training_are_there():
    found = frames.weeks(log_of(), NOVEMBER)

    assert len(found) == 3
    assert found.drop(columns=["week", "is_current"]).to_numpy().sum() == 0
    assert found["is_current"].tolist() == [False, False, True]


# Lifts before hard runs.


def before(log, window=NOVEMBER, how=HOW):
    return frames.before_runs(log, how, window)


@pytest.mark.slow
def test_the_lifts_in_the_days_before_hard_runs():
    log = log_of(
        hevy(
            lift("2026-11-05 06:00", *sets(n=5)),  # 96 h before it: 7 to 7
            lift("2026-11-05 07:00", *sets(BENCH, n=3), title="Upper"),
            lift("2026-11-08 18:00", *sets(n=5)),
            lift("2026-11-09 08:00", *sets(n=5)),  # after it
        ),
        strava(
            run("2026-11-09 07:00", km=10, tag="workout"),
            run("2026-11-10 07:00", km=6),  # easy
        ),
    )
    found = before(log)

    assert found["runs"]["label"].tolist() == ["9 Nov 10 km"]
    assert found["lifts"]["hours_before"].tolist() == [96, 95, 12]
    assert found["lifts"]["severity"].tolist() == ["ok", "ok", "conflict"]
    assert found["lifts"]["lift_class"].tolist()[1] == "none"
    assert found["zones"].iloc[0].tolist() == [24, 36]


@pytest.mark.slow
def test_the_newest_twenty_runs_of_the_window():
    log = log_of(
        strava(
            *(
                run(f"2026-{month:02d}-{day:02d} 07:00", tag="long")
                for month in (9, 10)
                for day in range(1, 29, 2)
            )
        )
    )
    found = before(log, Window(date(2026, 9, 1), date(2026, 10, 31)))["runs"]

    assert len(found) == 20
    assert found["day"].is_monotonic_decreasing
    assert found["day"].iloc[0] == pd.Timestamp("2026-10-27")


def test_nothing_before_nothing():
    found = before(log_of())

    assert found["runs"].empty
    assert found["lifts"].empty


def test_what_has_no_clock_has_no_hours():
    found = before(
        log_of(
            fitnotes(("2026-11-08", "Barbell Squat", 100, 5, 5)),
            strava(run("2026-11-09 07:00", tag="workout")),
        )
    )

    assert len(found["runs"]) == 1
    assert found["lifts"].empty

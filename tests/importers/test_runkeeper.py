"""Runkeeper's durations survive a spreadsheet, and its units stand in the header."""

import pytest
from tests.importers.reading import column, parse

NAMES = (
    "Date,Type,Route Name,Distance (km),Duration,Average Pace,Average Speed (km/h),"
    "Calories Burned,Climb (m),Average Heart Rate (bpm),Notes,GPX File\n"
)


def run(duration, distance="10.44", pace="5:37", speed="10.68", kind="Running"):
    return (
        NAMES
        + f"2026-03-13 17:39:05,{kind},,{distance},{duration},{pace},{speed},1,130,159,,\n"
    )


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("58:40", 3520.0), ("1:23:34", 5014.0), ("36:14", 2174.0), ("0:45", 45.0)],
)
def test_durations_have_two_or_three_parts(text, seconds):
    assert column(parse(run(text, speed="")).runs, "moving_s") == [seconds]


@pytest.mark.parametrize(
    ("pace", "speed"), [("5:37", "10.68"), ("5:37:00", ""), ("", "10.68"), ("5:37", "")]
)
def test_the_speed_or_the_pace_shows_what_a_spreadsheet_did(pace, speed):
    parsed = parse(run("58:40:00", pace=pace, speed=speed))

    assert column(parsed.runs, "moving_s") == [3520.0]
    assert "58 minutes and 40 seconds" in parsed.notes[0]


def test_a_day_on_one_s_feet_is_believed():
    parsed = parse(run("10:44:20", distance="90.00", pace="7:09", speed="8.38"))

    assert column(parsed.runs, "moving_s") == [38660.0]
    assert not parsed.notes


def test_miles_and_feet_are_said_in_the_header():
    text = run("26:42", distance="3.02", pace="8:50", speed="6.79")
    text = (
        text.replace("(km)", "(mi)")
        .replace("(km/h)", "(mph)")
        .replace("Climb (m)", "Climb (ft)")
    )

    parsed = parse(text)
    assert column(parsed.runs, "distance_m") == [pytest.approx(3.02 * 1609.344)]
    assert column(parsed.runs, "ascent_m") == [pytest.approx(130 * 0.3048)]


def test_an_old_and_a_new_export_of_a_run_leave_the_same_traces():
    old = parse(run("58:40"))
    new = parse(
        run("58:40")
        .replace("Date,", "Activity Id,Date,", 1)
        .replace("2026-03-13", "0b7c,2026-03-13")
    )

    assert column(new.runs, "source_id") == [None]
    assert new.runs.equals(old.runs)
    assert column(new.runs, "tz_source") == ["wall"]


def test_strength_training_is_kept_and_a_walk_is_not():
    assert len(parse(run("45:00", "0.00", "", "", "Strength Training")).sessions) == 1
    walk = parse(run("45:00", "4.00", "11:15", "5.3", "Walking"))
    assert walk.runs.empty
    assert walk.sessions.empty

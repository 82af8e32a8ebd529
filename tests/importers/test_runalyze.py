"""Runalyze: columns that vary, Borg's scale, and sports that are numbers."""

import pytest
from tests.importers.reading import column, parse, question, slugs_claiming

from runlift.errors import UnreadableFile
from runlift.model import Answers

NAMES = "Date,Sport,Time,Distance,TRIMP,RPE,Notes\n"
DATABASE = "id,time,timezoneOffset,sportid,title,distance,s,vo2max\n"


@pytest.mark.parametrize(
    ("day", "start", "precision"),
    [
        ("2026-04-15", "2026-04-15T00:00:00", "day"),
        ("2026-4-5", "2026-04-05T00:00:00", "day"),
        ("15.04.2026", "2026-04-15T00:00:00", "day"),
        ("5.4.2026", "2026-04-05T00:00:00", "day"),
        ("2026-04-15 08:30:00", "2026-04-15T08:30:00", "second"),
        ("2026-04-15T08:30", "2026-04-15T08:30:00", "minute"),
        ("15.04.2026 08:30", "2026-04-15T08:30:00", "minute"),
    ],
)
def test_dates_are_iso_or_dotted(day, start, precision):
    parsed = parse(NAMES + f"{day},Running,3600,12.5,85,6,\n")

    assert [one.isoformat() for one in parsed.runs["start_local"]] == [start]
    assert column(parsed.runs, "time_precision") == [precision]
    assert not parsed.notes


@pytest.mark.parametrize(
    ("time", "seconds"),
    [("3600", 3600.0), ("01:30:00", 5400.0), ("45:00", 2700.0), ("3301.5", 3301.5)],
)
def test_time_is_in_seconds_or_a_clock(time, seconds):
    parsed = parse(NAMES + f"2026-04-15,Running,{time},12.5,85,6,\n")

    assert column(parsed.runs, "moving_s") == [seconds]
    assert column(parsed.runs, "distance_m") == [12500.0]


def test_effort_to_ten_is_kept_and_on_borgs_scale_left_out():
    easy = "2026-04-15,Running,3600,12.5,85,6,\n"
    hard = "2026-04-16,Running,3600,12.5,85,15,\n"

    assert column(parse(NAMES + easy).runs, "rpe") == [6.0]
    assert column(parse(NAMES + easy + hard).runs, "rpe") == [None, None]
    assert "Borg" in parse(NAMES + easy + hard).notes[0]


def test_a_sport_with_a_vo2max_is_running_and_one_without_a_clue_is_named():
    parsed = parse(
        DATABASE
        + "1,1776320400,120,71,Morning,10,3300,48.2\n"
        + "2,1776220400,120,71,,8,2700,\n"
        + "3,1776120400,120,72,To work,9,1700,\n"
        + "4,1776020400,120,73,Gym: upper body,,2700,\n"
    )

    assert column(parsed.runs, "source_id") == ["1", "2"]
    assert column(parsed.sessions, "source_id") == ["4"]
    assert "'sport 72'" in parsed.notes[0]


def test_titles_tell_a_sport_if_most_of_them_agree():
    rows = [
        "1,1776320400,120,71,Evening run,10,3300,",
        "2,1776220400,120,71,Trail run,10,3300,",
        "3,1776120400,120,71,Home,10,3300,",
        "4,1776020400,120,74,Run to the pool,,1800,",
        "5,1775920400,120,74,Swimming,1,1800,",
    ]
    parsed = parse(DATABASE + "\n".join(rows) + "\n")

    assert column(parsed.runs, "source_id") == ["1", "2", "3"]


def test_an_instant_with_an_offset_has_both_clocks():
    parsed = parse(DATABASE + "1,1776320400,120,71,Run,10,3300,48.2\n")

    assert [one.isoformat() for one in parsed.runs["start_utc"]] == [
        "2026-04-16T06:20:00"
    ]
    assert [one.isoformat() for one in parsed.runs["start_local"]] == [
        "2026-04-16T08:20:00"
    ]
    assert column(parsed.runs, "tz_source") == ["offset"]


def test_an_instant_without_an_offset_asks_for_the_zone():
    text = DATABASE + "1,1776320400,,71,Run,10,3300,48.2\n"
    parsed = parse(text, Answers(timezone="UTC", is_timezone_known=False))

    assert column(parsed.runs, "tz_source") == ["utc"]
    assert question(parsed, "timezone").guess == "UTC"


@pytest.mark.parametrize("time", ["", "soon", "-5", "1e99", "nan"])
def test_a_start_that_is_no_instant_rejects_its_row(time):
    parsed = parse(DATABASE + f"1,{time},120,71,Run,10,3300,48.2\n")

    assert [one.line for one in parsed.rejected] == [2]


def test_a_table_of_anything_with_a_date_and_a_time_is_not_claimed():
    assert (
        slugs_claiming("Date,Sport,Time,Distance\n2026-04-15,Running,3600,12\n") == []
    )
    assert slugs_claiming(NAMES) == ["runalyze"]
    assert slugs_claiming(DATABASE) == ["runalyze"]


def test_a_header_alone_is_refused_with_a_sentence():
    with pytest.raises(UnreadableFile, match="no rows"):
        parse(NAMES)

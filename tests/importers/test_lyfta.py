"""Lyfta's clock is its server's, wherever somebody trained, and its weights have no unit."""

import pandas as pd
import pytest
from tests.importers.reading import column, parse, question, slugs_claiming

from runlift.errors import UnreadableFile
from runlift.model import Answers

HEADER = (
    ' Title,Date,Duration,Exercise,"Superset id",Weight,Reps,Distance,Time,"Set Type"\n'
)
INDIA = Answers(timezone="Asia/Kolkata")


def one(date, *, weight="60.000", distance="", time="0"):
    return (
        f'Push,"{date}",00:45:00,"Barbell Bench Press",,{weight},5,'
        f"{distance},{time},NORMAL_SET\n"
    )


@pytest.mark.parametrize(
    ("date", "local", "utc"),
    [
        ("2026-01-15 12:41:04", "2026-01-15 17:11:04", "2026-01-15 11:41:04"),
        ("2025-07-15 12:41:04", "2025-07-15 16:11:04", "2025-07-15 10:41:04"),
        ("2025-12-31 21:00:00", "2026-01-01 01:30:00", "2025-12-31 20:00:00"),
    ],
)
def test_somebody_in_india_is_four_and_a_half_hours_ahead_in_winter(date, local, utc):
    parsed = parse(HEADER + one(date), INDIA)

    assert column(parsed.sessions, "start_local") == [pd.Timestamp(local)]
    assert column(parsed.sessions, "start_utc") == [pd.Timestamp(utc)]
    assert column(parsed.sessions, "tz_source") == ["utc"]
    assert question(parsed, "timezone") is None


def test_an_unknown_zone_is_asked_and_moves_no_record():
    text = HEADER + one("2026-01-15 12:41:04")
    guessed = parse(text, Answers(timezone="UTC", is_timezone_known=False))

    assert question(guessed, "timezone").guess == "UTC"
    assert "train" in question(guessed, "timezone").text
    assert column(guessed.sessions, "source_id") == column(
        parse(text, INDIA).sessions, "source_id"
    )


def test_a_date_without_a_clock_time_stays_on_its_day_and_asks_for_no_zone():
    parsed = parse(
        HEADER + one("2026-01-15"), Answers(timezone="UTC", is_timezone_known=False)
    )

    assert column(parsed.sessions, "time_precision") == ["day"]
    assert column(parsed.sessions, "start_local") == [pd.Timestamp("2026-01-15")]
    assert column(parsed.sessions, "start_utc") == [None]
    assert question(parsed, "timezone") is None


def test_the_unit_is_asked_until_it_is_known():
    text = HEADER + one("2026-01-15 12:41:04", weight="135.000")
    asked = parse(text)
    told = parse(text, Answers(weight_unit="kg"))

    assert question(asked, "weight_unit").guess == "lb"
    assert question(told, "weight_unit") is None
    assert column(told.sets, "load_kg") == [135.0]


def test_no_distance_means_no_question_about_miles():
    without = parse(HEADER + one("2026-01-15 12:41:04", distance="0"))
    with_one = parse(HEADER + one("2026-01-15 12:41:04", distance="2.500", time="600"))

    assert question(without, "distance_unit") is None
    assert question(with_one, "distance_unit").guess == "km"
    assert column(with_one.sets, "distance_m") == [2500.0]
    assert column(with_one.sets, "duration_s") == [600.0]


def test_a_row_that_a_spreadsheet_saved_is_read_with_a_warning():
    parsed = parse(HEADER.replace('"', "") + one("15/01/2026 12:41").replace('"', ""))

    assert column(parsed.sessions, "start_local") == [pd.Timestamp("2026-01-15 12:41")]
    assert any("spreadsheet" in note for note in parsed.notes)


def test_the_header_is_known_with_and_without_the_blank_before_it():
    assert slugs_claiming(HEADER + one("2026-01-15 12:41:04")) == ["lyfta"]
    assert slugs_claiming(HEADER.strip() + "\n" + one("2026-01-15 12:41:04")) == [
        "lyfta"
    ]


def test_a_file_with_only_a_header_has_nothing_to_read():
    with pytest.raises(UnreadableFile):
        parse(HEADER)

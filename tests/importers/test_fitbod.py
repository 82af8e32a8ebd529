"""Fitbod's notes hold bare commas, its help is negative, and its instants are UTC."""

import pandas as pd
import pytest
from tests.importers.reading import column, parse, question, slugs_claiming

from runlift.errors import UnreadableFile
from runlift.model import Answers

OLD = "Date,Exercise,Sets,Reps,Weight,isWarmup,Note\n"
NEW = (
    "Date,Exercise,Reps,Weight(kg),Duration(s),Distance(m),Incline,Resistance,"
    "isWarmup,Note,multiplier\n"
)
COMMA = NEW.replace("multiplier\n", "multiplier,\n")
START = "2024-05-14 16:30:00 +0000"


@pytest.mark.parametrize("header", [NEW, COMMA])
@pytest.mark.parametrize("end", ["", ","])
@pytest.mark.parametrize("note", ["", "slow", "slow, deep", "a,b,c", '"slow, deep"'])
def test_a_note_is_whole_with_and_without_the_comma_at_the_end(header, end, note):
    parsed = parse(header + f"{START},Squat,5,80.0,0,0,0,0,false,{note},2.0{end}\n")

    assert column(parsed.sets, "note") == [note.strip('"') or None]
    assert column(parsed.sets, "load_kg") == [80.0]
    assert not parsed.rejected


def test_lines_keep_their_numbers_below_a_header_that_is_taken_out():
    parsed = parse("\n" + COMMA + f"{START},Squat,5,80.0,0,0,0,0,false,,1.0,\n")

    assert column(parsed.sets, "line") == [3]


def test_the_weight_is_that_of_one_implement_whatever_the_multiplier():
    parsed = parse(
        NEW
        + f"{START},Dumbbell Row,8,20.0,0,0,0,0,false,,2.0\n"
        + f"{START},Squat,8,20.0,0,0,0,0,false,,1.0\n"
    )

    assert column(parsed.sets, "load_kg") == [20.0, 20.0]


def test_a_weight_below_zero_is_help():
    parsed = parse(
        OLD
        + "2018-11-06,Dip,1,8,-18.14369,FALSE,\n2018-11-06,Dip,1,8,10,FALSE,\n"
        + "2018-11-06,Dip,1,8,0,FALSE,\n"
    )

    assert column(parsed.sets, "load_kg") == [pytest.approx(18.143695), 10.0, None]
    assert column(parsed.sets, "load_basis") == ["assist", None, None]


def test_rows_of_one_timestamp_are_a_session_and_two_a_day_are_two():
    later = START.replace("16:30", "18:05")
    row = ",Squat,5,80.0,0,0,0,0,false,,1.0\n"
    parsed = parse(NEW + later + row + later + row + START + row)

    assert column(parsed.sets, "session_key") == [0, 0, 1]
    assert column(parsed.sessions, "source_id") == ["2024-05-14||2", "2024-05-14||1"]


def test_both_vintages_know_a_day_by_the_same_key():
    old = parse(OLD + "2024-05-14,Squat,1,5,80.0,FALSE,\n")
    new = parse(NEW + f"{START},Squat,5,80.0,0,0,0,0,false,,1.0\n")

    assert column(old.sessions, "source_id") == column(new.sessions, "source_id")
    assert column(old.sessions, "time_precision") == ["day"]
    assert column(new.sessions, "time_precision") == ["second"]


@pytest.mark.parametrize(
    ("date", "local", "utc"),
    [
        ("2024-05-14 16:30:00 +0000", "2024-05-14 18:30", "2024-05-14 16:30"),
        ("2024-05-14 04:30:00 PM +0000", "2024-05-14 18:30", "2024-05-14 16:30"),
        ("2024-05-14 12:05:00 AM +0000", "2024-05-14 02:05", "2024-05-14 00:05"),
        ("2024-05-14 16:30:00 -0500", "2024-05-14 16:30", "2024-05-14 21:30"),
        ("2024-05-14T16:30:00Z", "2024-05-14 18:30", "2024-05-14 16:30"),
        ("2024-05-14 16:30:00", "2024-05-14 16:30", None),
    ],
)
def test_an_offset_of_zero_is_an_instant_and_another_the_wall_clock(date, local, utc):
    parsed = parse(NEW + f"{date},Squat,5,80.0,0,0,0,0,false,,1.0\n")

    assert column(parsed.sessions, "start_local") == [pd.Timestamp(local)]
    assert column(parsed.sessions, "start_utc") == [utc and pd.Timestamp(utc)]


def test_the_zone_is_asked_for_instants_and_not_for_dates():
    unknown = Answers(timezone="UTC", is_timezone_known=False)
    row = f"{START},Squat,5,80.0,0,0,0,0,false,,1.0\n"

    assert question(parse(NEW + row, unknown), "timezone").guess == "UTC"
    assert question(parse(NEW + row), "timezone") is None
    old = parse(OLD + "2018-11-06,Squat,1,5,80.0,FALSE,\n", unknown)
    assert question(old, "timezone") is None


def test_sets_that_count_down_the_rows_are_numbers_of_sets():
    numbered = parse(
        OLD
        + "2018-02-10,Squat,1,5,70,FALSE,\n2018-02-10,Squat,2,5,70,FALSE,\n"
        + "2018-02-10,Curl,1,9,10,FALSE,\n2018-02-10,Curl,2,9,10,FALSE,\n"
    )
    counted = parse(
        OLD + "2018-02-10,Squat,2,5,70,FALSE,\n2018-02-10,Curl,3,9,10,FALSE,\n"
    )

    assert len(numbered.sets) == 4
    assert column(counted.sets, "set_no") == [1, 2, 3, 4, 5]
    assert column(counted.sets, "line") == [2, 2, 3, 3, 3]


@pytest.mark.parametrize("text", [OLD, NEW, COMMA])
def test_a_file_with_only_a_header_is_known_and_has_nothing_to_read(text):
    assert slugs_claiming(text) == ["fitbod"]
    with pytest.raises(UnreadableFile):
        parse(text)

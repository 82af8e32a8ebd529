"""FitNotes' bare commas are joined again only where the rest of the row fits."""

import pytest
from tests.importers.reading import column, parse, question

from runlift.errors import UnreadableFile

UNITS_IN_ROWS = (
    "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time\n"
)
WITH_COMMENT = UNITS_IN_ROWS.replace("Time\n", "Time,Comment\n")


def test_kilograms_and_pounds_may_stand_in_one_file():
    parsed = parse(
        UNITS_IN_ROWS
        + "2025-04-29,Row,Back,100.0,kgs,5,,,\n2025-04-29,Row,Back,225.0,lbs,5,,,\n"
    )

    assert column(parsed.sets, "load_kg") == [100.0, pytest.approx(102.058, abs=0.001)]
    assert not parsed.questions


def test_a_day_is_one_session_without_a_name_or_a_clock_time():
    parsed = parse(
        UNITS_IN_ROWS
        + "2025-04-29,Row,Back,100.0,kgs,5,,,\n2025-04-30,Row,Back,100.0,kgs,5,,,\n"
        + "2025-04-29,Dip,Chest,0.0,kgs,5,,,\n"
    )

    assert column(parsed.sessions, "time_precision") == ["day", "day"]
    assert column(parsed.sessions, "title") == [None, None]
    assert column(parsed.sets, "session_key") == [0, 0, 1]


@pytest.mark.parametrize(
    ("row", "exercise", "note"),
    [
        ("Row, seated,Back,20,kgs,8,,,,", "Row, seated", None),
        ('Row, seated,Back,20,kgs,8,,,,"slow, deep"', "Row, seated", "slow, deep"),
        ("Row,Back,20,kgs,8,,,,slow, deep", "Row", "slow, deep"),
        ("Row, seated,Back,20,kgs,8,,,,slow, deep", "Row, seated", "slow, deep"),
        ('Row,Back,20,kgs,8,,,,""', "Row", None),
    ],
)
def test_bare_commas_in_names_and_comments_go_back_where_they_were(row, exercise, note):
    parsed = parse(WITH_COMMENT + f"2026-01-12,{row}\n")

    assert column(parsed.sets, "exercise_raw") == [exercise]
    assert column(parsed.sets, "note") == [note]
    assert column(parsed.sets, "load_kg") == [20.0]


def test_a_row_with_too_many_fields_that_fits_nowhere_is_rejected():
    parsed = parse(
        UNITS_IN_ROWS
        + "2025-04-29,Row,Back,20,kgs,8,,,,12,13\n2025-04-29,Row,Back,20,kgs,8,,,\n"
    )

    assert [one.line for one in parsed.rejected] == [2]
    assert len(parsed.sets) == 1


def test_a_plank_is_timed_and_a_run_has_a_distance():
    parsed = parse(
        UNITS_IN_ROWS
        + "2025-04-29,Plank,Abs,,,,0.0,m,0:01:30\n"
        + "2025-04-29,Run,Cardio,,,,5.0,km,30:00\n"
        + "2025-04-29,Run,Cardio,,,,1.0,mi,\n"
    )

    assert column(parsed.sets, "duration_s") == [90.0, 1800.0, None]
    assert column(parsed.sets, "distance_m") == [None, 5000.0, 1609.344]
    assert column(parsed.sets, "reps") == [None, None, None]


def test_days_a_spreadsheet_turned_round_are_read_or_asked():
    rows = "{},Row,Back,20,kgs,8,,,\n"
    sure = parse(UNITS_IN_ROWS + rows.format("29/04/2025") + rows.format("30/04/2025"))
    unsure = parse(UNITS_IN_ROWS + rows.format("05/04/2025"))

    assert sure.sessions["start_local"].dt.day.tolist() == [29, 30]
    assert not sure.questions
    assert question(unsure, "date_order").guess == "dmy"


def test_a_file_with_only_a_header_has_nothing_to_read():
    with pytest.raises(UnreadableFile):
        parse(UNITS_IN_ROWS)

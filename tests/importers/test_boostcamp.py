"""Boostcamp turns its dates round with the unit."""

import pytest
from tests.importers.reading import column, parse, slugs_claiming

from runlift.errors import UnreadableFile

HEADER = "workout,date,week,day,exercise,set,weight,unit,reps\n"
ROW = "Base,{},1,{},Squat,1,100,{},5\n"


def days(text):
    return parse(text).sessions["start_local"].dt.strftime("%Y-%m-%d").tolist()


def test_the_day_comes_first_with_kilograms_and_the_month_with_pounds():
    assert days(HEADER + ROW.format("03/04/26", 1, "kg")) == ["2026-04-03"]
    assert days(HEADER + ROW.format("03/04/26", 1, "lb")) == ["2026-03-04"]


def test_both_may_stand_in_one_file():
    text = HEADER + ROW.format("03/04/26", 1, "kg") + ROW.format("05/04/26", 2, "lbs")

    assert days(text) == ["2026-04-03", "2026-05-04"]


def test_a_date_that_fits_only_the_other_way_turns_those_of_its_unit():
    text = HEADER + ROW.format("03/04/26", 1, "kg") + ROW.format("03/25/26", 2, "kg")

    assert days(text) == ["2026-03-04", "2026-03-25"]


def test_no_such_day_rejects_its_row_as_it_stands_in_the_file():
    parsed = parse(
        HEADER + ROW.format("31/02/26", 1, "kg") + ROW.format("01/03/26", 1, "kg")
    )

    assert [one.reason for one in parsed.rejected] == ["date '31/02/26' cannot be read"]
    assert not parsed.notes


def test_two_days_of_a_programme_on_one_date_are_two_sessions():
    parsed = parse(
        HEADER + ROW.format("03/04/26", 1, "kg") + ROW.format("03/04/26", 2, "kg")
    )

    assert column(parsed.sessions, "title") == [
        "Base, week 1, day 1",
        "Base, week 1, day 2",
    ]


def test_a_table_without_a_programme_is_not_boostcamps():
    assert "boostcamp" not in slugs_claiming(
        "workout,date,exercise,set,weight,unit,reps\n"
    )


def test_a_file_with_only_a_header_is_recognised_and_has_nothing_to_read():
    assert slugs_claiming(HEADER) == ["boostcamp"]
    assert slugs_claiming(HEADER.replace(",", ";")) == ["boostcamp"]
    with pytest.raises(UnreadableFile):
        parse(HEADER)

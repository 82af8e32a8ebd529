"""FitNotes 2 on the iPhone: only what was done counts, instants meet in any zone."""

import pytest
from tests.importers.reading import column, parse, question, slugs_claiming

from runlift.errors import UnreadableFile
from runlift.model import Answers

HEADER = (
    "Name,StartTime,EndTime,BodyWeight,Exercise,Equipment,Reps,Weight,Time,Distance,"
    "Status,IsWarmup,RPE,RIR,Categories,Note\n"
)
ROW = "Gym,2026-02-03T23:30:00Z,,,Squat,Barbell,5,{},,,Done,false,,{},Legs,\n"


def test_the_android_app_is_another():
    assert slugs_claiming(HEADER + ROW.format(60, "")) == ["fitnotes2"]
    assert "fitnotes2" not in slugs_claiming(
        "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time\n"
    )


def test_another_time_zone_shows_another_day_of_the_same_workout():
    text = HEADER + ROW.format(60, "")
    berlin = parse(text, Answers(timezone="Europe/Berlin"))
    york = parse(text, Answers(timezone="America/New_York"))

    assert berlin.sessions["start_local"].dt.day.tolist() == [4]
    assert york.sessions["start_local"].dt.day.tolist() == [3]
    assert column(berlin.sessions, "source_id") == column(york.sessions, "source_id")


def test_the_zone_is_asked_for_as_long_as_nobody_said_it():
    unknown = Answers(timezone="UTC", is_timezone_known=False)

    assert question(parse(HEADER + ROW.format(60, ""), unknown), "timezone")
    assert not question(parse(HEADER + ROW.format(60, "")), "timezone")


def test_an_answer_makes_the_weights_pounds_and_ends_the_question():
    parsed = parse(HEADER + ROW.format(135, ""), Answers(weight_unit="lb"))

    assert column(parsed.sets, "load_kg") == [pytest.approx(61.23497)]
    assert not parsed.questions


def test_repetitions_in_reserve_become_an_effort_also_when_none_are_left():
    parsed = parse(HEADER + ROW.format(60, "0") + ROW.format(60, "3"))

    assert column(parsed.sets, "rpe") == [10.0, 7.0]


def test_a_file_of_sets_that_were_only_planned_holds_no_session():
    parsed = parse(HEADER + ROW.format(60, "").replace("Done", "NotStarted"))

    assert parsed.sessions.empty
    assert parsed.notes == ("Sets that were not done are left out (NotStarted: 1).",)
    assert not parsed.questions


def test_a_file_with_only_a_header_has_nothing_to_read():
    with pytest.raises(UnreadableFile):
        parse(HEADER)

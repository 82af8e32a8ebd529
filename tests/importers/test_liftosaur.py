"""Liftosaur lists what was planned beside what was completed."""

import pytest
from tests.importers.reading import column, parse, question, slugs_claiming

from runlift.errors import UnreadableFile
from runlift.model import Answers

HEADER = (
    "Workout DateTime,Program,Day Name,Exercise,Is Warmup Set?,Required Reps,"
    "Completed Reps,Is AMRAP?,Required RPE,Completed RPE,Log RPE?,"
    "Required Weight Value,Required Weight Unit,Completed Weight Value,"
    "Completed Weight Unit,Ask Weight?,Completed Reps Time,Target Muscles,"
    "Synergist Muscles,Notes\n"
)


def row(reps="5", rpe="", load="100,kg", lifted=",", ticked="", day="2026-03-02"):
    return (
        f'{day}T23:30:00.000Z,P,Day 1,"Squat, Barbell",0,5,{reps},0,8,{rpe},0,'
        f"{load},{lifted},0,{ticked},,,\n"
    )


def test_the_load_is_the_completed_one_else_the_planned_one():
    parsed = parse(HEADER + row(lifted="102.5,kg") + row())

    assert column(parsed.sets, "load_kg") == [102.5, 100.0]


def test_a_planned_effort_is_not_an_effort():
    assert column(parse(HEADER + row() + row(rpe="9")).sets, "rpe") == [None, 9.0]


def test_sets_without_completed_repetitions_are_left_out():
    parsed = parse(HEADER + row() + row(reps=""))

    assert len(parsed.sets) == 1
    assert parsed.notes == ("Sets that were not done are left out (not completed: 1).",)


def test_a_workout_lasts_until_its_last_completed_set():
    parsed = parse(
        HEADER
        + row(ticked="2026-03-02T23:40:00.000Z")
        + row(ticked="2026-03-03T00:15:00.000Z")
        + row()
        + row(day="2026-03-05")
    )

    assert column(parsed.sessions, "duration_s") == [2700.0, None]


def test_another_time_zone_finds_the_same_workout():
    berlin = parse(HEADER + row(), Answers(timezone="Europe/Berlin"))
    york = parse(HEADER + row(), Answers(timezone="America/New_York"))

    assert column(berlin.sessions, "source_id") == column(york.sessions, "source_id")
    assert berlin.sessions["start_local"].dt.day.tolist() == [3]
    assert york.sessions["start_local"].dt.day.tolist() == [2]


def test_a_load_nobody_gave_a_unit_is_asked_about():
    assert question(parse(HEADER + row(load="100,")), "weight_unit").guess == "kg"


def test_a_file_with_only_a_header_is_recognised_and_has_nothing_to_read():
    assert slugs_claiming(HEADER) == ["liftosaur"]
    with pytest.raises(UnreadableFile):
        parse(HEADER)

"""StrongLifts' two exports tell of the same workouts, and meet on the same keys."""

import pytest
from tests.importers.reading import column, parse, slugs_claiming

from runlift.errors import UnreadableFile

NEW = (
    "Date (yyyy/mm/dd),Workout,Workout Name,Program Name,Body Weight (KG),Exercise,"
    "Sets×Reps,Sets×Time,Top Set (Reps×KG),e1RM (KG),Reps,Volume (KG),"
    "Workout Volume (KG),Duration (hours),Start Time (h:mm),End Time (h:mm),Notes,"
    "Set 1 (Reps),Set 1 (KG),Set 2 (Reps),Set 2 (KG)\n"
)
OLD = (
    "Date,Note,Workout,Body Weight,Exercise 1,Weight (KG),Weight (LB),Set 1,Set 2,"
    "Exercise 2,Weight (KG),Weight (LB),Set 1,Set 2\n"
)


def new(day, number, start, sets="5,60,5,60"):
    return f"{day},{number},Workout A,,,Squat,,,,,,,,,{start},,,{sets}\n"


def old(day, squat="60,,5,5", press=",,,,"):
    return f"{day},,A,,Squat,{squat},Bench press{press}\n"


def test_both_exports_know_a_workout_by_the_same_key():
    today = parse(
        NEW
        + new("2018/07/25", 2, "6:00 PM")
        + new("2018/07/25", 1, "7:00 AM")
        + new("2018/07/27", 3, "7:00 AM")
    )
    then = parse(OLD + old("07/25/18") + old("07/25/18") + old("07/27/18"))

    assert column(today.sessions, "source_id") == [
        "2018-07-25|2",
        "2018-07-25|1",
        "2018-07-27|1",
    ]
    assert sorted(column(then.sessions, "source_id")) == sorted(
        column(today.sessions, "source_id")
    )


def test_a_second_workout_without_a_clock_time_counts_down_where_the_newest_is_first():
    parsed = parse(OLD + old("07/27/18") + old("07/25/18") + old("07/25/18"))

    assert column(parsed.sessions, "source_id") == [
        "2018-07-27|1",
        "2018-07-25|2",
        "2018-07-25|1",
    ]


@pytest.mark.parametrize("mark", ["-", "0", "0.0", ""])
def test_a_set_that_was_not_done_is_no_set(mark):
    parsed = parse(NEW + new("2026/01/05", 1, "7:00 AM", f"5,60,{mark},60"))

    assert column(parsed.sets, "reps") == [5.0]


def test_an_exercise_without_a_single_set_is_said_and_not_kept():
    parsed = parse(OLD + old("07/25/18", "60,,,") + old("07/27/18"))

    assert len(parsed.sessions) == 1
    assert any("without a single set: 3" in note for note in parsed.notes)


def test_loads_in_both_units_are_those_on_the_plates_of_one():
    pounds = parse(OLD + old("07/25/18", "43,95,5,5") + old("07/27/18", "45,100,5,5"))
    kilos = parse(OLD + old("07/25/18", "42.5,94,5,5") + old("07/27/18", "45,99,5,5"))

    assert column(pounds.sets, "load_kg")[::2] == [
        pytest.approx(43.0912752),
        pytest.approx(45.359237),
    ]
    assert column(kilos.sets, "load_kg")[::2] == [42.5, 45.0]


def test_times_alone_spell_out_the_sets():
    row = "2026/01/05,1,Workout A,,,Plank,,{},,,,,,,,,,,,,\n"

    assert column(parse(NEW + row.format("2×0:45")).sets, "duration_s") == [45.0, 45.0]
    assert column(parse(NEW + row.format("60/-")).sets, "duration_s") == [60.0]


def test_a_row_whose_exercise_is_missing_is_rejected_once():
    parsed = parse(
        NEW
        + new("2026/01/05", 1, "7:00 AM").replace("Squat", "")
        + new("2026/01/05", 1, "7:00 AM")
    )

    assert [one.line for one in parsed.rejected] == [2]
    assert len(parsed.sets) == 2


def test_files_with_only_a_header_are_recognised_and_have_nothing_to_read():
    assert slugs_claiming(NEW) == ["stronglifts"]
    assert slugs_claiming(OLD) == ["stronglifts_old"]
    for header in (NEW, OLD):
        with pytest.raises(UnreadableFile):
            parse(header)

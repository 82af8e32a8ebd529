"""TrainingPeaks: days, decimal hours, and plans that are no training."""

import pytest
from tests.importers.reading import column, parse, slugs_claiming

from runlift.errors import UnreadableFile

NAMES = (
    "Title,WorkoutType,WorkoutDescription,PlannedDuration,PlannedDistanceInMeters,"
    "WorkoutDay,CoachComments,DistanceInMeters,AthleteComments,TimeTotalInHours,"
    "CadenceAverage,TSS,Rpe\n"
)


def workout(
    kind="Run", title="Easy", hours="0.75", distance="8000", tss="", day="2026-05-05"
):
    return f"{title},{kind},Plan,1,9000,{day},Coach,{distance},Athlete,{hours},85,{tss},5\n"


def test_a_day_is_all_that_is_known_of_the_start():
    parsed = parse(NAMES + workout())

    assert column(parsed.runs, "time_precision") == ["day"]
    assert column(parsed.runs, "tz_source") == ["wall"]
    assert column(parsed.runs, "source_id") == [None]
    assert column(parsed.runs, "elapsed_s") == [None]


def test_a_time_of_day_that_a_spreadsheet_added_is_not_believed():
    parsed = parse(NAMES + workout(day="2026-05-05 00:00:00"))

    assert column(parsed.runs, "time_precision") == ["day"]


@pytest.mark.parametrize(
    ("hours", "seconds"),
    [
        ("0.75", 2700.0),
        ("1", 3600.0),
        ("0.991388916969299", 3569.0),
        ("1:02:03", 3723.0),
    ],
)
def test_hours_are_decimal_and_seconds_whole(hours, seconds):
    assert column(parse(NAMES + workout(hours=hours)).runs, "moving_s") == [seconds]


def test_what_was_only_planned_is_counted_and_not_read():
    parsed = parse(NAMES + workout() + workout(hours="", distance="") * 2)

    assert len(parsed.runs) == 1
    assert parsed.notes[0].startswith("2 planned workouts were left out")


def test_zeros_of_a_plan_are_not_taken_for_a_result():
    parsed = parse(NAMES + workout(hours="0", distance="0", tss="0"))

    assert parsed.runs.empty
    assert not parsed.rejected


def test_days_off_are_dropped_without_a_word():
    parsed = parse(NAMES + workout() + workout(kind="Day Off", hours="", distance=""))

    assert not parsed.notes
    assert not parsed.rejected


def test_strength_known_by_its_tss_alone_is_a_session_of_unknown_length():
    parsed = parse(NAMES + workout("Strength", "Gym", hours="", distance="", tss="30"))

    assert column(parsed.sessions, "duration_s") == [None]


def test_what_the_coach_wrote_stays_out():
    assert column(parse(NAMES + workout()).runs, "note") == ["Plan\n\nAthlete"]


@pytest.mark.parametrize(
    ("title", "runs"), [("Autumn half marathon run", 1), ("Autumn race", 0)]
)
def test_a_race_is_a_run_where_its_title_says_so(title, runs):
    parsed = parse(NAMES + workout("Race", title))

    assert len(parsed.runs) == runs
    assert set(parsed.runs["source_tag"]) <= {"race"}


def test_it_is_claimed_by_nobody_else():
    assert slugs_claiming(NAMES + workout()) == ["trainingpeaks"]


def test_a_header_alone_is_refused_with_a_sentence():
    with pytest.raises(UnreadableFile, match="no rows"):
        parse(NAMES)

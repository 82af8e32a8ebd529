"""Garmin's list says neither its unit nor its decimal mark; the numbers do."""

from dataclasses import replace

import pytest
from tests.importers.reading import BERLIN, column, parse, question, slugs_claiming

from runlift.importers import garmin_words

NAMES = "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Max HR"
STEPS = (
    NAMES + ",Avg Run Cadence,Total Ascent,Total Descent,Avg Stride Length,Moving Time"
)


def listed(*rows, names=NAMES):
    return names + "\n" + "\n".join(rows) + "\n"


def run(
    distance="5.00",
    time="00:25:00",
    hr="150",
    day="2026-03-01 07:10:22",
    kind="Running",
):
    return f'{kind},{day},false,"Loop","{distance}",300,"{time}",{hr},170'


def stepped(distance, time, steps, stride, up="100"):
    return f"Running,2026-03-01 07:10:22,false,Loop,{distance},300,{time},150,170,{steps},{up},90,{stride},{time}"


def test_steps_and_strides_settle_kilometres_without_a_question_or_a_note():
    # 0.98 m x 170 a minute x 30 min = 4,998 m.
    parsed = parse(listed(stepped("5.00", "00:30:00", 170, "0.98"), names=STEPS))

    assert column(parsed.runs, "distance_m") == [5000.0]
    assert column(parsed.runs, "ascent_m") == [100.0]
    assert not parsed.questions
    assert not parsed.notes


@pytest.mark.parametrize("stride", ["1.10", "3.61", "110"])
def test_steps_and_strides_settle_miles_in_metres_feet_or_centimetres(stride):
    # 1.1 m x 176 a minute x 50 min = 9,680 m = 6.01 miles.
    parsed = parse(listed(stepped("6.01", "00:50:00", 176, stride), names=STEPS))

    assert column(parsed.runs, "distance_m") == [pytest.approx(6.01 * 1609.344)]
    assert column(parsed.runs, "ascent_m") == [pytest.approx(30.48)]
    assert not parsed.questions
    assert "miles" in parsed.notes[0]


def test_without_strides_the_unit_is_guessed_and_asked():
    quick = parse(listed(run("10.01", "00:48:00"), run("5.02", "00:25:00")))
    slow = parse(listed(run("6.22", "01:00:00"), run("13.12", "02:00:00")))

    assert question(quick, "distance_unit").guess == "km"
    assert question(slow, "distance_unit").guess == "mi"
    assert "9:23 a unit" in question(slow, "distance_unit").why
    assert column(slow.runs, "distance_m")[0] == pytest.approx(6.22 * 1609.344)


def test_what_the_athlete_said_about_the_unit_is_not_asked_again():
    parsed = parse(listed(run("10.01")), replace(BERLIN, distance_unit="mi"))

    assert column(parsed.runs, "distance_m") == [pytest.approx(10.01 * 1609.344)]
    assert not parsed.questions


def test_nothing_is_asked_about_a_file_without_runs():
    parsed = parse(listed(run("0.00", kind="Strength Training")))

    assert len(parsed.sessions) == 1
    assert not parsed.questions


def test_the_decimal_mark_is_one_for_the_whole_file():
    parsed = parse(
        listed(run("12,345"), run("3,40")), replace(BERLIN, distance_unit="km")
    )

    # Alone, 12,345 would have been twelve thousand.
    assert column(parsed.runs, "distance_m") == [12345.0, 3400.0]


def test_a_distance_nobody_can_have_run_in_kilometres_is_metres():
    parsed = parse(
        listed(run("8,000", "00:40:00", kind="Track Running"), run("5.10")),
        replace(BERLIN, distance_unit="mi"),
    )

    assert column(parsed.runs, "distance_m") == [8000.0, pytest.approx(5.1 * 1609.344)]
    assert column(parsed.runs, "surface") == ["track", None]


@pytest.mark.parametrize("blank", ["--", "0", "0.0", ""])
def test_heart_rates_that_were_not_measured_are_missing(blank):
    parsed = parse(listed(run(hr=blank)))

    assert column(parsed.runs, "avg_hr") == [None]
    assert column(parsed.runs, "max_hr") == [170.0]


@pytest.mark.parametrize("moving", ["00:00:00", "--:--:--", "00:00:41", "?"])
def test_moving_times_that_cannot_be_give_way_to_the_timer(moving):
    row = stepped("5.00", "00:25:00", 170, "1.17")
    row = row.rsplit(",", 1)[0] + f",{moving}"

    assert column(parse(listed(row, names=STEPS)).runs, "moving_s") == [1500.0]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("01:32:43", 5563.0),
        ("00:08:02.2", 482.2),
        ("00:08:02,2", 482.2),
        ("44:10.00", 2650.0),
    ],
)
def test_times_come_with_tenths_and_without_hours(text, seconds):
    assert column(parse(listed(run(time=text))).runs, "moving_s") == [seconds]


def test_the_key_is_the_same_in_every_language():
    german = (
        "Aktivitätstyp,Datum,Favorit,Titel,Distanz,Kalorien,Zeit,Ø Herzfrequenz,"
        "Maximale Herzfrequenz"
    )
    english = parse(listed(run(), run(kind="Strength Training")))
    other = parse(listed(run(kind="Laufen"), run(kind="Krafttraining"), names=german))

    assert column(english.runs, "source_id") == ["2026-03-01T07:10:22|run"]
    assert column(other.runs, "source_id") == column(english.runs, "source_id")
    assert column(other.sessions, "source_id") == ["2026-03-01T07:10:22|lift"]


def test_an_incident_is_no_activity_at_all():
    parsed = parse(listed(run(), run(kind="Incident Detected")))

    assert len(parsed.runs) == 1
    assert not parsed.notes


def test_twenty_rows_are_a_page_and_twenty_one_are_not():
    days = [f"2026-03-{day:02d} 07:10:22" for day in range(1, 22)]
    page = parse(listed(*(run(day=day) for day in days[:20])))
    more = parse(listed(*(run(day=day) for day in days)))

    assert any("exactly 20 rows" in note for note in page.notes)
    assert not any("20 rows" in note for note in more.notes)


def test_a_list_of_all_sports_has_the_steps_of_runs_under_the_bicycle():
    names = NAMES + ",Avg Bike Cadence,Avg Speed"
    parsed = parse(listed(run() + ",172,5:00", names=names))

    assert column(parsed.runs, "cadence_spm") == [172.0]


def test_the_second_of_two_equal_columns_fills_the_gaps_of_the_first():
    names = NAMES + ",Avg Run Cadence,Avg Run Cadence"
    parsed = parse(listed(run() + ",0,171", run() + ",168,171", names=names))

    assert column(parsed.runs, "cadence_spm") == [171.0, 168.0]


def test_bad_rows_are_told_with_their_line():
    parsed = parse(
        listed(
            run(), run(day="yesterday"), run("far"), run(time="soon"), run("0.00", "--")
        )
    )

    assert [(one.line, one.reason) for one in parsed.rejected] == [
        (3, "date 'yesterday' cannot be read"),
        (4, "distance 'far' is not a number"),
        (5, "time 'soon' is not a duration"),
        (6, "the run has neither a distance nor a time"),
    ]


def test_what_is_wrong_in_a_ride_rejects_nothing():
    parsed = parse(listed(run(), run("far", kind="Cycling")))

    assert not parsed.rejected


def test_strava_s_and_runkeeper_s_headers_are_not_claimed():
    strava = (
        "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,"
        'Start Time,Moving Time\n1,"Mar 1, 2026, 7:10:22 AM",Loop,Run,1,1,,1\n'
    )
    runkeeper = (
        "Date,Type,Route Name,Distance (km),Duration,Average Pace,GPX File\n"
        "2026-03-01 07:10:22,Running,,5.00,25:00,5:00,\n"
    )

    assert slugs_claiming(strava) == ["strava"]
    assert slugs_claiming(runkeeper) == ["runkeeper"]
    assert slugs_claiming(listed(run())) == ["garmin"]


def test_no_known_name_stands_for_two_columns():
    seen = {}
    for field, names in garmin_words._NAMES.items():
        for name in names.split("|"):
            key = garmin_words.plain(name)
            assert seen.setdefault(key, field) == field, name

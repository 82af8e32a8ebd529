"""Strava's columns are found in any language, and its UTC becomes the athlete's clock."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from tests.importers.reading import BERLIN, column, parse, question, slugs_claiming

from runlift.errors import UnreadableFile
from runlift.importers import opening, strava, strava_columns
from runlift.model import Answers

CASES = Path(__file__).parent / "cases" / "strava"
ENGLISH = (CASES / "english_103_columns_races_long_runs_and_lifting.csv").read_text(
    "utf-8"
)
REDUCED = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,"
    "Elapsed Time,Moving Time,Distance\n"
)


def table(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def written(rows):
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue()


def run(date="Mar 1, 2026, 7:10:22 AM", metres="10000.0", moving="3000.0"):
    return REDUCED + f'1,"{date}",Loop,Run,3100,10.0,3100.0,{moving},{metres}\n'


def test_headers_in_a_tongue_nobody_listed_change_nothing():
    header, *rows = table(ENGLISH)
    foreign = written([[f"~{name}~" for name in header], *rows])

    assert slugs_claiming(foreign) == ["strava"]
    known, strange = parse(ENGLISH), parse(foreign)
    # Competition and Long Run stand at their usual place, too.
    assert strange.runs.equals(known.runs)
    assert strange.sessions.equals(known.sessions)


def test_headers_that_never_repeat_are_read_by_the_shape_of_the_numbers():
    header, *rows = table(ENGLISH)
    nameless = written([[f"c{place}" for place in range(len(header))], *rows])

    assert slugs_claiming(nameless) == ["strava"]
    assert parse(nameless).runs["distance_m"].tolist() == (
        parse(ENGLISH).runs["distance_m"].tolist()
    )


def test_columns_taken_out_of_the_middle_are_found_by_name():
    without = [
        [cell for place, cell in enumerate(row) if place not in (18, 19, 22, 23)]
        for row in table(ENGLISH)
    ]

    left, whole = parse(written(without)).runs, parse(ENGLISH).runs
    for name in (
        "distance_m",
        "moving_s",
        "avg_hr",
        "max_hr",
        "ascent_m",
        "cadence_spm",
    ):
        assert column(left, name) == column(whole, name)


def test_a_column_added_before_the_weather_is_stepped_over_by_name():
    wider = [
        [*row[:50], "Something new" if row[0] == "Activity ID" else "40", *row[50:]]
        for row in table(ENGLISH)
    ]
    first = wider[1]
    first[36], first[57] = "", "7.5"
    assert wider[0][57] == "Weather Temperature"

    assert column(parse(written(wider)).runs, "temperature_c")[0] == 7.5


def test_the_start_is_utc_and_shown_in_the_zone_of_the_athlete():
    summer = parse(run("Jul 1, 2026, 10:30:00 PM"))
    there = parse(run("Jul 1, 2026, 10:30:00 PM"), Answers(timezone="America/Denver"))

    assert str(summer.runs["start_local"][0]) == "2026-07-02 00:30:00"
    assert str(there.runs["start_local"][0]) == "2026-07-01 16:30:00"
    assert summer.runs["start_utc"].equals(there.runs["start_utc"])
    assert column(summer.runs, "tz_source") == ["utc"]
    assert not summer.questions


def test_the_zone_is_asked_while_it_is_only_the_machine_s():
    asked = question(parse(run(), replace(BERLIN, is_timezone_known=False)), "timezone")

    assert asked.guess == "Europe/Berlin"
    assert asked.choices[0] == "Europe/Berlin"
    assert len(set(asked.choices)) == len(asked.choices)
    assert "UTC" in asked.why


def test_of_two_heart_rates_the_first_counts_where_it_is_filled():
    _, first, second, *_ = table(ENGLISH)
    assert (first[7], first[30]) == ("171.0", "169.0")
    assert (second[7], second[30]) == ("", "184.0")

    assert parse(ENGLISH).runs["max_hr"].tolist()[:2] == [171.0, 184.0]


@pytest.mark.parametrize(
    ("cadence", "steps"), [("86.0", 172.0), ("172.0", 172.0), ("0.0", None)]
)
def test_one_leg_is_doubled(cadence, steps):
    header, first, *_ = table(ENGLISH)
    first[28], first[29] = "", cadence

    assert column(parse(written([header, first])).runs, "cadence_spm") == [steps]


@pytest.mark.parametrize(
    ("elapsed", "moving", "kept"),
    [
        ("2012530.0", "2400.0", None),
        ("90000.0", "70000.0", 90000.0),
        ("80000.0", "2400.0", 80000.0),
    ],
)
def test_only_a_watch_left_running_for_days_loses_its_elapsed_time(
    elapsed, moving, kept
):
    text = REDUCED + (
        f'1,"Mar 1, 2026, 7:10:22 AM",Loop,Run,{elapsed},10.0,{elapsed},{moving},10000.0\n'
    )

    parsed = parse(text)
    assert column(parsed.runs, "elapsed_s") == [kept]
    assert bool(parsed.notes) == (kept is None)


def test_a_single_distance_is_metres_or_kilometres_by_its_speed():
    names = (
        "Activity ID,Activity Date,Activity Name,Activity Type,Distance,Moving Time\n"
    )
    in_km = parse(names + '1,"Mar 1, 2026, 7:10:22 AM",Loop,Run,7.5,2400\n')
    in_m = parse(names + '1,"Mar 1, 2026, 7:10:22 AM",Loop,Run,7500.0,2400\n')

    assert (
        column(in_km.runs, "distance_m") == column(in_m.runs, "distance_m") == [7500.0]
    )


@pytest.mark.parametrize(
    ("field", "value", "tag"),
    [
        (95, "1", "race"),
        (95, "true", "race"),
        (96, "1.0", "long"),
        (44, "3.0", "workout"),
        (44, "1.0", "race"),
        (44, "0.0", None),
        (95, "0.0", None),
    ],
)
def test_what_the_athlete_called_a_run_is_kept(field, value, tag):
    header, first, *_ = table(ENGLISH)
    first[95] = first[96] = first[44] = ""
    first[field] = value

    assert column(parse(written([header, first])).runs, "source_tag") == [tag]


def test_a_walk_or_a_hike_is_no_run():
    text = run() + '2,"Mar 2, 2026, 7:10:22 AM",W,Walk,1,1,10.0,10.0,30.0\n'
    text += '3,"Mar 2, 2026, 7:10:22 AM",H,Hike,1,1,10.0,10.0,30.0\n'

    parsed = parse(text)
    assert column(parsed.runs, "source_id") == ["1"]
    assert parsed.notes == (
        "2 other activities were left out (1 hike, 1 walk): "
        "Runlift looks at runs and lifting.",
    )


@pytest.mark.parametrize(
    ("kind", "title", "is_kept"),
    [
        ("Weight Training", "Anything", True),
        ("Crossfit", "Anything", True),
        ("Workout", "Evening Workout", False),
        ("Workout", "Gym: squats", True),
        ("Entraînement", "Séance musculation", True),
        ("Yoga", "Strength yoga", False),
    ],
)
def test_a_workout_is_lifting_only_if_its_title_says_so(kind, title, is_kept):
    text = run() + f'2,"Mar 2, 2026, 7:10:22 AM",{title},{kind},600,0,600.0,600.0,0.0\n'

    assert len(parse(text).sessions) == is_kept


def test_ids_that_a_spreadsheet_rounded_are_none():
    text = run().replace("\n1,", "\n1.2E+10,")

    assert column(parse(text).runs, "source_id") == [None]


def test_untranslated_headers_are_stripped_to_their_last_word():
    assert strava_columns.cleaned(
        [
            '<span class="translation_missing" title="x.start_time">Start Time</span>',
            "translation missing: en-US.lib.export.activities.horton_values.jump_count",
            "Moving Time",
        ]
    ) == ("Start Time", "Jump Count", "Moving Time")


def test_no_known_name_stands_for_two_columns():
    seen = {}
    for field, names in strava_columns._NAMES.items():
        for name in names.split("|"):
            assert seen.setdefault(strava_columns.plain(name), field) == field, name


def test_without_any_measure_the_file_is_refused_with_a_remedy():
    text = "Activity ID,Activity Date,Activity Name,Activity Type\n1,2026,Loop,Run\n"

    with pytest.raises(UnreadableFile, match="ask for the archive again"):
        strava.IMPORTER.parse(text, BERLIN)


def test_a_wide_table_of_numbers_is_not_strava_s_by_its_width_alone():
    wide = written([[f"c{i}" for i in range(90)], ["1"] * 90, ["2"] * 90])

    assert not strava.IMPORTER.recognises(opening.head_of(wide))

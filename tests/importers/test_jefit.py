"""JEFIT's file is a whole account: only the training and the body weight leave it."""

import calendar
from datetime import datetime

import pandas as pd
import pytest
from tests.importers.reading import column, parse, question, slugs_claiming

from runlift.errors import UnreadableFile
from runlift.model import Answers

NOON = calendar.timegm(datetime(2025, 6, 10, 12, 0).timetuple())
SETTING = 'USERID,DOB,mass,zonedifference\n8675309,1990-05-05," {mass}",{zone}\n'
SESSIONS = "rowid,_id,USERID,total_time,starttime,endtime\n"
LOGS = "USERID,TIMESTAMP,logs,_id,mydate,eid,ename,belongsession,logTime\n"
SETS = (
    "_id,userid,exercise_log_id,set_index,weight_lbs,reps,distance_mi,duration,"
    "set_type\n"
)
PROFILE = "row_id,USERID,_id,mydate,weight,fatpercent\n"


def file(**tables):
    """An export of the tables given, each under its banner."""
    return "".join(
        f"### {name.replace('_', ' ')} ########\n\n{rows}\n\n{'#' * 30}\n\n"
        for name, rows in tables.items()
    )


def log(packed, *, number=1, day="2025-06-10", session=7, at=NOON, name="Squat"):
    return f'8675309,"{day} 20:00:00","{packed}",{number},{day},1,"{name}",{session},{at}\n'


def settings(mass="kg", zone=2):
    return SETTING.format(mass=mass, zone=zone)


@pytest.mark.parametrize(
    ("packed", "reps", "seconds"),
    [
        ("0x0,0x0,0x0,0x0,0x1200", [None], [1200.0]),
        ("0.0x0,0.0x0,0.0x0,0.0x0,0.0x90", [None], [90.0]),
        ("0x1800", [None], [1800.0]),
        ("0x100", [None], [100.0]),
        ("0x15,0x12", [15.0, 12.0], [None, None]),
        ("0x0,0x0,0x12", [12.0], [None]),
        ("0x60,0x60,0x60,0x60,0x60", [60.0] * 5, [None] * 5),
        ("50x15,50x0", [15.0], [None]),
    ],
)
def test_a_lone_large_number_without_weight_is_a_time(packed, reps, seconds):
    parsed = parse(file(SETTING=settings(), EXERCISE_LOGS=LOGS + log(packed)))

    assert column(parsed.sets, "reps") == reps
    assert column(parsed.sets, "duration_s") == seconds


@pytest.mark.parametrize(("mass", "load"), [("kg", 100.0), ("lbs", 45.359237)])
def test_logs_are_in_the_unit_of_the_account_and_the_newer_table_in_pounds(mass, load):
    logs = LOGS + log("100x5") + log("60x5", number=2)
    sets = SETS + "1,8675309,2,0,225.0000,5,0,0,default\n"
    parsed = parse(
        file(SETTING=settings(mass), EXERCISE_LOGS=logs, EXERCISE_SET_LOGS=sets)
    )

    assert column(parsed.sets, "load_kg") == [
        pytest.approx(load),
        pytest.approx(102.058283),
    ]
    assert not parsed.questions


def test_sets_of_the_newer_table_are_not_counted_twice():
    logs = LOGS + log("100x5,100x5") + log("60x8", number=2, name="Row")
    sets = (
        SETS
        + "2,8675309,1,1,220.462,5,0,0,default\n"
        + "1,8675309,1,0,88.185,9,0,0,warm-up\n"
        + "9,8675309,77,0,88.185,9,0,0,default\n"
    )
    parsed = parse(file(SETTING=settings(), EXERCISE_LOGS=logs, EXERCISE_SET_LOGS=sets))

    assert column(parsed.sets, "kind") == ["warmup", "normal", "normal"]
    assert column(parsed.sets, "load_kg") == [40.0, 100.0, 60.0]
    assert any("not in the file" in note for note in parsed.notes)


def test_without_a_unit_in_the_settings_it_is_asked():
    text = file(EXERCISE_LOGS=LOGS + log("135x5,225x5"))

    assert question(parse(text), "weight_unit").guess == "lb"
    assert not parse(text, Answers(weight_unit="kg")).questions


def test_the_clock_is_the_sessions_else_that_of_its_first_log():
    logs = LOGS + log("60x5") + log("60x5", number=2, session=8, at=NOON + 60)
    sessions = SESSIONS + f"1,7,8675309,1800,{NOON - 600},{NOON + 1200}\n"
    parsed = parse(
        file(SETTING=settings(zone=-4), WORKOUT_SESSIONS=sessions, EXERCISE_LOGS=logs)
    )

    assert column(parsed.sessions, "start_local") == [
        pd.Timestamp("2025-06-10 07:50"),
        pd.Timestamp("2025-06-10 08:01"),
    ]
    assert column(parsed.sessions, "start_utc") == [
        pd.Timestamp("2025-06-10 11:50"),
        pd.Timestamp("2025-06-10 12:01"),
    ]
    assert column(parsed.sessions, "tz_source") == ["offset", "offset"]
    assert column(parsed.sessions, "duration_s") == [1800.0, None]


def test_a_workout_written_down_on_another_day_has_no_clock_time():
    parsed = parse(
        file(SETTING=settings(), EXERCISE_LOGS=LOGS + log("60x5", day="2025-06-07"))
    )

    assert column(parsed.sessions, "start_local") == [pd.Timestamp("2025-06-07")]
    assert column(parsed.sessions, "time_precision") == ["day"]
    assert column(parsed.sessions, "start_utc") == [None]


def test_without_an_offset_the_zone_of_the_athlete_is_used_and_asked():
    text = file(SETTING=settings(zone=""), EXERCISE_LOGS=LOGS + log("60x5"))
    parsed = parse(text, Answers(timezone="America/New_York", is_timezone_known=False))

    assert column(parsed.sessions, "start_local") == [pd.Timestamp("2025-06-10 08:00")]
    assert column(parsed.sessions, "tz_source") == ["utc"]
    assert question(parsed, "timezone").guess == "America/New_York"


def test_numbers_of_sessions_that_start_anew_are_not_one_session():
    later = NOON + 400 * 86400
    logs = (
        LOGS
        + log("60x5", session=3)
        + log("65x5", number=2, session=3, day="2026-07-15", at=later)
    )
    parsed = parse(file(SETTING=settings(), EXERCISE_LOGS=logs))

    assert column(parsed.sets, "session_key") == [0, 1]
    assert column(parsed.sessions, "source_id") == ["3|2025-06-10", "3|2026-07-15"]


def test_the_account_and_the_date_of_birth_are_nowhere_in_what_is_read():
    parsed = parse(
        file(
            SETTING=settings(),
            PROFILE=PROFILE + "1,8675309,1,2025-06-10,70.5,18\n",
            EXERCISE_LOGS=LOGS + log("60x5") + log("sixty", number=2),
        )
    )
    frames = (parsed.sessions, parsed.sets, parsed.body_mass)
    said = "".join(frame.to_csv() for frame in frames) + repr(
        (parsed.rejected, parsed.notes)
    )

    assert len(parsed.rejected) == 1
    assert column(parsed.body_mass, "mass_kg") == [70.5]
    assert "8675309" not in said
    assert "1990" not in said


def test_an_account_without_logs_still_has_its_body_weights():
    weighed = PROFILE + "1,8675309,1,2025-06-10,154.0,18\n1,8675309,2,2025-06-11,0,18\n"
    parsed = parse(file(SETTING=settings("lbs"), PROFILE=weighed))

    assert column(parsed.body_mass, "mass_kg") == [pytest.approx(69.853225)]
    assert parsed.sessions.empty


@pytest.mark.parametrize(
    "text",
    [
        file(SETTING=settings()),
        file(SETTING=settings(), EXERCISE_LOGS=LOGS),
        file(SETTING=settings(), EXERCISE_LOGS=""),
    ],
)
def test_an_account_without_training_is_known_and_has_nothing_to_read(text):
    assert slugs_claiming(text) == ["jefit"]
    with pytest.raises(UnreadableFile):
        parse(text)


def test_lines_may_end_as_on_any_system():
    text = file(SETTING=settings(), EXERCISE_LOGS=LOGS + log("60x5,60x5"))

    for ends in ("\r\n", "\r"):
        parsed = parse(text.replace("\n", ends))
        assert len(parsed.sets) == 2
        assert column(parsed.sets, "line") == column(parse(text).sets, "line")

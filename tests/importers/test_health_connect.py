"""Health Connect: sessions in one table, distances and heart rates in others."""

import sqlite3
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.importers.reading import column

from runlift.errors import UnreadableFile
from runlift.files import Source
from runlift.importers import opening
from runlift.importers.health_connect import IMPORTER
from runlift.importers.sqlite import tables
from runlift.importers.working import Job
from runlift.model import Answers

SCHEMA = """
create table application_info_table (
    row_id integer primary key, package_name text, app_name text);
create table exercise_session_record_table (
    row_id integer primary key, uuid blob, app_info_id integer,
    start_time integer, start_zone_offset integer,
    end_time integer, end_zone_offset integer, local_date integer,
    exercise_type integer, title text, notes text, has_route integer);
create table distance_record_table (
    row_id integer primary key, app_info_id integer,
    start_time integer, end_time integer, distance real);
create table heart_rate_record_table (row_id integer primary key, app_info_id integer);
create table heart_rate_record_series_table (
    parent_key integer, beats_per_minute integer, epoch_millis integer);
create table weight_record_table (
    row_id integer primary key, time integer, zone_offset integer, weight real);
insert into application_info_table values
    (1, 'com.strava', 'Strava'), (2, 'com.hevy', 'Hevy'), (3, 'com.phone.steps', 'Steps');
"""

MORNING = datetime(2026, 5, 5, 5, 30, tzinfo=UTC)
"""7:30 in Berlin."""


def ms(minutes, since=MORNING):
    return int(since.timestamp() * 1000) + int(minutes * 60_000)


def session(kind=33, start=0, minutes=30, **more):
    return {
        "uuid": bytes(range(16)),
        "app_info_id": 1,
        "start_time": ms(start),
        "start_zone_offset": 7200,
        "end_time": ms(start + minutes),
        "exercise_type": kind,
        **more,
    }


def parsed_from(path, answers=None):
    with Job() as job:
        return IMPORTER.parse_file(Source("export", path), answers or Answers(), job)


@pytest.fixture
def export(tmp_path):
    """Writes a database with rows by table, and gives where it lies."""

    def write(**rows):
        path = tmp_path / "health_connect_export.db"
        connection = sqlite3.connect(path)
        connection.executescript(SCHEMA)
        for table, records in rows.items():
            for record in records:
                marks = ", ".join("?" for _ in record)
                connection.execute(
                    f"insert into {table} ({', '.join(record)}) values ({marks})",
                    list(record.values()),
                )
        connection.commit()
        connection.close()
        return path

    return write


@pytest.fixture
def read(export):
    def parse(sessions, answers=None, **rows):
        path = export(exercise_session_record_table=sessions, **rows)
        return parsed_from(path, answers or Answers(timezone="Europe/Berlin"))

    return parse


def distance(metres, start=0, minutes=30, app=1):
    return {
        "app_info_id": app,
        "start_time": ms(start),
        "end_time": ms(start + minutes),
        "distance": metres,
    }


def test_the_database_is_recognised_by_its_table_and_the_zip_by_its_file(export):
    path = export(exercise_session_record_table=[session()])
    head = opening.head_of("")

    assert IMPORTER.recognises(replace(head, tables=tables(Source("x", path))))
    assert IMPORTER.recognises(replace(head, members=("health_connect_export.db",)))
    assert not IMPORTER.recognises(replace(head, tables=frozenset({"training_log"})))
    assert not IMPORTER.recognises(head)


def test_a_run_has_both_clocks_and_its_distance(read):
    parsed = read(
        [session(title="Before work")], distance_record_table=[distance(5120)]
    )

    assert [day.isoformat() for day in parsed.runs["start_local"]] == [
        "2026-05-05T07:30:00"
    ]
    assert [day.isoformat() for day in parsed.runs["start_utc"]] == [
        "2026-05-05T05:30:00"
    ]
    assert column(parsed.runs, "tz_source") == ["offset"]
    assert column(parsed.runs, "distance_m") == [5120.0]
    assert column(parsed.runs, "moving_s") == [1800.0]
    assert column(parsed.runs, "title") == ["Before work"]
    assert column(parsed.runs, "source_id") == ["000102030405060708090a0b0c0d0e0f"]
    assert not parsed.questions
    assert not parsed.notes


def test_the_zip_is_read_as_it_is(export, tmp_path):
    path = export(exercise_session_record_table=[session()])
    archive = tmp_path / "Health Connect.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(path, "health_connect_export.db")

    parsed = parsed_from(archive)

    assert len(parsed.runs) == 1


def test_a_zip_without_a_database_is_refused(tmp_path):
    archive = tmp_path / "Health Connect.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("health_connect_export.db", "nothing")

    with pytest.raises(UnreadableFile, match="holds no database"):
        parsed_from(archive)


def test_distances_of_two_apps_are_never_added_up(read):
    own = [distance(1000, minutes=10), distance(1100, 10, 10), distance(1050, 20, 10)]
    others = [distance(90, start=minute, minutes=1, app=3) for minute in range(30)]

    parsed = read([session()], distance_record_table=[*others, *own])

    assert column(parsed.runs, "distance_m") == [3150.0]


def test_a_distance_of_another_app_will_do_and_one_of_the_whole_day_will_not(read):
    steps = [distance(90, start=minute, minutes=1, app=3) for minute in range(-5, 40)]
    whole_day = distance(14_000, start=-300, minutes=1200, app=2)

    parsed = read([session()], distance_record_table=[*steps, whole_day])

    assert column(parsed.runs, "distance_m") == [30 * 90.0]


def test_heart_rates_during_the_session_become_average_and_highest(read):
    beats = [(-1, 60), (0, 120), (10, 150), (20, 160), (30, 170), (31, 90), (12, 255)]
    parsed = read(
        [session()],
        heart_rate_record_table=[{"row_id": 7, "app_info_id": 3}],
        heart_rate_record_series_table=[
            {"parent_key": 7, "beats_per_minute": rate, "epoch_millis": ms(minute)}
            for minute, rate in beats
        ],
    )

    assert column(parsed.runs, "avg_hr") == [150.0]
    assert column(parsed.runs, "max_hr") == [170.0]


@pytest.mark.parametrize(
    ("kind", "surface"), [(33, None), (34, "treadmill")], ids=["outside", "treadmill"]
)
def test_running_is_33_and_34_on_the_phone(read, kind, surface):
    assert column(read([session(kind)]).runs, "surface") == [surface]


@pytest.mark.parametrize("kind", [45, 55])
def test_strength_is_45_and_55_on_the_phone(read, kind):
    parsed = read([session(kind, minutes=55)])

    assert column(parsed.sessions, "duration_s") == [3300.0]
    assert parsed.runs.empty
    assert parsed.sets.empty


def test_a_whole_workout_in_the_notes_stays_a_note(read):
    text = "Squat (Barbell)\nSet 1: 100 kg x 5\nSet 2: 100 kg x 5"
    parsed = read([session(58, title="Leg Day", notes=text, app_info_id=2)])

    assert column(parsed.sessions, "note") == [text]
    assert column(parsed.sessions, "title") == ["Leg Day"]
    assert parsed.sets.empty


def test_an_open_workout_without_a_word_of_weights_is_left_out(read):
    parsed = read([session(58, title="Morning class")])

    assert parsed.sessions.empty
    assert "1 workout without weights" in parsed.notes[0]


def test_the_numbers_of_the_library_are_known_by_what_they_are_called_and_by_speed(
    read,
):
    parsed = read(
        [
            session(56, title="Evening run", start=0),
            session(56, start=100),
            session(70, title="Upper body", start=200, app_info_id=2),
            session(79, start=300),
        ],
        distance_record_table=[distance(6000), distance(5500, start=100)],
    )

    assert len(parsed.runs) == 2
    assert len(parsed.sessions) == 1
    assert "1 walk" in parsed.notes[0]


def test_yoga_on_the_phone_is_not_a_treadmill_of_the_library(read):
    parsed = read([session(57, title="Yoga"), session(33, start=100)])

    assert len(parsed.runs) == 1
    assert "1 yoga and mobility session" in parsed.notes[0]


def test_a_third_list_has_running_at_39(read):
    parsed = read(
        [session(39, title="Park run"), session(51, title="Gym", start=100)],
        distance_record_table=[distance(5000)],
    )

    assert len(parsed.runs) == 1
    assert len(parsed.sessions) == 1


def test_snowboarding_stays_snowboarding_beside_real_runs(read):
    parsed = read(
        [session(39, start=500), session(33, title="Run"), session(33, start=100)],
        distance_record_table=[
            distance(9000, start=500),
            distance(5000),
            distance(5000, start=100),
        ],
    )

    assert len(parsed.runs) == 2
    assert "winter outing" in parsed.notes[0]


def test_a_workout_that_two_apps_wrote_is_one(read):
    parsed = read(
        [
            session(33, start=0, minutes=31, app_info_id=3),
            session(33, start=0.5, minutes=30, title="Tempo"),
            session(33, start=200, app_info_id=3),
        ],
        distance_record_table=[
            distance(6000, 0.5),
            distance(100, 210, 1, app=3),
        ],
    )

    assert len(parsed.runs) == 2
    assert "1 session was left out" in parsed.notes[0]


def test_two_sessions_of_one_app_are_two(read):
    parsed = read([session(start=0), session(start=20)])

    assert len(parsed.runs) == 2


def test_a_session_without_a_zone_asks_for_it_and_has_no_wall_clock_of_its_own(read):
    answers = Answers(timezone="America/New_York", is_timezone_known=False)
    parsed = read([session(start_zone_offset=None)], answers)

    assert column(parsed.runs, "tz_source") == ["utc"]
    assert [day.isoformat() for day in parsed.runs["start_local"]] == [
        "2026-05-05T01:30:00"
    ]
    assert [one.key for one in parsed.questions] == ["timezone"]


@pytest.mark.parametrize(
    "wrong", [{"start_time": None}, {"end_time": ms(-5)}, {"start_time": "noon"}]
)
def test_a_session_without_a_length_of_time_is_rejected_and_the_rest_kept(read, wrong):
    parsed = read([session(**wrong), session(start=100)])

    assert [one.line for one in parsed.rejected] == [1]
    assert len(parsed.runs) == 1


def test_body_mass_is_in_grams_and_the_last_of_a_day_counts(read):
    weights = [
        {"time": ms(0), "zone_offset": 7200, "weight": 64200.0},
        {"time": ms(60), "zone_offset": 7200, "weight": 64100.0},
        {"time": ms(3000), "zone_offset": 7200, "weight": 64600.0},
        {"time": ms(4500), "zone_offset": 7200, "weight": None},
    ]
    parsed = read([session()], weight_record_table=weights)

    assert column(parsed.body_mass, "mass_kg") == [64.1, 64.6]
    assert [day.isoformat() for day in parsed.body_mass["day"]] == [
        "2026-05-05T00:00:00",
        "2026-05-07T00:00:00",
    ]


def test_columns_that_a_version_does_not_have_are_missing_and_no_more(tmp_path):
    path = tmp_path / "small.db"
    connection = sqlite3.connect(path)
    connection.execute(
        "create table exercise_session_record_table "
        "(start_time integer, end_time integer, exercise_type integer)"
    )
    connection.execute(
        "insert into exercise_session_record_table values (?, ?, 33)", (ms(0), ms(30))
    )
    connection.execute(
        "create table distance_record_table "
        "(start_time integer, end_time integer, distance real)"
    )
    connection.execute(
        "insert into distance_record_table values (?, ?, 5000.5)", (ms(0), ms(30))
    )
    connection.commit()
    connection.close()

    parsed = parsed_from(path)

    assert column(parsed.runs, "moving_s") == [1800.0]
    assert column(parsed.runs, "distance_m") == [5000.5]
    assert column(parsed.runs, "tz_source") == ["utc"]
    assert parsed.body_mass.empty


def test_a_database_without_sessions_is_read_and_empty(read):
    parsed = read([])

    assert parsed.runs.empty
    assert parsed.sessions.empty
    assert not parsed.rejected


def test_a_damaged_database_is_refused_with_a_sentence(export):
    path = export(exercise_session_record_table=[session()] * 200)
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))

    with pytest.raises(UnreadableFile, match="damaged"):
        parsed_from(path)


def test_the_athlete_hears_how_far_it_is(export):
    told = []
    path = export(exercise_session_record_table=[session()])

    with Job(lambda *said: told.append(said)) as job:
        IMPORTER.parse_file(Source("x.db", path), Answers(), job)

    assert [done for done, _, _ in told] == [0, 1, 2]

"""The backup of FitNotes tells what its CSV tells, and a day from either is one session."""

import sqlite3
from contextlib import closing

import pytest
from tests.importers.reading import column, parse

from runlift.errors import UnreadableFile
from runlift.files import Source
from runlift.importers.fitnotes_backup import IMPORTER
from runlift.importers.sqlite import tables
from runlift.model import Answers, Head

SCHEMA = """
create table Category(_id integer primary key, name text);
create table exercise(_id integer primary key, name text, category_id integer);
create table training_log(_id integer primary key, exercise_id integer, date date,
    metric_weight integer, reps integer, unit integer, distance integer default 0,
    duration_seconds integer default 0);
create table settings(_id integer primary key, metric integer);
create table WorkoutTime(_id integer primary key, workout_date text,
    start_date_time text, end_date_time text);
create table WorkoutComment(_id integer primary key, date text, comment text);
create table Comment(_id integer primary key, date date, owner_type_id integer,
    owner_id integer, comment text);
create table WorkoutGroup(_id integer primary key, name text, date text);
create table WorkoutGroupExercise(_id integer primary key, exercise_id integer,
    date text, routine_section_id integer, workout_group_id integer);
create table BodyWeight(_id integer primary key, date text, body_weight_metric real);
create table MeasurementUnit(_id integer primary key, short_name text);
create table Measurement(_id integer primary key, name text, unit_id integer);
create table MeasurementRecord(_id integer primary key, measurement_id integer,
    date text, time text, value real);
"""
ROWS = {
    "Category": [(1, "Legs"), (2, "Cardio")],
    "exercise": [(1, "Barbell Squat", 1), (2, "Plank", 1), (3, "Running", 2)],
    "training_log": [
        (1, 1, "2026-01-12", 61.23492, 5, 2, 0, 0),
        (2, 1, "2026-01-12", 82.5, 5, 1, 0, 0),
        (3, 2, "2026-01-12", 0, 0, 0, 0, 90),
        (4, 3, "2026-01-14", 0, 0, 0, 5000, 1800),
        (5, 77, "2026-01-14", 31.75144, 12, 0, 0, 0),
        (6, 1, "2026-01-14", 0, 0, 0, 0, 0),
        (7, 1, "yesterday", 60, 5, 1, 0, 0),
        (8, 1, "2026-01-10", 60, "five", 1, 0, 0),
        (9, 1, "2026-01-10", 60, 5, 1, 0, 0),
    ],
    "settings": [(1, 0)],
    "WorkoutTime": [
        (1, "2026-01-12", "2026-01-12 18:05:00", "2026-01-12 19:00:30"),
        (2, "2026-01-10", "2026-01-09 23:00:00", "2026-01-10 08:00:00"),
    ],
    "WorkoutComment": [(1, "2026-01-12", "short of sleep")],
    "Comment": [
        (1, "2026-01-12", 1, 2, "deep, slow"),
        (2, "2026-01-12", 2, 1, "about something else"),
    ],
    "WorkoutGroup": [(4, "A", "2026-01-12")],
    "WorkoutGroupExercise": [(1, 1, "2026-01-12", 0, 4), (2, 2, "2026-01-12", 0, 4)],
    "BodyWeight": [(1, "2026-01-12", 68.4)],
    "MeasurementUnit": [(2, "kgs"), (3, "lbs")],
    "Measurement": [(1, "Bodyweight", 3), (2, "Waist", 2)],
    "MeasurementRecord": [
        (1, 1, "2026-01-14", "08:00", 150),
        (2, 2, "2026-01-14", "08:00", 70),
    ],
}


def backup(path, rows=ROWS, schema=SCHEMA):
    """A database in the shape of a backup, with these rows."""
    with closing(sqlite3.connect(path)) as database:
        database.executescript(f"pragma page_size = 512; {schema}")
        for table, lines in rows.items():
            marks = ", ".join("?" * len(lines[0]))
            database.executemany(f"insert into {table} values ({marks})", lines)
        database.commit()
    return Source(path.name, path.read_bytes())


def read(source):
    return IMPORTER.parse_file(source, Answers(), work=None)


@pytest.fixture
def parsed(tmp_path):
    return read(backup(tmp_path / "log.fitnotes"))


def test_it_is_recognised_by_its_tables_and_not_by_its_name(tmp_path):
    source = backup(tmp_path / "photo.jpg")
    other = backup(tmp_path / "other.fitnotes", {}, "create table training_log(a);")

    def recognised(one):
        return IMPORTER.recognises(Head("", ",", (), (), tables=tables(one)))

    assert recognised(source)
    assert not recognised(other)


def test_loads_are_those_entered_in_pounds_or_kilograms(parsed):
    squats = parsed.sets[parsed.sets["exercise_raw"] == "Barbell Squat"]

    assert column(squats, "load_kg") == [
        60.0,
        pytest.approx(61.2349700, abs=1e-6),
        82.5,
    ]


def test_a_day_has_a_clock_time_only_where_the_app_timed_it_that_day(parsed):
    assert column(parsed.sessions, "time_precision") == ["day", "second", "day"]
    assert parsed.sessions["start_local"].astype(str).tolist() == [
        "2026-01-10 00:00:00",
        "2026-01-12 18:05:00",
        "2026-01-14 00:00:00",
    ]
    assert column(parsed.sessions, "duration_s") == [None, 3330.0, None]


def test_notes_and_supersets_belong_to_their_sets_and_days(parsed):
    on_12th = parsed.sets[parsed.sets["session_key"] == 1]

    assert column(on_12th, "note") == [None, "deep, slow", None]
    assert column(on_12th, "superset") == ["4", "4", "4"]
    assert column(parsed.sessions, "note") == [None, "short of sleep", None]


def test_an_exercise_the_backup_does_not_name_keeps_its_number(parsed):
    assert "Exercise 77" in column(parsed.sets, "exercise_raw")
    assert any("1 of its exercises (1 sets)" in note for note in parsed.notes)


def test_what_cannot_be_read_and_what_holds_nothing_is_left_out_and_said(parsed):
    assert [(one.line, one.reason) for one in parsed.rejected] == [
        (7, "date 'yesterday' cannot be read"),
        (8, "reps 'five' is not a number"),
    ]
    assert any("are left out" in note for note in parsed.notes)
    assert len(parsed.sets) == 6


def test_body_weights_come_from_the_old_table_and_from_the_measurements(parsed):
    assert column(parsed.body_mass, "mass_kg") == [
        68.4,
        pytest.approx(68.0388555),
    ]


def test_a_day_from_the_csv_and_from_the_backup_is_the_same_session(parsed):
    csv = parse(
        "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time\n"
        "2026-01-12,Barbell Squat,Legs,135,lbs,5,,,\n"
        "2026-01-12,Barbell Squat,Legs,82.5,kgs,5,,,\n"
    )

    assert column(csv.sessions, "source_id") == ["2026-01-12"]
    assert column(parsed.sessions, "source_id")[1] == "2026-01-12"
    assert column(csv.sets, "load_kg") == column(parsed.sets, "load_kg")[1:3]


def test_a_backup_without_sets_has_nothing_to_read(tmp_path):
    with pytest.raises(UnreadableFile, match="no set"):
        read(backup(tmp_path / "log.fitnotes", {"settings": [(1, 1)]}))


def test_an_old_backup_with_only_the_first_tables_is_read(tmp_path):
    schema = """
        create table Category(_id integer primary key, name text);
        create table exercise(_id integer primary key, name text);
        create table training_log(_id integer primary key, exercise_id integer,
            date text, metric_weight integer, reps integer);
    """
    rows = {"exercise": [(1, "Row")], "training_log": [(1, 1, "2014-03-02", 50, 8)]}

    parsed = read(backup(tmp_path / "log.fitnotes", rows, schema))

    assert column(parsed.sets, "load_kg") == [50.0]
    assert column(parsed.sets, "reps") == [8.0]


def test_the_real_backup_has_every_row_of_its_log(exports):
    path = exports / "fitnotes" / "FitNotes_Backup_MIT.fitnotes"
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        rows, days, volume = database.execute(
            "select count(*), count(distinct date), sum(metric_weight * reps)"
            " from training_log"
        ).fetchone()

    parsed = read(Source(path.name, path))

    assert (len(parsed.sets), len(parsed.sessions)) == (rows, days)
    total = (parsed.sets["load_kg"].fillna(0) * parsed.sets["reps"].fillna(0)).sum()
    assert total == pytest.approx(volume, rel=1e-5)
    assert not parsed.rejected

"""Runlift's own table of sets: what leaves comes back, and coming back adds nothing."""

import csv
import io

import pytest
from tests.importers.reading import slugs_claiming
from tests.logs import NOW, SQUAT, fitnotes, hevy, keep, lift, opened, sets

from runlift import exports, frames, intake
from runlift.spreadsheet import as_text, as_written
from runlift.store import athletes, uploads

OWN = {"athlete", "session_id", "source_format", "source_file"}
"""What another athlete's copy of the same log has of its own."""
ROUNDED = {"e1rm_kg"}
"""Computed from a load of which six digits have left."""
LOG = (
    hevy(
        lift(
            "2026-11-02 18:00",
            *sets(kind="warmup", load=40),
            *sets(n=2, load=82.5),
            *sets("-Own thing", kind="dropset"),
            title="=Legs",
        ),
        lift(
            "2026-11-09 18:00",
            *sets("Plank", load="", reps="", rpe="", seconds=45),
            *sets("Pull Up (Assisted)", load=20),
            *sets("Split Squat (Left)", load=12.5, rpe=8.5),
            *sets("Split Squat (Right)", load=12.5, kind="failure"),
            *sets(SQUAT, load=61.24),
            title='Long, ""long"" day',
            minutes=0,
        ),
    ),
    fitnotes(("2026-10-02", "Barbell Squat", 100, 5, 2)),
)


def exported(store, athlete):
    how = frames.profile(store, athlete)
    log = frames.training(store, athlete, how)
    return exports.write(exports.table("sets", athlete, log, how), "csv")


def another(store, name="Bo"):
    athlete = athletes.new(store, name, NOW, timezone="UTC", is_timezone_known=True)
    athletes.write(store, athlete, NOW)
    return athlete


def rows(content):
    found = list(csv.DictReader(io.StringIO(content.decode())))
    return [{k: v for k, v in row.items() if k not in OWN | ROUNDED} for row in found]


def test_a_log_that_leaves_comes_back_as_it_was():
    store, ana = opened("Europe/Madrid")
    with store:
        keep(store, ana, *LOG)
        left = exported(store, ana)
        bo = another(store)

        [receipt] = keep(store, bo, left)

        assert (receipt.format, receipt.sessions, receipt.sets) == ("runlift", 3, 11)
        assert rows(exported(store, bo)) == rows(left)


def test_what_was_imported_leaves_and_comes_back_without_a_change():
    store, ana = opened("Europe/Madrid")
    with store:
        keep(store, ana, *LOG)
        bo = another(store)
        keep(store, bo, exported(store, ana))

        again = keep(store, bo, exported(store, bo))

        assert [(one.new, one.updated, one.unchanged) for one in again] == [(0, 0, 3)]


def test_beside_the_apps_own_export_every_session_counts_once():
    store, ana = opened("Europe/Madrid")
    with store:
        keep(store, ana, *LOG)
        before = exported(store, ana)

        keep(store, ana, before)

        assert len(rows(exported(store, ana))) == len(rows(before))


def test_sessions_of_one_start_and_name_keep_their_ids_however_the_file_is_sorted():
    head = "athlete,session_id,start_local,time_precision,exercise_raw,set_no,load_kg\n"
    first, second = (
        f"Ana,{name},2026-11-02T00:00:00,day,Squat,1,{load}\n"
        for name, load in (("x", 80), ("y", 100))
    )
    store, ana = opened()
    with store:
        keep(store, ana, (head + first + second).encode())

        [again] = keep(store, ana, (head + second + first).encode())

        assert (again.new, again.updated, again.unchanged) == (0, 0, 2)


def test_an_undone_import_takes_its_sessions_away():
    store, ana = opened()
    with store:
        keep(store, ana, LOG[0])
        bo = another(store)
        [receipt] = keep(store, bo, exported(store, ana))
        uploads.undo(store, bo.athlete_id, receipt.upload_id, NOW)

        assert frames.training(store, bo)["lifts"].empty


def test_fractions_of_a_second_come_back_and_a_zone_is_no_wall_clock():
    head = "session_id,start_local,time_precision,exercise_raw,set_no,load_kg\n"
    store, ana = opened()
    with store:
        text = head + "x,2026-11-02T18:00:00.250000,second,Squat,1,80\n"
        keep(store, ana, text.encode())
        assert "2026-11-02T18:00:00.250000" in exported(store, ana).decode()

        zoned = head + "x,2026-11-02T18:00:00+01:00,second,Squat,1,80\n"
        [look] = intake.preview(
            store, ana, [intake.Offered("a.csv", zoned.encode())], NOW
        )
        assert look.receipt.status == "refused"


@pytest.mark.parametrize("table", [one for one in exports.TABLES if one != "sets"])
def test_the_other_tables_are_no_log_of_sets(table):
    store, ana = opened()
    with store:
        keep(store, ana, *LOG)
        how = frames.profile(store, ana)
        log = frames.training(store, ana, how)
        left = exports.write(exports.table(table, ana, log, how), "csv")

    assert slugs_claiming(left.decode()) == []


@pytest.mark.parametrize("text", ["=1+1", "-2 kg", "@me", "plain", "'quoted'", ""])
def test_a_cell_says_what_was_written(text):
    assert as_written(as_text(text)) == text

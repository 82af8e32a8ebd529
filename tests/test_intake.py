"""Files in, receipts out: what is new, what is not, what is undone, what is refused."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from runlift import intake
from runlift.intake import Offered
from runlift.store import Store, athletes, uploads

NOW = datetime(2026, 11, 23, 12, 0)
HEADER = (
    '"title","start_time","end_time","description","exercise_title","superset_id",'
    '"exercise_notes","set_index","set_type","weight_kg","reps","distance_km",'
    '"duration_seconds","rpe"\n'
)


def hevy(*rows):
    return (HEADER + "".join(rows)).encode()


def lift(day, title="Legs", load=100, reps=5, index=0):
    return (
        f'"{title}","{day} Nov 2026, 18:00","{day} Nov 2026, 19:00","",'
        f'"Squat (Barbell)",,"",{index},"normal",{load},{reps},,,8\n'
    )


FIRST = hevy(lift(2), lift(4))
MORE = hevy(lift(2), lift(4), lift(6))
EDITED = hevy(lift(2), lift(4, load=105))


@pytest.fixture
def store():
    with Store() as opened:
        yield opened


@pytest.fixture
def ana(store):
    athlete = athletes.new(store, "Ana", NOW, timezone="Europe/Madrid")
    athletes.write(store, athlete, NOW)
    return athlete


@pytest.fixture(scope="module")
def shared():
    with Store() as opened:
        yield opened


@pytest.fixture
def somebody(shared):
    """A new athlete in a store that others have been in, which takes less to make."""
    name = f"Athlete {len(athletes.athletes(shared))}"
    athlete = athletes.new(shared, name, NOW, timezone="Europe/Madrid")
    athletes.write(shared, athlete, NOW)
    return athlete


def keep(store, athlete, *files, at=NOW, **options):
    offered = [Offered(f"{n}.csv", content) for n, content in enumerate(files)]
    return intake.keep(
        store, intake.preview(store, athlete, offered, at, **options), at
    )


def loads(store, athlete):
    sets = store.ask("known_sessions", athlete=athlete.athlete_id)
    with store.cursor() as cursor:
        rows = cursor.execute(
            "select load_kg from current_lift_set where athlete_id = ? order by start_local",
            [athlete.athlete_id],
        ).fetchall()
    assert len(sets) == len(rows)
    return [load for (load,) in rows]


def test_a_preview_stores_nothing(store, ana):
    [look] = intake.preview(store, ana, [Offered("a.csv", FIRST)], NOW)

    assert (look.receipt.new, look.receipt.sessions, look.receipt.sets) == (2, 2, 2)
    assert loads(store, ana) == []
    assert uploads.uploads(store, ana.athlete_id) == []


def test_the_same_file_twice_adds_nothing_and_says_so(store, ana):
    keep(store, ana, FIRST)

    [receipt] = keep(store, ana, FIRST)

    assert (receipt.new, receipt.updated, receipt.unchanged) == (0, 0, 2)
    assert "here already" in receipt.notes[-1]
    assert len(uploads.uploads(store, ana.athlete_id)) == 1


def test_the_same_file_twice_in_one_drop_is_new_once(store, ana):
    first, second = keep(store, ana, FIRST, FIRST)

    assert (first.new, second.new, second.unchanged) == (2, 0, 2)


def test_a_file_left_out_after_the_preview_does_not_hide_the_next_one(store, ana):
    looks = intake.preview(
        store, ana, [Offered("a.csv", FIRST), Offered("b.csv", FIRST)], NOW
    )

    [receipt] = intake.keep(store, looks[1:], NOW)

    assert receipt.new == 2
    assert loads(store, ana) == [100, 100]


def test_a_newer_export_replaces_what_was_edited(store, ana):
    keep(store, ana, FIRST)

    [receipt] = keep(store, ana, EDITED)

    assert (receipt.new, receipt.updated, receipt.unchanged) == (0, 1, 1)
    assert loads(store, ana) == [100, 105]


def test_a_set_deleted_in_the_app_is_gone_after_the_next_export(store, ana):
    keep(store, ana, hevy(lift(2), lift(2, load=60, index=1)))

    [receipt] = keep(store, ana, hevy(lift(2)))

    assert receipt.updated == 1
    with store.cursor() as cursor:
        left = cursor.execute("select count(*) from current_lift_set").fetchall()
    assert left == [(1,)]


def test_undo_makes_visible_again_what_was_covered(store, ana):
    keep(store, ana, FIRST)
    [receipt] = keep(store, ana, EDITED)

    uploads.undo(store, ana.athlete_id, receipt.upload_id, NOW)

    assert loads(store, ana) == [100, 100]


@pytest.mark.slow
def test_undo_of_the_first_upload_keeps_what_a_later_one_held_too(store, ana):
    [first] = keep(store, ana, FIRST)
    keep(store, ana, MORE)

    uploads.undo(store, ana.athlete_id, first.upload_id, NOW)

    assert loads(store, ana) == [100, 100, 100]


@pytest.mark.slow
def test_after_undo_the_same_file_is_new_again(store, ana):
    [first] = keep(store, ana, FIRST)
    uploads.undo(store, ana.athlete_id, first.upload_id, NOW)
    assert loads(store, ana) == []

    [again] = keep(store, ana, FIRST, at=NOW + timedelta(minutes=1))

    assert again.new == 2
    assert loads(store, ana) == [100, 100]


@pytest.mark.slow
def test_two_athletes_with_the_same_file_do_not_meet(store, ana):
    bo = athletes.new(store, "Bo", NOW, timezone="UTC")
    athletes.write(store, bo, NOW)
    keep(store, ana, FIRST)

    [receipt] = keep(store, bo, EDITED)

    assert receipt.new == 2
    assert loads(store, ana) == [100, 100]


@pytest.mark.slow
def test_the_rest_of_a_drop_is_imported_when_one_file_is_refused(store, ana):
    receipts = keep(store, ana, b"%PDF-1.7 ...", FIRST)

    assert [one.status for one in receipts] == ["refused", "imported"]
    assert loads(store, ana) == [100, 100]


WIDE = (",".join(f"c{n}" for n in range(300)) + "\n" + "1," * 299 + "1\n").encode()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "The file is empty"),
        (b"\xef\xbb\xbf \r\n", "The file is empty"),
        (HEADER.encode(), "column names but no rows"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "This is a PDF document"),
        (b"\x89PNG\r\n\x1a\n....", "This is a picture"),
        (b"PK\x03\x04rest", "The archive is damaged"),
        (b"just some notes\nabout nothing\n", "not an export Runlift knows"),
        (b"<html><body>Sign in</body></html>", "XML or a web page"),
        (WIDE, "not an export Runlift knows"),
        (bytes(range(256)) * 20, "not a text file"),
        (hevy(lift(2, load="1000000000")), "None of the rows"),
        (hevy(lift(2).replace("2026", "2031")), "None of the rows"),
    ],
)
def test_a_bad_file_gets_a_sentence_and_stores_nothing(shared, somebody, content, why):
    [receipt] = keep(shared, somebody, content)

    assert receipt.status == "refused"
    assert why in " ".join(receipt.notes)
    assert loads(shared, somebody) == []
    assert uploads.uploads(shared, somebody.athlete_id) == []


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (lift(3, load="1000000000"), "which nobody lifts"),
        pytest.param(lift(3, load=-5), "below 0", marks=pytest.mark.slow),
        (lift(3).replace("2026", "2031"), "in the future"),
        pytest.param(lift(3).replace("2026", "1969"), "1969", marks=pytest.mark.slow),
        (lift(3, reps=9000), "repetitions"),
        pytest.param(lift(3, reps="4.5"), "not a whole number", marks=pytest.mark.slow),
        ('"Legs","3 Nov 2026, 18:00","3 N\n', "quotation mark is missing"),
        pytest.param(
            lift(3).replace("100", "a lot"), "not a number", marks=pytest.mark.slow
        ),
    ],
)
def test_a_bad_row_is_left_out_with_line_and_reason(shared, somebody, bad, reason):
    [receipt] = keep(shared, somebody, hevy(lift(2), bad, lift(4)))

    assert receipt.status == "partly"
    [rejected] = receipt.rejected
    assert rejected.line == 3
    assert reason in rejected.reason
    assert loads(shared, somebody) == [100, 100]


def test_latin_1_text_is_read_and_said_so(store, ana):
    [receipt] = keep(
        store, ana, hevy(lift(2, title="Größe")).decode().encode("latin-1")
    )

    assert receipt.status == "imported"
    assert "Windows-1252" in receipt.notes[0]
    with store.cursor() as cursor:
        titles = cursor.execute("select title from current_lift_session").fetchall()
    assert titles == [("Größe",)]


def test_a_broken_quotation_mark_costs_one_row(store, ana):
    broken = lift(3).replace('"Legs"', '"Legs')

    [receipt] = keep(store, ana, hevy(lift(2), broken, lift(4), lift(6)))

    assert loads(store, ana) == [100, 100, 100]
    assert len(receipt.rejected) == 1


@pytest.mark.slow
def test_a_missing_quotation_mark_never_merges_two_rows_into_one(store, ana):
    header = (
        "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,"
        "Seconds,Notes,Workout Notes,RPE\n"
    )
    rows = [
        f'2026-11-0{day} 18:00:00,"A",1h,"Squat (Barbell)",1,{60 + day},5,0,0,"ok","",\n'
        for day in range(1, 6)
    ]
    rows[2] = rows[2].replace('"ok"', '"ok')

    [receipt] = keep(store, ana, (header + "".join(rows)).encode())

    assert loads(store, ana) == [61, 62, 63, 64, 65]
    assert receipt.rejected == ()


@pytest.mark.slow
def test_an_answer_is_remembered_for_the_next_file_of_the_format(store, ana):
    strong = (
        "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,"
        "Seconds,Notes,Workout Notes,RPE\n"
        '2026-11-0{},"A",1h,"Squat (Barbell)",1,100,5,0,0,"","",\n'
    )
    said = {"*": {"weight_unit": "lb"}}
    keep(store, ana, strong.replace("{}", "2").encode(), answers=said)

    [receipt] = keep(store, ana, strong.replace("{}", "4").encode())

    # The file looks like kilograms: the answer holds, and the doubt is said.
    [question] = receipt.questions
    assert question.guess == "lb"
    assert question.why.startswith("lb was said for an earlier file, but here:")
    assert loads(store, ana) == [pytest.approx(45.359237)] * 2


@pytest.mark.slow
def test_an_answer_that_fits_the_next_file_is_only_noted(store, ana):
    strong = (
        "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,"
        "Seconds,Notes,Workout Notes,RPE\n"
        '2026-11-0{},"A",1h,"Squat (Barbell)",1,102.5,5,0,0,"","",\n'
    )
    said = {"*": {"weight_unit": "kg"}}
    keep(store, ana, strong.replace("{}", "2").encode(), answers=said)

    [receipt] = keep(store, ana, strong.replace("{}", "4").encode())

    assert receipt.questions == ()
    assert receipt.notes == (
        "Read with weight unit kg, as said for an earlier file of Strong (CSV).",
    )


@pytest.mark.slow
def test_the_time_zone_said_for_a_file_is_the_athletes_from_then_on(store, ana):
    keep(store, ana, FIRST, answers={"*": {"timezone": "America/New_York"}})

    [athlete] = athletes.athletes(store)

    assert (athlete.timezone, athlete.is_timezone_known) == ("America/New_York", True)
    athletes.set_timezone(store, athlete, "Asia/Tokyo", NOW)
    [look] = intake.preview(
        store, athletes.athletes(store)[0], [Offered("a.csv", FIRST)], NOW
    )
    assert look.answers.timezone == "Asia/Tokyo"


@pytest.mark.slow
def test_a_date_only_copy_does_not_take_the_clock_time_away(store, ana):
    new = (
        "workout,start,end,exercise,weight,bodyweight,extraWeight,assistingWeight,"
        "distanceKM,distanceM,reps,rpm,time-per-500,calories,time,warmup,max,fail,checked,"
        "setComment,workoutComment,form,sleep,calories,stress\n"
        "Legs,1762362000000,1762365600000,Squat,100,,,,,,5,,,,,false,false,false,,,,,,,\n"
    )
    old = (
        "Name,Language,Sex,Age,Email\nAna,en,f,1990-01-01,a@b.c\n\nWorkouts\n"
        "Name,Date,Body weight,Shape,Sleep,Calories,Stress\n"
        "Legs,2025-11-05,60,-1,-1,-1,-1\n"
        '"Exercise, Squat",Set,1,reps,5,weight,100\n'
    )
    keep(store, ana, new.encode())

    [receipt] = keep(store, ana, old.encode())

    assert receipt.new == 0
    sessions = store.ask("known_sessions", athlete=ana.athlete_id)
    assert sessions["time_precision"].tolist() == ["second"]
    assert sessions["start_local"].dt.hour.tolist() == [18]


def test_a_question_without_a_guess_stores_nothing(store, ana):
    [look] = intake.preview(store, ana, [Offered("a.csv", FIRST)], NOW)
    waiting = replace(look, receipt=replace(look.receipt, status="question"))

    intake.keep(store, [waiting], NOW)

    assert loads(store, ana) == []


KILLED = """
import os, sys
from datetime import datetime
from runlift import intake
from runlift.store import Store, athletes
path, file = sys.argv[1:]
now = datetime(2026, 11, 23)
store = Store(path)
ana = athletes.athletes(store)[0]
looks = intake.preview(store, ana, [intake.Offered("x.csv", open(file, "rb").read())], now)
def writing(table):
    if table == "upload":
        # Everything but the last row is written by now.
        print("now", flush=True)
        sys.stdin.read()
intake.keep(store, looks, now, writing=writing)
"""


@pytest.mark.slow
def test_a_process_killed_in_the_middle_leaves_nothing_of_that_upload(tmp_path):
    path, file = tmp_path / "s.duckdb", tmp_path / "x.csv"
    file.write_bytes(hevy(*(lift(day) for day in range(1, 20))))
    with Store(str(path)) as store:
        ana = athletes.new(store, "Ana", NOW, timezone="UTC")
        athletes.write(store, ana, NOW)
        keep(store, ana, FIRST)
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path), str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": "src"},
    )
    assert child.stdout.readline() == b"now\n"
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdin.close()
    child.stdout.close()

    with Store(str(path)) as store:
        assert loads(store, ana) == [100, 100]
        assert len(uploads.uploads(store, ana.athlete_id)) == 1
        keep(store, ana, file.read_bytes())
        assert len(loads(store, ana)) == 19

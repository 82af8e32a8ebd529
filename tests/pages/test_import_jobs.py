"""The imports of a process: found again, stopped without a trace, put away when forgotten."""

import io
import logging
import threading

import pytest
from tests import archives, logs
from tests.logs import NOW

from runlift.errors import RunliftError, WrongInput
from runlift.importers import tables
from runlift.intake.looking import POSITIONS
from runlift.model import Athlete
from runlift.store import athletes, uploads
from runlift.ui import import_files, import_job
from runlift.ui.jobs import FORGOTTEN_S, Jobs

MONDAY = logs.hevy(logs.lift("2026-11-02 18:00", *logs.sets(n=3)))
TUESDAY = logs.hevy(logs.lift("2026-11-03 18:00", *logs.sets(n=3)))
STRONG = (
    b"Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,"
    b"Notes,Workout Notes,RPE\n"
    b'2026-11-04 18:00:00,"A",1h,"Bench Press (Barbell)",1,100,5,0,0,"","",\n'
)
TABLE = (
    b"Datum;Lift;Wdh.;Gewicht (kg)\n02.01.2026;Squat;5;102,5\n03.01.2026;Bench;8;60\n"
)
PDF = b"%PDF-1.7 ..."
LONGEST_S = 120


def dropped(**files):
    return [
        (name.replace("_", "."), io.BytesIO(content)) for name, content in files.items()
    ]


def begun(**files):
    """A store, an athlete, all jobs, and hers, which has looked at these files."""
    store, ana = logs.opened()
    found = Jobs()
    job = found.begin(store, ana)
    job.add(dropped(**files), NOW)
    job.wait(LONGEST_S)
    return store, ana, found, job


def rows(store):
    with store.cursor() as cursor:
        return sum(
            cursor.execute(f"select count(*) from {table}").fetchall()[0][0]
            for table in (*uploads.STORED, "run_stream", "upload")
        )


class Gate:
    """Holds a job at its first word of a kind until the test lets it go on."""

    def __init__(self, monkeypatch, job, method):
        self.reached, self.opened = threading.Event(), threading.Event()
        told = getattr(job, method)

        def held(*args):
            self.reached.set()
            assert self.opened.wait(LONGEST_S)
            told(*args)

        monkeypatch.setattr(job, method, held)


def test_what_was_dropped_is_looked_at_and_then_kept():
    store, ana, found, job = begun(a_csv=MONDAY, b_csv=TUESDAY)

    assert job.state == "looked"
    assert [look.receipt.new for look in job.looks] == [1, 1]
    assert rows(store) == 0
    job.keep(NOW)
    job.wait(LONGEST_S)

    assert job.state == "done"
    assert [one.new for one in job.receipts] == [1, 1]
    assert len(uploads.uploads(store, ana.athlete_id)) == 2
    assert found.of(ana.athlete_id) is job


def test_a_job_is_found_by_its_athlete_and_by_nobody_else():
    _, ana, found, job = begun(a_csv=MONDAY)

    assert found.of(ana.athlete_id) is job
    assert found.of("somebody else") is None
    assert found.of_newcomer() is None


@pytest.mark.slow
def test_more_files_join_those_that_were_looked_at():
    store, ana, found, job = begun(a_csv=MONDAY)

    again = found.begin(store, ana)
    again.add(dropped(a_csv=MONDAY, b_csv=TUESDAY), NOW)
    again.wait(LONGEST_S)

    assert again is job
    assert [(one.receipt.file, one.receipt.new) for one in job.looks] == [
        ("a.csv", 1),
        ("a.csv (2)", 0),
        ("b.csv", 1),
    ]


def test_an_answer_is_used_for_its_file_and_may_be_changed():
    _, _, _, job = begun(a_csv=MONDAY, strong_csv=STRONG)
    assert list(job.asked) == ["strong.csv"]

    job.answer(["strong.csv"], "weight_unit", "lb", NOW)
    job.wait(LONGEST_S)

    monday, strong = job.looks
    assert strong.frames["lift_set"]["load_kg"].tolist() == pytest.approx([45.359237])
    assert monday.receipt.file == "a.csv"
    assert strong.receipt.questions == ()
    job.answer(["strong.csv"], "weight_unit", "kg", NOW)
    job.wait(LONGEST_S)
    assert job.looks[1].frames["lift_set"]["load_kg"].tolist() == [100]


@pytest.mark.slow
def test_a_table_is_read_once_its_columns_are_said():
    _store, _, _, job = begun(plan_csv=TABLE, b_csv=TUESDAY)
    table = job.looks[0].table
    assert job.looks[0].receipt.status == "question"
    mapping = tables.TableMapping(
        "sets",
        {
            "date": ("Datum",),
            "exercise": ("Lift",),
            "reps": ("Wdh.",),
            "weight": ("Gewicht (kg)",),
        },
        weight_unit="kg",
    )

    job.map_table("plan.csv", table.key, mapping, NOW)
    job.wait(LONGEST_S)

    assert [(look.receipt.status, look.receipt.new) for look in job.looks] == [
        ("imported", 2),
        ("imported", 1),
    ]
    job.keep(NOW)
    job.wait(LONGEST_S)
    assert [one.new for one in job.receipts] == [2, 1]


def test_what_is_refused_is_left_out_and_listed():
    store, ana, _, job = begun(letter_pdf=PDF, a_csv=MONDAY)

    job.keep(NOW)
    job.wait(LONGEST_S)

    assert [one.status for one in job.receipts] == ["refused", "imported"]
    assert len(uploads.uploads(store, ana.athlete_id)) == 1


def test_stopping_while_it_looks_leaves_nothing_behind(monkeypatch):
    store, ana = logs.opened()
    job = Jobs().begin(store, ana)
    gate = Gate(monkeypatch, job, "_file")
    job.add(dropped(a_csv=MONDAY), NOW)
    assert gate.reached.wait(LONGEST_S)
    folder = job._taken.folder

    job.stop()
    gate.opened.set()
    job.wait(LONGEST_S)

    assert job.state == "stopped"
    assert job.looks == ()
    assert rows(store) == 0
    assert not folder.exists()


def test_stopping_a_second_look_keeps_the_first(monkeypatch):
    _store, _, _, job = begun(strong_csv=STRONG)
    gate = Gate(monkeypatch, job, "_file")
    job.answer(["strong.csv"], "weight_unit", "lb", NOW)
    assert gate.reached.wait(LONGEST_S)

    job.stop()
    gate.opened.set()
    job.wait(LONGEST_S)

    assert job.state == "looked"
    assert job.answers["strong.csv"] == {}
    assert job.looks[0].frames["lift_set"]["load_kg"].tolist() == [100]


def test_stopping_inside_a_file_takes_it_back_whole(monkeypatch):
    store, _, _, job = begun(a_csv=MONDAY)
    gate = Gate(monkeypatch, job, "_writing")
    job.keep(NOW)
    assert gate.reached.wait(LONGEST_S)

    job.stop()
    gate.opened.set()
    job.wait(LONGEST_S)

    assert job.state == "stopped"
    assert job.receipts == ()
    assert rows(store) == 0


@pytest.mark.slow
def test_files_stored_before_the_stop_stay_and_are_listed(monkeypatch):
    store, ana, _, job = begun(a_csv=MONDAY, b_csv=TUESDAY)
    told = job._writing
    seen = []

    def counted(table):
        seen.append(table)
        if seen.count("upload") and table == "lift_set":
            job.stop()
        told(table)

    monkeypatch.setattr(job, "_writing", counted)

    job.keep(NOW)
    job.wait(LONGEST_S)

    assert job.state == "stopped"
    assert [(one.file, one.new) for one in job.receipts] == [("a.csv", 1)]
    assert job.receipts[0].upload_id is not None
    assert [one.source_file for one in uploads.uploads(store, ana.athlete_id)] == [
        "a.csv"
    ]


def test_what_nobody_expected_is_a_sentence_and_a_line_in_the_log(caplog):
    store, ana = logs.opened()
    job = Jobs().begin(store, ana)
    store.close()

    with caplog.at_level(logging.ERROR):
        job.add(dropped(a_csv=MONDAY), NOW)
        job.wait(LONGEST_S)

    assert job.state == "failed"
    assert job.error.startswith("Something went wrong that Runlift did not expect.")
    kind, _, _ = caplog.records[-1].exc_info
    assert not issubclass(kind, RunliftError)


@pytest.mark.slow
def test_nothing_is_stored_of_an_athlete_who_was_deleted_meanwhile(monkeypatch):
    store, ana, _, job = begun(a_csv=MONDAY)
    athletes.delete(store, ana.athlete_id)

    job.keep(NOW)
    job.wait(LONGEST_S)

    assert job.state == "failed"
    assert job.error == "Ana was deleted; nothing more is stored."
    assert rows(store) == 0


def test_one_athlete_has_one_import_at_a_time(monkeypatch):
    store, ana, found, job = begun(a_csv=MONDAY)
    gate = Gate(monkeypatch, job, "_file")
    job.keep(NOW)
    assert gate.reached.wait(LONGEST_S)

    with pytest.raises(WrongInput, match="An import for Ana is at work"):
        found.begin(store, ana)
    with pytest.raises(WrongInput, match="at work"):
        job.keep(NOW)
    found.dismiss(job)
    assert found.of(ana.athlete_id) is job
    gate.opened.set()
    job.wait(LONGEST_S)

    assert found.begin(store, ana) is not job


@pytest.mark.slow
def test_a_dismissed_job_removes_what_it_put_aside():
    _store, ana, found, job = begun(strava_zip=archives.strava_zip(2))
    folders = [look.work.folder for look in job.looks]
    assert any(folder.exists() for folder in folders)

    found.dismiss(job)

    assert found.of(ana.athlete_id) is None
    assert not any(folder.exists() for folder in folders)


@pytest.mark.slow
def test_looking_again_removes_what_the_first_look_put_aside():
    _, _, _, job = begun(strava_zip=archives.strava_zip(2))
    first = job.looks[0].work.folder

    job.answer(["strava.zip"], "timezone", "Europe/Oslo", NOW)
    job.wait(LONGEST_S)

    assert not first.exists()
    assert all(path.exists() for path in job.looks[0].streams)


def test_a_job_that_nobody_kept_is_put_away_after_hours():
    _store, ana, found, job = begun(a_csv=MONDAY)
    folder = job._taken.folder
    job.touched_s -= FORGOTTEN_S + 1

    assert found.of(ana.athlete_id) is None

    assert not folder.exists()


def test_a_newcomer_is_stored_with_the_first_import():
    store, _ana = logs.opened()
    found = Jobs()
    me = Athlete("x1", "Me", "Europe/Oslo", is_timezone_known=False, is_demo=False)
    job = found.begin(store, me, is_newcomer=True)
    job.add(dropped(a_csv=MONDAY), NOW)
    job.wait(LONGEST_S)
    assert found.of_newcomer() is job
    assert [one.name for one in athletes.athletes(store)] == ["Ana"]

    with pytest.raises(WrongInput):
        job.keep(NOW, name="Ana")
    job.keep(NOW, name="Berit")
    job.wait(LONGEST_S)

    assert job.state == "done"
    assert found.of_newcomer() is None
    assert found.of("x1") is job
    berit = next(one for one in athletes.athletes(store) if one.name == "Berit")
    assert (berit.athlete_id, berit.timezone) == ("x1", "Europe/Oslo")
    assert len(store.ask("known_sessions", athlete="x1")) == 1


@pytest.mark.slow
@pytest.mark.parametrize("keeps", ["true", None])
def test_the_wish_about_positions_holds_that_is_the_last_before_it_is_kept(keeps):
    store, ana = logs.opened()
    if keeps is None:
        athletes.set_setting(store, ana.athlete_id, POSITIONS, "true", NOW)
    job = Jobs().begin(store, ana)
    job.add([("run.gpx", io.BytesIO(archives.gpx(archives.FIRST).encode()))], NOW)
    job.wait(LONGEST_S)
    athletes.set_setting(store, ana.athlete_id, POSITIONS, keeps, NOW)

    job.keep(NOW)
    job.wait(LONGEST_S)

    assert job.state == "done"
    with store.cursor() as cursor:
        found = cursor.execute("select latitude_deg from run_stream").fetchall()
    assert len(found) == 1
    assert (found[0][0] is not None) is (keeps == "true")


@pytest.mark.slow
def test_counts_go_forwards_and_never_back():
    store, ana = logs.opened()
    job = Jobs().begin(store, ana)
    shares = []
    told = job._count

    def noted(count):
        told(count)
        shares.append(job.count.share)

    job._count = noted
    job.add(dropped(strava_zip=archives.strava_zip(30, points=5), a_csv=MONDAY), NOW)
    job.wait(LONGEST_S)

    assert job.state == "looked"
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert any(0 < share < 0.5 for share in shares)


def test_a_large_upload_waits_on_the_disk_and_a_small_one_in_memory(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(import_files, "LARGE_BYTES", 10)

    small, large = import_files.taken_over(
        [("a", io.BytesIO(b"few")), ("../b", io.BytesIO(b"many more bytes"))],
        [],
        tmp_path,
    )

    assert small.content == b"few"
    assert large.content.read_bytes() == b"many more bytes"
    assert large.content.parent == tmp_path
    assert [path.name for path in tmp_path.iterdir()] == [large.content.name]


def test_files_of_one_name_are_told_apart(tmp_path):
    files = [("a.csv", io.BytesIO(b"1")), ("a.csv", io.BytesIO(b"2"))]

    found = import_files.taken_over(files, ["a.csv"], tmp_path)

    assert [one.name for one in found] == ["a.csv (2)", "a.csv (3)"]


def test_paths_name_files_and_whole_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = tmp_path / "exports"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "b.fit").write_bytes(b"b")
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "a.csv").write_bytes(b"a")
    (folder / "link").symlink_to(tmp_path)
    (tmp_path / "one.zip").write_bytes(b"z")

    found, wrong = import_files.named(f"~/one.zip\n\n {folder} \n/no/such.zip")

    assert found == [
        ("one.zip", tmp_path / "one.zip"),
        ("exports/a.csv", folder / "a.csv"),
        ("exports/deep/b.fit", folder / "deep" / "b.fit"),
    ]
    assert wrong == ["There is no file or folder /no/such.zip on this computer."]


def test_a_folder_of_too_many_files_is_refused_with_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(import_files, "MAX_FILES", 2)
    for number in range(4):
        (tmp_path / f"{number}.fit").write_bytes(b"x")
    empty = tmp_path / "empty"
    empty.mkdir()

    found, wrong = import_files.named(f"{tmp_path}\n{empty}")

    assert found == []
    assert wrong == [
        f"The folder {tmp_path} has more than 2 files in it. Make a zip file of it and "
        "name that one.",
        f"There are no files in the folder {empty}.",
    ]


@pytest.mark.parametrize("line", ["\0", "~nobody-of-this-name/x"])
def test_what_cannot_be_a_path_is_a_sentence_too(line):
    found, wrong = import_files.named(line)

    assert found == []
    assert len(wrong) == 1


def test_every_table_that_is_written_has_a_word():
    assert set(import_job._WRITTEN) == {*uploads.STORED, "run_stream", "upload"}

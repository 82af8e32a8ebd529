"""The `runlift` command as scripts use it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.logs import BENCH, fitnotes, hevy, lift, run, sets, strava

from runlift import cli
from runlift.store import Store

LIFTS = hevy(
    lift("2026-11-02 18:00", *sets(n=5)), lift("2026-11-05 18:00", *sets(BENCH, n=3))
)
RUNS = strava(run("2026-11-03 07:00", tag="workout", title="Track"))
STRONG = (
    b"Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,"
    b"Notes,Workout Notes,RPE\n"
    b'2026-11-02 18:00:00,"A",1h,"Squat (Barbell)",1,100,5,0,0,"","",\n'
)


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RUNLIFT_STORE", str(tmp_path / "store.duckdb"))
    (tmp_path / "hevy.csv").write_bytes(LIFTS)
    (tmp_path / "strava.csv").write_bytes(RUNS)
    (tmp_path / "notes.txt").write_text("Nothing that a database would read.")
    return tmp_path


@pytest.fixture
def call(here, capfdbinary):
    """Runs one command: its exit status, what it printed and what it said beside."""

    def called(*words):
        try:
            status = cli.main([str(word) for word in words])
        except SystemExit as stopped:
            status = stopped.code
        out, err = capfdbinary.readouterr()
        assert b"Traceback" not in err
        return status, out.decode(), err.decode()

    return called


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """A store into which Ana's two files have been imported."""
    folder = tmp_path_factory.mktemp("imported")
    files = {"hevy.csv": LIFTS, "strava.csv": RUNS}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    store = folder / "store.duckdb"
    words = ["--athlete", "Ana", "--timezone", "UTC", "--store", str(store)]
    assert cli.main(["import", *(str(folder / name) for name in files), *words]) == 0
    return store


@pytest.fixture
def ana(call, here, imported):
    """As `call`, with Ana's log in the store."""
    shutil.copy(imported, here / "store.duckdb")
    return call


def parsed(call, *words):
    status, out, err = call(*words)
    assert (status, err) == (0, "")
    return json.loads(out)


# import


def test_an_import_says_what_came_in(call):
    status, out, err = call("import", "hevy.csv", "--athlete", "Ana")

    assert (status, err) == (0, "")
    assert out == (
        "hevy.csv: hevy, 2 sessions, 8 sets, 0 runs, 2026-11-02 to 2026-11-05. "
        "New 2, updated 0, unchanged 0.\n"
    )


def test_receipts_for_machines_have_the_fields_of_the_contract(call):
    [receipt] = parsed(call, "import", "hevy.csv", "--athlete", "Ana", "--json")

    wanted = (
        "file format status new updated unchanged rejected sessions sets runs first_day "
        "last_day questions notes"
    )
    assert set(wanted.split()) <= set(receipt)
    assert receipt["upload_id"]
    assert {name: receipt[name] for name in wanted.split()} == {
        "file": "hevy.csv",
        "format": "hevy",
        "status": "imported",
        "new": 2,
        "updated": 0,
        "unchanged": 0,
        "rejected": [],
        "sessions": 2,
        "sets": 8,
        "runs": 0,
        "first_day": "2026-11-02",
        "last_day": "2026-11-05",
        "questions": [],
        "notes": [],
    }


@pytest.mark.slow
def test_importing_twice_adds_nothing(ana):
    [receipt] = parsed(ana, "import", "hevy.csv", "--athlete", "Ana", "--json")

    assert (receipt["new"], receipt["unchanged"]) == (0, 2)
    assert len(parsed(ana, "uploads", "--athlete", "Ana", "--json")) == 2


@pytest.mark.slow
def test_a_dry_run_stores_nothing_not_even_the_athlete(call, here):
    status, out, _ = call("import", "hevy.csv", "--athlete", "Ana", "--dry-run")

    assert status == 0
    assert "New 2" in out
    assert not (here / "store.duckdb").exists()
    assert parsed(call, "athletes", "--json") == []


def test_a_dry_run_compares_with_the_store(ana):
    [receipt] = parsed(
        ana, "import", "hevy.csv", "--athlete", "Ana", "--dry-run", "--json"
    )

    assert (receipt["unchanged"], receipt["upload_id"]) == (2, None)


@pytest.mark.slow
def test_a_missing_file_is_refused_and_the_others_are_read(call, here):
    (here / "folder").mkdir()
    status, out, err = call(
        "import", "no.csv", "hevy.csv", "folder", "--athlete", "Ana", "--json"
    )
    receipts = json.loads(out)

    assert (status, err) == (1, "")
    assert [one["file"] for one in receipts] == ["no.csv", "hevy.csv", "folder"]
    assert [one["status"] for one in receipts] == ["refused", "imported", "refused"]
    assert receipts[0]["notes"] == [
        "The file cannot be opened: No such file or directory."
    ]
    assert receipts[2]["notes"] == ["The file cannot be opened: Is a directory."]


@pytest.mark.slow
@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"just,some\nthing,else\n", bytes(300)]
)
def test_a_file_nobody_knows_is_refused_and_leaves_no_athlete(call, here, content):
    (here / "odd.csv").write_bytes(content)

    status, out, err = call("import", "odd.csv", "--athlete", "Ana")

    assert (status, err) == (1, "")
    assert out.startswith("odd.csv: refused. ")
    assert parsed(call, "athletes", "--json") == []


@pytest.mark.slow
def test_a_file_that_holds_nothing_for_us_leaves_nothing_behind(call, here):
    rides = strava(run("2026-11-03 07:00", kind="Ride"))
    (here / "rides.csv").write_bytes(rides)

    status, _, _ = call(
        "import", "rides.csv", "--athlete", "Ana", "--weight-unit", "kg"
    )

    assert status == 0
    assert parsed(call, "athletes", "--json") == []
    with Store(str(here / "store.duckdb")) as store, store.cursor() as cursor:
        assert cursor.execute("select count(*) from setting").fetchall() == [(0,)]


def test_rows_that_cannot_be_read_are_named_and_no_failure(call, here):
    bad = lift("2026-11-06 18:00", *sets(load=9000))
    (here / "hevy.csv").write_bytes(LIFTS + bad.encode())

    status, out, _ = call("import", "hevy.csv", "--athlete", "Ana")

    assert status == 0
    assert "line 10: the load is more than 600 kg, which nobody lifts" in out


@pytest.mark.slow
def test_many_bad_rows_are_counted(call, here):
    bad = lift("2026-11-06 18:00", *sets(load=9000, n=25))
    (here / "hevy.csv").write_bytes(LIFTS + bad.encode())

    _, out, _ = call("import", "hevy.csv", "--athlete", "Ana")

    assert out.count("nobody lifts") == 20
    assert "and 5 more rows" in out


def loads(call):
    rows = parsed(call, "export", "sets", "--athlete", "Ana", "--format", "json")
    return [one["load_kg"] for one in rows]


@pytest.mark.slow
def test_pounds_are_said_on_the_command_line(call, here):
    (here / "strong.csv").write_bytes(STRONG)
    call("import", "strong.csv", "--athlete", "Ana", "--weight-unit", "lb")

    assert loads(call) == [pytest.approx(45.359, abs=0.001)]


def test_a_question_is_told_with_its_option(call, here):
    (here / "strong.csv").write_bytes(STRONG)

    _, out, _ = call("import", "strong.csv", "--athlete", "Ana", "--dry-run")

    assert "--weight-unit" in out


@pytest.mark.slow
def test_the_zone_places_runs_of_strava(call):
    call("import", "strava.csv", "--athlete", "Ana", "--timezone", "Asia/Tokyo")
    [found] = parsed(call, "export", "runs", "--athlete", "Ana", "--format", "json")

    assert found["start_local"] == "2026-11-03T16:00:00"
    assert found["start_utc"] == "2026-11-03T07:00:00"
    assert parsed(call, "athletes", "--json")[0]["timezone"] == "Asia/Tokyo"


def test_a_name_is_the_same_in_any_case(ana):
    ana("import", "hevy.csv", "--athlete", "  aNA ")

    assert [one["name"] for one in parsed(ana, "athletes", "--json")] == ["Ana"]


def test_a_file_name_that_is_no_text_is_no_trouble(call, here):
    odd = os.fsencode(here) + b"/caf\xe9.csv"
    Path(os.fsdecode(odd)).write_bytes(LIFTS)

    [receipt] = parsed(call, "import", os.fsdecode(odd), "--athlete", "Ana", "--json")

    assert receipt["status"] == "imported"
    assert receipt["file"] == "caf?.csv"


# export


def test_an_export_goes_to_standard_output_alone(ana):
    status, out, err = ana("export", "sets", "--athlete", "Ana")

    assert (status, err) == (0, "")
    assert out.startswith("athlete,session_id,")
    assert len(out.splitlines()) == 9


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_or_to_a_file(ana, here, form):
    status, out, err = ana(
        "export", "runs", "--athlete", "Ana", "--format", form, "--out", "runs.out"
    )

    assert (status, out) == (0, "")
    assert err == "1 row written to runs.out\n"
    assert (here / "runs.out").stat().st_size > 100


@pytest.mark.slow
def test_an_export_can_be_cut_to_days(ana):
    rows = ("export", "sets", "--athlete", "Ana", "--format", "json")

    assert len(parsed(ana, *rows, "--from", "2026-11-03")) == 3
    assert len(parsed(ana, *rows, "--to", "2026-11-03")) == 5
    assert len(parsed(ana, *rows, "--from", "2026-11-03", "--to", "2026-11-04")) == 0


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("sets", marks=pytest.mark.slow),
        pytest.param("sessions", marks=pytest.mark.slow),
        pytest.param("runs", marks=pytest.mark.slow),
        "findings",
        pytest.param("volume", marks=pytest.mark.slow),
        pytest.param("strength", marks=pytest.mark.slow),
    ],
)
def test_every_table_can_be_exported(ana, table):
    assert parsed(ana, "export", table, "--athlete", "Ana", "--format", "json")


# findings


def test_findings_for_machines_have_the_fields_of_the_contract(ana):
    found = parsed(ana, "findings", "--athlete", "Ana", "--json")

    wanted = (
        "finding_id severity rule lift_session_id lift_start lift_end lift_class "
        "leg_load run_id run_start run_class hours threshold_h time_assumed reasons fixes"
    )
    assert set(wanted.split()) <= set(found[0])
    assert (found[0]["severity"], found[0]["rule"]) == ("conflict", "article_24h")
    assert (found[0]["hours"], found[0]["threshold_h"]) == (12, 24)


def test_findings_for_people(ana):
    status, out, err = ana("findings", "--athlete", "Ana")

    assert status == 0
    assert out.startswith(
        "2026-11-03  ✕ conflict: Legs (Mon 2 Nov 19:00) ended 12 h before"
    )
    assert "Run first and lift" in out
    assert err == "1 conflict, 0 cautions\n"


@pytest.mark.slow
def test_the_article_can_be_taken_literally_or_not(call, here):
    (here / "hevy.csv").write_bytes(hevy(lift("2026-11-02 15:00", *sets(n=3))))
    call("import", "hevy.csv", "strava.csv", "--athlete", "Ana", "--timezone", "UTC")
    ask = ("findings", "--athlete", "Ana", "--json")

    assert parsed(call, *ask)[0]["severity"] == "conflict"
    assert parsed(call, *ask, "--strict")[0]["severity"] == "conflict"
    assert parsed(call, *ask, "--no-strict")[0]["severity"] == "caution"
    # It was asked for once, not set.
    assert parsed(call, *ask)[0]["severity"] == "conflict"


@pytest.mark.slow
def test_findings_of_some_days(ana):
    ask = ("findings", "--athlete", "Ana", "--json")

    assert parsed(ana, *ask, "--from", "2026-11-04") == []
    assert len(parsed(ana, *ask, "--to", "2026-11-03")) == 1


@pytest.mark.slow
def test_no_findings(call, here):
    call("import", "hevy.csv", "--athlete", "Ana")

    assert parsed(call, "findings", "--athlete", "Ana", "--json") == []
    assert call("findings", "--athlete", "Ana") == (0, "", "0 conflicts, 0 cautions\n")


@pytest.mark.slow
def test_a_log_without_clock_times(call, here):
    (here / "fitnotes.csv").write_bytes(
        fitnotes(("2026-11-02", "Barbell Squat", 100, 5, 5))
    )
    call(
        "import", "fitnotes.csv", "strava.csv", "--athlete", "Ana", "--timezone", "UTC"
    )
    [found] = parsed(call, "findings", "--athlete", "Ana", "--json")

    assert found["time_assumed"] is True
    assert found["lift_start"] == "2026-11-02T00:00:00"


# The rest.


@pytest.mark.slow
def test_uploads_and_undo(ana):
    lines = ana("uploads", "--athlete", "Ana")[1].splitlines()
    found = parsed(ana, "uploads", "--athlete", "Ana", "--json")
    upload = next(one for one in found if one["file"] == "hevy.csv")["upload_id"]

    assert len(lines) == 2
    assert any("hevy.csv  2 sessions, 8 sets, 0 runs" in line for line in lines)
    assert ana("undo", upload) == (0, "The import of hevy.csv is undone.\n", "")
    assert loads(ana) == []
    status, out, err = ana("undo", upload)
    assert (status, out) == (1, "")
    assert "already been undone" in err
    assert "(undone)" in ana("uploads", "--athlete", "Ana")[1]


def test_there_is_no_such_upload(ana):
    status, out, err = ana("undo", "nonsense")

    assert (status, out) == (1, "")
    assert err.startswith("runlift: There is no upload nonsense.")


@pytest.mark.parametrize(
    "words",
    [
        ("export", "sets", "--athlete", "Bo"),
        ("findings", "--athlete", "Bo"),
        ("uploads", "--athlete", "Bo"),
        ("delete-athlete", "Bo"),
    ],
)
def test_an_unknown_athlete_is_a_sentence(ana, words):
    assert ana(*words) == (
        1,
        "",
        "runlift: There is no athlete called 'Bo'. In this store: Ana.\n",
    )


def test_asking_a_store_that_is_not_there_makes_none(call, here):
    status, _, err = call(
        "export", "sets", "--athlete", "Ana", "--store", "typo.duckdb"
    )

    assert status == 1
    assert "nobody yet" in err
    assert not (here / "typo.duckdb").exists()


@pytest.mark.slow
def test_athletes_and_deleting_one(ana):
    assert ana("athletes")[1] == "Ana  (UTC)\n"
    assert ana("delete-athlete", "ana") == (0, "Everything about Ana is deleted.\n", "")
    assert parsed(ana, "athletes", "--json") == []


@pytest.mark.slow
def test_backup_and_restore(ana, here):
    assert ana("backup", "all.zip") == (0, "The store is saved in all.zip.\n", "")
    ana("delete-athlete", "Ana")

    assert ana("restore", "all.zip") == (0, "The store is restored; in it: Ana.\n", "")
    assert len(loads(ana)) == 8
    assert ana("restore", "all.zip", "--store", "other.duckdb")[0] == 0
    assert (here / "other.duckdb").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("restore", "no.zip"), "no.zip: No such file or directory."),
        (("restore", "hevy.csv"), "not a backup"),
        (("backup", "no/such/folder.zip"), "No such file or directory."),
        (
            ("export", "sets", "--athlete", "Ana", "--out", "no/such/folder.csv"),
            "No such file or directory.",
        ),
        (("athletes", "--store", "notes.txt"), "notes.txt is not a Runlift store"),
        (("athletes", "--store", "."), "cannot be opened"),
        (
            ("import", "hevy.csv", "--athlete", "Ana", "--store", "hevy.csv/x"),
            "hevy.csv",
        ),
    ],
)
def test_what_cannot_be_done_is_one_sentence(ana, words, said):
    status, out, err = ana(*words)

    assert (status, out) == (1, "")
    assert err.startswith("runlift: ")
    assert said in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("nonsense",),
        ("import", "--athlete", "Ana"),
        ("import", "hevy.csv"),
        ("import", "hevy.csv", "--athlete", " "),
        ("import", "hevy.csv", "--athlete", "caf\udce9"),
        ("import", "hevy.csv", "--athlete", "Ana", "--weight-unit", "stone"),
        ("import", "hevy.csv", "--athlete", "Ana", "--timezone", "Mars/Base"),
        ("export", "nothing", "--athlete", "Ana"),
        ("export", "sets", "--athlete", "Ana", "--format", "xlsx"),
        ("export", "sets", "--athlete", "Ana", "--from", "yesterday"),
        (
            "export",
            "sets",
            "--athlete",
            "Ana",
            "--from",
            "2026-11-02",
            "--to",
            "2026-11-01",
        ),
        ("undo",),
    ],
)
def test_wrong_usage_is_two(call, words):
    status, out, err = call(*words)

    assert (status, out) == (2, "")
    assert "usage: runlift" in err


def test_a_name_that_is_too_long_is_a_sentence(call):
    status, _, err = call("import", "hevy.csv", "--athlete", "x" * 81)

    assert status == 1
    assert "80 characters" in err


# As a process of its own.


def process(*words, **more):
    return subprocess.run(
        [sys.executable, "-m", "runlift", *map(str, words)],
        capture_output=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(Path(cli.__file__).parents[2]), **more},
        check=False,
    )


@pytest.mark.slow
def test_help_as_a_module():
    found = process("--help")

    assert found.returncode == 0
    assert found.stderr == b""
    for command in ("import", "export", "findings", "uploads", "undo", "athletes"):
        assert command.encode() in found.stdout


@pytest.mark.slow
def test_a_terminal_that_cannot_show_a_sign_still_gets_the_rest(ana):
    found = process("findings", "--athlete", "Ana", PYTHONIOENCODING="ascii")

    assert found.returncode == 0
    assert b"conflict: Legs" in found.stdout
    assert b"Traceback" not in found.stderr


@pytest.mark.slow
def test_a_reader_who_had_enough_is_no_error(ana):
    words = f"{sys.executable} -m runlift export sets --athlete Ana | head -c 1"
    found = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {words}"],
        capture_output=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(Path(cli.__file__).parents[2])},
        check=False,
    )

    assert found.returncode == 0
    assert found.stderr == b""


# runlift plan


def test_plan_places_lifts_and_says_what_each_line_costs(call, here):
    week = {
        "runs": [
            {"day": "Tue", "slot": "AM", "class": "key"},
            {"day": "Thu", "slot": "AM", "class": "key"},
            {"day": "Sun", "slot": "AM", "class": "long"},
        ],
        "lifts": [{"name": "S1", "class": "heavy"}],
        "strict": False,
    }
    (here / "week.json").write_text(json.dumps(week))

    status, out, _ = call("plan", "week.json", "--json")
    best = json.loads(out)["best"]

    assert status == 0
    assert best[0]["assignment"] == {
        "S1": {"day": "Fri", "slot": "PM", "start": "18:00"}
    }
    assert best[0]["cost"] == 0
    assert len(best) >= 3
    assert {line["rule"] for one in best for line in one["lines"]}
    _, told, _ = call("plan", "week.json")
    assert told.startswith("1. S1 Fri PM 18:00")


def test_plan_reads_toml_too(call, here):
    (here / "week.toml").write_text('lifts = [{ name = "A", class = "light" }]')

    assert call("plan", "week.toml")[0] == 0


def test_plan_of_a_week_without_room_says_what_to_do(call, here):
    week = {"lifts": [{"name": "A", "class": "light"}], "protected": ["Mon", "Tue"]}
    week["unavailable"] = ["Wed", "Thu", "Fri", "Sat", "Sun"]
    (here / "week.json").write_text(json.dumps(week))

    status, out, _ = call("plan", "week.json", "--json")

    assert status == 1
    assert json.loads(out)["best"] == []
    assert "no half day left for A" in json.loads(out)["advice"][0]


def test_plan_refuses_what_is_no_week(call, here):
    (here / "broken.json").write_text('{"runs": [')
    (here / "bytes.json").write_bytes(b"\xff\xfe")

    for file, said in (("broken.json", "neither JSON nor TOML"), ("bytes.json", "no text"), ("nowhere.json", "No such file")):  # fmt: skip
        status, _, err = call("plan", file)
        assert status == 1
        assert said in err


def test_export_plan_needs_a_plan_that_is_followed(call, imported):
    status, out, err = call("export", "plan", "--athlete", "Ana", "--store", imported)

    assert status == 1 and out == ""
    assert "no plan" in err.lower()


# runlift report


@pytest.mark.parametrize(
    ("file", "begins"), [("r.pdf", b"%PDF"), ("r.HTML", b"<!doctype html>")]
)
def test_report_writes_what_the_ending_of_the_file_says(ana, here, file, begins):
    status, out, err = ana("report", "--athlete", "Ana", "--out", file)

    assert (status, out) == (0, "")
    assert err == f"Ana, 17 Aug to 5 Nov 2026: written to {file}\n"
    assert (here / file).read_bytes().startswith(begins)


def test_report_is_of_the_days_that_are_asked_for(ana, here):
    days = ("--from", "2026-11-03", "--to", "2026-11-04")
    status, _, err = ana("report", "--athlete", "Ana", *days, "--out", "r.html", "--paper", "letter", "--no-notes")  # fmt: skip

    text = (here / "r.html").read_text("utf-8")
    assert status == 0 and "3 Nov to 4 Nov 2026" in err
    assert "size: letter portrait" in text and "Track" in text


def test_report_of_nothing_is_refused_with_a_sentence(ana, here):
    days = ("--from", "2020-01-01", "--to", "2020-02-01")
    for words in (("Ana", *days), ("Nobody",)):
        status, out, err = ana("report", "--athlete", *words, "--out", "r.pdf")
        assert (status, out) == (1, "")
        assert err.startswith("runlift: There is no")
    assert not (here / "r.pdf").exists()


def test_report_wants_to_know_what_it_becomes(ana):
    status, _, err = ana("report", "--athlete", "Ana", "--out", "r.docx")

    assert status == 2
    assert "'r.docx' ends in neither .html nor .pdf" in err

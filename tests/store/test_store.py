"""The store as a whole: versions, locks, transactions, backup, real deletion."""

import io
import subprocess
import sys
import zipfile
from datetime import datetime

import pandas as pd
import pytest

from runlift.errors import NotFound, StoreError, WrongInput
from runlift.store import Store, athletes, backup, schema

NOW = datetime(2026, 11, 23, 12, 0)


@pytest.fixture
def store():
    with Store() as opened:
        yield opened


def add(store, name="Ana"):
    athlete = athletes.new(store, name, NOW, timezone="Europe/Madrid")
    athletes.write(store, athlete, NOW)
    return athlete


def test_a_new_store_has_the_newest_version(store):
    assert store.version == len(schema.MIGRATIONS)


def test_a_store_of_a_newer_runlift_is_refused_with_a_sentence(tmp_path):
    path = str(tmp_path / "s.duckdb")

    def later(cursor):
        cursor.execute("create table tomorrow (x integer)")

    Store(path, migrations=(*schema.MIGRATIONS, later)).close()

    with pytest.raises(StoreError, match="written by a newer Runlift"):
        Store(path)


def test_an_older_store_is_migrated_and_keeps_its_rows(tmp_path):
    path = str(tmp_path / "s.duckdb")
    with Store(path) as old:
        add(old)

    def later(cursor):
        cursor.execute("alter table athlete add column club varchar")

    with Store(path, migrations=(*schema.MIGRATIONS, later)) as new:
        assert new.version == len(schema.MIGRATIONS) + 1
        assert [one.name for one in athletes.athletes(new)] == ["Ana"]


def test_a_migration_that_fails_leaves_the_version_before_it(tmp_path):
    path = str(tmp_path / "s.duckdb")
    Store(path).close()

    def broken(cursor):
        cursor.execute("create table half (x integer)")
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        Store(path, migrations=(*schema.MIGRATIONS, broken))

    with Store(path) as again, again.cursor() as cursor:
        names = cursor.execute("select table_name from duckdb_tables()").fetchall()
        assert ("half",) not in names


@pytest.mark.slow
def test_a_second_process_is_told_who_holds_the_store(tmp_path):
    path = str(tmp_path / "s.duckdb")
    opener = (
        "import sys; from runlift.store import Store; from runlift.errors import *\n"
        "try: Store(sys.argv[1])\n"
        "except StoreError as e: print(e)"
    )
    with Store(path):
        said = subprocess.run(
            [sys.executable, "-c", opener, path],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONPATH": "src", "PATH": ""},
        ).stdout

    assert "is in use by python" in said
    assert "(process " in said


@pytest.mark.parametrize("name", ["notes.txt", "sets.csv", "sets.json"])
def test_a_file_that_is_no_store_is_refused(tmp_path, name):
    path = tmp_path / name
    path.write_text(
        "shopping list, and a good deal more text than a header needs\n" * 99
    )

    with pytest.raises(StoreError, match="not a Runlift store"):
        Store(str(path))

    assert path.read_text().startswith("shopping list")


def test_athletes_are_added_renamed_and_listed_by_name(store):
    zoe, ana = add(store, "Zoe"), add(store, "ana")
    athletes.rename(store, zoe, "Béa", NOW)

    assert [one.name for one in athletes.athletes(store)] == ["ana", "Béa"]
    assert athletes.athletes(store)[0] == ana


@pytest.mark.parametrize(("name", "why"), [("  ", "needs a name"), ("ANA", "already")])
def test_a_name_must_be_there_and_free(store, name, why):
    add(store, "Ana")

    with pytest.raises(WrongInput, match=why):
        add(store, name)


def test_deleting_an_athlete_removes_her_from_every_table_and_from_the_disk(tmp_path):
    path = tmp_path / "s.duckdb"
    with Store(str(path)) as store:
        ana, bo = add(store, "Ana"), add(store, "Bo")
        for one, secret in ((ana, "knee surgery in spring"), (bo, "likes hills")):
            for number in range(30):
                athletes.set_setting(store, one.athlete_id, f"n{number}", secret, NOW)
        athletes.delete(store, ana.athlete_id)

        for table in schema.TABLES:
            with store.cursor() as cursor:
                left = cursor.execute(
                    f"select count(*) from {table} where athlete_id = ?",
                    [ana.athlete_id],
                ).fetchall()
            assert left == [(0,)]
        assert athletes.settings(store, bo.athlete_id)["n7"] == "likes hills"
    content = path.read_bytes()
    assert b"knee surgery" not in content
    assert b"likes hills" in content
    assert not path.with_name("s.duckdb.wal").exists()


def test_deleting_somebody_unknown_is_refused(store):
    with pytest.raises(NotFound):
        athletes.delete(store, "nobody")


def test_a_backup_restores_everything_into_another_store(tmp_path):
    with Store(str(tmp_path / "a.duckdb")) as first:
        ana = add(first)
        athletes.choose(first, ana.athlete_id, "Thing", "squat", NOW)
        packed = backup.backup(first)
    with Store(str(tmp_path / "b.duckdb")) as second:
        add(second, "Somebody else")
        backup.restore(second, packed)

        assert athletes.athletes(second) == [ana]
        assert athletes.choices(second, ana.athlete_id) == {"Thing": "squat"}
        assert second.version == len(schema.MIGRATIONS)


@pytest.mark.parametrize("content", [b"no zip", b"PK\x05\x06" + bytes(18)])
def test_a_file_that_is_no_backup_changes_nothing(store, content):
    add(store)

    with pytest.raises(StoreError, match="not a backup"):
        backup.restore(store, content)

    assert len(athletes.athletes(store)) == 1


def test_a_damaged_backup_changes_nothing(store):
    add(store)
    packed = backup.backup(store)
    middle = packed.index(b"PAR1") if b"PAR1" in packed else len(packed) // 3
    broken = packed[:middle] + b"\x00" * 40 + packed[middle + 40 :]

    with pytest.raises(StoreError):
        backup.restore(store, broken)

    assert len(athletes.athletes(store)) == 1


@pytest.mark.slow
def test_the_sql_inside_a_backup_is_never_run(store, tmp_path):
    target = tmp_path / "written"
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(backup.backup(store))) as made,
        zipfile.ZipFile(packed, "w") as forged,
    ):
        for name in made.namelist():
            hostile = f"copy (select 1) to '{target}';".encode()
            forged.writestr(name, hostile if name.endswith(".sql") else made.read(name))

    backup.restore(store, packed.getvalue())

    assert not target.exists()


def test_answers_are_small_frames_even_for_nobody(store):
    frame = store.ask("runs", athlete="nobody")

    assert isinstance(frame, pd.DataFrame)
    assert frame.empty

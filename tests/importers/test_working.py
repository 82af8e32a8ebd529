"""Work in other processes: what dies, hangs or is stopped."""

import importlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from tests.fitfiles import run

from runlift.errors import Stopped
from runlift.files import Source
from runlift.importers import activity_files, working
from runlift.importers.working import Job


@pytest.fixture(scope="module", autouse=True)
def tasks():
    """The functions, importable in workers; those are started afresh for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).parent))
        working._end_pool()
        yield importlib.import_module("worker_tasks")
    working._end_pool()


@pytest.fixture
def one_worker(monkeypatch):
    """A single worker, which is there sooner than several, and is gone afterwards."""
    working._end_pool()
    monkeypatch.setattr(working, "workers", lambda: 1)
    yield
    working._end_pool()


def test_what_kills_its_worker_is_replaced_and_the_others_go_on(tasks):
    with Job() as work:
        made = list(work.map(tasks.doubled, range(12), tasks.lost))

    assert made == [-5 if one == tasks.DEADLY else one * 2 for one in range(12)]


@pytest.mark.slow
def test_several_deaths_are_survived_and_so_is_the_next_import(one_worker, tasks):
    with Job() as work:
        made = list(work.map(tasks.doubled, [5, 1, 5, 5, 2], tasks.lost))
        again = list(work.map(tasks.doubled, [1, 2, 3], tasks.lost))

    assert made == [-5, 2, -5, -5, 4]
    assert again == [2, 4, 6]


def test_workers_can_be_started_before_there_is_work(one_worker, tasks):
    working.prepare("worker_tasks")
    started = list(working._shared[0]._processes)
    with Job() as work:
        assert list(work.map(tasks.doubled, [1], tasks.lost)) == [2]

    assert started == list(working._shared[0]._processes)


@pytest.mark.slow
def test_what_hangs_is_given_up(monkeypatch, one_worker, tasks):
    # Long enough for a busy machine to start a worker, shorter than what hangs.
    monkeypatch.setattr(working, "LONGEST_S", 5.0)
    with Job() as work:
        list(work.map(tasks.slow, [1, 2], tasks.lost))
        assert list(work.map(tasks.slow, [1, 5, 2], tasks.lost)) == [1, -5, 2]


def test_an_error_of_the_function_comes_out_as_it_is(tasks):
    with Job() as work, pytest.raises(ValueError, match="no 7"):
        list(work.map(tasks.refused, [7], tasks.lost))


def test_nothing_to_do_makes_nothing(tasks):
    with Job() as work:
        assert list(work.map(tasks.doubled, [], tasks.lost)) == []


def test_a_stopped_import_raises_at_its_next_word(tasks):
    with Job() as work:
        work.tell(1, 2, "files")
        work.stop()

        with pytest.raises(Stopped, match=r"Nothing of it was stored\."):
            work.tell(2, 2, "files")
        with pytest.raises(Stopped):
            list(work.map(tasks.doubled, [1, 2], tasks.lost))


def test_an_import_that_waits_for_a_worker_can_be_stopped(one_worker, tasks):
    with Job() as work:
        results = work.map(tasks.slow, [1, tasks.DEADLY], tasks.lost)
        assert next(results) == 1
        work.stop()
        begun = time.monotonic()
        with pytest.raises(Stopped):
            next(results)
    assert time.monotonic() - begun < 5


def test_the_one_who_is_told_may_stop_it():
    def tell(done, total, what):
        raise Stopped("enough")

    with Job(tell) as work, pytest.raises(Stopped, match="enough"):
        work.tell(0, 1, "files")


def test_the_folder_is_there_while_the_work_lasts():
    with Job() as work:
        folder = work.folder
        (folder / "samples").write_text("x")
        assert folder.is_dir()
    assert not folder.exists()


@pytest.mark.slow
def test_a_file_that_kills_its_worker_is_rejected_and_its_batch_is_read(tasks):
    good = run(minutes=20, every=30)
    sources = [
        Source("a.zip", good),
        tasks.DeadlySource("a.zip", good),
        Source("a.zip", good),
    ]
    with Job() as work:
        batches = list(activity_files.read_all(sources, work))

    assert sum(len(one.digest.runs) for one in batches) == 2
    assert [r.reason for one in batches for r in one.digest.rejected] == [
        "the file is so damaged that reading it had to be stopped"
    ]
    assert sum(one.files for one in batches) == 3


def test_a_worker_reads_without_what_only_frames_and_pages_need(tmp_path):
    """Pandas alone would double the time until the first file is read."""
    (tmp_path / "a.fit").write_bytes(run(minutes=20))
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from runlift.files import Source\n"
        "from runlift.importers.activity_files import Task, read\n"
        "folder = Path(sys.argv[1])\n"
        "made = read(Task((Source('a.fit', folder / 'a.fit'),), folder))\n"
        "print(len(made.digest.runs), len(made.digest.streams), *sys.modules)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(working.__file__).parents[2])},
        check=True,
    )
    runs, streams, *loaded = told.stdout.split()

    assert (runs, streams) == ("1", "1")
    assert not set(loaded) & {"pandas", "duckdb", "streamlit", "plotly"}


@pytest.mark.skipif(
    os.name != "posix", reason="processes are asked after on POSIX only"
)
def test_what_a_killed_import_left_behind_is_removed(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = tmp_path / f"runlift-import-{gone.pid}-x"
    left.mkdir()
    mine = tmp_path / f"runlift-import-{os.getpid()}-x"
    mine.mkdir()

    working._sweep.cache_clear()
    with Job():
        assert (left.exists(), mine.exists()) == (False, True)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="killed as POSIX kills")
def test_workers_end_with_a_program_that_is_killed(tmp_path):
    script = tmp_path / "program.py"
    script.write_text(
        "import os, sys\n"
        "from runlift.importers.working import Job\n"
        "if __name__ == '__main__':\n"
        "    with Job() as work:\n"
        "        print(next(work.map(abs, [-1], abs)), flush=True)\n"
        "        from runlift.importers import working\n"
        "        print(*working._shared[0]._processes, flush=True)\n"
        "        os.kill(os.getpid(), 9)\n"
    )
    source = str(Path(working.__file__).parents[2])
    program = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": source},
        check=False,
    )
    workers = [int(one) for one in program.stdout.split()[1:]]
    assert workers

    ends = time.monotonic() + 10
    while any(working._lives(one) for one in workers):
        assert time.monotonic() < ends, "the workers live on"
        time.sleep(0.05)

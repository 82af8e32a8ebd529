"""2,000 damaged files: each is read into something sound, or refused with a sentence.

The first batch is tried by default and all with `--slow`; `make fuzz` tries 50,000
others. A failure begins with the number of the file:
`FUZZ=1 FUZZ_SEED=<number> python -m pytest tests/test_fuzz.py` repeats it.
"""

import os

import pytest
from tests import fuzzing, logs

from runlift import intake
from runlift.errors import RunliftError
from runlift.store import Store, athletes
from runlift.store.uploads import STORED

NUMBER = int(os.environ.get("FUZZ", "2000"))
FIRST = int(os.environ.get("FUZZ_SEED", "0"))
KEPT = min(NUMBER, 100)
"""Files that are stored as well, which takes longer."""


def batches(number, size=fuzzing.TOGETHER):
    begins = range(FIRST, FIRST + number, size)
    return [
        pytest.param(
            range(one, min(one + size, FIRST + number)),
            marks=[pytest.mark.slow] * (one > FIRST),
        )
        for one in begins
    ]


@pytest.mark.parametrize("seeds", batches(NUMBER), ids=lambda one: f"{one[0]}")
def test_damaged_files_are_read_soundly_or_refused(seeds, tmp_path):
    wrong = fuzzing.tried(seeds, tmp_path)

    assert not wrong, "\n\n".join(wrong)


def rows(store):
    with store.cursor() as cursor:
        return {
            table: cursor.execute(f"select count(*) from {table}").fetchall()[0][0]
            for table in (*STORED, "run_stream", "upload")
        }


@pytest.fixture(scope="module")
def store():
    with Store() as opened:
        yield opened


@pytest.mark.parametrize("seeds", batches(KEPT, 20), ids=lambda one: f"{one[0]}")
def test_damaged_files_are_stored_whole_or_not_at_all(store, seeds, tmp_path):
    ana = athletes.new(store, f"Ana {seeds[0]}", logs.NOW, timezone="UTC")
    athletes.write(store, ana, logs.NOW)
    before = rows(store)
    offered = [
        intake.Offered(f"{seed}", fuzzing.damaged(seed).content) for seed in seeds
    ]

    looks = intake.preview(store, ana, offered, logs.NOW, work=fuzzing.Here(tmp_path))
    receipts = intake.keep(store, looks, logs.NOW)

    added = {name: count - before[name] for name, count in rows(store).items()}
    kept = [one for one in receipts if one.upload_id]
    assert len(receipts) >= len(offered)
    assert {one.status for one in kept} <= {"imported", "partly"}
    assert added["upload"] == len(kept) > 0
    assert added["lift_session"] == sum(one.sessions for one in kept)
    assert added["run"] == sum(one.runs for one in kept)
    assert added["lift_set"] <= sum(one.sets for one in kept)


def test_the_files_are_damaged_and_most_of_them_are_still_read(tmp_path):
    """Else the tests above would say nothing."""
    files = [fuzzing.damaged(seed) for seed in range(200)]
    read = 0
    for one in files[:60]:
        try:
            fuzzing.read(one.content, tmp_path)
            read += 1
        except RunliftError:
            continue

    assert len({one.content for one in files}) > 190
    assert sum(one.content != fuzzing.bases()[one.case] for one in files) > 180
    assert read > 25

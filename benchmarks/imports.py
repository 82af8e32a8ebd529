"""Importing a lifting export against DuckDB's bare read and insert of the same file.

    python benchmarks/imports.py [FILE]

Without a file, Hevy exports of 7,000 to 100,000 sets are made up. Both sides
write a database file and are timed in turn, five times each in one process; the table
shows medians and their ratio. Ratios hold across machines, milliseconds do not.
"""

import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import duckdb

from runlift import frames, intake
from runlift.intake import Offered
from runlift.store import Store, athletes

ROUNDS = 5
NOW = datetime.now(UTC).replace(tzinfo=None)
HEADER = (
    '"title","start_time","end_time","description","exercise_title","superset_id",'
    '"exercise_notes","set_index","set_type","weight_kg","reps","distance_km",'
    '"duration_seconds","rpe"\n'
)
EXERCISES = ("Squat (Barbell)", "Romanian Deadlift (Barbell)", "Bench Press (Barbell)")
EXERCISES += ("Lat Pulldown (Cable)", "Standing Calf Raise (Machine)", "Plank")


def made_up(sets: int) -> bytes:
    """A Hevy export with so many sets, 22 a session, newest first."""
    rows = []
    day = date(2026, 11, 1)
    for number in range(sets):
        session, place = divmod(number, 22)
        at = day - timedelta(days=session)
        exercise = EXERCISES[place // 4]
        rows.append(
            f'"Session {session % 3}","{at.day} {at:%b} {at.year}, 18:05",'
            f'"{at.day} {at:%b} {at.year}, 19:10","","{exercise}",,"",{place % 4},"normal",'
            f"{60 + (number * 7) % 45},{5 + number % 6},,0,{7 + number % 3}\n"
        )
    return (HEADER + "".join(rows)).encode()


def bare(file: Path, folder: Path) -> float:
    """DuckDB alone: read the file as it is and insert it into a database file."""
    target = folder / "bare.duckdb"
    target.unlink(missing_ok=True)
    begin = time.perf_counter()
    connection = duckdb.connect(str(target))
    connection.execute(f"create table sets as select * from read_csv('{file}')")
    connection.close()
    return time.perf_counter() - begin


def runlift(content: bytes, folder: Path) -> tuple[int, float, float]:
    """Runlift: look, store; then judge the whole log. Sets, and the seconds of each."""
    target = folder / "runlift.duckdb"
    for old in folder.glob("runlift.duckdb*"):
        old.unlink()
    with Store(str(target)) as store:
        athlete = athletes.new(store, "Ana", NOW, timezone="UTC")
        athletes.write(store, athlete, NOW)
        begin = time.perf_counter()
        looks = intake.preview(store, athlete, [Offered("a.csv", content)], NOW)
        [receipt] = intake.keep(store, looks, NOW)
        imported = time.perf_counter()
        assert receipt.status in ("imported", "partly")
        frames.training(store, athlete)
        return receipt.sets, imported - begin, time.perf_counter() - imported


def main() -> None:
    """Measure and print the table."""
    given = [Path(name).read_bytes() for name in sys.argv[1:]]
    contents = given or [made_up(n) for n in (7_000, 10_000, 14_000, 100_000)]
    growth: dict[int, float] = {}
    print("|    sets | bare read + insert (ms) | import (ms) | ratio | judge (ms) |")
    print("|--------:|------------------------:|------------:|------:|-----------:|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for content in contents:
            file = folder / "export.csv"
            file.write_bytes(content)
            bare(file, folder)
            runlift(content, folder)
            bares, imports, judged = [], [], []
            for _ in range(ROUNDS):
                bares.append(bare(file, folder))
                sets, took, judging = runlift(content, folder)
                imports.append(took)
                judged.append(judging)
            growth[sets] = min(imports)
            one, two = statistics.median(bares), statistics.median(imports)
            three = statistics.median(judged)
            print(
                f"| {sets:>7,} | {one * 1e3:>23.0f} "
                f"| {two * 1e3:>11.0f} | {two / one:>5.1f} | {three * 1e3:>10.0f} |"
            )
    if {10_000, 100_000} <= set(growth):
        times = growth[100_000] / growth[10_000]
        print(f"\nTen times the sets, from 10,000 on, take {times:.1f} times as long.")


if __name__ == "__main__":
    main()

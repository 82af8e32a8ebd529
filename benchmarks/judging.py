"""Judging a whole log: what the first page waits for after an import.

    python benchmarks/judging.py

15,000 sets and 2,000 runs, once from one app each, and once with every run in a second
app too, so that twins have to be found and merged. Medians of five.
"""

import statistics
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from imports import made_up

import logs
from runlift import frames, intake
from runlift.store import Store, athletes

SETS, RUNS, ROUNDS = 15_000, 2_000, 5
NOW = datetime.now(UTC).replace(tzinfo=None)


def runs() -> list[tuple[datetime, int, float]]:
    """A run every second day: start, minutes, kilometres."""
    last = datetime(2026, 11, 1, 7, 0)
    return [
        (last - timedelta(days=2 * n, minutes=n % 50), 40 + n % 50, 7.0 + n % 9)
        for n in range(RUNS)
    ]


def judged(*contents: bytes) -> tuple[float, int]:
    """Seconds to judge what these files hold, and the runs that are left."""
    with Store() as store:
        ana = athletes.new(store, "Ana", NOW, timezone="UTC", is_timezone_known=True)
        athletes.write(store, ana, NOW)
        offered = [intake.Offered(f"{n}.csv", one) for n, one in enumerate(contents)]
        looks = intake.preview(store, ana, offered, NOW)
        assert all(one.upload_id for one in intake.keep(store, looks, NOW))
        took = []
        for _ in range(ROUNDS):
            begin = time.perf_counter()
            log = frames.training(store, ana)
            took.append(time.perf_counter() - begin)
        return statistics.median(took), len(log["runs"])


def main() -> None:
    """Measure and print the table."""
    lifting = made_up(SETS)
    strava = logs.strava(*(logs.run(*one) for one in runs()))
    garmin = logs.garmin(*(logs.watch(*one) for one in runs()))
    print("| log | runs after merging | ms |")
    print("|---|---:|---:|")
    for name, contents in (
        ("15,000 sets", (lifting,)),
        ("and 2,000 runs", (lifting, strava)),
        ("and the same 2,000 runs from a second app", (lifting, strava, garmin)),
    ):
        took, left = judged(*contents)
        print(f"| {name} | {left:,} | {took * 1e3:.0f} |")


if __name__ == "__main__":
    main()

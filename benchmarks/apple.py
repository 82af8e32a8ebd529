"""Reading Apple Health exports: MB a second, and memory that does not grow with the file.

    python benchmarks/apple.py [MB ...]

Exports of 50 and 500 MB are made up, as a phone writes them: nearly all of it heart rates
and steps, some workouts between. Each is previewed and kept in a process of its own, whose
peak memory is told beside what it needs before. The best of three counts.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE HealthData [\n'
    "<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>\n]>\n"
    '<HealthData locale="en_GB">\n <ExportDate value="2026-11-02 10:00:00 +0100"/>\n'
)
SOURCE = (
    'sourceName="Ana’s Watch" sourceVersion="10.1" '
    'device="&lt;&lt;HKDevice: 0x1&gt;, name:Apple Watch, manufacturer:Apple Inc.&gt;"'
)
WORKOUT_EVERY = 2_000
ROUNDS = 3
NOW = datetime.now(UTC).replace(tzinfo=None)


def record(kind: str, unit: str, at: str, value: object) -> str:
    return (
        f' <Record type="HKQuantityTypeIdentifier{kind}" {SOURCE} unit="{unit}" '
        f'creationDate="{at}" startDate="{at}" endDate="{at}" value="{value}"/>\n'
    )


def workout(start: datetime, number: int) -> str:
    begin, end = start, start + timedelta(minutes=45)
    return (
        ' <Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="45" '
        f'durationUnit="min" {SOURCE} creationDate="{end} +0100" '
        f'startDate="{begin} +0100" endDate="{end} +0100">\n'
        '  <WorkoutStatistics type="HKQuantityTypeIdentifierDistanceWalkingRunning" '
        f'startDate="{begin} +0100" endDate="{end} +0100" sum="{8 + number % 5}" '
        'unit="km"/>\n </Workout>\n'
    )


def made_up(path: Path, megabytes: int) -> None:
    """Write an export of so many MB."""
    left, number = megabytes << 20, 0
    start = datetime(2019, 1, 1, 6, 0)
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        while left > 0:
            moment = start + timedelta(seconds=60 * number)
            at = f"{moment} +0100"
            line = (
                record("HeartRate", "count/min", at, 60 + number % 90)
                if number % 3
                else record("StepCount", "count", at, number % 120)
            )
            if number % WORKOUT_EVERY == 0:
                line += workout(moment, number)
            left -= len(line.encode())
            file.write(line)
            number += 1
        file.write("</HealthData>\n")


def peak_mb() -> float:
    """The most memory this process has held."""
    status = Path("/proc/self/status")
    if status.exists():
        words = [line.split() for line in status.read_text().splitlines()]
        return next(int(one[1]) for one in words if one[0] == "VmHWM:") / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def one(path: Path) -> None:
    """Import a file and print what that took; runs in a process of its own."""
    sys.path.insert(0, str(ROOT / "src"))
    from runlift import intake
    from runlift.store import Store, athletes

    with Store() as store:
        ana = athletes.new(store, "Ana", NOW, timezone="UTC", is_timezone_known=True)
        athletes.write(store, ana, NOW)
        before = peak_mb()
        begin = time.perf_counter()
        looks = intake.preview(store, ana, [intake.Offered("export.xml", path)], NOW)
        [receipt] = intake.keep(store, looks, NOW)
        took = time.perf_counter() - begin
        print(json.dumps([took, before, peak_mb(), receipt.runs, receipt.status]))


def apart(path: Path) -> list[Any]:
    """What `one` says of a file."""
    said = subprocess.run(
        [sys.executable, __file__, "--one", str(path)],
        check=True,
        capture_output=True,
        env=os.environ,
    )
    found: list[Any] = json.loads(said.stdout)
    return found


def main() -> None:
    """Measure and print the table."""
    sizes = [int(one) for one in sys.argv[1:]] or [50, 500]
    print("| export | workouts | s | MB/s | memory before (MB) | peak (MB) |")
    print("|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as name:
        for megabytes in sizes:
            path = Path(name) / "export.xml"
            made_up(path, megabytes)
            took, before, peak, runs, status = min(apart(path) for _ in range(ROUNDS))
            assert status in ("imported", "partly"), status
            print(
                f"| {megabytes} MB | {runs:,} | {took:.2f} | {megabytes / took:.0f} "
                f"| {before:.0f} | {peak:.0f} |",
                flush=True,
            )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(Path(sys.argv[2]))
    else:
        main()

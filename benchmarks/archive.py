"""Importing an archive of recordings against decoding the same files with fitdecode.

    python benchmarks/archive.py

An archive as Strava sends it is made up: 237 runs of 40 minutes, a record a second with
distance, speed, height, heart rate, cadence and position, each a gzipped FIT file, and the
table beside them. One side is a loop over fitdecode that looks
at every value of every record and keeps nothing. The other is the whole of Runlift's
import: unpack, decode, summarise, link with the table, compare, store every sample.
fitdecode is timed on every twelfth file and counted up. The best of five rounds counts.
"""

import gzip
import io
import subprocess
import sys
import tempfile
import time
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import fitdecode
import fitfast
import numpy as np

import fitfiles
from runlift.files import Source
from runlift.importers import activity_files
from runlift.importers.working import Job

RUNS, MINUTES = 237, 40
EVERY = 12
ROUNDS = 5
NOW = datetime.now(UTC).replace(tzinfo=None)
TABLE = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Moving Time,"
    "Distance,Filename\n"
)


def made_up(path: Path) -> list[bytes]:
    """Write the archive; the FIT files in it, packed."""
    packed, rows = [], []
    for number in range(RUNS):
        start = datetime(2025, 1, 6, 17, 0) + timedelta(days=2 * number, minutes=number)
        speed = 2.8 + number % 7 / 10
        content = recorded(start, speed, np.random.default_rng(number))
        packed.append(gzip.compress(content, 6, mtime=0))
        when = f"{start:%b} {start.day}, {start.year}, {start:%I:%M:%S %p}"
        seconds = MINUTES * 60
        rows.append(
            f'{number + 1},"{when}",Run,Run,{seconds},{seconds},{seconds * speed:.1f},'
            f"activities/{number + 1}.fit.gz\n"
        )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("activities.csv", TABLE + "".join(rows))
        for number, content in enumerate(packed):
            archive.writestr(f"activities/{number + 1}.fit.gz", content)
    return packed


def recorded(start: datetime, speed: float, random: np.random.Generator) -> bytes:
    """A run as a watch writes it: no second like another, no run like another."""
    begin, seconds = fitfiles.stamp(f"{start:%Y-%m-%d %H:%M}"), MINUTES * 60
    t = np.arange(seconds + 1)
    pace = speed * (1 + 0.05 * np.sin(t / 200) + random.normal(0, 0.02, len(t)))
    metres = np.cumsum(pace) - pace[0]
    hr = 150 - 40 * np.exp(-t / 90) + np.cumsum(random.normal(0, 0.2, len(t)))
    height = 400 + 20 * np.sin(metres / 900) + random.normal(0, 0.3, len(t))
    cadence = random.normal(85, 1.5, len(t))
    records = [
        fitfiles.record(
            begin + at, m, round(beats), metre, round(steps), v, (47 + m / 111_195, 8.5)
        )
        for at, (m, beats, metre, steps, v) in enumerate(
            zip(metres, np.clip(hr, 80, 200), height, cadence, pace, strict=True)
        )
    ]
    return fitfiles.fit(
        fitfiles.file_id(),
        fitfiles.timer(begin, 0),
        *records,
        fitfiles.session(begin, seconds, metres[-1], hr=150),
        fitfiles.activity(begin + seconds, 1),
    )


def with_fitdecode(packed: list[bytes]) -> tuple[float, int]:
    """Seconds to decode all of them, counted up, and the records."""
    begin, records = time.perf_counter(), 0
    for content in packed[::EVERY]:
        with fitdecode.FitReader(io.BytesIO(gzip.decompress(content))) as reader:
            for one in reader:
                if isinstance(one, fitdecode.FitDataMessage) and one.name == "record":
                    records += bool({field.name: field.value for field in one.fields})
    part = len(packed) / len(packed[::EVERY])
    return (time.perf_counter() - begin) * part, round(records * part)


def with_fitfast(packed: list[bytes]) -> float:
    """Seconds to decode all of them with the reader that Runlift uses."""
    begin = time.perf_counter()
    for content in packed:
        fitfast.parse(gzip.decompress(content))
    return time.perf_counter() - begin


def read_alone(packed: list[bytes]) -> float:
    """Seconds to read all of them in one process: samples, summaries, Parquet."""
    with Job() as work:
        sources = tuple(Source(f"{n}", one) for n, one in enumerate(packed))
        begin = time.perf_counter()
        for at in range(0, len(sources), activity_files.BATCH):
            part = sources[at : at + activity_files.BATCH]
            activity_files.read(activity_files.Task(part, work.folder))
        return time.perf_counter() - begin


def imported(path: Path, folder: Path) -> tuple[float, float]:
    """Seconds to preview and to keep the archive, in a store on disk."""
    # Not above: worker processes load this script as well, and unlike the app's it would
    # bring them all of Runlift.
    from runlift import intake
    from runlift.store import Store, athletes

    target = folder / "runlift.duckdb"
    for old in folder.glob("runlift.duckdb*"):
        old.unlink()
    with Store(str(target)) as store, Job() as work:
        ana = athletes.new(store, "Ana", NOW, timezone="UTC", is_timezone_known=True)
        athletes.write(store, ana, NOW)
        begin = time.perf_counter()
        looks = intake.preview(
            store, ana, [intake.Offered("export.zip", path)], NOW, work=work
        )
        looked = time.perf_counter()
        [receipt] = intake.keep(store, looks, NOW)
        kept = time.perf_counter()
        assert receipt.status == "imported" and receipt.runs == RUNS, receipt
        with store.cursor() as cursor:
            found = cursor.execute("select count(*) from run_stream").fetchall()
        assert found == [(RUNS,)], found
        return looked - begin, kept - looked


def in_a_fresh_process(path: Path) -> float:
    """The same where no worker has been started yet."""
    told = subprocess.run(
        [sys.executable, __file__, str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    return float(told.stdout)


def main() -> None:
    """Measure and print the table; with an archive, import it and say how long it took."""
    if len(sys.argv) > 1:
        with tempfile.TemporaryDirectory() as name:
            print(sum(imported(Path(sys.argv[1]), Path(name))))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "export.zip"
        packed = made_up(path)
        imported(path, folder)
        # In turn, so that whoever else uses the machine disturbs all of them alike.
        rounds = [
            (
                with_fitdecode(packed),
                with_fitfast(packed),
                read_alone(packed),
                imported(path, folder),
                in_a_fresh_process(path),
            )
            for _ in range(ROUNDS)
        ]
        slow, records = min(one[0] for one in rounds)
        again = min((one[3] for one in rounds), key=sum)
        first = min(one[4] for one in rounds)
        print(f"{RUNS} files, {records:,} records, {path.stat().st_size >> 10:,} kB\n")
        rows = [
            ("fitdecode, decode only", slow),
            ("fitfast, decode only, one process", min(one[1] for one in rounds)),
            (
                "Runlift, samples and summaries, one process",
                min(one[2] for one in rounds),
            ),
            ("Runlift, whole import, workers starting", first),
            ("Runlift, whole import", sum(again)),
            ("... of which looking", again[0]),
            ("... of which keeping", again[1]),
        ]
        print("| what | s | fitdecode takes times as long |")
        print("|---|---:|---:|")
        for what, took in rows:
            print(f"| {what} | {took:.2f} | {slow / took:.0f} |")


if __name__ == "__main__":
    main()

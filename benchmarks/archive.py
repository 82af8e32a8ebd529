"""Importing an archive of recordings against decoding the same files with fitdecode.

    python benchmarks/archive.py

An archive as Strava sends it is made up: 237 runs of 40 minutes, a record a second, each
a gzipped FIT file, and the table beside them. One side is a loop over fitdecode that looks
at every value of every record and keeps nothing. The other is the whole of Runlift's
import: unpack, decode, summarise, link with the table, compare, store every sample.
fitdecode is timed on every twelfth file and counted up. The best of five rounds counts.
"""

import gzip
import io
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

import fitfiles
from runlift import intake
from runlift.files import Source
from runlift.importers import activity_files
from runlift.importers.working import Job
from runlift.store import Store, athletes

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
        content = fitfiles.run(f"{start:%Y-%m-%d %H:%M}", MINUTES, speed)
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


def main() -> None:
    """Measure and print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "export.zip"
        packed = made_up(path)
        first = imported(path, folder)
        # In turn, so that whoever else uses the machine disturbs all of them alike.
        rounds = [
            (
                with_fitdecode(packed),
                with_fitfast(packed),
                read_alone(packed),
                imported(path, folder),
            )
            for _ in range(ROUNDS)
        ]
        slow, records = min(one[0] for one in rounds)
        again = min((one[3] for one in rounds), key=sum)
        print(f"{RUNS} files, {records:,} records, {path.stat().st_size >> 10:,} kB\n")
        rows = [
            ("fitdecode, decode only", slow),
            ("fitfast, decode only, one process", min(one[1] for one in rounds)),
            (
                "Runlift, samples and summaries, one process",
                min(one[2] for one in rounds),
            ),
            ("Runlift, whole import, workers starting", sum(first)),
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

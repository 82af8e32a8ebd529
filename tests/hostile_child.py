"""Imports the files it is told about, one a line, and says what that took.

Runs as a process of its own, so that memory can be measured: the peak of this process
and of its workers, above what each held before the file came.
"""

import contextlib
import json
import os
import resource
import sys
import time
import traceback
from datetime import datetime
from pathlib import Path

from runlift import intake
from runlift.errors import RunliftError
from runlift.importers import working
from runlift.store import Store, athletes
from runlift.store.uploads import STORED

NOW = datetime(2026, 11, 23, 12, 0)
TABLES = (*STORED, "run_stream", "upload")


def processes():
    """This one and those that read for it."""
    pools = [pool._processes or {} for pool in working._shared]
    return [os.getpid(), *(number for pool in pools for number in pool)]


def peak_kb(process):
    """The most memory a process has held since it was asked to forget; 0 if it ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        if process != os.getpid():
            return 0
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    words = [line.split() for line in status.splitlines()]
    return next((int(one[1]) for one in words if one[0] == "VmHWM:"), 0)


def cpu_s(process):
    """Seconds a process has worked; the clock on the wall counts other people's work."""
    if process == os.getpid():
        return time.process_time()
    try:
        words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def forget(process):
    """Begin to measure the peak anew, where the system can."""
    with contextlib.suppress(OSError):
        Path(f"/proc/{process}/clear_refs").write_text("5")


def rows(store):
    with store.cursor() as cursor:
        return sum(
            cursor.execute(f"select count(*) from {table}").fetchall()[0][0]
            for table in TABLES
        )


def imported(store, path):
    """What became of one file of somebody who has no other, and what it cost."""
    for process in processes():
        forget(process)
    before = {process: peak_kb(process) for process in processes()}
    worked = {process: cpu_s(process) for process in before}
    said = {"raised": None, "statuses": [], "notes": [], "reasons": []}
    with working.Job() as work:
        ana = athletes.new(store, f"Ana {time.monotonic_ns()}", NOW, timezone="UTC")
        athletes.write(store, ana, NOW)
        empty = rows(store)
        try:
            offered = [intake.Offered(path.name, path)]
            looks = intake.preview(store, ana, offered, NOW, work=work)
            receipts = intake.keep(store, looks, NOW)
            said |= told(receipts)
        except RunliftError as error:
            said["raised"] = f"not a receipt but a RunliftError: {error}"
        except BaseException:
            said["raised"] = traceback.format_exc()
        said["stored"] = rows(store) - empty
    # The workers' start, which the first file pays for, is not the file's.
    said["seconds"] = sum(cpu_s(one) - work for one, work in worked.items())
    usual = max(before.values())
    said["grown_mb"] = max(
        (peak_kb(one) - before.get(one, usual)) / 1024 for one in processes()
    )
    return said


def told(receipts):
    """The receipts of one file together."""
    rejected = [row.reason for one in receipts for row in one.rejected]
    return {
        "statuses": [one.status for one in receipts],
        "notes": [note for one in receipts for note in one.notes],
        "reasons": rejected[:20],
        "held": [
            sum(getattr(one, name) for one in receipts)
            for name in ("sessions", "sets", "runs")
        ],
    }


def main():
    with Store() as store:
        for line in sys.stdin:
            print(json.dumps(imported(store, Path(line.strip()))), flush=True)


if __name__ == "__main__":
    main()

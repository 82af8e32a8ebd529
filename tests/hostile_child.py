"""Imports the files it is told about, one a line, and says what that took.

Runs as a process of its own, so that memory can be measured: the peak of this process
and of its workers, above what each held before the file came.
"""

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


def forget(process):
    """Begin to measure the peak anew, where the system can."""
    try:
        Path(f"/proc/{process}/clear_refs").write_text("5")
    except OSError:
        pass


def rows(store):
    with store.cursor() as cursor:
        return sum(
            cursor.execute(f"select count(*) from {table}").fetchall()[0][0]
            for table in TABLES
        )


def imported(path):
    """What became of one file in an empty store, and what it cost."""
    for process in processes():
        forget(process)
    before = {process: peak_kb(process) for process in processes()}
    begun = time.monotonic()
    said = {"statuses": [], "notes": [], "raised": None, "rejected": 0}
    with Store() as store, working.Job() as work:
        ana = athletes.new(store, "Ana", NOW, timezone="UTC")
        athletes.write(store, ana, NOW)
        empty = rows(store)
        try:
            offered = [intake.Offered(path.name, path)]
            looks = intake.preview(store, ana, offered, NOW, work=work)
            receipts = intake.keep(store, looks, NOW)
            said["statuses"] = [one.status for one in receipts]
            said["notes"] = [note for one in receipts for note in one.notes]
            said["rejected"] = sum(len(one.rejected) for one in receipts)
            said["reasons"] = [row.reason for one in receipts for row in one.rejected][
                :20
            ]
            said["held"] = [(one.sessions, one.sets, one.runs) for one in receipts]
        except RunliftError as error:
            said["raised"] = f"RunliftError: {error}"
        except BaseException:
            said["raised"] = traceback.format_exc()
        said["stored"] = rows(store) - empty
    said["seconds"] = time.monotonic() - begun
    usual = max(before.values())
    said["grown_mb"] = max(
        (peak_kb(one) - before.get(one, usual)) / 1024 for one in processes()
    )
    return said


def main():
    for line in sys.stdin:
        print(json.dumps(imported(Path(line.strip()))), flush=True)


if __name__ == "__main__":
    main()

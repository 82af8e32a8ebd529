"""The sets of a JEFIT export: from the newer table where it has them, else from `logs`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from runlift.importers.jefit_tables import Tables
from runlift.importers.sheet import Sheet
from runlift.model import Rejected

SETS = ("weight", "unit", "reps", "seconds", "miles", "set_type")
"""The columns of the table that is made of the sets: one row a set."""

_SET = re.compile(r"(-?\d*\.?\d*)\s*[xX×]\s*(-?\d*\.?\d*)")
_NOTHING = ("", "0", "-1", "null", "NULL")

_CARDIO_PARTS = 5
"""How many pairs a cardio exercise has; the last holds its seconds."""
_MANY_REPS = 100
"""More than that in a lone pair without weight is a time."""
_SHORT_S = 60
"""The shortest time in a fifth pair after four empty ones that is taken for one."""


@dataclass
class Rows:
    """The sets of the file, each with the row of the log it belongs to."""

    cells: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    log: list[int] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    orphans: int = 0
    """Sets of the newer table whose log is not in the file."""

    def add(self, log: int, line: int, **said: str) -> None:
        """Add a set."""
        self.cells.append([said.get(name, "") for name in SETS])
        self.lines.append(line)
        self.log.append(log)


def sets_of(tables: Tables, logs: Sheet) -> Rows:
    """The sets of every log that is kept, in the order of the logs."""
    rows = Rows()
    newer = _newer(tables)
    ids, packed = logs.cells("_id"), logs.cells("logs")
    rows.orphans = sum(len(newer[one]) for one in newer.keys() - set(ids))
    for log in np.flatnonzero(logs.kept).tolist():
        line = int(logs.lines[log])
        if ids[log] in newer:
            for _, at, said in sorted(newer[ids[log]], key=lambda item: item[0]):
                rows.add(log, at, **said)
        else:
            _unpack(rows, log, line, packed[log])
    return rows


Newer = dict[str, list[tuple[float, int, dict[str, str]]]]


def _newer(tables: Tables) -> Newer:
    """The sets of `EXERCISE SET LOGS` by their log: place, line, cells.

    Only those in which something was done.
    """
    sheet = tables.sheet("EXERCISE SET LOGS")
    found: Newer = {}
    if sheet is None:
        return found
    place = sheet.numbers(sheet.cells("set_index"), "set_index")
    columns = {
        "weight": sheet.cells("weight_lbs"),
        "reps": sheet.cells("reps"),
        "seconds": sheet.cells("duration"),
        "miles": sheet.cells("distance_mi"),
        "set_type": sheet.cells("set_type"),
    }
    logs = sheet.cells("exercise_log_id")
    for row in np.flatnonzero(sheet.kept).tolist():
        said = {name: _blank(cells[row]) for name, cells in columns.items()}
        if _is_done(said[name] for name in ("reps", "seconds", "miles")):
            found.setdefault(logs[row], []).append(
                (float(place[row]), int(sheet.lines[row]), {**said, "unit": "lb"})
            )
    return found


def _blank(cell: str) -> str:
    return "" if cell in _NOTHING[2:] else cell


def _is_done(cells: Iterable[str]) -> bool:
    return any(cell.strip("0.") for cell in cells)


def _unpack(rows: Rows, log: int, line: int, packed: str) -> None:
    """Add the sets of `50.0x15,50.0x15`; pairs of nothing were not done."""
    parts = [part.strip() for part in packed.split(",") if part.strip()]
    pairs = [_SET.fullmatch(part) for part in parts]
    for part, pair in zip(parts, pairs, strict=True):
        if pair is None:
            rows.rejected.append(
                Rejected(line, f"the set {part[:20]!r} is not weight x repetitions")
            )
    read = [(pair[1], pair[2]) for pair in pairs if pair is not None]
    seconds = _cardio_s(read) if len(read) == len(parts) else None
    if seconds is not None:
        rows.add(log, line, seconds=seconds)
        return
    for weight, reps in read:
        if _is_done((reps,)):
            rows.add(log, line, weight=weight, reps=reps)


def _cardio_s(pairs: list[tuple[str, str]]) -> str | None:
    """The seconds of `0x0,0x0,0x0,0x0,0x1200`, which is 20 minutes and no repetitions."""
    if not pairs or _is_done(weight for weight, _ in pairs):
        return None
    last = pairs[-1][1]
    done = [reps for _, reps in pairs if _is_done((reps,))]
    if done != [last]:
        return None
    least = _SHORT_S if len(pairs) == _CARDIO_PARTS else _MANY_REPS
    return last if float(last) >= least else None

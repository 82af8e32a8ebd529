"""What the cells of a column look like: a name is believed when they agree with it."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from runlift.importers.row_units import unit_of
from runlift.importers.sports import plain
from runlift.importers.table_cells import (
    KINDS,
    duration,
    is_blank,
    lasting,
    load,
    mark_of,
    number,
    prescription,
    quantity,
    repetitions,
)
from runlift.importers.table_dates import clock, is_date
from runlift.units import M_PER_MILE, Floats

_MOST = 0.8
"""The share of cells that must look right; the rest may be slips."""

_DAWN_H = 5
"""Nobody's usual hour of training is earlier: 0:45 is a duration, 18:30 a time of day."""

_LONG_S = 900

_FASTEST_M_S, _SLOWEST_M_S = 7.0, 1.2


def fits(field: str, cells: Sequence[str], delimiter: str) -> bool:
    """Whether the cells of a column can be what its name says.

    Blanks say nothing: a column without any value is believed, unless a table cannot be
    read without it.
    """
    said = [cell for cell in cells if not is_blank(cell)]
    if not said:
        return field not in ("date", "exercise", "prescription", "time")
    decimal = mark_of("auto", delimiter, [said])
    check = _CHECKS.get(field)
    if check is None:
        return True
    return float(np.mean([check(cell, decimal) for cell in said])) >= _MOST


def _has_letter(cell: str, _: str) -> bool:
    return any(letter.isalpha() for letter in cell)


def _between(low: float, high: float) -> Callable[[str, str], bool]:
    return lambda cell, decimal: low <= number(cell.lstrip("@ "), decimal) <= high


def _is_exercise(cell: str, decimal: str) -> bool:
    return (
        _has_letter(cell, decimal)
        and not is_date(cell)
        and prescription(cell, decimal) is None
        and load(cell, decimal) is None
    )


def _is_reps(cell: str, decimal: str) -> bool:
    counts = repetitions(cell, decimal)
    return counts is not None and all(count <= 500 for count in counts)


def _is_numbered(cell: str, decimal: str) -> bool:
    return (
        0 <= number(cell.lstrip("#WwDdFf "), decimal) <= 50
        or KINDS.get(plain(cell)) is not None
    )


def _is_kind(cell: str, _: str) -> bool:
    return plain(cell) in KINDS


_CHECKS: Mapping[str, Callable[[str, str], bool]] = {
    "date": lambda cell, _: is_date(cell),
    "time": lambda cell, _: clock(cell) is not None,
    "exercise": _is_exercise,
    "reps": _is_reps,
    "weight": lambda cell, decimal: load(cell, decimal) is not None,
    "sets": _between(1, 50),
    "set_no": _is_numbered,
    "prescription": lambda cell, decimal: bool(prescription(cell, decimal)),
    "unit": lambda cell, _: unit_of(cell) is not None,
    "rpe": _between(0, 10),
    "rir": _between(0, 10),
    "kind": _is_kind,
    "duration": lambda cell, decimal: duration(cell, "clock", decimal) >= 0,
    "moving": lambda cell, decimal: duration(cell, "clock", decimal) >= 0,
    "session_duration": lambda cell, decimal: duration(cell, "clock", decimal) >= 0,
    "distance": lambda cell, decimal: quantity(cell, decimal) is not None,
    "title": _has_letter,
    "type": _has_letter,
    "ascent": _between(0, 20_000),
    "avg_hr": _between(30, 240),
    "max_hr": _between(30, 240),
}


def seconds(cells: Sequence[str], unit: str, decimal: str) -> Floats:
    """The cells as durations; missing where they are none."""
    return lasting(cells, unit, decimal)


def are_long(cells: Sequence[str], unit: str, delimiter: str) -> bool:
    """Whether durations are those of whole sessions: no usual set lasts so long."""
    lasting_s = seconds(cells, unit, mark_of("auto", delimiter, [cells]))
    known = lasting_s[np.isfinite(lasting_s)]
    return len(known) > 0 and float(np.median(known)) > _LONG_S


def is_time_of_day(cells: Sequence[str]) -> bool:
    """Whether times like 18:30 are the clock's, and no durations."""
    said = [cell for cell in cells if not is_blank(cell)]
    read = [clock(cell) for cell in said]
    known = [one for one in read if one is not None]
    if not known or len(known) < _MOST * len(said):
        return False
    if any("m" in cell.casefold().replace("min", "") for cell in said):
        return True
    hours = [int(one[:2]) for one in known]
    return float(np.median(hours)) >= _DAWN_H


def counts_up(cells: Sequence[str], *groups: Sequence[str]) -> bool:
    """Whether numbers count 1, 2, 3 over rows that `groups` hold together, either way.

    So a number of the set is told from how many there were.
    """
    held: list[list[float]] = []
    here: list[str] | None = None
    for row, cell in enumerate(cells):
        old = here or [""] * len(groups)
        now = [group[row] or one for group, one in zip(groups, old, strict=True)]
        if now != here:
            held.append([])
        held[-1].append(number(cell.lstrip("#"), "."))
        here = now
    return any(
        len(one) > 1
        and min(one) in (0, 1)
        and sorted(one) == [min(one) + step for step in range(len(one))]
        for one in held
    )


def duration_unit(
    cells: Sequence[str],
    distances: Sequence[str] | None,
    distance_unit: str | None,
    delimiter: str,
) -> tuple[str, float]:
    """How durations of runs are written, and for which share of them that makes sense.

    Sense is a pace that somebody runs; without distances everything makes sense.
    """
    decimal = mark_of("auto", delimiter, [cells, distances or ()])
    if distances is None:
        bare = np.array([number(cell, decimal) for cell in cells], dtype=float)
        given = bare[np.isfinite(bare)]
        if not len(given):
            return "clock", 1.0
        return ("s" if float(np.median(given)) > 300 else "min"), 1.0
    far = np.array([(quantity(cell, decimal) or (np.nan, ""))[0] for cell in distances])
    shares = {
        unit: max(
            _runs_so(far, seconds(cells, unit, decimal), of)
            for of in _ways(far, distance_unit)
        )
        for unit in ("clock", "min", "s", "h:mm", "h")
    }
    best = max(shares, key=lambda unit: shares[unit])
    return best, shares[best]


def _ways(far: Floats, unit: str | None) -> tuple[float, ...]:
    known = {"km": (1000.0,), "mi": (M_PER_MILE,), "m": (1.0,)}
    if unit in known:
        return known[unit]
    given = far[far > 0]
    return (1.0,) if len(given) and np.median(given) > 500 else (1000.0, M_PER_MILE)


def _runs_so(far: Floats, lasting_s: Floats, metres: float) -> float:
    with np.errstate(divide="ignore", invalid="ignore"):
        speed = far * metres / lasting_s
    speed = speed[np.isfinite(speed)]
    if not len(speed):
        return 0.0
    return float(np.mean((speed >= _SLOWEST_M_S) & (speed <= _FASTEST_M_S)))

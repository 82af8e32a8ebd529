"""From rows of activities to runs and lift sessions: what every running app's table has in common."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from runlift.importers.cells import Mask, to_numbers, to_seconds
from runlift.importers.recordings import DAY_S, MAX_SESSION_S
from runlift.importers.sheet import Sheet
from runlift.importers.sports import (
    LIFT,
    NOTHING,
    RUN,
    UNKNOWN,
    WORKOUT,
    speaks_of_lifting,
    sport,
)
from runlift.model import RUN_COLUMNS, SESSION_COLUMNS, frame
from runlift.units import Floats

MAX_RUN_M = 350_000
"""No day's run is longer (the 24-hour record is 319.6 km)."""

MISSING = ("--", "--:--", "--:--:--", "...", "NaN", "nan")
"""What apps write where nothing was measured."""

_NAMED_AT_MOST = 8
_NAMED_SHORT = 40


@dataclass(frozen=True, slots=True)
class Kept:
    """Which rows of an export are runs, which are lifting, and where the runs led."""

    is_run: Mask
    is_lift: Mask
    surface: list[str | None]


def keep(sheet: Sheet, types: Sequence[str], titles: Sequence[str]) -> Kept:
    """Runs and lift sessions; the other rows are dropped, and counted in a note."""
    known = {text: sport(text) for text in set(types)}
    kinds = np.array([known[text].kind for text in types], dtype=object)
    maybe = np.flatnonzero(kinds == WORKOUT).tolist()
    kinds[maybe] = [LIFT if speaks_of_lifting(titles[i]) else WORKOUT for i in maybe]
    is_run, is_lift = kinds == RUN, kinds == LIFT
    left = ~(is_run | is_lift) & sheet.kept
    sheet.drop(left)
    _tell(
        sheet,
        Counter(
            _LABELS.get(kinds[row], kinds[row])
            if kinds[row] != UNKNOWN
            else f"'{types[row][:_NAMED_SHORT]}'"
            if types[row]
            else "of no type"
            for row in np.flatnonzero(left & (kinds != NOTHING)).tolist()
        ),
    )
    return Kept(is_run, is_lift, [known[text].surface for text in types])


_LABELS = {WORKOUT: "workouts without weights"}


def _tell(sheet: Sheet, left: Counter[str]) -> None:
    if left:
        sheet.note(left_out(left))


def left_out(left: Counter[str]) -> str:
    """What is said about activities that are neither running nor lifting."""
    left = Counter({_LABELS.get(name, name): n for name, n in left.items()})
    ranked = sorted(left.items(), key=lambda item: (-item[1], item[0]))
    parts = [
        f"{count:,} {_said(name, count)}" for name, count in ranked[:_NAMED_AT_MOST]
    ]
    rest = sum(count for _, count in ranked[_NAMED_AT_MOST:])
    if rest:
        parts.append(f"{rest:,} of other kinds")
    total = left.total()
    what = "activity was" if total == 1 else "activities were"
    return (
        f"{total:,} other {what} left out ({', '.join(parts)}): "
        "Runlift looks at runs and lifting."
    )


def _said(name: str, count: int) -> str:
    if count > 1 or name.startswith("'"):
        return name
    return (
        name.replace("workouts", "workout")
        if " without " in name
        else name.removesuffix("s")
    )


def measured(
    cells: Sequence[str],
    *,
    decimal: str = ".",
    low: float = -np.inf,
    high: float = np.inf,
) -> Floats:
    """Secondary numbers: what cannot be read or cannot be true is simply missing.

    A run is worth keeping without its cadence, so nothing is rejected here.
    """
    values, _ = to_numbers(
        [cell.removeprefix("'") for cell in cells], decimal=decimal, missing=MISSING
    )
    with np.errstate(invalid="ignore"):
        return np.where((values >= low) & (values <= high), values, np.nan)


def heart_rate(cells: Sequence[str], decimal: str = ".") -> Floats:
    """Beats a minute; 0 means that nobody wore a strap."""
    return measured(cells, decimal=decimal, low=30, high=240)


def first_known(*columns: Floats) -> Floats:
    """Row by row the first of `columns` that holds a value."""
    made = columns[0]
    for column in columns[1:]:
        made = np.where(np.isnan(made), column, made)
    return made


def positive(values: Floats) -> Floats:
    """`values` where they are above 0, else missing."""
    with np.errstate(invalid="ignore"):
        return np.where(values > 0, values, np.nan)


def trusted_elapsed(
    sheet: Sheet, kept: Kept, elapsed_s: Floats, moving_s: Floats
) -> Floats:
    """Elapsed time without the days a watch was left running after the run."""
    with np.errstate(invalid="ignore"):
        wrong = (elapsed_s > DAY_S) & ~(elapsed_s <= 3 * moving_s)
    count = int((wrong & kept.is_run & sheet.kept).sum())
    if count:
        sheet.note(
            f"{_runs(count)} an elapsed time of more than a day for a much shorter run: "
            "the watch was not stopped. That time was left out."
        )
    return np.where(wrong, np.nan, elapsed_s)


def _runs(count: int) -> str:
    return "1 run has" if count == 1 else f"{count:,} runs have"


def reject_empty(
    sheet: Sheet, kept: Kept, distance_m: Floats, moving_s: Floats
) -> None:
    """Reject the runs of which nothing is known, and those nobody can have run."""
    with np.errstate(invalid="ignore"):
        too_far = kept.is_run & (distance_m > MAX_RUN_M)
    sheet.reject(
        too_far,
        lambda row: (
            f"a run of {distance_m[row] / 1000:,.0f} km is further than anyone runs in a day"
        ),
    )
    sheet.reject(
        kept.is_run & np.isnan(distance_m) & np.isnan(moving_s),
        "the run has neither a distance nor a time",
    )


def run_frame(sheet: Sheet, kept: Kept, values: Mapping[str, Any]) -> pd.DataFrame:
    """The runs among the kept rows, with `RUN_COLUMNS`, in the order of the file."""
    rows = np.flatnonzero(sheet.kept & kept.is_run)
    return frame(
        RUN_COLUMNS,
        {
            "sport": ["run"] * len(rows),
            "surface": [kept.surface[row] for row in rows],
            "line": sheet.lines[rows],
            **{name: _picked(value, rows) for name, value in values.items()},
        },
    )


def lift_frame(sheet: Sheet, kept: Kept, values: Mapping[str, Any]) -> pd.DataFrame:
    """The lift sessions among the kept rows, without sets, with `SESSION_COLUMNS`."""
    rows = np.flatnonzero(sheet.kept & kept.is_lift)
    made = {name: _picked(value, rows) for name, value in values.items()}
    duration = np.asarray(made["duration_s"], dtype=float)
    with np.errstate(invalid="ignore"):
        usable = (duration > 0) & (duration <= MAX_SESSION_S)
    made["duration_s"] = np.where(usable, duration, np.nan)
    return frame(
        SESSION_COLUMNS,
        {"session_key": np.arange(len(rows)), "line": sheet.lines[rows], **made},
    )


def _picked(value: Any, rows: Any) -> Any:
    if isinstance(value, str):
        return [value] * len(rows)
    if isinstance(value, pd.Series):
        return value.to_numpy()[rows]
    if isinstance(value, np.ndarray):
        return value[rows]
    return [value[row] or None for row in rows]


def lasting(cells: Sequence[str]) -> Floats:
    """Secondary durations in seconds: what cannot be read, and 0, is missing."""
    known = {cell: to_seconds(cell) for cell in set(blank(cells))}
    return positive(np.array([known.get(cell, np.nan) for cell in cells], dtype=float))


def blank(cells: Iterable[str]) -> list[str]:
    """`cells` with the marks for "not measured" emptied, for durations."""
    return ["" if cell in MISSING else cell for cell in cells]

"""What StrongLifts' two exports have in common: wide rows to sets, and which workout is which."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from runlift.importers.cells import Mask
from runlift.importers.sheet import Sheet
from runlift.importers.undone import leave_out

NOT_DONE = ("", "-", "\u2013", "\u2014")
"""What stands in place of repetitions where a set was planned and not done."""


def unfolded(
    sheet: Sheet,
    shared: Mapping[str, Sequence[str]],
    *,
    each: Mapping[str, Sequence[Sequence[str]]],
) -> Sheet:
    """A table with one row a set, of one with the sets side by side.

    Args:
        sheet: the table; only its kept rows are unfolded.
        shared: columns that hold for all sets of a row, by their new name.
        each: for every new column of the sets its columns in `sheet`, one a set.

    Returns:
        The new table. Its column `row` says which row of the old one a set is from.
    """
    kept = np.flatnonzero(sheet.kept)
    times = len(next(iter(each.values())))
    shared = {"row": [str(row) for row in range(len(sheet))], **shared}
    columns = [
        np.repeat(np.asarray(column, dtype=object)[kept], times)
        for column in shared.values()
    ]
    columns += [
        np.array([np.asarray(one, dtype=object)[kept] for one in many], dtype=object)
        .reshape(times, len(kept))
        .T.ravel()
        for many in each.values()
    ]
    made = Sheet(
        (*shared, *each),
        list(zip(*columns, strict=True)),
        np.repeat(sheet.lines[kept], times).tolist(),
        sheet.rejected,
    )
    for sentence in sheet.notes:
        made.note(sentence)
    return made


def changes(*columns: Sequence[str]) -> Mask:
    """The rows in which any of the columns is another than in the row before."""
    found = np.ones(len(columns[0]), dtype=bool)
    if len(found):
        arrays = [np.asarray(column, dtype=object) for column in columns]
        found[1:] = np.any([one[1:] != one[:-1] for one in arrays], axis=0)
    return found


def done(reps: Sequence[str]) -> Mask:
    """The sets in which something was lifted; 0 is a set given up before it began."""
    return np.array(
        [cell not in NOT_DONE and bool(cell.strip("0.,")) for cell in reps], dtype=bool
    )


def leave_out_undone(sheet: Sheet, is_done: Mask, *exercise: Sequence[str]) -> None:
    """Leave out what was not done: blank cells, sets skipped, and exercises not begun.

    `exercise` are the columns that tell the exercises of the whole file apart.
    """
    names, reps = sheet.cells("exercise"), sheet.cells("reps")
    keys = list(zip(*exercise, strict=True))
    begun = {key for key, reached in zip(keys, reps, strict=True) if reached}
    planned = {key for key, name in zip(keys, names, strict=True) if name}
    sheet.drop(np.array([not cell for cell in reps], dtype=bool))
    leave_out(sheet, ~is_done, "no repetitions")
    if planned - begun:
        sheet.note(
            f"Exercises planned without a single set: {len(planned - begun)}; they are "
            "left out."
        )


def with_keys(sessions: pd.DataFrame) -> pd.DataFrame:
    """The sessions with the key under which both exports know a workout.

    That is the day and which of its workouts; names differ between the exports, and
    the old one has no clock times.
    """
    start = sessions["start_local"]
    place = np.arange(len(sessions))
    if len(sessions) > 1 and start.iloc[0] > start.iloc[-1]:
        place = -place
    order = np.lexsort((place, start.to_numpy()))
    day = start.dt.strftime("%Y-%m-%d")
    nth = day.iloc[order].groupby(day.iloc[order]).cumcount() + 1
    keys = [
        f"{one}|{number}" for one, number in zip(day, nth.sort_index(), strict=True)
    ]
    return sessions.assign(
        source_id=pd.Series(keys, index=sessions.index, dtype=object)
    )

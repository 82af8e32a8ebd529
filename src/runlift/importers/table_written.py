"""The sets that the cells of a row name: one, several in a list, or `3x10x60`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from runlift.importers.cells import Mask
from runlift.importers.row_units import unit_of
from runlift.importers.sheet import Sheet
from runlift.importers.table_cells import Done, Load, load, prescription, repetitions
from runlift.importers.table_columns import Columns
from runlift.units import Floats

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True)
class WrittenSets:
    """One value a set; `row` says in which row of the table it stands."""

    row: Rows
    reps: Floats
    seconds: Floats
    loads: list[Load]

    def take(self, places: Rows) -> "WrittenSets":
        """The sets at `places`."""
        return WrittenSets(
            self.row[places],
            self.reps[places],
            self.seconds[places],
            [self.loads[place] for place in places.tolist()],
        )


def written_sets(columns: Columns, seconds: Floats) -> WrittenSets:
    """Every set the cells name, in the order of the table."""
    weights = _weights(columns)
    if columns.mapping.has("prescription"):
        return _prescribed(columns, weights[0])
    counted = _counted(columns, seconds, weights)
    # Holds and the like: a time, and no repetitions.
    held = np.flatnonzero(~np.isnan(seconds) & (_times(counted, len(seconds)) == 0))
    return _together(
        counted,
        WrittenSets(
            held,
            np.full(len(held), np.nan),
            seconds[held],
            [weights[0][place] for place in held.tolist()],
        ),
    )


def _weights(columns: Columns) -> list[list[Load]]:
    """What each column of weight says; one without a weight where there is none."""
    sheet = columns.sheet
    written = columns.every("weight")
    known = {
        text: load(text, columns.decimal) for cells in written for text in set(cells)
    }
    for cells in written:
        _refuse(sheet, cells, known, "weight {} is not a weight")
    loads = [[known[text] or Load() for text in cells] for cells in written]
    units = columns.cells("unit")
    is_strange = [bool(text) and unit_of(text) is None for text in units]
    for column in loads:
        needs_unit = [one.value > 0 and not one.unit for one in column]
        sheet.reject(
            np.array(is_strange, dtype=bool) & np.array(needs_unit, dtype=bool),
            lambda row: f"weight unit {units[row]!r} is neither kg nor lb",
        )
    return loads or [[Load()] * len(sheet)]


def _refuse(
    sheet: Sheet, cells: Sequence[str], known: Mapping[str, object], reason: str
) -> None:
    """Reject the rows whose cell means nothing."""
    sheet.reject(
        np.array([known[text] is None for text in cells], dtype=bool),
        lambda row: reason.format(repr(cells[row][:60])),
    )


def _counted(
    columns: Columns, seconds: Floats, weights: Sequence[Sequence[Load]]
) -> WrittenSets:
    """The sets of the columns of repetitions, a set for each cell or number in it."""
    sheet, written = columns.sheet, columns.every("reps")
    known = {
        text: repetitions(text, columns.decimal)
        for cells in written
        for text in set(cells)
    }
    row: list[int] = []
    reps: list[float] = []
    loads: list[Load] = []
    for place, cells in enumerate(written):
        _refuse(sheet, cells, known, "repetitions {} are no number")
        here = weights[min(place, len(weights) - 1)]
        said = [known[text] or () for text in cells]
        row += [number for number, one in enumerate(said) for _ in one]
        reps += [count for one in said for count in one]
        loads += [lifted for lifted, one in zip(here, said, strict=True) for _ in one]
    rows = np.array(row, dtype=np.int64)
    found = WrittenSets(rows, np.array(reps, dtype=float), seconds[rows], loads)
    return found.take(np.argsort(rows, kind="stable"))


def _times(sets: WrittenSets, size: int) -> Rows:
    """How often each row has been named."""
    return np.bincount(sets.row, minlength=size).astype(np.int64)


def _together(one: WrittenSets, other: WrittenSets) -> WrittenSets:
    """Both, in the order of the rows; within a row as they came."""
    both = WrittenSets(
        np.r_[one.row, other.row],
        np.r_[one.reps, other.reps],
        np.r_[one.seconds, other.seconds],
        [*one.loads, *other.loads],
    )
    return both.take(np.argsort(both.row, kind="stable"))


def _prescribed(columns: Columns, weights: Sequence[Load]) -> WrittenSets:
    """The sets of cells like `1x10x90lb;2x10x140lb`."""
    cells = columns.cells("prescription")
    known = {text: prescription(text, columns.decimal) for text in set(cells)}
    _refuse(
        columns.sheet,
        cells,
        known,
        "{} is not sets x repetitions x weight, like 3x10x60kg",
    )
    parts: list[tuple[int, Done]] = [
        (row, one) for row, text in enumerate(cells) for one in known[text] or ()
    ]
    each = WrittenSets(
        np.array([row for row, _ in parts], dtype=np.int64),
        np.array([one.reps for _, one in parts], dtype=float),
        np.array([one.seconds for _, one in parts], dtype=float),
        [one.load or weights[row] for row, one in parts],
    )
    return each.take(np.repeat(np.arange(len(parts)), [one.sets for _, one in parts]))


def with_counts(done: WrittenSets, counts: Floats) -> WrittenSets:
    """Rows that say how many equal sets they stand for, as so many sets.

    A row that lists its sets one by one has said it already.
    """
    listed = _times(done, len(counts)) > 1
    many = np.where(np.isnan(counts) | listed, 1, counts)[done.row]
    return done.take(np.repeat(np.arange(len(done.row)), many.astype(np.int64)))


def with_distances(done: WrittenSets, alone: Mask) -> WrittenSets:
    """Rows with nothing but a distance are a set each, too."""
    row = np.flatnonzero(alone)
    missing = np.full(len(row), np.nan)
    return _together(done, WrittenSets(row, missing, missing, [Load()] * len(row)))

"""Sets that an app lists although nobody did them, and rows cut short by a spreadsheet."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from runlift.importers.cells import Mask
from runlift.importers.sheet import Repair, Sheet

_NAMED = 10
"""Words of the file that a note repeats; there are one or two."""


def leave_out(sheet: Sheet, undone: Mask, why: Sequence[str] | str) -> None:
    """Leave out sets that were not done, with one note that counts them.

    Args:
        sheet: the table.
        undone: the rows to leave out.
        why: what the file says of them, one word a row or one for all.
    """
    rows = np.flatnonzero(undone & sheet.kept).tolist()
    sheet.drop(undone)
    if not rows:
        return
    words = Counter(
        [why] * len(rows) if isinstance(why, str) else [why[r] for r in rows]
    )
    named = words.most_common(_NAMED)
    said = ", ".join(f"{word[:60]}: {count}" for word, count in named)
    if len(words) > len(named):
        said += f" and {len(words) - len(named):,} other words"
    sheet.note(f"Sets that were not done are left out ({said}).")


def padding(least: int) -> Repair:
    """Mends rows with blanks missing or surplus at the end, if `least` cells are there."""

    def repair(row: list[str], width: int) -> list[str] | None:
        if any("\n" in cell for cell in row):
            # A stray quotation mark ran on into the next line; that is not for here.
            return None
        if least <= len(row) < width:
            return [*row, *[""] * (width - len(row))]
        if len(row) > width and not any(cell.strip() for cell in row[width:]):
            return row[:width]
        return None

    return repair

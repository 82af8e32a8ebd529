"""The columns of a mapped table by what they mean."""

from collections.abc import Sequence

import numpy as np

from runlift import units
from runlift.importers import row_units, undone
from runlift.importers.runs import first_known
from runlift.importers.sheet import Repair, Sheet
from runlift.importers.table_cells import from_to, is_blank, mark_of
from runlift.importers.table_dates import Whens, filled, read_whens
from runlift.importers.table_mapping import TableMapping, place_of
from runlift.model import Answers
from runlift.units import Floats

_NUMERIC = ("weight", "reps", "sets", "rpe", "rir", "distance", "ascent", "duration")
_SECONDARY = (
    "note",
    "title",
    "rpe",
    "rir",
    "avg_hr",
    "max_hr",
    "ascent",
    "kind",
    "type",
)


class Columns:
    """A table and the mapping it is read by."""

    def __init__(self, sheet: Sheet, mapping: TableMapping, delimiter: str):
        self.sheet = sheet
        self.mapping = mapping
        self._filled: dict[str, list[str]] = {}
        self.decimal = mark_of(
            mapping.decimal,
            delimiter,
            (cells for field in _NUMERIC for cells in self.every(field)),
        )

    def every(self, field: str) -> list[list[str]]:
        """The cells of each column that holds `field`."""
        names = self.mapping.columns.get(field, ())
        places = [place_of(self.sheet.header, name) for name in names]
        return [self.sheet.at(place) for place in places if place is not None]

    def cells(self, field: str) -> list[str]:
        """The cells of the column that holds `field`, else blanks."""
        if field in self._filled:
            return self._filled[field]
        found = self.every(field)
        return found[0] if found else [""] * len(self.sheet)

    def joined(self, field: str) -> list[str]:
        """All that stands in the columns of `field`."""
        columns = self.every(field)
        if not columns:
            return [""] * len(self.sheet)
        return [
            "\n".join(cell for cell in row if cell)
            for row in zip(*columns, strict=True)
        ]

    def fill_down(self, first: str, *others: str) -> None:
        """Where `first` is blank the row goes on from the one above, if it may."""
        if not self.mapping.fills_down:
            return
        cells = self.cells(first)
        goes_on = np.array([cell == "" for cell in cells], dtype=bool)
        for field in (first, *others):
            self._filled[field] = filled(self.cells(field), goes_on)

    def whens(self, answers: Answers) -> Whens:
        """When each row was."""
        return read_whens(
            self.sheet, self.cells("date"), self.cells("time"), self.mapping, answers
        )

    def effort_rpe(self) -> Floats:
        """RPE, also from repetitions in reserve; an effort off the scale is missing."""
        rpe_cells, rir_cells = self.cells("rpe"), self.cells("rir")
        rpe = from_to(rpe_cells, self.decimal, 1, 10)
        rir = from_to(rir_cells, self.decimal, 0, 9)
        effort = first_known(rpe, 10 - rir)
        said = np.array(
            [
                not (is_blank(a) and is_blank(b))
                for a, b in zip(rpe_cells, rir_cells, strict=True)
            ],
            dtype=bool,
        )
        lost = np.flatnonzero(said & np.isnan(effort) & self.sheet.kept)
        if len(lost):
            row = int(lost[0])
            self.sheet.note(
                f"Efforts left out because they are off the scale: {len(lost):,}, like "
                f"{rpe_cells[row] or rir_cells[row]!r}."
            )
        return effort

    def unit_cells(self) -> list[str]:
        """`kg` or `lb` as its column says it, else nothing."""
        cells = self.cells("unit")
        known = {text: row_units.unit_of(text) or "" for text in set(cells)}
        return [known[text] for text in cells]

    def metres(self, entered: Floats, stated: Sequence[str], usual: str) -> Floats:
        """Distances in metres, in the unit of the cell or else the usual one."""
        made = units.metres(entered, usual)
        for unit in {one for one in stated if one}:
            here = np.array([one == unit for one in stated], dtype=bool)
            made = np.where(here, units.metres(entered, unit), made)
        return made


def padding(header: Sequence[str], mapping: TableMapping) -> Repair:
    """Mends rows that lack only secondary cells at the end, or have blanks too many."""
    needed = [
        place
        for field, names in mapping.columns.items()
        if field not in _SECONDARY
        for name in names
        if (place := place_of(header, name)) is not None
    ]
    return undone.padding(1 + max(needed, default=len(header) - 1))

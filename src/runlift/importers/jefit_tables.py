"""The tables of a JEFIT export: one file, a banner over each."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from runlift.errors import UnreadableFile
from runlift.importers.sheet import Sheet, read_sheet
from runlift.model import Rejected

_BANNER = re.compile(r"\"?###\s+([A-Z][A-Z ]*[A-Z])[\s#]*[\",]*\s*")
_DIVIDER = re.compile(r"\"?#+[\",]*\s*")


@dataclass
class Tables:
    """Where each table stands in the file."""

    source: Sequence[str]
    spans: dict[str, tuple[int, int]]
    """The lines of a table, by its name: the first after its banner, and the end."""
    read: dict[str, Sheet | None] = field(default_factory=dict)

    def sheet(self, name: str) -> Sheet | None:
        """The table called `name`, `None` where it has no row that can be read.

        Lines keep the numbers they have in the file.
        """
        if name not in self.read:
            self.read[name] = self._sheet(name)
        sheet = self.read[name]
        return sheet if sheet is not None and len(sheet) else None

    @property
    def rejected(self) -> list[Rejected]:
        """The rows left out of the tables that were asked for."""
        sheets = [sheet for sheet in self.read.values() if sheet is not None]
        return [one for sheet in sheets for one in sheet.rejected]

    def _sheet(self, name: str) -> Sheet | None:
        if name not in self.spans:
            return None
        begin, end = self.spans[name]
        text = "\n" * begin + "\n".join(self.source[begin:end])
        try:
            return read_sheet(text, repair=_filled)
        except UnreadableFile:
            return None

    def setting(self, name: str) -> str:
        """A setting of the account, blank where there is none.

        The settings hold the account and the date of birth as well, so nothing but
        what is asked for is taken out of them.
        """
        begin, end = self.spans.get("SETTING", (0, 0))
        lines = [line for line in self.source[begin:end] if line.strip()]
        try:
            rows = list(csv.reader(lines[:2]))
        except csv.Error:
            # A cell of more than 128 kB is no setting.
            return ""
        if len(rows) < 2 or name not in rows[0]:
            return ""
        place = rows[0].index(name)
        return rows[1][place].strip() if place < len(rows[1]) else ""


def _filled(row: list[str], width: int) -> list[str] | None:
    """A row with the blank cells at its end that a spreadsheet dropped or added."""
    cells = list(row)
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    missing = width - len(cells)
    return [*cells, *[""] * missing] if 0 <= missing <= 3 else None


def tables_of(text: str) -> Tables:
    """Find the tables by their banners; a line of nothing but `#` ends one."""
    source = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    spans: dict[str, tuple[int, int]] = {}
    name, begin = "", 0
    for place, line in enumerate([*source, "####"]):
        if not line.startswith(("#", '"#')):
            continue
        banner = _BANNER.fullmatch(line)
        if banner or _DIVIDER.fullmatch(line):
            if name:
                spans.setdefault(name, (begin, place))
            name, begin = (banner[1] if banner else ""), place + 1
    return Tables(source, spans)

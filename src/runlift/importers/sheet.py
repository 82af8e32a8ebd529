"""Tables in text: rows to columns, and columns to values, a column at a time.

A cell that cannot be read rejects its row, with the line and the reason, and the rest
of the file goes on. Importers work on a `Sheet` and never loop over its rows.
"""

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from runlift.errors import UnreadableFile
from runlift.importers.cells import Mask, to_numbers, to_seconds
from runlift.model import Rejected
from runlift.units import Floats

Repair = Callable[[list[str], int], "list[str] | None"]

MAX_COLUMNS = 250
"""More columns than any export has (Strava's 103 is the widest seen)."""

MAX_ROWS = 200_000
"""More rows than anybody trains sets in a life; the longest log seen has 15,000."""

MAX_LINE = 1 << 20
"""Characters; the longest note that was seen has 8,000."""

MAX_NAMED = 40
"""Words that are named one by one, and how much is shown of each."""

_LINES = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n)|[^\r\n]++")


class Sheet:
    """A table of text with the line each row began on.

    `header` keeps duplicate names in order. Methods that convert a column return one
    value a row and reject the rows they cannot read; `kept` says which are left.
    """

    def __init__(
        self,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        lines: Sequence[int],
        rejected: Iterable[Rejected] = (),
    ):
        self.header = tuple(header)
        self._columns = (
            [list(column) for column in zip(*rows, strict=True)]
            if rows
            else [[] for _ in self.header]
        )
        self.lines = np.asarray(lines, dtype=np.int64)
        self._ok = np.ones(len(rows), dtype=bool)
        self._rejected = list(rejected)
        self._notes: list[str] = []

    def __len__(self) -> int:
        return len(self.lines)

    def has(self, *names: str) -> bool:
        """Whether one of these columns exists."""
        return any(name in self.header for name in names)

    def cells(self, *names: str, occurrence: int = 1) -> list[str]:
        """The trimmed cells of the first of `names` that exists, else blanks.

        `occurrence` asks for the n-th column of that name; where there are fewer, the
        last one answers.
        """
        for name in names:
            places = [i for i, title in enumerate(self.header) if title == name]
            if places:
                place = places[min(occurrence, len(places)) - 1]
                return [cell.strip() for cell in self._columns[place]]
        return [""] * len(self)

    def at(self, place: int) -> list[str]:
        """The trimmed cells of the column at `place`, counted from 0."""
        return [cell.strip() for cell in self._columns[place]]

    def reject(self, wrong: Mask, reason: str | Callable[[int], str]) -> None:
        """Leave out the rows in `wrong`; the first reason given for a row stays."""
        for row in np.flatnonzero(wrong & self._ok):
            said = reason if isinstance(reason, str) else reason(int(row))
            self._rejected.append(Rejected(int(self.lines[row]), said))
        self._ok &= ~wrong

    def note(self, sentence: str) -> None:
        """Remember something the athlete should know about how the file was read."""
        self._notes.append(sentence)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was noted, in the order it was said."""
        return tuple(self._notes)

    def drop(self, wanted_out: Mask) -> None:
        """Leave out rows that are no records at all (pseudo rows); nothing is said."""
        self._ok &= ~wanted_out

    @property
    def kept(self) -> Mask:
        """The rows that are still in."""
        return self._ok

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """What was left out, in the order of the file."""
        return tuple(sorted(self._rejected, key=lambda item: item.line))

    def numbers(
        self,
        cells: Sequence[str],
        what: str,
        *,
        decimal: str = ".",
        missing: Iterable[str] = (),
        minimum: float | None = 0.0,
        maximum: float | None = None,
    ) -> Floats:
        """`cells` as numbers, NaN where blank; unreadable ones reject their row."""
        values, wrong = to_numbers(cells, decimal=decimal, missing=missing)
        self.reject(wrong, lambda row: f"{what} {cells[row]!r} is not a number")
        if minimum is not None:
            with np.errstate(invalid="ignore"):
                low = values < minimum
            self.reject(low, lambda row: f"{what} {cells[row]} is below {minimum:g}")
        if maximum is not None:
            with np.errstate(invalid="ignore"):
                high = values > maximum
            self.reject(
                high,
                lambda row: (
                    f"{what} {cells[row]} is more than anybody does ({maximum:g})"
                ),
            )
        return values

    def moments(
        self,
        cells: Sequence[str],
        read: Callable[[str], pd.Timestamp | None],
        what: str = "date",
    ) -> pd.Series:
        """`cells` as timestamps by `read`, called once a distinct text."""
        known = {text: read(text) for text in set(cells)}
        wrong = np.fromiter((known[c] is None for c in cells), bool, len(cells))
        self.reject(
            wrong,
            lambda row: (
                f"{what} is missing"
                if not cells[row]
                else f"{what} {cells[row]!r} cannot be read"
            ),
        )
        return pd.Series([known[c] for c in cells], dtype="datetime64[us]")

    def seconds(self, cells: Sequence[str], what: str) -> Floats:
        """`cells` as durations in seconds (`1:02:03`, `02:03.4`, `1h 2m`, `57`)."""
        known = {text: to_seconds(text) for text in set(cells)}
        values = np.array([known[c] for c in cells], dtype=float)
        wrong = np.isnan(values) & np.fromiter(
            (c != "" for c in cells), bool, len(cells)
        )
        self.reject(wrong, lambda row: f"{what} {cells[row]!r} is not a duration")
        return values

    def words(
        self,
        cells: Sequence[str],
        meanings: Mapping[str, str],
        what: str,
        *,
        otherwise: str,
    ) -> list[str]:
        """`cells` translated by `meanings`; others become `otherwise`, with a note."""
        unknown = sorted({c for c in cells if c not in meanings})
        for strange in unknown[:MAX_NAMED]:
            shown = f"{strange[:MAX_NAMED]!r}"
            self.note(f"{what} {shown} is not known here; read as {otherwise}.")
        if len(unknown) > MAX_NAMED:
            more = len(unknown) - MAX_NAMED
            self.note(f"{more:,} more words are not known here; read as {otherwise}.")
        return [meanings.get(c, otherwise) for c in cells]


def read_sheet(
    text: str,
    *,
    delimiter: str = ",",
    repair: Repair | None = None,
    header: Sequence[str] | None = None,
) -> Sheet:
    """The table in `text`.

    Blank lines are skipped. A row with another number of fields than the header goes
    to `repair`, and is rejected when that gives it up. A broken quotation mark costs
    the row it stands in, not the rest of the file.

    Args:
        text: the file.
        delimiter: the character between fields.
        repair: makes a row of the right length of one of the wrong length, or `None`.
        header: the columns of a file that has no header line.

    Raises:
        UnreadableFile: there is a header but no row, or far too many rows or columns.
    """
    rejected: list[Rejected] = []
    source = _lines(text, rejected)
    reader = csv.reader(source, delimiter=delimiter)
    names = tuple(header) if header else None
    rows: list[list[str]] = []
    lines: list[int] = []
    while True:
        begin = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error:
            if names is None:
                rejected.append(Rejected(begin, _TOO_LONG))
                continue
            row = []
        else:
            if not any(cell.strip() for cell in row):
                continue
        if names is None:
            names = tuple(cell.strip() for cell in row)
            if len(names) > MAX_COLUMNS:
                raise UnreadableFile(
                    f"The file has {len(names)} columns; no training export has so many. "
                    "Export the log again from the app itself."
                )
            continue
        physical = source[begin - 1 : reader.line_num]
        if len(row) == len(names) and not _has_swallowed(physical, names, delimiter):
            rows.append(row)
            lines.append(begin)
            continue
        for line, cells, reason in _mended(
            row, begin, physical, names, delimiter, repair
        ):
            if cells is None:
                rejected.append(Rejected(line, reason))
            else:
                rows.append(cells)
                lines.append(line)
    if names is None or not (rows or rejected):
        raise UnreadableFile(
            "The file has column names but no rows under them. Export the log again; "
            "if the app shows workouts, its export should too."
        )
    return Sheet(names, rows, lines, rejected)


def _lines(text: str, rejected: list[Rejected]) -> list[str]:
    """The physical lines with their ends; one that nobody wrote is emptied and rejected."""
    if max(text.count("\n"), text.count("\r")) > MAX_ROWS:
        raise UnreadableFile(
            f"The file has more than {MAX_ROWS:,} lines; no training log is so long. "
            "Export the log again from the app itself."
        )
    source: list[str] = _LINES.findall(text.replace("\x00", ""))
    for place, line in enumerate(source):
        if len(line) > MAX_LINE:
            source[place] = "\n"
            rejected.append(Rejected(place + 1, _TOO_LONG))
    return source


def _has_swallowed(source: list[str], names: Sequence[str], delimiter: str) -> bool:
    """Whether a row over several lines holds a line that is a whole row by itself.

    A missing quotation mark can merge two rows into one of the right width; a line of
    a note is hardly ever a row.
    """
    return len(source) > 1 and any(
        len(next(csv.reader([line], delimiter=delimiter), [])) == len(names)
        and line.count('"') % 2 == 0
        for line in source[1:]
    )


def _mended(
    row: list[str],
    begin: int,
    source: list[str],
    names: Sequence[str],
    delimiter: str,
    repair: Repair | None,
) -> Iterable[tuple[int, list[str] | None, str]]:
    """What can be made of a row of the wrong length, line by line if need be."""
    width = len(names)
    is_merged = _has_swallowed(source, names, delimiter)
    mended = repair(row, width) if repair and row and not is_merged else None
    if mended is not None:
        yield begin, mended, ""
        return
    if len(source) > 1:
        # An unbalanced quotation mark swallowed the lines that follow it.
        alone = [_line(line, width, delimiter, repair) for line in source]
        if any(len(cells) == width for cells in alone[1:]):
            for offset, (cells, line) in enumerate(zip(alone, source, strict=True)):
                if not any(cell.strip() for cell in cells):
                    continue
                if len(cells) == width:
                    yield begin + offset, cells, ""
                elif line.count('"') % 2:
                    yield begin + offset, None, "a quotation mark is missing in the row"
                else:
                    yield begin + offset, None, _wrong_width(cells, width)
            return
    yield begin, None, _wrong_width(row, width) if row else _TOO_LONG


def _line(line: str, width: int, delimiter: str, repair: Repair | None) -> list[str]:
    """One physical line as cells; with a quotation mark missing, read without any."""
    readable = line.replace('"', "") if line.count('"') % 2 else line
    cells = next(csv.reader([readable], delimiter=delimiter), [])
    if len(cells) != width and repair:
        return repair(cells, width) or cells
    return cells


def _wrong_width(cells: Sequence[str], width: int) -> str:
    return f"the row has {len(cells)} fields where the header has {width}"


_TOO_LONG = "a cell here is longer than any note"

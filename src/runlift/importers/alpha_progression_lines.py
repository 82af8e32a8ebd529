"""The lines of Alpha Progression's workouts, and to which session and exercise they belong."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from runlift.importers.alpha_progression_words import (
    Grid,
    Heading,
    date_text,
    grid_of,
    heading_of,
)
from runlift.model import Rejected

CELLS = (
    "session",
    "title",
    "date",
    "lasted",
    "plan",
    "exercise",
    "block",
    "kind",
    "weight",
    "unit",
    "reps",
    "seconds",
    "minutes",
    "rir",
    "superset",
    "note",
    "delimiter",
)
"""The columns of the table that is made of the lines: one row a set."""

_EXERCISE = re.compile(r"\d+\.\s*\S.*", re.DOTALL)
_GRID = re.compile(r"^\"?#\"?([,;\t])", re.MULTILINE)
_BEGINS = re.compile(r"#[,;\t]|\"?\d+\.\s|\"?\d{4}-\d{2}-\d{2}\s|\d+[,;\t]|\"[^\"]*\"$")
"""How a line begins that is no part of the cell above it."""

Line = tuple[int, list[str]]


@dataclass
class Found:
    """The sets of the file so far, and where in it the reading is."""

    delimiter: str
    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    session: dict[str, str] | None = None
    sessions: int = 0
    heading: Heading | None = None
    blocks: int = 0
    grid: Grid | None = None
    is_noted: bool = False
    """Whether the exercise's remark stands at one of its sets already."""
    supersets: int = 0
    place: int = 0
    """The place in a superset of the exercise before."""

    def begin(self, title: str, date: str, lasted: str) -> None:
        """Begin a session."""
        self.sessions += 1
        self.session = {
            "session": str(self.sessions),
            "title": title,
            "date": date,
            "lasted": lasted,
            "plan": "",
        }
        self.heading, self.supersets, self.place = None, 0, 0

    def head(self, cells: Sequence[str]) -> None:
        """Begin an exercise, with its warm-up sets."""
        self.heading, self.grid, self.is_noted = heading_of(cells), None, False
        self.blocks += 1
        # The number is the place in the superset; where it does not go up, one begins.
        number = self.heading.superset
        if number and (number == 1 or number != self.place + 1):
            self.supersets += 1
        self.place = number

    def warm_up(self, line: int) -> None:
        """Add the warm-up sets, whose unit only the header of the grid states."""
        assert self.heading is not None and self.grid is not None
        for weight, reps in self.heading.warmups:
            self._add(line, {"kind": "warmup", "weight": weight, "reps": reps})

    def take_set(self, line: int, cells: list[str]) -> None:
        """Add a set, or reject its line."""
        width = self.grid.width if self.grid else 1
        while len(cells) > width and not cells[-1].strip():
            # A spreadsheet makes all lines as wide as the widest.
            cells.pop()
        if self.heading is None or self.grid is None:
            self.rejected.append(Rejected(line, "no exercise above this set"))
        elif len(cells) != self.grid.width:
            self.rejected.append(
                Rejected(
                    line,
                    f"the set has {len(cells)} fields where its header has "
                    f"{self.grid.width}",
                )
            )
        else:
            said = {name: cells[at].strip() for name, at in self.grid.places.items()}
            self._add(line, {"kind": "normal", **said})

    def _add(self, line: int, said: dict[str, str]) -> None:
        assert self.session is not None and self.heading is not None
        assert self.grid is not None
        row = {
            **self.session,
            "exercise": self.heading.exercise,
            "block": str(self.blocks),
            "unit": self.grid.unit,
            "superset": str(self.supersets) if self.heading.superset else "",
            "note": "" if self.is_noted else self.heading.note,
            "delimiter": self.delimiter,
            **said,
        }
        self.is_noted = True
        self.rows.append([row.get(name, "") for name in CELLS])
        self.lines.append(line)


def lines_of(text: str) -> Found:
    """Every set of the file with its session and exercise."""
    mark = _GRID.search(text)
    found = Found(delimiter=mark[1] if mark else ",")
    lines = list(_cells(text, found))
    title = ""
    heading_line = 0
    for place, (line, cells) in enumerate(lines):
        first = cells[0].strip()
        below = lines[place + 1][1][0] if place + 1 < len(lines) else ""
        date = date_text(first)
        if not any(cell.strip() for cell in cells):
            # Else a session whose date cannot be read would go into the one before.
            found.session, found.heading = None, None
        elif date is not None:
            found.begin(title, date, cells[1].strip() if len(cells) > 1 else "")
            title = ""
        elif len(cells) > 1 and (date := date_text(cells[1])):
            found.begin(first, date, cells[2].strip() if len(cells) > 2 else "")
        elif date_text(below) is not None:
            # Whatever it looks like: the line above a date is the title.
            title, found.session, found.heading = first, None, None
        elif first == "#":
            is_first = found.grid is None
            found.grid = grid_of(cells)
            if found.heading is not None and is_first:
                found.warm_up(heading_line)
        elif first.isdecimal():
            found.take_set(line, cells)
        elif _EXERCISE.fullmatch(first) and found.session is not None:
            found.head(cells)
            heading_line = line
        else:
            _other(found, line, cells)
    return found


def _other(found: Found, line: int, cells: Sequence[str]) -> None:
    """A line that is neither a session, an exercise, a grid nor a set."""
    first = cells[0].strip()
    if found.session is None:
        found.rejected.append(
            Rejected(line, f"no session with a date above this line: {first[:40]!r}")
        )
    elif found.heading is None:
        # `Day 4 · Week 2 · Second Plan` stands between the date and the exercises.
        found.session["plan"] = "\n".join(filter(None, (found.session["plan"], first)))
    elif found.grid is not None:
        found.rejected.append(
            Rejected(line, f"neither a set nor an exercise: {first[:40]!r}")
        )
    # Else it is the target of the exercise (`10 reps`): a plan, not what was done.


def _cells(text: str, found: Found) -> Iterator[Line]:
    """The cells of each line; a cell may run over several lines.

    A quotation mark that is missing would swallow what follows; the lines are then
    read one by one.
    """
    plain = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    source = plain.split("\n")
    reader = csv.reader(io.StringIO(plain, newline=""), delimiter=found.delimiter)
    while True:
        begin = reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells = []
        physical = source[begin : reader.line_num]
        is_broken = any(_BEGINS.match(line) for line in physical[1:])
        if is_broken or (not cells and any(line.strip() for line in physical)):
            yield from _alone(physical, begin, found)
        else:
            yield begin + 1, cells or [""]


def _alone(source: Sequence[str], begin: int, found: Found) -> Iterator[Line]:
    for number, line in enumerate(source, start=begin + 1):
        readable = line.replace('"', "") if line.count('"') % 2 else line
        try:
            cells = next(csv.reader([readable], delimiter=found.delimiter), [])
        except csv.Error:
            found.rejected.append(
                Rejected(number, "a cell here is longer than any note")
            )
        else:
            yield number, cells or [""]

"""The weeks of a plan as PDF: the same sheets as `plan_sheet`, drawn."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from fpdf import FPDF

from runlift.exercises.catalogue import Exercise
from runlift.program import plan_words
from runlift.program.plan import Plan
from runlift.program.plan_weeks import (
    LiftSheet,
    Paper,
    Row,
    WeekSheet,
    week_sheets,
)
from runlift.units import WeightUnit

_FONTS = Path(__file__).parent / "fonts"
_FONT = "dejavu"
_UNKNOWN = "\ufffd"
_MARGIN, _FOOT = 11.0, 9.0
_PAD = 1.0
_NAME = 120
"""A longer name of a plan is cut."""
_WHAT, _LAST = 0.37, 0.09
"""Shares of the width: what is asked, and last time's weight; the rest is for sets."""
_SET_HEIGHT, _BOX = 10.0, 3.2
_TITLE, _HEAD, _TEXT, _SMALL, _TINY = 15.0, 9.5, 8.5, 7.0, 5.5
_SCALES = (1.0, 0.95, 0.9, 0.85, 0.8)
"""A week that nearly fits on one page is drawn a little smaller."""
_LEADING = 0.45
"""A line's height in mm for each point of its size."""


def to_pdf(
    plan: Plan,
    exercises: Mapping[str, Exercise],
    *,
    unit: WeightUnit,
    stamp: datetime,
    paper: Paper = "a4",
    last_kg: Mapping[str, float] | None = None,
    lines: Mapping[int, Sequence[str]] | None = None,
) -> bytes:
    """The plan as PDF, a week a page where it fits on one.

    Args:
        plan: the plan.
        exercises: the catalogue, the athlete's own among it.
        unit: of the weights.
        stamp: when it was made, with its time zone.
        paper: what it is printed on.
        last_kg: last time's weight of an exercise, by its id, where it is known.
        lines: conflicts of a week, in words, by its number.
    """
    sheet = _Sheet(paper, plan.name, stamp)
    for week in week_sheets(plan, exercises, unit, last_kg, lines):
        sheet.week(week)
    if not plan.sessions:
        sheet.page("This plan has no sessions yet.")
    return bytes(sheet.pdf.output())


class _Sheet:
    """A PDF that grows downwards, block by block."""

    def __init__(self, paper: Paper, name: str, stamp: datetime) -> None:
        self.pdf = FPDF(orientation="portrait", unit="mm", format=paper)
        self.pdf.set_creation_date(stamp)
        self.pdf.set_auto_page_break(False)
        self.pdf.set_margin(_MARGIN)
        self.pdf.c_margin = 0
        self.pdf.add_font(_FONT, "", _FONTS / "DejaVuSansCondensed.ttf")
        self.pdf.add_font(_FONT, "B", _FONTS / "DejaVuSansCondensed-Bold.ttf")
        fonts = self.pdf.fonts.values()
        # What both can draw: a name may stand in either.
        self.known = set.intersection(*(set(getattr(one, "cmap", {})) for one in fonts))
        self.width = self.pdf.epw
        self.bottom = self.pdf.h - _MARGIN - _FOOT
        self.name = self.drawable(plan_words.short(name, _NAME))
        self.heading = ""
        self.scale = 1.0
        self.columns = 0
        self.lines: dict[tuple[str, float, float, bool], list[str]] = {}
        self.y = _MARGIN
        self.pdf.set_title(self.name)
        self.pdf.set_lang("en-GB")

    def drawable(self, text: str) -> str:
        """The text with what the font lacks replaced, so that the gap is seen."""
        composed = unicodedata.normalize("NFC", plan_words.one_line(text))
        return "".join(
            one if ord(one) in self.known else _UNKNOWN
            for one in composed
            if ord(one) in self.known or unicodedata.category(one) not in ("Mn", "Cf")
        )

    def page(self, heading: str) -> None:
        """Begin a page: its heading above, the safety line below."""
        self.pdf.add_page()
        self.heading = heading
        self.text(plan_words.SAFETY, _MARGIN, self.bottom + 2, self.width, _SMALL)
        below = self.text(heading, _MARGIN, _MARGIN, self.width, _TITLE, bold=True)
        self.y = self.text(self.name, _MARGIN, below, self.width, _SMALL) + 1.5

    def text(
        self,
        text: str,
        x: float,
        y: float,
        width: float,
        size: float,
        *,
        bold: bool = False,
    ) -> float:
        """Write wrapped lines from (x, y) down; returns where they end."""
        for line in self.wrapped(text, width, size, bold=bold):
            self.pdf.set_xy(x, y)
            self.pdf.cell(width, size * _LEADING, line)
            y += size * _LEADING
        return y

    def wrapped(
        self, text: str, width: float, size: float, *, bold: bool = False
    ) -> list[str]:
        """The lines a text takes in a width; also sets the font."""
        self.pdf.set_font(_FONT, "B" if bold else "", size)
        if not text:
            return []
        # Weeks repeat their exercises, and every scale is measured before one is drawn.
        key = (text, width, size, bold)
        if key not in self.lines:
            found = self.pdf.multi_cell(
                width, text=self.drawable(text), align="L", dry_run=True, output="LINES"
            )
            self.lines[key] = list(map(str, found)) if isinstance(found, list) else []
        return self.lines[key]

    def room(self, height: float) -> None:
        """Go on overleaf where a block of this height does not fit any more."""
        if self.y + height > self.bottom and self.y > _MARGIN + 25:
            self.page(f"{self.heading.removesuffix(' (continued)')} (continued)")

    def week(self, week: WeekSheet) -> None:
        """Draw one week."""
        self.scale, self.columns = 1.0, week.columns
        self.page(week.title)
        if week.label:
            self.paragraph(week.label, bold=True)
        self.strip(week)
        for line in (*week.lines, *week.notes):
            self.paragraph(f"• {line}")
        self.fit(week.lifts)
        for lift in week.lifts:
            self.lift(lift)

    def fit(self, lifts: Sequence[LiftSheet]) -> None:
        """Choose the largest scale at which the lifts fit on what is left of the page."""
        for self.scale in _SCALES:
            if self.y + sum(map(self.lift_height, lifts)) <= self.bottom:
                return
        self.scale = 1.0

    def paragraph(self, text: str, *, bold: bool = False) -> None:
        """Write a paragraph over the whole width."""
        lines = self.wrapped(text, self.width, _TEXT, bold=bold)
        self.room(len(lines) * _TEXT * _LEADING)
        self.y = self.text(text, _MARGIN, self.y, self.width, _TEXT, bold=bold) + 1

    def strip(self, week: WeekSheet) -> None:
        """Draw the days of the week beside each other."""
        width = self.width / len(week.days)
        inner = width - 2 * _PAD
        heads = _SMALL * _LEADING + 2 * _PAD
        rows = [
            sum(len(self.wrapped(one, inner, _SMALL)) for one in entries)
            for _, entries in week.days
        ]
        height = max(max(rows) * _SMALL * _LEADING + 2 * _PAD, 8.0)
        for at, (day, entries) in enumerate(week.days):
            x = _MARGIN + at * width
            self.pdf.rect(x, self.y, width, heads)
            self.pdf.rect(x, self.y + heads, width, height)
            self.text(day, x + _PAD, self.y + _PAD, inner, _SMALL, bold=True)
            y = self.y + heads + _PAD
            for one in entries:
                y = self.text(one, x + _PAD, y, inner, _SMALL)
        self.y += heads + height + 1.5

    def lift(self, lift: LiftSheet) -> None:
        """Draw one lift: its head, and a row an exercise."""
        first = sum(map(self.height, lift.rows[:1]))
        self.room(self.head_height(lift) + first)
        self.y += 1.5
        head, size = _head(lift), _HEAD * self.scale
        self.y = self.text(head, _MARGIN, self.y, self.width, size, bold=True)
        self.y += 0.8
        size = _SMALL * self.scale
        self.y = self.text(lift.note, _MARGIN, self.y, self.width, size)
        self.names()
        for row in lift.rows:
            height = self.height(row)
            before = self.pdf.page
            self.room(height)
            if self.pdf.page != before:
                self.names()
            self.row(row, height)

    def head_height(self, lift: LiftSheet) -> float:
        """How high everything above the first exercise is."""
        size, small = _HEAD * self.scale, _SMALL * self.scale
        head = len(self.wrapped(_head(lift), self.width, size, bold=True))
        note = len(self.wrapped(lift.note, self.width, small))
        return 2.3 + (head * size + note * small) * _LEADING + self.names_height()

    def lift_height(self, lift: LiftSheet) -> float:
        """How high a lift is."""
        return self.head_height(lift) + sum(map(self.height, lift.rows))

    def places(self) -> tuple[float, float, float]:
        """Widths of what is asked, of last time, and of one set."""
        what, last = self.width * _WHAT, self.width * _LAST
        return what, last, (self.width - what - last) / self.columns

    def names_height(self) -> float:
        """How high the names of the columns are."""
        return _SMALL * self.scale * _LEADING + 1.2

    def names(self) -> None:
        """Write what the columns hold."""
        what, last, one = self.places()
        names = ["Exercise", "Last time"]
        names += [f"Set {at}" for at in range(1, self.columns + 1)]
        widths = [what, last] + [one] * self.columns
        x, height = _MARGIN, self.names_height()
        for name, width in zip(names, widths, strict=True):
            self.pdf.rect(x, self.y, width, height)
            size = _SMALL * self.scale
            self.text(name, x + _PAD, self.y + 0.6, width, size, bold=True)
            x += width
        self.y += height

    def parts(self, row: Row) -> list[tuple[str, float, bool]]:
        """The lines of what is asked, with size and weight."""
        return [
            (row.name, _TEXT * self.scale, True),
            (row.asked, _TEXT * self.scale, False),
            (row.note, _SMALL * self.scale, False),
        ]

    def height(self, row: Row) -> float:
        """How high the row of an exercise is."""
        width = self.places()[0] - 2 * _PAD
        text = sum(
            len(self.wrapped(part, width, size, bold=bold)) * size * _LEADING
            for part, size, bold in self.parts(row)
        )
        lines = -(-row.sets // self.columns)
        return max(text + 2 * _PAD, lines * _SET_HEIGHT * self.scale)

    def row(self, row: Row, height: float) -> None:
        """Draw an exercise: what is asked, last time's weight, a field for each set."""
        what, last, one = self.places()
        y = self.y + _PAD
        for part, size, bold in self.parts(row):
            y = self.text(part, _MARGIN + _PAD, y, what - 2 * _PAD, size, bold=bold)
        self.pdf.rect(_MARGIN, self.y, what, height)
        self.pdf.rect(_MARGIN + what, self.y, last, height)
        x, size = _MARGIN + what + _PAD, _TEXT * self.scale
        self.text(row.last, x, self.y + _PAD, last - _PAD, size)
        lines = -(-row.sets // self.columns)
        for at in range(row.sets):
            line, column = divmod(at, self.columns)
            left = _MARGIN + what + last + column * one
            top = self.y + line * height / lines
            self.set(row, left, top, one, height / lines)
        self.y += height

    def set(self, row: Row, x: float, y: float, width: float, height: float) -> None:
        """Draw the box to tick and the lines to write on."""
        weight, *others = row.fields
        self.pdf.rect(x, y, width, height)
        self.pdf.rect(x + _PAD, y + _PAD, _BOX, _BOX)
        middle, low = y + height / 2, y + height - _PAD
        if weight:
            left = _BOX + 2 * _PAD
            self.line(weight, x + left, middle, width - left - _PAD)
        half = (width - 3 * _PAD) / 2
        for at, name in enumerate(others):
            self.line(name, x + _PAD + at * (half + _PAD), low, half)

    def line(self, name: str, x: float, y: float, width: float) -> None:
        """Draw a line to write on, with what belongs there at its end."""
        self.pdf.line(x, y, x + width, y)
        self.pdf.set_font(_FONT, "", _TINY)
        self.pdf.set_xy(x, y - _TINY * _LEADING)
        self.pdf.cell(width, _TINY * _LEADING, name, align="R")


def _head(lift: LiftSheet) -> str:
    return f"{lift.title}  –  {lift.when}"

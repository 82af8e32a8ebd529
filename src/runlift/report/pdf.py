"""The report as PDF: the same blocks as the page, set by hand."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from fpdf import FPDF

from runlift.charts.theme import LIGHT, Meaning
from runlift.program.plan_weeks import Paper
from runlift.report import lettering
from runlift.report.blocks import (
    Block,
    Card,
    Figures,
    Heading,
    Paragraph,
    Picture,
    Report,
    Section,
    Table,
)
from runlift.report.drawing import PT_PER_MM, onto_pdf

_MARGIN, _FOOT = 13.0, 9.0
_LEADING = 0.46
"""A line's height in mm for each point of its size."""
_H1, _H2, _H3, _LEAD, _TEXT, _NEAR, _SMALL = 20.0, 13.0, 10.0, 11.0, 9.0, 8.0, 7.5
_VALUE = 16.0
_COLUMNS, _GUTTER = 3, 5.0
_PAD = 1.0
_CELL = 400


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something that is never split over two pages."""

    height: float
    draw: Callable[[float], None]
    """At a height of the page."""
    keeps: bool = False
    """It stays with the piece after it."""
    again: "_Piece | None" = None
    """What stands above it where it begins a page: the heading of its table."""


def to_pdf(report: Report, stamp: datetime, paper: Paper = "a4") -> bytes:
    """The report as PDF.

    Args:
        report: what to say.
        stamp: when it was made, with its time zone.
        paper: what it is printed on.
    """
    sheet = _Sheet(report, stamp, paper)
    sheet.page()
    sheet.flow(list(sheet.heading()))
    for section in report.sections:
        sheet.section(section)
    sheet.numbers()
    return bytes(sheet.pdf.output())


class _Sheet:
    """Pages that fill downwards, piece by piece."""

    def __init__(self, report: Report, stamp: datetime, paper: Paper) -> None:
        self.report = report
        self.pdf = FPDF(orientation="portrait", unit="mm", format=paper)
        self.pdf.set_creation_date(stamp)
        self.pdf.set_auto_page_break(False)
        self.pdf.set_margin(_MARGIN)
        self.pdf.c_margin = 0
        lettering.add_to(self.pdf)
        self.pdf.set_title(lettering.drawable(f"{report.name}, {report.days}"))
        self.pdf.set_lang("en-GB")
        self.width = self.pdf.epw
        self.bottom = self.pdf.h - _MARGIN - _FOOT
        self.y = _MARGIN

    # Pages.

    def page(self) -> None:
        """Begin a page; what stands below every page is drawn at once."""
        self.pdf.add_page()
        self.y = _MARGIN
        y, size = self.bottom + 3, 7.0
        self.ink("grid", "line")
        self.pdf.line(_MARGIN, y - 1, _MARGIN + self.width, y - 1)
        left = f"{self.report.name}, {self.report.days}"
        room = self.width - 22
        left = lettering.fitted(left, room, size / PT_PER_MM)
        self.cell(lettering.drawable(left), _MARGIN, y, room, size)
        below = y + size * _LEADING
        self.cell(self.report.closing, _MARGIN, below, self.width, 6.0)

    def numbers(self) -> None:
        """Number the pages, now that it is known how many there are."""
        pages = self.pdf.page_no()
        for page in range(1, pages + 1):
            self.pdf.page = page
            # Another page ended with another font and colour than FPDF remembers, and
            # it writes neither again while it believes them to be set.
            self.pdf.set_font(lettering.FONT, "B", 1)
            self.ink("page", "fill")
            self.cell(
                f"{page} / {pages}",
                _MARGIN,
                self.bottom + 3,
                self.width,
                7.0,
                align="R",
            )

    def section(self, section: Section) -> None:
        """A section begins a page where it would not end on this one."""
        pieces = [
            self.written(section.title, _H2, bold=True, below=1.5, keeps=True, above=5),
            *(one for block in section.blocks for one in self.pieces(block)),
        ]
        left, whole = self.bottom - self.y, self.bottom - _MARGIN
        height = sum(one.height for one in pieces)
        # What may go on overleaf need not leave the rest of a page empty before it.
        is_split = section.flows or height > whole
        if height > left and (not is_split or left < whole / 3):
            self.page()
        self.flow(pieces)

    def flow(self, pieces: Sequence[_Piece]) -> None:
        """Draw pieces down the pages, each whole, headings with what follows them."""
        for at, piece in enumerate(pieces):
            need = piece.height
            ahead = at
            while pieces[ahead].keeps and ahead + 1 < len(pieces):
                ahead += 1
                need += pieces[ahead].height
            if self.y + need > self.bottom + 0.01 and self.y > _MARGIN:
                self.page()
                if piece.again:
                    self.put(piece.again)
            self.put(piece)

    def put(self, piece: _Piece) -> None:
        """Draw a piece where the page has come to."""
        piece.draw(self.y)
        self.y += piece.height

    # What stands on them.

    def heading(self) -> Iterator[_Piece]:
        """Whose report, of which days, made when."""
        report = self.report
        yield self.written(report.name, _H1, bold=True, most=2)
        told = f"Training report, {report.days} · made on {report.made} with Runlift"
        yield self.written(told, _TEXT, "muted", below=1.5)
        yield _Piece(2.5, self.rule)

    def rule(self, y: float) -> None:
        """The line below the heading."""
        self.pdf.set_line_width(0.5)
        self.ink("accent", "line")
        self.pdf.line(_MARGIN, y, _MARGIN + self.width, y)
        self.pdf.set_line_width(0.2)

    def pieces(self, block: Block) -> Iterator[_Piece]:
        """A block as pieces."""
        match block:
            case Paragraph(kind="lead"):
                yield self.written(block.text, _LEAD, bold=True, below=1.5, keeps=True)
            case Paragraph(kind="small"):
                yield self.written(block.text, _SMALL, "muted", below=1)
            case Paragraph():
                yield self.written(block.text, _TEXT, below=1.2)
            case Heading():
                yield self.written(block.text, _H3, bold=True, above=2.5, below=0.8, keeps=True)  # fmt: skip
            case Figures():
                yield _Piece(2.5, lambda y: None, keeps=True)
                yield from self.figures(block)
            case Picture():
                yield self.picture(block)
            case Table():
                yield from self.table(block)
            case Card():
                yield self.card(block)

    def written(
        self,
        text: str,
        size: float,
        colour: Meaning = "ink",
        *,
        bold: bool = False,
        above: float = 0.0,
        below: float = 0.0,
        keeps: bool = False,
        most: int = 0,
    ) -> _Piece:
        """Wrapped text over the whole width."""
        lines = self.wrapped(text, self.width, size, bold=bold)
        lines = lines[: most or len(lines)]
        height = len(lines) * size * _LEADING

        def draw(y: float) -> None:
            self.lines(lines, _MARGIN, y + above, self.width, size, colour, bold=bold)

        return _Piece(above + height + below, draw, keeps)

    def figures(self, block: Figures) -> Iterator[_Piece]:
        """Key figures, three beside each other."""
        wide = (self.width - _GUTTER * (_COLUMNS - 1)) / _COLUMNS
        for first in range(0, len(block.items), _COLUMNS):
            row = block.items[first : first + _COLUMNS]
            notes = [self.wrapped(more, wide, _SMALL) for _, _, more in row]
            height = 1.5 + (_SMALL + _VALUE) * _LEADING
            height += max(map(len, notes)) * _SMALL * _LEADING + 3
            yield _Piece(height, self.figure_row(row, notes, wide))

    def figure_row(
        self,
        row: Sequence[tuple[str, str, str]],
        notes: list[list[str]],
        wide: float,
    ) -> Callable[[float], None]:
        """Draws a row of key figures."""

        def draw(y: float) -> None:
            for at, (label, value, _) in enumerate(row):
                x = _MARGIN + at * (wide + _GUTTER)
                self.ink("grid", "line")
                self.pdf.line(x, y, x + wide, y)
                down = y + 1.2
                self.cell(label, x, down, wide, _SMALL, "muted")
                down += _SMALL * _LEADING
                room = lettering.fitted(value, wide, _VALUE / PT_PER_MM, bold=True)
                room = lettering.drawable(room)
                self.cell(room, x, down, wide, _VALUE, "ink", bold=True)
                down += _VALUE * _LEADING
                self.lines(notes[at], x, down, wide, _SMALL, "muted")

        return draw

    def picture(self, block: Picture) -> _Piece:
        """A drawing and its caption."""
        told = self.wrapped(block.caption, self.width, _SMALL)
        left = _MARGIN + (self.width - block.drawing.width) / 2

        def draw(y: float) -> None:
            onto_pdf(block.drawing, self.pdf, left, y + 1)
            self.pdf.set_line_width(0.2)
            below = y + 1.5 + block.drawing.height
            self.lines(told, _MARGIN, below, self.width, _SMALL, "muted")

        height = block.drawing.height + 3 + len(told) * _SMALL * _LEADING
        return _Piece(height, draw)

    def table(self, table: Table) -> Iterator[_Piece]:
        """A table, one piece a row; its heading stands on every page."""
        size = _SMALL if table.is_small else _TEXT
        head = self.row(table, [one.title for one in table.columns], _SMALL, is_head=True)  # fmt: skip
        yield head
        for texts in table.rows:
            row = self.row(table, texts, size)
            yield _Piece(row.height, row.draw, again=head)
        yield _Piece(1.0, lambda y: None)

    def row(
        self,
        table: Table,
        texts: Sequence[str],
        size: float,
        *,
        is_head: bool = False,
    ) -> _Piece:
        """One row."""
        wides = [self.width * one.share for one in table.columns]
        cells = [
            self.wrapped(text, wide - 2 * _PAD, size, bold=is_head, most=_CELL)
            for text, wide in zip(texts, wides, strict=True)
        ]
        height = max(1, *map(len, cells)) * size * _LEADING + 1.6

        def draw(y: float) -> None:
            x = _MARGIN
            for lines, wide, column in zip(cells, wides, table.columns, strict=True):
                left = x if x == _MARGIN else x + _PAD
                room = wide - (left - x) - _PAD
                align = "R" if column.is_number else "L"
                colour: Meaning = "muted" if is_head else "ink"
                self.lines(lines, left, y + 0.8, room, size, colour, bold=is_head, align=align)  # fmt: skip
                x += wide
            self.ink("neutral" if is_head else "grid", "line")
            self.pdf.line(_MARGIN, y + height, _MARGIN + self.width, y + height)

        # A heading is never the last on its page.
        return _Piece(height, draw, keeps=is_head)

    def card(self, card: Card) -> _Piece:
        """A finding or a note, with a bar in the colour of its mark."""
        room = self.width - 4
        title: Meaning = "muted" if card.is_quiet else "ink"
        said: list[tuple[str, float, Meaning]] = [(card.title, _TEXT, title)]
        said += [(text, _NEAR, "muted") for text in card.paragraphs]
        said += [(f"→ {text}", _NEAR, "ink") for text in card.ways]
        said += [(card.note, _NEAR, "ink")] if card.note else []
        parts = [
            (self.wrapped(text, room, size), size, colour)
            for text, size, colour in said
        ]
        height = _TEXT * _LEADING + sum(len(lines) * size * _LEADING for lines, size, _ in parts)  # fmt: skip

        def draw(y: float) -> None:
            self.ink(card.meaning, "fill")
            self.pdf.rect(_MARGIN, y, 0.9, height, style="F")
            x = _MARGIN + 3.5
            mark = lettering.drawable(lettering.plain(card.mark, 60))
            self.cell(mark, x, y, room, _TEXT, card.meaning, bold=True)
            beside = x + lettering.width(mark, _TEXT / PT_PER_MM, bold=True) + 2.5
            self.cell(card.when, beside, y, room, _NEAR, "muted")
            y += _TEXT * _LEADING
            for lines, size, colour in parts:
                self.lines(lines, x, y, room, size, colour)
                y += len(lines) * size * _LEADING

        return _Piece(height + 3, draw)

    # Text and colour.

    def wrapped(
        self,
        text: str,
        width: float,
        size: float,
        *,
        bold: bool = False,
        most: int = 1200,
    ) -> list[str]:
        """The lines a text takes in a width."""
        said = lettering.drawable(lettering.plain(text, most))
        if not said:
            return []
        self.pdf.set_font(lettering.FONT, "B" if bold else "", size)
        found = self.pdf.multi_cell(
            width, text=said, align="L", dry_run=True, output="LINES"
        )
        return list(map(str, found)) if isinstance(found, list) else []

    def lines(
        self,
        lines: Sequence[str],
        x: float,
        y: float,
        width: float,
        size: float,
        colour: Meaning = "ink",
        *,
        bold: bool = False,
        align: str = "L",
    ) -> None:
        """Write lines that were wrapped, from (x, y) down."""
        for text in lines:
            self.cell(text, x, y, width, size, colour, bold=bold, align=align)
            y += size * _LEADING

    def cell(
        self,
        text: str,
        x: float,
        y: float,
        width: float,
        size: float,
        colour: Meaning = "muted",
        *,
        bold: bool = False,
        align: str = "L",
    ) -> None:
        """Write one line."""
        self.pdf.set_font(lettering.FONT, "B" if bold else "", size)
        self.ink(colour, "text")
        self.pdf.set_xy(x, y)
        # What is written was made drawable when it was measured.
        self.pdf.cell(width, size * _LEADING, text, align=align)

    def ink(self, meaning: Meaning, what: str) -> None:
        """The colour of text, lines or fills."""
        red, green, blue = bytes.fromhex(LIGHT[meaning].removeprefix("#"))
        {
            "text": self.pdf.set_text_color,
            "line": self.pdf.set_draw_color,
            "fill": self.pdf.set_fill_color,
        }[what](red, green, blue)

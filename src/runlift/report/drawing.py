"""Pictures as a few vector primitives, written as SVG or drawn into a PDF.

Lengths are millimetres from the top left corner; a colour is a meaning of the print
palette. Both ways out draw the same marks in the same order.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from fpdf import FPDF

from runlift.charts.theme import LIGHT, Meaning
from runlift.report import lettering

Point = tuple[float, float]
PT_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Polyline:
    """A line through points."""

    points: Sequence[Point]
    colour: Meaning
    width: float = 0.3
    is_dashed: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A closed area, see-through where something lies behind it."""

    points: Sequence[Point]
    colour: Meaning
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle, filled, outlined or both."""

    x: float
    y: float
    width: float
    height: float
    fill: Meaning | None = None
    edge: Meaning | None = None
    line: float = 0.2


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle around a point, filled, outlined or both."""

    x: float
    y: float
    radius: float
    fill: Meaning | None = None
    edge: Meaning | None = None
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; `y` is its baseline, `align` which end `x` is."""

    x: float
    y: float
    text: str
    size: float = 2.6
    colour: Meaning = "ink"
    align: str = "start"
    bold: bool = False


Mark = Polyline | Band | Rect | Circle | Text


@dataclass(slots=True)
class Drawing:
    """A picture that grows mark by mark."""

    width: float
    height: float
    alt: str
    """What it shows, in words, for who cannot see it."""
    marks: list[Mark] = field(default_factory=list)

    def add(self, *marks: Mark) -> None:
        """Draw over what is there."""
        self.marks += marks


def line(
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    colour: Meaning,
    width: float = 0.2,
    *,
    is_dashed: bool = False,
) -> Polyline:
    """A straight line."""
    return Polyline(((x1, y1), (x2, y2)), colour, width, is_dashed)


def hatched(area: Rect, colour: Meaning, step: float = 1.1) -> list[Polyline]:
    """Slanted lines across a rectangle: a fill that needs no colour of its own."""
    found = []
    right, bottom = area.x + area.width, area.y + area.height
    at = area.x - area.height + step
    while at < right:
        # Each rises to the right by as much as it goes along; cut at both edges.
        x1, x2 = max(at, area.x), min(at + area.height, right)
        if x2 - x1 > 0.05:
            y1, y2 = bottom - (x1 - at), bottom - (x2 - at)
            found.append(line(x1, y1, x2, y2, colour, 0.15))
        at += step
    return found


def to_svg(drawing: Drawing) -> str:
    """The drawing as an SVG element to stand within HTML."""
    body = "".join(map(_svg, drawing.marks))
    alt = escape(lettering.plain(drawing.alt, 1200))
    # Within HTML the element needs no namespace, so that no address stands in the file.
    return (
        f'<svg viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}" role="img" '
        f'aria-label="{alt}" width="{_n(drawing.width)}mm" '
        f'height="{_n(drawing.height)}mm">{body}</svg>'
    )


def onto_pdf(drawing: Drawing, pdf: FPDF, x: float, y: float) -> None:
    """Draw it into a page, its top left corner at (x, y)."""
    for mark in drawing.marks:
        _ONTO[type(mark)](pdf, mark, x, y)
    pdf.set_text_color(*_rgb("ink"))


def _n(value: float) -> str:
    """A length as short as it can be written."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _svg(mark: Mark) -> str:
    return "".join(_svg_parts(mark))


def _svg_parts(mark: Mark) -> Iterator[str]:
    if isinstance(mark, Polyline | Band):
        points = " ".join(f"{_n(x)},{_n(y)}" for x, y in mark.points)
    match mark:
        case Polyline():
            dash = ' stroke-dasharray="1 .8"' if mark.is_dashed else ""
            yield (
                f'<polyline points="{points}" fill="none" stroke="{LIGHT[mark.colour]}"'
                f' stroke-width="{_n(mark.width)}" stroke-linejoin="round"{dash}/>'
            )
        case Band():
            yield (
                f'<polygon points="{points}" fill="{LIGHT[mark.colour]}"'
                f"{_opacity(mark.opacity)}/>"
            )
        case Rect():
            yield (
                f'<rect x="{_n(mark.x)}" y="{_n(mark.y)}" width="{_n(mark.width)}" '
                f'height="{_n(mark.height)}"{_paint(mark.fill, mark.edge, mark.line)}/>'
            )
        case Circle():
            yield (
                f'<circle cx="{_n(mark.x)}" cy="{_n(mark.y)}" r="{_n(mark.radius)}"'
                f"{_paint(mark.fill, mark.edge, 0.25)}{_opacity(mark.opacity)}/>"
            )
        case Text():
            anchor = f' text-anchor="{mark.align}"' if mark.align != "start" else ""
            weight = ' font-weight="700"' if mark.bold else ""
            yield (
                f'<text x="{_n(mark.x)}" y="{_n(mark.y)}" font-size="{_n(mark.size)}" '
                f'fill="{LIGHT[mark.colour]}"{anchor}{weight}>'
                f"{escape(lettering.plain(mark.text, 200))}</text>"
            )


def _paint(fill: Meaning | None, edge: Meaning | None, width: float) -> str:
    inside = f' fill="{LIGHT[fill]}"' if fill else ' fill="none"'
    return inside + (f' stroke="{LIGHT[edge]}" stroke-width="{_n(width)}"' if edge else "")  # fmt: skip


def _opacity(opacity: float) -> str:
    return f' opacity="{_n(opacity)}"' if opacity < 1 else ""


def _rgb(meaning: Meaning) -> tuple[int, int, int]:
    """A colour of the palette as numbers; the see-through ones are no ink."""
    red, green, blue = bytes.fromhex(LIGHT[meaning].removeprefix("#"))
    return red, green, blue


def _polyline(pdf: FPDF, mark: Polyline, x: float, y: float) -> None:
    pdf.set_draw_color(*_rgb(mark.colour))
    pdf.set_line_width(mark.width)
    if mark.is_dashed:
        pdf.set_dash_pattern(dash=1, gap=0.8)
    pdf.polyline([(x + at, y + down) for at, down in mark.points])
    if mark.is_dashed:
        pdf.set_dash_pattern()


def _band(pdf: FPDF, mark: Band, x: float, y: float) -> None:
    pdf.set_fill_color(*_rgb(mark.colour))
    with pdf.local_context(fill_opacity=mark.opacity):
        pdf.polygon([(x + at, y + down) for at, down in mark.points], style="F")


def _rect(pdf: FPDF, mark: Rect, x: float, y: float) -> None:
    style = _inked(pdf, mark.fill, mark.edge, mark.line)
    pdf.rect(x + mark.x, y + mark.y, mark.width, mark.height, style=style)


def _circle(pdf: FPDF, mark: Circle, x: float, y: float) -> None:
    style = _inked(pdf, mark.fill, mark.edge, 0.25)
    with pdf.local_context(fill_opacity=mark.opacity, stroke_opacity=mark.opacity):
        pdf.circle(x + mark.x, y + mark.y, mark.radius, style=style)


def _inked(pdf: FPDF, fill: Meaning | None, edge: Meaning | None, width: float) -> str:
    if fill:
        pdf.set_fill_color(*_rgb(fill))
    if edge:
        pdf.set_draw_color(*_rgb(edge))
        pdf.set_line_width(width)
    return ("F" if fill else "") + ("D" if edge else "")


def _text(pdf: FPDF, mark: Text, x: float, y: float) -> None:
    text = lettering.drawable(lettering.plain(mark.text, 200))
    if not text:
        return
    pdf.set_font(lettering.FONT, "B" if mark.bold else "", mark.size * PT_PER_MM)
    pdf.set_text_color(*_rgb(mark.colour))
    back = {"start": 0.0, "middle": 0.5, "end": 1.0}[mark.align]
    left = x + mark.x - back * lettering.width(text, mark.size, bold=mark.bold)
    pdf.text(left, y + mark.y, text)


_ONTO: dict[type, Callable[..., None]] = {
    Polyline: _polyline,
    Band: _band,
    Rect: _rect,
    Circle: _circle,
    Text: _text,
}

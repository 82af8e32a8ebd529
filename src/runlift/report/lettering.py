"""The bundled font: what it can draw, how wide a text is, and where it has to be cut.

A report is read on machines whose fonts nobody knows. All of them are about as wide as
this one, so that what fits here fits there.
"""

import functools
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from fpdf import FPDF
from fpdf.fonts import TTFFont

from runlift import program
from runlift.program import plan_words

FONT = "dejavu"
_FOLDER = Path(program.__file__).parent / "fonts"
_FILES = {"": "DejaVuSansCondensed.ttf", "B": "DejaVuSansCondensed-Bold.ttf"}
_UNKNOWN = "\ufffd"
_WIDE_EM = 1.0
"""Width of what the font lacks: as wide as the widest that may stand in for it."""

_TURNING = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Marks that are not seen and change what is: a name with one turns the line around."""
_MOST_MARKS = re.compile("([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]{2})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]+")  # fmt: skip
"""Marks piled upon one letter until they cover the lines above it."""


def plain(text: str, most: int = 600) -> str:
    """Text from a file or a person on one line, cut where it is too long."""
    # What is cut away need not be looked through: a note may have a million characters.
    near = text[: 4 * most + 100]
    seen = _MOST_MARKS.sub(r"\1", _TURNING.sub("", near))
    return plan_words.short(seen, most)


def add_to(pdf: FPDF) -> None:
    """Make the font known to a PDF, plain and bold."""
    for style, name in _FILES.items():
        pdf.add_font(FONT, style, _FOLDER / name)


def drawable(text: str) -> str:
    """The text with what the font lacks replaced, so that the gap is seen."""
    known = _widths(False)
    if all(one in known for one in text):
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        one if one in known else _UNKNOWN
        for one in composed
        if one in known or unicodedata.category(one) not in ("Mn", "Cf", "Cc")
    )


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line is, in the unit of its size."""
    known = _widths(bold)
    return size * sum(known.get(one, _WIDE_EM) for one in text)


def fitted(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it does not fit."""
    line = plain(text)
    if width(line, size, bold=bold) <= room:
        return line
    while line and width(f"{line}…", size, bold=bold) > room:
        line = line[:-1]
    return f"{line.rstrip()}…" if line else ""


@functools.cache
def _widths(bold: bool) -> Mapping[str, float]:
    """Every character both styles can draw, with its width in ems."""
    pdf = FPDF()
    add_to(pdf)
    fonts = [pdf.fonts[FONT], pdf.fonts[f"{FONT}B"]]
    shared = set.intersection(*(set(getattr(one, "cmap", {})) for one in fonts))
    mine = fonts[bold]
    found = {chr(one): mine.cw[one] / 1000 for one in shared}
    for one in fonts:
        # Nothing is written with them, which would close their files.
        if isinstance(one, TTFFont):
            one.close()
    return found

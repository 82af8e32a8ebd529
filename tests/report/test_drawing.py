"""Marks of a picture, as SVG and in a PDF, and where text is cut."""

import html.parser
import io
from datetime import date

import pytest
from fpdf import FPDF

from runlift.charts.theme import LIGHT
from runlift.report import axes, lettering
from runlift.report.drawing import (
    Band,
    Circle,
    Drawing,
    Polyline,
    Rect,
    Text,
    hatched,
    line,
    onto_pdf,
    to_svg,
)
from runlift.report.lettering import fitted, plain, width

EVIL = '<script>alert(1)</script>" onload="x'


def picture():
    drawing = Drawing(50, 20, f"Two runs {EVIL}")
    drawing.add(
        line(0, 1, 50, 1, "grid", is_dashed=True),
        Band(((0, 0), (10, 0), (10, 5)), "lift", 0.2),
        Rect(1, 2, 3, 4, fill="run_easy", edge="ink"),
        Circle(5, 5, 1, "page", "ink"),
        Text(50, 10, EVIL, 3, "muted", "end", bold=True),
    )
    return drawing


class Elements(html.parser.HTMLParser):
    """Every element with what it is told."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def drawn(drawing):
    pdf = FPDF(format="a4")
    lettering.add_to(pdf)
    pdf.set_compression(False)
    pdf.add_page()
    onto_pdf(drawing, pdf, 10, 20)
    return bytes(pdf.output())


# Ways out.


def test_svg_has_every_mark_in_order_and_the_words_for_who_cannot_see():
    svg, *marks = Elements(to_svg(picture())).found

    assert svg[1]["viewbox"] == "0 0 50 20"
    assert svg[1]["aria-label"] == f"Two runs {EVIL}"
    assert [tag for tag, _ in marks] == ["polyline", "polygon", "rect", "circle", "text"]  # fmt: skip
    assert marks[2][1]["fill"] == LIGHT["run_easy"]
    assert marks[4][1]["text-anchor"] == "end"


def test_svg_names_no_address_and_runs_nothing():
    text = to_svg(picture())

    assert "http" not in text and "<script" not in text and 'onload="' not in text


def test_the_pdf_has_the_same_marks_where_they_are_wanted():
    pypdf = pytest.importorskip("pypdf")
    raw = drawn(picture())
    [page] = pypdf.PdfReader(io.BytesIO(raw)).pages

    assert " ".join(page.extract_text().split()) == EVIL
    assert raw.count(b"re\n") or b" re " in raw or b" re\n" in raw


def test_what_the_font_lacks_is_seen_as_a_gap_and_breaks_nothing():
    drawing = Drawing(50, 20, "")
    drawing.add(Text(0, 5, "膝 🦵 \x00 שלום \u202egnp"))

    assert drawn(drawing).startswith(b"%PDF")


@pytest.mark.parametrize("height", [0.5, 4.0, 30.0])
def test_a_hatch_stays_in_its_rectangle(height):
    area = Rect(2, 3, 10, height)

    for one in hatched(area, "muted"):
        assert isinstance(one, Polyline)
        for x, y in one.points:
            assert 2 - 1e-9 <= x <= 12 + 1e-9
            assert 3 - 1e-9 <= y <= 3 + height + 1e-9


# Text.


def test_text_is_measured_and_cut_with_an_ellipsis():
    assert width("iii", 3) < width("mmm", 3) < width("mmm", 3, bold=True)
    assert fitted("Squat", 40, 3) == "Squat"
    cut = fitted("Bulgarian split squat " * 20, 40, 3)

    assert cut.endswith("…") and width(cut, 3) <= 40


def test_ten_thousand_characters_are_cut_and_marks_do_not_pile_up():
    assert len(plain("x" * 10_000, 60)) == 60
    assert plain("x" * 10_000, 60).endswith("…")
    assert len(plain("o" + "\u0301" * 500)) <= 3


def test_marks_that_turn_the_line_around_are_left_out_and_letters_stay():
    assert plain("\u202eabc\u2066d\u200f") == "abcd"
    assert plain("שלום עולם") == "שלום עולם"
    assert plain("a\nb\tc") == "a b c"


@pytest.mark.parametrize("text", ['=HYPERLINK("x")', "<b>x</b>", "&amp;", "a\\b"])
def test_what_looks_like_code_stays_text(text):
    assert plain(text) == text


# Axes.


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [(92, [0, 25, 50, 75]), (4, [0, 1, 2, 3, 4]), (0.9, [0, 0.25, 0.5, 0.75])],
)
def test_an_axis_from_zero_has_round_ticks(highest, ticks):
    top, found = axes.ceiling(highest)

    assert found == ticks and top >= highest


def test_an_axis_of_one_value_has_a_tick_nearby():
    top, _ = axes.span(100, 100)

    assert top >= 100


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        ("2026-11-02", "2026-11-29", ["2 Nov", "9 Nov", "16 Nov", "23 Nov"]),
        ("2026-09-07", "2026-12-31", ["Oct 2026", "Nov", "Dec"]),
        ("2025-11-20", "2026-06-30", ["Jan 2026", "Mar", "May"]),
    ],
)
def test_days_are_named_as_people_say_them(first, last, names):
    found = axes.dates(date.fromisoformat(first), date.fromisoformat(last), 5)

    assert [name for _, name in found] == names
    assert all(first <= day.isoformat() <= last for day, _ in found)

"""The sheets of a plan, as a page to print and as PDF."""

import html.parser
import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.program.plans import AWKWARD, BENCH, SQUAT, exercises, lift, plan

from runlift.program import plan_pdf
from runlift.program.plan_pdf import to_pdf
from runlift.program.plan_sheet import to_html
from runlift.program.plan_weeks import week_sheets
from runlift.program.plan_words import HOUSE_LABEL, SAFETY

STAMP = datetime(2026, 11, 29, 12, 30, tzinfo=UTC)
CONFLICT = "Heavy legs 13 h before Wednesday's key run (rule: 24 h)."
EVIL = '<script>alert(1)</script> & "<img src=x onerror=y>"'


class Tags(html.parser.HTMLParser):
    """Every tag of a page with what it is told."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def page(one=None, **how):
    return to_html(one or plan(), exercises, **{"unit": "kg", **how})


def pages(one=None, **how):
    """What each page of the PDF says, on one line."""
    pypdf = pytest.importorskip("pypdf")
    raw = to_pdf(one or plan(), exercises, **{"unit": "kg", "stamp": STAMP, **how})
    reader = pypdf.PdfReader(io.BytesIO(raw))
    return [" ".join(found.extract_text().split()) for found in reader.pages]


def crowded(rows, sets=3):
    squats = [replace(SQUAT, sets=sets)] * rows
    return plan(sessions=(lift(1, (12, 1), 1, *squats),))


# What stands on a sheet.


def test_a_week_has_its_days_its_lifts_and_what_is_asked():
    first, second = week_sheets(plan(), exercises, "kg", {"squat": 80.0})

    assert first.title == "Week 1 · Accumulation"
    assert second.title == "Week 2 · Accumulation · lighter week"
    assert first.days[2] == (
        "Wed 2 Dec",
        ("07:00 Intervals, 6 × 800, 1 h 15 min, key run",),
    )
    assert [lift.title for lift in first.lifts] == ["Workout 1", "Workout 2"]
    squat, bench, plank = first.lifts[0].rows
    assert squat.asked == "3 × 5–8 @ 82.5 kg · RIR 1–2 · rest 3 min"
    assert (squat.last, squat.sets, squat.fields) == ("80 kg", 3, ("kg", "reps", "RIR"))
    assert bench.asked == (
        "4 × 3 @ 58.97 kg · 83.5 % of 1RM · RIR 1.9 · rest 45 s · hold each rep 1.5 s · "
        "as fast as possible"
    )
    assert (plank.asked, plank.fields) == (
        "2 × as long as you can · rest 1 min",
        ("kg", "s", "RIR"),
    )
    assert (
        first.lifts[1]
        .rows[0]
        .asked.startswith("2 × 8 per side (assumed) @ 16 kg per hand")
    )


def test_a_skipped_lift_stands_among_the_days_and_has_no_sheet():
    second = week_sheets(plan(), exercises, "kg")[1]

    assert [lift.title for lift in second.lifts] == ["Workout 1 (lighter week)"]
    assert second.days[4][1] == ("18:00 Workout 2 (lighter week, skipped), 1 h",)


def test_weights_are_in_the_athletes_unit():
    row = week_sheets(plan(), exercises, "lb", {"squat": 80.0})[0].lifts[0].rows[0]

    assert row.asked.startswith("3 × 5–8 @ 181.9 lb")
    assert (row.last, row.fields[0]) == ("176.4 lb", "lb")


def test_a_session_moved_out_of_its_week_brings_its_day_along():
    first, *others = plan().sessions
    away = replace(first, day=first.day.replace(day=9))
    [days] = [
        one.days
        for one in week_sheets(plan(sessions=(*others, away)), exercises, "kg")
        if one.title.startswith("Week 1")
    ]

    assert [day for day, _ in days][-2:] == ["Sun 6 Dec", "Wed 9 Dec"]


# The page.


def test_the_page_has_a_box_for_every_set_of_its_lifts():
    # 3 + 4 + 2, 2 + 3 + 2, and 3 + 2 in the second week, where one lift is skipped.
    assert page().count('class="box"') == 9 + 7 + 5


def test_the_page_shows_label_conflicts_safety_and_last_weights():
    text = page(lines={1: [CONFLICT]}, last_kg={"squat": 80.0})
    first, second = re.findall(r"<section.*?</section>", text, re.DOTALL)
    label = HOUSE_LABEL.replace("'", "&#x27;")

    assert label not in first and label in second
    assert CONFLICT.replace("'", "&#x27;") in first
    assert '<td rowspan="1">80 kg</td>' in first
    assert SAFETY in first and SAFETY in second


@pytest.mark.parametrize(
    ("paper", "size"), [("a4", "A4 portrait"), ("letter", "letter portrait")]
)
def test_the_page_is_set_for_its_paper(paper, size):
    assert f"@page {{ size: {size};" in page(paper=paper)


def test_nothing_of_the_page_is_fetched_or_run():
    odd = replace(
        lift(1, (12, 1), 1, replace(SQUAT, note=EVIL, exercise_id=EVIL), phase=EVIL),
        title=EVIL,
        note=EVIL,
    )
    text = page(plan(sessions=(odd,), name=EVIL), lines={1: [EVIL]})
    tags = Tags(text).found

    assert {tag for tag, _ in tags}.isdisjoint({"script", "img", "link", "iframe"})
    told = {name for _, attrs in tags for name in attrs}
    assert told <= {
        "lang",
        "charset",
        "http-equiv",
        "content",
        "name",
        "class",
        "rowspan",
    }
    assert "url(" not in text and "@import" not in text
    assert "default-src &#x27;none&#x27;" in text or "default-src 'none'" in text
    assert text.count("&lt;script&gt;") >= 7


def test_further_sets_stand_below_the_first_five():
    text = page(crowded(1, sets=7))

    assert text.count('class="box"') == 7
    assert 'rowspan="2"' in text


# The PDF.


def test_a_week_is_a_page_and_says_what_the_sheet_says():
    first, second = pages(lines={1: [CONFLICT]}, last_kg={"squat": 80.0})

    assert "Week 1 · Accumulation" in first
    assert "Squat (barbell) 3 × 5–8 @ 82.5 kg · RIR 1–2 · rest 3 min" in first
    assert "80 kg" in first
    assert CONFLICT in first
    assert HOUSE_LABEL not in first and HOUSE_LABEL in second
    assert SAFETY in first and SAFETY in second


def test_what_the_font_lacks_is_replaced_where_it_is_missing():
    first = pages()[0]

    assert 'Knees "out"; back, flat \\ straight – \ufffd \ufffd' in first
    assert "Intermediate, winter \ufffd" in first


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00\x07",
        "x\ud800",
        "عضلة",
        "กล้ามเนื้อ",
        "👩‍🔬️",
        "a" * 3000,
        "\u202eabc",
        "**b** __c__",
    ],
)
def test_any_text_can_be_printed(text):
    odd = replace(lift(1, (12, 1), 1, replace(BENCH, note=text)), title=text, note=text)
    one = plan(sessions=(odd,), name=text)

    assert len(pages(one, lines={1: [text]})) == 1
    assert page(one, lines={1: [text]})


def test_a_full_week_is_drawn_smaller_and_stays_one_page():
    assert len(pages(crowded(18))) == 1


def test_a_week_that_is_too_long_goes_on_overleaf():
    first, *others = pages(crowded(60))

    assert others
    assert all("Week 1 (continued)" in one for one in others)
    assert all("Exercise Last time Set 1" in one for one in others)
    assert sum(one.count("Squat (barbell)") for one in (first, *others)) == 60


def test_a_plan_without_sessions_says_so():
    assert "This plan has no sessions yet." in pages(plan(sessions=()))[0]
    assert "<section>" not in page(plan(sessions=()))


def test_the_same_plan_gives_the_same_pdf():
    how = {"unit": "kg", "stamp": STAMP}

    assert to_pdf(plan(), exercises, **how) == to_pdf(plan(), exercises, **how)


@pytest.mark.parametrize(
    ("paper", "points"), [("a4", (595, 842)), ("letter", (612, 792))]
)
def test_the_pdf_has_the_size_of_its_paper(paper, points):
    pypdf = pytest.importorskip("pypdf")
    raw = to_pdf(plan(), exercises, unit="kg", stamp=STAMP, paper=paper)
    box = pypdf.PdfReader(io.BytesIO(raw)).pages[0].mediabox

    assert (round(box.width), round(box.height)) == points


def test_the_fonts_come_with_their_licence():
    files = {path.name for path in plan_pdf._FONTS.iterdir()}

    assert files == {
        "DejaVuSansCondensed.ttf",
        "DejaVuSansCondensed-Bold.ttf",
        "LICENSE.txt",
    }
    assert "Bitstream" in (plan_pdf._FONTS / "LICENSE.txt").read_text("utf-8")


def test_notes_stay_what_they_are():
    assert (
        AWKWARD.replace("\n", " ") in week_sheets(plan(), exercises, "kg")[0].notes[0]
    )

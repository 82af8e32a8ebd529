"""The report of a log whose numbers are known: what stands in it, in both forms."""

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from tests.logs import NOW, hevy, keep, lift, opened, run, sets, strava
from tests.report.conftest import NOTE, STAMP, WINDOW, WORD, Page, pages_of, whole

from runlift import frames, report
from runlift.charts.theme import LIGHT
from runlift.errors import NotEnoughData
from runlift.model import Window
from runlift.report.contents import CLOSING
from runlift.report.lettering import plain
from runlift.store import athletes

TITLES = [
    "In short",
    "Lifts and runs in each other's way",
    "Week by week, hour by hour",
    "Running",
    "The weeks in numbers",
    "Strength",
    "Work for each muscle",
    "Planned and done",
    "Notes of the coach",
    "How each number is computed",
]


def spaced(text):
    """Without the places where a line of a PDF was broken."""
    return "".join(text.split())


# What stands in it.


def test_the_parts_stand_in_their_order(made):
    assert [one.title for one in made.report.sections] == TITLES


def test_the_page_is_whole_html_that_fetches_and_runs_nothing(made):
    page = Page(made.html)
    tags = {tag for tag, _ in page.found}

    assert "http" not in made.html.replace('http-equiv="Content-Security-Policy"', "")
    assert not tags & {"script", "img", "link", "iframe", "object", "form", "a", "image"}  # fmt: skip
    assert not [
        name
        for _, attributes in page.found
        for name in attributes
        if name.startswith("on") or name in ("src", "href", "xlink:href")
    ]
    assert ("meta", {"http-equiv": "Content-Security-Policy", "content": "default-src 'none'; style-src 'unsafe-inline'"}) in page.found  # fmt: skip


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_reasons_and_fixes_are_those_of_the_findings(made, form):
    text = spaced(Page(made.html).text if form == "html" else made.pdf)
    found = made.gathered.found
    told = found[found["severity"].isin(["conflict", "caution"])]

    assert (told["severity"] == "conflict").sum() >= 5
    for one in told.to_dict("records"):
        assert spaced(one["reasons"][0]) in text
        for fix in one["fixes"][:1]:
            assert spaced(fix["text"]).rstrip(".") in text


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_figures_are_those_of_the_frames(made, form):
    text = Page(made.html).text if form == "html" else made.pdf
    totals = made.gathered.running.totals.iloc[0]
    hard = made.gathered.volume["totals"].iloc[0]["hard_sets"]

    assert f"{totals['distance_m'] / 1000:.1f} km" in text
    assert f"Hard sets a week {hard:.1f}" in text
    assert "9 of 10 by a conflict with a lift" in text
    assert "City 10" in text  # The race that the race times come from.


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_what_was_dealt_with_is_marked_with_its_note(made, form):
    text = Page(made.html).text if form == "html" else made.pdf

    assert f"Dealt with: {WORD}" in text
    assert "1 finding dealt with" in text


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_notes_of_the_window_go_along_as_they_were_written(made, form):
    text = Page(made.html).text if form == "html" else made.pdf
    first, _, last = NOTE.splitlines()

    assert first in text and last in text and "— Coach Bo" in text
    assert "An old word" not in text
    assert "<b>easy" not in made.html


def test_notes_stay_here_where_they_are_not_wanted(house):
    text = whole(*house, with_notes=False)

    assert "Coach Bo" not in text.html and "Coach Bo" not in text.pdf


def test_the_plan_says_what_was_done_of_it(made):
    text = Page(made.html).text

    assert "1 of 2 planned lifts done in these days" in text
    assert "1 missed, 0 skipped" in text


def test_every_number_says_how_it_is_computed_and_by_which_thresholds(made):
    text = Page(made.html).text
    policy = made.gathered.how.policy

    assert f"article window: {policy.number('leg_load.article_window_h'):g} h" in text
    assert "The formula of Epley" in text
    assert "strengthlog2026: StrengthLog" in text
    assert "Every threshold is Runlift's default" in text


def test_a_threshold_of_the_athlete_is_marked(house):
    store, ana = house
    how = frames.profile(store, ana)
    mine = replace(how, policy=how.policy.with_overrides({"trend.min_sessions": 9}))
    known = (frames.training(store, ana, mine), mine)
    found = report.contents(report.gathered(store, ana, WINDOW, NOW.date(), known))

    text = Page(report.to_html(found)).text
    assert "min sessions: 9 sessions†" in text
    assert "† Set for this athlete (1 threshold in all)" in text


def test_each_picture_is_drawn_and_says_in_words_what_it_shows(made):
    page = Page(made.html)
    words = [one["aria-label"] for tag, one in page.found if tag == "svg"]

    assert len(words) == 4
    assert words[0].startswith("11 weeks with 10 runs and 9 lifts")
    assert all(one.endswith(".") for one in words)
    drawn = [tag for tag, _ in page.found]
    assert drawn.count("polyline") > 50 and drawn.count("circle") >= 18


def test_it_is_in_the_athletes_units():
    store, ana = opened()
    for name, unit in (("weight_unit", "lb"), ("distance_unit", "mi")):
        athletes.set_setting(store, ana.athlete_id, name, unit, NOW)
    keep(store, ana, hevy(lift("2026-11-02 18:00", *sets(n=4))), strava(run("2026-11-03 08:00", 50, 16.09344)))  # fmt: skip

    text = whole(store, ana).pdf
    assert "10.0 mi" in text and "Now (lb)" in text
    assert "16.1 km" not in text and "Now (kg)" not in text


# Pages.


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])  # fmt: skip
def test_the_pdf_is_on_the_paper_that_was_asked_for(made, paper, size):
    pypdf = pytest.importorskip("pypdf")
    raw = report.to_pdf(made.report, STAMP, paper)
    reader = pypdf.PdfReader(io.BytesIO(raw))

    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {size}  # fmt: skip
    assert f"size: {'A4' if paper == 'a4' else 'letter'} portrait" in report.to_html(made.report, paper)  # fmt: skip
    assert reader.metadata.title == "Ana, 7 Sep to 22 Nov 2026"


def test_pages_are_numbered_and_say_whose_they_are(made):
    many = len(made.pages)

    assert 5 <= many <= 8
    for number, text in enumerate(made.pages, 1):
        assert f"{number} / {many}" in text
        assert text.count("Ana, 7 Sep to 22 Nov 2026") == 1
        assert CLOSING in text


def test_the_number_of_a_page_is_in_the_ink_of_its_foot_whatever_came_before(made):
    pypdf = pytest.importorskip("pypdf")
    grey = [one / 255 for one in bytes.fromhex(LIGHT["muted"][1:])]

    for page in pypdf.PdfReader(io.BytesIO(report.to_pdf(made.report, STAMP))).pages:
        end = page.get_contents().get_data()[-200:]
        ink = re.findall(rb"Td ([\d.]+) ([\d.]+) ([\d.]+) rg \(", end)[-1]
        assert [float(one) for one in ink] == pytest.approx(grey, abs=1e-3)


def test_no_picture_parts_from_its_section(made):
    for title in TITLES[2:7]:
        assert sum(f"{title} " in f"{text} " for text in made.pages), title
    [strength] = [text for text in made.pages if "where strength may lie" in text]
    assert "90 % interval" in strength


def test_the_same_report_is_the_same_file(made):
    assert report.to_html(made.report) == made.html
    first, second = (report.to_pdf(made.report, STAMP) for _ in range(2))
    assert first == second


# Too little.


def test_days_without_training_are_refused_with_a_sentence(house):
    store, ana = house

    with pytest.raises(NotEnoughData, match="Ana has no run and no lift from 1 Jan"):
        report.gathered(store, ana, Window(date(2020, 1, 1), date(2020, 2, 1)), NOW.date())  # fmt: skip


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (hevy(lift("2026-11-02 18:00", *sets(n=4))), ["There are no runs in this log", "There is no run in this log", "not enough data"]),
        (strava(run("2026-11-02 08:00", 50, 10)), ["There are no lifts in this log", "No hard sets in these days", "VDOT needs"]),
    ],
    ids=["only lifts", "only runs"],
)  # fmt: skip
def test_a_log_of_one_kind_says_what_is_missing(file, said):
    store, ana = opened()
    keep(store, ana, file)

    found = whole(store, ana)
    for sentence in said:
        assert sentence.casefold() in Page(found.html).text.casefold()
        assert sentence.casefold() in found.pdf.casefold()
    assert "Planned and done" not in found.pdf
    assert "Notes of the coach" not in found.pdf


def test_a_log_without_clock_times_says_so_on_the_board():
    from tests.logs import fitnotes

    store, ana = opened()
    keep(
        store,
        ana,
        fitnotes(("2026-11-06", "Barbell Squat", 100, 5, 6)),
        strava(run("2026-11-07 08:00", 120, 24, tag="long")),
    )
    text = Page(whole(store, ana).html).text

    assert "clock time unknown" in text and "~12 h" in text
    assert "~ where a clock time is not known" in text


def test_a_window_of_years_says_what_it_leaves_out(house):
    found = whole(*house, window=Window(date(2022, 1, 1), date(2026, 11, 22)))
    text = Page(found.html).text

    assert "The newest 28 weeks are shown." in text
    assert re.search(r"The newest 60 of \d+ weeks are drawn", text)
    assert len(found.pages) <= 10


# Hostile.

EVIL = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><script>alert(1)</script>",
    '=HYPERLINK("http://evil.example","x")',
    "\u202egnp.exe\u202c",
    "x" * 10_000,
    "\\22; } body { display: none } /*",
    "{nb} {pages} {0} %s",
    "膝🦵" * 40,
]


@pytest.mark.parametrize("name", EVIL, ids=range(len(EVIL)))
def test_whatever_people_and_files_are_called_is_shown_as_text(name):
    store, ana = opened()
    title = name.replace('"', '""').replace(",", " ")
    squats = sets(n=6) + sets(f"Odd {title}"[:400], n=2)
    keep(
        store,
        ana,
        hevy(lift("2026-11-06 18:00", *squats, title=title)),
        strava(run("2026-11-07 08:00", 120, 24, title=title, tag="long")),
    )
    ana = replace(ana, name=name)

    found = whole(store, ana)
    page = Page(found.html)
    tags = {tag for tag, _ in page.found}
    assert not tags & {"script", "img"}
    assert found.html.count("</style>") == 1
    assert [tag for tag, _ in page.found].count("style") == 1
    assert not [1 for _, one in page.found if any(key.startswith("on") for key in one)]
    assert plain(name, 80) in page.text.replace("\n", " ") or len(name) > 80
    assert "\u202e" not in found.html
    assert "24 h is asked for" in found.pdf.replace("\n", " ")
    assert len(found.html) < 200_000
    assert max(map(len, page.text.split())) <= 1200


def test_a_note_of_ten_thousand_characters_is_cut(house):
    store, ana = opened()
    from runlift.store import notes
    from runlift.store.notes import Subject

    keep(store, ana, strava(run("2026-11-07 08:00", 120, 24)))
    subject = Subject("athlete", "", date(2026, 11, 7))
    notes.write(store, ana.athlete_id, "", subject, "line\n" * 1999, NOW)
    notes.write(store, ana.athlete_id, "", subject, "w" * 9999, NOW)

    found = whole(store, ana)
    assert found.html.count('<p class="why">line</p>') == 11
    assert "w" * 1199 + "…" in found.html and "w" * 1201 not in found.html


# The demo.


@pytest.mark.slow
@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_demo_athletes_have_whole_reports(place, paper):
    from runlift import demo, intake
    from runlift.store import Store

    one = demo.files(NOW.date())[place]
    with Store() as store:
        athlete = athletes.new(store, one.name, NOW, timezone=one.timezone, is_timezone_known=True)  # fmt: skip
        athletes.write(store, athlete, NOW)
        offered = [intake.Offered(*file) for file in one.files]
        intake.keep(store, intake.preview(store, athlete, offered, NOW), NOW)
        for window in (Window(date(2026, 9, 7), NOW.date()), Window(date(2024, 1, 1), NOW.date())):  # fmt: skip
            found = whole(store, athlete, window, paper=paper)
            told = found.gathered.found
            conflicts = told[told["severity"] == "conflict"].head(8)
            for reasons in conflicts.sort_values("day", ascending=False)["reasons"]:
                assert spaced(reasons[0]) in spaced(found.pdf)
            assert len(Page(found.html).found) > 300
            assert 6 <= len(found.pages) <= 14
            assert max(map(len, pages_of(report.to_pdf(found.report, STAMP)))) < 9000

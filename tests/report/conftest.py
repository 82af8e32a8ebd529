"""Whose reports the tests read: a log with everything, and what HTML and PDF say."""

import html.parser
import io
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest
from tests.logs import BENCH, NOW, hevy, keep, lift, opened, run, sets, strava
from tests.program.plans import PLAN_ID, SQUAT, plan
from tests.program.plans import lift as planned_lift

from runlift import frames, report
from runlift.model import Window
from runlift.program.choices import Choices
from runlift.program.plan_frames import about_of, exercise_frame, session_frame
from runlift.store import acknowledgements, notes, plans
from runlift.store.notes import Subject

TODAY = NOW.date()
STAMP = datetime(2026, 11, 23, 12, tzinfo=UTC)
WINDOW = Window(date(2026, 9, 7), date(2026, 11, 22))
WORD = "We moved this one to Friday."
NOTE = "Keep the <b>easy</b> runs easy.\n\nSleep first."

LIFTS = hevy(
    *(
        lift(f"2026-{month:02d}-{day:02d} 18:00", *sets(n=6, load=100 + n), *sets(BENCH, n=3, load=60))
        for n, (month, day) in enumerate(
            [(9, 12), (9, 19), (9, 26), (10, 3), (10, 10), (10, 17), (10, 24), (11, 7), (11, 14)]
        )
    )
)  # fmt: skip
RUNS = strava(
    *(
        run(f"2026-{month:02d}-{day:02d} 08:00", 110, 20 + n, title=f"Sunday {n}", tag="long")
        for n, (month, day) in enumerate(
            [(9, 13), (9, 20), (9, 27), (10, 4), (10, 11), (10, 18), (10, 25), (11, 8), (11, 15)]
        )
    ),
    run("2026-10-14 07:00", 40, 10, title="City 10", tag="race"),
)  # fmt: skip


@dataclass
class Whole:
    """A report in every form."""

    gathered: report.Gathered
    report: report.Report
    html: str
    pages: list[str]
    """What each page of the PDF says, on one line."""

    @property
    def pdf(self):
        return " ".join(self.pages)


class Page(html.parser.HTMLParser):
    """Every element of a page, and all of its text."""

    VOID = ("meta", "col", "polyline", "polygon", "rect", "circle", "br")

    def __init__(self, text):
        super().__init__()
        self.found, self.open, self.said = [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.said.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.said).split())


def pages_of(raw):
    pypdf = pytest.importorskip("pypdf")
    reader = pypdf.PdfReader(io.BytesIO(raw))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def whole(store, athlete, window=WINDOW, today=TODAY, paper="a4", **how):
    """The report in every form."""
    gathered = report.gathered(store, athlete, window, today, **how)
    made = report.contents(gathered)
    return Whole(
        gathered,
        made,
        report.to_html(made, paper),
        pages_of(report.to_pdf(made, STAMP, paper)),
    )


def planned():
    """Two lifts of a plan: one that was done on its day and one that was missed."""
    sessions = (
        planned_lift(1, (11, 14), 1, SQUAT),
        planned_lift(1, (11, 12), 2, SQUAT),
    )
    first = date(2026, 11, 9)
    return plan(
        first_day=first,
        sessions=tuple(sorted(sessions, key=lambda one: one.start)),
        races=(),
        choices=Choices("intermediate_advanced", first, weeks=1, days=2).as_json(),
    )


@pytest.fixture(scope="session")
def house():
    """Ana's store: lifts before long runs, one dealt with, a note and a plan."""
    store, ana = opened()
    keep(store, ana, LIFTS, RUNS)
    how = frames.profile(store, ana)
    found = frames.training(store, ana, how)["findings"]
    conflicts = found[found["severity"] == "conflict"]
    acknowledgements.acknowledge(
        store, ana.athlete_id, conflicts["finding_id"].iloc[0], NOW, WORD
    )
    week = Subject("week", "2026-11-09", date(2026, 11, 9))
    notes.write(store, ana.athlete_id, "Coach Bo", week, NOTE, NOW)
    old = replace(week, day=date(2026, 3, 2))
    notes.write(store, ana.athlete_id, "Coach Bo", old, "An old word.", NOW)
    mine = planned()
    plans.save(
        store,
        ana.athlete_id,
        PLAN_ID,
        about_of(mine),
        session_frame(mine.sessions),
        exercise_frame(mine.sessions),
        NOW,
    )
    return store, ana


@pytest.fixture(scope="session")
def made(house):
    return whole(*house)

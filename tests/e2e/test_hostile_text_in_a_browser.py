"""Text made to do harm, in every place where a person or a file may put it, on every page.

What is asked is one thing: text is text. Nothing of it runs, leads away, is fetched, or
changes how a page looks.
"""

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests import logs
from tests.e2e.conftest import served

from runlift import intake
from runlift.exercises.catalogue import catalogue
from runlift.exercises.own import cells_of
from runlift.program import plan_frames as written
from runlift.program.build import build
from runlift.program.choices import Choices
from runlift.program.starting_loads import Lifter
from runlift.program.templates import programs
from runlift.science.policy import default_policy
from runlift.store import Store, athletes, exercise_decisions, labels, notes, tags
from runlift.store import plans as stored
from runlift.store.exercise_decisions import Decisions
from runlift.ui import shell

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

EVIL = "evil.example"
PAYLOADS = (
    "<script>window.ran=1</script>",
    '<img src=x onerror="window.ran=1">',
    f'<a href="javascript:window.ran=1">a</a> [b](javascript:window.ran=1) [c](https://{EVIL}/c)',
    f"![d](https://{EVIL}/d.png) <img src='https://{EVIL}/e.png'>",
    "\"'><svg onload=window.ran=1></svg><iframe srcdoc='<script>parent.ran=1</script>'>",
    "**zebra** # zebra _zebra_ `zebra` ~~zebra~~ :red[zebra] :material/home: :smile: $\\zebra$",
    f'=HYPERLINK("https://{EVIL}/f","zebra")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\u202egnihtyreve\u202c \u200bnothing\u2066here",
    f"https://{EVIL}/g www.{EVIL} h@{EVIL} <style>*{{display:none}}</style>",
    "{{7*7}} ${7*7} %{x} %(name)s {0} <b>zebra</b><br><sub>zebra</sub>&lt;u&gt;zebra",
    "zebra " * 1_600 + "<script>window.ran=1</script>",
)
NAME = "<img src=x onerror=window.ran=1> **zebra** [b](javascript:ran=1)"
OWN = "<b onmouseover=window.ran=1>zebra</b> **own** <img src=x onerror=ran=1>"

FOUND = f"""() => {{
  const found = [];
  const look = (root) => {{
    for (const node of root.querySelectorAll('*')) {{
      if (node.shadowRoot) look(node.shadowRoot);
      for (const {{name, value}} of node.attributes) {{
        if (/^on/.test(name) && /ran/.test(value)) found.push(name + '=' + value);
        if (/^(href|src|srcdoc|xlink:href|action)$/.test(name)
            && /^\\s*javascript:|{EVIL}|parent\\.ran|^x$/i.test(value))
          found.push(node.tagName + ' ' + name + '=' + value.slice(0, 80));
      }}
      if (/^(SCRIPT|STYLE)$/.test(node.tagName)
          && /window\\.ran|display:none}}$/.test(node.textContent) && !root.host)
        found.push(node.tagName + ' ' + node.textContent.slice(0, 80));
      if (/^(B|STRONG|EM|I|U|CODE|DEL|S|SUB|H1|H2)$/.test(node.tagName)
          && /^zebra$/.test(node.textContent.trim()))
        found.push(node.tagName + ' zebra');
      if (/^(tspan)$/.test(node.tagName) && /font-weight|font-style/.test(
          node.getAttribute('style') || '') && /^zebra$/.test(node.textContent.trim()))
        found.push('tspan zebra');
      if (/katex|colored-text/.test(node.className) && /zebra/.test(node.textContent))
        found.push('styled ' + node.textContent.slice(0, 80));
    }}
  }};
  look(document);
  if (window.ran) found.push('it ran');
  return found;
}}"""


def table(header, rows):
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def lifts(first):
    """Twelve weeks of Hevy, each title, note and exercise another payload."""
    rows = []
    for week in range(12):
        begin = first + timedelta(weeks=week, hours=18)
        said = PAYLOADS[week % len(PAYLOADS)]
        for exercise in (logs.SQUAT, said, OWN):
            rows += [
                [
                    said,
                    logs._spoken(begin),
                    logs._spoken(begin + timedelta(hours=1)),
                    f"note {said}",
                    exercise,
                    "",
                    f"sets {said}",
                    place,
                    "normal",
                    80 + week,
                    6,
                    "",
                    "",
                    8,
                ]
                for place in range(4)
            ]
    return table(logs._HEVY.strip().split(","), rows)


def runs(first):
    """A long run the morning after each lift."""
    rows = []
    for week in range(12):
        begin = first + timedelta(weeks=week, days=1, hours=7)
        when = f"{begin:%b} {begin.day}, {begin.year}, {begin:%I:%M:%S %p}"
        title = PAYLOADS[(week + 5) % len(PAYLOADS)]
        rows.append(
            [week + 1, when, title, "Run", 6000, 6000, 18000 + week, "", 150, 170, 2]
        )
    return table(logs._STRAVA.strip().split(","), rows)


def plan_for(store, athlete, now):
    monday = now.date() - timedelta(days=now.weekday())
    choices = Choices("basic", monday, weeks=2, days=2, runs=())
    plan = build(
        "p",
        PAYLOADS[1],
        programs()["basic"],
        choices.checked(monday - timedelta(days=1)),
        Lifter({}, default_policy()),
        catalogue(),
    )
    for place, one in enumerate(plan.lifts):
        said = PAYLOADS[place % 11]
        exercises = tuple(
            replace(exercise, note=said, reason=said) for exercise in one.exercises
        )
        day = now.date() if place == 0 else one.day
        plan = plan.with_session(
            replace(one, title=said, note=said, exercises=exercises, day=day)
        )
    stored.save(
        store,
        athlete.athlete_id,
        "p",
        written.about_of(plan),
        written.session_frame(plan.sessions),
        written.exercise_frame(plan.sessions),
        now,
    )


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A server on a store that is full of it."""
    path = tmp_path_factory.mktemp("hostile") / "store.duckdb"
    now = datetime.now(UTC).replace(tzinfo=None)
    monday = (now - timedelta(days=now.weekday())).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    first = monday - timedelta(weeks=12)
    with Store(str(path)) as store:
        eve = athletes.new(store, NAME, now, timezone="UTC", is_timezone_known=True)
        athletes.write(store, eve, now)
        own = {
            **cells_of(catalogue()["bench_press"]),
            "exercise_id": "own_zebra",
            "name": OWN,
        }
        exercise_decisions.decide(
            store,
            eve.athlete_id,
            Decisions(choices={OWN: "own_zebra"}, exercises={"own_zebra": own}),
            now,
        )
        offered = [
            intake.Offered(f"{PAYLOADS[1]}.csv", lifts(first)),
            intake.Offered(f"{PAYLOADS[5]}.csv", runs(first)),
        ]
        looks = intake.preview(store, eve, offered, now)
        found = intake.keep(store, looks, now)
        assert {one.status for one in found} <= {"imported", "partly"}, found
        asked = store.ask("runs", athlete=eve.athlete_id)
        labels.call(
            store, eve.athlete_id, [asked["run_id"][0]], "long", now, PAYLOADS[5]
        )
        for said in PAYLOADS[:6]:
            about = notes.Subject("athlete", "", now.date())
            notes.write(store, eve.athlete_id, said, about, said, now)
        tags.assign(store, "<b>zebra</b>", {eve.athlete_id}, {eve.athlete_id: ()}, now)
        plan_for(store, eve, now)
    with served(path) as url:
        yield url, path


def names():
    found = [name for section in shell._MENU.values() for name, _ in section]
    return ["", *found[1:]]


def unfolded(page):
    """Everything that is folded away is opened; what that draws may be folded as well."""
    for _ in range(2):
        page.evaluate(
            """() => document.querySelectorAll(
              '[data-testid="stExpander"] details:not([open]) > summary'
            ).forEach((one) => one.click())"""
        )
        page.wait_for_timeout(300)


def watched(visitor):
    """Dialogs count as complaints; whatever ran leaves its mark."""
    visitor.page.on(
        "dialog",
        lambda dialog: (visitor.complaints.append(dialog.message), dialog.dismiss()),
    )
    return visitor


@pytest.mark.parametrize("name", names())
def test_text_is_text_on_every_page(house, visit, name):
    url, _ = house
    visitor = watched(visit(url))
    visitor.opens(f"{name}?window=all")
    assert visitor.page.evaluate(FOUND) == []

    unfolded(visitor.page)
    visitor.settles()

    assert visitor.page.evaluate(FOUND) == []
    assert visitor.complaints == []
    # Half a megabyte of a page is text, and it is not stretched by a long word.
    assert not visitor.overflows()


def test_what_was_written_is_there_to_be_read(house, visit):
    """Not taken out or changed either: each title stands in the list of findings."""
    url, _ = house
    visitor = visit(url)
    visitor.opens("lift_run?window=all")
    unfolded(visitor.page)
    visitor.settles()
    text = visitor.page.locator('[data-testid="stMain"]').inner_text()

    assert "<script>window.ran=1</script>" in text
    assert "[b](javascript:window.ran=1)" in text
    assert "**zebra** # zebra _zebra_ `zebra`" in text


def test_names_of_dropped_files_are_text(house, visit, tmp_path):
    url, _ = house
    visitor = watched(visit(url))
    visitor.opens("imports")
    said = "<img src=x onerror=ran=1> **zebra** [b](javascript:ran=1)"
    content = logs.hevy(logs.lift("2026-11-02 18:00", *logs.sets(n=3)))
    visitor.page.locator('input[type="file"]').first.set_input_files(
        [
            {"name": f"{said}{n}.csv", "mimeType": "text/csv", "buffer": one}
            for n, one in enumerate((content, said.encode(), b"\x00" * 40))
        ]
    )
    visitor.page.get_by_role("button", name="Import 1 file").wait_for()
    visitor.settles()
    unfolded(visitor.page)
    visitor.settles()

    assert visitor.page.evaluate(FOUND) == []
    visitor.page.get_by_role("button", name="Throw away").click()
    visitor.settles()
    assert visitor.complaints == []


FORMULA = re.compile(r"[=+@\t\r]|-(?![\d.]+$)")
"""A cell that a spreadsheet would compute."""


def test_downloaded_tables_compute_nothing(house, visit, tmp_path):
    url, _ = house
    visitor = visit(url)
    downloaded = 0
    for name in names():
        visitor.opens(f"{name}?window=all")
        unfolded(visitor.page)
        visitor.settles()
        for button in visitor.page.get_by_role("button", name="Download CSV").all():
            if not button.is_visible():
                continue
            with visitor.page.expect_download() as download:
                button.click()
            text = Path(download.value.path()).read_text("utf-8")
            rows = list(csv.reader(io.StringIO(text)))
            cells = [cell for row in rows for cell in row]
            assert [one for one in cells if FORMULA.match(one)] == [], name
            downloaded += 1
    assert downloaded >= 5
    assert visitor.complaints == []

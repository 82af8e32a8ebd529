"""Plans in a real browser: built from the demo logs, moved, taken along, read back."""

import json
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar
from tests.e2e.conftest import served

from runlift.exercises.catalogue import catalogue
from runlift.program import plan_json, plan_text
from runlift.store import Store, athletes

pytestmark = pytest.mark.e2e

FILES = {
    "Calendar (ICS)": ".ics",
    "Week sheets (PDF)": ".pdf",
    "Week sheets (HTML)": ".html",
    "Text": ".txt",
    "Table (CSV)": ".csv",
    "JSON": ".json",
    "Liftosaur": ".liftoscript.txt",
}


@pytest.fixture(scope="module")
def house(tmp_path_factory, demo_store):
    """A server with the demo athletes, and Callum's id."""
    path = tmp_path_factory.mktemp("plans") / "store.duckdb"
    shutil.copy(demo_store, path)
    with Store(str(path)) as store:
        ids = {one.name: one.athlete_id for one in athletes.athletes(store)}
    with served(path) as url:
        yield url, ids


def followed(visit, house, name, program):
    """A browser that has built a program for an athlete and follows it."""
    url, ids = house
    visitor = visit(url)
    visitor.opens(f"builder?athlete={ids[name]}&program={program}")
    visitor.page.get_by_role("button", name="Follow this plan").click()
    visitor.page.get_by_text("is your plan now").wait_for()
    visitor.settles()
    return visitor


@pytest.mark.parametrize(
    ("name", "program"),
    [("Callum Wexley", "intermediate_advanced"), ("Lena Birkner", "basic")],
)
def test_both_programs_are_built_from_a_log_and_followed(house, visit, name, program):
    visitor = followed(visit, house, name, program)
    visitor.opens(f"calendar?athlete={house[1][name]}")

    assert visitor.page.get_by_text("lifts to come").count()
    assert visitor.page.locator(".js-plotly-plot").count() >= 1


def day_after(heading):
    """The day after the one of `Tue 1 Dec 18:00 ...`, as a calendar calls it."""
    day, month = heading.split()[1:3]
    today = datetime.now(UTC).date()
    found = datetime.strptime(f"{day} {month} {today.year}", "%d %b %Y").date()
    if found < today - timedelta(days=30):
        found = found.replace(year=today.year + 1)
    found += timedelta(days=1)
    return f"{found:%A, %B} {found.day}, {found.year}"


def test_a_session_is_moved_after_the_rules_have_spoken(house, visit):
    visitor = followed(visit, house, "Callum Wexley", "intermediate_advanced")
    visitor.opens(f"calendar?athlete={house[1]['Callum Wexley']}")
    page = visitor.page
    cards = page.locator('[class*="st-key-coming_"]', has_text="Lower body").all()
    # The next month's days cannot be clicked in this one's calendar.
    lift, before = next(
        (card, heading)
        for card in cards
        for heading in [card.inner_text().splitlines()[0]]
        if not day_after(heading).split()[2].startswith("1,")
    )
    lift.get_by_role("button", name="Move").click()
    page.get_by_role("spinbutton", name="day, Day").click()
    page.get_by_role("button", name=day_after(before)).click()
    page.get_by_role("button", name="Move to").wait_for()
    page.get_by_role("button", name="Move to").click()
    page.get_by_role("button", name="Move to").wait_for(state="hidden")
    visitor.settles()

    after = page.locator('[class*="st-key-coming_"]', has_text="Lower body").all()
    assert before not in [card.inner_text().splitlines()[0] for card in after]


def test_a_plan_leaves_in_every_form_and_can_be_read_again(house, visit, tmp_path):
    visitor = followed(visit, house, "Callum Wexley", "intermediate_advanced")
    visitor.opens(f"calendar?athlete={house[1]['Callum Wexley']}")
    page = visitor.page
    page.get_by_text("Take it with you").click()
    content = {}
    for label, ending in FILES.items():
        visitor.settles()
        with page.expect_download() as waiting:
            page.get_by_role("button", name=label, exact=True).click()
        assert waiting.value.suggested_filename.endswith(ending)
        to = tmp_path / f"plan{ending}"
        waiting.value.save_as(to)
        content[label] = to.read_bytes()

    exercises = catalogue()
    plan = plan_json.from_json(content["JSON"].decode(), "plan.json", exercises)
    assert plan_text.from_text(content["Text"].decode(), "plan.txt", exercises) == plan
    events = Calendar.from_ical(content["Calendar (ICS)"]).walk("VEVENT")
    assert len(events) == len(plan.sessions)
    assert content["Week sheets (PDF)"].startswith(b"%PDF")
    assert json.loads(content["JSON"])["runlift_plan"] == 1
    sheet = visitor.context.new_page()
    sheet.goto(f"file://{tmp_path}/plan.html")
    assert sheet.get_by_text("Lower body strength").count()
    assert visitor.complaints == []


def test_a_pin_is_answered_at_once_with_what_it_costs(house, visit):
    url, ids = house
    visitor = visit(url)
    visitor.opens(f"builder?athlete={ids['Callum Wexley']}&program=basic")
    page = visitor.page
    box = page.get_by_role("combobox", name="Lift 1 goes")
    box.click()
    box.press_sequentially("Mon PM")
    page.get_by_role("option", name="Mon PM").click()
    page.locator("h4", has_text="Mon evening").wait_for()
    visitor.settles()

    assert page.get_by_text("conflict").count()

"""The volume page in a real browser: a muscle clicked, a muscle reached by keyboard."""

import pytest
from tests.e2e.conftest import served
from tests.logs import BENCH, NOW, hevy, keep, lift, sets

from runlift.store import Store, athletes

pytestmark = pytest.mark.e2e

LINK = "volume?window=own&from=2026-11-02&to=2026-11-22"
LOG = hevy(
    lift("2026-11-03 18:00", *sets(n=4), *sets(BENCH, n=3), title="Both"),
    lift("2026-11-10 18:00", *sets(BENCH, n=2), title="Bench"),
)


@pytest.fixture(scope="module")
def lifter(tmp_path_factory):
    """A server with one athlete who squats and benches."""
    path = tmp_path_factory.mktemp("volume") / "store.duckdb"
    with Store(str(path)) as store:
        ana = athletes.new(store, "Ana", NOW, timezone="UTC", is_timezone_known=True)
        athletes.write(store, ana, NOW)
        keep(store, ana, LOG)
    with served(path) as url:
        yield url


def cells(visitor):
    """The text of every cell of the first table, as a screen reader finds it."""
    cell = visitor.page.locator('[data-testid="stDataFrame"] table').first.locator("td")
    # The grid is drawn after the page has settled.
    cell.first.wait_for(state="attached")
    return cell.all_inner_texts()


def shows(visitor, text):
    """Wait until the first table has a cell with this text."""
    grid = visitor.page.locator('[data-testid="stDataFrame"] table').first
    grid.locator("td", has_text=text).first.wait_for(state="attached")


def headings(visitor):
    return visitor.page.locator("h3").all_inner_texts()


def muscle(visitor, name):
    return visitor.page.locator(f'[data-muscle="{name}"][role="button"]').first


def click(visitor, name, heading):
    """Click a muscle, and wait for the table that the click asks for."""
    # The middle of a muscle of both legs lies between them; its first shape does not.
    shape = muscle(visitor, name).locator(".shape").first
    # Scrolled to the top edge it would lie below the page's header.
    shape.evaluate("one => one.scrollIntoView({block: 'center'})")
    shape.click(force=True)
    visitor.page.get_by_role("heading", name=heading).wait_for()
    visitor.settles()


def test_a_click_on_a_muscle_filters_the_table_and_the_course(lifter, visit):
    visitor = visit(lifter)
    visitor.opens(LINK)
    assert "What was trained" in headings(visitor)
    shows(visitor, "Bench press (barbell)")
    assert {"Squat (barbell)", "Bench press (barbell)"} <= set(cells(visitor))

    click(visitor, "quads", "What trained: Quadriceps")

    shows(visitor, "direct")
    assert "Squat (barbell)" in cells(visitor)
    assert "direct" in cells(visitor)
    assert "Bench press (barbell)" not in cells(visitor)
    assert visitor.page.get_by_text("because it is chosen on the body").is_visible()
    assert visitor.complaints == []


def test_there_are_two_ways_back(lifter, visit):
    visitor = visit(lifter)
    visitor.opens(LINK)

    click(visitor, "quads", "What trained: Quadriceps")
    visitor.page.get_by_role("button", name="Show every muscle").last.click()
    visitor.page.get_by_role("heading", name="What was trained").wait_for()
    visitor.settles()
    assert muscle(visitor, "quads").get_attribute("aria-pressed") == "false"

    click(visitor, "quads", "What trained: Quadriceps")
    click(visitor, "quads", "What was trained")
    assert visitor.complaints == []


def test_the_keyboard_alone_chooses_a_muscle_and_clears_it(lifter, visit):
    visitor = visit(lifter)
    visitor.opens(LINK)
    keys = visitor.page.keyboard

    def focused():
        return visitor.page.evaluate(
            """() => { let one = document.activeElement;
                       while (one && one.shadowRoot) one = one.shadowRoot.activeElement;
                       return one && one.dataset ? one.dataset.muscle || '' : ''; }"""
        )

    for _ in range(60):
        keys.press("Tab")
        if focused():
            break
    assert focused(), "no muscle was reached with the Tab key"
    for _ in range(40):
        if focused() == "quads":
            break
        keys.press("ArrowDown")
    assert focused() == "quads"
    keys.press("Enter")
    visitor.page.get_by_text("What trained: Quadriceps").wait_for()
    visitor.settles()
    shows(visitor, "direct")
    assert "Bench press (barbell)" not in cells(visitor)

    keys.press("Escape")
    visitor.page.get_by_text("What was trained").wait_for()

    assert visitor.complaints == []


def test_on_a_phone_nothing_scrolls_sideways_in_any_part(lifter, visit):
    visitor = visit(lifter, width=390)

    for part in ("Muscles", "Balance+and+programs", "Sessions+and+jumps", "Tonnage"):
        visitor.opens(f"{LINK}&part={part}")
        assert all(count > 3 for count in visitor.charts()), part
        assert not visitor.overflows(), part
    assert visitor.complaints == []


def test_another_part_opens_by_its_tab_and_is_in_the_link(lifter, visit):
    visitor = visit(lifter)
    visitor.opens(LINK)

    visitor.page.get_by_role("tab", name="Tonnage").click()
    visitor.page.get_by_text("Load times repetitions, per exercise").wait_for()
    visitor.settles()

    assert "part=Tonnage" in visitor.page.url
    assert visitor.complaints == []

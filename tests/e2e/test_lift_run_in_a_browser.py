"""The Lift x Run page in a real browser: a link on the board clicked, a finding done."""

import pytest
from tests.e2e.conftest import served
from tests.logs import NOW, hevy, keep, lift, run, sets, strava

from runlift.store import Store, athletes

pytestmark = pytest.mark.e2e

LINK = "lift_run?window=own&from=2026-10-26&to=2026-11-08"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A server with an athlete whose Friday legs sit before Saturday's long run."""
    path = tmp_path_factory.mktemp("lift_run") / "store.duckdb"
    with Store(str(path)) as store:
        ana = athletes.new(store, "Ana", NOW, timezone="UTC", is_timezone_known=True)
        athletes.write(store, ana, NOW)
        keep(
            store,
            ana,
            hevy(
                lift("2026-11-06 18:00", *sets(n=6)),
                lift("2026-10-30 18:00", *sets(n=6)),
            ),
            strava(
                run("2026-11-07 08:00", 110, 20, title="Long one"),
                run("2026-10-31 08:00", 110, 20, title="Long one before"),
            ),
        )
    with served(path) as url:
        yield url


def test_a_click_on_the_boards_link_shows_its_finding(house, visit):
    visitor = visit(house)
    visitor.opens(LINK)
    label = visitor.page.locator(".js-plotly-plot text", has_text="13 h").first
    box = label.bounding_box()
    visitor.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    visitor.page.get_by_text("Chosen on the board").wait_for()
    visitor.settles()

    first = visitor.page.locator('[class*="st-key-finding_linked"]')
    assert "Sat 7 Nov 08:00" in first.inner_text()


def test_a_finding_is_dealt_with_by_keyboard_and_a_note(house, visit):
    visitor = visit(house)
    visitor.opens(LINK)
    listed = visitor.page.locator('[class*="st-key-finding_listed"]')
    listed.first.wait_for()
    before = listed.count()
    visitor.page.get_by_role("button", name="Dealt with").nth(1).press("Enter")
    visitor.page.get_by_label("A note, if you like").fill("a race week")
    visitor.page.get_by_role("button", name="Mark as dealt with").press("Enter")
    visitor.page.get_by_text("1 findings dealt with").wait_for()
    visitor.settles()

    assert listed.count() == before - 1

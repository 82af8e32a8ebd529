"""The exercises page by keyboard alone, its address, and its width on a phone."""

import pytest
from tests.e2e.conftest import served
from tests.logs import NOW, SQUAT, hevy, keep, lift, sets

from runlift.store import Store, athletes

pytestmark = pytest.mark.e2e

NAMES = ("Leg Press Keller", "Benhc Press", "Ohio State")


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "store.duckdb"
    with Store(str(path)) as opened:
        ana = athletes.new(opened, "Ana", NOW, timezone="UTC", is_timezone_known=True)
        athletes.write(opened, ana, NOW)
        unknown = [sets(one)[0] for one in NAMES]
        keep(
            opened,
            ana,
            hevy(
                lift("2026-11-02 18:00", *sets(SQUAT, 3), *unknown),
                lift("2026-11-09 18:00", *sets(SQUAT, 3, load=105)),
            ),
        )
    return path


def heading(visitor):
    return visitor.page.locator("h1").inner_text()


def focused(page):
    """What is read of the link or button that has the focus."""
    return page.evaluate(
        """() => { const here = document.activeElement;
                   return ['A', 'BUTTON', 'SUMMARY'].includes(here.tagName)
                     ? here.innerText : ''; }"""
    )


def tab_to(page, text, most=60):
    """Press Tab until the focus is on what says this text."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if text in focused(page):
            return
    raise AssertionError(f"Tab never reached {text!r}")


def test_an_exercise_is_searched_opened_and_left_by_keyboard(store, visit):
    with served(store) as url:
        visitor = visit(url)
        page = visitor.page
        visitor.opens("exercises?view=library")

        page.get_by_label("Search").first.focus()
        page.keyboard.type("benhc")
        page.get_by_role("link", name="Bench press (barbell)", exact=True).wait_for()
        visitor.settles()
        tab_to(page, "Bench press (barbell)")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Bench press (barbell)", level=1).wait_for()
        visitor.settles()
        assert "exercise=bench_press" in page.url

        tab_to(page, "Push-up")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Push-up", level=1).wait_for()
        visitor.settles()
        assert "exercise=push_up" in page.url
        page.go_back()
        page.get_by_role("heading", name="Bench press (barbell)", level=1).wait_for()
        visitor.settles()

        tab_to(page, "All exercises")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="What does each exercise").wait_for()
        visitor.settles()
        assert page.get_by_label("Search").first.input_value() == "benhc"
        assert visitor.complaints == []


def test_names_are_mapped_ticked_and_taken_back_by_keyboard(store, visit):
    with served(store) as url:
        visitor = visit(url)
        page = visitor.page
        visitor.opens("exercises")
        assert "3 names of 4 to map" in page.locator("h4").inner_text()

        # The table of proposals: its first row is ticked beforehand; take the tick away.
        tab_to(page, "Accept several at once")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Accept 2").wait_for()
        page.keyboard.press("Tab")
        for _ in range(6):
            if page.evaluate("document.activeElement.tagName") == "CANVAS":
                break
            page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Accept 1").wait_for()
        visitor.settles()

        tab_to(page, "Accept 1")
        page.keyboard.press("Enter")
        page.get_by_text("1 name is mapped.").wait_for()
        visitor.settles()
        tab_to(page, "Undo")
        page.keyboard.press("Enter")
        page.get_by_text("1 name is mapped.").wait_for(state="detached")
        visitor.settles()
        assert "3 names of 4 to map" in page.locator("h4").inner_text()

        tab_to(page, "Leg press (machine)")
        page.keyboard.press("Enter")
        page.get_by_text("“Leg Press Keller” means Leg press (machine) now.").wait_for()
        assert visitor.complaints == []


def test_a_muscle_on_the_body_leads_to_everything_that_trains_it(store, visit):
    with served(store) as url:
        visitor = visit(url)
        page = visitor.page
        visitor.opens("exercises?exercise=squat")

        page.get_by_role("button", name="Gluteus maximus, a whole set").first.click()
        page.get_by_role("button", name="Everything that trains Gluteus").click()
        page.get_by_role("heading", name="What does each exercise").wait_for()
        visitor.settles()

        assert "exercise=" not in page.url
        chosen = page.get_by_role("combobox", name="Muscle")
        assert chosen.input_value() == "Gluteus maximus"
        assert visitor.complaints == []


def test_a_phone_shows_library_exercise_and_names_without_scrolling_sideways(
    store, visit
):
    with served(store) as url:
        visitor = visit(url, width=390)
        for place in ("?view=library", "?exercise=squat", "?view=names"):
            visitor.opens(f"exercises{place}")
            assert not visitor.overflows(), place
        assert visitor.complaints == []

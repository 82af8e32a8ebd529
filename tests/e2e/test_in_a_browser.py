"""What only a browser sees: cold deep links, uploads, drawn charts, phone width."""

import pytest
from tests.e2e.conftest import served

from runlift.store import Store, athletes, uploads

pytestmark = pytest.mark.e2e

PAGES = {
    "": 1,
    "strength": 2,
    "volume": 2,
    "running": 2,
    "lift_run": 2,
    "imports": 0,
    "exercises": 0,
    "settings": 0,
    "methods": 0,
}
"""Every page, and how many charts it has for a demo athlete."""

HEVY = (
    '"title","start_time","end_time","description","exercise_title","superset_id",'
    '"exercise_notes","set_index","set_type","weight_kg","reps","distance_km",'
    '"duration_seconds","rpe"\n'
    '"Legs","2 Nov 2026, 18:00","2 Nov 2026, 19:00","","Squat (Barbell)",,"",0,"normal",'
    "100,5,,,8\n"
)
STRONG = (
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,"
    "Notes,Workout Notes,RPE\n"
    '2026-11-04 18:00:00,"A",1h,"Bench Press (Barbell)",1,100,5,0,0,"","",\n'
)


def file(name, content):
    return {"name": name, "mimeType": "text/csv", "buffer": content}


def test_the_first_request_of_a_fresh_server_may_be_a_deep_link(server, visit):
    visitor = visit(server)

    visitor.opens("lift_run")

    assert visitor.page.get_by_text("Page not found").count() == 0
    assert visitor.page.get_by_text("Drop your exports").is_visible()
    assert visitor.page.url.endswith("/lift_run")
    menu = visitor.page.locator('[data-testid="stSidebarNavLink"]').all_inner_texts()
    assert menu[:5] == ["Overview", "Strength", "Volume", "Running", "Lift × Run"]
    assert visitor.complaints == []


def test_files_are_previewed_answered_kept_and_undone(server, visit, tmp_path):
    visitor = visit(server)
    page = visitor.page
    visitor.opens("")
    page.locator('input[type="file"]').first.set_input_files(
        [
            file("workouts.csv", HEVY.encode()),
            file("strong.csv", STRONG.encode()),
            file("letter.csv", b"%PDF-1.7 ..."),
        ]
    )
    page.get_by_text("This is a PDF document").wait_for()
    visitor.settles()
    assert page.get_by_text("Are the weights in this file").is_visible()
    page.get_by_text("pounds", exact=True).click()
    visitor.settles()
    page.get_by_role("button", name="Import 2 files for Me").click()
    page.get_by_text("workouts.csv: 1 new, 0 updated, 0 unchanged.").wait_for()
    visitor.settles()

    visitor.opens("imports")
    assert page.get_by_role("button", name="Undo", exact=True).count() == 2
    page.get_by_role("button", name="Undo", exact=True).first.click()
    page.get_by_text("undone", exact=True).wait_for()
    visitor.settles()

    assert page.get_by_role("button", name="Undo", exact=True).count() == 1
    assert visitor.complaints == []


@pytest.fixture(scope="module")
def demo_server(tmp_path_factory, browser):
    """A server whose demo athletes were loaded by the button on the first screen."""
    from tests.e2e.conftest import Visitor

    with served(tmp_path_factory.mktemp("demo") / "store.duckdb") as url:
        visitor = Visitor(browser, url)
        visitor.opens("")
        visitor.page.get_by_role("button", name="Meet the demo athletes").click()
        visitor.page.get_by_text("How is my training going?").wait_for(timeout=60_000)
        visitor.settles()
        assert visitor.complaints == []
        visitor.context.close()
        yield url


@pytest.mark.parametrize(
    ("width", "theme"), [(1440, "light"), (1440, "dark"), (390, "light")]
)
def test_every_page_is_drawn(demo_server, visit, width, theme):
    visitor = visit(demo_server, width=width, theme=theme)

    for path, charts in PAGES.items():
        visitor.opens(path)
        drawn = visitor.charts()
        assert len(drawn) >= charts, path
        assert all(count > 3 for count in drawn), (path, drawn)
        assert not visitor.overflows(), path
    assert visitor.complaints == []


def test_the_chosen_athlete_and_window_are_in_the_url(demo_server, visit):
    visitor = visit(demo_server)
    page = visitor.page
    visitor.opens("lift_run")
    page.get_by_text("4 weeks", exact=True).click()
    page.wait_for_url("**window=4w**")
    page.locator('[data-testid="stSelectbox"]').first.click()
    page.get_by_role("option", name="Maya Tolland").click()
    page.wait_for_url("**athlete=**")
    visitor.settles()
    link = page.url

    other = visit(demo_server)
    other.opens(link.removeprefix(f"{demo_server}/"))

    chosen = other.page.get_by_role("combobox", name="Athlete")
    assert chosen.input_value() == "Maya Tolland"
    assert "Maya" not in link
    assert visitor.complaints == other.complaints == []


def test_a_table_can_be_downloaded(demo_server, visit):
    visitor = visit(demo_server)
    visitor.opens("lift_run")

    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="Download CSV").last.click()

    header = download.value.path().read_text().splitlines()[0]
    assert header.startswith("finding_id,severity,rule")


def test_one_click_removes_the_demo_athletes(own_demo_server, visit):
    visitor = visit(own_demo_server)
    page = visitor.page
    visitor.opens("imports")

    page.get_by_role("button", name="Remove the demo athletes").click()
    page.get_by_text("Drop your exports").wait_for()

    assert visitor.complaints == []


def test_a_second_process_gets_a_sentence(tmp_path, visit):
    path = tmp_path / "store.duckdb"
    with Store(str(path)) as store, served(path) as url:
        assert athletes.athletes(store) == []
        assert uploads.uploads(store, "nobody") == []
        visitor = visit(url)
        visitor.page.goto(url)

        visitor.page.get_by_text("is in use by python").wait_for()

        assert visitor.page.locator('[data-testid="stException"]').count() == 0


def test_ones_own_files_never_go_to_a_demo_athlete(own_demo_server, visit):
    visitor = visit(own_demo_server)
    page = visitor.page
    visitor.opens("imports")
    page.locator('input[type="file"]').first.set_input_files(
        [file("mine.csv", HEVY.encode())]
    )
    page.get_by_text("is a demo athlete").wait_for()

    page.get_by_role("button", name="Import 1 file for Me").click()
    page.get_by_text("mine.csv: 1 new").wait_for()
    page.get_by_role("button", name="Remove the demo athletes").click()
    page.get_by_text("mine.csv", exact=True).wait_for()
    visitor.settles()

    assert page.get_by_role("combobox", name="Athlete").input_value() == "Me"
    assert visitor.complaints == []

"""A large archive in a real browser: counted, left alone, reloaded, stopped."""

import re
import time

import pytest
from tests import archives

from runlift.store import Store, athletes, uploads

pytestmark = pytest.mark.e2e

RUNS = 300
LONGEST_MS = 240_000
COUNTED = re.compile(rf"strava\.zip: \d+ of {RUNS} recordings")


@pytest.fixture(scope="module")
def archive():
    # So many points a run that reading all of them outlasts what the tests do meanwhile.
    content = archives.strava_zip(RUNS, points=2500)
    return {"name": "strava.zip", "mimeType": "application/zip", "buffer": content}


def dropped(visitor, *files):
    visitor.page.locator('input[type="file"]').first.set_input_files(list(files))


def recordings(page):
    """How many recordings the bar says are read, once it says another number."""
    text = page.get_by_text(COUNTED).inner_text()
    return int(re.search(r": (\d+) of", text)[1])


def moves(page):
    """Two different counts, the second the larger one."""
    page.get_by_text(COUNTED).wait_for(timeout=LONGEST_MS)
    first = second = recordings(page)
    until = time.monotonic() + LONGEST_MS / 1000
    while second == first and time.monotonic() < until:
        time.sleep(0.1)
        second = recordings(page)
    return first, second


def test_an_import_survives_other_pages_and_a_reload(server, visit, archive):
    visitor = visit(server)
    page = visitor.page
    visitor.opens("imports")
    dropped(visitor, archive)
    first, second = moves(page)
    assert first < second

    menu = page.locator('[data-testid="stSidebarNavLink"]')
    menu.filter(has_text="Strength").click()
    page.wait_for_url("**/strength**")
    page.get_by_text(COUNTED).wait_for()
    menu.filter(has_text="Methods").click()
    page.get_by_text("Importing strava.zip").wait_for()
    menu.filter(has_text="Imports").click()
    page.wait_for_url("**/imports**")
    page.get_by_text(COUNTED).wait_for()
    page.reload(wait_until="domcontentloaded")
    page.get_by_text(COUNTED).wait_for()

    keep = page.get_by_role("button", name="Import 1 file for Me")
    keep.wait_for(timeout=LONGEST_MS)
    visitor.settles()
    assert page.get_by_text("300 new · 0 updated · 0 unchanged").is_visible()
    keep.click()
    page.get_by_text("strava.zip: 300 new, 0 updated, 0 unchanged.").wait_for(
        timeout=LONGEST_MS
    )
    visitor.settles()
    page.get_by_role("button", name="Done").click()
    visitor.settles()
    assert page.get_by_role("button", name="Undo").count() == 1
    assert visitor.complaints == []


def test_a_stopped_import_leaves_nothing(tmp_path, visit, archive):
    from tests.e2e.conftest import served

    path = tmp_path / "store.duckdb"
    with served(path) as url:
        visitor = visit(url)
        visitor.opens("imports")
        dropped(visitor, archive)
        visitor.page.get_by_text(COUNTED).wait_for(timeout=LONGEST_MS)

        visitor.page.get_by_role("button", name="Stop").click()
        visitor.page.get_by_text("The import was stopped.").wait_for(timeout=LONGEST_MS)

        visitor.settles()
        assert visitor.page.get_by_text("Nothing of it was stored.").is_visible()
        assert visitor.complaints == []
    with Store(str(path)) as store:
        assert athletes.athletes(store) == []
        with store.cursor() as cursor:
            for table in (*uploads.STORED, "run_stream", "upload"):
                found = cursor.execute(f"select count(*) from {table}").fetchall()
                assert found == [(0,)], table


def test_a_folder_can_be_dropped_as_a_whole(server, visit, tmp_path):
    folder = tmp_path / "recordings"
    folder.mkdir()
    for day in range(3):
        start = archives.FIRST.replace(day=day + 1)
        (folder / f"{day}.gpx").write_text(archives.gpx(start, 400), "utf-8")
    (folder / ".DS_Store").write_bytes(b"\0")
    visitor = visit(server)
    page = visitor.page
    visitor.opens("imports")

    page.get_by_text("A whole folder, or files on this computer").click()
    page.locator('input[type="file"]').nth(1).set_input_files(folder)

    page.get_by_role("button", name="Import 3 files for Me").wait_for(
        timeout=LONGEST_MS
    )
    visitor.settles()
    assert page.get_by_text(".DS_Store").count() == 0
    assert visitor.complaints == []

"""The app as a server serves it: headers that every page works with, uploads of any size."""

import http.client
import random
import re
import shutil
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests import archives
from tests.e2e.conftest import served

from runlift.ui import shell

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

WATCH = """
  window.__violations = [];
  addEventListener('securitypolicyviolation', (event) =>
    window.__violations.push(`${event.violatedDirective}: ${event.blockedURI}`));
"""
MB = 1 << 20


def asked(url, method="GET", path="/", host=None, body=None, **given):
    """One request; returns status, headers, body."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
    names = {name.replace("_", "-"): value for name, value in given.items()}
    if host:
        names["Host"] = host
    connection.request(method, path, body=body, headers=names)
    answer = connection.getresponse()
    found = answer.status, answer.headers, answer.read()
    connection.close()
    return found


@pytest.fixture(scope="module")
def demo_on_a_server(tmp_path_factory, demo_store):
    path = tmp_path_factory.mktemp("served") / "store.duckdb"
    shutil.copy(demo_store, path)
    with served(path, "asgi.py") as url:
        yield url


def pages():
    """Every page of the menu; the first one lies at the root."""
    names = [name for section in shell._MENU.values() for name, _ in section]
    return ["", *names[1:]]


def test_every_page_works_under_the_policy(demo_on_a_server, visit):
    visitor = visit(demo_on_a_server)
    visitor.page.add_init_script(WATCH)
    for name in pages():
        visitor.opens(name)
        for folded in visitor.page.locator('[data-testid="stExpander"] summary').all():
            if folded.is_visible():
                folded.click()
        visitor.settles()
        assert visitor.page.evaluate("window.__violations") == [], name
    assert visitor.complaints == []


def test_the_headers_are_there_and_metrics_are_not(demo_on_a_server):
    for path in ("/", "/imports", "/_stcore/health", "/static/js/none.js"):
        _, headers, _ = asked(demo_on_a_server, path=path)
        assert "default-src 'self'" in headers["content-security-policy"], path
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["strict-transport-security"] is None

    assert asked(demo_on_a_server, path="/_stcore/metrics")[0] == 404
    assert asked(demo_on_a_server, host="evil.org")[0] == 400
    status, _, _ = asked(demo_on_a_server, "PUT", "/api/upload", body=b"0123456789")
    assert status == 403


def archive_of(path, size):
    """An archive of Strava with a film in it, of so many bytes that do not compress."""
    path.write_bytes(archives.strava_zip(3))
    noise = random.Random(1).randbytes(MB)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as archive,
        archive.open("media/film.mp4", "w", force_zip64=True) as film,
    ):
        for _ in range(size // MB):
            film.write(noise)
    return path


def memory(process, name="VmRSS"):
    """Bytes of memory a process has; `VmHWM` is the most it ever had."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    found = re.search(rf"^{name}:\s+(\d+) kB", status, re.M)
    return int(found[1]) << 10


def test_an_archive_of_any_size_goes_to_the_disk_and_is_looked_at(tmp_path, visit):
    archive = archive_of(tmp_path / "strava.zip", 300 * MB)
    processes = []
    with served(
        tmp_path / "store.duckdb",
        "asgi.py",
        started=processes.append,
        RUNLIFT_UPLOAD_DAY_FILES="2",
    ) as url:
        visitor = visit(url)
        page = visitor.page
        visitor.opens("imports")
        before = memory(processes[0])
        page.get_by_text("A file of gigabytes").click()
        page.locator("#large-file").set_input_files(archive)

        page.get_by_role("button", name="Import 1 file for Me").wait_for(
            timeout=120_000
        )
        visitor.settles()
        grown = memory(processes[0], "VmHWM") - before
        page.get_by_role("button", name="Import 1 file for Me").click()
        page.get_by_text("strava.zip: 3 new, 0 updated, 0 unchanged.").wait_for()
        visitor.settles()

        page.get_by_role("button", name="Done").click()
        visitor.settles()
        small = tmp_path / "small.zip"
        small.write_bytes(archives.strava_zip(1))
        # One by Streamlit's own way in, and the day is full for both of them.
        page.locator('input[type="file"]').first.set_input_files(small)
        page.get_by_role("button", name="Done").wait_for()
        visitor.settles()
        page.get_by_role("button", name="Done").click()
        visitor.settles()
        page.locator('input[type="file"]').first.set_input_files(small)
        page.get_by_text("2 files may be sent within a day").wait_for()
        visitor.settles()
        page.get_by_text("A file of gigabytes").click()
        page.locator("#large-file").set_input_files(archive)
        page.locator('[data-part="said"]').get_by_text("2 files may be sent").wait_for()
        assert visitor.complaints == []
    # Reading the archive costs something, the file itself would cost 300 MB.
    assert grown < 120 * MB, grown / MB


def test_without_a_server_around_it_there_is_no_such_way_in(server, visit):
    visitor = visit(server)
    visitor.opens("imports")

    assert visitor.page.get_by_text("A file of gigabytes").count() == 0
    assert asked(server, "PUT", "/api/upload", body=b"0")[0] in (404, 405)
    assert visitor.complaints == []

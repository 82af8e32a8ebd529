"""A real server on a fresh store, and a real browser that must not complain."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest

from runlift import demo, intake
from runlift.store import Store, athletes

REPOSITORY = Path(__file__).resolve().parents[2]
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
# On a deep link the client probes for its base path; these misses are Streamlit's own.
EXPECTED = re.compile(r"/_stcore/(health|host-config)$")

READY = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  if (!app) return false;
  if (app.getAttribute('data-test-script-state') !== 'notRunning') return false;
  if (app.getAttribute('data-test-connection-state') !== 'CONNECTED') return false;
  if (document.querySelector('[data-testid="stSkeleton"]')) return false;
  if (document.querySelector('[data-stale="true"]')) return false;
  for (const chart of document.querySelectorAll('[data-testid="stPlotlyChart"]'))
    if (chart.getBoundingClientRect().width && !chart.querySelector('.main-svg'))
      return false;
  return !!document.querySelector('[data-testid="stMainBlockContainer"] h1');
}"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def served(store, entry="app.py", port=None, started=None, command=None, **settings):
    """The app on a port of its own.

    Args:
        store: its file.
        entry: what Streamlit runs.
        port: where it listens; else a free one.
        started: called with its process.
        command: what Python runs, in place of the usual.
        settings: its environment.
    """
    port = port or free_port()
    log = store.with_suffix(".log").open("w+")
    usual = (
        *("-m", "streamlit", "run", entry, "--server.headless", "true"),
        *("--server.address", "127.0.0.1", "--server.fileWatcherType", "none"),
    )
    server = subprocess.Popen(
        [sys.executable, *(command or usual), "--server.port", str(port)],
        cwd=REPOSITORY,
        env={**os.environ, "RUNLIFT_STORE": str(store), **settings},
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        for _ in range(200):
            if server.poll() is not None:
                break
            with contextlib.suppress(OSError):
                urllib.request.urlopen(
                    f"http://127.0.0.1:{port}/_stcore/health"
                ).close()
                break
            time.sleep(0.1)
        assert server.poll() is None, Path(log.name).read_text()
        if started:
            started(server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)
        log.close()


@pytest.fixture
def server(tmp_path):
    with served(tmp_path / "store.duckdb") as url:
        yield url


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory):
    """A store with the demo athletes, as the button on the first screen makes it."""
    path = tmp_path_factory.mktemp("demo") / "store.duckdb"
    now = datetime.now(UTC).replace(tzinfo=None)
    with Store(str(path)) as store:
        for one in demo.files(now.date()):
            athlete = athletes.new(
                store,
                one.name,
                now,
                timezone=one.timezone,
                is_timezone_known=True,
                is_demo=True,
            )
            athletes.write(store, athlete, now)
            offered = [intake.Offered(*file) for file in one.files]
            intake.keep(store, intake.preview(store, athlete, offered, now), now)
    return path


@pytest.fixture
def own_demo_server(tmp_path, demo_store):
    """A server with the demo athletes for a test that changes them."""
    path = tmp_path / "store.duckdb"
    shutil.copy(demo_store, path)
    with served(path) as url:
        yield url


@pytest.fixture(scope="session")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium, args=BROWSER_FLAGS, chromium_sandbox=False
        )
        yield launched
        launched.close()


class Visitor:
    """One browser tab that remembers every complaint."""

    def __init__(self, browser, url, width=1440, theme="light"):
        self.url = url
        self.complaints = []
        self.context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            timezone_id="Europe/London",
            accept_downloads=True,
            # Of a test with a certificate of its own.
            ignore_https_errors=True,
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._request)

    def _console(self, message):
        where = (message.location or {}).get("url", "")
        if message.type == "error" and not EXPECTED.search(where):
            self.complaints.append(f"{message.text} @ {where}")

    def _request(self, request):
        if not request.url.startswith((self.url, "data:", "blob:", "ws:", "about:")):
            self.complaints.append(f"asked a foreign host: {request.url}")

    def opens(self, path):
        self.page.goto(f"{self.url}/{path}", wait_until="domcontentloaded")
        self.settles()

    def settles(self):
        quiet = 0
        for _ in range(600):
            with contextlib.suppress(Exception):
                quiet = quiet + 1 if self.page.evaluate(READY) else 0
            if quiet >= 4:
                break
            time.sleep(0.1)
        assert quiet >= 4, f"the page never settled: {self.page.url}"
        assert self.page.locator('[data-testid="stException"]').count() == 0
        assert self.page.get_by_text("This app has encountered an error").count() == 0

    def charts(self):
        """How much each chart drew: shapes, bars, points, lines, cells."""
        return self.page.evaluate(
            """() => [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].map(
                chart => chart.querySelectorAll(
                    '.cartesianlayer path, .cartesianlayer image, .cartesianlayer text'
                ).length)"""
        )

    def overflows(self):
        """Whether the page as a whole scrolls sideways."""
        return self.page.evaluate(
            """() => { const main = document.querySelector('[data-testid="stMain"]');
                       return main.scrollWidth > main.clientWidth + 1; }"""
        )


@pytest.fixture
def visit(browser):
    visitors = []

    def make(url, **options):
        visitors.append(Visitor(browser, url, **options))
        return visitors[-1]

    yield make
    for visitor in visitors:
        visitor.context.close()

"""Reports as whoever gets them sees them: in a browser without a network."""

import shutil
from datetime import timedelta

import pytest
from tests.e2e.conftest import served

from runlift import cli, frames
from runlift.store import Store, athletes

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

NAMES = ("Lena Birkner", "Callum Wexley", "Maya Tolland")
TITLES = (
    "In short",
    "Lifts and runs in each other's way",
    "Week by week, hour by hour",
    "Running",
    "The weeks in numbers",
    "Strength",
    "Work for each muscle",
    "How each number is computed",
)
DRAWN = """() => [...document.querySelectorAll('svg')].map(svg => {
  const box = svg.getBoundingClientRect();
  const seen = [...svg.querySelectorAll('*')].filter(one => {
    const mine = one.getBoundingClientRect();
    return mine.width + mine.height > 0;
  });
  const outside = [...svg.querySelectorAll('text')].filter(one => {
    const mine = one.getBoundingClientRect();
    return mine.left < box.left - 2 || mine.right > box.right + 2;
  });
  return [box.width, box.height, seen.length, outside.map(one => one.textContent)];
})"""


@pytest.fixture(scope="module")
def files(tmp_path_factory, demo_store):
    """The report of every demo athlete, as the command line writes it."""
    folder = tmp_path_factory.mktemp("reports")
    store = folder / "store.duckdb"
    shutil.copy(demo_store, store)
    for name in NAMES:
        out = folder / f"{name.split()[0]}.html"
        words = ["report", "--athlete", name, "--out", str(out), "--store", str(store)]
        assert cli.main(words) == 0
    return folder


@pytest.fixture
def alone(browser):
    """A page that remembers complaints and every request, without a network."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    context.set_offline(True)
    page = context.new_page()
    page.heard, page.asked = [], []
    page.on("console", lambda message: page.heard.append(message.text))
    page.on("pageerror", lambda error: page.heard.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    yield page
    context.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_report_is_complete_without_a_network_and_runs_nothing(alone, files, name):
    address = (files / f"{name.split()[0]}.html").as_uri()
    alone.goto(address)

    assert alone.heard == [] and alone.asked == [address]
    assert alone.locator("h1").inner_text() == name
    assert tuple(alone.locator("h2").all_inner_texts()) == TITLES
    assert alone.evaluate("document.scripts.length") == 0
    pictures = alone.evaluate(DRAWN)
    assert len(pictures) >= 4
    for width, height, seen, outside in pictures:
        assert width > 600 and height > 100 and seen > 30
        assert outside == []
    assert alone.locator("article").count() >= 1


@pytest.mark.parametrize("width", [390, 1440])
def test_a_report_is_as_wide_as_the_screen(alone, files, width):
    alone.set_viewport_size({"width": width, "height": 800})
    alone.goto((files / "Callum.html").as_uri())

    assert alone.evaluate("document.documentElement.scrollWidth") <= width


def test_a_report_prints_with_page_numbers_and_no_lonely_heading(
    alone, files, tmp_path
):
    pypdf = pytest.importorskip("pypdf")
    alone.goto((files / "Callum.html").as_uri())
    alone.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)

    pages = [
        " ".join(page.extract_text().split())
        for page in pypdf.PdfReader(tmp_path / "printed.pdf").pages
    ]
    assert 6 <= len(pages) <= 12
    for title in TITLES:
        [text] = [one for one in pages if f"{title} " in one][:1]
        assert len(text.partition(title)[2]) > 200
    assert f"1 / {len(pages)}" in pages[0]


def test_both_forms_come_from_the_overview(demo_store, visit, tmp_path):
    path = tmp_path / "store.duckdb"
    shutil.copy(demo_store, path)
    with Store(str(path)) as store:
        ids = {one.name: one.athlete_id for one in athletes.athletes(store)}
        last = frames.log_days(store, ids["Callum Wexley"]).last
    with served(path) as url:
        visitor = visit(url)
        first = last - timedelta(days=27)
        visitor.opens(
            f"?athlete={ids['Callum Wexley']}&window=own&from={first}&to={last}"
        )
        for label, ending, begins in (
            ("PDF", ".pdf", b"%PDF"),
            ("Web page (HTML)", ".html", b"<!doctype html>"),
        ):
            with visitor.page.expect_download() as waiting:
                visitor.page.get_by_role("button", name=label, exact=True).click()
            file = tmp_path / f"report{ending}"
            waiting.value.save_as(file)
            assert waiting.value.suggested_filename == f"callum-wexley-{first}-to-{last}{ending}"  # fmt: skip
            assert file.read_bytes().startswith(begins)
        assert visitor.complaints == []

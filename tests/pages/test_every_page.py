"""Every page, through the app, on an empty store and for each kind of athlete."""

from datetime import datetime
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from runlift import demo, intake
from runlift.store import Store, athletes

REPOSITORY = Path(__file__).resolve().parents[2]
PAGES = sorted(
    str(path.relative_to(REPOSITORY)) for path in (REPOSITORY / "pages").glob("*/*.py")
)
NOW = datetime(2026, 11, 23, 12, 0)
ONLY_LIFTS = (
    '"title","start_time","end_time","description","exercise_title","superset_id",'
    '"exercise_notes","set_index","set_type","weight_kg","reps","distance_km",'
    '"duration_seconds","rpe"\n'
    '"=cmd|","2 Nov 2026, 18:00","2 Nov 2026, 19:00","","**Bold** <b>thing</b>",,"",0,'
    '"normal",100,5,,,8\n'
)
ONLY_RUNS = (
    "Date,Type,Route Name,Distance (km),Duration,Average Pace,Average Speed (km/h),"
    "Calories Burned,Climb (m),Average Heart Rate (bpm),Notes,GPX File\n"
    "2026-11-02 07:00:00,Running,,10.0,50:00,5:00,12.0,600,20,,,x.gpx\n"
)


def bring(store, name, files, **options):
    athlete = athletes.new(store, name, NOW, timezone="Europe/Oslo", **options)
    athletes.write(store, athlete, NOW)
    offered = [intake.Offered(file, content) for file, content in files]
    intake.keep(store, intake.preview(store, athlete, offered, NOW), NOW)
    return athlete


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """A store with the demo athletes and three who lack something, and their ids."""
    path = tmp_path_factory.mktemp("pages") / "store.duckdb"
    with Store(str(path)) as store:
        ids = {
            one.name: bring(store, one.name, one.files, is_demo=True).athlete_id
            for one in demo.files(NOW.date())
        }
        for name, files in {
            "only lifts": [("a.csv", ONLY_LIFTS.encode())],
            "only runs": [("b.csv", ONLY_RUNS.encode())],
            "nothing": [],
        }.items():
            ids[name] = bring(store, name, files).athlete_id
    return path, ids


@pytest.fixture
def app(monkeypatch):
    """Starts the app on a store and opens a page."""

    def start(path, page, **params):
        monkeypatch.setenv("RUNLIFT_STORE", str(path))
        test = AppTest.from_file(str(REPOSITORY / "app.py"), default_timeout=30)
        for key, value in params.items():
            test.query_params[key] = value
        return test.switch_page(page).run()

    yield start
    st.cache_resource.clear()


def calm(test):
    assert not test.exception
    assert not test.error
    assert len(test.title) == 1


def test_every_page_on_an_empty_store_says_what_to_do(app):
    test = app(":memory:", PAGES[0])
    for page in PAGES:
        test.switch_page(page).run()

        calm(test)
        if not page.endswith(("methods.py", "settings.py")):
            assert test.get("file_uploader"), page
            assert "Meet the demo athletes" in [button.label for button in test.button]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Lena Birkner", marks=pytest.mark.slow),
        "Callum Wexley",
        pytest.param("Maya Tolland", marks=pytest.mark.slow),
        pytest.param("only lifts", marks=pytest.mark.slow),
        pytest.param("only runs", marks=pytest.mark.slow),
        pytest.param("nothing", marks=pytest.mark.slow),
    ],
)
def test_every_page_is_calm_for_every_kind_of_athlete(app, full, name):
    path, ids = full
    test = app(path, PAGES[0], athlete=ids[name], window="all")
    for page in PAGES:
        test.switch_page(page).run()

        calm(test)
        if not page.endswith(("methods.py", "roster.py")):
            assert test.selectbox[0].value == ids[name], page


@pytest.mark.parametrize(
    "window",
    [
        pytest.param("4w", marks=pytest.mark.slow),
        pytest.param("12w", marks=pytest.mark.slow),
        pytest.param("year", marks=pytest.mark.slow),
        "own",
        "nonsense",
    ],
)
def test_a_window_comes_from_the_link_if_it_is_one(app, full, window):
    path, ids = full

    test = app(
        path, "pages/review/lift_run.py", athlete=ids["only lifts"], window=window
    )

    calm(test)
    expected = "12w" if window == "nonsense" else window
    assert test.query_params["window"] == expected


def test_a_link_to_an_unknown_athlete_shows_nobody_and_a_way_on(app, full):
    path, ids = full

    test = app(path, "pages/review/overview.py", athlete="somebody-else")

    calm(test)
    assert test.title[0].value == "Not found"
    assert not test.selectbox
    next(one for one in test.button if one.label == "Show who is here").click().run()
    calm(test)
    assert test.selectbox[0].value in ids.values()


def test_text_from_files_is_never_markup(app, full):
    path, ids = full

    test = app(path, "pages/data/exercises.py", athlete=ids["only lifts"])

    shown = " ".join(element.value for element in test.markdown)
    assert "\\*\\*Bold\\*\\* \\<b\\>thing\\</b\\>" in shown


def test_mapping_a_name_takes_it_out_of_the_queue_and_is_remembered(app, full):
    path, ids = full
    page = "pages/data/exercises.py"
    test = app(path, page, athlete=ids["Callum Wexley"])
    [waiting] = [
        box for box in test.selectbox if box.label == "Exercise for Step thing"
    ]

    waiting.select("step_up").run()

    calm(test)
    assert "All 19 names in your log are mapped." in " ".join(
        one.value.replace("\\", "") for one in test.markdown
    )


def test_a_strict_reader_may_switch_the_articles_rule_to_a_caution(app, full):
    path, ids = full
    test = app(path, "pages/data/settings.py", athlete=ids["Lena Birkner"])

    test.toggle[0].set_value(False).run()

    calm(test)
    assert test.toggle[0].value is False


@pytest.mark.slow
def test_deleting_an_athlete_asks_for_the_name(app, tmp_path):
    path = tmp_path / "store.duckdb"
    with Store(str(path)) as store:
        bring(store, "Ana", [("a.csv", ONLY_LIFTS.encode())])
    test = app(path, "pages/data/settings.py")
    delete = next(b for b in test.button if b.label == "Delete for good")
    assert delete.disabled

    test.text_input(key="delete_confirmation").set_value("Ana").run()
    next(b for b in test.button if b.label == "Delete for good").click().run()

    calm(test)
    st.cache_resource.clear()
    with Store(str(path)) as store:
        assert athletes.athletes(store) == []

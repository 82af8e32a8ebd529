"""The Imports page says what counts once, and takes the athlete's word on it."""

from datetime import datetime
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from tests.logs import garmin, hevy, keep, lift, run, sets, strava, watch

from runlift import frames
from runlift.store import Store, athletes

REPOSITORY = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 23, 12, 0)
HEADING = "Counted once"


@pytest.fixture
def page(monkeypatch, tmp_path):
    """Opens the Imports page on a store with these files."""

    def start(*files):
        path = tmp_path / "store.duckdb"
        with Store(str(path)) as store:
            ana = athletes.new(
                store, "Ana", NOW, timezone="UTC", is_timezone_known=True
            )
            athletes.write(store, ana, NOW)
            keep(store, ana, *files)
        monkeypatch.setenv("RUNLIFT_STORE", str(path))
        test = AppTest.from_file(str(REPOSITORY / "app.py"), default_timeout=30)
        return test.switch_page("pages/data/imports.py").run(), path, ana

    yield start
    st.cache_resource.clear()


def buttons(test, label):
    return [one for one in test.button if one.label == label]


def headings(test):
    return [one.value for one in test.subheader]


def shown(test):
    texts = [one.value for one in (*test.markdown, *test.caption)]
    return " ".join(texts).replace("\\", "")


def counted(path, ana):
    st.cache_resource.clear()
    with Store(str(path)) as store:
        return len(frames.training(store, ana)["runs"])


@pytest.mark.slow
def test_a_log_of_one_source_has_nothing_to_say(page):
    test, _, _ = page(strava(run("2026-11-02 07:00")))

    assert not test.exception
    assert HEADING not in headings(test)


def test_a_group_says_day_sources_files_and_why(page):
    test, _, _ = page(
        strava(run("2026-11-02 07:00", title="*Bold* run")),
        garmin(watch("2026-11-02 07:02")),
    )

    assert not test.exception
    assert HEADING in headings(test)
    said = shown(test)
    assert "Run, Mon 2 Nov 2026" in said
    assert "Garmin Connect and Strava" in said or "Strava and Garmin Connect" in said
    assert "starts 2 min apart, 96% overlap" in said
    assert "0.csv" in said and "1.csv" in said
    assert any("\\*Bold\\* run" in one.value for one in test.caption)


@pytest.mark.slow
def test_taking_two_apart_is_remembered_and_can_be_taken_back(page):
    test, path, ana = page(
        strava(run("2026-11-02 07:00")), garmin(watch("2026-11-02 07:02"))
    )
    assert not buttons(test, "Join again")

    buttons(test, "These are two")[0].click().run()

    assert not test.exception
    assert not buttons(test, "These are two")
    assert "Kept apart: 1" in [one.label for one in test.expander]

    buttons(test, "Join again")[0].click().run()

    assert not test.exception
    assert len(buttons(test, "These are two")) == 1
    assert not buttons(test, "Join again")
    assert counted(path, ana) == 1


@pytest.mark.slow
def test_apart_they_count_twice(page):
    test, path, ana = page(
        strava(run("2026-11-02 07:00")), garmin(watch("2026-11-02 07:02"))
    )

    buttons(test, "These are two")[0].click().run()

    assert counted(path, ana) == 2


@pytest.mark.slow
def test_a_long_list_comes_in_pages(page):
    days = [f"2026-10-{day:02d} 18:00" for day in range(1, 31)]
    test, _, _ = page(
        hevy(*(lift(day, *sets(n=3)) for day in days)),
        strava(*(run(day, 61, 0, kind="Weight Training") for day in days)),
    )

    assert not test.exception
    assert "30 records of an activity" in shown(test)
    assert len(buttons(test, "These are two")) == 8

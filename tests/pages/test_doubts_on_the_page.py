"""The list of values to check on the Imports page, and what its buttons do."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from tests.logs import NOW, hevy, keep, lift, run, sets, strava

from runlift import frames
from runlift.store import Store, athletes

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = "pages/data/imports.py"
THING = "**Bold** <b>thing</b>"
USUAL = [lift(f"2026-{month:02d}-05 18:00", *sets(THING)) for month in range(4, 10)]


@pytest.fixture
def opened(monkeypatch, tmp_path):
    """The page of an athlete with these files."""

    def start(*files):
        path = tmp_path / "store.duckdb"
        with Store(str(path)) as store:
            ana = athletes.new(
                store, "Ana", NOW, timezone="UTC", is_timezone_known=True
            )
            athletes.write(store, ana, NOW)
            keep(store, ana, *files)
        monkeypatch.setenv("RUNLIFT_STORE", str(path))
        test = AppTest.from_file(str(REPOSITORY / "app.py"), default_timeout=60)
        return test.switch_page(PAGE).run(), path

    yield start
    st.cache_resource.clear()


def shown(test):
    texts = [*test.markdown, *test.caption, *test.subheader]
    return " ".join(one.value.replace("\\", "") for one in texts)


def press(test, label):
    next(one for one in test.button if one.label == label).click().run()
    assert not test.exception


def left(path):
    st.cache_resource.clear()
    with Store(str(path)) as store:
        [ana] = athletes.athletes(store)
        return frames.training(store, ana)


@pytest.mark.slow
def test_a_log_without_doubts_says_nothing(opened):
    test, _ = opened(hevy(*USUAL))

    assert "Values to check" not in shown(test)


def test_a_doubt_is_said_with_its_numbers_and_its_name_is_no_markup(opened):
    test, _ = opened(hevy(*USUAL, lift("2026-10-05 18:00", *sets(THING, load=300))))

    assert "Values to check" in shown(test)
    assert (
        "1 value to check. Not used until you say that it is right: 1 value."
        in shown(test)
    )
    assert f"300 kg in {THING} is 3 times the best before, 100 kg" in shown(test)
    [said] = [one.value for one in test.markdown if "300 kg" in one.value]
    assert "\\*\\*Bold\\*\\* \\<b\\>" in said


@pytest.mark.slow
def test_what_is_right_moves_to_the_decided_and_comes_back(opened):
    test, path = opened(
        hevy(*USUAL, lift("2026-10-05 18:00", *sets(THING, load=300, n=2)))
    )
    # Both sets are one entry, answered together.
    assert len([one for one in test.button if one.label == "It is right"]) == 1

    press(test, "It is right")
    assert "Nothing waits for you." in shown(test)
    assert "Decided: 2" in [one.label for one in test.expander]

    press(test, "Take it back")
    assert "1 value to check" in shown(test)
    assert sorted(left(path)["doubts"]["verdict"].fillna("").tolist()) == [
        "",
        "confirmed",
    ]


@pytest.mark.slow
def test_what_is_left_out_is_remembered_with_what_was_odd(opened):
    test, path = opened(hevy(*USUAL, lift("2026-10-05 18:00", *sets(THING, load=300))))

    press(test, "Leave it out")

    assert "left out" in shown(test)
    log = left(path)
    assert len(log["sets"]) == 6
    assert "3 times the best before" in log["doubts"]["reason"].item()


@pytest.mark.slow
def test_many_of_a_kind_that_hold_nothing_back_are_one_entry(opened):
    slow = [run(f"2026-10-{day:02d} 07:00", 60, 3.0) for day in range(1, 21)]
    test, path = opened(strava(*slow))

    assert "20 values to check. All of them count" in shown(test)
    assert "And 17 more like it." in shown(test)
    press(test, "They are right")

    assert "Nothing waits for you." in shown(test)
    assert set(left(path)["doubts"]["verdict"]) == {"confirmed"}


@pytest.mark.slow
def test_a_long_list_has_pages(opened):
    names = [f"Thing {place:02d}" for place in range(10)]
    usual = [
        lift(f"2026-{month:02d}-05 18:00", *(one for n in names for one in sets(n)))
        for month in range(4, 10)
    ]
    last = lift("2026-10-05 18:00", *(one for n in names for one in sets(n, load=300)))
    test, _ = opened(hevy(*usual, last))

    assert len([one for one in test.button if one.label == "It is right"]) == 8

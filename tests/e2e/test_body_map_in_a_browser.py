"""The body map in a real browser: clicked, walked through by keyboard, read, themed."""

import csv
import os
import shutil

import pytest
from tests.e2e import conftest

pytestmark = pytest.mark.e2e

REPOSITORY = conftest.REPOSITORY
APP = """
import pandas as pd
import streamlit as st

from runlift.charts.theme import Look
from runlift.ui.body_map import body_map

st.set_page_config(layout="wide")
st.title("A body")
is_dark = st.context.theme.type == "dark"
told = pd.DataFrame(
    [
        ("quads", "Quadriceps", "band_develop", "7.5 sets a week", "develops"),
        ("soleus", "<b>Soleus</b>", "band_high", "17 sets a week", "high"),
        ("abs", "Abdominals", "band_little", "1 set a week", "little stimulus"),
    ],
    columns=["muscle", "name", "tone", "figure", "word"],
)
chosen = body_map(told, "map", look=Look(is_dark=is_dark))
st.text(f"chosen: {chosen}")
st.button("Again")
"""


@pytest.fixture(scope="module")
def page_of_a_body(tmp_path_factory):
    """A server whose only page shows the map and says what was chosen on it."""
    folder = tmp_path_factory.mktemp("body")
    (folder / "app.py").write_text(APP, "utf-8")
    shutil.copytree(REPOSITORY / ".streamlit", folder / ".streamlit")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conftest, "REPOSITORY", folder)
        patch.setenv("PYTHONPATH", str(REPOSITORY / "src"), prepend=os.pathsep)
        with conftest.served(folder / "store.duckdb") as url:
            yield url


@pytest.fixture
def body(page_of_a_body, visit):
    def open_it(**options):
        visitor = visit(page_of_a_body, **options)
        visitor.opens("")
        visitor.page.get_by_role("button", name="Quadriceps").wait_for()
        return visitor

    return open_it


def button(visitor, name):
    return visitor.page.get_by_role("button", name=name)


def shape(visitor, muscle, view):
    """The first of a muscle's shapes, on one half of the body."""
    return visitor.page.locator(
        f'svg[data-view="{view}"] .muscle[data-muscle="{muscle}"] .shape'
    ).first


def says(visitor, text):
    visitor.page.get_by_text(text, exact=True).wait_for()
    visitor.settles()


def focused(visitor):
    return visitor.page.evaluate(
        """() => document.activeElement.shadowRoot?.activeElement?.dataset.muscle"""
    )


def shipped():
    with (REPOSITORY / "data" / "muscles.csv").open(encoding="utf-8") as file:
        return [row["muscle"] for row in csv.DictReader(file)]


def test_a_click_chooses_and_a_second_one_clears(body):
    visitor = body()
    quads = button(visitor, "Quadriceps, 7.5 sets a week, develops")
    says(visitor, "chosen: None")

    shape(visitor, "quads", "front").click()
    says(visitor, "chosen: quads")
    assert quads.get_attribute("aria-pressed") == "true"
    visitor.page.get_by_role("button", name="Again").click()
    visitor.settles()
    says(visitor, "chosen: quads")
    shape(visitor, "glute_max", "back").click()
    says(visitor, "chosen: glute_max")
    assert quads.get_attribute("aria-pressed") == "false"
    shape(visitor, "glute_max", "back").click()
    says(visitor, "chosen: None")

    assert visitor.complaints == []


def test_a_muscle_seen_from_behind_as_well_is_the_same_muscle(body):
    visitor = body()

    shape(visitor, "gastrocnemius", "front").click()
    says(visitor, "chosen: gastrocnemius")
    shape(visitor, "gastrocnemius", "back").click()
    says(visitor, "chosen: None")

    assert button(visitor, "Gastrocnemius").count() == 1
    assert visitor.complaints == []


def test_two_quick_clicks_end_with_the_second(body):
    visitor = body()

    shape(visitor, "chest", "front").click()
    shape(visitor, "hamstrings", "back").click()
    says(visitor, "chosen: hamstrings")

    assert button(visitor, "Chest").get_attribute("aria-pressed") == "false"
    assert button(visitor, "Hamstrings").get_attribute("aria-pressed") == "true"


def test_every_muscle_is_reached_chosen_and_cleared_by_keyboard(body):
    visitor = body()
    keyboard = visitor.page.keyboard
    button(visitor, "Chest").focus()
    met = []

    for _ in shipped():
        met.append(focused(visitor))
        keyboard.press("ArrowDown")
    assert met == shipped()
    assert focused(visitor) == met[0]

    keyboard.press("End")
    keyboard.press("Enter")
    says(visitor, "chosen: soleus")
    assert focused(visitor) == "soleus"
    keyboard.press(" ")
    says(visitor, "chosen: None")
    keyboard.press("ArrowUp")
    keyboard.press("Enter")
    says(visitor, "chosen: gastrocnemius")
    keyboard.press("Escape")
    says(visitor, "chosen: None")
    keyboard.press("ArrowLeft")
    assert focused(visitor) == "tibialis_anterior"

    assert visitor.complaints == []


def test_the_map_is_one_stop_of_the_tab_key(body):
    visitor = body()
    button(visitor, "Chest").focus()

    visitor.page.keyboard.press("ArrowDown")
    visitor.page.keyboard.press("Tab")
    assert visitor.page.evaluate("document.activeElement.innerText") == "Again"
    visitor.page.keyboard.press("Shift+Tab")

    assert focused(visitor) == "front_delts"


def test_the_tip_says_name_figure_and_word_and_takes_text_as_text(body):
    visitor = body()
    tip = visitor.page.locator(".tip")
    assert not tip.is_visible()

    shape(visitor, "soleus", "back").hover()
    assert tip.locator("> *").all_inner_texts() == [
        "<b>Soleus</b>",
        "17 sets a week",
        "high",
    ]
    visitor.page.get_by_role("heading", name="A body").hover()
    assert not tip.is_visible()
    button(visitor, "Chest").focus()
    visitor.page.keyboard.press("ArrowDown")
    assert tip.inner_text() == "Front deltoids"
    visitor.page.keyboard.press("Escape")
    assert not tip.is_visible()


def test_keyboard_focus_has_a_ring_and_a_click_has_none(body):
    visitor = body()
    ring = visitor.page.locator(".rings .focused .ring")

    shape(visitor, "abs", "front").click()
    says(visitor, "chosen: abs")
    assert ring.count() == 0
    visitor.page.keyboard.press("ArrowDown")

    assert ring.count() > 0
    visitor.page.get_by_role("button", name="Again").focus()
    assert ring.count() == 0


def test_who_cannot_see_it_hears_it(body):
    visitor = body()
    page = visitor.page
    whole = page.get_by_role("group", name="Muscles of the body, front and back")

    assert whole.get_by_role("button").count() == len(shipped())
    for view in ("Front", "Back"):
        assert whole.get_by_role("group", name=view, exact=True).count() == 1
    heard = whole.aria_snapshot()
    assert 'button "Quadriceps, 7.5 sets a week, develops"' in heard
    assert "little stimulus: Abdominals (1 set a week); develops: Quadriceps" in heard
    assert [one.strip() for one in whole.locator("li").all_inner_texts()] == [
        "little stimulus",
        "develops",
        "high",
    ]


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_both_views_stand_side_by_side_in_the_colours_of_the_theme(body, width, theme):
    from runlift.charts.theme import DARK, LIGHT

    visitor = body(width=width, theme=theme)
    boxes = [one.bounding_box() for one in visitor.page.locator(".view svg").all()]
    fill = shape(visitor, "quads", "front").evaluate(
        "node => getComputedStyle(node).fill"
    )
    colour = {"light": LIGHT, "dark": DARK}[theme]["band_develop"]

    assert len(boxes) == 2
    assert boxes[0]["y"] == boxes[1]["y"]
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    assert boxes[1]["x"] + boxes[1]["width"] <= width
    for box in boxes:
        assert box["height"] == pytest.approx(box["width"] * 484 / 200, abs=1)
        assert box["width"] >= 150
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    assert fill == f"rgb({red}, {green}, {blue})"
    assert not visitor.overflows()
    assert visitor.complaints == []


def test_beside_a_small_muscle_is_near_enough(body):
    visitor = body(width=390)
    page = visitor.page
    box = shape(visitor, "tibialis_anterior", "front").bounding_box()

    page.mouse.click(box["x"] + box["width"] + 3, box["y"] + box["height"] / 3)

    says(visitor, "chosen: tibialis_anterior")

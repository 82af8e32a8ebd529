"""The body map: what is drawn, and what the browser is told to show."""

import csv
import json
import re
import xml.etree.ElementTree as ElementTree
from itertools import pairwise

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest
from tests.charts.test_theme import contrast
from tests.conftest import REPOSITORY

from runlift.charts.theme import BAND, DARK, LIGHT, Look
from runlift.ui.body_map import body_map, describe

PARTS = REPOSITORY / "src" / "runlift" / "ui" / "body_map_parts"
FILES = sorted(path for path in PARTS.iterdir() if path.is_file())
LOOKS = {"light": LIGHT, "dark": DARK}
WIDTH, HEIGHT = 100, 484
"""Of the half that is drawn."""

both = pytest.mark.parametrize("colours", LOOKS.values(), ids=LOOKS)


def shipped():
    """Every muscle of the shipped table: its id and the view it belongs to."""
    with (REPOSITORY / "data" / "muscles.csv").open(encoding="utf-8") as file:
        return {row["muscle"]: row["view"] for row in csv.DictReader(file)}


def figure(view):
    return ElementTree.parse(PARTS / f"{view}.svg").getroot()


def shapes(view):
    """The paths of every muscle in one view; lines of fibre are no shapes."""
    return {
        group.get("data-muscle"): [
            path.get("d") for path in group if path.get("class") is None
        ]
        for group in figure(view).iter()
        if group.get("data-muscle")
    }


def points(path):
    """Where a path passes: `M` absolute, then curves and lines from point to point."""
    x = y = 0.0
    for letter, rest in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
        numbers = [float(text) for text in re.findall(r"-?(?:\d*\.\d+|\d+)", rest)]
        if letter == "M":
            x, y = numbers
            yield x, y
            continue
        assert letter in "clz", f"the test cannot follow {letter!r}"
        size = 6 if letter == "c" else 2
        for i in range(0, len(numbers), size):
            *_, dx, dy = numbers[i : i + size]
            x, y = x + dx, y + dy
            yield x, y


def is_inside(point, outline):
    """Whether a point lies in a polygon: a ray to the right crosses it oddly often."""
    x, y = point
    crossed = False
    for (ax, ay), (bx, by) in pairwise([*outline, outline[0]]):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            crossed = not crossed
    return crossed


# What is drawn.


def test_every_muscle_has_a_shape_in_its_view():
    drawn = {view: shapes(view) for view in ("front", "back")}

    assert [m for m, view in shipped().items() if not drawn[view].get(m)] == []


def test_nothing_is_drawn_that_is_no_muscle():
    for view in ("front", "back"):
        assert set(shapes(view)) <= set(shipped())
        # One group a view, or the browser would know two buttons of one muscle.
        named = [one.get("data-muscle") for one in figure(view).iter()]
        known = [name for name in named if name]
        assert len(known) == len(set(known))
        assert [one for one in figure(view).iter() if one.get("id")] == []


def test_muscles_that_are_seen_from_both_sides_are_drawn_on_both():
    seen = set(shapes("front")) & set(shapes("back"))

    assert seen >= {
        "traps",
        "side_delts",
        "forearms",
        "triceps",
        "lats",
        "obliques",
        "glute_med",
        "quads",
        "adductors",
        "gastrocnemius",
        "soleus",
    }


@pytest.mark.parametrize("view", ["front", "back"])
def test_a_muscle_is_drawn_once_on_one_half_and_within_the_body(view):
    [outline, *_] = [
        list(points(path.get("d")))
        for path in figure(view).iter()
        if path.get("class") == "body"
    ]

    for muscle, paths in shapes(view).items():
        for path in paths:
            passed = list(points(path))
            # The gap at the midline is two units wide.
            assert all(0.99 < x <= WIDTH and 0 <= y <= HEIGHT for x, y in passed), (
                muscle
            )
            middle = [sum(axis) / len(passed) for axis in zip(*passed, strict=True)]
            assert is_inside(middle, outline), muscle


def test_both_views_have_the_same_size():
    boxes = {figure(view).get("viewBox") for view in ("front", "back")}

    assert boxes == {f"-{WIDTH} 0 {2 * WIDTH} {HEIGHT}"}
    assert f"aspect-ratio: {2 * WIDTH} / {HEIGHT}" in (
        PARTS / "body_map.css"
    ).read_text("utf-8")


def test_the_parts_are_small_and_fetch_nothing():
    assert sum(len(path.read_bytes()) for path in FILES) < 40_000
    for path in FILES:
        text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|//\w+\.|@import|\bimport\b|fetch\(|src=", text)


def test_text_never_becomes_markup():
    script = (PARTS / "body_map.js").read_text("utf-8")

    assert "textContent" in script
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|Function\(|eval", script)


def test_only_the_theme_names_a_colour():
    for path in FILES:
        text = path.read_text("utf-8")
        # A shadow is the absence of light, in every look.
        text = text.replace("rgb(0 0 0 / 16%)", "")
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b|\b(rgb|hsl)a?\(", text), path.name


# What the browser is told.


def rows(*told):
    columns = ["muscle", "name", "tone", "figure", "word"]
    return pd.DataFrame(told, columns=columns, dtype="str")


QUADS = ("quads", "Quadriceps", "band_develop", "7.5 sets a week", "develops")
CALVES = ("soleus", "Soleus", "band_high", "17 sets a week", "high for a runner")
SHINS = (
    "tibialis_anterior",
    "Shins",
    "band_little",
    "0 sets a week",
    "little stimulus",
)


@pytest.fixture
def told():
    """Draws a map in an app of its own; gives what the browser gets, and the answer."""

    def draw(frame, *, is_dark=False, selected=None):
        def script(frame, is_dark, selected):
            import streamlit as st

            from runlift.charts.theme import Look
            from runlift.ui.body_map import body_map

            look = Look(is_dark=is_dark)
            st.text(str(body_map(frame, "map", look=look, selected=selected)))

        args = {"frame": frame, "is_dark": is_dark, "selected": selected}
        test = AppTest.from_function(script, kwargs=args).run()
        assert not test.exception
        [drawn] = test.get("bidi_component")
        return json.loads(drawn.proto.json), test.text[0].value

    return draw


def test_every_muscle_is_told_in_the_order_of_the_table(told):
    content, _ = told(rows(QUADS))

    assert [one["id"] for one in content["muscles"]] == list(shipped())
    assert {one["id"]: one["view"] for one in content["muscles"]} == shipped()


def test_a_row_gives_its_muscle_label_colour_and_mark(told):
    content, _ = told(rows(QUADS, CALVES))
    muscles = {one["id"]: one for one in content["muscles"]}

    assert muscles["quads"] == {
        "id": "quads",
        "view": "front",
        "name": "Quadriceps",
        "figure": "7.5 sets a week",
        "word": "develops",
        "label": "Quadriceps, 7.5 sets a week, develops",
        "fill": LIGHT["band_develop"],
        "mark": "plain",
    }
    assert muscles["soleus"]["fill"] == LIGHT["band_high"]


def test_a_muscle_without_a_row_is_neutral_and_has_the_name_of_the_table(told):
    content, _ = told(rows(QUADS))
    [abs_] = [one for one in content["muscles"] if one["id"] == "abs"]

    assert (abs_["label"], abs_["fill"]) == ("Abdominals", LIGHT["body_muscle"])
    assert abs_["figure"] == abs_["word"] == ""


def test_the_colours_are_those_of_the_look(told):
    light, _ = told(rows(QUADS))
    dark, _ = told(rows(QUADS), is_dark=True)

    assert light["colours"]["body"] == LIGHT["body"]
    assert dark["colours"]["body"] == DARK["body"]
    assert dark["legend"][0]["fill"] == DARK["band_develop"]


def test_the_legend_holds_the_tones_that_occur_from_little_to_much(told):
    content, _ = told(rows(CALVES, QUADS, SHINS, ("abs", "Abs", "", "", "")))

    assert [one["word"] for one in content["legend"]] == [
        "little stimulus",
        "develops",
        "high for a runner",
    ]


def test_the_extremes_are_told_without_colour(told):
    bands = [
        (muscle, muscle, band.fill, "", band.word)
        for muscle, band in zip(shipped(), BAND.values(), strict=False)
    ]
    roles = [
        (muscle, muscle, f"role_{role}", "", role)
        for muscle, role in zip(
            shipped(), ("primary", "secondary", "stabiliser"), strict=False
        )
    ]
    little, maintain, develop, above, high = [
        one["mark"] for one in told(rows(*bands))[0]["legend"]
    ]

    assert len({little, maintain, above, high}) == 4
    assert maintain == develop
    assert len({one["mark"] for one in told(rows(*roles))[0]["legend"]}) == 3


def test_the_map_in_words_goes_from_little_to_much():
    frame = rows(QUADS, SHINS, ("abs", "Abdominals", "band_develop", "", "develops"))

    assert describe(frame) == (
        "little stimulus: Shins (0 sets a week); "
        "develops: Quadriceps (7.5 sets a week), Abdominals."
    )
    assert describe(frame.iloc[:0]) == "No muscle is marked."


def test_what_is_missing_is_empty_and_what_is_not_drawn_is_left_out(told):
    frame = rows(QUADS, ("unmapped", "Not mapped", "", "3 sets a week", ""))
    frame.loc[0, ["tone", "word"]] = None
    content, _ = told(frame)
    quads = next(one for one in content["muscles"] if one["id"] == "quads")

    assert (quads["fill"], quads["word"]) == (LIGHT["body_muscle"], "")
    assert quads["label"] == "Quadriceps, 7.5 sets a week"
    assert "unmapped" not in {one["id"] for one in content["muscles"]}
    assert content["legend"] == []


def test_what_is_selected_before_anybody_chose_is_the_answer(told):
    content, answer = told(rows(QUADS), selected="soleus")

    assert (content["selected"], answer) == ("soleus", "soleus")
    assert told(rows(QUADS))[1] == "None"


def test_a_selection_that_is_no_muscle_is_none(told):
    content, answer = told(rows(QUADS), selected="wings")

    assert (content["selected"], answer) == (None, "None")


def test_a_muscle_twice_and_an_unknown_tone_are_refused():
    with pytest.raises(ValueError, match="'quads' has two rows"):
        body_map(rows(QUADS, QUADS), "twice", look=Look())
    with pytest.raises(ValueError, match="'green' is no meaning"):
        body_map(rows(("abs", "Abs", "green", "", "")), "tone", look=Look())


def test_the_frame_is_not_changed(told):
    frame = rows(QUADS, CALVES)
    before = frame.copy()
    told(frame)

    pd.testing.assert_frame_equal(frame, before)


# Colours.


@both
def test_the_rings_around_muscles_stand_out_from_every_ground(colours):
    for ground in (
        "page",
        "body",
        "body_muscle",
        *(band.fill for band in BAND.values()),
    ):
        assert contrast(colours["ink"], colours[ground]) >= 3, ground


@both
def test_neutral_muscles_are_quiet_and_the_roles_step_down(colours):
    ground = colours["body"]
    steps = [
        contrast(colours[f"role_{role}"], ground)
        for role in ("stabiliser", "secondary", "primary")
    ]

    assert 1.05 < contrast(colours["body_muscle"], ground) < 1.6
    assert contrast(colours["body"], colours["page"]) > 1.2
    assert steps == sorted(steps)
    assert steps[-1] >= 2.5

"""Every chart keeps the contract of `runlift.charts`, whatever it draws."""

import base64
import functools
import importlib
import inspect
import json
import pkgutil
import re
from pathlib import Path

import numpy as np
import pandas as pd
import plotly.io as pio
import pytest

from runlift import charts as package
from runlift.charts import charts, sheet
from runlift.charts.theme import DARK, LIGHT, Look

CHARTS = charts()
LOOKS = [
    pytest.param(Look(), id="light, metric"),
    pytest.param(Look(True, "lb", "mi"), id="dark, imperial"),
]
FREE_TEXT = {"exercise", "label", "hover", "sub", "name", "group", "title", "phase"}
HOSTILE = '<img src="x"><i>%{y}</i> & {z}'

every_chart = pytest.mark.parametrize("name", CHARTS)
every_look = pytest.mark.parametrize("look", LOOKS)


@pytest.fixture(autouse=True)
def no_template():
    """Streamlit brings its own; what is left is what the chart itself says."""
    default = pio.templates.default
    pio.templates.default = None
    yield
    pio.templates.default = default


def drawn(name, look=None, frames=None):
    look = look or Look()
    return example_of(name, look) if frames is None else spec_of(name, look, frames)


@functools.cache
def example_of(name, look):
    """Drawn once: several tests read it, and none changes it."""
    return spec_of(name, look, CHARTS[name].example())


def spec_of(name, look, frames):
    figure = CHARTS[name].figure(look, **frames)
    return json.loads(figure.to_json(engine="json"))


def empty(frames):
    return {name: frame.iloc[:0] for name, frame in frames.items()}


def leaves(value, path=()):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, path)
    else:
        yield path, value


def points(trace):
    sizes = [0]
    for key in ("x", "y"):
        value = trace.get(key)
        if isinstance(value, dict):
            sizes.append(len(np.frombuffer(_bytes(value), value["dtype"])))
        elif value is not None:
            sizes.append(len(value))
    return max(sizes)


def _bytes(packed):
    return base64.b64decode(packed["bdata"])


def test_the_charts_are_found():
    assert {"e1rm", "week_board", "gaps_before"} <= set(CHARTS)


def test_a_module_offers_all_of_the_contract_or_none_of_it():
    contract = {"NEEDS", "figure", "describe", "example"}
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")

        assert contract & set(vars(module)) in (set(), contract), info.name


@every_chart
def test_a_chart_says_which_question_it_answers(name):
    assert inspect.getdoc(CHARTS[name]).splitlines()[0].endswith("?")


@every_chart
def test_the_frames_are_keywords_named_as_in_needs(name):
    module = CHARTS[name]

    for function in (module.figure, module.describe):
        taken = inspect.signature(function).parameters.values()
        frames = [p.name for p in taken if p.kind is p.KEYWORD_ONLY]
        assert frames == list(module.NEEDS)


@every_chart
def test_the_example_has_the_columns_the_chart_needs(name):
    module = CHARTS[name]

    columns = {key: tuple(frame) for key, frame in module.example().items()}
    assert columns == dict(module.NEEDS)


@every_chart
@every_look
def test_the_example_is_drawn_with_few_bytes(name, look):
    spec = drawn(name, look)

    assert spec["data"]
    assert len(json.dumps(spec)) < 100_000


@every_chart
@every_look
def test_empty_frames_give_an_empty_figure(name, look):
    assert drawn(name, look, empty(CHARTS[name].example()))["data"] == []


@every_chart
def test_any_one_frame_may_be_empty(name):
    example = CHARTS[name].example()
    for one in example:
        drawn(name, frames=example | {one: example[one].iloc[:0]})


@every_chart
def test_the_input_is_not_changed(name):
    module = CHARTS[name]
    frames = module.example()
    before = {key: frame.copy(deep=True) for key, frame in frames.items()}

    module.figure(Look(), **frames)
    module.describe(Look(), **frames)

    for key, frame in frames.items():
        pd.testing.assert_frame_equal(frame, before[key])


@pytest.mark.parametrize(
    "name", ["e1rm", "gaps_before", "plan_load", "placement_week", "week_load"]
)
def test_the_order_of_the_rows_does_not_matter(name):
    """But for muscles, strips and the weeks of the board: the page's wish."""
    module = CHARTS[name]
    frames = module.example()
    turned = {key: frame.iloc[::-1] for key, frame in frames.items()}

    assert module.describe(**frames) == module.describe(**turned)
    before, after = drawn(name), drawn(name, frames=turned)
    assert before["layout"] == after["layout"]


@every_chart
@every_look
def test_the_text_alternative_is_plain_and_short(name, look):
    module = CHARTS[name]
    for frames in (module.example(), empty(module.example())):
        text = module.describe(look, **frames)

        assert text.endswith(".")
        assert 20 <= len(text) <= 600
        assert "<" not in text
        assert "nan" not in text.lower().split()


@every_chart
@every_look
def test_every_colour_is_the_themes(name, look):
    allowed = set((DARK if look.is_dark else LIGHT).values())

    for path, value in leaves(drawn(name, look)):
        is_colour = any(key.endswith(("color", "colorscale")) for key in path)
        if is_colour and isinstance(value, str):
            assert value in allowed, path


def test_no_chart_writes_a_colour():
    for path in Path(package.__path__[0]).glob("*.py"):
        if path.name != "theme.py":
            found = re.findall(
                r"#[0-9A-Fa-f]{6}\b|rgba?\(", path.read_text(encoding="utf-8")
            )
            assert not found, path.name


@every_chart
def test_charts_bring_neither_template_nor_font_nor_webgl(name):
    spec = drawn(name)

    assert not spec["layout"].get("template")
    assert not [path for path, _ in leaves(spec) if "family" in path]
    assert {trace["type"] for trace in spec["data"]} <= {"scatter", "bar", "heatmap"}


@every_chart
def test_a_numeric_axis_states_its_unit(name):
    for key, axis in drawn(name)["layout"].items():
        if not re.fullmatch(r"[xy]axis\d*", key):
            continue
        is_numeric = axis.get("type", "linear") == "linear" and not axis.get("ticktext")
        if is_numeric and axis.get("showticklabels", True):
            has_suffix = axis.get("ticksuffix", "").strip()
            assert has_suffix or axis.get("title", {}).get("text"), key


@every_chart
def test_nothing_moves_under_a_finger(name):
    layout = drawn(name)["layout"]

    assert layout["dragmode"] is False
    assert all(
        axis["fixedrange"]
        for key, axis in layout.items()
        if re.fullmatch(r"[xy]axis\d*", key)
    )


@every_chart
def test_text_from_files_is_shown_not_rendered(name):
    frames = {
        key: frame.assign(**dict.fromkeys(FREE_TEXT & set(frame.columns), HOSTILE))
        for key, frame in CHARTS[name].example().items()
    }

    text = json.dumps(drawn(name, frames=frames))
    assert "<img" not in text
    assert "<i>" not in text


@every_chart
def test_missing_text_is_no_text(name):
    example = CHARTS[name].example()
    frames = {
        key: frame.assign(**dict.fromkeys(FREE_TEXT & set(frame.columns)))
        for key, frame in example.items()
        if "exercise" not in frame
    }
    if frames:
        text = json.dumps(drawn(name, frames=example | frames))
        assert "None" not in text
        assert "nan" not in re.findall(r"[a-z]+", text)


@every_chart
def test_a_long_log_stays_drawable(name):
    spec = drawn(name, frames=long(name))

    assert max(points(trace) for trace in spec["data"]) <= sheet.MAX_POINTS
    assert len(spec["data"]) <= 25


def long(name, copies=150):
    """The example over and over, each copy ten days later than the one before."""
    frames = {}
    for key, frame in CHARTS[name].example().items():
        again = pd.concat([frame] * copies, ignore_index=True)
        copy = pd.Series(np.repeat(np.arange(copies), len(frame)), again.index)
        shift = pd.to_timedelta(70 * copy, unit="D")
        for column in again.select_dtypes("datetime"):
            again[column] = (again[column] - shift).astype(frame[column].dtype)
        for column in again.columns.intersection(["run_id", "activity_id"]):
            again[column] = again[column] + "-" + copy.astype(str)
        frames[key] = again
    return frames

"""Colours can be read, tell things apart, and are the same in config.toml."""

import tomllib
from itertools import combinations
from typing import get_args

import pytest
from tests.conftest import REPOSITORY

from runlift.charts.theme import (
    ACTIVITY,
    BAND,
    DARK,
    LIGHT,
    SEVERITY,
    TEXT,
    Look,
    Meaning,
)

LOOKS = {"light": LIGHT, "dark": DARK}
CONFIG = tomllib.loads((REPOSITORY / ".streamlit" / "config.toml").read_text("utf-8"))

both = pytest.mark.parametrize("colours", LOOKS.values(), ids=LOOKS)


def luminance(colour):
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_the_standard_does():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@both
def test_every_meaning_has_a_colour(colours):
    assert set(colours) == set(get_args(Meaning))


@both
def test_text_can_be_read_on_the_page_and_on_surfaces(colours):
    for meaning in TEXT:
        for ground in ("page", "surface"):
            assert contrast(colours[meaning], colours[ground]) >= 4.5, meaning


@both
def test_numbers_can_be_read_on_every_band(colours):
    for fill in (*(band.fill for band in BAND.values()), "band_none"):
        assert contrast(colours["ink"], colours[fill]) >= 4.5, fill


@both
def test_what_matters_stands_out_from_the_page(colours):
    for meaning in ("run_key", "run_long", "run_race", "lift", "lift_legs", "conflict"):
        assert contrast(colours[meaning], colours["page"]) >= 3, meaning


@both
def test_an_outline_without_a_fill_can_be_seen(colours):
    for kind in ACTIVITY.values():
        for ground in ("page", "surface"):
            assert contrast(colours[kind.edge], colours[ground]) >= 3, kind.word


@both
def test_a_word_can_be_read_upon_the_colour_of_every_activity(colours):
    for kind in ACTIVITY.values():
        assert contrast(colours[kind.on], colours[kind.fill]) >= 4.5, kind.word


@both
def test_no_two_activities_and_no_two_bands_look_alike(colours):
    for group in (ACTIVITY.values(), BAND.values()):
        for one, other in combinations([colours[item.fill] for item in group], 2):
            assert one != other
    for one, other in combinations([kind.edge for kind in ACTIVITY.values()], 2):
        assert colours[one] != colours[other]


@both
def test_the_accent_carries_streamlits_white_and_stands_out(colours):
    assert contrast(colours["accent"], "#FFFFFF") >= 4.5
    assert contrast(colours["accent"], colours["surface"]) >= 3


def test_a_severity_is_never_told_by_colour_alone():
    assert set(SEVERITY) == {"conflict", "caution", "ok", "info"}
    assert len({severity.icon for severity in SEVERITY.values()}) == 4
    assert all(severity.word for severity in SEVERITY.values())
    assert {severity.text for severity in SEVERITY.values()} <= set(TEXT)


def test_a_look_gives_the_colour_of_its_mode():
    assert Look().colour("ink") == LIGHT["ink"]
    assert Look(is_dark=True).colour("ink") == DARK["ink"]


@pytest.mark.parametrize("mode", LOOKS)
def test_the_page_around_the_charts_has_the_same_colours(mode):
    colours, page = LOOKS[mode], CONFIG["theme"][mode]

    assert page["backgroundColor"] == colours["page"]
    assert page["secondaryBackgroundColor"] == colours["surface"]
    assert page["textColor"] == colours["ink"]
    assert page["borderColor"] == colours["grid"]
    assert page["primaryColor"] == colours["accent"]
    assert contrast(page["linkColor"], page["backgroundColor"]) >= 4.5


@pytest.mark.parametrize("mode", LOOKS)
def test_streamlits_own_charts_use_the_themes_colours(mode):
    scales = CONFIG["theme"] | CONFIG["theme"][mode]

    assert len(scales["chartCategoricalColors"]) >= 10
    assert set(scales["chartCategoricalColors"]) <= set(LOOKS[mode].values())
    assert len(scales["chartSequentialColors"]) == 10
    lightness = [luminance(colour) for colour in scales["chartSequentialColors"]]
    assert lightness == sorted(lightness, reverse=mode == "light")


def test_the_server_is_quiet_private_and_fast():
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["runner"] == {"magicEnabled": False, "postScriptGC": False}
    assert CONFIG["client"] == {
        "showErrorDetails": "none",
        "showErrorLinks": False,
        "toolbarMode": "viewer",
    }
    assert CONFIG["server"]["maxUploadSize"] == 400


def test_nothing_is_fetched_for_a_font():
    theme = CONFIG["theme"]

    assert "fontFaces" not in theme
    assert not [value for value in theme.values() if "http" in str(value)]


def test_streamlit_knows_every_option():
    config = pytest.importorskip("streamlit.config")
    known = config.get_config_options()

    def keys(table, path=()):
        for name, value in table.items():
            if isinstance(value, dict):
                yield from keys(value, (*path, name))
            else:
                yield ".".join((*path, name))

    assert set(keys(CONFIG)) <= set(known)

"""What the pictures of the running page show."""

import numpy as np
import pandas as pd
import pytest

from runlift.charts import (
    running_bests,
    running_efficiency,
    running_intensity,
    running_load,
    running_longest,
    running_weeks,
)
from runlift.charts.theme import LIGHT, Look

MILES = Look(distance_unit="mi")


def named(figure, name):
    return next(trace for trace in figure.data if trace.name == name)


def test_the_range_of_the_weeks_before_lies_behind_the_bars():
    weeks = running_weeks.example()["weeks"]
    band, bars, *_ = running_weeks.figure(Look(), weeks=weeks).data

    assert (band.base[0], band.y[0]) == (47, 13)
    assert band.width > bars.width
    assert np.isnan(band.base[-1])


def test_the_running_week_is_pale():
    figure = running_weeks.figure(Look(), weeks=running_weeks.example()["weeks"])

    assert list(named(figure, "other runs").marker.opacity) == [1, 1, 1, 0.55]


def test_weeks_are_told_in_miles_to_those_who_run_miles():
    weeks = running_weeks.example()["weeks"]

    assert "46 mi" in running_weeks.describe(MILES, weeks=weeks)
    assert running_weeks.figure(MILES, weeks=weeks).layout.yaxis.ticksuffix == " mi"


def test_runs_beyond_the_longest_before_are_diamonds_with_their_share():
    runs = running_longest.example()["runs"]
    over = named(
        running_longest.figure(Look(), runs=runs), "over a tenth longer than that"
    )

    assert list(over.y) == pytest.approx([16, 21.4])
    assert list(over.text) == ["+100 %", "+34 %"]
    assert over.marker.symbol == "diamond"


def test_a_run_without_a_reference_says_so_and_is_no_diamond():
    runs = running_longest.example()["runs"].head(1)
    figure = running_longest.figure(Look(), runs=runs)

    assert "over a tenth longer than that" not in {one.name for one in figure.data}
    assert "no run in the 30 days before" in named(figure, "easy run").hovertext[0]


def test_every_zone_has_its_colour_of_running():
    figure = running_intensity.figure(Look(), **running_intensity.example())
    fills = {one.name: one.marker.color for one in figure.data}

    assert fills == {
        "easy": LIGHT["run_easy"],
        "steady": LIGHT["run_steady"],
        "hard": LIGHT["run_key"],
    }
    assert "55% easy" in running_intensity.describe(
        weeks=running_intensity.example()["weeks"].tail(1)
    )


def test_without_a_direction_there_is_no_line():
    example = running_efficiency.example()
    with_line = running_efficiency.figure(Look(), **example)
    without = running_efficiency.figure(
        Look(), **{**example, "trend": example["trend"].iloc[:0]}
    )

    assert len(with_line.data) == len(without.data) + 1
    assert "% a month" not in running_efficiency.describe(
        **{**example, "trend": example["trend"].iloc[:0]}
    )


def test_the_hover_of_a_run_says_which_way_efficiency_went():
    figure = running_efficiency.figure(Look(), **running_efficiency.example())
    told = figure.data[-1].hovertext

    assert "fell by 3.1 %" in told[0]
    assert "rose by 1.2 %" in told[-1]


def test_fast_paces_are_on_top():
    figure = running_bests.figure(Look(), **running_bests.example())
    slow, fast = figure.layout.yaxis.range

    assert slow > fast
    # 1 km in 3:35, 5 km in 20:00, a half in 1:30:00: 215, 240 and 256 s a kilometre.
    assert list(named(figure, "ever").y) == pytest.approx([215, 240, 256], abs=0.1)
    assert list(named(figure, "in these days").y) == pytest.approx([222, 240])


def test_a_whole_run_is_hollow_and_the_legend_says_so():
    figure = running_bests.figure(Look(), **running_bests.example())

    assert list(named(figure, "ever").marker.symbol) == [0, 100, 100]
    assert named(figure, "hollow: a whole run").x == (None,)
    assert "a whole run" in named(figure, "ever").hovertext[1]


def test_paces_are_per_mile_for_those_who_run_miles():
    figure = running_bests.figure(MILES, **running_bests.example())

    assert figure.layout.yaxis.ticktext[0].endswith("/mi")
    assert "5:46 /mi" in named(figure, "ever").hovertext[0]


def test_load_has_a_panel_for_each_measure_that_is_known_and_no_total():
    days = running_load.example()["days"]
    figure = running_load.figure(Look(), days=days)

    assert {one.yaxis for one in figure.data} == {"y", "y2"}
    headings = [one.text for one in figure.layout.annotations]
    assert [text for text in headings if text.startswith("<b>")] == [
        "<b>TRIMP</b>  heart rate × minutes, a day",
        "<b>Leg load</b>  sets for the legs, a day",
    ]


def test_days_in_which_the_averages_still_climb_are_shaded_and_named():
    figure = running_load.figure(Look(), **running_load.example())
    words = [one.text for one in figure.layout.annotations]

    assert len(figure.layout.shapes) == 1
    assert "warming up: the averages begin at zero" in words


def test_unknown_averages_are_not_drawn():
    days = running_load.example()["days"]
    days = days.assign(long_load=np.nan, short_load=np.nan)
    figure = running_load.figure(Look(), days=days)

    assert {one.type for one in figure.data} == {"bar"}
    assert "no averages" in running_load.describe(days=days)


def test_years_are_told_by_their_averages_alone():
    day = running_load.example()["days"].iloc[[0]]
    dates = pd.date_range("2024-01-01", periods=900, freq="D")
    days = pd.concat([day] * 900).assign(day=dates, long_load=5.0, short_load=6.0)
    figure = running_load.figure(Look(), days=days)

    assert {one.type for one in figure.data} == {"scatter"}

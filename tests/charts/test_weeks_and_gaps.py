"""The overview of weeks, and the hours before each run."""

import pandas as pd

from runlift import units
from runlift.charts import gaps_before, week_load
from runlift.charts.theme import LIGHT, Look


def load(**columns):
    return week_load.example()["weeks"].assign(**columns)


def gaps(lifts, runs=None, zones=((24.0, 36.0),)):
    needs = gaps_before.NEEDS
    one = [("r1", pd.Timestamp("2026-11-08"), "26 km", "long")]
    return gaps_before.figure(
        Look(),
        runs=pd.DataFrame(one if runs is None else runs, columns=list(needs["runs"])),
        lifts=pd.DataFrame(lifts, columns=list(needs["lifts"])),
        zones=pd.DataFrame(list(zones), columns=list(needs["zones"])),
    )


def test_the_long_run_is_the_darker_part_of_the_weeks_distance():
    long, rest, *_ = week_load.figure(Look(), weeks=load()).data

    assert (long.y[0], rest.y[0]) == (24.0, 34.2)
    assert long.marker.color == LIGHT["run_long"]


def test_a_long_run_never_exceeds_its_week():
    long, rest, *_ = week_load.figure(Look(), weeks=load(long_m=99_000.0)).data

    assert min(rest.y) == 0
    assert list(long.y) == [58.2, 64.1, 0.0, 21.3]


def test_only_the_last_twelve_weeks_are_drawn():
    days = pd.date_range(end="2026-11-16", periods=30, freq="7D")
    row = load().iloc[0]
    frame = pd.DataFrame([row] * 30).assign(week=days)

    assert len(week_load.figure(Look(), weeks=frame).data[0].y) == 12
    assert week_load.describe(weeks=frame).startswith("12 weeks to the week of 16 Nov")


def test_every_lift_is_a_dot_in_its_line():
    figure = week_load.figure(Look(), weeks=load())
    dots = {t.name: len(t.x) for t in figure.data if t.yaxis == "y2"}

    assert dots == {"legs": 4, "upper body": 2}


def test_conflicts_are_an_icon_and_a_number():
    figure = week_load.figure(Look(), weeks=load())
    marks = [t for t in figure.data if t.type == "scatter" and t.mode == "text"][-1]

    assert list(marks.text) == ["<b>✕ 2</b>", "<b>✕ 1</b>"]


def test_a_lone_week_is_not_as_wide_as_the_page():
    low, high = week_load.figure(Look(), weeks=load().tail(1)).layout.xaxis.range

    assert high - low >= 6


def test_miles_are_shown_to_those_who_run_miles():
    look = Look(distance_unit="mi")
    figure = week_load.figure(look, weeks=load())

    assert figure.layout.yaxis.ticksuffix == " mi"
    assert "36.2 mi" in figure.data[0].hovertext[0]
    assert "13 mi in the newest so far" in week_load.describe(look, weeks=load())


def test_the_heavier_the_legs_the_larger_the_dot():
    dots = gaps(
        [
            ("r1", 40.0, 12.0, "heavy", "ok", "a"),
            ("r1", 80.0, 1.0, "light", "ok", "b"),
        ]
    ).data[0]

    assert dots.marker.size[0] > dots.marker.size[1]
    assert list(dots.marker.color) == [LIGHT["lift_legs"], LIGHT["lift_upper"]]


def test_what_sits_too_close_is_ringed_and_named():
    dots = gaps([("r1", 14.0, 12.0, "legs", "conflict", "Legs")]).data[0]

    assert dots.marker.line.color[0] == LIGHT["conflict"]
    assert dots.text[0] == "14 h"
    assert dots.hovertext[0] == (
        "<b>14 h before 8 Nov 26 km</b><br>Legs, leg load 12.0, ✕ conflict"
    )


def test_a_conflict_is_named_even_where_both_sides_are_taken():
    dots = gaps(
        [
            ("r1", 14.0, 12.0, "heavy", "conflict", "a"),
            ("r1", 18.5, 12.0, "heavy", "conflict", "b"),
        ]
    ).data[0]

    assert list(dots.text) == ["14 h", "18 h"]
    assert dots.textposition[0] == "bottom center"


def test_lifts_outside_the_picture_are_left_out():
    figure = gaps(
        [
            ("r1", 120.0, 12.0, "legs", "ok", "a"),
            ("other", 20.0, 12.0, "legs", "conflict", "b"),
            ("r1", -2.0, 12.0, "legs", "ok", "c"),
        ]
    )

    assert len(figure.data[0].x) == 0
    assert list(figure.data[-1].text) == ["no lift in 96 h"]


def test_a_label_that_begins_with_the_day_is_not_given_it_twice():
    day = pd.Timestamp("2026-11-08")
    runs = [("r1", day, "8 Nov 26 km", "long"), ("r2", day, "26 km", "long")]

    assert set(gaps([], runs).layout.yaxis.ticktext) == {"8 Nov 26 km"}


def test_at_most_twenty_runs_newest_first():
    days = pd.date_range("2026-01-04", periods=30, freq="7D")
    runs = [(f"r{i}", day, "20 km", "long") for i, day in enumerate(days)]
    ticks = gaps([], runs).layout.yaxis.ticktext

    assert len(ticks) == gaps_before.ROWS
    assert ticks[0] == f"{units.day_text(days[-1])} 20 km"


def test_without_zones_nothing_is_called_fine():
    figure = gaps([("r1", 14.0, 12.0, "legs", None, "Legs")], zones=())

    assert not figure.layout.shapes
    assert not figure.layout.annotations

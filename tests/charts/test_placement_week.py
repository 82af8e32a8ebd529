"""A week of chips: each in its half day, severities told three ways, words that fit."""

import pandas as pd
import pytest

from runlift.charts import placement_week
from runlift.charts.placement_chips import GAP, ROW
from runlift.charts.theme import LIGHT, Look

NEEDS = placement_week.NEEDS


def frames(runs=(), lifts=(), closed=()):
    given = {"runs": runs, "lifts": lifts, "closed": closed}
    return {
        key: pd.DataFrame(list(rows), columns=list(NEEDS[key]))
        for key, rows in given.items()
    }


def figure(*args, **more):
    return placement_week.figure(Look(), **frames(*args, **more))


def mode_of(trace):
    """How a trace is drawn; bars know no modes."""
    return trace.to_plotly_json().get("mode")


def words(shown):
    """The words on the chips, each with the day and pixel it stands at."""
    [trace] = [t for t in shown.data if mode_of(t) == "text"]
    return {
        text: (x, y) for text, x, y in zip(trace.text, trace.x, trace.y, strict=True)
    }


def chips(shown):
    """Bars of the chips: those that can be pointed at and are no closed half days."""
    return next(
        t
        for t in shown.data
        if t.type == "bar" and t.hoverinfo == "text" and t.marker.pattern.shape is None
    )


def rings(shown):
    return [t for t in shown.data if t.type == "bar" and t.marker.line.width == 2]


def badges(shown):
    return [t for t in shown.data if mode_of(t) == "markers+text"]


def test_a_chip_stands_in_its_half_day():
    at = words(figure([(0, "AM", "easy"), (6, "PM", "long")]))

    assert at == {"easy": (0.5, ROW / 2), "long": (6.5, ROW + GAP + ROW / 2)}


def test_runs_are_coloured_by_class_and_lifts_by_what_they_do_to_the_legs():
    shown = figure(
        [(day, "AM", name) for day, name in enumerate(("easy", "long + key", "raceB"))],
        [
            (3, "PM", "Lift 1", "heavy", "ok"),
            (4, "PM", "Lift 2", "moderate", "ok"),
            (5, "PM", "Lift 3", "light", "ok"),
        ],
    )
    meanings = (
        "run_easy",
        "run_key",
        "run_race",
        "lift_legs",
        "lift_legs",
        "lift_upper",
    )

    assert list(chips(shown).marker.color) == [LIGHT[name] for name in meanings]
    assert {"easy", "key", "race"} <= set(words(shown))


def test_a_run_and_a_lift_of_one_half_day_share_it_the_run_above():
    shown = figure([(1, "AM", "key")], [(1, "AM", "Lift 1", "heavy", "ok")])
    bar, at = chips(shown), words(shown)

    assert at["key"][1] < at["Lift 1"][1]
    assert bar.y[0] + bar.width[0] / 2 < bar.y[1] - bar.width[1] / 2
    assert sum(bar.width) < ROW


def test_what_has_no_room_is_counted_and_named_when_pointed_at():
    shown = figure(
        lifts=[(1, "AM", f"Lift {number}", "heavy", "ok") for number in range(1, 6)]
    )

    assert list(words(shown)) == ["Lift 1", "Lift 2", "+3"]
    assert chips(shown).hovertext[2] == "<b>And</b><br>Lift 3<br>Lift 4<br>Lift 5"


@pytest.mark.parametrize(
    ("severity", "icon", "colour"),
    [("conflict", "✕", LIGHT["conflict"]), ("caution", "▲", LIGHT["caution"])],
)
def test_what_is_wrong_with_a_lift_is_ring_icon_and_word(severity, icon, colour):
    shown = figure(lifts=[(5, "PM", "Lift 1", "heavy", severity)])
    [ring], [badge], bar = rings(shown), badges(shown), chips(shown)

    assert list(ring.marker.line.color) == [colour]
    assert list(badge.text) == [f"<b>{icon}</b>"]
    assert bar.hovertext[0].endswith(f"Sat PM, {icon} {severity}")
    # A ring needs air: red straight on orange would not be seen.
    assert ring.base[0] < bar.base[0]
    assert ring.width[0] > bar.width[0] + 2 * ring.marker.line.width


@pytest.mark.parametrize("severity", ["ok", "info", None])
def test_a_lift_in_order_has_no_ring(severity):
    shown = figure(lifts=[(5, "PM", "Lift 1", "heavy", severity)])

    assert not rings(shown)
    assert not badges(shown)


def test_a_closed_half_day_is_hatched():
    shown = figure([(0, "AM", "easy")], closed=[(2, "PM"), (2, "PM")])
    [closed] = [t for t in shown.data if t.type == "bar" and t.marker.pattern.shape]

    assert list(closed.y) == [ROW + GAP + ROW / 2]
    assert 2 < closed.base[0] < closed.base[0] + closed.x[0] < 3
    assert list(closed.hovertext) == ["<b>No lifting</b><br>Wed PM"]


def test_what_is_of_no_half_day_of_the_week_is_not_drawn():
    shown = figure([(7, "AM", "easy"), (None, "AM", "easy"), (1, "noon", "easy")])

    assert not shown.data


def test_a_long_name_takes_two_lines_where_it_is_alone():
    alone = figure(lifts=[(1, "PM", "Lower body strength", "heavy", "ok")])
    beside = figure(
        [(1, "PM", "easy")], [(1, "PM", "Lower body strength", "heavy", "ok")]
    )

    assert list(words(alone)) == ["Lower<br>body…"]
    assert list(words(beside)) == ["easy", "Lower…"]


def test_a_name_from_a_file_is_shown_not_rendered():
    shown = figure(lifts=[(1, "PM", "<b>&x", "heavy", "ok")])

    assert list(words(shown)) == ["&lt;b&gt;&amp;x"]
    assert (
        chips(shown).hovertext[0].startswith("<b>&lt;b&gt;&amp;x (for the legs: heavy)")
    )


def test_three_pictures_side_by_side_are_equally_high():
    few = figure([(0, "AM", "easy")])
    many = figure([(0, "AM", "easy")] * 9, closed=[(2, "PM")])

    assert few.layout.height == many.layout.height


def test_the_text_alternative_says_where_and_after_which_run():
    text = placement_week.describe(
        **frames(
            [(1, "AM", "key"), (3, "AM", "easy"), (6, "AM", "long")],
            [
                (1, "PM", "Lift 1", "heavy", "ok"),
                (3, "AM", "Lift 2", "none", "caution"),
                (4, "AM", "Lift 3", "none", "ok"),
            ],
            [(0, "PM")],
        )
    )

    assert text == (
        "3 runs: long Sunday, key Tuesday, easy Thursday. "
        "Lift 1 Tuesday evening after the key run; "
        "Lift 2 Thursday morning right after the easy run (caution); "
        "Lift 3 Friday morning; no conflict. "
        "Closed for lifting: 1 half day."
    )


def test_the_text_alternative_names_a_conflict():
    text = placement_week.describe(
        **frames([(5, "PM", "race")], [(5, "AM", "Lift 1", "heavy", "conflict")])
    )

    assert text.endswith("Lift 1 Saturday morning before the race (conflict).")

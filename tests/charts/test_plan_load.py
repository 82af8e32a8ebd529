"""The weeks of a plan: sessions side by side, phases named, lighter weeks hatched."""

import numpy as np
import pandas as pd

from runlift.charts import plan_load
from runlift.charts.theme import LIGHT, Look

FIRST = pd.Timestamp("2026-11-02")
LIMITS = plan_load.example()["limits"]


def session(week, load, title="Legs", change="", phase="base", done=False):
    monday = FIRST + pd.Timedelta(weeks=week - 1)
    return (week, monday, title, load, "heavy", change, phase, done)


def frames(*sessions, limits=LIMITS):
    return {
        "sessions": pd.DataFrame(
            list(sessions), columns=list(plan_load.NEEDS["sessions"])
        ),
        "limits": limits,
    }


def figure(*sessions, **more):
    return plan_load.figure(Look(), **frames(*sessions, **more))


def named(shown, name):
    return next(trace for trace in shown.data if trace.name == name)


def said(shown):
    return [note.text for note in shown.layout.annotations]


def test_sessions_of_a_week_stand_side_by_side_around_its_middle():
    bars = named(figure(session(1, 9.0, "A"), session(1, 6.0, "B")), "planned")

    assert bars.x[0] + bars.x[1] == 0
    assert bars.x[1] - bars.x[0] > bars.width
    assert list(bars.y) == [9.0, 6.0]


def test_a_bar_is_as_wide_in_a_week_of_one_as_in_a_week_of_three():
    shown = figure(*(session(1, 9.0, str(i)) for i in range(3)), session(2, 9.0))

    assert named(shown, "planned").x[3] == 1.0
    assert np.isscalar(named(shown, "planned").width)


def test_done_is_filled_and_planned_is_not():
    shown = figure(session(1, 9.0, done=True), session(2, 9.5))
    done, planned = named(shown, "done"), named(shown, "planned")

    assert done.marker.color == done.marker.line.color == LIGHT["lift"]
    assert planned.marker.color == LIGHT["page"]
    assert planned.marker.line.color == LIGHT["lift"]
    assert done.hovertext[0].endswith("<br>Week 1, of 2 Nov, base, done")
    assert planned.hovertext[0].endswith("<br>Week 2, of 9 Nov, base, planned")


def test_the_sum_of_a_week_stands_above_its_highest_bar():
    shown = figure(session(1, 9.4, "A"), session(1, 6.2, "B"), session(3, 5.0))
    [totals] = [t for t in shown.data if t.type == "scatter"]

    assert list(totals.text) == ["<b>16</b>", "<b>5</b>"]
    assert list(totals.x) == [0, 2]
    assert totals.y[0] > 9.4


def test_lighter_weeks_are_hatched_and_say_why():
    shown = figure(
        session(1, 9.0),
        session(2, 5.0, change="deload"),
        session(4, 3.0, change="race_week"),
    )
    ground = named(shown, "lighter week")

    assert np.round(ground.x).tolist() == [1, 3]
    assert ground.marker.pattern.shape == "/"
    assert [text for text in said(shown) if text in ("deload", "race week")] == [
        "deload",
        "race week",
    ]


def test_a_plan_without_lighter_weeks_has_no_word_of_them():
    assert "lighter week" not in [trace.name for trace in figure(session(1, 9.0)).data]


def test_each_phase_is_named_once_over_its_weeks():
    shown = figure(
        session(1, 9.0),
        session(2, 9.0),
        session(3, 9.0, phase="build"),
        session(4, 9.0),
    )
    lines = [line for line in shown.layout.shapes if line.yref == "paper"]

    assert [text for text in said(shown) if text in ("base", "build")] == [
        "base",
        "build",
        "base",
    ]
    assert [(round(line.x0), round(line.x1)) for line in lines] == [
        (0, 1),
        (2, 2),
        (3, 3),
    ]


def test_guides_stand_where_classes_begin_and_only_where_there_is_room():
    def guides(load):
        shown = figure(session(1, load))
        return [line.y0 for line in shown.layout.shapes if line.xref == "paper"]

    assert guides(16.0) == [4, 9, 15]
    assert guides(8.0) == [4, 9]
    assert guides(60.0) == [9, 15], "light and moderate lie too low to be told apart"
    assert "very<br>heavy" in said(figure(session(1, 16.0)))


def test_without_limits_there_are_no_guides():
    shown = figure(session(1, 9.0), limits=LIMITS.iloc[:0])

    assert not [line for line in shown.layout.shapes if line.xref == "paper"]


def test_a_session_that_asks_nothing_of_the_legs_is_still_there():
    bars = named(figure(session(1, 12.0), session(1, 0.0, "Upper")), "planned")

    assert 0 < bars.y[1] < 0.3
    assert "leg load 0.0" in bars.hovertext[1]


def test_a_week_without_lifts_keeps_its_place():
    axis = figure(session(1, 9.0), session(3, 9.0)).layout.xaxis

    assert list(axis.ticktext) == ["2 Nov", "9 Nov", "16 Nov"]


def test_the_axis_says_what_it_counts():
    assert figure(session(1, 9.0)).layout.yaxis.title.text == "leg load (points)"


def test_what_is_phase_and_reason_at_once_is_said_once():
    bars = named(figure(session(1, 5.0, change="taper", phase="taper")), "planned")

    assert bars.hovertext[0].endswith("<br>Week 1, of 2 Nov, taper, planned")


def test_text_from_a_plan_is_shown_not_rendered():
    shown = figure(session(1, 9.0, title="<i>x</i>", change="<u>", phase="<s>"))

    text = shown.to_json()
    assert "<i>" not in text.replace("\\u003c", "<")
    assert not {"<u>", "<s>"} & set(said(shown))


def test_the_text_alternative_tells_the_plan():
    assert plan_load.describe(**plan_load.example()) == (
        "8 weeks from 2 Nov 2026 with 20 lifts, 6 of them done. Leg load up to 27 points "
        "a week, in the week of 7 Dec. Lighter weeks: deload 23 Nov, taper 14 Dec, race "
        "week 21 Dec. Phases: base, build, peak, taper."
    )

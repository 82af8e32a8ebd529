"""The week board: nothing hides, links cross Sunday night, labels keep apart."""

import time
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from runlift.charts import board_rows, week_board
from runlift.charts.board_rows import WEEK_H, Arc, Block, Board, Row
from runlift.charts.theme import LIGHT, Look

MONDAY = pd.Timestamp("2026-11-02")
BEFORE = MONDAY - pd.Timedelta(weeks=1)


def activity(
    day, start, length=1.0, look="easy", week=MONDAY, label="8 km", planned=False
):
    return {
        "week": week,
        "day_no": day,
        "start_h": start,
        "length_h": length,
        "kind": "lift" if look in ("legs", "upper") else "run",
        "look_class": look,
        "label": label,
        "hover": f"{label}: first\nsecond",
        "is_planned": planned,
        "activity_id": f"{week:%m%d}-{day}-{start}-{label}",
    }


def link(start, end, severity="conflict", assumed=False):
    (week_from, day_from, hour_from), (week_to, day_to, hour_to) = start, end
    return {
        "week_from": week_from,
        "day_from": day_from,
        "hour_from": hour_from,
        "week_to": week_to,
        "day_to": day_to,
        "hour_to": hour_to,
        "severity": severity,
        "hours": 12.4,
        "is_time_assumed": assumed,
        "finding_id": "f1",
    }


def frames(activities, links=(), weeks=(MONDAY, BEFORE), marks=()):
    columns = week_board.NEEDS
    return {
        "activities": pd.DataFrame(activities, columns=list(columns["activities"])),
        "links": pd.DataFrame(list(links), columns=list(columns["links"])),
        "weeks": pd.DataFrame(
            {"week": weeks, "label": [f"{w.day} {w:%b}" for w in weeks], "sub": "0 km"}
        ),
        "marks": pd.DataFrame(list(marks), columns=list(columns["marks"])),
    }


def figure(activities=(), links=(), **more):
    return week_board.figure(Look(), **frames(activities, links, **more))


def named(shown, name):
    return next(trace for trace in shown.data if trace.name == name)


def blocks(*spans, row=0, label="8 km"):
    return [
        Block(i, row, left, right, True, label, 6)
        for i, (left, right) in enumerate(spans)
    ]


def laned(*spans):
    board = Board([Row(MONDAY)], blocks(*spans))
    board_rows.set_lanes(board)
    return [(b.lane, b.lanes) for b in board.blocks], board.blocks


def test_a_bar_stands_at_its_hour_and_is_as_long_as_the_session():
    run = named(figure([activity(6, 8.5, 2.5, "long")]), "long run")

    assert (run.base[0], run.x[0]) == (6 * 24 + 8.5, 2.5)


def test_a_short_jog_is_wide_enough_to_be_seen():
    run = named(figure([activity(0, 7, 0.3)]), "easy run")

    assert run.x[0] == board_rows.MIN_BAR_H


def test_a_session_across_midnight_on_sunday_ends_with_the_week():
    run = named(figure([activity(6, 23.5, 2.0)]), "easy run")

    assert run.base[0] + run.x[0] <= WEEK_H


def test_activities_at_the_same_time_share_the_height():
    lanes, _ = laned((10, 12), (11, 13), (14, 15))

    assert lanes == [(0, 2), (1, 2), (0, 1)]


def test_a_lane_is_used_again_within_one_cluster():
    lanes, _ = laned((10, 14), (11, 12.5), (12.6, 13.5))

    assert lanes == [(0, 2), (1, 2), (1, 2)]


def test_what_only_looks_long_is_cut_instead():
    lanes, (first, _) = laned((10, 11.5), (11, 13))

    assert lanes == [(0, 1), (0, 1)]
    assert first.right == 11


def test_an_unknown_clock_time_is_a_hatched_block_across_its_day():
    shown = figure([activity(3, np.nan, np.nan, "upper"), activity(3, 9.0)])
    block = named(shown, "clock time unknown")

    assert 72 < block.base[0] < 74
    assert 94 < block.base[0] + block.x[0] < 96
    assert block.marker.pattern.shape == "/"
    order = [trace.name for trace in shown.data]
    assert order.index("clock time unknown") < order.index("easy run")
    assert "clock time unknown" in block.hovertext[0]


def test_two_unknown_clock_times_on_one_day_lie_above_one_another():
    shown = figure([activity(3, np.nan, label="a"), activity(3, np.nan, label="b")])
    block = named(shown, "clock time unknown")

    assert block.y[0] != block.y[1]
    assert max(block.width) < board_rows.BAR / 2


def test_a_link_within_a_week_is_one_arc_as_long_as_the_hours_it_counts():
    (arc,) = board_rows.arcs(0, 0, 136.5, 0, 152.5, "✕ 16 h")
    x, _ = board_rows.curve(Row(MONDAY), arc, 15)

    assert (x[0], x[-1]) == pytest.approx((136.5, 152.5))


def test_a_link_across_sunday_night_leaves_one_row_and_enters_the_one_above():
    parts = board_rows.arcs(0, 1, 162.0, 0, 31.0, "✕ 37 h")

    assert [(p.row, p.left, p.right) for p in parts] == [
        (1, 162.0, WEEK_H),
        (0, 0.0, 31.0),
    ]
    assert [p.label for p in parts] == ["", "✕ 37 h"]
    assert [(p.is_cut_left, p.is_cut_right) for p in parts] == [
        (False, True),
        (True, False),
    ]


def test_a_crossing_link_is_flat_at_the_edge_and_named_once():
    shown = figure(
        [activity(6, 17.0, look="legs", week=BEFORE), activity(1, 7.0, look="key")],
        [link((BEFORE, 6, 18.0), (MONDAY, 1, 7.0))],
    )
    texts = [
        t
        for trace in shown.data
        for t in (trace.text if trace.text is not None else ())
    ]
    arrows = next(
        t
        for t in shown.data
        if t.type == "scatter" and t.marker.symbol == "triangle-right"
    )

    assert texts.count("<b>✕ 12 h</b>") == 1
    assert sorted(arrows.x) == [0.0, WEEK_H]


def test_a_link_over_a_whole_week_passes_through_it():
    parts = board_rows.arcs(0, 2, 100.0, 0, 20.0, "▲ 99 h")

    assert [p.row for p in parts] == [2, 1, 0]
    assert (parts[1].left, parts[1].right) == (0.0, WEEK_H)
    assert [bool(p.label) for p in parts] == [False, True, False]


def test_a_link_from_outside_the_board_shows_the_end_that_is_on_it():
    early = BEFORE - pd.Timedelta(weeks=1)
    shown = figure(
        [activity(0, 7.0, look="key", week=BEFORE)],
        [link((early, 6, 18.0), (BEFORE, 0, 7.0))],
    )
    arc = named(shown, "✕ conflict")

    assert np.nanmin(arc.x) == 0.0
    assert np.nanmax(arc.x) == 7.0


def test_arcs_that_would_cross_lie_above_one_another():
    board = Board(
        [Row(MONDAY)],
        arcs=[
            Arc(0, 0, 116, 152, False, False, "▲ 36 h"),
            Arc(1, 0, 137, 152, False, False, "✕ 15 h"),
            Arc(2, 0, 18, 31, False, False, "✕ 13 h"),
        ],
    )
    board_rows.set_levels(board)

    assert [arc.level for arc in board.arcs] == [1, 0, 0]
    assert board.rows[0].levels == 2


def test_labels_never_touch_and_the_telling_ones_stay():
    board = Board(
        [Row(MONDAY)],
        [
            Block(0, 0, 10, 11, True, "easy jog", 6),
            Block(1, 0, 12, 13, True, "26 km long", 1),
            Block(2, 0, 14, 15, True, "6x800", 2),
            Block(3, 0, 15, 16, True, "shakeout", 6),
        ],
    )
    board_rows.set_labels(board)
    long, key = board.blocks[1], board.blocks[2]

    assert (long.label_line, key.label_line) == (0, 1)
    assert [board.blocks[0].label_line, board.blocks[3].label_line] == [None, None]
    assert board.rows[0].label_lines == 2


def test_a_typical_double_day_keeps_both_labels_on_one_line():
    board = Board(
        [Row(MONDAY)],
        [
            Block(0, 0, 30.5, 32, True, "6x800", 2),
            Block(1, 0, 42, 43.5, True, "legs", 3),
        ],
    )
    board_rows.set_labels(board)

    assert [b.label_line for b in board.blocks] == [0, 0]


def test_a_label_stays_on_the_board():
    board = Board([Row(MONDAY)], [Block(0, 0, 166, 167.5, True, "a long label", 6)])
    board_rows.set_labels(board)

    assert board.blocks[0].label_x < 160


def test_rows_are_newest_first_and_every_month_names_its_days():
    weeks = [pd.Timestamp(day) for day in ("2026-10-19", "2026-11-02", "2026-10-26")]
    axis = figure(weeks=weeks).layout.yaxis

    assert list(axis.ticktext) == [
        "<b>2 Nov</b><br>0 km",
        "<b>26 Oct</b><br>0 km",
        "<b>19 Oct</b><br>0 km",
        "<b>Nov 2026</b>",
        "<b>Oct 2026</b>",
    ]
    assert list(axis.tickvals[:3]) == sorted(axis.tickvals[:3])
    assert axis.range[0] > axis.range[1]


def test_what_is_clicked_names_itself():
    shown = figure(
        [activity(5, 16.5, look="legs"), activity(6, 8.5, look="long")],
        [link((MONDAY, 5, 17.5), (MONDAY, 6, 8.5))],
    )
    links = next(
        t for t in shown.data if t.type == "scatter" and t.mode == "markers+text"
    )

    assert named(shown, "legs").customdata[0][1] == "activity"
    assert links.customdata[0] == ["f1", "finding"]


def test_the_hover_adds_when_it_was():
    run = named(figure([activity(6, 8.5, label="26 km")]), "easy run")

    assert run.hovertext[0] == "<b>26 km: first</b><br>Sun 8 Nov 8:30, second"


def test_an_assumed_time_is_dotted_and_said():
    shown = figure(
        [], [link((MONDAY, 0, np.nan), (MONDAY, 1, 7.0), "caution", assumed=True)]
    )
    words = next(
        t for t in shown.data if t.type == "scatter" and t.mode == "markers+text"
    )

    assert named(shown, "▲ caution").line.dash == "dot"
    assert words.text[0] == "<b>▲ ~12 h</b>"
    assert words.hovertext[0].endswith(
        "Mon 2 Nov to Tue 3 Nov 7:00, clock time assumed"
    )


def test_a_conflict_weighs_more_than_a_caution():
    shown = figure(
        [],
        [
            link((MONDAY, 0, 18.0), (MONDAY, 1, 7.0)),
            link((MONDAY, 3, 18.0), (MONDAY, 4, 7.0), "caution"),
            link((MONDAY, 5, 18.0), (MONDAY, 6, 7.0), "info"),
        ],
    )
    conflict, caution = named(shown, "✕ conflict"), named(shown, "▲ caution")

    assert conflict.line.width > caution.line.width
    words = next(
        t for t in shown.data if t.type == "scatter" and t.mode == "markers+text"
    )
    assert len(words.text) == 2


def test_the_text_alternative_counts_and_names_the_closest():
    text = week_board.describe(**week_board.example())

    assert text == (
        "2 weeks with 4 runs and 4 lifts, 3 of them planned: 1 conflict and 1 caution. "
        "The closest: 15 h, Sat 7 Nov 17:30 to Sun 8 Nov 8:30."
    )


def test_two_years_are_drawn_quickly_with_few_traces():
    weeks = [MONDAY - pd.Timedelta(weeks=i) for i in range(104)]
    looks = ("legs", "key", "upper", "easy", "steady", "race", "long", "easy", "upper")
    activities = [
        activity(i % 7, (7 + 5.3 * i) % 24, look=look, week=week)
        for week in weeks
        for i, look in enumerate(looks)
    ]
    links = [link((week, 0, 18.0), (week, 1, 7.0)) for week in weeks]
    links += [
        link((older, 6, 18.0), (newer, 1, 7.0), "caution", assumed=True)
        for newer, older in pairwise(weeks)
    ]
    given = frames(activities, links, weeks)
    week_board.figure(Look(), **given)
    begin = time.process_time()
    shown = week_board.figure(Look(), **given)

    assert time.process_time() - begin < 0.6, "a tenth of this is usual"
    assert len(shown.data) < 25
    assert 64 * 104 < shown.layout.height < 100 * 104


def mode_of(trace):
    """How a trace is drawn; bars know no modes."""
    return trace.to_plotly_json().get("mode")


def entries(shown):
    """What the legend says, in its order."""
    return [t.name for t in shown.data if t.showlegend is not False]


def test_what_is_planned_is_an_outline_and_what_is_done_is_filled():
    shown = figure(
        [
            activity(0, 7.0, look="key", label="done"),
            activity(2, 7.0, look="key", planned=True),
            activity(3, 18.0, look="upper", planned=True),
        ]
    )
    bars = [t for t in shown.data if t.type == "bar" and t.base is not None]
    [outlined] = [t for t in bars if len(t.base) == 2]

    assert list(outlined.base) == [2 * 24 + 7.0, 3 * 24 + 18.0]
    assert outlined.marker.color == LIGHT["clear"]
    assert list(outlined.marker.line.color) == [LIGHT["run_key"], LIGHT["edge_upper"]]
    assert "Wed 4 Nov 7:00, planned, second" in outlined.hovertext[0]
    done = named(shown, "key run")
    assert done.marker.color == LIGHT["run_key"]
    assert "planned" not in done.hovertext[0]


def test_the_legend_names_planned_and_each_class_once():
    shown = figure(
        [
            activity(0, 7.0, look="key", planned=True),
            activity(1, 7.0, look="easy"),
            activity(2, 7.0, look="easy", planned=True),
        ]
    )

    assert entries(shown) == ["easy run", "key run", "planned"]
    assert "planned" not in entries(figure([activity(1, 7.0)]))


def test_a_label_below_an_outline_is_not_touched_by_it():
    row = Row(MONDAY)
    shown = figure([activity(0, 7.0, planned=True)])
    [bar] = [t for t in shown.data if t.type == "bar" and t.hovertext is not None]

    assert bar.width[0] + bar.marker.line.width <= row.bar_bottom - row.bar_top


def test_weeks_in_ascending_order_go_forward_from_top_to_bottom():
    weeks = [MONDAY + pd.Timedelta(weeks=i) for i in range(3)]
    axis = figure(weeks=weeks).layout.yaxis

    assert list(axis.ticktext[:3]) == [
        "<b>2 Nov</b><br>0 km",
        "<b>9 Nov</b><br>0 km",
        "<b>16 Nov</b><br>0 km",
    ]
    assert list(axis.tickvals[:3]) == sorted(axis.tickvals[:3])


def test_a_link_of_a_forward_board_enters_the_row_below():
    parts = board_rows.arcs(0, 0, 162.0, 1, 31.0, "✕ 37 h")

    assert [(p.row, p.left, p.right) for p in parts] == [
        (0, 162.0, WEEK_H),
        (1, 0.0, 31.0),
    ]
    assert [(p.is_cut_left, p.is_cut_right) for p in parts] == [
        (False, True),
        (True, False),
    ]


def test_a_link_over_a_whole_week_passes_through_a_forward_board():
    parts = board_rows.arcs(0, 0, 100.0, 3, 20.0, "▲ 99 h")

    assert [p.row for p in parts] == [0, 1, 2, 3]


@pytest.mark.parametrize("is_forward", [False, True])
def test_an_arc_across_sunday_night_is_drawn_in_both_of_its_rows(is_forward):
    weeks = (BEFORE, MONDAY) if is_forward else (MONDAY, BEFORE)
    shown = figure(
        [activity(6, 17.0, look="legs", week=BEFORE), activity(1, 7.0, look="key")],
        [link((BEFORE, 6, 18.0), (MONDAY, 1, 7.0))],
        weeks=weeks,
    )
    middles = dict(zip(weeks, shown.layout.yaxis.tickvals[:2], strict=True))
    arrows = next(
        t
        for t in shown.data
        if t.type == "scatter" and t.marker.symbol == "triangle-right"
    )
    at = dict(zip(arrows.x, arrows.y, strict=True))

    assert abs(at[WEEK_H] - middles[BEFORE]) < 30
    assert abs(at[0.0] - middles[MONDAY]) < 30
    assert bool(at[0.0] > at[WEEK_H]) is is_forward


def test_the_order_of_activities_and_links_does_not_matter():
    given = week_board.example()
    turned = given | {key: given[key].iloc[::-1] for key in ("activities", "links")}

    before = week_board.figure(Look(), **given).layout
    assert before == week_board.figure(Look(), **turned).layout
    assert week_board.describe(**given) == week_board.describe(**turned)


def test_a_moment_is_a_thin_line_in_its_row():
    marks = [
        {"week": MONDAY, "hour_of_week": 60.5, "label": "now"},
        {"week": MONDAY - pd.Timedelta(weeks=9), "hour_of_week": 1.0, "label": "early"},
    ]
    shown = figure([activity(0, 7.0, week=BEFORE)], marks=marks)
    [line] = [t for t in shown.data if mode_of(t) == "lines+markers+text"]
    middle = shown.layout.yaxis.tickvals[0]

    assert list(line.x[:2]) == [60.5, 60.5]
    assert line.y[0] < middle < line.y[1]
    assert line.text[3] == "<b>now</b>"
    assert "early" not in str(line.text)


def test_no_label_lies_below_what_a_mark_says():
    given = frames(
        [activity(2, 11.5)],
        marks=[{"week": MONDAY, "hour_of_week": 60.5, "label": "now"}],
    )
    shown = week_board.figure(Look(), **given)
    words = next(t for t in shown.data if mode_of(t) == "text")
    [line] = [t for t in shown.data if mode_of(t) == "lines+markers+text"]

    assert words.y[list(words.text).index("8 km")] > line.y[3]

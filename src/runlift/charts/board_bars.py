"""Draw what stands on the week board: rows, days, activities and their labels."""

import numpy as np
import pandas as pd

from runlift.charts import board_rows, sheet
from runlift.charts.board_rows import DAY_H, WEEK_H, Block, Board
from runlift.charts.sheet import Spec
from runlift.charts.theme import ACTIVITY, Look
from runlift.units import day_text

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_GAP_PX = 2.0
_EDGE_PX = 1.75

_KEY: Spec = {
    "type": "bar",
    "orientation": "h",
    "x": [None],
    "y": [None],
    "hoverinfo": "skip",
}
"""An entry of the legend that draws nothing."""


def bands(look: Look, board: Board) -> Spec:
    """Every other week on a darker ground."""
    rows = board.rows[::2]
    return {
        "type": "bar",
        "orientation": "h",
        "y": np.array([(row.top + row.bottom) / 2 for row in rows]),
        "x": np.full(len(rows), WEEK_H),
        "width": np.array([row.bottom - row.top for row in rows]),
        "marker": {"color": look.colour("surface"), "line": {"width": 0}},
        "hoverinfo": "skip",
        "showlegend": False,
        "unselected": {"marker": {"opacity": 1}},
    }


def day_edges(look: Look, board: Board) -> Spec:
    """A faint line at every midnight: on this board days are places, not values."""
    x = np.repeat(np.arange(1, 7) * DAY_H, 3)
    x[2::3] = np.nan
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": np.tile([board.strips[0][1] - 8, board.height, np.nan], 6),
        "line": {"color": look.colour("grid"), "width": 1},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def bars(look: Look, board: Board, activities: pd.DataFrame) -> list[Spec]:
    """One trace a class; whole-day blocks of unknown clock time lie under all others.

    What is planned is one trace of outlines: as many classes, but no fill.
    """
    classes = activities["look_class"].tolist()
    is_planned = sheet.flags(activities["is_planned"])
    hovers = [
        _hover(text, week, day_no, start, planned)
        for text, week, day_no, start, planned in zip(
            activities["hover"],
            activities["week"],
            activities["day_no"],
            sheet.numbers(activities["start_h"]),
            is_planned,
            strict=True,
        )
    ]
    ids = activities["activity_id"].tolist()
    traces = []
    unknown = [block for block in board.blocks if not block.is_time_known]
    if unknown:
        fills = [look.colour(ACTIVITY[classes[b.place]].fill) for b in unknown]
        traces.append(
            _bar(board, unknown, hovers, ids)
            | {
                "name": "clock time unknown",
                "marker": {
                    "color": look.colour("clear"),
                    "pattern": {
                        "shape": "/",
                        "size": 6,
                        "solidity": 0.22,
                        "fgcolor": fills,
                        "bgcolor": look.colour("clear"),
                    },
                    "line": {"color": fills, "width": 1},
                    "cornerradius": 3,
                },
            }
        )
    known = [block for block in board.blocks if block.is_time_known]
    coming = [block for block in known if is_planned[block.place]]
    for name, kind in ACTIVITY.items():
        of_class = [b for b in known if classes[b.place] == name]
        blocks = [b for b in of_class if not is_planned[b.place]]
        if of_class:
            drawn = _bar(board, blocks, hovers, ids) if blocks else _KEY
            traces.append(
                drawn
                | {
                    "name": kind.word,
                    "marker": {
                        "color": look.colour(kind.fill),
                        "line": {"width": 0},
                        "cornerradius": 2,
                    },
                }
            )
    if coming:
        edges = [look.colour(ACTIVITY[classes[b.place]].edge) for b in coming]
        outlined = _bar(board, coming, hovers, ids)
        # A line lies half outside of what it goes around: it would touch the label.
        outlined["width"] = outlined["width"] - _EDGE_PX
        traces += [
            outlined | {"marker": _outline(look, edges), "showlegend": False},
            _KEY
            | {"name": "planned", "marker": _outline(look, look.colour("planned"))},
        ]
    return traces


def marks(look: Look, board: Board) -> Spec:
    """A thin line at a moment of a row, and below it what it is."""
    if not board.marks:
        return {}
    x: list[float] = []
    y: list[float] = []
    for mark in board.marks[: sheet.MAX_POINTS // 4]:
        row = board.rows[mark.row]
        x += [mark.x, mark.x, np.nan, mark.label_x]
        y += [
            row.bar_top - 5,
            row.bar_bottom + 2,
            np.nan,
            row.bar_bottom + board_rows.LABEL / 2,
        ]
    count = len(x) // 4
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": np.round(x, 2),
        "y": np.array(y),
        "line": {"color": look.colour("ink"), "width": 1.25},
        "marker": {
            "symbol": "triangle-down",
            "size": [8, 0, 0, 0] * count,
            "color": look.colour("ink"),
            "opacity": 1,
            "line": {"width": 0},
        },
        "text": [
            text
            for mark in board.marks[:count]
            for text in ("", "", "", f"<b>{sheet.safe(mark.label)}</b>")
        ],
        "textfont": {"color": look.colour("ink"), "size": sheet.TINY},
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
        "unselected": {
            "marker": {"opacity": 1},
            "textfont": {"color": look.colour("ink")},
        },
    }


def words(look: Look, board: Board) -> Spec:
    """Labels below the bars, and the days in every month's line."""
    placed = [block for block in board.blocks if block.label_line is not None]
    middles = (np.arange(7) + 0.5) * DAY_H
    return {
        "type": "scatter",
        "mode": "text",
        "x": np.round(
            [*(b.label_x for b in placed), *np.tile(middles, len(board.strips))], 2
        ),
        "y": np.array(
            [
                *(
                    board.rows[b.row].bar_bottom
                    + board_rows.LABEL * ((b.label_line or 0) + 0.5)
                    for b in placed
                ),
                *np.repeat([y for _, y in board.strips], 7),
            ]
        ),
        "text": [*(sheet.safe(b.label) for b in placed), *DAYS * len(board.strips)],
        "textfont": {
            "color": look.colour("muted"),
            "size": [*[sheet.TINY] * len(placed), *[13] * (7 * len(board.strips))],
        },
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
        "unselected": {"textfont": {"color": look.colour("muted")}},
    }


def _bar(
    board: Board, blocks: list[Block], hovers: list[str], ids: list[object]
) -> Spec:
    slot = np.array([board_rows.BAR / block.lanes for block in blocks])
    top = np.array([board.rows[block.row].bar_top for block in blocks])
    lane = np.array([block.lane for block in blocks])
    left = np.array([block.left for block in blocks])
    return {
        "type": "bar",
        "orientation": "h",
        "base": np.round(left, 2),
        "x": np.round(np.array([block.right for block in blocks]) - left, 2),
        "y": top + slot * (lane + 0.5),
        "width": slot - np.where(slot < board_rows.BAR, _GAP_PX, 0),
        "hovertext": [hovers[block.place] for block in blocks],
        "hoverinfo": "text",
        "customdata": [[ids[block.place], "activity"] for block in blocks],
        "unselected": {"marker": {"opacity": 0.35}},
    }


def _outline(look: Look, colours: list[str] | str) -> Spec:
    """A bar that waits for being filled."""
    return {
        "color": look.colour("clear"),
        "line": {"color": colours, "width": _EDGE_PX},
        "cornerradius": 2,
    }


def _hover(
    text: object, week: pd.Timestamp, day_no: int, start_h: float, is_planned: bool
) -> str:
    """The text's first line above, when it was and the rest of the text below."""
    lines = [
        sheet.safe(line, 140) for line in str(text or "").split("\n") if line.strip()
    ]
    when = weekday_text(week + pd.Timedelta(days=int(day_no)), start_h)
    if start_h != start_h:
        when += ", clock time unknown"
    if is_planned:
        when += ", planned"
    return sheet.story(lines[0] if lines else when, ", ".join([when, *lines[1:]]))


def weekday_text(day: pd.Timestamp, hour: float) -> str:
    """A moment of a week as people say it: `Sun 1 Nov 18:00`."""
    text = f"{DAYS[day.weekday()]} {day_text(day)}"
    return text if pd.isna(hour) else f"{text} {sheet.clock_text(hour)}"

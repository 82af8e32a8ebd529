"""The week board as a drawing: weeks as rows, runs and lifts at their hour, links."""

from collections.abc import Mapping

import pandas as pd

from runlift.charts import board_links, board_rows, week_board
from runlift.charts.board_bars import DAYS
from runlift.charts.board_links import Link
from runlift.charts.board_rows import BAR, DAY_H, LABEL, WEEK_H, Block, Board
from runlift.charts.theme import ACTIVITY, SEVERITY
from runlift.report import legend, lettering
from runlift.report.drawing import (
    Band,
    Drawing,
    Mark,
    Polyline,
    Rect,
    Text,
    hatched,
    line,
)
from runlift.report.legend import Key
from runlift.units import MONTHS

_SIDE = 21.0
"""Room for the names of the weeks."""
_KEY = 6.0
_MM = 0.205
"""Of a pixel of the board, down."""
_TINY, _SMALL = 2.1, 2.5
_CURVE = 14
"""Points of an arc."""
_GAP = 0.4
_LINES = {"conflict": 0.6, "caution": 0.35}
"""A conflict is told apart by the weight of its line as well."""


def picture(frames: Mapping[str, pd.DataFrame], width: float) -> Drawing:
    """The board of some weeks.

    Args:
        frames: as `frames.board` returns them.
        width: of the page, in mm.
    """
    shown = week_board.shown_weeks(frames["weeks"])
    links = board_links.read(frames["links"])
    activities = frames["activities"]
    board = week_board.placed(shown, activities, links, frames["marks"])
    drawing = Drawing(
        width, _KEY + board.height * _MM + 1, week_board.describe(**frames)
    )
    way = _Way(width)
    drawing.add(*_ground(board, way), *_names(board, shown, way))
    kinds = activities["look_class"].tolist()
    for block in sorted(board.blocks, key=lambda one: one.is_time_known):
        drawing.add(*_block(block, board, kinds[block.place], way))
    for arc in board.arcs:
        drawing.add(*_arc(arc, board, links[arc.place], way))
    drawing.add(*_labels(board, way), *_key(board, kinds, links))
    return drawing


class _Way:
    """From hours and pixels of the board to millimetres of the page."""

    def __init__(self, width: float) -> None:
        self.left, self.right = _SIDE, width - 1
        self.hour = (self.right - self.left) / WEEK_H

    def x(self, hour: float) -> float:
        return self.left + hour * self.hour

    def y(self, pixel: float) -> float:
        return _KEY + pixel * _MM


def _ground(board: Board, way: _Way) -> list[Mark]:
    found: list[Mark] = [
        Rect(0, way.y(row.top), way.right, (row.bottom - row.top) * _MM, fill="surface")
        for row in board.rows[::2]
    ]
    top, bottom = way.y(0), way.y(board.height)
    found += [
        line(way.x(at * DAY_H), top, way.x(at * DAY_H), bottom, "grid", 0.2)
        for at in range(8)
    ]
    return found


def _names(board: Board, shown: pd.DataFrame, way: _Way) -> list[Mark]:
    found: list[Mark] = []
    for day, middle in board.strips:
        y = way.y(middle) + 0.9
        found.append(Text(1, y, f"{MONTHS[day.month - 1]} {day.year}", _SMALL, bold=True))  # fmt: skip
        found += [
            Text(way.x((at + 0.5) * DAY_H), y, name, _SMALL, "muted", "middle")
            for at, name in enumerate(DAYS)
        ]
    for row, label, sub in zip(board.rows, shown["label"], shown["sub"], strict=True):
        middle = way.y((row.bar_top + row.bar_bottom) / 2)
        room = _SIDE - 2
        found.append(Text(1, middle - 0.2, label, _SMALL, bold=True))
        found.append(Text(1, middle + 2.6, lettering.fitted(sub, room, _TINY), _TINY, "muted"))  # fmt: skip
    return found


def _block(block: Block, board: Board, kind: str, way: _Way) -> list[Mark]:
    meaning = ACTIVITY[kind].fill
    slot = BAR * _MM / block.lanes
    area = Rect(
        way.x(block.left),
        way.y(board.rows[block.row].bar_top) + slot * block.lane,
        (block.right - block.left) * way.hour,
        slot - (_GAP if block.lanes > 1 else 0),
    )
    if block.is_time_known:
        return [Rect(area.x, area.y, area.width, area.height, fill=meaning)]
    # Nobody knows the hour: a hatched block across its day.
    frame = Rect(area.x, area.y, area.width, area.height, edge=meaning)
    return [*hatched(area, meaning), frame]


def _arc(arc: board_rows.Arc, board: Board, link: Link, way: _Way) -> list[Mark]:
    row = board.rows[arc.row]
    severity = SEVERITY[str(link["severity"])]
    x, y = board_rows.curve(row, arc, _CURVE)
    found: list[Mark] = [
        Polyline(
            [(way.x(at), way.y(down)) for at, down in zip(x, y, strict=True)],
            severity.fill,
            _LINES[str(link["severity"])],
            bool(link["is_time_assumed"]),
        )
    ]
    top = way.y(board_rows.top_of(row, arc))
    for hour, is_cut in ((0.0, arc.is_cut_left), (WEEK_H, arc.is_cut_right)):
        if is_cut:
            at = way.x(hour)
            tip = ((at - 0.9, top - 0.8), (at + 0.6, top), (at - 0.9, top + 0.8))
            found.append(Band(tip, severity.fill))
    if arc.label:
        found.append(
            Text(
                way.x(arc.label_x),
                top - 0.6,
                arc.label,
                _TINY,
                severity.text,
                "middle",
                bold=True,
            )
        )
    return found


def _labels(board: Board, way: _Way) -> list[Mark]:
    return [
        Text(
            way.x(block.label_x),
            way.y(board.rows[block.row].bar_bottom + LABEL * (block.label_line + 0.78)),
            block.label,
            _TINY,
            "muted",
            "middle",
        )
        for block in board.blocks
        if block.label_line is not None
    ]


def _key(board: Board, kinds: list[str], links: list[Link]) -> list[Mark]:
    """What the colours mean, for what occurs."""
    there = set(kinds)
    keys = [Key(one.word, "fill", one.fill) for name, one in ACTIVITY.items() if name in there]  # fmt: skip
    if any(not block.is_time_known for block in board.blocks):
        keys.append(Key("clock time unknown", "hatch", "muted"))
    for name in board_links.DRAWN:
        if any(one["severity"] == name for one in links):
            severity = SEVERITY[name]
            word = f"{severity.icon} {severity.word}, hours between"
            wide = _LINES[name]
            keys.append(Key(word, "line", severity.fill, severity.text, wide))
    return legend.row(keys, 1)

"""Where everything on the week board goes: rows, lanes, labels and arcs.

Across, the unit is hours into the week (0 to 168); down, it is pixels from the top,
so that nothing below knows Plotly. Text is measured for a board 720 pixels wide, the
narrowest it is ever shown; on a wider one there is more air.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from runlift.units import Floats

WEEK_H = 168.0
DAY_H = 24.0

STRIP = 26.0
"""Height of the line that names a month and its days."""
BAR = 24.0
LABEL = 12.0
ARC = 23.0
"""Room above the bars for one arc and its label."""
LEVEL = 17.0
"""What every arc that must pass over another one adds."""
FOOT = 3.0

PX_PER_H = 3.9
CHAR_H = 5.7 / PX_PER_H
"""Width of an average character of an 11 pixel label, in hours."""
MIN_BAR_H = 1.5
"""A half-hour jog is drawn this long, or nobody could see or touch it."""
MAX_LABEL_LINES = 2
DAY_EDGE_H = 0.7
FOOT_H = 3.0
"""Over so many hours an arc rises; the rest of it is flat."""

RANK = {"race": 0, "long": 1, "key": 2, "legs": 3, "upper": 4, "steady": 5, "easy": 6}
"""Who keeps the label when there is room for one only."""


@dataclass(slots=True)
class Row:
    """One week on the board."""

    week: pd.Timestamp
    top: float = 0.0
    levels: int = 1
    label_lines: int = 1

    @property
    def bar_top(self) -> float:
        """Where bars begin and arcs stand."""
        return self.top + ARC + LEVEL * (self.levels - 1)

    @property
    def bar_bottom(self) -> float:
        """Where bars end."""
        return self.bar_top + BAR

    @property
    def bottom(self) -> float:
        """Where the next row may begin."""
        return self.bar_bottom + LABEL * self.label_lines + FOOT


@dataclass(slots=True)
class Block:
    """One activity as it is drawn."""

    place: int
    """Its position in the frame."""
    row: int
    left: float
    right: float
    is_time_known: bool
    label: str
    rank: int
    lane: int = 0
    lanes: int = 1
    label_line: int | None = None
    """`None`: too crowded for a label."""
    label_x: float = 0.0


@dataclass(slots=True)
class Mark:
    """A moment of a row that is pointed out."""

    row: int
    x: float
    label: str
    label_x: float = 0.0


@dataclass(slots=True)
class Arc:
    """The part of a link that lies in one row."""

    place: int
    row: int
    left: float
    right: float
    is_cut_left: bool
    is_cut_right: bool
    label: str
    """Empty on the part that leaves the naming to the other one."""
    level: int = 0
    label_x: float = 0.0


Placed = TypeVar("Placed", Block, Arc)


@dataclass(slots=True)
class Board:
    """Everything placed."""

    rows: list[Row]
    blocks: list[Block] = field(default_factory=list)
    arcs: list[Arc] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    strips: list[tuple[pd.Timestamp, float]] = field(default_factory=list)
    """The first day shown of every month line, and its middle."""
    height: float = 0.0


def stack(board: Board) -> None:
    """Put the rows below one another, a line with the days before every month."""
    y, month = 0.0, None
    for row in board.rows:
        if (row.week.year, row.week.month) != month:
            month = (row.week.year, row.week.month)
            board.strips.append((row.week, y + STRIP / 2))
            y += STRIP
        row.top = y
        y = row.bottom
    board.height = y


def blocks(
    row: npt.NDArray[np.intp],
    day: Floats,
    start_h: Floats,
    length_h: Floats,
    labels: Sequence[str],
    classes: Sequence[str],
) -> list[Block]:
    """Every activity at its hours; one without a clock time takes its whole day."""
    found = []
    for place, (at, day_no, start, length) in enumerate(
        zip(
            row.tolist(), day.tolist(), start_h.tolist(), length_h.tolist(), strict=True
        )
    ):
        if at < 0 or not 0 <= day_no < 7:
            continue
        is_known = start == start
        if is_known:
            left = min(max(day_no * DAY_H + start, 0.0), WEEK_H - MIN_BAR_H)
            right = min(
                left + max(length if length == length else 0, MIN_BAR_H), WEEK_H
            )
        else:
            left = day_no * DAY_H + DAY_EDGE_H
            right = (day_no + 1) * DAY_H - DAY_EDGE_H
        found.append(
            Block(
                place=place,
                row=at,
                left=left,
                right=right,
                is_time_known=is_known,
                label=labels[place],
                rank=RANK.get(classes[place], len(RANK)),
            )
        )
    return found


def set_lanes(board: Board) -> None:
    """Give activities at the same time lanes of their own, like a calendar does."""
    for group in _by_row(board.blocks):
        for is_known in (True, False):
            _lanes([block for block in group if block.is_time_known is is_known])


def set_labels(board: Board) -> None:
    """Put labels below the bars, the telling ones first, on at most two lines.

    What a mark says is a label as well, and comes before all others.
    """
    marked: dict[int, list[tuple[float, float]]] = {}
    for mark in board.marks:
        half = len(mark.label) * CHAR_H * 1.15 / 2 + 0.6
        mark.label_x = _inside(mark.x, half)
        marked.setdefault(mark.row, []).append(
            (mark.label_x - half, mark.label_x + half)
        )
    for group in _by_row(board.blocks):
        taken: list[list[tuple[float, float]]] = [[] for _ in range(MAX_LABEL_LINES)]
        taken[0] += marked.get(group[0].row, [])
        for block in sorted(group, key=lambda one: (one.rank, one.left)):
            half = len(block.label) * CHAR_H / 2 + 0.6
            middle = _inside((block.left + block.right) / 2, half)
            for line, spans in enumerate(taken):
                if block.label and _is_free(spans, middle - half, middle + half):
                    spans.append((middle - half, middle + half))
                    block.label_line, block.label_x = line, middle
                    break
        board.rows[group[0].row].label_lines = 2 if taken[1] else 1


def arcs(
    place: int, row_from: int, x_from: float, row_to: int, x_to: float, label: str
) -> list[Arc]:
    """A link in one row, or out at the right edge of one and in at the left of another.

    The next week is the row above, or the one below where rows go forward in time. A
    row of -1 is not on the board; -1 as `row_from` means before, as `row_to` after what
    is shown.
    """
    if row_from == row_to:
        left, right = min(x_from, x_to), max(x_from, x_to)
        return [Arc(place, row_from, left, right, False, False, label)]
    parts = []
    if row_from >= 0:
        parts.append(Arc(place, row_from, x_from, WEEK_H, False, True, ""))
    if row_from >= 0 and row_to >= 0:
        step = 1 if row_to > row_from else -1
        parts += [
            Arc(place, between, 0.0, WEEK_H, True, True, "")
            for between in range(row_from + step, row_to, step)
        ]
    if row_to >= 0:
        parts.append(Arc(place, row_to, 0.0, x_to, True, False, ""))
    if parts:
        max(parts, key=lambda part: part.right - part.left).label = label
    return parts


def set_levels(board: Board) -> None:
    """Lift an arc over those it would cross; short ones stay low."""
    for group in _by_row(board.arcs):
        taken: list[list[tuple[float, float]]] = []
        for arc in sorted(group, key=lambda one: one.right - one.left):
            half = len(arc.label) * CHAR_H * 1.15 / 2
            aside = _aside(arc, group)
            arc.label_x = _inside((arc.left + arc.right) / 2 + aside, half)
            left = min(arc.left, arc.label_x - half)
            right = max(arc.right, arc.label_x + half)
            while arc.level < len(taken) and not _is_free(
                taken[arc.level], left + 0.2, right - 0.2
            ):
                arc.level += 1
            if arc.level == len(taken):
                taken.append([])
            taken[arc.level].append((left, right))
        board.rows[group[0].row].levels = max(len(taken), 1)


def top_of(row: Row, arc: Arc) -> float:
    """Where the flat part of an arc lies."""
    return row.bar_top - 7 - LEVEL * arc.level


def curve(row: Row, arc: Arc, points: int) -> tuple[Floats, Floats]:
    """The arc: steep at its feet, flat on top, flat at an edge of the week."""
    wide = min(FOOT_H, (arc.right - arc.left) / 2)
    way = (1 - np.cos(np.linspace(0.0, np.pi / 2, points // 2))) / 1.0
    up, down = arc.left + wide * way, arc.right - wide * way[::-1]
    foot, top = row.bar_top - 1, top_of(row, arc)
    rising = foot - (foot - top) * (1 - (1 - way) ** 3)
    flat = np.full_like(way, top)
    return (
        np.concatenate([up, down]),
        np.concatenate(
            [
                flat if arc.is_cut_left else rising,
                flat if arc.is_cut_right else rising[::-1],
            ]
        ),
    )


def _by_row(things: Iterable[Placed]) -> list[list[Placed]]:
    groups: dict[int, list[Placed]] = {}
    for thing in things:
        groups.setdefault(thing.row, []).append(thing)
    return list(groups.values())


def _aside(arc: Arc, group: list[Arc]) -> float:
    """How far a label moves from the foot of a longer arc that ends where this one does."""
    longer = [one for one in group if one.right - one.left > arc.right - arc.left]
    at_left = any(abs(one.left - arc.left) < 1 for one in longer if not one.is_cut_left)
    at_right = any(
        abs(one.right - arc.right) < 1 for one in longer if not one.is_cut_right
    )
    return FOOT_H * 0.8 * (at_left - at_right)


def _is_free(spans: Iterable[tuple[float, float]], left: float, right: float) -> bool:
    return all(right <= a or left >= b for a, b in spans)


def _inside(middle: float, half: float) -> float:
    """The middle of a text so that both ends stay on the board."""
    return min(max(middle, half), WEEK_H - half) if 2 * half < WEEK_H else WEEK_H / 2


def _lanes(group: list[Block]) -> None:
    cluster: list[Block] = []
    end = -1.0
    for block in sorted(group, key=lambda one: (one.left, one.place)):
        if len(cluster) == 1 and _only_looks_long(cluster[0], block):
            cluster[0].right = end = block.left
        if block.left >= end:
            _share(cluster)
            cluster = []
        cluster.append(block)
        end = max(end, block.right)
    _share(cluster)


def _only_looks_long(first: Block, second: Block) -> bool:
    """Whether two bars overlap just because the first is drawn at the least length."""
    return (
        first.right - first.left <= MIN_BAR_H
        and first.left + MIN_BAR_H / 2 <= second.left < first.right
    )


def _share(cluster: list[Block]) -> None:
    ends: list[float] = []
    for block in cluster:
        for lane, end in enumerate(ends):
            if block.left >= end:
                block.lane, ends[lane] = lane, block.right
                break
        else:
            block.lane = len(ends)
            ends.append(block.right)
    for block in cluster:
        block.lanes = len(ends)

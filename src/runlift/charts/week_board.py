"""Which lifts sat too close to which runs, week by week, at the hour they happened?"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from runlift.charts import board_rows, sheet
from runlift.charts.board_rows import DAY_H, WEEK_H, Arc, Block, Board, Row
from runlift.charts.sheet import Spec
from runlift.charts.theme import ACTIVITY, PLAIN, SEVERITY, Look
from runlift.units import Floats

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "activities": (
            "week",
            "day_no",
            "start_h",
            "length_h",
            "kind",
            "look_class",
            "label",
            "hover",
            "activity_id",
        ),
        "links": (
            "week_from",
            "day_from",
            "hour_from",
            "week_to",
            "day_to",
            "hour_to",
            "severity",
            "hours",
            "is_time_assumed",
            "finding_id",
        ),
        "weeks": ("week", "label", "sub"),
    }
)
"""A row of `weeks` is a row of the board, the newest first; `week` is its Monday.

`start_h` is missing where the clock time is unknown. `hover` is plain text; its first
line becomes the heading. A link leaves where the earlier session ends and arrives
where the later one starts, so that its arc is as long as the hours it counts. What is
clicked carries `customdata`: the id, then `activity` or `finding`.
"""

MAX_WEEKS = 104

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_HEAD = 30
"""Room above the board for one line of legend; a second one makes its own."""
_DRAWN = ("conflict", "caution")
_GAP_PX = 2.0


def figure(
    look: Look, *, activities: pd.DataFrame, links: pd.DataFrame, weeks: pd.DataFrame
) -> go.Figure:
    """Weeks down, hours across; an arc joins a lift to the run it is too close to."""
    shown = _weeks(weeks)
    if shown.empty:
        return sheet.nothing(look)
    board, drawn = _board(shown, activities, links)
    traces = [
        _bands(look, board),
        _day_edges(look, board),
        *_bars(look, board, activities),
        *_arcs(look, board, drawn),
        _edges(look, board, drawn),
        _words(look, board),
        _names(look, board, drawn),
    ]
    ticks = [(row.bar_top + row.bar_bottom) / 2 for row in board.rows]
    return sheet.draw(
        look,
        [trace for trace in traces if trace],
        height=board.height + _HEAD + 8,
        margin={"l": 0, "r": 10, "t": _HEAD, "b": 8, "pad": 8},
        barmode="overlay",
        showlegend=True,
        legend=sheet.legend(look, traceorder="normal"),
        xaxis=sheet.axis(look, range=[0, WEEK_H], tickvals=[], showticklabels=False),
        yaxis=sheet.axis(
            look,
            range=[board.height, 0],
            tickmode="array",
            tickvals=[*ticks, *(y for _, y in board.strips)],
            ticktext=[
                *(
                    f"<b>{sheet.safe(label, 16)}</b><br>{sheet.safe(sub, 16)}"
                    for label, sub in zip(shown["label"], shown["sub"], strict=True)
                ),
                *(
                    f"<b>{sheet.MONTHS[day.month - 1]} {day.year}</b>"
                    for day, _ in board.strips
                ),
            ],
            tickfont={"color": look.colour("ink"), "size": sheet.SMALL},
        ),
    )


def describe(
    look: Look = PLAIN,
    *,
    activities: pd.DataFrame,
    links: pd.DataFrame,
    weeks: pd.DataFrame,
) -> str:
    """How many conflicts and cautions in how many weeks, and the closest of them."""
    del look
    shown = _weeks(weeks)
    if shown.empty:
        return "No weeks to show yet."
    inside = activities[activities["week"].isin(shown["week"])]
    near = links[
        links["week_from"].isin(shown["week"]) | links["week_to"].isin(shown["week"])
    ]
    conflicts = near[near["severity"] == "conflict"]
    cautions = near[near["severity"] == "caution"]
    said = (
        f"{sheet.count_text(len(shown), 'week')} with "
        f"{sheet.count_text(int((inside['kind'] == 'run').sum()), 'run')} and "
        f"{sheet.count_text(int((inside['kind'] == 'lift').sum()), 'lift')}: "
        f"{sheet.count_text(len(conflicts), 'conflict')} and "
        f"{sheet.count_text(len(cautions), 'caution')}."
    )
    worst = conflicts if len(conflicts) else cautions
    if worst["hours"].notna().any():
        row = worst.loc[worst["hours"].idxmin()]
        said += f" The closest: {row['hours']:.0f} h, {_between(row)}."
    return said


def example() -> dict[str, pd.DataFrame]:
    """Two weeks: a conflict, a caution across Sunday night, an unknown clock time."""
    older, newer = pd.Timestamp("2026-10-26"), pd.Timestamp("2026-11-02")
    activities = [
        (newer, 0, 6.5, 1.0, "run", "key", "6x800", "Mon 6:30: 6x800\n12.0 km"),
        (newer, 2, 18.0, 1.0, "lift", "upper", "upper", "Wed 18:00: upper\n14 sets"),
        (newer, 2, 18.5, 0.7, "run", "easy", "8 km", "Wed 18:30: easy run\n8.0 km"),
        (newer, 5, 16.5, 1.0, "lift", "legs", "legs", "Sat 16:30: legs\n15 hard sets"),
        (newer, 6, 8.5, 2.3, "run", "long", "26 km", "Sun 8:30: long run\n26.0 km"),
        (older, 3, None, None, "lift", "upper", "upper", "Thu, time unknown\n9 sets"),
        (older, 6, 17.0, 1.0, "lift", "legs", "legs", "Sun 17:00: legs\n12 hard sets"),
    ]
    links = [
        (newer, 5, 17.5, newer, 6, 8.5, "conflict", 15.0, False, "f1"),
        (older, 6, 18.0, newer, 0, 6.5, "caution", 12.5, True, "f2"),
    ]
    return {
        "activities": pd.DataFrame(
            [(*row, f"a{i}") for i, row in enumerate(activities)],
            columns=list(NEEDS["activities"]),
        ),
        "links": pd.DataFrame(links, columns=list(NEEDS["links"])),
        "weeks": pd.DataFrame(
            [(newer, "2 Nov", "46 km"), (older, "26 Oct", "0 km")],
            columns=list(NEEDS["weeks"]),
        ),
    }


def _weeks(weeks: pd.DataFrame) -> pd.DataFrame:
    known = weeks[weeks["week"].notna()].drop_duplicates("week")
    return known.sort_values("week", ascending=False).head(MAX_WEEKS)


def _board(
    shown: pd.DataFrame, activities: pd.DataFrame, links: pd.DataFrame
) -> tuple[Board, pd.DataFrame]:
    """Everything placed, and the links that are drawn."""
    order = {week: place for place, week in enumerate(shown["week"])}
    board = Board(rows=[Row(week) for week in shown["week"]])
    board.blocks = board_rows.blocks(
        activities["week"].map(order).fillna(-1).to_numpy(dtype=np.intp),
        sheet.numbers(activities["day_no"]),
        sheet.numbers(activities["start_h"]),
        sheet.numbers(activities["length_h"]),
        [sheet.short(label, 14) for label in activities["label"]],
        activities["look_class"].tolist(),
    )
    drawn = links[links["severity"].isin(_DRAWN)].reset_index(drop=True)
    for place, (
        week_from,
        x_from,
        week_to,
        x_to,
        severity,
        hours,
        assumed,
    ) in enumerate(
        zip(
            drawn["week_from"],
            _hours(drawn["day_from"], drawn["hour_from"]),
            drawn["week_to"],
            _hours(drawn["day_to"], drawn["hour_to"]),
            drawn["severity"],
            sheet.numbers(drawn["hours"]),
            sheet.flags(drawn["is_time_assumed"]),
            strict=True,
        )
    ):
        about = "~" if assumed else ""
        label = f"{SEVERITY[severity].icon} {about}{hours:.0f} h"
        board.arcs += board_rows.arcs(
            place,
            order.get(week_from, -1),
            float(x_from),
            order.get(week_to, -1),
            float(x_to),
            label,
        )
    board_rows.set_lanes(board)
    board_rows.set_labels(board)
    board_rows.set_levels(board)
    board_rows.stack(board)
    return board, drawn


def _hours(day: pd.Series, hour: pd.Series) -> Floats:
    """Hours into the week; a missing clock time stands at noon."""
    return sheet.numbers(day) * DAY_H + np.nan_to_num(sheet.numbers(hour), nan=12.0)


def _bands(look: Look, board: Board) -> Spec:
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


def _day_edges(look: Look, board: Board) -> Spec:
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


def _bars(look: Look, board: Board, activities: pd.DataFrame) -> list[Spec]:
    """One trace a class; whole-day blocks of unknown clock time lie under all others."""
    classes = activities["look_class"].tolist()
    hovers = [_hover(text) for text in activities["hover"]]
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
    for name, kind in ACTIVITY.items():
        blocks = [
            b for b in board.blocks if b.is_time_known and classes[b.place] == name
        ]
        if blocks:
            traces.append(
                _bar(board, blocks, hovers, ids)
                | {
                    "name": kind.word,
                    "marker": {
                        "color": look.colour(kind.fill),
                        "line": {"width": 0},
                        "cornerradius": 2,
                    },
                }
            )
    return traces


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


def _hover(text: object) -> str:
    lines = [
        sheet.safe(line, 120) for line in str(text or "").split("\n") if line.strip()
    ]
    return sheet.story(lines[0], "<br>".join(lines[1:])) if lines else ""


def _words(look: Look, board: Board) -> Spec:
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
        "text": [*(sheet.safe(b.label) for b in placed), *_DAYS * len(board.strips)],
        "textfont": {
            "color": look.colour("muted"),
            "size": [*[sheet.TINY] * len(placed), *[13] * (7 * len(board.strips))],
        },
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
        "unselected": {"textfont": {"color": look.colour("muted")}},
    }


def _arcs(look: Look, board: Board, drawn: pd.DataFrame) -> list[Spec]:
    """One line a severity, heavier for a conflict, dotted where a time is assumed."""
    points = max(4, min(15, sheet.MAX_POINTS // max(len(board.arcs), 1) - 1))
    severities = drawn["severity"].tolist()
    is_assumed = sheet.flags(drawn["is_time_assumed"])
    traces = []
    for name in _DRAWN:
        is_named = False
        for assumed in (False, True):
            chosen = [
                arc
                for arc in board.arcs
                if severities[arc.place] == name and is_assumed[arc.place] == assumed
            ][: sheet.MAX_POINTS // (points + 1)]
            if not chosen:
                continue
            curves = [
                board_rows.curve(board.rows[arc.row], arc, points) for arc in chosen
            ]
            severity = SEVERITY[name]
            traces.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "x": np.round(np.concatenate([[*x, np.nan] for x, _ in curves]), 2),
                    "y": np.round(np.concatenate([[*y, np.nan] for _, y in curves]), 1),
                    "name": f"{severity.icon} {severity.word}",
                    "line": {
                        "color": look.colour(severity.fill),
                        "width": 2.5 if name == "conflict" else 1.75,
                        "dash": "dot" if assumed else "solid",
                    },
                    "hoverinfo": "skip",
                    "showlegend": not is_named,
                    "cliponaxis": False,
                }
            )
            is_named = True
    return traces


def _edges(look: Look, board: Board, drawn: pd.DataFrame) -> Spec:
    """Small arrows where an arc leaves one week and enters the next."""
    severities = drawn["severity"].tolist()
    ends = [
        (x, board_rows.top_of(board.rows[arc.row], arc), severities[arc.place])
        for arc in board.arcs
        for x, is_cut in ((0.0, arc.is_cut_left), (WEEK_H, arc.is_cut_right))
        if is_cut
    ]
    if not ends:
        return {}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": np.array([x for x, _, _ in ends]),
        "y": np.array([y for _, y, _ in ends]),
        "marker": {
            "symbol": "triangle-right",
            "size": 9,
            "color": [look.colour(SEVERITY[name].fill) for _, _, name in ends],
            "line": {"width": 0},
        },
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
        "unselected": {"marker": {"opacity": 1}},
    }


def _names(look: Look, board: Board, drawn: pd.DataFrame) -> Spec:
    """`✕ 12 h` above every link: what can be pointed at and clicked."""
    named: list[Arc] = [arc for arc in board.arcs if arc.label]
    if not named:
        return {}
    rows = drawn.to_dict("records")
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": np.round([arc.label_x for arc in named], 2),
        "y": np.array(
            [board_rows.top_of(board.rows[arc.row], arc) - 8 for arc in named]
        ),
        "marker": {"size": 20, "opacity": 0, "color": look.colour("page")},
        "text": [f"<b>{arc.label}</b>" for arc in named],
        "textposition": "middle center",
        "textfont": {
            "size": sheet.SMALL,
            "color": [
                look.colour(SEVERITY[rows[arc.place]["severity"]].text) for arc in named
            ],
        },
        "hovertext": [_link_hover(rows[arc.place]) for arc in named],
        "hoverinfo": "text",
        "customdata": [[rows[arc.place]["finding_id"], "finding"] for arc in named],
        "showlegend": False,
        "cliponaxis": False,
        "selected": {"marker": {"opacity": 0}},
        "unselected": {
            "marker": {"opacity": 0},
            "textfont": {"color": look.colour("muted")},
        },
    }


def _link_hover(row: "Mapping[str, object] | pd.Series") -> str:
    severity = SEVERITY[str(row["severity"])]
    rest = _between(row)
    if row["is_time_assumed"]:
        rest += ", clock time assumed"
    return sheet.story(
        f"{severity.icon} {severity.word.capitalize()}: {row['hours']:.0f} h between",
        rest,
    )


def _between(row: "Mapping[str, object] | pd.Series") -> str:
    """From when to when: `Sun 1 Nov 18:00 to Mon 2 Nov 6:30`."""
    ends = []
    for week, day, hour in (
        (row["week_from"], row["day_from"], row["hour_from"]),
        (row["week_to"], row["day_to"], row["hour_to"]),
    ):
        when = week + pd.Timedelta(days=int(day))  # type: ignore[call-overload]
        text = f"{_DAYS[when.dayofweek]} {sheet.day_text(when)}"
        ends.append(text if pd.isna(hour) else f"{text} {sheet.clock_text(hour)}")  # type: ignore[arg-type]
    return " to ".join(ends)

"""Draw what joins activities on the week board: arcs, and the hours they stand for."""

from typing import Any

import numpy as np
import pandas as pd

from runlift.charts import board_rows, sheet
from runlift.charts.board_bars import weekday_text
from runlift.charts.board_rows import DAY_H, WEEK_H, Board
from runlift.charts.sheet import Spec
from runlift.charts.theme import SEVERITY, Look

DRAWN = ("conflict", "caution")
"""Severities that get an arc."""

Link = dict[str, Any]
"""One row of the frame of links, with `x_from` and `x_to`: its hours into the week."""


def read(links: pd.DataFrame) -> list[Link]:
    """The links that get an arc; one without a clock time stands at noon."""
    drawn = links[links["severity"].isin(DRAWN)]
    ends = {
        f"x_{end}": sheet.numbers(drawn[f"day_{end}"]) * DAY_H
        + np.nan_to_num(sheet.numbers(drawn[f"hour_{end}"]), nan=12.0)
        for end in ("from", "to")
    }
    assumed = sheet.flags(drawn["is_time_assumed"])
    found: list[Link] = drawn.assign(**ends, is_time_assumed=assumed).to_dict("records")
    return found


def label(link: Link) -> str:
    """What stands above the arc: `✕ 12 h`, `▲ ~12 h` where a clock time is assumed."""
    icon = SEVERITY[link["severity"]].icon
    if pd.isna(link["hours"]):
        return icon
    return f"{icon} {'~' if link['is_time_assumed'] else ''}{link['hours']:.0f} h"


def arcs(look: Look, board: Board, links: list[Link]) -> list[Spec]:
    """One line a severity, heavier for a conflict, dotted where a time is assumed."""
    points = max(4, min(15, sheet.MAX_POINTS // max(len(board.arcs), 1) - 1))
    traces = []
    for name in DRAWN:
        is_named = False
        for assumed in (False, True):
            chosen = [
                arc
                for arc in board.arcs
                if links[arc.place]["severity"] == name
                and links[arc.place]["is_time_assumed"] == assumed
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


def edges(look: Look, board: Board, links: list[Link]) -> Spec:
    """Small arrows where an arc leaves one week and enters the next."""
    ends = [
        (x, board_rows.top_of(board.rows[arc.row], arc), links[arc.place]["severity"])
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


def names(look: Look, board: Board, links: list[Link]) -> Spec:
    """`✕ 12 h` above every link: what can be pointed at and clicked."""
    named = [arc for arc in board.arcs if arc.label]
    if not named:
        return {}
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
                look.colour(SEVERITY[links[arc.place]["severity"]].text)
                for arc in named
            ],
        },
        "hovertext": [_link_hover(links[arc.place]) for arc in named],
        "hoverinfo": "text",
        "customdata": [[links[arc.place]["finding_id"], "finding"] for arc in named],
        "showlegend": False,
        "cliponaxis": False,
        "selected": {"marker": {"opacity": 0}},
        "unselected": {
            "marker": {"opacity": 0},
            "textfont": {"color": look.colour("muted")},
        },
    }


def _link_hover(link: Link) -> str:
    severity = SEVERITY[str(link["severity"])]
    rest = between(link)
    if link["is_time_assumed"]:
        rest += ", clock time assumed"
    return sheet.story(
        f"{severity.icon} {severity.word.capitalize()}: {link['hours']:.0f} h between",
        rest,
    )


def between(link: Link) -> str:
    """From when to when: `Sun 1 Nov 18:00 to Mon 2 Nov 6:30`."""
    return " to ".join(
        weekday_text(
            link[f"week_{end}"] + pd.Timedelta(days=int(link[f"day_{end}"])),
            link[f"hour_{end}"],
        )
        for end in ("from", "to")
    )

"""Where in one week do the lifts go, among its runs and the half days that are closed?"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from runlift.charts import placement_chips as placing
from runlift.charts import sheet
from runlift.charts.board_bars import DAYS
from runlift.charts.placement_chips import GAP, ROW, SIDE, SLOTS, Chip, top_of
from runlift.charts.sheet import Spec
from runlift.charts.theme import ACTIVITY, PLAIN, SEVERITY, Look

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "runs": ("day", "slot", "run_class"),
        "lifts": ("day", "slot", "name", "lift_class", "severity"),
        "closed": ("day", "slot"),
    }
)
"""`day` is 0 on Monday and 6 on Sunday, `slot` is `AM` or `PM`.

`run_class` is a class of the rules, `lift_class` one of leg load (none to very_heavy);
`severity` is the worst that the rules say of the lift. `closed` has the half days in
which there is no lifting. Three of these pictures stand side by side.
"""

_TINIEST = 10


def figure(
    look: Look, *, runs: pd.DataFrame, lifts: pd.DataFrame, closed: pd.DataFrame
) -> go.Figure:
    """Days across, morning above evening; every run and lift a chip in its half day."""
    chips = placing.placed([*placing.read_runs(runs), *placing.read_lifts(lifts)])
    shut = placing.read_closed(closed)
    if not chips and not shut:
        return sheet.nothing(look)
    height = 2 * ROW + GAP
    traces = [
        _cells(look, shut),
        _closed(look, shut),
        _chips(look, chips),
        _rings(look, [chip for chip in chips if chip.is_ringed]),
        _words(look, chips),
        _badges(look, [chip for chip in chips if chip.is_ringed]),
    ]
    return sheet.draw(
        look,
        [trace for trace in traces if trace],
        height=height + 34,
        margin={"l": 0, "r": 4, "t": 26, "b": 2, "pad": 4},
        barmode="overlay",
        xaxis=sheet.axis(
            look,
            range=[0, 7],
            side="top",
            tickmode="array",
            tickvals=[day + 0.5 for day in range(7)],
            ticktext=list(DAYS),
            tickangle=0,
        ),
        yaxis=sheet.axis(
            look,
            range=[height + 2, -4],
            tickmode="array",
            tickvals=[top_of(slot) + ROW / 2 for slot in SLOTS],
            ticktext=list(SLOTS),
        ),
    )


def describe(
    look: Look = PLAIN,
    *,
    runs: pd.DataFrame,
    lifts: pd.DataFrame,
    closed: pd.DataFrame,
) -> str:
    """Where each lift is, next to which run, and what the rules say against it."""
    del look
    among, placed = placing.read_runs(runs), placing.read_lifts(lifts)
    shut = placing.read_closed(closed)
    if not among and not placed:
        return "No runs and no lifts in this week."
    said = []
    if among:
        said.append(placing.runs_text(among))
    if placed:
        parts = [placing.lift_text(lift, among) for lift in placed[: placing.TOLD]]
        if len(placed) > placing.TOLD:
            parts.append(f"{len(placed) - placing.TOLD} more")
        if not any(lift.severity == "conflict" for lift in placed):
            parts.append("no conflict")
        said.append("; ".join(parts) + ".")
    else:
        said.append("No lift has a place yet.")
    if shut:
        said.append(
            f"Closed for lifting: {sheet.count_text(len(shut), 'half day', 'half days')}."
        )
    return " ".join(said)


def example() -> dict[str, pd.DataFrame]:
    """Six runs and three lifts: one in order, one to look at, one in conflict."""
    return {
        "runs": pd.DataFrame(
            [
                (0, "AM", "easy"),
                (1, "AM", "key"),
                (2, "AM", "easy"),
                (3, "AM", "steady"),
                (4, "PM", "easy"),
                (6, "AM", "long"),
            ],
            columns=list(NEEDS["runs"]),
        ),
        "lifts": pd.DataFrame(
            [
                (1, "PM", "Lift 1", "heavy", "ok"),
                (4, "PM", "Lift 2", "none", "caution"),
                (5, "PM", "Lift 3", "heavy", "conflict"),
            ],
            columns=list(NEEDS["lifts"]),
        ),
        "closed": pd.DataFrame(
            [(0, "PM"), (2, "PM"), (6, "PM")], columns=list(NEEDS["closed"])
        ),
    }


def _bar(chips: list[Chip], insets: bool) -> Spec:
    """The places of chips, or of their fills."""
    side = np.array([chip.side if insets else SIDE for chip in chips])
    inset = np.array([chip.inset if insets else 0.0 for chip in chips])
    top = np.array([chip.top for chip in chips])
    bottom = np.array([chip.bottom for chip in chips])
    return {
        "type": "bar",
        "orientation": "h",
        "base": np.round(np.array([chip.day for chip in chips]) + side, 3),
        "x": np.round(1 - 2 * side, 3),
        "y": (top + bottom) / 2,
        "width": bottom - top - 2 * inset,
        "showlegend": False,
    }


def _halves(where: list[tuple[int, str]]) -> Spec:
    return _bar(
        [
            Chip(day, slot, "", "", "", top=top_of(slot), bottom=top_of(slot) + ROW)
            for day, slot in where
        ],
        insets=False,
    )


def _cells(look: Look, shut: set[tuple[int, str]]) -> Spec:
    """The half days that are open."""
    cells = [(day, slot) for slot in SLOTS for day in range(7)]
    return _halves([cell for cell in cells if cell not in shut]) | {
        "marker": {
            "color": look.colour("surface"),
            "line": {"width": 0},
            "cornerradius": 4,
        },
        "hoverinfo": "skip",
    }


def _closed(look: Look, shut: set[tuple[int, str]]) -> Spec:
    """The half days without lifting, hatched."""
    where = sorted(shut)
    if not where:
        return {}
    return _halves(where) | {
        "marker": {
            "color": look.colour("clear"),
            "pattern": {
                "shape": "/",
                "size": 5,
                "solidity": 0.18,
                "fgcolor": look.colour("neutral"),
                "bgcolor": look.colour("clear"),
            },
            "line": {"color": look.colour("grid"), "width": 1},
            "cornerradius": 4,
        },
        "hovertext": [
            sheet.story("No lifting", f"{DAYS[day]} {slot}") for day, slot in where
        ],
        "hoverinfo": "text",
    }


def _chips(look: Look, chips: list[Chip]) -> Spec:
    if not chips:
        return {}
    return _bar(chips, insets=True) | {
        "marker": {
            "color": [
                look.colour(
                    ACTIVITY[chip.look_class].fill if chip.look_class else "grid"
                )
                for chip in chips
            ],
            "line": {"width": 0},
            "cornerradius": 4,
        },
        "hovertext": [chip.hover for chip in chips],
        "hoverinfo": "text",
    }


def _rings(look: Look, ringed: list[Chip]) -> Spec:
    """An outline around what there is something to say against."""
    if not ringed:
        return {}
    return _bar(ringed, insets=False) | {
        "marker": {
            "color": look.colour("clear"),
            "line": {
                "color": [look.colour(SEVERITY[one.severity].fill) for one in ringed],
                "width": 2,
            },
            "cornerradius": 6,
        },
        "hoverinfo": "skip",
    }


def _words(look: Look, chips: list[Chip]) -> Spec:
    """What each chip is, on it."""
    if not chips:
        return {}
    words = [placing.words_on(chip) for chip in chips]
    return {
        "type": "scatter",
        "mode": "text",
        "x": np.array([_middle(chip) for chip in chips]),
        "y": np.array([(chip.top + chip.bottom) / 2 for chip in chips]),
        "text": words,
        "textfont": {
            "color": [
                look.colour(ACTIVITY[chip.look_class].on if chip.look_class else "ink")
                for chip in chips
            ],
            "size": [
                _TINIEST if chip.is_low or "<br>" in word else sheet.TINY
                for chip, word in zip(chips, words, strict=True)
            ],
        },
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _middle(chip: Chip) -> float:
    """Where its word stands: aside where a badge would lie on it."""
    return chip.day + (0.45 if chip.is_ringed and not chip.is_alone else 0.5)


def _badges(look: Look, ringed: list[Chip]) -> Spec:
    """✕ or ▲ at the corner of a ring: never colour alone."""
    if not ringed:
        return {}
    severities = [SEVERITY[chip.severity] for chip in ringed]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": np.array([chip.day + 0.93 for chip in ringed]),
        "y": np.array([chip.top + 1 for chip in ringed]),
        "marker": {
            "size": 14,
            "opacity": 1,
            "color": look.colour("page"),
            "line": {
                "color": [look.colour(one.fill) for one in severities],
                "width": 1.5,
            },
        },
        "text": [f"<b>{one.icon}</b>" for one in severities],
        "textposition": "middle center",
        "textfont": {"size": 9, "color": [look.colour(one.text) for one in severities]},
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
    }

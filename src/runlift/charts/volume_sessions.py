"""How many hard sets did each session have, and which muscle got most of them?"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from runlift.charts import session_places, sheet
from runlift.charts.sheet import Spec
from runlift.charts.theme import PLAIN, Look
from runlift.units import Floats

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"sessions": ("day", "title", "hard_sets", "top_muscle", "top_sets")}
)
"""One row a session: its hard sets, and the muscle with the most fractional ones."""

_HEIGHT = 250


def figure(look: Look, *, sessions: pd.DataFrame) -> go.Figure:
    """A bar a session; the dot in it is the dose of its most trained muscle."""
    shown = session_places.newest(sessions)
    if shown.empty:
        return sheet.nothing(look)
    x = session_places.places(shown)
    sets = np.nan_to_num(sheet.numbers(shown["hard_sets"]))
    top = sheet.numbers(shown["top_sets"])
    hovers = _hovers(shown, sets, top)
    return sheet.draw(
        look,
        [
            {
                "type": "bar",
                "x": x,
                "y": sheet.light(sets),
                "name": "hard sets",
                "marker": {"color": look.colour("lift_upper"), "line": {"width": 0}},
                "hovertext": hovers,
                "hoverinfo": "text",
            },
            _dots(look, x, top),
        ],
        height=_HEIGHT,
        margin=session_places.MARGIN,
        bargap=0.3,
        showlegend=True,
        legend=sheet.legend(look),
        xaxis=session_places.axis(look, shown),
        yaxis=sheet.value_axis(
            look,
            "sets",
            range=[0, max(float(sets.max()), float(np.nanmax([*top, 0])), 4.0) * 1.1],
            zeroline=True,
            zerolinecolor=look.colour("neutral"),
        ),
    )


def describe(look: Look = PLAIN, *, sessions: pd.DataFrame) -> str:
    """The usual and the largest session, and the highest dose of a muscle."""
    del look
    shown = session_places.newest(sessions)
    if shown.empty:
        return "No session with hard sets in these days."
    sets = np.nan_to_num(sheet.numbers(shown["hard_sets"]))
    top = np.nan_to_num(sheet.numbers(shown["top_sets"]))
    most = shown.iloc[int(top.argmax())]
    dose = (
        f" The highest dose of a muscle is {top.max():.1f} sets, "
        f"{sheet.short(most['top_muscle'], 40)} on {sheet.long_day_text(most['day'])}."
        if top.max() > 0
        else ""
    )
    return (
        f"{sheet.count_text(len(shown), 'session')}: {np.median(sets):.0f} hard sets in "
        f"the middle one, {sets.max():.0f} in the largest.{dose}"
    )


def example() -> dict[str, pd.DataFrame]:
    """Three sessions, one of them of unmapped exercises only."""
    days = pd.to_datetime(["2026-11-09", "2026-11-12", "2026-11-16"])
    return {
        "sessions": pd.DataFrame(
            [
                (days[0], "Legs", 14.0, "Quads", 7.0),
                (days[1], "Upper", 12.0, "Chest", 5.5),
                (days[2], "Something new", 0.0, "", 0.0),
            ],
            columns=list(NEEDS["sessions"]),
        )
    }


def _dots(look: Look, x: sheet.Places, top: Floats) -> Spec:
    has = top > 0
    return {
        "type": "scatter",
        "mode": "markers",
        "x": x[has],
        "y": sheet.light(top[has]),
        "name": "most for one muscle",
        "marker": {
            "color": look.colour("ink"),
            "size": 7 if len(x) <= 60 else 4,
            "line": {"color": look.colour("page"), "width": 1},
        },
        "hoverinfo": "skip",
    }


def _hovers(shown: pd.DataFrame, sets: Floats, top: Floats) -> list[str]:
    return [
        sheet.story(
            f"{sheet.long_day_text(day)}: {count:.0f} hard sets",
            ", ".join(
                filter(
                    None,
                    [
                        sheet.safe(title, 40),
                        f"most for {sheet.safe(muscle, 30)}: {dose:.1f}"
                        if dose > 0
                        else "",
                    ],
                )
            ),
        )
        for day, title, count, muscle, dose in zip(
            shown["day"], shown["title"], sets, shown["top_muscle"], top, strict=True
        )
    ]

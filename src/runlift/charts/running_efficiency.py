"""Does a heart beat carry me farther, and does that hold to the end of a run?"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from runlift.charts import sheet
from runlift.charts.sheet import Spec
from runlift.charts.theme import PLAIN, Look
from runlift.units import Floats

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "runs": ("day", "title", "ef", "decoupling"),
        "trend": ("first_day", "last_day", "first_ef", "last_ef", "slope"),
        "limits": ("limit",),
    }
)
"""A row a steady run; the line of the direction, one row or none; the limits, in
percent, between small, usual and large decoupling."""

_HEIGHT = 400


def figure(
    look: Look, *, runs: pd.DataFrame, trend: pd.DataFrame, limits: pd.DataFrame
) -> go.Figure:
    """Metres a beat above with their direction, decoupling below between its limits."""
    shown = _shown(runs)
    if shown.empty:
        return sheet.nothing(look)
    shown = shown.iloc[sheet.thinned(sheet.numbers(shown["ef"]))]
    ef, fell = sheet.numbers(shown["ef"]), sheet.numbers(shown["decoupling"])
    low, high = _range(fell, sheet.numbers(limits["limit"]))
    hovers = _hovers(shown, ef, fell)
    return sheet.draw(
        look,
        [
            *_line(look, trend),
            _dots(look, shown, ef, hovers, "y"),
            _dots(look, shown, fell, hovers, "y2"),
        ],
        height=_HEIGHT,
        margin={"l": 0, "r": 8, "t": 28, "b": 0, "pad": 4},
        xaxis=sheet.axis(
            look,
            type="date",
            tickformatstops=sheet.DATE_TICKS,
            anchor="y2",
            nticks=8,
            tickangle=0,
        ),
        yaxis=sheet.value_axis(
            look, "m a beat", domain=[0.53, 1.0], nticks=4, **_around(ef)
        ),
        yaxis2=sheet.value_axis(
            look,
            "%",
            domain=[0.0, 0.42],
            nticks=4,
            range=[low, high],
            zeroline=True,
            zerolinecolor=look.colour("neutral"),
        ),
        shapes=[_limit(look, value) for value in sheet.numbers(limits["limit"])],
        annotations=[
            sheet.panel_heading(
                look,
                1.0,
                "<b>Efficiency</b>  metres on the level a beat",
            ),
            sheet.panel_heading(
                look, 0.42, "<b>Decoupling</b>  above zero: efficiency fell"
            ),
        ],
    )


def describe(
    look: Look = PLAIN,
    *,
    runs: pd.DataFrame,
    trend: pd.DataFrame,
    limits: pd.DataFrame,
) -> str:
    """The span, the range of both, and the direction if there is one."""
    del look, limits
    shown = _shown(runs)
    if shown.empty:
        return "No run steady enough, with a recording, in these days."
    ef, fell = sheet.numbers(shown["ef"]), sheet.numbers(shown["decoupling"])
    said = (
        f"{sheet.count_text(len(shown), 'steady run')} from "
        f"{sheet.long_day_text(shown['day'].iloc[0])} to "
        f"{sheet.long_day_text(shown['day'].iloc[-1])}: between {ef.min():.2f} and "
        f"{ef.max():.2f} metres a heart beat; decoupling {np.median(fell):.1f} % in the "
        "middle."
    )
    if trend.empty:
        return said
    slope = sheet.change_text(float(trend["slope"].iloc[0]))
    return f"{said} Efficiency moved by {slope} % a month."


def example() -> dict[str, pd.DataFrame]:
    """Six steady runs of two months, and their direction."""
    days = pd.to_datetime(
        [
            "2026-09-06",
            "2026-09-16",
            "2026-09-27",
            "2026-10-08",
            "2026-10-21",
            "2026-11-01",
        ]
    )
    return {
        "runs": pd.DataFrame(
            {
                "day": days,
                "title": ["Canal", "", "Long", "Park", "Long", "Canal"],
                "ef": [1.22, 1.24, 1.21, 1.26, 1.25, 1.28],
                "decoupling": [3.1, 6.4, 11.2, 2.0, 7.5, -1.2],
            }
        ),
        "trend": pd.DataFrame(
            [(days[0], days[-1], 1.215, 1.27, 2.4)], columns=list(NEEDS["trend"])
        ),
        "limits": pd.DataFrame({"limit": [5.0, 10.0]}),
    }


def _shown(runs: pd.DataFrame) -> pd.DataFrame:
    known = runs[runs["day"].notna() & runs["ef"].notna() & runs["decoupling"].notna()]
    return known.sort_values("day", kind="stable")


def _around(values: Floats) -> Spec:
    """The range of an axis that need not begin at zero."""
    low, high = float(values.min()), float(values.max())
    room = max(high - low, 0.05 * high)
    return {"range": [low - 0.15 * room, high + 0.2 * room]}


def _range(fell: Floats, limits: Floats) -> tuple[float, float]:
    low = min(float(fell.min()), -2.0)
    high = max(float(fell.max()), *limits.tolist(), 2.0)
    return low - 1, high * 1.12


def _dots(
    look: Look, shown: pd.DataFrame, values: Floats, hovers: list[str], axis: str
) -> Spec:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": sheet.day_strings(sheet.days(shown["day"])),
        "y": sheet.light(values, 4),
        "yaxis": axis,
        "marker": {
            "color": look.colour("run_steady"),
            "size": 9 if len(shown) < 150 else 5,
            "line": {"color": look.colour("page"), "width": 1},
        },
        "hovertext": hovers,
        "hoverinfo": "text",
        "showlegend": False,
    }


def _line(look: Look, trend: pd.DataFrame) -> list[Spec]:
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": sheet.day_strings(
                sheet.days(pd.Series([one["first_day"], one["last_day"]]))
            ),
            "y": [round(one["first_ef"], 4), round(one["last_ef"], 4)],
            "line": {"color": look.colour("run_long"), "width": 2.5},
            "hoverinfo": "skip",
            "showlegend": False,
        }
        for one in trend.tail(1).to_dict("records")
    ]


def _limit(look: Look, value: float) -> Spec:
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "yref": "y2",
        "y0": float(value),
        "y1": float(value),
        "layer": "below",
        "line": {"color": look.colour("muted"), "width": 1, "dash": "dot"},
    }


def _hovers(shown: pd.DataFrame, ef: Floats, fell: Floats) -> list[str]:
    told = []
    for day, title, value, drop in zip(
        shown["day"], shown["title"], ef, fell, strict=True
    ):
        name = sheet.safe(title, 40)
        way = "fell" if drop >= 0 else "rose"
        late = f"{way} by {abs(drop):.1f} % in the second half"
        told.append(
            sheet.story(
                f"{sheet.long_day_text(day)}: {value:.2f} m a beat",
                f"{name}, {late}" if name else late,
            )
        )
    return told

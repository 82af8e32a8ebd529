"""How many hours lay between the last leg lift and each long or key run?"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from runlift.charts import sheet
from runlift.charts.theme import PLAIN, SEVERITY, Look

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType({"gaps": ("hours", "severity")})
"""One row a run with a leg lift before it; `severity` of the two."""

_BIN_H = 6
_MOST_H = 96
_HEIGHT = 240


def figure(look: Look, *, gaps: pd.DataFrame) -> go.Figure:
    """A bar for every six hours, its parts by severity."""
    known = gaps[gaps["hours"].between(0, _MOST_H)]
    if known.empty:
        return sheet.nothing(look)
    edges = np.arange(0, _MOST_H + _BIN_H, _BIN_H)
    traces = []
    for name in ("conflict", "caution", "info", "ok"):
        hours = sheet.numbers(known.loc[known["severity"] == name, "hours"])
        if not hours.size:
            continue
        counts, _ = np.histogram(hours, edges)
        severity = SEVERITY[name]
        traces.append(
            {
                "type": "bar",
                "x": edges[:-1] + _BIN_H / 2,
                "y": counts,
                "width": _BIN_H * 0.86,
                "name": f"{severity.icon} {severity.word}",
                "marker": {"color": look.colour(severity.fill)},
                "hovertext": [
                    sheet.story(
                        f"{first:g} to {first + _BIN_H:g} h: "
                        f"{sheet.count_text(int(count), 'run')}",
                        severity.word,
                    )
                    for first, count in zip(edges[:-1], counts, strict=True)
                ],
                "hoverinfo": "text",
            }
        )
    return sheet.draw(
        look,
        traces,
        height=_HEIGHT,
        barmode="stack",
        showlegend=True,
        legend=sheet.legend(look, traceorder="normal"),
        xaxis=sheet.axis(
            look,
            range=[0, _MOST_H],
            tickvals=list(range(0, _MOST_H + 1, 12)),
            ticksuffix=" h",
        ),
        yaxis=sheet.value_axis(look, "runs", nticks=4, rangemode="tozero"),
    )


def describe(look: Look = PLAIN, *, gaps: pd.DataFrame) -> str:
    """How many runs, how many within a day, and the median."""
    del look
    known = sheet.numbers(gaps["hours"])
    if not known.size:
        return "No long or key run had a leg lift in the 96 hours before it."
    within = int((known < 24).sum())
    return (
        f"{sheet.count_text(known.size, 'long or key run')} with a leg lift in the 96 "
        f"hours before; {within} of them within 24 h, the median {np.median(known):.0f} h."
    )


def example() -> dict[str, pd.DataFrame]:
    """Five runs: two close, one a caution, two clear."""
    return {
        "gaps": pd.DataFrame(
            {
                "hours": [9.5, 12.0, 30.0, 60.0, 86.0],
                "severity": ["conflict", "conflict", "caution", "ok", "ok"],
            }
        )
    }

"""How many conflicts and cautions were there, month by month?"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from runlift.charts import sheet
from runlift.charts.theme import PLAIN, SEVERITY, Look
from runlift.units import MONTHS

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"months": ("month", "conflicts", "cautions")}
)
"""One row a month, its first day; months without any included."""

_HEIGHT = 220
_PARTS = {"conflicts": "conflict", "cautions": "caution"}


def figure(look: Look, *, months: pd.DataFrame) -> go.Figure:
    """A bar a month, conflicts below, cautions above."""
    shown = months.sort_values("month").tail(120)
    if shown.empty:
        return sheet.nothing(look)
    x = np.arange(len(shown))
    traces = []
    for column, name in _PARTS.items():
        counts = sheet.numbers(shown[column])
        severity = SEVERITY[name]
        traces.append(
            {
                "type": "bar",
                "x": x,
                "y": counts,
                "name": f"{severity.icon} {severity.word}",
                "marker": {"color": look.colour(severity.fill)},
                "hovertext": [
                    sheet.story(
                        f"{MONTHS[month.month - 1]} {month.year}: "
                        f"{sheet.count_text(int(count), severity.word)}",
                        "",
                    )
                    for month, count in zip(shown["month"], counts, strict=True)
                ],
                "hoverinfo": "text",
            }
        )
    stride = max(1, len(shown) // 12)
    ticks = list(range(0, len(shown), stride))
    months_ = [shown["month"].iloc[place] for place in ticks]
    return sheet.draw(
        look,
        traces,
        height=_HEIGHT,
        barmode="stack",
        bargap=0.3,
        showlegend=True,
        legend=sheet.legend(look, traceorder="normal"),
        xaxis=sheet.axis(
            look,
            range=[min(0, len(shown) - 6) - 0.6, len(shown) - 0.4],
            tickmode="array",
            tickvals=ticks,
            ticktext=[
                f"{MONTHS[one.month - 1]}"
                + (f"<br>{one.year}" if one.month == 1 else "")
                for one in months_
            ],
        ),
        yaxis=sheet.value_axis(look, "in a month", nticks=4, rangemode="tozero"),
    )


def describe(look: Look = PLAIN, *, months: pd.DataFrame) -> str:
    """The sum, and the month with the most conflicts."""
    del look
    if months.empty:
        return "No month in this window."
    conflicts, cautions = int(months["conflicts"].sum()), int(months["cautions"].sum())
    said = (
        f"{sheet.count_text(len(months), 'month')}: "
        f"{sheet.count_text(conflicts, 'conflict')}, "
        f"{sheet.count_text(cautions, 'caution')}"
    )
    if not conflicts:
        return f"{said}."
    most = months.loc[months["conflicts"].idxmax()]
    month = f"{MONTHS[most['month'].month - 1]} {most['month'].year}"
    return f"{said}; most conflicts in {month}: {int(most['conflicts'])}."


def example() -> dict[str, pd.DataFrame]:
    """Three months, the middle one without anything."""
    return {
        "months": pd.DataFrame(
            {
                "month": pd.to_datetime(["2026-09-01", "2026-10-01", "2026-11-01"]),
                "conflicts": [3, 0, 1],
                "cautions": [2, 0, 4],
            }
        )
    }

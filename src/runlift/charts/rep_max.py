"""How much can be lifted how often: what was done, and what the estimate says?"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from runlift.charts import sheet
from runlift.charts.theme import PLAIN, Look

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"reps": ("reps", "observed_kg", "observed_day", "estimated_kg")}
)
"""One row a number of repetitions, from 1 up."""

_HEIGHT = 300


def figure(look: Look, *, reps: pd.DataFrame) -> go.Figure:
    """Bars for what was lifted, a line for what the estimate says could be."""
    known = reps[reps["observed_kg"].notna() | reps["estimated_kg"].notna()]
    if known.empty:
        return sheet.nothing(look)
    x = sheet.numbers(known["reps"])
    done = sheet.loads(known["observed_kg"], look)
    could = sheet.loads(known["estimated_kg"], look)
    traces = [
        {
            "type": "bar",
            "x": x,
            "y": sheet.light(done),
            "name": "lifted",
            "marker": {"color": look.colour("lift")},
            "hovertext": [
                sheet.story(
                    f"{value:.1f} {look.weight_unit} × {count:.0f} or more",
                    f"on {sheet.long_day_text(day)}",
                )
                if np.isfinite(value)
                else ""
                for value, count, day in zip(
                    done, x, known["observed_day"], strict=True
                )
            ],
            "hoverinfo": "text",
        }
    ]
    if np.isfinite(could).any():
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": x,
                "y": sheet.light(could),
                "name": "estimated for now",
                "line": {"color": look.colour("ink"), "width": 1.5, "dash": "dot"},
                "marker": {"symbol": "circle-open", "size": 6},
                "hovertext": [
                    sheet.story(
                        f"{value:.1f} {look.weight_unit} × {count:.0f}", "estimated"
                    )
                    for value, count in zip(could, x, strict=True)
                ],
                "hoverinfo": "text",
            }
        )
    return sheet.draw(
        look,
        traces,
        height=_HEIGHT,
        bargap=0.35,
        showlegend=True,
        legend=sheet.legend(look),
        xaxis=sheet.axis(look, title=sheet.title(look, "repetitions"), dtick=1),
        yaxis=sheet.value_axis(look, look.weight_unit, rangemode="tozero"),
    )


def describe(look: Look = PLAIN, *, reps: pd.DataFrame) -> str:
    """The heaviest lift, and what the estimate says about one and five repetitions."""
    done = reps[reps["observed_kg"].notna()]
    could = reps[reps["estimated_kg"].notna()]
    unit = look.weight_unit
    parts = []
    if len(done):
        heaviest = sheet.loads(done["observed_kg"], look)[0]
        parts.append(
            f"heaviest lift {heaviest:.1f} {unit} on "
            f"{sheet.long_day_text(done['observed_day'].iloc[0])}"
        )
    for count in (1, 5):
        row = could[could["reps"] == count]
        if len(row):
            load = sheet.loads(row["estimated_kg"], look)[0]
            times = "once" if count == 1 else f"{count} times"
            parts.append(f"estimated for now {load:.1f} {unit} {times}")
    if not parts:
        return "Nothing was lifted that could be compared."
    said = "; ".join(parts)
    return f"{said[0].upper()}{said[1:]}."


def example() -> dict[str, pd.DataFrame]:
    """Six rows; nothing was lifted more than five times."""
    done = pd.Timestamp("2026-08-13")
    return {
        "reps": pd.DataFrame(
            {
                "reps": [1, 2, 3, 4, 5, 6],
                "observed_kg": [105.0, 105.0, 100.0, 95.0, 95.0, np.nan],
                "observed_day": [done] * 5 + [pd.NaT],
                "estimated_kg": [115.0, 107.8, 104.5, 101.5, 98.6, 95.8],
            }
        )
    }

"""How has body mass moved?"""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd
import plotly.graph_objects as go

from runlift.charts import sheet
from runlift.charts.theme import PLAIN, Look

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"masses": ("day", "mass_kg", "is_entered")}
)
"""One row a day with a known body mass."""

_HEIGHT = 220


def figure(look: Look, *, masses: pd.DataFrame) -> go.Figure:
    """A dot a weighing, joined; what the athlete entered herself has a ring."""
    known = masses[masses["mass_kg"].notna()].sort_values("day")
    if known.empty:
        return sheet.nothing(look)
    kept = sheet.thinned(sheet.numbers(known["mass_kg"]))
    known = known.iloc[kept]
    height = sheet.loads(known["mass_kg"], look)
    entered = sheet.flags(known["is_entered"])
    trace = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": sheet.day_strings(sheet.days(known["day"])),
        "y": sheet.light(height),
        "line": {"color": look.colour("muted"), "width": 1.5},
        "marker": {
            "size": 7,
            "color": look.colour("muted"),
            "symbol": sheet.symbols(entered),
        },
        "hovertext": [
            sheet.story(
                f"{sheet.long_day_text(day)}: {value:.1f} {look.weight_unit}",
                "entered by hand" if mine else "from a file",
            )
            for day, value, mine in zip(known["day"], height, entered, strict=True)
        ],
        "hoverinfo": "text",
    }
    return sheet.draw(
        look,
        [trace],
        height=_HEIGHT,
        xaxis=sheet.axis(look, type="date", tickformatstops=sheet.DATE_TICKS),
        yaxis=sheet.value_axis(look, look.weight_unit, nticks=4),
    )


def describe(look: Look = PLAIN, *, masses: pd.DataFrame) -> str:
    """How many days are known, and the first and the last of them."""
    known = masses[masses["mass_kg"].notna()].sort_values("day")
    if known.empty:
        return "No body mass is known yet."
    height = sheet.loads(known["mass_kg"], look)
    unit = look.weight_unit
    return (
        f"Body mass on {sheet.count_text(len(known), 'day')}: {height[0]:.1f} {unit} on "
        f"{sheet.long_day_text(known['day'].iloc[0])}, {height[-1]:.1f} {unit} on "
        f"{sheet.long_day_text(known['day'].iloc[-1])}."
    )


def example() -> dict[str, pd.DataFrame]:
    """Four weighings, the last one entered by hand."""
    days = pd.to_datetime(["2026-08-01", "2026-09-01", "2026-10-01", "2026-11-01"])
    return {
        "masses": pd.DataFrame(
            {
                "day": days,
                "mass_kg": [62.0, 61.4, 61.8, 61.2],
                "is_entered": [False, False, False, True],
            }
        )
    }

"""How many hard sets did chosen muscles get in the seven days up to each day?"""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd
import plotly.graph_objects as go

from runlift.charts import muscle_panels, sheet
from runlift.charts.muscle_panels import Panel
from runlift.charts.sheet import Spec
from runlift.charts.theme import PLAIN, Look

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"course": ("day", "muscle", "name", "sets", "develop_low", "develop_high")}
)
"""One row a day and muscle, muscles in the order of the panels."""

_POINTS = sheet.MAX_POINTS // 2


def figure(look: Look, *, course: pd.DataFrame) -> go.Figure:
    """A step line a muscle before the range in which it develops."""
    shown = muscle_panels.panels(course, "day")
    if not shown:
        return sheet.nothing(look)
    return sheet.draw(
        look,
        [_line(look, panel) for panel in shown],
        **muscle_panels.layout(
            look, shown, type="date", tickformatstops=sheet.DATE_TICKS, nticks=6
        ),
    )


def describe(look: Look = PLAIN, *, course: pd.DataFrame) -> str:
    """Each muscle's lowest, highest and newest sum of seven days."""
    del look
    shown = muscle_panels.panels(course, "day")
    if not shown:
        return "No hard sets in these days."
    return f"Hard sets of the last seven days, {muscle_panels.told(shown, 'day')}"


def example() -> dict[str, pd.DataFrame]:
    """Ten days of two muscles; one has no range."""
    nan = float("nan")
    days = pd.date_range("2026-11-09", periods=10, freq="D")
    muscles = [
        ("quads", "Quads", [3.0, 3, 3, 7, 7, 7, 7, 4, 4, 8], 6.0, 15.0),
        ("biceps", "Biceps", [0.0, 2, 2, 2, 2, 2, 2, 2, 0, 0], nan, nan),
    ]
    return {
        "course": pd.DataFrame(
            [
                (day, muscle, name, float(sets[i]), low, high)
                for muscle, name, sets, low, high in muscles
                for i, day in enumerate(days)
            ],
            columns=list(NEEDS["course"]),
        )
    }


def _line(look: Look, panel: Panel) -> Spec:
    kept = sheet.thinned(sheet.numbers(panel.rows["sets"]), limit=_POINTS)
    rows = panel.rows.iloc[kept]
    sets = sheet.numbers(rows["sets"])
    return {
        "type": "scatter",
        "mode": "lines",
        "x": sheet.day_strings(sheet.days(rows["day"])),
        "y": sheet.light(sets),
        "yaxis": panel.axis,
        "line": {"color": look.colour("lift"), "width": 2, "shape": "hv"},
        "hovertext": [
            sheet.story(
                f"{sheet.safe(panel.name, 30)}: {value:.1f} hard sets",
                f"the seven days to {sheet.long_day_text(day)}",
            )
            for value, day in zip(sets, rows["day"], strict=True)
        ],
        "hoverinfo": "text",
        "showlegend": False,
    }

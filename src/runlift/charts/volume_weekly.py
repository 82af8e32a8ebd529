"""How many hard sets did chosen muscles get in each week?"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from runlift.charts import muscle_panels, sheet
from runlift.charts.muscle_panels import Panel
from runlift.charts.sheet import Spec
from runlift.charts.theme import BAND, PLAIN, Look

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "course": (
            "week",
            "muscle",
            "name",
            "sets",
            "band",
            "is_whole",
            "develop_low",
            "develop_high",
        )
    }
)
"""One row a week (its Monday) and muscle, muscles in the order of the panels."""

_WEEK_MS = 7 * 86_400_000


def figure(look: Look, *, course: pd.DataFrame) -> go.Figure:
    """A bar a week in the colour of its band; the running week is only outlined."""
    shown = muscle_panels.panels(course, "week")
    if not shown:
        return sheet.nothing(look)
    weeks = [week for panel in shown for week in panel.rows["week"]]
    return sheet.draw(
        look,
        [_bars(look, panel) for panel in shown],
        bargap=0.2,
        **muscle_panels.layout(look, shown, **muscle_panels.mondays(weeks)),
    )


def describe(look: Look = PLAIN, *, course: pd.DataFrame) -> str:
    """Each muscle's lowest, highest and newest week."""
    del look
    shown = muscle_panels.panels(course, "week")
    if not shown:
        return "No hard sets in these weeks."
    return f"Hard sets a week, {muscle_panels.told(shown, 'week')}"


def example() -> dict[str, pd.DataFrame]:
    """Three weeks of two muscles, the last week running; one has no range."""
    nan = float("nan")
    mondays = pd.to_datetime(["2026-11-02", "2026-11-09", "2026-11-16"])
    muscles = [
        (
            "quads",
            "Quads",
            [9.0, 2.0, 4.0],
            ["develop", "little", "maintain"],
            6.0,
            15.0,
        ),
        ("biceps", "Biceps", [3.0, 0.0, 2.0], ["maintain", "", "maintain"], nan, nan),
    ]
    return {
        "course": pd.DataFrame(
            [
                (week, muscle, name, sets[i], bands[i], i < 2, low, high)
                for muscle, name, sets, bands, low, high in muscles
                for i, week in enumerate(mondays)
            ],
            columns=list(NEEDS["course"]),
        )
    }


def _bars(look: Look, panel: Panel) -> Spec:
    rows = panel.rows.tail(sheet.MAX_POINTS)
    whole = sheet.flags(rows["is_whole"])
    fills = [
        look.colour(BAND[band].fill if band in BAND else "band_none")
        for band in rows["band"]
    ]
    return {
        "type": "bar",
        # Bars stand on dates in the middle of their week.
        "x": sheet.day_strings(sheet.days(rows["week"])),
        "y": sheet.light(sheet.numbers(rows["sets"])),
        "yaxis": panel.axis,
        "width": _WEEK_MS * 0.78,
        "offset": _WEEK_MS * 0.11,
        "marker": {
            "color": fills,
            "opacity": np.where(whole, 1.0, 0.35),
            "line": {"color": look.colour("muted"), "width": 1},
        },
        "hovertext": _hovers(panel.name, rows),
        "hoverinfo": "text",
        "showlegend": False,
    }


def _hovers(name: str, rows: pd.DataFrame) -> list[str]:
    told = []
    for week, sets, band, whole in zip(
        rows["week"], rows["sets"], rows["band"], rows["is_whole"], strict=True
    ):
        so_far = "" if whole else " so far"
        word = BAND[band].word if band in BAND else ""
        told.append(
            sheet.story(
                f"{sheet.safe(name, 30)}: {sets:.1f} hard sets{so_far}",
                ", ".join(filter(None, [f"week of {sheet.long_day_text(week)}", word])),
            )
        )
    return told

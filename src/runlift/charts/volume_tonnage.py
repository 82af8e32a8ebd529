"""How much load times repetitions did one exercise have in each week?"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from runlift.charts import muscle_panels, sheet
from runlift.charts.theme import PLAIN, Look

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"weeks": ("week", "exercise", "tonnage_kg", "sets")}
)
"""One row a week (its Monday) of one exercise; tonnage missing where it has none."""

_HEIGHT = 240
_WEEK_MS = 7 * 86_400_000


def figure(look: Look, *, weeks: pd.DataFrame) -> go.Figure:
    """A bar a week, in the athlete's unit."""
    shown = _shown(weeks)
    if shown.empty:
        return sheet.nothing(look)
    moved = sheet.loads(shown["tonnage_kg"], look)
    unit = look.weight_unit
    return sheet.draw(
        look,
        [
            {
                "type": "bar",
                "x": sheet.day_strings(sheet.days(shown["week"])),
                "y": sheet.light(moved, 1),
                "width": _WEEK_MS * 0.78,
                "offset": _WEEK_MS * 0.11,
                "marker": {"color": look.colour("lift_upper"), "line": {"width": 0}},
                "hovertext": [
                    sheet.story(
                        f"Week of {sheet.long_day_text(week)}: {value:,.0f} {unit}",
                        f"{sheet.safe(name, 40)}, {sets:g} working sets",
                    )
                    for week, value, name, sets in zip(
                        shown["week"],
                        np.nan_to_num(moved),
                        shown["exercise"],
                        shown["sets"],
                        strict=True,
                    )
                ],
                "hoverinfo": "text",
            }
        ],
        height=_HEIGHT,
        xaxis=sheet.axis(look, **muscle_panels.mondays(list(shown["week"]))),
        yaxis=sheet.value_axis(
            look,
            unit,
            separatethousands=True,
            tickformat=",.0f",
            rangemode="tozero",
            zeroline=True,
            zerolinecolor=look.colour("neutral"),
        ),
    )


def describe(look: Look = PLAIN, *, weeks: pd.DataFrame) -> str:
    """The exercise, its weeks, the largest and the newest."""
    shown = _shown(weeks)
    if shown.empty:
        return "This exercise has no tonnage in these weeks."
    moved = sheet.loads(shown["tonnage_kg"], look)
    done = shown[sheet.numbers(shown["sets"]) > 0]
    if done.empty:
        return "This exercise has no sets in these weeks."
    most = int(np.nanargmax(moved))
    unit = look.weight_unit
    return (
        f"Tonnage of {sheet.short(shown['exercise'].iloc[0], 60)} in "
        f"{sheet.count_text(len(done), 'week')} of {len(shown)}: at most "
        f"{moved[most]:,.0f} {unit} in the week of "
        f"{sheet.long_day_text(shown['week'].iloc[most])}, {moved[-1]:,.0f} {unit} in "
        "the newest."
    )


def example() -> dict[str, pd.DataFrame]:
    """Three weeks, one of them off."""
    mondays = pd.to_datetime(["2026-11-02", "2026-11-09", "2026-11-16"])
    return {
        "weeks": pd.DataFrame(
            [
                (mondays[0], "Squat (barbell)", 3200.0, 6.0),
                (mondays[1], "Squat (barbell)", 0.0, 0.0),
                (mondays[2], "Squat (barbell)", 3450.0, 6.0),
            ],
            columns=list(NEEDS["weeks"]),
        )
    }


def _shown(weeks: pd.DataFrame) -> pd.DataFrame:
    known = weeks[weeks["week"].notna() & weeks["tonnage_kg"].notna()]
    return known.sort_values("week", kind="stable").tail(sheet.MAX_POINTS)

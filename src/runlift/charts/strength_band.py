"""What lies behind a course of strength: where it may be, and when training changed."""

import numpy as np
import pandas as pd

from runlift.charts import sheet
from runlift.charts.sheet import Days, Places, Spec
from runlift.charts.theme import Look
from runlift.units import Floats

_APART = 0.055
"""Share of the width within which two lines are not both named."""


def band(look: Look, days: Days, low: Floats, high: Floats, gaps: Places) -> Spec:
    """Where strength lay with four chances in five, closed before every gap."""
    x: list[str | None] = []
    y: list[float | None] = []
    # A closed shape has every day twice.
    stride = 1 + 2 * len(days) // (sheet.MAX_POINTS - 2 * len(gaps) - 2)
    for whole in np.split(np.arange(len(days)), gaps):
        part = np.union1d(whole[::stride], whole[-1:])
        there = sheet.day_strings(days[part])
        x += [*there, *there[::-1], None]
        y += [*sheet.light(high[part]).tolist(), *sheet.light(low[part][::-1]).tolist()]
        y.append(None)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "fill": "toself",
        "fillcolor": look.colour("lift_band"),
        "line": {"width": 0},
        "name": "strength lies here with 80 % chance",
        "hoverinfo": "skip",
        "showlegend": True,
    }


def phase_line(look: Look, day: pd.Timestamp) -> Spec:
    """A dotted line on the day from which on other repetitions were trained."""
    return {
        "type": "line",
        "x0": str(day.date()),
        "x1": str(day.date()),
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "layer": "below",
        "line": {"color": look.colour("muted"), "width": 1, "dash": "dot"},
    }


def phase_words(look: Look, phases: pd.DataFrame, days: Days) -> list[Spec]:
    """The repetitions from there on, at the foot of each line that has the room."""
    wide = (days.max() - days.min()).astype(int) * 2 * _APART
    ordered = phases.sort_values("day")
    room = ordered["day"].diff(-1).abs().dt.days.fillna(wide)
    named = ordered[room >= wide]
    return [
        {
            "x": str(day.date()),
            "y": 0,
            "yref": "paper",
            "yanchor": "bottom",
            "xanchor": "left",
            "text": f" {sheet.safe(after, 12)} reps",
            "showarrow": False,
            "font": {"color": look.colour("muted"), "size": sheet.TINY},
        }
        for day, after in zip(named["day"], named["after"], strict=True)
    ]


def phases_told(phases: pd.DataFrame) -> str:
    """The newest change in words."""
    if phases.empty:
        return ""
    last = phases.sort_values("day").iloc[-1]
    return (
        f" Since {sheet.long_day_text(last['day'])} in sets of {last['after']} instead of "
        f"{last['before']} repetitions."
    )

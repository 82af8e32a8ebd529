"""Panels above one another, one a muscle: sets over time before the range that develops."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from runlift.charts import sheet
from runlift.charts.sheet import Spec
from runlift.charts.theme import Look
from runlift.units import MONTHS, day_text

MOST = 6
"""Panels on one sheet; more are a heat map's business."""

_ALONE = 250
_PANEL = 96
_HEADING = 26
_LEAST = 4.0
_LABELS = 6
"""Dates below the picture: as many as fit on a phone."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One muscle's rows, by time, and where its panel lies."""

    muscle: str
    name: str
    rows: pd.DataFrame
    axis: str
    """Of the vertical axis, as a trace names it."""


def panels(course: pd.DataFrame, when: str) -> list[Panel]:
    """The first muscles of the frame, each by time.

    Args:
        course: muscle, name, sets and the column `when`.
        when: the column of time.
    """
    known = course[course[when].notna() & course["sets"].notna()]
    chosen = known["muscle"].drop_duplicates().tolist()[:MOST]
    return [
        Panel(
            muscle=str(muscle),
            name=sheet.short(rows["name"].iloc[0], 40),
            rows=rows.sort_values(when, kind="stable"),
            axis="y" if place == 0 else f"y{place + 1}",
        )
        for place, muscle in enumerate(chosen)
        for rows in [known[known["muscle"] == muscle]]
    ]


def layout(look: Look, shown: list[Panel], **x: Any) -> Spec:
    """Height, axes, ranges and headings of the panels; `x` is for the axis of time."""
    high = _ALONE if len(shown) == 1 else _PANEL + _HEADING
    plot = high * len(shown)
    spec: Spec = {"height": plot + 40}
    shapes: list[Spec] = []
    notes: list[Spec] = []
    for place, panel in enumerate(shown):
        number = "" if place == 0 else str(place + 1)
        top = 1 - (place * high + _HEADING) / plot
        bottom = 1 - ((place + 1) * high - 6) / plot
        low, most = _range(panel)
        reach = max(float(sheet.numbers(panel.rows["sets"]).max()), _LEAST)
        reach = max(reach, low * 1.15 if np.isfinite(low) else 0.0) * 1.12
        spec[f"yaxis{number}"] = sheet.value_axis(
            look,
            "sets",
            domain=[max(bottom, 0.0), top],
            anchor="x",
            range=[0, reach],
            nticks=6 if len(shown) == 1 else 3,
            showticksuffix="none" if place else "last",
            zeroline=True,
            zerolinecolor=look.colour("neutral"),
        )
        if np.isfinite(low):
            shapes.append(_shape(look, panel.axis, low, min(most, reach)))
        notes.append(_heading(look, panel, top))
    last = shown[-1].axis
    spec["xaxis"] = sheet.axis(look, anchor=last, **x)
    return spec | {"shapes": shapes, "annotations": notes}


def mondays(weeks: Iterable[pd.Timestamp]) -> Spec:
    """An axis of weeks: a few of their Mondays below the middle of their bars."""
    known = list(weeks)
    first, last = min(known), max(known)
    every = list(pd.date_range(first, last, freq="7D"))
    step = -(-len(every) // _LABELS)
    chosen = every[::-1][::step]
    middle, week = pd.Timedelta(days=3, hours=12), pd.Timedelta(days=7)
    many = len(every) > 52
    return {
        "type": "date",
        "range": [str(first - week / 8), str(last + week * 9 / 8)],
        "tickmode": "array",
        "tickvals": [str(one + middle) for one in chosen],
        "ticktext": [
            f"{MONTHS[one.month - 1]}<br>{one.year}" if many else day_text(one)
            for one in chosen
        ],
        "tickangle": 0,
    }


def told(shown: list[Panel], when: str) -> str:
    """Each muscle's newest, lowest and highest number, as a text alternative."""
    parts = []
    for panel in shown:
        sets = sheet.numbers(panel.rows["sets"])
        parts.append(
            f"{panel.name} between {sets.min():.1f} and {sets.max():.1f}, "
            f"{sets[-1]:.1f} at the end"
        )
    first = min(panel.rows[when].iloc[0] for panel in shown)
    last = max(panel.rows[when].iloc[-1] for panel in shown)
    return (
        f"from {sheet.long_day_text(first)} to {sheet.long_day_text(last)}: "
        f"{'; '.join(parts)}."
    )


def _range(panel: Panel) -> tuple[float, float]:
    """Where the muscle develops; missing where it has no range."""
    one = panel.rows.iloc[0]
    return float(one["develop_low"]), float(one["develop_high"])


def _shape(look: Look, axis: str, low: float, high: float) -> Spec:
    return {
        "type": "rect",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "yref": axis,
        "y0": low,
        "y1": high,
        "layer": "below",
        "line": {"width": 0},
        "fillcolor": look.colour("band_develop"),
        "opacity": 0.3,
    }


def _heading(look: Look, panel: Panel, top: float) -> Spec:
    low, high = _range(panel)
    said = f"<b>{sheet.safe(panel.name, 30)}</b>"
    if np.isfinite(low):
        said += f"  develops from {low:g} to {high:g}"
    return sheet.panel_heading(look, top, said)

"""How much of each week's running was easy, steady and hard?"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from runlift.charts import sheet
from runlift.charts.muscle_panels import mondays
from runlift.charts.theme import PLAIN, Look, Meaning
from runlift.units import Floats, day_text

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"weeks": ("week", "easy_s", "steady_s", "hard_s", "is_current")}
)
"""One row a week (its Monday), weeks off included."""

_HEIGHT = 290
_MOST = 600
_WEEK_MS = 7 * 86_400_000
_ZONES: tuple[tuple[str, Meaning], ...] = (
    ("easy", "run_easy"),
    ("steady", "run_steady"),
    ("hard", "run_key"),
)


def figure(look: Look, *, weeks: pd.DataFrame) -> go.Figure:
    """A bar a week in hours, easy at the bottom and hard on top."""
    shown = _shown(weeks)
    hours = _hours(shown)
    if shown.empty or not hours.any():
        return sheet.nothing(look)
    hovers = _hovers(shown, hours)
    opacity = np.where(sheet.flags(shown["is_current"]), 0.55, 1.0)
    bars: list[sheet.Spec] = [
        {
            "type": "bar",
            "x": sheet.day_strings(sheet.days(shown["week"])),
            "y": sheet.light(hours[:, place]),
            "width": 0.78 * _WEEK_MS,
            "offset": 0.11 * _WEEK_MS,
            "name": name,
            "marker": {
                "color": look.colour(meaning),
                "opacity": opacity,
                "line": {"width": 0},
            },
            "hovertext": hovers,
            "hoverinfo": "text",
        }
        for place, (name, meaning) in enumerate(_ZONES)
    ]
    return sheet.draw(
        look,
        bars,
        height=_HEIGHT,
        barmode="stack",
        showlegend=True,
        legend=sheet.legend(look, traceorder="normal"),
        xaxis=sheet.axis(look, **mondays(shown["week"])),
        yaxis=sheet.value_axis(
            look,
            "h",
            range=[0, float(hours.sum(axis=1).max()) * 1.1],
            zeroline=True,
            zerolinecolor=look.colour("neutral"),
            nticks=5,
        ),
    )


def describe(look: Look = PLAIN, *, weeks: pd.DataFrame) -> str:
    """The shares over all weeks, and the least easy week."""
    del look
    shown = _shown(weeks)
    hours = _hours(shown)
    if shown.empty or not hours.any():
        return "No running with a known time in these weeks."
    shares = hours.sum(axis=0) / hours.sum()
    total = hours.sum(axis=1)
    easy = np.where(total > 0, hours[:, 0] / np.where(total > 0, total, 1), np.inf)
    least = int(np.argmin(easy))
    return (
        f"{sheet.count_text(len(shown), 'week')} of running: {shares[0]:.0%} easy, "
        f"{shares[1]:.0%} steady, {shares[2]:.0%} hard by time. Least easy was the week "
        f"of {sheet.long_day_text(shown['week'].iloc[least])} with {easy[least]:.0%}."
    )


def example() -> dict[str, pd.DataFrame]:
    """Three weeks: a usual one, one off, and a hard one that still runs."""
    weeks = pd.date_range("2026-11-02", periods=3, freq="7D").astype("datetime64[us]")
    rows = [
        (14e3, 2e3, 3e3, False),
        (0.0, 0.0, 0.0, False),
        (6e3, 1e3, 4e3, True),
    ]
    frame = pd.DataFrame(rows, columns=list(NEEDS["weeks"])[1:])
    frame.insert(0, "week", weeks)
    return {"weeks": frame}


def _shown(weeks: pd.DataFrame) -> pd.DataFrame:
    return weeks[weeks["week"].notna()].sort_values("week").tail(_MOST)


def _hours(shown: pd.DataFrame) -> Floats:
    """Weeks by zones."""
    names = [f"{name}_s" for name, _ in _ZONES]
    found: Floats = np.nan_to_num(shown[names].to_numpy(float)) / 3600
    return found


def _hovers(shown: pd.DataFrame, hours: Floats) -> list[str]:
    told = []
    for week, parts, current in zip(
        shown["week"], hours, sheet.flags(shown["is_current"]), strict=True
    ):
        total = parts.sum()
        so_far = " so far" if current else ""
        shares = [
            f"{part / total:.0%} {name}"
            for part, (name, _) in zip(parts, _ZONES, strict=True)
            if total
        ]
        told.append(
            sheet.story(
                f"Week of {day_text(week)}: {total:.1f} h{so_far}", ", ".join(shares)
            )
        )
    return told

"""How did a lift and the running move on the same dates?"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from runlift.charts import e1rm, sheet
from runlift.charts.sheet import Spec
from runlift.charts.strength_line import GAP, breaks, broken, thinned_breaks
from runlift.charts.theme import PLAIN, Look

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "sessions": ("day", "exercise", "e1rm_kg", "rolling_best_kg", "is_lower_bound"),
        "weeks": ("week", "distance_m", "long_m"),
    }
)
"""One row a session of one exercise; one row a week (its Monday), weeks off included."""

_HEIGHT = 380
_WEEK_MS = 7 * 86_400_000


def figure(look: Look, *, sessions: pd.DataFrame, weeks: pd.DataFrame) -> go.Figure:
    """Strength above, weekly distance with its longest run below, one time axis."""
    known = sessions[sessions["e1rm_kg"].notna() & sessions["day"].notna()]
    weeks = weeks[weeks["week"].notna()].sort_values("week").tail(sheet.MAX_POINTS)
    if known.empty and weeks.empty:
        return sheet.nothing(look)
    return sheet.draw(
        look,
        [
            *_strength(look, known.sort_values("day", kind="stable")),
            *_weeks(look, weeks),
        ],
        height=_HEIGHT,
        barmode="overlay",
        bargap=0.25,
        showlegend=True,
        legend=sheet.legend(look),
        xaxis=sheet.axis(
            look, type="date", tickformatstops=sheet.DATE_TICKS, anchor="y2"
        ),
        yaxis=sheet.value_axis(
            look,
            "×" if look.is_relative else look.weight_unit,
            domain=[0.48, 1],
            nticks=4,
        ),
        yaxis2=sheet.value_axis(
            look, look.distance_unit, domain=[0, 0.4], rangemode="tozero", nticks=4
        ),
    )


def describe(look: Look = PLAIN, *, sessions: pd.DataFrame, weeks: pd.DataFrame) -> str:
    """Where both began and where they are; nothing about one causing the other."""
    known = sessions[sessions["rolling_best_kg"].notna()].sort_values("day")
    best = sheet.loads(known["rolling_best_kg"], look)
    far = np.nan_to_num(sheet.distances(weeks.sort_values("week")["distance_m"], look))
    parts = []
    if best.size:
        parts.append(
            f"best of {GAP} days from {look.load_text(best[0])} to "
            f"{look.load_text(best[-1])}"
        )
    if far.size:
        parts.append(
            f"{sheet.count_text(far.size, 'week')} of running with {far.mean():.0f} "
            f"{look.distance_unit} on average, {far.max():.0f} at most"
        )
    if not parts:
        return "Neither lifting nor running in these days."
    said = "; ".join(parts)
    return f"{said[0].upper()}{said[1:]}, on one time axis."


def example() -> dict[str, pd.DataFrame]:
    """The squat of a spring and a summer, above five weeks of running."""
    sessions = e1rm.example()["sessions"][list(NEEDS["sessions"])]
    weeks = pd.DataFrame(
        {
            "week": pd.date_range("2026-06-22", periods=5, freq="7D").astype(
                "datetime64[us]"
            ),
            "distance_m": [42000.0, 51000.0, 0.0, 48000.0, 60000.0],
            "long_m": [18000.0, 21000.0, 0.0, 20000.0, 26000.0],
        }
    )
    return {"sessions": sessions, "weeks": weeks}


def _strength(look: Look, known: pd.DataFrame) -> list[Spec]:
    if known.empty:
        return []
    kept = sheet.thinned(sheet.numbers(known["e1rm_kg"]))
    stops = breaks(sheet.days(known["day"]), known["exercise"].to_numpy())
    rows = known.iloc[kept]
    days = sheet.days(rows["day"])
    height = sheet.loads(rows["e1rm_kg"], look)
    x, y = broken(
        days,
        sheet.loads(rows["rolling_best_kg"], look),
        thinned_breaks(stops, kept),
    )
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": x,
            "y": y,
            "line": {"color": look.colour("lift"), "width": 2.5, "shape": "hv"},
            "name": f"{sheet.safe(rows['exercise'].iloc[0], 30)}: best of {GAP} days",
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": sheet.day_strings(days),
            "y": sheet.light(height),
            "marker": {
                "color": look.colour("ink"),
                "size": 5,
                "opacity": 0.5,
                "symbol": sheet.symbols(sheet.flags(rows["is_lower_bound"])),
            },
            "hovertext": [
                sheet.story(
                    f"{sheet.long_day_text(day)}: {look.load_text(value)}",
                    sheet.safe(name, 40),
                )
                for day, value, name in zip(
                    rows["day"], height, rows["exercise"], strict=True
                )
            ],
            "hoverinfo": "text",
            "showlegend": False,
        },
    ]


def _weeks(look: Look, weeks: pd.DataFrame) -> list[Spec]:
    if weeks.empty:
        return []
    total = np.nan_to_num(sheet.distances(weeks["distance_m"], look))
    longest = np.minimum(np.nan_to_num(sheet.distances(weeks["long_m"], look)), total)
    # A bar stands in the middle of its week.
    x = sheet.day_strings(sheet.days(weeks["week"]) + np.timedelta64(3, "D"))
    hovers = [
        sheet.story(
            f"week of {sheet.long_day_text(week)}: {far:.1f} {look.distance_unit}",
            f"long run {run:.1f} {look.distance_unit}" if run else "no long run",
        )
        for week, far, run in zip(weeks["week"], total, longest, strict=True)
    ]
    common = {
        "type": "bar",
        "x": x,
        "yaxis": "y2",
        "width": 0.8 * _WEEK_MS,
        "hovertext": hovers,
        "hoverinfo": "text",
    }
    return [
        common
        | {
            "y": sheet.light(total),
            "marker": {"color": look.colour("run_easy")},
            "name": "running in a week",
        },
        common
        | {
            "y": sheet.light(longest),
            "marker": {"color": look.colour("run_long")},
            "name": "its long run",
        },
    ]

"""How far and how long did I run each week, against the weeks before it?"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from runlift.charts import sheet
from runlift.charts.muscle_panels import mondays
from runlift.charts.sheet import Spec
from runlift.charts.theme import PLAIN, Look, Meaning
from runlift.units import Floats, day_text

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "weeks": (
            "week",
            "distance_m",
            "moving_s",
            "long_m",
            "usual_m",
            "low_m",
            "high_m",
            "usual_s",
            "low_s",
            "high_s",
            "is_current",
        )
    }
)
"""One row a week (its Monday), weeks off included; usual is the median of the weeks
before, low and high are their range."""

_HEIGHT = 420
_MOST = 600
_WEEK_MS = 7 * 86_400_000
_ROOM = 0.1
"""Height of a number, as a share of the longest week."""
_LABELLED = 16
"""Weeks up to which each bar carries its number."""


def figure(look: Look, *, weeks: pd.DataFrame) -> go.Figure:
    """Distance with its long run above, time below, both before what was usual."""
    shown = _shown(weeks)
    if shown.empty:
        return sheet.nothing(look)
    far = np.nan_to_num(sheet.distances(shown["distance_m"], look))
    long = np.minimum(np.nan_to_num(sheet.distances(shown["long_m"], look)), far)
    hours = np.nan_to_num(sheet.numbers(shown["moving_s"])) / 3600
    range_m = [sheet.distances(shown[f"{one}_m"], look) for one in ("low", "high")]
    range_h = [sheet.numbers(shown[f"{one}_s"]) / 3600 for one in ("low", "high")]
    usual_m = sheet.distances(shown["usual_m"], look)
    usual_h = sheet.numbers(shown["usual_s"]) / 3600
    hovers = _hovers(look, shown, far, long, hours, usual_m)
    return sheet.draw(
        look,
        [
            _band(look, shown, range_m, "y", is_named=True),
            _bars(look, shown, far, hovers, "y", "run_easy", "other runs"),
            _bars(look, shown, long, hovers, "y", "run_long", "longest long run"),
            _median(look, shown, usual_m, "y", is_named=True),
            *_totals(look, shown, far, usual_m),
            _band(look, shown, range_h, "y2"),
            _bars(look, shown, hours, hovers, "y2", "run_steady", ""),
            _median(look, shown, usual_h, "y2"),
        ],
        height=_HEIGHT,
        margin={"l": 0, "r": 8, "t": 34, "b": 0, "pad": 4},
        barmode="overlay",
        showlegend=True,
        legend=sheet.legend(look, traceorder="normal"),
        xaxis=sheet.axis(look, anchor="y2", **mondays(shown["week"])),
        yaxis=_axis(look, look.distance_unit, [0.38, 1.0], far, range_m[1]),
        yaxis2=_axis(look, "h", [0.0, 0.3], hours, range_h[1]),
    )


def describe(look: Look = PLAIN, *, weeks: pd.DataFrame) -> str:
    """The span, the least and the most, and the newest whole week beside the usual."""
    shown = _shown(weeks)
    if shown.empty:
        return "No running in these weeks."
    far = np.nan_to_num(sheet.distances(shown["distance_m"], look))
    unit = look.distance_unit
    said = (
        f"{sheet.count_text(len(shown), 'week')} to the week of "
        f"{sheet.long_day_text(shown['week'].iloc[-1])}: between {far.min():.0f} and "
        f"{far.max():.0f} {unit} a week."
    )
    whole = shown[~sheet.flags(shown["is_current"]) & shown["usual_m"].notna()]
    if whole.empty:
        return said
    last = whole.iloc[[-1]]
    now, usual, low, high = (
        float(sheet.distances(last[name], look)[0])
        for name in ("distance_m", "usual_m", "low_m", "high_m")
    )
    return (
        f"{said} The newest whole week had {now:.0f} {unit}; the weeks before it "
        f"{usual:.0f} {unit} in the middle, {low:.0f} to {high:.0f}."
    )


def example() -> dict[str, pd.DataFrame]:
    """Four weeks: a usual one, a longer one, one off, and the running one."""
    nan = float("nan")
    weeks = pd.date_range("2026-10-26", periods=4, freq="7D").astype("datetime64[us]")
    rows = [
        (58e3, 19e3, 22e3, 52e3, 47e3, 60e3, 17e3, 15e3, 20e3, False),
        (74e3, 25e3, 28e3, 55e3, 47e3, 60e3, 18e3, 15e3, 20e3, False),
        (0.0, 0.0, nan, 58e3, 50e3, 74e3, 19e3, 16e3, 25e3, False),
        (21e3, 7e3, nan, nan, nan, nan, nan, nan, nan, True),
    ]
    columns = list(NEEDS["weeks"])
    frame = pd.DataFrame(rows, columns=columns[1:])
    frame.insert(0, "week", weeks)
    return {"weeks": frame}


def _shown(weeks: pd.DataFrame) -> pd.DataFrame:
    return weeks[weeks["week"].notna()].sort_values("week").tail(_MOST)


def _days(shown: pd.DataFrame) -> list[str]:
    return sheet.day_strings(sheet.days(shown["week"]))


def _band(
    look: Look,
    shown: pd.DataFrame,
    edges: list[Floats],
    axis: str,
    *,
    is_named: bool = False,
) -> Spec:
    """The range of the weeks before, as wide as the week it is for."""
    low, high = edges
    return {
        "type": "bar",
        "x": _days(shown),
        "y": sheet.light(high - low),
        "base": sheet.light(low),
        "yaxis": axis,
        "width": _WEEK_MS,
        "offset": 0,
        "name": "range of the weeks before" if is_named else "",
        "showlegend": is_named,
        "marker": {
            "color": look.colour("neutral"),
            "opacity": 0.38,
            "line": {"width": 0},
        },
        "hoverinfo": "skip",
    }


def _bars(
    look: Look,
    shown: pd.DataFrame,
    values: Floats,
    hovers: list[str],
    axis: str,
    meaning: Meaning,
    name: str,
) -> Spec:
    return {
        "type": "bar",
        "x": _days(shown),
        "y": sheet.light(values),
        "yaxis": axis,
        "width": 0.62 * _WEEK_MS,
        "offset": 0.19 * _WEEK_MS,
        "name": name,
        "showlegend": bool(name),
        "marker": {
            "color": look.colour(meaning),
            "opacity": np.where(sheet.flags(shown["is_current"]), 0.55, 1.0),
            "line": {"width": 0},
        },
        "hovertext": hovers,
        "hoverinfo": "text",
    }


def _median(
    look: Look,
    shown: pd.DataFrame,
    usual: Floats,
    axis: str,
    *,
    is_named: bool = False,
) -> Spec:
    """A short line across each week at the median of the weeks before."""
    days = sheet.days(shown["week"])
    week = np.timedelta64(7, "D")
    x = np.stack([days, days + week, days + week], axis=1).ravel()
    y = np.stack([usual, usual, np.full(len(usual), np.nan)], axis=1).ravel()
    return {
        "type": "scatter",
        "mode": "lines",
        "x": sheet.day_strings(x),
        "y": sheet.light(y),
        "yaxis": axis,
        "name": "their median" if is_named else "",
        "showlegend": is_named,
        "line": {"color": look.colour("ink"), "width": 1.5},
        "hoverinfo": "skip",
    }


def _totals(look: Look, shown: pd.DataFrame, far: Floats, usual: Floats) -> list[Spec]:
    """The distance above each bar, where there is room for it."""
    if len(shown) > _LABELLED:
        return []
    room = _ROOM * float(far.max())
    # A number that the line of the median would run through stands above the line.
    is_crossed = (usual >= far) & (usual <= far + room)
    height = np.where(is_crossed, usual, far)
    middle = sheet.days(shown["week"]).astype("datetime64[h]") + np.timedelta64(84, "h")
    return [
        {
            "type": "scatter",
            "mode": "text",
            "x": [str(one) for one in middle],
            "y": sheet.light(height),
            "text": [f"{value:.0f}" if value else "" for value in far],
            "textposition": "top center",
            "textfont": {"color": look.colour("ink"), "size": sheet.SMALL},
            "hoverinfo": "skip",
            "showlegend": False,
        }
    ]


def _axis(
    look: Look, unit: str, domain: list[float], values: Floats, high: Floats
) -> Spec:
    reach = max(float(values.max()), float(np.nanmax([*high, 0.0])), 1.0)
    return sheet.value_axis(
        look,
        unit,
        domain=domain,
        range=[0, reach * 1.14],
        nticks=5 if domain[1] == 1.0 else 3,
        zeroline=True,
        zerolinecolor=look.colour("neutral"),
    )


def _hovers(
    look: Look,
    shown: pd.DataFrame,
    far: Floats,
    long: Floats,
    hours: Floats,
    usual: Floats,
) -> list[str]:
    unit = look.distance_unit
    told = []
    for week, metres, most, spent, middle, current in zip(
        shown["week"],
        far,
        long,
        hours,
        usual,
        sheet.flags(shown["is_current"]),
        strict=True,
    ):
        so_far = " so far" if current else ""
        parts = [f"{spent:.1f} h"]
        if most:
            parts.append(f"long run {most:.1f} {unit}, {most / metres:.0%} of it")
        if middle == middle:
            parts.append(f"usual {middle:.0f} {unit}")
        told.append(
            sheet.story(
                f"Week of {day_text(week)}: {metres:.1f} {unit}{so_far}",
                ", ".join(parts),
            )
        )
    return told

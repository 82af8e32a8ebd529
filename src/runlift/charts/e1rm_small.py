"""Which exercises rise and which stand still, seen on the same dates?"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from runlift.charts import e1rm, sheet
from runlift.charts.sheet import Days, Places, Spec
from runlift.charts.strength_line import GAP, breaks, broken, thinned_breaks
from runlift.charts.theme import PLAIN, Look
from runlift.units import Floats

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "sessions": (
            "day",
            "exercise",
            "e1rm_kg",
            "quality",
            "is_lower_bound",
            "rolling_best_kg",
        ),
        "states": ("exercise", "state"),
    }
)
"""One row a session and exercise; the most trained nine are shown. `state` is a word
such as progressing."""

STRIPS = 9

_STRIP = 92
_HEADING = 24
_POINTS_A_STRIP = sheet.MAX_POINTS // 4


def figure(look: Look, *, sessions: pd.DataFrame, states: pd.DataFrame) -> go.Figure:
    """Strips above one another, most trained first, each with a scale of its own."""
    strips = _strips(sessions)
    if not strips:
        return sheet.nothing(look)
    plot = _STRIP * len(strips)
    said = dict(zip(states["exercise"], states["state"], strict=True))
    traces: list[Spec] = []
    notes: list[Spec] = []
    axes: dict[str, Spec] = {}
    for place, (name, every) in enumerate(strips):
        kept = sheet.thinned(sheet.numbers(every["e1rm_kg"]), limit=_POINTS_A_STRIP)
        rows = every.iloc[kept]
        stops = breaks(sheet.days(every["day"]), every["exercise"].to_numpy())
        number = "" if place == 0 else str(place + 1)
        top, bottom = place * _STRIP + _HEADING, (place + 1) * _STRIP - 8
        days = sheet.days(rows["day"])
        height = sheet.loads(rows["e1rm_kg"], look)
        best = sheet.loads(rows["rolling_best_kg"], look)
        axes[f"yaxis{number}"] = sheet.value_axis(
            look,
            "×" if look.is_relative else look.weight_unit,
            domain=[1 - bottom / plot, 1 - top / plot],
            anchor="x",
            range=_range(height, best),
            nticks=3,
            showticksuffix="none" if place else "last",
        )
        traces += _traces(
            look,
            rows,
            days,
            height,
            best,
            thinned_breaks(stops, kept),
            axis=f"y{number}",
        )
        notes += _notes(look, name, best, said.get(name, ""), top=1 - top / plot)
    last = f"y{len(strips)}" if len(strips) > 1 else "y"
    return sheet.draw(
        look,
        traces,
        height=plot + 56,
        annotations=notes,
        xaxis=sheet.axis(
            look,
            type="date",
            tickformatstops=sheet.DATE_TICKS,
            anchor=last,
            range=_dates(strips),
        ),
        **axes,
    )


def describe(
    look: Look = PLAIN, *, sessions: pd.DataFrame, states: pd.DataFrame
) -> str:
    """Every strip's best of the last 42 days, and its change over the strip."""
    strips = _strips(sessions)
    if not strips:
        return "No estimated one-rep maximum yet."
    words = dict(zip(states["exercise"], states["state"], strict=True))
    said = []
    for name, rows in strips:
        best = sheet.loads(rows["rolling_best_kg"].dropna(), look)
        change = _change(best)
        now = f" {look.load_text(best[-1])}" if best.size else " no estimate"
        more = ", ".join(one for one in (change, words.get(name)) if one)
        said.append(f"{sheet.short(name, 40)}{now}" + (f" ({more})" if more else ""))
    return f"Best of the last {GAP} days and change since the start: " + (
        "; ".join(said) + "."
    )


def example() -> dict[str, pd.DataFrame]:
    """Two exercises, one that rises and one that stands still."""
    squat = e1rm.example()["sessions"]
    press = squat.assign(
        exercise="Bench press",
        e1rm_kg=[60.0, 61, 60, 59, 61, 58, 60, 60, 61, 60, 59, 60],
        rolling_best_kg=[60.0, 61, 61, 61, 61, 58, 60, 60, 61, 61, 61, 61],
    )
    both = pd.concat([squat, press.iloc[::2]], ignore_index=True)
    states = {
        "exercise": ["Back squat", "Bench press"],
        "state": ["progressing", "plateau"],
    }
    return {
        "sessions": both[list(NEEDS["sessions"])],
        "states": pd.DataFrame(states),
    }


def _strips(sessions: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    known = sessions[sessions["e1rm_kg"].notna() & sessions["day"].notna()]
    counts = known["exercise"].value_counts(sort=False)
    chosen = counts.sort_values(ascending=False, kind="stable").index[:STRIPS]
    by_day = known.sort_values("day", kind="stable")
    return [(str(name), by_day[by_day["exercise"] == name]) for name in chosen]


def _dates(strips: list[tuple[str, pd.DataFrame]]) -> list[str]:
    first = min(rows["day"].iloc[0] for _, rows in strips)
    last = max(rows["day"].iloc[-1] for _, rows in strips)
    room = max((last - first) * 0.02, pd.Timedelta(days=2))
    return [str((first - room).date()), str((last + room).date())]


def _range(height: Floats, best: Floats) -> list[float]:
    together = np.concatenate([height, best])
    low, high = float(np.nanmin(together)), float(np.nanmax(together))
    room = max(high - low, 0.05 * high) * 0.15
    return [low - room, high + room]


def _traces(
    look: Look,
    rows: pd.DataFrame,
    days: Days,
    height: Floats,
    best: Floats,
    gaps: Places,
    *,
    axis: str,
) -> list[Spec]:
    quality = np.clip(np.nan_to_num(sheet.numbers(rows["quality"]), nan=0.25), 0.0, 1.0)
    hollow = sheet.flags(rows["is_lower_bound"])
    x, y = broken(days, best, gaps)
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": x,
            "y": y,
            "yaxis": axis,
            "line": {"color": look.colour("lift"), "width": 2, "shape": "hv"},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": sheet.day_strings(days),
            "y": sheet.light(height),
            "yaxis": axis,
            "marker": {
                "color": look.colour("ink"),
                "size": sheet.light(3 + 3 * quality, 1),
                "opacity": sheet.light(0.2 + 0.5 * quality),
                "symbol": sheet.symbols(hollow),
                "line": {"width": 1},
            },
            "hovertext": _hovers(look, rows, height, best),
            "hoverinfo": "text",
        },
    ]


def _hovers(look: Look, rows: pd.DataFrame, height: Floats, best: Floats) -> list[str]:
    told = []
    for day, name, value, hollow, top in zip(
        rows["day"],
        rows["exercise"],
        height,
        sheet.flags(rows["is_lower_bound"]),
        best,
        strict=True,
    ):
        least = "at least " if hollow else ""
        rest = f"{sheet.safe(name, 40)}"
        if np.isfinite(top):
            rest += f", best of {GAP} days {look.load_text(top)}"
        heading = f"{sheet.long_day_text(day)}: {least}{look.load_text(value)}"
        told.append(sheet.story(heading, rest))
    return told


def _change(best: Floats) -> str:
    known = best[np.isfinite(best)]
    return f"{100 * (known[-1] / known[0] - 1):+.1f} %" if known.size > 1 else ""


def _notes(
    look: Look, name: str, best: Floats, state: str, *, top: float
) -> list[Spec]:
    """The exercise at the left of its strip; where it stands, at the right."""
    known = best[np.isfinite(best)]
    now = look.load_text(known[-1]) if known.size else ""
    right = " · ".join(one for one in (state, now, _change(best)) if one)
    common = {
        "xref": "paper",
        "yref": "paper",
        "y": top,
        "yanchor": "bottom",
        "showarrow": False,
        "borderpad": 0,
    }
    return [
        common
        | {
            "x": 0,
            "xanchor": "left",
            "text": f"<b>{sheet.safe(name, 28)}</b>",
            "font": {"color": look.colour("ink"), "size": 13},
        },
        common
        | {
            "x": 1,
            "xanchor": "right",
            "text": sheet.safe(right, 80),
            "font": {"color": look.colour("lift_text"), "size": 13},
        },
    ]

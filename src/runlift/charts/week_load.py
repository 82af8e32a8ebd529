"""What did the last twelve weeks hold: how far, how long, how much lifting, which clashes?"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from runlift.charts import sheet
from runlift.charts.sheet import Flags, Places, Spec
from runlift.charts.theme import PLAIN, SEVERITY, Look, Meaning
from runlift.units import Floats, day_text

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "weeks": (
            "week",
            "distance_m",
            "long_m",
            "runs",
            "key_runs",
            "lifts",
            "leg_lifts",
            "conflicts",
            "is_current",
        )
    }
)
"""One row a week (its Monday), weeks without training included."""

WEEKS = 12

_HEIGHT = 330
_MOST_DOTS = 5
_FEWEST = 6
"""Places kept, so that the bars of a beginner are not as wide as a page."""


def figure(look: Look, *, weeks: pd.DataFrame) -> go.Figure:
    """A bar a week, its long run darker; below it a dot a lift, above it the conflicts."""
    shown = _shown(weeks)
    if shown.empty:
        return sheet.nothing(look)
    x = np.arange(len(shown))
    total = np.nan_to_num(sheet.distances(shown["distance_m"], look))
    long = np.minimum(np.nan_to_num(sheet.distances(shown["long_m"], look)), total)
    is_current = sheet.flags(shown["is_current"])
    reach = max(float(total.max()), 1.0)
    return sheet.draw(
        look,
        [
            *_bars(look, shown, x, total, long, is_current),
            _totals(look, x, total),
            *_clashes(look, shown, x, total, reach),
            *_lifts(look, shown, x),
        ],
        height=_HEIGHT,
        margin={"l": 0, "r": 8, "t": 34, "b": 0, "pad": 4},
        barmode="stack",
        bargap=0.28,
        showlegend=True,
        legend=sheet.legend(look, traceorder="normal"),
        xaxis=sheet.axis(
            look,
            range=[min(0, len(shown) - _FEWEST) - 0.6, len(shown) - 0.4],
            tickmode="array",
            anchor="y2",
            tickangle=0,
            **_dates(shown, is_current),
        ),
        yaxis=sheet.value_axis(
            look,
            look.distance_unit,
            domain=[0.24, 1],
            range=[0, reach * 1.3],
            zeroline=True,
            zerolinecolor=look.colour("neutral"),
            nticks=5,
        ),
        yaxis2=sheet.axis(
            look,
            domain=[0, 0.19],
            range=[1.6, -0.6],
            tickmode="array",
            tickvals=[0, 1],
            ticktext=["legs", "upper"],
        ),
    )


def describe(look: Look = PLAIN, *, weeks: pd.DataFrame) -> str:
    """The span, the distances, the newest full week and the conflicts."""
    shown = _shown(weeks)
    if shown.empty:
        return "No training in these weeks."
    unit = look.distance_unit
    total = np.nan_to_num(sheet.distances(shown["distance_m"], look))
    is_current = sheet.flags(shown["is_current"])
    clashes = int(np.nansum(sheet.numbers(shown["conflicts"])))
    lifts = int(np.nansum(sheet.numbers(shown["lifts"])))
    legs = int(np.nansum(sheet.numbers(shown["leg_lifts"])))
    so_far = " so far" if is_current[-1] else ""
    return (
        f"{sheet.count_text(len(shown), 'week')} to the week of "
        f"{sheet.long_day_text(shown['week'].iloc[-1])}: between {total.min():.0f} and "
        f"{total.max():.0f} {unit} of running a week, {total[-1]:.0f} {unit} in the "
        f"newest{so_far}; {sheet.count_text(lifts, 'lift')}, {legs} of them legs; "
        f"{sheet.count_text(clashes, 'conflict')}."
    )


def example() -> dict[str, pd.DataFrame]:
    """Four weeks: a normal one, one with a conflict, one off, and the current one."""
    return {
        "weeks": pd.DataFrame(
            [
                (pd.Timestamp("2026-10-19"), 58200.0, 24000.0, 5, 2, 2, 1, 0, False),
                (pd.Timestamp("2026-10-26"), 64100.0, 28000.0, 5, 2, 3, 2, 2, False),
                (pd.Timestamp("2026-11-02"), 0.0, 0.0, 0, 0, 0, 0, 0, False),
                (pd.Timestamp("2026-11-09"), 21300.0, 0.0, 3, 1, 1, 1, 1, True),
            ],
            columns=list(NEEDS["weeks"]),
        )
    }


def _shown(weeks: pd.DataFrame) -> pd.DataFrame:
    return weeks[weeks["week"].notna()].sort_values("week").tail(WEEKS)


def _bars(
    look: Look,
    shown: pd.DataFrame,
    x: Places,
    total: Floats,
    long: Floats,
    is_current: Flags,
) -> list[Spec]:
    hovers = _hovers(look, shown, total, long, is_current)
    parts: tuple[tuple[str, Floats, Meaning], ...] = (
        ("long run", long, "run_long"),
        ("other runs", total - long, "run_easy"),
    )
    return [
        {
            "type": "bar",
            "x": x,
            "y": np.round(part, 2),
            "name": name,
            "marker": {
                "color": look.colour(meaning),
                "opacity": np.where(is_current, 0.6, 1.0),
                "line": {"width": 0},
            },
            "hovertext": hovers,
            "hoverinfo": "text",
        }
        for name, part, meaning in parts
    ]


def _hovers(
    look: Look,
    shown: pd.DataFrame,
    total: Floats,
    long: Floats,
    is_current: Flags,
) -> list[str]:
    unit = look.distance_unit
    told = []
    for week, far, most, runs, key, lifts, legs, clashes, current in zip(
        shown["week"],
        total,
        long,
        _counts(shown["runs"]),
        _counts(shown["key_runs"]),
        _counts(shown["lifts"]),
        _counts(shown["leg_lifts"]),
        _counts(shown["conflicts"]),
        is_current,
        strict=True,
    ):
        so_far = " so far" if current else ""
        parts = [
            sheet.count_text(runs, "run"),
            f"{key} key",
            f"long {most:.1f} {unit}",
            sheet.count_text(lifts, "lift"),
            f"{legs} legs",
        ]
        if clashes:
            conflict = SEVERITY["conflict"]
            parts.append(f"{conflict.icon} {sheet.count_text(clashes, conflict.word)}")
        told.append(
            sheet.story(
                f"Week of {day_text(week)}: {far:.1f} {unit}{so_far}",
                ", ".join(parts),
            )
        )
    return told


def _totals(look: Look, x: Places, total: Floats) -> Spec:
    return {
        "type": "scatter",
        "mode": "text",
        "x": x,
        "y": np.round(total, 2),
        "text": [f"{value:.0f}" for value in total],
        "textposition": "top center",
        "textfont": {"color": look.colour("ink"), "size": sheet.SMALL},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _clashes(
    look: Look,
    shown: pd.DataFrame,
    x: Places,
    total: Floats,
    reach: float,
) -> list[Spec]:
    """`✕ 2` above the number of a week with conflicts, and what that means."""
    counts = np.asarray(_counts(shown["conflicts"]))
    has = counts > 0
    if not has.any():
        return []
    conflict = SEVERITY["conflict"]
    marks = {
        "type": "scatter",
        "mode": "text",
        "x": x[has],
        "y": np.round(total[has] + 0.16 * reach, 2),
        "text": [f"<b>{conflict.icon} {count}</b>" for count in counts[has]],
        "textfont": {"color": look.colour(conflict.text), "size": 13},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    key = {
        "type": "scatter",
        "mode": "markers",
        "x": [None],
        "y": [None],
        "name": "conflicts",
        "marker": {"symbol": "x", "size": 9, "color": look.colour(conflict.fill)},
        "hoverinfo": "skip",
    }
    return [marks, key]


def _lifts(look: Look, shown: pd.DataFrame, x: Places) -> list[Spec]:
    """A dot a lift, legs above and upper body below."""
    lifts, legs = _counts(shown["lifts"]), _counts(shown["leg_lifts"])
    upper = [max(0, every - leg) for every, leg in zip(lifts, legs, strict=True)]
    traces = []
    lines: tuple[tuple[int, str, Meaning, list[int]], ...] = (
        (0, "legs", "lift_legs", legs),
        (1, "upper body", "lift_upper", upper),
    )
    for line, name, meaning, counts in lines:
        places = [
            place + offset
            for place, count in zip(x, counts, strict=True)
            for offset in _spread(count)
        ]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": np.array(places),
                "y": np.full(len(places), line),
                "yaxis": "y2",
                "name": name,
                "marker": {
                    "color": look.colour(meaning),
                    "size": 8,
                    "line": {"width": 0},
                },
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
    return traces


def _spread(count: int) -> Floats:
    """Where the dots of one week stand, around its middle."""
    many = min(count, _MOST_DOTS)
    step = min(0.27, 0.8 / max(many, 1))
    return (np.arange(many, dtype=np.float64) - (many - 1) / 2) * step


def _counts(values: pd.Series) -> list[int]:
    return [int(value) for value in np.nan_to_num(sheet.numbers(values))]


def _dates(shown: pd.DataFrame, is_current: Flags) -> Spec:
    """Every third week by its Monday, counted back from the newest."""
    size = len(shown)
    step = 1 if size <= 5 else 3 if size > 8 else 2
    chosen = range(size - 1, -1, -step)
    return {
        "tickvals": list(chosen),
        "ticktext": [
            "now" if is_current[i] else day_text(shown["week"].iloc[i]) for i in chosen
        ],
    }

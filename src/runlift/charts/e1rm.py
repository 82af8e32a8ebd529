"""Is this exercise getting stronger, and how sure is each session about it?"""

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from runlift.charts import sheet
from runlift.charts.sheet import Days, Flags, Places, Spec
from runlift.charts.strength_band import band, phase_line, phase_words, phases_told
from runlift.charts.strength_line import GAP, breaks, broken, thinned_breaks
from runlift.charts.theme import PLAIN, Look, Meaning
from runlift.units import Floats

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "sessions": (
            "day",
            "exercise",
            "e1rm_kg",
            "load_kg",
            "reps",
            "effective_reps",
            "quality",
            "is_lower_bound",
            "is_pr",
            "rolling_best_kg",
            "ewma_kg",
            "level_low_kg",
            "level_high_kg",
        ),
        "phases": ("day", "before", "after"),
    }
)
"""One row a session of one exercise; `quality` runs from 0.25 (rough) to 1. A row of
`phases` is a day from which on other repetitions were trained."""

_HEIGHT = 380
_LABEL_APART = 0.055
"""Share of the width, and of the height, within which only one PR is named."""


def figure(look: Look, *, sessions: pd.DataFrame, phases: pd.DataFrame) -> go.Figure:
    """A dot a session, the best of 42 days as steps, the likely course beneath."""
    known = sessions[sessions["e1rm_kg"].notna() & sessions["day"].notna()]
    if known.empty:
        return sheet.nothing(look)
    known = known.sort_values(["exercise", "day"], kind="stable")
    is_pr = sheet.flags(known["is_pr"])
    kept = sheet.thinned(sheet.numbers(known["e1rm_kg"]), keep=np.flatnonzero(is_pr))
    gaps = thinned_breaks(
        breaks(sheet.days(known["day"]), known["exercise"].to_numpy()), kept
    )
    known, is_pr = known.iloc[kept], is_pr[kept]
    days = sheet.days(known["day"])
    height = sheet.loads(known["e1rm_kg"], look)
    best = sheet.loads(known["rolling_best_kg"], look)
    smooth = sheet.loads(known["ewma_kg"], look)
    under = sheet.loads(known["level_low_kg"], look)
    over = sheet.loads(known["level_high_kg"], look)
    low, high = _range(height, best, smooth)
    traces = [
        band(look, days, np.maximum(under, low), np.minimum(over, high), gaps),
        _line(look, days, best, gaps, meaning="lift", width=2.5)
        | {"line": {"color": look.colour("lift"), "width": 2.5, "shape": "hv"}},
        _line(look, days, smooth, gaps, meaning="muted", width=1.5)
        | {"name": "average, newer sessions count more", "showlegend": True},
        _dots(look, known, days, height, ~is_pr, ring="page"),
        _dots(look, known, days, height, is_pr, ring="ok")
        | {
            "mode": "markers+text",
            "text": _pr_labels(days[is_pr], height[is_pr], high - low),
            "textposition": "top center",
            "textfont": {"color": look.colour("ok_text"), "size": sheet.SMALL},
        },
        *_keys(look, known),
    ]
    return sheet.draw(
        look,
        traces,
        height=_HEIGHT,
        showlegend=True,
        legend=sheet.legend(look),
        xaxis=sheet.axis(look, type="date", tickformatstops=sheet.DATE_TICKS),
        yaxis=sheet.value_axis(
            look, "×" if look.is_relative else look.weight_unit, range=[low, high]
        ),
        shapes=[phase_line(look, day) for day in phases["day"]],
        annotations=[
            *_end(look, days, best, days[is_pr], height[is_pr]),
            *phase_words(look, phases, days),
        ],
    )


def describe(
    look: Look = PLAIN, *, sessions: pd.DataFrame, phases: pd.DataFrame
) -> str:
    """How many sessions, the best of them, and where the last 42 days stand."""
    known = sessions[sessions["e1rm_kg"].notna() & sessions["day"].notna()]
    if known.empty:
        return "No estimated one-rep maximum yet."
    known = known.sort_values("day", kind="stable")
    height = sheet.loads(known["e1rm_kg"], look)
    best = known.iloc[int(np.argmax(height))]
    rolling = sheet.loads(known["rolling_best_kg"].dropna(), look)
    now = ""
    if rolling.size:
        now = f"; best of the last {GAP} days {look.load_text(rolling[-1])}"
    if rolling.size > 1:
        change = 100 * (rolling[-1] / rolling[0] - 1)
        now += f", {change:+.1f} % since the first session"
    names = sheet.listed([sheet.short(name) for name in known["exercise"].unique()])
    return (
        f"{names}: {sheet.count_text(len(known), 'session')} from "
        f"{sheet.long_day_text(known['day'].iloc[0])} to "
        f"{sheet.long_day_text(known['day'].iloc[-1])}. Highest estimated one-rep "
        f"maximum {look.load_text(height.max())} on "
        f"{sheet.long_day_text(best['day'])}{now}.{phases_told(phases)}"
    )


def example() -> dict[str, pd.DataFrame]:
    """Twelve sessions: a break of two months, a lower bound and two records."""
    days = pd.to_datetime(
        [
            "2026-03-02",
            "2026-03-09",
            "2026-03-19",
            "2026-03-30",
            "2026-04-09",
            "2026-06-22",
            "2026-06-29",
            "2026-07-09",
            "2026-07-20",
            "2026-08-03",
            "2026-08-13",
            "2026-08-24",
        ]
    )
    e1rm = [94.0, 95.5, 97.0, 96.0, 101.0, 93.0, 96.5, 99.0, 98.0, 103.5, 101.5, 102.0]
    first, second = pd.Series(e1rm[:5]), pd.Series(e1rm[5:])
    return {
        "sessions": pd.DataFrame(
            {
                "day": days,
                "exercise": "Back squat",
                "e1rm_kg": e1rm,
                "load_kg": [value * 0.85 for value in e1rm],
                "reps": [5.0] * 12,
                "effective_reps": [6.0, 6, 5, 8, 5, 6, 6, 5, 12, 5, 6, 6],
                "quality": [0.9, 0.9, 1, 0.5, 1, 0.8, 0.9, 1, 0.25, 1, 0.9, 0.8],
                "is_lower_bound": [False] * 3 + [True] + [False] * 8,
                "is_pr": [False] * 4 + [True] + [False] * 4 + [True, False, False],
                "rolling_best_kg": [*first.cummax(), *second.cummax()],
                "ewma_kg": [
                    *first.ewm(alpha=0.4).mean(),
                    *second.ewm(alpha=0.4).mean(),
                ],
                "level_low_kg": [value * 0.97 for value in e1rm],
                "level_high_kg": [value * 1.03 for value in e1rm],
            }
        ),
        "phases": pd.DataFrame(
            {"day": days[[7]], "before": ["7-10"], "after": ["4-6"]}
        ),
    }


def _range(*values: Floats) -> tuple[float, float]:
    """What the vertical axis shows: everything, and room for a label above."""
    together = np.concatenate(values)
    low, high = float(np.nanmin(together)), float(np.nanmax(together))
    room = max(high - low, 0.05 * high)
    return low - 0.14 * room, high + 0.22 * room


def _line(
    look: Look,
    days: Days,
    values: Floats,
    gaps: Places,
    *,
    meaning: Meaning,
    width: float,
) -> Spec:
    x, y = broken(days, values, gaps)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": look.colour(meaning), "width": width},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _dots(
    look: Look,
    known: pd.DataFrame,
    days: Days,
    height: Floats,
    chosen: Flags,
    *,
    ring: Meaning,
) -> Spec:
    """Larger and darker the surer the estimate, hollow where it is only a lower bound."""
    rows = known[chosen]
    quality = np.clip(np.nan_to_num(sheet.numbers(rows["quality"]), nan=0.25), 0.0, 1.0)
    hollow = sheet.flags(rows["is_lower_bound"])
    return {
        "type": "scatter",
        "mode": "markers",
        "x": sheet.day_strings(days[chosen]),
        "y": sheet.light(height[chosen]),
        "marker": {
            "color": look.colour("ink"),
            "size": sheet.light((6 + 6 * quality) * _scale(len(known)), 1),
            "opacity": sheet.light(0.25 + 0.6 * quality),
            "symbol": sheet.symbols(hollow),
            "line": {"color": look.colour(ring), "width": 1.5},
        },
        "hovertext": _hovers(look, rows, height[chosen]),
        "hoverinfo": "text",
        "showlegend": False,
    }


def _scale(count: int) -> float:
    """Smaller dots where there are many."""
    return float(np.clip(np.sqrt(80 / max(count, 1)), 0.6, 1.0))


def _hovers(look: Look, rows: pd.DataFrame, height: Floats) -> list[str]:
    unit = look.weight_unit
    as_lifted = dataclasses.replace(look, is_relative=False)
    is_mixed = len(rows["exercise"].unique()) > 1
    told = []
    for day, value, load, reps, effective, quality, hollow, record, name in zip(
        rows["day"],
        height,
        sheet.loads(rows["load_kg"], as_lifted),
        sheet.numbers(rows["reps"]),
        sheet.numbers(rows["effective_reps"]),
        sheet.numbers(rows["quality"]),
        sheet.flags(rows["is_lower_bound"]),
        sheet.flags(rows["is_pr"]),
        rows["exercise"],
        strict=True,
    ):
        least, pr = "at least " if hollow else "", ", PR" if record else ""
        heading = f"{sheet.long_day_text(day)}: {least}{look.load_text(value)}{pr}"
        parts = [sheet.safe(name, 40)] if is_mixed else []
        if np.isfinite(load) and np.isfinite(reps):
            limit = f", {effective:.0f} to the limit" if np.isfinite(effective) else ""
            parts.append(f"{load:.1f} {unit} × {reps:.0f}{limit}")
        parts.append(_evidence(quality))
        told.append(sheet.story(heading, ", ".join(parts)))
    return told


def _evidence(quality: float) -> str:
    if quality >= 0.75:
        return "solid estimate"
    return "fair estimate" if quality >= 0.5 else "rough estimate"


def _pr_labels(days: Days, height: Floats, span: float) -> list[str]:
    """`PR` at the newest record of every cluster, nothing at the others."""
    labels = [""] * len(days)
    if not len(days):
        return labels
    wide = max(int((days.max() - days.min()).astype(int)), 1) * _LABEL_APART
    named: list[int] = []
    for one in sorted(range(len(days)), key=lambda i: days[i], reverse=True):
        clear = all(
            abs(int((days[one] - days[other]).astype(int))) > wide
            or abs(height[one] - height[other]) > span * _LABEL_APART
            for other in named
        )
        if clear:
            labels[one] = "PR"
            named.append(one)
    return labels


def _end(
    look: Look, days: Days, best: Floats, pr_days: Days, pr_height: Floats
) -> list[Spec]:
    """What the steps are, said where they end: nothing is ever above them but a PR."""
    ends = np.flatnonzero(np.isfinite(best))
    if not ends.size:
        return []
    last = ends[np.argmax(days[ends])]
    recent = days[last] - (days.max() - days.min()) * 0.4
    is_under_pr = bool(((pr_days >= recent) & (pr_height >= best[last] * 0.98)).any())
    return [
        {
            "x": str(days[last]),
            "y": round(float(best[last]), 2),
            "text": f"best of {GAP} days {look.load_text(best[last])}",
            "showarrow": False,
            "xanchor": "right",
            "yshift": 30 if is_under_pr else 11,
            "font": {"color": look.colour("lift_text"), "size": sheet.SMALL},
        }
    ]


def _keys(look: Look, known: pd.DataFrame) -> list[Spec]:
    """Legend entries for what a dot says by its looks, where it says it."""
    keys = [("one session, paler when less certain", "circle", 0.8)]
    if sheet.flags(known["is_lower_bound"]).any():
        keys.append(("hollow: at least this much", "circle-open", 0.6))
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [None],
            "y": [None],
            "name": name,
            "marker": {
                "color": look.colour("ink"),
                "size": 10,
                "symbol": symbol,
                "opacity": opacity,
                "line": {"width": 1.5, "color": look.colour("page")},
            },
            "hoverinfo": "skip",
        }
        for name, symbol, opacity in keys
    ]

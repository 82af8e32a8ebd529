"""How many hours lay between the last lifts and each of these runs?"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from runlift.charts import sheet
from runlift.charts.sheet import Places, Spec
from runlift.charts.theme import ACTIVITY, PLAIN, SEVERITY, Look
from runlift.units import Floats, day_text

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "runs": ("run_id", "day", "label", "run_class"),
        "lifts": (
            "run_id",
            "hours_before",
            "leg_load",
            "lift_class",
            "severity",
            "label",
        ),
        "zones": ("conflict_h", "caution_h"),
    }
)
"""A row of `runs` is a row of the picture. `lifts` has every lift before each of them.

`lift_class` is `legs` or `upper`, or the class of its leg load (none to very_heavy).
`zones` is one row: the hours that hold for heavy lifts; none where they do not apply.
"""

ROWS = 20
HOURS = 96.0

_ROW = 38
_NEAR = ("conflict", "caution")
_UPPER = frozenset(("upper", "none", "light"))
_PX_PER_H = 2.6
"""On a phone; labels that would touch there are left out."""


def figure(
    look: Look, *, runs: pd.DataFrame, lifts: pd.DataFrame, zones: pd.DataFrame
) -> go.Figure:
    """A row a run, newest first; time runs to its start at the right edge."""
    shown = _shown(runs)
    if shown.empty:
        return sheet.nothing(look)
    place = {run: i for i, run in enumerate(shown["run_id"])}
    near = lifts[
        lifts["run_id"].isin(shown["run_id"]) & lifts["hours_before"].between(0, HOURS)
    ]
    y = near["run_id"].map(place).to_numpy(dtype=np.intp)
    low = len(shown) - 0.4
    shapes, captions = _zones(look, zones, low)
    return sheet.draw(
        look,
        [
            *_dots(look, near, y, shown),
            _starts(look, shown),
            _silent(look, near, y, len(shown)),
        ],
        height=_ROW * len(shown) + 84,
        margin={"l": 0, "r": 14, "t": 26, "b": 0, "pad": 6},
        shapes=shapes,
        annotations=captions,
        xaxis=sheet.axis(
            look,
            range=[HOURS, -1.5],
            tickmode="array",
            tickvals=_ticks(zones),
            ticktext=[f"{hour:.0f}" if hour else "start" for hour in _ticks(zones)],
            tickangle=0,
            title=sheet.title(
                look,
                "hours before the start"
                + ("" if zones.empty else " (zones: heavy legs)"),
            ),
        ),
        yaxis=sheet.axis(
            look,
            range=[low, -0.6],
            showgrid=True,
            gridcolor=look.colour("grid"),
            tickmode="array",
            tickvals=list(range(len(shown))),
            ticktext=[sheet.safe(name, 21) for name in _names(shown)],
            tickfont={"color": look.colour("ink"), "size": sheet.SMALL},
        ),
    )


def describe(
    look: Look = PLAIN, *, runs: pd.DataFrame, lifts: pd.DataFrame, zones: pd.DataFrame
) -> str:
    """How many of the runs had a conflict or a caution before them, and the closest."""
    del look
    shown = _shown(runs)
    if shown.empty:
        return "No long or key runs yet."
    near = lifts[lifts["run_id"].isin(shown["run_id"])]
    clash = near[near["severity"] == "conflict"]
    care = near[near["severity"] == "caution"]
    clashing = set(clash["run_id"])
    limit = f" (under {zones['conflict_h'].iloc[0]:.0f} h)" if len(zones) else ""
    said = (
        f"{len(clashing)} of {sheet.count_text(len(shown), 'run')} had a lift in "
        f"conflict before them{limit}, {len(set(care['run_id']) - clashing)} a caution."
    )
    worst = clash if len(clash) else care
    if len(worst):
        row = worst.loc[worst["hours_before"].idxmin()]
        name = _names(shown[shown["run_id"] == row["run_id"]])[0]
        said += f" The closest: {row['hours_before']:.0f} h before {name}."
    return said


def example() -> dict[str, pd.DataFrame]:
    """Three long runs: one after a conflict, one after a caution, one fresh."""
    return {
        "runs": pd.DataFrame(
            [
                ("r3", pd.Timestamp("2026-11-08"), "26 km", "long"),
                ("r2", pd.Timestamp("2026-11-01"), "30 km", "long"),
                ("r1", pd.Timestamp("2026-10-25"), "24 km", "long"),
                ("r0", pd.Timestamp("2026-10-18"), "22 km", "long"),
            ],
            columns=list(NEEDS["runs"]),
        ),
        "lifts": pd.DataFrame(
            [
                ("r3", 14.0, 13.0, "legs", "conflict", "Legs, Sat 7 Nov 17:00"),
                ("r3", 86.0, 2.0, "upper", "ok", "Upper, Wed 4 Nov 18:00"),
                ("r2", 34.0, 14.5, "legs", "caution", "Legs, Fri 30 Oct 21:00"),
                ("r1", 61.0, 11.0, "legs", "ok", "Legs, Thu 22 Oct 19:00"),
            ],
            columns=list(NEEDS["lifts"]),
        ),
        "zones": pd.DataFrame({"conflict_h": [24.0], "caution_h": [36.0]}),
    }


def _shown(runs: pd.DataFrame) -> pd.DataFrame:
    known = runs[runs["day"].notna()].drop_duplicates("run_id")
    return known.sort_values("day", ascending=False, kind="stable").head(ROWS)


def _names(shown: pd.DataFrame) -> list[str]:
    """Every run by its day and label; a label that begins with the day is enough."""
    found = []
    for day, label in zip(shown["day"], shown["label"], strict=True):
        when, what = day_text(day), sheet.short(label)
        found.append(what if what.startswith(when) else f"{when} {what}".strip())
    return found


def _ticks(zones: pd.DataFrame) -> list[float]:
    """The days, and the edges of the zones."""
    ticks = {0.0, 24.0, 48.0, 72.0, HOURS}
    for name in ("conflict_h", "caution_h"):
        ticks |= {float(h) for h in zones[name].head(1) if 0 < h < HOURS}
    return sorted(ticks)


def _zones(
    look: Look, zones: pd.DataFrame, low: float
) -> tuple[list[Spec], list[Spec]]:
    """Conflict and caution as tinted ground, each named above it."""
    if zones.empty:
        return [], []
    conflict = min(float(zones["conflict_h"].iloc[0]), HOURS)
    caution = min(float(zones["caution_h"].iloc[0]), HOURS)
    shapes, captions = [], []
    for name, right, left in (
        ("conflict", 0.0, conflict),
        ("caution", conflict, caution),
        ("ok", caution, HOURS),
    ):
        severity = SEVERITY[name]
        if left <= right:
            continue
        if name != "ok":
            shapes.append(
                {
                    "type": "rect",
                    "layer": "below",
                    "x0": left,
                    "x1": right,
                    "y0": -0.6,
                    "y1": low,
                    "fillcolor": look.colour(severity.fill),
                    "opacity": 0.12,
                    "line": {"width": 0},
                }
            )
        captions.append(
            {
                "x": right if name in _NEAR else (left + right) / 2,
                "y": 1,
                "yref": "paper",
                "xanchor": "right" if name in _NEAR else "center",
                "yanchor": "bottom",
                "text": f"{severity.icon} {severity.word}",
                "showarrow": False,
                "font": {"color": look.colour(severity.text), "size": sheet.SMALL},
            }
        )
    return shapes, captions


def _dots(look: Look, near: pd.DataFrame, y: Places, shown: pd.DataFrame) -> list[Spec]:
    """Larger when it loads the legs more; ringed where it sits too close."""
    fills = [
        look.colour("lift_upper" if name in _UPPER else "lift_legs")
        for name in near["lift_class"]
    ]
    close = [SEVERITY[name] if name in _NEAR else None for name in near["severity"]]
    text, sides = _labels(near, y)
    return [
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": np.round(sheet.numbers(near["hours_before"]), 2),
            "y": y,
            "marker": {
                "color": fills,
                "size": np.round(_size(sheet.numbers(near["leg_load"])), 1),
                "opacity": 1,
                "line": {
                    "color": [
                        look.colour(one.fill if one else "page") for one in close
                    ],
                    "width": [3.0 if one else 1.5 for one in close],
                },
            },
            "text": text,
            "textposition": sides,
            "textfont": {
                "color": [look.colour(one.text if one else "muted") for one in close],
                "size": sheet.SMALL,
            },
            "hovertext": _hovers(near, y, shown),
            "hoverinfo": "text",
        }
    ]


def _size(load: Floats) -> Floats:
    """Diameter by leg load; the area grows with it."""
    return np.clip(6 + 4.2 * np.sqrt(np.maximum(np.nan_to_num(load), 0)), 8, 24)


def _hovers(near: pd.DataFrame, y: Places, shown: pd.DataFrame) -> list[str]:
    told = []
    names = _names(shown)
    for hours, label, load, severity, row in zip(
        near["hours_before"],
        near["label"],
        sheet.numbers(near["leg_load"]),
        near["severity"],
        y,
        strict=True,
    ):
        named = SEVERITY.get(severity)
        head = f"{hours:.0f} h before {sheet.safe(names[row], 40)}"
        parts = [sheet.safe(label, 60)]
        if np.isfinite(load):
            parts.append(f"leg load {load:.1f}")
        if named and severity != "info":
            parts.append(f"{named.icon} {named.word}")
        told.append(sheet.story(head, ", ".join(part for part in parts if part)))
    return told


def _starts(look: Look, shown: pd.DataFrame) -> Spec:
    fills = [
        look.colour(ACTIVITY[name].fill if name in ACTIVITY else "run_easy")
        for name in shown["run_class"]
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": np.zeros(len(shown)),
        "y": np.arange(len(shown)),
        "marker": {
            "symbol": "square",
            "size": 13,
            "color": fills,
            "line": {"width": 0},
        },
        "hovertext": [
            sheet.story(
                sheet.safe(name, 40), ACTIVITY[kind].word if kind in ACTIVITY else "run"
            )
            for name, kind in zip(_names(shown), shown["run_class"], strict=True)
        ],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _labels(near: pd.DataFrame, y: Places) -> tuple[list[str], list[str]]:
    """`14 h` beside the dots that matter, the closest first, on the side with room.

    What is too close is always named: below its dot where both sides are taken.
    """
    hours = sheet.numbers(near["hours_before"])
    half = _size(sheet.numbers(near["leg_load"])) / 2 / _PX_PER_H
    wide = 30 / _PX_PER_H
    taken: dict[int, list[tuple[float, float]]] = {}
    for row, hour, radius in zip(y.tolist(), hours, half, strict=True):
        taken.setdefault(row, []).append((hour - radius, hour + radius))
    text, sides = [""] * len(near), ["middle left"] * len(near)
    is_named = [
        severity in _NEAR or name not in _UPPER
        for severity, name in zip(near["severity"], near["lift_class"], strict=True)
    ]
    for i in sorted(np.flatnonzero(is_named), key=lambda one: hours[one]):
        spans = taken[int(y[i])]
        for side, start in (
            ("middle left", hours[i] + half[i]),
            ("middle right", hours[i] - half[i] - wide),
        ):
            end = start + wide
            if start > 2 and not any(a < end and start < b for a, b in spans):
                spans.append((start, end))
                text[i], sides[i] = f"{hours[i]:.0f} h", side
                break
        else:
            if near["severity"].iloc[i] in _NEAR:
                text[i], sides[i] = f"{hours[i]:.0f} h", "bottom center"
    return text, sides


def _silent(
    look: Look,
    near: pd.DataFrame,
    y: Places,
    size: int,
) -> Spec:
    """A row without any lift says so instead of looking forgotten."""
    empty = np.setdiff1d(np.arange(size), y)
    return {
        "type": "scatter",
        "mode": "text",
        "x": np.full(len(empty), HOURS - 1),
        "y": empty,
        "text": [f"no lift in {HOURS:.0f} h"] * len(empty),
        "textposition": "middle right",
        "textfont": {"color": look.colour("muted"), "size": sheet.SMALL},
        "hoverinfo": "skip",
    }

"""Which runs were longer than anything in the thirty days before them?"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from runlift.charts import sheet
from runlift.charts.sheet import Flags, Spec
from runlift.charts.theme import ACTIVITY, PLAIN, Look
from runlift.units import Floats

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"runs": ("day", "title", "run_class", "distance_m", "longest_m", "ratio", "step")}
)
"""One row a run; `step` is usual, small, moderate, large or returning."""

_HEIGHT = 320
_OVER = ("small", "moderate", "large")
_LABELS = 8
_LABEL_APART = 0.06


def figure(look: Look, *, runs: pd.DataFrame) -> go.Figure:
    """A dot a run; the steps are the longest of the thirty days before."""
    shown = _shown(runs)
    if shown.empty:
        return sheet.nothing(look)
    far = sheet.distances(shown["distance_m"], look)
    over = shown["step"].isin(_OVER).to_numpy(bool)
    kept = sheet.thinned(far, keep=np.flatnonzero(over), limit=sheet.MAX_POINTS // 2)
    shown, far, over = shown.iloc[kept], far[kept], over[kept]
    classes = shown["run_class"].replace({"raceA": "race", "raceB": "race"})
    dots = [
        _dots(look, shown, far, (classes == key).to_numpy(bool) & ~over, key)
        for key in ("easy", "steady", "key", "long", "race")
        if (classes == key).any()
    ]
    return sheet.draw(
        look,
        [_line(look, shown), *dots, *_over(look, shown, far, over)],
        height=_HEIGHT,
        showlegend=True,
        legend=sheet.legend(look),
        xaxis=sheet.axis(
            look, type="date", tickformatstops=sheet.DATE_TICKS, nticks=8, tickangle=0
        ),
        yaxis=sheet.value_axis(
            look, look.distance_unit, range=[0, float(far.max()) * 1.16], nticks=5
        ),
    )


def describe(look: Look = PLAIN, *, runs: pd.DataFrame) -> str:
    """How many runs went beyond the longest before them, and the farthest beyond."""
    shown = _shown(runs)
    if shown.empty:
        return "No run with a distance in these days."
    over = shown[shown["step"].isin(_OVER)]
    said = (
        f"{sheet.count_text(len(shown), 'run')} from "
        f"{sheet.long_day_text(shown['day'].iloc[0])} to "
        f"{sheet.long_day_text(shown['day'].iloc[-1])}."
    )
    if over.empty:
        return f"{said} None was much longer than the longest of the 30 days before it."
    most = over.loc[[over["ratio"].idxmax()]]
    far = float(sheet.distances(most["distance_m"], look)[0])
    return (
        f"{said} {sheet.count_text(len(over), 'run')} went beyond the longest of the 30 "
        f"days before by more than a tenth; the farthest, {far:.1f} "
        f"{look.distance_unit} on {sheet.long_day_text(most['day'].iloc[0])}, was "
        f"{most['ratio'].iloc[0]:.2f} times as long."
    )


def example() -> dict[str, pd.DataFrame]:
    """Six runs: the first without a reference, one a third longer than before."""
    nan = float("nan")
    days = pd.to_datetime(
        [
            "2026-10-05",
            "2026-10-11",
            "2026-10-14",
            "2026-10-18",
            "2026-10-21",
            "2026-10-25",
        ]
    )
    rows = [
        ("Back again", "easy", 8e3, nan, nan, "returning"),
        ("Long", "long", 16e3, 8e3, 2.0, "moderate"),
        ("6x800", "key", 11e3, 16e3, 0.6875, "usual"),
        ("Long", "long", 21.4e3, 16e3, 1.3375, "moderate"),
        ("", "steady", 12e3, 21.4e3, 0.56, "usual"),
        ("Half", "raceB", 21.1e3, 21.4e3, 0.986, "usual"),
    ]
    frame = pd.DataFrame(rows, columns=list(NEEDS["runs"])[1:])
    frame.insert(0, "day", days)
    return {"runs": frame}


def _shown(runs: pd.DataFrame) -> pd.DataFrame:
    known = runs[runs["day"].notna() & (runs["distance_m"] > 0)]
    return known.sort_values("day", kind="stable")


def _line(look: Look, shown: pd.DataFrame) -> Spec:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": sheet.day_strings(sheet.days(shown["day"])),
        "y": sheet.light(sheet.distances(shown["longest_m"], look)),
        "connectgaps": False,
        "line": {"color": look.colour("muted"), "width": 1.5, "shape": "vh"},
        "name": "longest of the 30 days before",
        "hoverinfo": "skip",
    }


def _dots(
    look: Look, shown: pd.DataFrame, far: Floats, chosen: Flags, key: str
) -> Spec:
    rows = shown[chosen]
    kind = ACTIVITY[key]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": sheet.day_strings(sheet.days(rows["day"])),
        "y": sheet.light(far[chosen]),
        "name": kind.word,
        "marker": {
            "color": look.colour(kind.fill),
            "size": 8 if len(shown) < 200 else 5,
            "line": {"width": 0},
        },
        "hovertext": _hovers(look, rows, far[chosen]),
        "hoverinfo": "text",
    }


def _over(look: Look, shown: pd.DataFrame, far: Floats, over: Flags) -> list[Spec]:
    """The runs beyond the line: larger, ringed, and by how much."""
    if not over.any():
        return []
    rows = shown[over]
    classes = rows["run_class"].replace({"raceA": "race", "raceB": "race"})
    return [
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": sheet.day_strings(sheet.days(rows["day"])),
            "y": sheet.light(far[over]),
            "name": "over a tenth longer than that",
            "text": _labels(rows),
            "textposition": "top center",
            "textfont": {"color": look.colour("ink"), "size": sheet.SMALL},
            "marker": {
                "color": [
                    look.colour(ACTIVITY[key].fill if key in ACTIVITY else "neutral")
                    for key in classes
                ],
                "size": 12,
                "symbol": "diamond",
                "line": {"color": look.colour("ink"), "width": 1.5},
            },
            "hovertext": _hovers(look, rows, far[over]),
            "hoverinfo": "text",
        }
    ]


def _labels(rows: pd.DataFrame) -> list[str]:
    """`+34 %` at the farthest beyond, where two of them do not stand on each other."""
    labels = [""] * len(rows)
    days = sheet.days(rows["day"]).astype(int)
    wide = max(int(days.max() - days.min()), 1) * _LABEL_APART
    ratio = sheet.numbers(rows["ratio"])
    named: list[int] = []
    for place in np.argsort(-ratio).tolist():
        if len(named) == _LABELS:
            break
        if all(abs(days[place] - days[other]) > wide for other in named):
            labels[place] = f"+{100 * (ratio[place] - 1):.0f} %"
            named.append(place)
    return labels


def _hovers(look: Look, rows: pd.DataFrame, far: Floats) -> list[str]:
    told = []
    unit = look.distance_unit
    longest = sheet.distances(rows["longest_m"], look)
    for day, title, distance, most, ratio in zip(
        rows["day"], rows["title"], far, longest, rows["ratio"], strict=True
    ):
        against = (
            f"{ratio:.2f} times the longest of the 30 days before, {most:.1f} {unit}"
            if ratio == ratio
            else "no run in the 30 days before"
        )
        name = sheet.safe(title, 40)
        told.append(
            sheet.story(
                f"{sheet.long_day_text(day)}: {distance:.1f} {unit}",
                f"{name}, {against}" if name else against,
            )
        )
    return told

"""When did which exercise set a record?"""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd
import plotly.graph_objects as go

from runlift.charts import sheet
from runlift.charts.sheet import Spec
from runlift.charts.theme import PLAIN, Look

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"records": ("day", "exercise", "kind", "label")}
)
"""One row a record; `kind` is strength, load, reps or hold, `label` the set in words."""

ROWS = 14

_ROW = 26
_SYMBOLS = {"strength": "star", "load": "diamond", "reps": "circle", "hold": "square"}
_ABOVE = {"strength": -0.17, "load": 0.17, "reps": 0.17, "hold": 0.0}
"""One set is often two records; their marks stand above each other."""
_NAMES = {
    "strength": "estimated 1RM",
    "load": "heaviest load",
    "reps": "more repetitions with a load",
    "hold": "longest hold",
}


def figure(look: Look, *, records: pd.DataFrame) -> go.Figure:
    """A row an exercise, the one with the newest record on top; a mark a record."""
    shown = _shown(records)
    if shown.empty:
        return sheet.nothing(look)
    names = list(dict.fromkeys(shown["exercise"]))
    place = {name: row for row, name in enumerate(names)}
    return sheet.draw(
        look,
        [
            _marks(look, shown[shown["kind"] == kind], place, kind)
            for kind in _SYMBOLS
            if (shown["kind"] == kind).any()
        ],
        height=_ROW * len(names) + 70,
        showlegend=True,
        legend=sheet.legend(look),
        xaxis=sheet.axis(look, type="date", tickformatstops=sheet.DATE_TICKS),
        yaxis=sheet.axis(
            look,
            showgrid=True,
            gridcolor=look.colour("grid"),
            range=[len(names) - 0.4, -0.6],
            tickmode="array",
            tickvals=list(range(len(names))),
            ticktext=[sheet.safe(name, 26) for name in names],
        ),
    )


def describe(look: Look = PLAIN, *, records: pd.DataFrame) -> str:
    """How many of each kind, and the newest."""
    if records.empty:
        return "No record in these days."
    counts = records["kind"].value_counts()
    kinds = [f"{counts[kind]} {_NAMES[kind]}" for kind in _SYMBOLS if kind in counts]
    newest = records.sort_values("day", kind="stable").iloc[-1]
    return (
        f"{sheet.count_text(len(records), 'record')}: {', '.join(kinds)}. The newest on "
        f"{sheet.long_day_text(newest['day'])}: {sheet.short(newest['exercise'], 40)}, "
        f"{sheet.short(newest['label'], 60)}."
    )


def example() -> dict[str, pd.DataFrame]:
    """Four records of two exercises."""
    return {
        "records": pd.DataFrame(
            [
                (pd.Timestamp("2026-04-09"), "Back squat", "strength", "90 kg × 5"),
                (pd.Timestamp("2026-06-22"), "Back squat", "reps", "80 kg × 9"),
                (pd.Timestamp("2026-08-03"), "Back squat", "load", "95 kg × 3"),
                (pd.Timestamp("2026-08-13"), "Plank", "hold", "1:45"),
            ],
            columns=list(NEEDS["records"]),
        )
    }


def _shown(records: pd.DataFrame) -> pd.DataFrame:
    newest_first = records.sort_values("day", ascending=False, kind="stable")
    names = list(dict.fromkeys(newest_first["exercise"].dropna()))[:ROWS]
    return newest_first[newest_first["exercise"].isin(names)].head(sheet.MAX_POINTS)


def _marks(look: Look, rows: pd.DataFrame, place: Mapping[str, int], kind: str) -> Spec:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": sheet.day_strings(sheet.days(rows["day"])),
        "y": [place[name] + _ABOVE[kind] for name in rows["exercise"]],
        "name": _NAMES[kind],
        "marker": {
            "symbol": _SYMBOLS[kind],
            "size": 11 if kind == "strength" else 8,
            "color": look.colour("ok" if kind == "strength" else "lift"),
            "line": {"color": look.colour("page"), "width": 1},
        },
        "hovertext": [
            sheet.story(
                f"{sheet.long_day_text(day)}: {sheet.safe(label, 60)}",
                f"{sheet.safe(name, 40)}, {_NAMES[kind]}",
            )
            for day, label, name in zip(
                rows["day"], rows["label"], rows["exercise"], strict=True
            )
        ],
        "hoverinfo": "text",
    }

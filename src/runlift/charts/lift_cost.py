"""What did runs after heavy legs cost, each against runs like it, and on average?"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from runlift.charts import sheet
from runlift.charts.sheet import Spec
from runlift.charts.theme import PLAIN, Look

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "answers": ("name", "estimate", "low", "high", "exposed", "meaningful"),
        "pairs": ("name", "day", "title", "difference", "hours", "leg_load"),
    }
)
"""One row a question, with percent and interval or without; one row a matched run.

meaningful is the percent that a run differs by from day to day, shaded.
"""

_ROW = 92


def figure(look: Look, *, answers: pd.DataFrame, pairs: pd.DataFrame) -> go.Figure:
    """A row a question: the interval as a bar, each matched run as a dot."""
    names = answers["name"].tolist()
    shown = pairs[pairs["difference"].notna() & pairs["name"].isin(names)]
    if shown.empty and answers["estimate"].isna().all():
        return sheet.nothing(look)
    place = {name: row for row, name in enumerate(names)}
    # One measure, so one size for all questions.
    meaningful = float(answers["meaningful"].max())
    return sheet.draw(
        look,
        [*_runs(look, shown, place), *_intervals(look, answers, place)],
        height=_ROW * len(names) + 70,
        xaxis=sheet.axis(
            look,
            showgrid=True,
            gridcolor=look.colour("grid"),
            zeroline=True,
            zerolinecolor=look.colour("muted"),
            ticksuffix=" %",
            title=sheet.title(look, "speed at the same heart rate, against like runs"),
        ),
        yaxis=sheet.axis(
            look,
            range=[len(names) - 0.5, -0.5],
            tickmode="array",
            tickvals=list(range(len(names))),
            ticktext=[sheet.safe(name, 30) for name in names],
        ),
        shapes=[
            {
                "type": "rect",
                "xref": "x",
                "yref": "paper",
                "x0": -meaningful,
                "x1": meaningful,
                "y0": 0,
                "y1": 1,
                "layer": "below",
                "line": {"width": 0},
                "fillcolor": look.colour("surface"),
            }
        ],
    )


def describe(look: Look = PLAIN, *, answers: pd.DataFrame, pairs: pd.DataFrame) -> str:
    """Each question with its estimate, or with how many runs there are."""
    if answers.empty:
        return "Nothing was compared."
    said = []
    for one in answers.to_dict("records"):
        runs = sheet.count_text(int(one["exposed"]), "run")
        if np.isfinite(one["estimate"]):
            said.append(
                f"{sheet.short(one['name'], 40)} {one['estimate']:+.1f} % "
                f"({one['low']:+.1f} to {one['high']:+.1f}, {runs})"
            )
        else:
            said.append(f"{sheet.short(one['name'], 40)}: no estimate from {runs}")
    return f"Speed at the same heart rate against like runs: {'; '.join(said)}."


def example() -> dict[str, pd.DataFrame]:
    """A drop on the day after, nothing two days after."""
    days = pd.to_datetime(["2026-09-03", "2026-09-17", "2026-10-01"])
    return {
        "answers": pd.DataFrame(
            {
                "name": ["the day after", "two days after"],
                "estimate": [-2.4, np.nan],
                "low": [-3.9, np.nan],
                "high": [-0.9, np.nan],
                "exposed": [18, 7],
                "meaningful": [1.5, 1.5],
            }
        ),
        "pairs": pd.DataFrame(
            {
                "name": ["the day after", "the day after", "two days after"],
                "day": days,
                "title": ["Morning run", "Morning run", "Evening run"],
                "difference": [-3.1, -1.2, 0.4],
                "hours": [12.0, 12.5, 36.0],
                "leg_load": [13.0, 10.5, 11.0],
            }
        ),
    }


def _runs(look: Look, shown: pd.DataFrame, place: Mapping[str, int]) -> list[Spec]:
    if shown.empty:
        return []
    newest = shown.sort_values("day").tail(sheet.MAX_POINTS)
    # Spread over the row by date, so that dots of the same value stay apart.
    order = newest.groupby("name").cumcount().to_numpy(float)
    many = newest.groupby("name")["day"].transform("size").to_numpy(float)
    beside = 0.16 + 0.24 * order / np.maximum(many, 1.0)
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": sheet.light(sheet.numbers(newest["difference"])),
            "y": sheet.light(
                np.array([place[name] for name in newest["name"]], float) + beside
            ),
            "marker": {"color": look.colour("run_steady"), "size": 8, "opacity": 0.7},
            "hovertext": [
                sheet.story(
                    f"{sheet.long_day_text(day)}: {change:+.1f} %",
                    f"{sheet.safe(title, 40)}, {hours:.0f} h after leg load {load:.1f}",
                )
                for day, change, title, hours, load in zip(
                    newest["day"],
                    newest["difference"],
                    newest["title"],
                    newest["hours"],
                    newest["leg_load"],
                    strict=True,
                )
            ],
            "hoverinfo": "text",
        }
    ]


def _intervals(
    look: Look, answers: pd.DataFrame, place: Mapping[str, int]
) -> list[Spec]:
    known = answers[answers["estimate"].notna()]
    if known.empty:
        return []
    middle = sheet.numbers(known["estimate"])
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": sheet.light(middle),
            "y": [place[name] - 0.12 for name in known["name"]],
            "marker": {"color": look.colour("ink"), "size": 12, "symbol": "diamond"},
            "error_x": {
                "type": "data",
                "symmetric": False,
                "array": sheet.light(sheet.numbers(known["high"]) - middle),
                "arrayminus": sheet.light(middle - sheet.numbers(known["low"])),
                "color": look.colour("ink"),
                "thickness": 2,
                "width": 6,
            },
            "hovertext": [
                sheet.story(
                    f"{value:+.1f} % ({low:+.1f} to {high:+.1f})",
                    f"{sheet.safe(name, 40)}, {count} runs",
                )
                for value, low, high, name, count in zip(
                    middle,
                    known["low"],
                    known["high"],
                    known["name"],
                    known["exposed"],
                    strict=True,
                )
            ],
            "hoverinfo": "text",
        }
    ]

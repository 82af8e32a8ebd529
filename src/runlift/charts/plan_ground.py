"""What the bars of a plan stand before: classes of sessions, phases, lighter weeks."""

import numpy as np
import pandas as pd

from runlift.charts import sheet
from runlift.charts.sheet import Spec
from runlift.charts.theme import Look

FEWEST = 6
"""Places kept, so that the bars of a short plan are not as wide as a page."""

_NEAR = 0.075
"""Guides closer to each other than this share of the height would share their names."""
_PHONE_CHARS = 52
"""Characters that fit across the plot on a phone."""


def lighter(look: Look, weeks: pd.DataFrame, top: float) -> Spec:
    """The ground of weeks that are lighter on purpose, hatched."""
    where = np.flatnonzero((weeks["why"] != "").to_numpy())
    if not len(where):
        return {}
    return {
        "type": "bar",
        # Plotly rounds only the outermost of the bars at one place: this is beside it.
        "x": where + 0.001,
        "y": np.full(len(where), round(top, 2)),
        "width": 1.0,
        "name": "lighter week",
        "marker": {
            "color": look.colour("clear"),
            "pattern": {
                "shape": "/",
                "size": 7,
                "solidity": 0.1,
                "fgcolor": look.colour("neutral"),
                "bgcolor": look.colour("clear"),
            },
            "line": {"width": 0},
        },
        "hoverinfo": "skip",
        "legendrank": 2000,
    }


def whys(look: Look, weeks: pd.DataFrame) -> list[Spec]:
    """Why a week is lighter, upright in it: its bars leave the room."""
    return [
        {
            "x": place,
            "xref": "x",
            "y": 0.985,
            "yref": "paper",
            "yanchor": "top",
            "text": sheet.safe(why, 12),
            "textangle": -90,
            "showarrow": False,
            "borderpad": 1,
            "bgcolor": look.colour("page"),
            "font": {"color": look.colour("muted"), "size": sheet.TINY},
        }
        for place, why in enumerate(weeks["why"])
        if why
    ]


def first_limit(limits: pd.DataFrame) -> float:
    """A height that a plan of next to nothing is still measured against."""
    known = sheet.numbers(limits["leg_load"])
    known = known[known > 1]
    return float(known.min()) if len(known) else 1.0


def guides(
    look: Look, limits: pd.DataFrame, top: float
) -> tuple[list[Spec], list[Spec]]:
    """A line where a class of sessions begins, named at its end, where there is room."""
    lines, names, before = [], [], 0.0
    known = limits[limits["leg_load"].notna()].drop_duplicates("lift_class")
    known = known.sort_values("leg_load")
    for name, limit in zip(
        known["lift_class"], sheet.numbers(known["leg_load"]), strict=True
    ):
        if limit - before < _NEAR * top or limit > top * 0.97:
            continue
        before = limit
        lines.append(
            {
                "type": "line",
                "layer": "below",
                "xref": "paper",
                "x0": 0,
                "x1": 1,
                "y0": limit,
                "y1": limit,
                "line": {"color": look.colour("grid"), "width": 1},
            }
        )
        names.append(
            {
                "xref": "paper",
                "x": 1,
                "xanchor": "left",
                "y": limit,
                "yanchor": "middle",
                "align": "left",
                "showarrow": False,
                "text": sheet.safe(name, 12).replace("_", "<br>"),
                "font": {"color": look.colour("muted"), "size": sheet.TINY},
            }
        )
    return lines, names


def stretches(weeks: pd.DataFrame) -> list[tuple[str, int, int]]:
    """The phases with the first and the last place of each; one may come again."""
    found: list[tuple[str, int, int]] = []
    for place, phase in enumerate(weeks["phase"]):
        if found and found[-1][0] == phase:
            found[-1] = (phase, found[-1][1], place)
        else:
            found.append((phase, place, place))
    return [stretch for stretch in found if stretch[0]]


def phases(look: Look, weeks: pd.DataFrame) -> tuple[list[Spec], list[Spec]]:
    """A line over each phase, and its name as far as it fits on a phone."""
    lines, names = [], []
    room = _PHONE_CHARS / max(len(weeks), FEWEST)
    for phase, first, last in stretches(weeks):
        lines.append(
            {
                "type": "line",
                "yref": "paper",
                "x0": first - 0.44,
                "x1": last + 0.44,
                "y0": 1.0,
                "y1": 1.0,
                "line": {"color": look.colour("neutral"), "width": 2},
            }
        )
        name = sheet.short(phase, max(int(room * (last - first + 1)), 3))
        names.append(
            {
                "x": first - 0.44,
                "xanchor": "left",
                "yref": "paper",
                "y": 1.0,
                "yanchor": "bottom",
                "showarrow": False,
                "borderpad": 2,
                "text": sheet.safe(name),
                "hovertext": sheet.safe(phase),
                "font": {"color": look.colour("ink"), "size": sheet.SMALL},
            }
        )
    return lines, names

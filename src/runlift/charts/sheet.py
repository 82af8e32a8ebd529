"""The sheet every chart is drawn on: axes, margins, dates, numbers and safe text.

No chart sets a template or a font: Streamlit's theme does, so that a chart looks like
the page around it.
"""

import html
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from runlift.charts.theme import Look
from runlift.units import KG_PER_LB, M_PER_MILE, Floats, day_text

Spec = dict[str, Any]
"""A piece of a figure as plain values; Plotly checks all of it once, at the end."""

Days = npt.NDArray[np.datetime64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]
"""Positions, for example of rows."""

MAX_POINTS = 2000
"""More drawn points than this in one SVG trace make a browser slow."""

"""Not asked of the machine: its locale is nobody's choice."""

SMALL = 12
TINY = 11

DATE_TICKS = [
    {"dtickrange": [None, 604800000], "value": "%-d %b"},
    {"dtickrange": [604800000, 2419200000], "value": "%-d %b"},
    {"dtickrange": ["M1", "M12"], "value": "%b\n%Y"},
    {"dtickrange": ["M12", None], "value": "%Y"},
]
"""Dates as people say them, whatever the width lets Plotly choose."""


def draw(
    look: Look, data: Sequence[Spec], *, height: float, **layout: Any
) -> go.Figure:
    """A figure of these traces; `layout` replaces what the sheet says."""
    sheet: Spec = {
        "height": round(height),
        "margin": {"l": 0, "r": 8, "t": 8, "b": 0, "pad": 4},
        "paper_bgcolor": look.colour("clear"),
        "plot_bgcolor": look.colour("clear"),
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "align": "left",
            "bgcolor": look.colour("surface"),
            "bordercolor": look.colour("grid"),
            "font": {"color": look.colour("ink"), "size": 13},
        },
    }
    return go.Figure({"data": list(data), "layout": sheet | layout})


def nothing(look: Look) -> go.Figure:
    """The empty sheet, for frames without rows."""
    hidden = {"visible": False, "fixedrange": True}
    return draw(look, [], height=120, xaxis=hidden, yaxis=hidden)


def axis(look: Look, **more: Any) -> Spec:
    """An axis without grid that a finger cannot move."""
    return {
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "tickfont": {"color": look.colour("muted"), "size": SMALL},
    } | more


def title(look: Look, text: str) -> Spec:
    """What an axis counts, in small letters close to it."""
    font = {"color": look.colour("muted"), "size": SMALL}
    return {"text": text, "font": font, "standoff": 10}


def value_axis(look: Look, unit: str, **more: Any) -> Spec:
    """A vertical axis with faint lines; the unit is said once, at the top tick."""
    spec = {
        "showgrid": True,
        "gridcolor": look.colour("grid"),
        "gridwidth": 1,
        "nticks": 6,
        "ticksuffix": f" {unit}",
        "showticksuffix": "last",
    }
    return axis(look, **(spec | more))


def panel_heading(look: Look, top: float, said: str) -> Spec:
    """The line above one panel of several; `top` is its upper edge, from 0 to 1."""
    return {
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "xanchor": "left",
        "y": top,
        "yanchor": "bottom",
        "showarrow": False,
        "borderpad": 2,
        "text": said,
        "font": {"color": look.colour("ink"), "size": SMALL},
    }


def legend(look: Look, **more: Any) -> Spec:
    """A legend above the plot that wraps where the page is narrow."""
    return {
        "orientation": "h",
        "x": 0,
        "xanchor": "left",
        "y": 1,
        "yanchor": "bottom",
        "itemclick": False,
        "itemdoubleclick": False,
        "font": {"color": look.colour("muted"), "size": SMALL},
        "bgcolor": look.colour("clear"),
        "tracegroupgap": 0,
        "itemsizing": "constant",
    } | more


def safe(text: object, limit: int = 80) -> str:
    """Text from a file, so that Plotly shows it instead of rendering it."""
    return html.escape(short(text, limit), quote=False)


def short(text: object, limit: int = 80) -> str:
    """Text on one line of at most `limit` characters; nothing where nothing is known."""
    if text is None or text is pd.NaT or (isinstance(text, float) and np.isnan(text)):
        return ""
    line = " ".join(str(text).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def story(heading: str, rest: str) -> str:
    """The two lines of a hover; both must be safe already."""
    return f"<b>{heading}</b><br>{rest}" if rest else f"<b>{heading}</b>"


def long_day_text(day: date) -> str:
    """A day with its year: `2 Nov 2026`."""
    return f"{day_text(day)} {day.year}"


def clock_text(hour: float) -> str:
    """Hours into a day as a clock shows them: 18.5 is `18:30`."""
    minutes = round(hour * 60) % 1440
    return f"{minutes // 60}:{minutes % 60:02d}"


def change_text(change: float) -> str:
    """A difference with its sign: `+2.5`, `−0.5`."""
    return f"{change:+.1f}".replace("-", "−")


def count_text(number: int, one: str, many: str | None = None) -> str:
    """A number and its noun: `1 run`, `3 runs`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(parts: Sequence[str]) -> str:
    """Words as a sentence lists them: `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + " and " + parts[-1]


def loads(values: pd.Series, look: Look) -> Floats:
    """Kilograms in the athlete's unit; multiples of the body stay what they are."""
    metric = numbers(values)
    if look.is_relative:
        return metric
    return metric / KG_PER_LB if look.weight_unit == "lb" else metric


def distances(values: pd.Series, look: Look) -> Floats:
    """Metres in the athlete's unit of running."""
    metric = numbers(values)
    return metric / (M_PER_MILE if look.distance_unit == "mi" else 1000.0)


def numbers(values: pd.Series) -> Floats:
    """A column as plain floats; missing is NaN."""
    plain: Floats = values.to_numpy(dtype=np.float64, na_value=np.nan)
    return plain


def flags(values: pd.Series) -> Flags:
    """A column as plain truth values; missing is false."""
    return np.asarray([value is not pd.NA and bool(value) for value in values], bool)


def light(values: Floats, decimals: int = 2) -> npt.NDArray[np.float32]:
    """Rounded and in half the bytes: what a screen can show."""
    return np.round(values, decimals).astype(np.float32)


def symbols(is_open: Flags) -> npt.NDArray[np.uint8]:
    """Circles, hollow where asked for, as the numbers Plotly knows them by."""
    return np.where(is_open, 100, 0).astype(np.uint8)


def days(values: pd.Series) -> Days:
    """A column of times as days."""
    plain: Days = values.to_numpy(dtype="datetime64[D]")
    return plain


def day_strings(values: Days) -> list[str]:
    """Days as the shortest text Plotly takes for a date."""
    return [str(day) for day in values]


def thinned(
    values: Floats, keep: Iterable[int] = (), limit: int = MAX_POINTS
) -> Places:
    """Which points to draw so that at most `limit` are left and the outline stays.

    Of every stretch of equal length the lowest and the highest point stay; so do the
    points of `keep`, the newest of them first where there are too many.
    """
    size = len(values)
    if size <= limit:
        return np.arange(size)
    wanted = np.asarray(sorted(set(keep)), dtype=np.intp)[-(limit // 2) :]
    stretches = max(1, (limit - len(wanted) - 2) // 2)
    known = np.nan_to_num(values, nan=float(np.nanmedian(values)))
    starts = np.linspace(0, size, stretches, endpoint=False).astype(np.intp)
    parts = np.split(known, starts[1:])
    lowest = starts + [int(part.argmin()) for part in parts]
    highest = starts + [int(part.argmax()) for part in parts]
    return np.unique(np.concatenate([wanted, lowest, highest, [0, size - 1]]))

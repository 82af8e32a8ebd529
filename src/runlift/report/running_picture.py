"""Distance a week as bars, before the band of what was usual."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from runlift.charts import running_weeks, sheet
from runlift.charts.theme import Look
from runlift.report import axes, legend
from runlift.report.drawing import Drawing, Mark, Rect, Text, line
from runlift.report.legend import Key
from runlift.units import MONTHS, Floats, day_text

_HEIGHT = 62.0
_LEFT, _TOP, _FOOT = 9.0, 8.0, 6.0
_SIZE = 2.4
_LABELLED = 20
MOST = 60
"""Weeks that can be told apart on a page."""


def picture(weeks: pd.DataFrame, look: Look, width: float) -> Drawing:
    """The newest weeks of a frame of `running_weeks`, the long run within each bar."""
    shown = weeks.tail(MOST)
    drawing = Drawing(width, _HEIGHT, running_weeks.describe(look, weeks=shown))
    far = np.nan_to_num(sheet.distances(shown["distance_m"], look))
    long = np.minimum(np.nan_to_num(sheet.distances(shown["long_m"], look)), far)
    low, usual, high = (
        sheet.distances(shown[f"{name}_m"], look) for name in ("low", "usual", "high")
    )
    top, ticks = axes.ceiling(float(np.nanmax([far.max(), *high[~np.isnan(high)]])))
    right, bottom = width - 1, _HEIGHT - _FOOT
    step = (right - _LEFT) / len(shown)
    per = (bottom - _TOP - 3.5) / top

    def y(value: float) -> float:
        return bottom - value * per

    for at in ticks:
        drawing.add(line(_LEFT, y(at), right, y(at), "grid"))
        unit = f" {look.distance_unit}" if at == ticks[-1] else ""
        drawing.add(Text(_LEFT - 1, y(at) + 0.8, axes.tick(at), _SIZE, "muted", "end"))
        if unit:
            drawing.add(Text(_LEFT - 1, y(at) - 2.2, unit.strip(), _SIZE, "muted", "end"))  # fmt: skip
    for place in range(len(shown)):
        x = _LEFT + place * step
        drawing.add(*_week(x, step, y, (far, long, low, usual, high), place))
        if len(shown) <= _LABELLED:
            # Clear of the median, which would strike the number through.
            is_near = 0 <= (usual[place] - far[place]) * per < 3.2
            above = y(usual[place] if is_near else far[place])
            drawing.add(Text(x + step / 2, above - 0.8, f"{far[place]:.0f}", _SIZE, align="middle", bold=True))  # fmt: skip
    every = max(1, -(-len(shown) // 12))
    for place, week in enumerate(shown["week"]):
        if place % every == 0:
            x = _LEFT + (place + 0.5) * step
            drawing.add(
                Text(x, bottom + 3.6, _named(week, every), _SIZE, "muted", "middle")
            )
    drawing.add(*_key())
    return drawing


def _named(week: pd.Timestamp, every: int) -> str:
    """A week by its Monday; of many weeks only the month can be told, and its year."""
    return day_text(week) if every < 4 else f"{MONTHS[week.month - 1]} {week.year}"


def _week(
    x: float,
    step: float,
    at: Callable[[float], float],
    values: tuple[Floats, ...],
    place: int,
) -> list[Mark]:
    far, long, low, usual, high = (one[place] for one in values)
    found: list[Mark] = []
    if high == high:
        found.append(Rect(x, at(high), step, at(low) - at(high), fill="grid"))
    wide = step * 0.56
    left = x + (step - wide) / 2
    if far > 0:
        found.append(Rect(left, at(far), wide, at(0) - at(far), fill="run_easy"))
    if long > 0:
        found.append(Rect(left, at(long), wide, at(0) - at(long), fill="run_long"))
    if usual == usual:
        found.append(line(x, at(usual), x + step, at(usual), "ink", 0.35))
    return found


def _key() -> list[Mark]:
    return legend.row(
        [
            Key("distance of the week", "fill", "run_easy"),
            Key("its longest long run", "fill", "run_long"),
            Key("range of the weeks before", "fill", "grid"),
            Key("their median", "line", "ink"),
        ],
        1,
    )

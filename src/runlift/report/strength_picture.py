"""The estimated 1RM of several exercises on the same days: points, course and band."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from runlift import answers
from runlift.charts import e1rm_small, sheet
from runlift.charts.strength_line import breaks
from runlift.charts.theme import Look
from runlift.model import Window
from runlift.report import axes, legend, lettering
from runlift.report.drawing import Band, Circle, Drawing, Mark, Polyline, Text, line
from runlift.report.figures import interval, signed
from runlift.report.legend import Key
from runlift.units import load_out

MOST = 6
_COLUMNS = 2
_PANEL, _GAP = 44.0, 6.0
_HEAD, _FOOT, _LEFT = 9.0, 4.5, 8.0
_KEY = 6.0
_SIZE, _SMALL = 2.9, 2.4
_POINTS = 160
"""Points a panel can hold before they are one blot."""


def picture(
    sessions: pd.DataFrame,
    trends: Sequence[Mapping[str, Any]],
    window: Window,
    look: Look,
    width: float,
) -> Drawing:
    """One panel an exercise, the most trained first.

    Args:
        sessions: of the window, as `session_e1rm` returns them.
        trends: rows of `strength_trends` of the exercises to draw.
        window: the days of the time axis.
        look: units.
        width: of the page, in mm.
    """
    rows = -(-len(trends) // _COLUMNS)
    drawn = sessions[sessions["exercise_id"].isin({one["exercise_id"] for one in trends})]  # fmt: skip
    words = pd.DataFrame(
        [(one["exercise"], answers.state_word(one)) for one in trends],
        columns=["exercise", "state"],
    )
    drawing = Drawing(
        width,
        _KEY + rows * _PANEL + (rows - 1) * _GAP,
        e1rm_small.describe(look, sessions=drawn, states=words),
    )
    wide = (width - (_COLUMNS - 1) * _GAP) / _COLUMNS
    drawing.add(*_key())
    for place, trend in enumerate(trends):
        row, column = divmod(place, _COLUMNS)
        mine = drawn[drawn["exercise_id"] == trend["exercise_id"]].sort_values("day")
        panel = _Panel(column * (wide + _GAP), _KEY + row * (_PANEL + _GAP), wide)
        drawing.add(*panel.marks(mine, trend, window, look))
    return drawing


class _Panel:
    """One exercise at its place."""

    def __init__(self, x: float, y: float, width: float) -> None:
        self.x, self.y, self.width = x, y, width
        self.left, self.right = x + _LEFT, x + width - 1.5
        self.top, self.bottom = y + _HEAD + 1, y + _PANEL - _FOOT

    def marks(
        self,
        rows: pd.DataFrame,
        trend: Mapping[str, Any],
        window: Window,
        look: Look,
    ) -> list[Mark]:
        """Heading, axes, band, course and points."""
        found = self._heading(rows, trend, look)
        points = sheet.loads(rows["e1rm_kg"], look)
        low = sheet.loads(rows["level_low_kg"], look)
        high = sheet.loads(rows["level_high_kg"], look)
        least, most = float(np.nanmin(points)), float(np.nanmax(points))
        room = max(most - least, 0.06 * most)
        least, most = least - 0.35 * room, most + 0.35 * room
        first, last = window.first, window.last
        days = max((last - first).days, 1)
        _, ticks = axes.span(least, most, 3)

        def x(day: date) -> float:
            return self.left + (self.right - self.left) * (day - first).days / days

        def y(value: float) -> float:
            kept = min(max(value, least), most)
            return self.bottom - (self.bottom - self.top) * (kept - least) / (most - least)  # fmt: skip

        for at in ticks:
            found.append(line(self.left, y(at), self.right, y(at), "grid"))
            found.append(Text(self.left - 1, y(at) + 0.8, axes.tick(at), _SMALL, "muted", "end"))  # fmt: skip
        for day, name in axes.dates(first, last, 5):
            half = lettering.width(name, _SMALL) / 2
            middle = min(max(x(day), self.left + half), self.right - half)
            found.append(Text(middle, self.bottom + 3.4, name, _SMALL, "muted", "middle"))  # fmt: skip
        found.append(line(self.left, self.bottom, self.right, self.bottom, "neutral"))
        when = [one.date() for one in rows["day"]]
        names = rows["exercise"].to_numpy()
        stops = breaks(sheet.days(rows["day"]), names)
        level = sheet.loads(rows["level_kg"], look)
        for part in np.split(np.arange(len(rows)), stops):
            found += _course(part, [x(one) for one in when], (low, level, high), y)
        hollow = sheet.flags(rows["is_lower_bound"])
        stride = -(-len(rows) // _POINTS)
        for at in range(0, len(rows), stride):
            place = (x(when[at]), y(points[at]))
            found.append(
                Circle(*place, 0.75, "page", "ink")
                if hollow[at]
                else Circle(*place, 0.85, "ink")
            )
        return found

    def _heading(
        self, rows: pd.DataFrame, trend: Mapping[str, Any], look: Look
    ) -> list[Mark]:
        unit = look.weight_unit
        now = trend["current_kg"]
        sure = _least(rows, now)
        value = f"{sure}{load_out(now, unit):.0f} {unit}" if now == now else "–"
        room = self.width - lettering.width(value, _SIZE, bold=True) - 4
        name = lettering.fitted(trend["exercise"], room, _SIZE, bold=True)
        word = answers.state_word(trend)
        if trend["state"] == "too_little":
            told = f"{word}: {answers.counted(trend['sessions'], 'session')} of late"
        else:
            told = (
                f"{word}: {signed(trend['slope'])} % a month "
                f"({interval(trend['low'], trend['high'])})"
            )
        return [
            Text(self.x, self.y + 3, name, _SIZE, bold=True),
            Text(self.x + self.width - 1.5, self.y + 3, value, _SIZE, "lift_text", "end", bold=True),
            Text(self.x, self.y + 6.8, lettering.fitted(told, self.width - 2, _SMALL), _SMALL, "muted"),
        ]  # fmt: skip


def _least(rows: pd.DataFrame, now: float) -> str:
    """`≥ ` where the best of late comes from sets without RPE alone."""
    behind = rows.loc[rows["e1rm_kg"] == now, "is_lower_bound"]
    return "≥ " if len(behind) and behind.all() else ""


def _course(
    part: np.ndarray, x: list[float], values: tuple[Any, ...], y: Any
) -> list[Mark]:
    """Band and line of a stretch without a long break, as far as they are known."""
    low, level, high = values
    known = [at for at in part.tolist() if np.isfinite([low[at], level[at], high[at]]).all()]  # fmt: skip
    if len(known) < 2:
        return []
    over = [(x[at], y(high[at])) for at in known]
    under = [(x[at], y(low[at])) for at in reversed(known)]
    course = [(x[at], y(level[at])) for at in known]
    return [Band([*over, *under], "lift", 0.16), Polyline(course, "lift", 0.5)]


def _key() -> list[Mark]:
    return legend.row(
        [
            Key("a session's best set", "dot", "ink"),
            Key("at least that: no RPE was logged", "ring", "ink"),
            Key("where strength may lie", "band", "lift", width=0.5),
        ],
        1,
    )

"""Axes of the report's pictures: round steps, days as people say them."""

import math
from datetime import date, timedelta

from runlift.units import MONTHS, day_text


def ceiling(highest: float, steps: int = 4) -> tuple[float, list[float]]:
    """The top of an axis from zero, and its ticks."""
    return span(0.0, max(highest, 1e-9), steps)


def span(low: float, high: float, steps: int = 4) -> tuple[float, list[float]]:
    """The step that makes about so many ticks between two values, and the ticks.

    Returns:
        The top, the last tick or the value above it; the ticks, rising.
    """
    raw = max(high - low, 1e-9) / steps
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * one for one in (1, 2, 2.5, 5, 10) if power * one >= raw - 1e-12)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    ticks = [round(step * at, 10) for at in range(first, last + 1)]
    return max(high, ticks[-1] if ticks else high), ticks


def tick(value: float) -> str:
    """`20`, `7.5`."""
    return f"{value:g}"


def dates(first: date, last: date, most: int = 7) -> list[tuple[date, str]]:
    """Days to name on a time axis: Mondays of a short one, firsts of months of a long."""
    days = (last - first).days
    if days <= 7 * most * 2:
        monday = first + timedelta(days=-first.weekday() % 7)
        every = 7 * max(1, math.ceil(days / 7 / most))
        found = []
        while monday <= last:
            found.append((monday, day_text(monday)))
            monday += timedelta(days=every)
        return found
    months = (last.year - first.year) * 12 + last.month - first.month
    every = next(
        (one for one in (1, 2, 3, 6) if months / one <= most),
        12 * max(1, math.ceil(months / 12 / most)),
    )
    found = []
    at = first.year * 12 + first.month
    while at <= last.year * 12 + last.month - 1:
        year, month = divmod(at, 12)
        if at % every == 0:
            # A year is named where it begins, and with the first of all.
            named = MONTHS[month]
            is_year = month == 0 or not found
            found.append((date(year, month + 1, 1), f"{named} {year}" if is_year else named))  # fmt: skip
        at += 1
    return found

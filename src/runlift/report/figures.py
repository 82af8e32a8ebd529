"""Numbers as the report writes them: dates, signs, intervals, dashes for what is unknown."""

import math
from collections.abc import Callable
from datetime import date

import pandas as pd

from runlift.charts.running_bests import distance_text
from runlift.transforms.run_fitness import Effort
from runlift.units import day_text, duration_text

NONE = "–"


def day(moment: date | pd.Timestamp) -> str:
    """`2 Nov 2026`; a dash for a day nobody knows."""
    return NONE if pd.isna(moment) else f"{day_text(moment)} {moment.year}"


def known(value: float, write: Callable[[float], str]) -> str:
    """A number as it is to be written; a dash for one that is missing."""
    return write(value) if value == value and math.isfinite(value) else NONE


def signed(value: float, decimals: int = 1) -> str:
    """`+1.2`, `−0.4` with a true minus."""
    return known(value, lambda one: f"{one:+.{decimals}f}".replace("-", "−"))


def interval(low: float, high: float) -> str:
    """`−0.3 to +2.1`."""
    return NONE if low != low else f"{signed(low)} to {signed(high)}"


def far(metres: float) -> str:
    """A distance people race by its name, another one in kilometres."""
    named = distance_text(metres)
    if named == "half":
        return "half marathon"
    return f"{metres / 1000:.1f} km" if "." in named else named


def time(seconds: float) -> str:
    """`41:20`, or a dash."""
    return known(seconds, duration_text)


def effort(one: Effort) -> str:
    """`10 km in 41:20, 3 May 2026 (City run)`."""
    title = f" ({one.title})" if one.title else ""
    return f"{far(one.distance_m)} in {time(one.seconds)}, {day(one.day)}{title}"

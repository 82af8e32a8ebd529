"""The one place where metric becomes imperial and back.

Inside Runlift everything is kg, m, s and bpm. Conversion happens here, at the
edges: in an importer on the way in, in a page on the way out.
"""

from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
WeightUnit = Literal["kg", "lb"]
DistanceUnit = Literal["km", "mi"]

KG_PER_LB = 0.45359237
M_PER_MILE = 1609.344
M_PER_FOOT = 0.3048
M_PER_YARD = 0.9144

_GRID_TOLERANCE_KG = 0.006
"""Apps that convert pounds write 61.24 or 61.23492 for 135 lb: at most 5 g off."""


def kg(values: Floats, unit: str) -> Floats:
    """Loads in `unit` (kg or lb) as kg.

    Pounds convert exactly; kilograms may be converted pounds and are snapped to the
    plate they must have been.
    """
    return values * KG_PER_LB if unit == "lb" else snap_load(values)


def snap_load(load_kg: Floats) -> Floats:
    """Remove conversion noise: the nearest 0.25 kg, else the nearest 0.25 lb.

    Only values within 6 g of such a step move; anything else stays as it is.
    """
    metric = np.round(load_kg * 4) / 4
    imperial = np.round(load_kg / KG_PER_LB * 4) / 4 * KG_PER_LB
    near_metric = np.abs(load_kg - metric) <= _GRID_TOLERANCE_KG
    near_imperial = np.abs(load_kg - imperial) <= _GRID_TOLERANCE_KG
    return np.where(near_metric, metric, np.where(near_imperial, imperial, load_kg))


def metres(values: Floats, unit: str) -> Floats:
    """Distances in `unit` (m, km, mi, ft, yd) as metres."""
    factor = {
        "m": 1.0,
        "km": 1000.0,
        "mi": M_PER_MILE,
        "ft": M_PER_FOOT,
        "yd": M_PER_YARD,
    }[unit]
    return values * factor


def load_out(load_kg: float, unit: WeightUnit) -> float:
    """A load for showing, in the athlete's unit."""
    return load_kg / KG_PER_LB if unit == "lb" else load_kg


def load_in(load: float, unit: WeightUnit) -> float:
    """A load as the athlete writes it, in kg."""
    return load * KG_PER_LB if unit == "lb" else load


def load_text(load_kg: float, unit: WeightUnit) -> str:
    """A load as people say it: `82.5 kg`."""
    return f"{round(load_out(load_kg, unit), 2):g} {unit}"


def distance_out(distance_m: float, unit: DistanceUnit) -> float:
    """A running distance for showing, in kilometres or miles."""
    return distance_m / (M_PER_MILE if unit == "mi" else 1000.0)


def height_text(height_m: float, unit: DistanceUnit) -> str:
    """Metres up or down as runners say them: `1,200 m`; feet beside miles."""
    if unit == "mi":
        return f"{height_m / M_PER_FOOT:,.0f} ft"
    return f"{height_m:,.0f} m"


def pace_text(m_per_s: float, unit: DistanceUnit) -> str:
    """A speed as runners say it: `4:35 /km`, `7:23 /mi`; a dash where it is unknown."""
    if not m_per_s > 0:
        return "–"
    return f"{duration_text(distance_in(1, unit) / m_per_s)} /{unit}"


def speed_of(pace: str, unit: DistanceUnit) -> float:
    """The speed in m/s of a pace as written, `4:35` per kilometre or mile.

    Raises:
        ValueError: it is no pace.
    """
    minutes, _, seconds = pace.strip().partition(":")
    lasting = 60 * int(minutes) + int(seconds or 0)
    if lasting <= 0 or not 0 <= int(seconds or 0) < 60:
        raise ValueError(pace)
    return distance_in(1, unit) / lasting


def distance_in(distance: float, unit: DistanceUnit) -> float:
    """Kilometres or miles, as an athlete writes them, in metres."""
    return distance * (M_PER_MILE if unit == "mi" else 1000.0)


def duration_text(seconds: float) -> str:
    """A duration as people write it: `1:32:10` or `42:05`."""
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes}:{left:02d}"


def day_text(day: date, *, weekday: bool = False) -> str:
    """A day as people say it: `2 Nov`, with weekday `Mon 2 Nov`.

    English whatever the machine's locale.
    """
    said = f"{day.day} {MONTHS[day.month - 1]}"
    return f"{_WEEKDAYS[day.weekday()]} {said}" if weekday else said


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")  # fmt: skip
"""English whatever the machine's locale."""
_WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

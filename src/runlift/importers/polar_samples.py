"""The samples of a Polar exercise: lists of moments and values to 2023, bare values since."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd

from runlift.importers.json_file import (
    first_number,
    mapping,
    moment,
    number,
    objects,
    words,
)
from runlift.units import Floats

Record = Mapping[str, Any]
Channel = tuple[Floats, Floats]
"""Seconds from the start, and values."""

_KM_PER_H = 3.6
_ONE_LEG = 120
"""Cadence counts one leg; nobody runs with fewer steps of both."""

_OLD = {
    "heartRate": "heart_rate_bpm",
    "speed": "speed_m_per_s",
    "cadence": "cadence_spm",
    "altitude": "altitude_m",
    "distance": "distance_m",
    "power": "power_w",
    "temperature": "temperature_c",
}
_NEW = {
    "HEART_RATE": "heart_rate_bpm",
    "SPEED": "speed_m_per_s",
    "CADENCE": "cadence_spm",
    "ALTITUDE": "altitude_m",
    "DISTANCE": "distance_m",
    "POWER": "power_w",
    "TEMPERATURE": "temperature_c",
}

_LONGEST_S = 4 * 24 * 3600
"""What is further from the start has a wrong clock."""


def samples(exercise: Record, start: datetime) -> dict[str, Floats]:
    """Everything measured, on the seconds on which anything was; NaN in between.

    A measurement without a value is a gap, never a zero.
    """
    held = mapping(exercise.get("samples"))
    channels = {
        **_channels(held, start),
        **_since_2023(held),
        **_positions(objects(held.get("recordedRoute")), start, 0),
        **_way_points(exercise, start),
    }
    channels = {name: one for name, one in channels.items() if len(one[0])}
    if not channels:
        return {}
    made = _together(channels)
    if "speed_m_per_s" in made:
        made["speed_m_per_s"] = made["speed_m_per_s"] / _KM_PER_H
    for name, low in (("heart_rate_bpm", 30), ("cadence_spm", 1), ("power_w", 0)):
        if name in made:
            made[name] = _at_least(made[name], low)
    if "cadence_spm" in made:
        made["cadence_spm"] = _both_legs(made["cadence_spm"])
    if "altitude_m" in made:
        made["altitude_m"] = _settled(made["altitude_m"])
    return made


def pauses(exercise: Record, start: datetime) -> Sequence[tuple[float, float]]:
    """From and to of each pause, in seconds from the start."""
    found = []
    for one in objects(exercise.get("pauseTimes")):
        begin, end = moment(one.get("startTime"))[0], moment(one.get("endTime"))[0]
        if begin and end and end > begin >= start:
            found.append(
                ((begin - start).total_seconds(), (end - start).total_seconds())
            )
    return sorted(found)


def _channels(held: Record, start: datetime) -> dict[str, Channel]:
    """`{"heartRate": [{"dateTime": ..., "value": 92}, {"dateTime": ...}]}`."""
    made = {}
    for key, name in _OLD.items():
        points = objects(held.get(key))
        values = _floats(one.get("value") for one in points)
        made[name] = _usable(_since(points, start), values)
    return made


def _since_2023(held: Record) -> dict[str, Channel]:
    """`[{"type": "HEART_RATE", "intervalMillis": 1000, "values": [88, NaN, 91]}]`."""
    made = {}
    for one in objects(held.get("samples")):
        name = _NEW.get(words(one.get("type")).removeprefix("SAMPLE_TYPE_"))
        every_s = first_number(one, "intervalMillis") / 1000
        given = one.get("values")
        if name and every_s > 0 and isinstance(given, list):
            values = _floats(given)
            times: Floats = np.arange(len(values), dtype=float) * float(every_s)
            made[name] = _usable(times, values)
    return made


def _way_points(exercise: Record, start: datetime) -> dict[str, Channel]:
    """Positions since 2023, which count from the start of the route."""
    route = mapping(mapping(exercise.get("routes")).get("route"))
    begin = moment(route.get("startTime"))[0]
    late_s = (begin - start).total_seconds() if begin else 0.0
    return _positions(objects(route.get("wayPoints")), start, late_s)


def _positions(
    points: Sequence[Record], start: datetime, late_s: float
) -> dict[str, Channel]:
    if not points:
        return {}
    if "elapsedMillis" in points[0]:
        elapsed = _floats(one.get("elapsedMillis") for one in points)
        times = elapsed / 1000 + late_s
    else:
        times = _since(points, start)
    return {
        name: _usable(times, _floats(one.get(key) for one in points))
        for key, name in (("latitude", "latitude_deg"), ("longitude", "longitude_deg"))
    }


def _floats(values: Iterable[Any]) -> Floats:
    return np.array([number(one) for one in values], dtype=float)


def _since(points: Sequence[Record], start: datetime) -> Floats:
    """Seconds from the start, NaN where the moment cannot be read."""
    moments = pd.to_datetime(
        pd.Series([words(one.get("dateTime")) for one in points], dtype=object),
        format="ISO8601",
        errors="coerce",
        utc=True,
    )
    apart = moments.dt.tz_localize(None) - pd.Timestamp(start)
    made: Floats = apart.dt.total_seconds().to_numpy(dtype=float)
    return made


def _usable(times: Floats, values: Floats) -> Channel:
    """The measurements within the exercise, a tenth of a second apart at least, in order."""
    with np.errstate(invalid="ignore"):
        kept = (times >= 0) & (times <= _LONGEST_S)
    rounded, first = np.unique(times[kept].round(1), return_index=True)
    return rounded, values[kept][first]


def _together(channels: Mapping[str, Channel]) -> dict[str, Floats]:
    grid = np.unique(np.concatenate([times for times, _ in channels.values()]))
    made = {"time_s": grid}
    for name, (times, values) in channels.items():
        column = np.full(len(grid), np.nan)
        column[np.searchsorted(grid, times)] = values
        made[name] = column
    return made


def _at_least(values: Floats, low: float) -> Floats:
    with np.errstate(invalid="ignore"):
        return np.where(values >= low, values, np.nan)


def _both_legs(cadence: Floats) -> Floats:
    known = cadence[~np.isnan(cadence)]
    return cadence * 2 if len(known) and np.median(known) < _ONE_LEG else cadence


def _settled(altitude: Floats) -> Floats:
    """Without the zeros that an altimeter gives before it has found its height."""
    known = np.flatnonzero(~np.isnan(altitude) & (altitude != 0))
    if not len(known):
        return altitude
    begun = np.arange(len(altitude)) >= known[0]
    return np.where(begun | (altitude != 0), altitude, np.nan)

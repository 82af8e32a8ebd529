"""The points of a track, as XML files list them, made into the samples of a recording."""

import math
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from runlift.units import Floats

COLUMNS = (
    "instant_s",
    "latitude_deg",
    "longitude_deg",
    "altitude_m",
    "distance_m",
    "speed_m_per_s",
    "heart_rate_bpm",
    "cadence",
    "power_w",
    "temperature_c",
)
"""What a point may hold; `instant_s` counts from 1970, `cadence` is as written."""

EARTH_M = 6_371_008.8
"""Mean radius."""

JITTER_M = 1.0
"""A position moves this much while the watch lies still."""

ONE_LEG = 120
"""Cadence counts one leg; nobody runs with fewer steps of both."""

_EPOCH = datetime(1970, 1, 1)
_FIRST_YEAR = 1990
"""Before it there was no GPS watch: the clock had not been set."""

_LIMITS = {
    "latitude_deg": (-90, 90),
    "longitude_deg": (-180, 180),
    "altitude_m": (-500, 9_000),
    "distance_m": (0, 1e7),
    "speed_m_per_s": (0, 100),
    "heart_rate_bpm": (30, 240),
    "cadence": (10, 280),
    "power_w": (0, 3_000),
    "temperature_c": (-45, 60),
}
"""Values outside were not measured."""

Table = Mapping[str, Floats]


class Points:
    """Columns of numbers, filled a point at a time."""

    def __init__(self) -> None:
        self._columns = {name: array("d") for name in COLUMNS}

    def add(self, point: Mapping[str, float]) -> None:
        """One point; what it lacks is missing."""
        for name, column in self._columns.items():
            column.append(point.get(name, math.nan))

    def __len__(self) -> int:
        return len(self._columns["instant_s"])

    def table(self) -> Table:
        """The columns as arrays."""
        return {name: np.array(column) for name, column in self._columns.items()}


def number(text: str) -> float:
    """A number, also with a decimal comma; NaN for anything else."""
    try:
        made = float(text)
    except ValueError:
        try:
            made = float(text.replace(",", "."))
        except ValueError:
            return math.nan
    return made if math.isfinite(made) else math.nan


def moment(text: str) -> datetime | None:
    """The ISO time in a text, with its zone where it names one."""
    try:
        made = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return made if made.year >= _FIRST_YEAR else None


def seconds(when: datetime | None) -> float:
    """A time in seconds since 1970, NaN where there is none.

    One without a zone is counted as if it were UTC.
    """
    if when is None:
        return math.nan
    if when.tzinfo is None:
        return (when - _EPOCH).total_seconds()
    return when.timestamp()


def joined(tables: Iterable[Table]) -> Table:
    """Several tables as one, one after the other."""
    found = list(tables)
    return {name: np.concatenate([one[name] for one in found]) for name in COLUMNS}


def table_of(columns: Table) -> Table:
    """A table with these columns, the others missing throughout."""
    size = max((len(one) for one in columns.values()), default=0)
    return {name: columns.get(name, np.full(size, np.nan)) for name in COLUMNS}


def taken(table: Table, rows: npt.NDArray[np.bool_] | npt.NDArray[np.int64]) -> Table:
    """Some rows of a table."""
    return {name: column[rows] for name, column in table.items()}


@dataclass(frozen=True, slots=True)
class Ordered:
    """A table whose times do not fall, and how many points that took."""

    table: Table
    without_time: int
    out_of_order: int

    def notes(self, what: str) -> list[str]:
        """The same for a person."""
        return [
            f"{_counted(count)} of {what} {'was' if count == 1 else 'were'} left out: "
            f"{why}."
            for count, why in (
                (self.without_time, "no time is written there"),
                (self.out_of_order, "the time there does not fit those around it"),
            )
            if count
        ]


def _counted(count: int) -> str:
    return "1 point" if count == 1 else f"{count:,} points"


def in_order(table: Table) -> Ordered:
    """The points that have a time, without those whose time falls.

    As few as possible are dropped, so that one wrong time at the start costs one point.
    """
    timed = ~np.isnan(table["instant_s"])
    kept = taken(table, timed)
    times = kept["instant_s"]
    without = len(timed) - len(times)
    if len(times) < 2 or (np.diff(times) >= 0).all():
        return Ordered(kept, without, 0)
    rows = _longest_rise(times.tolist())
    return Ordered(taken(kept, rows), without, len(times) - len(rows))


def _longest_rise(values: Sequence[float]) -> npt.NDArray[np.int64]:
    """The places of the longest run of values, taken in order, that does not fall."""
    ends: list[float] = []
    places: list[int] = []
    before = [-1] * len(values)
    for place, value in enumerate(values):
        at = bisect_right(ends, value)
        before[place] = places[at - 1] if at else -1
        if at == len(ends):
            ends.append(value)
            places.append(place)
        else:
            ends[at], places[at] = value, place
    out: list[int] = []
    place = places[-1]
    while place >= 0:
        out.append(place)
        place = before[place]
    return np.array(out[::-1], dtype=np.int64)


def has_positions(table: Table) -> bool:
    """Whether at least two points say where they are."""
    return int((~np.isnan(table["latitude_deg"])).sum()) > 1


def cleaned(table: Table) -> Table:
    """The table without what cannot have been measured, with the steps of both legs.

    A 0 that stands everywhere, or where there can be none, was not measured either.
    """
    out = dict(table)
    for name, (low, high) in _LIMITS.items():
        with np.errstate(invalid="ignore"):
            out[name] = np.where(
                (table[name] >= low) & (table[name] <= high), table[name], np.nan
            )
    lost = np.isnan(out["latitude_deg"] + out["longitude_deg"]) | (
        (out["latitude_deg"] == 0) & (out["longitude_deg"] == 0)
    )
    for name in ("latitude_deg", "longitude_deg"):
        out[name] = np.where(lost, np.nan, out[name])
    for name in ("altitude_m", "power_w", "speed_m_per_s", "temperature_c"):
        if not np.nan_to_num(out[name]).any():
            out[name] = np.full(len(lost), np.nan)
    out["cadence"] = both_legs(out["cadence"])
    return out


def both_legs(cadence: Floats) -> Floats:
    """Steps of both legs a minute; files count one leg, some of them both."""
    known = cadence[~np.isnan(cadence)]
    if len(known) and float(np.median(known)) < ONE_LEG:
        return cadence * 2
    return cadence


def travelled_m(
    latitude_deg: Floats, longitude_deg: Floats, apart: npt.NDArray[np.bool_]
) -> Floats:
    """Cumulative distance over the ground; missing where the position is.

    Args:
        latitude_deg: of each point.
        longitude_deg: the same.
        apart: points before which the watch was paused; the way there does not count.
    """
    out = np.full(len(latitude_deg), np.nan)
    known = np.flatnonzero(~np.isnan(latitude_deg))
    pauses = np.cumsum(apart)[known].tolist()
    phi = np.radians(latitude_deg[known]).tolist()
    lam = np.radians(longitude_deg[known]).tolist()
    total, anchor = 0.0, 0
    sums = []
    for place in range(len(phi)):
        if pauses[place] != pauses[anchor]:
            anchor = place
        step = _arc_m(phi[anchor], lam[anchor], phi[place], lam[place])
        # Small steps wait until they have become one of a metre.
        if step >= JITTER_M:
            total += step
            anchor = place
        sums.append(total)
    out[known] = sums
    return out


def _arc_m(phi: float, lam: float, phi_to: float, lam_to: float) -> float:
    """The haversine formula, angles in radians."""
    half = (
        math.sin((phi_to - phi) / 2) ** 2
        + math.cos(phi) * math.cos(phi_to) * math.sin((lam_to - lam) / 2) ** 2
    )
    return 2 * EARTH_M * math.asin(min(1.0, math.sqrt(half)))


def located(
    table: Table, resumed_s: Sequence[float] = (), *, is_recorded: bool = False
) -> Table:
    """The table cleaned, with the distance worked out where there are positions.

    Args:
        table: the points in order.
        resumed_s: when the watch went on after a pause.
        is_recorded: whether a distance that the file holds is the better one.
    """
    out = dict(cleaned(table))
    if is_recorded and _has_distance(out):
        out["distance_m"] = _continuous(out["distance_m"])
    elif has_positions(out):
        apart = np.zeros(len(out["instant_s"]), bool)
        at = np.searchsorted(out["instant_s"], np.asarray(resumed_s, float))
        apart[at[at < len(apart)]] = True
        out["distance_m"] = travelled_m(
            out["latitude_deg"], out["longitude_deg"], apart
        )
    return out


def _has_distance(table: Table) -> bool:
    """Whether the distances of the file rise, and are there where positions are."""
    known = table["distance_m"][~np.isnan(table["distance_m"])]
    placed = int((~np.isnan(table["latitude_deg"])).sum())
    return len(known) > 1 and len(known) * 2 >= placed and bool(known.max() > 0)


def _continuous(distance_m: Floats) -> Floats:
    """Distances that begin anew with every lap as one that goes on."""
    out = distance_m.copy()
    known = np.flatnonzero(~np.isnan(distance_m))
    values = distance_m[known]
    # A little less than before is rounding; next to nothing is a new beginning.
    anew = (np.diff(values) < 0) & (values[1:] < 0.2 * values[:-1])
    offset = np.cumsum(np.where(anew, values[:-1], 0.0))
    out[known[1:]] += offset
    out[known] = np.maximum.accumulate(out[known])
    return out


def samples(table: Table, start_s: float) -> dict[str, Floats]:
    """The columns of a recording that hold anything, time counted from `start_s`."""
    made = {"time_s": table["instant_s"] - start_s}
    for name, column in table.items():
        if name != "instant_s" and not np.isnan(column).all():
            made["cadence_spm" if name == "cadence" else name] = column
    return made

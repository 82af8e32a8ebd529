"""Heart rate and body mass in Apple Health, of which an export holds millions of records."""

import math
import re
from array import array
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt
import pandas as pd

from runlift.importers.spoken_dates import wall_clock
from runlift.importers.track_points import number
from runlift.model import BODY_MASS_COLUMNS, frame, nothing
from runlift.units import KG_PER_LB, Floats

HEART_RATE = "HKQuantityTypeIdentifierHeartRate"
BODY_MASS = "HKQuantityTypeIdentifierBodyMass"

_KILOGRAMS = {"kg": 1.0, "g": 0.001, "lb": KG_PER_LB, "st": 14 * KG_PER_LB}

_MOST_HELD_BACK = 1 << 20
"""Bytes; a record without an end this long is left to the parser."""

_BORING = re.compile(
    rb'<Record type="(?!HKQuantityTypeIdentifier(?:HeartRate|BodyMass)")[^"<]*"'
    rb'(?: \w+="[^"<]*")*+/>'
)
"""A record of something else, as phones write it."""

_ATTRIBUTE = rb'\w+="[^"<]*")*+'
_INSIDE = rb"(/>|>[^<]*+(?:<(?!/?Record\b|!)[^<]*+)*+</Record>)"

_BEAT = re.compile(
    rb'<Record type="HKQuantityTypeIdentifierHeartRate"'
    rb"(?: (?!unit=)" + _ATTRIBUTE + rb' unit="count/min"'
    rb"(?: (?!startDate=)" + _ATTRIBUTE + rb' startDate="([^"<]*)"'
    rb"(?: (?!value=)" + _ATTRIBUTE + rb' value="([\d.]+)"'
    rb"(?: " + _ATTRIBUTE + _INSIDE
)
"""A heart rate as phones write it: when, how fast, and what stands in the record."""

_DATE = b"0000-00-00 00:00:00 +0000"
_DIGITS = np.flatnonzero(np.frombuffer(_DATE, np.uint8) == ord("0"))
_MARKS = np.setdiff1d(np.arange(len(_DATE)), [*_DIGITS, 20])

_RECORD = re.compile(
    rb'<Record type="([^"<]*)"([^<>]*)>'
    rb"(?:(?<=/>)|[^<]*+(?:<(?!/?Record\b|!)[^<]*+)*+</Record>)"
)
"""Any record with what stands in it."""


def instant_s(text: str) -> float:
    """Seconds since 1970 of `2024-01-15 10:00:00 +0000`; NaN where it is none."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return math.nan
    # Without an offset it is not Apple's, and no instant.
    return when.timestamp() if when.tzinfo and when.year > 1970 else math.nan


@dataclass(frozen=True, slots=True)
class _Mass:
    instant_s: float
    mass_kg: float
    line: int


def _instants_s(dates: list[bytes]) -> npt.NDArray[np.int64]:
    """The same for many at once.

    Raises:
        ValueError: one of them is written in another way.
    """
    if set(map(len, dates)) - {len(_DATE)}:
        raise ValueError("a date is longer or shorter")
    text = np.frombuffer(b"".join(dates), np.uint8).reshape(-1, len(_DATE))
    digits = text[:, _DIGITS].astype(np.int64) - ord("0")
    marks = np.frombuffer(_DATE, np.uint8)[_MARKS]
    sign = np.where(text[:, 20] == ord("+"), 1, -1)
    year = digits[:, :4] @ [1000, 100, 10, 1]
    month, day, hour, minute, second, hours, minutes = (
        digits[:, at] * 10 + digits[:, at + 1] for at in range(4, 18, 2)
    )
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + (day - 1)
    is_date = (
        (digits >= 0).all()
        and (digits <= 9).all()
        and (text[:, _MARKS] == marks).all()
        and np.isin(text[:, 20], (ord("+"), ord("-"))).all()
        and (year > 1970).all()
        and ((month >= 1) & (month <= 12) & (day >= 1)).all()
        and (days.astype("datetime64[M]") == months).all()
        and ((hour < 24) & (minute < 60) & (second < 60)).all()
        and ((hours < 24) & (minutes < 60)).all()
    )
    if not is_date:
        raise ValueError("a date is none")
    local = days.astype(np.int64) * 86_400 + hour * 3600 + minute * 60 + second
    return np.asarray(local - sign * (hours * 3600 + minutes * 60))


class Records:
    """What is kept of the records: eight bytes a heart beat reading, and every weight."""

    def __init__(self) -> None:
        self._heart = array("Q")
        self._masses: list[_Mass] = []
        self._rest = b""
        self._is_sorted = True

    def take(self, attributes: dict[str, str], line: int) -> None:
        """One record, as the parser hands it over."""
        kind = attributes.get("type")
        if kind == HEART_RATE:
            if attributes.get("unit", "count/min") == "count/min":
                self._beat(
                    attributes.get("startDate", ""), number(attributes.get("value", ""))
                )
        elif kind == BODY_MASS:
            factor = _KILOGRAMS.get(attributes.get("unit", ""), math.nan)
            mass_kg = number(attributes.get("value", "")) * factor
            when_s = instant_s(attributes.get("startDate", ""))
            if mass_kg > 0 and not math.isnan(when_s):
                self._masses.append(_Mass(when_s, mass_kg, line))

    def _beat(self, when: str, bpm: float) -> None:
        when_s = instant_s(when)
        if when_s > 0 and 0 < bpm < 1000:
            # Seconds and tenths of a beat in one number: sorted in place, in no time.
            self._heart.append(int(when_s) << 16 | round(bpm * 10))
            self._is_sorted = False

    def sieve(self, content: bytes, is_last: bool) -> bytes:
        """Take heart rates out of the bytes, and drop every record that is not needed.

        Faster than letting the parser look at each. Line ends stay, so that
        lines are counted right; a record that looks unusual is left to the parser.
        """
        content = self._rest + content
        self._rest = b""
        if not is_last:
            cut = content.rfind(b"<Record ")
            if cut >= 0 and len(content) - cut < _MOST_HELD_BACK:
                content, self._rest = content[:cut], content[cut:]
        parts = _BEAT.split(_BORING.sub(b"", content))
        between, insides = parts[::4], [*parts[3::4], b""]
        self._beats(parts[1::4], parts[2::4])
        kept = b"".join(
            part + b"\n" * inside.count(b"\n")
            for part, inside in zip(between, insides, strict=True)
        )
        return _RECORD.sub(self._sieved, kept)

    def _sieved(self, found: re.Match[bytes]) -> bytes:
        """What is left of a record that the quick patterns do not know."""
        kind, attributes = found.groups()
        # Quotes that are left open: what looked like the end stands in a value.
        if (
            kind.decode("utf-8", "replace") in (HEART_RATE, BODY_MASS)
            or attributes.count(b'"') % 2
            or b"='" in attributes
        ):
            return found[0]
        return b"\n" * found[0].count(b"\n")

    def _beats(self, dates: list[bytes], values: list[bytes]) -> None:
        """Many heart rates at once."""
        try:
            instants = _instants_s(dates)
            tenths = np.rint(np.array(values, dtype=bytes).astype(float) * 10)
        except ValueError:
            # One is odd: each by itself.
            for date, value in zip(dates, values, strict=True):
                self._beat(date.decode("utf-8", "replace"), number(value.decode()))
            return
        fine = (instants > 0) & (tenths > 0) & (tenths < 10_000)
        packed = (instants[fine] << 16) | tenths[fine].astype(np.int64)
        self._heart.frombytes(packed.astype(np.uint64).tobytes())
        self._is_sorted = False

    def heart_rate(self, start_s: float, end_s: float) -> tuple[Floats, Floats]:
        """Instants and beats a minute from start to end, both included."""
        if not self._heart:
            return np.zeros(0), np.zeros(0)
        packed = np.frombuffer(self._heart, dtype=np.uint64)
        if not self._is_sorted:
            packed.sort()
            self._is_sorted = True
        edges = np.array([int(start_s) << 16, (int(end_s) + 1) << 16], dtype=np.uint64)
        first, last = np.searchsorted(packed, edges)
        # Two devices that agree say it twice.
        inside = np.unique(packed[first:last])
        return (
            (inside >> np.uint64(16)).astype(float),
            (inside & np.uint64(0xFFFF)).astype(float) / 10,
        )

    @property
    def has_masses(self) -> bool:
        """Whether the athlete has weighed herself."""
        return bool(self._masses)

    def body_mass(self, zone: str) -> pd.DataFrame:
        """`BODY_MASS_COLUMNS`, oldest first, on the days of the athlete's zone."""
        if not self._masses:
            return nothing(BODY_MASS_COLUMNS)
        masses = sorted(self._masses, key=lambda one: one.instant_s)
        utc = pd.Series(
            np.array([one.instant_s for one in masses]).astype("datetime64[s]"),
            dtype="datetime64[us]",
        )
        return frame(
            BODY_MASS_COLUMNS,
            {
                "day": wall_clock(utc, zone).dt.normalize(),
                "mass_kg": [one.mass_kg for one in masses],
                "line": [one.line for one in masses],
            },
        )

"""Workouts in Apple Health: as attributes until iOS 15, as statistics since."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from runlift.importers import sports, xml_events
from runlift.importers.apple_health_records import Records, instant_s
from runlift.importers.sports import Sport
from runlift.importers.track_points import Points, number
from runlift.model import Rejected
from runlift.units import metres

_PREFIX = "HKWorkoutActivityType"
_QUANTITY = "HKQuantityTypeIdentifier"
_EVENT = "HKWorkoutEventType"

_NO_RUNS = {"WheelchairRunPace": "Wheelchair", "WheelchairWalkPace": "Wheelchair"}

_SECONDS = {"s": 1.0, "sec": 1.0, "min": 60.0, "hr": 3600.0, "h": 3600.0}

_APART = re.compile(r"(?<=[a-z])(?=[A-Z])")

_MOST_DAYS = 7
"""Nothing lasts longer; a watch may have been forgotten."""

_PAUSES = ("Pause", "MotionPaused", "MotionPause")
_RESUMES = ("Resume", "MotionResumed", "MotionResume")


def length_m(value: float, unit: str) -> float:
    """A length in km, m, cm, mi, yd, ft or in as metres; NaN in any other unit."""
    if unit == "cm":
        return value / 100
    if unit == "in":
        return float(metres(np.array(value), "ft")) / 12
    if unit not in ("m", "km", "mi", "ft", "yd"):
        return math.nan
    return float(metres(np.array(value), unit))


def celsius(value: float, unit: str) -> float:
    """A temperature in degF, degC or K as degrees Celsius."""
    if unit == "degF":
        return (value - 32) / 1.8
    return value if unit == "degC" else value - 273.15 if unit == "K" else math.nan


def _quantity(text: str) -> tuple[float, str]:
    """The number and the unit of `850 cm`."""
    value, _, unit = text.strip().partition(" ")
    return number(value), unit.strip()


@dataclass(slots=True)
class Workout:
    """One `Workout`; what it does not say is NaN, and so is a 0 of nothing."""

    line: int
    activity: str
    source: str
    device: str
    start_s: float
    end_s: float
    duration_s: float
    distance_m: float
    avg_hr: float = math.nan
    max_hr: float = math.nan
    steps: float = math.nan
    power_w: float = math.nan
    temperature_c: float = math.nan
    ascent_m: float = math.nan
    descent_m: float = math.nan
    is_indoor: bool = False
    zone: str = ""
    title: str = ""
    events: list[tuple[str, float, float]] = field(default_factory=list)
    """What happened, when, and for how many seconds."""
    routes: list[str] = field(default_factory=list)
    locations: Points = field(default_factory=Points)
    """Places written into the export itself, as phones did until 2019."""

    @property
    def sport(self) -> Sport:
        """What kind of activity this is."""
        return sports.sport(self.activity)

    @property
    def is_from_watch(self) -> bool:
        """Whether Apple's own app on the watch recorded it."""
        return "watch" in self.source.casefold()

    @property
    def trust(self) -> tuple[bool, bool, bool, bool, float]:
        """The larger, the better it is among several recordings of one workout."""
        device = self.device.casefold()
        return (
            self.is_from_watch,
            "watch" in device,
            bool(self.routes) or len(self.locations) > 0,
            not math.isnan(self.distance_m),
            self.end_s - self.start_s,
        )

    def pauses(self) -> list[tuple[float, float]]:
        """From when to when it was paused, as instants."""
        out: list[tuple[float, float]] = []
        begun = math.nan
        for kind, when_s, _ in sorted(self.events, key=lambda one: one[1]):
            if kind in _PAUSES and math.isnan(begun):
                begun = when_s
            elif kind in _RESUMES and not math.isnan(begun):
                out.append((begun, when_s))
                begun = math.nan
        if not math.isnan(begun) and begun < self.end_s:
            out.append((begun, self.end_s))
        return [(begin, end) for begin, end in out if end > begin >= self.start_s]

    def laps(self) -> list[tuple[float, float]]:
        """From when to when each lap went, as instants.

        Laps either last a while or are the moments between two.
        """
        found = sorted(
            (when_s, lasting_s)
            for kind, when_s, lasting_s in self.events
            if kind == "Lap" and self.start_s <= when_s <= self.end_s
        )
        if any(lasting_s > 0 for _, lasting_s in found):
            return [
                (when_s, when_s + lasting) for when_s, lasting in found if lasting > 0
            ]
        marks = [self.start_s, *(when_s for when_s, _ in found), self.end_s]
        pairs = pairwise(marks)
        return [pair for pair in pairs if pair[1] > pair[0]] if found else []

    @property
    def moving_s(self) -> float:
        """The time without pauses."""
        elapsed_s = self.end_s - self.start_s
        if self.duration_s > 0 and self.duration_s <= elapsed_s + 1:
            return self.duration_s
        return elapsed_s - sum(end - begin for begin, end in self.pauses())

    @property
    def cadence_spm(self) -> float:
        """Steps a minute, from all steps of the workout."""
        cadence = self.steps / self.moving_s * 60 if self.moving_s > 0 else math.nan
        return cadence if 60 <= cadence <= 260 else math.nan


class Export:
    """Gathers workouts and records of an export while it is read."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.workouts: list[Workout] = []
        self.rejected: list[Rejected] = []
        self.reader: xml_events.Reader | None = None
        self._open: Workout | None = None

    def start(self, name: str, attributes: dict[str, str], parent: str) -> None:
        """An element begins; most are of no interest."""
        if name == "Record":
            self.records.take(attributes, self._line)
        elif name == "Workout":
            self._open = _workout(attributes, self._line)
        elif self._open is not None:
            self._child(self._open, name, attributes, parent)

    def end(self, name: str, text: str, parent: str) -> None:
        """A workout ends: it is kept, or rejected."""
        if name != "Workout" or self._open is None:
            return
        workout, self._open = self._open, None
        if workout.end_s >= workout.start_s:
            self.workouts.append(workout)
        else:
            self.rejected.append(
                Rejected(
                    workout.line,
                    "the start or the end of the workout cannot be read, or the end lies "
                    "before the start",
                )
            )

    @property
    def _line(self) -> int:
        return self.reader.line if self.reader else 0

    def _child(
        self, workout: Workout, name: str, attributes: dict[str, str], parent: str
    ) -> None:
        if name == "FileReference":
            workout.routes.append(attributes.get("path", ""))
        elif name == "Location":
            workout.locations.add(_location(attributes))
        elif parent != "Workout":
            return
        elif name == "WorkoutStatistics":
            _statistic(workout, attributes)
        elif name == "MetadataEntry":
            _metadata(workout, attributes.get("key", ""), attributes.get("value", ""))
        elif name == "WorkoutEvent":
            when_s = instant_s(attributes.get("date", ""))
            if not math.isnan(when_s):
                kind = attributes.get("type", "").removeprefix(_EVENT)
                workout.events.append((kind, when_s, _lasting_s(attributes)))


def _workout(attributes: dict[str, str], line: int) -> Workout:
    kind = attributes.get("workoutActivityType", "").removeprefix(_PREFIX)
    return Workout(
        line=line,
        activity=_APART.sub(" ", _NO_RUNS.get(kind, kind)),
        source=attributes.get("sourceName", "").replace("\xa0", " ").strip(),
        device=attributes.get("device", ""),
        start_s=instant_s(attributes.get("startDate", "")),
        end_s=instant_s(attributes.get("endDate", "")),
        duration_s=_lasting_s(attributes),
        distance_m=_positive(
            length_m(
                number(attributes.get("totalDistance", "")),
                attributes.get("totalDistanceUnit", ""),
            )
        ),
    )


def _lasting_s(attributes: dict[str, str]) -> float:
    factor = _SECONDS.get(attributes.get("durationUnit", "min"), math.nan)
    return number(attributes.get("duration", "")) * factor


def _positive(value: float) -> float:
    return value if value > 0 else math.nan


def _location(attributes: dict[str, str]) -> dict[str, float]:
    return {
        "instant_s": instant_s(attributes.get("date", "")),
        "latitude_deg": number(attributes.get("latitude", "")),
        "longitude_deg": number(attributes.get("longitude", "")),
        "altitude_m": number(attributes.get("altitude", "")),
        "speed_m_per_s": number(attributes.get("speed", "")),
    }


def _statistic(workout: Workout, attributes: dict[str, str]) -> None:
    kind = attributes.get("type", "").removeprefix(_QUANTITY)
    unit = attributes.get("unit", "")
    total = number(attributes.get("sum", ""))
    if kind.startswith("Distance"):
        # Newer than the attributes; both are there only where an app wrote them.
        distance_m = _positive(length_m(total, unit))
        workout.distance_m = (
            workout.distance_m if math.isnan(distance_m) else distance_m
        )
    elif kind == "HeartRate" and unit in ("", "count/min"):
        workout.avg_hr = _positive(number(attributes.get("average", "")))
        workout.max_hr = _positive(number(attributes.get("maximum", "")))
    elif kind == "StepCount":
        workout.steps = _positive(total)
    elif kind == "RunningPower" and unit == "W":
        workout.power_w = _positive(number(attributes.get("average", "")))


def _metadata(workout: Workout, key: str, value: str) -> None:
    if key == "HKIndoorWorkout":
        workout.is_indoor = value == "1"
    elif key == "HKTimeZone":
        workout.zone = value
    elif key == "HKWeatherTemperature":
        workout.temperature_c = celsius(*_quantity(value))
    elif key == "HKElevationAscended":
        workout.ascent_m = length_m(*_quantity(value))
    elif key == "HKElevationDescended":
        workout.descent_m = length_m(*_quantity(value))
    elif key == "HKWorkoutBrandName":
        workout.title = value.strip()


def without_doubles(workouts: Sequence[Workout]) -> tuple[list[Workout], list[Workout]]:
    """One recording of each workout, oldest first, and those that were left out.

    Two are of one workout if they are of one kind, come from different apps and share
    half the time of the shorter; or if they are the same in everything.
    """
    kept: dict[int, list[Workout]] = {}
    left: list[Workout] = []
    for one in sorted(workouts, key=lambda one: one.trust, reverse=True):
        days = _days(one)
        if any(_same(one, other) for day in days for other in kept.get(day, ())):
            left.append(one)
            continue
        for day in days:
            kept.setdefault(day, []).append(one)
    whole = {id(one): one for day in kept.values() for one in day}
    return sorted(whole.values(), key=lambda one: one.start_s), left


def _days(one: Workout) -> range:
    first = int(one.start_s // 86_400)
    return range(first, min(int(one.end_s // 86_400), first + _MOST_DAYS) + 1)


def _same(one: Workout, other: Workout) -> bool:
    if one.sport.kind != other.sport.kind:
        return False
    if one.source == other.source and one.device == other.device:
        return one.start_s == other.start_s and one.end_s == other.end_s
    shared = min(one.end_s, other.end_s) - max(one.start_s, other.start_s)
    shorter = min(one.end_s - one.start_s, other.end_s - other.start_s)
    return shared > 0 and shared >= shorter / 2

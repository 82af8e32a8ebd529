"""What a TCX file says, element by element: activities, laps, tracks and points."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from runlift.importers import track_points, xml_events
from runlift.importers.track_points import Points, Table, number


@dataclass(slots=True)
class TcxLap:
    """One `Lap` as written; missing numbers are NaN, and so is 0 for "not measured"."""

    start_s: float
    time_s: float = math.nan
    distance_m: float = math.nan
    avg_hr: float = math.nan
    max_hr: float = math.nan
    cadence: float = math.nan
    trigger: str = ""
    intensity: str = ""
    tracks: list[Points] = field(default_factory=list)


@dataclass(slots=True)
class Activity:
    """One `Activity`."""

    line: int
    sport: str
    id_s: float = math.nan
    notes: str = ""
    plan: str = ""
    creator: str = ""
    laps: list[TcxLap] = field(default_factory=list)
    merged: Table | None = None
    """The points, where they come from several activities of the file."""

    @property
    def is_merged(self) -> bool:
        """Whether this is several activities of the file in one."""
        return self.merged is not None

    def tables(self) -> list[Table]:
        """The points of each track that has any."""
        if self.merged is not None:
            return [self.merged]
        return [
            track.table() for lap in self.laps for track in lap.tracks if len(track)
        ]

    def table(self) -> Table:
        """The points of all tracks, in the order of the file."""
        return track_points.joined([*self.tables(), Points().table()])

    def stretches(self) -> Iterator[tuple[float, float]]:
        """From when to when each track has points, in order of time."""
        found = []
        for table in self.tables():
            times = table["instant_s"][~np.isnan(table["instant_s"])]
            if len(times):
                found.append((float(times.min()), float(times.max())))
        return iter(sorted(found))


_POINT = {
    "AltitudeMeters": "altitude_m",
    "DistanceMeters": "distance_m",
    "LatitudeDegrees": "latitude_deg",
    "LongitudeDegrees": "longitude_deg",
    "HeartRateBpm": "heart_rate_bpm",
    "Cadence": "cadence",
    "RunCadence": "cadence",
    "Speed": "speed_m_per_s",
    "Watts": "power_w",
}
_LAP = {
    "TotalTimeSeconds": "time_s",
    "DistanceMeters": "distance_m",
    "AverageHeartRateBpm": "avg_hr",
    "MaximumHeartRateBpm": "max_hr",
    "Cadence": "cadence",
    "AvgRunCadence": "cadence",
}


class Activities:
    """Gathers the activities of a TCX file while it is read."""

    def __init__(self) -> None:
        self.found: list[Activity] = []
        self.author = ""
        self.courses = self.workouts = 0
        self.offset_s: float | None = None
        """How far the clock of the file is from UTC, where it writes that."""
        self.has_no_zone = False
        self.reader = xml_events.Reader(self)
        self._activity: Activity | None = None
        self._lap: TcxLap | None = None
        self._point: dict[str, float] | None = None

    def start(self, name: str, attributes: dict[str, str], parent: str) -> None:
        """An activity, lap, track or point begins."""
        if name == "Trackpoint":
            self._point = {}
        elif name == "Track":
            if self._lap:
                self._lap.tracks.append(Points())
        elif name == "Lap" and self._activity:
            self._lap = TcxLap(self._seconds(attributes.get("StartTime", "")))
            self._activity.laps.append(self._lap)
        elif name == "Activity":
            self._activity = Activity(self.reader.line, attributes.get("Sport", ""))
            self.found.append(self._activity)
        elif name == "Course":
            self.courses += 1
        elif name == "Workout":
            self.workouts += 1

    def end(self, name: str, text: str, parent: str) -> None:
        """An element ends; whose it is, is known by what is open."""
        if self._point is not None:
            self._end_in_point(self._point, name, text, parent)
        elif name == "Lap":
            self._lap = None
        elif self._lap:
            self._end_in_lap(self._lap, name, text, parent)
        elif name == "Activity":
            self._activity = None
        elif self._activity:
            self._end_in_activity(self._activity, name, text, parent)
        elif name == "Name" and parent == "Author":
            self.author = text

    def _end_in_point(
        self, point: dict[str, float], name: str, text: str, parent: str
    ) -> None:
        if name == "Trackpoint":
            if self._lap:
                if not self._lap.tracks:
                    self._lap.tracks.append(Points())
                self._lap.tracks[-1].add(point)
            self._point = None
        elif name == "Time":
            point["instant_s"] = self._seconds(text)
        elif text:
            column = _POINT.get(parent if name == "Value" else name)
            # Steps beside the turns of a crank sensor are the runner's.
            if column and (name != "Cadence" or "cadence" not in point):
                point[column] = number(text)

    def _end_in_lap(self, lap: TcxLap, name: str, text: str, parent: str) -> None:
        if name == "TriggerMethod":
            lap.trigger = text
        elif name == "Intensity":
            lap.intensity = text
        elif text:
            column = _LAP.get(parent if name == "Value" else name)
            value = number(text)
            if column and value > 0:
                setattr(lap, column, value)

    def _end_in_activity(
        self, activity: Activity, name: str, text: str, parent: str
    ) -> None:
        if name == "Id" and parent == "Activity":
            activity.id_s = self._seconds(text)
        elif name == "Notes":
            activity.notes = text
        elif name == "Name" and parent == "Plan":
            activity.plan = text
        elif name == "Name" and parent == "Creator":
            activity.creator = text

    def _seconds(self, text: str) -> float:
        when = track_points.moment(text)
        if when:
            offset = when.utcoffset()
            if offset is None:
                self.has_no_zone = True
            elif offset:
                self.offset_s = offset.total_seconds()
        return track_points.seconds(when)

"""GPX: a recorded track, from any watch, phone or site. Described in docs/formats/gpx.md."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from runlift.errors import UnreadableFile
from runlift.files import Source
from runlift.importers import digests, track_points, xml_events
from runlift.importers.recordings import Reading, Recording
from runlift.importers.track_points import Points, Table, number
from runlift.model import Answers, Head, Parsed, Rejected, Work

SAME_OUTING_S = 2 * 3600
"""Tracks that follow each other sooner are one outing with a pause."""

SAME_TRACK_S = 6 * 3600
"""Segments of one track further apart than this are different days in one log."""

LAP_GAP_S = 10
"""A segment that follows sooner is a lap: the way in between was run."""

_FIELDS = {
    "hr": "heart_rate_bpm",
    "heartrate": "heart_rate_bpm",
    "heartratebpm": "heart_rate_bpm",
    "cad": "cadence",
    "cadence": "cadence",
    "runcadence": "cadence",
    "power": "power_w",
    "powerinwatts": "power_w",
    "watts": "power_w",
    "atemp": "temperature_c",
    "temp": "temperature_c",
    "temperature": "temperature_c",
    "speed": "speed_m_per_s",
    "distance": "distance_m",
}
"""Names in the extensions of a point, whoever wrote them, in lower case."""

_STRAVA = {"1": "ride", "4": "hike", "9": "run", "10": "walk", "16": "swim"}
"""Numbers that Strava writes as the type of a track."""

_RUNKEEPER = re.compile(r"([^\d/]+?)\s+\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b.*")
"""The name Runkeeper gives a track: `Running 12/26/16 11:11 am`."""


@dataclass(slots=True)
class Track:
    """One `trk`, its segments as tables of points."""

    line: int
    name: str = ""
    type: str = ""
    note: str = ""
    segments: list[Points] = field(default_factory=list)


class Tracks:
    """Gathers the tracks of a GPX file while it is read."""

    def __init__(self) -> None:
        self.creator = ""
        self.found: list[Track] = []
        self.routes = self.waypoints = self.elements = 0
        self.offset_s: float | None = None
        """How far the clock of the file is from UTC, where it writes that."""
        self.reader = xml_events.Reader(self)
        self._point: dict[str, float] | None = None

    def start(self, name: str, attributes: dict[str, str], parent: str) -> None:
        """A track, segment or point begins."""
        self.elements += 1
        if name == "trkpt":
            self._point = {
                "latitude_deg": number(attributes.get("lat", "")),
                "longitude_deg": number(attributes.get("lon", "")),
            }
        elif name == "trk":
            self.found.append(Track(self.reader.line))
        elif name == "trkseg" and self.found:
            self.found[-1].segments.append(Points())
        elif name == "rte":
            self.routes += 1
        elif name == "wpt":
            self.waypoints += 1
        elif name == "gpx":
            self.creator = attributes.get("creator", "")

    def end(self, name: str, text: str, parent: str) -> None:
        """An element ends; those of a point are numbers, those of a track words."""
        point = self._point
        if point is None:
            if parent == "trk" and self.found and text:
                self._describe(self.found[-1], name, text)
        elif name == "trkpt":
            self._keep(point)
            self._point = None
        elif parent == "trkpt" and name == "time":
            when = track_points.moment(text)
            point["instant_s"] = track_points.seconds(when)
            offset = when.utcoffset() if when else None
            if offset:
                self.offset_s = offset.total_seconds()
        elif parent == "trkpt" and name == "ele":
            point["altitude_m"] = number(text)
        elif text and (column := _FIELDS.get(name.lower())):
            point[column] = number(text)

    def _describe(self, track: Track, name: str, text: str) -> None:
        if name == "name":
            track.name = text
        elif name == "type":
            track.type = text
        elif name in ("desc", "cmt") and not track.note:
            track.note = text

    def _keep(self, point: dict[str, float]) -> None:
        if not self.found:
            return
        segments = self.found[-1].segments
        if not segments:
            segments.append(Points())
        segments[-1].add(point)


@dataclass(frozen=True, slots=True)
class Piece:
    """One segment with its times in order."""

    track: Track
    table: Table

    @property
    def first_s(self) -> float:
        """When it begins."""
        return float(self.table["instant_s"][0])

    @property
    def last_s(self) -> float:
        """When it ends."""
        return float(self.table["instant_s"][-1])


@dataclass(frozen=True, slots=True)
class Gpx:
    """Tracks of points with places and times."""

    slug: str = "gpx"
    title: str = "GPX"

    def recognises(self, head: Head) -> bool:
        """By its first element."""
        return xml_events.root(head.text).casefold() == "gpx"

    def parse_file(self, source: Source, answers: Answers, work: Work) -> Parsed:
        """One track is one activity; tracks that follow each other closely are one."""
        work.tell(0, 1, source.name)
        return digests.of_reading(read(source), answers, work)


def read(source: Source) -> Reading:
    """The activities of a GPX file.

    Raises:
        UnreadableFile: there is none that could be placed in a log.
    """
    tracks = Tracks()
    with source.open() as file:
        broken = tracks.reader.read(file)
    pieces, rejected, notes = _pieces(tracks)
    if not pieces:
        raise UnreadableFile(_nothing(tracks, broken))
    is_wall = tracks.creator.casefold().startswith("runkeeper")
    made = [
        _recording(group, tracks.offset_s, is_wall=is_wall)
        for group in _outings(pieces)
    ]
    if broken:
        notes.append(broken.note)
    if is_wall:
        notes.append(
            "Runkeeper writes the time on the clock as if it were UTC; it was read as "
            "the time on the clock."
        )
    return Reading(made, rejected, notes)


def points(source: Source) -> Table:
    """All points of a GPX file that have a time, in order: a route of one workout.

    Raises:
        UnreadableFile: the file cannot be opened.
    """
    tracks = Tracks()
    with source.open() as file:
        tracks.reader.read(file)
    tables = [one.table() for track in tracks.found for one in track.segments]
    return track_points.in_order(track_points.joined([*tables, Points().table()])).table


def _pieces(tracks: Tracks) -> tuple[list[Piece], list[Rejected], list[str]]:
    """The segments that hold times, the tracks that hold none, and what was dropped."""
    pieces: list[Piece] = []
    rejected: list[Rejected] = []
    notes: list[str] = []
    for track in tracks.found:
        before = len(pieces)
        points = [one for one in track.segments if len(one)]
        for one in points:
            ordered = track_points.in_order(one.table())
            if len(ordered.table["instant_s"]):
                pieces.append(Piece(track, ordered.table))
                notes += ordered.notes(f"the track at line {track.line:,}")
        count = sum(len(one.table["instant_s"]) for one in pieces[before:])
        if count < 2:
            del pieces[before:]
        if points and count < 2:
            rejected.append(Rejected(track.line, _why_not(count)))
    return pieces, rejected, notes


def _why_not(timed: int) -> str:
    if timed:
        return "the track has a single point with a time"
    return "the points of the track have no times, so it cannot be placed in the log"


def _nothing(tracks: Tracks, broken: xml_events.Break | None) -> str:
    """Why a file holds no activity."""
    if broken:
        return (
            f"The GPX file is damaged at line {broken.line:,}, character "
            f"{broken.column:,}, and no track with times comes before that. Export the "
            "activity again."
        )
    if any(len(one) for track in tracks.found for one in track.segments):
        return (
            "The track in this GPX file has no times: it is a planned route, or they were "
            "taken out, so it cannot be placed in the log. Export the activity itself, "
            "with times."
        )
    if tracks.found:
        return "The track in this GPX file has no points: nothing was recorded."
    if tracks.routes:
        return (
            "This GPX file holds a planned route, not a recorded activity. Export the "
            "activity itself."
        )
    if tracks.waypoints:
        return (
            "This GPX file holds places only, not a recorded activity. Export the "
            "activity itself."
        )
    return "This GPX file holds no track: there is nothing in it to read."


def _outings(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces that belong together, each outing in order of time."""
    groups: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: one.first_s):
        if groups and _follows(groups[-1][-1], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _follows(before: Piece, piece: Piece) -> bool:
    gap = piece.first_s - before.last_s
    if piece.track is before.track:
        return gap <= SAME_TRACK_S
    # A track within the time of another is another recording of it, or somebody else's.
    return (
        -LAP_GAP_S <= gap <= SAME_OUTING_S
        and piece.track.type.casefold() == before.track.type.casefold()
    )


def _recording(
    group: Sequence[Piece], offset_s: float | None, *, is_wall: bool
) -> Recording:
    track = group[0].track
    whole = track_points.in_order(
        track_points.joined(piece.table for piece in group)
    ).table
    start_s = float(whole["instant_s"][0])
    pauses = [
        (before.last_s - start_s, after.first_s - start_s)
        for before, after in pairwise(group)
        if after.first_s - before.last_s > LAP_GAP_S
    ]
    table = track_points.located(whole, [start_s + end for _, end in pauses])
    return Recording(
        sport=_sport(track, is_wall=is_wall),
        start_utc_s=None if is_wall else start_s,
        start_local_s=start_s if is_wall else _local(start_s, offset_s),
        title=track.name or None,
        note=track.note or None,
        samples=track_points.samples(table, start_s),
        pauses=pauses,
        line=track.line,
    )


def _local(start_s: float, offset_s: float | None) -> float | None:
    return None if offset_s is None or math.isnan(start_s) else start_s + offset_s


def _sport(track: Track, *, is_wall: bool) -> str | None:
    """What the file calls the sport, in words; `None` when it does not say."""
    if track.type:
        return _STRAVA.get(track.type, track.type)
    named = _RUNKEEPER.fullmatch(track.name) if is_wall else None
    return named[1] if named else None


IMPORTER = Gpx()

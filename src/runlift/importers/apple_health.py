"""Apple Health export, `export.xml` or the zip around it: Health > profile picture > Export All Health Data. Described in docs/formats/apple_health.md."""

import math
import zoneinfo
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice

import numpy as np

from runlift.errors import UnreadableFile
from runlift.files import ZIP, Source, members
from runlift.importers import digests, gpx, track_points, xml_events
from runlift.importers.apple_health_records import Records
from runlift.importers.apple_health_workouts import Export, Workout, without_doubles
from runlift.importers.digests import Digest, Digester
from runlift.importers.recordings import Lap, Recording
from runlift.importers.sports import LIFT, RUN
from runlift.importers.track_points import Points, Table
from runlift.model import Answers, Head, Parsed, Rejected, Work
from runlift.units import Floats

_ROOT = "healthdata"
_FOLDER = "apple_health_export/"
_ROUTES = "workout-routes/"
_CLINICAL = "export_cda.xml"
_HEAD_BYTES = 65_536
_AT_A_TIME = 50


@dataclass(frozen=True, slots=True)
class AppleHealth:
    """Everything a phone and a watch have gathered; what concerns running is a small part."""

    slug: str = "apple_health"
    title: str = "Apple Health (export.zip or export.xml)"

    def recognises(self, head: Head) -> bool:
        """By its first element, or by what lies in the zip; names are localised."""
        if head.members:
            return _is_export(head.members)
        return xml_events.root(head.text).casefold() == _ROOT

    def parse_file(self, source: Source, answers: Answers, work: Work) -> Parsed:
        """One pass over the export, then the routes of the runs."""
        is_zip = source.start(4) == ZIP
        export, size = _export_in(source) if is_zip else (source, source.size)
        found = read(export, size, work)
        if not found.workouts and not found.records.has_masses:
            raise UnreadableFile(found.nothing)
        kept, left = without_doubles(found.workouts)
        notes = [*found.notes, *_doubles_told(left)]
        archive = _Archive(source, is_zip)
        made = _recordings(kept, found.records, archive, work)
        parsed = digests.parsed(
            _digests(made, answers, work), answers, notes=notes, rejected=found.rejected
        )
        return replace(
            parsed,
            body_mass=found.records.body_mass(answers.timezone),
            notes=(*parsed.notes, *archive.notes),
        )


def _is_export(names: Sequence[str]) -> bool:
    if any(
        name.startswith(_FOLDER)
        or f"/{name}".find(f"/{_ROUTES}") >= 0
        or name.rpartition("/")[2] == _CLINICAL
        for name in names
    ):
        return True
    return [name.rpartition("/")[2] for name in names] == ["export.xml"]


def _export_in(source: Source) -> tuple[Source, int]:
    """The file with the records in a zip, whatever it is called, and its size.

    Raises:
        UnreadableFile: there is none.
    """
    found = [one for one in members(source) if one.name.lower().endswith(".xml")]
    for one in sorted(found, key=lambda one: -one.size):
        inside = Source(source.name, source.content, one.name)
        text = inside.start(_HEAD_BYTES).decode("utf-8", errors="replace")
        if xml_events.root(text).casefold() == _ROOT:
            return inside, one.size
    raise UnreadableFile(
        "The archive is no complete Apple Health export: the file with the records "
        "(export.xml) is missing. Export all health data again and drop the zip as it is."
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """What one export holds."""

    workouts: Sequence[Workout]
    records: Records
    rejected: Sequence[Rejected]
    notes: Sequence[str]

    @property
    def nothing(self) -> str:
        """Why an export without workouts and weights is refused."""
        if self.notes:
            return f"No workout and no weight can be read. {self.notes[0]}"
        return (
            "The Apple Health export holds no workouts and no body weight: there is "
            "nothing in it for Runlift."
        )


def read(export: Source, size: int, work: Work, *, is_sieved: bool = True) -> Reading:
    """Workouts and records of an export.

    Args:
        export: the XML file.
        size: its size in bytes, for telling how far it is.
        work: is told, and may stop it.
        is_sieved: whether records are taken from the bytes where that is quicker.
    """
    records = Records()
    handler = Export(records)
    total = max(1, size >> 20)

    def tell(done: int) -> None:
        work.tell(min(done >> 20, total), total, "MB of the Apple Health export")

    reader = (
        xml_events.Reader(handler, tell, records.sieve)
        if is_sieved
        else xml_events.Reader(handler, tell)
    )
    handler.reader = reader
    with export.open() as file:
        broken = reader.read(file)
    return Reading(
        handler.workouts,
        records,
        handler.rejected,
        [broken.note] if broken else [],
    )


def _doubles_told(left: Sequence[Workout]) -> list[str]:
    if not left:
        return []
    sources = sorted({one.source for one in left if one.source})
    named = f" ({', '.join(sources[:5])})" if sources else ""
    what = "workout was" if len(left) == 1 else "workouts were"
    return [
        f"{len(left):,} {what} in the export more than once, from several apps{named}; "
        "the recording of the Apple Watch was kept where there is one, else the fullest."
    ]


class _Archive:
    """The routes beside an export."""

    def __init__(self, source: Source, is_zip: bool) -> None:
        self._source = source
        # The folder is localised and the path in the export is not: the name decides.
        self._names = (
            {
                one.name.rpartition("/")[2]: one.name
                for one in members(source)
                if one.name.lower().endswith(".gpx")
            }
            if is_zip
            else {}
        )
        self._is_zip = is_zip
        self._missing = self._unread = 0

    def sources(self, workout: Workout) -> list[Source]:
        """The route files of a workout."""
        names = [
            self._names.get(path.replace("\\", "/").rpartition("/")[2])
            for path in workout.routes
        ]
        self._missing += sum(name is None for name in names)
        return [
            Source(self._source.name, self._source.content, name)
            for name in names
            if name is not None
        ]

    def tables(
        self, asked: Iterable[list[Source]], work: Work
    ) -> Iterator[Table | None]:
        """The points of the routes, in the order that they are asked for."""
        # An archive held in memory would be copied for every route.
        if isinstance(self._source.content, bytes):
            found: Iterable[Table | None] = map(_route, asked)
        else:
            found = work.map(_route, asked, _unread)
        for table in found:
            self._unread += table is None
            yield table

    @property
    def notes(self) -> list[str]:
        """What is to be said about routes that were not there."""
        notes = []
        if self._missing and not self._is_zip:
            what = "run has its route in a file" if self._missing == 1 else "routes lie"
            notes.append(
                f"{self._missing:,} {what} beside export.xml, which was not dropped with "
                "it. Drop export.zip as it is to read distance and climb along the way."
            )
        elif self._missing:
            what = "route is" if self._missing == 1 else "routes are"
            notes.append(
                f"{self._missing:,} {what} missing in the archive; those runs have their "
                "totals only."
            )
        if self._unread:
            what = "route" if self._unread == 1 else "routes"
            notes.append(
                f"{self._unread:,} {what} could not be read; those runs have their totals "
                "only."
            )
        return notes


def _route(sources: Sequence[Source]) -> Table | None:
    """The points of all parts of a route; `None` where they cannot be read."""
    try:
        tables = [gpx.points(one) for one in sources]
    except UnreadableFile:
        return None
    return track_points.joined([*tables, Points().table()])


def _unread(_: Sequence[Source]) -> None:
    """A route that cannot be read."""


def _recordings(
    workouts: Sequence[Workout],
    records: Records,
    archive: _Archive,
    work: Work,
) -> Iterator[Recording]:
    """Every workout as a recording, oldest first; samples for those that matter."""
    asked = [
        archive.sources(one) if one.sport.kind == RUN and one.routes else []
        for one in workouts
    ]
    routes = archive.tables([one for one in asked if one], work)
    for done, (workout, parts) in enumerate(zip(workouts, asked, strict=True)):
        work.tell(done, len(workouts), "workouts")
        route = next(routes, None) if parts else workout.locations.table()
        yield _recording(workout, records, route)


def _digests(
    made: Iterator[Recording], answers: Answers, work: Work
) -> Iterator[Digest]:
    """The recordings some at a time, so that few of their samples are in memory."""
    while some := list(islice(made, _AT_A_TIME)):
        digester = Digester(work.folder, answers.keeps_positions)
        for one in some:
            digester.add(one)
        yield digester.finish()


def _recording(workout: Workout, records: Records, route: Table | None) -> Recording:
    start_s, kind = workout.start_s, workout.sport.kind
    pauses = workout.pauses()
    samples = (
        _samples(workout, records, route, [end for _, end in pauses])
        if kind in (RUN, LIFT)
        else {}
    )
    return Recording(
        sport=workout.activity,
        start_utc_s=start_s,
        start_local_s=_local_s(start_s, workout.zone),
        surface="treadmill" if workout.is_indoor and kind == RUN else None,
        title=workout.title or None,
        distance_m=workout.distance_m,
        moving_s=workout.moving_s,
        elapsed_s=workout.end_s - start_s,
        ascent_m=workout.ascent_m,
        descent_m=workout.descent_m,
        avg_hr=workout.avg_hr,
        max_hr=workout.max_hr,
        cadence_spm=workout.cadence_spm if kind == RUN else math.nan,
        power_w=workout.power_w,
        temperature_c=workout.temperature_c,
        samples=samples,
        pauses=[(begin - start_s, end - start_s) for begin, end in pauses],
        laps=_laps(workout, samples),
        line=workout.line,
    )


def _local_s(instant_s: float, zone: str) -> float | None:
    """The wall clock in a named zone; `None` where the zone is unknown."""
    try:
        there = zoneinfo.ZoneInfo(zone) if zone else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None
    if there is None:
        return None
    offset = datetime.fromtimestamp(instant_s, UTC).astimezone(there).utcoffset()
    return instant_s + offset.total_seconds() if offset is not None else None


def _samples(
    workout: Workout,
    records: Records,
    route: Table | None,
    resumed_s: Sequence[float],
) -> dict[str, Floats]:
    """The route and the heart rates on one line of time, each missing where the other is."""
    beats_s, bpm = records.heart_rate(workout.start_s, workout.end_s)
    tables = [track_points.table_of({"instant_s": beats_s, "heart_rate_bpm": bpm})]
    if route is not None:
        placed = track_points.in_order(route).table
        inside = (placed["instant_s"] >= workout.start_s) & (
            placed["instant_s"] <= workout.end_s + 1
        )
        tables.append(
            track_points.located(track_points.taken(placed, inside), resumed_s)
        )
    whole = track_points.joined(tables)
    order = np.argsort(whole["instant_s"], kind="stable")
    made = track_points.cleaned(track_points.taken(whole, order))
    if not len(order):
        return {}
    return track_points.samples(made, workout.start_s)


def _laps(workout: Workout, samples: dict[str, Floats]) -> list[Lap]:
    """The laps, with their distance where there is a route."""
    covered = samples.get("distance_m")
    out = []
    for begin, end in workout.laps():
        edges = np.array([begin, end]) - workout.start_s
        distance_m = math.nan
        if covered is not None:
            known = ~np.isnan(covered)
            there = np.interp(edges, samples["time_s"][known], covered[known])
            distance_m = float(there[1] - there[0])
        out.append(
            Lap(start_s=float(edges[0]), distance_m=distance_m, elapsed_s=end - begin)
        )
    return out


IMPORTER = AppleHealth()

"""Google's Takeout of Google Fit: its sessions, and the recordings beside them. Described in docs/formats/googlefit_archive.md."""

import bisect
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone

import numpy as np

from runlift import files
from runlift.errors import RunliftError, UnreadableFile
from runlift.files import MAX_TEXT_BYTES, Source
from runlift.importers import (
    activity_files,
    googlefit,
    json_file,
    opening,
    sports,
)
from runlift.importers.activity_files import Told
from runlift.importers.linked import linked
from runlift.importers.linked import told as told_by
from runlift.model import Answers, Head, Parsed, Rejected, Work

_FOLDER = re.compile(r"(^|/)Takeout/(Google )?Fit/")
_NAME = re.compile(
    r"(?P<start>\d{4}-\d\d-\d\dT\d\d_\d\d_\d\d(?:\.\d+)?)"
    r"(?P<zone>Z|[+-]\d\d_\d\d)"
    r"(?:_(?P<lasting>PT[\dHMS.]+))?"
    r"(?:_(?P<sport>.+))?\.(?P<kind>tcx|json)",
    re.IGNORECASE,
)
"""Start, zone, duration and sport are in the names of the files, in whatever folder."""

_SLEEP = "sleep"

_READ = (sports.RUN, sports.LIFT, sports.WORKOUT, sports.UNKNOWN)
"""What a recording without a session may be, to be opened; most are walks."""


@dataclass(frozen=True, slots=True)
class Named:
    """What the name of a file says about the workout in it."""

    member: str
    begin: datetime
    """With the zone."""
    has_zone: bool
    duration_s: float
    sport: str
    kind: str
    """tcx or json."""

    @property
    def start_utc_s(self) -> float:
        """Whole seconds since 1970."""
        return float(int(self.begin.timestamp()))

    @property
    def start_local_s(self) -> float | None:
        """The wall clock on the same scale, where the name has a zone."""
        if not self.has_zone:
            return None
        return float(int(self.begin.replace(tzinfo=UTC).timestamp()))


@dataclass(frozen=True, slots=True)
class GoogleFitArchive:
    """The zip file of Takeout, in any language."""

    slug: str = "googlefit_archive"
    title: str = "Google Fit (Takeout)"

    def recognises(self, head: Head) -> bool:
        """By the names of its files, which hold the start with its zone, or its folder."""
        return any(_FOLDER.search(one) or _named(one) for one in head.members)

    def parse_file(self, source: Source, answers: Answers, work: Work) -> Parsed:
        """Sessions first; then the recordings of what is running or lifting in them."""
        named = [
            found
            for one in files.members(source)
            if (found := _named(one.name)) is not None
        ]
        if not named:
            raise UnreadableFile(
                "There are no workouts in this Takeout: no sessions and no activities of "
                "Google Fit. Ask for it again with Fit ticked."
            )
        table, lines = _sessions(source, named, answers, work)
        about = told_by(table)
        said, left = _wanted([one for one in named if one.kind == "tcx"], lines, about)
        batches = activity_files.read_all(
            [replace(source, member=member) for member in said],
            work,
            keeps_positions=answers.keeps_positions,
            told=said,
        )
        made = linked(table, {}, list(batches), answers)
        return made.noted(_left_out(left))


def _left_out(count: int) -> str:
    """What is said about recordings of other sports that no session speaks of."""
    if not count:
        return ""
    what = "1 recording" if count == 1 else f"{count:,} recordings"
    return f"{what} of walks and other sports without a session: left out."


def _named(member: str) -> Named | None:
    found = _NAME.fullmatch(member.rpartition("/")[2])
    if found is None:
        return None
    zone = found["zone"]
    try:
        wall = datetime.fromisoformat(found["start"].replace("_", ":"))
        hours = (
            timedelta(0)
            if zone.upper() == "Z"
            else int(zone[0] + "1")
            * timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6]))
        )
        begin = wall.replace(tzinfo=timezone(hours))
    except ValueError:
        return None
    return Named(
        member,
        begin,
        zone.upper() != "Z",
        json_file.duration_s((found["lasting"] or "").upper()),
        (found["sport"] or "").replace("_", " "),
        found["kind"].lower(),
    )


def _sessions(
    source: Source, named: Sequence[Named], answers: Answers, work: Work
) -> tuple[Parsed, dict[float, int]]:
    """All sessions as one table, and the line of each by its start."""
    written: list[str] = []
    members: dict[int, str] = {}
    starts: dict[float, int] = {}
    refused: list[Rejected] = []
    listed = [one for one in named if one.kind == "json"]
    for done, one in enumerate(listed):
        work.tell(done, len(listed), "sessions")
        try:
            session = _session(source, one)
        except RunliftError as refusal:
            refused.append(Rejected(0, str(refusal), one.member))
            continue
        if session is None:
            continue
        line = len(written) + 2
        members[line] = one.member
        starts[one.start_utc_s] = line
        written.append(json.dumps(session))
    if not written:
        return Parsed(rejected=tuple(refused)), starts
    table = googlefit.IMPORTER.parse("[\n" + ",\n".join(written) + "\n]", answers)
    placed = [
        replace(one, line=0, member=members.get(one.line)) for one in table.rejected
    ]
    return replace(table, rejected=(*placed, *refused)), starts


def _session(source: Source, named: Named) -> Mapping[str, object] | None:
    """The session of one file, its start with the zone that the name has."""
    content = replace(source, member=named.member).read(MAX_TEXT_BYTES)
    value = json_file.load(opening.decode(content)[0])
    session = json_file.mapping(value)
    if not session:
        raise UnreadableFile("The file holds no Google Fit session.")
    if json_file.words(session.get("fitnessActivity")).casefold() == _SLEEP:
        return None
    zone = named.begin.tzinfo
    clocks = {
        # An end must not read like the start of the next session: lines are found by it.
        key: stated.replace(tzinfo=UTC).astimezone(zone).isoformat(gap)
        for key, gap in (("startTime", "T"), ("endTime", " "))
        if (stated := _instant(session.get(key))) is not None
    }
    return {**session, **clocks, "segment": []}


def _instant(value: object) -> datetime | None:
    """A moment in UTC without its zone; `None` for one without any."""
    moment, apart = json_file.moment(value)
    return None if moment is None or apart is None else moment - apart


def _wanted(
    recorded: Sequence[Named], lines: Mapping[float, int], about: Mapping[int, Told]
) -> tuple[dict[str, Told], int]:
    """The recordings to read with what is known of them, and how many are left out.

    Those of a session that is no training here do not count: the session does.
    """
    wanted: dict[str, Told] = {}
    left = 0
    starts = sorted(lines)
    for one in recorded:
        kind = sports.sport(one.sport).kind
        line = _line(one.start_utc_s, starts, lines)
        if line is not None and line in about:
            wanted[one.member] = _told(one, about[line])
        elif line is None and kind in _READ:
            wanted[one.member] = _told(one, None)
        elif line is None:
            left += 1
    return wanted, left


def _line(
    start: float, starts: Sequence[float], lines: Mapping[float, int]
) -> int | None:
    """The line of the session that starts then."""
    at = bisect.bisect_left(starts, start - activity_files.NEAR_S)
    close = [
        one for one in starts[at : at + 8] if abs(one - start) <= activity_files.NEAR_S
    ]
    if not close:
        return None
    return lines[min(close, key=lambda one: abs(one - start))]


def _told(named: Named, session: Told | None) -> Told:
    """What the name of a recording, and the session beside it, say about it."""
    return Told(
        sport=session.sport if session else named.sport or None,
        start_utc_s=named.start_utc_s,
        start_local_s=named.start_local_s,
        duration_s=named.duration_s if named.duration_s > 0 else np.nan,
        is_one=True,
    )


IMPORTER = GoogleFitArchive()

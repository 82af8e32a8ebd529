"""Polar Flow training session, one JSON file each: account.polar.com > Download your data. Described in docs/formats/polar.md."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from runlift.errors import UnreadableFile
from runlift.files import MAX_BINARY_BYTES, Source
from runlift.importers import digests, opening
from runlift.importers.json_file import (
    duration_s,
    first_number,
    lines_of,
    load,
    mapping,
    moment,
    number,
    objects,
    words,
)
from runlift.importers.polar_samples import pauses, samples
from runlift.importers.polar_sports import named
from runlift.importers.recordings import DAY_S, Recording
from runlift.model import Answers, Head, Parsed, Work

Record = Mapping[str, Any]

_OFFSETS = ("timezoneOffset", "timeZoneOffset", "timezoneOffsetMinutes")

_MARKS = (
    "exportVersion",
    "physicalInformationSnapshot",
    "physicalInformation",
    "durationMillis",
    "kiloCalories",
)
"""One of these stands in every session, whatever the year of the export."""

_ONE_LEG = 120
"""Cadence counts one leg; nobody runs with fewer steps of both."""


@dataclass(frozen=True, slots=True)
class Polar:
    """One session with its exercises, in the shape of the years to 2023 or of those since."""

    slug: str = "polar"
    title: str = "Polar Flow (training session JSON)"

    def recognises(self, head: Head) -> bool:
        """By the keys of a session and of the zone it was in."""
        return (
            head.text.lstrip().startswith("{")
            and all(_has(head, key) for key in ("exercises", "startTime"))
            and any(_has(head, key) for key in _OFFSETS)
            and any(_has(head, key) for key in _MARKS)
        )

    def parse_file(self, source: Source, answers: Answers, work: Work) -> Parsed:
        """One exercise is one activity; its start is the wall clock."""
        work.tell(0, 1, source.name)
        text, notes = opening.decode(source.read(MAX_BINARY_BYTES))
        return digests.of_recordings(read(text), answers, work, notes=notes)


def read(text: str) -> Sequence[Recording]:
    """The exercises of a session.

    Raises:
        UnreadableFile: the text is damaged, or holds no session.
    """
    session = mapping(load(text))
    exercises = _exercises(session)
    lines = lines_of(text, [words(one.get("startTime")) for one in exercises])
    return [
        _recording(session, one, session if len(exercises) == 1 else {}, line)
        for one, line in zip(exercises, lines, strict=True)
    ]


def _has(head: Head, key: str) -> bool:
    return re.search(rf'"{key}"\s*:', head.text) is not None


def _exercises(session: Record) -> Sequence[Record]:
    """The exercises, or the session itself where it was typed in and has none."""
    found = objects(session.get("exercises"))
    if found:
        return found
    if moment(session.get("startTime"))[0] is None:
        raise UnreadableFile(
            "The Polar session holds no exercise and no start. Download your data from "
            "account.polar.com again, and drop the file as it is."
        )
    return [session]


def _recording(
    session: Record, exercise: Record, whole: Record, line: int
) -> Recording:
    """One exercise; `whole` is the session if it has no other, and may say what is missing."""
    written = words(exercise.get("startTime")) or words(whole.get("startTime"))
    start, zone = moment(written)
    local_s = _seconds(start)
    minutes = _first(exercise, session, *_OFFSETS)
    apart_s = zone.total_seconds() if zone is not None else minutes * 60
    if abs(apart_s) > 14 * 3600:
        apart_s = math.nan
    moving_s = _positive(_lasting_s(exercise, whole))
    heart = _statistics(exercise, "heartRate", "HEART_RATE")
    cadence = _within(_statistics(exercise, "cadence", "CADENCE")["avg"], 20, 280)
    return Recording(
        sport=named(exercise.get("sport", whole.get("sport"))) or None,
        start_local_s=local_s,
        start_utc_s=(
            None if local_s is None or math.isnan(apart_s) else local_s - apart_s
        ),
        title=words(session.get("name")) or None,
        note=words(session.get("note")) or None,
        distance_m=_positive(_first(exercise, whole, "distance", "distanceMeters")),
        moving_s=moving_s,
        elapsed_s=_elapsed_s(start, exercise, whole, moving_s),
        ascent_m=_within(first_number(exercise, "ascent", "ascentMeters"), 0, 2e4),
        descent_m=_within(first_number(exercise, "descent", "descentMeters"), 0, 2e4),
        avg_hr=_beats(heart["avg"], first_number(whole, "averageHeartRate", "hrAvg")),
        max_hr=_beats(heart["max"], first_number(whole, "maximumHeartRate", "hrMax")),
        cadence_spm=cadence * 2 if cadence < _ONE_LEG else cadence,
        power_w=_positive(_statistics(exercise, "power", "POWER")["avg"]),
        samples=samples(exercise, start) if start else {},
        pauses=pauses(exercise, start) if start else (),
        line=line,
    )


def _seconds(moment: datetime | None) -> float | None:
    return None if moment is None else moment.replace(tzinfo=UTC).timestamp()


def _first(exercise: Record, whole: Record, *keys: str) -> float:
    return _or(first_number(exercise, *keys), first_number(whole, *keys))


def _or(value: float, otherwise: float) -> float:
    return otherwise if math.isnan(value) else value


def _within(value: float, low: float, high: float) -> float:
    return value if low <= value <= high else math.nan


def _positive(value: float) -> float:
    return value if value > 0 else math.nan


def _beats(value: float, otherwise: float) -> float:
    return _or(_within(value, 30, 240), _within(otherwise, 30, 240))


def _lasting_s(exercise: Record, whole: Record) -> float:
    """The time on the stopwatch: `PT4050.564S`, or milliseconds since 2023."""
    found = (
        value
        for one in (exercise, whole)
        for value in (
            duration_s(one.get("duration")),
            number(one.get("durationMillis")) / 1000,
        )
    )
    return next((value for value in found if not math.isnan(value)), math.nan)


def _elapsed_s(
    start: datetime | None, exercise: Record, whole: Record, moving_s: float
) -> float:
    """From start to stop, without the days a watch was left running after the run."""
    stop = moment(exercise.get("stopTime") or whole.get("stopTime"))[0]
    if start is None or stop is None:
        return math.nan
    elapsed = (stop - start).total_seconds()
    is_left_on = elapsed > DAY_S and not elapsed <= 3 * moving_s
    return math.nan if is_left_on else _positive(elapsed)


def _statistics(exercise: Record, key: str, kind: str) -> dict[str, float]:
    """Average and maximum: `{"avg": 150}` by name, or in a list of statistics since 2023."""
    found = mapping(exercise.get(key))
    if not found:
        kept = objects(mapping(exercise.get("statistics")).get("statistics"))
        found = next(
            (one for one in kept if words(one.get("type")).endswith(f"_{kind}")), {}
        )
    return {name: number(found.get(name)) for name in ("avg", "max")}


IMPORTER = Polar()

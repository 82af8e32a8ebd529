"""Garmin's account export: summaries as JSON, recordings in zip files within the zip."""

import bisect
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np

from runlift import files
from runlift.errors import UnreadableFile
from runlift.files import MAX_TEXT_BYTES, Source
from runlift.importers import activity_files, fit, fit_strength, nested, sports
from runlift.importers.digests import Digester
from runlift.importers.linked import linked
from runlift.importers.recordings import LiftedSet, Recording
from runlift.model import Answers, Head, Parsed, Work

_FOLDER = "DI_CONNECT/"
_KEY = "summarizedActivitiesExport"

_MS = 1000.0
_CM = 100.0
_MOST_SETS = 100
_NEAR_S = 5.0
"""A summary and its recording start this close together."""

Activity = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GarminAccount:
    """The zip file Garmin sends when somebody asks for all of her data."""

    slug: str = "garmin_account"
    title: str = "Garmin (account export)"

    def recognises(self, head: Head) -> bool:
        """By the folder every such export has, or by its list of activities alone."""
        return any(
            name.startswith(_FOLDER) or f"/{_FOLDER}" in name for name in head.members
        ) or (_KEY in head.text and head.text.lstrip().startswith("["))

    def parse_file(self, source: Source, answers: Answers, work: Work) -> Parsed:
        """Summaries first; then the recordings, of which most are no activities."""
        if not source.start(4).startswith(files.ZIP):
            return _table(_listed([source]), answers, work)
        members = [one.name for one in files.members(source)]
        lists = [
            Source(source.name, source.content, name)
            for name in members
            if "summarizedActivities" in name and name.endswith(".json")
        ]
        activities = _listed(lists)
        table = _table(activities, answers, work)
        archives = [
            nested.unpacked(Source(source.name, source.content, name), work)
            for name in members
            if name.lower().endswith(".zip") and "UploadedFiles" in name
        ]
        recordings = [
            Source(one.name, one.content, member.name)
            for one in archives
            for member in files.members(one)
            if member.name.lower().endswith((".fit", ".gpx", ".tcx", ".gz"))
        ]
        batches = list(
            activity_files.read_all(
                recordings, work, keeps_positions=answers.keeps_positions
            )
        )
        if not activities and not any(one.digest.runs for one in batches):
            raise UnreadableFile(
                "There are no activities in this Garmin export. Ask for it again with "
                "the fitness data ticked."
            )
        return linked(table, _matches(activities, batches), batches, answers)


def _listed(sources: Sequence[Source]) -> list[Activity]:
    """The activities of every list, in order; each is known by its place."""
    return [one for source in sources for one in _activities(source)]


def _activities(source: Source) -> Iterator[Activity]:
    try:
        content = json.loads(source.read(MAX_TEXT_BYTES))
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(
            "Garmin's list of activities is damaged: it is no complete JSON. Ask for "
            "the export again."
        ) from error
    for part in content if isinstance(content, list) else [content]:
        listed = part.get(_KEY) if isinstance(part, dict) else None
        for one in listed if isinstance(listed, list) else []:
            if isinstance(one, dict):
                yield one


def _table(activities: Sequence[Activity], answers: Answers, work: Work) -> Parsed:
    """The summaries as activities; the line of each is its place in the list."""
    digester = Digester(work.folder)
    for place, one in enumerate(activities):
        recording = _recording(one, place + 1)
        if recording is None:
            digester.reject("the activity has no start", line=place + 1)
        else:
            digester.add(recording)
    return fit.parsed(
        [activity_files.Batch(digester.finish(), files=len(activities))], answers
    )


def _recording(one: Activity, line: int) -> Recording | None:
    begin = _first(one, "startTimeGmt", "beginTimestamp")
    local = _first(one, "startTimeLocal")
    if np.isnan(begin) and np.isnan(local):
        return None
    kind = _word(one.get("activityType"))
    moving = _first(one, "movingDuration") / _MS
    duration = _first(one, "duration") / _MS
    distance = _first(one, "distance") / _CM
    title = one.get("name")
    return Recording(
        sport=kind,
        start_utc_s=None if np.isnan(begin) else begin / _MS,
        start_local_s=None if np.isnan(local) else local / _MS,
        title=title if isinstance(title, str) else None,
        distance_m=distance if distance > 0 else np.nan,
        # Garmin's own page shows the timer; moving time leaves out slow walking as well.
        moving_s=duration if duration > 0 else moving,
        elapsed_s=_first(one, "elapsedDuration") / _MS,
        ascent_m=_first(one, "elevationGain") / _CM,
        descent_m=_first(one, "elevationLoss") / _CM,
        avg_hr=_positive(_first(one, "avgHr")),
        max_hr=_positive(_first(one, "maxHr")),
        cadence_spm=_positive(_first(one, "avgRunCadence") * 2),
        power_w=_positive(_first(one, "avgPower")),
        temperature_c=_first(one, "avgTemperature"),
        rpe=_positive(_first(one, "workoutRpe") / 10),
        source_tag="race" if _word(one.get("eventType")) == "race" else None,
        # The table of Garmin's page knows no ids: the same start is the same activity.
        source_id=None if np.isnan(local) else _key(local / _MS, kind),
        sets=_sets(one.get("summarizedExerciseSets")),
        line=line,
    )


def _key(local_s: float, kind: str) -> str:
    """The key the table of Garmin's page gives the same activity."""
    at = datetime.fromtimestamp(local_s, UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{at}|{sports.sport(kind).kind}"


def _word(value: object) -> str:
    """A type, which is a text in some exports and an object with a key in others."""
    if isinstance(value, dict):
        value = value.get("typeKey")
    return str(value or "unknown").replace("_", " ")


def _sets(listed: object) -> list[LiftedSet]:
    """As many sets of each exercise as the watch counted; loads are not in the list."""
    made: list[LiftedSet] = []
    for one in listed if isinstance(listed, list) else []:
        if not isinstance(one, dict):
            continue
        many = _first(one, "sets")
        reps = _first(one, "reps") / many if many > 0 else np.nan
        name = str(one.get("subCategory") or one.get("category") or "")
        exercise = name.replace("_", " ").strip().capitalize() or fit_strength.UNKNOWN
        made += [
            # A total that does not divide evenly says nothing about a single set.
            LiftedSet(exercise, reps=reps if reps > 0 and reps % 1 == 0 else np.nan)
        ] * (int(many) if 0 < many <= _MOST_SETS else 0)
    return made


def _matches(
    activities: Sequence[Activity], batches: Sequence[activity_files.Batch]
) -> dict[int, str]:
    """The recording of each activity, by line: the one that starts when it does."""
    starts = sorted(
        (row["start_utc_s"], row["member"])
        for one in batches
        for row in (*one.digest.runs, *one.digest.sessions)
        if row["start_utc_s"] is not None
    )
    moments = [start for start, _ in starts]
    found: dict[int, str] = {}
    for place, one in enumerate(activities):
        begin = _first(one, "startTimeGmt", "beginTimestamp") / _MS
        at = bisect.bisect_left(moments, begin - _NEAR_S)
        if at < len(starts) and moments[at] <= begin + _NEAR_S:
            found[place + 1] = starts[at][1]
    return found


def _first(one: Activity, *names: str) -> float:
    """The first of the fields that holds a number."""
    for name in names:
        value = one.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
    return np.nan


def _positive(value: float) -> float:
    return value if value > 0 else np.nan


IMPORTER = GarminAccount()

"""Garmin's account export: summaries as JSON, recordings in zip files within the zip."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import numpy as np

from runlift import files
from runlift.errors import UnknownFormat, UnreadableFile
from runlift.files import MAX_TEXT_BYTES, Source
from runlift.importers import (
    activity_files,
    archives,
    fit_strength,
    json_file,
    nested,
    opening,
    sports,
)
from runlift.importers.digest_totals import positive
from runlift.importers.digests import LATEST_S, Digester, parsed
from runlift.importers.linked import linked
from runlift.importers.recordings import LiftedSet, Recording
from runlift.model import Answers, Head, Parsed, Rejected, Work

_FOLDER = "DI_CONNECT/"
_KEY = "summarizedActivitiesExport"
_FILES = "UploadedFiles"
_ENDINGS = (*archives.RECORDINGS, ".gz")

_ALL_OF_IT = "multi sport"
"""A triathlon as a whole; its parts are listed as well."""

_MS = 1000.0
_CM = 100.0
_MOST_SETS = 100
_RACE = 1
"""Garmin's number for a race; 9, for example, says nothing."""

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
            return _table(list(_activities(source)), answers, work)
        members = [one.name for one in files.members(source)]
        refused: list[Rejected] = []
        activities = _listed(source, members, refused)
        table = _table(activities, answers, work)
        batches = list(
            activity_files.read_all(
                _recordings(source, members, work, refused),
                work,
                keeps_positions=answers.keeps_positions,
                listed=[
                    _told(one)
                    for one in activities
                    if _word(one.get("activityType")) != _ALL_OF_IT
                ],
            )
        )
        if activities:
            # The list has counted what is neither running nor lifting already.
            batches = [
                replace(one, digest=replace(one.digest, left=Counter()))
                for one in batches
            ]
        elif not any(one.digest.runs or one.digest.sessions for one in batches):
            raise UnreadableFile(
                refused[0].reason
                if refused
                else "There are no activities in this Garmin export. Ask for it again "
                "with the fitness data ticked."
            )
        made = linked(table, {}, batches, answers)
        return replace(made, rejected=(*made.rejected, *refused))


def _listed(
    source: Source, members: Sequence[str], refused: list[Rejected]
) -> list[Activity]:
    """The activities of every list, in order; each is known by its place."""
    found: list[Activity] = []
    for name in members:
        if "summarizedActivities" in name and name.endswith(".json"):
            try:
                found += _activities(replace(source, member=name))
            except UnreadableFile as refusal:
                refused.append(Rejected(0, str(refusal), name))
    return found


def _recordings(
    source: Source, members: Sequence[str], work: Work, refused: list[Rejected]
) -> list[Source]:
    """The files of the watch, most of them in zip files within the zip."""
    found = [
        replace(source, member=name)
        for name in members
        if _FILES in name and name.lower().endswith(_ENDINGS)
    ]
    for name in members:
        if _FILES in name and name.lower().endswith(".zip"):
            try:
                inner = nested.unpacked(replace(source, member=name), work)
                found += [
                    replace(inner, member=one.name)
                    for one in files.members(inner)
                    if one.name.lower().endswith(_ENDINGS)
                ]
            except UnreadableFile as refusal:
                refused.append(Rejected(0, str(refusal), name))
    return found


def _activities(source: Source) -> Iterator[Activity]:
    try:
        content = json_file.load(opening.decode(source.read(MAX_TEXT_BYTES))[0])
    except UnknownFormat as error:
        raise UnreadableFile(str(error)) from error
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
    return parsed([digester.finish()], answers)


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
        avg_hr=positive(_first(one, "avgHr")),
        max_hr=positive(_first(one, "maxHr")),
        cadence_spm=positive(_first(one, "avgRunCadence") * 2),
        power_w=positive(_first(one, "avgPower")),
        temperature_c=_first(one, "avgTemperature"),
        rpe=positive(_first(one, "workoutRpe") / 10),
        source_tag=_tag(one),
        # The table of Garmin's page knows no ids: the same start is the same activity.
        source_id=_key(local / _MS, kind) if 0 < local < LATEST_S * _MS else None,
        sets=_sets(one.get("summarizedExerciseSets")),
        line=line,
    )


def _tag(one: Activity) -> str | None:
    """What the athlete said the run was: a word, an object with a word, or a number."""
    said = _word(one.get("eventType"))
    is_race = said == "race" or _first(one, "eventTypeId") == _RACE
    return "race" if is_race else None


def _told(one: Activity) -> activity_files.Told:
    """What the list says about a recording that starts when the activity does."""
    begin = _first(one, "startTimeGmt", "beginTimestamp")
    return activity_files.Told(
        _word(one.get("activityType")), None if np.isnan(begin) else begin / _MS
    )


def _key(local_s: float, kind: str) -> str:
    """The key the table of Garmin's page gives the same activity."""
    at = datetime.fromtimestamp(local_s // 1, UTC).strftime("%Y-%m-%dT%H:%M:%S")
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
        exercise = fit_strength.spoken(one.get("subCategory") or one.get("category"))
        made += [
            # A total that does not divide evenly says nothing about a single set.
            LiftedSet(exercise, reps=reps if reps > 0 and reps % 1 == 0 else np.nan)
        ] * (int(many) if 0 < many <= _MOST_SETS else 0)
    return made


def _first(one: Activity, *names: str) -> float:
    """The first of the fields that holds a number."""
    for name in names:
        value = one.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
    return np.nan


IMPORTER = GarminAccount()

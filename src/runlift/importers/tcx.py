"""TCX: activities as Garmin's Training Center wrote them, and many since. Described in docs/formats/tcx.md."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from runlift.errors import UnreadableFile
from runlift.files import Source
from runlift.importers import digests, track_points, xml_events
from runlift.importers.recordings import Lap, Reading, Recording
from runlift.importers.sports import UNKNOWN, WORKOUT, speaks_of_lifting, sport
from runlift.importers.tcx_events import Activities, Activity, TcxLap
from runlift.importers.tcx_googlefit import as_one_workout, is_google_fit
from runlift.importers.track_points import Ordered, Table
from runlift.model import Answers, Head, Parsed, Rejected, Work

LAP_GAP_S = 10
"""A track that follows sooner is a lap."""

MIN_PAUSE_S = 2

MAX_EARLY_S = 600
"""A lap that claims to begin longer before its first point does not."""

_TRIGGERS = {
    "manual": "manual",
    "distance": "distance",
    "time": "time",
    "location": "position",
}
_INTENSITIES = {
    "active": "active",
    "resting": "rest",
    "rest": "rest",
    "warmup": "warmup",
    "cooldown": "cooldown",
}


@dataclass(frozen=True, slots=True)
class Tcx:
    """Activities with laps and points."""

    slug: str = "tcx"
    title: str = "TCX"

    def recognises(self, head: Head) -> bool:
        """By its first element."""
        return xml_events.root(head.text).casefold() == "trainingcenterdatabase"

    def parse_file(self, source: Source, answers: Answers, work: Work) -> Parsed:
        """One `Activity` is one activity, but for Google Fit, which cuts one up."""
        work.tell(0, 1, source.name)
        return digests.of_reading(read(source), answers, work)


def read(source: Source) -> Reading:
    """The activities of a TCX file.

    Raises:
        UnreadableFile: there is none.
    """
    file = Activities()
    with source.open() as opened:
        broken = file.reader.read(opened)
    if not file.found:
        raise UnreadableFile(_nothing(file, broken))
    is_wall = file.has_no_zone or _is_polar(file)
    notes = [broken.note] if broken else []
    if _is_polar(file):
        notes.append(
            "Polar writes the time on the clock as if it were UTC; it was read as the "
            "time on the clock."
        )
    made: list[Recording] = []
    rejected: list[Rejected] = []
    activities = file.found
    if is_google_fit(file):
        activities, told = as_one_workout(activities)
        notes += told
    for activity in activities:
        recording = _recording(activity, file, is_wall=is_wall, notes=notes)
        if recording:
            made.append(recording)
        else:
            rejected.append(
                Rejected(
                    activity.line,
                    "the activity has no time that can be read, so it cannot be placed "
                    "in the log",
                )
            )
    return Reading(made, rejected, notes)


def _is_polar(file: Activities) -> bool:
    names = [file.author, *(one.creator for one in file.found)]
    return any("polar" in name.casefold().split("(")[0] for name in names)


def _nothing(file: Activities, broken: xml_events.Break | None) -> str:
    """Why a file holds no activity."""
    if broken:
        return (
            f"The TCX file is damaged at line {broken.line:,}, character "
            f"{broken.column:,}, and no activity comes before that. Export it again."
        )
    if file.courses:
        return (
            "This TCX file holds a course to follow, not a recorded activity. Export the "
            "activity itself."
        )
    if file.workouts:
        return (
            "This TCX file holds a planned workout, not a recorded activity. Export the "
            "activity itself."
        )
    return "This TCX file holds no activity: there is nothing in it to read."


def _recording(
    activity: Activity, file: Activities, *, is_wall: bool, notes: list[str]
) -> Recording | None:
    ordered = track_points.in_order(activity.table())
    start_s = _start_s(activity, ordered)
    if math.isnan(start_s):
        return None
    notes += ordered.notes(f"the activity at line {activity.line:,}")
    last_s = float(ordered.table["instant_s"][-1]) if _count(ordered) else math.nan
    moving_s = _total([one.time_s for one in activity.laps])
    span_s = last_s - start_s
    if activity.is_merged:
        # The times of the pieces add up to more than the workout.
        moving_s = math.nan
    pauses = _pauses(activity, span_s - moving_s)
    table = track_points.located(
        ordered.table, [end for _, end in pauses], is_recorded=True
    )
    return Recording(
        sport=_sport(activity),
        start_utc_s=None if is_wall else start_s,
        start_local_s=_local_s(start_s, file.offset_s, is_wall=is_wall),
        title=activity.plan or None,
        note=activity.notes or None,
        distance_m=_total([one.distance_m for one in activity.laps]),
        moving_s=moving_s,
        elapsed_s=_largest(span_s, moving_s),
        avg_hr=_mean(activity.laps, [one.avg_hr for one in activity.laps]),
        max_hr=_largest(*(one.max_hr for one in activity.laps)),
        cadence_spm=_cadence(activity.laps, table),
        samples=track_points.samples(table, start_s) if _count(ordered) else {},
        pauses=[(begin - start_s, end - start_s) for begin, end in pauses],
        laps=_laps(activity.laps, start_s, last_s),
        line=activity.line,
    )


def _count(ordered: Ordered) -> int:
    return len(ordered.table["instant_s"])


def _start_s(activity: Activity, ordered: Ordered) -> float:
    """When the activity began: with its first lap, unless the points deny that."""
    first = float(ordered.table["instant_s"][0]) if _count(ordered) else math.nan
    stated = next(
        (one.start_s for one in activity.laps if not math.isnan(one.start_s)),
        activity.id_s,
    )
    if math.isnan(first) or activity.is_merged:
        return stated if math.isnan(first) else first
    return stated if 0 <= first - stated <= MAX_EARLY_S else first


def _local_s(start_s: float, offset_s: float | None, *, is_wall: bool) -> float | None:
    if is_wall:
        return start_s
    return None if offset_s is None else start_s + offset_s


def _pauses(activity: Activity, paused_s: float) -> list[tuple[float, float]]:
    """The gaps between tracks that are no laps, as instants.

    Args:
        activity: with its tracks.
        paused_s: what the watch did not count; negative where the file counts more
            than there was, and then there was no pause.
    """
    if paused_s <= MIN_PAUSE_S:
        return []
    out = []
    last = math.nan
    for first, end in activity.stretches():
        if first - last > LAP_GAP_S:
            out.append((last, first))
        last = end if math.isnan(last) else max(last, end)
    return out


def _sport(activity: Activity) -> str | None:
    """The sport of the activity; what it leaves open, its plan or its notes may say."""
    named = activity.sport.strip()
    if not named or sport(named).kind in (UNKNOWN, WORKOUT):
        if activity.plan and sport(activity.plan).kind not in (UNKNOWN, WORKOUT):
            return activity.plan
        if speaks_of_lifting(activity.plan) or speaks_of_lifting(activity.notes):
            return "Strength Training"
    return named or None


def _total(values: Sequence[float]) -> float:
    """The sum, where every lap has a value."""
    total = sum(values) if values else math.nan
    return total if total > 0 else math.nan


def _largest(*values: float) -> float:
    return max((one for one in values if not math.isnan(one)), default=math.nan)


def _mean(laps: Sequence[TcxLap], values: Sequence[float]) -> float:
    """The mean of the laps, each by its time; missing where one of them is."""
    known = [
        (one.time_s, value)
        for one, value in zip(laps, values, strict=True)
        if one.time_s
    ]
    time_s = sum(weight for weight, _ in known)
    if not known or not time_s > 0:
        return math.nan
    return sum(weight * value for weight, value in known) / time_s


def _cadence(laps: Sequence[TcxLap], table: Table) -> float:
    """Steps a minute by the laps, where no point has them."""
    if not all(math.isnan(one) for one in table["cadence"].tolist()):
        return math.nan
    mean = _mean(laps, [one.cadence for one in laps])
    if not mean > 0:
        return math.nan
    return mean * 2 if mean < track_points.ONE_LEG else mean


def _laps(laps: Sequence[TcxLap], start_s: float, last_s: float) -> list[Lap]:
    """The laps in order, each lasting until the next."""
    known = sorted(
        (one for one in laps if not math.isnan(one.start_s)),
        key=lambda one: one.start_s,
    )
    ends = [*(one.start_s for one in known[1:]), last_s][: len(known)]
    return [
        Lap(
            start_s=max(0.0, one.start_s - start_s),
            distance_m=one.distance_m,
            moving_s=one.time_s,
            # A lap that lasted longer than until the next is how Garmin rounds.
            elapsed_s=_largest(end - one.start_s, one.time_s),
            avg_hr=one.avg_hr,
            max_hr=one.max_hr,
            trigger=_TRIGGERS.get(one.trigger.casefold()),
            intensity=_INTENSITIES.get(one.intensity.casefold()),
        )
        for one, end in zip(known, ends, strict=True)
    ]


IMPORTER = Tcx()

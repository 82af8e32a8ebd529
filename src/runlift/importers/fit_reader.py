"""From the messages of a FIT file to its activities."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from runlift.importers import fit_messages, fit_strength
from runlift.importers.fit_messages import Message, Messages, number, numbers, text
from runlift.importers.fit_samples import beats, both_legs, samples
from runlift.importers.recordings import Lap, Recording
from runlift.units import Floats

Bools = npt.NDArray[np.bool_]

_MOST_SESSIONS = 50
"""Activities in one file; a triathlon with its changes has five."""

_QUARTER_S = 900
_FARTHEST_S = 14 * 3600
_TRIGGERS = {
    "manual": "manual",
    "distance": "distance",
    "time": "time",
    "position_start": "position",
    "position_lap": "position",
    "position_waypoint": "position",
    "position_marked": "position",
}
_INTENSITIES = {
    "active": "active",
    "interval": "active",
    "rest": "rest",
    "recovery": "rest",
    "warmup": "warmup",
    "cooldown": "cooldown",
}
_ACTIVITIES = ("activity", "activity_summary")
_OTHER_FILES = {
    "monitoring_a": "the steps and pulse of a day",
    "monitoring_b": "the steps and pulse of a day",
    "monitoring_daily": "the steps and pulse of a day",
    "settings": "settings of the watch",
    "device": "settings of the watch",
    "sport": "settings of the watch",
    "workout": "a planned workout",
    "schedules": "a plan",
    "course": "a course to follow",
    "goals": "goals",
    "totals": "totals",
    "weight": "weighings",
    "blood_pressure": "blood pressures",
    "segment": "a segment",
    "segment_list": "segments",
}
_WORDLESS = ("generic", "all")
"""Sports that say nothing."""


@dataclass(frozen=True, slots=True)
class FitFile:
    """What one FIT file holds."""

    recordings: Sequence[Recording] = ()
    masses: Sequence[tuple[float, float]] = ()
    """Weighings: seconds since 1970 UTC, and kg."""
    other: str | None = None
    """What the file is about, when it is no activity."""
    damage: str | None = None
    """What was wrong with it, as a part of a sentence."""


@dataclass(frozen=True, slots=True)
class _Span:
    """From when to when a session lasted, seconds since 1970, and whether it is alone."""

    begin: float
    end: float
    is_part: bool
    is_last: bool

    def holds(self, moments: Floats) -> Bools:
        """Which moments lie in it; the end of one session is the start of the next."""
        if not self.is_part:
            return np.ones(len(moments), dtype=bool)
        return np.asarray(
            (moments >= self.begin) & (self.is_last | (moments < self.end))
        )


def read(content: bytes) -> FitFile:
    """The activities of a FIT file; what a damaged one still has."""
    messages = fit_messages.read(content)
    masses = _masses(messages)
    kinds = [one.get("type") for one in messages.all("file_id")]
    # A course has records as well, of a run that nobody has run yet.
    is_activity = not kinds or any(kind in _ACTIVITIES for kind in kinds)
    has_any = bool(messages.records or messages.all("session"))
    if not (is_activity and has_any):
        other = _OTHER_FILES.get(str(kinds[0]) if kinds else "", "no activity")
        return FitFile(masses=masses, other=other, damage=messages.damage)
    sessions = _distinct(messages.all("session")) or [{}]
    damage = messages.damage
    if len(sessions) > _MOST_SESSIONS:
        damage = f"it says to hold {len(sessions):,} activities"
        sessions = sessions[:_MOST_SESSIONS]
    spans = _spans(sessions, messages.records.numbers("timestamp"))
    made = [
        _recording(messages, session, span)
        for session, span in zip(sessions, spans, strict=True)
        # From swimming to cycling: changing shoes is no training.
        if session.get("sport") != "transition"
    ]
    return FitFile(made, masses, damage=damage)


def _recording(messages: Messages, session: Message, span: _Span) -> Recording:
    records = messages.records
    measured = samples(
        records.where(span.holds(records.numbers("timestamp"))),
        span.begin,
        messages.all("hr"),
        is_part=span.is_part,
    )
    is_real = span.begin >= fit_messages.FIRST_REAL_S
    offset = _offset(messages)
    steps = number(session, "avg_running_cadence", "avg_cadence")
    steps += np.nan_to_num(number(session, "avg_fractional_cadence"))
    return Recording(
        sport=_sport(session, messages, is_part=span.is_part),
        start_utc_s=span.begin if is_real else None,
        start_local_s=span.begin + offset if is_real and offset is not None else None,
        title=text(messages.first("workout"), "wkt_name"),
        distance_m=number(session, "total_distance"),
        moving_s=number(session, "total_timer_time"),
        elapsed_s=number(session, "total_elapsed_time"),
        ascent_m=number(session, "total_ascent"),
        descent_m=number(session, "total_descent"),
        avg_hr=beats(number(session, "avg_heart_rate")),
        max_hr=beats(number(session, "max_heart_rate")),
        cadence_spm=np.nan if "cadence_spm" in measured else both_legs(steps),
        power_w=_positive(number(session, "avg_power")),
        temperature_c=number(session, "avg_temperature"),
        rpe=_positive(number(session, "workout_rpe") / 10),
        samples=measured,
        pauses=_pauses(messages.all("event"), span),
        laps=_laps(messages.all("lap"), span),
        sets=fit_strength.sets(
            _within(messages.all("set"), span), messages.all("exercise_title")
        ),
    )


def _within(messages: Sequence[Message], span: _Span) -> list[Message]:
    """The messages that begin in the span."""
    moments = numbers(messages, "start_time", "timestamp")
    return [messages[place] for place in np.flatnonzero(span.holds(moments)).tolist()]


def _distinct(sessions: Sequence[Message]) -> list[Message]:
    """The sessions, each once: a file that was stitched together has some twice."""
    names = ("start_time", "total_elapsed_time", "total_distance", "sport")
    return list(
        {tuple(one.get(name) for name in names): one for one in sessions}.values()
    )


def _spans(sessions: Sequence[Message], times: Floats) -> list[_Span]:
    """When each session began and ended, none later than the next one began."""
    known = times[~np.isnan(times)]
    made = []
    for place, one in enumerate(sessions):
        begin = number(one, "start_time")
        if np.isnan(begin) and len(known):
            begin = float(known[0])
        end = begin + number(one, "total_elapsed_time")
        if np.isnan(end):
            end = float(known[-1]) if len(known) else begin
        following = [
            start
            for other in sessions
            if (start := number(other, "start_time")) > begin
        ]
        is_last = place + 1 == len(sessions)
        made.append(_Span(begin, min([end, *following]), len(sessions) > 1, is_last))
    return made


def _sport(session: Message, messages: Messages, *, is_part: bool) -> str | None:
    """The sport in words, the finer part first: `trail running`.

    Whoever mixes sports and calls one part generic means something else than running.
    """
    if is_part and session.get("sport") == "generic":
        return "other activity"
    source = session if session.get("sport") is not None else messages.first("sport")
    words = [text(source, "sub_sport"), text(source, "sport")]
    known = [word for word in words if word and word not in _WORDLESS]
    number_of = source.get("sport")
    if not known and isinstance(number_of, int):
        # Younger than the profile: it has a number, and running has a name.
        return f"sport {number_of}"
    return " ".join(known).replace("_", " ") or None


def _offset(messages: Messages) -> float | None:
    """Wall clock minus UTC, where the watch wrote a believable one.

    Garmin writes it; others write 0 wherever they are, and a watch whose clock was never
    set writes nonsense.
    """
    activity = messages.first("activity")
    offset = number(activity, "local_timestamp") - number(activity, "timestamp")
    if np.isnan(offset) or abs(offset) > _FARTHEST_S:
        return None
    quarters = round(offset / _QUARTER_S)
    is_garmin = messages.first("file_id").get("manufacturer") == "garmin"
    if abs(offset - quarters * _QUARTER_S) > 60 or (quarters == 0 and not is_garmin):
        return None
    return float(quarters * _QUARTER_S)


def _pauses(events: Sequence[Message], span: _Span) -> list[tuple[float, float]]:
    """From each stop of the timer to the next start, in seconds from the start."""
    made: list[tuple[float, float]] = []
    stopped: float | None = None
    for one in events:
        if one.get("event") != "timer":
            continue
        at = number(one, "timestamp") - span.begin
        kind = str(one.get("event_type"))
        if kind.startswith("stop"):
            stopped = at if stopped is None else stopped
        elif kind == "start" and stopped is not None:
            if 0 <= stopped < at <= span.end - span.begin + 1:
                made.append((stopped, at))
            stopped = None
    return made


def _laps(messages: Sequence[Message], span: _Span) -> list[Lap]:
    """The laps of a session; one lap over all of it is none."""
    made = []
    for one in _within(messages, span):
        start = number(one, "start_time")
        if np.isnan(start):
            continue
        by_plan = one.get("wkt_step_index") is not None
        by_watch = _TRIGGERS.get(str(one.get("lap_trigger")))
        made.append(
            Lap(
                start_s=start - span.begin,
                distance_m=number(one, "total_distance"),
                moving_s=number(one, "total_timer_time"),
                elapsed_s=number(one, "total_elapsed_time"),
                avg_hr=beats(number(one, "avg_heart_rate")),
                max_hr=beats(number(one, "max_heart_rate")),
                ascent_m=number(one, "total_ascent"),
                trigger="workout" if by_plan else by_watch,
                intensity=_INTENSITIES.get(str(one.get("intensity"))),
            )
        )
    return made if len(made) > 1 else []


def _masses(messages: Messages) -> list[tuple[float, float]]:
    found = [
        (number(one, "timestamp"), number(one, "weight"))
        for one in messages.all("weight_scale")
    ]
    return [
        (at, mass) for at, mass in found if at >= fit_messages.FIRST_REAL_S and mass > 0
    ]


def _positive(value: float) -> float:
    return value if value > 0 else np.nan

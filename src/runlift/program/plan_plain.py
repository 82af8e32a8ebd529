"""A plan as plain values and back: what the text, the JSON and a backup have in common.

Keys that a program's file has too are named and written as there (`docs/programs.md`).
"""

import difflib
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from runlift.exercises.catalogue import Exercise
from runlift.program.entries import Entries
from runlift.program.plan import (
    Change,
    Plan,
    PlannedExercise,
    PlannedKind,
    PlannedSession,
    Race,
    Status,
    in_order,
)
from runlift.program.templates import ORIGINS, Origin, RepsMode
from runlift.program.toml_lines import Place

KINDS = ("lift", "run")
STATUSES = ("planned", "skipped")
CHANGES = ("deload", "taper", "race_week", "recovery")
PRIORITIES = ("A", "B")
AMRAP, LONGEST = "amrap", "max"

PLAN_KEYS = (
    "id",
    "name",
    "program",
    "first_day",
    "races",
    "notes",
    "choices",
    "sessions",
)
RACE_KEYS = ("day", "priority", "distance_m", "name")
SESSION_KEYS = (
    "id",
    "kind",
    "week",
    "day",
    "start_h",
    "hours",
    "title",
    "status",
    "done_id",
    "note",
    "class",
    "workout",
    "phase",
    "origin",
    "change",
    "exercises",
)
EXERCISE_KEYS = (
    "exercise",
    "sets",
    "reps",
    "seconds",
    "load_kg",
    "percent",
    "rir",
    "rest_s",
    "pause_s",
    "fast",
    "per_side",
    "per_side_assumed",
    "note",
    "reason",
)

# Far wider than any program's: they keep mistakes out, not training.
_MOST_WEEKS, _MOST_SETS, _MOST_REPS, _MOST_SECONDS = 520, 100, 1000, 86_400
_MOST_KG, _MOST_PERCENT, _MOST_RIR, _MOST_HOURS = 2000, 200, 20, 48
_FARTHEST_M = 1e6
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def as_plain(plan: Plan) -> dict[str, Any]:
    """The plan in values that JSON knows; what has its default is left out."""
    return _filled(
        id=plan.plan_id,
        name=plan.name,
        program=plan.program_id,
        first_day=plan.first_day.isoformat(),
        races=[_race_out(one) for one in plan.races],
        notes=list(plan.notes),
        choices=plan.choices or None,
        sessions=[_session_out(one) for one in plan.sessions],
    )


def _race_out(race: Race) -> dict[str, Any]:
    return _filled(
        day=race.day.isoformat(),
        priority=race.priority,
        distance_m=race.distance_m,
        name=race.name or None,
    )


def _session_out(one: PlannedSession) -> dict[str, Any]:
    return _filled(
        id=one.planned_id,
        kind=one.kind,
        week=one.week,
        day=one.day.isoformat(),
        start_h=one.start_h,
        hours=one.hours,
        title=one.title,
        status=one.status if one.status != "planned" else None,
        done_id=one.done_id,
        note=one.note or None,
        **{"class": one.run_class or None},
        workout=one.workout_id or None,
        phase=one.phase or None,
        origin=one.origin if one.origin != "own" else None,
        change=one.change or None,
        exercises=[exercise_out(each) for each in one.exercises] or None,
    )


def exercise_out(one: PlannedExercise) -> dict[str, Any]:
    """One planned exercise in plain values."""
    return _filled(
        exercise=one.exercise_id,
        sets=one.sets,
        reps=_reps_out(one),
        seconds=_seconds_out(one),
        load_kg=one.load_kg,
        percent=one.percent,
        rir=_pair_out(one.rir),
        rest_s=one.rest_s,
        pause_s=one.pause_s,
        fast=one.is_fast or None,
        per_side=one.is_per_side or None,
        per_side_assumed=one.is_side_assumed or None,
        note=one.note or None,
        reason=one.reason or None,
    )


def _reps_out(one: PlannedExercise) -> Any:
    if one.mode == "amrap":
        return AMRAP
    if one.reps is None:
        return None
    # A range stays one, even where both its ends are the same.
    return one.reps[0] if one.mode == "fixed" else list(one.reps)


def _seconds_out(one: PlannedExercise) -> Any:
    if one.mode != "time":
        return None
    return LONGEST if one.seconds is None else _pair_out(one.seconds)


def _pair_out(pair: tuple[float, float] | None) -> Any:
    if pair is None:
        return None
    return pair[0] if pair[0] == pair[1] else list(pair)


def _filled(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def from_plain(
    values: Mapping[str, Any],
    file: str,
    lines: Mapping[Place, int],
    exercises: Mapping[str, Exercise],
) -> Plan:
    """The plan that plain values describe.

    Args:
        values: what `as_plain` gives.
        file: what errors call the file.
        lines: the line of each value, where it is known.
        exercises: the catalogue, the athlete's own exercises among it.

    Raises:
        DataFileError: something is missing, unknown or out of bounds; the message says
            where, what, and what to do.
    """
    root = Entries(file, values, lines)
    root.only(PLAN_KEYS)
    sessions = [_session(one, exercises) for one in _tables(root, "sessions")]
    _check_ids(root, sessions)
    choices = values.get("choices", {})
    if not isinstance(choices, dict):
        raise root.error("choices", "must be an object, write it as {...}")
    return Plan(
        plan_id=_words(root, "id"),
        name=_words(root, "name"),
        program_id=_words(root, "program"),
        first_day=_monday(root),
        sessions=in_order(sessions),
        races=tuple(_race(one) for one in _tables(root, "races")),
        notes=_notes(root),
        choices=choices,
    )


def _check_ids(root: Entries, sessions: list[PlannedSession]) -> None:
    seen: set[str] = set()
    for place, one in enumerate(sessions):
        if one.planned_id in seen:
            where = Entries(
                root.file,
                {"id": one.planned_id},
                root.lines,
                ("sessions", place),
            )
            raise where.error("id", "is another session's too, give each its own")
        seen.add(one.planned_id)


def _monday(root: Entries) -> date:
    found = _day(root, "first_day")
    if found.weekday():
        raise root.error(
            "first_day", "is no Monday, and a plan begins on one: write that day"
        )
    return found


def _notes(root: Entries) -> tuple[str, ...]:
    notes = root.values.get("notes", [])
    if not isinstance(notes, list) or not all(isinstance(one, str) for one in notes):
        raise root.error("notes", "must be a list of texts")
    return tuple(notes)


def _race(entry: Entries) -> Race:
    entry.only(RACE_KEYS)
    return Race(
        day=_day(entry, "day"),
        priority=cast("Any", entry.one_of("priority", PRIORITIES)),
        distance_m=_number(entry, "distance_m", _FARTHEST_M),
        name=_words(entry, "name", ""),
    )


def _session(entry: Entries, exercises: Mapping[str, Exercise]) -> PlannedSession:
    entry.only(SESSION_KEYS)
    return PlannedSession(
        planned_id=_words(entry, "id"),
        kind=cast("PlannedKind", entry.one_of("kind", KINDS)),
        week=entry.whole("week", 1, _MOST_WEEKS),
        day=_day(entry, "day"),
        start_h=entry.number("start_h", 0, 24),
        hours=entry.number("hours", 0, _MOST_HOURS),
        title=_words(entry, "title"),
        status=cast("Status", entry.one_of("status", STATUSES, "planned")),
        done_id=_words(entry, "done_id") if "done_id" in entry.values else None,
        note=_words(entry, "note", ""),
        run_class=_words(entry, "class", ""),
        workout_id=_words(entry, "workout", ""),
        phase=_words(entry, "phase", ""),
        origin=cast("Origin", entry.one_of("origin", ORIGINS, "own")),
        change=cast(
            "Change",
            entry.one_of("change", CHANGES) if "change" in entry.values else "",
        ),
        exercises=tuple(
            _exercise(one, exercises) for one in _tables(entry, "exercises")
        ),
    )


def _exercise(entry: Entries, exercises: Mapping[str, Exercise]) -> PlannedExercise:
    entry.only(EXERCISE_KEYS)
    mode, reps, seconds = _amount(entry)
    return PlannedExercise(
        exercise_id=_known(entry, exercises),
        sets=entry.whole("sets", 1, _MOST_SETS),
        mode=mode,
        reps=reps,
        seconds=seconds,
        load_kg=_number(entry, "load_kg", _MOST_KG),
        percent=_number(entry, "percent", _MOST_PERCENT),
        rir=entry.range("rir", 0, _MOST_RIR) if "rir" in entry.values else None,
        rest_s=entry.whole("rest_s", 0, _MOST_SECONDS)
        if "rest_s" in entry.values
        else PlannedExercise("", 0, "fixed").rest_s,
        pause_s=_number(entry, "pause_s", _MOST_SECONDS),
        is_fast=entry.flag("fast"),
        is_per_side=entry.flag("per_side"),
        is_side_assumed=entry.flag("per_side_assumed"),
        note=_words(entry, "note", ""),
        reason=_words(entry, "reason", ""),
    )


def _amount(
    entry: Entries,
) -> tuple[RepsMode, tuple[int, int] | None, tuple[float, float] | None]:
    has = entry.values
    if ("reps" in has) == ("seconds" in has):
        raise entry.error(
            "", 'needs either reps (6, [5, 8] or "amrap") or seconds (30 or "max")'
        )
    if "seconds" in has:
        if has["seconds"] == LONGEST:
            return "time", None, None
        return "time", None, entry.range("seconds", 0, _MOST_SECONDS)
    if has["reps"] == AMRAP:
        return "amrap", None, None
    mode: RepsMode = "range" if isinstance(has["reps"], list) else "fixed"
    return mode, entry.whole_range("reps", 1, _MOST_REPS), None


def _known(entry: Entries, exercises: Mapping[str, Exercise]) -> str:
    key = _words(entry, "exercise")
    if key not in exercises:
        near = near_miss(key, exercises)
        remedy = (
            f"perhaps {near!r} is meant" if near else "correct it, or make it yours"
        )
        raise entry.error(
            "exercise",
            f"is neither in data/exercises.csv nor an exercise of your own, {remedy}",
        )
    return key


def near_miss(word: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    """The known word that was probably meant; empty where none is near."""
    # The search is quadratic, and no word of ours is this long.
    near = difflib.get_close_matches(word, known, n=1) if len(word) <= 80 else []
    return near[0] if near else ""


def _day(entry: Entries, key: str) -> date:
    value = entry.values.get(key)
    try:
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            raise ValueError
        found = date.fromisoformat(value)
    except ValueError:
        raise entry.error(key, "must be a day, write it like 2026-12-01") from None
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise entry.error(key, "is in a year no plan is for, correct it")
    return found


def _number(entry: Entries, key: str, high: float) -> float | None:
    return entry.number(key, 0, high) if key in entry.values else None


def _words(entry: Entries, key: str, default: str | None = None) -> str:
    """A text exactly as it stands; `Entries.text` would trim it."""
    value = entry.values.get(key, default)
    if not isinstance(value, str):
        raise entry.error(key, 'must be a text, write it as "..."')
    return value


def _tables(entry: Entries, key: str) -> list[Entries]:
    """The objects of a list, which may be empty or missing."""
    value = entry.values.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise entry.error(key, "must be a list of objects, write it as [{...}]")
    return [
        Entries(entry.file, one, entry.lines, (*entry.place, key, place))
        for place, one in enumerate(value)
    ]

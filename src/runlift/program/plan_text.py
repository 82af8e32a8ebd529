"""A plan as text for people, diffs and sharing, and back without loss.

`docs/plans.md` explains every word of it. Loads are kilograms with all their digits; what
is shown in an athlete's unit is written by others.
"""

import json
import re
from collections.abc import Iterator, Mapping

from runlift.exercises.catalogue import Exercise
from runlift.program.plan import Plan, PlannedExercise, PlannedSession, Race
from runlift.program.plan_text_items import WEEKDAYS
from runlift.program.plan_text_reader import FIRST_LINE
from runlift.program.plan_text_reader import from_text as from_text
from runlift.program.plan_words import house_label, name
from runlift.program.templates import Origin

_BARE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_HIDDEN = re.compile(
    r"[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]"
)
"""Breaks lines in some editors, or cannot be seen: written as an escape."""


def to_text(plan: Plan, exercises: Mapping[str, Exercise]) -> str:
    """The plan as text; `from_text` gives the same plan back.

    Args:
        plan: the plan.
        exercises: the catalogue: names stand beside ids, as remarks.
    """
    return "\n".join([*_head(plan), *_sessions(plan, exercises)]) + "\n"


def _head(plan: Plan) -> Iterator[str]:
    yield FIRST_LINE
    label = house_label(plan.sessions)
    if label:
        yield f"# {label}"
    yield f"id: {_word(plan.plan_id)}"
    yield f"name: {_quoted(plan.name)}"
    yield f"program: {_word(plan.program_id)}"
    yield f"first day: {plan.first_day.isoformat()}"
    yield from (_race(one) for one in plan.races)
    yield from (f"note: {_quoted(one)}" for one in plan.notes)
    if plan.choices:
        yield f"choices: {_hidden(json.dumps(plan.choices, ensure_ascii=False))}"


def _race(race: Race) -> str:
    parts = ["race:", race.priority, race.day.isoformat()]
    if race.distance_m is not None:
        parts += [_number(race.distance_m), "m"]
    return " ".join([*parts, _quoted(race.name)])


def _sessions(plan: Plan, exercises: Mapping[str, Exercise]) -> Iterator[str]:
    week = 0
    phase, origin = "", "own"
    for place, one in enumerate(plan.sessions):
        if one.week != week:
            week = one.week
            phase, origin = _of_week(plan.sessions[place:])
            yield ""
            yield ", ".join(_week_line(week, phase, origin))
        yield ""
        yield _session(one, phase if one.is_lift else "", origin if one.is_lift else "")
        if one.note:
            yield f"  note: {_quoted(one.note)}"
        for exercise in one.exercises:
            yield from _exercise(exercise, exercises)


def _of_week(rest: tuple[PlannedSession, ...]) -> tuple[str, Origin]:
    """Phase and origin of the first lift of the week that `rest` begins with."""
    for one in rest:
        if one.week != rest[0].week:
            break
        if one.is_lift:
            return one.phase, one.origin
    return "", "own"


def _week_line(week: int, phase: str, origin: str) -> Iterator[str]:
    yield f"== Week {week}"
    if phase:
        yield _quoted(phase)
    if origin != "own":
        yield origin


def _session(one: PlannedSession, phase: str, origin: str) -> str:
    """The line of a session; `phase` and `origin` are what its week says already."""
    parts = [
        f"{WEEKDAYS[one.day.weekday()]} {one.day.isoformat()} {_clock(one.start_h)} {one.kind} "
        f"{_quoted(one.title)}",
        _duration(one.hours),
    ]
    if one.run_class:
        parts.append(f"class {_word(one.run_class)}")
    if one.workout_id:
        parts.append(f"workout {_word(one.workout_id)}")
    if one.phase != phase:
        parts.append(f"phase {_quoted(one.phase)}")
    if one.origin != (origin or "own"):
        parts.append(f"origin {one.origin}")
    if one.change:
        parts.append(one.change)
    if one.status != "planned":
        parts.append(one.status)
    if one.done_id is not None:
        parts.append(f"done {_word(one.done_id)}")
    return ", ".join([*parts, f"id {_word(one.planned_id)}"])


def _exercise(one: PlannedExercise, exercises: Mapping[str, Exercise]) -> Iterator[str]:
    parts = [f"  - {_word(one.exercise_id)}: {one.sets} x {_amount(one)}{_load(one)}"]
    if one.rir is not None:
        parts.append(f"RIR {_pair(one.rir)}")
    parts.append(f"rest {one.rest_s} s")
    if one.pause_s is not None:
        parts.append(f"pause {_number(one.pause_s)} s")
    if one.is_fast:
        parts.append("fast")
    if one.is_per_side:
        parts.append("per side assumed" if one.is_side_assumed else "per side")
    elif one.is_side_assumed:
        parts.append("side assumed")
    yield f"{', '.join(parts)}  # {_hidden(name(one.exercise_id, exercises))}"
    if one.note:
        yield f"    note: {_quoted(one.note)}"
    if one.reason:
        yield f"    why: {_quoted(one.reason)}"


def _amount(one: PlannedExercise) -> str:
    if one.mode == "amrap":
        return "amrap"
    if one.mode == "time":
        return f"{_pair(one.seconds)} s" if one.seconds else "max"
    low, high = one.reps or (1, 1)
    return str(low) if one.mode == "fixed" else f"{low}-{high}"


def _load(one: PlannedExercise) -> str:
    percent = "" if one.percent is None else f"{_number(one.percent)}%"
    if one.load_kg is None:
        return f" @ {percent}" if percent else ""
    load = f" @ {_number(one.load_kg)} kg"
    return f"{load} ({percent})" if percent else load


def _pair(values: tuple[float, float]) -> str:
    low, high = (_number(value) for value in values)
    return low if low == high else f"{low}-{high}"


def _number(value: float) -> str:
    """All digits of a number, and no `.0` at its end."""
    return str(int(value)) if value == int(value) else repr(float(value))


def _clock(start_h: float) -> str:
    """`18:00`, or hours with all their digits where they are no whole minutes."""
    minutes = round(start_h * 60)
    if minutes // 60 + minutes % 60 / 60 == start_h:
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{_number(start_h)}h"


def _duration(hours: float) -> str:
    minutes = round(hours * 60)
    return f"{minutes} min" if minutes / 60 == hours else f"{_number(hours)} h"


def _word(text: str) -> str:
    """An id as it is where it looks like one, else between quotation marks."""
    return text if _BARE.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    """A text between quotation marks, on one line, as JSON has it."""
    return _hidden(json.dumps(text, ensure_ascii=False))


def _hidden(text: str) -> str:
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)

"""A session on a phone: what to lift, what was lifted last time, and a tick for each set.

What it does in the browser lies in `log_sheet_parts/`. It keeps everything in the
browser until it is finished, and then sends the whole session at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Any

import streamlit as st

from runlift.charts.theme import Look, Meaning
from runlift.frames import Profile, logging
from runlift.frames.logging import LastSet, LastTime, ToDo
from runlift.program import plan_words
from runlift.program.plan import PlannedExercise
from runlift.units import WeightUnit, day_text, load_out

STOP = (
    "Stop for chest pain, fainting, unusual breathlessness, or sharp or growing pain, "
    "and see a health professional."
)
_PARTS = Path(__file__).with_name("log_sheet_parts")
_COLOURS: Mapping[str, Meaning] = MappingProxyType(
    {
        "page": "page",
        "surface": "surface",
        "grid": "grid",
        "edge": "neutral",
        "ink": "ink",
        "muted": "muted",
        "accent": "accent",
        "focus": "accent",
        "ok": "ok",
        "ok-text": "ok_text",
        "lift-text": "lift_text",
        "wrong": "conflict",
    }
)
"""What the style sheet calls a colour, and what it means."""

_HEADS = {
    "per_hand": ("a hand", "weight of one hand"),
    "per_side_plates": ("a side", "plates of one side"),
    "bodyweight": ("added", "added weight"),
    "assist": ("help", "weight of help"),
    "none": ("", ""),
}
"""What stands over the weights, after the unit, and what is read of them."""
_HINTS = {
    "per_hand": "The weight is that of one hand.",
    "per_side_plates": "The weight is that of the plates on one side.",
    "bodyweight": "The weight is what you add; empty means your body alone.",
    "assist": "The weight is the help you get.",
}
_TIMED = ("hold", "mobility")
_LIBRARY_KINDS = ("hard", "hold", "plyometric", "throw", "mobility")
_FREE_SETS = 3
_SAME = 0.05
"""Two loads within so many kg are one, however they were converted."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the sheet is about."""

    key: str
    """Under which the browser keeps what is typed."""
    label: str
    exercises: Sequence[ToDo]
    is_free: bool = False
    is_past: bool = False
    """Of a day before today: it is written down afterwards, without a clock running."""
    planned: datetime | None = None
    minutes: int = 60


def sheet(
    about: Sheet,
    last: Mapping[str, LastTime],
    how: Profile,
    look: Look,
    message: tuple[str, str] | None = None,
) -> str | None:
    """Show the sheet; returns what the browser sent once somebody finishes.

    Args:
        about: the session.
        last: what was done last time of everything in the log.
        how: exercises, units, thresholds.
        look: light or dark.
        message: an id and a sentence about why the last attempt was not saved.
    """
    data = {
        **_common(look),
        "key": about.key,
        "label": about.label,
        "exercises": [shape(one, how) for one in about.exercises],
        "library": _library(last, how),
        "unknown": _compact(ToDo("", None, None, None), how),
        "isFree": about.is_free,
        "isPast": about.is_past,
        "planned": about.planned.isoformat() if about.planned else None,
        "minutes": about.minutes,
        "safety": STOP,
        "message": {"id": message[0], "text": message[1]} if message else None,
    }
    answer = _component()(key="log_sheet", data=data, on_finished_change=_heard)
    found = answer.get("finished")
    return found if isinstance(found, str) else None


def forget(key: str, token: str, look: Look) -> None:
    """Let the browser forget a session that has been saved.

    Args:
        key: of the sheet.
        token: of the session as it was sent.
        look: light or dark.
    """
    data = {**_common(look), "key": key, "saved": token, "exercises": None}
    _component()(key="log_sheet", data=data, on_finished_change=_heard)


def shape(one: ToDo, how: Profile) -> dict[str, Any]:
    """One exercise as the browser is told of it."""
    told = _compact(one, how)
    asked = one.asked
    if asked is None:
        return told
    known = one.exercise
    hints = [told.get("hint", "")]
    if asked.is_per_side and "each side" not in hints[0]:
        hints.append("Reps are those of each side.")
    return {
        **told,
        "rest": asked.rest_s,
        "target": _target(asked, how),
        "hint": " ".join(
            one
            for one in (*hints, _doing(asked), plan_words.one_line(asked.note))
            if one
        ),
        "why": plan_words.one_line(asked.reason),
        "whyTitle": "Why this load" if asked.load_kg is not None else "Why",
        "isTimed": asked.mode == "time" or bool(told.get("isTimed")),
        "hasRir": asked.mode != "time" and bool(known is None or known.kind == "hard"),
        "rir": _rir(asked),
        "sets": [
            _planned_set(asked, one.last, place, how.weight_unit)
            for place in range(asked.sets)
        ],
    }


def sets_text(sets: Sequence[LastSet], unit: WeightUnit) -> str:
    """`77.5 × 6, 6, 6, 5`, equal loads told once; seconds for holds."""
    parts = []
    for load, group in groupby(sets, key=lambda one: one.load_kg):
        amounts = ", ".join(_amount(one) for one in group)
        named = bool(load)
        parts.append(f"{_load(load, unit)} × {amounts}" if named else amounts)
    return ", ".join(parts)


def _compact(one: ToDo, how: Profile) -> dict[str, Any]:
    """An exercise without a plan; what is empty is left out."""
    exercise, unit = one.exercise, how.weight_unit
    basis = exercise.load_basis if exercise else "total"
    more, read_as = _HEADS.get(basis, ("", "weight"))
    hints = [_HINTS.get(basis, "")]
    if exercise is not None and exercise.is_unilateral:
        hints.append("Reps are those of each side.")
    told = {
        "id": exercise.exercise_id if exercise else None,
        "name": one.name,
        "head": "" if basis == "none" else f"{unit} {more}".strip(),
        "load": read_as,
        "step": round(load_out(logging.step(exercise, how), unit), 2),
        "rest": logging.rest_s(exercise, how),
        "hint": " ".join(hint for hint in hints if hint),
        "isTimed": exercise is not None and exercise.kind in _TIMED,
        "hasRir": exercise is None or exercise.kind == "hard",
        "last": _last_line(one.last, unit),
        "sets": _free_sets(one.last, unit) if one.last else None,
    }
    return {name: value for name, value in told.items() if value not in ("", None)}


def _library(last: Mapping[str, LastTime], how: Profile) -> list[dict[str, Any]]:
    """Every exercise that can be added, those of the log first."""
    known = [one for one in how.exercises.values() if one.kind in _LIBRARY_KINDS]
    known.sort(key=lambda one: (one.exercise_id not in last, one.name.casefold()))
    return [
        _compact(ToDo(one.name, one, None, last.get(one.exercise_id)), how)
        for one in known
    ]


def _target(asked: PlannedExercise, how: Profile) -> str:
    load = plan_words.load(asked, how.exercises, how.weight_unit)
    reserve = _rir(asked)
    said = plan_words.amount(asked) + (f" @ {load}" if load else "")
    if asked.load_kg is None and asked.percent is not None:
        said += f" @ {plan_words.figure(asked.percent)} % of 1RM"
    return f"{said}, {reserve} in reserve" if reserve else said


def _rir(asked: PlannedExercise) -> str:
    """The reserve as one can feel it: to half a repetition."""
    if asked.rir is None:
        return ""
    low, high = (round(2 * one) / 2 for one in asked.rir)
    return plan_words.pair((low, high))


def _doing(asked: PlannedExercise) -> str:
    said = [
        f"Hold each rep {plan_words.figure(asked.pause_s)} s." if asked.pause_s else "",
        "As fast as possible." if asked.is_fast else "",
    ]
    return " ".join(part for part in said if part)


def _planned_set(
    asked: PlannedExercise, last: LastTime | None, place: int, unit: WeightUnit
) -> dict[str, str]:
    """What stands in a set before anybody types: the target, else the last time."""
    before = last.sets[min(place, len(last.sets) - 1)] if last else None
    load = asked.load_kg
    if load is None and before is not None:
        load = before.load_kg
    return {"kg": _load(load, unit), "n": _asked_amount(asked, before)}


def _asked_amount(asked: PlannedExercise, before: LastSet | None) -> str:
    if asked.mode == "time":
        if asked.seconds:
            return plan_words.figure(asked.seconds[0])
        return (
            plan_words.figure(before.duration_s) if before and before.duration_s else ""
        )
    reps = asked.usual_reps
    done = before.reps if before else None
    if asked.reps is None:
        return str(done or "")
    if asked.mode == "range" and done and before and _is_same(asked, before):
        # With the same load one begins where one stood.
        reps = min(max(done, asked.reps[0]), asked.reps[1])
    return str(reps)


def _is_same(asked: PlannedExercise, before: LastSet) -> bool:
    if asked.load_kg is None or before.load_kg is None:
        return asked.load_kg is None
    return abs(asked.load_kg - before.load_kg) < _SAME


def _free_sets(last: LastTime, unit: WeightUnit) -> list[dict[str, str]]:
    return [
        {"kg": _load(one.load_kg, unit), "n": _amount(one, "")} for one in last.sets
    ] or [{"kg": "", "n": ""}] * _FREE_SETS


def _last_line(last: LastTime | None, unit: WeightUnit) -> str:
    if last is None:
        return ""
    return f"Last time, {day_text(last.day)}: {sets_text(last.sets, unit)}"


def _load(load_kg: float | None, unit: WeightUnit) -> str:
    if load_kg is None:
        return ""
    return plan_words.figure(load_out(load_kg, unit), 2 if unit == "kg" else 1)


def _amount(one: LastSet, seconds: str = " s") -> str:
    if one.reps:
        return str(one.reps)
    return f"{plan_words.figure(one.duration_s, 0)}{seconds}" if one.duration_s else ""


def _common(look: Look) -> dict[str, Any]:
    return {
        "colours": {name: look.colour(meant) for name, meant in _COLOURS.items()},
    }


def _heard() -> None:
    """Streamlit tells of a trigger only if somebody listens for it."""


@cache
def _component() -> Any:
    return st.components.v2.component(
        "runlift_log_sheet",
        html=_part("log_sheet.html"),
        css=_part("log_sheet.css"),
        js=_part("log_sets.js") + _part("log_sheet.js"),
    )


def _part(name: str) -> str:
    return (_PARTS / name).read_text("utf-8")

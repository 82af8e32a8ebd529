"""A plan as a table for spreadsheets: one row a planned exercise, one row a run."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from runlift import spreadsheet
from runlift.exercises.catalogue import Exercise
from runlift.program.plan import Plan, PlannedExercise, PlannedSession
from runlift.program.plan_words import HOUSE_LABEL, clean, name
from runlift.units import WeightUnit, load_out

COLUMNS = (
    "week",
    "phase",
    "origin",
    "label",
    "day",
    "start",
    "minutes",
    "kind",
    "title",
    "run_class",
    "status",
    "change",
    "session_note",
    "place",
    "exercise_id",
    "exercise",
    "sets",
    "reps_low",
    "reps_high",
    "is_amrap",
    "seconds_low",
    "seconds_high",
    "is_per_side",
    "is_side_assumed",
    "load_{unit}",
    "percent_1rm",
    "rir_low",
    "rir_high",
    "rest_s",
    "pause_s",
    "is_fast",
    "note",
    "reason",
    "planned_id",
)
"""Columns may be added, never renamed or dropped; `{unit}` is the athlete's."""


def to_csv(plan: Plan, exercises: Mapping[str, Exercise], unit: WeightUnit) -> str:
    """The plan as CSV; nothing in it runs as a formula.

    Args:
        plan: the plan.
        exercises: the catalogue, the athlete's own among it.
        unit: of the loads.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.format(unit=unit) for column in COLUMNS])
    for row in _rows(plan, exercises, unit):
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def _rows(
    plan: Plan, exercises: Mapping[str, Exercise], unit: WeightUnit
) -> Iterator[list[Any]]:
    for session in plan.sessions:
        before = _of_session(session)
        for place, one in enumerate(session.exercises, 1):
            after = [place, *_of_exercise(one, exercises, unit)]
            yield [*before, *after, session.planned_id]
        if not session.exercises:
            empty = [None] * (len(COLUMNS) - len(before) - 1)
            yield [*before, *empty, session.planned_id]


def _of_session(one: PlannedSession) -> list[Any]:
    return [
        one.week,
        one.phase,
        one.origin,
        HOUSE_LABEL if one.origin == "house" else "",
        one.day.isoformat(),
        f"{one.start:%H:%M}",
        round(one.hours * 60),
        one.kind,
        one.title,
        one.run_class,
        one.status,
        one.change,
        one.note,
    ]


def _of_exercise(
    one: PlannedExercise, exercises: Mapping[str, Exercise], unit: WeightUnit
) -> list[Any]:
    load = None if one.load_kg is None else round(load_out(one.load_kg, unit), 2)
    return [
        one.exercise_id,
        name(one.exercise_id, exercises),
        one.sets,
        *(one.reps or (None, None)),
        one.mode == "amrap",
        *(one.seconds or (None, None)),
        one.is_per_side,
        one.is_side_assumed,
        load,
        one.percent,
        *(one.rir or (None, None)),
        one.rest_s,
        one.pause_s,
        one.is_fast,
        one.note,
        one.reason,
    ]


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, str):
        return spreadsheet.as_text(clean(value))
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value

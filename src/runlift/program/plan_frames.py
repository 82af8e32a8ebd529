"""A plan as frames, the way the store keeps it and transforms look at it, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, cast

import pandas as pd

from runlift.exercises.catalogue import Exercise
from runlift.program.plan import (
    Plan,
    PlannedExercise,
    PlannedSession,
    Race,
    in_order,
)
from runlift.program.session_load import exercise_load, heavy_leg_sets, lift_class
from runlift.science.policy import Policy

_SESSION = {
    "planned_id": "str",
    "kind": "str",
    "week": "int64",
    "day": "datetime64[us]",
    "start_h": "float64",
    "hours": "float64",
    "title": "str",
    "status": "str",
    "done_id": "object",
    "note": "str",
    "run_class": "str",
    "workout_id": "str",
    "phase": "str",
    "origin": "str",
    "change": "str",
}
_EXERCISE = {
    "planned_id": "str",
    "place": "int64",
    "exercise_id": "str",
    "sets": "int64",
    "mode": "str",
    "reps_low": "float64",
    "reps_high": "float64",
    "seconds_low": "float64",
    "seconds_high": "float64",
    "load_kg": "float64",
    "percent": "float64",
    "rir_low": "float64",
    "rir_high": "float64",
    "rest_s": "int64",
    "pause_s": "float64",
    "is_fast": "bool",
    "is_per_side": "bool",
    "is_side_assumed": "bool",
    "note": "str",
    "reason": "str",
}


def about_of(plan: Plan) -> dict[str, Any]:
    """What the store keeps of a plan beside its sessions: plain values."""
    return {
        "name": plan.name,
        "program_id": plan.program_id,
        "first_day": plan.first_day,
        "last_day": plan.last_day,
        "races": [{**asdict(race), "day": race.day.isoformat()} for race in plan.races],
        "notes": list(plan.notes),
        "choices": plan.choices,
    }


def session_frame(sessions: Sequence[PlannedSession]) -> pd.DataFrame:
    """One row a session, its fields as columns; `start_h` and `hours` in h."""
    rows = [[getattr(one, name) for name in _SESSION] for one in sessions]
    return _typed(rows, _SESSION)


def exercise_frame(sessions: Sequence[PlannedSession]) -> pd.DataFrame:
    """One row an exercise of a session: planned_id, place (from 1), and what is asked."""
    rows = []
    for session in sessions:
        for place, one in enumerate(session.exercises, 1):
            reps, seconds, rir = (
                pair or (None, None) for pair in (one.reps, one.seconds, one.rir)
            )
            rows.append(
                [
                    session.planned_id,
                    place,
                    one.exercise_id,
                    one.sets,
                    one.mode,
                    *reps,
                    *seconds,
                    one.load_kg,
                    one.percent,
                    *rir,
                    one.rest_s,
                    one.pause_s,
                    one.is_fast,
                    one.is_per_side,
                    one.is_side_assumed,
                    one.note,
                    one.reason,
                ]
            )
    return _typed(rows, _EXERCISE)


def plan_of(
    about: Mapping[str, Any], sessions: pd.DataFrame, exercises: pd.DataFrame
) -> Plan:
    """The plan that the store keeps as these values and frames."""
    by_session: dict[str, list[PlannedExercise]] = {}
    for row in exercises.sort_values(["planned_id", "place"]).to_dict("records"):
        by_session.setdefault(row["planned_id"], []).append(_exercise(row))
    found = [
        _session(row, tuple(by_session.get(row["planned_id"], ())))
        for row in sessions.to_dict("records")
    ]
    return Plan(
        plan_id=about["plan_id"],
        name=about["name"],
        program_id=about["program_id"],
        first_day=about["first_day"],
        sessions=in_order(found),
        races=tuple(
            Race(**{**race, "day": date.fromisoformat(race["day"])})
            for race in about["races"]
        ),
        notes=tuple(about["notes"]),
        choices=dict(about["choices"]),
    )


def planned_lifts(
    sessions: Sequence[PlannedSession],
    exercises: Mapping[str, Exercise],
    policy: Policy,
) -> pd.DataFrame:
    """Planned lifts as rules look at lifts.

    Returns:
        planned_id, day, start_local, end_local, title, week, leg_load, lift_class,
        article_sets, leg_sets, sets, made_by (the exercises, the heaviest first).
    """
    rows = []
    for one in sessions:
        if not one.is_lift:
            continue
        loads = [
            (exercise_load(asked, exercises[asked.exercise_id], policy), asked)
            for asked in one.exercises
        ]
        legs = sorted((pair for pair in loads if pair[0]), key=lambda pair: -pair[0])
        start = pd.Timestamp(one.start)
        rows.append(
            (
                one.planned_id,
                pd.Timestamp(one.day),
                start,
                start + pd.Timedelta(hours=one.hours),
                one.title,
                one.week,
                sum(load for load, _ in loads),
                lift_class(one.exercises, exercises, policy),
                heavy_leg_sets(one.exercises, exercises, policy),
                sum(asked.sets for _, asked in legs),
                sum(asked.sets for asked in one.exercises),
                ", ".join(
                    f"{asked.sets} sets of {exercises[asked.exercise_id].name}"
                    for _, asked in legs[:3]
                ),
            )
        )
    return _typed(
        rows,
        {
            "planned_id": "str",
            "day": "datetime64[us]",
            "start_local": "datetime64[us]",
            "end_local": "datetime64[us]",
            "title": "str",
            "week": "int64",
            "leg_load": "float64",
            "lift_class": "str",
            "article_sets": "int64",
            "leg_sets": "int64",
            "sets": "int64",
            "made_by": "str",
        },
    )


def planned_runs(plan: Plan) -> pd.DataFrame:
    """Planned runs as rules look at runs.

    Returns:
        planned_id, day, start_local, end_local, title, week, run_class, distance_m (of
        a race, where it is known).
    """
    metres = {race.day: race.distance_m for race in plan.races}
    rows = [
        (
            one.planned_id,
            pd.Timestamp(one.day),
            pd.Timestamp(one.start),
            pd.Timestamp(one.start) + pd.Timedelta(hours=one.hours),
            one.title,
            one.week,
            one.run_class,
            metres.get(one.day) if one.run_class.startswith("race") else None,
        )
        for one in plan.runs
    ]
    return _typed(
        rows,
        {
            "planned_id": "str",
            "day": "datetime64[us]",
            "start_local": "datetime64[us]",
            "end_local": "datetime64[us]",
            "title": "str",
            "week": "int64",
            "run_class": "str",
            "distance_m": "float64",
        },
    )


def planned_work(
    sessions: Sequence[PlannedSession], exercises: Mapping[str, Exercise]
) -> pd.DataFrame:
    """Planned sets as `transforms.program_volumes` counts them, one row an exercise.

    Returns:
        program (always `plan`), variant (`week 3`), week, exercise_id, exercise_kind,
        pattern, is_unilateral, is_per_side, sets, reps_low.
    """
    rows = []
    for session in sessions:
        for one in session.exercises:
            exercise = exercises[one.exercise_id]
            rows.append(
                (
                    "plan",
                    f"week {session.week}",
                    session.week,
                    one.exercise_id,
                    exercise.kind,
                    exercise.pattern,
                    exercise.is_unilateral,
                    one.is_per_side,
                    one.sets,
                    one.reps[0] if one.reps else None,
                )
            )
    return _typed(
        rows,
        {
            "program": "str",
            "variant": "str",
            "week": "int64",
            "exercise_id": "str",
            "exercise_kind": "str",
            "pattern": "str",
            "is_unilateral": "bool",
            "is_per_side": "bool",
            "sets": "int64",
            "reps_low": "float64",
        },
    )


def _typed(rows: Sequence[Sequence[object]], dtypes: Mapping[str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [list(row) for row in rows], columns=list(dtypes), dtype=object
    )
    return frame.astype(dict(dtypes))


def _exercise(row: Mapping[str, Any]) -> PlannedExercise:
    reps = _pair(row, "reps")
    return PlannedExercise(
        exercise_id=row["exercise_id"],
        sets=int(row["sets"]),
        mode=row["mode"],
        reps=None if reps is None else (int(reps[0]), int(reps[1])),
        seconds=_pair(row, "seconds"),
        load_kg=_known(row["load_kg"]),
        percent=_known(row["percent"]),
        rir=_pair(row, "rir"),
        rest_s=int(row["rest_s"]),
        pause_s=_known(row["pause_s"]),
        is_fast=bool(row["is_fast"]),
        is_per_side=bool(row["is_per_side"]),
        is_side_assumed=bool(row["is_side_assumed"]),
        note=row["note"],
        reason=row["reason"],
    )


def _session(
    row: Mapping[str, Any], exercises: tuple[PlannedExercise, ...]
) -> PlannedSession:
    done = row["done_id"]
    return PlannedSession(
        planned_id=row["planned_id"],
        kind=row["kind"],
        week=int(row["week"]),
        day=pd.Timestamp(row["day"]).date(),
        start_h=float(row["start_h"]),
        hours=float(row["hours"]),
        title=row["title"],
        status=row["status"],
        done_id=done if isinstance(done, str) else None,
        note=row["note"],
        run_class=row["run_class"],
        workout_id=row["workout_id"],
        phase=row["phase"],
        origin=row["origin"],
        change=row["change"],
        exercises=exercises,
    )


def _pair(row: Mapping[str, Any], name: str) -> tuple[float, float] | None:
    low, high = _known(row[f"{name}_low"]), _known(row[f"{name}_high"])
    return None if low is None or high is None else (low, high)


def _known(value: Any) -> float | None:
    return None if pd.isna(value) else float(cast("float", value))

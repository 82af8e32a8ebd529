"""The plans of an athlete, and the programs she brought; every change is a new row."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import duckdb
import pandas as pd

from runlift.errors import NotFound
from runlift.store.connect import Store, next_event, record

SESSION_COLUMNS = (
    "planned_id",
    "kind",
    "week",
    "day",
    "start_h",
    "hours",
    "title",
    "status",
    "done_id",
    "note",
    "run_class",
    "workout_id",
    "phase",
    "origin",
    "change",
)
"""One planned session; `exercises` says what it asks for."""

EXERCISE_COLUMNS = (
    "planned_id",
    "place",
    "exercise_id",
    "sets",
    "mode",
    "reps_low",
    "reps_high",
    "seconds_low",
    "seconds_high",
    "load_kg",
    "percent",
    "rir_low",
    "rir_high",
    "rest_s",
    "pause_s",
    "is_fast",
    "is_per_side",
    "is_side_assumed",
    "note",
    "reason",
)
"""One exercise of a planned session."""

_ABOUT = ("name", "program_id", "first_day", "last_day", "races", "notes", "choices")
_JSON = ("races", "notes", "choices")


def save(
    store: Store,
    athlete_id: str,
    plan_id: str,
    about: Mapping[str, Any],
    sessions: pd.DataFrame,
    exercises: pd.DataFrame,
    now: datetime,
) -> None:
    """Store a new plan and follow it from now on; others are kept and not followed.

    Args:
        store: where.
        athlete_id: whose.
        plan_id: a new one.
        about: name, program_id, first_day, last_day, and races, notes and choices as
            plain values.
        sessions: `SESSION_COLUMNS`.
        exercises: `EXERCISE_COLUMNS`.
        now: when.
    """
    with store.transaction() as cursor:
        for row in _rows(cursor, athlete_id):
            if row["is_active"]:
                _write(cursor, athlete_id, now, {**row, "is_active": False})
        said = {**about, **{key: json.dumps(about[key]) for key in _JSON}}
        _write(
            cursor,
            athlete_id,
            now,
            {"plan_id": plan_id, **said, "is_active": True, "is_deleted": False},
        )
        _append(cursor, "planned_session", athlete_id, plan_id, sessions, now)
        _append(cursor, "planned_set", athlete_id, plan_id, exercises, now)


def change(
    store: Store,
    athlete_id: str,
    plan_id: str,
    sessions: pd.DataFrame,
    exercises: pd.DataFrame,
    now: datetime,
) -> None:
    """Store changed sessions of a plan: moved, skipped, with other loads.

    Args:
        store: where.
        athlete_id: whose.
        plan_id: of the plan.
        sessions: the changed ones, `SESSION_COLUMNS`.
        exercises: all exercises of sessions whose exercises changed,
            `EXERCISE_COLUMNS`; of others none.
        now: when.

    Raises:
        NotFound: the athlete has no such plan.
    """
    with store.transaction() as cursor:
        _plan_row(cursor, athlete_id, plan_id)
        _append(cursor, "planned_session", athlete_id, plan_id, sessions, now)
        _append(cursor, "planned_set", athlete_id, plan_id, exercises, now)


def follow(store: Store, athlete_id: str, plan_id: str | None, now: datetime) -> None:
    """Follow this plan and no other; `None`: none at all.

    Raises:
        NotFound: the athlete has no such plan.
    """
    with store.transaction() as cursor:
        if plan_id is not None:
            _plan_row(cursor, athlete_id, plan_id)
        for row in _rows(cursor, athlete_id):
            is_active = row["plan_id"] == plan_id
            if row["is_active"] != is_active:
                _write(cursor, athlete_id, now, {**row, "is_active": is_active})


def rename(
    store: Store, athlete_id: str, plan_id: str, name: str, now: datetime
) -> None:
    """Give a plan another name.

    Raises:
        NotFound: the athlete has no such plan.
    """
    with store.transaction() as cursor:
        row = _plan_row(cursor, athlete_id, plan_id)
        _write(cursor, athlete_id, now, {**row, "name": name})


def forget(store: Store, athlete_id: str, plan_id: str, now: datetime) -> None:
    """Take a plan away; what was done by it stays in the log.

    Raises:
        NotFound: the athlete has no such plan.
    """
    with store.transaction() as cursor:
        row = _plan_row(cursor, athlete_id, plan_id)
        gone = {**row, "is_active": False, "is_deleted": True}
        _write(cursor, athlete_id, now, gone)


def plans(store: Store, athlete_id: str) -> list[dict[str, Any]]:
    """Every plan: plan_id, name, program_id, days, is_active, races, notes, choices.

    The one that is followed first, then the newest. `version` rises with every change.
    """
    found = store.ask("plans", athlete=athlete_id)
    return [_plain(dict(row)) for row in found.to_dict("records")]


def made(store: Store, athlete_id: str) -> int:
    """How many plans there ever were, those that were taken away among them."""
    return int(store.ask("plans_made", athlete=athlete_id)["made"].iloc[0])


def planned(
    store: Store, athlete_id: str, plan_id: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The sessions of a plan and their exercises, as `save` takes them."""
    return (
        store.ask("planned_sessions", athlete=athlete_id, plan=plan_id),
        store.ask("planned_exercises", athlete=athlete_id, plan=plan_id),
    )


def keep_program(
    store: Store, athlete_id: str, program_id: str, content: str | None, now: datetime
) -> None:
    """Remember a program the athlete brought, as TOML; `None` takes it away."""
    with store.transaction() as cursor:
        values = {"program_id": program_id, "content": content}
        record(cursor, "own_program", athlete_id, now, values)


def own_programs(store: Store, athlete_id: str) -> dict[str, str]:
    """The TOML of every program the athlete brought, by its id."""
    found = store.ask("own_programs", athlete=athlete_id)
    return dict(zip(found["program_id"], found["content"], strict=True))


def _rows(
    cursor: duckdb.DuckDBPyConnection, athlete_id: str
) -> Sequence[dict[str, Any]]:
    """The plans as they are stored, to be written again with a change."""
    columns = ("plan_id", *_ABOUT, "is_active", "is_deleted")
    found = cursor.execute(
        f"select {', '.join(columns)} from current_plan "
        "where athlete_id = ? and not is_deleted order by plan_id",
        [athlete_id],
    ).fetchall()
    return [dict(zip(columns, row, strict=True)) for row in found]


def _plan_row(
    cursor: duckdb.DuckDBPyConnection, athlete_id: str, plan_id: str
) -> dict[str, Any]:
    for row in _rows(cursor, athlete_id):
        if row["plan_id"] == plan_id:
            return row
    raise NotFound("There is no such plan.")


def _write(
    cursor: duckdb.DuckDBPyConnection,
    athlete_id: str,
    now: datetime,
    values: Mapping[str, Any],
) -> None:
    record(cursor, "plan", athlete_id, now, values)


def _append(
    cursor: duckdb.DuckDBPyConnection,
    table: str,
    athlete_id: str,
    plan_id: str,
    frame: pd.DataFrame,
    now: datetime,
) -> None:
    """All rows as one event."""
    if frame.empty:
        return
    columns = SESSION_COLUMNS if table == "planned_session" else EXERCISE_COLUMNS
    names = ", ".join(columns)
    event = next_event(cursor, table, athlete_id)
    cursor.register("incoming", frame[list(columns)])
    cursor.execute(
        f"insert into {table} (event_no, recorded_at, athlete_id, plan_id, {names}) "
        f"select ?, ?, ?, ?, {names} from incoming",
        [event, now, athlete_id, plan_id],
    )
    cursor.unregister("incoming")


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    for key in _JSON:
        row[key] = json.loads(row[key])
    for key in ("first_day", "last_day"):
        row[key] = _day(row[key])
    return row


def _day(value: Any) -> date:
    day: date = pd.Timestamp(value).date()
    return day

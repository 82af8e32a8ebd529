"""What leaves Runlift: the tables of the command line's contract, and how to write them.

Columns may be added, never renamed or dropped.
"""

import csv
import io
import json
import math
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pandas as pd

from runlift import frames, spreadsheet
from runlift.frames import Profile, Training
from runlift.frames.following import Following
from runlift.model import Athlete, Window
from runlift.program import plan_frames

SETS = (
    "athlete",
    "session_id",
    "start_local",
    "start_utc",
    "time_precision",
    "session_title",
    "exercise_raw",
    "exercise_id",
    "set_no",
    "kind",
    "load_kg",
    "load_basis",
    "reps",
    "duration_s",
    "distance_m",
    "rpe",
    "side",
    "rest_s",
    "is_warmup",
    "is_hard",
    "e1rm_kg",
    "leg_points",
    "source_format",
    "source_file",
    "is_doubtful",
    "block_no",
    "superset",
    "set_note",
    "session_s",
    "session_note",
    "tz_source",
)
SESSIONS = (
    "athlete",
    "session_id",
    "start_local",
    "start_utc",
    "time_precision",
    "duration_s",
    "session_title",
    "sets",
    "hard_sets",
    "leg_sets",
    "unmapped_sets",
    "leg_load",
    "lift_class",
    "made_by",
    "source_format",
    "source_file",
)
RUNS = (
    "athlete",
    "run_id",
    "start_local",
    "start_utc",
    "time_precision",
    "sport",
    "surface",
    "distance_m",
    "moving_s",
    "elapsed_s",
    "ascent_m",
    "avg_hr",
    "max_hr",
    "title",
    "class",
    "is_long",
    "is_key",
    "is_race",
    "class_reasons",
    "source_format",
    "source_file",
    "is_doubtful",
)
STRENGTH = (
    "day",
    "session_id",
    "exercise_id",
    "exercise",
    "e1rm_kg",
    "load_kg",
    "reps",
    "effective_reps",
    "quality",
    "is_lower_bound",
    "is_pr",
)
VOLUME = ("week", "muscle", "sets", "direct_sets", "indirect_sets")
FINDINGS = (
    "finding_id",
    "severity",
    "rule",
    "lift_session_id",
    "lift_start",
    "lift_end",
    "lift_class",
    "leg_load",
    "run_id",
    "run_start",
    "run_class",
    "hours",
    "threshold_h",
    "time_assumed",
    "day",
    "reasons",
    "fixes",
    "others",
)


PLAN = (
    "plan",
    "planned_id",
    "kind",
    "week",
    "day",
    "start_local",
    "minutes",
    "title",
    "run_class",
    "state",
    "done_id",
    "change",
    "origin",
    "place",
    "exercise_id",
    "exercise",
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
    "is_per_side",
    "reason",
    "note",
)
"""One row an exercise of a planned lift, one row a planned run."""


def _sets(athlete: Athlete, log: Training, how: Profile) -> pd.DataFrame:
    out = log["sets"].assign(athlete=athlete.name, session_title=log["sets"]["title"])
    out["load_basis"] = out["basis"]
    # What leaves is the log: a load nobody believes is in it, and flagged.
    out["load_kg"] = out["logged_load_kg"]
    out["set_note"] = out["note"]
    of_session = log["lifts"].set_index("session_id")
    out["session_note"] = out["session_id"].map(of_session["note"])
    out["tz_source"] = out["session_id"].map(of_session["tz_source"])
    return out[list(SETS)]


def _sessions(athlete: Athlete, log: Training, how: Profile) -> pd.DataFrame:
    lifts = log["lifts"]
    return lifts.assign(athlete=athlete.name, session_title=lifts["title"])[
        list(SESSIONS)
    ]


def _runs(athlete: Athlete, log: Training, how: Profile) -> pd.DataFrame:
    runs = log["runs"].rename(columns={"run_class": "class"})
    runs["distance_m"] = runs["logged_distance_m"]
    return runs.assign(athlete=athlete.name)[list(RUNS)]


def _strength(athlete: Athlete, log: Training, how: Profile) -> pd.DataFrame:
    out = frames.strength_sessions(log, how).sort_values(
        ["day", "session_id", "exercise_id"], ignore_index=True
    )
    return out[list(STRENGTH)]


def _volume(athlete: Athlete, log: Training, how: Profile) -> pd.DataFrame:
    return frames.volume_weeks(log, how)[list(VOLUME)]


def _findings(athlete: Athlete, log: Training, how: Profile) -> pd.DataFrame:
    return log["findings"][list(FINDINGS)]


TABLES: dict[str, Callable[[Athlete, Training, Profile], pd.DataFrame]] = {
    "sets": _sets,
    "sessions": _sessions,
    "runs": _runs,
    "findings": _findings,
    "volume": _volume,
    "strength": _strength,
}
"""What can be exported, by name."""

PLAN_TABLE = "plan"
"""The table that is about what is to come, and needs more than the log."""


def plan(now: Following, how: Profile, window: Window | None = None) -> pd.DataFrame:
    """The plan that is followed, with its next targets, as `PLAN`."""
    sessions = plan_frames.session_frame(now.plan.sessions)
    asked = plan_frames.exercise_frame(now.plan.sessions).rename(
        columns={"note": "exercise_note"}
    )
    out = sessions.merge(asked, on="planned_id", how="left")
    state = now.matched.set_index("planned_id")
    starts = {one.planned_id: pd.Timestamp(one.start) for one in now.plan.sessions}
    names = {key: one.name for key, one in how.exercises.items()}
    out = out.assign(
        plan=now.plan.name,
        start_local=out["planned_id"].map(starts),
        minutes=(60 * out["hours"]).round(),
        state=out["planned_id"].map(state["status"]),
        done_id=out["planned_id"].map(state["done_id"]),
        exercise=out["exercise_id"].map(names),
        note=out["exercise_note"].fillna(out["note"]),
    )
    return _cut(out[list(PLAN)], window)


_WHEN = ("start_local", "day", "week")
_DAYS = ("day", "week")


def table(
    name: str,
    athlete: Athlete,
    log: Training,
    how: Profile,
    window: Window | None = None,
) -> pd.DataFrame:
    """One of `TABLES`, cut to a window of days.

    Weeks belong to the window they begin in.
    """
    return _cut(TABLES[name](athlete, log, how), window)


def _cut(out: pd.DataFrame, window: Window | None) -> pd.DataFrame:
    """The rows of a window of days, days as days."""
    if window is not None:
        when = next(out[column] for column in _WHEN if column in out)
        day = when.dt.normalize()
        out = out[day.between(pd.Timestamp(window.first), pd.Timestamp(window.last))]
    days = {name: out[name].dt.date.astype(object) for name in _DAYS if name in out}
    return out.assign(**days).reset_index(drop=True)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as plain values: ISO times, `None` for what is missing."""
    return [
        {name: _plain(value) for name, value in row.items()}
        for row in frame.to_dict("records")
    ]


def write(frame: pd.DataFrame, form: str) -> bytes:
    """The frame as `csv`, `json` or `parquet`."""
    if form == "json":
        return json.dumps(records(frame), ensure_ascii=False, indent=1).encode() + b"\n"
    if form == "parquet":
        packed = io.BytesIO()
        frame.to_parquet(packed, index=False)
        return packed.getvalue()
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(frame.columns)
    for row in records(frame):
        writer.writerow([_cell(value) for value in row.values()])
    return text.getvalue().encode()


def _plain(value: Any) -> Any:
    if isinstance(value, (list, dict)):
        return value
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, float):
        return round(value, 6) if math.isfinite(value) else None
    if isinstance(value, (datetime, pd.Timestamp)):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value


def _cell(value: Any) -> Any:
    """A value for CSV; text that a spreadsheet would run as a formula gets a quote."""
    if value is None:
        return ""
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        return spreadsheet.as_text(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value

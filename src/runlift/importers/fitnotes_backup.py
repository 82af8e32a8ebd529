"""FitNotes (Android) backup, a SQLite file. Described in docs/formats/fitnotes_backup.md."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from runlift import units
from runlift.errors import UnreadableFile
from runlift.files import Source
from runlift.importers.cells import Mask
from runlift.importers.iso_instants import stamp, stamps
from runlift.importers.numeric_dates import is_date
from runlift.importers.sessions import gather
from runlift.importers.sheet import Sheet
from runlift.importers.sqlite import opened
from runlift.importers.undone import leave_out
from runlift.model import (
    BODY_MASS_COLUMNS,
    Answers,
    Head,
    Parsed,
    Work,
    frame,
)
from runlift.units import KG_PER_LB, Floats

_TABLES = frozenset(("training_log", "exercise", "Category"))
_POUNDS = 2
"""`training_log.unit`: 1 kilograms, 2 pounds, 0 as in the settings."""
_A_SET = 1
"""`Comment.owner_type_id` of a comment on a set."""

_SETS = (
    "_id",
    "exercise_id",
    "date",
    "metric_weight",
    "reps",
    "unit",
    "distance",
    "duration_seconds",
)

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class FitNotesBackup:
    """FitNotes' own database: what the CSV has, and clock times, notes and supersets."""

    slug: str = "fitnotes_backup"
    title: str = "FitNotes for Android (backup)"

    def recognises(self, head: Head) -> bool:
        """By the tables of the database."""
        return head.tables >= _TABLES

    def parse_file(self, source: Source, answers: Answers, work: Work) -> Parsed:
        """Everything inside is metric; a day is a session, as it is in the CSV.

        Raises:
            UnreadableFile: the log is empty or the database damaged.
        """
        with opened(source) as database:
            read = _Reader(database)
            sheet = Sheet(_SETS, *_log(read))
            if not len(sheet):
                raise UnreadableFile(
                    "There is no set in the backup. Make it again on the phone whose "
                    "app shows your workouts."
                )
            return _parsed(sheet, read)


class _Reader:
    """Queries of tables and columns that some versions of the app do not have."""

    def __init__(self, database: sqlite3.Connection):
        self._database = database

    def columns(self, table: str) -> set[str]:
        """The columns of a table, none where there is no such table."""
        return {row[1] for row in self._database.execute(f"pragma table_info({table})")}

    def rows(self, table: str, *columns: str, order: str = "rowid") -> Rows:
        """The rows, with a blank for every column this version does not have."""
        known = self.columns(table)
        if not known & set(columns):
            return []
        wanted = ", ".join(c if c in known else "null" for c in columns)
        return self._database.execute(
            f"select {wanted} from {table} order by {order}"
        ).fetchall()


def _log(read: _Reader) -> tuple[Rows, list[int]]:
    """The sets as text, in the order in which they were logged."""
    rows = read.rows("training_log", *_SETS, order="date, _id")
    cells = [tuple("" if cell is None else str(cell) for cell in row) for row in rows]
    return cells, [int(row[0]) if isinstance(row[0], int) else 0 for row in rows]


def _parsed(sheet: Sheet, read: _Reader) -> Parsed:
    day_cells = sheet.cells("date")
    day = sheet.moments(day_cells, _day)
    values = {
        name: sheet.numbers(sheet.cells(name), name)
        for name in ("metric_weight", "reps", "distance", "duration_seconds")
    }
    nothing = np.all([np.nan_to_num(column) == 0 for column in values.values()], axis=0)
    leave_out(sheet, nothing, "without a weight, repetitions, distance or time")
    seconds = _without_zeros(values["duration_seconds"])
    distance = _without_zeros(values["distance"])
    is_measured = ~np.isnan(seconds) | ~np.isnan(distance)
    reps = values["reps"]
    begun, lasting = _clock(read, day_cells)
    has_clock = ~np.isnat(begun.to_numpy())
    sessions, sets = gather(
        sheet,
        start=day.where(~has_clock, begun).astype("datetime64[us]"),
        key=[],
        exercise=_exercises(sheet, read),
        session={
            "tz_source": "wall",
            "time_precision": np.where(has_clock, "second", "day").tolist(),
            "duration_s": lasting,
            "note": _by_day(read, "WorkoutComment", day_cells),
            # The day, as for the CSV: the same workout from either file is one.
            "source_id": day.dt.strftime("%Y-%m-%d").tolist(),
        },
        sets={
            "kind": "normal",
            "load_kg": _loads(values["metric_weight"], _in_pounds(sheet, read)),
            # 0 repetitions of something timed or measured are none at all.
            "reps": np.where((reps == 0) & is_measured, np.nan, reps),
            "duration_s": seconds,
            "distance_m": distance,
            "superset": _supersets(sheet, read),
            "note": _comments(sheet, read),
        },
    )
    return Parsed(
        sessions=sessions,
        sets=sets,
        body_mass=_body_mass(read),
        rejected=sheet.rejected,
        notes=sheet.notes,
    )


def _day(text: str) -> pd.Timestamp | None:
    read = stamp(text) if is_date(text) else None
    return None if read is None else read.normalize()


def _without_zeros(values: Floats) -> Floats:
    return np.where(values == 0, np.nan, values)


def _exercises(sheet: Sheet, read: _Reader) -> list[str]:
    """The names; a set whose exercise is not in the backup keeps its number."""
    names = {
        str(number): str(name).strip()
        for number, name in read.rows("exercise", "_id", "name")
        if name
    }
    cells = sheet.cells("exercise_id")
    sheet.reject(
        np.array([not cell for cell in cells], dtype=bool), "the exercise is missing"
    )
    nameless = {cell for cell in cells if cell and cell not in names}
    if nameless:
        lost = sum(cell in nameless for cell in cells)
        sheet.note(
            f"The backup does not name {len(nameless)} of its exercises ({lost} sets); "
            "they are called Exercise and their number. Say which exercises they are, "
            "or import the CSV export of the same log, which has the names."
        )
    return [names.get(cell, f"Exercise {cell}") for cell in cells]


def _in_pounds(sheet: Sheet, read: _Reader) -> Mask:
    """The sets entered in pounds; which 0 means stands in the settings."""
    settings = read.rows("settings", "metric")
    usual = bool(settings) and settings[0][0] == 0
    cells = sheet.cells("unit")
    return np.array(
        [c == str(_POUNDS) or (c in ("", "0") and usual) for c in cells], dtype=bool
    )


def _loads(metric: Floats, in_pounds: Mask) -> Floats:
    """Loads in kg as entered: 31.75144 was 70 lb."""
    entered = _without_zeros(metric)
    pounds = np.round(entered / KG_PER_LB, 2)
    return np.where(in_pounds, units.kg(pounds, "lb"), units.kg(entered, "kg"))


def _clock(read: _Reader, days: Sequence[str]) -> tuple[pd.Series, Floats]:
    """When each set's workout began and how long it took, where the app timed it."""
    rows = read.rows("WorkoutTime", "workout_date", "start_date_time", "end_date_time")
    begun = stamps([str(row[1] or "") for row in rows])
    ended = stamps([str(row[2] or "") for row in rows])
    lasting = (ended - begun).dt.total_seconds()
    known = {
        str(row[0])[:10]: (start, seconds)
        for row, start, seconds in zip(rows, begun, lasting, strict=True)
        # A timer started on another day was one left running.
        if not pd.isna(start) and start.strftime("%Y-%m-%d") == str(row[0])[:10]
    }
    found = [known.get(day[:10], (pd.NaT, np.nan)) for day in days]
    starts = pd.Series([start for start, _ in found], dtype="datetime64[us]")
    return starts, np.array([seconds for _, seconds in found], dtype=float)


def _by_day(read: _Reader, table: str, days: Sequence[str]) -> list[str | None]:
    said: dict[str, list[str]] = {}
    for day, comment in read.rows(table, "date", "comment"):
        if comment:
            said.setdefault(str(day)[:10], []).append(str(comment))
    return ["\n".join(said.get(day[:10], [])) or None for day in days]


def _comments(sheet: Sheet, read: _Reader) -> list[str | None]:
    rows = read.rows("Comment", "owner_id", "comment", "owner_type_id")
    said = {str(owner): str(text) for owner, text, of in rows if of == _A_SET and text}
    return [said.get(number) for number in sheet.cells("_id")]


def _supersets(sheet: Sheet, read: _Reader) -> list[str | None]:
    """The group of each set's exercise on its day."""
    rows = read.rows("WorkoutGroupExercise", "date", "exercise_id", "workout_group_id")
    groups = {(str(day)[:10], str(what)): str(group) for day, what, group in rows}
    return [
        groups.get((day[:10], what))
        for day, what in zip(
            sheet.cells("date"), sheet.cells("exercise_id"), strict=True
        )
    ]


def _body_mass(read: _Reader) -> pd.DataFrame:
    """Body weights of the old table and of the measurements that replaced it."""
    old = read.rows("BodyWeight", "date", "body_weight_metric", "_id")
    names: dict[Any, Any] = dict(read.rows("Measurement", "_id", "name"))
    found = [(day, mass, row) for day, mass, row in old]
    found += [
        (day, value * (KG_PER_LB if _is_pounds(read, measure) else 1), row)
        for measure, day, value, row in read.rows(
            "MeasurementRecord", "measurement_id", "date", "value", "_id"
        )
        if names.get(measure) == "Bodyweight" and isinstance(value, int | float)
    ]
    rows = [
        (_day(str(day)), float(mass), row)
        for day, mass, row in found
        if isinstance(mass, int | float) and mass > 0 and _day(str(day)) is not None
    ]
    table = pd.DataFrame(rows, columns=list(BODY_MASS_COLUMNS), dtype=object)
    first = table.drop_duplicates("day").sort_values("day", kind="stable")
    return frame(BODY_MASS_COLUMNS, {n: first[n].to_numpy() for n in BODY_MASS_COLUMNS})


def _is_pounds(read: _Reader, measure: Any) -> bool:
    units_of: dict[Any, Any] = dict(read.rows("Measurement", "_id", "unit_id"))
    names: dict[Any, Any] = dict(read.rows("MeasurementUnit", "_id", "short_name"))
    return names.get(units_of.get(measure)) == "lbs"


IMPORTER = FitNotesBackup()

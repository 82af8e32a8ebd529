"""Rows of a mapped table as sessions and sets."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import pandas as pd

from runlift.importers import row_units, unit_guess
from runlift.importers.cells import Mask
from runlift.importers.numeric_dates import Moments
from runlift.importers.sessions import gather, named_basis
from runlift.importers.sheet import Sheet
from runlift.importers.sports import plain
from runlift.importers.table_cells import (
    KINDS,
    MAX_SETS,
    distances,
    durations,
    lasting,
    numbers,
)
from runlift.importers.table_columns import Columns
from runlift.importers.table_dates import Whens, filled
from runlift.importers.table_written import (
    Rows,
    WrittenSets,
    with_counts,
    with_distances,
    written_sets,
)
from runlift.importers.visits import by_visits
from runlift.model import Answers, Parsed, Question
from runlift.units import Floats


def parse_sets(columns: Columns, answers: Answers) -> Parsed:
    """One row is one set or, with counts, lists or `3x10x60`, several."""
    sheet, mapping = columns.sheet, columns.mapping
    columns.fill_down("date", "time", "title")
    exercise = columns.cells("exercise")
    if mapping.fills_down:
        same_day = [False, *(a == b for a, b in pairwise(columns.cells("date")))]
        exercise = filled(exercise, np.array(same_day, dtype=bool)[: len(sheet)])
    when = columns.whens(answers)
    sheet.reject(
        np.array([not name for name in exercise], dtype=bool), "the exercise is missing"
    )
    seconds = durations(
        sheet, columns.cells("duration"), mapping.duration_unit, columns.decimal
    )
    distance, distance_units = distances(
        sheet, columns.cells("distance"), columns.decimal
    )
    counts = numbers(
        sheet, columns.cells("sets"), "sets", columns.decimal, most=MAX_SETS
    )
    done = with_counts(written_sets(columns, seconds), counts)
    has = np.bincount(done.row, minlength=len(sheet)) > 0
    sheet.reject(
        ~has & np.isnan(distance),
        "the row has no repetitions, no duration and no distance",
    )
    done = with_distances(done, ~has & ~np.isnan(distance))
    order = _order(sheet, when)
    rank = np.full(len(sheet), -1, dtype=np.int64)
    rank[order.row] = np.arange(len(order.row))
    kept = np.flatnonzero(rank[done.row] >= 0)
    done = done.take(kept[np.argsort(rank[done.row[kept]], kind="stable")])
    start = order.start.iloc[rank[done.row]].reset_index(drop=True)
    return _gathered(
        columns, done, when, start, exercise, (distance, distance_units), answers
    )


def _gathered(
    columns: Columns,
    done: WrittenSets,
    when: Whens,
    start: pd.Series,
    exercise: Sequence[str],
    distance: tuple[Floats, list[str]],
    answers: Answers,
) -> Parsed:
    sheet, row = columns.sheet, done.row

    def each(values: Sequence[str]) -> list[str]:
        return [values[place] for place in row.tolist()]

    lasting_s = lasting(
        columns.cells("session_duration"),
        columns.mapping.duration_unit,
        columns.decimal,
    )
    made = Sheet((), [()] * len(row), sheet.lines[row].tolist())
    names, titles = each(exercise), each(columns.cells("title"))
    load_kg, weight_questions = _loads(columns, made, done, names, answers)
    metres, distance_questions = _metres(
        columns, distance[0][row], each(distance[1]), answers
    )
    basis = [
        one.basis or named
        for one, named in zip(done.loads, named_basis(names), strict=True)
    ]
    reps = done.reps
    is_measured = ~np.isnan(done.seconds) | ~np.isnan(metres)
    sessions, sets = gather(
        made,
        start=start,
        key=[titles],
        exercise=names,
        block_starts=_restarts(each(columns.cells("set_no")), row),
        session={
            "start_utc": when.utc.iloc[row].reset_index(drop=True),
            "tz_source": each(when.source),
            "time_precision": each(when.precision),
            "duration_s": lasting_s[row],
            "title": [title or None for title in titles],
        },
        sets={
            "kind": each(_kinds(columns)),
            "load_kg": load_kg,
            "load_basis": basis,
            "reps": np.where((reps == 0) & is_measured, np.nan, reps),
            "duration_s": done.seconds,
            "distance_m": metres,
            "rpe": columns.effort_rpe()[row],
            "note": [note or None for note in each(columns.joined("note"))],
        },
    )
    return Parsed(
        sessions=sessions,
        sets=sets,
        rejected=sheet.rejected,
        questions=(*when.questions, *weight_questions, *distance_questions),
        notes=(*sheet.notes, *made.notes),
    )


@dataclass(frozen=True)
class _Order:
    row: Rows
    """The kept rows, as they are to be read."""
    start: pd.Series
    """When the session of each began."""


def _order(sheet: Sheet, when: Whens) -> _Order:
    """The rows by session; times of single sets are put together to visits."""
    kept = np.flatnonzero(sheet.kept)
    has_clock = np.array([when.precision[row] != "day" for row in kept], dtype=bool)
    stamps = when.local.iloc[kept][has_clock]
    if not stamps.nunique() > len(stamps) / 2:
        return _Order(kept, when.local.iloc[kept].reset_index(drop=True))
    visits = by_visits(sheet, Moments(when.local, when.precision))
    row = np.searchsorted(sheet.lines, visits.sheet.lines)
    return _Order(row, visits.start.reset_index(drop=True))


def _kinds(columns: Columns) -> list[str]:
    """Warm-ups and the like, from their own column or from letters in the number's."""
    name = "kind" if columns.mapping.has("kind") else "set_no"
    cells = columns.cells(name)
    words = [plain(text) for text in cells]
    if name == "set_no":
        # `W1` is a warm-up; a number says nothing about the kind.
        words = [
            "" if word[:1].isdigit() else word.rstrip("0123456789 ") for word in words
        ]
    return columns.sheet.words(words, KINDS, "The kind of set", otherwise="normal")


def _restarts(set_no: Sequence[str], row: Rows) -> Mask:
    """Sets at which counting begins again: a new block, even of the same exercise."""
    number = pd.to_numeric(pd.Series(set_no, dtype=object), errors="coerce")
    fresh = np.r_[True, row[1:] != row[:-1]] if len(row) else np.zeros(0, dtype=bool)
    restarts: Mask = (number <= number.ffill().shift()).to_numpy(dtype=bool) & fresh
    return restarts


def _loads(
    columns: Columns,
    made: Sheet,
    done: WrittenSets,
    exercise: Sequence[str],
    answers: Answers,
) -> tuple[Floats, tuple[Question, ...]]:
    """Loads in kg: in the unit of the cell, of its column, of the mapping, or asked."""
    stated = columns.unit_cells()
    usual = columns.mapping.weight_unit
    default = usual if usual in ("kg", "lb") else ""
    in_units = [
        one.unit or stated[row] or default
        for one, row in zip(done.loads, done.row.tolist(), strict=True)
    ]
    if default:
        answers = replace(answers, weight_unit=default)
    entered = np.array([one.value for one in done.loads], dtype=float)
    return row_units.loads_kg(made, entered, in_units, exercise, answers)


def _metres(
    columns: Columns,
    entered: Floats,
    stated: Sequence[str],
    answers: Answers,
) -> tuple[Floats, tuple[Question, ...]]:
    """Distances of sets in metres."""
    bare = np.array([not one for one in stated], dtype=bool)
    usual = columns.mapping.distance_unit
    if usual is not None:
        return columns.metres(entered, stated, usual), ()
    unit, questions = unit_guess.distance_unit(
        np.where(bare, entered, np.nan),
        columns.mapping.weight_unit or answers.weight_unit or "kg",
        answers,
    )
    return columns.metres(entered, stated, unit), questions

"""What was done of each exercise in the sessions of a plan, for its next target."""

from collections import defaultdict
from datetime import date
from typing import Any

import pandas as pd

from runlift.transforms.lifted_sets import ONE_SIDE
from runlift.transforms.rows import rows

DoneSet = tuple[float | None, int | None, float | None, float | None]
"""Load in kg as entered, repetitions, seconds, repetitions in reserve."""
DoneSession = tuple[str, date, tuple[DoneSet, ...]]
"""planned_id, day, sets."""


def next_histories(
    matched: pd.DataFrame, sets: pd.DataFrame
) -> dict[str, tuple[DoneSession, ...]]:
    """What was done of each exercise in the sessions of the plan, for its next target.

    Working sets only. The first set of the left and the first of the right side are
    one set, with the less of both; so are the second ones.

    Args:
        matched: as `matched` returns it.
        sets: as `lifted_sets` returns them.

    Returns:
        By exercise_id: planned_id, day and sets (`DoneSet`) of each session, oldest first.
    """
    lifts = matched[(matched["kind"] == "lift") & matched["done_id"].notna()]
    planned = dict(zip(lifts["done_id"], lifts["planned_id"], strict=True))
    works = ~sets["is_warmup"].to_numpy(bool) & sets["exercise_id"].notna().to_numpy()
    mine = sets[works & sets["session_id"].isin(planned).to_numpy(bool)]
    mine = mine.sort_values(["start_local", "session_id", "set_no"], kind="stable")
    columns = (
        "exercise_id",
        "session_id",
        "day",
        "side",
        "load_kg",
        "reps",
        "duration_s",
        "rir",
    )
    by_session: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for one in rows(mine, columns):
        by_session[one.exercise_id, one.session_id].append(one)
    out: defaultdict[str, list[DoneSession]] = defaultdict(list)
    for (exercise, session), done in by_session.items():
        day = pd.Timestamp(done[0].day).date()
        out[exercise].append((planned[session], day, _both_sides(done)))
    return {exercise: tuple(found) for exercise, found in out.items()}


def _both_sides(done: list[Any]) -> tuple[DoneSet, ...]:
    left, right = ([one for one in done if one.side == side] for side in ONE_SIDE)
    plain = [_plain(one) for one in done if one.side not in ONE_SIDE]
    paired = [
        _less(_plain(one), _plain(other))
        for one, other in zip(left, right, strict=False)
    ]
    rest = [_plain(one) for one in (*left[len(right) :], *right[len(left) :])]
    return (*plain, *paired, *(rest if not paired else ()))


def _plain(one: Any) -> DoneSet:
    values = (one.load_kg, one.reps, one.duration_s, one.rir)
    load, reps, seconds, rir = (None if pd.isna(value) else value for value in values)
    return load, None if reps is None else int(reps), seconds, rir


def _less(one: DoneSet, other: DoneSet) -> DoneSet:
    load, reps, seconds, rir = (
        min((value for value in pair if value is not None), default=None)
        for pair in zip(one, other, strict=True)
    )
    return load, None if reps is None else int(reps), seconds, rir

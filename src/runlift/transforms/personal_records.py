"""Every record of an athlete, each only against earlier sessions.

Four kinds are told apart: the estimated 1RM, the heaviest load, more repetitions with
a load, and the longest hold. With help from a machine or a band, less help is more load.
"""

import itertools
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from runlift.transforms.session_e1rm import stretches

KINDS = ("strength", "load", "reps", "hold")

COLUMNS = (
    "day",
    "session_id",
    "set_no",
    "exercise_id",
    "exercise",
    "kind",
    "basis",
    "e1rm_kg",
    "load_kg",
    "reps",
    "duration_s",
    "before",
    "before_day",
)

_LOAD_ROUNDING = 2
"""Pounds turned into kilograms and back are the same load to this many digits."""


class _Effort(NamedTuple):
    """The best of a session with one load; `place` is its row."""

    place: int
    session: int
    load: float
    amount: float


def personal_records(sets: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    """Every record, newest first.

    Args:
        sets: as `lifted_sets` returns them.
        sessions: as `session_e1rm` returns them.

    Returns:
        `COLUMNS`; kind is one of `KINDS`, before is what was beaten (kg, repetitions or
        seconds, as the kind has it) on before_day. The first session with an exercise
        has no record, and neither has the first with a load: there is nothing to beat.
    """
    parts = [_strength(sessions), *_of_sets(sets)]
    known = [part for part in parts if len(part)]
    if not known:
        return _empty()
    out = pd.concat(known, ignore_index=True)
    return out.sort_values(
        ["day", "exercise", "kind", "set_no"],
        ascending=[False, True, True, True],
        ignore_index=True,
    )[list(COLUMNS)]


def _empty() -> pd.DataFrame:
    numbers = ("e1rm_kg", "load_kg", "reps", "duration_s", "before")
    return pd.DataFrame(columns=list(COLUMNS)).astype(
        {
            "day": "datetime64[us]",
            "before_day": "datetime64[us]",
            "set_no": "int64",
            **dict.fromkeys(numbers, float),
        }
    )


def _strength(sessions: pd.DataFrame) -> pd.DataFrame:
    """Records of the estimated 1RM, with the best before each."""
    before = np.full(len(sessions), np.nan)
    when = np.full(len(sessions), np.datetime64("NaT", "us"))
    values = sessions["e1rm_kg"].to_numpy(float)
    days = sessions["day"].to_numpy("datetime64[us]")
    for own in stretches(sessions["exercise_id"]):
        best = np.maximum.accumulate(values[own])
        # The first place at which each running best was reached.
        at = np.maximum.accumulate(
            np.where(
                np.r_[True, np.diff(best) > 0],
                np.arange(own.start, own.stop),
                own.start,
            )
        )
        before[own.start + 1 : own.stop] = best[:-1]
        when[own.start + 1 : own.stop] = days[at[:-1]]
    found = sessions.assign(before=before, before_day=when, kind="strength")
    return found[found["is_pr"].to_numpy(bool)].assign(duration_s=np.nan)[list(COLUMNS)]


def _of_sets(sets: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Records of load, repetitions and holds."""
    works = sets[
        ~sets["is_warmup"]
        & sets["is_mapped"]
        & ~sets["is_doubtful"]
        & sets["exercise_kind"].isin(["hard", "hold"])
        & (sets["basis"] != "band")
    ].reset_index(drop=True)
    works["height"] = _comparable_load(works)
    lifts = works[(works["exercise_kind"] == "hard") & (works["reps"] >= 1)]
    holds = works[(works["exercise_kind"] == "hold") & (works["duration_s"] > 0)]
    yield from _records(lifts, "reps", ("load", "reps"))
    yield from _records(holds, "duration_s", ("hold",))


def _comparable_load(sets: pd.DataFrame) -> pd.Series:
    """What makes one set heavier than another of the same exercise.

    Beside the body it is what was added, or the help as a negative number.
    """
    added = sets["added_kg"]
    load = added.where(added.notna(), sets["load_kg"]).fillna(0.0)
    return load.round(_LOAD_ROUNDING)


def _records(
    sets: pd.DataFrame, amount: str, kinds: tuple[str, ...]
) -> Iterator[pd.DataFrame]:
    """The records of each exercise, by load and by amount with a load."""
    exercise, _ = pd.factorize(sets["exercise_id"])
    session, _ = pd.factorize(sets["session_id"])
    height, amounts = sets["height"].to_numpy(float), sets[amount].to_numpy(float)
    start = sets["start_local"].to_numpy("datetime64[us]")
    # Exercise by exercise, session by session; the heaviest first, and of each load the
    # best amount first.
    order = np.lexsort((-amounts, -height, session, start, exercise))
    exercise, session, height = exercise[order], session[order], height[order]
    is_first = np.ones(len(order), bool)
    is_first[1:] = (
        (exercise[1:] != exercise[:-1])
        | (session[1:] != session[:-1])
        | (height[1:] != height[:-1])
    )
    order = order[is_first]
    efforts = list(
        map(
            _Effort,
            order.tolist(),
            session[is_first].tolist(),
            height[is_first].tolist(),
            amounts[order].tolist(),
        )
    )
    edges = np.flatnonzero(np.diff(exercise[is_first], prepend=-1, append=-1)).tolist()
    found = [
        record
        for begin, end in itertools.pairwise(edges)
        for record in _beaten(efforts[begin:end], kinds)
    ]
    if not found:
        return
    kind, now, before = zip(*found, strict=True)
    day = sets["day"].to_numpy()
    out = sets.iloc[[one.place for one in now]].reset_index(drop=True)
    out["kind"] = kind
    out["before"] = [
        one.load if what == "load" else one.amount
        for what, one in zip(kind, before, strict=True)
    ]
    out["before_day"] = day[[one.place for one in before]]
    yield out[list(COLUMNS)]


def _beaten(
    efforts: list[_Effort], kinds: tuple[str, ...]
) -> Iterator[tuple[str, _Effort, _Effort]]:
    """The records among the efforts of one exercise, each with what it beat."""
    known: dict[float, _Effort] = {}
    heaviest: _Effort | None = None
    for _, group in itertools.groupby(efforts, key=lambda one: one.session):
        now = list(group)
        if "load" in kinds and heaviest and now[0].load > heaviest.load:
            yield "load", now[0], heaviest
        for one in now:
            last = known.get(one.load)
            if last is not None and one.amount > last.amount and _leads(one, known):
                yield kinds[-1], one, last
        # Only now: a set beats earlier sessions, not its own.
        for one in now:
            last = known.get(one.load)
            if last is None or one.amount > last.amount:
                known[one.load] = one
        if heaviest is None or now[0].load > heaviest.load:
            heaviest = now[0]


def _leads(one: _Effort, known: Mapping[float, _Effort]) -> bool:
    """Whether nothing heavier was done as often before: that would have been more."""
    return all(
        other.amount < one.amount for load, other in known.items() if load > one.load
    )

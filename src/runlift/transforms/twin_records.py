"""Runs or lift sessions of one athlete as columns that can be compared pair by pair."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from runlift.units import Floats

Places = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]

_MARKS, _REPS_END, _SECONDS_END = 100_000, 1_000, 90_000
"""A set as one number: tenths of a kilogram, then repetitions or seconds."""


@dataclass(frozen=True)
class Records:
    """Runs, or lift sessions, of one athlete as columns, by start and id."""

    ids: npt.NDArray[Any]
    source: npt.NDArray[Any]
    local_us: npt.NDArray[np.int64]
    utc_us: npt.NDArray[np.int64]
    has_utc: Mask
    is_timed: Mask
    is_guessed: Mask
    """The wall clock is an instant shown in a zone that nobody has confirmed."""
    lasting_s: Floats
    distance_m: Floats
    avg_hr: Floats
    max_hr: Floats
    sets: npt.NDArray[np.int64]
    sets_alike: Callable[[Places, Places], Floats]
    """The share of their sets that two sessions have in common."""
    is_lift: bool


def of_runs(runs: pd.DataFrame, is_zone_known: bool) -> Records:
    """Runs as `queries/runs.sql` returns them, by start and id."""
    elapsed, moving = (runs[name].to_numpy(float) for name in ("elapsed_s", "moving_s"))
    # A watch that was never stopped says days.
    with np.errstate(invalid="ignore"):
        sane = np.where(elapsed > 3 * moving, moving, elapsed)
    return Records(
        ids=runs["run_id"].to_numpy(object),
        **_clocks(runs, is_zone_known),
        lasting_s=np.where(np.isnan(sane), moving, sane),
        distance_m=runs["distance_m"].to_numpy(float),
        sets=np.zeros(len(runs), np.int64),
        sets_alike=lambda a, _: np.zeros(len(a)),
        is_lift=False,
    )


def of_lifts(
    sessions: pd.DataFrame, sets: pd.DataFrame, is_zone_known: bool
) -> Records:
    """Lift sessions and sets as `sessions.sql` and `sets.sql` return them."""
    owner = pd.Index(sessions["session_id"]).get_indexer(sets["session_id"])
    return Records(
        ids=sessions["session_id"].to_numpy(object),
        **_clocks(sessions, is_zone_known),
        lasting_s=sessions["duration_s"].to_numpy(float),
        distance_m=np.full(len(sessions), np.nan),
        sets=np.bincount(owner[owner >= 0], minlength=len(sessions)),
        sets_alike=lambda a, b: _sets_alike(owner, sets, a, b),
        is_lift=True,
    )


def _clocks(frame: pd.DataFrame, is_zone_known: bool) -> dict[str, Any]:
    return {
        "source": frame["source_format"].to_numpy(object),
        "local_us": frame["start_local"].to_numpy("datetime64[us]").astype(np.int64),
        "utc_us": frame["start_utc"].to_numpy("datetime64[us]").astype(np.int64),
        "has_utc": frame["start_utc"].notna().to_numpy(bool),
        "is_timed": (frame["time_precision"] != "day").to_numpy(bool),
        "is_guessed": (frame["tz_source"] == "utc").to_numpy(bool)
        & (not is_zone_known),
        "avg_hr": frame["avg_hr"].to_numpy(float),
        "max_hr": frame["max_hr"].to_numpy(float),
    }


def _sets_alike(owner: Places, sets: pd.DataFrame, a: Places, b: Places) -> Floats:
    """The share of the larger session's sets that both have, by load and repetitions."""
    load, reps, lasting = (
        np.nan_to_num(sets[name].to_numpy(float), nan=-1)
        for name in ("load_kg", "reps", "duration_s")
    )
    # Of a set without repetitions the seconds tell it from others.
    amount = np.where(reps < 0, _REPS_END + np.clip(lasting, -1, _SECONDS_END), reps)
    mark = np.round(load * 10) * _MARKS + amount
    _, mark_no = np.unique(mark, return_inverse=True)
    marks = int(mark_no.max(initial=0)) + 1
    belongs = owner >= 0
    key, many = np.unique(owner[belongs] * marks + mark_no[belongs], return_counts=True)
    first = np.searchsorted(key, a * marks)
    size = np.searchsorted(key, (a + 1) * marks) - first
    pair = np.repeat(np.arange(len(a)), size)
    entry = np.arange(size.sum()) + np.repeat(first - np.cumsum(size) + size, size)
    wanted = b[pair] * marks + key[entry] % marks
    place = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
    both = np.where(key[place] == wanted, np.minimum(many[entry], many[place]), 0)
    total = np.bincount(owner[belongs], minlength=int(max(a.max(), b.max())) + 1)
    shared: Floats = np.bincount(pair, both, len(a)) / np.maximum(total[a], total[b])
    return shared

"""The fastest time over each distance, ever and lately, and when it was beaten."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from runlift.model import Window
from runlift.science.policy import Policy
from runlift.science.stream import DISTANCES_M
from runlift.transforms.instants import running_s
from runlift.transforms.stacked import stacked
from runlift.units import Floats

COLUMNS = (
    "run_id",
    "day",
    "title",
    "distance_m",
    "seconds",
    "is_whole_run",
    "before_s",
    "is_record",
)

TABLE_COLUMNS = (
    "distance_m",
    "seconds",
    "day",
    "title",
    "is_whole_run",
    "window_s",
    "window_day",
    "window_title",
    "window_is_whole_run",
)


def best_efforts(
    runs: pd.DataFrame, efforts: pd.DataFrame, policy: Policy
) -> pd.DataFrame:
    """The best time of every run over every distance it covers.

    From recordings wherever in the run it lies, on the clock, pauses included. Where
    there is none, a run over the distance as a whole stands for it: from the distance
    up to what a watch adds (`race.above`), and for races from what it may fall short.

    Args:
        runs: as `classified_runs` returns them.
        efforts: as `queries/run_efforts.sql` returns them.
        policy: sections `race` and `running`.

    Returns:
        `COLUMNS` by distance and time. before_s is the best of all earlier runs;
        is_record is a time that beats it, so the first over a distance is none.
    """
    ordered = runs.sort_values("start_local", kind="stable").reset_index(drop=True)
    recorded = recorded_bests(ordered, efforts)
    whole = _whole_runs(ordered, policy)
    is_whole = np.isnan(recorded) & ~np.isnan(whole)
    seconds = np.where(is_whole, whole, recorded)
    best = np.fmin.accumulate(seconds, axis=0) if len(seconds) else seconds
    before = np.vstack([np.full((1, len(DISTANCES_M)), np.nan), best])[:-1]
    place, row = np.nonzero(~np.isnan(seconds).T)
    out = ordered[["run_id", "day", "title"]].iloc[row].reset_index(drop=True)
    out["title"] = out["title"].fillna("")
    out["distance_m"] = np.array(DISTANCES_M)[place]
    out["seconds"] = seconds[row, place]
    out["is_whole_run"] = is_whole[row, place]
    out["before_s"] = before[row, place] if len(row) else np.zeros(0)
    out["is_record"] = out["seconds"] < out["before_s"]
    return out[list(COLUMNS)]


def recorded_bests(runs: pd.DataFrame, efforts: pd.DataFrame) -> Floats:
    """Seconds, runs by `DISTANCES_M`, from the recordings alone; NaN where there is none."""
    out = np.full((len(runs), len(DISTANCES_M)), np.nan)
    place = pd.Index(runs["run_id"]).get_indexer(efforts["run_id"])
    known = np.flatnonzero(place >= 0)
    if len(known):
        out[place[known]] = stacked(efforts["best_s"].to_numpy()[known])
    return out


def within_days(found: pd.DataFrame, window: Window) -> pd.DataFrame:
    """The efforts whose day lies in the window."""
    return found[
        found["day"].between(pd.Timestamp(window.first), pd.Timestamp(window.last))
    ]


def bests(found: pd.DataFrame, window: Window) -> pd.DataFrame:
    """One row a distance: the best up to the window's end, and the best within it.

    Args:
        found: as `best_efforts` returns it.
        window: the days looked at.

    Returns:
        `TABLE_COLUMNS`, the shortest distance first; those of the window are missing
        where no run in it went so far.
    """
    names = ["seconds", "day", "title", "is_whole_run"]
    past = found[found["day"] <= pd.Timestamp(window.last)]
    ever, lately = _fastest(past), _fastest(within_days(found, window))
    out = ever[names].join(
        lately[names].rename(
            columns={
                "seconds": "window_s",
                "day": "window_day",
                "title": "window_title",
                "is_whole_run": "window_is_whole_run",
            }
        )
    )
    out["window_title"] = out["window_title"].fillna("")
    return out.reset_index()[list(TABLE_COLUMNS)]


def _fastest(found: pd.DataFrame) -> pd.DataFrame:
    """The fastest row of each distance, the earliest of equals."""
    ordered = found.sort_values(["distance_m", "seconds", "day"], kind="stable")
    return ordered.drop_duplicates("distance_m").set_index("distance_m")


def _whole_runs(runs: pd.DataFrame, policy: Policy) -> Floats:
    """The clock time of runs that are one of the distances as a whole."""
    metres = runs["distance_m"].to_numpy(float)[:, None]
    goals = np.array(DISTANCES_M)[None, :]
    short = np.where(runs["is_race"].to_numpy(bool), policy.number("race.below"), 0.0)
    fits: npt.NDArray[np.bool_] = (
        (metres >= goals * (1 - short[:, None]))
        & (metres <= goals * (1 + policy.number("race.above")))
        & (goals >= policy.number("running.whole_run_from_m"))
    )
    return np.where(fits, clock_s(runs)[:, None], np.nan)


def clock_s(runs: pd.DataFrame) -> Floats:
    """The time on the clock, as a race has it; moving time where the watch ran on."""
    moving = running_s(runs).to_numpy(float)
    elapsed = runs["elapsed_s"].to_numpy(float)
    # The same bound by which a run ends: a watch that was never stopped says days.
    with np.errstate(invalid="ignore"):
        is_sane = (elapsed >= moving) & (elapsed <= 3 * moving)
    return np.asarray(np.where(is_sane, elapsed, moving))

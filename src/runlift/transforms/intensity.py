"""How the time of running parts into easy, steady and hard, and how that is known."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from runlift.model import Window
from runlift.science.policy import Policy
from runlift.transforms.classified_runs import credible_hr_max
from runlift.transforms.instants import monday, running_s
from runlift.transforms.stacked import stacked
from runlift.units import Floats

ZONES = ("easy", "steady", "hard")

COLUMNS = ("run_id", "day", "week", "easy_s", "steady_s", "hard_s", "is_by_heart")

WEEK_COLUMNS = ("week", "easy_s", "steady_s", "hard_s", "is_current")

_ZONE_OF_CLASS = {"easy": 0, "long": 0, "steady": 1, "key": 2, "raceB": 2, "raceA": 2}


class HeartMaximum(NamedTuple):
    """The athlete's maximum heart rate in bpm, NaN where nothing tells it."""

    bpm: float
    is_own: bool
    """She has said it; else it is told by her runs."""


def heart_maximum(
    runs: pd.DataFrame, own: float | None, policy: Policy
) -> HeartMaximum:
    """The maximum that zones are counted from.

    Args:
        runs: as `classified_runs` returns them.
        own: what the athlete has said.
        policy: as `credible_hr_max` takes it.
    """
    if own:
        return HeartMaximum(float(own), True)
    return HeartMaximum(credible_hr_max(runs, policy), False)


def intensity(
    runs: pd.DataFrame, efforts: pd.DataFrame, highest: float, policy: Policy
) -> pd.DataFrame:
    """The seconds of each run in the three zones.

    By the heart rate of every second where there is a recording and a maximum, scaled
    to the whole time of the run; else the whole run by its class, for its average says
    nothing of warming up and rests.

    Args:
        runs: as `classified_runs` returns them.
        efforts: as `queries/run_efforts.sql` returns them.
        highest: maximum heart rate in bpm, NaN if unknown.
        policy: section `running`.

    Returns:
        `COLUMNS`, one row a run whose time is known.
    """
    seconds = running_s(runs)
    timed = runs[seconds > 0].assign(moving_s=seconds[seconds > 0])
    total = timed["moving_s"].to_numpy(float)
    zone = timed["run_class"].map(_ZONE_OF_CLASS).fillna(0).to_numpy(int)
    parts = np.zeros((len(timed), len(ZONES)))
    parts[np.arange(len(timed)), zone] = total
    by_heart = np.zeros(len(timed), bool)
    places, beats = recorded_beats(timed, efforts, policy)
    if len(places) and highest > 0:
        share = np.arange(beats.shape[1]) / highest
        easy, hard = policy.numbers("running.intensity_shares")
        which = (share >= easy).astype(int) + (share > hard)
        spent = np.stack(
            [beats[:, which == place].sum(axis=1) for place in range(3)], axis=1
        )
        parts[places] = spent / spent.sum(axis=1, keepdims=True) * total[places, None]
        by_heart[places] = True
    out = timed[["run_id", "day", "week"]].reset_index(drop=True)
    for place, name in enumerate(ZONES):
        out[f"{name}_s"] = parts[:, place]
    out["is_by_heart"] = by_heart
    return out[list(COLUMNS)]


def recorded_beats(
    runs: pd.DataFrame, efforts: pd.DataFrame, policy: Policy
) -> tuple[npt.NDArray[np.intp], Floats]:
    """Which runs have a heart rate nearly throughout, and its histogram.

    Returns:
        Places in `runs`, and seconds in each bin of 1 bpm, one row for each place.
    """
    place = pd.Index(runs["run_id"]).get_indexer(efforts["run_id"])
    covered = runs["hr_coverage"].to_numpy(float)
    least = policy.number("running.intensity_hr_coverage")
    known = np.flatnonzero(place >= 0)
    known = known[covered[place[known]] >= least]
    if not len(known):
        return np.zeros(0, np.intp), np.zeros((0, 0))
    beats = np.nan_to_num(stacked(efforts["hr_seconds"].to_numpy()[known]))
    some = beats.sum(axis=1) > 0
    return place[known][some], beats[some]


def intensity_weeks(split: pd.DataFrame, window: Window) -> pd.DataFrame:
    """`WEEK_COLUMNS` for every week of the window, weeks off included.

    Args:
        split: as `intensity` returns it.
        window: the days looked at; is_current marks a week that goes on after them.
    """
    weeks = pd.date_range(monday(window.first), monday(window.last), freq="7D").astype(
        "datetime64[us]"
    )
    inside = split[split["day"] <= pd.Timestamp(window.last)]
    names = [f"{name}_s" for name in ZONES]
    out = inside.groupby("week")[names].sum().reindex(weeks).astype(float).fillna(0.0)
    out["is_current"] = weeks + pd.Timedelta(days=6) > pd.Timestamp(window.last)
    return out.rename_axis("week").reset_index()[list(WEEK_COLUMNS)]


def intensity_total(split: pd.DataFrame, window: Window) -> pd.DataFrame:
    """The window in one row: easy, steady, hard (shares), runs, by_heart (runs)."""
    inside = split[
        split["day"].between(pd.Timestamp(window.first), pd.Timestamp(window.last))
    ]
    spent = {name: float(inside[f"{name}_s"].sum()) for name in ZONES}
    total = sum(spent.values())
    shares = {
        name: [value / total if total else np.nan] for name, value in spent.items()
    }
    counts = {"runs": [len(inside)], "by_heart": [int(inside["is_by_heart"].sum())]}
    return pd.DataFrame({**shares, **counts})

"""Which runs are compared after heavy legs, in what, and beside what else moves them."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from runlift.science.effect import date_spline
from runlift.science.illness import says_ill
from runlift.science.policy import Policy
from runlift.transforms.instants import running_s
from runlift.transforms.level_speed import level_speed
from runlift.units import Floats

Bools = npt.NDArray[np.bool_]

STRATA = {"calm": ("easy", "steady"), "key": ("key",)}
"""Runs that are compared among themselves, by their class; races never are."""

_OTHERS = {"calm": "races, key and long runs", "key": "races, easy and long runs"}


class Compared(NamedTuple):
    """Runs that can be compared, a row each, and what is compared."""

    runs: pd.DataFrame
    outcome: Floats
    covariates: Floats
    week: npt.NDArray[np.int64]
    left_out: dict[str, int]
    """Runs that could not be compared, by reason."""
    without: tuple[str, ...]
    """Terms the model has to do without, as words."""


def by_speed(
    runs: pd.DataFrame, stratum: str, hr_rest: float, policy: Policy
) -> Compared:
    """The runs of a stratum with the logarithm of level speed per heart beat.

    Args:
        runs: as `classified_runs` returns them.
        stratum: a key of `STRATA`.
        hr_rest: beats a minute at rest; what counts is above.
        policy: thresholds, section `effect`.
    """
    heart = runs["avg_hr"].to_numpy(float)
    usable, left_out = _usable(
        runs,
        stratum,
        policy,
        {
            "no heart rate": ~(heart > hr_rest),
            "heart rate with gaps": runs["hr_coverage"].to_numpy(float)
            < policy.number("effect.hr_coverage"),
        },
    )
    compared = runs[usable].reset_index(drop=True)
    beats = compared["avg_hr"].to_numpy(float) - hr_rest
    outcome = np.asarray(np.log(level_speed(compared, policy).level / beats))
    terms, without = _covariates(compared, runs, policy)
    return Compared(compared, outcome, terms, weeks(compared), left_out, without)


def by_effort(runs: pd.DataFrame, stratum: str, policy: Policy) -> Compared:
    """The runs of a stratum with how hard they felt (RPE, 0 to 10).

    What is predicted of a run knows its duration as well; a heart rate is not needed.

    Args:
        runs: as `classified_runs` returns them.
        stratum: a key of `STRATA`.
        policy: thresholds, section `effect`.
    """
    usable, left_out = _usable(
        runs, stratum, policy, {"no effort told": runs["rpe"].isna().to_numpy(bool)}
    )
    compared = runs[usable].reset_index(drop=True)
    terms, without = _covariates(compared, runs, policy)
    lasted = np.log(running_s(compared).to_numpy(float))
    return Compared(
        compared,
        compared["rpe"].to_numpy(float),
        np.column_stack((terms, lasted)),
        weeks(compared),
        left_out,
        without,
    )


def weeks(runs: pd.DataFrame) -> npt.NDArray[np.int64]:
    """The number of each run's week, from its Monday in `week`."""
    if runs.empty:
        return np.zeros(0, np.int64)
    return np.asarray(runs["week"].to_numpy("datetime64[D]").astype(np.int64) // 7)


def _usable(
    runs: pd.DataFrame, stratum: str, policy: Policy, more: dict[str, Bools]
) -> tuple[Bools, dict[str, int]]:
    """The runs of a stratum that can be compared, and why the others cannot."""
    seconds = running_s(runs).to_numpy(float)
    distance = runs["distance_m"].to_numpy(float)
    speed = level_speed(runs, policy).level
    warm = runs["temperature_c"].to_numpy(float)
    treadmill = (runs["surface"] == "treadmill").to_numpy(bool)
    is_race = runs["is_race"].to_numpy(bool)
    is_other = ~runs["run_class"].isin(STRATA[stratum]).to_numpy(bool) | is_race
    belts = treadmill[~is_other]
    reasons = {
        _OTHERS[stratum]: is_other,
        "time of day unknown": ~runs["is_clock_known"].to_numpy(bool),
        "ill, by title or note": _ill(runs),
        "shorter than 25 minutes": ~(seconds >= policy.number("effect.run_min_s")),
        **more,
        "no distance": ~((speed > 0) & (distance > 0)),
        "too warm": warm > policy.number("effect.temperature_max_c"),
        # Belts and roads are two worlds; the smaller one stays out.
        "treadmill": treadmill & (belts.mean() < 0.5 if len(belts) else False),
    }
    usable = np.ones(len(runs), bool)
    left_out = {}
    for reason, is_out in reasons.items():
        left_out[reason] = int((usable & is_out).sum())
        usable &= ~is_out
    return usable, {reason: count for reason, count in left_out.items() if count}


def _ill(runs: pd.DataFrame) -> Bools:
    """The runs whose title or note says that she was ill."""
    said = [runs[name].fillna("").tolist() for name in ("title", "note")]
    return np.array(
        [any(map(says_ill, texts)) for texts in zip(*said, strict=True)], bool
    )


def _covariates(
    runs: pd.DataFrame, every: pd.DataFrame, policy: Policy
) -> tuple[Floats, tuple[str, ...]]:
    """What else moves a run, one row a run, and what is not known well enough."""
    if runs.empty:
        return np.zeros((0, 1)), ()
    day = runs["day"].to_numpy("datetime64[D]").astype(float)
    hour = runs["start_local"].dt.hour + runs["start_local"].dt.minute / 60
    clock = 2 * np.pi * hour.to_numpy(float) / 24
    columns = [
        *date_spline(day).T,
        np.log(runs["distance_m"].to_numpy(float)),
        np.sin(clock),
        np.cos(clock),
        _hours_since_hard(runs, every, policy),
    ]
    without = []
    climb = (runs["ascent_m"] / runs["distance_m"] * 1000).to_numpy(float)
    least = policy.number("effect.temperature_known_share")
    if np.isnan(climb).mean() <= 1 - least:
        columns.append(_filled(climb))
    else:
        without.append("climb")
    warm = runs["temperature_c"].to_numpy(float)
    if np.isnan(warm).mean() <= 1 - least:
        centred = _filled(warm) - 10
        columns += [centred, centred**2]
    else:
        without.append("temperature")
    return np.column_stack(columns), tuple(without)


def _filled(values: Floats) -> Floats:
    """The few unknown values as the usual one, which moves nothing."""
    return np.asarray(np.where(np.isnan(values), np.nanmedian(values), values))


def _hours_since_hard(
    runs: pd.DataFrame, every: pd.DataFrame, policy: Policy
) -> Floats:
    """Hours since the last key run, long run or race ended, up to a limit."""
    most = policy.number("effect.hard_h_max")
    is_hard = every["is_key"] | every["is_long"] | every["is_race"]
    ends = np.sort(every.loc[is_hard & every["end"].notna(), "end"].to_numpy())
    starts = runs["start"].to_numpy()
    place = np.searchsorted(ends, starts, "right") - 1
    if not ends.size:
        return np.full(len(runs), most)
    hours = (starts - ends[np.maximum(place, 0)]) / np.timedelta64(1, "h")
    return np.asarray(np.where(place < 0, most, np.minimum(hours, most)))

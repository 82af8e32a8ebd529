"""How fit the running is: VDOT, critical speed, race equivalents, or why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from runlift.errors import NotEnoughData
from runlift.model import Window
from runlift.science import fitness
from runlift.science.fitness import CriticalSpeed
from runlift.science.policy import Policy
from runlift.science.running import standard_distance
from runlift.science.stream import DISTANCES_M
from runlift.transforms.best_efforts import recorded_bests
from runlift.transforms.instants import running_s

TARGETS_M = (5000.0, 10000.0, 21097.5, 42195.0)
"""What race times are told for."""

EQUIVALENT_COLUMNS = ("distance_m", "fast_s", "slow_s")

_SAME = 0.01
"""A race over a distance needs no equivalent over it."""


@dataclass(frozen=True, slots=True)
class Effort:
    """A stretch of a run, or all of it, and what it is worth."""

    run_id: str
    day: pd.Timestamp
    title: str
    distance_m: float
    seconds: float
    vdot: float
    terrain: str
    is_race: bool


def recent(runs: pd.DataFrame, window: Window, policy: Policy) -> pd.DataFrame:
    """The runs of the half year (`fitness.vdot_days`) up to the window's end."""
    last = pd.Timestamp(window.last)
    days = pd.Timedelta(days=policy.number("fitness.vdot_days"))
    return runs[(runs["day"] > last - days) & (runs["day"] <= last)]


def best_effort(
    runs: pd.DataFrame,
    efforts: pd.DataFrame,
    window: Window,
    policy: Policy,
    highest: float,
) -> Effort:
    """The all-out effort of the last half year with the highest VDOT.

    Args:
        runs: as `classified_runs` returns them; `vdot` is there for races, and where
            the heart rate says that a run was an effort.
        efforts: as `queries/run_efforts.sql` returns them.
        window: its last day ends the half year.
        policy: section `fitness`.
        highest: maximum heart rate in bpm, NaN if unknown.

    Raises:
        NotEnoughData: there is none; the message says what would do.
    """
    days = policy.number("fitness.vdot_days")
    chosen = recent(runs, window, policy)
    if chosen.empty:
        raise NotEnoughData(
            f"VDOT needs an effort, and there is no run in {days:g} days."
        )
    backed = chosen[chosen["vdot"].notna()]
    if backed.empty:
        share = policy.number("fitness.effort_max_share")
        how = (
            f"a race, or a run whose heart rate peaks at {share:.0%} of your maximum"
            if highest > 0
            else "a race; once your maximum heart rate is known, a hard run will do too"
        )
        raise NotEnoughData(
            f"VDOT needs an all-out effort, and easy runs show none. None of the "
            f"{len(chosen)} runs of {days:g} days was one. What would do: {how}."
        )
    best = backed.loc[[backed["vdot"].idxmax()]]
    metres = np.array([float(best["distance_m"].iloc[0]), *DISTANCES_M])
    seconds = np.array([running_s(best).iloc[0], *recorded_bests(best, efforts)[0]])
    # The run's own VDOT is the highest of its stretches: find which one.
    apart = np.abs(fitness.vdot(metres, seconds, policy) - best["vdot"].iloc[0])
    which = int(np.nanargmin(apart))
    return _effort(best, float(metres[which]), float(seconds[which]))


def critical_speed(
    found: pd.DataFrame, window: Window, policy: Policy
) -> CriticalSpeed:
    """Critical speed from the best efforts of the last half year.

    Args:
        found: as `best_efforts` returns it.
        window: its last day ends the half year.
        policy: section `fitness`.

    Raises:
        NotEnoughData: as `fitness.critical_speed` does.
    """
    best = recent(found, window, policy).groupby("distance_m")["seconds"].min()
    return fitness.critical_speed(best.index.to_numpy(float), best.to_numpy(), policy)


def best_race(runs: pd.DataFrame, window: Window, policy: Policy) -> Effort:
    """The race of the window that is worth most, over the distance it was.

    Raises:
        NotEnoughData: there is no race in it, or none that the curve was made for.
    """
    inside = runs[
        runs["day"].between(pd.Timestamp(window.first), pd.Timestamp(window.last))
        & runs["is_race"]
    ]
    if inside.empty:
        raise NotEnoughData(
            "Race times are told from a race, and there is none in these days. "
            "Widen the window, or call a run a race on the Lift × Run page."
        )
    metres = inside["distance_m"].to_numpy(float)
    raced = np.where(
        np.isnan(standard_distance(metres, policy)),
        metres,
        standard_distance(metres, policy),
    )
    worth = fitness.vdot(raced, running_s(inside).to_numpy(float), policy)
    if np.isnan(worth).all():
        low, high = policy.numbers("fitness.vdot_s")
        raise NotEnoughData(
            f"Race times are told from races of {low / 60:g} min to {high / 3600:g} h "
            "with a known distance; those of these days are none."
        )
    place = int(np.nanargmax(worth))
    best = inside.iloc[[place]].assign(vdot=worth[place])
    return _effort(best, float(raced[place]), float(running_s(best).iloc[0]))


def equivalents(
    race: Effort, policy: Policy, targets_m: Sequence[float] = TARGETS_M
) -> pd.DataFrame:
    """What the race is worth over other distances, as ranges.

    Returns:
        `EQUIVALENT_COLUMNS` in m and s. No marathon from a short race.
    """
    wanted = [
        target for target in targets_m if abs(target / race.distance_m - 1) > _SAME
    ]
    found = fitness.race_equivalents(race.distance_m, race.seconds, wanted, policy)
    return pd.DataFrame(
        [(one.distance_m, one.fast_s, one.slow_s) for one in found],
        columns=list(EQUIVALENT_COLUMNS),
    )


def _effort(run: pd.DataFrame, distance_m: float, seconds: float) -> Effort:
    one = run.iloc[0]
    return Effort(
        run_id=one["run_id"],
        day=one["day"],
        title="" if pd.isna(one["title"]) else str(one["title"]),
        distance_m=distance_m,
        seconds=seconds,
        vdot=float(one["vdot"]),
        terrain=one["terrain"],
        is_race=bool(one["is_race"]),
    )

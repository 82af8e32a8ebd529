"""What kind of run it was, from its summary and the athlete's own history."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from runlift.science.long_run import LongRuns as LongRuns
from runlift.science.long_run import long_runs as long_runs
from runlift.science.policy import Policy, policy_or_default
from runlift.units import Floats

Bools = npt.NDArray[np.bool_]

TERRAINS = ("flat", "rolling", "hilly", "mountain")


@dataclass(frozen=True, slots=True, eq=False)
class HeartVerdicts:
    """What heart rate and summary say about each run."""

    kind: npt.NDArray[np.object_]
    """`key`, `likely intervals`, `hills`, or None."""
    confidence: Floats
    """0 to 1; 0 where there is no kind."""
    is_steady: Bools
    """Not a kind, but harder than easy."""
    avg_share: Floats
    """Average heart rate as a share of the maximum."""
    max_share: Floats


def key_by_heart_rate(
    avg_hr: npt.ArrayLike,
    max_hr: npt.ArrayLike,
    hr_max: npt.ArrayLike,
    moving_s: npt.ArrayLike,
    ascent_m: npt.ArrayLike,
    distance_m: npt.ArrayLike,
    policy: Policy | None = None,
    threshold_m_per_s: npt.ArrayLike = np.nan,
) -> HeartVerdicts:
    """Key runs told from a summary alone (house rule): no laps, no streams.

    `key` by average heart rate or by average speed near the threshold speed, `hills` by
    climb and high peaks, `likely intervals` by high peaks over a low average; the first
    that fits. A run with unknown heart rate and speed is none of them.

    Args:
        avg_hr: average heart rate of the run, bpm.
        max_hr: highest of the run, bpm.
        hr_max: the athlete's own maximum, bpm.
        moving_s: moving time.
        ascent_m: climb.
        distance_m: distance.
        policy: thresholds.
        threshold_m_per_s: the athlete's threshold speed at the time, if known.
    """
    policy = policy_or_default(policy)
    average, highest, seconds, climb, metres, own, threshold = np.broadcast_arrays(
        *(
            np.asarray(one, float)
            for one in (
                avg_hr,
                max_hr,
                moving_s,
                ascent_m,
                distance_m,
                hr_max,
                threshold_m_per_s,
            )
        )
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        avg_share = average / own
        max_share = highest / own
        spread = average / highest
        per_km = _per_km(climb, metres)
        speed = np.where(seconds > 0, metres / seconds, np.nan)

    def number(key: str) -> float:
        return policy.number(f"key_run.{key}")

    def lasts(key: str) -> Bools:
        shortest, longest = policy.numbers(f"key_run.{key}")
        within: Bools = (seconds >= shortest) & (seconds <= longest)
        return within

    is_fast = (speed >= number("threshold_share") * threshold) & (
        seconds >= number("threshold_min_s")
    )
    is_hard = (avg_share >= number("avg_share")) & lasts("avg_duration_s")
    is_hills = (per_km >= number("hills_m_per_km")) & (
        max_share >= number("hills_max_share")
    )
    has_peaks = (
        (max_share >= number("peaks_max_share"))
        & (spread <= number("peaks_avg_of_max"))
        & lasts("peaks_duration_s")
    )
    tests = [is_fast, is_hard, is_hills, has_peaks]
    names = ("threshold", "avg", "hills", "peaks")
    kinds = np.array(["key", "key", "hills", "likely intervals", None], object)
    first = np.select(tests, range(len(tests)), len(tests))
    sure = np.array([*(number(f"{name}_confidence") for name in names), 0.0])
    return HeartVerdicts(
        kind=np.asarray(kinds[first]),
        confidence=np.asarray(sure[first]),
        is_steady=(first == len(tests)) & (avg_share >= number("steady_share")),
        avg_share=avg_share,
        max_share=max_share,
    )


def hr_max_estimate(
    max_hr: npt.ArrayLike, start_day: npt.ArrayLike, policy: Policy | None = None
) -> float:
    """The athlete's maximum heart rate in bpm from the maxima of the runs (house rule).

    The second highest plausible one of the last `heart_rate.max_days` that the history
    covers, so that one artefact of a strap does no harm. NaN with too few runs. Somebody
    who never runs hard gets an estimate that is too low: an own value is better.
    """
    policy = policy_or_default(policy)
    highest = np.asarray(max_hr, float)
    day = np.asarray(start_day, "datetime64[D]").astype(np.int64)
    low, high = policy.numbers("plausibility.hr_max_reject_bpm")
    high = min(high, policy.number("plausibility.hr_max_warn_bpm"))
    is_plausible = (highest >= low) & (highest <= high)
    if not is_plausible.any():
        return float("nan")
    last = day[is_plausible].max()
    is_recent = is_plausible & (day > last - policy.number("heart_rate.max_days"))
    values = np.sort(highest[is_recent])
    rank = int(policy.number("heart_rate.max_rank"))
    if len(values) < max(policy.number("heart_rate.max_min_runs"), rank):
        return float("nan")
    return float(values[-rank])


def standard_distance(
    distance_m: npt.ArrayLike, policy: Policy | None = None
) -> Floats:
    """The distance people race that a watch may have meant, in m; NaN for none."""
    policy = policy_or_default(policy)
    distance = np.asarray(distance_m, float)
    standards = np.array(policy.numbers("race.distances_m"))
    fits = (distance[..., None] >= standards * (1 - policy.number("race.below"))) & (
        distance[..., None] <= standards * (1 + policy.number("race.above"))
    )
    return np.where(fits.any(axis=-1), standards[fits.argmax(axis=-1)], np.nan)


def is_race_distance(distance_m: npt.ArrayLike, policy: Policy | None = None) -> Bools:
    """Whether a distance is one that people race, as a watch would read it."""
    found: Bools = ~np.isnan(standard_distance(distance_m, policy))
    return found


def has_race_effort(
    moving_s: npt.ArrayLike,
    elapsed_s: npt.ArrayLike,
    avg_hr: npt.ArrayLike,
    hr_max: npt.ArrayLike,
    policy: Policy | None = None,
) -> Bools:
    """Run without a stop and, where heart rate is known, as hard as races are.

    Part of race detection; distance and performance are asked elsewhere.
    """
    policy = policy_or_default(policy)
    moving = np.asarray(moving_s, float)
    is_unbroken = np.asarray(elapsed_s, float) <= moving * policy.number(
        "race.max_stop_ratio"
    )
    step = np.searchsorted(policy.numbers("race.hr_until_s"), moving, "left")
    needed = np.array(policy.numbers("race.hr_shares"))[step]
    share = np.asarray(avg_hr, float) / np.asarray(hr_max, float)
    found: Bools = is_unbroken & ~(share < needed)
    return found


def terrain_class(
    ascent_m: npt.ArrayLike, distance_m: npt.ArrayLike, policy: Policy | None = None
) -> Any:
    """`TERRAINS` by climb a kilometre; an empty text where it is unknown."""
    policy = policy_or_default(policy)
    per_km = _per_km(np.asarray(ascent_m, float), np.asarray(distance_m, float))
    found = np.select(
        [
            np.isnan(per_km),
            per_km > policy.number("terrain.mountain_m_per_km"),
            per_km >= policy.number("terrain.hilly_m_per_km"),
            per_km >= policy.number("terrain.rolling_m_per_km"),
        ],
        ["", "mountain", "hilly", "rolling"],
        "flat",
    )
    return found[()]


def is_eccentric(
    descent_m: npt.ArrayLike, distance_m: npt.ArrayLike, policy: Policy | None = None
) -> Bools:
    """Downhill enough to damage the legs: in all, or a kilometre (house rule)."""
    policy = policy_or_default(policy)
    descent = np.asarray(descent_m, float)
    found: Bools = (descent >= policy.number("terrain.eccentric_descent_m")) | (
        _per_km(descent, np.asarray(distance_m, float))
        >= policy.number("terrain.eccentric_m_per_km")
    )
    return found


def speed_ceiling(distance_m: npt.ArrayLike, policy: Policy | None = None) -> Floats:
    """The fastest average speed in m/s that anybody has run over a distance.

    Straight between the records on a logarithmic scale of distance; level outside.
    """
    policy = policy_or_default(policy)
    distance = np.asarray(distance_m, float)
    at = np.log(policy.numbers("plausibility.speed_ceiling_at_m"))
    return np.asarray(
        np.interp(
            np.log(np.where(distance > 0, distance, np.nan)),
            at,
            policy.numbers("plausibility.speed_ceiling_m_per_s"),
        )
    )


def _per_km(metres_up: Floats, distance_m: Floats) -> Floats:
    distance = np.where(distance_m > 0, distance_m, np.nan)
    return np.asarray(1000 * metres_up / distance)

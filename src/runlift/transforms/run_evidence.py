"""What laps and recordings say about each run, and how fit its runner was at the time."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from runlift.science import fitness, laps, running
from runlift.science.policy import Policy
from runlift.science.stream import DISTANCES_M, GAP_BIN_M_PER_S
from runlift.transforms.instants import running_s
from runlift.transforms.stacked import stacked
from runlift.units import Floats

_SHORTEST_EFFORT_M = 1500.0
"""Shorter efforts say more about sprinting than about VDOT."""


class Evidence(NamedTuple):
    """One entry a run, in the order of the runs."""

    kind: npt.NDArray[np.object_]
    """`intervals`, `tempo`, or None."""
    reason: npt.NDArray[np.object_]
    """The evidence in words."""
    confidence: Floats
    performance: Floats
    """VDOT of the run's best stretch, all-out or not; NaN where it cannot be scored."""
    vdot: Floats
    """The same where it was all-out: a race, or a heart rate that backs it."""
    vdot_before: Floats
    """The best of the half year before the run."""
    threshold_m_per_s: Floats
    """Threshold speed at the time: the athlete's own, or from `vdot_before`."""


def run_evidence(
    runs: pd.DataFrame,
    lap_lists: pd.DataFrame,
    efforts: pd.DataFrame,
    policy: Policy,
    is_race: npt.NDArray[np.bool_],
    hr_max: float = np.nan,
    threshold_m_per_s: float | None = None,
) -> Evidence:
    """Judge the runs by their recordings.

    Args:
        runs: as `queries/runs.sql` returns them, by time, with `day`.
        lap_lists: as `queries/run_laps.sql` returns them.
        efforts: as `queries/run_efforts.sql` returns them.
        policy: sections `laps`, `stream`, `fitness`.
        is_race: races, as far as anybody said so.
        hr_max: the athlete's maximum heart rate, NaN where it is not known.
        threshold_m_per_s: her own threshold speed; estimated when missing.
    """
    size = len(runs)
    place = {run_id: i for i, run_id in enumerate(runs["run_id"])}
    day = runs["day"].to_numpy("datetime64[D]").astype(np.int64)
    performance = _performance(runs, efforts, place, policy)
    # An easy run is no measure of what its runner can do.
    with np.errstate(invalid="ignore"):
        peaks = runs["max_hr"].to_numpy(float) / hr_max
        is_hard = is_race | (peaks >= policy.number("fitness.effort_max_share"))
    vdot = np.where(is_hard, performance, np.nan)
    before = best_before(day, vdot, policy.number("fitness.vdot_days"))
    threshold = (
        np.full(size, threshold_m_per_s)
        if threshold_m_per_s
        else _credible(fitness.threshold_speed(before), runs, policy)
    )
    kind = np.full(size, None, dtype=object)
    reason = np.full(size, "", dtype=object)
    confidence = np.zeros(size)
    by_stream = _by_stream(runs, efforts, place, threshold, hr_max, policy)
    for i, (found, said) in by_stream.items():
        kind[i], reason[i] = found, said
        confidence[i] = policy.number("stream.kind_confidence")
    # Laps somebody pressed say more than the shape of the pace.
    for row in lap_lists[lap_lists["run_id"].isin(place)].itertuples(index=False):
        i = place[row.run_id]
        metres, seconds, heart = stacked([row.distance_m, row.moving_s, row.avg_hr])
        told = laps.workout(
            metres,
            seconds,
            heart,
            row.trigger,
            row.intensity,
            float(threshold[i]),
            hr_max,
            policy,
        )
        if told is not None:
            kind[i], confidence[i] = told.kind, policy.number("laps.confidence")
            reason[i] = f"laps of {told.signature}"
            if told.kind == "intervals":
                reason[i] += f", {told.speed_ratio:.2f} times as fast as the rests"
    return Evidence(kind, reason, confidence, performance, vdot, before, threshold)


def _credible(threshold: Floats, runs: pd.DataFrame, policy: Policy) -> Floats:
    """The estimate, or NaN throughout where it would make too many of the runs hard.

    It is too low then: what was taken for an effort was none.
    """
    seconds = running_s(runs).to_numpy(float)
    known = ~np.isnan(threshold) & (seconds > 0)
    speed = runs["distance_m"].to_numpy(float)[known] / seconds[known]
    is_fast = speed >= policy.number("key_run.threshold_share") * threshold[known]
    is_too_low = len(is_fast) >= policy.number("fitness.threshold_min_runs") and (
        is_fast.mean() > policy.number("heart_rate.max_key_share")
    )
    return np.full(len(threshold), np.nan) if is_too_low else threshold


def best_before(day: npt.NDArray[np.int64], values: Floats, days: float) -> Floats:
    """The highest value of the `days` before each day; NaN where there is none."""
    found = np.full(len(day), np.nan)
    known = np.flatnonzero(~np.isnan(values))
    if not known.size:
        return found
    moments, scores = day[known], values[known]
    first = np.searchsorted(moments, day - days, "left")
    stop = np.searchsorted(moments, day, "left")
    for i in np.flatnonzero(stop > first).tolist():
        found[i] = scores[first[i] : stop[i]].max()
    return found


def _performance(
    runs: pd.DataFrame,
    efforts: pd.DataFrame,
    place: Mapping[str, int],
    policy: Policy,
) -> Floats:
    """The best VDOT of each run: over its whole, and over its best efforts."""
    seconds = running_s(runs).to_numpy(float)
    metres = runs["distance_m"].to_numpy(float)
    # Hills make the clock slow; a hilly whole is no measure, its flat parts may be.
    found = np.where(
        metres >= _SHORTEST_EFFORT_M, fitness.vdot(metres, seconds, policy), np.nan
    )
    known = efforts[efforts["run_id"].isin(place)]
    if len(known):
        best = stacked(known["best_s"])
        far = np.array(DISTANCES_M)
        scores = fitness.vdot(far, best, policy)[:, far >= _SHORTEST_EFFORT_M]
        highest = np.where(
            np.isnan(scores).all(axis=1),
            np.nan,
            np.nanmax(np.nan_to_num(scores), axis=1),
        )
        rows = [place[one] for one in known["run_id"]]
        found[rows] = np.fmax(found[rows], highest)
    return found


def _by_stream(
    runs: pd.DataFrame,
    efforts: pd.DataFrame,
    place: Mapping[str, int],
    threshold: Floats,
    hr_max: float,
    policy: Policy,
) -> dict[int, tuple[str, str]]:
    """What the seconds of the recordings say, by place of the run."""
    found: dict[int, tuple[str, str]] = {}
    spread = runs["speed_log_sd"].to_numpy(float)
    surges = runs["surges"].to_numpy(float, na_value=np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        changes = (
            (spread >= policy.number("stream.interval_log_sd"))
            & (surges >= policy.number("stream.interval_surges"))
            & _may_be_intervals(runs, hr_max, policy)
        )
    for i in np.flatnonzero(changes).tolist():
        found[i] = ("intervals", f"{surges[i]:.0f} surges in the recording")
    limit = policy.number("stream.lthr_share") * hr_max
    hard_s = policy.number("stream.lthr_min_s")
    fast_s = policy.number("stream.threshold_min_s")
    for row in efforts.itertuples(index=False):
        if row.run_id not in place or place[row.run_id] in found:
            continue
        i = place[row.run_id]
        fast = _seconds_from(row.gap_seconds, threshold[i] / GAP_BIN_M_PER_S)
        hard = _seconds_from(row.hr_seconds, limit)
        if fast >= fast_s:
            found[i] = ("tempo", f"{fast / 60:.0f} min at threshold speed or faster")
        elif hard >= hard_s:
            found[i] = (
                "tempo",
                f"{hard / 60:.0f} min at a heart rate above {limit:.0f}",
            )
    return found


def _may_be_intervals(
    runs: pd.DataFrame, hr_max: float, policy: Policy
) -> npt.NDArray[np.bool_]:
    """Runs whose changes of pace nothing else explains.

    Hills, walking breaks of a long outing and traffic lights change the pace as well; a
    heart rate that never rose speaks against repetitions.
    """
    seconds = running_s(runs).to_numpy(float)
    metres = runs["distance_m"].to_numpy(float)
    climb = 1000 * runs["ascent_m"].to_numpy(float) / metres
    stops = runs["stopped_s"].to_numpy(float) / seconds
    peak = runs["max_hr"].to_numpy(float) / hr_max
    found: npt.NDArray[np.bool_] = ~(
        (climb >= policy.number("terrain.hilly_m_per_km"))
        | (stops >= policy.number("stream.interval_stop_share"))
        | (seconds >= policy.number("long_run.absolute_s"))
        | (peak < policy.number("stream.interval_peak_share"))
    )
    return found


def _seconds_from(bins: Floats, first: float) -> float:
    """Seconds in the bins from one on; none where it is not known."""
    if np.isnan(first) or bins is None:
        return 0.0
    return float(np.asarray(bins)[int(np.ceil(first)) :].sum())


def looks_like_a_race(
    runs: pd.DataFrame, evidence: Evidence, policy: Policy, hr_max: float
) -> npt.NDArray[np.bool_]:
    """Runs over a race distance, without a stop, as hard and as fast as races are.

    As fast is within `race.vdot_share` of the best of the months before, this run's own
    included. Where no heart rate backs it, it must also stand out from the athlete's
    runs: somebody who always runs ten kilometres without a stop does not always race.
    """
    day = runs["day"].to_numpy("datetime64[D]").astype(np.int64)
    moving = running_s(runs).to_numpy(float)
    heart = runs["avg_hr"].to_numpy(float)
    best = np.full(len(runs), np.nan)
    for days in policy.numbers("race.vdot_days"):
        best = np.fmax(best, best_before(day, evidence.performance, days))
    share = policy.number("race.vdot_share")
    known = evidence.performance[~np.isnan(evidence.performance)]
    usual = np.median(known) if known.size else np.nan
    with np.errstate(invalid="ignore"):
        stands_out = (
            evidence.performance >= policy.number("race.vdot_above_usual") * usual
        )
        backed = ~np.isnan(heart / hr_max) | stands_out
        found: npt.NDArray[np.bool_] = (
            running.is_race_distance(runs["distance_m"].to_numpy(float), policy)
            & running.has_race_effort(
                moving, runs["elapsed_s"].to_numpy(float), heart, hr_max, policy
            )
            & (evidence.performance >= share * best)
            & backed
        )
    return found

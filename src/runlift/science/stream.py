"""What the samples of one run say: effort on the level, halves, bests, stops, climb.

Everything is worked out on a grid of one second of running time, pauses left out, so
that a watch that records when it likes and one that records every second compare.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from runlift.science.grade import gap_factor, hills
from runlift.science.policy import Policy, policy_or_default
from runlift.science.running import speed_ceiling
from runlift.units import Floats

Bools = npt.NDArray[np.bool_]

DISTANCES_M = (400.0, 800.0, 1000.0, 1609.344, 3000.0, 5000.0, 10000.0, 15000.0, 21097.5, 42195.0)  # fmt: skip
"""Best efforts are looked for over these distances, in m."""

HR_BINS = 250
"""Bins of 1 bpm from 0."""

GAP_BINS = 120
"""Bins of `GAP_BIN_M_PER_S` from 0."""

GAP_BIN_M_PER_S = 0.1

_MAX_GRID = 400_000
"""Seconds of running time that are looked at one by one; four days of them."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What is kept of the samples of one run beside the samples; NaN where unknown.

    Speeds are in m/s, times in s. The halves leave out the first minutes
    (`stream.settle_s`) and part the rest in the middle.
    """

    samples: int
    distance_m: float
    timer_s: float
    elapsed_s: float
    paused_s: float
    stopped_s: float
    longest_stop_s: float
    gap_m_per_s: float
    speed_cv: float
    speed_log_sd: float
    surges: int
    ascent_m: float
    descent_m: float
    avg_hr: float
    max_hr: float
    hr_coverage: float
    hr_seconds: Floats
    gap_seconds: Floats
    first_gap_m_per_s: float
    first_hr: float
    second_gap_m_per_s: float
    second_hr: float
    best_s: Floats


def summary(
    samples: Mapping[str, Floats],
    pauses: Sequence[tuple[float, float]] = (),
    policy: Policy | None = None,
) -> Summary:
    """What the samples of one run say.

    Args:
        samples: `time_s` from the start, not falling; and any of `distance_m`
            (cumulative), `speed_m_per_s`, `heart_rate_bpm`, `altitude_m`.
        pauses: from and to in seconds from the start, while the watch was paused.
        policy: thresholds, section `stream`.
    """
    policy = policy_or_default(policy)
    time_s = np.asarray(samples["time_s"], float)
    running_s = running_time(time_s, pauses)
    silent = silences(running_s, samples.get("distance_m"), policy)
    running_s = running_time(running_s, silent)
    distance = travelled(samples, running_s)
    grid = np.arange(min(running_s[-1] if len(running_s) else 0, _MAX_GRID) // 1 + 1)
    covered = _on(grid, running_s, distance)
    altitude = _on(grid, running_s, samples.get("altitude_m"))
    heart = _heart(grid, running_s, samples.get("heart_rate_bpm"), policy)
    speed = _speed(covered, policy.number("stream.speed_window_s"))
    grade, climb, fall = hills(covered, altitude, policy)
    factor = gap_factor(grade, policy)
    level = speed * factor
    stops, stands = _stops(covered, policy)
    moves = ~stands & ~np.isnan(speed)
    gaps = np.array([end - begin for begin, end in (*pauses, *silent)])
    valid = heart[~np.isnan(heart)]
    changes = _changes(level[moves], policy)
    first, second = _halves(level, heart, moves, policy)
    elapsed = float(time_s[-1]) if len(time_s) else np.nan
    timer = float(running_s[-1]) if len(running_s) else np.nan
    return Summary(
        samples=len(time_s),
        distance_m=_last(distance),
        timer_s=timer,
        elapsed_s=elapsed,
        paused_s=elapsed - timer,
        stopped_s=float(stops.sum()),
        longest_stop_s=float(max(stops.max(initial=0), gaps.max(initial=0))),
        gap_m_per_s=_level_speed(covered, factor, moves),
        speed_cv=_cv(level[moves]),
        speed_log_sd=changes[0],
        surges=changes[1],
        ascent_m=climb,
        descent_m=fall,
        avg_hr=_mean(valid),
        max_hr=float(valid.max()) if len(valid) else np.nan,
        hr_coverage=len(valid) / len(grid) if len(grid) else np.nan,
        hr_seconds=_histogram(valid, 1.0, HR_BINS),
        gap_seconds=_histogram(level[moves], GAP_BIN_M_PER_S, GAP_BINS),
        first_gap_m_per_s=first[0],
        first_hr=first[1],
        second_gap_m_per_s=second[0],
        second_hr=second[1],
        best_s=best_efforts(time_s, distance, policy),
    )


def silences(
    time_s: Floats, distance: Floats | None, policy: Policy | None = None
) -> list[tuple[float, float]]:
    """Pauses that nobody wrote down: no sample for long, and hardly any way made."""
    policy = policy_or_default(policy)
    if distance is None or len(time_s) < 2:
        return []
    known = ~np.isnan(distance)
    moments, places = time_s[known], distance[known]
    lasting = np.diff(moments)
    is_silent = (lasting > policy.number("stream.pause_gap_s")) & (
        np.diff(places) < policy.number("stream.stop_m_per_s") * lasting
    )
    return [
        (float(moments[place]), float(moments[place + 1]))
        for place in np.flatnonzero(is_silent).tolist()
    ]


def running_time(time_s: Floats, pauses: Sequence[tuple[float, float]]) -> Floats:
    """Seconds of running time at each moment: the pauses before it taken out."""
    if not len(pauses):
        return time_s
    edges = np.maximum.accumulate(np.array(sorted(pauses), float).ravel())
    paused = np.zeros(len(edges))
    paused[1::2] = edges[1::2] - edges[::2]
    before = np.interp(time_s, edges, np.cumsum(paused))
    return np.asarray(np.maximum.accumulate(np.maximum(time_s - before, 0.0)))


def travelled(samples: Mapping[str, Floats], time_s: Floats) -> Floats | None:
    """Cumulative distance in m: as recorded, else from the speed; `None` without both."""
    recorded = samples.get("distance_m")
    if recorded is not None and (~np.isnan(recorded)).sum() > 1:
        known = ~np.isnan(recorded)
        filled = np.interp(time_s, time_s[known], recorded[known])
        return np.asarray(np.maximum.accumulate(filled - filled[0]))
    speed = samples.get("speed_m_per_s")
    if speed is None or (~np.isnan(speed)).sum() < 2:
        return None
    step = np.diff(time_s, prepend=time_s[0])
    return np.asarray(np.cumsum(np.nan_to_num(speed) * step))


def best_efforts(
    time_s: Floats, distance: Floats | None, policy: Policy | None = None
) -> Floats:
    """The fastest time over each of `DISTANCES_M` on the clock, pauses included.

    NaN where the run is shorter, or where it would beat every record (a jump of the
    position, not of the runner).
    """
    out = np.full(len(DISTANCES_M), np.nan)
    if distance is None or len(distance) < 2:
        return out
    # Standing still adds time, not distance: keep the last moment of each place to
    # leave it from, and the first to arrive at it.
    rises = np.diff(distance) > 0
    left, leave_s = _where(np.append(rises, True), distance, time_s)
    there, arrive_s = _where(np.insert(rises, 0, True), distance, time_s)
    for place, wanted in enumerate(DISTANCES_M):
        if distance[-1] < wanted:
            break
        goals = left + wanted
        goals = goals[: np.searchsorted(goals, distance[-1], "right")]
        far = np.searchsorted(there, wanted)
        ends = np.interp(goals, there, arrive_s) - leave_s[: len(goals)]
        starts = arrive_s[far:] - np.interp(there[far:] - wanted, left, leave_s)
        out[place] = np.minimum(ends.min(initial=np.inf), starts.min())
    with np.errstate(divide="ignore", invalid="ignore"):
        speed = np.array(DISTANCES_M) / out
    return np.where(speed > speed_ceiling(DISTANCES_M, policy), np.nan, out)


def _where(is_kept: Bools, *columns: Floats) -> Sequence[Floats]:
    """The kept places of each column; all of it where all are kept."""
    return columns if is_kept.all() else [one[is_kept] for one in columns]


def _on(grid: Floats, at: Floats, values: Floats | None) -> Floats | None:
    """`values` read off at each second of running time."""
    if values is None:
        return None
    known = ~np.isnan(values)
    if known.sum() < 2:
        return None
    return np.asarray(np.interp(grid, at[known], values[known]))


def _heart(grid: Floats, at: Floats, values: Floats | None, policy: Policy) -> Floats:
    """Heart rate each second; missing where the next reading is too far away."""
    out = np.full(len(grid), np.nan)
    if values is None or not len(grid):
        return out
    low, high = policy.numbers("plausibility.hr_max_reject_bpm")
    with np.errstate(invalid="ignore"):
        known = np.flatnonzero((values >= low) & (values <= high))
    if not len(known):
        return out
    moments = at[known]
    place = np.clip(np.searchsorted(moments, grid, "right") - 1, 0, len(known) - 1)
    near = (grid - moments[place] <= policy.number("stream.hr_gap_s")) & (
        grid >= moments[0]
    )
    out[near] = values[known][place[near]]
    return out


def _speed(covered: Floats | None, window_s: float) -> Floats:
    """Speed each second over a window around it."""
    if covered is None or len(covered) < 2:
        return np.full(0 if covered is None else len(covered), np.nan)
    half = max(1, int(window_s // 2))
    size = len(covered)
    ends = np.concatenate([covered[half:], np.repeat(covered[-1:], min(half, size))])
    begins = np.concatenate([np.repeat(covered[:1], min(half, size)), covered[:-half]])
    place = np.arange(size)
    lasting = np.minimum(place, half) + np.minimum(place[::-1], half)
    return np.asarray((ends - begins) / np.maximum(lasting, 1))


def _level_speed(covered: Floats | None, factor: Floats, moves: Bools) -> float:
    """Metres on the level, as their cost has it, over the seconds of moving."""
    if covered is None or len(covered) < 2 or not moves[1:].any():
        return np.nan
    made = (np.diff(covered) * factor[1:])[moves[1:]]
    return float(made.sum() / moves[1:].sum())


def _stops(covered: Floats | None, policy: Policy) -> tuple[Floats, Bools]:
    """The seconds of each stop that is long enough to be one, and when they were.

    Looked for in a short window: the long one of the speed would hide half a minute.
    """
    least = policy.number("stream.stop_min_s")
    slow = _speed(covered, least) < policy.number("stream.stop_m_per_s")
    edges = np.diff(np.concatenate([[0], slow.astype(np.int8), [0]]))
    begins, ends = np.flatnonzero(edges > 0), np.flatnonzero(edges < 0)
    is_stop = ends - begins >= least
    stands = np.zeros(len(slow), dtype=bool)
    for begin, end in zip(begins[is_stop], ends[is_stop], strict=True):
        stands[begin:end] = True
    return (ends - begins)[is_stop].astype(float), stands


def _changes(level: Floats, policy: Policy) -> tuple[float, int]:
    """How much the pace changes: spread of its logarithm, and surges above the middle."""
    window = int(policy.number("stream.surge_window_s"))
    level = level[level > 0]
    if len(level) < 4 * window:
        return np.nan, 0
    views = np.lib.stride_tricks.sliding_window_view(level, window)[:: window // 6 or 1]
    # Every value is known, so that there is no need to look for missing ones.
    half = window // 2
    below = [half - 1, half] if window % 2 == 0 else [half]
    medians = np.partition(views, below, axis=1)[:, below].mean(axis=1)
    middle = float(np.median(medians))
    above = medians > middle * policy.number("stream.surge_ratio")
    return float(np.log(medians).std()), int((above[1:] & ~above[:-1]).sum())


def _halves(
    level: Floats, heart: Floats, moves: Bools, policy: Policy
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Mean level speed and heart rate of both halves after settling."""
    settled = int(policy.number("stream.settle_s"))
    nothing = (np.nan, np.nan)
    if len(level) - settled < settled:
        return nothing, nothing
    middle = settled + (len(level) - settled) // 2
    found = []
    for part in (slice(settled, middle), slice(middle, None)):
        counts = moves[part] & ~np.isnan(heart[part])
        found.append((_mean(level[part][counts]), _mean(heart[part][counts])))
    return found[0], found[1]


def _histogram(values: Floats, width: float, bins: int) -> Floats:
    place = np.clip((values / width).astype(np.int64), 0, bins - 1)
    return np.bincount(place, minlength=bins).astype(float)


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else np.nan


def _cv(values: Floats) -> float:
    mean = _mean(values)
    return float(values.std() / mean) if mean > 0 else np.nan


def _last(values: Floats | None) -> float:
    return np.nan if values is None or not len(values) else float(values[-1])

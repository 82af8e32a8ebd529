"""Loads and speeds far above an athlete's own best: likelier a slip than a leap.

Only what came before counts as own best, only with enough of it, and what is reached
nearly again later was no slip. A value that is doubted is no best for those after it.
"""

import itertools

import numpy as np
import numpy.typing as npt

from runlift.science.policy import Policy
from runlift.units import Floats

Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int64]


def leaps_in_load(
    exercise: Codes,
    session: Codes,
    load_kg: Floats,
    is_confirmed: Bools,
    counts: Bools,
    policy: Policy,
) -> tuple[Bools, Floats]:
    """Which sets leap above the own best, and that best.

    Args:
        exercise: a number an exercise.
        session: numbers that rise with the time of the session.
        load_kg: the load; NaN where there is none to compare.
        is_confirmed: the athlete said that the load is right. It is told as a leap all
            the same, but is a best for those after it.
        counts: false for sets that are no history, because they are not believed.
        policy: thresholds.

    Returns:
        For each set whether it leaps, and the best of the earlier sessions in kg; NaN
        where there are too few.
    """
    best = np.full(len(load_kg), np.nan)
    leaps = np.zeros(len(load_kg), bool)
    rows = np.flatnonzero(np.isfinite(load_kg) & (load_kg > 0))
    if not len(rows):
        return leaps, best
    # One entry an exercise and session, in order of time within each exercise.
    span = int(session.max()) + 1
    keys, place = np.unique(exercise[rows] * span + session[rows], return_inverse=True)
    owner = keys // span
    load, known = load_kg[rows], counts[rows]
    top = _highest(place, np.where(known, load, -np.inf), len(keys))
    later = _highest_after(owner, top)
    share = policy.number("plausibility.corroborated_share")
    is_alone = later[place] < share * load
    # What is reached again, or confirmed, is believed whatever came before it.
    sure = known & (~is_alone | is_confirmed[rows])
    floor = _highest_before(
        owner, _highest(place, np.where(sure, load, -np.inf), len(keys))
    )
    visits = _highest(place, known.astype(float), len(keys))
    earlier = _sum_before(owner, visits)
    enough = earlier >= policy.number("plausibility.load_own_best_min_sessions")
    ratio = policy.number("plausibility.load_warn_own_best")
    jumps = is_alone & enough[place] & (load > ratio * floor[place])
    # What stands alone is higher than all that comes later: once one of them is no leap,
    # it is a best that none of the later ones reaches.
    believed = known & is_alone & ~is_confirmed[rows] & ~jumps
    settled = _highest_before(
        owner, _highest(place, np.where(believed, load, -np.inf), len(keys))
    )
    found = np.fmax(floor, settled)[place]
    leaps[rows] = jumps & (load > ratio * found)
    best[rows] = np.where(enough[place] & np.isfinite(found), found, np.nan)
    return leaps, best


def leaps_in_speed(
    distance_m: Floats,
    speed_m_per_s: Floats,
    is_confirmed: Bools,
    counts: Bools,
    policy: Policy,
) -> tuple[Bools, Floats]:
    """Which runs are faster than the own best by too much, and that best.

    The best is the fastest earlier run over a comparable distance or a longer one:
    whoever has run 15 km at a speed can run 10 km at it. Where few runs were that long,
    it is the fastest of all, for nobody is faster over longer distances. Short runs
    without their like before them are not judged.

    Args:
        distance_m: distances, in order of time.
        speed_m_per_s: average speeds; NaN where unknown.
        is_confirmed: as for `leaps_in_load`.
        counts: as for `leaps_in_load`.
        policy: thresholds.
    """
    size = len(distance_m)
    leaps, best = np.zeros(size, bool), np.full(size, np.nan)
    usable = np.isfinite(speed_m_per_s) & (distance_m > 0)
    share = policy.number("plausibility.corroborated_share")
    near = policy.number("plausibility.speed_own_best_distance_share")
    enough = policy.number("plausibility.own_best_min_runs")
    ratio = policy.number("plausibility.speed_warn_own_best")
    is_history = usable & counts
    for one in _alone_among_their_like(
        distance_m, speed_m_per_s, usable, is_history, share, near
    ):
        far, fast = distance_m[one], speed_m_per_s[one]
        reaches = is_history & (distance_m >= far * (1 - near))
        if (speed_m_per_s[one + 1 :][reaches[one + 1 :]] >= share * fast).any():
            continue
        before = is_history[:one] & (distance_m[:one] <= far * (1 + near))
        if before.sum() < enough:
            continue
        has_their_like = (before & reaches[:one]).sum() >= enough
        bests = reaches[:one] if has_their_like else is_history[:one]
        best[one] = speed_m_per_s[:one][bests].max()
        leaps[one] = fast > ratio * best[one]
        if leaps[one] and not is_confirmed[one]:
            is_history[one] = False
    return leaps, best


def _alone_among_their_like(
    distance_m: Floats,
    speed: Floats,
    usable: Bools,
    is_history: Bools,
    share: float,
    near: float,
) -> list[int]:
    """Runs that no later one of about the same distance gets near; few of many.

    All leaps are among them, so that only these need to be compared with every run.
    """
    rows = np.flatnonzero(usable)
    # Runs of one step differ by less than `near`, whichever is the longer.
    step = np.floor(np.log(distance_m[rows]) / np.log1p(near)).astype(np.int64)
    order = np.argsort(step, kind="stable")
    known = np.where(is_history[rows], speed[rows], -np.inf)[order]
    later = np.empty(len(rows))
    later[order] = _highest_after(step[order], known)
    found: list[int] = rows[later < share * speed[rows]].tolist()
    return found


def _highest(place: npt.NDArray[np.intp], values: Floats, size: int) -> Floats:
    out = np.full(size, -np.inf)
    np.maximum.at(out, place, values)
    return out


def _highest_before(owner: Codes, values: Floats) -> Floats:
    """The highest of the earlier values of the same owner; owners stand together."""
    out = np.full(len(values), -np.inf)
    for begin, end in _stretches(owner):
        out[begin + 1 : end] = np.maximum.accumulate(values[begin : end - 1])
    return out


def _highest_after(owner: Codes, values: Floats) -> Floats:
    return _highest_before(owner[::-1], values[::-1])[::-1]


def _sum_before(owner: Codes, values: Floats) -> Floats:
    out = np.zeros(len(values))
    for begin, end in _stretches(owner):
        out[begin + 1 : end] = np.cumsum(values[begin : end - 1])
    return out


def _stretches(owner: Codes) -> list[tuple[int, int]]:
    """Where each owner's values begin and end."""
    edges = np.flatnonzero(np.diff(owner)) + 1
    bounds = [0, *edges.tolist(), len(owner)]
    return list(itertools.pairwise(bounds)) if len(owner) else []

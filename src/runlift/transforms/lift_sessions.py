"""Each lift session as one activity: when it began and ended, and its leg load."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from runlift.science import leg_load
from runlift.science.policy import Policy
from runlift.transforms.instants import instants
from runlift.units import Floats

_DAY_US = 86_400 * 1_000_000

Places = npt.NDArray[np.intp]


def lift_sessions(
    sessions: pd.DataFrame, sets: pd.DataFrame, zone: str, policy: Policy
) -> pd.DataFrame:
    """The sessions with their leg load.

    Args:
        sessions: as `queries/sessions.sql` returns them.
        sets: as `lifted_sets` returns them.
        zone: the athlete's time zone.
        policy: thresholds.

    Returns:
        The columns of `sessions` and: start, end (naive UTC; missing without clock
        time), is_clock_known, end_local, is_end_assumed; sets, hard_sets, leg_sets
        (a set of the left and one of the right side are one),
        unmapped_sets, contacts; leg_load, lift_class; article_sets (hard sets of heavy
        leg exercises that the article's rule is about); made_by (text: the exercises
        that made it heavy, the largest first), adjusted_by (text: novelty and jump-up).
    """
    out = sessions.copy()
    out["is_clock_known"] = out["time_precision"] != "day"
    start = instants(out, zone)
    usual = policy.number("spacing.default_lift_min") * 60
    out["is_end_assumed"] = out["duration_s"].isna()
    lasting = pd.to_timedelta(out["duration_s"].fillna(usual), unit="s")
    known = out["is_clock_known"].to_numpy(bool)
    out["start"] = start.where(known)
    out["end"] = (start + lasting).where(known)
    out["end_local"] = out["start_local"] + lasting
    owner = pd.Index(out["session_id"]).get_indexer(sets["session_id"])
    works = ~sets["is_warmup"].to_numpy(bool)
    jumps = np.where(works, sets["contacts"].to_numpy(float), 0.0)
    contacts = _summed(owner, jumps, len(out))
    counts = {**_counts(sets, owner, len(out)), "contacts": contacts}
    loads = _loads(sets, owner, out["start_local"], contacts, policy)
    for name, values in {**counts, **loads}.items():
        out[name] = values
    return out


def _counts(
    sets: pd.DataFrame, owner: Places, size: int
) -> dict[str, npt.NDArray[Any]]:
    """What the working sets of each session add up to."""
    works = ~sets["is_warmup"].to_numpy(bool)
    share = sets["set_share"].to_numpy(float)

    def count(counted: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        which = works & counted
        # A set of one side that the other side does not answer is a set nevertheless.
        return np.ceil(_summed(owner[which], share[which], size)).astype(np.int64)

    return {
        "sets": count(works),
        "hard_sets": count(sets["is_hard"].to_numpy(bool)),
        "leg_sets": count(sets["leg_points"].to_numpy(float) > 0),
        "unmapped_sets": count(~sets["is_mapped"].to_numpy(bool)),
        "article_sets": count(sets["is_article_set"].to_numpy(bool)),
    }


def _loads(
    sets: pd.DataFrame, owner: Places, at: pd.Series, contacts: Floats, policy: Policy
) -> dict[str, object]:
    """Leg load, class and the words behind them, one value a session."""
    size = len(at)
    is_leg = ~sets["is_warmup"].to_numpy(bool) & (
        sets["leg_points"].to_numpy(float) > 0
    )
    legs, mine = sets[is_leg], owner[is_leg]
    points = legs["leg_points"].to_numpy(float)
    moment = at.to_numpy("datetime64[us]").astype(np.int64)

    # One entry a session and pattern.
    code, known = pd.factorize(legs["pattern"].to_numpy(object))
    names = known.tolist()
    keys, place = np.unique(code * max(size, 1) + mine, return_inverse=True)
    pattern, session = np.divmod(keys, max(size, 1))
    plain = _summed(place, points, len(keys))
    times = _novelty(pattern, moment[session], policy)
    jump = _jump(legs, mine, moment, policy)
    total = _summed(session, plain * times, size)
    load = total * jump + leg_load.contacts_points(contacts, policy)
    with np.errstate(invalid="ignore"):
        ratio = np.nan_to_num(total / _summed(session, plain, size), nan=1.0)
    fresh: list[list[str]] = [[] for _ in range(size)]
    for one, which in zip(
        session[times > 1].tolist(), pattern[times > 1].tolist(), strict=True
    ):
        fresh[one].append(str(names[which]).replace("_", " "))
    return {
        "leg_load": load,
        "lift_class": leg_load.session_class(load, policy),
        "made_by": _made_by(legs, mine, points, size),
        "adjusted_by": [
            _adjustment(rare, by, up, policy)
            for rare, by, up in zip(fresh, ratio.tolist(), jump.tolist(), strict=True)
        ],
    }


def _made_by(
    legs: pd.DataFrame, session: Places, points: Floats, size: int
) -> list[str]:
    """The exercises behind each session's leg load, as a coach would list them."""
    code, known = pd.factorize(legs["exercise"].to_numpy(object))
    names = known.tolist()
    keys, place = np.unique(session * (len(names) + 1) + code, return_inverse=True)
    owner, exercise = np.divmod(keys, len(names) + 1)
    weight = _summed(place, points, len(keys))
    many = np.ceil(_summed(place, legs["set_share"].to_numpy(float), len(keys)))
    said: list[list[str]] = [[] for _ in range(size)]
    order = np.lexsort((-weight, owner))
    for one, which, n in zip(
        *(column[order].tolist() for column in (owner, exercise, many)), strict=True
    ):
        said[one].append(f"{names[which]} {n:g} {'set' if n == 1 else 'sets'}")
    return [", ".join(parts) for parts in said]


def _summed(place: Places, values: Floats, size: int) -> Floats:
    """The sum of the values at each place; of none at all as well."""
    return np.bincount(place, values, size).astype(float)


def _adjustment(patterns: list[str], times: float, jump: float, policy: Policy) -> str:
    parts = []
    if patterns:
        days = policy.number("leg_load.novelty_days")
        verb = "was" if len(patterns) == 1 else "were"
        parts.append(
            f"x{times:.1f}: {', '.join(patterns)} {verb} rare in the {days:g} days before"
        )
    if jump > 1:
        parts.append(f"x{jump:g}: more load or sets than in the weeks before")
    return "; ".join(parts)


def _novelty(
    pattern: npt.NDArray[np.int64], at: npt.NDArray[np.int64], policy: Policy
) -> Floats:
    """The factor of each session and pattern by how often the pattern came before."""
    window = int(policy.number("leg_load.novelty_days")) * _DAY_US
    exposures = np.zeros(len(at))
    for one in np.unique(pattern):
        mine = np.flatnonzero(pattern == one)
        when = np.sort(at[mine])
        # Two sessions of the same day without clock times do not precede each other.
        exposures[mine] = np.searchsorted(when, at[mine], "left") - np.searchsorted(
            when, at[mine] - window, "left"
        )
    return leg_load.novelty_factor(exposures, policy)


def _jump(
    legs: pd.DataFrame, session: Places, moment: npt.NDArray[np.int64], policy: Policy
) -> Floats:
    """The factor of a session whose top load or leg sets exceed the weeks before."""
    size = len(moment)
    counts = np.bincount(session, minlength=size).astype(float)
    with_legs = np.flatnonzero(counts)
    sets_ratio = np.full(size, np.nan)
    sets_ratio[with_legs] = _against_before(
        counts[with_legs], moment[with_legs], policy
    )
    load_ratio = np.full(size, np.nan)
    load = legs["load_kg"].to_numpy(float)
    heavy = legs["is_heavy_legs"].to_numpy(bool) & ~np.isnan(load)
    code, names = pd.factorize(legs["exercise_id"])
    for one in range(len(names)):
        mine = heavy & (code == one)
        top = np.full(size, -np.inf)
        np.maximum.at(top, session[mine], load[mine])
        did = np.flatnonzero(np.isfinite(top))
        ratio = _against_before(top[did], moment[did], policy)
        load_ratio[did] = np.fmax(load_ratio[did], ratio)
    return leg_load.jump_up_factor(load_ratio, sets_ratio, policy)


def _against_before(
    values: Floats, at: npt.NDArray[np.int64], policy: Policy
) -> Floats:
    """Each value as a share of the highest of the days before; NaN for the first."""
    window = int(policy.number("leg_load.jump_up_days")) * _DAY_US
    order = np.argsort(at, kind="stable")
    when, sorted_values = at[order], values[order]
    first = np.searchsorted(when, when - window, "left")
    stop = np.searchsorted(when, when, "left")
    highest = np.full(len(at), np.nan)
    # Few sessions lie in any window: step back through it, all sessions at once.
    for back in range(1, int((np.arange(len(at)) - first).max(initial=0)) + 1):
        place = np.arange(len(at)) - back
        inside = (place >= first) & (place < stop)
        highest[inside] = np.fmax(highest[inside], sorted_values[place[inside]])
    out = np.full(len(at), np.nan)
    out[order] = sorted_values / np.where(highest > 0, highest, np.nan)
    return out

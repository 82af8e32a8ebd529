"""How much a lift session asks of the legs: points per set, factors, classes.

The whole scale is a house design that orders sessions as coaches do; only the direction
of its factors comes from studies. Every number stands in `data/policy.toml`.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from runlift.science.policy import Policy, policy_or_default
from runlift.units import Floats

Bools = npt.NDArray[np.bool_]

CLASSES = ("none", "light", "moderate", "heavy", "very_heavy")
"""Session classes by leg load, rising."""

_ROUNDING = 1e-9


def rir_factor(rir: npt.ArrayLike, policy: Policy | None = None) -> Floats:
    """The weight of a set by its repetitions in reserve, straight between whole ones.

    Unknown RIR counts as `leg_load.unknown_rir`. Sets near failure weigh more: they
    take 24 to 48 h longer to recover from (Moran-Navarro 2017); the sizes are ours.
    """
    policy = policy_or_default(policy)
    known = np.nan_to_num(
        np.asarray(rir, float), nan=policy.number("leg_load.unknown_rir")
    )
    return np.asarray(
        np.interp(
            known,
            policy.numbers("leg_load.rir_nodes"),
            policy.numbers("leg_load.rir_factors"),
        )
    )


def assumed_rir(
    rir: npt.ArrayLike, is_amrap: npt.ArrayLike, policy: Policy | None = None
) -> Floats:
    """RIR with a guess where it is unknown: near failure for as many as possible."""
    policy = policy_or_default(policy)
    rir = np.asarray(rir, float)
    guess = np.where(
        np.asarray(is_amrap, bool),
        policy.number("leg_load.amrap_rir"),
        policy.number("leg_load.unknown_rir"),
    )
    return np.where(np.isnan(rir), guess, rir)


def reps_factor(reps: npt.ArrayLike, policy: Policy | None = None) -> Floats:
    """The weight of a set by its repetitions; nothing done weighs nothing."""
    policy = policy_or_default(policy)
    reps = np.asarray(reps, float)
    factors = np.array(policy.numbers("leg_load.reps_factors"))
    step = np.searchsorted(policy.numbers("leg_load.reps_until"), reps, "left")
    found = np.where(reps > 0, factors[np.minimum(step, len(factors) - 1)], 0.0)
    return np.where(
        np.isnan(reps), policy.number("leg_load.unknown_reps_factor"), found
    )


def set_points(
    leg_factor: npt.ArrayLike,
    rir: npt.ArrayLike,
    reps: npt.ArrayLike,
    is_slow_eccentric: npt.ArrayLike = False,
    policy: Policy | None = None,
) -> Floats:
    """The leg load of working sets; a session's is their sum.

    Args:
        leg_factor: of the exercise; 1 is a squat, 0 an upper-body exercise.
        rir: repetitions in reserve, NaN where unknown.
        reps: repetitions, NaN for holds.
        is_slow_eccentric: lowered for `leg_load.slow_eccentric_s` or longer.
        policy: thresholds.
    """
    policy = policy_or_default(policy)
    slow = np.where(
        np.asarray(is_slow_eccentric, bool),
        policy.number("leg_load.slow_eccentric_factor"),
        1.0,
    )
    return np.asarray(
        np.asarray(leg_factor, float)
        * rir_factor(rir, policy)
        * reps_factor(reps, policy)
        * slow
    )


def contacts_points(contacts: npt.ArrayLike, policy: Policy | None = None) -> Floats:
    """The leg load of jump contacts; both legs landing is one, each single leg one."""
    weight = policy_or_default(policy).number("leg_load.contact_points")
    return np.asarray(weight * np.asarray(contacts, float))


def novelty_factor(exposures: npt.ArrayLike, policy: Policy | None = None) -> Floats:
    """How much more a movement weighs the first times (repeated bout effect).

    New exercises and weeks off count here, and so lengthen no window besides.

    Args:
        exposures: sessions with the same pattern in the `leg_load.novelty_days` before;
            NaN where the log begins too late to tell, which changes nothing.
        policy: thresholds.
    """
    steps = np.array(policy_or_default(policy).numbers("leg_load.novelty"))
    exposures = np.asarray(exposures, float)
    place = np.nan_to_num(exposures, nan=len(steps)).clip(0, len(steps) - 1)
    return np.where(np.isnan(exposures), 1.0, steps[place.astype(np.intp)])


def jump_up_factor(
    top_load_ratio: npt.ArrayLike,
    leg_sets_ratio: npt.ArrayLike,
    policy: Policy | None = None,
) -> Floats:
    """The factor for a session that asks clearly more than the weeks before.

    Args:
        top_load_ratio: top load against the maximum of `leg_load.jump_up_days` before.
        leg_sets_ratio: leg sets against theirs; NaN where there is nothing before.
        policy: thresholds.
    """
    policy = policy_or_default(policy)
    limit = policy.number("leg_load.jump_up_ratio") + _ROUNDING
    is_jump = (np.asarray(top_load_ratio, float) > limit) | (
        np.asarray(leg_sets_ratio, float) > limit
    )
    return np.where(is_jump, policy.number("leg_load.jump_up_factor"), 1.0)


def session_class(leg_load: npt.ArrayLike, policy: Policy | None = None) -> Any:
    """The class (`CLASSES`) of a session's leg load; an empty text for NaN."""
    limits = policy_or_default(policy).numbers("leg_load.class_limits")
    leg_load = np.asarray(leg_load, float)
    # Ten sets of 0.9 must be 9, not 8.999...
    place = np.searchsorted(limits, leg_load + _ROUNDING, "right")
    names = np.array([*CLASSES, ""])
    found = names[np.where(np.isnan(leg_load), len(CLASSES), place)]
    return np.asarray(found)[()]


def is_article_set(
    is_heavy_legs: npt.ArrayLike,
    is_hard: npt.ArrayLike,
    reps: npt.ArrayLike,
    share_of_e1rm: npt.ArrayLike,
    policy: Policy | None = None,
) -> Bools:
    """Which sets are the heavy lower-body lifting that the article's rule is about.

    Hard sets of heavy leg exercises with few repetitions or a high share of the e1RM;
    `leg_load.article_min_sets` of them make a session one of that kind.
    """
    policy = policy_or_default(policy)
    found: Bools = (
        np.asarray(is_heavy_legs, bool)
        & np.asarray(is_hard, bool)
        & (
            (np.asarray(reps, float) <= policy.number("leg_load.article_max_reps"))
            | (
                np.asarray(share_of_e1rm, float)
                >= policy.number("leg_load.article_min_share")
            )
        )
    )
    return found


def is_leg_day(
    lift_class: npt.ArrayLike,
    leg_sets: npt.ArrayLike,
    sets: npt.ArrayLike,
    contacts: npt.ArrayLike,
) -> Bools:
    """Which sessions a coach would call a leg day (house rule): how they are drawn.

    Of class moderate or more, with at least half of the working sets for the legs, or
    with jumps. A few calf raises at the end of an upper-body session do not make one.
    """
    is_heavy = np.isin(np.asarray(lift_class).astype(str), CLASSES[2:])
    leg_sets = np.asarray(leg_sets, float)
    is_mostly = (leg_sets > 0) & (2 * leg_sets >= np.asarray(sets, float))
    found: Bools = is_heavy | is_mostly | (np.asarray(contacts, float) > 0)
    return found


def residual(
    leg_load: npt.ArrayLike, hours: npt.ArrayLike, policy: Policy | None = None
) -> Floats:
    """What is left of a leg load some hours later, for shading a chart (house).

    Not soreness, which peaks at 24 to 48 h. NaN before the lift has ended.
    """
    half_life = policy_or_default(policy).number("leg_load.residual_half_life_h")
    hours = np.asarray(hours, float)
    left = np.asarray(leg_load, float) * 0.5 ** (np.maximum(hours, 0.0) / half_life)
    return np.where(hours >= 0, left, np.nan)

"""What counts as a hard set, and how much a week of them is for a muscle."""

from typing import Any

import numpy as np
import numpy.typing as npt

from runlift.science.policy import Policy, policy_or_default
from runlift.science.strength import rir_from_rpe

Bools = npt.NDArray[np.bool_]

NEVER_HARD = ("plyometric", "throw", "cardio", "mobility")
"""Exercise kinds without hard sets; jumps and throws have their own counts."""

BANDS = ("little", "maintain", "develop", "above", "high")
"""What a week of sets is for a muscle, rising; `little` is little stimulus, not weak."""

_UNBOUNDED = (np.nan, np.nan, np.nan)


def is_warmup(
    kind_is_warmup: npt.ArrayLike,
    load_kg: npt.ArrayLike,
    top_load_kg: npt.ArrayLike,
    reps: npt.ArrayLike,
    top_reps: npt.ArrayLike,
    comes_before_top: npt.ArrayLike,
    kind_is_work: npt.ArrayLike = False,
    policy: Policy | None = None,
) -> Bools:
    """Which sets are warm-ups (house rule).

    A set is one when the log says so, when it is light against the top load, or when
    it stands on the way up to it with not many more repetitions than the top set.

    Args:
        kind_is_warmup: the log calls it a warm-up.
        load_kg: the load. Where the body is part of it (`bodyweight`, `assist`), give
            the system load, or NaN: more help is less load.
        top_load_kg: the highest load of the same exercise in the session.
        reps: repetitions.
        top_reps: repetitions of the top set.
        comes_before_top: the set was done before the top set.
        kind_is_work: the log calls it a drop set or a set to failure; never a warm-up.
        policy: thresholds.
    """
    policy = policy_or_default(policy)
    load = np.asarray(load_kg, float)
    top = np.asarray(top_load_kg, float)
    extra = np.asarray(reps, float) - np.asarray(top_reps, float)
    is_light = load < policy.number("volume.warmup_share") * top
    is_on_the_way = (
        np.asarray(comes_before_top, bool)
        & (load < policy.number("volume.warmup_ramp_share") * top)
        & (extra <= policy.number("volume.warmup_ramp_reps"))
    )
    found: Bools = np.asarray(kind_is_warmup, bool) | (
        (is_light | is_on_the_way) & ~np.asarray(kind_is_work, bool)
    )
    return found


def is_hard(
    exercise_kind: npt.ArrayLike,
    is_warmup: npt.ArrayLike,
    rir: npt.ArrayLike,
    load_kg: npt.ArrayLike,
    reps: npt.ArrayLike,
    share_of_e1rm: npt.ArrayLike,
    top_load_kg: npt.ArrayLike,
    duration_s: npt.ArrayLike,
    rpe: npt.ArrayLike,
    is_amrap_or_max: npt.ArrayLike = False,
    policy: Policy | None = None,
) -> Bools:
    """Which sets count for a muscle's week (house rule).

    Work with at most four repetitions in reserve. Where the reserve is unknown, a
    loaded set counts from 60 % of the e1RM or 85 % of the session's top load, and a set
    without load counts when it has repetitions: nobody logs pull-ups or leg raises
    that were easy, and the article's own must not vanish. A hold counts from 20 s
    unless its RPE says that it was easy. Jumps, throws, cardio and mobility never
    count; an unknown kind is treated as lifting.

    Args:
        exercise_kind: `hard`, `hold`, `plyometric`, `throw`, `cardio`, `mobility`, or
            None.
        is_warmup: the set is a warm-up.
        rir: repetitions in reserve, NaN where unknown (then `rpe` is asked).
        load_kg: as for `is_warmup`; NaN or 0 without load.
        reps: repetitions; NaN for holds.
        share_of_e1rm: load for the e1RM, divided by the exercise's recent e1RM.
        top_load_kg: the highest load of the same exercise in the session.
        duration_s: how long a hold was held.
        rpe: effort, 1 to 10.
        is_amrap_or_max: as many or as long as possible.
        policy: thresholds.
    """
    policy = policy_or_default(policy)
    kind = np.asarray(exercise_kind, object)
    load = np.asarray(load_kg, float)
    reps = np.asarray(reps, float)
    rir = np.asarray(rir, float)
    rpe = np.asarray(rpe, float)
    is_max = np.asarray(is_amrap_or_max, bool)
    reserve = np.where(np.isnan(rir), rir_from_rpe(rpe), rir)
    counts = ~np.any([kind == name for name in NEVER_HARD], axis=0)
    is_near_failure = is_max | (reserve <= policy.number("volume.hard_max_rir"))
    is_heavy = (
        np.asarray(share_of_e1rm, float)
        >= policy.number("volume.hard_min_share_of_e1rm")
    ) | (
        load
        >= policy.number("volume.hard_min_share_of_top")
        * np.asarray(top_load_kg, float)
    )
    is_unloaded = ~(load > 0)
    by_reps = (reps >= 1) & (
        is_near_failure | (np.isnan(reserve) & (is_heavy | is_unloaded))
    )
    by_time = (
        ~(reps >= 1)
        & (np.asarray(duration_s, float) >= policy.number("volume.hold_min_s"))
        & (is_max | ~(rpe < policy.number("volume.hold_min_rpe")))
    )
    found: Bools = counts & ~np.asarray(is_warmup, bool) & (by_reps | by_time)
    return found


def limits(muscle: str, policy: Policy | None = None) -> tuple[float, ...]:
    """Sets a week: maintain from, develop from, develop to, high above.

    NaN for what does not exist: a muscle without a minimum has only the last, one that
    the policy does not know has none.
    """
    policy = policy_or_default(policy)
    key = f"bands.{muscle}"
    if key not in policy:
        return (*_UNBOUNDED, np.nan)
    numbers = policy.numbers(key)
    return numbers if len(numbers) > 1 else (*_UNBOUNDED, *numbers)


def band_of(
    muscle: npt.ArrayLike, sets_per_week: npt.ArrayLike, policy: Policy | None = None
) -> Any:
    """The band (`BANDS`) of fractional hard sets a week, for one muscle or an array.

    A muscle without a minimum is `maintain` up to `high`: indirect work is enough for
    it. An empty text for a muscle without bands, such as `unmapped`, and for NaN.
    """
    names, places = np.unique(np.asarray(muscle, str), return_inverse=True)
    table = np.array([limits(name, policy) for name in names], float)
    found = table.reshape(-1, 4)[places.reshape(np.shape(muscle))]
    maintain, low, high, most = np.moveaxis(found, -1, 0)
    sets = np.asarray(sets_per_week, float)
    band = np.select(
        [
            np.isnan(sets) | np.isnan(most),
            sets > most,
            sets > high,
            sets >= low,
            sets < maintain,
        ],
        ["", "high", "above", "develop", "little"],
        "maintain",
    )
    return band[()]

"""Estimated one-repetition maxima: formulas, quality, trend lines and records."""

import math
from collections.abc import Mapping
from statistics import NormalDist
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from runlift.errors import WrongInput
from runlift.science.cited import Cited
from runlift.science.formula import DEFAULT_FORMULA as DEFAULT_FORMULA
from runlift.science.formula import FORMULAS as FORMULAS
from runlift.science.formula import Formula as Formula
from runlift.science.policy import Policy, policy_or_default
from runlift.units import Floats

Bools = npt.NDArray[np.bool_]

RPE_AT_FAILURE = Cited("RPE_AT_FAILURE", 10, unit="RPE", source="zourdos2016")
"""RPE = 10 - repetitions in reserve."""

RIR_UNDERPREDICTION = Cited(
    "RIR_UNDERPREDICTION",
    0.95,
    unit="reps",
    source="halperin2022",
    note="People leave about one repetition more than they say (95 % CI 0.17 to 1.73), "
    "so an e1RM from logged RIR is 2 to 3 % low. Said, not corrected.",
)

ONE_RM_CV_PERCENT = Cited(
    "ONE_RM_CV_PERCENT",
    4.2,
    unit="%",
    source="grgic2020",
    note="Median test-retest variation of the 1RM; 0.5 to 12.1 % in single studies.",
)


def rir_from_rpe(rpe: npt.ArrayLike) -> Floats:
    """Repetitions in reserve for an RPE of 1 to 10 (Zourdos 2016); NaN outside."""
    rpe = np.asarray(rpe, float)
    is_on_scale = (rpe >= 1) & (rpe <= RPE_AT_FAILURE)
    return np.where(is_on_scale, float(RPE_AT_FAILURE) - rpe, np.nan)


def effective_reps(reps: npt.ArrayLike, rir: npt.ArrayLike) -> Floats:
    """Repetitions that would have been possible: done plus in reserve.

    Unknown RIR counts as none, so the estimate made from it is a lower bound.
    """
    reserve = np.nan_to_num(np.asarray(rir, float), nan=0.0)
    return np.asarray(np.asarray(reps, float) + reserve)


def e1rm(
    load_kg: npt.ArrayLike,
    effective_reps: npt.ArrayLike,
    formula: str = DEFAULT_FORMULA,
    policy: Policy | None = None,
) -> Floats:
    """The estimated one-repetition maximum in kg.

    NaN for no load, for less than one repetition, and beyond
    `e1rm.max_effective_reps`: at 5 reps the formulas differ by 6 %, at 15 by 25 %.

    Raises:
        WrongInput: there is no such formula.
    """
    if formula not in FORMULAS:
        raise WrongInput(
            f"There is no e1RM formula {formula!r}; choose one of {', '.join(FORMULAS)}."
        )
    load_kg = np.asarray(load_kg, float)
    reps = np.asarray(effective_reps, float)
    highest = policy_or_default(policy).number("e1rm.max_effective_reps")
    is_usable = (load_kg > 0) & (reps >= 1) & (reps <= highest)
    # The guard comes first: the formulas have poles not far beyond the limit.
    return FORMULAS[formula].function(
        np.where(is_usable, load_kg, np.nan), np.where(is_usable, reps, np.nan)
    )


def load_for(
    e1rm_kg: npt.ArrayLike,
    effective_reps: npt.ArrayLike,
    formula: str = DEFAULT_FORMULA,
    policy: Policy | None = None,
) -> Floats:
    """The load in kg that an estimated 1RM lets one lift so many times: `e1rm` inverted.

    Raises:
        WrongInput: there is no such formula.
    """
    of_one = e1rm(
        np.ones_like(np.asarray(effective_reps, float)), effective_reps, formula, policy
    )
    return np.asarray(np.asarray(e1rm_kg, float) / of_one)


def reps_at(
    share: npt.ArrayLike,
    formula: str = DEFAULT_FORMULA,
    policy: Policy | None = None,
) -> Floats:
    """Repetitions to failure at a share of the 1RM, down to a tenth of a repetition.

    NaN where they are more than `e1rm.max_effective_reps`.
    """
    highest = policy_or_default(policy).number("e1rm.max_effective_reps")
    reps = np.arange(10, int(10 * highest) + 1) / 10
    shares = 1 / e1rm(np.ones_like(reps), reps, formula, policy)
    share = np.asarray(share, float)
    # Shares fall as repetitions rise; `interp` wants them rising.
    found = np.interp(share, shares[::-1], reps[::-1])
    return np.where((share >= shares[-1]) & (share <= 1), found, np.nan)


def asymmetry_percent(left_kg: npt.ArrayLike, right_kg: npt.ArrayLike) -> Floats:
    """How far the weaker side lies below the stronger one, in percent of the stronger."""
    left, right = np.asarray(left_kg, float), np.asarray(right_kg, float)
    return np.asarray(100 * np.abs(left - right) / np.maximum(left, right))


def quality(effective_reps: npt.ArrayLike, policy: Policy | None = None) -> Floats:
    """How much an estimate counts, 0 to 1; 0 beyond the last step of the policy."""
    policy = policy_or_default(policy)
    reps = np.asarray(effective_reps, float)
    weights = np.array([*policy.numbers("e1rm.quality_weights"), 0.0])
    step = np.searchsorted(policy.numbers("e1rm.quality_until_reps"), reps, "left")
    found = np.where(reps >= 1, weights[np.minimum(step, len(weights) - 1)], 0.0)
    return np.where(np.isnan(reps), np.nan, found)


RIR_STATES: Mapping[str, float] = MappingProxyType(
    {"failure": 0.0, "logged": 1.0, "unknown": 2.0}
)
"""How well the repetitions in reserve of a set are known, as multiples of a guess."""


def observation_sd_percent(
    effective_reps: npt.ArrayLike,
    rir_state: npt.ArrayLike,
    policy: Policy | None = None,
) -> Floats:
    """Standard deviation of one e1RM in percent of it.

    Args:
        effective_reps: repetitions, done and in reserve.
        rir_state: `failure` (taken to failure), `logged`, or `unknown` (a default was
            used); anything else gives NaN.
        policy: thresholds.
    """
    policy = policy_or_default(policy)
    reps = np.asarray(effective_reps, float)
    state = np.asarray(rir_state, object)
    guesses = np.select(
        [state == name for name in RIR_STATES], list(RIR_STATES.values()), np.nan
    )
    return np.sqrt(
        policy.number("e1rm.sd_base_percent") ** 2
        + (policy.number("e1rm.sd_per_rep_percent") * reps) ** 2
        + (policy.number("e1rm.sd_per_rir_percent") * guesses) ** 2
    )


def detectable_change_percent(
    before: int, after: int, confidence: float = 0.95
) -> float:
    """The smallest difference of two means that is not scatter, in percent.

    For means of `before` and `after` sessions at the variation of Grgic 2020:
    6.7 % for three sessions each, 11.6 % for one each (95 %).
    """
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    return float(z * ONE_RM_CV_PERCENT * math.sqrt(1 / before + 1 / after))


def rolling_best(
    days: npt.ArrayLike, values: npt.ArrayLike, window_days: float
) -> Floats:
    """The highest value of the last `window_days` days, each value's own day included.

    Args:
        days: day numbers, not falling.
        values: one value a day number; NaN is passed over.
        window_days: 1 means the day itself.
    """
    days = np.asarray(days, float)
    best = np.where(np.isnan(values), -np.inf, np.asarray(values, float))
    first = np.searchsorted(days, days - window_days, "right")
    place = np.arange(len(days))
    length = place - first + 1
    out = np.full(len(days), -np.inf)
    width = 1
    # `best[i]` is the highest of the `width` values up to i; two such stretches that
    # may overlap cover any window between once and twice as long.
    while width <= length.max(initial=0):
        fits = (length >= width) & (length < 2 * width)
        out[fits] = np.maximum(best[place[fits]], best[first[fits] + width - 1])
        best = np.maximum(
            best, np.r_[np.full(width, -np.inf), best[:-width]][: len(best)]
        )
        width *= 2
    return np.where(np.isneginf(out), np.nan, out)


def ewma(days: npt.ArrayLike, values: npt.ArrayLike, half_life_days: float) -> Floats:
    """The exponentially weighted mean, aware of the days between the values.

    alpha = 1 - 2^(-days / half-life). It begins at the first known value and keeps its
    level over NaN. A second value of the same day adds nothing: give one a day.
    """
    level, last = math.nan, math.nan
    out = []
    pairs = np.column_stack((np.asarray(days, float), np.asarray(values, float)))
    for day, value in pairs.tolist():
        if math.isnan(level):
            level, last = value, day
        elif not math.isnan(value):
            level += (1 - 2 ** (-(day - last) / half_life_days)) * (value - level)
            last = day
        out.append(level)
    return np.array(out, float)


def personal_records(
    values: npt.ArrayLike,
    effective_reps: npt.ArrayLike,
    session_index: npt.ArrayLike,
    policy: Policy | None = None,
) -> Bools:
    """Which sets of one exercise are records.

    A record has at most `e1rm.pr_max_effective_reps` repetitions and beats everything
    of all earlier sessions by `e1rm.pr_ratio`; a session has at most one, its best (of
    equals the one with fewer repetitions). The first session has none: there is
    nothing to beat.

    Args:
        values: e1RM of each set in kg, NaN where there is none.
        effective_reps: repetitions of each set, done and in reserve.
        session_index: numbers that rise with the time of the session.
        policy: thresholds.
    """
    policy = policy_or_default(policy)
    values = np.asarray(values, float)
    reps = np.asarray(effective_reps, float)
    session = np.asarray(session_index)
    known = np.where(np.isnan(values), -np.inf, values)
    order = np.lexsort((reps, -known, session))
    starts = np.flatnonzero(np.r_[True, np.diff(session[order]) != 0][: len(order)])
    if len(starts) == 0:
        return np.zeros(len(values), bool)
    best = np.maximum.accumulate(np.maximum.reduceat(known[order], starts))
    earlier = np.r_[-np.inf, best[:-1]]
    counts = np.diff(np.r_[starts, len(order)])
    to_beat = np.empty(len(values))
    to_beat[order] = np.repeat(earlier, counts) * policy.number("e1rm.pr_ratio")
    beats = (
        (known > to_beat)
        & np.isfinite(to_beat)
        & (reps <= policy.number("e1rm.pr_max_effective_reps"))
    )
    # The best of a session's candidates: the first of them in `order`.
    found = np.zeros(len(values), bool)
    candidates = order[beats[order]]
    firsts = np.r_[True, np.diff(session[candidates]) != 0][: len(candidates)]
    found[candidates[firsts]] = True
    return found


def load_for_e1rm(
    load_basis: npt.ArrayLike,
    load_kg: npt.ArrayLike,
    bodyweight_kg: npt.ArrayLike,
    fraction: npt.ArrayLike,
) -> Floats:
    """The load in kg that an e1RM is about, from the load as entered.

    `total`, `per_hand` and `machine_stack` stand as entered, `per_side_plates` counts
    both sides (the bar is not known). `bodyweight` is the moved share of the body plus
    what was added, `assist` that share less the help. NaN for bands and holds, for
    unknown body mass, and where help exceeds the body.
    """
    basis = np.asarray(load_basis, object)
    load = np.asarray(load_kg, float)
    moved = np.asarray(fraction, float) * np.asarray(bodyweight_kg, float)
    system = np.select(
        [
            (basis == "total") | (basis == "per_hand") | (basis == "machine_stack"),
            basis == "per_side_plates",
            basis == "bodyweight",
            basis == "assist",
        ],
        [load, 2 * load, moved + np.nan_to_num(load, nan=0.0), moved - np.abs(load)],
        np.nan,
    )
    return np.where(system > 0, system, np.nan)


def tonnage_per_rep(
    load_basis: npt.ArrayLike,
    load_kg: npt.ArrayLike,
    bodyweight_kg: npt.ArrayLike,
    fraction: npt.ArrayLike,
    is_unilateral: npt.ArrayLike = False,
    is_one_sided: npt.ArrayLike = False,
) -> Floats:
    """What one logged repetition moves, in kg.

    Two dumbbells count twice, and so does a repetition that was done on each side. A
    dumbbell exercise done on each side counts twice as well, not four times: whether
    one or two dumbbells were held is not in any log. A set of one side alone counts
    once: the other side has a set of its own. NaN for bands and holds.
    """
    system = load_for_e1rm(load_basis, load_kg, bodyweight_kg, fraction)
    is_double = (np.asarray(load_basis, object) == "per_hand") | np.asarray(
        is_unilateral, bool
    )
    return np.where(is_double & ~np.asarray(is_one_sided, bool), 2.0, 1.0) * system

"""Do runs get worse after heavy legs? One athlete's own runs, with n and an interval.

House protocol: a linear model takes out what else moves a run, labels are permuted
within blocks of weeks for the p-value, and weeks are drawn anew for the interval. Below
the minimum of runs there is no estimate; what the interval cannot tell is `unclear`.
A drop is always for the worse and a gain for the better, whichever way the number goes.
"""

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from runlift.science import shares
from runlift.science.policy import Policy, policy_or_default
from runlift.units import Floats

Bools = npt.NDArray[np.bool_]

Verdict = Literal[
    "clear drop",
    "small drop",
    "no meaningful drop",
    "small gain",
    "clear gain",
    "unclear",
    "early look",
    "too few",
]

SEED = 20260109
"""The same log always gives the same answer."""

_SAME = 1e-9
_RIDGE = 1e-9
"""Keeps a resample in which a term does not vary from having no solution."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is compared: in which unit, how much is meaningful, which way is worse."""

    meaningful: str
    """The threshold that holds the smallest difference worth knowing."""
    is_log: bool = False
    """Outcomes are logarithms, and differences are given in percent."""
    is_higher_worse: bool = False


SPEED = Measure("effect.meaningful_percent", is_log=True)
"""Logarithm of the level speed per heart beat; differences in percent."""

RPE = Measure("effect.meaningful_rpe", is_higher_worse=True)
"""How hard a run felt, 0 to 10; differences in points."""

COMPLETED = Measure("effect.meaningful_completed")
"""Planned runs that were completed, of a hundred; differences in percentage points."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What one kind of day before a run went with, in the unit of the measure."""

    verdict: Verdict
    exposed: int
    controls: int
    weeks: int
    estimate: float = math.nan
    low: float = math.nan
    high: float = math.nan
    p_value: float = math.nan
    more_runs: int = 0
    """Roughly how many more exposed runs would tell; 0 where that cannot be said."""


def effect(
    outcome: npt.ArrayLike,
    is_exposed: npt.ArrayLike,
    covariates: npt.ArrayLike,
    week: npt.ArrayLike,
    policy: Policy | None = None,
    measure: Measure = SPEED,
) -> Effect:
    """The difference that exposure goes with, other things equal.

    Args:
        outcome: what is compared, one value a run; a logarithm where the measure is.
        is_exposed: whether the run came soon after; the others are controls.
        covariates: one row a run, what else moves the outcome; no constant.
        week: number of the week of each run.
        policy: thresholds, section `effect`.
        measure: what the outcome is.

    Returns:
        estimate, low, high in percent or points, exposed less control. The verdict
        holds what is meaningful against the interval: a drop that is surely one and as
        large is clear, an interval wholly within is no meaningful drop. An outcome that
        is the same in every run tells nothing: unclear, without an estimate.
    """
    policy = policy_or_default(policy)
    y = np.asarray(outcome, float)
    exposed = np.asarray(is_exposed, bool)
    weeks = np.asarray(week, np.int64)
    found = _counted(exposed, weeks, policy)
    if found.verdict != "unclear" or np.ptp(y) <= _SAME:
        return found
    design = _design(np.asarray(covariates, float))
    estimate = float(_coefficients(y, exposed[None, :].astype(float), design)[0])
    low, high = _interval(y, exposed, design, weeks, policy)
    shown = _percent if measure.is_log else float
    return _judged(
        replace(
            found,
            estimate=shown(estimate),
            low=shown(low),
            high=shown(high),
            p_value=_p_value(y, exposed, design, weeks, estimate, policy),
        ),
        measure,
        policy,
    )


def completion(
    is_completed: npt.ArrayLike,
    is_exposed: npt.ArrayLike,
    week: npt.ArrayLike,
    policy: Policy | None = None,
) -> Effect:
    """How much more or less often planned runs were completed after exposure.

    Args:
        is_completed: 1 or 0 for each planned run; NaN where it is unknown, which counts
            for nothing.
        is_exposed: whether the run was planned soon after; the others are controls.
        week: number of the week of each run.
        policy: thresholds, section `effect`.

    Returns:
        estimate, low, high in percentage points, exposed less control. The p-value is
        exact: Fisher's, with labels dealt within blocks of weeks. The interval is the
        wider of weeks drawn anew and of Newcombe's for two shares (1998, method 10),
        for draws of runs that were all completed are all alike.
    """
    policy = policy_or_default(policy)
    known = ~np.isnan(np.asarray(is_completed, float))
    y = np.asarray(is_completed, float)[known]
    exposed = np.asarray(is_exposed, bool)[known]
    weeks = np.asarray(week, np.int64)[known]
    found = _counted(exposed, weeks, policy)
    if found.verdict != "unclear":
        return found
    low, high = _interval(y, exposed, np.ones((len(y), 1)), weeks, policy)
    lowest, highest = shares.difference_interval(
        int(y[exposed].sum()),
        found.exposed,
        int(y[~exposed].sum()),
        found.controls,
        policy.number("effect.confidence"),
    )
    return _judged(
        replace(
            found,
            estimate=100 * float(y[exposed].mean() - y[~exposed].mean()),
            low=100 * min(low, lowest),
            high=100 * max(high, highest),
            p_value=shares.exact_p_value(y, exposed, _blocks(weeks, policy)),
        ),
        COMPLETED,
        policy,
    )


def _counted(exposed: Bools, weeks: npt.NDArray[np.int64], policy: Policy) -> Effect:
    """The numbers of runs, `unclear` where they suffice for an estimate."""
    count, others = int(exposed.sum()), int((~exposed).sum())
    found = Effect("too few", count, others, len(np.unique(weeks)))
    if count < policy.number("effect.early_exposed"):
        return found
    is_enough = (
        count >= policy.number("effect.min_exposed")
        and others >= policy.number("effect.min_controls")
        and found.weeks >= policy.number("effect.min_weeks")
    )
    return replace(found, verdict="unclear" if is_enough else "early look")


def matched_controls(
    is_exposed: npt.ArrayLike,
    day: npt.ArrayLike,
    is_weekend: npt.ArrayLike,
    distance_m: npt.ArrayLike,
    temperature_c: npt.ArrayLike,
    terrain: npt.ArrayLike,
    policy: Policy | None = None,
) -> list[tuple[int, list[int]]]:
    """For each exposed run the controls that are most like it.

    Alike are runs within `effect.match_days`, on the same kind of day of the week, over
    a similar distance, on the same kind of ground and in similar warmth where both
    temperatures are known.

    Returns:
        Place of the exposed run, places of at most `effect.match_controls`, the nearest
        in time first; exposed runs without a match are left out.
    """
    policy = policy_or_default(policy)
    exposed = np.asarray(is_exposed, bool)
    days = np.asarray(day, float)
    weekend = np.asarray(is_weekend, bool)
    distance = np.asarray(distance_m, float)
    warmth = np.asarray(temperature_c, float)
    ground = np.asarray(terrain, object)
    controls = np.flatnonzero(~exposed)
    found = []
    for place in np.flatnonzero(exposed).tolist():
        apart = np.abs(days[controls] - days[place])
        with np.errstate(invalid="ignore"):
            is_alike = (
                (apart <= policy.number("effect.match_days"))
                & (weekend[controls] == weekend[place])
                & (
                    np.abs(distance[controls] / distance[place] - 1)
                    <= policy.number("effect.match_distance_share")
                )
                & ~(
                    np.abs(warmth[controls] - warmth[place])
                    > policy.number("effect.match_temperature_c")
                )
                & (ground[controls] == ground[place])
            )
        alike = controls[is_alike]
        nearest = alike[np.argsort(apart[is_alike], kind="stable")]
        if nearest.size:
            kept = nearest[: int(policy.number("effect.match_controls"))]
            found.append((place, kept.tolist()))
    return found


def date_spline(day: npt.ArrayLike, knots: int = 4) -> Floats:
    """A smooth course over time: restricted cubic spline of days, `knots` - 1 columns.

    Straight beyond the outer knots (Harrell 2001); knots at even quantiles.
    """
    x = np.asarray(day, float)
    at = np.unique(np.quantile(x, np.linspace(0.05, 0.95, knots)))
    span = max(float(np.ptp(x)), 1.0)
    columns = [(x - x.mean()) / span]
    if len(at) >= 3:
        scale = (at[-1] - at[0]) ** 2

        def cubed(knot: float) -> Floats:
            return np.asarray(np.maximum(x - knot, 0.0) ** 3)

        width = at[-1] - at[-2]
        for knot in at[:-2]:
            bend = (
                cubed(knot)
                - cubed(at[-2]) * (at[-1] - knot) / width
                + cubed(at[-1]) * (at[-2] - knot) / width
            )
            columns.append(bend / scale / span)
    return np.column_stack(columns)


def _design(covariates: Floats) -> Floats:
    """A constant and the terms that vary, scaled so that none drowns another."""
    spread = covariates.std(axis=0)
    # A term that is the same but for rounding is a second constant.
    varies = spread > _SAME * np.maximum(np.abs(covariates).max(axis=0), 1.0)
    kept = covariates[:, varies]
    scaled = (kept - kept.mean(axis=0)) / kept.std(axis=0)
    return np.column_stack((np.ones(len(covariates)), scaled))


def _coefficients(y: Floats, labels: Floats, design: Floats) -> Floats:
    """The coefficient of each row of labels beside the other terms (Frisch-Waugh)."""
    basis, _ = np.linalg.qr(design)
    left_y = y - basis @ (basis.T @ y)
    left = labels - (labels @ basis) @ basis.T
    size = np.einsum("ij,ij->i", left, left)
    # Labels that the other terms tell as well say nothing by themselves.
    return np.asarray((left @ left_y) / np.maximum(size, _SAME))


def _blocks(week: npt.NDArray[np.int64], policy: Policy) -> npt.NDArray[np.int64]:
    """Numbers of the blocks of weeks within which labels are dealt."""
    size = int(policy.number("effect.block_weeks"))
    return np.asarray((week - week.min()) // size)


def _p_value(
    y: Floats,
    exposed: Bools,
    design: Floats,
    week: npt.NDArray[np.int64],
    estimate: float,
    policy: Policy,
) -> float:
    """How often labels dealt anew within blocks of weeks differ as much, two-sided."""
    rng = np.random.default_rng(SEED)
    block = _blocks(week, policy)
    order = np.argsort(block, kind="stable")
    times = int(policy.number("effect.permutations"))
    # Sorted by block and then at random: a shuffle within each block, all at once.
    drawn = rng.random((times, len(y))) + block[order]
    dealt = np.empty((times, len(y)))
    dealt[:, order] = exposed[order][np.argsort(drawn, axis=1)]
    found = _coefficients(y, dealt, design)
    extreme = int((np.abs(found) >= abs(estimate) - 1e-12).sum())
    return (extreme + 1) / (times + 1)


def _interval(
    y: Floats,
    exposed: Bools,
    design: Floats,
    week: npt.NDArray[np.int64],
    policy: Policy,
) -> tuple[float, float]:
    """Where the estimate lies when the weeks are drawn anew."""
    confidence = policy.number("effect.confidence")
    low, high = np.quantile(
        _resampled(y, exposed, design, week, policy),
        [(1 - confidence) / 2, (1 + confidence) / 2],
    )
    return float(low), float(high)


def _resampled(
    y: Floats,
    exposed: Bools,
    design: Floats,
    week: npt.NDArray[np.int64],
    policy: Policy,
) -> Floats:
    """The estimates in logs whose weeks are drawn from this one's."""
    rng = np.random.default_rng(SEED)
    terms = np.column_stack((exposed.astype(float), design))
    names, place = np.unique(week, return_inverse=True)
    size = terms.shape[1]
    # What each week adds to the normal equations; a resample only counts the weeks.
    squares = np.zeros((len(names), size, size))
    products = np.zeros((len(names), size))
    np.add.at(squares, place, terms[:, :, None] * terms[:, None, :])
    np.add.at(products, place, terms * y[:, None])
    drawn = rng.multinomial(
        len(names),
        np.full(len(names), 1 / len(names)),
        size=int(policy.number("effect.resamples")),
    ).astype(float)
    left = np.einsum("bw,wij->bij", drawn, squares) + _RIDGE * np.eye(size)
    right = drawn @ products
    solved = np.linalg.solve(left, right[:, :, None])[:, 0, 0]
    # A draw without an exposed or without a control run says nothing.
    shown = drawn @ np.column_stack(
        [np.bincount(place, exposed), np.bincount(place, ~exposed)]
    )
    return np.asarray(solved[(shown > 0).all(axis=1)])


def _judged(found: Effect, measure: Measure, policy: Policy) -> Effect:
    """The same with its verdict, and with how many more runs would tell."""
    size = policy.number(measure.meaningful)
    low, high, value = found.low, found.high, found.estimate
    if measure.is_higher_worse:
        low, high, value = -high, -low, -value
    verdict: Verdict = "unclear"
    if high < 0:
        verdict = "clear drop" if value <= -size else "small drop"
    elif low > 0:
        verdict = "clear gain" if value >= size else "small gain"
    elif low >= -size and high <= size:
        verdict = "no meaningful drop"
    more = _more(found, size, policy) if verdict == "unclear" else 0
    return replace(found, verdict=verdict, more_runs=more)


def _more(found: Effect, size: float, policy: Policy) -> int:
    """Exposed runs until the interval is narrow enough for an answer either way.

    It shrinks with the root of their number; narrow enough is within the meaningful
    size on both sides of the estimate.
    """
    half = (found.high - found.low) / 2
    more = math.ceil(found.exposed * (half / size) ** 2) - found.exposed
    return more if 0 < more <= policy.number("effect.more_max") else 0


def _percent(log_difference: float) -> float:
    return 100 * math.expm1(log_difference)

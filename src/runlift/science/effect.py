"""Do runs get worse after heavy legs? One athlete's own runs, with n and an interval.

House protocol: a linear model takes out what else moves a run, labels are permuted
within blocks of weeks for the p-value, and weeks are drawn anew for the interval. Below
the minimum of runs there is no estimate; what the interval cannot tell is `unclear`.
"""

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

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
class Effect:
    """What one kind of day before a run went with, in percent of the outcome."""

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
) -> Effect:
    """The difference that exposure goes with, other things equal.

    Args:
        outcome: logarithm of what is compared, one value a run.
        is_exposed: whether the run came soon after; the others are controls.
        covariates: one row a run, what else moves the outcome; no constant.
        week: number of the week of each run.
        policy: thresholds, section `effect`.

    Returns:
        estimate, low, high in percent. The verdict holds `effect.meaningful_percent`
        against the interval: a drop that is surely one and as large is clear, an
        interval wholly within is no meaningful drop.
    """
    policy = policy_or_default(policy)
    y = np.asarray(outcome, float)
    exposed = np.asarray(is_exposed, bool)
    weeks = np.asarray(week, np.int64)
    count, others = int(exposed.sum()), int((~exposed).sum())
    found = Effect("too few", count, others, len(np.unique(weeks)))
    if count < policy.number("effect.early_exposed"):
        return found
    is_enough = (
        count >= policy.number("effect.min_exposed")
        and others >= policy.number("effect.min_controls")
        and found.weeks >= policy.number("effect.min_weeks")
    )
    if not is_enough:
        return replace(found, verdict="early look")
    design = _design(np.asarray(covariates, float))
    estimate = _coefficients(y, exposed[None, :].astype(float), design)[0]
    resampled = _resampled(y, exposed, design, weeks, policy)
    confidence = policy.number("effect.confidence")
    low, high = np.quantile(resampled, [(1 - confidence) / 2, (1 + confidence) / 2])
    found = replace(
        found,
        estimate=_percent(estimate),
        low=_percent(float(low)),
        high=_percent(float(high)),
        p_value=_p_value(y, exposed, design, weeks, float(estimate), policy),
    )
    verdict = _verdict(found, policy)
    more = _more(found, policy) if verdict == "unclear" else 0
    return replace(found, verdict=verdict, more_runs=more)


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
    block = (week - week.min()) // int(policy.number("effect.block_weeks"))
    order = np.argsort(block, kind="stable")
    times = int(policy.number("effect.permutations"))
    # Sorted by block and then at random: a shuffle within each block, all at once.
    drawn = rng.random((times, len(y))) + block[order]
    dealt = np.empty((times, len(y)))
    dealt[:, order] = exposed[order][np.argsort(drawn, axis=1)]
    found = _coefficients(y, dealt, design)
    extreme = int((np.abs(found) >= abs(estimate) - 1e-12).sum())
    return (extreme + 1) / (times + 1)


def _resampled(
    y: Floats,
    exposed: Bools,
    design: Floats,
    week: npt.NDArray[np.int64],
    policy: Policy,
) -> Floats:
    """The estimate in logs whose weeks are drawn from this one's."""
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


def _verdict(found: Effect, policy: Policy) -> Verdict:
    size = policy.number("effect.meaningful_percent")
    if found.high < 0:
        return "clear drop" if found.estimate <= -size else "small drop"
    if found.low > 0:
        return "clear gain" if found.estimate >= size else "small gain"
    if found.low >= -size and found.high <= size:
        return "no meaningful drop"
    return "unclear"


def _more(found: Effect, policy: Policy) -> int:
    """Exposed runs until the interval is narrow enough for an answer either way.

    It shrinks with the root of their number; narrow enough is within the meaningful
    size on both sides of the estimate.
    """
    half = (found.high - found.low) / 2
    needed = found.exposed * (half / policy.number("effect.meaningful_percent")) ** 2
    more = math.ceil(needed) - found.exposed
    return more if 0 < more <= policy.number("effect.more_max") else 0


def _percent(log_difference: float) -> float:
    return 100 * math.expm1(log_difference)

"""Is a lift progressing, standing still or falling? Said only where the log can tell.

House rules over a Theil-Sen slope: what is sure is named, what is not is `unclear`,
and below the minimum of sessions there is no answer at all.
"""

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from runlift.science.policy import Policy, policy_or_default
from runlift.science.slope import bootstrap_slope, slope_beside_groups
from runlift.science.strength import ONE_RM_CV_PERCENT, detectable_change_percent
from runlift.units import Floats

State = Literal["progressing", "plateau", "regressing", "unclear", "too_little"]

STATES: tuple[State, ...] = (
    "progressing",
    "plateau",
    "regressing",
    "unclear",
    "too_little",
)

MONTH_DAYS = 30
"""Slopes are told per 30 days."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How one lift went in the last weeks, in percent per 30 days."""

    state: State
    sessions: int
    span_days: float
    missing_sessions: int = 0
    """So many more sessions are needed before anything is said."""
    missing_days: float = 0.0
    """By so many days the sessions lie too close together."""
    slope: float = math.nan
    low: float = math.nan
    high: float = math.nan
    p_value: float = math.nan
    fall: float = math.nan
    """How far the last three sessions lie below the best three, in percent."""
    scatter_fall: float = math.nan
    """The fall that scatter alone may show, in percent."""
    adjusted_slope: float = math.nan
    """The slope beside the change of repetitions; NaN where they did not change."""
    more_sessions: int = 0
    """Roughly how many more sessions would tell; 0 where that cannot be said."""


def progress(
    days: npt.ArrayLike,
    e1rm_kg: npt.ArrayLike,
    reps: npt.ArrayLike,
    last_day: float,
    policy: Policy | None = None,
) -> Progress:
    """Judge one exercise by its sessions up to a day.

    Args:
        days: day number of each session, not falling.
        e1rm_kg: its estimate.
        reps: the repetitions it was estimated from.
        last_day: the day that is asked about.
        policy: thresholds, section `trend`.

    Returns:
        `progressing` when the interval lies above zero and the slope is worth a word;
        `plateau` when the interval lies within a narrow band around zero; `regressing`
        when the interval lies below zero and the last sessions have fallen by more
        than scatter; else `unclear`.
    """
    policy = policy_or_default(policy)
    days = np.asarray(days, float)
    inside = (days > last_day - policy.number("trend.window_days")) & (days <= last_day)
    days = days[inside]
    values = np.log(np.asarray(e1rm_kg, float)[inside])
    span = float(days[-1] - days[0]) if days.size else 0.0
    found = Progress("too_little", days.size, span)
    missing = int(policy.number("trend.min_sessions")) - days.size
    apart = policy.number("trend.min_span_days") - span
    if missing > 0 or apart > 0:
        return replace(
            found, missing_sessions=max(missing, 0), missing_days=max(apart, 0.0)
        )
    slope = bootstrap_slope(
        days,
        values,
        int(policy.number("trend.resamples")),
        policy.number("trend.confidence"),
    )
    fall, scatter = _fall(days, values, slope.value, policy)
    found = replace(
        found,
        slope=_percent(slope.value),
        low=_percent(slope.low),
        high=_percent(slope.high),
        p_value=slope.p_value,
        fall=fall,
        scatter_fall=scatter,
        adjusted_slope=_adjusted(days, values, reps_in(reps, inside), policy),
    )
    state = _state(found, policy)
    return replace(
        found,
        state=state,
        more_sessions=_more(found, policy) if state == "unclear" else 0,
    )


def reps_in(reps: npt.ArrayLike, inside: npt.NDArray[np.bool_]) -> Floats:
    """The repetitions of the sessions that are looked at."""
    chosen: Floats = np.asarray(reps, float)[inside]
    return chosen


def rep_band(reps: npt.ArrayLike, policy: Policy | None = None) -> npt.NDArray[np.intp]:
    """The band of repetitions of each session, counted from 0; beyond the last, too."""
    limits = policy_or_default(policy).numbers("trend.band_until_reps")
    found: npt.NDArray[np.intp] = np.searchsorted(limits, np.asarray(reps, float))
    return found


def band_name(band: int, policy: Policy | None = None) -> str:
    """A band as lifters say it: `1-3`, `4-6`, `7-10`, `11-15`, `over 15`."""
    limits = policy_or_default(policy).numbers("trend.band_until_reps")
    if band >= len(limits):
        return f"over {limits[-1]:g}"
    first = 1 if band == 0 else limits[band - 1] + 1
    return f"{first:g}-{limits[band]:g}"


def phase_starts(
    reps: npt.ArrayLike, policy: Policy | None = None
) -> list[tuple[int, int, int]]:
    """Where training moved to another band of repetitions, and stayed.

    Args:
        reps: of each session, in the order of time.
        policy: `trend.phase_min_sessions` in a row make a phase.

    Returns:
        Place of the first session, the band before, the band from there on.
    """
    policy = policy_or_default(policy)
    band = rep_band(reps, policy)
    if not band.size:
        return []
    starts = np.flatnonzero(np.r_[True, band[1:] != band[:-1]])
    lengths = np.diff(np.r_[starts, band.size])
    long = starts[lengths >= policy.number("trend.phase_min_sessions")]
    found, last = [], None
    for place in long.tolist():
        now = int(band[place])
        if last is not None and now != last:
            found.append((place, last, now))
        last = now
    return found


def _state(found: Progress, policy: Policy) -> State:
    if math.isnan(found.low):
        return "unclear"
    narrow = policy.number("trend.plateau_percent")
    if found.low > 0 and found.slope >= policy.number("trend.progress_min_percent"):
        return "progressing"
    if found.low >= -narrow and found.high <= narrow:
        return "plateau"
    if found.high < 0 and found.fall >= found.scatter_fall:
        return "regressing"
    return "unclear"


def _fall(
    days: Floats, values: Floats, slope: float, policy: Policy
) -> tuple[float, float]:
    """How far the last three lie below the best three, and what scatter would do."""
    best, last = np.sort(values)[-3:].mean(), values[-3:].mean()
    confidence = policy.number("trend.change_confidence")
    scatter = detectable_change_percent(3, 3, confidence)
    if values.size >= policy.number("trend.own_sd_min_sessions"):
        residuals = values - slope * days
        own = 100 * float(residuals.std(ddof=2))
        own = max(own, policy.number("trend.own_sd_floor_percent"))
        scatter *= own / ONE_RM_CV_PERCENT
    return float(100 * (1 - math.exp(last - best))), scatter


def _adjusted(days: Floats, values: Floats, reps: Floats, policy: Policy) -> float:
    """The slope beside the bands of repetitions, where two of them have enough sessions."""
    band = rep_band(reps, policy)
    kinds, counts = np.unique(band, return_counts=True)
    enough = kinds[counts >= policy.number("trend.band_min_sessions")]
    if enough.size < 2:
        return math.nan
    known = np.isin(band, enough)
    return _percent(slope_beside_groups(days[known], values[known], band[known]))


def _more(found: Progress, policy: Policy) -> int:
    """Sessions until the interval would leave zero out, if the slope is what it seems.

    An interval shrinks with the root of the number of sessions.
    """
    if math.isnan(found.low) or abs(found.slope) < policy.number(
        "trend.progress_min_percent"
    ):
        return 0
    half = (found.high - found.low) / 2
    more = math.ceil(found.sessions * (half / abs(found.slope)) ** 2) - found.sessions
    return more if 0 < more <= policy.number("trend.forecast_max_sessions") else 0


def _percent(slope_a_day: float) -> float:
    """A slope of logarithms as percent per 30 days."""
    return 100 * math.expm1(MONTH_DAYS * slope_a_day)

"""How each exercise went in the last weeks: state, slope, and the evidence in words."""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from runlift.science import progress as science
from runlift.science.policy import Policy
from runlift.science.progress import Progress
from runlift.science.slope import holm
from runlift.transforms.session_e1rm import stretches
from runlift.units import Floats

COLUMNS = (
    "exercise_id",
    "exercise",
    "state",
    "is_possible",
    "sessions",
    "all_sessions",
    "last_day",
    "current_kg",
    "slope",
    "low",
    "high",
    "adjusted_slope",
    "evidence",
)

STATE_WORDS = {
    "progressing": "progressing",
    "plateau": "plateau",
    "regressing": "regressing",
    "unclear": "unclear",
    "too_little": "not enough data",
}


def strength_trends(
    sessions: pd.DataFrame, last_day: pd.Timestamp, policy: Policy
) -> pd.DataFrame:
    """One row an exercise, the most sessions of the last weeks first.

    Args:
        sessions: as `session_e1rm` returns them.
        last_day: the day that is asked about.
        policy: thresholds.

    Returns:
        `COLUMNS`: state (see `science.progress.STATES`); is_possible (one of several
        lifts rises or falls by chance: the state did not survive Holm's correction);
        sessions (in the trend), all_sessions (ever), last_day (of training),
        current_kg (the best of the last weeks); slope, low, high, adjusted_slope in
        percent per 30 days; evidence (a sentence).
    """
    until = int(last_day.to_datetime64().astype("datetime64[D]").astype(np.int64))
    known = sessions[sessions["day"] <= last_day]
    log = _Log(
        known["day"].to_numpy("datetime64[D]").astype(np.int64),
        known["e1rm_kg"].to_numpy(float),
        known["reps"].to_numpy(float),
        known["is_in_trend"].to_numpy(bool),
        known["is_lower_bound"].to_numpy(bool),
    )
    owned = stretches(known["exercise_id"])
    judged = [_judged(log, own, until, policy) for own in owned]
    survives = _survives(judged, policy)
    firsts = [own.start for own in owned]
    names = known[["exercise_id", "exercise"]].iloc[firsts].to_numpy(object).tolist()
    days = known["day"].to_numpy()
    rows = [
        (
            *name,
            one.state,
            one.state in ("progressing", "regressing") and not sure,
            one.sessions,
            own.stop - own.start,
            days[own.stop - 1],
            _current(log, own, until, policy),
            one.slope,
            one.low,
            one.high,
            one.adjusted_slope,
            _evidence(one, log, own, until, policy),
        )
        for name, own, one, sure in zip(names, owned, judged, survives, strict=True)
    ]
    out = pd.DataFrame(rows, columns=list(COLUMNS)).astype(
        {"last_day": "datetime64[us]", "current_kg": float}
    )
    return out.sort_values(
        ["sessions", "all_sessions", "exercise"],
        ascending=[False, False, True],
        ignore_index=True,
    )


def phases(sessions: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """Where the training of one exercise moved to other repetitions and stayed there.

    Args:
        sessions: as `session_e1rm` returns them, of one exercise.
        policy: thresholds.

    Returns:
        day, before, after: bands of repetitions such as `7-10`.
    """
    found = science.phase_starts(sessions["reps"].to_numpy(float), policy)
    return pd.DataFrame(
        {
            "day": sessions["day"].iloc[[place for place, _, _ in found]].to_numpy(),
            "before": [science.band_name(one, policy) for _, one, _ in found],
            "after": [science.band_name(one, policy) for _, _, one in found],
        }
    )


class _Log(NamedTuple):
    """The sessions as columns, those of one exercise beside each other."""

    day: npt.NDArray[np.int64]
    e1rm_kg: Floats
    reps: Floats
    is_in_trend: npt.NDArray[np.bool_]
    is_lower_bound: npt.NDArray[np.bool_]


def _judged(log: _Log, own: slice, until: int, policy: Policy) -> Progress:
    used = log.is_in_trend[own]
    return science.progress(
        log.day[own][used], log.e1rm_kg[own][used], log.reps[own][used], until, policy
    )


def _survives(judged: list[Progress], policy: Policy) -> list[bool]:
    """Which slopes differ from zero though several were looked at."""
    asked = [place for place, one in enumerate(judged) if not math.isnan(one.p_value)]
    kept = holm(
        [judged[place].p_value for place in asked], policy.number("trend.holm_level")
    )
    out = [False] * len(judged)
    for place, is_kept in zip(asked, kept, strict=True):
        out[place] = is_kept
    return out


def _current(log: _Log, own: slice, until: int, policy: Policy) -> float:
    """The best of the last weeks; NaN after a break as long."""
    days = policy.number("e1rm.rolling_best_days")
    recent = log.e1rm_kg[own][log.day[own] > until - days]
    return float(recent.max()) if recent.size else math.nan


def _evidence(one: Progress, log: _Log, own: slice, until: int, policy: Policy) -> str:
    weeks = f"{policy.number('trend.window_days') / 7:g} weeks"
    if one.state == "too_little":
        return _missing(one, weeks)
    confidence = 100 * policy.number("trend.confidence")
    said = (
        f"{one.slope:+.1f} % a month over {one.sessions} sessions in {weeks} "
        f"({confidence:g} % interval {one.low:+.1f} to {one.high:+.1f})"
    )
    parts = [_why(one, said)]
    if not math.isnan(one.adjusted_slope):
        parts.append(
            f"Repetitions changed in these weeks; beside that change the slope is "
            f"{one.adjusted_slope:+.1f} % a month."
        )
    since = until - policy.number("trend.window_days")
    used = log.is_in_trend[own] & (log.day[own] > since)
    if log.is_lower_bound[own][used].all():
        parts.append(
            "None of these sets has an RPE: the course holds if you stopped equally "
            "close to the limit each time."
        )
    return " ".join(parts)


def _why(one: Progress, said: str) -> str:
    if one.state == "unclear" and one.high < 0:
        return (
            f"{said}; the last three sessions lie {one.fall:.1f} % below the best three, "
            f"and scatter alone can be {one.scatter_fall:.1f} %."
        )
    if one.state == "unclear" and one.more_sessions:
        return (
            f"{said}: too wide to tell; about {one.more_sessions} more sessions like "
            "these would."
        )
    if one.state == "unclear":
        return f"{said}: too wide to tell a rise from a fall."
    if one.state == "regressing":
        return f"{said}; the last three sessions lie {one.fall:.1f} % below the best three."
    return f"{said}."


def _missing(one: Progress, weeks: str) -> str:
    parts = []
    if one.missing_sessions:
        more = "session" if one.missing_sessions == 1 else "sessions"
        parts.append(f"{one.missing_sessions} more {more}")
    if one.missing_days and one.sessions:
        parts.append(f"{one.missing_days:.0f} more days between the first and the last")
    have = f"{one.sessions} in the last {weeks}"
    return f"Not enough data: {have}; {' and '.join(parts)} would show a direction."

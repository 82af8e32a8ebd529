"""The estimated 1RM of each exercise in each session, its trend lines and records."""

import itertools
from statistics import NormalDist

import numpy as np
import numpy.typing as npt
import pandas as pd

from runlift.science import strength
from runlift.science.kalman import local_linear_trend
from runlift.science.policy import Policy
from runlift.units import Floats

Bools = npt.NDArray[np.bool_]

COLUMNS = (
    "day",
    "start_local",
    "session_id",
    "set_no",
    "exercise_id",
    "exercise",
    "basis",
    "e1rm_kg",
    "load_kg",
    "added_kg",
    "bodyweight_kg",
    "reps",
    "effective_reps",
    "quality",
    "is_lower_bound",
    "is_pr",
    "is_in_trend",
    "rolling_best_kg",
    "ewma_kg",
    "level_kg",
    "level_low_kg",
    "level_high_kg",
)

_ESTIMATES = (
    "e1rm_kg",
    "rolling_best_kg",
    "ewma_kg",
    "level_kg",
    "level_low_kg",
    "level_high_kg",
)

_FROM_SETS = (
    *COLUMNS[: COLUMNS.index("is_pr")],
    "kind",
)


def session_e1rm(sets: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """The best e1RM of every session and exercise.

    Args:
        sets: as `lifted_sets` returns them.
        policy: thresholds.

    Returns:
        `COLUMNS`, one row a session and exercise, by exercise and time. The best set
        has the highest e1RM; among equals the one with fewer reps.

        is_in_trend: whether the session says where strength stands. A lower bound does
        so when it comes close to what is expected, or when no session of the weeks
        before says more. `ewma_kg` runs over those; `level_kg` with `level_low_kg` and
        `level_high_kg` is the smoothed level of a local linear trend and its band.
    """
    best = _best(sets, policy)
    day = best["day"].to_numpy("datetime64[D]").astype(np.int64)
    values = best["e1rm_kg"].to_numpy(float)
    reps = best["effective_reps"].to_numpy(float)
    is_bound = best["is_lower_bound"].to_numpy(bool)
    scatter = strength.observation_sd_percent(reps, _rir_states(best), policy) / 100
    lines = {name: np.empty(len(best)) for name in ("rolling", "smooth")}
    level, half = np.empty(len(best)), np.empty(len(best))
    is_pr, is_used = np.zeros(len(best), bool), np.zeros(len(best), bool)
    for own in stretches(best["exercise_id"]):
        lines["rolling"][own] = strength.rolling_best(
            day[own], values[own], policy.number("e1rm.rolling_best_days")
        )
        is_pr[own] = strength.personal_records(
            values[own], reps[own], np.arange(own.stop - own.start), policy
        )
        compared = is_bound[own] & _is_told_by_others(day[own], is_bound[own], policy)
        is_used[own], lines["smooth"][own] = _used(
            day[own], values[own], compared, policy
        )
        level[own], half[own] = _level(
            day[own], values[own], scatter[own], compared, policy
        )
    share = policy.number("e1rm.chart_band_percent") / 100
    wide = NormalDist().inv_cdf((1 + share) / 2) * half
    best = best.assign(
        is_pr=is_pr,
        is_in_trend=is_used,
        rolling_best_kg=lines["rolling"],
        ewma_kg=lines["smooth"],
        level_kg=np.exp(level),
        level_low_kg=np.exp(level - wide),
        level_high_kg=np.exp(level + wide),
    )
    return best[list(COLUMNS)]


def per_body_mass(sessions: pd.DataFrame) -> pd.DataFrame:
    """The same sessions in multiples of the body, those with a known body mass."""
    known = sessions[sessions["bodyweight_kg"] > 0]
    return known.assign(
        **{name: known[name] / known["bodyweight_kg"] for name in _ESTIMATES}
    )


def stretches(exercise: pd.Series) -> list[slice]:
    """The rows of each exercise, where those of one stand together."""
    codes, _ = pd.factorize(exercise)
    edges = np.flatnonzero(np.diff(codes, prepend=-1, append=-1))
    return [slice(begin, end) for begin, end in itertools.pairwise(edges.tolist())]


def _best(sets: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """The best set of every session and exercise, by exercise and time."""
    scored = sets.loc[
        sets["quality"] >= policy.number("e1rm.min_quality"), list(_FROM_SETS)
    ]
    exercise, _ = pd.factorize(scored["exercise_id"], sort=True)
    session, _ = pd.factorize(scored["session_id"], sort=True)
    order = np.lexsort(
        (
            scored["effective_reps"].to_numpy(float),
            -scored["e1rm_kg"].to_numpy(float),
            session,
            scored["start_local"].to_numpy("datetime64[us]"),
            exercise,
        )
    )
    best = scored.iloc[order].drop_duplicates(["exercise_id", "session_id"])
    return best.reset_index(drop=True)


def _rir_states(best: pd.DataFrame) -> npt.NDArray[np.object_]:
    """How well the repetitions in reserve of each set are known."""
    found: npt.NDArray[np.object_] = np.select(
        [best["kind"] == "failure", ~best["is_lower_bound"].to_numpy(bool)],
        ["failure", "logged"],
        "unknown",
    ).astype(object)
    return found


def _is_told_by_others(
    day: npt.NDArray[np.int64], is_bound: Bools, policy: Policy
) -> Bools:
    """Whether a session of the weeks before each says more than a lower bound does."""
    known = day[~is_bound]
    window = int(policy.number("trend.window_days"))
    since = np.searchsorted(known, day, "right") - np.searchsorted(
        known, day - window, "right"
    )
    found: Bools = since > 0
    return found


def _used(
    day: npt.NDArray[np.int64], values: Floats, compared: Bools, policy: Policy
) -> tuple[Bools, Floats]:
    """Which sessions say where strength stands, and their moving average."""
    half_life = policy.number("e1rm.ewma_half_life_days")
    ratio = policy.number("e1rm.lower_bound_ratio")
    used: list[bool] = []
    smooth: list[float] = []
    now, last = np.nan, 0
    for when, value, is_compared in zip(
        day.tolist(), values.tolist(), compared.tolist(), strict=True
    ):
        is_used = not is_compared or not value < ratio * now
        if is_used:
            # The first session sets the level; from there on it decays by the days.
            share = 1 - 2 ** (-(when - last) / half_life) if smooth else 1.0
            now = value if np.isnan(now) else now + share * (value - now)
            last = when
        used.append(is_used)
        smooth.append(now)
    return np.array(used, bool), np.array(smooth, float)


def _level(
    day: npt.NDArray[np.int64],
    values: Floats,
    scatter: Floats,
    compared: Bools,
    policy: Policy,
) -> tuple[Floats, Floats]:
    """The smoothed logarithm of strength at each session, and its deviation."""
    found = local_linear_trend(
        day,
        np.log(values),
        scatter,
        policy.number("trend.level_sd_percent") / 100,
        policy.number("trend.slope_sd_percent") / 100,
        policy.number("trend.first_slope_sd_percent") / 100,
        compared,
    )
    return found.smooth_level, found.smooth_sd

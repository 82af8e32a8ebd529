"""What heavy legs went with in the athlete's own runs: the runs compared, the answers."""

import dataclasses
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from runlift.science import running
from runlift.science.effect import Effect, date_spline, effect, matched_controls
from runlift.science.grade import summary_gap_factor
from runlift.science.policy import Policy
from runlift.science.slope import holm
from runlift.transforms.instants import running_s
from runlift.units import Floats

Bools = npt.NDArray[np.bool_]

QUESTIONS = ("near", "far")
"""The day after heavy legs, and two days after: the two questions that are asked."""

COLUMNS = (
    "question",
    "verdict",
    "exposed",
    "controls",
    "weeks",
    "estimate",
    "low",
    "high",
    "p_value",
    "is_possible",
    "more_runs",
    "is_confounded",
)

PAIR_COLUMNS = (
    "question",
    "run_id",
    "day",
    "title",
    "hours",
    "leg_load",
    "difference",
    "controls",
)

_HOUR = pd.Timedelta(hours=1)


class LiftCost(NamedTuple):
    """The answers and what they rest on."""

    answers: pd.DataFrame
    pairs: pd.DataFrame
    left_out: dict[str, int]
    """Runs that could not be compared, by reason."""
    without: tuple[str, ...]
    """Terms the model had to do without, as words."""


class _Gaps(NamedTuple):
    """For each run the lift that counts, and how it lies."""

    near: Bools
    far: Bools
    is_control: Bools
    hours: Floats
    leg_load: Floats


def lift_cost(
    runs: pd.DataFrame,
    lifts: pd.DataFrame,
    policy: Policy,
    hr_rest: float | None = None,
) -> LiftCost:
    """Compare runs after heavy legs with runs that had none for days.

    The outcome is the speed on the level per heart beat above rest; a drop means that
    the same effort went slower.

    Args:
        runs: as `classified_runs` returns them.
        lifts: as `lift_sessions` returns them.
        policy: thresholds, section `effect`.
        hr_rest: heart rate at rest; the policy's where she has not said hers.

    Returns:
        answers: `COLUMNS`, one row a question; estimate, low and high in percent;
        is_possible (it did not survive Holm's correction), is_confounded (days of
        upper-body lifting go with the same: then it is the busy week or the hour).
        pairs: `PAIR_COLUMNS`, each exposed run beside its most similar controls;
        difference in percent.
    """
    rest = hr_rest or policy.number("effect.hr_rest_bpm")
    usable, left_out = _usable(runs, rest, policy)
    compared = runs[usable].reset_index(drop=True)
    outcome = _outcome(compared, rest, policy)
    covariates, without = _covariates(compared, runs, policy)
    week = (
        compared["week"].to_numpy("datetime64[D]").astype(np.int64) // 7
        if len(compared)
        else np.zeros(0, np.int64)
    )
    legs = _gaps(compared, lifts, policy, is_upper=False)
    upper = _gaps(compared, lifts, policy, is_upper=True)

    def asked(gaps: _Gaps, question: str) -> Effect:
        exposed = getattr(gaps, question)
        known = exposed | gaps.is_control
        return effect(
            outcome[known], exposed[known], covariates[known], week[known], policy
        )

    found = {question: asked(legs, question) for question in QUESTIONS}
    survives = holm(
        [_or_one(one.p_value) for one in found.values()],
        policy.number("effect.holm_level"),
    )
    rows = [
        _row(question, one, sure, asked(upper, question))
        for (question, one), sure in zip(found.items(), survives, strict=True)
    ]
    pairs = [
        _pairs(question, compared, outcome, legs, policy) for question in QUESTIONS
    ]
    return LiftCost(
        pd.DataFrame(rows, columns=list(COLUMNS)),
        pd.concat(pairs, ignore_index=True),
        left_out,
        without,
    )


def _row(
    question: str, found: Effect, is_sure: bool, control: Effect
) -> tuple[object, ...]:
    fields = dataclasses.asdict(found)
    is_drop = found.verdict in ("clear drop", "small drop")
    fields |= {
        "question": question,
        "is_possible": is_drop and not is_sure,
        "is_confounded": is_drop and control.verdict in ("clear drop", "small drop"),
    }
    return tuple(fields[name] for name in COLUMNS)


def _or_one(p_value: float) -> float:
    return 1.0 if np.isnan(p_value) else p_value


def _usable(
    runs: pd.DataFrame, rest: float, policy: Policy
) -> tuple[Bools, dict[str, int]]:
    """The easy and steady runs that can be compared, and why the others cannot."""
    heart = runs["avg_hr"].to_numpy(float)
    seconds = running_s(runs).to_numpy(float)
    speed = _level_speed(runs, policy)
    warm = runs["temperature_c"].to_numpy(float)
    covered = runs["hr_coverage"].to_numpy(float)
    treadmill = (runs["surface"] == "treadmill").to_numpy(bool)
    is_calm = runs["run_class"].isin(["easy", "steady"]).to_numpy(bool)
    reasons = {
        "races, key and long runs": ~is_calm,
        "time of day unknown": ~runs["is_clock_known"].to_numpy(bool),
        "shorter than 25 minutes": ~(seconds >= policy.number("effect.run_min_s")),
        "no heart rate": ~(heart > rest),
        "heart rate with gaps": covered < policy.number("effect.hr_coverage"),
        "no distance": ~(speed > 0),
        "too warm": warm > policy.number("effect.temperature_max_c"),
        # Belts and roads are two worlds; the smaller one stays out.
        "treadmill": treadmill & (treadmill.mean() < 0.5 if len(runs) else False),
    }
    usable = np.ones(len(runs), bool)
    left_out = {}
    for reason, is_out in reasons.items():
        left_out[reason] = int((usable & is_out).sum())
        usable &= ~is_out
    return usable, {reason: count for reason, count in left_out.items() if count}


def _level_speed(runs: pd.DataFrame, policy: Policy) -> Floats:
    """Speed on the level in m/s: from the recording, else from distance and climb."""
    seconds = running_s(runs).to_numpy(float)
    distance = runs["distance_m"].to_numpy(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        plain = np.where(seconds > 0, distance / seconds, np.nan)
    factor = summary_gap_factor(runs["ascent_m"].to_numpy(float), distance, policy)
    recorded = runs["gap_m_per_s"].to_numpy(float)
    return np.where(
        np.isnan(recorded), plain * np.nan_to_num(factor, nan=1.0), recorded
    )


def _outcome(runs: pd.DataFrame, rest: float, policy: Policy) -> Floats:
    """The logarithm of level speed per heart beat above rest."""
    beats = runs["avg_hr"].to_numpy(float) - rest
    return np.asarray(np.log(_level_speed(runs, policy) / beats))


def _covariates(
    runs: pd.DataFrame, every: pd.DataFrame, policy: Policy
) -> tuple[Floats, tuple[str, ...]]:
    """What else moves a run, one row a run, and what is not known well enough."""
    if runs.empty:
        return np.zeros((0, 1)), ()
    day = runs["day"].to_numpy("datetime64[D]").astype(float)
    hour = runs["start_local"].dt.hour + runs["start_local"].dt.minute / 60
    clock = 2 * np.pi * hour.to_numpy(float) / 24
    columns = [
        *date_spline(day).T,
        np.log(runs["distance_m"].to_numpy(float)),
        np.sin(clock),
        np.cos(clock),
        _hours_since_hard(runs, every, policy),
    ]
    without = []
    climb = (runs["ascent_m"] / runs["distance_m"] * 1000).to_numpy(float)
    least = policy.number("effect.temperature_known_share")
    if np.isnan(climb).mean() <= 1 - least:
        columns.append(_filled(climb))
    else:
        without.append("climb")
    warm = runs["temperature_c"].to_numpy(float)
    if np.isnan(warm).mean() <= 1 - least:
        centred = _filled(warm) - 10
        columns += [centred, centred**2]
    else:
        without.append("temperature")
    return np.column_stack(columns), tuple(without)


def _filled(values: Floats) -> Floats:
    """The few unknown values as the usual one, which moves nothing."""
    return np.asarray(np.where(np.isnan(values), np.nanmedian(values), values))


def _hours_since_hard(
    runs: pd.DataFrame, every: pd.DataFrame, policy: Policy
) -> Floats:
    """Hours since the last key run, long run or race ended, up to a limit."""
    most = policy.number("effect.hard_h_max")
    is_hard = every["is_key"] | every["is_long"] | every["is_race"]
    ends = np.sort(every.loc[is_hard & every["end"].notna(), "end"].to_numpy())
    starts = runs["start"].to_numpy()
    place = np.searchsorted(ends, starts, "right") - 1
    if not ends.size:
        return np.full(len(runs), most)
    hours = (starts - ends[np.maximum(place, 0)]) / np.timedelta64(1, "h")
    return np.asarray(np.where(place < 0, most, np.minimum(hours, most)))


def _gaps(
    runs: pd.DataFrame, lifts: pd.DataFrame, policy: Policy, *, is_upper: bool
) -> _Gaps:
    """Which runs came soon after a lift of the kind, and which long after any."""
    timed = lifts[lifts["is_clock_known"]].sort_values("end", kind="stable")
    load = timed["leg_load"].to_numpy(float)
    light = policy.numbers("leg_load.class_limits")[0]
    counts = (
        (load < light) & (timed["hard_sets"].to_numpy(float) > 0)
        if is_upper
        else load >= policy.number("effect.exposure_load")
    )
    since = policy.number("effect.control_h")
    run, lift, hours = _pairs_within(
        runs["start"].to_numpy("datetime64[us]"),
        timed["end"].to_numpy("datetime64[us]"),
        max(since, *policy.numbers("effect.far_h")),
    )

    def has(chosen: Bools) -> Bools:
        found: Bools = np.bincount(run[chosen], minlength=len(runs)) > 0
        return found

    def within(window: tuple[float, ...]) -> Bools:
        return has(counts[lift] & (hours >= window[0]) & (hours < window[1]))

    near = within(policy.numbers("effect.near_h"))
    far = within(policy.numbers("effect.far_h")) & ~near
    is_leg = load >= policy.number("effect.control_load")
    # A lift without a clock time on the days before may have been one of these.
    tired = has(is_leg[lift] & (hours < since)) | _undated_before(
        runs, lifts, since, policy
    )
    if is_upper:
        # Heavy legs in the same days would answer the other question.
        near, far = near & ~tired, far & ~tired
    # Lifts come by their end, so the last that counts is written last.
    nearest_h, nearest_load = np.full(len(runs), np.nan), np.full(len(runs), np.nan)
    mine = counts[lift]
    nearest_h[run[mine]] = hours[mine]
    nearest_load[run[mine]] = load[lift[mine]]
    return _Gaps(near, far, ~tired & ~near & ~far, nearest_h, nearest_load)


def _pairs_within(
    starts: npt.NDArray[np.datetime64], ends: npt.NDArray[np.datetime64], most_h: float
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], Floats]:
    """Every run with every lift that ended at most so many hours before it.

    Places of the run and of the lift, and the hours between; by run, then by the end of
    the lift.
    """
    first = np.searchsorted(ends, starts - np.timedelta64(round(most_h * 3600), "s"))
    stop = np.searchsorted(ends, starts, "right")
    many = np.maximum(stop - first, 0)
    run = np.repeat(np.arange(len(starts)), many)
    lift = np.arange(len(run)) - np.repeat(np.cumsum(many) - many, many) + first[run]
    return run, lift, (starts[run] - ends[lift]) / np.timedelta64(1, "h")


def _undated_before(
    runs: pd.DataFrame, lifts: pd.DataFrame, since_h: float, policy: Policy
) -> Bools:
    """Runs with leg lifts of unknown time within the days that matter."""
    is_leg = lifts["leg_load"] >= policy.number("effect.control_load")
    days = np.sort(
        lifts.loc[is_leg & ~lifts["is_clock_known"], "start_local"].to_numpy(
            "datetime64[D]"
        )
    )
    run_day = runs["day"].to_numpy("datetime64[D]")
    first = run_day - np.timedelta64(int(since_h // 24), "D")
    found: Bools = np.searchsorted(days, run_day, "right") > np.searchsorted(
        days, first, "left"
    )
    return found


def _pairs(
    question: str, runs: pd.DataFrame, outcome: Floats, gaps: _Gaps, policy: Policy
) -> pd.DataFrame:
    """Each exposed run beside its most similar controls."""
    exposed = getattr(gaps, question)
    places = np.flatnonzero(exposed | gaps.is_control)
    rows = runs.iloc[places]
    matched = matched_controls(
        exposed[places],
        rows["day"].to_numpy("datetime64[D]").astype(float),
        rows["day"].dt.day_of_week.to_numpy() >= 5,
        rows["distance_m"].to_numpy(float),
        rows["temperature_c"].to_numpy(float),
        running.terrain_class(
            rows["ascent_m"].to_numpy(float), rows["distance_m"].to_numpy(float), policy
        ),
        policy,
    )
    mine = outcome[places]
    ids = rows["run_id"].tolist()
    made = [
        (
            question,
            ids[place],
            rows["day"].iloc[place],
            rows["title"].iloc[place],
            gaps.hours[places[place]],
            gaps.leg_load[places[place]],
            100 * np.expm1(mine[place] - mine[controls].mean()),
            " ".join(ids[one] for one in controls),
        )
        for place, controls in matched
    ]
    return pd.DataFrame(made, columns=list(PAIR_COLUMNS)).astype(
        {"day": "datetime64[us]", "difference": float}
    )

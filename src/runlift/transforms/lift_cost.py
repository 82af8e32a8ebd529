"""What heavy legs went with in the athlete's own runs: two answers, and what is beside."""

import dataclasses
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd

from runlift.science import running
from runlift.science.effect import (
    COMPLETED,
    RPE,
    SPEED,
    Effect,
    Measure,
    completion,
    effect,
    matched_controls,
)
from runlift.science.policy import Policy
from runlift.science.slope import holm
from runlift.transforms.lift_cost_exposure import Gaps, gaps
from runlift.transforms.lift_cost_runs import Compared, by_effort, by_speed, weeks

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
    "meaningful",
    "is_possible",
    "more_runs",
    "is_confounded",
)

EXPLORATORY_COLUMNS = ("stratum", "outcome", *COLUMNS, "without")

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

PLANNED_COLUMNS = ("start", "day", "week", "is_completed")
"""Planned key runs: when, the Monday of the week, and whether it was run as planned."""

_DROPS = ("clear drop", "small drop")


class LiftCost(NamedTuple):
    """The answers and what they rest on."""

    answers: pd.DataFrame
    pairs: pd.DataFrame
    exploratory: pd.DataFrame
    left_out: dict[str, int]
    """Easy and steady runs that could not be compared, by reason."""
    key_left_out: dict[str, int]
    """The same for key runs."""
    without: tuple[str, ...]
    """Terms the model of the answers had to do without, as words."""


def lift_cost(
    runs: pd.DataFrame,
    lifts: pd.DataFrame,
    policy: Policy,
    hr_rest: float | None = None,
    planned: pd.DataFrame | None = None,
) -> LiftCost:
    """Compare runs after heavy legs with runs that had none for days.

    The two answers are about easy and steady runs and their speed on the level per heart
    beat above rest; a drop means that the same effort went slower. Everything else is
    exploratory: how hard those runs felt, and key runs by speed, by feeling and by
    whether the planned ones were completed.

    Args:
        runs: as `classified_runs` returns them.
        lifts: as `lift_sessions` returns them.
        policy: thresholds, section `effect`.
        hr_rest: heart rate at rest; the policy's where she has not said hers.
        planned: `PLANNED_COLUMNS` of key runs that were planned, whether run or not;
            none where there is no plan.

    Returns:
        answers: `COLUMNS`, one row a question; estimate, low, high and meaningful in
        percent; is_possible (it did not survive Holm's correction), is_confounded (days
        of upper-body lifting go with the same: then it is the busy week or the hour).
        exploratory: `EXPLORATORY_COLUMNS`, one row for each stratum (calm, key), outcome
        (speed in percent, rpe in points, completed in percentage points) and question;
        is_possible is always False, for nothing is corrected.
        pairs: `PAIR_COLUMNS`, each exposed run beside its most similar controls;
        difference in percent.
    """
    rest = hr_rest or policy.number("effect.hr_rest_bpm")
    calm = by_speed(runs, "calm", rest, policy)
    key = by_speed(runs, "key", rest, policy)
    legs = gaps(calm.runs, lifts, policy, is_upper=False)
    answers = _compared(calm, lifts, SPEED, policy)
    survives = holm(
        answers["p_value"].fillna(1.0).tolist(), policy.number("effect.holm_level")
    )
    is_drop = answers["verdict"].isin(_DROPS)
    answers["is_possible"] = is_drop & ~np.array(survives, bool)
    felt = by_effort(runs, "calm", policy)
    key_felt = by_effort(runs, "key", policy)
    exploratory = [
        _labelled(_compared(felt, lifts, RPE, policy), "calm", "rpe", felt.without),
        _labelled(_compared(key, lifts, SPEED, policy), "key", "speed", key.without),
        _labelled(
            _compared(key_felt, lifts, RPE, policy), "key", "rpe", key_felt.without
        ),
        _labelled(completed(planned, lifts, policy), "key", "completed", ()),
    ]
    return LiftCost(
        answers[list(COLUMNS)],
        pd.concat(
            [_pairs(question, calm, legs, policy) for question in QUESTIONS],
            ignore_index=True,
        ),
        pd.concat(exploratory, ignore_index=True)[list(EXPLORATORY_COLUMNS)],
        calm.left_out,
        key.left_out,
        calm.without,
    )


def completed(
    planned: pd.DataFrame | None, lifts: pd.DataFrame, policy: Policy
) -> pd.DataFrame:
    """Whether planned key runs were completed less often after heavy legs.

    Args:
        planned: `PLANNED_COLUMNS`; is_completed is missing where nobody knows, and such
            a run counts for nothing, as does one without a start.
        lifts: as `lift_sessions` returns them.
        policy: thresholds, section `effect`.

    Returns:
        `COLUMNS`, one row a question, in percentage points.
    """
    if planned is None:
        planned = pd.DataFrame(columns=list(PLANNED_COLUMNS)).astype(
            dict.fromkeys(("start", "day", "week"), "datetime64[us]")
        )
    known = planned[planned["is_completed"].notna() & planned["start"].notna()]
    known = known.reset_index(drop=True)
    done = known["is_completed"].astype(float).to_numpy()
    week = weeks(known)

    def asked(found: Gaps, question: str) -> Effect:
        exposed = found.is_exposed(question)
        compared = exposed | found.is_control
        return completion(done[compared], exposed[compared], week[compared], policy)

    return _answered(known, lifts, COMPLETED, policy, asked)


def _compared(
    these: Compared, lifts: pd.DataFrame, measure: Measure, policy: Policy
) -> pd.DataFrame:
    """`COLUMNS`, one row a question, for runs and what is compared of them."""

    def asked(found: Gaps, question: str) -> Effect:
        exposed = found.is_exposed(question)
        compared = exposed | found.is_control
        return effect(
            these.outcome[compared],
            exposed[compared],
            these.covariates[compared],
            these.week[compared],
            policy,
            measure,
        )

    return _answered(these.runs, lifts, measure, policy, asked)


def _answered(
    runs: pd.DataFrame,
    lifts: pd.DataFrame,
    measure: Measure,
    policy: Policy,
    asked: Callable[[Gaps, str], Effect],
) -> pd.DataFrame:
    """Both questions, and where there is a drop the negative control as well."""
    legs = gaps(runs, lifts, policy, is_upper=False)
    upper = gaps(runs, lifts, policy, is_upper=True)
    rows = []
    for question in QUESTIONS:
        found = asked(legs, question)
        fields = dataclasses.asdict(found) | {
            "question": question,
            "meaningful": policy.number(measure.meaningful),
            "is_possible": False,
            "is_confounded": found.verdict in _DROPS
            and asked(upper, question).verdict in _DROPS,
        }
        rows.append(tuple(fields[name] for name in COLUMNS))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _labelled(
    rows: pd.DataFrame, stratum: str, outcome: str, without: tuple[str, ...]
) -> pd.DataFrame:
    return rows.assign(stratum=stratum, outcome=outcome, without=", ".join(without))


def _pairs(question: str, these: Compared, legs: Gaps, policy: Policy) -> pd.DataFrame:
    """Each exposed run beside its most similar controls."""
    exposed = legs.is_exposed(question)
    places = np.flatnonzero(exposed | legs.is_control)
    rows = these.runs.iloc[places]
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
    mine = these.outcome[places]
    ids = rows["run_id"].tolist()
    made = [
        (
            question,
            ids[place],
            rows["day"].iloc[place],
            rows["title"].iloc[place],
            legs.hours[places[place]],
            legs.leg_load[places[place]],
            100 * np.expm1(mine[place] - mine[controls].mean()),
            " ".join(ids[one] for one in controls),
        )
        for place, controls in matched
    ]
    return pd.DataFrame(made, columns=list(PAIR_COLUMNS)).astype(
        {"day": "datetime64[us]", "difference": float}
    )

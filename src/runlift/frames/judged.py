"""The judged log: an athlete's sets, sessions, runs and findings, each activity once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import pandas as pd

from runlift.errors import WrongInput
from runlift.exercises.catalogue import Exercise, catalogue
from runlift.exercises.matching import match
from runlift.exercises.own import effective
from runlift.model import Athlete
from runlift.science import strength
from runlift.science.policy import Policy, default_policy
from runlift.store import Store, acknowledgements, corrections, own_exercises, weighings
from runlift.store import athletes as people
from runlift.store import twins as twin_decisions
from runlift.transforms import (
    acknowledged,
    believed,
    classified_runs,
    doubts,
    lift_sessions,
    lifted_sets,
    twin_list,
    twins,
)
from runlift.transforms import findings as findings_
from runlift.units import DistanceUnit, WeightUnit

Training = dict[str, pd.DataFrame]
"""sets, lifts, runs, findings, doubts: one athlete's log, judged."""

POLICY_SETTING = "policy."
"""Settings that begin so override a threshold of `data/policy.toml`; JSON values."""

_NUMBERS = {
    "hr_max": "The maximum heart rate",
    "hr_rest": "The heart rate at rest",
    "threshold_m_per_s": "The threshold speed",
}
"""Settings that are one number; missing where the athlete has not said."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How one athlete's training is read and shown."""

    policy: Policy
    formula: str = "epley"
    hr_max: float | None = None
    hr_rest: float | None = None
    threshold_m_per_s: float | None = None
    weight_unit: WeightUnit = "kg"
    distance_unit: DistanceUnit = "km"
    exercises: Mapping[str, Exercise] = field(default_factory=catalogue)
    """The catalogue as this athlete sees it, by exercise id."""


def profile(store: Store, athlete: Athlete) -> Profile:
    """The athlete's settings, over the defaults."""
    set_ = people.settings(store, athlete.athlete_id)
    overrides = {
        name.removeprefix(POLICY_SETTING): _value(name, value)
        for name, value in set_.items()
        if name.startswith(POLICY_SETTING)
    }
    formula = set_.get("formula", "epley")
    if formula not in strength.FORMULAS:
        raise WrongInput(f"There is no e1RM formula called {formula!r}.")
    return Profile(
        policy=default_policy().with_overrides(overrides),
        formula=formula,
        **{name: _number(name, set_) for name in _NUMBERS},
        weight_unit=cast("WeightUnit", set_.get("weight_unit", "kg")),
        distance_unit=cast("DistanceUnit", set_.get("distance_unit", "km")),
        exercises=effective(own_exercises.own_exercises(store, athlete.athlete_id)),
    )


def _number(name: str, set_: Mapping[str, str]) -> float | None:
    found = _value(name, set_[name]) if name in set_ else None
    if not isinstance(found, int | float | None):
        raise WrongInput(f"{_NUMBERS[name]} must be a number, not {found!r}.")
    return None if found is None else float(found)


def _value(name: str, written: str) -> Any:
    """The value of a setting.

    Raises:
        WrongInput: it is none.
    """
    try:
        return json.loads(written)
    except ValueError as error:
        raise WrongInput(f"The setting {name} cannot be {written!r}.") from error


def training(store: Store, athlete: Athlete, how: Profile | None = None) -> Training:
    """The whole log of an athlete, each activity once, judged.

    Returns:
        `sets` as `lifted_sets`, `lifts` as `lift_sessions`, `runs` as
        `classified_runs`, `findings` as `findings`, `doubts` as `doubts` describe them.
        What is doubted or left out does not count, as `believed` describes it.
    """
    how = how or profile(store, athlete)
    zone, policy, is_zone_known = (
        athlete.timezone,
        how.policy,
        athlete.is_timezone_known,
    )
    logged = _logged(store, athlete)
    decisions = logged["decisions"]
    sessions, once = twins.merged_lifts(
        logged["sessions"], logged["sets"], decisions, policy, is_zone_known
    )
    runs = twins.merged_runs(logged["runs"], decisions, policy, is_zone_known)
    sets, doubted = _believed_sets(store, athlete, how, once, sessions, runs)
    lifts = lift_sessions.lift_sessions(
        believed.believed_sessions(sessions, doubted), sets, zone, policy
    )
    runs = classified_runs.classified_runs(
        believed.believed_runs(runs, doubted),
        zone,
        policy,
        how.hr_max,
        tuple(
            store.ask(question, athlete=athlete.athlete_id)
            for question in ("run_laps", "run_efforts")
        ),
        how.threshold_m_per_s,
        store.ask("planned_runs", athlete=athlete.athlete_id),
    )
    return {
        "sets": sets,
        "lifts": lifts,
        "runs": runs,
        "doubts": doubted,
        "findings": findings_.findings(
            lifts, runs, zone, how.policy, how.distance_unit
        ),
    }


def _believed_sets(
    store: Store,
    athlete: Athlete,
    how: Profile,
    logged: pd.DataFrame,
    sessions: pd.DataFrame,
    runs: pd.DataFrame,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The sets that count, judged, and every doubt about the log.

    What is doubted shows only among judged sets. Without it the others are judged once
    more, for a typing error makes warm-ups of the sets beside it.
    """
    masses = weighings.body_mass(store, athlete.athlete_id)

    def judged(sets: pd.DataFrame, masses: pd.DataFrame) -> pd.DataFrame:
        return lifted_sets.lifted_sets(
            sets, masses, how.exercises, how.policy, how.formula
        )

    sets = judged(logged, masses)
    said = corrections.corrections(store, athlete.athlete_id)
    doubted = doubts.doubts(sets, sessions, runs, masses, said, how.policy, how.hr_max)
    if not believed.touches_sets(doubted):
        return believed.believed_sets(sets, doubted), doubted
    left = believed.believed_sets(logged, doubted)
    return judged(left, believed.believed_masses(masses, doubted)), doubted


def _logged(store: Store, athlete: Athlete) -> dict[str, pd.DataFrame]:
    """runs, sessions and sets as the files have them, and decisions about twins."""
    who = athlete.athlete_id
    names = store.ask("exercise_names", athlete=who)["exercise_raw"]
    matched = match(names, people.choices(store, who))
    exercises = matched[["exercise_raw", "exercise_id", "side"]].astype(object)
    return {
        "runs": store.ask("runs", athlete=who),
        "sessions": store.ask("sessions", athlete=who),
        "sets": store.ask("sets", {"exercise_match": exercises}, athlete=who),
        "decisions": twin_decisions.decisions(store, who),
    }


def findings(store: Store, athlete: Athlete, log: Training) -> pd.DataFrame:
    """The findings with what was said about them, as `acknowledged` describes it."""
    said = acknowledgements.acknowledged(store, athlete.athlete_id)
    return acknowledged.acknowledged(log["findings"], log["lifts"], log["runs"], said)


def twin_records(store: Store, athlete: Athlete, how: Profile) -> pd.DataFrame:
    """What several sources recorded and counts once, as `twin_list` describes it."""
    return twin_list.twin_list(
        **_logged(store, athlete),
        policy=how.policy,
        is_zone_known=athlete.is_timezone_known,
    )

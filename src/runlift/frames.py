"""Every frame a page or an export shows: queries, joined by transforms.

`training` is the heart: the athlete's sets, sessions, runs and findings, judged.
Everything else is cut from it. Nothing here keeps state; `ui` caches by the athlete
and the version of her data.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import pandas as pd

from runlift.errors import WrongInput
from runlift.exercises.catalogue import Exercise, catalogue, muscles, roles
from runlift.exercises.matching import match
from runlift.exercises.own import effective
from runlift.model import Athlete, Window
from runlift.science import strength
from runlift.science.policy import Policy, default_policy
from runlift.store import Store, corrections, own_exercises, weighings
from runlift.store import athletes as people
from runlift.store import twins as twin_decisions
from runlift.transforms import (
    believed,
    classified_runs,
    doubts,
    findings,
    lift_sessions,
    lifted_sets,
    lifts_before,
    session_e1rm,
    twin_list,
    twins,
    week_board,
    weekly_load,
    weekly_volume,
)
from runlift.units import DistanceUnit, WeightUnit

Training = dict[str, pd.DataFrame]
"""sets, lifts, runs, findings, doubts: one athlete's log, judged."""

POLICY_SETTING = "policy."
"""Settings that begin so override a threshold of `data/policy.toml`; JSON values."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How one athlete's training is read and shown."""

    policy: Policy
    formula: str = "epley"
    hr_max: float | None = None
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
    hr_max = _value("hr_max", set_["hr_max"]) if "hr_max" in set_ else None
    if not isinstance(hr_max, int | float | None):
        raise WrongInput(f"The maximum heart rate must be a number, not {hr_max!r}.")
    formula = set_.get("formula", "epley")
    if formula not in strength.FORMULAS:
        raise WrongInput(f"There is no e1RM formula called {formula!r}.")
    return Profile(
        policy=default_policy().with_overrides(overrides),
        formula=formula,
        hr_max=None if hr_max is None else float(hr_max),
        weight_unit=cast("WeightUnit", set_.get("weight_unit", "kg")),
        distance_unit=cast("DistanceUnit", set_.get("distance_unit", "km")),
        exercises=effective(own_exercises.own_exercises(store, athlete.athlete_id)),
    )


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
        believed.believed_runs(runs, doubted), zone, policy, how.hr_max
    )
    return {
        "sets": sets,
        "lifts": lifts,
        "runs": runs,
        "doubts": doubted,
        "findings": findings.findings(lifts, runs, how.policy, how.distance_unit),
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


def twin_records(store: Store, athlete: Athlete, how: Profile) -> pd.DataFrame:
    """What several sources recorded and counts once, as `twin_list` describes it."""
    return twin_list.twin_list(
        **_logged(store, athlete),
        policy=how.policy,
        is_zone_known=athlete.is_timezone_known,
    )


def strength_sessions(log: Training, how: Profile) -> pd.DataFrame:
    """The e1RM of each exercise and session, as `session_e1rm` describes it."""
    return session_e1rm.session_e1rm(log["sets"], how.policy)


def volume_weeks(log: Training, how: Profile) -> pd.DataFrame:
    """Fractional sets per muscle and week, as `weekly_volume` describes it."""
    trained = set(log["sets"]["exercise_id"].dropna())
    known = [one for key, one in how.exercises.items() if key in trained]
    return weekly_volume.weekly_volume(log["sets"], roles(known), how.policy)


def volume_mean(log: Training, how: Profile, window: Window) -> pd.DataFrame:
    """The average week of a window per muscle, as `mean_weekly_volume` describes it."""
    return weekly_volume.mean_weekly_volume(
        volume_weeks(log, how), muscle_order(), window, how.policy
    )


def muscle_order() -> pd.DataFrame:
    """muscle, name, group: the body's muscles in the order pages show them."""
    return pd.DataFrame(
        [(key, one.name, one.group) for key, one in muscles().items()],
        columns=["muscle", "name", "group"],
    )


def board(log: Training, how: Profile, window: Window) -> Mapping[str, pd.DataFrame]:
    """The frames of the week board, as `week_board` describes them."""
    return week_board.week_board(
        log["lifts"], log["runs"], log["findings"], window, how.distance_unit
    )


def weeks(log: Training, window: Window) -> pd.DataFrame:
    """One row a week, as `weekly_load` describes it."""
    return weekly_load.weekly_load(log["lifts"], log["runs"], log["findings"], window)


def mapping(store: Store, athlete: Athlete) -> pd.DataFrame:
    """Every exercise name of the athlete, unmapped first, then by number of sets.

    Returns:
        exercise_raw, exercise_id, exercise, how (choice, alias, words or missing), sets,
        sessions, first_day, last_day, apps.
    """
    names = store.ask("exercise_names", athlete=athlete.athlete_id)
    matched = match(names["exercise_raw"], people.choices(store, athlete.athlete_id))
    out = names.merge(matched, on="exercise_raw")
    own = effective(own_exercises.own_exercises(store, athlete.athlete_id))
    titles = {key: one.name for key, one in own.items()}
    out["exercise"] = out["exercise_id"].map(titles)
    out["is_open"] = out["exercise_id"].isna() & (out["how"] != "choice")
    return out.sort_values(
        ["is_open", "sets"], ascending=[False, False], ignore_index=True
    ).drop(columns="is_open")


def log_days(store: Store, athlete_id: str) -> Window | None:
    """The first and the last day with a run or a lift; `None` for an empty log."""
    found = store.ask("log_days", athlete=athlete_id)
    if found.empty:
        return None
    return Window(found["first_day"].min().date(), found["last_day"].max().date())


def unmapped(store: Store, athlete: Athlete) -> pd.DataFrame:
    """The part of `mapping` that waits for the athlete's word, most sets first."""
    every = mapping(store, athlete)
    return every[every["exercise_id"].isna() & (every["how"] != "choice")]


def within(frame: pd.DataFrame, window: Window) -> pd.DataFrame:
    """The rows whose day lies in the window."""
    first, last = pd.Timestamp(window.first), pd.Timestamp(window.last)
    return frame[frame["day"].between(first, last)]


def heat(weekly: pd.DataFrame, how: Profile, window: Window) -> pd.DataFrame:
    """`volume_weeks` within a window, with names and bands, zeros where no set was."""
    return weekly_volume.heat(weekly, muscle_order(), window, how.policy)


def before_runs(
    log: Training, how: Profile, window: Window
) -> Mapping[str, pd.DataFrame]:
    """The lifts in the hours before long and key runs, as `lifts_before` describes."""
    return lifts_before.lifts_before(
        log["lifts"],
        log["runs"],
        log["findings"],
        window,
        how.policy,
        how.distance_unit,
    )

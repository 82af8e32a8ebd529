"""Every frame a page or an export shows: queries, joined by transforms.

`training` is the heart: the athlete's sets, sessions, runs and findings, judged.
Everything else is cut from it. Nothing here keeps state; `ui` caches by the athlete
and the version of her data.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import pandas as pd

from runlift.errors import WrongInput
from runlift.exercises.catalogue import Exercise, catalogue, muscles, roles
from runlift.exercises.matching import match
from runlift.exercises.own import effective
from runlift.exercises.suggestions import Limits, Suggestion, suggest
from runlift.model import Athlete, Window
from runlift.program import planned_sets, templates
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
    exercise_history,
    lift_sessions,
    lifted_sets,
    lifts_before,
    personal_records,
    program_volumes,
    session_e1rm,
    twin_list,
    twins,
    volume_frames,
    week_board,
    weekly_load,
    weekly_volume,
)
from runlift.transforms import findings as findings_
from runlift.transforms import strength_trends as strength_trends_
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
    )
    return {
        "sets": sets,
        "lifts": lifts,
        "runs": runs,
        "doubts": doubted,
        "findings": findings_.findings(lifts, runs, how.policy, how.distance_unit),
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


def strength_sessions(log: Training, how: Profile) -> pd.DataFrame:
    """The e1RM of each exercise and session, as `session_e1rm` describes it."""
    return session_e1rm.session_e1rm(log["sets"], how.policy)


def strength_trends(
    sessions: pd.DataFrame, how: Profile, window: Window
) -> pd.DataFrame:
    """The state of each exercise on a window's last day, as `strength_trends` has it."""
    return strength_trends_.strength_trends(
        sessions, pd.Timestamp(window.last), how.policy
    )


def phases(sessions: pd.DataFrame, how: Profile) -> pd.DataFrame:
    """Where one exercise moved to other repetitions, as `strength_trends` has it."""
    return strength_trends_.phases(sessions, how.policy)


def records(log: Training, sessions: pd.DataFrame) -> pd.DataFrame:
    """Every record, newest first, as `personal_records` describes it."""
    return personal_records.personal_records(log["sets"], sessions)


def volume_weeks(log: Training, how: Profile) -> pd.DataFrame:
    """Fractional sets per muscle and week, as `weekly_volume` describes it."""
    return weekly_volume.weekly_volume(log["sets"], _roles(log, how), how.policy)


def volume_mean(log: Training, how: Profile, window: Window) -> pd.DataFrame:
    """The average week of a window per muscle, as `mean_weekly_volume` describes it."""
    return volume_page(log, how, window)["mean"]


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
    # A choice of an exercise that is no longer there waits like an unknown name.
    is_gone = out["exercise_id"].notna() & out["exercise"].isna()
    out.loc[is_gone, ["exercise_id", "how"]] = None
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
    return waiting(mapping(store, athlete))


def waiting(names: pd.DataFrame) -> pd.DataFrame:
    """The names of a `mapping` about which nobody has decided anything."""
    return names[names["exercise_id"].isna() & (names["how"] != "choice")]


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


def volume_page(
    log: Training, how: Profile, window: Window
) -> Mapping[str, pd.DataFrame]:
    """Every frame of the volume page, as `volume_frames` describes them."""
    return volume_frames.volume_frames(
        log["sets"], _roles(log, how), muscle_order(), window, how.policy
    )


def muscle_work(
    log: Training, how: Profile, window: Window, muscle: str | None
) -> Mapping[str, pd.DataFrame]:
    """Which exercises and sessions trained a muscle, as `muscle_work` describes it."""
    return volume_frames.work_in(
        log["sets"], _roles(log, how), window, how.policy, muscle
    )


def program_volume(how: Profile) -> Mapping[str, pd.DataFrame]:
    """What the programs give each muscle, as `program_frames` describes it."""
    planned = planned_sets.every_planned_set(templates.programs(), how.exercises)
    known = [how.exercises[key] for key in planned["exercise_id"].unique()]
    return program_volumes.program_frames(
        planned, roles(known), muscle_order(), how.policy
    )


def _roles(log: Training, how: Profile) -> pd.DataFrame:
    """Who does the work in the exercises of a log: few rows instead of the catalogue."""
    trained = set(log["sets"]["exercise_id"].dropna())
    return roles(one for key, one in how.exercises.items() if key in trained)


def suggestions(
    names: Iterable[str], how: Profile
) -> Mapping[str, tuple[Suggestion, ...]]:
    """What unknown names may mean, as `exercises.suggestions` describes it."""
    number = how.policy.number
    limits = Limits(
        least_score=number("matching.least_score"),
        least_word_likeness=number("matching.least_word_likeness"),
        extra_word_weight=number("matching.extra_word_weight"),
        missing_word_weight=number("matching.missing_word_weight"),
        unknown_word_weight=number("matching.unknown_word_weight"),
        other_implement=number("matching.other_implement"),
        other_movement=number("matching.other_movement"),
        most=int(number("matching.most_suggestions")),
    )
    return suggest(names, how.exercises, limits)


def history(log: Training) -> pd.DataFrame:
    """How often each exercise was done, as `exercise_history` describes it."""
    return exercise_history.exercise_history(log["sets"])

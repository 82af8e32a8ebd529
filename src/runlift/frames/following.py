"""A plan that is followed: what was done of it, and what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import pandas as pd

from runlift.frames import strength as strength_frames
from runlift.frames.judged import Profile, Training
from runlift.frames.plans import Kept, plan_findings, programs_of
from runlift.model import Athlete, Window
from runlift.program import plan_frames
from runlift.program.deload import deload_reasons
from runlift.program.plan import Plan, PlannedSession
from runlift.program.targets import NewCycle, Target, Whose, with_targets
from runlift.store import Store, weighings
from runlift.store import athletes as people
from runlift.transforms import (
    complaints,
    plan_adherence,
    plan_histories,
    plan_matching,
    planned_log,
)

ANSWER = "one_rm."
"""Settings that begin so hold a 1RM in kg that the athlete decided: plan, cycle, exercise."""


@dataclass(frozen=True)
class Following:
    """Everything about following a plan."""

    kept: Kept
    plan: Plan
    """With the next targets in its coming sessions."""
    matched: pd.DataFrame
    """As `plan_matching.matched` has it."""
    weeks: pd.DataFrame
    """As `plan_adherence.adherence` has it."""
    exercises: pd.DataFrame
    """As `plan_adherence.exercise_adherence` has it."""
    targets: tuple[Target, ...]
    cycles: tuple[NewCycle, ...]
    lighter: tuple[str, ...]
    """What speaks for a lighter week: sentences."""
    conflicts: pd.DataFrame
    """week (its Monday), planned, done: conflicts of the plan and of what was done."""

    @property
    def coming(self) -> tuple[PlannedSession, ...]:
        """Sessions that are still to be done, by time."""
        open_ids = set(self.matched.loc[self.matched["status"] == "planned", "planned_id"])  # fmt: skip
        return tuple(one for one in self.plan.sessions if one.planned_id in open_ids)


def following(
    store: Store,
    athlete: Athlete,
    log: Training,
    how: Profile,
    kept: Kept,
    today: date,
) -> Following:
    """A plan, matched with the log, with its next targets.

    Args:
        store: for body mass, programs and answers.
        athlete: whose plan.
        log: her judged log.
        how: exercises, thresholds, unit, formula.
        kept: the plan as it is stored.
        today: what was not done by yesterday was missed.
    """
    plan = kept.plan
    lifts = plan_frames.planned_lifts(plan.sessions, how.exercises, how.policy)
    status = plan_frames.session_frame(plan.sessions)
    said = status[["planned_id", "status", "done_id", "hours"]]
    lifts = lifts.merge(said, on="planned_id")
    asked = plan_frames.exercise_frame(plan.sessions)
    runs = plan_frames.planned_runs(plan).merge(said, on="planned_id")
    matched = plan_matching.matched(
        lifts,
        asked,
        runs,
        log["lifts"],
        log["sets"],
        log["runs"],
        how.exercises,
        today,
        how.policy,
    )
    histories = plan_histories.next_histories(matched, log["sets"])
    program = programs_of(store, athlete, how).get(plan.program_id)
    repeats = program is not None and program.cycle == "repeat"
    open_ids = set(matched.loc[matched["status"] == "planned", "planned_id"])
    found = with_targets(
        plan,
        histories,
        open_ids,
        len(program.weeks) if program is not None and repeats else 0,
        Whose(
            exercises=how.exercises,
            policy=how.policy,
            weight_unit=how.weight_unit,
            formula=how.formula,
            body_mass_kg=_body_mass(store, athlete),
            answers=_answers(store, athlete, plan.plan_id),
            pain=_pain(log, how),
        ),
    )
    return Following(
        kept=kept,
        plan=found.plan,
        matched=matched,
        weeks=plan_adherence.adherence(
            matched, lifts, asked, runs, log["lifts"], log["sets"], log["runs"]
        ),
        exercises=plan_adherence.exercise_adherence(matched, asked, log["sets"]),
        targets=found.targets,
        cycles=found.cycles,
        lighter=tuple(_lighter(plan, matched, log, how, program, today)),
        conflicts=_conflicts(plan, log, how, athlete, today),
    )


def planned_key_runs(now: Following, athlete: Athlete) -> pd.DataFrame:
    """The key runs of a plan and whether they were run, as `lift_cost` compares them.

    Returns:
        start (naive UTC), day, week, is_completed (1 done, 0 missed, missing while it
        is to come or was left out).
    """
    runs = planned_log.planned_runs(
        plan_frames.planned_runs(now.plan), athlete.timezone
    )
    keys = runs[runs["is_key"]]
    status = now.matched.set_index("planned_id")["status"]
    said = {"done": 1.0, "moved": 1.0, "missed": 0.0}
    done = keys["run_id"].map(status).map(said)
    return keys[["start", "day", "week"]].assign(is_completed=done.astype(float))


def _conflicts(
    plan: Plan, log: Training, how: Profile, athlete: Athlete, today: date
) -> pd.DataFrame:
    """Conflicts a week, as the plan had them and as they came about, up to today."""
    first = pd.Timestamp(plan.first_day)
    before = {
        name: log[name][log[name]["start_local"] < first] for name in ("lifts", "runs")
    }
    begun = datetime.combine(plan.first_day, time())
    planned = plan_findings({**log, **before}, plan, how, athlete, begun)
    weeks = pd.date_range(first, max(pd.Timestamp(today), first), freq="7D")
    counts = {
        name: found.loc[found["severity"] == "conflict", "day"]
        .pipe(lambda days: days - pd.to_timedelta(days.dt.day_of_week, unit="D"))
        .value_counts()
        .reindex(weeks, fill_value=0)
        .to_numpy()
        for name, found in (("planned", planned), ("done", log["findings"]))
    }
    return pd.DataFrame({"week": weeks.astype("datetime64[us]"), **counts})


def _lighter(
    plan: Plan,
    matched: pd.DataFrame,
    log: Training,
    how: Profile,
    program: object,
    today: date,
) -> Sequence[str]:
    """What speaks for a lighter week now."""
    weeks = getattr(program, "weeks", ())
    cycle_weeks = len(weeks) if getattr(program, "cycle", "") == "repeat" else 0
    done = set(matched.loc[matched["done_id"].notna(), "planned_id"])
    cycles = 0
    if cycle_weeks:
        whole = [
            number
            for number, sessions in plan.weeks()
            if any(one.planned_id in done for one in sessions if one.is_lift)
        ]
        cycles = len(whole) // cycle_weeks
    main = {one.exercise_id for lift in plan.lifts for one in lift.exercises[:2]}
    # The others would be worked out for nothing.
    sets = log["sets"][log["sets"]["exercise_id"].isin(main)]
    sessions = strength_frames.strength_sessions({**log, "sets": sets}, how)
    window = Window(plan.first_day, today)
    trends = strength_frames.strength_trends(sessions, how, window)
    falling = trends[trends["state"] == "regressing"]
    monday = pd.Timestamp(today) - pd.Timedelta(days=today.weekday())
    is_race_week = any(
        race.priority == "B" and 0 <= (pd.Timestamp(race.day) - monday).days < 7
        for race in plan.races
    )
    return deload_reasons(
        day=today,
        cycles=cycles,
        falling=falling["exercise"].tolist(),
        is_race_week=is_race_week,
        complaints=complaints.complaints(log["lifts"]),
        policy=how.policy,
    )


def _pain(log: Training, how: Profile) -> str:
    """Why loads do not go up for now; empty where no pain speaks against it."""
    found = complaints.newest_pain(log["lifts"])
    if found is None or found.of_ten < how.policy.number("following.pain"):
        return ""
    where = f" ({found.where})" if found.where else ""
    return (
        f"You noted pain {found.of_ten:g} of 10{where} on {found.day:%-d %b}: nothing "
        "goes up until a session says that it has settled."
    )


def _body_mass(store: Store, athlete: Athlete) -> float | None:
    known = weighings.body_mass(store, athlete.athlete_id)
    return float(known["mass_kg"].iloc[-1]) if len(known) else None


def _answers(store: Store, athlete: Athlete, plan_id: str) -> Mapping[str, float]:
    """1RMs the athlete decided for this plan, by `cycle:exercise`."""
    prefix = f"{ANSWER}{plan_id}."
    return {
        name.removeprefix(prefix): float(value)
        for name, value in people.settings(store, athlete.athlete_id).items()
        if name.startswith(prefix)
    }

"""Plans: from choices and the log to sessions, and what the rules say of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pandas as pd

from runlift.errors import DataFileError, NotFound, WrongInput
from runlift.exercises.catalogue import roles
from runlift.frames.judged import Profile, Training
from runlift.frames.volume import muscle_order
from runlift.model import Athlete, Window, identity
from runlift.program import build as building
from runlift.program import placing, plan_frames, repair
from runlift.program.choices import Choices, choices_of
from runlift.program.placement import Placement, best_placements
from runlift.program.plan import Plan, PlannedSession
from runlift.program.starting_loads import KnownLift, Lifter
from runlift.program.templates import Program, parse_program, programs
from runlift.program.week import Week
from runlift.science import leg_load
from runlift.science.verdict import RUN_CLASSES
from runlift.store import Store
from runlift.store import plans as stored
from runlift.transforms import (
    finding_words,
    planned_log,
    program_volumes,
    weekly_volume,
)
from runlift.transforms import findings as findings_
from runlift.transforms import running_week as running_week_
from runlift.transforms import week_board as week_board_

_SEEN_DAYS = 15
"""Done activities this long before a plan may still matter to it: after an ultra."""


@dataclass(frozen=True)
class Placed:
    """Where the lifts of the usual week may go."""

    week: Week
    best: list[Placement]
    """The best placements that differ, the best first; empty where there is no place."""
    advice: list[str]
    """What would be better: sentences."""


@dataclass(frozen=True)
class Kept:
    """A plan as the store has it."""

    plan: Plan
    is_active: bool
    version: int
    """Rises with every change."""


def programs_of(store: Store, athlete: Athlete, how: Profile) -> Mapping[str, Program]:
    """The programs of the data folder, and those the athlete brought.

    One of hers that has become wrong, because an exercise is gone, is left out.
    """
    found = dict(programs())
    for key, content in stored.own_programs(store, athlete.athlete_id).items():
        try:
            found[key] = parse_program(content, f"{key}.toml", how.exercises)
        except DataFileError:
            continue
    return found


def usual_runs(log: Training, how: Profile, last: date) -> pd.DataFrame:
    """The usual running week, as `running_week` describes it."""
    return running_week_.running_week(log["runs"], last, how.policy)


def lifter(sessions: pd.DataFrame, how: Profile, choices: Choices) -> Lifter:
    """What the log knows for the first loads.

    Args:
        sessions: as `strength_sessions` returns them.
        how: thresholds, formula, unit.
        choices: who needs more care.
    """
    known = {}
    for exercise, rows in sessions.groupby("exercise_id", sort=False):
        last = rows.iloc[-1]
        values = [last["level_kg"], last["rolling_best_kg"], last["e1rm_kg"]]
        level = next((float(one) for one in values if one == one), None)
        if level is not None:
            known[str(exercise)] = KnownLift(
                level, int(rows["session_id"].nunique()), last["day"].date()
            )
    return Lifter(
        known=known,
        policy=how.policy,
        formula=how.formula,
        weight_unit=how.weight_unit,
        age_group=choices.age_group,
        is_beginner=choices.is_beginner,
        is_load_free=choices.is_load_free,
    )


def placed(program: Program, choices: Choices, whose: Lifter, how: Profile) -> Placed:
    """The best places for the lifts of the usual week, and what would be better."""
    weeks = building.hardest_week(program, choices, whose, how.exercises)
    week = placing.usual_week(weeks, choices, how.policy, how.exercises)
    found = best_placements(week)
    best = found[0] if found else None
    told = [one.text for one in repair.advice(week, best)]
    if not found:
        told.insert(0, repair.why_nowhere(week))
    return Placed(week, _differing(found), told)


def _differing(found: Sequence[Placement]) -> list[Placement]:
    """One of each, where lifts of one class only changed places."""
    kinds: dict[object, Placement] = {}
    for one in found:
        kinds.setdefault(one.kind, one)
    return list(kinds.values())[:3]


def built(
    plan_id: str,
    name: str,
    program: Program,
    choices: Choices,
    whose: Lifter,
    how: Profile,
) -> Plan:
    """The whole plan."""
    return building.build(plan_id, name, program, choices, whose, how.exercises)


def kept_plans(store: Store, athlete: Athlete) -> list[Kept]:
    """Every plan of an athlete, the one she follows first."""
    found = []
    for about in stored.plans(store, athlete.athlete_id):
        frames = stored.planned(store, athlete.athlete_id, about["plan_id"])
        found.append(
            Kept(
                plan_frames.plan_of(about, *frames),
                bool(about["is_active"]),
                int(about["version"]),
            )
        )
    return found


def kept_plan(store: Store, athlete: Athlete, plan_id: str | None = None) -> Kept:
    """One plan; without an id the one that is followed.

    Raises:
        NotFound: there is none.
    """
    for about in stored.plans(store, athlete.athlete_id):
        is_it = about["is_active"] if plan_id is None else about["plan_id"] == plan_id
        if is_it:
            frames = stored.planned(store, athlete.athlete_id, about["plan_id"])
            plan = plan_frames.plan_of(about, *frames)
            return Kept(plan, bool(about["is_active"]), int(about["version"]))
    what = "No plan is followed" if plan_id is None else "There is no such plan"
    raise NotFound(f"{what}. Build one on the Builder page, or take one up again.")


def readable(plan: Plan) -> Plan:
    """A plan from a file, where it can be followed.

    Raises:
        WrongInput: a run is of no class that the rules know, or its choices mean nothing.
    """
    for one in plan.runs:
        if one.run_class not in RUN_CLASSES:
            raise WrongInput(
                f"{one.title} on {one.day:%d.%m.%Y} is a {one.run_class!r} run; use one "
                f"of {', '.join(RUN_CLASSES)}."
            )
    if plan.choices:
        choices_of(plan.choices)
    return plan


def adopted(store: Store, athlete: Athlete, plan: Plan) -> Plan:
    """A plan from a file as it can be kept beside those that are there.

    Read back with all its sessions it takes its own place again, and calendars still
    know them. Where sessions are gone they would stay in the store, so it is another
    plan then.
    """
    there = stored.planned(store, athlete.athlete_id, plan.plan_id)[0]["planned_id"]
    if not set(there) - {one.planned_id for one in plan.sessions}:
        return plan
    made = stored.made(store, athlete.athlete_id)
    plan_id = identity("plan", plan.plan_id, made)
    sessions = tuple(
        replace(one, planned_id=identity("planned", plan_id, one.planned_id))
        for one in plan.sessions
    )
    return replace(plan, plan_id=plan_id, sessions=sessions)


def plan_findings(
    log: Training, plan: Plan, how: Profile, athlete: Athlete, now: datetime
) -> pd.DataFrame:
    """What the rules say of a plan that is to come, after what was just done.

    Args:
        log: the judged log.
        plan: whose sessions are judged; skipped ones are not.
        how: thresholds, exercises, units.
        athlete: for the zone.
        now: on the athlete's wall clock.

    Returns:
        As `findings`, with is_planned; only rows in which something planned takes part.
    """
    coming = [one for one in plan.sessions if one.status == "planned"]
    first = min(plan.first_day, now.date())
    lifts, runs = _together(log, plan, coming, how, athlete, now, first)
    ids = {
        *lifts.loc[lifts["is_planned"], "session_id"],
        *runs.loc[runs["is_planned"], "run_id"],
    }
    found = findings_.findings(
        lifts, runs, athlete.timezone, how.policy, how.distance_unit
    )
    takes_part = [
        bool({row["lift_session_id"], row["run_id"], *row["others"]} & ids)
        for row in found[["lift_session_id", "run_id", "others"]].to_dict("records")
    ]
    mine = found[pd.Series(takes_part, index=found.index, dtype=bool)]
    told = [[finding_words.ahead(one) for one in said] for said in mine["reasons"]]
    return mine.assign(reasons=told).reset_index(drop=True)


def _together(
    log: Training,
    plan: Plan,
    coming: Sequence[PlannedSession],
    how: Profile,
    athlete: Athlete,
    now: datetime,
    first: date,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    since = datetime.combine(first, datetime.min.time()) - timedelta(days=_SEEN_DAYS)
    lifts = planned_log.planned_lifts(
        plan_frames.planned_lifts(coming, how.exercises, how.policy), athlete.timezone
    )
    ids = {one.planned_id for one in coming}
    every = plan_frames.planned_runs(plan)
    runs = planned_log.planned_runs(
        every[every["planned_id"].isin(ids)], athlete.timezone
    )
    return (
        planned_log.with_log(log["lifts"], lifts, since, now),
        planned_log.with_log(log["runs"], runs, since, now),
    )


def tested(sessions: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """The sessions of `strength_sessions` with an exercise of the plan."""
    ids = {one.exercise_id for lift in plan.lifts for one in lift.exercises}
    return sessions[sessions["exercise_id"].isin(ids)]


def plan_volume(plan: Plan, how: Profile) -> pd.DataFrame:
    """Fractional hard sets a muscle and week of a plan, as `weekly_volume.heat` has it."""
    lifts = [one for one in plan.lifts if one.status == "planned"]
    work = plan_frames.planned_work(lifts, how.exercises)
    found = program_volumes.program_volume(
        work, roles(how.exercises.values()), how.policy
    )
    weeks = pd.to_timedelta(7 * (found["week"] - 1), unit="D")
    found["week"] = (pd.Timestamp(plan.first_day) + weeks).astype("datetime64[us]")
    window = Window(plan.first_day, plan.last_day)
    return weekly_volume.heat(found, muscle_order(), window, how.policy)


def plan_loads(
    plan: Plan, how: Profile, done: Collection[str] = ()
) -> Mapping[str, pd.DataFrame]:
    """The frames of `charts.plan_load`: what each session asks of the legs.

    Args:
        plan: the plan.
        how: thresholds and exercises.
        done: planned_ids of what was done.
    """
    lifts = plan_frames.planned_lifts(plan.sessions, how.exercises, how.policy)
    by_id = {one.planned_id: one for one in plan.lifts}
    weeks = pd.to_timedelta(7 * (lifts["week"] - 1), unit="D")
    sessions = lifts.assign(
        monday=(pd.Timestamp(plan.first_day) + weeks).astype("datetime64[us]"),
        change=[by_id[one].change for one in lifts["planned_id"]],
        phase=[by_id[one].phase for one in lifts["planned_id"]],
        is_done=lifts["planned_id"].isin(set(done)),
    )
    limits = how.policy.numbers("leg_load.class_limits")
    return {
        "sessions": sessions,
        "limits": pd.DataFrame(
            {"lift_class": leg_load.CLASSES[1:], "leg_load": limits}
        ),
    }


def plan_weeks(plan: Plan, how: Profile) -> pd.DataFrame:
    """One row a week of a plan.

    Returns:
        week, monday, phase, origin (of its program's week), lifts, runs, sets,
        leg_load (of the whole week), hardest (the highest of a session), minutes (of
        lifting), change (why it is lighter, or empty).
    """
    lifts = plan_frames.planned_lifts(plan.sessions, how.exercises, how.policy)
    rows = []
    for number, sessions in plan.weeks():
        mine = [one for one in sessions if one.is_lift]
        loads = lifts.loc[lifts["week"] == number, "leg_load"]
        rows.append(
            {
                "week": number,
                "monday": pd.Timestamp(plan.first_day) + pd.Timedelta(weeks=number - 1),
                "phase": mine[0].phase if mine else "",
                "origin": mine[0].origin if mine else "",
                "lifts": len(mine),
                "runs": len(sessions) - len(mine),
                "sets": sum(asked.sets for one in mine for asked in one.exercises),
                "leg_load": float(loads.sum()),
                "hardest": float(loads.max()) if len(loads) else 0.0,
                "minutes": 60 * sum(one.hours for one in mine),
                "change": next((one.change for one in mine if one.change), ""),
            }
        )
    return pd.DataFrame(rows)


def calendar(
    log: Training,
    plan: Plan,
    how: Profile,
    athlete: Athlete,
    now: datetime,
    window: Window,
) -> tuple[Mapping[str, pd.DataFrame], pd.DataFrame]:
    """What was done and what is planned on one board, and what the rules say of both.

    Args:
        log: the judged log.
        plan: with the sessions that are still to come; what is past is the log's.
        how: thresholds, exercises, units.
        athlete: for the zone.
        now: on the athlete's wall clock.
        window: whole weeks are shown.

    Returns:
        The frames of the week board, this week first, and the findings of the plan.
    """
    coming = [one for one in plan.sessions if one.status == "planned"]
    lifts, runs = _together(log, plan, coming, how, athlete, now, window.first)
    planned = plan_findings(log, plan, how, athlete, now)
    every = pd.concat([log["findings"], planned], ignore_index=True)
    board = week_board_.week_board(
        lifts,
        runs,
        every.drop_duplicates("finding_id"),
        window,
        how.distance_unit,
        newest_first=False,
        now=now,
    )
    return board, planned

"""The coming sessions of a plan with the loads that follow from what was done.

Read, not stored: the log and the plan say all there is to know, so a log imported late
or corrected changes the next targets by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from runlift.exercises.catalogue import Exercise, LoadBasis
from runlift.program.choices import Choices, choices_of
from runlift.program.plan import Plan, PlannedExercise, PlannedSession
from runlift.program.progression import DoneExercise, DoneSet, Next, next_target
from runlift.program.restart import Restart, restart
from runlift.program.starting_loads import BARS, loadable, step_kg, too_light
from runlift.science import strength
from runlift.science.policy import Policy
from runlift.units import WeightUnit

Histories = Mapping[str, Sequence[tuple[str, date, Sequence[Sequence[Any]]]]]
"""By exercise: planned_id, day and sets (load, reps, seconds, rir), oldest first."""

_LIGHT = frozenset({"deload", "taper", "race_week", "recovery"})


@dataclass(frozen=True)
class Target:
    """What one exercise is to be next time, and why."""

    planned_id: str
    day: date
    exercise_id: str
    asked: PlannedExercise
    next: Next


@dataclass(frozen=True)
class NewCycle:
    """The 1RM an exercise begins its next cycle with."""

    cycle: int
    exercise_id: str
    old_kg: float
    found: Restart
    kg: float
    """What the loads come from: found, or as the athlete answered."""


@dataclass(frozen=True)
class Targets:
    """A plan brought up to date."""

    plan: Plan
    targets: tuple[Target, ...]
    """The next time of each exercise, by day."""
    cycles: tuple[NewCycle, ...]


@dataclass(frozen=True)
class Whose:
    """Whose plan it is."""

    exercises: Mapping[str, Exercise]
    policy: Policy
    weight_unit: WeightUnit = "kg"
    formula: str = strength.DEFAULT_FORMULA
    body_mass_kg: float | None = None
    answers: Mapping[str, float] | None = None
    """1RMs that the athlete decided herself, by `cycle:exercise`."""
    pain: str = ""
    """Why nothing goes up for now; empty where nothing speaks against it."""


def with_targets(
    plan: Plan,
    histories: Histories,
    open_ids: set[str],
    cycle_weeks: int,
    whose: Whose,
) -> Targets:
    """The plan with its coming sessions as they should be now.

    Args:
        plan: as it was built.
        histories: what was done of each exercise in its sessions.
        open_ids: the planned_id of every lift that is still to come.
        cycle_weeks: weeks of a cycle of a program that begins again; 0 for others.
        whose: exercises, thresholds, unit.
    """
    choices = choices_of(plan.choices) if plan.choices else None
    if choices is not None and choices.is_load_free:
        return Targets(plan, (), ())
    cycles: tuple[NewCycle, ...] = ()
    if cycle_weeks and choices is not None:
        cycles = tuple(_cycles(plan, histories, open_ids, cycle_weeks, choices, whose))
        plan = _filled(plan, cycles, cycle_weeks, whose)
    known = {one.planned_id: one for one in plan.lifts}
    found: dict[str, Target] = {}
    sessions = list(plan.sessions)
    for at, session in enumerate(sessions):
        if session.planned_id not in open_ids or session.status != "planned":
            continue
        changed = []
        for one in session.exercises:
            if one.exercise_id in found and session.change != "deload":
                changed.append(_goes_on(one, found[one.exercise_id].next))
                continue
            done = histories.get(one.exercise_id, ())
            if not done or session.change in _LIGHT:
                changed.append(one)
                continue
            target = _target(one, session, done, known, choices, whose)
            found[one.exercise_id] = target
            changed.append(_with(one, target.next))
        sessions[at] = replace(session, exercises=tuple(changed))
    by_day = sorted(found.values(), key=lambda target: target.day)
    return Targets(replace(plan, sessions=tuple(sessions)), tuple(by_day), cycles)


def _target(
    one: PlannedExercise,
    session: PlannedSession,
    done: Sequence[tuple[str, date, Sequence[Sequence[Any]]]],
    known: Mapping[str, PlannedSession],
    choices: Choices | None,
    whose: Whose,
) -> Target:
    exercise = whose.exercises[one.exercise_id]
    history = [_done(entry, one.exercise_id, known) for entry in done]
    last = next((past.asked for past in reversed(history) if past.asked), one)
    policy = whose.policy
    is_new = choices is not None and choices.is_beginner
    bar = policy.number("plates.bar_kg") if exercise.equipment in BARS else 0.0
    found = next_target(
        last,
        one,
        history,
        day=session.day,
        step_kg=step_kg(exercise, whose.weight_unit, policy),
        policy=policy,
        least_kg=bar,
        basis=exercise.load_basis,
        kind=exercise.kind,
        carried_kg=(exercise.bodyweight_fraction or 0.0) * (whose.body_mass_kg or 0.0),
        week=session.week,
        is_beginner_week=is_new
        and session.week <= policy.number("progression.beginner_weeks"),
        age_group=choices.age_group if choices else "adult",
        weight_unit=whose.weight_unit,
        formula=whose.formula,
    )
    if whose.pain:
        found = _held(found, last, history, exercise.load_basis, whose.pain)
    return Target(session.planned_id, session.day, one.exercise_id, one, found)


def _held(
    found: Next,
    last: PlannedExercise,
    history: Sequence[DoneExercise],
    basis: LoadBasis,
    why: str,
) -> Next:
    """The same again: what was lifted last, and no more repetitions than were asked."""
    load, known = found.load_kg, _last_loads(history)
    held = load
    if load is not None and known:
        # Less help is more to lift.
        held = max(load, *known) if basis == "assist" else min(load, max(known))
    if found.kind not in ("raise", "reps") and held == load:
        return found
    return replace(found, load_kg=held, reps=last.reps, kind="hold", reason=why)


def _last_loads(history: Sequence[DoneExercise]) -> list[float]:
    """The loads of the last session in which there were any."""
    for done in reversed(history):
        loads = [one.load_kg for one in done.sets if one.load_kg is not None]
        if loads:
            return loads
    return []


def _done(
    entry: tuple[str, date, Sequence[Sequence[Any]]],
    exercise_id: str,
    known: Mapping[str, PlannedSession],
) -> DoneExercise:
    name, day, sets = entry
    session = known.get(name)
    asked = None
    if session is not None:
        asked = next(
            (one for one in session.exercises if one.exercise_id == exercise_id), None
        )
    return DoneExercise(
        day=day,
        sets=tuple(DoneSet(*one) for one in sets),
        is_lighter=session is not None and session.change in _LIGHT,
        asked=asked,
    )


def _with(one: PlannedExercise, found: Next) -> PlannedExercise:
    """The exercise as it is to be next time."""
    notes = [note for note in (one.note, found.note) if note]
    return replace(
        one,
        sets=found.sets,
        load_kg=found.load_kg,
        # As many as possible stays that; the reason names the number to beat.
        reps=None if one.mode == "amrap" else found.reps,
        seconds=found.seconds,
        rir=found.rir,
        reason=found.reason,
        note=" ".join(dict.fromkeys(notes)),
    )


def _goes_on(one: PlannedExercise, found: Next) -> PlannedExercise:
    """A later time of an exercise: never behind where the next one already is."""
    if found.load_kg is None or one.percent is not None or one.mode != "range":
        return one
    return replace(
        one, load_kg=found.load_kg, reason="Goes on from the session before."
    )


def _cycles(
    plan: Plan,
    histories: Histories,
    open_ids: set[str],
    cycle_weeks: int,
    choices: Choices,
    whose: Whose,
) -> Iterator[NewCycle]:
    """The 1RM of every exercise for each cycle whose cycle before is over."""
    week_of = {one.planned_id: one.week for one in plan.lifts}
    first, last = (int(n) for n in whose.policy.numbers("progression.restart_weeks"))
    most = max(week_of.values(), default=0)
    now = dict(choices.one_rms)
    for cycle in range(2, (most - 1) // cycle_weeks + 2):
        offset = (cycle - 2) * cycle_weeks
        is_over = not any(
            name in open_ids and offset < week <= offset + cycle_weeks
            for name, week in week_of.items()
        )
        if not is_over:
            return
        for exercise_id, old in list(now.items()):
            top = [
                DoneSet(*one)
                for name, _, sets in histories.get(exercise_id, ())
                if offset + first <= week_of.get(name, 0) <= offset + last
                for one in sets
            ]
            found = restart(
                old,
                top,
                whose.policy,
                weight_unit=whose.weight_unit,
                formula=whose.formula,
            )
            said = (whose.answers or {}).get(f"{cycle}:{exercise_id}")
            kilos = found.one_rm_kg if said is None else said
            now[exercise_id] = kilos
            yield NewCycle(cycle, exercise_id, old, found, kilos)


def _filled(
    plan: Plan, cycles: Sequence[NewCycle], cycle_weeks: int, whose: Whose
) -> Plan:
    """The plan with the loads of the cycles that can begin."""
    by_key = {(one.cycle, one.exercise_id): one for one in cycles}

    def loaded(one: PlannedExercise, cycle: int) -> PlannedExercise:
        new = by_key.get((cycle, one.exercise_id))
        if new is None or one.percent is None or one.load_kg is not None:
            return one
        exercise = whose.exercises[one.exercise_id]
        wanted = new.kg * one.percent / 100
        load = loadable(wanted, exercise, whose.weight_unit, whose.policy)
        if load is None:
            return replace(one, percent=None, reason=too_light(exercise))
        reason = f"{one.percent:g} % of the new 1RM, rounded down. {new.found.reason}"
        return replace(one, load_kg=load, reason=reason)

    sessions = [
        replace(
            session,
            exercises=tuple(
                loaded(one, (session.week - 1) // cycle_weeks + 1)
                for one in session.exercises
            ),
        )
        for session in plan.sessions
    ]
    return replace(plan, sessions=tuple(sessions))

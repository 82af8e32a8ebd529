"""A plan from a program, an athlete's choices and her log: who, what, how much, when.

The pieces are next door: `substitutes` (with what), `starting_loads` (how heavy),
`season` (races), `placing` (which half days). Here they come together.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from runlift.errors import WrongInput
from runlift.exercises.catalogue import Exercise
from runlift.program import lighter, placing
from runlift.program.age import for_the_young
from runlift.program.choices import Choices
from runlift.program.plan import (
    Plan,
    PlannedExercise,
    PlannedSession,
    in_order,
    planned_id,
)
from runlift.program.plan_words import HOUSE_LABEL
from runlift.program.progression import sets_of_ramp
from runlift.program.season import Season
from runlift.program.session_load import session_minutes
from runlift.program.starting_loads import (
    Lifter,
    is_loaded,
    loadable,
    too_light,
    with_first_load,
)
from runlift.program.substitutes import substitute
from runlift.program.templates import Prescription, Program, Slot, Workout
from runlift.program.week import DAY_H


def weekly_workouts(program: Program, days: int, week: int) -> tuple[Workout, ...]:
    """The workouts of one week, in their order; weeks count from 0.

    Fewer days than workouts keep those for the legs, by the guide's priorities (R20);
    more days go round, so that each workout has its turn.
    """
    workouts = program.workouts
    if days < len(workouts):
        if len(workouts) == 2 or days == 1:
            legs = _for_legs(workouts, 2)
            return (legs[week % len(legs)],)
        return _for_legs(workouts, days)
    if days == len(workouts):
        return workouts
    first = week * days
    return tuple(workouts[(first + at) % len(workouts)] for at in range(days))


def build(
    plan_id: str,
    name: str,
    program: Program,
    choices: Choices,
    lifter: Lifter,
    exercises: Mapping[str, Exercise],
) -> Plan:
    """The whole plan: every lift and run on its date.

    Args:
        plan_id: new, or of the plan that is built again: sessions keep their ids.
        name: what the athlete calls it.
        program: the template.
        choices: checked (`Choices.checked`).
        lifter: what the log knows, for the first loads.
        exercises: the catalogue, the athlete's own among it.

    Raises:
        WrongInput: nothing of the program can be done.
    """
    notes: list[str] = []
    season = Season(choices.races, exercises, lifter.policy)
    weeks = [
        [
            _session(
                plan_id, program, workout, week, at, choices, lifter, exercises, notes
            )
            for at, workout in enumerate(weekly_workouts(program, choices.days, week))
        ]
        for week in range(choices.weeks)
    ]
    if not any(one.exercises for week in weeks for one in week):
        raise WrongInput(
            f"Nothing of {program.name} is left: every exercise is one you do not want, "
            "or needs what you do not have. Allow some of them again."
        )
    placed = placing.place_weeks(
        weeks, choices, season, lifter.policy, exercises, notes
    )
    sessions = [_rounded(one, exercises, lifter) for one in placed]
    sessions += _runs(plan_id, choices, season)
    notes += _about(program, choices)
    notes += season.story(choices.first_day)
    return Plan(
        plan_id=plan_id,
        name=name,
        program_id=program.program_id,
        first_day=choices.first_day,
        sessions=in_order(sessions),
        races=choices.races,
        notes=tuple(dict.fromkeys(notes)),
        choices=replace(choices, one_rms=_one_rms(sessions, lifter)).as_json(),
    )


def hardest_week(
    program: Program,
    choices: Choices,
    lifter: Lifter,
    exercises: Mapping[str, Exercise],
) -> list[list[PlannedSession]]:
    """The sessions of every week without dates, for the search of the usual week."""
    return [
        [
            _session("", program, workout, week, at, choices, lifter, exercises, [])
            for at, workout in enumerate(weekly_workouts(program, choices.days, week))
        ]
        for week in range(choices.weeks)
    ]


def _one_rms(sessions: list[PlannedSession], lifter: Lifter) -> dict[str, float]:
    """The 1RM behind every load that is a share of one."""
    return {
        one.exercise_id: lifter.known[one.exercise_id].e1rm_kg
        for session in sessions
        for one in session.exercises
        if one.percent is not None and one.load_kg is not None
    }


def _for_legs(workouts: tuple[Workout, ...], count: int) -> tuple[Workout, ...]:
    """The workouts that rest the longest between sets: the heavy and the fast ones."""
    heavy = sorted(
        range(len(workouts)),
        key=lambda at: (
            -sum(slot.rest in ("heavy", "power") for slot in workouts[at].slots)
        ),
    )
    return tuple(workouts[at] for at in sorted(heavy[:count]))


def _session(
    plan_id: str,
    program: Program,
    workout: Workout,
    week: int,
    at: int,
    choices: Choices,
    lifter: Lifter,
    exercises: Mapping[str, Exercise],
    notes: list[str],
) -> PlannedSession:
    """One workout of one week, without its date yet."""
    cycle, number = divmod(week, len(program.weeks))
    of_week = program.weeks[number]
    monday = choices.first_day + timedelta(weeks=week)
    asked: list[PlannedExercise] = []
    taken = {slot.exercise_id for slot in workout.slots}
    for slot in workout.slots:
        one = _planned(
            slot, slot.weeks[number], week, choices, lifter, exercises, notes, taken
        )
        if one is None:
            continue
        taken.add(one.exercise_id)
        exercise = exercises[one.exercise_id]
        first = with_first_load(one, exercise, monday, lifter)
        if cycle and program.cycle == "repeat" and _waits(exercise, lifter):
            first = _of_later_cycle(one, cycle)
        asked.append(first)
    kept = tuple(asked)
    if not kept:
        notes.append(f"Nothing of {workout.name} can be done here; it is left out.")
    elif choices.minutes is not None:
        kept = lighter.within_minutes(kept, choices.minutes, lifter.policy)
        notes += _about_minutes(workout, choices.minutes, asked, kept, lifter)
    return PlannedSession(
        planned_id=planned_id(plan_id, "lift", week + 1, workout.workout_id, at),
        kind="lift",
        week=week + 1,
        day=monday,
        start_h=0.0,
        hours=_hours(kept, lifter),
        title=workout.name,
        workout_id=workout.workout_id,
        phase=of_week.phase,
        origin=of_week.origin,
        note=" ".join(one for one in (workout.note, of_week.note) if one),
        exercises=kept,
    )


def _planned(
    slot: Slot,
    asked: Prescription,
    week: int,
    choices: Choices,
    lifter: Lifter,
    exercises: Mapping[str, Exercise],
    notes: list[str],
    taken: Collection[str],
) -> PlannedExercise | None:
    """One exercise of a week as this athlete can do it."""
    wanted = exercises[slot.exercise_id]
    exercise = substitute(wanted, exercises, choices.gym, choices.excluded, taken)
    if exercise is None:
        notes.append(f"Nothing replaces {wanted.name} here; it is left out.")
        return None
    is_same = exercise.exercise_id == wanted.exercise_id
    if not is_same:
        notes.append(f"{exercise.name} instead of {wanted.name}.")
    rir = asked.rir
    if lifter.is_beginner and week == 0 and rir is not None:
        first = lifter.policy.number("planning.first_rir")
        rir = (max(rir[0], first), max(rir[1], first))
    return PlannedExercise(
        exercise_id=exercise.exercise_id,
        sets=_sets(asked, week, choices),
        mode=asked.mode,
        reps=asked.reps,
        seconds=asked.seconds,
        percent=asked.percent if is_same else None,
        rir=rir,
        rest_s=int(lifter.policy.numbers(f"rest.{slot.rest}_s")[1]),
        pause_s=asked.pause_s,
        is_fast=asked.is_fast,
        is_per_side=slot.is_per_side or exercise.is_unilateral,
        is_side_assumed=slot.is_side_assumed
        or (exercise.is_unilateral and not slot.is_per_side),
        note=" ".join(one for one in (slot.note, asked.note) if one),
    )


def _sets(asked: Prescription, week: int, choices: Choices) -> int:
    """The sets of a week; a beginner has one more each week (R13)."""
    target = asked.sets_for(choices.sets)
    if choices.is_beginner:
        return sets_of_ramp(choices.start_sets, week + 1, target)
    return target


def _about_minutes(
    workout: Workout,
    minutes: int,
    asked: Sequence[PlannedExercise],
    kept: Sequence[PlannedExercise],
    lifter: Lifter,
) -> Iterator[str]:
    """What became of a session to fit the time there is."""
    if len(kept) < len(asked):
        yield f"{workout.name} leaves out the last accessories to fit {minutes} min."
    if session_minutes(kept, lifter.policy) > minutes:
        yield (
            f"{workout.name} takes longer than {minutes} min even so: what matters most "
            "keeps two sets."
        )


def _waits(exercise: Exercise, lifter: Lifter) -> bool:
    """Whether the load of a later cycle comes from a new 1RM, and not from the reserve."""
    is_by_reserve = lifter.is_load_free or lifter.age_group == "under_18"
    return is_loaded(exercise) and not is_by_reserve


def _of_later_cycle(one: PlannedExercise, cycle: int) -> PlannedExercise:
    """In later cycles the loads come from a 1RM that nobody knows yet (R19)."""
    said = "Set from the new 1RM when the cycle before is done."
    return replace(one, reason=f"Cycle {cycle + 1}: {said[0].lower()}{said[1:]}")


def _hours(exercises: tuple[PlannedExercise, ...], lifter: Lifter) -> float:
    """How long a session takes, to five minutes."""
    minutes = session_minutes(exercises, lifter.policy)
    return max(5 * round(minutes / 5), 5) / 60


def _rounded(
    session: PlannedSession, exercises: Mapping[str, Exercise], lifter: Lifter
) -> PlannedSession:
    """Loads that can be loaded and the length of what is left after every change."""
    kept = tuple(
        _as_loaded(one, exercises[one.exercise_id], lifter) for one in session.exercises
    )
    return replace(session, exercises=kept, hours=_hours(kept, lifter))


def _as_loaded(
    one: PlannedExercise, exercise: Exercise, lifter: Lifter
) -> PlannedExercise:
    if lifter.age_group == "under_18":
        # Races change what is asked as well, and know nobody's age.
        return for_the_young(one, exercise.kind, lifter.policy)
    if one.load_kg is None:
        return one
    load = loadable(one.load_kg, exercise, lifter.weight_unit, lifter.policy)
    if load is None:
        return replace(one, load_kg=None, percent=None, reason=too_light(exercise))
    return replace(one, load_kg=load)


def _runs(plan_id: str, choices: Choices, season: Season) -> Iterator[PlannedSession]:
    """The runs of every week, on their dates."""
    for week in range(choices.weeks):
        monday = choices.first_day + timedelta(weeks=week)
        for at, run in enumerate(placing.runs_of(monday, choices, season)):
            race = next((one for one in choices.races if one.day == monday + timedelta(days=run.day)), None)  # fmt: skip
            title = (race.name if race else "") or f"{run.run_class} run"
            yield PlannedSession(
                planned_id=planned_id(plan_id, "run", week + 1, str(run.slot), at),
                kind="run",
                week=week + 1,
                day=monday + timedelta(days=run.day),
                start_h=run.start % DAY_H,
                hours=run.hours,
                title=title[0].upper() + title[1:],
                run_class=run.run_class,
            )


def _about(program: Program, choices: Choices) -> Iterator[str]:
    """What else a plan has to say of itself."""
    if any(one.origin == "house" for one in program.weeks) and choices.weeks > 1:
        yield HOUSE_LABEL
    if choices.days < len(program.workouts):
        yield (
            f"{choices.days} lift{'' if choices.days == 1 else 's'} a week: the program "
            f"has {len(program.workouts)} workouts, those for the legs go first (R20)."
        )
    if choices.is_beginner:
        yield (
            f"You begin with {choices.start_sets} set"
            f"{'' if choices.start_sets == 1 else 's'} of each exercise and add one each "
            "week (R13); lighter than possible while you learn (R15)."
        )
    if program.cycle == "repeat" and choices.weeks > len(program.weeks):
        yield (
            f"After week {len(program.weeks)} the program begins again with the new "
            "1RM (R19)."
        )
    if choices.is_load_free:
        yield (
            "No loads and no progression are set: choose them with whoever looks after "
            "you."
        )

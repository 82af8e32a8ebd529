"""Which half days the lifts of a plan take: the usual week, and weeks around races."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from runlift.exercises.catalogue import Exercise
from runlift.program.choices import Choices
from runlift.program.placement import best_placements, place
from runlift.program.plan import PlannedSession
from runlift.program.season import Season
from runlift.program.session_load import (
    heavy_leg_sets,
    lift_class,
    planned_leg_load,
)
from runlift.program.week import (
    DAY_H,
    SLOTS,
    WEEK_H,
    Placed,
    Slot,
    Week,
    WeekLift,
    WeekRun,
    default_hours,
)
from runlift.science.policy import Policy

Weeks = Sequence[Sequence[PlannedSession]]


def usual_week(
    weeks: Weeks,
    choices: Choices,
    policy: Policy,
    exercises: Mapping[str, Exercise],
) -> Week:
    """The week in which the lifts look for their places, each as hard as it ever is.

    Args:
        weeks: the lifts of every week of the plan, as `build.hardest_week` has them.
        choices: runs, closed half days, pins.
        policy: thresholds.
        exercises: the catalogue.
    """
    lifts = []
    for at in range(choices.days):
        every = [week[at] for week in weeks if at < len(week)]
        hardest = max(
            every,
            key=lambda one: planned_leg_load(one.exercises, exercises, policy),
        )
        lifts.append(_week_lift(hardest, at, exercises, policy))
    return Week(
        runs=choices.runs,
        lifts=tuple(lifts),
        policy=_spaced(policy, choices),
        slot_starts=dict(choices.slot_starts),
        closed=_closed(choices),
        pins=choices.pins,
        allows_doubles=choices.allows_doubles,
        is_strict=policy.flag("leg_load.article_strict"),
    )


def lift_name(at: int) -> str:
    """What a lift of the usual week is called: `Lift 1`."""
    return f"Lift {at + 1}"


def runs_of(monday: date, choices: Choices, season: Season) -> tuple[WeekRun, ...]:
    """The runs of one week: the usual ones, with a race in the place of its day's.

    A week with a race has no other long run: it becomes an easy one.
    """
    days = [monday + timedelta(days=at) for at in range(7)]
    races = {days.index(race.day): race for race in season.races if race.day in days}
    if not races:
        return choices.runs
    found = []
    for run in choices.runs:
        if run.day in races:
            continue
        if run.run_class in ("long", "long + key"):
            hours = default_hours("easy", season.policy)
            run = replace(run, run_class="easy", hours=hours)
        found.append(run)
    morning = choices.slot_starts.get("AM", 9.0)
    for at, race in races.items():
        usual = [run for run in choices.runs if run.day == at]
        start = usual[0].start if usual else at * DAY_H + morning
        hours = default_hours(race.run_class, season.policy)
        found.append(WeekRun(start, hours, race.run_class, race.distance_m))
    return tuple(sorted(found, key=lambda run: run.start))


def place_weeks(
    weeks: Weeks,
    choices: Choices,
    season: Season,
    policy: Policy,
    exercises: Mapping[str, Exercise],
    notes: list[str],
) -> list[PlannedSession]:
    """Every lift on its date, lighter or left out where a race wants it.

    Args:
        weeks: the lifts of every week, without dates.
        choices: with the assignment of the usual week, or none for the best one.
        season: the races.
        policy: thresholds.
        exercises: the catalogue.
        notes: what is to be told is appended.
    """
    usual = usual_week(weeks, choices, policy, exercises)
    slots = _assignment(usual, choices)
    found: list[PlannedSession] = []
    before: tuple[Placed, ...] = ()
    for number, week in enumerate(weeks):
        monday = choices.first_day + timedelta(weeks=number)
        chosen = _kept(week, season.most_lifts(monday), exercises, policy)
        lifts = [week[at] for at in chosen]
        if season.is_special(monday):
            placed = _special(lifts, monday, before, usual, choices, season, exercises)
            missing = len(lifts) - len(placed)
            if missing:
                notes.append(
                    f"Week {number + 1} has {missing} lift"
                    f"{'' if missing == 1 else 's'} less: no day was left around the race."
                )
        else:
            placed = [
                (one, place(usual, usual.lifts[at], slots[at]))
                for at, one in zip(chosen, lifts, strict=True)
                if at < len(slots)
            ]
        before = tuple(
            replace(where, start=where.start - WEEK_H, slot=_earlier(where.slot))
            for _, where in placed
        )
        for one, where in placed:
            dated = replace(
                one,
                day=monday + timedelta(days=where.day),
                start_h=where.start % DAY_H,
            )
            kept = season.adjusted(dated)
            if kept is not None:
                found.append(kept)
    return found


def _kept(
    week: Sequence[PlannedSession],
    most: int,
    exercises: Mapping[str, Exercise],
    policy: Policy,
) -> list[int]:
    """Places of the lifts that a shorter week keeps: those for the legs (R20)."""

    def load(at: int) -> float:
        return planned_leg_load(week[at].exercises, exercises, policy)

    by_load = sorted(range(len(week)), key=lambda at: (-load(at), at))
    return sorted(by_load[:most])


def _special(
    lifts: list[PlannedSession],
    monday: date,
    before: tuple[Placed, ...],
    usual: Week,
    choices: Choices,
    season: Season,
    exercises: Mapping[str, Exercise],
) -> list[tuple[PlannedSession, Placed]]:
    """A week with a race near: placed on its own dates, not in a circle.

    Where not every lift finds a day, the last ones are left out.
    """
    policy = usual.policy
    barred = season.barred_days(monday)
    while lifts:
        named = []
        for at, one in enumerate(lifts):
            lighter = season.adjusted(replace(one, day=monday)) or one
            named.append(_week_lift(lighter, at, exercises, policy))
        week = replace(
            usual,
            runs=_around(monday, choices, season),
            lifts=tuple(named),
            barred={lift.name: barred for lift in named if lift.lift_class != "none"},
            pins={},
            is_cyclic=False,
            beside=before,
        )
        best = best_placements(week, 1)
        if best and not best[0].conflicts:
            return list(zip(lifts, best[0].lifts, strict=True))
        lifts = lifts[:-1]
    return []


def _around(monday: date, choices: Choices, season: Season) -> tuple[WeekRun, ...]:
    """The runs of the week and of its neighbours, in hours from its Monday."""
    found: list[WeekRun] = []
    for at in (-1, 0, 1):
        runs = runs_of(monday + timedelta(weeks=at), choices, season)
        found += [replace(run, start=run.start + at * WEEK_H) for run in runs]
    return tuple(found)


def _assignment(week: Week, choices: Choices) -> tuple[Slot, ...]:
    """The half days of the usual week: as chosen, else the best."""
    if len(choices.assignment) == len(week.lifts):
        return choices.assignment
    best = best_placements(week, 1)
    return best[0].slots if best else ()


def _week_lift(
    one: PlannedSession,
    at: int,
    exercises: Mapping[str, Exercise],
    policy: Policy,
) -> WeekLift:
    return WeekLift(
        lift_name(at),
        lift_class(one.exercises, exercises, policy),
        one.hours,
        heavy_leg_sets(one.exercises, exercises, policy),
    )


def _closed(choices: Choices) -> frozenset[Slot]:
    """Half days without lifting, those of protected days among them."""
    off = {Slot(day, name) for day in choices.protected for name in SLOTS}
    return frozenset({*choices.closed, *off})


def _spaced(policy: Policy, choices: Choices) -> Policy:
    """Over 60 a day more lies between two leg sessions."""
    if choices.age_group != "over_60":
        return policy
    apart = policy.number("planning.over_60_apart_h")
    first, second, third = policy.numbers("spacing.legs_h")
    wider = [first, max(second, apart), max(third, apart)]
    return policy.with_overrides({"spacing.legs_h": wider})


def _earlier(slot: Slot) -> Slot:
    return Slot(slot.day - 7, slot.name)

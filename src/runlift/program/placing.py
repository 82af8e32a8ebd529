"""Which half days the lifts of a plan take: the usual week, and weeks around races."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from runlift.exercises.catalogue import Exercise
from runlift.program.choices import Choices
from runlift.program.placement import best_placements, judged, place
from runlift.program.plan import PlannedSession
from runlift.program.season import Season
from runlift.program.session_load import (
    heavy_leg_sets,
    lift_class,
    planned_leg_load,
)
from runlift.program.week import (
    DAY_H,
    RACES,
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
    """The week in which the lifts look for their places, each as hard and long as it ever is.

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
        longest = max(one.hours for one in every)
        lifts.append(replace(_week_lift(hardest, at, exercises, policy), hours=longest))
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
        placed = [
            (one, place(usual, usual.lifts[at], slots[at]))
            for at, one in zip(chosen, lifts, strict=True)
            if at < len(slots)
        ]
        if season.is_special(monday) or _meets_race(
            placed, monday, usual, choices, season
        ):
            placed = _special(lifts, monday, before, usual, choices, season, exercises)
        before = tuple(
            replace(where, start=where.start - WEEK_H, slot=_earlier(where.slot))
            for _, where in placed
        )
        dated = [season.adjusted(_dated(one, where, monday)) for one, where in placed]
        kept = [one for one in dated if one is not None]
        found += kept
        missing = len(lifts) - len(kept) if slots else 0
        if missing:
            notes.append(
                f"Week {number + 1} has {missing} lift"
                f"{'' if missing == 1 else 's'} less: no day was left around the race."
            )
    return found


def _dated(one: PlannedSession, where: Placed, monday: date) -> PlannedSession:
    day = monday + timedelta(days=where.day)
    return replace(one, day=day, start_h=where.start % DAY_H)


def _kept(
    week: Sequence[PlannedSession],
    most: int,
    exercises: Mapping[str, Exercise],
    policy: Policy,
) -> list[int]:
    """Places of the lifts that a shorter week keeps: those for the legs (R20)."""

    def load(at: int) -> float:
        return planned_leg_load(week[at].exercises, exercises, policy)

    done = [at for at, one in enumerate(week) if one.exercises]
    by_load = sorted(done, key=lambda at: (-load(at), at))
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

    Where not every lift finds a day, the last ones are done without the legs, on days on
    which these recover, or left out.
    """
    for legs in range(len(lifts), -1, -1):
        for count in range(len(lifts), max(legs, 1) - 1, -1):
            found = _found(
                lifts[:count], legs, monday, before, usual, choices, season, exercises
            )
            if found:
                return found
    return []


def _found(
    lifts: list[PlannedSession],
    legs: int,
    monday: date,
    before: tuple[Placed, ...],
    usual: Week,
    choices: Choices,
    season: Season,
    exercises: Mapping[str, Exercise],
) -> list[tuple[PlannedSession, Placed]]:
    """Places of all these lifts without a conflict; empty where there are none.

    The first `legs` of them load the legs, the others are what recovering leaves.
    """
    policy = usual.policy
    resting, stopped = season.resting_days(monday), season.stopped_days(monday)
    every = frozenset(range(7))
    named, barred = [], {}
    for at, one in enumerate(lifts):
        closed = stopped | (resting if at < legs else every - resting)
        dated = (
            season.adjusted(replace(one, day=monday + timedelta(days=day)))
            for day in sorted(every - closed)
        )
        # What a taper leaves differs from day to day: the hardest of it has to fit.
        hardest = max(
            (kept for kept in dated if kept is not None),
            key=lambda kept: planned_leg_load(kept.exercises, exercises, policy),
            default=None,
        )
        if hardest is None:
            return []
        lift = _week_lift(hardest, at, exercises, policy)
        named.append(lift)
        is_upper = at < legs and lift.lift_class == "none"
        barred[lift.name] = stopped if is_upper else closed
    week = replace(
        usual,
        runs=_around(monday, choices, season),
        lifts=tuple(named),
        barred=barred,
        pins={},
        is_cyclic=False,
        beside=before,
    )
    best = best_placements(week, 1)
    if not best or best[0].conflicts:
        return []
    return list(zip(lifts, best[0].lifts, strict=True))


def _meets_race(
    placed: Sequence[tuple[PlannedSession, Placed]],
    monday: date,
    usual: Week,
    choices: Choices,
    season: Season,
) -> bool:
    """Whether a race of a neighbouring week is too near for the usual places."""
    races = tuple(
        run for run in _around(monday, choices, season) if run.run_class in RACES
    )
    if not races:
        return False
    week = replace(usual, runs=races, is_cyclic=False)
    for at, (one, where) in enumerate(placed):
        kept = season.adjusted(_dated(one, where, monday))
        if kept is not None:
            lift = _week_lift(kept, at, season.exercises, usual.policy)
            if judged(week, [replace(where, lift=lift)]).conflicts:
                return True
    return False


def _around(monday: date, choices: Choices, season: Season) -> tuple[WeekRun, ...]:
    """The runs of the week and of its neighbours, in hours from its Monday.

    Of two weeks before only a race: the legs recover for so long from the longest ones.
    """
    found: list[WeekRun] = []
    for at in (-2, -1, 0, 1):
        runs = runs_of(monday + timedelta(weeks=at), choices, season)
        found += [
            replace(run, start=run.start + at * WEEK_H)
            for run in runs
            if at > -2 or run.run_class in RACES
        ]
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

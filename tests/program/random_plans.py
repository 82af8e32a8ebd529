"""Plans of any choices, and what must hold for each of them whatever was chosen."""

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta

from runlift.exercises.catalogue import catalogue
from runlift.program import (
    liftoscript,
    plan_calendar,
    plan_json,
    plan_sheet,
    plan_table,
    plan_text,
)
from runlift.program.build import build
from runlift.program.choices import Choices, choices_of
from runlift.program.plan import Race
from runlift.program.session_load import lift_class, planned_leg_load
from runlift.program.starting_loads import BARS, KnownLift, Lifter, step_kg
from runlift.program.substitutes import GYMS
from runlift.program.templates import programs
from runlift.program.week import DAY_H, SLOTS, Slot, WeekRun
from runlift.science import interference
from runlift.science.policy import default_policy

POLICY, EXERCISES = default_policy(), catalogue()
MONDAY = date(2026, 11, 30)
NO_NUMBER = re.compile(r"\b(None|nan|NaN|inf)\b")
_CLOCKS = (0.0, 6.5, 7.0, 11.75, 12.0, 18.0, 23.5)
_KINDS = ("easy", "easy", "steady", "key", "key", "long", "long + key")
_HOURS = ({"AM": 7.0, "PM": 18.0}, {"AM": 5.0, "PM": 12.0}, {"AM": 11.75, "PM": 23.5})
_ASKED = sorted(
    {
        slot.exercise_id
        for program in programs().values()
        for workout in program.workouts
        for slot in workout.slots
    }
)


def random_choices(chance, most_weeks=30):
    """Choices that the builder can make, the odd ones more often than people do."""
    weeks = chance.randint(1, most_weeks)
    days = [0, 7 * weeks - 1, *(chance.randrange(7 * weeks) for _ in range(4))]
    races = {MONDAY + timedelta(days=one) for one in chance.sample(days, chance.choice((0, 0, 1, 2)))}  # fmt: skip
    runs = [
        WeekRun(chance.randrange(7) * DAY_H + chance.choice(_CLOCKS), chance.choice((0.75, 1.25, 2.0, 6.0)), chance.choice(_KINDS))
        for _ in range(chance.choice((0, 3, 5, 7, 10)))
    ]  # fmt: skip
    slots = [Slot(day, name) for day in range(7) for name in SLOTS]
    count = chance.randint(1, 3)
    pins = {f"Lift {at}": chance.choice(slots) for at in range(1, count + 1)}
    return Choices(
        chance.choice(list(programs())),
        MONDAY,
        weeks=weeks,
        days=count,
        sets=chance.choice((None, 3, 5)),
        is_beginner=chance.random() < 0.3,
        start_sets=chance.choice((1, 2)),
        races=tuple(
            Race(day, chance.choice("AB"), chance.choice((None, 5000.0, 21097.5, 1e5)))
            for day in sorted(races)
        ),
        gym=chance.choice(GYMS),
        excluded=tuple(
            chance.sample(_ASKED, chance.choice((0, 0, 3, 12, len(_ASKED))))
        ),
        minutes=chance.choice((None, None, 15, 45, 240)),
        age_group=chance.choice(("adult", "adult", "under_18", "over_60")),
        is_load_free=chance.random() < 0.15,
        runs=tuple(sorted(runs, key=lambda run: run.start)),
        slot_starts=chance.choice(_HOURS),
        closed=tuple(chance.sample(slots, chance.choice((0, 0, 0, 3, 10, 14)))),
        protected=tuple(chance.sample(range(7), chance.choice((0, 0, 1, 2)))),
        pins=pins if chance.random() < 0.2 else {},
        allows_doubles=chance.random() < 0.8,
    ).checked(MONDAY)


def random_lifter(chance, choices):
    """What a log may know, of nobody and of somebody very strong."""
    known = {
        name: KnownLift(
            chance.choice((1.0, 18.0, 25.0, 61.3, 180.0)),
            chance.choice((1, 4, 20)),
            MONDAY - timedelta(days=chance.choice((1, 89, 200))),
        )
        for name in EXERCISES
        if chance.random() < 0.6
    }
    return Lifter(
        known,
        POLICY,
        weight_unit=chance.choice(("kg", "lb")),
        age_group=choices.age_group,
        is_beginner=choices.is_beginner,
        is_load_free=choices.is_load_free,
    )


def check(choices, lifter):
    """Build it, and see that it is a plan.

    Raises:
        WrongInput: nothing of the program is left.
    """
    program = programs()[choices.program_id]
    plan = build("p", "Mine", program, choices, lifter, EXERCISES)
    _check_days(plan, choices)
    for session in plan.lifts:
        _check_races(plan, session)
        for one in session.exercises:
            _check_exercise(session, one, choices, lifter)
    for text in (*plan.notes, *(one.note for one in plan.sessions)):
        assert not NO_NUMBER.search(text), text
    return plan


def _check_days(plan, choices):
    ids = [one.planned_id for one in plan.sessions]
    assert len(ids) == len(set(ids))
    for one in plan.sessions:
        assert one.week == (one.day - MONDAY).days // 7 + 1 <= choices.weeks
        assert 0 <= one.start_h < 24
    for one in plan.lifts:
        assert one.exercises
        slot = Slot(one.day.weekday(), SLOTS[one.start_h >= 12])
        assert slot not in choices.closed and slot.day not in choices.protected
        counts = Counter(each.exercise_id for each in one.exercises)
        assert max(counts.values()) == 1
    days = Counter(one.day for one in plan.lifts)
    assert max(days.values(), default=1) == 1


def _check_races(plan, lift):
    """No legs in the last days before an A race, nor while they recover from any."""
    load = planned_leg_load(lift.exercises, EXERCISES, POLICY)
    kind = lift_class(lift.exercises, EXERCISES, POLICY)
    runs = {one.day: one for one in plan.runs if one.run_class.startswith("race")}
    for race in plan.races:
        left, run = (race.day - lift.day).days, runs[race.day]
        if race.priority == "A" and 0 <= left <= 7:
            assert sum(one.sets for one in lift.exercises) <= 2 and left >= 6
        hours = (run.start - lift.start).total_seconds() / 3600
        if hours > 0:
            found = interference.before(
                kind, race.run_class, max(hours - lift.hours, 0.0), POLICY
            )
        else:
            gap = max(-hours - run.hours, 0.0)
            found = interference.after(
                race.run_class, kind, gap, False, POLICY, race.distance_m
            )
            resting = interference.after(
                race.run_class, "heavy", 0.0, False, POLICY, race.distance_m
            )
            assert -left >= resting.conflict_h / 24 or not load
        assert found.severity != "conflict", (lift.day, kind, race, hours)


def _check_exercise(session, one, choices, lifter):
    exercise = EXERCISES[one.exercise_id]
    assert one.sets >= 1
    assert not NO_NUMBER.search(f"{one.reason} {one.note}")
    if one.load_kg is not None:
        step = step_kg(exercise, lifter.weight_unit, POLICY)
        assert abs(one.load_kg / step - round(one.load_kg / step)) < 1e-6
        assert one.load_kg > 0
        assert one.load_kg <= 1.05 * lifter.known[one.exercise_id].e1rm_kg
        assert exercise.equipment not in BARS or one.load_kg >= 20
    if choices.is_load_free or choices.age_group == "under_18":
        assert one.load_kg is None and one.percent is None
    if choices.age_group == "under_18" and exercise.kind == "hard" and one.reps:
        assert one.reps[0] >= 6 and one.rir[0] >= 3, session.week


def check_ways_out(plan, unit):
    """Every file of a plan can be written, and those that come back are the same."""
    written = json.loads(json.dumps(plan.choices))
    assert replace(choices_of(written), one_rms={}).as_json() == {
        **plan.choices,
        "one_rms": {},
    }
    assert plan_json.from_json(plan_json.to_json(plan), "p", EXERCISES) == plan
    assert (
        plan_text.from_text(plan_text.to_text(plan, EXERCISES), "p", EXERCISES) == plan
    )
    plan_calendar.to_calendar(
        plan,
        EXERCISES,
        unit=unit,
        stamp=datetime(2026, 11, 29),
        version=1,
        zone="Europe/Berlin",
        reminder_min=30,
    )
    plan_sheet.to_html(plan, EXERCISES, unit=unit, paper="a4", lines={})
    for text in (
        plan_table.to_csv(plan, EXERCISES, unit),
        liftoscript.to_liftoscript(plan, EXERCISES, unit),
    ):
        assert not NO_NUMBER.search(text)

"""A small plan made by hand: two weeks with everything that a plan can hold."""

from datetime import date
from types import MappingProxyType

from runlift.exercises.catalogue import catalogue
from runlift.program.plan import (
    Plan,
    PlannedExercise,
    PlannedSession,
    Race,
    in_order,
    planned_id,
)

PLAN_ID = "plan1"
MONDAY = date(2026, 11, 30)
AWKWARD = 'Knees "out";\nback, flat \\ straight – 膝 🦵'
"""A note with everything that some format has to escape."""

exercises = MappingProxyType(dict(catalogue()))

SQUAT = PlannedExercise(
    "squat",
    sets=3,
    mode="range",
    reps=(5, 8),
    load_kg=82.5,
    rir=(1, 2),
    rest_s=180,
    reason="All sets reached 8 last time, so 2.5 kg more.",
)
SPLIT_SQUAT = PlannedExercise(
    "bulgarian_split_squat",
    sets=2,
    mode="fixed",
    reps=(8, 8),
    load_kg=16,
    rir=(3, 3),
    rest_s=150,
    is_per_side=True,
    is_side_assumed=True,
)
BENCH = PlannedExercise(
    "bench_press",
    sets=4,
    mode="fixed",
    reps=(3, 3),
    load_kg=58.96700810,
    percent=83.5,
    rir=(1.9, 1.9),
    rest_s=45,
    pause_s=1.5,
    is_fast=True,
    note=AWKWARD,
)
PLANK = PlannedExercise("plank", sets=2, mode="time", rest_s=60)
SIDE_PLANK = PlannedExercise(
    "dynamic_side_plank", sets=3, mode="time", seconds=(20, 40), rest_s=60
)
HANGING_RAISE = PlannedExercise("hanging_raise", sets=2, mode="amrap", rest_s=60)


def lift(week, day, number, *asked, start_h=18.0, hours=1.0, **more):
    """A lift of the plan's program; `number` tells it from others of its week."""
    return PlannedSession(
        planned_id=planned_id(PLAN_ID, "lift", week, f"Workout {number}", 1),
        kind="lift",
        week=week,
        day=date(2026, *day),
        start_h=start_h,
        hours=hours,
        title=f"Workout {number}",
        workout_id=str(number),
        exercises=asked,
        **more,
    )


def run(week, day, run_class, title, start_h=7.0, hours=1.25, **more):
    """A run of the plan."""
    return PlannedSession(
        planned_id=planned_id(PLAN_ID, "run", week, title, 1),
        kind="run",
        week=week,
        day=date(2026, *day),
        start_h=start_h,
        hours=hours,
        title=title,
        run_class=run_class,
        **more,
    )


def sessions():
    """Week 1 as the guide has it, week 2 this project's and lighter."""
    base = {"phase": "Accumulation", "origin": "guide"}
    light = {"phase": "Accumulation", "origin": "house", "change": "deload"}
    return [
        lift(1, (12, 1), 1, SQUAT, BENCH, PLANK, **base),
        lift(1, (12, 4), 2, SPLIT_SQUAT, SIDE_PLANK, HANGING_RAISE, **base),
        run(1, (12, 2), "key", "Intervals, 6 × 800", done_id="run-7"),
        run(1, (12, 6), "long", "Long run", start_h=8.5, hours=2.0, note=AWKWARD),
        lift(2, (12, 8), 1, SQUAT, PLANK, start_h=18.25, **light),
        lift(2, (12, 11), 2, SPLIT_SQUAT, status="skipped", **light),
        run(2, (12, 13), "raceB", "Parkrun", start_h=9.0, hours=0.4),
    ]


def plan(**changes):
    """The plan; named fields in other values."""
    values = {
        "plan_id": PLAN_ID,
        "name": "Intermediate, winter 冬",
        "program_id": "intermediate_advanced",
        "first_day": MONDAY,
        "sessions": in_order(sessions()),
        "races": (
            Race(date(2026, 12, 13), "B", 5000.0, "Parkrun"),
            Race(date(2027, 3, 7), "A", 21097.5, 'Half "Marathon"'),
        ),
        "notes": ("Week 2 is lighter: you asked for it.",),
        "choices": {"days": ["Tue", "Fri"], "minutes": 60, "sets": None},
    }
    return Plan(**{**values, **changes})

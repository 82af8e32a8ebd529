"""Small weeks in words, for the examples that rules bring: `key Wed AM`, `heavy Tue PM`."""

from runlift.program.week import (
    DAY_H,
    DAYS,
    Placed,
    Slot,
    Week,
    WeekLift,
    WeekRun,
    assumed_heavy_sets,
    default_hours,
    default_starts,
)
from runlift.science.policy import default_policy


def week_of(*runs: str) -> Week:
    """A week of runs, each as `class day slot`, at the usual hours."""
    policy = default_policy()
    starts = default_starts(policy)
    found = []
    for text in runs:
        run_class, day, slot = text.rsplit(" ", 2)
        start = DAYS.index(day) * DAY_H + starts[slot]
        found.append(WeekRun(start, default_hours(run_class, policy), run_class))
    return Week(tuple(found), (), policy, starts, is_strict=False)


def placed(*lifts: str) -> tuple[Placed, ...]:
    """Lifts at their places, each as `class day slot`, called A, B, C."""
    policy = default_policy()
    starts = default_starts(policy)
    found = []
    for name, text in zip("ABCDEFG", lifts, strict=False):
        lift_class, day, slot = text.split()
        lift = WeekLift(
            name,
            lift_class,
            policy.number("placement.lift_duration_h"),
            assumed_heavy_sets(lift_class, policy),
        )
        at = Slot(DAYS.index(day), slot)
        found.append(Placed(lift, at, at.day * DAY_H + starts[slot]))
    return tuple(found)

"""Lift rested: another day than the run, or six hours after it."""

from collections.abc import Iterator

from runlift.program.examples import placed, week_of
from runlift.program.rules import Rule
from runlift.program.week import Line, Placed, Week
from runlift.science import interference


def _of_lift(one: Placed, week: Week) -> Iterator[Line]:
    for run in week.runs:
        overlaps = run.start < one.end and one.start < run.end
        if overlaps and run.start >= one.start:
            continue
        hours = 0.0 if overlaps else week.hours_until(run.end, one.start)
        if hours is None:
            continue
        is_same_day = run.start < one.start and week.is_same_day(run.start, one.start)
        found = interference.after(
            run.run_class,
            one.lift.lift_class,
            hours,
            is_same_day,
            week.policy,
            run.distance_m,
        )
        if found.severity == "ok":
            continue
        far = hours >= week.policy.number("spacing.same_day_h")
        guide = ("R10" if far else "R11") if is_same_day else ""
        said = "; different days are better (R8)" if is_same_day and far else ""
        yield Line(
            "run_before_lift",
            guide,
            found.severity,
            found.penalty,
            f"{one} begins {hours:.1f} h after the {run}{said}",
            (one.lift.name,),
        )


RULE = Rule(
    advice="Run and lift on different days; on the same day run first and leave 6 h.",
    source="strengthlog2026",
    of_lift=_of_lift,
    keeps=lambda: (week_of("long Sat AM"), placed("heavy Mon PM")),
    breaks=lambda: (week_of("long Sat AM"), placed("heavy Sat PM")),
)

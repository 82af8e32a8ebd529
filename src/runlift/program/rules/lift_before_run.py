"""Leave the hours before a run to it: the guide's 24 h, and the graded windows."""

from collections.abc import Iterator

from runlift.program.examples import placed, week_of
from runlift.program.rules import Rule
from runlift.program.week import Line, Placed, Week, WeekRun
from runlift.science import interference


def _of_lift(one: Placed, week: Week) -> Iterator[Line]:
    for run in week.runs:
        overlaps = run.start < one.end and one.start < run.end
        hours = 0.0 if overlaps else week.hours_until(one.end, run.start)
        # Stacked after the run in the same half day is the other rule's business.
        if hours is None or (overlaps and run.start < one.start):
            continue
        yield from _judged(one, run, hours, week)


def _judged(one: Placed, run: WeekRun, hours: float, week: Week) -> Iterator[Line]:
    is_same_day = run.start >= one.start and week.is_same_day(one.start, run.start)
    graded = interference.before(
        one.lift.lift_class, run.run_class, hours, week.policy, same_day=is_same_day
    )
    literal = interference.article_floor(
        one.lift.heavy_sets, run.run_class, hours, week.policy, week.is_strict
    )
    found = interference.worst(graded, literal)
    if found.severity == "ok":
        return
    is_guides = run.run_class in interference.IMPORTANT_RUNS
    asked = "" if found.threshold_h is None else f" ({found.threshold_h:g} h asked for)"
    yield Line(
        "lift_before_run",
        "R9" if is_guides else "R11",
        found.severity,
        found.penalty,
        f"{one} ends {hours:.1f} h before the {run}{asked}",
        (one.lift.name,),
    )


RULE = Rule(
    advice="No heavy legs in the 24 h before a long or key run; more before races.",
    source="strengthlog2026",
    of_lift=_of_lift,
    keeps=lambda: (week_of("key Wed AM"), placed("heavy Mon AM")),
    breaks=lambda: (week_of("key Wed AM"), placed("heavy Tue PM")),
)

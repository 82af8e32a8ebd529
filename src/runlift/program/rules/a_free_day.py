"""One day a week has neither run nor lift."""

from collections.abc import Iterator, Sequence

from runlift.program.examples import placed, week_of
from runlift.program.rules import Rule
from runlift.program.week import Line, Placed, Week


def _of_week(lifts: Sequence[Placed], week: Week) -> Iterator[Line]:
    days = set(range(7))
    run_days = {run.day for run in week.runs} & days
    # Who runs every day has no free day that lifting could take.
    if run_days != days and {one.day for one in lifts} | run_days >= days:
        yield Line(
            "a_free_day",
            "",
            "caution",
            week.policy.number("placement.no_free_day"),
            "the lifts take the last free day of the week",
        )


_SIX = ("easy Mon AM", "easy Tue AM", "easy Wed AM", "easy Thu AM", "easy Fri AM", "long Sat AM")  # fmt: skip

RULE = Rule(
    advice="Keep one day a week free of both.",
    source="house",
    of_week=_of_week,
    keeps=lambda: (week_of(*_SIX), placed("light Wed PM")),
    breaks=lambda: (week_of(*_SIX), placed("light Sun PM")),
)

"""Most people lift in the evening; a preference, and the smallest of all costs."""

from collections.abc import Iterator

from runlift.program.examples import placed, week_of
from runlift.program.rules import Rule
from runlift.program.week import Line, Placed, Week


def _of_lift(one: Placed, week: Week) -> Iterator[Line]:
    if one.slot.name == "AM":
        yield Line(
            "evening_gym",
            "",
            "ok",
            week.policy.number("placement.morning_gym"),
            f"{one} is a morning in the gym",
            (one.lift.name,),
        )


RULE = Rule(
    advice="Lift in the evening where both are open.",
    source="house",
    of_lift=_of_lift,
    keeps=lambda: (week_of(), placed("light Mon PM")),
    breaks=lambda: (week_of(), placed("light Mon AM")),
)

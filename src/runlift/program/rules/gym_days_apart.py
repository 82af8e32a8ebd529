"""Other gym days are spread as well, a little."""

from collections.abc import Iterator

from runlift.program.examples import placed, week_of
from runlift.program.rules import Rule
from runlift.program.week import WEEK_H, Line, Placed, Week


def _of_pair(one: Placed, other: Placed, week: Week) -> Iterator[Line]:
    if one.lift.is_legs and other.lift.is_legs:
        return
    apart = abs(other.start - one.start)
    if week.is_cyclic:
        apart = min(apart % WEEK_H, -apart % WEEK_H)
    wanted = week.policy.number("placement.gym_days_h")
    if apart < wanted:
        yield Line(
            "gym_days_apart",
            "",
            "info",
            week.policy.number("placement.gym_days"),
            f"{one} and {other} are {apart:.0f} h apart ({wanted:g} h asked for)",
            (one.lift.name, other.lift.name),
        )


RULE = Rule(
    advice="Leave a day between two gym days.",
    source="house",
    of_pair=_of_pair,
    keeps=lambda: (week_of(), placed("light Mon PM", "heavy Wed PM")),
    breaks=lambda: (week_of(), placed("light Mon PM", "heavy Tue PM")),
)

"""Lifts lie evenly in the week where nothing speaks against it."""

import itertools
from collections.abc import Iterator, Sequence

from runlift.program.examples import placed, week_of
from runlift.program.rules import Rule
from runlift.program.week import DAY_H, WEEK_H, Line, Placed, Week


def _of_week(lifts: Sequence[Placed], week: Week) -> Iterator[Line]:
    if len(lifts) < 2:
        return
    starts = sorted(one.start for one in lifts)
    apart = [later - earlier for earlier, later in itertools.pairwise(starts)]
    if week.is_cyclic:
        apart.append(starts[0] + WEEK_H - starts[-1])
    even = WEEK_H / len(lifts)
    uneven = sum(abs(one - even) for one in apart) / DAY_H
    cost = week.policy.number("placement.uneven_per_day") * uneven
    if cost > 0:
        yield Line(
            "even_spacing",
            "",
            "ok",
            cost,
            f"the lifts are {uneven:.1f} days off an even week",
        )


RULE = Rule(
    advice="Spread the lifts evenly over the week.",
    source="house",
    of_week=_of_week,
    keeps=lambda: (week_of(), placed("light Wed PM")),
    breaks=lambda: (week_of(), placed("light Mon PM", "light Wed PM")),
)

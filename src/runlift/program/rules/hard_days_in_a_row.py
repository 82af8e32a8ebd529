"""Hard days come in ones and twos: key or long runs, races, heavy lifts."""

from collections.abc import Iterable, Iterator, Sequence

from runlift.program.examples import placed, week_of
from runlift.program.rules import Rule
from runlift.program.week import Line, Placed, Week


def _of_week(lifts: Sequence[Placed], week: Week) -> Iterator[Line]:
    days = {one.day for one in (*lifts, *week.beside) if one.lift.is_hard}
    days |= {run.day for run in week.runs if run.is_hard}
    allowed = int(week.policy.numbers("spacing.hard_streak_days")[0]) - 1
    for length in rows(days, week.is_cyclic):
        if length > allowed:
            cost = week.policy.number("placement.hard_streak") * (length - allowed)
            yield Line(
                "hard_days_in_a_row",
                "",
                "caution",
                cost,
                f"{length} hard days in a row",
            )


def rows(days: Iterable[int], is_cyclic: bool) -> Iterator[int]:
    """How long each row of days is; the days of a repeating week are 0 to 6."""
    hard = set(days)
    if is_cyclic and len(hard) == 7:
        yield 7
        return

    def is_hard(day: int) -> bool:
        return (day % 7 if is_cyclic else day) in hard

    for first in sorted(hard):
        if not is_hard(first - 1):
            length = 1
            while is_hard(first + length):
                length += 1
            yield length


RULE = Rule(
    advice="No more than two hard days in a row.",
    source="house",
    of_week=_of_week,
    keeps=lambda: (week_of("key Tue AM", "key Thu AM"), placed("heavy Thu PM")),
    breaks=lambda: (week_of("key Tue AM", "key Thu AM"), placed("heavy Wed PM")),
)

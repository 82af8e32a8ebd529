"""Two leg sessions want two days between them."""

from collections.abc import Iterator

from runlift.program.examples import placed, week_of
from runlift.program.rules import Rule
from runlift.program.week import Line, Placed, Week
from runlift.science import interference


def _of_pair(one: Placed, other: Placed, week: Week) -> Iterator[Line]:
    if not (one.lift.is_legs and other.lift.is_legs):
        return
    gaps = (
        (week.hours_until(one.end, other.start), one, other),
        (week.hours_until(other.end, one.start), other, one),
    )
    hours, first, second = min(
        (gap for gap in gaps if gap[0] is not None), key=lambda gap: gap[0] or 0.0
    )
    found = interference.leg_spacing(
        hours or 0.0, first.lift.lift_class, second.lift.lift_class, week.policy
    )
    if found.severity != "ok":
        yield Line(
            "leg_sessions_apart",
            "",
            found.severity,
            found.penalty,
            f"{second} begins {hours:.0f} h after {first}, both work the legs "
            f"({found.threshold_h:g} h asked for)",
            (first.lift.name, second.lift.name),
        )


RULE = Rule(
    advice="Leave 72 h between two leg sessions; 48 h at the least.",
    source="house",
    of_pair=_of_pair,
    keeps=lambda: (week_of(), placed("heavy Mon PM", "heavy Fri PM")),
    breaks=lambda: (week_of(), placed("heavy Mon PM", "heavy Tue PM")),
)

"""Where the lifts of a week go: every possible placement, judged by the rules.

Fourteen half days and three lifts are 2,184 placements, so all are looked at. What one
lift costs somewhere, and what two cost together, is worked out once and added up.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from runlift.errors import WrongInput
from runlift.program.rules import every_rule
from runlift.program.week import DAY_H, WEEK_H, Line, Placed, Slot, Week, WeekLift

MOST_LIFTS = 4
"""More than the guide would have anybody do; the search grows tenfold with each."""

_PLACES = 9
"""Decimals to which costs are compared; sums of the same terms differ behind them."""


@dataclass(frozen=True)
class Placement:
    """All lifts of a week at their places."""

    lifts: tuple[Placed, ...]
    """In the order in which the week names them."""
    lines: tuple[Line, ...]
    doubles: int
    """Lifts on days with a run."""

    @property
    def cost(self) -> float:
        """What all lines cost together."""
        return round(sum(line.cost for line in self.lines), _PLACES)

    @property
    def conflicts(self) -> int:
        """How many lines are conflicts."""
        return sum(line.severity == "conflict" for line in self.lines)

    @property
    def cautions(self) -> int:
        """How many lines are cautions."""
        return sum(line.severity == "caution" for line in self.lines)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Where each lift is."""
        return tuple(one.slot for one in self.lifts)

    @property
    def kind(self) -> tuple[tuple[Slot, str], ...]:
        """What is the same for lifts of one class that changed places."""
        return tuple(sorted((one.slot, one.lift.lift_class) for one in self.lifts))


def best_placements(week: Week, wanted: int = 3) -> list[Placement]:
    """The best placements of a week's lifts, the best first.

    Every placement that is as good as the first, and as many further ones as make
    `wanted` that differ in more than lifts of one class changing places. Ties go to
    fewer conflicts, cautions and double days, then to the earliest half days.

    Returns:
        Empty where there is no place for every lift.

    Raises:
        WrongInput: more lifts than can be placed, or a name that is there twice.
    """
    _check(week)
    board = _Board(week)
    order = sorted(
        ((*board.rank(slots), slots) for slots in board.assignments()),
    )
    found: list[Placement] = []
    kinds: set[object] = set()
    for cost, *_, slots in order:
        is_tied = not found or cost == found[0].cost
        if not is_tied and len(kinds) >= wanted:
            break
        placement = board.placement(slots)
        if is_tied or placement.kind not in kinds:
            found.append(placement)
        kinds.add(placement.kind)
    return found


def judged(week: Week, places: Sequence[Placed]) -> Placement:
    """What the rules say of lifts that are where they are."""
    board = _Board(week)
    lifts = tuple(places)
    lines: list[Line] = []
    for one in lifts:
        lines += board.of_lift(one)
    for one, other in itertools.combinations((*lifts, *week.beside), 2):
        if other not in week.beside or one not in week.beside:
            lines += board.of_pair(one, other)
    lines += board.of_week(lifts)
    return Placement(lifts, tuple(lines), board.doubles([one.day for one in lifts]))


def free_slots(week: Week, lift: WeekLift) -> list[Slot]:
    """The half days a lift may be in, whatever it costs there."""
    run_days = {run.day for run in week.runs}
    run_slots = {run.slot for run in week.runs}
    barred = week.barred.get(lift.name, frozenset())
    found = []
    for day in range(7):
        for name in week.slot_starts:
            slot = Slot(day, name)
            if (
                slot in week.closed
                or day in barred
                or (slot in run_slots and not week.allows_stacking)
                or (day in run_days and not week.allows_doubles)
                or week.pins.get(lift.name, slot) != slot
                or not _has_room(week, place(week, lift, slot))
            ):
                continue
            found.append(slot)
    return found


def place(week: Week, lift: WeekLift, slot: Slot) -> Placed:
    """A lift in a half day: at its hour, or after the run it is stacked on."""
    start = slot.day * DAY_H + week.slot_starts[slot.name]
    for run in week.runs:
        if run.slot == slot:
            start = max(start, run.end)
    return Placed(lift, slot, start)


def _has_room(week: Week, one: Placed) -> bool:
    """Whether a lift begins on its day, and nobody runs while she lifts.

    A run of the other half day may reach into this one, and a late one into the next
    day, which may be the next week's.
    """
    if one.start >= (one.day + 1) * DAY_H:
        return False
    circles = (-WEEK_H, 0.0, WEEK_H) if week.is_cyclic else (0.0,)
    return not any(
        run.start + shift < one.end and one.start < run.end + shift
        for run in week.runs
        for shift in circles
    )


def _check(week: Week) -> None:
    if not week.lifts:
        raise WrongInput("There is no lift to place; name at least one.")
    if len(week.lifts) > MOST_LIFTS:
        raise WrongInput(
            f"{len(week.lifts)} lifts are more than a week has room for; the guide has "
            f"two or three, {MOST_LIFTS} can be placed."
        )
    names = [lift.name for lift in week.lifts]
    for name in names:
        if names.count(name) > 1:
            raise WrongInput(f"Two lifts are called {name!r}; give each its own name.")


class _Board:
    """The lines of one lift and of two, each worked out once."""

    def __init__(self, week: Week) -> None:
        self._week = week
        self._slots = [free_slots(week, lift) for lift in week.lifts]
        self._places = {
            (at, slot): place(week, lift, slot)
            for at, lift in enumerate(week.lifts)
            for slot in self._slots[at]
        }
        self._run_days = {run.day for run in week.runs}
        rules = every_rule().values()
        self._of_lift = [rule.of_lift for rule in rules if rule.of_lift]
        self._of_pair = [rule.of_pair for rule in rules if rule.of_pair]
        self._of_week = [rule.of_week for rule in rules if rule.of_week]
        self._alone = {
            key: [*self.of_lift(one), *self._with_beside(one)]
            for key, one in self._places.items()
        }
        self._together = {
            (at, slot, other, beside): self.of_pair(
                self._places[at, slot], self._places[other, beside]
            )
            for at, other in itertools.combinations(range(len(week.lifts)), 2)
            for slot in self._slots[at]
            for beside in self._slots[other]
            if slot.day != beside.day
        }
        self._alone_rank = {key: _rank(lines) for key, lines in self._alone.items()}
        self._together_rank = {
            key: _rank(lines) for key, lines in self._together.items()
        }

    def assignments(self) -> Iterator[tuple[Slot, ...]]:
        """Every way to give each lift a day of its own."""
        for slots in itertools.product(*self._slots):
            if len({slot.day for slot in slots}) == len(slots):
                yield slots

    def rank(self, slots: tuple[Slot, ...]) -> tuple[float, int, int, int]:
        """Cost, conflicts, cautions and double days of an assignment."""
        parts = [self._alone_rank[at, slot] for at, slot in enumerate(slots)]
        for at, other in itertools.combinations(range(len(slots)), 2):
            parts.append(self._together_rank[at, slots[at], other, slots[other]])
        places = [self._places[at, slot] for at, slot in enumerate(slots)]
        parts.append(_rank(self.of_week(places)))
        return (
            round(sum(part[0] for part in parts), _PLACES),
            sum(part[1] for part in parts),
            sum(part[2] for part in parts),
            self.doubles([slot.day for slot in slots]),
        )

    def placement(self, slots: tuple[Slot, ...]) -> Placement:
        """An assignment with all its lines."""
        places = tuple(self._places[at, slot] for at, slot in enumerate(slots))
        lines = [line for key in enumerate(slots) for line in self._alone[key]]
        for at, other in itertools.combinations(range(len(slots)), 2):
            lines += self._together[at, slots[at], other, slots[other]]
        lines += self.of_week(places)
        return Placement(
            places, tuple(lines), self.doubles([slot.day for slot in slots])
        )

    def doubles(self, days: Sequence[int]) -> int:
        """How many of the days have a run as well."""
        return sum(day in self._run_days for day in days)

    def of_lift(self, one: Placed) -> list[Line]:
        """What the rules say of one lift among the runs."""
        return [line for look in self._of_lift for line in look(one, self._week)]

    def of_pair(self, one: Placed, other: Placed) -> list[Line]:
        """What they say of two lifts."""
        first, second = sorted((one, other), key=lambda lift: lift.start)
        return [
            line for look in self._of_pair for line in look(first, second, self._week)
        ]

    def of_week(self, places: Sequence[Placed]) -> list[Line]:
        """What they say of the week as a whole."""
        return [line for look in self._of_week for line in look(places, self._week)]

    def _with_beside(self, one: Placed) -> list[Line]:
        return [
            line for other in self._week.beside for line in self.of_pair(one, other)
        ]


def _rank(lines: Sequence[Line]) -> tuple[float, int, int]:
    return (
        sum(line.cost for line in lines),
        sum(line.severity == "conflict" for line in lines),
        sum(line.severity == "caution" for line in lines),
    )

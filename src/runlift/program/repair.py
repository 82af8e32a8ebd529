"""What to change when a week has no good place for its lifts.

Every way is tried by placing the whole week anew; only what leaves fewer conflicts is
advised, the mildest first.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from runlift.program.placement import Placement, best_placements, free_slots
from runlift.program.week import (
    DAY_H,
    DAYS,
    RACES,
    Slot,
    Week,
    WeekLift,
    WeekRun,
)
from runlift.science.verdict import LIFT_CLASSES

_MOST = 4
"""As many ways as a person reads."""

_RUN_DAYS = (1, -1, 2, -2)


@dataclass(frozen=True)
class Advice:
    """One change, and what the week would be then."""

    text: str
    placement: Placement


def advice(week: Week, best: Placement | None) -> list[Advice]:
    """Ways to have fewer conflicts than the best placement has; none where it has none.

    Args:
        week: what was asked for.
        best: its best placement; None where there is no place for every lift.
    """
    if best is not None and not best.conflicts:
        return []
    found: list[Advice] = []
    for steps in (_smaller(week), _opened(week), _moved_runs(week), _fewer(week)):
        found += _better(steps, best)
    found.sort(key=lambda one: (one.placement.conflicts, one.placement.cost))
    return found[:_MOST]


def _better(steps: Iterator[tuple[str, Week]], best: Placement | None) -> list[Advice]:
    """The best two of one kind of change."""
    found = []
    for text, changed in steps:
        placements = best_placements(changed, 1)
        if not placements:
            continue
        after = placements[0]
        if best is None or after.conflicts < best.conflicts:
            found.append(Advice(f"{text}: {_then(after)}.", after))
    found.sort(key=lambda one: (one.placement.conflicts, one.placement.cost))
    return found[:2]


def _then(after: Placement) -> str:
    where = ", ".join(f"{one.lift.name} {one.slot}" for one in after.lifts)
    counts = [
        f"{count} {word}{'' if count == 1 else 's'}"
        for count, word in (
            (after.conflicts, "conflict"),
            (after.cautions, "caution"),
        )
        if count
    ]
    return f"{where} with {' and '.join(counts) or 'neither conflict nor caution'}"


def _smaller(week: Week) -> Iterator[tuple[str, Week]]:
    """A class less: fewer sets, for one lift or for all."""
    for at, lift in enumerate(week.lifts):
        less = _lower(lift)
        if less is not None and len(week.lifts) > 1:
            lifts = (*week.lifts[:at], less, *week.lifts[at + 1 :])
            yield (
                f"Do fewer sets in {lift.name} ({_words(less)} instead of "
                f"{_words(lift)})",
                replace(week, lifts=lifts),
            )
    every = [(_lower(lift) or lift) for lift in week.lifts]
    if every != list(week.lifts):
        names = " and ".join(
            lift.name
            for lift, less in zip(week.lifts, every, strict=True)
            if lift != less
        )
        classes = sorted({_words(less) for less in every})
        yield (
            f"Do fewer sets in {names} ({', '.join(classes)})",
            replace(week, lifts=tuple(every)),
        )


def _lower(lift: WeekLift) -> WeekLift | None:
    """The lift one class down, without the sets that the guide's rule is about."""
    place = LIFT_CLASSES.index(lift.lift_class)
    if place < 2:
        return None
    return replace(lift, lift_class=LIFT_CLASSES[place - 1], heavy_sets=0)


def _opened(week: Week) -> Iterator[tuple[str, Week]]:
    """A half day that is closed now."""
    taken = {run.slot for run in week.runs}
    for slot in sorted(week.closed):
        if slot not in taken and slot.name in week.slot_starts:
            yield f"Open {slot} for lifting", replace(week, closed=week.closed - {slot})


def _moved_runs(week: Week) -> Iterator[tuple[str, Week]]:
    """A key or long run on another day; races stay."""
    taken = {run.slot for run in week.runs}
    for at, run in enumerate(week.runs):
        if not run.is_hard or run.run_class in RACES or not 0 <= run.day < 7:
            continue
        for days in _RUN_DAYS:
            day = (run.day + days) % 7 if week.is_cyclic else run.day + days
            slot = Slot(day, run.slot.name)
            if not 0 <= day < 7 or slot in taken:
                continue
            moved = replace(run, start=run.start + (day - run.day) * DAY_H)
            runs = (*week.runs[:at], moved, *week.runs[at + 1 :])
            yield (
                f"Move the {_of(run)} from {DAYS[run.day]} to {DAYS[day]}",
                replace(week, runs=runs),
            )


def _fewer(week: Week) -> Iterator[tuple[str, Week]]:
    """One lift less."""
    if len(week.lifts) < 2:
        return
    for at, lift in enumerate(week.lifts):
        lifts = (*week.lifts[:at], *week.lifts[at + 1 :])
        pins = {name: slot for name, slot in week.pins.items() if name != lift.name}
        yield f"Leave {lift.name} out this week", replace(week, lifts=lifts, pins=pins)


def why_nowhere(week: Week) -> str:
    """Why there is no place for every lift, and what to do."""
    for lift in week.lifts:
        if not free_slots(week, lift):
            if lift.name in week.pins:
                return (
                    f"{lift.name} is pinned to {week.pins[lift.name]}, which is not "
                    "open for lifting. Unpin it, or open that half day."
                )
            return (
                f"There is no half day left for {lift.name}. Open one, or lift on days "
                "with a run."
            )
    days = [slot.day for slot in week.pins.values()]
    if len(days) > len(set(days)):
        return "Two lifts are pinned to one day. Give each a day of its own."
    return (
        f"There are fewer open days than the {len(week.lifts)} lifts. Open another day, "
        "or plan fewer lifts."
    )


def _words(lift: WeekLift) -> str:
    return lift.lift_class.replace("_", " ")


def _of(run: WeekRun) -> str:
    return f"{run.run_class} run"

"""Which program uses an exercise and how, as a person says it."""

import functools
from collections.abc import Iterator

from runlift.program.templates import Prescription, Program, Slot, programs

_MODES = {"amrap": "as many as you can", "time": "as long as you can"}


@functools.cache
def used() -> frozenset[str]:
    """The ids of every exercise that a program uses."""
    return frozenset(
        slot.exercise_id
        for program in programs().values()
        for workout in program.workouts
        for slot in workout.slots
    )


def uses(exercise_id: str) -> list[str]:
    """A sentence for each place an exercise has in a program; empty if it has none."""
    return [
        f"{program.name}, {workout.name}: {_through_the_weeks(program, slot)}"
        for program in programs().values()
        for workout in program.workouts
        for slot in workout.slots
        if slot.exercise_id == exercise_id
    ]


def _through_the_weeks(program: Program, slot: Slot) -> str:
    """What is asked, weeks that ask the same together."""
    side = " each side" if slot.is_per_side else ""
    if len({_asked(one) for one in slot.weeks}) == 1:
        return f"{_asked(slot.weeks[0])}{side}."
    parts = [f"{weeks}: {text}{side}" for weeks, text in _runs(slot.weeks)]
    own = [one.number for one in program.weeks if one.origin == "house"]
    ours = f" Weeks {own[0]} to {own[-1]} are our own completion." if own else ""
    return f"{'; '.join(parts)}.{ours}"


def _runs(weeks: tuple[Prescription, ...]) -> Iterator[tuple[str, str]]:
    begin = 0
    for end in range(1, len(weeks) + 1):
        if end == len(weeks) or _asked(weeks[end]) != _asked(weeks[begin]):
            first, last = weeks[begin].week, weeks[end - 1].week
            named = f"week {first}" if first == last else f"weeks {first} to {last}"
            yield named, _asked(weeks[begin])
            begin = end


def _asked(one: Prescription) -> str:
    """Sets by repetitions, as 3-5 sets × 5-8."""
    if one.seconds:
        amount = f"{_range(one.seconds)} s"
    elif one.reps:
        amount = _range(one.reps)
    else:
        amount = _MODES[one.mode]
    sets = "set" if one.sets == (1, 1) else "sets"
    return f"{_range(one.sets)} {sets} × {amount}"


def _range(pair: tuple[float, float]) -> str:
    low, high = pair
    return f"{low:g}" if low == high else f"{low:g}-{high:g}"

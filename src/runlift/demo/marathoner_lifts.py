"""Callum's lifting: the six-week structure, three sessions, RPE mostly written down."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from runlift.demo.gym import Watch, chance, load_for, on_plates, reps_possible, rpe
from runlift.demo.marathoner_runs import HALVES, is_down, since_race, to_race
from runlift.demo.records import LiftSession, LiftSet, Week

_Six = tuple[tuple[int, int, float], ...]
"""Sets, repetitions and reserve for the six weeks of a cycle."""

_SQUAT: _Six = (
    (4, 6, 3.0), (4, 6, 1.8), (4, 5, 1.6), (4, 4, 1.5), (4, 3, 1.5), (3, 2, 1.5),
)  # fmt: skip
_HINGE: _Six = (
    (3, 8, 3.2), (3, 8, 2.0), (3, 6, 2.4), (3, 6, 1.5), (3, 4, 2.2), (2, 4, 1.5),
)  # fmt: skip
_BENCH: _Six = (
    (4, 8, 3.0), (4, 8, 1.8), (4, 6, 2.2), (4, 6, 1.4), (3, 4, 1.9), (3, 3, 1.9),
)  # fmt: skip
_THRUST: _Six = (
    (4, 5, 3.3), (4, 5, 2.2), (4, 4, 2.2), (4, 4, 1.4), (3, 3, 1.4), (3, 2, 1.4),
)  # fmt: skip
_SINGLE: _Six = (
    (3, 8, 3.0), (3, 8, 2.0), (3, 6, 2.0), (3, 6, 1.5), (3, 5, 2.0), (2, 5, 2.0),
)  # fmt: skip
_PULL: _Six = (
    (4, 8, 3.0), (4, 8, 2.0), (4, 6, 2.0), (4, 6, 1.5), (3, 6, 2.0), (3, 6, 2.0),
)  # fmt: skip
_CALF: _Six = (
    (4, 10, 2.0), (4, 10, 1.5), (4, 8, 1.5), (4, 8, 1.0), (4, 6, 1.5), (3, 6, 1.5),
)  # fmt: skip
_SMALL: _Six = (
    (3, 12, 3.0), (3, 12, 2.5), (3, 10, 2.5), (3, 10, 2.0), (2, 8, 2.5), (2, 8, 2.5),
)  # fmt: skip
_JUMPS: _Six = (
    (4, 3, 4), (4, 3, 4), (5, 3, 4), (5, 3, 4), (6, 3, 4), (4, 3, 4),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Slot:
    """One line of the program; e1RM in kg at both ends, 0 for body weight."""

    name: str
    six: _Six
    first: float
    last: float
    step: float = 2.5
    rest_s: int = 100
    warm_ups: int = 0
    superset: int | None = None


_LEGS = (
    _Slot("Squat (Barbell)", _SQUAT, 104, 131, rest_s=180, warm_ups=3),
    _Slot("Romanian Deadlift (Barbell)", _HINGE, 112, 141, rest_s=165, warm_ups=1),
    _Slot("Walking Lunge (Dumbbell)", _SINGLE, 28, 38, 2, 110),
    _Slot("Standing Calf Raise (Machine)", _CALF, 105, 150, 5, 70),
    _Slot("Tibialis Raise", _SMALL, 0, 0, rest_s=45, superset=0),
    _Slot("Side Plank", _SMALL, 0, 0, rest_s=45, superset=0),
)
_UPPER = (
    _Slot("Bench Press (Barbell)", _BENCH, 76, 88, rest_s=150, warm_ups=2),
    _Slot("Lat Pulldown (Cable)", _PULL, 72, 86, 2.5, 120),
    _Slot("Single Arm Landmine Press (Barbell)", _SINGLE, 33, 41, 2.5, 90),
    _Slot("Cable Core Palloff Press", _SMALL, 26, 36, 2.5, 45, superset=0),
    _Slot("Hanging Leg Raise", _SMALL, 0, 0, rest_s=60, superset=0),
    _Slot("Back Extension (Weighted Hyperextension)", _SMALL, 30, 42, 5, 75),
)
_SPRING = (
    _Slot("Box Jump", _JUMPS, 0, 0, rest_s=100),
    _Slot("Step thing", _SMALL, 0, 0, rest_s=60),
    _Slot("Bulgarian Split Squat", _SINGLE, 30, 42, 2, 120),
    _Slot("Hip Thrust (Barbell)", _THRUST, 138, 178, 5, 165, warm_ups=2),
    _Slot("Single Leg Romanian Deadlift (Dumbbell)", _SINGLE, 30, 41, 2, 100),
    _Slot("Seated Calf Raise", _CALF, 72, 98, 5, 70),
)
_TITLES = {
    "legs": "Lower Body Strength",
    "upper": "Upper Body + Core",
    "spring": "Unilateral & Plyo",
}
_SLOTS = {"legs": _LEGS, "upper": _UPPER, "spring": _SPRING}

_SESSION_NOTES = (
    "Legs like concrete after Sunday 🥵",
    "Short on time\\nskipped the stretching",
    "Gym packed, waited for the rack",
    "Everything moved fast today",
)


def places(rng: Random, week: Week, is_wise: bool) -> dict[str, datetime]:
    """When he lifts what this week.

    Legs on Monday evening and the single-leg day on Saturday evening suit his diary
    and not his runs; in wise weeks both follow the key runs instead.
    """
    left, since, offset = to_race(week.offset), since_race(week.offset), week.offset
    if is_down(offset) or left == 0 or since <= 2:
        return {}
    chosen: dict[str, datetime] = {}
    if left > 1 or offset in HALVES:
        chosen["legs"] = week.at(1, 18, 30) if is_wise else week.at(0, 18, 30)
    is_lunch = not is_wise and chance(rng, 0.6)
    chosen["upper"] = week.at(4, 12, 15) if is_lunch else week.at(2, 18, 40)
    if left > 2 and offset not in HALVES:
        is_friday = is_wise or chance(rng, 0.4)
        chosen["spring"] = week.at(4, 17, 40) if is_friday else week.at(5, 17)
    missed = [name for name in chosen if chance(rng, 0.06)]
    return {
        name: start + timedelta(minutes=rng.randint(-10, 20))
        for name, start in chosen.items()
        if name not in missed
    }


def sessions(
    rng: Random, week: Week, strength: float, chosen: dict[str, datetime]
) -> Iterator[LiftSession]:
    """The sessions as they went; `strength` is the share of two years' progress."""
    in_cycle = week.offset % 6
    is_taper = to_race(week.offset) <= 2 or week.offset in HALVES
    for name, start in chosen.items():
        watch = Watch(rng, rng.randint(150, 420))
        sets: list[LiftSet] = []
        if name == "legs" and chance(rng, 0.3):
            jog = rng.choice((300, 420, 600))
            sets.append(LiftSet("Warm Up", duration_s=jog, done_s=watch.tick(jog, 30)))
        day = rng.gauss(1, 0.012)
        for slot in _SLOTS[name]:
            if slot.rest_s > 100 or not chance(rng, 0.07):
                sets += _block(rng, slot, in_cycle, strength, day, watch, is_taper)
        yield LiftSession(
            start=start,
            duration_s=watch.now_s,
            title=_TITLES[name],
            sets=tuple(sets),
            note=rng.choice(_SESSION_NOTES) if chance(rng, 0.06) else "",
        )


def _block(
    rng: Random,
    slot: _Slot,
    in_cycle: int,
    strength: float,
    day: float,
    watch: Watch,
    is_taper: bool,
) -> list[LiftSet]:
    count, reps, reserve = slot.six[in_cycle]
    if is_taper:
        count, reserve = max(1, count - 2), reserve + 1.5
    best = slot.first + (slot.last - slot.first) * strength
    if not best:
        return [_body_set(rng, slot, reps, watch) for _ in range(count)]
    load = on_plates(load_for(best, reps, reserve + 0.4), slot.step, slot.step)
    sets = []
    if slot.warm_ups:
        for share, warm in ((0.4, 8), (0.6, 5), (0.8, 3))[-slot.warm_ups :]:
            warm_kg = on_plates(load * share, slot.step, 20)
            done = watch.tick(25, 70)
            sets.append(LiftSet(slot.name, warm, warm_kg, "warmup", done_s=done))
    for place in range(count):
        left = reps_possible(best * day, load) - 0.3 * place + rng.gauss(0, 0.3)
        sets.append(_work_set(rng, slot, reps, load, left, watch))
    if slot.name.startswith("Lat") and chance(rng, 0.1):
        drop = on_plates(load * 0.7, slot.step)
        done = watch.tick(30, slot.rest_s)
        sets.append(LiftSet(slot.name, reps + 2, drop, "dropset", 9.5, done_s=done))
    return sets


def _work_set(
    rng: Random, slot: _Slot, reps: int, load: float, left: float, watch: Watch
) -> LiftSet:
    done = reps if left >= reps else max(1, int(left))
    is_logged = chance(rng, 0.95 if slot.rest_s > 100 else 0.85)
    return LiftSet(
        exercise=slot.name,
        reps=done,
        load_kg=load,
        kind="failure" if left < reps - 0.5 else "normal",
        rpe=rpe(rng, max(0.0, left - done)) if is_logged else None,
        superset=slot.superset,
        done_s=watch.tick(rng.uniform(20, 45), slot.rest_s),
    )


def _body_set(rng: Random, slot: _Slot, reps: int, watch: Watch) -> LiftSet:
    done = watch.tick(rng.uniform(15, 40), slot.rest_s)
    if slot.name == "Side Plank":
        hold = 5 * round(rng.uniform(7, 11))
        return LiftSet(
            slot.name, None, duration_s=hold, superset=slot.superset, done_s=done
        )
    more = 0 if slot.six is _JUMPS else rng.choice((0, 0, 0, 2, 3))
    return LiftSet(slot.name, reps + more, superset=slot.superset, done_s=done)

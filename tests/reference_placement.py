"""The cost of a placement once more, slow and obvious, straight from the reference.

Shares no code with Runlift: plain tables and hours; weeks repeat, AM is 7, PM is 18.
"""

import itertools

from tests.reference_findings import BEFORE, window

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
START = {"AM": 7.0, "PM": 18.0}
HOURS = {"easy": 0.75, "steady": 1.0, "key": 1.25, "long": 2.0}
CAUTION = {"easy": 4, "steady": 5, "long": 10, "key": 12}
HEAVY, LEGS = ("heavy", "very_heavy"), ("moderate", "heavy", "very_heavy")
HARD = ("key", "long")


def before_run(lift, run, gap, same_day, strict):
    conflict, caution = BEFORE[run].get(lift, (0, 0))
    conflict, caution = window(conflict), window(caution)
    if strict and lift in LEGS and run in HARD:
        conflict = max(conflict, 23)
        caution = max(caution, conflict)
    cost = 0.0
    if gap < conflict:
        return 100 + 0.5 * (conflict - gap)
    if gap < caution:
        cost = CAUTION[run] * (caution - gap) / (caution - conflict)
    if run in HARD and lift in LEGS and not strict and gap < 23:
        cost = max(cost, CAUTION[run] * (23 - gap) / 23)
    if same_day and run in ("easy", "steady"):
        cost = max(cost, 4 if gap < 6 else 2.5)
    return cost


def after_run(lift, run, gap, same_day):
    if run in ("easy", "steady"):
        if same_day:
            return 2.5 if gap < 6 else 1.5
        return 2.5 if gap < 6 and lift in HEAVY else 0
    if run == "key":
        if same_day or (lift in HEAVY and gap < 23):
            return 10 if gap < 3 else 5 if gap < 6 else 2
        return 5 if 3 <= gap < 6 else 10 if gap < 3 else 0
    if same_day:
        return 3 if lift == "light" else 12
    if lift in HEAVY:
        return 6 if gap < 23 else 2 if gap < 35 else 0
    return 2 if gap < 23 else 0


def cost(lifts, runs, places, strict=False):
    """Of lifts {name: class} at places {name: (day, slot)} among runs (day, slot, class)."""
    total = 0.0
    at = {name: day * 24 + START[slot] for name, (day, slot) in places.items()}
    for name, lift in lifts.items():
        day, slot = places[name]
        total += 0.3 if slot == "AM" else 0
        for run_day, run_slot, run in runs:
            start = run_day * 24 + START[run_slot]
            gap_before = (start - at[name] - 1) % 168
            gap_after = (at[name] - start - HOURS[run]) % 168
            total += before_run(
                lift, run, gap_before, day == run_day and at[name] < start, strict
            )
            total += after_run(
                lift, run, gap_after, day == run_day and start < at[name]
            )
    for one, other in itertools.combinations(lifts, 2):
        forth = (at[other] - at[one]) % 168
        apart = min(forth, 168 - forth)
        if lifts[one] in LEGS and lifts[other] in LEGS:
            gap = apart - 1
            total += 100 if gap < 23 else 12 if gap < 47 else 1 if gap < 71 else 0
        elif apart < 36:
            total += 1.5
    if len(lifts) > 1:
        starts = sorted(at.values())
        gaps = [b - a for a, b in itertools.pairwise([*starts, starts[0] + 168])]
        total += 0.3 * sum(abs(gap - 168 / len(lifts)) for gap in gaps) / 24
    run_days = {day for day, _, _ in runs}
    days = run_days | {day for day, _ in places.values()}
    if len(run_days) < 7 and len(days) == 7:
        total += 5
    hard = {day for day, _, run in runs if run in HARD}
    hard |= {places[name][0] for name, lift in lifts.items() if lift in HEAVY}
    return total + 4 * sum(max(row - 2, 0) for row in hard_rows(hard))


def hard_rows(hard):
    if len(hard) == 7:
        return [7]
    text = "".join("x" if day in hard else "." for day in range(7))
    rest = text.find(".")
    return [len(row) for row in (text[rest:] + text[:rest]).split(".") if row]


def optima(lifts, runs, closed=(), strict=False):
    """The lowest cost and every placement that has it."""
    taken = {(day, slot) for day, slot, _ in runs} | set(closed)
    free = [(d, s) for d in range(7) for s in START if (d, s) not in taken]
    found = {}
    for slots in itertools.permutations(free, len(lifts)):
        if len({day for day, _ in slots}) == len(slots):
            places = dict(zip(lifts, slots, strict=True))
            found[slots] = round(cost(lifts, runs, places, strict), 9)
    lowest = min(found.values(), default=None)
    return lowest, {slots for slots, value in found.items() if value == lowest}

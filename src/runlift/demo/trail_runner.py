"""Maya: many trail miles, few lifts, and no clock times for those.

FitNotes on Android knows only the day of a lift; Runkeeper on her phone counts miles
and no heartbeats. Two long stretches without lifting.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from runlift import units
from runlift.demo import run_writers, writers
from runlift.demo.gym import chance, dice, gains, load_for, on_plates, reps_possible
from runlift.demo.records import (
    WEEKS,
    Activity,
    LiftSession,
    LiftSet,
    Week,
    done_by,
    weeks,
)
from runlift.demo.running import Plan, Runner, run, temperature

ZONE = "America/Denver"

_NO_LIFTS = (*range(-84, -71), *range(-43, -29))
_ILL = -66
_RACES = {-59: ("Canyon Rim 50k race", 50.3), -21: ("Antelope Trail Half race", 21.4)}

_RUNNER = Runner(
    hr_max=183,
    has_strap=False,
    cadence_spm=168,
    climb_m_per_km=9,
    mean_c=10.0,
    swing_c=12.0,
)

_TRAILS = ("Red Fox Trail", "Quarry Ridge Trail", "North Mesa", "")
_ROADS = ("Canal path", "Reservoir loop", "", "", "")
_NOTES = (
    "Mud, then ice, then sun.",
    "Legs heavy from Friday's gym, walked the steep bits",
    "So windy. Turned around early.",
    'Saw a fox! "Ridge" is runnable again',
    "New vest, no chafing",
    "Hot. Carried two bottles",
)

_LIFTS = (
    ("Barbell Squat", "Legs", 135.0, 165.0, 3, 6, 5),
    ("Romanian Deadlift", "Legs", 140.0, 175.0, 3, 8, 5),
    ("Step Up (Each Leg, Dumbbells)", "Legs", 34.0, 46.0, 3, 8, 5),
    ("Flat Dumbbell Bench Press", "Chest", 40.0, 48.0, 3, 8, 5),
    ("Dumbbell Row", "Back", 46.0, 58.0, 3, 10, 5),
    ("Overhead Press", "Shoulders", 68.0, 78.0, 3, 6, 5),
    ("Barbell Calf Raise", "Legs", 130.0, 160.0, 3, 12, 10),
)
"""Name, category, e1RM in pounds at both ends, sets, reps, step of the rack."""


def files(today: date, seed: int) -> tuple[tuple[str, bytes], ...]:
    """Her two export files, as the apps would name them."""
    roll = dice(seed, "maya")
    lifts: list[LiftSession] = []
    runs: list[Activity] = []
    pace = [-0.7 if week.offset in _NO_LIFTS else 1.0 for week in weeks(today)]
    strength = gains(pace, half_way=35)
    for week in weeks(today):
        rng = roll(week.offset)
        lifts += _lifting(rng, week, strength[week.offset + WEEKS])
        runs += _running(rng, week)
    lifts, runs = done_by(lifts, today), done_by(runs, today)
    # The phone ran out of space while it wrote the last line.
    log = writers.fitnotes(lifts) + f"{lifts[-1].start:%Y-%m-%d},Barbell Sq".encode()
    return (
        (f"FitNotes_Export_{today:%Y_%m_%d}_07_12_44.csv", log),
        ("cardioActivities.csv", run_writers.runkeeper(runs)),
    )


def _lifting(rng: Random, week: Week, strength: float) -> Iterator[LiftSession]:
    if week.offset in _NO_LIFTS or week.offset == _ILL or not chance(rng, 0.78):
        return
    # Friday, the evening before the long run, is when the gym is empty.
    weekday = rng.choice((1, 1, 3, 4, 4))
    day = rng.gauss(1, 0.02)
    left_out = rng.sample(_LIFTS[2:], 2)
    sets: list[LiftSet] = []
    for name, category, first, last, count, reps, step in _LIFTS:
        if (name, category, first, last, count, reps, step) in left_out:
            continue
        best = first + (last - first) * strength
        pounds = on_plates(load_for(best, reps, 2.3), step, step)
        for place in range(count):
            able = reps_possible(best * day, pounds) - 0.4 * place
            done = max(3, min(reps + 1, int(able - 0.8)))
            note = "Tired" if chance(rng, 0.01) else ""
            load = pounds * units.KG_PER_LB
            sets.append(LiftSet(name, done, load, category=category, note=note))
    sets += _finisher(rng)
    yield LiftSession(week.at(weekday, 0), 0, "", tuple(sets))


def _finisher(rng: Random) -> Iterator[LiftSet]:
    for _ in range(2):
        hold = 5 * rng.randint(8, 14)
        yield LiftSet("Plank", duration_s=hold, category="Abs")
    if chance(rng, 0.45):
        for _ in range(2):
            yield LiftSet("Runner's special", rng.randint(10, 15), category="Legs")


def _running(rng: Random, week: Week) -> Iterator[Activity]:
    if week.offset == _ILL:
        return
    begun = (week.offset + WEEKS) / WEEKS
    threshold = 3.42 + 0.10 * begun
    for plan in _plans(rng, week, begun):
        yield run(rng, _RUNNER, plan, threshold)
    if chance(rng, 0.12):
        yield _hike(rng, week)


def _plans(rng: Random, week: Week, begun: float) -> Iterator[Plan]:
    race = _RACES.get(week.offset)
    mile = units.M_PER_MILE / 1000
    for weekday, hour, miles, share in (
        (0, 6, 4.0, 0.9),
        (2, 17, 6.0, 0.92),
        (3, 6, 5.0, 0.85),
        (6, 9, 4.5, 0.45),
    ):
        if race and weekday == 6:
            continue
        is_due = week.offset == 0 and weekday == 0
        if not is_due and not chance(rng, share):
            continue
        is_hilly = weekday == 2 and chance(rng, 0.4)
        yield Plan(
            start=_about(rng, week.at(weekday, hour, 10)),
            km=mile * max(2.0, miles + rng.gauss(0.8 * begun, 0.8)),
            effort=0.86 if is_hilly else 0.785,
            title="",
            climb=32 if is_hilly else None,
            note=_note(rng),
            route="Hill repeats" if is_hilly else rng.choice(_ROADS),
        )
    if race:
        title, km = race
        yield Plan(
            start=week.at(5, 7, 0),
            km=km,
            effort=0.80 if km > 40 else 0.95,
            title="",
            sport="trail",
            climb=36,
            route=title,
            is_race=True,
        )
    elif chance(rng, 0.93):
        yield Plan(
            start=_about(rng, week.at(5, 7, 30)),
            km=mile * _long_miles(week, rng),
            effort=0.77,
            title="",
            sport="trail",
            climb=rng.uniform(24, 40),
            note=_note(rng),
            route=rng.choice(_TRAILS),
        )


def _long_miles(week: Week, rng: Random) -> float:
    """Nine to nineteen miles: more towards a race, less in the dark months."""
    ahead = min((at - week.offset for at in _RACES if at > week.offset), default=30)
    if ahead <= 1:
        return 8 + rng.gauss(0, 0.5)
    build = max(0.0, 1 - ahead / 16)
    winter = 2.0 if week.monday.month in (12, 1, 2) else 0.0
    rest = 3.0 if week.offset % 4 == 1 else 0.0
    return max(8.0, 12.0 + 6.5 * build - winter - rest + rng.gauss(0, 1))


def _note(rng: Random) -> str:
    return rng.choice(_NOTES) if chance(rng, 0.12) else ""


def _hike(rng: Random, week: Week) -> Activity:
    start = _about(rng, week.at(6, 13, 0))
    moving = rng.uniform(5400, 12_000)
    return Activity(
        sport="hike",
        start=start,
        title="",
        moving_s=round(moving),
        elapsed_s=round(moving * 1.2),
        distance_m=moving * 1.05,
        ascent_m=moving * 0.06,
        temperature_c=round(temperature(rng, _RUNNER, start)),
        route=rng.choice(_TRAILS),
    )


def _about(rng: Random, moment: datetime) -> datetime:
    return moment + timedelta(minutes=rng.randint(-12, 25), seconds=rng.randint(0, 59))

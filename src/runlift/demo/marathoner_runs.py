"""Callum's running: six days a week towards two marathons, with all that lies between."""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from runlift.demo.gym import chance
from runlift.demo.records import WEEKS, Activity, Week
from runlift.demo.running import Plan, Runner, default_title, run, temperature

MARATHONS = {-77: "Harbour City Marathon", -25: "Vale Marathon"}
_NEXT_MARATHON = 9
"""The one he trains for today lies ahead."""

HALVES = {
    -84: "Canal Half Marathon",
    -32: "Hillfoot Half",
    -12: "Old Mill Half Marathon",
}
_TEN = {-55: "Winter League 10k race"}

_ILL = -48
_NIGGLE = range(-61, -59)
_HOLIDAY = -39

RUNNER = Runner(
    hr_max=191,
    has_strap=True,
    cadence_spm=176,
    climb_m_per_km=7.5,
    mean_c=11.0,
    swing_c=6.5,
)

_INTERVALS = (
    ("6x800", 12.2, 0.875),
    ("10 x 400m", 10.8, 0.865),
    ("5 x 1k off 90s", 12.6, 0.885),
    ("8x600 w/ club", 12.0, 0.875),
    ("12 x 400m", 11.9, 0.87),
    ("Hill reps 10 x 60s", 11.2, 0.84),
    ("4x1600", 13.8, 0.89),
)
_TEMPOS = (
    ("Tempo 8k", 13.0, 0.905),
    ("Threshold 3x10 min", 13.4, 0.91),
    ("Tempo 30 min", 12.0, 0.91),
    ("Cruise intervals 5x6 min", 13.2, 0.905),
    ("Progression 12k", 12.1, 0.90),
)
_MARATHON_PACE = (("12k @ MP", 16.0, 0.90), ("MP 10 miles", 20.2, 0.905))
_LONG_NAMES = ("Long run", "Sunday long run with the club", "Long one, hills", "LSD")
_NOTES = (
    'Felt flat.\nLegs still "gymmed" from the other day',
    "Windy along the river, sheltered on the way back",
    "Good company, pace took care of itself",
    "Gel at 40 min, no stomach trouble",
)


def to_race(offset: int) -> int:
    """Weeks to the next marathon, 0 in its week."""
    return min(at for at in (*MARATHONS, _NEXT_MARATHON) if at >= offset) - offset


def since_race(offset: int) -> int:
    """Weeks since the last marathon, 99 before the first."""
    return min((offset - at for at in MARATHONS if at < offset), default=99)


def is_down(offset: int) -> bool:
    """Whether illness or injury rules training out."""
    return offset == _ILL or offset in _NIGGLE


def threshold(offset: int) -> float:
    """Threshold speed in m/s: slowly up, a little down after each marathon and illness."""
    speed = 4.14 + 0.17 * math.pow((offset + WEEKS) / WEEKS, 0.8)
    if since_race(offset) <= 6:
        speed -= 0.08 * (1 - since_race(offset) / 7)
    if 0 <= offset - _ILL <= 4:
        speed -= 0.10 * (1 - (offset - _ILL) / 5)
    return speed + max(0.0, 0.05 * (1 - to_race(offset) / 8))


def long_km(offset: int) -> float:
    """How long Sunday should be: up to 34 km four weeks out, every fourth week less."""
    left = to_race(offset)
    if since_race(offset) <= 3:
        return (8.0, 12.0, 16.0)[since_race(offset) - 1]
    if left <= 2:
        return (42.4, 16.5, 24.0)[left]
    build = max(0.0, 1 - max(0, left - 4) / 13)
    km = 24.0 + 10.0 * build
    return 21.0 + 2 * build if left % 4 == 3 else km


def _volume(offset: int) -> float:
    """How much of the easy running the time of the season asks for."""
    left = to_race(offset)
    if since_race(offset) <= 3 or left <= 2:
        return 0.78
    if left % 4 == 3:
        return 0.85
    return 0.88 + 0.27 * max(0.0, 1 - max(0, left - 4) / 14)


def run_plans(rng: Random, week: Week, is_wise: bool) -> list[Plan]:
    """The runs of a week as he means them.

    Args:
        rng: the week's dice.
        week: which one.
        is_wise: whether key runs go where the lifts leave them alone.
    """
    offset = week.offset
    if offset == _ILL:
        return []
    km = _volume(offset) * rng.gauss(1, 0.05)
    plans = [_easy(rng, week, 0, 6, 20, 10.5 * km)]
    if is_down(offset) or since_race(offset) == 1:
        plans += [_easy(rng, week, day, 7, 0, 6.0) for day in (2, 5)]
        return plans
    is_recovering = since_race(offset) <= 3
    if is_recovering:
        plans.append(_easy(rng, week, 1, 6, 25, 8.0))
        plans.append(_easy(rng, week, 3, 6, 30, 9.0))
    else:
        plans += _key_runs(rng, week, is_wise, min(1.0, km))
    plans.append(_easy(rng, week, 2, 6, 30, 13.0 * km))
    if to_race(offset) in range(3, 12) and chance(rng, 0.35):
        plans.append(_easy(rng, week, 2, 18, 5, 6.5))
    plans += _weekend(rng, week, km)
    # This week's first run is never left out, or a Monday would show an empty week.
    first = plans[0] if offset == 0 else None
    return [
        plan for plan in plans if plan.is_race or plan is first or not chance(rng, 0.05)
    ]


def _key_runs(rng: Random, week: Week, is_wise: bool, km: float) -> Iterator[Plan]:
    title, distance, effort = rng.choice(_INTERVALS)
    # Club night is Tuesday evening; most weeks he runs the session before work.
    hour = 18 if not is_wise and chance(rng, 0.25) else 6
    yield Plan(
        start=_about(rng, week.at(1, hour, 25)),
        km=distance * km + rng.uniform(-0.5, 0.8),
        effort=effort,
        title=title if chance(rng, 0.8) else "",
        peak=0.965,
        stops=0.13,
        climb=14 if title.startswith("Hill") else 3.5,
    )
    evening_or_morning = (18, 50) if is_wise and chance(rng, 0.6) else (6, 20)
    pool = _TEMPOS + (_MARATHON_PACE if 2 < to_race(week.offset) < 11 else ())
    title, distance, effort = rng.choice(pool)
    yield Plan(
        start=_about(rng, week.at(3, *evening_or_morning)),
        km=distance * km + rng.uniform(-0.5, 0.5),
        effort=effort,
        title=title if chance(rng, 0.75) else "",
        peak=0.925,
        climb=4.0,
    )


def _weekend(rng: Random, week: Week, km: float) -> Iterator[Plan]:
    offset = week.offset
    race = MARATHONS.get(offset) or HALVES.get(offset) or _TEN.get(offset)
    if race:
        yield replace(_easy(rng, week, 5, 9, 0, 5.0), title="Shakeout + strides")
        yield _race(week.at(6, 9, 30), race)
        return
    if since_race(offset) > 3 and to_race(offset) > 1 and chance(rng, 0.17):
        # The timed 5 km is one activity; jogging there and back is not recorded.
        start = week.at(5, 9, 0) + timedelta(seconds=rng.randint(20, 50))
        yield Plan(start, 5.01, 1.05, "parkrun", peak=0.975, is_race=chance(rng, 0.5))
    else:
        yield _easy(rng, week, 5, 8, 20, 10.5 * km)
    if offset == _HOLIDAY:
        return
    is_named = chance(rng, 0.55)
    yield Plan(
        start=_about(rng, week.at(6, 8, 0)),
        km=long_km(offset) + rng.uniform(-0.8, 0.9),
        effort=0.815,
        title=rng.choice(_LONG_NAMES) if is_named else "",
        note=rng.choice(_NOTES) if chance(rng, 0.15) else "",
        climb=9.5,
        # The tag exists since last year.
        is_long=offset > -60 and chance(rng, 0.45),
    )


def _race(start: datetime, title: str) -> Plan:
    marathon = title in MARATHONS.values()
    is_ten = title in _TEN.values()
    return Plan(
        start=start,
        km=42.45 if marathon else 10.03 if is_ten else 21.2,
        effort=0.93 if marathon else 1.025 if is_ten else 0.99,
        title=title,
        peak=0.955 if marathon else 0.975,
        climb=4.0,
        is_race=True,
    )


def _easy(rng: Random, week: Week, day: int, hour: int, minute: int, km: float) -> Plan:
    title = rng.choice(("Easy", "Recovery jog", "Easy with strides"))
    return Plan(
        start=_about(rng, week.at(day, hour, minute)),
        km=km + rng.gauss(0, 0.9),
        effort=0.775,
        title=title if chance(rng, 0.15) else "",
    )


def _about(rng: Random, moment: datetime) -> datetime:
    return moment + timedelta(minutes=rng.randint(-9, 14), seconds=rng.randint(0, 59))


def runs(
    rng: Random, offset: int, plans: list[Plan], legs_done: list[datetime]
) -> Iterator[Activity]:
    """The planned runs as they went, given when heavy leg sessions ended."""
    for plan in sorted(plans, key=lambda one: one.start):
        gaps = [(plan.start - end).total_seconds() / 3600 for end in legs_done]
        fresh = min((gap for gap in gaps if gap > 0), default=999.0)
        tired = max(0.0, 1 - max(0.0, fresh - 14) / 40)
        titled = replace(plan, title=plan.title or default_title(plan.start))
        yield run(rng, RUNNER, titled, threshold(offset), tired)


def others(rng: Random, week: Week) -> Iterator[Activity]:
    """What else his watch records: the commute by bike, walks, yoga."""
    for day in range(5):
        if chance(rng, 0.45 if week.offset in _NIGGLE else 0.14):
            for hour, minute in ((7, 50), (17, 25)):
                start = _about(rng, week.at(day, hour, minute))
                yield _commute(rng, start)
    if chance(rng, 0.4):
        yield _calm(rng, "walk", _about(rng, week.at(6, 15, 30)), "Walk", 6.0)
    if chance(rng, 0.3):
        yield _calm(rng, "yoga", _about(rng, week.at(4, 20, 0)), "Yoga", 0.0)


def _commute(rng: Random, start: datetime) -> Activity:
    moving = rng.uniform(1250, 1500)
    return Activity(
        sport="ride",
        start=start,
        title=default_title(start, "Ride"),
        moving_s=round(moving),
        elapsed_s=round(moving + rng.uniform(60, 300)),
        distance_m=rng.uniform(7900, 8200),
        ascent_m=rng.uniform(35, 60),
        avg_hr=rng.randint(108, 124),
        max_hr=rng.randint(138, 155),
        temperature_c=round(temperature(rng, RUNNER, start)),
        is_commute=True,
    )


def _calm(rng: Random, sport: str, start: datetime, what: str, km: float) -> Activity:
    moving = km * rng.uniform(640, 720) if km else rng.uniform(1500, 2700)
    return Activity(
        sport=sport,
        start=start,
        title=default_title(start, what),
        moving_s=round(moving),
        elapsed_s=round(moving + (rng.uniform(60, 900) if km else 0)),
        distance_m=km * 1000 * rng.uniform(0.9, 1.1),
        ascent_m=km * 9,
        avg_hr=rng.randint(78, 98),
        max_hr=rng.randint(104, 122),
    )

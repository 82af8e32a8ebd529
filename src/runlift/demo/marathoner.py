"""Callum: a sub-3 marathoner who squats the evening before his intervals.

Six runs a week in Strava, three lifts in Hevy. For most of the two years his legs day
is Monday evening and his single-leg day Saturday evening; lately he knows better.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from runlift.demo import run_writers, writers
from runlift.demo.gym import chance, dice, gains
from runlift.demo.marathoner_lifts import places, sessions
from runlift.demo.marathoner_runs import is_down, others, run_plans, runs, since_race
from runlift.demo.records import WEEKS, Activity, LiftSession, done_by, weeks

ZONE = "Europe/London"

_WISE_SINCE = -8
"""The week in which he began to put leg days behind the key runs."""

_WATCH_LEFT_ON = -70

_GEAR = {"run": "Road shoes blue", "ride": "Commuter"}


def files(today: date, seed: int) -> tuple[tuple[str, bytes], ...]:
    """His two export files, as the apps would name them."""
    roll = dice(seed, "callum")
    lifts: list[LiftSession] = []
    activities: list[Activity] = []
    legs_done: list[datetime] = []
    strength = gains([_pace(week.offset) for week in weeks(today)], half_way=45)
    for week in weeks(today):
        rng = roll(week.offset)
        is_wise = chance(rng, 0.75 if week.offset >= _WISE_SINCE else 0.3)
        chosen = places(rng, week, is_wise)
        lifted = list(sessions(rng, week, strength[week.offset + WEEKS], chosen))
        legs_done += [one.end for one in lifted if one.title.startswith("Lower")]
        plans = run_plans(rng, week, is_wise)
        activities += runs(rng, week.offset, plans, legs_done[-2:])
        activities += others(rng, week)
        lifts += lifted
    lifts, activities = done_by(lifts, today), done_by(activities, today)
    monday = today - timedelta(days=today.weekday())
    activities.append(_on_the_watch_too(roll(1), lifts, monday))
    _forget_to_stop(activities, monday + timedelta(weeks=_WATCH_LEFT_ON))
    return (
        ("activities.csv", run_writers.strava(activities, ZoneInfo(ZONE), _GEAR)),
        ("workout_data.csv", writers.hevy(lifts)),
    )


def _pace(offset: int) -> float:
    if is_down(offset) or since_race(offset) <= 2:
        return -0.8
    return 0.35 if since_race(offset) <= 6 else 1.0


def _on_the_watch_too(rng: Random, lifts: list[LiftSession], monday: date) -> Activity:
    """The last upper-body session before this week, as his watch saw it: no sets."""
    upper = next(
        one
        for one in reversed(lifts)
        if one.title.startswith("Upper") and one.start.date() < monday
    )
    seconds = upper.duration_s + rng.randint(60, 200)
    title = "Lunch" if upper.start.hour < 14 else "Evening"
    return Activity(
        sport="weights",
        start=upper.start - timedelta(seconds=rng.randint(40, 110)),
        title=f"{title} Weight Training",
        moving_s=seconds,
        elapsed_s=seconds,
        avg_hr=103,
        max_hr=139,
    )


def _forget_to_stop(activities: list[Activity], since: date) -> None:
    """One run whose watch was never stopped: days of elapsed time."""
    at, ran = next(
        (at, one)
        for at, one in enumerate(activities)
        if one.sport == "run" and not one.is_race and one.start.date() >= since
    )
    activities[at] = replace(ran, elapsed_s=ran.moving_s + 412_377)

"""Lena: a beginner on the basic two-day program, three runs a week, few conflicts.

She logs lifting in StrengthLog, in the old export for the first ten months and in the
new one since, with some weeks in both; her watch is a Garmin with a German account.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from zoneinfo import ZoneInfo

from runlift.demo import run_writers, writers
from runlift.demo.gym import Watch, chance, dice, gains, on_plates, reps_possible
from runlift.demo.records import (
    WEEKS,
    Activity,
    LiftSession,
    LiftSet,
    Week,
    done_by,
    weeks,
)
from runlift.demo.running import Plan, Runner, run

ZONE = "Europe/Berlin"

_OLD_UNTIL, _NEW_FROM = -58, -61
"""Weeks; the two exports overlap by three."""

_PLATEAU = range(-53, -44)
_HOLIDAY = range(-38, -36)
_ILL = range(-18, -16)
_DELOADS = (-71, -54, -29, -9)
_RACES = {
    -86: ("Wettkampf Firmenlauf", 5.02),
    -63: ("Wettkampf Stadtlauf 10 km", 10.05),
    -34: ("Wettkampf Firmenlauf", 5.03),
    -12: ("Wettkampf Herbstlauf 10 km", 10.04),
}

_RUNNER = Runner(
    hr_max=188,
    has_strap=True,
    cadence_spm=164,
    climb_m_per_km=4.5,
    mean_c=10.5,
    swing_c=9.5,
)


@dataclass(frozen=True, slots=True)
class _Lift:
    """One exercise of the program: e1RM at both ends of the two years, in kg."""

    name: str
    first: float
    last: float
    step: float
    lightest: float
    rest_s: int
    is_main: bool = False


_WORKOUTS = (
    (
        _Lift("Squat", 42, 82, 2.5, 20, 170, True),
        _Lift("Romanian Deadlift", 44, 86, 2.5, 20, 165, True),
        _Lift("Standing Calf Raise", 50, 88, 5, 10, 75),
        _Lift("Bench Press", 30, 49, 2.5, 20, 145),
        _Lift("Barbell Row", 31, 52, 2.5, 20, 140),
    ),
    (
        _Lift("Deadlift", 50, 102, 2.5, 30, 180, True),
        _Lift("Dumbbell Lunge", 9, 20, 1, 2, 130),
        _Lift("Lat Pulldown With Pronated Grip", 33, 51, 2.5, 10, 130),
        _Lift("Overhead Press", 20, 31, 1, 10, 140),
        _Lift("Hip Thrust", 52, 118, 2.5, 20, 165, True),
    ),
)

_SET_NOTES = (
    "Felt heavy, left knee a bit stiff",
    "Grip went first, not the legs",
    "Smooth",
    "New shoes, much better",
    "Last rep slow",
)


@dataclass
class _Log:
    """What she remembers from one session to the next."""

    loads: dict[str, float] = field(default_factory=dict)
    misses: dict[str, int] = field(default_factory=dict)
    workout: int = 0


def files(today: date, seed: int) -> tuple[tuple[str, bytes], ...]:
    """Her three export files, as the apps would name them."""
    roll = dice(seed, "lena")
    log = _Log()
    lifts: list[LiftSession] = []
    runs: list[Activity] = []
    strength = gains([_pace(week.offset) for week in weeks(today)], half_way=42)
    for week in weeks(today):
        rng = roll(week.offset)
        share = strength[week.offset + WEEKS]
        lifts += _lifting(rng, week, share, log)
        runs += _running(rng, week)
    lifts, runs = done_by(lifts, today), done_by(runs, today)
    monday = today - timedelta(days=today.weekday())
    changed = monday + timedelta(weeks=_OLD_UNTIL)
    early = [one for one in lifts if one.start.date() < changed]
    late_from = monday + timedelta(weeks=_NEW_FROM)
    late = [one for one in lifts if one.start.date() >= late_from]
    person = "Lena,en,Female,1992-03-14,lena@example.org"
    old = writers.strengthlog_old(early, person, stray_after=31)
    return (
        (f"strengthlog_{changed:%Y-%m-%d}.csv", old),
        (
            f"strengthlog_{today:%Y-%m-%d}.csv",
            writers.strengthlog(late, ZoneInfo(ZONE)),
        ),
        ("Activities.csv", run_writers.garmin(runs)),
    )


def _pace(offset: int) -> float:
    if offset in _HOLIDAY:
        return -1.0
    if offset in _ILL:
        return -1.6
    return 0.0 if offset in _PLATEAU else 1.0


def _lifting(
    rng: Random, week: Week, strength: float, log: _Log
) -> Iterator[LiftSession]:
    if week.offset in _HOLIDAY or week.offset == _ILL[0]:
        return
    days = [week.at(1, 6, 45)]
    if week.offset != _ILL[1] and week.offset not in _RACES:
        # Now and then Thursday evening does not work out and Saturday has to do.
        days.append(week.at(5, 16) if chance(rng, 0.12) else week.at(3, 18, 10))
    for start in days:
        if chance(rng, 0.07):
            continue
        shift = timedelta(minutes=rng.randint(-6, 12), seconds=rng.randint(0, 59))
        sets, seconds = _session(rng, week.offset, strength, log)
        mass = 64.6 - 1.9 * (week.offset + WEEKS) / WEEKS + rng.gauss(0, 0.35)
        yield LiftSession(
            start=start + shift,
            duration_s=seconds,
            title=f"Basic Strength for Runners, Workout {log.workout + 1}",
            sets=tuple(sets),
            bodyweight_kg=round(mass, 1),
        )
        log.workout = 1 - log.workout


def _session(
    rng: Random, offset: int, strength: float, log: _Log
) -> tuple[list[LiftSet], int]:
    watch = Watch(rng, rng.randint(240, 540))
    day = rng.gauss(1, 0.018)
    sets: list[LiftSet] = []
    for lift in _WORKOUTS[log.workout]:
        if not lift.is_main and chance(rng, 0.03):
            continue
        e1rm = (lift.first + (lift.last - lift.first) * strength) * day
        if lift.is_main and offset >= -48 and lift is _WORKOUTS[log.workout][0]:
            sets += _warm_up(lift, log, watch)
        sets += _work(rng, lift, e1rm, offset, log, watch)
    sets += _finisher(rng, strength, log, watch)
    return sets, watch.now_s


def _how_many(offset: int, lift: _Lift) -> int:
    """One set first and one more a fortnight, as the program asks of beginners."""
    begun = offset + WEEKS
    most = 4 if lift.is_main and begun >= 30 else 3
    wanted = min(most, 1 + begun // 2)
    return max(1, wanted // 2) if offset in _DELOADS else wanted


def _warm_up(lift: _Lift, log: _Log, watch: Watch) -> Iterator[LiftSet]:
    load = log.loads.get(lift.name, lift.lightest)
    for share, reps in ((0.5, 8), (0.75, 5)):
        warm = on_plates(load * share, 2.5, lift.lightest)
        yield LiftSet(lift.name, reps, warm, kind="warmup", done_s=watch.tick(30, 60))


def _work(
    rng: Random, lift: _Lift, e1rm: float, offset: int, log: _Log, watch: Watch
) -> Iterator[LiftSet]:
    """The working sets, and what they mean for the next time (double progression)."""
    load = log.loads.setdefault(
        lift.name, on_plates(lift.first * 0.66, lift.step, lift.lightest)
    )
    count = _how_many(offset, lift)
    is_light = offset in _DELOADS or offset == _HOLIDAY[-1] + 1
    lifted = on_plates(load * 0.9, lift.step, lift.lightest) if is_light else load
    reps = []
    for place in range(count):
        able = reps_possible(e1rm, lifted) - 0.35 * place + rng.gauss(0, 0.5)
        done = 6 if is_light else max(3, min(8, int(able - 0.9)))
        reps.append(done)
        note = rng.choice(_SET_NOTES) if chance(rng, 0.012) else ""
        yield LiftSet(
            lift.name,
            done,
            lifted,
            kind="failure" if able < done + 0.1 else "normal",
            done_s=watch.tick(rng.uniform(25, 45), lift.rest_s),
            note=note,
        )
    if is_light:
        return
    if min(reps) >= 8:
        log.loads[lift.name] = load + lift.step
        log.misses[lift.name] = 0
    elif sum(reps) < 0.75 * 8 * count:
        log.misses[lift.name] = log.misses.get(lift.name, 0) + 1
        if log.misses[lift.name] >= 2:
            log.loads[lift.name] = on_plates(load * 0.94, lift.step, lift.lightest)
            log.misses[lift.name] = 0


def _finisher(
    rng: Random, strength: float, log: _Log, watch: Watch
) -> Iterator[LiftSet]:
    for place in range(2):
        if log.workout == 0:
            hold = round((32 + 55 * strength) * rng.gauss(1 - 0.12 * place, 0.08))
            done = watch.tick(hold, 60)
            yield LiftSet(
                "Plank", None, duration_s=hold, is_bodyweight=True, done_s=done
            )
        else:
            reps = max(3, round(4 + 8 * strength - 1.5 * place + rng.gauss(0, 1)))
            done = watch.tick(30, 75)
            yield LiftSet("Hanging Knee Raise", reps, is_bodyweight=True, done_s=done)


def _running(rng: Random, week: Week) -> Iterator[Activity]:
    offset = week.offset
    begun = (offset + WEEKS) / WEEKS
    # 7:05 /km easy at first, 6:15 /km now, from the threshold speeds below.
    threshold = 3.06 + 0.44 * begun**0.8 - (0.1 if offset in range(-17, -12) else 0)
    for place, (weekday, hour, minute) in enumerate(
        ((0, 7, 0), (2, 18, 5), (6, 9, 30))
    ):
        is_long = place == 2
        if offset == _ILL[0] or (offset == _ILL[1] and not is_long):
            continue
        is_race = is_long and offset in _RACES
        # The newest week begins with its Monday run: it may be all there is of it.
        is_due = is_race or (offset == 0 and place == 0)
        if chance(rng, 0.55 if offset in _HOLIDAY else 0.1) and not is_due:
            continue
        start = week.at(weekday, hour, minute + rng.randint(-18, 25))
        start += timedelta(seconds=rng.randint(0, 59))
        km = rng.choice((3.6, 4.4, 5.0, 5.1, 5.9, 6.8)) + 1.2 * begun
        if is_long:
            km = 8 + 8.2 * min(1.0, begun * 1.15) ** 0.9
            km *= 0.72 if offset % 4 == 0 or offset in _HOLIDAY else 1.0
            km += rng.choice((-1.6, 0.0, 0.0, 0.3)) + rng.gauss(0, 0.45)
        is_inside = place == 1 and start.month in (12, 1, 2) and chance(rng, 0.45)
        usual = "Laufband" if is_inside else "Leipzig Laufen"
        plan = Plan(
            start=start,
            km=_RACES[offset][1] if is_race else km,
            effort=1.0 if is_race else 0.757 if is_long else 0.768,
            peak=0.975 if is_race else 0.885 if chance(rng, 0.06) else None,
            title=_RACES[offset][0] if is_race else usual,
            sport="treadmill" if is_inside else "run",
            is_race=is_race,
        )
        yield run(rng, _RUNNER, plan, threshold)

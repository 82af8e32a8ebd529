"""Small training logs as the apps would export them, and the way through the house."""

import functools
import itertools
from datetime import datetime, timedelta

from runlift import frames, intake
from runlift.store import Store, athletes
from runlift.store.connect import record

NOW = datetime(2026, 11, 23, 12, 0)

_MONTHS = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
]
_HEVY = (
    "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,"
    "set_index,set_type,weight_kg,reps,distance_km,duration_seconds,rpe\n"
)
_STRAVA = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Moving Time,"
    "Distance,Elevation Gain,Average Heart Rate,Max Heart Rate,Type\n"
)
_GARMIN = (
    "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Max HR,"
    "Avg Run Cadence,Max Run Cadence,Avg Pace,Best Pace,Total Ascent,Total Descent,"
    "Avg Stride Length,Moving Time,Elapsed Time\n"
)
_FITNOTES = "Date,Exercise,Category,Weight (kgs),Reps,Distance,Distance Unit,Time\n"

SQUAT = "Squat (Barbell)"
BENCH = "Bench Press (Barbell)"
_NUMBERS = itertools.count()
TAGS = {"race": 1, "long": 2, "workout": 3, "": ""}


def at(text):
    """`2026-11-02 18:00`, also with seconds."""
    return datetime.fromisoformat(text)


def hevy(*lifts):
    return (_HEVY + "".join(lifts)).encode()


def lift(start, *sets, minutes=60, title="Legs"):
    """One Hevy session; `minutes=0` means that its end is not known."""
    begin = at(start) if isinstance(start, str) else start
    ends = begin + timedelta(minutes=minutes)
    return "".join(
        f'"{title}","{_spoken(begin)}","{_spoken(ends)}",,"{exercise}",,,{place},'
        f"{kind},{load},{reps},,{seconds},{rpe}\n"
        for place, (exercise, load, reps, rpe, kind, seconds) in enumerate(sets)
    )


def sets(exercise=SQUAT, n=1, load=100, reps=5, rpe=8, kind="normal", seconds=""):
    return [(exercise, load, reps, rpe, kind, seconds)] * n


def strava(*runs):
    return (_STRAVA + "".join(runs)).encode()


def run(start, minutes=50, km=9.0, title="Run", tag="", hr="", max_hr="", kind="Run"):
    """One Strava activity; Strava writes UTC."""
    begin = at(start) if isinstance(start, str) else start
    name = int(begin.timestamp()) * 100 + int(km * 10) % 100
    when = f"{_MONTHS[begin.month - 1]} {begin.day}, {begin.year}, {begin:%I:%M:%S %p}"
    seconds = minutes * 60
    return (
        f'{name},"{when}","{title}",{kind},{seconds},{seconds},{km * 1000},,'
        f"{hr},{max_hr},{TAGS[tag]}\n"
    )


def garmin(*activities):
    return (_GARMIN + "".join(activities)).encode()


def watch(
    start, minutes=50, km=9.0, title="Run", hr=0, max_hr=0, kind="Running", down=50
):
    """One activity of Garmin's list, which writes the wall clock."""
    begin = at(start) if isinstance(start, str) else start
    lasting = f"{timedelta(minutes=minutes)}"
    return (
        f"{kind},{begin},false,{title},{km:.2f},500,{lasting},{hr},{max_hr},170,180,"
        f"5:30,4:40,50,{down},1.08,{lasting},{lasting}\n"
    )


def fitnotes(*rows):
    """Lifting without clock times: (day, exercise, load, reps, how many sets)."""
    lines = "".join(
        f"{day},{exercise},Legs,{load},{reps},,,\n" * n
        for day, exercise, load, reps, n in rows
    )
    return (_FITNOTES + lines).encode()


def opened(zone="UTC"):
    """An empty store in memory with one athlete."""
    store = Store()
    ana = athletes.new(store, "Ana", NOW, timezone=zone, is_timezone_known=True)
    athletes.write(store, ana, NOW)
    return store, ana


def keep(store, athlete, *files, now=NOW):
    offered = [
        intake.Offered(f"{place}.csv", content) for place, content in enumerate(files)
    ]
    receipts = intake.keep(store, intake.preview(store, athlete, offered, now), now)
    assert {one.status for one in receipts} <= {"imported"}, receipts
    return receipts


def training(*files, zone="UTC", labels=None, **settings):
    """The judged log of an athlete who imported these files.

    `labels` are by the title of the run; `settings` as `frames.profile` reads them.
    """
    said = tuple(sorted((labels or {}).items()))
    log = _training(files, zone, said, tuple(sorted(settings.items())))
    return {name: frame.copy() for name, frame in log.items()}


@functools.lru_cache(maxsize=64)
def _training(files, zone, said, settings):
    # One store for all tests, with an athlete for each log: opening one takes a while.
    store = _shared()
    name = f"Athlete {next(_NUMBERS)}"
    athlete = athletes.new(store, name, NOW, timezone=zone, is_timezone_known=True)
    athletes.write(store, athlete, NOW)
    keep(store, athlete, *files)
    for key, value in settings:
        athletes.set_setting(store, athlete.athlete_id, key, value, NOW)
    labels = dict(said)
    if labels:
        runs = store.ask("runs", athlete=athlete.athlete_id)
        for run_id, title in zip(runs["run_id"], runs["title"], strict=True):
            if title in labels:
                called(store, athlete, run_id, labels[title])
    return frames.training(store, athlete)


@functools.cache
def _shared():
    return Store()


def called(store, athlete, run_id, run_class):
    """What the athlete says a run was."""
    with store.transaction() as cursor:
        said = {"run_id": run_id, "run_class": run_class, "note": None}
        record(cursor, "label", athlete.athlete_id, NOW, said)


def _spoken(moment):
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment:%Y, %H:%M}"

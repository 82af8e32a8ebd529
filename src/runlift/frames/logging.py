"""What the Log page needs: the sessions around a day, and what was done last time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from runlift.exercises.catalogue import Exercise
from runlift.frames.following import Following
from runlift.frames.judged import Profile, Training
from runlift.program.plan import PlannedExercise, PlannedSession
from runlift.program.starting_loads import step_kg
from runlift.units import load_in

AROUND = timedelta(days=7)
"""Sessions that may be logged: a week back, a week ahead."""

_MOST_SETS = 10
"""Of an exercise's last time; nobody reads more."""


@dataclass(frozen=True, slots=True)
class LastSet:
    """A working set as it was logged."""

    load_kg: float | None
    reps: int | None
    duration_s: float | None


@dataclass(frozen=True, slots=True)
class LastTime:
    """When an exercise was done last, and its working sets."""

    day: date
    sets: tuple[LastSet, ...]


@dataclass(frozen=True, slots=True)
class ToDo:
    """One exercise of a session to be logged."""

    name: str
    exercise: Exercise | None
    """None for a name that nobody has mapped."""
    asked: PlannedExercise | None
    """None in a free session."""
    last: LastTime | None


@dataclass(frozen=True, slots=True)
class Lift:
    """A planned lift, and whether it is in the log already."""

    planned: PlannedSession
    done_id: str | None
    """The logged session; none while there is none, or where it was taken back."""


def lifts_around(following: Following, today: date) -> list[Lift]:
    """The plan's lifts within a week of a day, by time; skipped ones as well."""
    done = _done(following)
    return [
        Lift(one, done.get(one.planned_id))
        for one in following.plan.lifts
        if abs(one.day - today) <= AROUND
    ]


def next_lift(following: Following, today: date) -> PlannedSession | None:
    """The first lift from a day on that is neither done nor skipped."""
    done = _done(following)
    coming = [
        one
        for one in following.plan.lifts
        if one.day >= today and one.status == "planned" and one.planned_id not in done
    ]
    return coming[0] if coming else None


def first_choice(lifts: Sequence[Lift], today: date) -> Lift | None:
    """What is to be done now: today's lift that is open, else today's, else the next."""
    open_ = [
        one for one in lifts if one.done_id is None and one.planned.status == "planned"
    ]
    todays = [one for one in open_ if one.planned.day == today]
    done = [one for one in lifts if one.planned.day == today]
    coming = [one for one in open_ if one.planned.day > today]
    return next(iter([*todays, *done, *coming]), None)


def last_times(log: Training) -> Mapping[str, LastTime]:
    """The last session of each exercise, by its id, or by its name where unmapped.

    Warm-ups do not count, and of two sides the left one stands for both.
    """
    sets = log["sets"]
    works = sets[~sets["is_warmup"].to_numpy(bool) & (sets["side"] != "R")]
    found: dict[str, LastTime] = {}
    keyed = works.assign(key=works["exercise_id"].fillna(works["exercise_raw"]))
    for key, rows in keyed.groupby("key", sort=False):
        newest = rows[rows["session_id"] == rows["session_id"].iloc[-1]]
        found[str(key)] = LastTime(
            newest["day"].iloc[0].date(),
            tuple(_set(one) for one in newest.to_dict("records")[:_MOST_SETS]),
        )
    return found


def of_plan(
    session: PlannedSession, last: Mapping[str, LastTime], how: Profile
) -> list[ToDo]:
    """The exercises of a planned session."""
    return [
        ToDo(
            how.exercises[one.exercise_id].name
            if one.exercise_id in how.exercises
            else one.exercise_id,
            how.exercises.get(one.exercise_id),
            one,
            last.get(one.exercise_id),
        )
        for one in session.exercises
    ]


def last_session(log: Training) -> pd.Series | None:
    """The newest lift session with sets; none in a log without any."""
    lifts = log["lifts"]
    known = lifts[lifts["session_id"].isin(log["sets"]["session_id"])]
    return None if known.empty else known.iloc[-1]


def again(
    log: Training, session_id: str, last: Mapping[str, LastTime], how: Profile
) -> list[ToDo]:
    """The exercises of a logged session, to be done once more, each once."""
    sets = log["sets"]
    mine = sets[sets["session_id"] == session_id]
    keys = mine["exercise_id"].fillna(mine["exercise_raw"]).astype(str)
    return [
        ToDo(
            how.exercises[key].name if key in how.exercises else key,
            how.exercises.get(key),
            None,
            last.get(key),
        )
        for key in dict.fromkeys(keys)
    ]


def counted_as(log: Training, session_id: str) -> str | None:
    """The session of the log that a record counts in; none where it was taken back.

    A watch may have recorded the same visit.
    """
    lifts = log["lifts"]
    for one, twins in zip(lifts["session_id"], lifts["twin_ids"], strict=True):
        if session_id == one or session_id in twins.split():
            return str(one)
    return None


def lifted(
    log: Training, session_id: str
) -> list[tuple[str, list[LastSet], list[LastSet]]]:
    """Each exercise of a logged session with its warm-ups and its working sets."""
    sets = log["sets"]
    mine = sets[sets["session_id"] == session_id]
    named = mine["exercise"].fillna(mine["exercise_raw"])
    return [
        (
            str(name),
            [_set(one) for one in rows[rows["is_warmup"]].to_dict("records")],
            [_set(one) for one in rows[~rows["is_warmup"]].to_dict("records")],
        )
        for name, rows in mine.groupby(named, sort=False)
    ]


def step(exercise: Exercise | None, how: Profile) -> float:
    """The smallest change of an exercise's load, in kg."""
    if exercise is None or exercise.load_basis == "bodyweight":
        # What is hung on a belt is plates, whatever the exercise is done with.
        unit = how.weight_unit
        return load_in(how.policy.number(f"planning.step_barbell_{unit}"), unit)
    return step_kg(exercise, how.weight_unit, how.policy)


def rest_s(exercise: Exercise | None, how: Profile) -> int:
    """How long one usually rests after a set of an exercise."""
    kind = (exercise.rest_class if exercise else None) or "accessory"
    return int(how.policy.numbers(f"rest.{kind}_s")[1])


def _done(following: Following) -> Mapping[str, str]:
    """The logged session of every planned one that was done."""
    found = following.matched.dropna(subset=["done_id"])
    return dict(zip(found["planned_id"], found["done_id"], strict=True))


def _set(row: Mapping[str, object]) -> LastSet:
    reps = _known(row["reps"])
    return LastSet(
        _known(row["load_kg"]),
        None if reps is None else int(reps),
        _known(row["duration_s"]),
    )


def _known(value: object) -> float | None:
    return None if pd.isna(value) else float(value)  # type: ignore[arg-type]

"""What the log sheet sends from a browser, read as something nobody vouches for."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import numpy as np
import pandas as pd

from runlift.errors import WrongInput
from runlift.program.plan_words import clean, one_line
from runlift.science.policy import Policy
from runlift.units import WeightUnit, load_in, load_text

MOST_EXERCISES, MOST_SETS = 40, 30
LONGEST_NAME, LONGEST_NOTE = 80, 1_000

_LONGEST = 200_000
"""Characters; a session of all that is allowed has half as many."""
_LONGEST_SESSION = timedelta(hours=12)
_LONGEST_HOLD_S = 7_200
_MOST_RIR = 9.0
"""More in reserve is no longer counted by anybody, and RPE ends there."""
_MOST_PAIN = 10

_BROKEN = (
    "What the browser sent is no session. Nothing was saved; reload the page and try "
    "again, what you typed is kept there."
)


@dataclass(frozen=True, slots=True)
class DoneSet:
    """One ticked set."""

    kind: Literal["normal", "warmup"]
    load_kg: float | None
    reps: int | None
    duration_s: float | None
    rpe: float | None


@dataclass(frozen=True, slots=True)
class DoneExercise:
    """One exercise with its ticked sets."""

    exercise_id: str | None
    """As the browser says; whether it is one is for the catalogue to say."""
    name: str
    sets: tuple[DoneSet, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """A session as it was done."""

    token: str
    """Tells this session from others on the same sheet."""
    started: datetime
    """On the wall clock."""
    lasting: timedelta
    title: str
    note: str
    exercises: tuple[DoneExercise, ...]

    @property
    def sets(self) -> int:
        """How many sets were ticked."""
        return sum(len(one.sets) for one in self.exercises)


def read(text: object, now: datetime, unit: WeightUnit, policy: Policy) -> Done:
    """The session that the browser sent.

    Args:
        text: JSON, as `log_sheet.js` writes it.
        now: on the athlete's wall clock.
        unit: the athlete's; what she typed is in it.
        policy: the limits, section `plausibility`.

    Raises:
        WrongInput: it is no session, or a value cannot be; the message says which.
    """
    said = _object(text)
    started, finished = (_moment(said.get(one)) for one in ("started", "finished"))
    if started > now + timedelta(days=1):
        raise WrongInput("The session begins in the future. Change when it started.")
    if not timedelta(0) < finished - started <= _LONGEST_SESSION:
        raise WrongInput(
            "A session takes between a minute and 12 hours. Change its minutes."
        )
    exercises = said.get("exercises")
    if not isinstance(exercises, list) or len(exercises) > MOST_EXERCISES:
        raise WrongInput(_BROKEN)
    limits = _Limits(unit, policy)
    return Done(
        token=_text(said, "token", 40),
        started=started,
        lasting=finished - started,
        title=_text(said, "title", LONGEST_NAME),
        note=_note(said),
        exercises=tuple(limits.exercise(one) for one in exercises),
    )


@dataclass(frozen=True)
class _Limits:
    """What a set may be."""

    unit: WeightUnit
    policy: Policy

    def exercise(self, said: object) -> DoneExercise:
        if not isinstance(said, dict):
            raise WrongInput(_BROKEN)
        name, sets = _text(said, "name", LONGEST_NAME), said.get("sets")
        known = said.get("id")
        if not name or not isinstance(sets, list) or not isinstance(known, str | None):
            raise WrongInput(_BROKEN)
        if not 0 < len(sets) <= MOST_SETS:
            raise WrongInput(f"{name}: at most {MOST_SETS} sets of one exercise.")
        done = [
            self.set(one, f"{name}, set {place}") for place, one in enumerate(sets, 1)
        ]
        return DoneExercise(known, name, tuple(done))

    def set(self, said: object, where: str) -> DoneSet:
        if not isinstance(said, dict):
            raise WrongInput(_BROKEN)
        load = self._load(said.get("load"), where)
        most = self.policy.numbers("plausibility.reps_reject")[1]
        is_timed = said.get("is_timed") is True
        highest, what = (_LONGEST_HOLD_S, "seconds") if is_timed else (most, "reps")
        amount = _number(said.get("amount"), f"{where}: the {what}", 1, highest)
        if amount is None:
            raise WrongInput(f"{where}: the {what} are missing.")
        if not is_timed and amount % 1:
            raise WrongInput(f"{where}: the reps must be a whole number.")
        rir = _number(said.get("rir"), f"{where}: reps in reserve", 0, _MOST_RIR)
        return DoneSet(
            kind="warmup" if said.get("is_warmup") is True else "normal",
            load_kg=load,
            reps=None if is_timed else int(amount),
            duration_s=amount if is_timed else None,
            rpe=None if rir is None else 10 - rir,
        )

    def _load(self, value: object, where: str) -> float | None:
        heaviest = self.policy.numbers("plausibility.load_reject_kg")[1]
        typed = _number(value, f"{where}: the weight", 0, 100_000)
        load = None if typed is None else load_in(typed, self.unit)
        if load is not None and load > heaviest:
            most = load_text(heaviest, self.unit)
            raise WrongInput(f"{where}: the weight must be at most {most}.")
        return load


def frame(
    done: Done, title: str, names: Mapping[int, str], utc: datetime | None
) -> pd.DataFrame:
    """The session as rows of the table `sets`, as far as a log knows them.

    Args:
        done: the session.
        title: what it is called.
        names: the exercise of each place as the log is to have it.
        utc: when it began, naive UTC, where that is known.
    """
    number = 0
    rows = []
    for place, exercise in enumerate(done.exercises):
        for one in exercise.sets:
            number += 1
            rows.append(
                {
                    "start_local": pd.Timestamp(done.started),
                    "start_utc": pd.Timestamp(utc) if utc else pd.NaT,
                    "time_precision": "second",
                    "session_title": title,
                    "exercise_raw": names[place],
                    "set_no": number,
                    "kind": one.kind,
                    "load_kg": _cell(one.load_kg),
                    "reps": _cell(one.reps),
                    "duration_s": _cell(one.duration_s),
                    "rpe": _cell(one.rpe),
                    "block_no": place + 1,
                    "session_s": done.lasting.total_seconds(),
                    "session_note": done.note,
                    "tz_source": "offset" if utc else "wall",
                }
            )
    return pd.DataFrame(rows)


def _cell(value: float | None) -> float:
    return np.nan if value is None else value


def _object(text: object) -> dict[str, Any]:
    if not isinstance(text, str) or len(text) > _LONGEST:
        raise WrongInput(_BROKEN)
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise WrongInput(_BROKEN) from None
    if not isinstance(said, dict):
        raise WrongInput(_BROKEN)
    return said


def _moment(value: object) -> datetime:
    try:
        found = datetime.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise WrongInput("When the session started cannot be read.") from None
    if found.tzinfo is not None or found.year < 1970:
        raise WrongInput("When the session started cannot be read.")
    return found.replace(microsecond=0)


def _text(said: Mapping[str, Any], name: str, longest: int) -> str:
    value = said.get(name)
    return one_line(value)[:longest].strip() if isinstance(value, str) else ""


def _note(said: Mapping[str, Any]) -> str:
    """The note, and below it how tired she is and what hurts, as `complaints` reads it."""
    value = said.get("note")
    lines = [clean(value).strip()[:LONGEST_NOTE]] if isinstance(value, str) else []
    tired = _number(said.get("tired"), "How tired or sore you are", 0, _MOST_PAIN)
    if tired is not None:
        lines.append(f"Tired or sore {tired:g} of 10.")
    pain = _number(said.get("pain"), "The pain", 0, _MOST_PAIN)
    where = _text(said, "where", LONGEST_NAME)
    if pain is not None or where:
        much = "" if pain is None else f" {pain:g} of 10"
        lines.append(f"Pain{much}{f', {where}' if where else ''}.")
    return "\n".join(line for line in lines if line)


def _number(value: object, what: str, low: float, high: float) -> float | None:
    """A number in a range, or nothing; a truth value is no number."""
    if value is None:
        return None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not low <= value <= high:  # type: ignore[operator]
        raise WrongInput(f"{what} must be a number between {low:g} and {high:g}.")
    return float(value)  # type: ignore[arg-type]

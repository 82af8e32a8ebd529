"""Keeping a session of the log sheet: the same way into the store as anybody's file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from runlift import exports, intake
from runlift.errors import WrongInput
from runlift.exercises.catalogue import Exercise
from runlift.exercises.matching import match
from runlift.frames import Profile, Training, logging
from runlift.frames.plans import Kept
from runlift.model import Athlete
from runlift.program import plan_frames
from runlift.program.plan import PlannedSession
from runlift.store import Store
from runlift.store import athletes as people
from runlift.store import plans as stored_plans
from runlift.ui import ask, log_answer
from runlift.ui.log_answer import Done

_SAVED, _REFUSED, _HEARD = "log_saved", "log_refused", "log_heard"


@dataclass(frozen=True, slots=True)
class Saved:
    """A session that was just saved."""

    athlete_id: str
    choice: str
    """Which session of the page it was."""
    token: str
    session_id: str
    title: str
    sets: int
    exercises: int
    minutes: int


def saved(athlete: Athlete, choice: str, log: Training) -> Saved | None:
    """What was saved on this sheet, until another one is begun or it is taken back."""
    found = st.session_state.get(_SAVED)
    if not isinstance(found, Saved):
        return None
    if (found.athlete_id, found.choice) != (athlete.athlete_id, choice):
        return None
    return found if logging.counted_as(log, found.session_id) else None


def another() -> None:
    """Begin another session."""
    st.session_state.pop(_SAVED, None)


def refused() -> tuple[str, str] | None:
    """Why the last attempt was not saved, with an id that tells it from others; once."""
    found: tuple[str, str] | None = st.session_state.pop(_REFUSED, None)
    return found


def heard(
    sent: str,
    athlete: Athlete,
    log: Training,
    how: Profile,
    choice: str,
    title: str,
    lift: tuple[Kept, PlannedSession] | None,
) -> None:
    """Save what the browser sent, or remember why not; then the page starts again.

    Args:
        sent: by the sheet.
        athlete: whose session it is.
        log: for the names that are in use.
        how: exercises, units, limits.
        choice: which session of the page it is.
        title: what the session is called where the athlete did not say.
        lift: the plan and its session, where it is one of a plan.
    """
    if st.session_state.get(_HEARD) == sent:
        return
    st.session_state[_HEARD] = sent
    try:
        done = log_answer.read(
            sent, ask.local_now(athlete), how.weight_unit, how.policy
        )
        st.session_state[_SAVED] = _save(
            ask.store(), athlete, log, how, choice, title, done, lift
        )
        st.session_state.pop(_REFUSED, None)
    except WrongInput as refusal:
        st.session_state[_REFUSED] = (str(hash(sent)), str(refusal))
    st.rerun()


def _save(
    store: Store,
    athlete: Athlete,
    log: Training,
    how: Profile,
    choice: str,
    title: str,
    done: Done,
    lift: tuple[Kept, PlannedSession] | None,
) -> Saved:
    """Store the session and mark the planned one as done.

    Raises:
        WrongInput: nothing was ticked, or a set cannot have happened.
    """
    if not done.sets:
        raise WrongInput("No set is ticked, so nothing was saved.")
    title = done.title or title
    names = _names(store, athlete, log, how, done)
    rows = log_answer.frame(done, title, names, _instant(done.started, athlete))
    table = rows.assign(athlete=athlete.name).reindex(columns=list(exports.SETS))
    name = f"log {done.started:%Y-%m-%d} {title}"
    offered = [intake.Offered(name, exports.write(table, "csv"))]
    now = ask.now()
    # The athlete's unit is known here; nobody needs to be asked about it.
    spoken = {"*": {"logged_weight_unit": "kg"}}
    [look] = intake.preview(
        store, athlete, offered, now, answers=spoken, policy=how.policy
    )
    if look.receipt.status != "imported":
        raise WrongInput(_why_not(look, rows, done))
    intake.keep(store, [look], now)
    session_id = str(look.frames["lift_session"]["session_id"].iloc[0])
    if lift is not None:
        _mark(store, athlete, *lift, session_id, now)
    return Saved(
        athlete_id=athlete.athlete_id,
        choice=choice,
        token=done.token,
        session_id=session_id,
        title=title,
        sets=done.sets,
        exercises=len(done.exercises),
        minutes=max(1, round(done.lasting.total_seconds() / 60)),
    )


def _instant(started: datetime, athlete: Athlete) -> datetime | None:
    """When a session began, naive UTC; none while nobody knows where the athlete lives."""
    if not athlete.is_timezone_known:
        return None
    zoned = started.replace(tzinfo=ZoneInfo(athlete.timezone))
    return zoned.astimezone(UTC).replace(tzinfo=None)


def _why_not(look: intake.Preview, rows: pd.DataFrame, done: Done) -> str:
    """What was wrong with a session that the checks refuse, set by set."""
    # A note over several lines makes every row as many lines of the file.
    height = 1 + done.note.count("\n")
    said = []
    for one in look.receipt.rejected[:3]:
        place = (one.line - 2) // height
        row = rows.iloc[place] if 0 <= place < len(rows) else None
        where = "" if row is None else f"{row['exercise_raw']}, set {row['set_no']}: "
        said.append(f"{where}{one.reason}")
    told = "; ".join(said) or "; ".join(look.receipt.notes)
    return f"Nothing was saved. {told}."


def _mark(
    store: Store,
    athlete: Athlete,
    kept: Kept,
    planned: PlannedSession,
    session_id: str,
    now: datetime,
) -> None:
    """Say in the plan which session this one was."""
    # As it is stored: what is shown has loads that were only worked out today.
    [own] = [one for one in kept.plan.sessions if one.planned_id == planned.planned_id]
    changed = replace(own, done_id=session_id, status="planned")
    stored_plans.change(
        store,
        athlete.athlete_id,
        kept.plan.plan_id,
        plan_frames.session_frame([changed]),
        plan_frames.exercise_frame([]),
        now,
    )


def _names(
    store: Store, athlete: Athlete, log: Training, how: Profile, done: Done
) -> dict[int, str]:
    """What each exercise is called in the log, so that it is found again."""
    choices = people.choices(store, athlete.athlete_id)
    found = {}
    for place, one in enumerate(done.exercises):
        exercise = how.exercises.get(one.exercise_id or "")
        if exercise is None:
            found[place] = one.name
            continue
        named = next(
            (
                name
                for name in _called(exercise, log)
                if _means(name, choices, exercise)
            ),
            None,
        )
        if named is None:
            # An exercise of her own: its name means it from now on.
            named = exercise.name
            if named in choices:
                named = f"{exercise.name} ({exercise.exercise_id})"
            people.choose(
                store, athlete.athlete_id, named, exercise.exercise_id, ask.now()
            )
        found[place] = named
    return found


def _called(exercise: Exercise, log: Training) -> Iterator[str]:
    """Names of an exercise: the catalogue's, then those of the log, the newest first."""
    yield exercise.name
    sets = log["sets"]
    mine = sets[(sets["exercise_id"] == exercise.exercise_id) & sets["side"].isna()]
    yield from dict.fromkeys(reversed(mine["exercise_raw"].tolist()))


def _means(name: str, choices: dict[str, str | None], exercise: Exercise) -> bool:
    return bool(match([name], choices)["exercise_id"].iloc[0] == exercise.exercise_id)

"""What a coach writes about an athlete: dated, changed and taken away, never overwritten."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

import pandas as pd

from runlift.errors import NotFound, WrongInput
from runlift.store.connect import Store, record

About = Literal["athlete", "week", "session", "run", "finding"]
ABOUT: tuple[About, ...] = get_args(About)
"""What a note may be about; an athlete needs no id, a week has its Monday's."""

MAX_LENGTH = 10_000
"""Characters of a note: several pages, and no file by another way."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a note is about, and the day it is dated."""

    about: About
    about_id: str
    day: date


def write(
    store: Store,
    athlete_id: str,
    author: str,
    subject: Subject,
    content: str,
    now: datetime,
) -> str:
    """Write a note.

    Returns:
        Its id.

    Raises:
        WrongInput: it is empty or too long.
    """
    # Not made of its content: the same words twice are two notes.
    note_id = uuid.uuid4().hex
    _append(store, athlete_id, note_id, author, subject, _usable(content), now)
    return note_id


def change(
    store: Store, athlete_id: str, note_id: str, content: str, now: datetime
) -> None:
    """Give a note other words; who wrote it, about what and its day stay.

    Raises:
        NotFound: this athlete has no such note, or it was taken away.
        WrongInput: it is empty or too long.
    """
    author, subject = _known(store, athlete_id, note_id)
    _append(store, athlete_id, note_id, author, subject, _usable(content), now)


def take_away(store: Store, athlete_id: str, note_id: str, now: datetime) -> None:
    """No longer show a note.

    Raises:
        NotFound: this athlete has no such note, or it was taken away before.
    """
    author, subject = _known(store, athlete_id, note_id)
    _append(store, athlete_id, note_id, author, subject, None, now)


def notes(store: Store, athlete_id: str) -> pd.DataFrame:
    """Every note about the athlete, the newest day first.

    Returns:
        note_id, author, about, about_id, day, content, written_at, changed_at (naive
        UTC).
    """
    return store.ask("coach_notes", athlete=athlete_id)


def _known(store: Store, athlete_id: str, note_id: str) -> tuple[str, Subject]:
    """Author and subject of a note of this athlete."""
    every = notes(store, athlete_id)
    for one in every[every["note_id"] == note_id].itertuples(index=False):
        return one.author, Subject(one.about, one.about_id, one.day.date())
    raise NotFound("This note is not there any more.")


def _append(
    store: Store,
    athlete_id: str,
    note_id: str,
    author: str,
    subject: Subject,
    content: str | None,
    now: datetime,
) -> None:
    with store.transaction() as cursor:
        said = {
            "note_id": note_id,
            "author": author,
            "about": subject.about,
            "about_id": subject.about_id,
            "day": subject.day,
            "content": content,
        }
        record(cursor, "coach_note", athlete_id, now, said)


def _usable(content: str) -> str:
    content = content.strip()
    if not content:
        raise WrongInput("The note is empty; write something, or take it away.")
    if len(content) > MAX_LENGTH:
        raise WrongInput(
            f"The note has {len(content):,} characters; {MAX_LENGTH:,} fit into one."
        )
    return content

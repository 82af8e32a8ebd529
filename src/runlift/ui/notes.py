"""A coach's notes: shown as they were written, with a place to write and change them."""

from collections.abc import Collection
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from runlift.errors import RunliftError
from runlift.model import Athlete
from runlift.store import notes as stored
from runlift.store.notes import MAX_LENGTH, About, Subject
from runlift.ui import ask, show
from runlift.units import day_text

_SHORT, _LONG = 160, 700
"""Characters of a note on a card, and of one that is shown without opening it."""


def written(athlete: Athlete) -> pd.DataFrame:
    """Every note about the athlete, as `store.notes.notes` has it."""
    return stored.notes(ask.store(), athlete.athlete_id)


def about(
    every: pd.DataFrame, kind: About, about_ids: Collection[str] = ("",)
) -> pd.DataFrame:
    """The notes about one thing, whatever record stood for it when they were written."""
    return every[(every["about"] == kind) & every["about_id"].isin(set(about_ids))]


def part(
    athlete: Athlete,
    kind: About,
    about_id: str,
    day: date,
    *,
    others: Collection[str] = (),
    key: str = "",
) -> None:
    """The notes about one thing, and a place to write another.

    Args:
        athlete: whose.
        kind: what it is.
        about_id: which one; empty for the athlete herself, the Monday of a week.
        day: that a new note is dated.
        others: further ids of the same thing, such as its twins.
        key: tells apart several places of one page that show the same notes.
    """
    mine = about(written(athlete), kind, {about_id, *others})
    place = f"{key}_{kind}_{about_id}"
    for one in mine.to_dict("records"):
        card(athlete, one, "", place)
    if may_write(athlete):
        with st.popover("Write a note", icon=":material/edit_note:"):
            editor(athlete, Subject(kind, about_id, day), place)


def small(
    athlete: Athlete,
    every: pd.DataFrame,
    subject: Subject,
    others: Collection[str],
    key: str,
) -> None:
    """The same on a card: a line a note, and everything else behind a small button."""
    mine = about(every, subject.about, {subject.about_id, *others})
    for one in mine.to_dict("records"):
        text = " ".join(one["content"].split())
        cut = text if len(text) <= _SHORT else f"{text[:_SHORT].rstrip()} …"
        st.caption(f":material/sticky_note_2: {_head(one)}: {_apart(show.plain(cut))}")
    if not may_write(athlete) and mine.empty:
        return
    label = "Notes" if len(mine) else "Add a note"
    with st.popover(label, icon=":material/edit_note:", type="tertiary"):
        for one in mine.to_dict("records"):
            card(athlete, one, "", key)
        if may_write(athlete):
            editor(athlete, subject, key)


def card(athlete: Athlete, one: Any, what: str, key: str) -> None:
    """One note with who wrote it when, to be changed or taken away.

    Args:
        athlete: whose.
        one: the note, a row of `written`.
        what: it is about; empty where that is plain to see.
        key: of the place on the page.
    """
    place = f"{key}_{one['note_id']}"
    with st.container(border=True, key=f"note_{place}"):
        said, ways = st.columns([6, 1], vertical_alignment="top")
        with said:
            told = f" · {_apart(show.plain(what))}" if what else ""
            changed = " · changed" if one["changed_at"] > one["written_at"] else ""
            st.caption(f"{_head(one)}{told}{changed}")
            text = one["content"]
            if len(text) <= _LONG:
                st.markdown(shown(text))
            else:
                st.markdown(shown(f"{text[:_LONG].rstrip()} …"))
                with st.expander(f"The whole note ({len(text):,} characters)"):
                    st.markdown(shown(text))
        if not _may_change(athlete, one):
            return
        with (
            ways.container(horizontal=True, horizontal_alignment="right"),
            st.popover("Change", type="tertiary"),
        ):
            _changing(athlete, one, place)


def shown(text: str) -> str:
    """A note as Markdown that shows every character, line by line."""
    lines = [_apart(show.plain(line.strip())) for line in text.splitlines()]
    return "  \n".join(line if line != _apart("") else "" for line in lines)


def editor(athlete: Athlete, subject: Subject, key: str) -> None:
    """A place to write."""
    field = f"new_note_{key}"
    st.text_area(
        "Note",
        key=field,
        max_chars=MAX_LENGTH,
        height=110,
        placeholder="What you saw, asked or agreed on",
    )
    st.button(
        "Keep the note",
        key=f"keep_{field}",
        type="primary",
        on_click=_write,
        args=(athlete, subject, field),
    )


def _changing(athlete: Athlete, one: Any, place: str) -> None:
    field = f"changed_note_{place}"
    st.text_area(
        "Note", one["content"], key=field, max_chars=MAX_LENGTH, height=160, width=420
    )
    with st.container(horizontal=True):
        st.button(
            "Keep the change",
            key=f"keep_{field}",
            type="primary",
            on_click=_change,
            args=(athlete, one["note_id"], field),
        )
        st.button(
            "Take away",
            key=f"away_{field}",
            on_click=_take_away,
            args=(athlete, one["note_id"]),
        )


def _write(athlete: Athlete, subject: Subject, field: str) -> None:
    # Asked now: what was typed right before the click is not in the arguments yet.
    text = st.session_state.get(field) or ""
    try:
        stored.write(
            ask.store(), athlete.athlete_id, author(), subject, text, ask.now()
        )
    except RunliftError as refusal:
        st.toast(show.plain(str(refusal)), icon=":material/error:")
        return
    st.session_state[field] = ""


def _change(athlete: Athlete, note_id: str, field: str) -> None:
    text = st.session_state.get(field) or ""
    try:
        stored.change(ask.store(), athlete.athlete_id, note_id, text, ask.now())
    except RunliftError as refusal:
        st.toast(show.plain(str(refusal)), icon=":material/error:")


def _take_away(athlete: Athlete, note_id: str) -> None:
    try:
        stored.take_away(ask.store(), athlete.athlete_id, note_id, ask.now())
    except RunliftError as refusal:
        st.toast(show.plain(str(refusal)), icon=":material/error:")


def author() -> str:
    """Who writes, by the name notes carry; without sign-in it is nobody else."""
    return ask.viewer().name or "me"


def may_write(athlete: Athlete) -> bool:
    """Whether the viewer may write about this athlete."""
    return ask.may(athlete, "note")


def _may_change(athlete: Athlete, one: Any) -> bool:
    """One's own notes; the owner of the store may change any."""
    is_own = one["author"] == author() or ask.viewer().role == "owner"
    return may_write(athlete) and is_own


def _head(one: Any) -> str:
    day = one["day"]
    return f"{day_text(day)} {day.year} · {_apart(show.plain(one['author']))}"


def _apart(text: str) -> str:
    """Text whose marks of direction do not reach what stands beside it."""
    return f"\u2068{text}\u2069"

"""Planned sessions as pages show them: what is asked, how heavy, and why."""

from collections.abc import Iterable, Mapping

import pandas as pd
import streamlit as st

from runlift.exercises.catalogue import Exercise
from runlift.program import plan_words
from runlift.program.plan import PlannedSession
from runlift.ui import show
from runlift.units import WeightUnit, day_text


def when(session: PlannedSession) -> str:
    """`Tue 1 Dec 18:00`."""
    return f"{day_text(session.day, weekday=True)} {plan_words.clock(session)}"


def table(
    session: PlannedSession,
    exercises: Mapping[str, Exercise],
    unit: WeightUnit,
    key: str,
) -> None:
    """A session, one row an exercise, with the reason for every load."""
    rows = pd.DataFrame(
        [
            (
                plan_words.name(one.exercise_id, exercises),
                plan_words.amount(one),
                plan_words.load(one, exercises, unit),
                ", ".join(plan_words.how(one)),
                one.reason,
                one.note,
            )
            for one in session.exercises
        ],
        columns=["exercise", "sets", "load", "how", "why", "note"],
    )
    st.dataframe(
        rows,
        column_config={
            "exercise": "Exercise",
            "sets": "Sets",
            "load": "Load",
            "how": "How",
            "why": "Why this load",
            "note": "Note",
        },
        hide_index=True,
        alt=f"{session.title}: what is asked of each exercise, and why.",
        key=key,
    )


def heading(session: PlannedSession) -> str:
    """The lines above a session, as Markdown."""
    said = (
        f"**{show.plain(when(session))} · {show.plain(plan_words.heading(session))}**"
    )
    more = [plan_words.lasting(session.hours), session.note]
    return f"{said}  \n{show.plain(' · '.join(one for one in more if one))}"


def completion(sessions: Iterable[PlannedSession]) -> None:
    """Whose weeks these are, where some are this project's own."""
    label = plan_words.house_label(sessions)
    if label:
        st.caption(show.plain(label))

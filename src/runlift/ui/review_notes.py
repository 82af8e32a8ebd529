"""The notes of a block on the review, and a place to write about anything in it."""

from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from runlift.frames import Training, review
from runlift.model import Athlete, Window
from runlift.store.notes import Subject
from runlift.ui import ask, notes
from runlift.units import day_text

Subjects = Mapping[str, tuple[str, Subject]]
"""What can be written about: its words and the subject, by kind and id with a colon between."""


def part(athlete: Athlete, log: Training, block: Window) -> None:
    """Notes dated within the block or after it; earlier ones folded away."""
    st.subheader("Notes")
    every = notes.written(athlete)
    subjects = _subjects(athlete, log, block)
    recent = every[every["day"] >= pd.Timestamp(block.first)]
    for one in recent.to_dict("records"):
        notes.card(athlete, one, _what(one, log), "review")
    if every.empty:
        st.markdown("Nothing is written yet.")
    earlier = every[every["day"] < pd.Timestamp(block.first)]
    if len(earlier):
        with st.expander(f"Earlier: {len(earlier)}"):
            for one in earlier.to_dict("records"):
                notes.card(athlete, one, _what(one, log), "review")
    if notes.may_write(athlete):
        _write(athlete, subjects)


def _write(athlete: Athlete, subjects: Subjects) -> None:
    monday = ask.week()
    options = list(subjects)
    wanted = f"week:{monday}"
    with st.container(border=True, key="write_note"):
        left, right = st.columns([3, 1])
        chosen = left.selectbox(
            "A note about",
            options,
            index=options.index(wanted) if wanted in options else 0,
            format_func=lambda one: subjects[one][0] if one in subjects else one,
            key="note_about",
        )
        subject = subjects[chosen][1]
        day = right.date_input(
            "Dated", subject.day, key=f"note_day_{chosen}", format="DD/MM/YYYY"
        )
        if isinstance(day, date):
            subject = Subject(subject.about, subject.about_id, day)
        notes.editor(athlete, subject, "review")


def _subjects(athlete: Athlete, log: Training, block: Window) -> Subjects:
    """The athlete, then the weeks, runs and lifts of the block, the newest first."""
    found = {"athlete:": (athlete.name, Subject("athlete", "", ask.today()))}
    monday = block.last - timedelta(days=block.last.weekday())
    while monday >= block.first:
        key = monday.isoformat()
        end = min(monday + timedelta(days=6), block.last)
        found[f"week:{key}"] = (_week_text(monday), Subject("week", key, end))
        monday -= timedelta(weeks=1)
    runs = log["runs"][["start_local", "run_id", "title"]]
    lifts = log["lifts"][["start_local", "session_id", "title"]]
    activities = [
        (kind, *row)
        for kind, rows in (("run", runs), ("session", lifts))
        for row in rows.itertuples(index=False, name=None)
    ]
    for kind, start, key, title in sorted(
        activities, reverse=True, key=lambda one: one[1]
    ):
        if block.first <= start.date() <= block.last:
            subject = Subject("run" if kind == "run" else "session", key, start.date())
            found[f"{kind}:{key}"] = (_activity_text(kind, start, title), subject)
    return found


def _what(one: Mapping[str, object], log: Training) -> str:
    """What a note is about, in words; empty for the athlete herself."""
    kind, key = one["about"], one["about_id"]
    if kind == "week":
        return _week_text(date.fromisoformat(str(key)))
    if kind == "finding":
        for reasons in review.finding_of(log, str(key))["reasons"]:
            return str(reasons[0])
        return "about a finding that is not there any more"
    for name, table, column in (
        ("run", "runs", "run_id"),
        ("session", "lifts", "session_id"),
    ):
        if kind == name:
            rows = log[table]
            mine = [
                key in {lead, *twins.split()}
                for lead, twins in zip(rows[column], rows["twin_ids"], strict=True)
            ]
            for found in rows[mine].itertuples():
                return _activity_text(name, found.start_local, found.title)
            return f"about a {name} that is not in the log any more"
    return ""


def _week_text(monday: date) -> str:
    return f"Week of {day_text(monday)} {monday.year}"


def _activity_text(kind: str, start: pd.Timestamp, title: object) -> str:
    word = "Run" if kind == "run" else "Lift"
    named = f": {title}" if isinstance(title, str) and title else ""
    return f"{word} of {day_text(start, weekday=True)}{named}"

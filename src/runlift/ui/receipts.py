"""The list of imports, each with what it brought and a way back."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from runlift.answers import counted
from runlift.errors import RunliftError
from runlift.model import Athlete
from runlift.store import uploads
from runlift.store.uploads import Upload
from runlift.ui import ask, cached, show
from runlift.units import day_text


def listed(athlete: Athlete) -> None:
    """Every import of the athlete, newest first; undo takes one back as a whole."""
    found = uploads.uploads(ask.store(), athlete.athlete_id)
    if not found:
        st.caption("Nothing yet.")
    for one in found:
        _receipt(athlete, one)


def _receipt(athlete: Athlete, one: Upload) -> None:
    told = one.receipt
    with st.container(border=True, key=f"receipt_{one.upload_id}"):
        left, right = st.columns([5, 1], vertical_alignment="center")
        state = "" if one.is_live else " · :gray[undone]"
        days = (
            f" · {day_text(one.first_day)} {one.first_day.year} to "
            f"{day_text(one.last_day)} {one.last_day.year}"
            if one.first_day and one.last_day
            else ""
        )
        left.markdown(f"**{show.plain(one.source_file)}** · {one.source_format}{state}")
        left.caption(
            f"{one.uploaded_at:%Y-%m-%d %H:%M} UTC · "
            f"{counted(told['sessions'], 'lift session')}, {counted(told['sets'], 'set')}, "
            f"{counted(told['runs'], 'run')}{days} · {told['new']:,} new, "
            f"{told['updated']:,} updated, {counted(len(told['rejected']), 'row')} left out"
        )
        if one.is_live and right.button("Undo", key=f"undo_{one.upload_id}"):
            try:
                uploads.undo(ask.store(), athlete.athlete_id, one.upload_id, ask.now())
            except RunliftError as refusal:
                st.error(str(refusal))
                return
            cached.forget()
            st.rerun()
        _details(told)


def _details(told: Mapping[str, Any]) -> None:
    if not (told["rejected"] or told["notes"] or told["questions"]):
        return
    with st.expander("Details"):
        for note in told["notes"]:
            st.markdown(show.plain(note))
        for question in told["questions"]:
            st.markdown(
                show.plain(
                    f"{question['text']} Taken: {question['guess']}. {question['why']}"
                )
            )
        if told["rejected"]:
            st.dataframe(
                told["rejected"],
                column_config={"line": "Line", "reason": "Reason"},
                hide_index=True,
                alt="Rows left out of this import, with line and reason.",
            )

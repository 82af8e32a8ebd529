"""The demo athletes: one click loads them, one click removes them."""

import streamlit as st

from runlift import demo, intake
from runlift.store import athletes as people
from runlift.ui import ask, cached, viewing


def is_loaded() -> bool:
    """Whether any demo athlete is in the store."""
    return any(one.is_demo for one in ask.athletes())


def load_button() -> None:
    """Bring the demo athletes in, through the importers like anybody's files.

    Everybody in the store is the owner's to manage, invented or not.
    """
    if st.button("Meet the demo athletes", icon=":material/group:", key="load_demo"):
        viewing.allowed(None, "manage")
        with st.spinner("Reading the exports of three invented runners ..."):
            _load()
        ask.forget_athlete()
        st.rerun()


def remove_button() -> None:
    """Take the demo athletes out again, with everything of theirs."""
    if st.button(
        "Remove the demo athletes", icon=":material/delete:", key="remove_demo"
    ):
        viewing.allowed(None, "manage")
        for one in ask.athletes():
            if one.is_demo:
                people.delete(ask.store(), one.athlete_id)
        ask.forget_athlete()
        cached.forget()
        st.rerun()


def _load() -> None:
    store, now = ask.store(), ask.now()
    taken = {one.name for one in ask.athletes()}
    for invented in demo.files(ask.today()):
        if invented.name in taken:
            continue
        athlete = people.new(
            store,
            invented.name,
            now,
            timezone=invented.timezone,
            is_timezone_known=True,
            is_demo=True,
        )
        people.write(store, athlete, now)
        files = [intake.Offered(name, content) for name, content in invented.files]
        intake.keep(store, intake.preview(store, athlete, files, now), now)

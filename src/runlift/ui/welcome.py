"""The first screen of an empty store, and an athlete without training."""

import streamlit as st

from runlift.model import Athlete
from runlift.ui import ask, demo, importing, show, viewing


def first_screen() -> None:
    """Drop exports here, or look around with the demo athletes."""
    st.title("Which lifts sat too close to your key runs?")
    st.markdown(
        "Runlift reads the exports of your lifting app and your running app and shows "
        "your strength, your volume per muscle, and the lifting sessions that were too "
        "close to long runs and key workouts, with the reason and what to move."
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.subheader("Drop your exports")
        importing.drop(None)
    with right:
        if ask.may(None, "manage"):
            st.subheader("Or look around")
            st.markdown(
                "Three invented runners who lift, two years each. They go as easily as "
                "they come."
            )
            demo.load_button()
        st.subheader("Where your data goes")
        if viewing.member() is None:
            st.markdown(
                "Nowhere. Files are read on this machine and kept in one local database. "
                "Nothing is sent anywhere, and deleting an athlete deletes everything."
            )
        else:
            st.markdown(
                "Onto this server and no further. You see it, coaches you let in, and "
                "whoever runs the server. Settings tells who looked, and deletes all of "
                "it when you say so."
            )


def empty_athlete(athlete: Athlete) -> None:
    """An athlete is there but nothing has been imported for her."""
    name = show.plain(athlete.name)
    if not ask.may(athlete, "import"):
        show.title(f"Nothing here yet for {name}", "She has imported nothing.")
        return
    show.title(f"Nothing here yet for {name}", "Drop an export to begin.")
    importing.drop(athlete)

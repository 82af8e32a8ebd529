"""The body on the volume page, and what trained the muscle chosen on it."""

import pandas as pd
import streamlit as st

from runlift.charts.theme import BAND, Look
from runlift.model import Athlete, Window
from runlift.transforms.weekly_volume import UNMAPPED
from runlift.ui import ask, cached, show
from runlift.ui.body_map import body_map

_MAP = "volume_body"
_TURN = "volume_body_turn"
_NO_SETS = "no sets"


def choose(mean: pd.DataFrame, look: Look) -> str | None:
    """The average week on a body; returns the muscle chosen on it, if any.

    The way back stands below the body as well as above what the choice filters: on a
    phone they are far apart.
    """
    told = shown(mean)
    muscle = body_map(told, _key(), look=look)
    if muscle:
        one = told.set_index("muscle").loc[muscle]
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"**{show.plain(one['name'])}**: "
                + show.plain(f"{one['figure']}, {one['word']}")
            )
            _way_back("below")
    return muscle


def shown(mean: pd.DataFrame) -> pd.DataFrame:
    """The average week as `body_map` takes it.

    Args:
        mean: as `mean_weekly_volume` returns it.

    Returns:
        muscle, name, tone, figure, word; the unmapped belong to no body.
    """
    mapped = mean[mean["muscle"] != UNMAPPED]
    bands = mapped["band"].map(BAND)
    return pd.DataFrame(
        {
            "muscle": mapped["muscle"],
            "name": mapped["name"],
            "tone": [getattr(band, "fill", "") for band in bands],
            "figure": [f"{sets:.1f} sets a week" for sets in mapped["sets"]],
            "word": [getattr(band, "word", _NO_SETS) for band in bands],
        }
    )


def work(
    athlete: Athlete, window: Window, mean: pd.DataFrame, muscle: str | None
) -> None:
    """The exercises and sessions of the days, or those that trained one muscle."""
    name = name_of(mean, muscle)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(
            f"What trained: {show.plain(name)}" if name else "What was trained"
        )
        if muscle:
            _way_back("above")
    found = cached.muscle_work(ask.store(), athlete, window, muscle)
    if found["exercises"].empty:
        show.too_little(
            f"No hard set for {name.lower()} in these days."
            if name
            else "No hard set in these days.",
            "Widen the window, or choose another muscle.",
        )
        return
    if not muscle:
        st.caption("Choose a muscle on the body to see only what trained it.")
    left, right = st.columns([5, 4])
    with left:
        _exercises(found["exercises"], name)
    with right:
        _sessions(found["sessions"], name)


def name_of(mean: pd.DataFrame, muscle: str | None) -> str:
    """The name of a muscle; empty for none."""
    return str(mean.loc[mean["muscle"] == muscle, "name"].sum() or "") if muscle else ""


def _exercises(found: pd.DataFrame, name: str) -> None:
    number = st.column_config.NumberColumn
    columns: dict[str, object] = {"exercise": "Exercise"}
    if name:
        columns["how"] = "How"
    columns["sets"] = number("Sets", format="%.1f")
    columns["last_day"] = st.column_config.DateColumn("Last", format="D MMM YYYY")
    columns["sessions"] = number("Sessions", format="%d")
    show.table(
        found,
        columns,
        "volume_exercises",
        alt=f"Exercises that trained {name.lower() or 'any muscle'} in these days, most "
        "sets first.",
        height=330,
    )


def _sessions(found: pd.DataFrame, name: str) -> None:
    number = st.column_config.NumberColumn
    columns: dict[str, object] = {
        "day": st.column_config.DateColumn("Day", format="D MMM YYYY"),
        "title": "Session",
        "sets": number("Sets", format="%.1f"),
    }
    if name:
        columns["direct_sets"] = number("Direct", format="%.1f")
    show.table(
        found,
        columns,
        "volume_sessions_of_muscle",
        alt=f"Sessions that trained {name.lower() or 'any muscle'}, newest first.",
        height=330,
    )


def _way_back(place: str) -> None:
    st.button(
        "Show every muscle",
        icon=":material/close:",
        on_click=_turn_over,
        key=f"volume_every_muscle_{place}",
    )


def _key() -> str:
    """The key of the map, a new one after each turn: a new map has nothing chosen."""
    return f"{_MAP}_{st.session_state.get(_TURN, 0)}"


def _turn_over() -> None:
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1

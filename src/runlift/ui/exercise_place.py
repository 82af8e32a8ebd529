"""Where on the exercises page one is: which view, which exercise; the URL knows."""

from collections.abc import Mapping
from typing import Literal, get_args

import streamlit as st

from runlift.exercises.catalogue import Exercise
from runlift.ui import shell, show

View = Literal["library", "names"]

VIEW, EXERCISE = "view", "exercise"
FORM = "exercise_form"
"""In the session: what the form of an own exercise is about, while it is open."""
_VIEWS: tuple[View, ...] = get_args(View)
_WIDGET, _WRITTEN = "exercises_view", "exercises_in_address"
_PLAIN_LINKS = """
<style>
  /* A link to the page one is on is drawn as chosen; here it leads to another exercise. */
  [data-testid="stMain"] [data-testid="stPageLink-NavLink"] { background: none; }
  [data-testid="stMain"] [data-testid="stPageLink-NavLink"] p { font-weight: 500;
    text-decoration: underline; text-decoration-thickness: 1px;
    text-underline-offset: .2em; }
  [data-testid="stMain"] [data-testid="stPageLink-NavLink"]:hover {
    background: color-mix(in srgb, currentColor 8%, transparent); }
  .st-key-library_list [data-testid="stPageLink-NavLink"] { padding-left: 0; }
</style>
"""


def view(waiting: int, exercises: Mapping[str, Exercise]) -> View:
    """Show the two views and say which is open.

    Without a word in the URL the names come first if some wait, unless the URL names
    an exercise.

    Args:
        waiting: how many names wait.
        exercises: by id.
    """
    linked = st.query_params.get(VIEW)
    now: View = next((one for one in _VIEWS if one == linked), "library")
    if linked not in _VIEWS and waiting and exercise(exercises) is None:
        now = "names"
    _into_address(now, exercise(exercises))
    st.session_state[_WIDGET] = now
    st.html(_PLAIN_LINKS)
    labels = {
        "library": "Library",
        "names": f"Names in your log ({waiting} waiting)"
        if waiting
        else "Names in your log",
    }
    st.segmented_control(
        "View",
        _VIEWS,
        format_func=labels.__getitem__,
        required=True,
        key=_WIDGET,
        on_change=_picked,
        label_visibility="collapsed",
        wrap=True,
    )
    return now


def exercise(exercises: Mapping[str, Exercise]) -> Exercise | None:
    """The exercise the URL names, if there is one of that id."""
    return exercises.get(st.query_params.get(EXERCISE, ""))


def link(one: Exercise, label: str | None = None) -> None:
    """A link to an exercise on this page."""
    shell.link(
        "exercises",
        show.plain(label or one.name),
        **{VIEW: "library", EXERCISE: one.exercise_id},
    )


def link_to_all() -> None:
    """The way back from an exercise."""
    shell.link("exercises", ":material/arrow_back: All exercises", **{VIEW: "library"})


def open_library() -> None:
    """Go to the list of exercises from the next run on; a callback."""
    st.query_params.pop(EXERCISE, None)
    st.query_params[VIEW] = "library"


def open_exercise(exercise_id: str) -> None:
    """Go to an exercise from the next run on; a callback."""
    st.query_params[VIEW] = "library"
    st.query_params[EXERCISE] = exercise_id


def _into_address(now: View, one: Exercise | None) -> None:
    """Keep the address true.

    The view is written even where it was guessed, or mapping the last name would turn
    the page to the other one. And a link from an exercise to another is followed by
    Streamlit without the browser's address, so what came by one is written again.
    """
    place = {VIEW: now, EXERCISE: one.exercise_id if one else None}
    if st.session_state.get(_WRITTEN) == place and st.query_params.get(VIEW) == now:
        return
    st.session_state[_WRITTEN] = place
    for key, value in place.items():
        if value is not None:
            st.query_params[key] = value


def _picked() -> None:
    picked = st.session_state.get(_WIDGET)
    if picked in _VIEWS:
        st.query_params[VIEW] = picked
        st.query_params.pop(EXERCISE, None)
        st.session_state.pop(FORM, None)

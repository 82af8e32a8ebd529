"""How an exercise of the catalogue is logged and counted, and the athlete's own way of it."""

from collections.abc import Mapping

import streamlit as st

from runlift.errors import WrongInput
from runlift.exercises.catalogue import Exercise, catalogue
from runlift.exercises.own import CHANGEABLE, cells_of, made
from runlift.exercises.words import consequences, load_word
from runlift.model import Athlete
from runlift.ui import ask, exercise_changes, exercise_fields, show

_WHO_SAYS = {
    "guide": "The muscles are the guide's reading in this project's reference.",
    "domain": "Leg load or share of body mass have a source of their own; the rest is ours.",
    "house": "Muscles and leg load are ours, by analogy with similar exercises.",
}


def conventions(athlete: Athlete, exercise: Exercise) -> None:
    """What the logged number means, what follows, what she changed, and the form."""
    st.subheader("How it is counted")
    st.markdown(f"Logged as **{load_word(exercise.load_basis)}**.")
    for sentence in consequences(exercise):
        st.markdown(show.plain(sentence))
    theirs = catalogue().get(exercise.exercise_id)
    if theirs is None:
        return
    note = f" {theirs.note}." if theirs.note else ""
    st.caption(show.plain(f"{_WHO_SAYS[theirs.basis]}{note}"))
    changed = exercise_fields.differences(cells_of(theirs), cells_of(exercise))
    if changed:
        _own_way(athlete, exercise, changed)
    if not ask.may(athlete, "change"):
        return
    with st.expander("Count it in another way", icon=":material/tune:"):
        _form(athlete, exercise, theirs)


def _own_way(athlete: Athlete, exercise: Exercise, changed: list[str]) -> None:
    with st.container(border=True, key="own_way"):
        st.markdown("**You count it in your own way**")
        for sentence in changed:
            st.markdown(f"- {show.plain(sentence.replace('before:', 'catalogue:'))}")
        st.button(
            "Back to the catalogue",
            key=f"reset_{exercise.exercise_id}",
            disabled=not ask.may(athlete, "change"),
            icon=":material/undo:",
            on_click=exercise_changes.make,
            args=(athlete, f"{exercise.name} counts as in the catalogue again."),
            kwargs={"exercises": {exercise.exercise_id: None}},
        )


def _form(athlete: Athlete, exercise: Exercise, theirs: Exercise) -> None:
    """The form; only cells that differ from the catalogue are kept."""
    now = cells_of(exercise)
    # A key of what is kept: after a save or an undo the widgets begin with it.
    key = f"way_{exercise.exercise_id}_{'|'.join(now[one] for one in CHANGEABLE)}"
    wanted = exercise_fields.logging(now, exercise.kind, key)
    wanted |= exercise_fields.trained(now, exercise.kind, key)
    usual = cells_of(theirs)
    changed = {one: wanted[one] for one in CHANGEABLE if wanted[one] != usual[one]}
    try:
        outcome = made(exercise.exercise_id, changed)
    except WrongInput as refusal:
        st.error(show.plain(str(refusal)))
        return
    is_new = any(wanted[one] != now[one] for one in CHANGEABLE)
    if is_new:
        for sentence in (
            *exercise_fields.differences(now, wanted),
            *consequences(outcome),
        ):
            st.caption(show.plain(sentence))
    st.button(
        "Save",
        type="primary",
        key=f"save_{exercise.exercise_id}",
        disabled=not is_new,
        on_click=_save,
        args=(athlete, exercise, changed),
    )


def _save(athlete: Athlete, exercise: Exercise, changed: Mapping[str, str]) -> None:
    exercise_changes.make(
        athlete,
        f"{exercise.name} counts in your own way now, in all of your log."
        if changed
        else f"{exercise.name} counts as in the catalogue again.",
        exercises={exercise.exercise_id: changed or None},
    )

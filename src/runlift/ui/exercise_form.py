"""Make an exercise of one's own, from the most similar one, and edit or delete it."""

from collections.abc import Mapping

import streamlit as st

from runlift import frames
from runlift.errors import WrongInput
from runlift.exercises.catalogue import Exercise
from runlift.exercises.own import cells_of, made, own_id
from runlift.exercises.words import consequences
from runlift.frames import Profile
from runlift.model import Athlete
from runlift.store import athletes as people
from runlift.ui import ask, exercise_changes, exercise_fields, exercise_place, show

_FORM = exercise_place.FORM
_NAME, _BASE = "own_name", "own_base"
_LONGEST_NAME = 80


def begin(
    athlete: Athlete, raw: str | None = None, exercise_id: str | None = None
) -> None:
    """Open the form from the next run on; a callback.

    Args:
        athlete: whose exercise it is.
        raw: the name in the log that shall mean the new exercise.
        exercise_id: an own exercise that is edited.
    """
    about = {"athlete": athlete.athlete_id, "raw": raw, "exercise_id": exercise_id}
    st.session_state[_FORM] = about
    for key in (_NAME, _BASE):
        st.session_state.pop(key, None)


def is_open(athlete: Athlete) -> bool:
    """Whether the form stands where the page would."""
    about = st.session_state.get(_FORM)
    return about is not None and about["athlete"] == athlete.athlete_id


def answer() -> str:
    """What the form is for, in a sentence."""
    about = st.session_state[_FORM]
    if about["exercise_id"]:
        return "Change what it is; all of your log follows."
    if about["raw"]:
        return f"“{about['raw']}” in your log will mean it."
    return "Start from the one most like it and change what differs."


def form(athlete: Athlete, how: Profile) -> None:
    """The form of an own exercise, new or known."""
    about: dict[str, str | None] = st.session_state[_FORM]
    raw, edited = about["raw"], how.exercises.get(about["exercise_id"] or "")
    begun = edited.name if edited else (raw or "")[:_LONGEST_NAME]
    name = st.text_input("Name", begun, key=_NAME, max_chars=_LONGEST_NAME, live=True)
    name = " ".join((name or "").split())
    start, key = _start(name, edited, how, is_name_given=raw is not None)
    cells = {"name": name, **exercise_fields.identity(start, key)}
    kind = cells["kind"]
    cells |= exercise_fields.logging(start, kind, f"{key}_{kind}")
    cells |= exercise_fields.trained(start, kind, f"{key}_{kind}")
    cells |= exercise_fields.legs(start, kind, f"{key}_{kind}")
    exercise_id = edited.exercise_id if edited else own_id(name, how.exercises)
    refusal = _refusal(name, exercise_id, cells, how.exercises)
    if refusal is None:
        for sentence in consequences(made(exercise_id, cells)):
            st.caption(show.plain(sentence))
    elif name:
        st.warning(show.plain(refusal), icon=":material/edit:")
    with st.container(horizontal=True):
        st.button(
            "Save",
            type="primary",
            key="save_own",
            disabled=refusal is not None,
            on_click=_save,
            args=(athlete, exercise_id, cells, raw, edited is not None),
        )
        st.button("Cancel", key="cancel_own", on_click=_close)


def manage(athlete: Athlete, exercise: Exercise) -> None:
    """Edit or delete an own exercise."""
    st.subheader("Your own exercise")
    with st.container(horizontal=True):
        st.button(
            "Edit",
            key="edit_own",
            disabled=not ask.may(athlete, "change"),
            icon=":material/edit:",
            on_click=begin,
            args=(athlete,),
            kwargs={"exercise_id": exercise.exercise_id},
        )
        st.button(
            "Delete",
            key="delete_own",
            disabled=not ask.may(athlete, "change"),
            icon=":material/delete:",
            on_click=_delete,
            args=(athlete, exercise),
        )
    st.caption(
        "Names that mean it wait again once it is deleted; nothing of your log is lost."
    )


def _start(
    name: str, edited: Exercise | None, how: Profile, *, is_name_given: bool
) -> tuple[Mapping[str, str], str]:
    """The cells the form begins with, and the key of its widgets."""
    if edited:
        cells = exercise_fields.cells_for(edited, cells_of(edited))
        return cells, f"own_{edited.exercise_id}"
    suggested = frames.suggestions([name], how)[name] if name else ()
    known = [one.exercise_id for one in suggested]
    names = {key: one.name for key, one in how.exercises.items()}
    # While a name is typed, the first letters would decide.
    if _BASE not in st.session_state and known and is_name_given:
        st.session_state[_BASE] = known[0]
    base = st.selectbox(
        "Start from",
        sorted(names, key=lambda key: (key not in known, names[key])),
        index=None,
        format_func=lambda key: names.get(key, key),
        placeholder="Nothing, or the exercise most like it",
        key=_BASE,
        help="Everything below is filled in from it, and yours to change.",
    )
    others = [key for key in known if key != base]
    if others:
        with st.container(horizontal=True, key="own_like"):
            for key in others:
                st.button(
                    f"Start from {show.plain(names[key])}",
                    key=f"start_{key}",
                    on_click=_begin_with,
                    args=(key,),
                )
    if base is None or base not in how.exercises:
        return exercise_fields.EMPTY, "own_new"
    like = how.exercises[base]
    return exercise_fields.cells_for(like, cells_of(like)), f"own_new_{base}"


def _begin_with(exercise_id: str) -> None:
    st.session_state[_BASE] = exercise_id


def _refusal(
    name: str,
    exercise_id: str,
    cells: Mapping[str, str],
    exercises: Mapping[str, Exercise],
) -> str | None:
    """Why this cannot be saved; `None` if it can."""
    if not name:
        return "It needs a name."
    for one in exercises.values():
        if one.name.casefold() == name.casefold() and one.exercise_id != exercise_id:
            return f"{one.name} is the name of another exercise, tell them apart."
    try:
        made(exercise_id, cells)
    except WrongInput as refusal:
        return str(refusal)
    return None


def _save(
    athlete: Athlete,
    exercise_id: str,
    cells: Mapping[str, str],
    raw: str | None,
    is_known: bool,
) -> None:
    name = cells["name"]
    if is_known:
        said = f"{name} is changed, in all of your log."
    elif raw:
        said = f"{name} is an exercise of your own now, and “{raw}” means it."
    else:
        said = f"{name} is an exercise of your own now."
    exercise_changes.make(
        athlete,
        said,
        choices={raw: exercise_id} if raw else None,
        exercises={exercise_id: cells},
    )
    if not raw:
        exercise_place.open_exercise(exercise_id)
    _close()


def _delete(athlete: Athlete, exercise: Exercise) -> None:
    chosen = people.choices(ask.store(), athlete.athlete_id)
    meant = frozenset(raw for raw, key in chosen.items() if key == exercise.exercise_id)
    exercise_changes.make(
        athlete,
        f"{exercise.name} is deleted.",
        forgotten=meant,
        exercises={exercise.exercise_id: None},
    )
    exercise_place.open_library()


def _close() -> None:
    st.session_state.pop(_FORM, None)

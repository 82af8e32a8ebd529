"""The library: search and filters, and the list of what is found."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from runlift import answers
from runlift.exercises.catalogue import Exercise, muscles
from runlift.exercises.own import is_own
from runlift.exercises.search import search
from runlift.exercises.words import equipment_word, pattern_word
from runlift.model import Athlete
from runlift.ui import ask, exercise_form, exercise_place, exercise_programs, show

_AT_ONCE = 20
_TEXT, _MUSCLE, _PATTERN = "library_text", "library_muscle", "library_pattern"
_EQUIPMENT, _ONLY, _PAGE = "library_equipment", "library_only", "library_page"
_ONLY_WORDS = {"log": "In your log", "program": "In a program", "own": "Your own"}


def answer(exercises: Mapping[str, Exercise], names: pd.DataFrame) -> str:
    """How many exercises there are, and how many the log has."""
    known = int(names["exercise_id"].dropna().nunique())
    own = sum(map(is_own, exercises))
    said = f"{answers.counted(len(exercises), 'exercise')}, {known or 'none'} of them in your log"
    return f"{said}, {own} your own." if own else f"{said}."


def library(
    athlete: Athlete, exercises: Mapping[str, Exercise], names: pd.DataFrame
) -> None:
    """Search, filter, and the list of what is found, a link each."""
    sets = names.dropna(subset="exercise_id").groupby("exercise_id")["sets"].sum()
    text = st.text_input(
        "Search",
        key=_TEXT,
        type="search",
        live=True,
        placeholder="A name, a muscle, a movement, an implement",
        persist_state="session",
        on_change=_to_the_first_page,
    )
    _filters(exercises)
    found = [
        exercises[key]
        for key in search(text or "", exercises)
        if _passes(exercises[key], sets)
    ]
    if not text:
        # Without words the athlete's own come first, then what she does most.
        found.sort(
            key=lambda one: (
                not is_own(one.exercise_id),
                one.kind in ("cardio", "mobility"),
                -sets.get(one.exercise_id, 0),
            )
        )
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.caption(answers.counted(len(found), "exercise") + " found")
        st.button(
            "Make an exercise of your own",
            icon=":material/add:",
            key="make_own",
            disabled=not ask.may(athlete, "change"),
            on_click=exercise_form.begin,
            args=(athlete,),
        )
    if not found:
        _nothing_found(text or "")
        return
    pages = -(-len(found) // _AT_ONCE)
    page = min(int(st.session_state.get(_PAGE) or 1), pages)
    with st.container(key="library_list"):
        _listed(found[(page - 1) * _AT_ONCE : page * _AT_ONCE], sets)
    if pages > 1:
        if st.session_state.get(_PAGE, 1) > pages:
            st.session_state[_PAGE] = pages
        st.pagination(pages, key=_PAGE, persist_state="session")


def filter_by_muscle(muscle: str) -> None:
    """Show what trains a muscle, from the next run on; a callback."""
    st.session_state[_TEXT] = ""
    for key in (_PATTERN, _EQUIPMENT):
        st.session_state[key] = None
    st.session_state[_ONLY] = []
    st.session_state[_MUSCLE] = muscle
    _to_the_first_page()
    exercise_place.open_library()


def _filters(exercises: Mapping[str, Exercise]) -> None:
    patterns = sorted({one.pattern for one in exercises.values()}, key=pattern_word)
    equipment = sorted(
        {one.equipment for one in exercises.values()}, key=equipment_word
    )
    words = {one: equipment_word(one) for one in equipment}
    # Side by side where there is room, two in a row on a phone.
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        _choice("Muscle", _MUSCLE, {key: one.name for key, one in muscles().items()})
        _choice("Movement", _PATTERN, {one: pattern_word(one) for one in patterns})
        _choice("Implement", _EQUIPMENT, words)
        st.pills(
            "Only",
            list(_ONLY_WORDS),
            format_func=_ONLY_WORDS.__getitem__,
            selection_mode="multi",
            key=_ONLY,
            label_visibility="collapsed",
            persist_state="session",
            on_change=_to_the_first_page,
        )


def _choice(label: str, key: str, words: Mapping[str, str]) -> None:
    st.selectbox(
        label,
        list(words),
        index=None,
        format_func=lambda one: words.get(one, one),
        placeholder="Any",
        key=key,
        persist_state="session",
        on_change=_to_the_first_page,
        width=170,
    )


def _passes(one: Exercise, sets: pd.Series) -> bool:
    state = st.session_state
    only = state.get(_ONLY) or []
    muscle = state.get(_MUSCLE)
    return (
        (not muscle or muscle in (*one.primary, *one.secondary))
        and state.get(_PATTERN) in (None, one.pattern)
        and state.get(_EQUIPMENT) in (None, one.equipment)
        and ("log" not in only or one.exercise_id in sets.index)
        and ("program" not in only or one.exercise_id in exercise_programs.used())
        and ("own" not in only or is_own(one.exercise_id))
    )


def _listed(found: list[Exercise], sets: pd.Series) -> None:
    half = -(-len(found) // 2)
    for column, part in zip(
        st.columns(2, gap="large"), (found[:half], found[half:]), strict=True
    ):
        with column:
            for one in part:
                with st.container(gap=None, key=f"found_{one.exercise_id}"):
                    exercise_place.link(one)
                    st.caption(show.plain(_in_short(one, sets)))


def _in_short(one: Exercise, sets: pd.Series) -> str:
    """Movement, main muscles, how often it is in the log."""
    parts = ["Your own"] if is_own(one.exercise_id) else []
    parts.append(pattern_word(one.pattern))
    if one.primary:
        parts.append(", ".join(muscles()[key].name.lower() for key in one.primary))
    if one.exercise_id in sets.index:
        parts.append(answers.counted(sets[one.exercise_id], "set"))
    return " · ".join(parts)


def _nothing_found(text: str) -> None:
    has_filter = any(
        st.session_state.get(key) for key in (_MUSCLE, _PATTERN, _EQUIPMENT, _ONLY)
    )
    if text and has_filter:
        st.info("Nothing fits the words and the filters together. Take a filter away.")
    elif text:
        st.info("Nothing fits these words. Try fewer of them, or make it your own.")
    else:
        st.info("Nothing fits these filters together. Take one away.")


def _to_the_first_page() -> None:
    st.session_state[_PAGE] = 1

"""The names in the log: those that wait, with proposals; changing one; all of them."""

import itertools
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from runlift import answers
from runlift.exercises.catalogue import Exercise
from runlift.exercises.suggestions import Suggestion
from runlift.exercises.words import listed
from runlift.model import Athlete
from runlift.ui import exercise_changes, exercise_form, show

Proposals = Mapping[str, tuple[Suggestion, ...]]

_AT_ONCE = 10
_SELECT, _PAGE = "map", "queue_page"
_CHANGE_NAME, _CHANGE_TO = "change_name", "change_to"


def answer(names: pd.DataFrame, waiting: pd.DataFrame) -> str:
    """How many names are known and how much of the log hangs on the rest."""
    if names.empty:
        return "There is no lifting in your log yet."
    if waiting.empty:
        return f"All {len(names)} names in your log are mapped."
    share = waiting["sets"].sum() / names["sets"].sum()
    return (
        f"{answers.counted(len(waiting), 'name')} of {len(names)} to map, {share:.0%} of "
        "your sets. The ones with the most sets come first."
    )


def why(one: Suggestion) -> str:
    """What a proposal rests on, and what speaks of something else."""
    said = f"shares {_quoted(one.shared)}"
    verb = "is" if len(one.left) == 1 else "are"
    return f"{said}; {_quoted(one.left)} {verb} not in it" if one.left else said


def queue(
    athlete: Athlete,
    waiting: pd.DataFrame,
    proposals: Proposals,
    exercises: Mapping[str, Exercise],
) -> None:
    """One part a name: what it may be, any other exercise, her own, or unmapped."""
    if waiting.empty:
        return
    st.subheader("Waiting for you")
    pages = -(-len(waiting) // _AT_ONCE)
    page = min(int(st.session_state.get(_PAGE) or 1), pages)
    if st.session_state.get(_PAGE, 1) > pages:
        # The last name of the last page was mapped.
        st.session_state[_PAGE] = pages
    begin = (page - 1) * _AT_ONCE
    titles = titled(exercises)
    for one in waiting.iloc[begin : begin + _AT_ONCE].itertuples(index=False):
        raw = str(one.exercise_raw)
        with st.container(border=True, key=f"queue_{raw}"):
            st.markdown(f"**{show.plain(raw)}**")
            st.caption(
                f"{answers.counted(one.sets, 'set')} in "
                f"{answers.counted(one.sessions, 'session')}, {one.apps}"
            )
            _proposed(athlete, raw, proposals.get(raw, ()), exercises)
            _otherwise(athlete, raw, titles)
    if pages > 1:
        st.pagination(pages, key=_PAGE)


def change(
    athlete: Athlete, names: pd.DataFrame, exercises: Mapping[str, Exercise]
) -> None:
    """Say that a name means something else, or take one's own choice back."""
    with st.expander("Change what a name means", icon=":material/edit:"):
        raw = st.selectbox(
            "Name in your log",
            names["exercise_raw"].tolist(),
            index=None,
            key=_CHANGE_NAME,
        )
        if raw is None:
            return
        found = names[names["exercise_raw"] == raw]
        if found.empty:
            return
        now = found.iloc[0]
        meaning = now["exercise"] if isinstance(now["exercise"], str) else "not mapped"
        st.caption(f"Now: {show.plain(meaning)}")
        titles = titled(exercises)
        to = st.selectbox(
            "Exercise",
            list(titles),
            index=None,
            format_func=lambda key: titles.get(key, key),
            key=_CHANGE_TO,
        )
        with st.container(horizontal=True):
            st.button(
                "Save",
                type="primary",
                disabled=to is None,
                on_click=choose,
                args=(athlete, raw, to, titles.get(to or "", "")),
            )
            st.button("Leave it unmapped", on_click=leave, args=(athlete, raw))
            if now["how"] == "choice":
                st.button(
                    "Take my choice back",
                    on_click=exercise_changes.make,
                    args=(athlete, f"Your choice for “{raw}” is taken back."),
                    kwargs={"forgotten": frozenset([raw])},
                )


def table(names: pd.DataFrame) -> None:
    """Every name in the log with what it is taken for."""
    st.subheader("All names in your log")
    words = {"alias": "alias table", "words": "same words", "choice": "your choice"}
    shown = names.assign(
        exercise=names["exercise"].fillna(""),
        known_by=names["how"].map(words).fillna("not mapped"),
    )
    show.table(
        shown,
        {
            "exercise_raw": "Name in your log",
            "exercise": "Exercise",
            "known_by": "Known by",
            "sets": "Sets",
            "sessions": "Sessions",
            "last_day": st.column_config.DateColumn("Last", format="D MMM YYYY"),
        },
        "exercise_names",
        alt="Every exercise name of the log and the exercise it is taken for.",
        height=420,
    )


def titled(exercises: Mapping[str, Exercise]) -> dict[str, str]:
    """The names of all exercises by id, in the order of the names."""
    ordered = sorted(exercises.items(), key=lambda item: item[1].name.casefold())
    return {key: one.name for key, one in ordered}


def choose(athlete: Athlete, raw: str, exercise_id: str, title: str) -> None:
    """A name means an exercise; a callback."""
    exercise_changes.make(
        athlete, f"“{raw}” means {title} now.", choices={raw: exercise_id}
    )


def leave(athlete: Athlete, raw: str) -> None:
    """A name stays unmapped on purpose; a callback."""
    exercise_changes.make(athlete, f"“{raw}” stays unmapped.", choices={raw: None})


def _proposed(
    athlete: Athlete,
    raw: str,
    proposals: tuple[Suggestion, ...],
    exercises: Mapping[str, Exercise],
) -> None:
    """A button for each proposal, and what it rests on."""
    known = [one for one in proposals if one.exercise_id in exercises]
    if not known:
        st.caption("Nothing in the catalogue is like it.")
        return
    # Proposals for the same reason stand in a row, the reason after them.
    for reason, several in itertools.groupby(known, key=why):
        alike = list(several)
        with st.container(
            horizontal=True,
            vertical_alignment="center",
            gap="small",
            key=f"proposed_{raw}_{alike[0].exercise_id}",
        ):
            for one in alike:
                title = exercises[one.exercise_id].name
                st.button(
                    show.plain(title),
                    key=f"take_{raw}_{one.exercise_id}",
                    icon=":material/check:",
                    on_click=choose,
                    args=(athlete, raw, one.exercise_id, title),
                )
            st.caption(show.plain(reason), width="content")


def _otherwise(athlete: Athlete, raw: str, titles: Mapping[str, str]) -> None:
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    left.selectbox(
        f"Exercise for {show.plain(raw)}",
        list(titles),
        index=None,
        format_func=lambda key: titles.get(key, key),
        placeholder="Or choose another exercise",
        label_visibility="collapsed",
        key=f"{_SELECT}_{raw}",
        on_change=_map_from_queue,
        args=(athlete, raw, titles),
    )
    with right.container(horizontal=True):
        st.button(
            "Make it my own",
            key=f"own_{raw}",
            on_click=exercise_form.begin,
            args=(athlete, raw),
        )
        st.button(
            "Leave unmapped", key=f"leave_{raw}", on_click=leave, args=(athlete, raw)
        )


def _map_from_queue(athlete: Athlete, raw: str, titles: Mapping[str, str]) -> None:
    chosen = st.session_state.get(f"{_SELECT}_{raw}")
    if chosen:
        choose(athlete, raw, chosen, titles.get(chosen, chosen))


def _quoted(words: tuple[str, ...]) -> str:
    return listed([f"“{word}”" for word in words])

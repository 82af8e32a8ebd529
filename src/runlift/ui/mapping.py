"""The exercises page's parts: the queue of unknown names, changing one, all of them."""

import pandas as pd
import streamlit as st

from runlift import answers
from runlift.exercises.catalogue import catalogue
from runlift.model import Athlete
from runlift.store import athletes as people
from runlift.ui import ask, cached, show

_AT_ONCE = 15
_LEAVE = "leave"
_SELECT = "map"
_CHANGE_NAME, _CHANGE_TO = "change_name", "change_to"


def answer(names: pd.DataFrame, waiting: pd.DataFrame) -> str:
    """How many names are known and how much of the log hangs on the rest."""
    if waiting.empty:
        return f"All {len(names)} names in your log are mapped."
    share = waiting["sets"].sum() / names["sets"].sum()
    return (
        f"{answers.counted(len(waiting), 'name')} of {len(names)} to map, {share:.0%} of "
        "your sets. The ones with the most sets come first."
    )


def queue(athlete: Athlete, waiting: pd.DataFrame) -> None:
    """One row a name: what it is, or that it shall stay unmapped."""
    for one in waiting.head(_AT_ONCE).itertuples(index=False):
        raw = one.exercise_raw
        with st.container(border=True, key=f"queue_{raw}"):
            left, middle, right = st.columns([3, 4, 2], vertical_alignment="bottom")
            left.markdown(f"**{show.plain(raw)}**")
            left.caption(
                f"{answers.counted(one.sets, 'set')} in "
                f"{answers.counted(one.sessions, 'session')}, {one.apps}"
            )
            middle.selectbox(
                f"Exercise for {raw}",
                list(_names()),
                index=None,
                format_func=_names().__getitem__,
                placeholder="Choose the exercise",
                label_visibility="collapsed",
                key=f"{_SELECT}_{raw}",
                on_change=_map_from_queue,
                args=(athlete, raw),
            )
            right.button(
                "Leave unmapped",
                key=f"{_LEAVE}_{raw}",
                on_click=_choose,
                args=(athlete, raw, None),
            )
    if len(waiting) > _AT_ONCE:
        st.caption(f"{len(waiting) - _AT_ONCE} more names follow once these are done.")


def change(athlete: Athlete, names: pd.DataFrame) -> None:
    """Say that a name means something else, or take one's own choice back."""
    with st.expander("Change what a name means"):
        raw = st.selectbox(
            "Name in your log",
            names["exercise_raw"].tolist(),
            index=None,
            key=_CHANGE_NAME,
        )
        if raw is None:
            return
        now = names.loc[names["exercise_raw"] == raw].iloc[0]
        meaning = now["exercise"] if isinstance(now["exercise"], str) else "not mapped"
        st.caption(f"Now: {show.plain(meaning)}")
        to = st.selectbox(
            "Exercise",
            list(_names()),
            index=None,
            format_func=_names().__getitem__,
            key=_CHANGE_TO,
        )
        with st.container(horizontal=True):
            st.button(
                "Save",
                type="primary",
                disabled=to is None,
                on_click=_choose,
                args=(athlete, raw, to),
            )
            if now["how"] == "choice":
                st.button("Take my choice back", on_click=_forget, args=(athlete, raw))


def table(names: pd.DataFrame) -> None:
    """Every name in the log with what it is taken for."""
    st.subheader("All names in your log")
    words = {"alias": "alias table", "words": "same words", "choice": "your choice"}
    shown = names.assign(
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


def _names() -> dict[str, str]:
    return {
        key: one.name
        for key, one in sorted(catalogue().items(), key=lambda item: item[1].name)
    }


def _map_from_queue(athlete: Athlete, raw: str) -> None:
    chosen = st.session_state.get(f"{_SELECT}_{raw}")
    if chosen:
        _choose(athlete, raw, chosen)


def _choose(athlete: Athlete, raw: str, exercise_id: str | None) -> None:
    people.choose(ask.store(), athlete.athlete_id, raw, exercise_id, ask.now())
    cached.forget()


def _forget(athlete: Athlete, raw: str) -> None:
    people.choose(
        ask.store(), athlete.athlete_id, raw, None, ask.now(), is_forgotten=True
    )
    cached.forget()

"""What is decided about names and exercises on the page, and the button that takes it back.

Every change goes through `make`: it is stored as one, said in a line, and remembered
for the session with what was there before.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from runlift.errors import RunliftError
from runlift.model import Athlete
from runlift.store import athletes as people
from runlift.store.exercise_decisions import Decisions, decide
from runlift.store.own_exercises import Cells, own_exercises
from runlift.ui import ask, show

_DONE, _REFUSED = "exercise_changes", "exercise_change_refused"
_MOST = 30
"""Changes a session can take back, the latest first."""

_Choices = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class _Change:
    """One thing that was done, and what has to be kept again to undo it."""

    said: str
    back: Decisions


def make(
    athlete: Athlete,
    said: str,
    *,
    choices: _Choices | None = None,
    forgotten: frozenset[str] = frozenset(),
    exercises: Mapping[str, Cells | None] | None = None,
) -> None:
    """Keep decisions as one change that can be undone.

    A callback: what the store refuses is shown where `told` is called.

    Args:
        athlete: whose.
        said: what was done, a sentence; may hold text from files.
        choices: exercises by the name in the file; None leaves a name unmapped.
        forgotten: names whose choice is taken back.
        exercises: cells by exercise id; None for none.
    """
    choices, exercises = choices or {}, exercises or {}
    store, who = ask.store(), athlete.athlete_id
    before = people.choices(store, who)
    own = own_exercises(store, who)
    touched = {*choices, *forgotten}
    back = Decisions(
        choices={raw: before[raw] for raw in touched if raw in before},
        forgotten=frozenset(raw for raw in touched if raw not in before),
        exercises={key: own.get(key) for key in exercises},
    )
    if _kept(athlete, Decisions(choices, forgotten, exercises)):
        _changes(who).append(_Change(said, back))
        del _changes(who)[:-_MOST]


def told(athlete: Athlete) -> None:
    """The latest change, with its button; the change before it once that is undone."""
    refused = st.session_state.pop(_REFUSED, None)
    if refused:
        st.error(show.plain(refused), icon=":material/error:")
    done = _changes(athlete.athlete_id)
    if not done:
        return
    with st.container(
        horizontal=True, vertical_alignment="center", key="exercise_changes_line"
    ):
        # Width "content" keeps the button beside the sentence on a wide screen.
        st.markdown(f":material/check: {show.plain(done[-1].said)}", width="content")
        st.button(
            "Undo",
            key="undo_exercise_change",
            icon=":material/undo:",
            on_click=_undo,
            args=(athlete,),
        )


def _undo(athlete: Athlete) -> None:
    done = _changes(athlete.athlete_id)
    if done and _kept(athlete, done[-1].back):
        done.pop()


def _kept(athlete: Athlete, decisions: Decisions) -> bool:
    try:
        decide(ask.store(), athlete.athlete_id, decisions, ask.now())
    except RunliftError as refusal:
        # A callback runs before the page; there is nowhere to show it yet.
        st.session_state[_REFUSED] = str(refusal)
        return False
    return True


def _changes(athlete_id: str) -> list[_Change]:
    every: dict[str, list[_Change]] = st.session_state.setdefault(_DONE, {})
    return every.setdefault(athlete_id, [])

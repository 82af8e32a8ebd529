"""How much of a set a helping muscle gets: the athlete's own choice, saved."""

import json

import streamlit as st

from runlift.frames import POLICY_SETTING, Profile
from runlift.model import Athlete
from runlift.store import athletes as store_people
from runlift.ui import ask, cached, show

KEY = "volume.secondary_weight"
_CHOICES = (0.0, 1 / 3, 0.5, 1.0)
_WORDS = {0.0: "0", 1 / 3: "⅓", 0.5: "½", 1.0: "1"}


def share_text(share: float) -> str:
    """A share of a set as people write it: ½, ⅓, 0.4."""
    return _WORDS.get(share, f"{share:.3g}")


def ask_weight(athlete: Athlete, how: Profile) -> None:
    """The choice, what it means and where the default comes from.

    It holds for every page and export of this athlete.
    """
    now = how.policy.number(KEY)
    options = sorted({*_CHOICES, now})
    widget = f"secondary_weight_{athlete.athlete_id}"
    # Set on every run, for the Settings page can change it too.
    st.session_state[widget] = now
    st.segmented_control(
        "What a set counts for a helping muscle",
        options,
        format_func=share_text,
        required=True,
        key=widget,
        disabled=not ask.may(athlete, "change"),
        on_change=_save,
        args=(athlete, widget),
    )
    st.caption(show.plain(meaning(how)))


def meaning(how: Profile) -> str:
    """What the weight does to a set of bench press, and the source of the default."""
    one = how.policy.threshold(KEY)
    said = {
        0.0: "Only the muscles an exercise is made for count.",
        1.0: "Helping muscles count like those an exercise is made for.",
    }.get(
        how.policy.number(KEY),
        f"A set of bench press is 1 for the chest and "
        f"{share_text(how.policy.number(KEY))} for the triceps.",
    )
    return f"{said} {one.note} Source: {one.source}. Saved for this athlete, on every page."


def _save(athlete: Athlete, widget: str) -> None:
    chosen = st.session_state.get(widget)
    if chosen is None:
        return
    store_people.set_setting(
        ask.store(),
        athlete.athlete_id,
        POLICY_SETTING + KEY,
        json.dumps(chosen),
        ask.now(),
    )
    cached.forget()

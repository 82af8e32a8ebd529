"""Sets of one exercise that shall not count: choose one, say why, take it back."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from runlift import answers
from runlift.frames import Training
from runlift.model import Athlete
from runlift.store import corrections
from runlift.ui import ask, show
from runlift.ui.strength import set_text
from runlift.units import WeightUnit, day_text

_REASONS = (
    "A typing error",
    "Somebody else's set",
    "Another exercise or machine",
    "Not done as usual",
)


def part(athlete: Athlete, log: Training, sets: pd.DataFrame, unit: WeightUnit) -> None:
    """What is left out of this exercise already, and a form to leave out one more.

    Args:
        athlete: whose.
        log: the judged log, for its doubts.
        sets: of the exercise and the window, as `lifted_sets` returns them.
        unit: of the athlete.
    """
    if sets.empty:
        return
    doubts = log["doubts"]
    held = doubts[
        (doubts["kind"] == "set")
        & doubts["is_excluded"]
        & (doubts["about"] == sets["exercise"].iloc[0])
    ].drop_duplicates(["record_id", "set_no"])
    name = "A set is wrong"
    if len(held):
        name += f" · {answers.counted(len(held), 'set')} not used"
    with st.expander(name, icon=":material/edit_off:"):
        if ask.may(athlete, "change"):
            _choose(athlete, sets, unit)
        for one in held.to_dict("records"):
            _held(athlete, one)


def _choose(athlete: Athlete, sets: pd.DataFrame, unit: WeightUnit) -> None:
    newest = sets.sort_values(["start_local", "set_no"], ascending=[False, True])
    rows = {
        (one["session_id"], int(one["set_no"])): _set(one, unit)
        for one in newest.to_dict("records")
    }
    with st.form("leave_out", border=False):
        chosen = st.selectbox(
            "Set", list(rows), index=None, format_func=rows.__getitem__
        )
        reason = st.selectbox("Why", _REASONS, accept_new_options=True)
        is_sent = st.form_submit_button("Leave it out")
    st.caption("It stays in your log and counts nowhere; you can take this back.")
    if is_sent and chosen is not None:
        corrections.correct(
            ask.store(),
            athlete.athlete_id,
            [("set", *chosen)],
            "excluded",
            ask.now(),
            reason=reason,
        )
        st.rerun()


def _held(athlete: Athlete, one: Mapping[str, Any]) -> None:
    left, right = st.columns([5, 2], vertical_alignment="center")
    when = f"{day_text(one['day'].date())} {one['day'].year}"
    left.markdown(show.plain(f"{when}: {one['text']}"))
    if one["verdict"] is None:
        left.caption(
            "Not used until you say that it is right (Imports, values to check)."
        )
    elif one["reason"]:
        left.caption(show.plain(one["reason"]))
    right.button(
        "It is right" if one["verdict"] is None else "Use it again",
        key=f"use_again_{one['record_id']}_{one['set_no']}",
        disabled=not ask.may(athlete, "change"),
        on_click=_use,
        args=(athlete, one),
        width="stretch",
    )


def _use(athlete: Athlete, one: Mapping[str, Any]) -> None:
    verdict: corrections.Verdict | None = (
        "confirmed" if one["verdict"] is None else None
    )
    key = ("set", one["record_id"], int(one["set_no"]))
    corrections.correct(ask.store(), athlete.athlete_id, [key], verdict, ask.now())


def _set(one: Mapping[str, Any], unit: WeightUnit) -> str:
    warm = ", warm-up" if one["is_warmup"] else ""
    when = f"{day_text(one['day'].date())} {one['day'].year}"
    return f"{when}, set {int(one['set_no'])}: {set_text(one, unit)}{warm}"

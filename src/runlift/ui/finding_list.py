"""Findings one by one: reasons, fixes, a link, and a word that one was dealt with."""

from typing import Any

import pandas as pd
import streamlit as st

from runlift.frames import review
from runlift.model import Athlete
from runlift.store import acknowledgements
from runlift.store.notes import Subject
from runlift.transforms.finding_words import rule_name as rule_name
from runlift.ui import ask, cached, notes, shell, show
from runlift.ui.severity import mark

SHOWN, FINDING = "severity", "finding"
_PAGE = 12
_KINDS = {
    "conflict": "Conflicts",
    "caution": "Cautions",
    "info": "Remarks",
    "done": "Dealt with",
}


def linked(athlete: Athlete, every: pd.DataFrame, clicked: str | None) -> None:
    """The finding that a link or a click on the board asks for, by itself."""
    wanted = clicked or st.query_params.get(FINDING)
    if not wanted:
        return
    found = every[every["finding_id"] == wanted]
    if found.empty:
        st.info(
            "The finding of this link is not there any more: what it was about has "
            "changed since.",
            icon=":material/link_off:",
        )
        return
    st.caption("Chosen on the board" if clicked else "Opened from a link")
    _cards(athlete, found.head(1), "linked")


def listed(athlete: Athlete, found: pd.DataFrame) -> None:
    """The findings with reasons and fixes, the newest first."""
    st.subheader("What happened, why, and what to move")
    kinds = st.pills(
        "Show",
        list(_KINDS),
        default=["conflict", "caution"],
        selection_mode="multi",
        format_func=_KINDS.__getitem__,
        key=SHOWN,
        bind="query-params",
    )
    done = found["is_acknowledged"].to_numpy(bool)
    is_wanted = found["severity"].isin(kinds).to_numpy(bool) & ~done
    chosen = found[is_wanted | (done & ("done" in kinds))]
    if chosen.empty:
        st.markdown(f"{mark('ok')} Nothing of this kind in the window.")
        return
    pages = -(-len(chosen) // _PAGE)
    place = st.pagination(pages, key="finding_page") if pages > 1 else 1
    first = (min(int(place or 1), pages) - 1) * _PAGE
    _cards(athlete, chosen.iloc[first : first + _PAGE], "listed")


def short(athlete: Athlete, found: pd.DataFrame, most: int) -> None:
    """The first few of some findings, and the others folded away."""
    _cards(athlete, found.head(most), "short")
    left = found.iloc[most : most + _PAGE]
    if len(left):
        with st.expander(f"{len(found) - most} more"):
            _cards(athlete, left, "folded")
            if len(found) > most + _PAGE:
                shell.link("lift_run", "All of them on Lift × Run")


def _cards(athlete: Athlete, found: pd.DataFrame, where: str) -> None:
    log, _ = cached.training(ask.store(), athlete)
    written = notes.written(athlete)
    for (_, one), ids in zip(
        found.iterrows(), review.finding_ids(log, found), strict=True
    ):
        _finding(athlete, one, where, written, ids)


def _finding(
    athlete: Athlete, one: Any, where: str, written: pd.DataFrame, ids: list[str]
) -> None:
    key = f"{where}_{one['finding_id']}"
    with st.container(border=True, key=f"finding_{key}"):
        left, why = st.columns([7, 2], vertical_alignment="center")
        said = left.container(gap="xsmall")
        done = " *(dealt with)*" if one["is_acknowledged"] else ""
        said.markdown(f"{mark(one['severity'])} {show.plain(one['reasons'][0])}{done}")
        for fix in one["fixes"][:3]:
            after = "" if fix["severity_after"] == "ok" else f" ({_left(fix)})"
            said.caption(f":material/arrow_forward: {show.plain(fix['text'] + after)}")
        if one["note"]:
            said.caption(f":material/edit_note: {show.plain(one['note'])}")
        with said:
            subject = Subject("finding", one["finding_id"], one["day"].date())
            notes.small(athlete, written, subject, ids, key)
        with why.container(horizontal=True, horizontal_alignment="right"):
            with st.popover("Why"):
                st.markdown(f"Rule: {show.plain(rule_name(one['rule']))}")
                for reason in one["reasons"][1:]:
                    st.markdown(show.plain(reason))
                shell.link("lift_run", "Link to this", **{FINDING: one["finding_id"]})
            _word(athlete, one, key)


def _left(fix: dict[str, Any]) -> str:
    word = {"info": "a remark", "caution": "a caution"}.get(fix["severity_after"])
    return f"then {word or fix['severity_after']}"


def _word(athlete: Athlete, one: Any, key: str) -> None:
    """Say that it was dealt with, and why; or that it was not."""
    if not ask.may(athlete, "note"):
        return
    if one["is_acknowledged"]:
        st.button(
            "Open again",
            key=f"reopen_{key}",
            on_click=_say,
            args=(athlete, one["finding_id"], "", True),
        )
        return
    with st.popover("Dealt with"):
        st.text_input("A note, if you like", key=f"note_{key}", max_chars=300)
        st.button(
            "Mark as dealt with",
            key=f"done_{key}",
            on_click=_say,
            args=(athlete, one["finding_id"], f"note_{key}", False),
        )


def _say(athlete: Athlete, finding_id: str, note_key: str, is_back: bool) -> None:
    # Asked now: what was typed right before the click is not in the arguments yet.
    note = None if is_back else st.session_state.get(note_key)
    acknowledgements.acknowledge(
        ask.store(),
        athlete.athlete_id,
        finding_id,
        ask.now(),
        note or None,
        is_withdrawn=is_back,
    )

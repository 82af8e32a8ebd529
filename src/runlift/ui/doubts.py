"""Values to check: what looks odd in a log, with a word for each, and a way back."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from runlift import answers
from runlift.model import Athlete
from runlift.store import corrections
from runlift.store.corrections import Verdict
from runlift.transforms.believed import ONLY_NOTED
from runlift.ui import ask, cached, show
from runlift.units import day_text

_AT_ONCE = 8
_ALONE = 2
"""So many doubts of one kind stand by themselves; more of them are one entry."""
_EXAMPLES = 3
_PAGE, _PAGE_DECIDED = "doubts_page", "doubts_decided_page"


def listed(athlete: Athlete) -> None:
    """What waits for the athlete's word, what does not count first, then what was said."""
    found = cached.training(ask.store(), athlete)[0]["doubts"]
    if found.empty:
        return
    waiting = found[found["verdict"].isna()]
    st.subheader("Values to check")
    st.caption(_summary(len(waiting), int(waiting["is_excluded"].sum())))
    entries = _entries(waiting)
    for place, entry in enumerate(_paged(entries, _PAGE)):
        _entry(athlete, entry, place)
    decided = found[found["verdict"].notna()]
    if len(decided):
        _decided(athlete, decided)


def _summary(waiting: int, held: int) -> str:
    if not waiting:
        return "Nothing waits for you."
    said = f"{answers.counted(waiting, 'value')} to check."
    if not held:
        return f"{said} All of them count as they were logged."
    return (
        f"{said} Not used until you say that it is right: "
        f"{answers.counted(held, 'value')}. Everything else counts as it was logged."
    )


def _entries(waiting: pd.DataFrame) -> list[pd.DataFrame]:
    """Doubts that are answered together.

    Sets of one exercise in a session are one entry; of the doubts that hold nothing
    back, all of one kind are one when they are many.
    """
    starred = waiting[waiting["is_starred"]]
    entries = [
        one
        for _, one in starred.groupby(
            ["record_id", "what", "about"], sort=False, dropna=False
        )
    ]
    for _, alike in waiting[~waiting["is_starred"]].groupby("what", sort=False):
        if len(alike) > _ALONE:
            entries.append(alike)
        else:
            entries += [alike.iloc[[row]] for row in range(len(alike))]
    return entries


def _paged(entries: Sequence[Any], key: str) -> Sequence[Any]:
    pages = -(-len(entries) // _AT_ONCE)
    place = st.pagination(pages, key=key) if pages > 1 else 1
    # Deciding the last entry of the last page leaves a page less.
    begin = (min(int(place or 1), max(pages, 1)) - 1) * _AT_ONCE
    return entries[begin : begin + _AT_ONCE]


def _entry(athlete: Athlete, entry: pd.DataFrame, place: int) -> None:
    first = entry.iloc[0]
    # The key follows the record: a click must not answer for the entry that moved up.
    key = f"{first['what']}_{first['record_id']}_{first['set_no']}"
    with st.container(border=True, key=f"doubt_{place}"):
        left, right = st.columns([5, 2], vertical_alignment="center")
        for text in _sentences(entry):
            left.markdown(show.plain(text))
        is_many = len(set(entry["record_id"])) > 1
        if first["is_starred"]:
            left.caption("Not used until you say that it is right.")
        right.button(
            "They are right" if is_many else "It is right",
            key=f"doubt_right_{key}",
            disabled=not ask.may(athlete, "change"),
            on_click=_say,
            args=(athlete, entry, "confirmed"),
            width="stretch",
        )
        if first["what"] not in ONLY_NOTED:
            right.button(
                "Leave them out" if is_many else "Leave it out",
                key=f"doubt_out_{key}",
                disabled=not ask.may(athlete, "change"),
                on_click=_say,
                args=(athlete, entry, "excluded"),
                width="stretch",
            )


def _sentences(entry: pd.DataFrame) -> list[str]:
    """The days and sentences of some of them, and how many more there are."""
    some = entry.drop_duplicates(["record_id", "text"]).head(_EXAMPLES)
    said = [f"{_day(one.day)}: {one.text}" for one in some.itertuples(index=False)]
    more = len(entry) - len(some)
    return [*said, f"And {more} more like it."] if more else said


def _decided(athlete: Athlete, decided: pd.DataFrame) -> None:
    words = {"confirmed": "right", "excluded": "left out"}
    with st.expander(f"Decided: {len(decided)}"):
        once = decided.drop_duplicates(["kind", "record_id", "set_no"])
        places = _paged(range(len(once)), _PAGE_DECIDED)
        for row in once.iloc[list(places)].itertuples(index=False):
            key = f"{row.kind}_{row.record_id}_{row.set_no}"
            left, right = st.columns([5, 2], vertical_alignment="center")
            left.markdown(
                f"**{words[row.verdict]}** · "
                f"{show.plain(f'{_day(row.day)}: {row.text}')}"
            )
            mine = decided[
                (decided["record_id"] == row.record_id)
                & (decided["kind"] == row.kind)
                & (decided["set_no"] == row.set_no)
            ]
            right.button(
                "Take it back",
                key=f"doubt_back_{key}",
                disabled=not ask.may(athlete, "change"),
                on_click=_say,
                args=(athlete, mine, None),
                width="stretch",
            )


def _say(athlete: Athlete, entry: pd.DataFrame, verdict: Verdict | None) -> None:
    """Remember the word; what was left out is remembered with what was odd about it."""
    keys = entry.drop_duplicates(["kind", "record_id", "set_no"])
    corrections.correct(
        ask.store(),
        athlete.athlete_id,
        zip(keys["kind"], keys["record_id"], keys["set_no"].tolist(), strict=True),
        verdict,
        ask.now(),
        reason=keys["text"].iloc[0] if verdict == "excluded" else None,
    )


def _day(moment: pd.Timestamp) -> str:
    return f"{day_text(moment.date())} {moment.year}"

"""Counted once: which records are one activity and why, and the athlete's word on each."""

from typing import Any

import pandas as pd
import streamlit as st

from runlift import answers, importers
from runlift.model import Athlete
from runlift.store import twins as store_twins
from runlift.ui import ask, cached, show
from runlift.units import day_text

_AT_ONCE = 8
_PAGE, _PAGE_SPLIT = "twins_page", "twins_split_page"


def listed(athlete: Athlete) -> None:
    """What several sources recorded, the newest first, then what was taken apart."""
    found = cached.twin_records(ask.store(), athlete)
    if found.empty:
        return
    together, apart = found[~found["is_split"]], found[found["is_split"]]
    st.subheader("Counted once")
    if len(together):
        st.caption(
            f"{answers.counted(len(together), 'record')} of an activity that another "
            "source has as well. The fuller record counts, completed by the other."
        )
    for row in _paged(together, _PAGE).to_dict("records"):
        _pair(athlete, row)
    if len(apart):
        with st.expander(f"Kept apart: {len(apart)}"):
            for row in _paged(apart, _PAGE_SPLIT).to_dict("records"):
                _pair(athlete, row)


def _paged(found: pd.DataFrame, key: str) -> pd.DataFrame:
    pages = -(-len(found) // _AT_ONCE)
    place = st.pagination(pages, key=key) if pages > 1 else 1
    # Deciding the last entry of the last page leaves a page less.
    begin = (min(int(place or 1), max(pages, 1)) - 1) * _AT_ONCE
    return found.iloc[begin : begin + _AT_ONCE]


def _pair(athlete: Athlete, row: dict[str, Any]) -> None:
    key = f"{row['id']}_{row['twin_id']}"
    names = [_source(row[f"{prefix}source_format"]) for prefix in ("", "twin_")]
    with st.container(border=True, key=f"twins_{key}"):
        left, right = st.columns([5, 1], vertical_alignment="center")
        what = "Run" if row["kind"] == "run" else "Lifting"
        day = row["start_local"].date()
        told = f": {row['why']}" if row["why"] else ""
        left.markdown(
            f"**{what}, {day_text(day, weekday=True)} {day.year}** · "
            + show.plain(f"{' and '.join(names)}{told}")
        )
        for prefix in ("", "twin_"):
            left.caption(_record(row, prefix))
        right.button(
            "Join again" if row["is_split"] else "These are two",
            key=f"twins_button_{key}",
            disabled=not ask.may(athlete, "change"),
            on_click=_say,
            args=(athlete, row["kind"], row["pairs"], row["is_split"]),
            width="stretch",
        )


def _record(row: dict[str, Any], prefix: str) -> str:
    """When, what it is called there, and from which file."""
    begun = row[f"{prefix}start_local"]
    is_timed = row[f"{prefix}time_precision"] != "day"
    when = f"{begun:%H:%M}" if is_timed else f"{day_text(begun.date())}, no time of day"
    title = row[f"{prefix}title"] or ""
    parts = (when, title, row[f"{prefix}source_file"])
    return show.plain(" · ".join(part for part in parts if part))


def _source(slug: str) -> str:
    """The app as people call it."""
    titles = {one.slug: one.title for one in importers.importers()}
    return titles.get(slug, slug).partition(" (")[0]


def _say(
    athlete: Athlete, kind: str, pairs: list[tuple[str, str]], is_twin: bool
) -> None:
    """Remember what the athlete says about a pair, and count anew."""
    store_twins.decide(
        ask.store(), athlete.athlete_id, kind, pairs, ask.now(), is_twin=is_twin
    )
    cached.forget()

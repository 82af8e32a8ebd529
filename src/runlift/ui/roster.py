"""The roster's parts: whose week is asked about, the figures, the table, the tags."""

import time
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from runlift import exports
from runlift.answers import counted
from runlift.errors import RunliftError
from runlift.frames import facts
from runlift.frames import roster as roster_
from runlift.frames.roster import Roster
from runlift.model import Athlete
from runlift.science.policy import default_policy
from runlift.store import tags
from runlift.transforms.roster_reasons import ORDER
from runlift.ui import ask, roster_cards, show
from runlift.ui import roster_words as words
from runlift.units import day_text

_AT_ONCE_S = 1.5
"""So long a page may count before it is drawn; the rest is counted below it."""

_CARDS = 10
"""Cards at a time, on a phone."""

_TOLD = 3
"""Kinds of reasons that the leading sentence names."""

_ROW, _HEAD = 35, 38
"""Heights of the table's rows, in pixels."""

_WHO = {"all": "Everybody", "needs": "Who needs a look"}


def counted_anew(seen: Sequence[Athlete]) -> list[Athlete]:
    """Bring the facts of those up to date whose log has changed; who is still waiting."""
    waiting = facts.behind(ask.store(), seen)
    if not waiting:
        return []
    until = time.monotonic() + _AT_ONCE_S
    with st.spinner("Counting what has changed ..."):
        while waiting and time.monotonic() < until:
            facts.refresh(ask.store(), waiting.pop(0), ask.now())
    return waiting


def count_on(waiting: Sequence[Athlete], place: DeltaGenerator) -> None:
    """Count the others while the page stands; a click only interrupts it."""
    if not waiting:
        return
    with place:
        bar = st.progress(0.0)
    for done, one in enumerate(waiting):
        left = counted(len(waiting) - done, "athlete")
        bar.progress(done / len(waiting), f"Logs have changed: {left} to count.")
        facts.refresh(ask.store(), one, ask.now())
    st.rerun()


def week(today: date) -> date:
    """The Monday of the week that is asked about: this one, or what the address says."""
    this = today - timedelta(days=today.weekday())
    return min(ask.week() or this, this)


def of(seen: Sequence[Athlete], monday: date, today: date) -> Roster:
    """The roster of one week."""
    return roster_.roster(ask.store(), seen, monday, today)


def answer(now: Roster, today: date) -> str:
    """How many need a look, and for what."""
    when = _when(now.week, today)
    rows = now.rows
    needy = rows[rows["needs"]]
    many = len(rows)
    if not rows["is_known"].any() and needy.empty:
        return f"{when}: nothing is known of it yet."
    if many == 1:
        told = needy.iloc[0]["reasons"] if len(needy) else ["nothing calls for a look."]
        return f"{when}: {' '.join(told)}"
    if needy.empty:
        return f"{when}: none of {many:,} athletes gives a reason for a look."
    counts = {
        said: int((needy["order"] == ORDER.index(kind)).sum())
        for kind, said in _FIRST.items()
    }
    parts = [f"{count:,} {said}" for said, count in counts.items() if count]
    left = len(needy) - sum([one for one in counts.values() if one][:_TOLD])
    if left:
        parts = [*parts[:_TOLD], f"{left:,} for other reasons"]
    verb = "needs" if len(needy) == 1 else "need"
    return f"{when}: {len(needy):,} of {many:,} {verb} a look ({', '.join(parts)})."


_FIRST = {
    "problem": "with a log that cannot be read",
    "conflict": "with open conflicts",
    "missed": "behind the plan",
    "quiet": "silent",
    "falling": "with a lift that regresses",
    "far": "far from the usual distance",
    "long": "without the long run",
    "spike": "with a run far beyond those before",
    "empty": "without any import",
}
"""By the weightiest reason of each, so that nobody is counted twice."""


def figures(now: Roster) -> list[tuple[str, str, str]]:
    """Who needs a look, conflicts, lifts against plans, silence."""
    rows = now.rows
    hit = int((rows["open_conflicts"] > 0).sum())
    planned = rows[rows["planned_lifts"] > 0]
    # More lifts than planned do not make up for somebody else's.
    done = planned[["lifts", "planned_lifts"]].min(axis=1).sum()
    silent = int(((rows["runs"] == 0) & (rows["lifts"] == 0)).sum())
    return [
        ("Need a look", f"{int(rows['needs'].sum()):,}", f"of {len(rows):,}"),
        (
            "Open conflicts",
            f"{int(rows['open_conflicts'].sum()):,}",
            f"of {counted(hit, 'athlete')}" if hit else "in this week",
        ),
        (
            "Planned lifts done",
            f"{done:,.0f} of {planned['planned_lifts'].sum():,.0f}"
            if len(planned)
            else "–",
            f"{counted(len(planned), 'plan')} followed"
            if len(planned)
            else "nobody follows a plan",
        ),
        ("Nothing logged", f"{silent}", "in this week"),
    ]


def steps(monday: date, today: date) -> None:
    """A week back, a week on; which one stands in the address."""
    this = today - timedelta(days=today.weekday())
    with st.container(horizontal=True, vertical_alignment="center", key="roster_week"):
        back = monday - timedelta(weeks=1)
        st.button(
            "Week before", icon=":material/chevron_left:", on_click=_go, args=(back,)
        )
        st.button(
            "Week after",
            icon=":material/chevron_right:",
            on_click=_go,
            args=(monday + timedelta(weeks=1),),
            disabled=monday >= this,
        )
        if monday != this:
            st.button("This week", on_click=_go, args=(this,))
        sunday = monday + timedelta(days=6)
        st.markdown(f"**{day_text(monday)} to {day_text(sunday)} {sunday.year}**")


def _go(monday: date) -> None:
    st.query_params[ask.WEEK] = monday.isoformat()


def filtered(now: Roster) -> pd.DataFrame:
    """The rows that are asked for: by text, by tag, by need."""
    with st.container(
        horizontal=True, vertical_alignment="bottom", key="roster_filter"
    ):
        text = st.text_input(
            "Search",
            placeholder="Name, tag, reason or note",
            key="roster_search",
            persist_state="session",
            width=260,
        )
        tag = ""
        if now.tags:
            # An index, because a tag may be any text.
            names = {"any": "Any", **{f"{n}": one for n, one in enumerate(now.tags)}}
            chosen = st.selectbox(
                "Tag",
                list(names),
                format_func=lambda one: names.get(one, one),
                key=f"roster_tag_{hash(tuple(now.tags))}",
                width=180,
            )
            tag = "" if chosen == "any" else names[chosen]
        who = ask.one_of("Show", _WHO, "show", "all")
    return roster_.matching(now.rows, text or "", tag, needs=who == "needs")


def nobody(now: Roster) -> None:
    """No row is left: say whether that is good news."""
    if not now.rows["needs"].any():
        st.success("Nobody gives a reason for a look.", icon=":material/check:")
    else:
        st.info("Nobody fits. Change the search, the tag or who is shown.")


def table(now: Roster, rows: pd.DataFrame, today: date) -> None:
    """Everybody in a row; the one that is chosen is told below."""
    with st.container(key="roster_table"):
        shown = words.shown(now, rows, today)
        event = st.dataframe(
            shown,
            column_config=_columns(now),
            hide_index=True,
            height=_HEAD + _ROW * min(len(shown), 11) + 2,
            on_select="rerun",
            selection_mode="single-row",
            key=f"roster_{now.week}",
            alt=(
                f"The week of {counted(len(shown), 'athlete')}, those with a reason for "
                "a look first."
            ),
        )
        chosen = [one for one in event["selection"]["rows"] if one < len(rows)]
        if chosen:
            roster_cards.card(now, rows.iloc[chosen[0]].to_dict(), today)
        else:
            st.caption("Choose a row for the reasons in full and the ways on.")
        st.download_button(
            "Download CSV",
            lambda: exports.write(shown.drop(columns="weeks"), "csv"),
            f"roster-{now.week}.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
        )


_USUAL = "In brackets the median of the four weeks before."


def _columns(now: Roster) -> Mapping[str, Any]:
    column = st.column_config
    return {
        "name": column.TextColumn("Athlete", pinned=True, width=150),
        "conflicts": column.TextColumn("Lift × Run", width=110),
        "why": column.TextColumn("Why a look", width=300),
        "runs": column.TextColumn("Runs", width=62, help=_USUAL),
        "distance": column.TextColumn(f"Running ({now.unit})", width=92, help=_USUAL),
        "weeks": column.BarChartColumn(
            "5 weeks", width=80, y_min=0, help="Distance; the last bar is this week."
        ),
        "long": column.TextColumn("Long", width=54),
        "key": column.TextColumn("Key", width=54),
        "lifts": column.TextColumn(
            "Lifts", width=64, help="Done, of those planned where a plan is followed."
        ),
        "finding": column.TextColumn("Worst finding", width="medium"),
        "states": column.TextColumn("Main lifts", width="medium"),
        "little": column.TextColumn("Little stimulus", width="medium"),
        "spike": column.TextColumn("Longest run", width="small"),
        "imported": column.TextColumn("Last import", width="small"),
        "note": column.TextColumn("Latest note", width="medium"),
        "tags": column.TextColumn("Tags", width="small"),
    }


def cards(now: Roster, rows: pd.DataFrame, today: date) -> None:
    """The same as a list, for a narrow screen."""
    with st.container(key="roster_cards"):
        pages = -(-len(rows) // _CARDS)
        place = 1
        if pages > 1:
            place = int(st.pagination(pages, key=f"roster_page_{pages}") or 1)
        for one in rows.iloc[(place - 1) * _CARDS : place * _CARDS].to_dict("records"):
            roster_cards.card(now, one, today)


def groups(seen: Sequence[Athlete], now: Roster) -> None:
    """Who has which tag."""
    names = {one.athlete_id: one.name for one in seen}
    with st.expander("Tags", icon=":material/label:"):
        st.markdown("A tag makes a group: a squad, a race, a day at the gym.")
        tag = st.selectbox(
            "Tag to edit",
            now.tags,
            index=None,
            accept_new_options=True,
            placeholder="Choose one, or type a new one",
            key="roster_tag_edited",
        )
        if not tag:
            return
        has = [key for key in names if tag in now.by_athlete.get(key, ())]
        with st.form("roster_members", border=False):
            members = st.multiselect(
                "Who has it",
                list(names),
                default=has,
                format_func=lambda one: names.get(one, one),
                key=f"roster_members_{tag}",
            )
            if st.form_submit_button("Save", type="primary"):
                _assign(tag, members, names, now)


def _assign(
    tag: str, members: Sequence[str], names: Mapping[str, str], now: Roster
) -> None:
    among = {one: now.by_athlete.get(one, []) for one in names}
    try:
        tags.assign(ask.store(), tag, set(members), among, ask.now())
    except RunliftError as refusal:
        st.error(show.plain(str(refusal)))
        return
    st.rerun()


def method(now: Roster) -> list[str]:
    """What the reasons are, where they come from, and what they are not."""
    policy = default_policy()
    return [
        "The order is that of the reasons, and within a reason that of names: a log that "
        "cannot be read, open conflicts, planned lifts that were not done, silence, a main "
        "lift that regresses, a week far from the usual distance, no long run, a run far "
        "beyond those before. Nothing is added up, and nobody is held against anybody "
        "else.",
        f"Silence is a whole week without anything, or {policy.number('roster.quiet_days'):g} "
        "days up to today. Far from usual is a whole week below "
        f"{policy.number('roster.low_share'):.0%} or a week above "
        f"{policy.number('roster.high_share'):.0%} of the median of her four weeks before; "
        "in runners the change from week to week went with no more injuries. A long run is "
        "missed where it was planned, or where "
        f"{policy.number('roster.usual_long'):g} of the four weeks before had one.",
        words.SPIKE,
        "Conflicts and their reasons are those of the Lift × Run page; what somebody has "
        "dealt with is no reason for a look. Directions are those of the Strength page on "
        "the Sunday, for up to three main lifts and the last twelve weeks of a log. Little "
        "stimulus is the average of four whole weeks below *maintain* of the Volume page: "
        "information, and no reason by itself.",
        "Every number is kept a week for each athlete and made anew from her log whenever "
        "anything in it changes.",
    ]


def _when(monday: date, today: date) -> str:
    if 0 <= (today - monday).days < 7:
        return "This week so far"
    return f"The week of {day_text(monday)} {monday.year}"

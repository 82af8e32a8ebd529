"""What each session was for the muscles, and its jumps and throws."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from runlift.charts import session_places, volume_contacts, volume_sessions
from runlift.charts.theme import Look
from runlift.frames import Profile
from runlift.transforms.fractional import UNMAPPED
from runlift.transforms.session_dose import GROUPS
from runlift.ui import severity, show
from runlift.units import day_text

_RUNNERS = ("runners, beginners", "runners, intermediate")
_ATHLETES = ("beginners", "intermediate", "advanced")
_SHOWN = 5
"""Cautions told one by one."""


def doses(found: pd.DataFrame, look: Look) -> None:
    """Hard sets of each session by group, and the muscle it asked most of."""
    st.subheader("Session by session")
    if found.empty:
        show.too_little("No hard set in these days.", "Widen the window.")
        return
    show.chart(volume_sessions, look, "volume_sessions", sessions=found)
    if len(found) > session_places.MOST:
        st.caption(
            f"The picture has the newest {session_places.MOST} of {len(found)} sessions."
        )
    number = st.column_config.NumberColumn
    groups = {
        group: number(group.capitalize(), format="%g")
        for group in GROUPS
        if group in found
    }
    columns: dict[str, object] = {
        "day": st.column_config.DateColumn("Day", format="D MMM YYYY"),
        "title": "Session",
        "hard_sets": number("Hard sets", format="%g"),
        **groups,
        "top_muscle": "Most for",
        "top_sets": number("Its sets", format="%.1f"),
    }
    if found[UNMAPPED].any():
        columns[UNMAPPED] = number("Not mapped", format="%g")
    show.table(
        found.iloc[::-1],
        columns,
        "volume_sessions",
        alt="Hard sets of every session by group of muscles, newest first.",
        height=360,
    )
    st.caption(
        "A set counts once for each group that it is made for: a deadlift for legs and "
        "core. The last columns name the muscle with the most fractional sets."
    )


def jumps(page: Mapping[str, pd.DataFrame], look: Look, how: Profile) -> None:
    """Jump contacts and throws where there are any, else one quiet sentence."""
    st.subheader("Jumps and throws")
    sessions, weeks = page["jump_sessions"], page["jump_weeks"]
    if sessions.empty:
        st.caption("No jumps and no throws in these days.")
        return
    told = cautions(sessions, weeks, how)
    for said in told[:_SHOWN]:
        st.markdown(f"{severity.mark('caution')} {show.plain(said)}")
    if len(told) > _SHOWN:
        st.caption(f"And {len(told) - _SHOWN} more, marked in the picture and table.")
    show.chart(
        volume_contacts,
        look,
        "volume_contacts",
        sessions=sessions,
        guides=guides(how),
    )
    number = st.column_config.NumberColumn
    left, right = st.columns(2)
    with left:
        show.table(
            sessions.iloc[::-1],
            {
                "day": st.column_config.DateColumn("Day", format="D MMM YYYY"),
                "title": "Session",
                "contacts": number("Jump contacts", format="%d"),
                "throws": number("Throws", format="%d"),
            },
            "volume_jumps",
            alt="Jump contacts and throws of each session, newest first.",
        )
    with right:
        some = weeks[(weeks["contacts"] > 0) | (weeks["throws"] > 0)]
        show.table(
            some.iloc[::-1],
            {
                "week": st.column_config.DateColumn("Week of", format="D MMM YYYY"),
                "contacts": number("Jump contacts", format="%d"),
                "before": number("Week before", format="%d"),
                "throws": number("Throws", format="%d"),
            },
            "volume_jump_weeks",
            alt="Jump contacts and throws of each week, newest first.",
        )
    st.caption("Throws count both sides together; each landing is one contact.")


def cautions(sessions: pd.DataFrame, weeks: pd.DataFrame, how: Profile) -> list[str]:
    """Sessions and weeks beyond the rule, newest first.

    Args:
        sessions: as `jumps` returns them.
        weeks: as `jumps` returns them.
        how: the athlete's thresholds.
    """
    number = how.policy.number
    most = number("volume.contacts_warn")
    growth = number("volume.contacts_warn_growth") - 1
    told = [
        (
            one["day"],
            f"{_day(one['day'])}: {one['contacts']:g} jump contacts in a session, more "
            f"than {most:g}. Two sessions of half as many are the same work.",
        )
        for one in sessions[sessions["is_many"]].to_dict("records")
    ]
    told += [
        (
            one["week"],
            f"Week of {_day(one['week'])}: {one['contacts']:g} jump contacts after "
            + (
                f"{one['before']:g} in the week before, more than {growth:.0%} more."
                if one["before"]
                else "none in the week before."
            )
            + " A smaller step lets the tendons follow.",
        )
        for one in weeks[weeks["is_growth"]].to_dict("records")
    ]
    return [said for _, said in sorted(told, key=lambda one: one[0], reverse=True)]


def guides(how: Profile) -> pd.DataFrame:
    """The guide levels and whose they are.

    Returns:
        contacts, word; one row a level, two words where two guides agree.
    """
    rows = [
        *zip(
            how.policy.numbers("volume.contacts_guide_runners"), _RUNNERS, strict=True
        ),
        *zip(how.policy.numbers("volume.contacts_guide"), _ATHLETES, strict=True),
    ]
    found = pd.DataFrame(rows, columns=["contacts", "word"])
    return found.groupby("contacts")["word"].agg("; ".join).reset_index()


def _day(day: pd.Timestamp) -> str:
    return f"{day_text(day)} {day.year}"

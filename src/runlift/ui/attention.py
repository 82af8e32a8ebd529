"""The overview's parts: this week's figures, what needs attention, the weeks in a table."""

from dataclasses import replace
from datetime import date, datetime

import pandas as pd
import streamlit as st

from runlift import answers, frames
from runlift.errors import NotFound
from runlift.frames import Profile, Training, plans
from runlift.model import Athlete, Window
from runlift.store import Store
from runlift.ui import ask, cached, shell, show
from runlift.ui.severity import mark
from runlift.units import DistanceUnit, distance_out

_SOON_DAYS = 7


def figures(weeks: pd.DataFrame, unit: DistanceUnit) -> list[tuple[str, str, str]]:
    """This week against the last four full ones."""
    week = weeks.iloc[-1]
    before = weeks.iloc[-5:-1]
    usual = distance_out(before["distance_m"].mean(), unit) if len(before) else 0.0
    return [
        (
            "Running this week",
            f"{distance_out(week['distance_m'], unit):.0f} {unit}",
            f"usual: {usual:.0f} {unit} (4 weeks)",
        ),
        ("Lifts this week", f"{week['lifts']}", f"{week['leg_lifts']} with legs"),
        (
            "Conflicts, 4 weeks",
            f"{weeks['conflicts'].tail(4).sum()}",
            f"{weeks['cautions'].tail(4).sum()} cautions",
        ),
        (
            "Long and key runs, 4 weeks",
            f"{weeks['long_runs'].tail(4).sum() + weeks['key_runs'].tail(4).sum()}",
            f"{weeks['long_runs'].tail(4).sum()} long",
        ),
    ]


def listed(store: Store, athlete: Athlete, log: Training, window: Window) -> None:
    """What needs attention: open conflicts, lifts that fall, names nobody has mapped."""
    st.subheader("What needs attention")
    found = frames.findings(store, athlete, log)
    recent = found[
        (found["severity"] == "conflict")
        & ~found["is_acknowledged"]
        & (found["day"] >= pd.Timestamp(window.last) - pd.Timedelta(weeks=4))
    ]
    _, trends = cached.strength(store, athlete, window)
    falling = trends[trends["state"] == "regressing"]
    st.markdown(show.plain(answers.attention(recent, trends)))
    for one in recent.head(3).itertuples(index=False):
        with st.container(border=True):
            st.markdown(f"{mark(one.severity)} {show.plain(one.reasons[0])}")
            if one.fixes:
                st.caption(show.plain(one.fixes[0]["text"]))
    if len(recent) > 3:
        shell.link("lift_run", f"All {len(recent)} conflicts of four weeks")
    for one in falling.head(2).to_dict("records"):
        with st.container(border=True):
            st.markdown(
                f"**{show.plain(one['exercise'])}** {show.plain(answers.state_word(one))}"
            )
            st.caption(show.plain(one["evidence"]))
    open_names = frames.unmapped(store, athlete)
    if len(open_names):
        sets = int(open_names["sets"].sum())
        shell.link(
            "exercises",
            f"{answers.counted(len(open_names), 'exercise name')} to map "
            f"({answers.counted(sets, 'set')} not counted yet)",
        )
    if recent.empty:
        st.markdown(f"{mark('ok')} No conflict in the last four weeks.")


def ahead(
    athlete: Athlete, log: Training, how: Profile, today: date, moment: datetime
) -> None:
    """The coming days of the plan against each other and against what was just done."""
    try:
        kept = plans.kept_plan(ask.store(), athlete)
    except NotFound:
        return
    now = cached.following(ask.store(), athlete, kept, today)
    soon = [one for one in now.coming if (one.day - today).days <= _SOON_DAYS]
    left = replace(now.plan, sessions=now.coming)
    found = plans.plan_findings(log, left, how, athlete, moment)
    last = pd.Timestamp(today) + pd.Timedelta(days=_SOON_DAYS)
    near = found[
        found["severity"].isin(["conflict", "caution"]) & (found["day"] <= last)
    ].sort_values(["severity", "day"], ascending=[False, True])
    st.subheader("The days ahead")
    st.markdown(show.plain(answers.days_ahead(soon, near)))
    for one in near.head(2).to_dict("records"):
        with st.container(border=True):
            st.markdown(f"{mark(one['severity'])} {show.plain(one['reasons'][0])}")
            if one["fixes"]:
                st.caption(show.plain(one["fixes"][0]["text"]))
    shell.link("calendar", "Open the calendar")


def week_table(weeks: pd.DataFrame, unit: DistanceUnit) -> None:
    """Every week of the window, newest first."""
    st.subheader("Week by week")
    shown = weeks.iloc[::-1].assign(
        distance=lambda f: [distance_out(m, unit) for m in f["distance_m"]],
        hours=lambda f: f["moving_s"] / 3600,
    )
    show.table(
        shown,
        {
            "week": st.column_config.DateColumn("Week of", format="D MMM YYYY"),
            "distance": st.column_config.NumberColumn(
                f"Running ({unit})", format="%.1f"
            ),
            "hours": st.column_config.NumberColumn("Running (h)", format="%.1f"),
            "runs": "Runs",
            "long_runs": "Long",
            "key_runs": "Key",
            "lifts": "Lifts",
            "leg_lifts": "With legs",
            "conflicts": "Conflicts",
            "cautions": "Cautions",
        },
        "weeks",
        alt="Running, lifting and conflicts of every week in the window.",
    )

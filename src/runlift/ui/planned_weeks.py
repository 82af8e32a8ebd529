"""The table of planned against done, week by week."""

import pandas as pd
import streamlit as st

from runlift.ui import show


def table(weeks: pd.DataFrame, name: str) -> None:
    """One row a week: done of planned.

    Args:
        weeks: of `following.Following.weeks`, with the conflicts of its `conflicts`.
        name: of the table on its page.
    """
    number = st.column_config.NumberColumn
    shown = weeks.assign(
        lifts=_of(weeks, "lifts"),
        runs=_of(weeks, "runs"),
        sets=_of(weeks, "sets"),
        load_percent=100 * weeks["load_ratio"],
    )
    show.table(
        shown,
        {
            "week": st.column_config.DateColumn("Week of", format="D MMM YYYY"),
            "lifts": "Lifts",
            "runs": "Runs",
            "sets": "Sets",
            "load_percent": number("Load done (% of planned)", format="%.0f"),
            "leg_load_planned": number("Leg load planned", format="%.1f"),
            "leg_load_done": number("Leg load done", format="%.1f"),
            "minutes_planned": number("Minutes planned", format="%.0f"),
            "minutes_done": number("Minutes done", format="%.0f"),
            "lifts_unplanned": number("Other lifts", format="%d"),
            "planned": number("Conflicts planned", format="%d"),
            "done": number("Conflicts done", format="%d"),
        },
        name,
        alt="One row a week: lifts, runs, sets, load and leg load, done of planned.",
    )


def _of(rows: pd.DataFrame, name: str) -> list[str]:
    return [
        f"{done:.0f} of {asked:.0f}"
        for done, asked in zip(
            rows[f"{name}_done"], rows[f"{name}_planned"], strict=True
        )
    ]

"""Weeks beside those before them, single runs beside the longest, the list of runs."""

import pandas as pd
import streamlit as st

from runlift import frames
from runlift.charts import running_longest, running_weeks
from runlift.charts.theme import ACTIVITY, Look
from runlift.frames import Profile
from runlift.frames.running import Running
from runlift.model import Window
from runlift.science.single_run import COHORT, LOOKS_BACK_DAYS, RETURNING, RUNNERS
from runlift.ui import show
from runlift.units import day_text, distance_out, duration_text, pace_text

_STEPS = {
    "usual": "within a tenth",
    "small": "over 1.10 times",
    "moderate": "over 1.30 times",
    "large": "over twice",
    RETURNING: "returning: no reference",
}


def weeks(page: Running, look: Look, how: Profile) -> None:
    """Every week before what was usual, and its table."""
    st.subheader("Week by week")
    show.chart(running_weeks, look, "running_weeks", weeks=page.weeks)
    back = how.policy.number("running.usual_weeks")
    said = f"Grey: the range of the {back:g} weeks before, and their median as a line."
    unknown = int(page.weeks["no_distance"].sum())
    if unknown:
        said += f" {unknown} of the runs have no distance; their time counts."
    st.caption(said)
    unit = look.distance_unit
    number = st.column_config.NumberColumn
    shown = page.weeks.iloc[::-1].assign(
        **{
            name: lambda f, column=column: [
                distance_out(value, unit) for value in f[column]
            ]
            for name, column in (
                ("distance", "distance_m"),
                ("usual", "usual_m"),
                ("low", "low_m"),
                ("high", "high_m"),
                ("long", "long_m"),
            )
        },
        hours=lambda f: f["moving_s"] / 3600,
        share=lambda f: 100 * f["long_share"],
    )
    with st.expander("The weeks as a table"):
        show.table(
            shown,
            {
                "week": st.column_config.DateColumn("Week of", format="D MMM YYYY"),
                "distance": number(f"Distance ({unit})", format="%.1f"),
                "usual": number(f"Median before ({unit})", format="%.1f"),
                "low": number("from", format="%.1f"),
                "high": number("to", format="%.1f"),
                "hours": number("Time (h)", format="%.1f"),
                "runs": number("Runs", format="%d"),
                "long": number(f"Long run ({unit})", format="%.1f"),
                "share": number("Its share (%)", format="%.0f"),
            },
            "running_weeks",
            alt="Distance, time and long run of every week, newest first.",
            height=320,
        )


def single(page: Running, window: Window, look: Look) -> None:
    """Runs against the longest of the thirty days before, and what one cohort showed."""
    st.subheader("Single runs")
    inside = frames.within(page.single, window)
    if inside.empty:
        show.too_little("No run with a distance in these days.", "Widen the window.")
        return
    show.chart(running_longest, look, "running_longest", runs=inside)
    for said in single_told(inside, page.single["day"].min()):
        st.markdown(show.plain(said))


def single_told(inside: pd.DataFrame, begins: pd.Timestamp) -> list[str]:
    """What the comparison says of the runs of a window, in sentences.

    Args:
        inside: as `single_runs` returns it.
        begins: the first day of the whole log; what was run before it nobody knows.
    """
    counts = inside["step"].value_counts()
    beyond = [step for step in COHORT if counts.get(step, 0)]
    told = []
    if beyond:
        listed = ", ".join(f"{counts[step]} {_STEPS[step]}" for step in beyond)
        cohort = "; ".join(
            f"{_STEPS[step]}: {COHORT[step].ratio:.2f} times as often "
            f"({COHORT[step].low:.2f} to {COHORT[step].high:.2f})"
            for step in beyond
        )
        told.append(
            f"Longer than the longest of the {LOOKS_BACK_DAYS:g} days before: {listed}. "
            f"In one cohort of {RUNNERS:,.0f} runners such runs were followed by more "
            f"overuse injuries than runs of up to 1.10 times ({cohort}); not a "
            "prediction."
        )
    else:
        told.append(
            f"No run was more than a tenth longer than the longest of the "
            f"{LOOKS_BACK_DAYS:g} days before it."
        )
    early = inside["day"] < begins + pd.Timedelta(days=LOOKS_BACK_DAYS)
    if (early & inside["step"].isin(list(COHORT))).any():
        told.append(
            f"The log begins on {day_text(begins)} {begins.year}: in its first "
            f"{LOOKS_BACK_DAYS:g} days the longest run before may be missing from it."
        )
    back = int(counts.get(RETURNING, 0))
    if back:
        runs = "1 run has" if back == 1 else f"{back} runs have"
        told.append(
            f"Returning: {runs} no run in the {LOOKS_BACK_DAYS:g} days before, so there "
            "is no reference."
        )
    return told


def listed(page: Running, look: Look) -> None:
    """Every run of the window with pace, pace on the level, and its ratio."""
    st.subheader("Every run")
    unit = look.distance_unit
    runs = page.runs
    words = {"raceA": "race", "raceB": "race"}
    shown = runs.assign(
        kind=[
            ACTIVITY[key].word if key in ACTIVITY else key
            for key in runs["run_class"].replace(words)
        ],
        distance=[distance_out(value, unit) for value in runs["distance_m"]],
        time=[
            duration_text(value) if value == value else "–"
            for value in runs["moving_s"]
        ],
        pace=[pace_text(value, unit) for value in runs["speed_m_per_s"]],
        level=[
            f"≤ {pace_text(value, unit)}" if rough else pace_text(value, unit)
            for value, rough in zip(
                runs["gap_m_per_s"], runs["is_gap_approximate"], strict=True
            )
        ],
    )
    number = st.column_config.NumberColumn
    show.table(
        shown,
        {
            "day": st.column_config.DateColumn("Day", format="D MMM YYYY"),
            "title": "Run",
            "kind": "Class",
            "distance": number(f"Distance ({unit})", format="%.1f"),
            "time": right("Time"),
            "pace": right("Pace"),
            "level": right("On the level"),
            "ascent_m": number("Climb (m)", format="%.0f"),
            "avg_hr": number("Heart rate (bpm)", format="%.0f"),
            "ratio": number("Times the longest before", format="%.2f"),
        },
        "runs",
        alt="Every run of these days with pace and pace on the level, newest first.",
        height=380,
    )
    if runs["is_gap_approximate"].any():
        st.caption(
            "≤: without a recording the pace on the level is approximated from the climb "
            "as on a loop, and where the climb is unknown it is the plain pace; in truth "
            "it was at least that fast."
        )


def right(label: str) -> object:
    """A column of times or paces, which are numbers to a reader."""
    return st.column_config.TextColumn(label, alignment="right")

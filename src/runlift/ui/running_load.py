"""Load by feeling, by heart and by what the legs lifted: three pictures, no total."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from runlift.charts import running_load
from runlift.charts.running_load import MEASURES, MOST_BARS
from runlift.charts.theme import Look
from runlift.frames import Profile
from runlift.frames.running import Load
from runlift.science.policy import Policy
from runlift.ui import show

_OF = {"session_rpe": "runs", "trimp": "runs", "leg_load": "lifts"}


def load(found: Load, how: Profile, look: Look) -> None:
    """The three measures over time, what is known of each, and the weeks."""
    st.subheader("Load, three ways")
    st.markdown("  \n".join(show.plain(said) for said in known_told(found, how)))
    if found.days.empty:
        show.too_little(
            "Neither effort, nor heart rate, nor lifting is known.",
            "Log how hard a run felt (1 to 10), wear a heart-rate sensor, or import your "
            "lifts.",
        )
        return
    show.chart(running_load, look, "running_load", days=found.days)
    is_long = found.days["day"].nunique() > MOST_BARS
    bars = "Over so many days only averages are drawn." if is_long else "Bars are days."
    st.caption(
        f"{bars} The lines are averages a day: the thick one long-term, the "
        "dotted one short-term. They count different things and are not added up; "
        "neither says how you feel."
    )
    weeks(found, how)


def known_told(found: Load, how: Profile) -> list[str]:
    """What each measure rests on, and what it lacks."""
    told = []
    for one in found.known.to_dict("records"):
        name = MEASURES[one["measure"]][0]
        of = _OF[one["measure"]]
        if not one["activities"]:
            told.append(f"{name}: no {of}.")
        elif not one["known"]:
            told.append(f"{name}: {_why_none(one['measure'], found)}")
        else:
            told.append(f"{name}: {_basis(one, of, found, how.policy)}")
    back = how.policy.number("load.long_days")
    return [*told, f"Counted over these days and the {back:g} before them."]


def _why_none(measure: str, found: Load) -> str:
    if measure == "session_rpe":
        return (
            "none of the runs says how hard it felt. Repetitions in reserve of sets are "
            "another thing and do not stand in."
        )
    if not found.is_heart_known:
        return "no maximum heart rate is known; say yours in Settings."
    return "none of the runs has a heart rate."


def _basis(one: Mapping[Hashable, Any], of: str, found: Load, policy: Policy) -> str:
    known, every = one["known"], one["activities"]
    said = f"{known} of {every} {of}"
    if one["measure"] == "trimp":
        by_second = one["by_second"]
        said += f", {by_second} by the second" if by_second else ", from averages"
        if not found.is_rest_known:
            rest = policy.number("effect.hr_rest_bpm")
            said += f", with {rest:g} bpm at rest since yours is not said"
    if not one["is_enough"]:
        said += "; too few for an average, for what is missing would look like rest"
    return f"{said}."


def weeks(found: Load, how: Profile) -> None:
    """Each week's load, monotony and strain."""
    st.subheader("Monotony and strain")
    wide = weeks_table(found.weeks)
    number = st.column_config.NumberColumn
    columns: dict[str, object] = {
        "week": st.column_config.DateColumn("Week of", format="D MMM YYYY")
    }
    for measure, (name, _, _) in MEASURES.items():
        if f"{measure}_load" not in wide:
            continue
        columns[f"{measure}_load"] = number(name, format="%.0f")
        if measure == "leg_load":
            # Two leg days a week and five off: its monotony says nothing but that.
            continue
        columns[f"{measure}_monotony"] = number(f"{name}: monotony", format="%.2f")
        columns[f"{measure}_strain"] = number(f"{name}: strain", format="%.0f")
    show.table(
        wide,
        columns,
        "load_weeks",
        alt="Load, monotony and strain of every week, newest first.",
        height=360,
    )
    high = how.policy.number("load.monotony_high")
    st.caption(
        "Monotony is the mean of seven days over their sample deviation, days off "
        "included; strain is the week's load times that. Missing for weeks that are not "
        "whole, lack an activity's value, or whose days were all the same. Above "
        f"{high:g} one day was much like another; information, no alarm."
    )


def weeks_table(weeks_: pd.DataFrame) -> pd.DataFrame:
    """One row a week, the measures side by side."""
    if weeks_.empty:
        return pd.DataFrame({"week": pd.Series([], dtype="datetime64[us]")})
    wide = pd.concat(
        [
            rows.set_index("week")[["load", "monotony", "strain"]].add_prefix(
                f"{measure}_"
            )
            for measure, rows in weeks_.groupby("measure")
        ],
        axis=1,
    )
    return wide.sort_index(ascending=False).reset_index()

"""Tonnage on the volume page: one exercise at a time, never summed over exercises."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from runlift.charts import volume_tonnage
from runlift.charts.theme import Look
from runlift.ui import show
from runlift.units import load_out

_LOADS = ("total_kg", "mean_kg", "last_kg")


def tonnage(page: Mapping[str, pd.DataFrame], look: Look) -> None:
    """The chosen exercise week by week, and the list of all of them."""
    found, weeks = page["tonnage"], page["tonnage_weeks"]
    st.subheader("Load times repetitions, per exercise")
    has_any = found[found["total_kg"].notna()]
    if has_any.empty:
        show.too_little(
            "No exercise of these days has a load in kilograms.",
            "Bands and holds have no tonnage; body-weight work needs your body mass.",
        )
    else:
        chosen = _ask(has_any)
        one = found[found["exercise_id"] == chosen].iloc[0]
        if one["note"]:
            st.caption(show.plain(f"{one['exercise']}: {one['note']}."))
        show.chart(
            volume_tonnage,
            look,
            "volume_tonnage",
            weeks=weeks[weeks["exercise_id"] == chosen],
        )
    if len(found):
        _table(found, look)
    st.caption(
        "Never summed over exercises: kilograms of a machine, a band and a barbell are "
        "not the same thing."
    )


def _ask(found: pd.DataFrame) -> str:
    # Exercises whose kilograms mean the same everywhere first, each part by its sets.
    ordered = found.iloc[(found["note"] != "").argsort(kind="stable")]
    names = dict(zip(ordered["exercise_id"], ordered["exercise"], strict=True))
    return str(
        st.selectbox(
            "Exercise",
            list(names),
            format_func=lambda one: names.get(one, one),
            key="volume_tonnage_exercise",
            width=360,
        )
    )


def _table(found: pd.DataFrame, look: Look) -> None:
    unit = look.weight_unit
    shown = found.assign(
        **{
            name: [round(load_out(value, unit), 0) for value in found[name]]
            for name in _LOADS
        },
        course_kg=[
            [load_out(value, unit) for value in one] for one in found["course_kg"]
        ],
    ).rename(columns=lambda name: name.replace("_kg", f"_{unit}"))
    number = st.column_config.NumberColumn
    show.table(
        shown,
        {
            "exercise": "Exercise",
            f"course_{unit}": st.column_config.BarChartColumn(
                "Week by week", y_min=0, width="medium"
            ),
            f"mean_{unit}": number(f"A week ({unit})", format="localized"),
            f"last_{unit}": number(f"Newest week ({unit})", format="localized"),
            "sets": number("Working sets", format="%g"),
            "last_day": st.column_config.DateColumn("Last", format="D MMM YYYY"),
            "note": st.column_config.TextColumn("Note", width="medium"),
        },
        "volume_tonnage",
        alt="Tonnage of each exercise a week, with its course; most sets first.",
        height=420,
    )

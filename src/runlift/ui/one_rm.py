"""The 1RM calculator: from a set to a maximum, and from there to a bar."""

import math

import numpy as np
import pandas as pd
import streamlit as st

from runlift.frames import Profile
from runlift.science import plates, strength
from runlift.science.rpe_table import percent_of_1rm
from runlift.ui import show
from runlift.ui.strength_detail import plates_text
from runlift.units import load_out


def calculator(sessions: pd.DataFrame, how: Profile) -> None:
    """A set in, the estimate by every formula and a bar for another set out.

    Args:
        sessions: of the chosen exercise, whose newest set is the first suggestion.
        how: formula, unit and plates of the athlete.
    """
    unit = how.weight_unit
    last = sessions.iloc[-1]
    start = load_out(last["load_kg"], unit) if last["load_kg"] > 0 else 0.0
    with st.container(horizontal=True):
        load = st.number_input(
            f"Load ({unit})", 0.0, 1500.0, float(round(start, 2)), 2.5, key="calc_load"
        )
        reps = st.number_input(
            "Repetitions", 1, 15, int(min(max(last["reps"], 1), 15)), key="calc_reps"
        )
        reserve = st.number_input(
            "Left in reserve", 0.0, 10.0, 0.0, 0.5, key="calc_rir"
        )
    possible = float(strength.effective_reps(reps, reserve))
    every = {
        name: float(strength.e1rm(load, possible, name, how.policy))
        for name in strength.FORMULAS
    }
    mine = every[how.formula]
    if math.isnan(mine):
        limit = how.policy.number("e1rm.max_effective_reps")
        show.too_little(
            "No estimate for this set.",
            f"It needs a load, and at most {limit:g} repetitions with those in reserve.",
        )
        return
    title = strength.FORMULAS[how.formula].title
    low, high = np.nanmin(list(every.values())), np.nanmax(list(every.values()))
    st.markdown(
        f"**{mine:.1f} {unit}** by {title}; the {len(every)} usual formulas say "
        f"{low:.1f} to {high:.1f} {unit}."
    )
    _another_set(mine, how)
    with st.expander("All formulas"):
        st.dataframe(
            pd.DataFrame(
                {
                    "formula": [strength.FORMULAS[one].title for one in every],
                    "e1rm": list(every.values()),
                    "about": [strength.FORMULAS[one].fitted_on for one in every],
                }
            ),
            column_config={
                "formula": "Formula",
                "e1rm": st.column_config.NumberColumn(f"1RM ({unit})", format="%.1f"),
                "about": "Made for",
            },
            hide_index=True,
            alt="The estimate by each formula.",
        )


def _another_set(maximum: float, how: Profile) -> None:
    """What to put on the bar for so many repetitions at an effort."""
    unit = how.weight_unit
    st.markdown("**What goes on the bar for another set?**")
    with st.container(horizontal=True):
        wanted = st.number_input("Repetitions wanted", 1, 15, 5, key="calc_want")
        rpe = st.slider("RPE", 6.0, 10.0, 8.0, 0.5, key="calc_rpe", width=220)
    possible = float(strength.effective_reps(wanted, 10 - rpe))
    load = float(strength.load_for(maximum, possible, how.formula, how.policy))
    if math.isnan(load):
        show.too_little("Too many repetitions for an estimate.", "Ask for fewer.")
        return
    bar = plates.loading(load, unit, how.policy)
    chart = float(percent_of_1rm(wanted, rpe)) / 100 * maximum
    beside = (
        f" The RPE chart lifters use says {chart:.1f} {unit}."
        if not math.isnan(chart)
        else ""
    )
    st.markdown(
        f"{load:.1f} {unit}, on a bar **{bar.total:g} {unit}**: {plates_text(bar)} a side."
        f"{beside}"
    )
    st.caption(
        f"Bar and plates are thresholds of Settings (plates.bar_{unit}, plates.{unit})."
    )

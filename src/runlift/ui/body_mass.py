"""Body mass: what is known of it, and a way to enter it."""

import pandas as pd
import streamlit as st

from runlift.charts import body_mass as chart
from runlift.charts.theme import Look
from runlift.frames import Training
from runlift.model import Athlete
from runlift.store import weighings
from runlift.ui import ask, cached, show
from runlift.units import KG_PER_LB, load_out

_MOST = {"kg": 300.0, "lb": 660.0}
_LEAST = {"kg": 25.0, "lb": 55.0}


def part(athlete: Athlete, look: Look) -> None:
    """The course of body mass, and a form for another day."""
    known = weighings.body_mass(ask.store(), athlete.athlete_id)
    if known.empty:
        st.markdown(
            "No body mass is known. It is part of the load of pull-ups, dips and the "
            "like, and is used as of the day; files of Apple Health, Garmin and others "
            "bring it, or you enter it here."
        )
    else:
        show.chart(chart, look, "body_mass", masses=known)
    if not ask.may(athlete, "change"):
        return
    _enter(athlete, known, look)
    mine = known[known["is_entered"]] if len(known) else known
    if len(mine):
        _entered(athlete, mine, look)


def needed(log: Training) -> str:
    """Which exercises cannot be scored without body mass, as a sentence, or nothing."""
    sets = log["sets"]
    waiting = sets[
        sets["basis"].isin(["bodyweight", "assist"])
        & (sets["exercise_kind"] == "hard")
        & sets["bodyweight_kg"].isna()
        & sets["bodyweight_fraction"].notna()
    ]
    names = waiting["exercise"].value_counts().index.tolist()
    if not names:
        return ""
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if names[3:] else "")
    return f"{shown} can be scored once your body mass is known."


def _enter(athlete: Athlete, known: pd.DataFrame, look: Look) -> None:
    unit = look.weight_unit
    last = load_out(known["mass_kg"].iloc[-1], unit) if len(known) else None
    with st.form("weighing", border=False, enter_to_submit=True):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            day = st.date_input("Day", ask.today(), max_value=ask.today(), width=160)
            mass = st.number_input(
                f"Body mass ({unit})",
                _LEAST[unit],
                _MOST[unit],
                last,
                0.1,
                format="%.1f",
                width=180,
            )
            is_sent = st.form_submit_button("Enter")
        if is_sent and mass is not None:
            in_kg = mass * KG_PER_LB if unit == "lb" else mass
            weighings.weigh(ask.store(), athlete.athlete_id, day, in_kg, ask.now())
            cached.forget()
            st.rerun()


def _entered(athlete: Athlete, mine: pd.DataFrame, look: Look) -> None:
    """What was entered by hand, each with a way back."""
    days = dict(zip(mine["day"].dt.date, mine["mass_kg"], strict=True))
    unit = look.weight_unit
    with st.container(horizontal=True, vertical_alignment="bottom"):
        day = st.selectbox(
            "Entered by hand",
            sorted(days, reverse=True),
            format_func=lambda one: (
                f"{one:%-d %b %Y}: {load_out(days[one], unit):.1f} {unit}"
            ),
            width=260,
        )
        st.button(
            "Take it back",
            on_click=_take_back,
            args=(athlete, day),
            key="weighing_back",
        )


def _take_back(athlete: Athlete, day: object) -> None:
    weighings.weigh(ask.store(), athlete.athlete_id, day, None, ask.now())  # type: ignore[arg-type]
    cached.forget()

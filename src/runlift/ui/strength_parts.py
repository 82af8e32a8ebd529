"""The strength page below its first screen: one lift in depth, records, body mass."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from runlift import frames
from runlift.charts.theme import Look
from runlift.frames import Profile, Training
from runlift.model import Athlete, Window
from runlift.ui import (
    ask,
    body_mass,
    cached,
    left_out,
    one_rm,
    records,
    shell,
    show,
    strength,
    strength_detail,
)

PART = "more"
_PARTS = {
    "sessions": "Sessions",
    "reps": "Rep maxes",
    "calculator": "Calculator",
    "running": "Beside running",
    "sides": "Left and right",
}


def about(
    athlete: Athlete,
    log: Training,
    how: Profile,
    look: Look,
    window: Window,
    inside: pd.DataFrame,
    trend: Mapping[str, Any],
) -> None:
    """More about the chosen lift, one part at a time."""
    name = show.plain(trend["exercise"])
    part = ask.one_of(f"More about {name}", _PARTS, PART, "sessions")
    sets = log["sets"]
    mine = sets[sets["exercise_id"] == trend["exercise_id"]]
    if part == "sessions" and len(inside):
        strength.table(inside, look.weight_unit)
    elif part == "reps":
        exercise = how.exercises[trend["exercise_id"]]
        strength_detail.rep_maxes(mine, trend["current_kg"], exercise, how, look)
    elif part == "calculator":
        one_rm.calculator(mine[mine["e1rm_kg"].notna()], how)
    elif part == "running":
        strength_detail.beside_running(
            log, strength.as_asked(inside, look), window, look
        )
    elif part == "sides":
        strength_detail.sides(log, window, how, look)
    left_out.part(athlete, log, frames.within(mine, window), look.weight_unit)


def records_and_body(
    athlete: Athlete, log: Training, how: Profile, look: Look, window: Window
) -> None:
    """The records of all lifts, and body mass."""
    strength.heading("Records")
    every = cached.records(ask.store(), athlete)
    records.part(frames.within(every, window), look)
    strength.heading("Body mass")
    missing = body_mass.needed(log)
    if missing:
        st.markdown(show.plain(missing))
    body_mass.part(athlete, look)


def nothing_to_estimate(athlete: Athlete, log: Training, look: Look) -> None:
    """The page for a log without a set that an estimate could be made from."""
    show.title("Am I getting stronger?", "There is nothing to estimate strength from.")
    show.too_little(
        "A 1RM needs sets of 1 to 15 repetitions with a known load.",
        "If such sets are in your log, map their exercises first.",
    )
    shell.link("exercises", "Map exercises")
    missing = body_mass.needed(log)
    if missing:
        st.markdown(show.plain(missing))
        body_mass.part(athlete, look)

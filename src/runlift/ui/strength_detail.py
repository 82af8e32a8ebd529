"""The strength page's parts about one lift: rep maxes, percentages, sides, running."""

import math
from typing import Any

import pandas as pd
import streamlit as st

from runlift import frames
from runlift.charts import rep_max, strength_running
from runlift.charts.theme import Look
from runlift.exercises.catalogue import Exercise
from runlift.frames import Profile, Training
from runlift.model import Window
from runlift.science import plates
from runlift.transforms import rep_maxes as tables
from runlift.transforms import sides as compared
from runlift.ui import show
from runlift.units import load_out

_ON_A_BAR = ("barbell", "ez_bar", "trap_bar", "safety_bar", "landmine", "smith_machine")


def rep_maxes(
    sets: pd.DataFrame, current_kg: float, exercise: Exercise, how: Profile, look: Look
) -> None:
    """What was lifted how often, what could be, and loads by percent."""
    unit = look.weight_unit
    found = tables.rep_maxes(sets, current_kg, how.policy, how.formula)
    show.chart(rep_max, look, "rep_max", reps=found)
    _body_note(exercise)
    left, right = st.columns(2)
    with left:
        st.markdown("**Best at each number of repetitions**")
        number = st.column_config.NumberColumn
        show.table(
            found.assign(
                observed=[load_out(one, unit) for one in found["observed_kg"]],
                estimated=[load_out(one, unit) for one in found["estimated_kg"]],
                percent=100 * found["share"],
            ),
            {
                "reps": number("Reps", format="%d"),
                "observed": number(f"Lifted ({unit})", format="%.1f"),
                "observed_day": st.column_config.DateColumn("On", format="D MMM YYYY"),
                "estimated": number(f"Estimated now ({unit})", format="%.1f"),
                "percent": number("% of 1RM", format="%.0f"),
            },
            "rep_maxes",
            alt="The heaviest load lifted at least so often, and what is estimated now.",
        )
    with right:
        st.markdown("**Loads for training**")
        _percentages(current_kg, exercise, how, look)


def _percentages(
    current_kg: float, exercise: Exercise, how: Profile, look: Look
) -> None:
    if math.isnan(current_kg):
        show.too_little(
            "No estimate from the last weeks.", "One more session makes this table."
        )
        return
    unit = look.weight_unit
    found = tables.training_shares(current_kg, how.policy, how.formula)
    loads = [load_out(one, unit) for one in found["load_kg"]]
    shown = found.assign(percent=100 * found["share"], load=loads)
    columns: dict[str, Any] = {
        "percent": st.column_config.NumberColumn("% of 1RM", format="%.0f"),
        "load": st.column_config.NumberColumn(f"Load ({unit})", format="%.1f"),
        "reps": st.column_config.NumberColumn("Reps possible", format="%.1f"),
    }
    if exercise.equipment in _ON_A_BAR:
        bars = [plates.loading(one, unit, how.policy) for one in loads]
        shown = shown.assign(
            bar=[one.total for one in bars],
            side=[plates_text(one) for one in bars],
        )
        columns["bar"] = st.column_config.NumberColumn(f"Bar ({unit})", format="%.2f")
        columns["side"] = "Plates a side"
    show.table(
        shown,
        columns,
        "training_percentages",
        alt="Loads from all of the estimated 1RM down to half of it.",
    )


def plates_text(one: plates.Loading) -> str:
    """The plates of one side as they are put on, `25 + 10 + 1.25`."""
    return " + ".join(f"{plate:g}" for plate in one.per_side) or "bar alone"


def sides(log: Training, window: Window, how: Profile, look: Look) -> None:
    """Left against right for what was logged by side in the last weeks."""
    found = compared.sides(log["sets"], pd.Timestamp(window.last), how.policy)
    days = how.policy.number("sides.window_days")
    if found.empty:
        show.too_little(
            f"No set of the last {days:g} days names a side.",
            'Write it into the exercise\'s name, as in "Split Squat (Left)".',
        )
        return
    told = found[found["is_told"]]
    for one in told.to_dict("records"):
        weaker = "left" if one["left_kg"] < one["right_kg"] else "right"
        st.markdown(
            show.plain(
                f"{one['exercise']}: the {weaker} side is {one['asymmetry_percent']:.0f} % "
                f"below the other, more than the {one['threshold_percent']:.0f} % that "
                "sessions differ by anyway."
            )
        )
    if told.empty:
        st.markdown("No difference that exceeds how sessions differ anyway.")
    unit = look.weight_unit
    number = st.column_config.NumberColumn
    show.table(
        found.assign(
            left=[load_out(one, unit) for one in found["left_kg"]],
            right=[load_out(one, unit) for one in found["right_kg"]],
        ),
        {
            "exercise": "Exercise",
            "left": number(f"Left ({unit})", format="%.1f"),
            "right": number(f"Right ({unit})", format="%.1f"),
            "asymmetry_percent": number("Difference (%)", format="%.0f"),
            "threshold_percent": number("Told from (%)", format="%.0f"),
            "left_sessions": number("Sessions left", format="%d"),
            "right_sessions": number("Sessions right", format="%d"),
        },
        "sides",
        alt="The best estimate of the left and of the right side of each exercise.",
    )
    st.caption(
        f"Told only with {how.policy.number('sides.min_sessions'):g} sessions of both "
        "sides and a difference that is larger than your own scatter. What it means for "
        "you, only you can say."
    )


def beside_running(
    log: Training, inside: pd.DataFrame, window: Window, look: Look
) -> None:
    """The lift and the running on one time axis, without a number for the two."""
    weeks = frames.weeks(log, window)
    if not weeks["distance_m"].sum():
        show.too_little("No runs in these days.", "Import them on the Imports page.")
        return
    show.chart(strength_running, look, "strength_running", sessions=inside, weeks=weeks)
    st.caption(
        "Shown together, not computed together: season, sleep and everything else move "
        "both, so a correlation would say little."
    )


def _body_note(exercise: Exercise) -> None:
    if exercise.load_basis in ("bodyweight", "assist"):
        share = exercise.bodyweight_fraction or 0
        st.caption(
            f"Loads are what is moved: {share:.0%} of the body, plus what was added or "
            "less what helped."
        )
    elif exercise.load_basis == "per_hand":
        st.caption("Loads are those of one hand.")
    elif exercise.load_basis == "machine_stack":
        st.caption("Numbers of a machine's stack: not comparable between machines.")

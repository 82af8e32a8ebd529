"""The strength page's first screen: which exercise, its figures, states and table."""

import dataclasses
import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from runlift import answers
from runlift.charts.theme import Look
from runlift.frames import Profile
from runlift.model import Window
from runlift.science import strength as science
from runlift.transforms.session_e1rm import per_body_mass
from runlift.ui import ask, show
from runlift.units import WeightUnit, day_text, load_out

EXERCISE = "exercise"
RELATIVE = "per_body"
_SMALL_MULTIPLES = 9


def ask_exercise(sessions: pd.DataFrame) -> str:
    """The exercise to look at, the most trained one first."""
    counts = sessions["exercise_id"].value_counts()
    names = dict(zip(sessions["exercise_id"], sessions["exercise"], strict=True))
    options = {one: f"{names[one]} ({count})" for one, count in counts.items()}
    return ask.one_of(
        "Exercise", options, EXERCISE, counts.index[0], is_list=True, width=360
    )


def row_of(trends: pd.DataFrame, sessions: pd.DataFrame) -> Mapping[str, Any]:
    """The direction of one exercise; without a session up to then, its bare name."""
    first = sessions.iloc[0]
    found = trends[trends["exercise_id"] == first["exercise_id"]]
    if len(found):
        return dict(found.iloc[0])
    return {
        "exercise_id": first["exercise_id"],
        "exercise": first["exercise"],
        "state": "too_little",
        "is_possible": False,
        "sessions": 0,
        "last_day": sessions["day"].iloc[-1],
        "current_kg": math.nan,
        "evidence": "No session up to the end of these days.",
    }


def ask_relative(sessions: pd.DataFrame, look: Look) -> Look:
    """The look, in multiples of the body if wanted and its mass is known."""
    if not (sessions["bodyweight_kg"] > 0).any():
        return look
    wanted = st.toggle("In multiples of body mass", key=RELATIVE, bind="query-params")
    return dataclasses.replace(look, is_relative=wanted)


def as_asked(sessions: pd.DataFrame, look: Look) -> pd.DataFrame:
    """The sessions as the charts are to show them."""
    return per_body_mass(sessions) if look.is_relative else sessions


def heading(text: str) -> None:
    """A heading within the page."""
    st.subheader(text)


def figures(
    every: pd.DataFrame, trend: Mapping[str, Any], unit: WeightUnit, best_days: float
) -> list[tuple[str, str, str]]:
    """Strength now, which way it goes, the best ever, the last record."""
    best = every.loc[every["e1rm_kg"].idxmax()]
    records = every[every["is_pr"]]
    current = trend["current_kg"]
    return [
        (
            f"Best of {best_days:g} days",
            f"{load_out(current, unit):.1f} {unit}" if current == current else "–",
            f"last trained {_when(trend['last_day'])}",
        ),
        ("Direction", answers.state_word(trend), _slope(trend)),
        (
            "Best ever",
            f"{load_out(best['e1rm_kg'], unit):.1f} {unit}",
            f"{_when(best['day'])}: {set_text(best, unit)}",
        ),
        (
            "Records",
            f"{len(records)}",
            f"of all time, last: {_when(records['day'].iloc[-1])}"
            if len(records)
            else "none yet",
        ),
    ]


def best_days(how: Profile) -> float:
    """How far back "current strength" looks."""
    return how.policy.number("e1rm.rolling_best_days")


def evidence(trend: Mapping[str, Any]) -> None:
    """Why the direction is called what it is."""
    st.markdown(show.plain(trend["evidence"]))
    if trend["is_possible"]:
        st.caption(
            "Called possible: with several lifts looked at, one that moves this much may "
            "do so by chance."
        )


def most_trained(sessions: pd.DataFrame, window: Window) -> pd.DataFrame:
    """The sessions of the exercises trained most in the window."""
    day = sessions["day"].dt.date
    recent = sessions[day.between(window.first, window.last)]
    most = recent["exercise_id"].value_counts().head(_SMALL_MULTIPLES).index
    return sessions[sessions["exercise_id"].isin(most)]


def words(trends: pd.DataFrame) -> pd.DataFrame:
    """exercise, state: the states as a chart writes them."""
    return pd.DataFrame(
        {
            "exercise": trends["exercise"],
            "state": [answers.state_word(one) for one in trends.to_dict("records")],
        }
    )


def states(trends: pd.DataFrame, look: Look) -> None:
    """Every lift with its direction and how sure that is."""
    unit = look.weight_unit
    shown = trends.assign(
        word=[answers.state_word(one) for one in trends.to_dict("records")],
        current=[load_out(value, unit) for value in trends["current_kg"]],
    )
    number = st.column_config.NumberColumn
    show.table(
        shown,
        {
            "exercise": "Exercise",
            "word": "Direction",
            "current": number(f"Now ({unit})", format="%.1f"),
            "slope": number("% a month", format="%+.1f"),
            "low": number("from", format="%+.1f"),
            "high": number("to", format="%+.1f"),
            "sessions": number("Sessions", format="%d"),
            "last_day": st.column_config.DateColumn("Last", format="D MMM YYYY"),
        },
        "strength_states",
        alt="Each exercise with its direction, slope a month and interval.",
    )


def table(inside: pd.DataFrame, unit: WeightUnit) -> None:
    """Every session of the exercise in the window."""
    shown = inside.iloc[::-1].assign(
        e1rm=lambda f: [load_out(v, unit) for v in f["e1rm_kg"]],
        load=lambda f: [load_out(v, unit) for v in f["load_kg"]],
        bound=lambda f: ["at least" if low else "" for low in f["is_lower_bound"]],
        record=lambda f: ["PR" if pr else "" for pr in f["is_pr"]],
    )
    number = st.column_config.NumberColumn
    show.table(
        shown,
        {
            "day": st.column_config.DateColumn("Day", format="D MMM YYYY"),
            "bound": "Bound",
            "e1rm": number(f"e1RM ({unit})", format="%.1f"),
            "load": number(f"Load ({unit})", format="%.2f"),
            "reps": number("Reps", format="%d"),
            "effective_reps": number("Reps + in reserve", format="%.1f"),
            "quality": number("Quality", format="%.2f"),
            "record": "Record",
        },
        "strength",
        alt="The best set of every session of this exercise, newest first.",
    )


def method(how: Profile) -> tuple[str, ...]:
    """How the numbers on this page come about."""
    formula = science.FORMULAS[how.formula]
    number = how.policy.number
    longest = number("e1rm.max_effective_reps")
    return (
        f"The estimated 1RM uses the formula of **{formula.title}** on the repetitions done "
        "plus those left in reserve (10 − RPE); without RPE it is a lower bound and drawn "
        "hollow.",
        f"Sets of more than {longest:g} repetitions are not scored: at 15 repetitions the "
        "usual formulas differ by a quarter.",
        "A session counts with its best set. The step line is the best of "
        f"{number('e1rm.rolling_best_days'):g} days, the thin line an average in which a "
        f"session's weight halves in {number('e1rm.ewma_half_life_days'):g} days, the band "
        f"a local linear trend that holds {number('e1rm.chart_band_percent'):g} % of where "
        "strength may lie; the rarer and rougher the sessions, the wider.",
        "The direction is the median slope of all pairs of sessions (Theil-Sen) in "
        f"{number('trend.window_days'):g} days, its interval from "
        f"{number('trend.resamples'):g} logs drawn from yours. It needs "
        f"{number('trend.min_sessions'):g} sessions over "
        f"{number('trend.min_span_days'):g} days. A fall must also exceed what tests of "
        "the 1RM scatter by. Simulated athletes are called wrongly less than once in ten.",
        f"A record has at most {number('e1rm.pr_max_effective_reps'):g} repetitions, those "
        "in reserve included, and beats every earlier session by "
        f"{number('e1rm.pr_ratio') - 1:.0%}; a first session is no record.",
    )


def set_text(one: Mapping[str, Any], unit: WeightUnit) -> str:
    """A set as lifters write it, with help and added weight named."""
    load, reps, basis = one["load_kg"], one["reps"], one["basis"]
    amount = f"{round(load_out(abs(load), unit), 2):g} {unit}" if load == load else ""
    if basis == "assist":
        said = f"{amount} of help" if amount else "with help"
    elif basis == "bodyweight":
        said = f"body + {amount}" if amount and load else "body weight"
    elif basis == "per_hand":
        said = f"{amount} a hand"
    else:
        said = amount or "no load"
    return f"{said} × {reps:.0f}" if reps == reps else said


def _slope(trend: Mapping[str, Any]) -> str:
    if trend["state"] == "too_little":
        return answers.counted(trend["sessions"], "session") + " of late"
    return (
        f"{trend['slope']:+.1f} % a month ({trend['low']:+.1f} to {trend['high']:+.1f})"
    )


def _when(day: pd.Timestamp) -> str:
    return f"{day_text(day)} {day.year}"

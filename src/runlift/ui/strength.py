"""The strength page's parts: which exercise, its figures, records and table."""

import pandas as pd
import streamlit as st

from runlift import answers
from runlift.frames import Profile
from runlift.model import Window
from runlift.science import strength as science
from runlift.ui import show
from runlift.units import WeightUnit, day_text, load_out

EXERCISE = "exercise"
_SMALL_MULTIPLES = 9


def ask_exercise(sessions: pd.DataFrame) -> str:
    """The exercise to look at, the most trained one first."""
    counts = sessions["exercise_id"].value_counts()
    names = dict(zip(sessions["exercise_id"], sessions["exercise"], strict=True))
    if st.session_state.get(EXERCISE) not in names:
        st.session_state.pop(EXERCISE, None)
    return str(
        st.selectbox(
            "Exercise",
            counts.index.tolist(),
            format_func=lambda one: f"{names[one]} ({counts[one]})",
            key=EXERCISE,
            bind="query-params",
            width=360,
        )
    )


def figures(
    every: pd.DataFrame, inside: pd.DataFrame, unit: WeightUnit, best_days: float
) -> list[tuple[str, str, str]]:
    """Strength now, the best ever, the last record."""
    best = every.loc[every["e1rm_kg"].idxmax()]
    records = every[every["is_pr"]]
    now = (inside if len(inside) else every).iloc[-1]
    return [
        (
            f"Best of {best_days:g} days",
            f"{load_out(now['rolling_best_kg'], unit):.1f} {unit}",
            f"on {_when(now['day'])}",
        ),
        (
            "Best ever",
            f"{load_out(best['e1rm_kg'], unit):.1f} {unit}",
            f"{_when(best['day'])}: {_set(best, unit)}",
        ),
        (
            "Records",
            f"{len(records)}",
            f"of all time, last: {_when(records['day'].iloc[-1])}"
            if len(records)
            else "none yet",
        ),
        ("Sessions in the window", f"{len(inside)}", f"{len(every)} in all"),
    ]


def best_days(how: Profile) -> float:
    """How far back "current strength" looks."""
    return how.policy.number("e1rm.rolling_best_days")


def records(every: pd.DataFrame, unit: WeightUnit) -> None:
    """The latest records, newest first."""
    found = every[every["is_pr"]].iloc[::-1]
    if found.empty:
        return
    with st.expander(answers.counted(len(found), "record"), icon=":material/trophy:"):
        for one in found.head(20).to_dict("records"):
            st.markdown(
                f"**{load_out(one['e1rm_kg'], unit):.1f} {unit}** · {_when(one['day'])} · "
                f"{_set(one, unit)}"
            )


def most_trained(sessions: pd.DataFrame, window: Window) -> pd.DataFrame:
    """The sessions of the exercises trained most in the window."""
    day = sessions["day"].dt.date
    recent = sessions[day.between(window.first, window.last)]
    most = recent["exercise_id"].value_counts().head(_SMALL_MULTIPLES).index
    return sessions[sessions["exercise_id"].isin(most)]


def heading(text: str) -> None:
    """A heading within the page."""
    st.subheader(text)


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
        f"session's weight halves in {number('e1rm.ewma_half_life_days'):g} days.",
        f"A record has at most {number('e1rm.pr_max_effective_reps'):g} repetitions, those "
        "in reserve included, and beats every earlier session by "
        f"{number('e1rm.pr_ratio') - 1:.0%}; a first session is no record.",
    )


def _when(day: pd.Timestamp) -> str:
    return f"{day_text(day)} {day.year}"


def _set(one: object, unit: WeightUnit) -> str:
    load = load_out(one["load_kg"], unit)  # type: ignore[index]
    reps = one["reps"]  # type: ignore[index]
    if load != load:
        return f"body weight × {reps:.0f}"
    return f"{round(load, 1):g} {unit} × {reps:.0f}"

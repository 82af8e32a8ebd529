"""The Lift x Run page's first parts: figures, board, what is filtered, the method."""

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from runlift import answers, frames
from runlift.charts import week_board
from runlift.charts.theme import Look
from runlift.frames import Profile, Training
from runlift.model import Window
from runlift.transforms import finding_patterns
from runlift.ui import show
from runlift.ui.finding_list import rule_name
from runlift.units import height_text

_WEEKS = 26
"""Weeks of the board at a time; more would take a browser too long."""

_CLASSES = {
    "long": "before long runs",
    "key": "before key runs",
    "race": "before races",
    "easy": "with easy runs",
    "none": "between lifts and in weeks",
}


def figures(found: pd.DataFrame, runs: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Conflicts, cautions, long and key runs that were hit."""
    hit = answers.long_runs_hit(runs, found)
    with_hours = found[(found["severity"] == "conflict") & found["hours"].notna()]
    closest = with_hours["hours"].min() if len(with_hours) else None
    done = int(found["is_acknowledged"].sum())
    return [
        (
            "Conflicts",
            f"{(found['severity'] == 'conflict').sum()}",
            f"{done} findings dealt with" if done else "in this window",
        ),
        ("Cautions", f"{(found['severity'] == 'caution').sum()}", "in this window"),
        (
            "Long and key runs with a conflict",
            f"{hit['hit']} of {hit['all']}",
            "runs of this window",
        ),
        ("Closest", f"{closest:.0f} h" if closest is not None else "–", "lift and run"),
    ]


def one_sided(log: Training) -> None:
    """Say what is missing when there are only runs, or only lifts."""
    if log["lifts"].empty:
        show.too_little(
            "There are runs but no lifts.", "Import your lifting app as well."
        )
    elif log["runs"].empty:
        show.too_little(
            "There are lifts but no runs.", "Import your running app as well."
        )


def heading(text: str) -> None:
    """A heading within the page."""
    st.subheader(text)


def board(log: Training, how: Profile, window: Window, look: Look) -> str | None:
    """The week board, half a year at a time; the finding whose link was clicked."""
    part = _part(window)
    with _scrolling():
        event = show.chart(
            week_board,
            look,
            "week_board",
            selects=True,
            **frames.board(log, how, part),
        )
    for point in event.selection.points if event else ():
        match point.get("customdata"):
            case [str(name), "finding"]:
                return name
    return None


def _part(window: Window) -> Window:
    """The weeks of the window that are shown, the newest half year first."""
    last = pd.Timestamp(window.last)
    weeks = (last - pd.Timestamp(window.first)).days // 7 + 1
    pages = -(-weeks // _WEEKS)
    if pages <= 1:
        return window
    place = int(st.pagination(pages, key="board_page") or 1) - 1
    newest = last - pd.Timedelta(weeks=place * _WEEKS)
    oldest = newest - pd.Timedelta(weeks=_WEEKS - 1)
    return Window(max(oldest.date(), window.first), newest.date())


def _scrolling() -> DeltaGenerator:
    """The container of the week board; on a phone it scrolls sideways by itself."""
    return st.container(key="board")


def of_classes(found: pd.DataFrame) -> pd.DataFrame:
    """The findings about the kinds of runs that are asked for."""
    kinds = found["run_class"].map(
        {
            "raceA": "race",
            "raceB": "race",
            "long": "long",
            "key": "key",
            "steady": "easy",
            "easy": "easy",
        }
    )
    kinds = kinds.fillna("none")
    there = [name for name in _CLASSES if (kinds == name).any()]
    if len(there) < 2:
        return found
    chosen = st.pills(
        "About",
        there,
        selection_mode="multi",
        format_func=_CLASSES.__getitem__,
        key="about",
    )
    return found[kinds.isin(chosen)] if chosen else found


def patterns(found: pd.DataFrame) -> None:
    """The pairs of weekdays that repeat."""
    repeated = finding_patterns.patterns(found)
    repeated = repeated[repeated["conflicts"] + repeated["cautions"] > 1]
    if repeated.empty:
        return
    st.markdown("**What repeats**")
    number = st.column_config.NumberColumn
    show.table(
        repeated,
        {
            "lift_day": "Lift on",
            "run_day": "Run on",
            "run_class": "Run class",
            "conflicts": number("Conflicts", format="%d"),
            "cautions": number("Cautions", format="%d"),
            "hours": number("Hours between, median", format="%.0f"),
            "last_day": st.column_config.DateColumn("Last", format="D MMM YYYY"),
        },
        "patterns",
        alt="Pairs of a lifting day and a running day with more than one finding.",
    )


def table(found: pd.DataFrame) -> None:
    """Every finding of the window in one table."""
    st.subheader("All findings")
    shown = found.assign(
        rule_name=[rule_name(rule) for rule in found["rule"]],
        first_reason=[reasons[0] for reasons in found["reasons"]],
        first_fix=[fixes[0]["text"] if fixes else "" for fixes in found["fixes"]],
        done=["dealt with" if one else "" for one in found["is_acknowledged"]],
    )
    number = st.column_config.NumberColumn
    show.table(
        shown,
        {
            "day": st.column_config.DateColumn("Day", format="D MMM YYYY"),
            "severity": "Severity",
            "rule_name": "Rule",
            "hours": number("Hours between", format="%.1f"),
            "threshold_h": number("Asked for (h)", format="%g"),
            "lift_title": "Lift",
            "lift_class": "For the legs",
            "leg_load": number("Leg load", format="%.1f"),
            "run_title": "Run",
            "run_class": "Run class",
            "first_reason": "What happened",
            "first_fix": "What to move",
            "done": "State",
            "note": "Note",
        },
        "findings",
        alt="Every conflict, caution and remark of the window, newest first.",
        height=380,
    )


def method(how: Profile) -> tuple[str, ...]:
    """How findings come about."""
    strict = how.policy.flag("leg_load.article_strict")
    days = how.policy.number("leg_load.novelty_days")
    window = how.policy.number("leg_load.article_window_h")
    return (
        "Hours run from the end of one activity to the start of the next, between instants: "
        "midnight, the week's edge and the change of clocks make no difference.",
        "A session's leg load adds up its working sets, weighed by exercise, effort and "
        f"repetitions; a movement that was rare in the {days:g} days before counts up to "
        "double. The classes and hours are this project's, graded around the article's rule.",
        _lengthening(how),
        f"The article's rule: no heavy lower-body lifting in the {window:g} h before long "
        f"runs and important workouts. It is taken {'literally' if strict else 'as a caution'} "
        "here (Settings).",
        "What a run was is told by your word, the tag of the app, words in its title, its "
        "laps and recording, then heart rate and pace, in this order.",
        "A fix is tried on everything around it before it is offered: it makes no other "
        "conflict or caution, no row of hard days, and keeps a day off.",
        "Where a file has only dates, a lift is taken to be in the evening and a run in the "
        "morning, and every such finding says so.",
        "Easy running is hardly affected a day after lifting; hard running can be for two. "
        "These are general observations, not a prediction about you.",
    )


def _lengthening(how: Profile) -> str:
    """When our windows are longer than usual, and when not."""
    number = how.policy.number
    steep = height_text(number("terrain.eccentric_m_per_km"), "km")
    return (
        "After downhill running our windows before runs are longer: "
        f"x{number('spacing.downhill_multiplier'):g} for a lift that began within "
        f"{number('spacing.downhill_h'):g} h of a run with "
        f"{height_text(number('terrain.eccentric_descent_m'), how.distance_unit)} down, "
        f"or {steep} a kilometre; with your own stretch no more than "
        f"x{how.policy.numbers('spacing.multiplier_range')[1]:g}. The article's hours stay. "
        "Days off and new exercises count in the leg load and lengthen nothing again."
    )

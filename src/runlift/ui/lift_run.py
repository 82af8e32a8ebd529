"""The Lift x Run page's parts: figures, the list of findings, the table, the method."""

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from runlift import answers
from runlift.frames import Profile, Training
from runlift.ui import show
from runlift.ui.severity import mark

SHOWN = "severity"
_PAGE = 12
_KINDS = {"conflict": "Conflicts", "caution": "Cautions", "info": "Remarks"}

_RULES = {
    "article_24h": "Heavy legs in the 24 h before",
    "same_day_order_unknown": "Same day, order unknown",
    "leg_days_too_close": "Two leg sessions",
    "hard_days_in_a_row": "Hard days in a row",
    "no_free_day": "No free day",
    "many_hard_sessions": "Many hard sessions",
}


def figures(found: pd.DataFrame, runs: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Conflicts, cautions, long and key runs that were hit."""
    hit = answers.long_runs_hit(runs, found)
    with_hours = found[(found["severity"] == "conflict") & found["hours"].notna()]
    closest = with_hours["hours"].min() if len(with_hours) else None
    return [
        ("Conflicts", f"{(found['severity'] == 'conflict').sum()}", "in this window"),
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


def board() -> DeltaGenerator:
    """The container of the week board; on a phone it scrolls sideways by itself."""
    return st.container(key="board")


def heading(text: str) -> None:
    """A heading within the page."""
    st.subheader(text)


def listed(found: pd.DataFrame) -> None:
    """The findings with reasons and fixes, the newest first."""
    st.subheader("What happened, why, and what to move")
    kinds = st.pills(
        "Show",
        list(_KINDS),
        default=["conflict", "caution"],
        selection_mode="multi",
        format_func=_KINDS.__getitem__,
        key=SHOWN,
        bind="query-params",
    )
    chosen = found[found["severity"].isin(kinds)]
    if chosen.empty:
        st.markdown(f"{mark('ok')} Nothing of this kind in the window.")
        return
    pages = -(-len(chosen) // _PAGE)
    place = st.pagination(pages, key="finding_page") if pages > 1 else 1
    first = (int(place or 1) - 1) * _PAGE
    for one in chosen.iloc[first : first + _PAGE].itertuples(index=False):
        _finding(one)


def _finding(one: object) -> None:
    reasons, fixes = one.reasons, one.fixes  # type: ignore[attr-defined]
    with st.container(border=True):
        said, why = st.columns([8, 1], vertical_alignment="center")
        said.markdown(f"{mark(one.severity)} {show.plain(reasons[0])}")  # type: ignore[attr-defined]
        for fix in fixes[:2]:
            said.caption(f":material/arrow_forward: {show.plain(fix['text'])}")
        with why.popover("Why"):
            st.markdown(f"Rule: {show.plain(rule_name(one.rule))}")  # type: ignore[attr-defined]
            for reason in reasons[1:]:
                st.markdown(show.plain(reason))


def rule_name(rule: str) -> str:
    """A rule as a person would call it."""
    if rule in _RULES:
        return _RULES[rule]
    order, _, run = rule.removeprefix("lift_").partition("_")
    named = {"raceA": "an A race", "raceB": "a race", "long_key": "a long key run"}
    return f"Lift {order} {named.get(run, f'a {run} run' if run != 'easy' else 'an easy run')}"


def table(found: pd.DataFrame) -> None:
    """Every finding of the window in one table."""
    st.subheader("All findings")
    shown = found.assign(
        rule_name=[rule_name(rule) for rule in found["rule"]],
        first_reason=[reasons[0] for reasons in found["reasons"]],
        first_fix=[fixes[0]["text"] if fixes else "" for fixes in found["fixes"]],
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
        f"The article's rule: no heavy lower-body lifting in the {window:g} h before long "
        f"runs and important workouts. It is taken {'literally' if strict else 'as a caution'} "
        "here (Settings).",
        "Where a file has only dates, a lift is taken to be in the evening and a run in the "
        "morning, and every such finding says so.",
        "Easy running is hardly affected a day after lifting; hard running can be for two. "
        "These are general observations, not a prediction about you.",
    )

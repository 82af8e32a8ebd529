"""The athlete review: a block in the order of a call, each part short."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from runlift import answers
from runlift.charts import e1rm_small, running_weeks, volume_bars
from runlift.charts.theme import Look
from runlift.errors import NotFound
from runlift.frames import Profile, Training, plans
from runlift.frames import review as frames
from runlift.model import Athlete, Window
from runlift.ui import ask, cached, finding_list, planned_weeks, shell, show
from runlift.ui import running_weeks as running_parts
from runlift.ui.severity import mark
from runlift.ui.strength import words
from runlift.units import DistanceUnit, day_text, distance_out

_CONFLICTS = 3
"""Conflicts that are open to see; the others are folded away."""

_DRAWN_FROM = 3
"""Muscles from which a picture tells more than a line each."""

_STATES = ("progressing", "plateau", "regressing", "unclear", "too_little")


def days(block: Window, window: Window) -> None:
    """Which days are summed up, and which they are compared with."""
    before = frames.before(block)
    said = f"{span(block)}, beside {span(before)}."
    if block != window:
        said += " A block begins with the Monday of its first week and ends today at the latest."  # fmt: skip
    st.caption(said)


def span(window: Window) -> str:
    """Days as people say them: `26 Oct to 22 Nov 2026`."""
    first, last = window.first, window.last
    year = "" if first.year == last.year else f" {first.year}"
    return f"{day_text(first)}{year} to {day_text(last)} {last.year}"


def tabs() -> Sequence[Any]:
    """This block, and two of them; only the open one is computed and sent."""
    return st.tabs(
        ["This block", "Two blocks"],
        key="part",
        bind="query-params",
        on_change="rerun",
    )


def figures(
    week: pd.DataFrame, found: pd.DataFrame, hit: Mapping[str, int], look: Look
) -> list[tuple[str, str, str]]:
    """Distance, lifts and hard sets a week against before; conflicts; runs that were hit."""
    rows = week.set_index("key")
    unit = look.distance_unit
    far = rows.loc["distance"]
    is_open = ~found["is_acknowledged"].to_numpy(bool)
    return [
        (
            "Running a week",
            _value(far, lambda value: f"{distance_out(value, unit):.0f} {unit}"),
            _before(far, lambda value: f"{distance_out(value, unit):.0f} {unit}"),
        ),
        (
            "Hard sets a week",
            _value(rows.loc["hard_sets"], lambda value: f"{value:.0f}"),
            _before(rows.loc["hard_sets"], lambda value: f"{value:.0f}"),
        ),
        ("Conflicts", f"{len(found)}", f"{int(is_open.sum())} open"),
        (
            "Long and key runs with a conflict",
            f"{hit['hit']} of {hit['all']}" if hit["all"] else "–",
            "runs of this block" if hit["all"] else "none in this block",
        ),
    ]


def _value(row: pd.Series, text: Callable[[float], str]) -> str:
    return text(row["block"]) if row["block"] == row["block"] else "–"


def _before(row: pd.Series, text: Callable[[float], str]) -> str:
    """What it was in the block before, or why that is not known."""
    known = row["block"] == row["block"] and row["other"] == row["other"]
    return f"before: {text(row['other'])}" if known else str(row["note"])


def conflicts(athlete: Athlete, log: Training, found: pd.DataFrame) -> None:
    """Conflicts of the block with what to move, to be dealt with here."""
    st.subheader("Conflicts, and what to move")
    if log["lifts"].empty or log["runs"].empty:
        what = "lifts" if log["lifts"].empty else "runs"
        show.too_little(
            f"There are no {what} in this log, so nothing can collide.",
            "Import the other app as well.",
        )
    elif found.empty:
        st.markdown(f"{mark('ok')} No lift sat too close to a run in this block.")
    else:
        finding_list.short(athlete, found, _CONFLICTS)


def strength(
    log: Training,
    sessions: pd.DataFrame,
    lifts: pd.DataFrame,
    block: Window,
    how: Profile,
    look: Look,
) -> None:
    """Which way the main lifts go, with the evidence, and their course."""
    st.subheader("Strength")
    if lifts.empty:
        what = "No lifts in this log." if log["lifts"].empty else "No lift with a load was trained in this block."  # fmt: skip
        show.too_little(what, "Choose other days, or import a newer export.")
        return
    told, drawn = st.columns([5, 6], gap="large")
    with told:
        for state in _STATES:
            for one in lifts[lifts["state"] == state].to_dict("records"):
                _direction(one)
    with drawn:
        course = frames.behind(sessions, lifts, block, how)
        show.chart(
            e1rm_small,
            look,
            "review_lifts",
            sessions=course,
            # Where nothing is known, the list says so; there is no room for it here.
            states=words(lifts[lifts["state"] != "too_little"]),
        )
        weeks = how.policy.number("trend.window_days") / 7
        st.caption(
            f"Estimated 1RM. Directions are read from the {weeks:g} weeks before the "
            "block's last day, however long the block is."
        )
    shell.link("strength", "All lifts on Strength")


def _direction(one: Mapping[str, Any]) -> None:
    word = answers.state_word(one)
    # The first sentence is the evidence; what weakens it is there for who asks.
    first, stop, rest = str(one["evidence"]).partition(". ")
    with st.container(gap=None):
        st.markdown(f"**{show.plain(one['exercise'])}**: {show.plain(word)}")
        st.caption(show.plain(first + stop.strip()), help=show.plain(rest) or None)


def volume(log: Training, mean: pd.DataFrame, look: Look) -> None:
    """Muscles below what maintains them, and those above the high mark."""
    st.subheader("Volume")
    if log["lifts"].empty or not mean["sets"].sum():
        show.too_little("No hard set in this block.", "Choose other days.")
        return
    apart = frames.outside(mean)
    st.markdown(show.plain(answers.weekly_sets(mean)))
    if len(apart) >= _DRAWN_FROM:
        show.chart(volume_bars, look, "review_muscles", muscles=apart)
    elif len(apart):
        for one in apart.to_dict("records"):
            st.caption(show.plain(_sets_told(one)))
    else:
        st.markdown(f"{mark('ok')} Every muscle with a range lies within it.")
    shell.link("volume", "Every muscle on Volume")


def _sets_told(one: Mapping[str, Any]) -> str:
    """How many sets a muscle got, and the mark it lies beyond."""
    mark = (
        f"{one['maintain']:g} or more maintain it"
        if one["band"] == "little"
        else f"more than {one['high']:g} are many for a runner"
    )
    return f"{one['name']}: {one['sets']:.1f} hard sets a week; {mark}."


def running(
    log: Training, how: Profile, found: frames.BlockRunning, block: Window, look: Look
) -> None:
    """Weeks beside what was usual; long and key runs; runs that went far beyond."""
    st.subheader("Running")
    mine = found.weeks[found.weeks["week"] >= pd.Timestamp(block.first)]
    if not mine["runs"].sum():
        what = "No runs in this log." if log["runs"].empty else "No run in this block."
        show.too_little(what, "Choose other days, or import a newer export.")
        return
    st.markdown(show.plain(_weeks_told(mine, log, block, look.distance_unit)))
    show.chart(running_weeks, look, "review_weeks", weeks=found.weeks)
    back = how.policy.number("running.usual_weeks")
    st.caption(f"Grey: the range of the {back:g} weeks before each; a line at their median.")  # fmt: skip
    if len(found.single):
        for said in running_parts.single_told(found.single, found.begins):
            st.markdown(show.plain(said))
    shell.link("running", "All runs on Running")


def _weeks_told(
    mine: pd.DataFrame, log: Training, block: Window, unit: DistanceUnit
) -> str:
    """Weeks outside the usual range, and the long and key runs, in two sentences."""
    whole = mine[~mine["is_current"] & mine["usual_m"].notna()]
    above = int((whole["distance_m"] > whole["high_m"]).sum())
    below = int((whole["distance_m"] < whole["low_m"]).sum())
    if whole.empty:
        said = "Too few weeks before these to say what was usual."
    else:
        weeks = answers.counted(len(whole), "whole week")
        inside = len(whole) - above - below
        parts = [
            f"{count} {where}"
            for count, where in (
                (inside, "within the range of the weeks before"),
                (above, "above it"),
                (below, "below it"),
            )
            if count
        ]
        said = f"Of {weeks}: {', '.join(parts)}."
    days = log["runs"]["day"].dt.date
    runs = log["runs"][days.between(block.first, block.last)]
    long = runs.loc[runs["is_long"], "distance_m"].max()
    many = answers.counted(int(runs["is_long"].sum()), "long run")
    far = f" (up to {distance_out(long, unit):.0f} {unit})" if long == long else ""
    key = answers.counted(int(runs["is_key"].sum()), "key run")
    both = f"{many}{far} and {key}"
    return f"{said} {both[0].upper()}{both[1:]}."


def plan(athlete: Athlete, block: Window) -> None:
    """Planned against done in the block, where a plan is followed."""
    try:
        kept = plans.kept_plan(ask.store(), athlete)
    except NotFound:
        return
    st.subheader("Plan against done")
    now = cached.following(ask.store(), athlete, kept, ask.today())
    weeks = frames.plan_weeks(now, block)
    if weeks.empty:
        st.markdown(
            f"{show.plain(now.plan.name)} had nothing due in this block: it runs from "
            f"{show.plain(span(Window(now.plan.first_day, now.plan.last_day)))}."
        )
        shell.link("calendar", "Open the calendar")
        return
    done, due = (
        weeks[[f"{kind}_{word}" for kind in ("lifts", "runs")]].sum()
        for word in ("done", "planned")
    )
    st.markdown(
        f"{show.plain(now.plan.name)}: {done['lifts_done']:.0f} of "
        f"{due['lifts_planned']:.0f} lifts and {done['runs_done']:.0f} of "
        f"{due['runs_planned']:.0f} runs were done."
    )
    planned_weeks.table(weeks, "review_plan")
    shell.link("calendar", "Open the calendar")


def method(how: Profile) -> tuple[str, ...]:
    """How the review comes about."""
    number = how.policy.number
    return (
        "Everything here is cut from the other pages: conflicts as on Lift × Run, "
        "directions as on Strength, bands as on Volume, weeks as on Running. Each of them "
        "says how it knows.",
        "A block begins with a Monday; a running week counts by its days. The one before "
        "has as many days, on the same days of the week.",
        "The estimated 1RM of a block is the geometric mean of its sessions that say "
        "where strength stands. Two blocks differ by the ratio of their means, with "
        f"Welch's interval of {number('trend.confidence'):.0%}, from "
        f"{number('compare.min_sessions'):g} sessions in each. Other repetitions alone can "
        "move estimates by a few percent.",
        "Differences are stated, not judged: more is not better, and what else changed "
        "between two blocks is not in a log.",
    )

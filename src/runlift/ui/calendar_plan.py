"""What concerns the plan as a whole: new cycles, lighter weeks, other plans, files."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from runlift.exercises.catalogue import Exercise
from runlift.frames import Profile
from runlift.frames import plans as plan_frames
from runlift.frames.following import ANSWER, Following
from runlift.model import Athlete
from runlift.program import plan_words
from runlift.program.deload import deload
from runlift.program.plan import Plan, PlannedSession
from runlift.program.plan_frames import about_of, exercise_frame, session_frame
from runlift.program.starting_loads import BARS, step_kg
from runlift.program.targets import NewCycle
from runlift.store import athletes as people
from runlift.store import plans as stored
from runlift.ui import ask, plan_downloads, shell, show
from runlift.units import load_in, load_out, load_text


def nothing(athlete: Athlete, how: Profile) -> None:
    """No plan is followed: build one, take up another, or read one from a file."""
    show.title(
        "What is planned, and what was done?", "You follow no plan at the moment."
    )
    st.markdown(
        "A plan puts the guide's programs on your running week: dates, sets, loads from "
        "your own log, and what to change when life does."
    )
    shell.link("builder", "Build a plan")
    others(athlete, how)


def new_cycles(now: Following, athlete: Athlete, how: Profile) -> None:
    """The 1RMs of the cycle that begins, and what has to be decided about them."""
    if not now.cycles:
        return
    newest = max(one.cycle for one in now.cycles)
    mine = [one for one in now.cycles if one.cycle == newest]
    questions = [one for one in mine if one.found.question]
    with st.expander(
        f"Cycle {newest}: the new 1RMs",
        expanded=bool(questions),
        icon=":material/replay:",
    ):
        for one in mine:
            name = plan_words.name(one.exercise_id, how.exercises)
            st.markdown(
                f"**{show.plain(name)}**: {load_text(one.kg, how.weight_unit)}. "
                f"{show.plain(one.found.reason)}"
            )
            if one.found.question:
                _decide(one, now, athlete, how)


def _decide(one: NewCycle, now: Following, athlete: Athlete, how: Profile) -> None:
    unit = how.weight_unit
    st.markdown(f":material/help: {show.plain(one.found.question or '')}")
    key = f"{one.cycle}.{one.exercise_id}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        estimate = one.found.estimate_kg or one.old_kg
        typed = st.number_input(
            f"1RM to begin with ({unit})",
            1.0,
            1500.0,
            float(round(load_out(estimate, unit), 1)),
            2.5,
            key=f"one_rm_{key}",
            width=200,
        )
        st.button(
            "Take this one",
            key=f"take_{key}",
            disabled=not ask.may(athlete, "change"),
            on_click=_answer,
            args=(athlete, now, one, load_in(float(typed), unit)),
        )


def _answer(athlete: Athlete, now: Following, one: NewCycle, kilos: float) -> None:
    name = f"{ANSWER}{now.plan.plan_id}.{one.cycle}:{one.exercise_id}"
    people.set_setting(ask.store(), athlete.athlete_id, name, f"{kilos:g}", ask.now())


def lighter_week(now: Following, athlete: Athlete, how: Profile, today: date) -> None:
    """A lighter week, offered where something speaks for it and never forced."""
    coming = _week_of(now, today)
    if not now.lighter or not coming:
        return
    with st.container(border=True, key="lighter_week"):
        reasons = " ".join(now.lighter)
        st.markdown(
            f":material/self_improvement: **A lighter week is an option.** {show.plain(reasons)}"
        )
        share = how.policy.number("deload.sets")
        load = how.policy.number("deload.load")
        st.caption(
            f"{100 * share:.0f} % of the sets, {100 * load:.0f} % of the loads, four left "
            "in reserve, no jumps. You decide."
        )
        st.button(
            "Make the coming lifts of this week lighter",
            on_click=_lighten,
            args=(now, athlete, how, coming),
            key="lighten",
        )


def _week_of(now: Following, today: date) -> list[PlannedSession]:
    """The lifts to come of the week of the next one."""
    lifts = [one for one in now.coming if one.is_lift and not one.change]
    if not lifts or (lifts[0].day - today) > timedelta(days=10):
        return []
    return [one for one in lifts if one.week == lifts[0].week]


def _lighten(
    now: Following, athlete: Athlete, how: Profile, sessions: list[PlannedSession]
) -> None:
    changed = [_lighter(one, how.exercises, how) for one in sessions]
    stored.change(
        ask.store(),
        athlete.athlete_id,
        now.plan.plan_id,
        session_frame(changed),
        exercise_frame(changed),
        ask.now(),
    )


def _lighter(
    session: PlannedSession, exercises: Mapping[str, Exercise], how: Profile
) -> PlannedSession:
    kept = []
    for one in session.exercises:
        exercise = exercises[one.exercise_id]
        bar = how.policy.number("plates.bar_kg") if exercise.equipment in BARS else 0.0
        less = deload(
            one,
            how.policy,
            step_kg=step_kg(exercise, how.weight_unit, how.policy),
            kind=exercise.kind,
            basis=exercise.load_basis,
            least_kg=bar,
        )
        if less is not None:
            kept.append(less)
    if not kept:
        # Only jumps: nothing is left of it in a lighter week.
        return replace(session, status="skipped")
    return replace(session, change="deload", exercises=tuple(kept))


def downloads(
    now: Following, found: pd.DataFrame, athlete: Athlete, how: Profile
) -> None:
    """The plan as it is now, in every form."""
    plan_downloads.part(
        now.plan, athlete, how, found, version=now.kept.version, key="mine"
    )


def others(athlete: Athlete, how: Profile) -> None:
    """All plans: follow another one, rename, take away; read one from a file."""
    kept = plan_frames.kept_plans(ask.store(), athlete)
    with st.expander(
        "Plans and files", icon=":material/folder_open:", expanded=not kept
    ):
        for one in kept:
            _plan_row(one, athlete)
        given = st.file_uploader(
            "A plan from a file (text or JSON, as this page writes them)",
            type=["txt", "json"],
            key="plan_file",
        )
        if given is not None:
            plan = plan_downloads.read(given.getvalue(), given.name, how)
            if plan is not None:
                st.markdown(
                    f"**{show.plain(plan.name)}**: {len(plan.lifts)} lifts and "
                    f"{len(plan.runs)} runs from {plan.first_day:%-d %b %Y} to "
                    f"{plan.last_day:%-d %b %Y}."
                )
                st.button(
                    "Follow this plan",
                    type="primary",
                    key="follow_file",
                    on_click=_follow_file,
                    args=(plan, athlete),
                )


def _plan_row(one: plan_frames.Kept, athlete: Athlete) -> None:
    plan = one.plan
    with st.container(horizontal=True, vertical_alignment="center"):
        state = " (followed)" if one.is_active else ""
        st.markdown(
            f"**{show.plain(plan.name)}**{state}  \n{plan.first_day:%-d %b %Y} to "
            f"{plan.last_day:%-d %b %Y}"
        )
        store, who = ask.store(), athlete.athlete_id
        if one.is_active:
            st.button(
                "Stop following",
                key=f"stop_{plan.plan_id}",
                on_click=lambda: stored.follow(store, who, None, ask.now()),
            )
        else:
            st.button(
                "Follow",
                key=f"follow_{plan.plan_id}",
                on_click=lambda: stored.follow(store, who, plan.plan_id, ask.now()),
            )
        with st.popover("Rename"):
            name = st.text_input(
                "Name", plan.name, key=f"name_{plan.plan_id}", max_chars=80
            )
            st.button(
                "Save",
                key=f"rename_{plan.plan_id}",
                on_click=lambda: stored.rename(
                    store, who, plan.plan_id, name.strip() or plan.name, ask.now()
                ),
            )
        with st.popover("Take away"):
            st.markdown("What was done by it stays in your log.")
            st.button(
                "Take it away",
                key=f"forget_{plan.plan_id}",
                on_click=lambda: stored.forget(store, who, plan.plan_id, ask.now()),
            )


def _follow_file(plan: Plan, athlete: Athlete) -> None:
    plan = plan_frames.adopted(ask.store(), athlete, plan)
    stored.save(
        ask.store(),
        athlete.athlete_id,
        plan.plan_id,
        about_of(plan),
        session_frame(plan.sessions),
        exercise_frame(plan.sessions),
        ask.now(),
    )

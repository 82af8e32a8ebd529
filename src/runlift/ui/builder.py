"""The builder page: from choices and the log to a plan that can be followed."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from runlift.charts.theme import Look
from runlift.errors import WrongInput
from runlift.frames import Profile, Training
from runlift.frames import plans as plan_frames
from runlift.model import Athlete
from runlift.program.choices import Choices
from runlift.program.placement import Placement
from runlift.program.plan import Plan
from runlift.program.starting_loads import Lifter
from runlift.program.templates import Program
from runlift.store import athletes as people
from runlift.ui import ask, builder_form, builder_preview, builder_week, cached, show
from runlift.ui.one_rm import calculator

_READ = "safety_read"


def asked(
    athlete: Athlete, log: Training, how: Profile
) -> tuple[Program, Choices, Lifter] | None:
    """Everything the plan depends on; `None` where it cannot be, which is said."""
    today = ask.today()
    before_you_start(athlete)
    found = plan_frames.programs_of(ask.store(), athlete, how)
    program = builder_form.programs(found, log, today)
    choices = builder_form.frame_of_plan(program, today)
    choices = builder_form.about(choices, program, log, how)
    usual = plan_frames.usual_runs(log, how, today)
    choices = replace(choices, runs=builder_week.running_week(athlete, usual))
    choices = builder_form.hours(choices)
    choices = builder_form.races(choices, athlete, how.distance_unit)
    try:
        choices = choices.checked(today)
    except WrongInput as refusal:
        show.title(
            "Which strength program fits around my running week?",
            "Something above cannot be.",
        )
        st.error(show.plain(str(refusal)), icon=":material/error:")
        return None
    sessions = cached.strength_sessions(ask.store(), athlete)
    return program, choices, plan_frames.lifter(sessions, how, choices)


def before_you_start(athlete: Athlete) -> None:
    """Who should ask somebody first; said once, until it is read."""
    store, who = ask.store(), athlete.athlete_id
    if people.settings(store, who).get(_READ) or not ask.may(athlete, "change"):
        return
    with st.container(border=True, key="before_you_start"):
        st.markdown(
            ":material/health_and_safety: **Before you start.** See a health "
            "professional first if you have a heart, metabolic or kidney condition, "
            "symptoms at rest or with effort, are pregnant or have lately given birth, "
            "were injured or operated on, or are under 18 without guidance."
        )
        st.button(
            "Read",
            key="safety_read",
            on_click=lambda: people.set_setting(store, who, _READ, "yes", ask.now()),
        )


def places(
    program: Program, choices: Choices, whose: Lifter, how: Profile, look: Look
) -> tuple[plan_frames.Placed, Placement | None]:
    """Where the lifts go: the three best places, and the one that is used."""
    st.subheader("Where the lifts go")
    choices = builder_week.pins(choices)
    found = plan_frames.placed(program, choices, whose, how)
    return found, builder_week.placements(found, look)


def plan(
    program: Program,
    choices: Choices,
    picked: Placement,
    whose: Lifter,
    athlete: Athlete,
    how: Profile,
) -> Plan:
    """The plan with its lifts where they were picked."""
    choices = replace(choices, assignment=picked.slots)
    plan_id = builder_preview.new_id(athlete, program.program_id)
    made = plan_frames.built(plan_id, program.name, program, choices, whose, how)
    for note in made.notes:
        st.markdown(f":material/info: {show.plain(note)}")
    return made


def judged(plan: Plan, log: Training, athlete: Athlete, how: Profile) -> pd.DataFrame:
    """What the rules say of the plan, and the calculator behind its loads."""
    found = plan_frames.plan_findings(log, plan, how, athlete, ask.local_now(athlete))
    builder_preview.findings(found)
    sessions = plan_frames.tested(cached.strength_sessions(ask.store(), athlete), plan)
    if len(sessions):
        with st.expander("1RM calculator", icon=":material/calculate:"):
            names = sessions["exercise"].drop_duplicates().tolist()
            name = st.selectbox("Exercise", names, key="plan_1rm")
            calculator(sessions[sessions["exercise"] == name], how)
    return found


def method(how: Profile) -> tuple[str, ...]:
    """How a plan comes about."""
    policy = how.policy
    return (
        "The programs are those of StrengthLog's guide for runners, week 1 of the six-week "
        "one as published; weeks 2 to 6 are this project's own completion.",
        "Every possible placement of the lifts in your week is judged by the same rules as "
        "your log: a conflict costs more than everything else together, a caution falls to "
        "nothing at the end of its window. The three best that differ are shown with every "
        "line they cost.",
        "First loads are the program's share of your estimated 1RM, rounded down to what "
        "can be loaded; an exercise that is new to you, was done fewer than "
        f"{policy.number('planning.least_sessions'):g} times or not for "
        f"{policy.number('planning.recent_days'):g} days, has no load but a reserve. "
        "Nothing is worked out from body weight.",
        "Before an A race sets go down over three weeks while loads stay; the days and "
        "shares are this project's, after studies of endurance tapers.",
        "What replaces an exercise comes from the substitutions written for it, else from "
        "exercises of the same movement and muscles.",
    )

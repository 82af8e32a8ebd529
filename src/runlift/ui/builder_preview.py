"""What a plan would be, week by week, before anybody follows it; and following it."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from runlift import answers, paths
from runlift.charts import plan_load, volume_heat
from runlift.charts.theme import Look
from runlift.errors import DataFileError
from runlift.exercises.catalogue import Exercise
from runlift.frames import Profile
from runlift.frames import plans as plan_frames
from runlift.model import Athlete, identity
from runlift.program import plan_words
from runlift.program.plan import Plan
from runlift.program.plan_frames import about_of, exercise_frame, session_frame
from runlift.program.templates import parse_program, programs
from runlift.store import plans as stored
from runlift.ui import ask, plan_downloads, planned, severity, shell, show
from runlift.units import day_text

_SAVED = "plan_saved"
_LARGEST = 200_000
"""Bytes of a program's file; the guide's have ten thousand."""


def weeks(plan: Plan, how: Profile, look: Look) -> None:
    """The weeks of the plan, the load of the legs, and what each muscle gets."""
    st.subheader("The weeks")
    found = plan_frames.plan_weeks(plan, how)
    number = st.column_config.NumberColumn
    show.table(
        found.assign(
            lighter=found["change"].map(plan_words.CHANGES).fillna(""),
            whose=found["origin"].map(
                {"guide": "the guide", "house": "this project", "own": "yours"}
            ),
        ),
        {
            "week": number("Week", format="%d"),
            "monday": st.column_config.DateColumn("Begins", format="D MMM YYYY"),
            "phase": "Phase",
            "whose": "Written by",
            "lifts": number("Lifts", format="%d"),
            "sets": number("Sets", format="%d"),
            "minutes": number("Minutes", format="%d"),
            "leg_load": number("Leg load", format="%.1f"),
            "hardest": number("Hardest session", format="%.1f"),
            "lighter": "Lighter",
        },
        "plan_weeks",
        alt="One row a week: phase, lifts, sets, minutes and leg load.",
    )
    planned.completion(plan.sessions)
    st.markdown("**What each week asks of the legs**")
    show.chart(plan_load, look, "plan_load", **plan_frames.plan_loads(plan, how))
    st.markdown("**What each muscle gets**")
    show.chart(
        volume_heat, look, "plan_volume", weeks=plan_frames.plan_volume(plan, how)
    )


def sessions(plan: Plan, how: Profile) -> None:
    """Every session of one week, with its loads and reasons."""
    numbers = [number for number, _ in plan.weeks()]
    if not numbers:
        return
    st.subheader("The sessions")
    picked = st.select_slider("Week", numbers, key="plan_week") if len(numbers) > 1 else numbers[0]  # fmt: skip
    for one in plan.lifts:
        if one.week == picked:
            st.markdown(planned.heading(one))
            planned.table(one, how.exercises, how.weight_unit, f"plan_{one.planned_id}")


def findings(found: pd.DataFrame) -> None:
    """What the rules say of the plan, worst first."""
    telling = found[found["severity"].isin(["conflict", "caution"])]
    if telling.empty:
        st.success(
            "The rules find neither conflict nor caution in these weeks.",
            icon=":material/check:",
        )
        return
    st.markdown(
        f"**The rules say of these weeks:** "
        f"{answers.counted((telling['severity'] == 'conflict').sum(), 'conflict')}, "
        f"{answers.counted((telling['severity'] == 'caution').sum(), 'caution')}"
    )
    with st.expander("Which, and why"):
        for one in telling.sort_values("day").head(20).to_dict("records"):
            st.markdown(
                f"- {severity.mark(one['severity'])} "
                f"{day_text(one['day'].date(), weekday=True)}: "
                f"{show.plain(one['reasons'][0])}"
            )


def follow(plan: Plan, found: pd.DataFrame, athlete: Athlete, how: Profile) -> None:
    """Give the plan a name and follow it from now on."""
    st.subheader("Follow it")
    saved = st.session_state.pop(_SAVED, None)
    if saved:
        st.success(f"{show.plain(saved)} is your plan now.", icon=":material/check:")
        shell.link("calendar", "Open the calendar")
    with st.form("plan_follow", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            name = st.text_input("Name", plan.name, max_chars=80)
            pressed = st.form_submit_button("Follow this plan", type="primary")
        st.caption(
            "It takes the place of the plan you follow now; that one is kept. "
            + plan_words.SAFETY
        )
    if pressed:
        _keep(plan, athlete, name.strip() or plan.name)
        st.rerun()
    plan_downloads.part(plan, athlete, how, found)


def _keep(plan: Plan, athlete: Athlete, name: str) -> None:
    about = {**about_of(plan), "name": name}
    stored.save(
        ask.store(),
        athlete.athlete_id,
        plan.plan_id,
        about,
        session_frame(plan.sessions),
        exercise_frame(plan.sessions),
        ask.now(),
    )
    st.session_state[_SAVED] = name


def new_id(athlete: Athlete, program_id: str) -> str:
    """The id of a plan that is being built: another one once it is followed.

    Plans that were taken away count: their sessions are still in the store, and would
    be among those of a new plan with their id.
    """
    made = stored.made(ask.store(), athlete.athlete_id)
    return identity("plan", athlete.athlete_id, program_id, made, ask.now().date())


def own_program(athlete: Athlete, exercises: Mapping[str, Exercise]) -> None:
    """Bring a program of one's own, as a file of the same shape; take it away again."""
    with st.expander("A program of your own", icon=":material/upload_file:"):
        st.caption(
            "A TOML file like those of the guide's programs: take one of them as a "
            "pattern. A wrong file is refused with its line and what to do."
        )
        with st.container(horizontal=True):
            for path in sorted((paths.data_folder() / "programs").glob("*.toml")):
                st.download_button(
                    path.name,
                    path.read_bytes(),
                    path.name,
                    "application/toml",
                    on_click="ignore",
                    key=f"program_{path.stem}",
                )
        given = st.file_uploader("Program (.toml)", type=["toml"], key="plan_own_file")
        if given is not None:
            _bring(given.getvalue(), given.name, athlete, exercises)
        mine = stored.own_programs(ask.store(), athlete.athlete_id)
        for key in mine:
            if st.button(f"Remove {show.plain(key)}", key=f"plan_remove_{key}"):
                stored.keep_program(
                    ask.store(), athlete.athlete_id, key, None, ask.now()
                )
                st.rerun()


def _bring(
    content: bytes, file: str, athlete: Athlete, exercises: Mapping[str, Exercise]
) -> None:
    if len(content) > _LARGEST:
        st.error(f"{show.plain(file)} is too large to be a program.")
        return
    try:
        text = content.decode("utf-8-sig")
        program = parse_program(text, file, exercises)
    except UnicodeDecodeError:
        st.error(f"{show.plain(file)} is no text; save it as UTF-8.")
        return
    except DataFileError as refusal:
        st.error(show.plain(str(refusal)))
        return
    if program.program_id in programs():
        st.error(
            f"{show.plain(program.program_id)} is the id of one of the guide's "
            "programs; give yours another id."
        )
        return
    mine = stored.own_programs(ask.store(), athlete.athlete_id)
    if mine.get(program.program_id) != text:
        stored.keep_program(
            ask.store(), athlete.athlete_id, program.program_id, text, ask.now()
        )
        st.rerun()
    st.success(f"{show.plain(program.name)} is in the list above.")

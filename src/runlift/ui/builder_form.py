"""What the builder asks: the program, the athlete, her gym, races, and hours."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from runlift.frames import Profile, Training
from runlift.model import Athlete
from runlift.program.age import AGE_GROUPS, AgeGroup
from runlift.program.choices import Choices
from runlift.program.plan import Race
from runlift.program.substitutes import GYMS, Gym
from runlift.program.templates import Program
from runlift.program.week import DAYS, SLOTS, Slot
from runlift.ui import ask, show
from runlift.units import DistanceUnit, distance_in

_GYMS: Mapping[Gym, str] = {
    "gym": "A gym",
    "dumbbells": "Dumbbells at home",
    "bands": "Bands",
    "bodyweight": "Nothing",
}
_AGES: Mapping[AgeGroup, str] = {
    "adult": "18 to 59",
    "under_18": "Under 18",
    "over_60": "60 or older",
}
_FEW_LIFTS = 24
"""Sessions in half a year from which somebody is not new to lifting."""

_RACES = ("day", "name", "far", "priority")
_NO_LIMIT = 0


def programs(found: Mapping[str, Program], log: Training, today: date) -> Program:
    """Which program; the first suggestion goes by how much was lifted of late."""
    recent = log["lifts"]
    if len(recent):
        half_a_year = pd.Timestamp(today) - pd.Timedelta(days=180)
        recent = recent[recent["start_local"] >= half_a_year]
    default = "basic" if len(recent) < _FEW_LIFTS else "intermediate_advanced"
    key = ask.one_of(
        "Program",
        {key: one.name for key, one in found.items()},
        "program",
        default if default in found else next(iter(found)),
    )
    chosen = found[key]
    said = [one for one in (chosen.audience, chosen.focus) if one]
    st.caption(show.plain(". ".join(said) or chosen.title))
    return chosen


def frame_of_plan(program: Program, today: date) -> Choices:
    """Length, days a week and the first day."""
    monday = today - timedelta(days=today.weekday())
    first = monday if today == monday else monday + timedelta(weeks=1)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        days = st.segmented_control(
            "Lifts a week",
            [1, 2, 3],
            default=min(len(program.workouts), 3),
            required=True,
            key=f"plan_days_{program.program_id}",
        )
        weeks = st.number_input("Weeks", 1, 52, 6, key="plan_weeks", width=120)
        start = st.date_input(
            "Begins in the week of",
            first,
            key="plan_start",
            format="DD/MM/YYYY",
            width=170,
        )
    return Choices(
        program_id=program.program_id,
        first_day=start if isinstance(start, date) else first,
        weeks=int(weeks),
        days=int(days or 2),
    )


def about(choices: Choices, program: Program, log: Training, how: Profile) -> Choices:
    """Experience, gym, what is not wanted, how long, and who needs more care."""
    with st.expander("You and your gym", icon=":material/fitness_center:"):
        left, right = st.columns(2)
        with left:
            is_new = st.toggle(
                "New to lifting",
                value=len(log["lifts"]) < _FEW_LIFTS // 2,
                key="plan_is_new",
                help="You begin with one or two sets of each exercise and add one each "
                "week, with more left in reserve.",
            )
            start_sets = 1
            if is_new:
                start_sets = int(
                    st.segmented_control(
                        "Sets in the first week",
                        [1, 2],
                        default=1,
                        required=True,
                        key="plan_start_sets",
                    )
                    or 1
                )
            sets = _sets(program)
            gym = st.selectbox(
                "You have",
                GYMS,
                format_func=_GYMS.__getitem__,
                key="plan_gym",
                help="What cannot be done there is replaced by what comes closest.",
            )
        with right:
            minutes = st.number_input(
                "Longest session in minutes (0: as long as it takes)",
                0,
                240,
                _NO_LIMIT,
                5,
                key="plan_minutes",
            )
            excluded = st.multiselect(
                "Without these exercises",
                _of_program(program),
                format_func=lambda one: how.exercises[one].name,
                key=f"plan_without_{program.program_id}",
            )
            age = st.selectbox(
                "Your age",
                AGE_GROUPS,
                format_func=_AGES.__getitem__,
                key="plan_age",
                help="Under 18: no maxima, six repetitions or more, three in reserve. "
                "60 or older: a day more between leg sessions, smaller steps.",
            )
            if age == "under_18":
                st.caption("Train with a coach or guardian who knows this program.")
            is_load_free = st.toggle(
                "Leave loads to me and whoever looks after me",
                key="plan_load_free",
                help="In pregnancy, after a birth, an operation or an injury: no loads "
                "and no progression are set.",
            )
    return replace(
        choices,
        sets=sets,
        is_beginner=bool(is_new),
        start_sets=start_sets,
        gym=gym,
        minutes=int(minutes) or None,
        excluded=tuple(excluded),
        age_group=age,
        is_load_free=bool(is_load_free),
    )


def hours(choices: Choices) -> Choices:
    """When the gym is open to her, days off, and whether doubles are fine."""
    names = [Slot(day, name) for day in range(7) for name in SLOTS]
    with st.expander("When you can lift", icon=":material/schedule:"):
        with st.container(horizontal=True):
            morning = st.time_input("Mornings at", "07:00", key="plan_am", width=140)
            evening = st.time_input("Evenings at", "18:00", key="plan_pm", width=140)
        closed = st.multiselect(
            "Never at these times",
            [str(one) for one in names],
            key="plan_closed",
            placeholder="Every half day is open",
        )
        off = st.pills(
            "Days off that stay free",
            list(DAYS),
            selection_mode="multi",
            key="plan_off",
        )
        doubles = st.toggle(
            "Lifting on the day of a run is fine",
            value=True,
            key="plan_doubles",
            help="Different days are better (R8). On the same day: run first, six hours "
            "between.",
        )
    slots = {str(one): one for one in names}
    return replace(
        choices,
        slot_starts={
            "AM": morning.hour + morning.minute / 60,
            "PM": evening.hour + evening.minute / 60,
        },
        closed=tuple(slots[one] for one in closed),
        protected=tuple(DAYS.index(one) for one in off or ()),
        allows_doubles=bool(doubles),
    )


def races(choices: Choices, athlete: Athlete, unit: DistanceUnit) -> Choices:
    """The races of these weeks."""
    with st.expander("Races", icon=":material/flag:"):
        st.caption(
            "An A race gets three weeks of taper and rest for the legs after it, a B "
            "race a lighter week. Run other races as key runs."
        )
        edited = st.data_editor(
            pd.DataFrame(
                {
                    "day": pd.Series([], dtype="datetime64[us]"),
                    "name": pd.Series([], dtype="str"),
                    "far": pd.Series([], dtype="float64"),
                    "priority": pd.Series([], dtype="str"),
                }
            ),
            column_config={
                "day": st.column_config.DateColumn("Day", format="D MMM YYYY"),
                "name": "Race",
                "far": st.column_config.NumberColumn(
                    f"Distance ({unit})", min_value=0.1, max_value=1000.0
                ),
                "priority": st.column_config.SelectboxColumn(
                    "Priority", options=["A", "B"], default="B"
                ),
            },
            num_rows="dynamic",
            hide_index=True,
            key=f"plan_races_{athlete.athlete_id}",
        )
    return replace(choices, races=read_races(edited, unit))


def read_races(edited: pd.DataFrame, unit: DistanceUnit) -> tuple[Race, ...]:
    """The races that were typed; rows without a day are not finished yet."""
    found = []
    for one in edited[list(_RACES)].to_dict("records"):
        if pd.isna(one["day"]):
            continue
        far = one["far"]
        found.append(
            Race(
                day=pd.Timestamp(one["day"]).date(),
                priority="A" if one["priority"] == "A" else "B",
                distance_m=None if pd.isna(far) else distance_in(float(far), unit),
                name="" if pd.isna(one["name"]) else str(one["name"]).strip()[:80],
            )
        )
    return tuple(sorted(found, key=lambda race: race.day))


def _sets(program: Program) -> int | None:
    choices = program.set_choices
    if not choices:
        return None
    picked = st.segmented_control(
        "Sets of each exercise",
        list(choices),
        default=choices[0],
        required=True,
        key=f"plan_sets_{program.program_id}",
    )
    return int(picked or choices[0])


def _of_program(program: Program) -> list[str]:
    found = [slot.exercise_id for one in program.workouts for slot in one.slots]
    return list(dict.fromkeys(found))

"""The settings page's parts about one athlete: units, zone, heart rate, rules."""

import json
from zoneinfo import available_timezones

import streamlit as st

from runlift import frames, intake
from runlift.errors import WrongInput
from runlift.frames import POLICY_SETTING
from runlift.intake.looking import POSITIONS
from runlift.model import Athlete
from runlift.science import strength
from runlift.store import athletes as store_people
from runlift.ui import ask, cached, running_settings, show

_STRICT = "leg_load.article_strict"


def units_and_body(athlete: Athlete) -> None:
    """Units of loads and distances, the time zone, heart rates, threshold pace."""
    how = frames.profile(ask.store(), athlete)
    st.subheader(f"Units and body of {show.plain(athlete.name)}")
    with st.form("units"):
        weight = st.radio(
            "Loads",
            ["kg", "lb"],
            index=["kg", "lb"].index(how.weight_unit),
            horizontal=True,
        )
        distance = st.radio(
            "Distances",
            ["km", "mi"],
            index=["km", "mi"].index(how.distance_unit),
            horizontal=True,
        )
        zones = sorted(available_timezones())
        zone = st.selectbox(
            "Time zone",
            zones,
            index=zones.index(athlete.timezone) if athlete.timezone in zones else None,
            help="For exports that give instants, such as Strava's. It holds for files "
            "imported from now on; import older ones again to move them.",
        )
        heart = st.number_input(
            "Maximum heart rate (0: estimate it from the runs)",
            0,
            240,
            int(how.hr_max or 0),
            help="Key runs without tags or words in the title are told by heart rate.",
        )
        body = running_settings.fields(how, athlete)
        formulas = list(strength.FORMULAS)
        formula = st.selectbox(
            "Formula of the estimated 1RM",
            formulas,
            index=formulas.index(how.formula),
            format_func=lambda one: strength.FORMULAS[one].title,
        )
        if not st.form_submit_button("Save", type="primary"):
            return
    try:
        said = running_settings.read(body, how, heart)
    except WrongInput as refusal:
        st.error(show.plain(str(refusal)))
        return
    if zone and (zone != athlete.timezone or not athlete.is_timezone_known):
        store_people.set_timezone(ask.store(), athlete, zone, ask.now())
    _save(
        athlete,
        {
            "weight_unit": weight,
            "distance_unit": distance,
            "hr_max": str(heart) if heart else None,
            "formula": formula,
            **said,
        },
    )


def positions(athlete: Athlete) -> None:
    """Whether it is kept where the athlete ran; off unless she asks for it."""
    settings = store_people.settings(ask.store(), athlete.athlete_id)
    keeps = settings.get(POSITIONS) == "true"
    st.subheader("Privacy")
    wanted = st.toggle(
        "Keep positions of recordings",
        keeps,
        key=f"positions_{athlete.athlete_id}",
    )
    st.caption(
        "Positions show where you live and when you are out; nothing in Runlift needs "
        "them. This holds for files imported from now on."
    )
    if wanted != keeps:
        _save(athlete, {POSITIONS: "true" if wanted else None})


def rules(athlete: Athlete) -> None:
    """The one switch coaches ask for first: the article's rule, literally or not."""
    how = frames.profile(ask.store(), athlete)
    st.subheader("The 24-hour rule")
    strict = st.toggle(
        "Heavy legs less than 24 h before a long or key run are always a conflict",
        how.policy.flag(_STRICT),
        help="The article's rule taken literally. Off: the graded model alone decides, and "
        "such a session is at least a caution.",
        key=f"strict_{athlete.athlete_id}",
    )
    if strict != how.policy.flag(_STRICT):
        _save(athlete, {POLICY_SETTING + _STRICT: json.dumps(strict)})


def thresholds(athlete: Athlete) -> None:
    """Every tunable number, with unit, source and note; own values win."""
    how = frames.profile(ask.store(), athlete)
    with st.expander("All thresholds"):
        every = how.policy.thresholds()
        key = st.selectbox("Threshold", [one.key for one in every], key="threshold")
        one = how.policy.threshold(key)
        st.caption(f"{show.plain(one.note)} Unit: {one.unit}. Source: {one.source}.")
        given = st.text_input(
            "Value", json.dumps(one.value), key=f"value_{key}_{athlete.athlete_id}"
        )
        with st.container(horizontal=True):
            if st.button("Save this value", key="save_threshold"):
                _save_threshold(athlete, key, given)
            if st.button("Back to the default", key="reset_threshold"):
                _save(athlete, {POLICY_SETTING + key: None})


def answers(athlete: Athlete) -> None:
    """What the athlete has said about files of a format, and a way to be asked again."""
    said = {
        name: value
        for name, value in store_people.settings(
            ask.store(), athlete.athlete_id
        ).items()
        if name.startswith(f"{intake.ANSWER}.")
    }
    if not said:
        return
    st.subheader("Answers about your files")
    for name, value in said.items():
        _, format_slug, question = name.split(".")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                show.plain(f"{format_slug}: {question.replace('_', ' ')} is {value}")
            )
            if st.button("Ask me again", key=f"forget_{name}"):
                _save(athlete, {name: None})


def _save_threshold(athlete: Athlete, key: str, given: str) -> None:
    try:
        value = json.loads(given)
        frames.profile(ask.store(), athlete).policy.with_overrides({key: value})
    except json.JSONDecodeError:
        st.error("Write a number such as 24, or a list such as [24, 48].")
    except WrongInput as refusal:
        st.error(show.plain(str(refusal)))
    else:
        _save(athlete, {POLICY_SETTING + key: json.dumps(value)})


def _save(athlete: Athlete, values: dict[str, str | None]) -> None:
    for name, value in values.items():
        store_people.set_setting(
            ask.store(), athlete.athlete_id, name, value, ask.now()
        )
    cached.forget()
    st.rerun()

"""What the settings page asks about running: heart rate at rest, threshold pace, sex."""

from dataclasses import dataclass

import streamlit as st

from runlift.errors import WrongInput
from runlift.frames import Profile
from runlift.frames.running import SEX_SETTING
from runlift.model import Athlete
from runlift.store import athletes as people
from runlift.ui import ask
from runlift.units import pace_text, speed_of

_SEXES = {"": "Not said", "f": "Female", "m": "Male"}
_FASTEST_M_PER_S, _SLOWEST_M_PER_S = 7.0, 1.4
"""Nobody's threshold lies outside 2:23 and 11:54 a kilometre."""


@dataclass(frozen=True, slots=True)
class Fields:
    """What stands in the form."""

    hr_rest: int
    pace: str
    sex: str


def fields(how: Profile, athlete: Athlete) -> Fields:
    """The fields, within the form that the caller has opened."""
    unit = how.distance_unit
    rest = st.number_input(
        "Heart rate at rest (0: not said)",
        0,
        120,
        int(how.hr_rest or 0),
        help="For TRIMP and for what heavy legs cost; without yours "
        f"{how.policy.number('effect.hr_rest_bpm'):g} bpm are taken.",
    )
    threshold = how.threshold_m_per_s
    pace = st.text_input(
        f"Threshold pace (mm:ss per {unit}; empty: estimate it from the runs)",
        pace_text(threshold, unit).partition(" ")[0] if threshold else "",
        placeholder="4:35" if unit == "km" else "7:23",
        help="The pace you could race for about an hour. Key runs are told by it.",
    )
    said = people.settings(ask.store(), athlete.athlete_id).get(SEX_SETTING, "")
    sex = st.selectbox(
        "Sex, for the constants of TRIMP",
        list(_SEXES),
        index=list(_SEXES).index(said if said in _SEXES else ""),
        format_func=_SEXES.__getitem__,
        help="Optional. Not said: the mean of both constants is taken.",
    )
    return Fields(int(rest), pace, sex)


def read(given: Fields, how: Profile, highest: float) -> dict[str, str | None]:
    """The settings that the fields say; `None` where they say nothing.

    Args:
        given: as the form has them.
        how: the profile the form was drawn with; its unit is that of the pace.
        highest: maximum heart rate in bpm in the same form, 0 if not said.

    Raises:
        WrongInput: a pace that is none, or a heart rate that cannot be.
    """
    low, high = how.policy.numbers("plausibility.hr_rest_reject_bpm")
    if given.hr_rest and not low <= given.hr_rest <= high:
        raise WrongInput(f"A heart rate at rest lies between {low:g} and {high:g} bpm.")
    if given.hr_rest and highest and given.hr_rest >= highest:
        raise WrongInput("The heart rate at rest must lie below the maximum.")
    return {
        "hr_rest": str(given.hr_rest) if given.hr_rest else None,
        "threshold_m_per_s": _speed(given.pace, how),
        SEX_SETTING: given.sex or None,
    }


def _speed(pace: str, how: Profile) -> str | None:
    if not pace.strip():
        return None
    unit = how.distance_unit
    try:
        speed = speed_of(pace, unit)
    except ValueError:
        raise WrongInput(
            f"Write the threshold pace as minutes and seconds per {unit}, "
            f"such as {'4:35' if unit == 'km' else '7:23'}."
        ) from None
    if not _SLOWEST_M_PER_S <= speed <= _FASTEST_M_PER_S:
        raise WrongInput(
            f"A threshold pace of {pace.strip()} per {unit} cannot be; is it meant per "
            f"{'mile' if unit == 'km' else 'kilometre'}?"
        )
    kept = how.threshold_m_per_s
    if kept and pace.strip() == pace_text(kept, unit).partition(" ")[0]:
        # What was not touched keeps its exact value through a change of units.
        speed = kept
    return f"{speed:.4f}"

"""Best efforts and records, VDOT, critical speed, and what a race is worth elsewhere."""

import pandas as pd
import streamlit as st

from runlift import frames
from runlift.charts import running_bests
from runlift.charts.running_bests import distance_text
from runlift.charts.theme import Look
from runlift.frames import Profile
from runlift.frames.running import Running
from runlift.model import Window
from runlift.science.fitness import CriticalSpeed
from runlift.transforms.run_fitness import Effort
from runlift.ui import show
from runlift.ui.running import effort_text
from runlift.ui.running_weeks import right
from runlift.units import DistanceUnit, duration_text, pace_text

_SHOWN = 5


def bests(page: Running, window: Window, look: Look) -> None:
    """The fastest over each distance, and the records of these days."""
    st.subheader("Best efforts")
    if page.bests.empty:
        show.too_little(
            "No effort over 1 km or more is known.",
            "Recordings (FIT, GPX, TCX) have them; a run over just the distance will do "
            "as well.",
        )
        return
    show.chart(running_bests, look, "running_bests", bests=page.bests)
    inside = frames.within(page.efforts, window)
    for said in records_told(inside):
        st.markdown(f":material/trophy: {show.plain(said)}")
    found = page.bests
    shown = found.assign(
        distance=[distance_text(one) for one in found["distance_m"]],
        time=[_time(one) for one in found["seconds"]],
        pace=[
            pace_text(far / spent, look.distance_unit)
            for far, spent in zip(found["distance_m"], found["seconds"], strict=True)
        ],
        how=_how(found["is_whole_run"]),
        lately=[_time(one) for one in found["window_s"]],
        lately_how=_how(found["window_is_whole_run"]),
    )
    day = st.column_config.DateColumn
    show.table(
        shown,
        {
            "distance": "Distance",
            "time": right("Ever"),
            "pace": right("Pace"),
            "day": day("On", format="D MMM YYYY"),
            "title": "Run",
            "how": "From",
            "lately": right("In these days"),
            "window_day": day("On ", format="D MMM YYYY"),
            "window_title": "Run ",
            "lately_how": "From ",
        },
        "best_efforts",
        alt="The best time over each distance, ever and in these days, with its run.",
    )
    if found["is_whole_run"].any():
        st.caption(
            "A whole run is no best effort unless it was all-out; with recordings the "
            "fastest stretch within every run counts."
        )


def records_told(inside: pd.DataFrame) -> list[str]:
    """The records of these days, the newest first, one sentence each.

    Args:
        inside: efforts of the window, as `best_efforts` returns them.
    """
    found = inside[inside["is_record"]].sort_values("day", ascending=False)
    # Several records over a distance within the days: the last one is what stands.
    found = found.drop_duplicates("distance_m")
    told = [
        f"{distance_text(far)} in {duration_text(spent)}, "
        f"{duration_text(before - spent)} faster than ever before "
        f"({day.day} {day:%b} {day.year})."
        for far, spent, before, day in zip(
            found["distance_m"],
            found["seconds"],
            found["before_s"],
            found["day"],
            strict=True,
        )
    ]
    more = len(told) - _SHOWN
    return [*told[:_SHOWN], *([f"And {more} more records."] if more > 0 else [])]


def fitness(page: Running, how: Profile, look: Look) -> None:
    """VDOT and critical speed, or the sentences that say why there is none."""
    st.subheader("What my best efforts are worth")
    st.markdown(show.plain(vdot_told(page.fitness)))
    st.markdown(show.plain(critical_told(page.critical, how, look.distance_unit)))


def vdot_told(found: Effort | str) -> str:
    """VDOT with the effort it comes from."""
    if isinstance(found, str):
        return found
    name = f" ({found.title})" if found.title else ""
    said = f"VDOT {found.vdot:.1f}, from {effort_text(found)}{name}."
    if found.terrain in ("hilly", "mountain"):
        said += " Hills cost time, so that it is at least that."
    return said


def critical_told(found: CriticalSpeed | str, how: Profile, unit: DistanceUnit) -> str:
    """Critical speed with its reserve, or its refusal as it is."""
    if isinstance(found, str):
        return found
    low, high = (one / 60 for one in how.policy.numbers("fitness.cs_s"))
    days = how.policy.number("fitness.vdot_days")
    return (
        f"Critical speed {pace_text(found.speed_m_per_s, unit)}, with a reserve of "
        f"{found.reserve_m:.0f} m, from the best of {found.efforts} distances of "
        f"{low:g} to {high:g} min in {days:g} days. Training bests underestimate it: "
        "few of them were all-out."
    )


def races(page: Running, how: Profile, look: Look) -> None:
    """Times over other distances from the best race of the window, as ranges."""
    st.subheader("Race times from a race")
    if isinstance(page.race, str):
        st.markdown(show.plain(page.race))
        return
    name = f" ({page.race.title})" if page.race.title else ""
    st.markdown(show.plain(f"From {effort_text(page.race)}{name}."))
    found, unit = page.equivalents, look.distance_unit
    shown = found.assign(
        distance=[distance_text(one) for one in found["distance_m"]],
        fast=[_time(one) for one in found["fast_s"]],
        slow=[_time(one) for one in found["slow_s"]],
        fast_pace=[
            pace_text(far / spent, unit)
            for far, spent in zip(found["distance_m"], found["fast_s"], strict=True)
        ],
        slow_pace=[
            pace_text(far / spent, unit)
            for far, spent in zip(found["distance_m"], found["slow_s"], strict=True)
        ],
    )
    show.table(
        shown,
        {
            "distance": "Distance",
            "fast": right("From"),
            "slow": right("To"),
            "fast_pace": right("Pace from"),
            "slow_pace": right("Pace to"),
        },
        "race_times",
        alt="What the race is worth over other distances, as ranges of times.",
    )
    st.caption(races_caption(page.race, how))


def races_caption(race: Effort, how: Profile) -> str:
    """How far such times may be trusted."""
    least = how.policy.number("fitness.marathon_from_m")
    said = (
        "The fast end fits runners of much mileage, the slow end those of little. Half "
        "of all marathoners run slower than the fast end by ten minutes and more."
    )
    if race.distance_m < least:
        said = (
            f"No marathon is told from a race below {least / 1000:g} km. The fast end "
            "fits runners of much mileage, the slow end those of little."
        )
    return said


def _time(seconds: float) -> str:
    return duration_text(seconds) if seconds == seconds else "–"


def _how(is_whole: pd.Series) -> list[str]:
    return [
        "" if one is None or one != one else "whole run" if one else "recording"
        for one in is_whole
    ]

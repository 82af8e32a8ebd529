"""Easy, steady and hard; metres a heart beat and whether they hold."""

import pandas as pd
import streamlit as st

from runlift.charts import running_efficiency, running_intensity
from runlift.charts.theme import Look
from runlift.frames import Profile
from runlift.frames.running import Running
from runlift.ui import show
from runlift.ui.running import known_by

_BANDS = {"small": "small", "usual": "usual", "large": "large"}


def intensity(page: Running, how: Profile, look: Look) -> None:
    """The time of each week by intensity, and what that rests on."""
    st.subheader("Easy, steady, hard")
    if not page.split["runs"].iloc[0]:
        show.too_little("No run with a known time in these days.", "Widen the window.")
        return
    show.chart(running_intensity, look, "running_intensity", weeks=page.split_weeks)
    for said in intensity_told(page, how):
        st.markdown(show.plain(said))


def intensity_told(page: Running, how: Profile) -> list[str]:
    """The shares, and how they are known."""
    one = page.split.iloc[0]
    heart = page.heart
    told = [
        f"{one['easy']:.0%} easy, {one['steady']:.0%} steady, {one['hard']:.0%} hard, "
        f"{known_by(page)}."
    ]
    easy, hard = how.policy.numbers("running.intensity_shares")
    if heart.bpm > 0 and one["by_heart"]:
        whose = "your maximum" if heart.is_own else "the maximum your runs show"
        told.append(
            f"Easy is below {easy * heart.bpm:.0f} bpm and hard above "
            f"{hard * heart.bpm:.0f} bpm: {easy:.0%} and {hard:.0%} of {whose}, "
            f"{heart.bpm:.0f}."
        )
    elif heart.bpm > 0:
        told.append(
            "None of these runs has a recording with a heart rate, so that each counts "
            "as a whole: easy and long runs easy, key runs and races hard. FIT, GPX or "
            "TCX files would tell every second."
        )
    else:
        told.append(
            "No maximum heart rate is known, so that each run counts as a whole by its "
            "class. Say yours in Settings to count by heart rate where a recording has "
            "one."
        )
    return told


def efficiency(page: Running, how: Profile, look: Look) -> None:
    """Efficiency and decoupling of the steady runs, or why there are too few."""
    st.subheader("Metres a heart beat")
    if page.steady.empty:
        missing = missing_told(page, how)
        show.too_little(missing[0], missing[1])
        return
    limits = how.policy.numbers("efficiency.bands_percent")
    show.chart(
        running_efficiency,
        look,
        "running_efficiency",
        runs=page.steady,
        trend=page.trend,
        limits=pd.DataFrame({"limit": limits}),
    )
    for said in efficiency_told(page, how):
        st.markdown(show.plain(said))
    number = st.column_config.NumberColumn
    shown = page.steady.iloc[::-1].assign(word=page.steady["band"].map(_BANDS))
    show.table(
        shown,
        {
            "day": st.column_config.DateColumn("Day", format="D MMM YYYY"),
            "title": "Run",
            "terrain": "Terrain",
            "ef": number("Metres a beat", format="%.3f"),
            "decoupling": number("Decoupling (%)", format="%.1f"),
            "word": "Band (convention)",
        },
        "running_efficiency",
        alt="Efficiency and decoupling of every steady run, newest first.",
    )


def efficiency_told(page: Running, how: Profile) -> list[str]:
    """The direction with its interval, or what it lacks; and the runs left out."""
    told = []
    if page.trend.empty:
        told.append(" ".join(missing_told(page, how)))
    else:
        one = page.trend.iloc[0]
        if one["low"] > 0:
            word = "A heart beat carries you farther"
        elif one["high"] < 0:
            word = "A heart beat carries you less far"
        else:
            word = "No clear direction"
        share = how.policy.number("efficiency.confidence")
        numbers = (
            f"{one['slope']:+.1f} % a month ({share:.0%} interval {one['low']:+.1f} to "
            f"{one['high']:+.1f}), from {one['runs']} steady runs"
        ).replace("-", "−")
        told.append(f"{word}: {numbers}. Warm days lower it, cool ones raise it.")
        told += left_out_told(page)
    return told


def missing_told(page: Running, how: Profile) -> tuple[str, str]:
    """What a direction of efficiency lacks, and how much more would do."""
    least = int(how.policy.number("efficiency.min_runs"))
    have = len(page.steady)
    span = how.policy.number("efficiency.min_span_days")
    lack = least - have
    minutes = how.policy.number("efficiency.min_s") / 60
    more = (
        f"{lack} more steady {'run' if lack == 1 else 'runs'} of {minutes:g} min with a "
        "recorded heart rate would do."
        if lack > 0
        else f"They have to span {span:g} days."
    )
    left = " ".join(left_out_told(page))
    return (
        f"Not enough data for a direction: {have} of {least} runs. {left}".strip(),
        more,
    )


def left_out_told(page: Running) -> list[str]:
    """Why runs do not compare, in one sentence."""
    if not page.left_out:
        return []
    listed = ", ".join(f"{count} {reason}" for reason, count in page.left_out.items())
    return [f"Left out: {listed}."]

"""What heavy legs cost her own runs: the answer, how sure it is, and the runs behind it."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from runlift import answers
from runlift.charts import lift_cost as chart
from runlift.charts.theme import Look
from runlift.frames import Profile
from runlift.transforms.lift_cost import LiftCost
from runlift.ui import show

_NAMES = {"near": "the day after", "far": "two days after"}
_WORDS = {
    "clear drop": "slower at the same heart rate",
    "small drop": "a little slower at the same heart rate",
    "no meaningful drop": "no meaningful difference",
    "small gain": "a little faster at the same heart rate",
    "clear gain": "faster at the same heart rate",
    "unclear": "unclear",
    "early look": "too early to tell",
    "too few": "too few runs to tell",
}
_CONFOUNDERS = (
    "Easy runs are placed after lifting on purpose, weeks of much training tire in every "
    "way, and heat, sleep, route, caffeine or a strap instead of the wrist move heart rate "
    "as well. You also choose the days you lift."
)


def part(found: LiftCost, how: Profile, look: Look) -> None:
    """The part of the page about what heavy legs went with."""
    st.subheader("What did heavy legs cost my runs?")
    rows = found.answers.assign(name=found.answers["question"].map(_NAMES))
    for one in rows.to_dict("records"):
        st.markdown(show.plain(_said(one, how)))
    named = found.pairs.assign(name=found.pairs["question"].map(_NAMES))
    if len(named) or rows["estimate"].notna().any():
        show.chart(
            chart,
            look,
            "lift_cost",
            answers=rows[list(chart.NEEDS["answers"])],
            pairs=named[list(chart.NEEDS["pairs"])],
        )
    with st.expander("The runs behind it, and what else may explain it"):
        st.markdown(_CONFOUNDERS)
        if found.without:
            st.markdown(
                show.plain(
                    f"Not known for enough runs, and so not taken out: "
                    f"{' and '.join(found.without)}."
                )
            )
        if found.left_out:
            said = ", ".join(f"{count} {why}" for why, count in found.left_out.items())
            st.markdown(show.plain(f"Runs that could not be compared: {said}."))
        if len(named):
            _table(named)
        st.caption(_method(how))


def _said(one: Mapping[str, Any], how: Profile) -> str:
    """One question's answer in a sentence or two."""
    start = f"On {one['name']} of heavy legs"
    runs = answers.counted(one["exposed"], "run")
    if one["verdict"] == "too few":
        least = how.policy.number("effect.early_exposed")
        return f"{start}: {runs} to compare; from {least:g} on something can be said."
    if one["verdict"] == "early look":
        need = how.policy.number("effect.min_exposed")
        return (
            f"{start}: an early look, too few to tell ({runs}, {one['controls']} others "
            f"to compare with, {one['weeks']} weeks; {need:g} runs over "
            f"{how.policy.number('effect.min_weeks'):g} weeks would do)."
        )
    word = _WORDS[one["verdict"]]
    if one["is_possible"]:
        word = f"possibly {word}"
    said = (
        f"{start}: {word}. {one['estimate']:+.1f} % (90 % interval {one['low']:+.1f} to "
        f"{one['high']:+.1f}) over {runs} against {one['controls']} others."
    )
    if one["is_confounded"]:
        said += (
            " Days of upper-body lifting go with the same, so it is likely the busy week "
            "or the time of day rather than the legs."
        )
    if one["verdict"] == "unclear" and one["more_runs"]:
        said += f" About {one['more_runs']} more runs like these would tell."
    return said


def _table(named: pd.DataFrame) -> None:
    number = st.column_config.NumberColumn
    show.table(
        named.sort_values("day", ascending=False).assign(
            like=lambda f: f["controls"].str.split().map(len)
        ),
        {
            "day": st.column_config.DateColumn("Day", format="D MMM YYYY"),
            "title": "Run",
            "name": "After heavy legs",
            "hours": number("Hours after", format="%.0f"),
            "leg_load": number("Leg load", format="%.1f"),
            "difference": number("Against like runs (%)", format="%+.1f"),
            "like": number("Like runs", format="%d"),
        },
        "lift_cost",
        alt="Each run after heavy legs against the runs most like it.",
    )


def _method(how: Profile) -> str:
    number = how.policy.number
    return (
        "Compared are easy and steady runs: speed on the level per heart beat above rest, "
        "beside date, distance, time of day, hours since the last hard run, and climb and "
        f"temperature where known. The p-value deals the labels anew {number('effect.permutations'):g} "
        f"times within {number('effect.block_weeks'):g} weeks, the interval draws weeks anew. "
        f"Less than {number('effect.meaningful_percent'):g} % is within what runs differ by "
        "from day to day. It shows what went together, not what caused it."
    )

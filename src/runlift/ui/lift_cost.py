"""What heavy legs cost her own runs: the answers, what is beside them, the runs behind."""

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
_OUTCOMES = {
    "speed": "speed at the same heart rate",
    "rpe": "effort felt (RPE)",
    "completed": "completed as planned",
}
_STRATA = {"calm": "easy and steady", "key": "key"}
_OTHER_WORDS = {
    "rpe": {
        "clear drop": "felt harder",
        "small drop": "felt a little harder",
        "small gain": "felt a little easier",
        "clear gain": "felt easier",
    },
    "completed": {
        "clear drop": "completed less often",
        "small drop": "completed a little less often",
        "small gain": "completed a little more often",
        "clear gain": "completed more often",
    },
}
"""What a drop, which is for the worse, and a gain are called of each outcome."""

_UNITS = {"speed": "%", "rpe": "points", "completed": "of 100"}
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
    _exploratory(found, how)
    with st.expander("The runs behind it, and what else may explain it"):
        st.markdown(_CONFOUNDERS)
        if found.without:
            st.markdown(
                show.plain(
                    f"Not known for enough runs, and so not taken out: "
                    f"{' and '.join(found.without)}."
                )
            )
        for name, reasons in (
            ("easy and steady", found.left_out),
            ("key", found.key_left_out),
        ):
            if reasons:
                said = ", ".join(f"{count} {why}" for why, count in reasons.items())
                st.markdown(
                    show.plain(f"Not compared with the {name} runs by speed: {said}.")
                )
        if len(named):
            _table(named)
        st.caption(_method(how))


def _exploratory(found: LiftCost, how: Profile) -> None:
    """What was looked at beside the two questions, in one table."""
    every = found.exploratory
    st.markdown("**Exploratory**")
    st.markdown(show.plain(_what_exploratory_means(how)))
    told = every[every["verdict"] != "too few"].reset_index(drop=True)
    if len(told):
        _exploratory_table(told, how)
    for said in _untold(every, how):
        st.caption(show.plain(said))
    if told["is_confounded"].any():
        st.caption(
            "Upper-body days too: runs after them are worse as well, so it is likely the "
            "busy week or the time of day."
        )
    terms = {one for text in told["without"] for one in text.split(", ") if one}
    if more := sorted(terms.difference(found.without)):
        st.caption(
            show.plain(f"Not known for enough of these runs: {' and '.join(more)}.")
        )


def _exploratory_table(told: pd.DataFrame, how: Profile) -> None:
    rows = told.to_dict("records")
    number = st.column_config.NumberColumn
    show.table(
        told.assign(
            runs=told["stratum"].map(_STRATA),
            compared=told["outcome"].map(_OUTCOMES),
            name=told["question"].map(_NAMES),
            answer=[word(one) for one in rows],
            difference=[difference(one) for one in rows],
            interval=[interval(one) for one in rows],
        ),
        {
            "runs": "Runs",
            "compared": "Compared",
            "name": "When",
            "answer": st.column_config.TextColumn("What they say", width=270),
            "difference": "Difference",
            "interval": f"{_confidence(how)} interval",
            "exposed": number("Runs after", format="%d"),
            "controls": number("Others", format="%d"),
        },
        "lift_cost_exploratory",
        alt="Key runs, and how hard runs felt, after heavy legs against other runs.",
    )


def _untold(every: pd.DataFrame, how: Profile) -> list[str]:
    """What nothing can be said about, and why."""
    said = []
    is_planned = every["outcome"] == "completed"
    if not every.loc[is_planned, ["exposed", "controls"]].to_numpy().any():
        said.append("Completed as planned: no planned key runs to compare.")
        every = every[~is_planned]
    few = [
        f"{_STRATA[one['stratum']]} runs, {_OUTCOMES[one['outcome']]}, "
        f"{_NAMES[one['question']]} ({one['exposed']})"
        for one in every[every["verdict"] == "too few"].to_dict("records")
    ]
    if few:
        least = how.policy.number("effect.early_exposed")
        said.append(
            f"Fewer than {least:g} runs after heavy legs, so nothing is said: "
            f"{'; '.join(few)}."
        )
    return said


def _what_exploratory_means(how: Profile) -> str:
    outside = 2 / (1 - how.policy.number("effect.confidence"))
    return (
        "Looked at beside the two questions, and not corrected for how many looks there "
        f"are: about one such row in {outside:.0f} shows a drop by chance alone. Take them "
        "as something to watch, not as an answer."
    )


def word(one: Mapping[str, Any]) -> str:
    """What one exploratory row says, in a few words."""
    verdict = one["verdict"]
    said = _OTHER_WORDS.get(one["outcome"], {}).get(verdict, _WORDS[verdict])
    if one["is_confounded"]:
        said += "; upper-body days too"
    if verdict == "unclear" and one["more_runs"]:
        said += f"; about {one['more_runs']} more runs would tell"
    return said


def difference(one: Mapping[str, Any]) -> str:
    """The estimate of one row with its unit; empty where there is none."""
    value = one["estimate"]
    return f"{value:+.1f} {_UNITS[one['outcome']]}" if value == value else ""


def interval(one: Mapping[str, Any]) -> str:
    """Where the estimate of one row may lie; empty where there is none."""
    low, high = one["low"], one["high"]
    return f"{low:+.1f} to {high:+.1f}" if low == low else ""


def _confidence(how: Profile) -> str:
    return f"{100 * how.policy.number('effect.confidence'):g} %"


def _said(one: Mapping[str, Any], how: Profile) -> str:
    """One question's answer in a sentence or two."""
    start = f"{one['name']} heavy legs".capitalize()
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
    called = _WORDS[one["verdict"]]
    if one["is_possible"]:
        called = f"possibly {called}"
    if one["estimate"] != one["estimate"]:
        return (
            f"{start}: {called}; {runs} and {one['controls']} others are all the same."
        )
    said = (
        f"{start}: {called}. {one['estimate']:+.1f} % ({_confidence(how)} interval {one['low']:+.1f} to "
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
        "temperature where known. Where the climb is unknown the plain speed counts. "
        f"The p-value deals the labels anew {number('effect.permutations'):g} "
        f"times within {number('effect.block_weeks'):g} weeks, the interval draws weeks anew. "
        f"Less than {number('effect.meaningful_percent'):g} % is within what runs differ by "
        "from day to day. Exploratory rows are judged alike; effort is RPE beside the same "
        f"and the duration, and less than {number('effect.meaningful_rpe'):g} points is not "
        "meaningful. Completed against planned compares two shares, with an exact p-value, "
        f"and less than {number('effect.meaningful_completed'):g} of 100 is not meaningful. "
        "It shows what went together, not what caused it."
    )

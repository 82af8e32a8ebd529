"""Balance read-outs, and the athlete's average week beside the two programs."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from runlift.charts import volume_programs
from runlift.charts.theme import Look
from runlift.frames import Profile
from runlift.program.templates import Program, programs
from runlift.ui import show

_PATTERNS = {
    "horizontal_push": "horizontal push such as a bench press",
    "vertical_push": "overhead press",
    "horizontal_pull": "horizontal pull such as a row",
    "vertical_pull": "vertical pull such as a pulldown",
}
_STATES = {
    "within": "inside our range",
    "below": "below our range",
    "above": "above our range",
    "unknown": "not enough data",
}
_SHORT = 14
"""Letters of a program's name that fit above a column of numbers."""
_RATIOS = ("push_pull", "quads_hamstrings")


def readouts(
    balance: pd.DataFrame, delivered: Mapping[str, pd.DataFrame], how: Profile
) -> None:
    """Four comparisons as information, beside what the programs have."""
    st.subheader("Balance")
    shown = pd.DataFrame(
        {
            "comparison": balance["name"],
            "yours": [value_text(one) for one in balance.to_dict("records")],
            "range": [range_text(one) for one in balance.to_dict("records")],
            "word": balance["state"].map(_STATES),
        }
    )
    columns: dict[str, object] = {
        "comparison": "Comparison",
        "yours": "You",
        "range": "Our range",
        "word": "In words",
    }
    for key, rows in delivered["balance"].groupby("program", sort=False):
        shown[key] = [value_text(one) for one in rows.to_dict("records")]
        columns[str(key)] = _title(str(key), first=True)
    show.table(
        shown,
        columns,
        "volume_balance",
        alt="Four comparisons between muscles: yours, our range, and the programs.",
    )
    least = how.policy.number("balance.min_sets")
    st.caption(
        show.plain(
            "Information, no target: sets in these days, ranges of this project. "
            f"A comparison of fewer than {least:g} sets says nothing."
        )
    )


def value_text(one: Mapping[str, object]) -> str:
    """A read-out as a person writes it: `7 : 4 (1.75)`, `50 % (4 of 8 sets)`."""
    first, second = float(str(one["first"])), float(str(one["second"]))
    if not first + second:
        return "no sets"
    if one["readout"] in _RATIOS:
        ratio = f" ({first / second:.2f})" if second else ""
        return f"{first:g} : {second:g}{ratio}"
    total = first + second
    return f"{first / total:.0%} ({first:g} of {total:g} sets)"


def range_text(one: Mapping[str, object]) -> str:
    """The range of a read-out: `0.7 to 1.4`, `30 % or more`."""
    low, high = float(str(one["low"])), float(str(one["high"]))
    return f"{low:g} to {high:g}" if high == high else f"{low:.0%} or more"


def beside(
    mean: pd.DataFrame, delivered: Mapping[str, pd.DataFrame], look: Look
) -> None:
    """The picture, a remark on what a program leaves out, the table."""
    st.subheader("Your average week beside the programs")
    ranges = delivered["ranges"]
    ranges = ranges.assign(title=[_title(one) for one in ranges["program"]])
    show.chart(volume_programs, look, "volume_programs", muscles=mean, programs=ranges)
    for said in remarks(delivered):
        st.markdown(show.plain(said))
    table = delivered["table"].merge(mean[["muscle", "sets"]], on="muscle")
    number = st.column_config.NumberColumn
    variants = [one for one in delivered["table"].columns if ", " in one]
    show.table(
        table,
        {
            "name": "Muscle",
            "sets": number("You", format="%.1f"),
            **{
                one: number(short, format="%.1f", help=long)
                for one in variants
                for short, long in [_variant(one)]
            },
        },
        "volume_programs",
        alt="Hard sets a week for each muscle: your average week, and each program.",
        height=420,
    )
    st.caption(
        "Weeks 2 to 6 of the intermediate and advanced program are this project's own "
        "completion; StrengthLog publishes week 1 only."
    )


def remarks(delivered: Mapping[str, pd.DataFrame]) -> list[str]:
    """What a program leaves out, said once and kindly.

    Args:
        delivered: as `cached.programs` returns it.
    """
    said = []
    volume, balance = delivered["volume"], delivered["balance"]
    for key, rows in delivered["gaps"].groupby("program", sort=False):
        gaps = [f"no {_PATTERNS[one]}" for one in rows["pattern"]]
        mine = volume[(volume["program"] == key) & (volume["muscle"] == "upper_back")]
        if not mine["direct_sets"].sum():
            gaps.append("no exercise made for the upper back")
        ratio = balance[
            (balance["program"] == key) & (balance["readout"] == "push_pull")
        ].iloc[0]
        said.append(
            f"Good to know: the {_title(str(key)).lower()} program has "
            f"{', '.join(gaps[:-1])}{' and ' if gaps[:-1] else ''}{gaps[-1]}; its first "
            f"week has {ratio['first']:g} pushing to {ratio['second']:g} pulling sets. "
            "If you follow it and want those too, a few sets of each beside it will do."
        )
    return said


def _title(key: str, *, first: bool = False) -> str:
    """A program's name for people."""
    program = programs().get(key)
    if program is None:
        return key
    name = _with_choice(program)
    if not first:
        return name
    if program.set_choices:
        return f"{program.name}, {program.set_choices[0]} sets"
    return f"{program.name}, week 1"


def _with_choice(program: Program) -> str:
    choices = program.set_choices
    return (
        f"{program.name}, {choices[0]} to {choices[-1]} sets"
        if choices
        else program.name
    )


def _variant(column: str) -> tuple[str, str]:
    """A short heading for a column of the table, and the long one."""
    key, _, variant = column.partition(", ")
    program = programs().get(key)
    name = program.name if program else key
    short = name if len(name) <= _SHORT else name.split()[0]
    return f"{short}: {variant}", f"{name}, {variant}"

"""Two blocks of one athlete side by side, in her units, with how much data each has."""

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from runlift.charts.theme import Look
from runlift.frames import Profile
from runlift.frames import review as frames
from runlift.model import Athlete, Window
from runlift.ui import ask, cached, show
from runlift.ui.review import span
from runlift.ui.running_weeks import right
from runlift.units import distance_out, load_out

OTHER = "other"
_OTHERS = {"before": "The block before", "year": "A year earlier", "own": "Own dates"}


_HEADINGS = {
    "block": "This",
    "other": "Other",
    "change": "Difference",
    "percent": "Diff. (%)",
    "low": "from",
    "high": "to",
    "block_n": "n this",
    "other_n": "n other",
}
_ROW_PX = 35
"""The height of a row of a table: all of them are shown."""


def part(athlete: Athlete, how: Profile, block: Window, look: Look) -> None:
    """Choose another block and see what differs."""
    other = _ask_other(block)
    st.markdown(
        f"**{span(block)}** beside **{span(other)}** of {show.plain(athlete.name)}. "
        "Differences are the first less the second; n is what a value was counted from."
    )
    if other.first <= block.last and block.first <= other.last:
        st.caption("The two blocks share days, which count in both.")
    found = cached.two_blocks(ask.store(), athlete, block, other)
    _table(
        "An average week",
        _week(found["week"], look),
        "average_week",
        "Running, lifting and conflicts of an average week in both blocks.",
    )
    if len(found["lifts"]):
        _table(
            f"Estimated 1RM of the main lifts ({look.weight_unit})",
            _lifts(found["lifts"], look),
            "main_lifts",
            "Mean estimated 1RM of each main lift in both blocks.",
        )
        confidence = how.policy.number("trend.confidence")
        st.caption(f"From and to: the {confidence:.0%} interval of the difference.")
    if len(found["muscles"]):
        _table(
            "Hard sets a week for each muscle",
            _muscles(found["muscles"]),
            "muscles",
            "Fractional hard sets a week of each muscle in both blocks.",
        )


def _ask_other(block: Window) -> Window:
    kind = ask.one_of("Compared with", _OTHERS, OTHER, "before")
    before = frames.before(block)
    if kind == "year":
        # 52 weeks: a year earlier on the same days of the week.
        back = timedelta(weeks=52)
        return Window(block.first - back, block.last - back)
    if kind == "before":
        return before
    with st.container(horizontal=True):
        first = _day("From", before.first)
        last = _day("To", before.last)
    return frames.block(Window(min(first, last), max(first, last)), ask.today())


def _day(label: str, default: date) -> date:
    day = st.date_input(
        label, default, key=f"other_{label}", format="DD/MM/YYYY", width=150
    )
    return day if isinstance(day, date) else default


def _table(heading: str, frame: pd.DataFrame, name: str, alt: str) -> None:
    st.subheader(heading)
    columns = {"name": ""} | {
        key: right(told) for key, told in _HEADINGS.items() if key in frame
    }
    if (frame["note"] != "").any():
        columns["note"] = "Why nothing is said"
    height = _ROW_PX * (len(frame) + 1) + 2
    show.table(frame, columns, f"blocks_{name}", alt=alt, height=height)


def _week(rows: pd.DataFrame, look: Look) -> pd.DataFrame:
    """Values as text in the athlete's units, the unit in the name."""
    unit = look.distance_unit

    def scaled(value: float, kind: str) -> float:
        if kind == "m":
            return distance_out(value, unit)
        return value / 3600 if kind == "s" else value

    units = {"m": f" ({unit})", "s": " (h)"}
    shown = {
        column: [
            _number(
                scaled(value, kind), 1 if kind else 2, signed=column == "difference"
            )
            for value, kind in zip(rows[column], rows["unit"], strict=True)
        ]
        for column in ("block", "other", "difference")
    }
    return pd.DataFrame(
        {
            "name": [
                f"{name}{units.get(kind, '')}"
                for name, kind in zip(rows["name"], rows["unit"], strict=True)
            ],
            "block": shown["block"],
            "other": shown["other"],
            "change": shown["difference"],
            "block_n": _counts(rows["block_n"], rows["counted"]),
            "other_n": _counts(rows["other_n"], rows["counted"]),
            "note": rows["note"],
        }
    )


def _lifts(rows: pd.DataFrame, look: Look) -> pd.DataFrame:
    unit = look.weight_unit
    return pd.DataFrame(
        {
            "name": rows["exercise"],
            **{
                side: [_number(load_out(value, unit)) for value in rows[f"{side}_kg"]]
                for side in ("block", "other")
            },
            **{
                column: [_number(value, signed=True) for value in rows[column]]
                for column in ("percent", "low", "high")
            },
            "block_n": [f"{n} sessions" for n in rows["block_n"]],
            "other_n": [f"{n} sessions" for n in rows["other_n"]],
            "note": rows["note"],
        }
    )


def _muscles(rows: pd.DataFrame) -> pd.DataFrame:
    sets = pd.Series("sets", index=rows.index)
    return pd.DataFrame(
        {
            "name": rows["name"],
            "block": [_number(value) for value in rows["block"]],
            "other": [_number(value) for value in rows["other"]],
            "change": [_number(value, signed=True) for value in rows["difference"]],
            "block_n": _counts(rows["block_n"], sets),
            "other_n": _counts(rows["other_n"], sets),
            "note": rows["note"],
        }
    )


def _number(value: float, digits: int = 1, *, signed: bool = False) -> str:
    """A value with its decimals; a dash where it is missing."""
    if value != value:
        return "–"
    # Without this a difference of -0.04 would read -0.0.
    value = round(value, digits) + 0.0
    return f"{value:+.{digits}f}" if signed and value else f"{value:.{digits}f}"


def _counts(values: pd.Series, counted: pd.Series) -> list[str]:
    return [
        f"{round(value):,} {word.removesuffix('s') if round(value) == 1 and ' with ' not in word else word}"
        if value == value
        else "–"
        for value, word in zip(values, counted, strict=True)
    ]

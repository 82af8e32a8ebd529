"""The screen on which somebody says what the columns of an unknown table are."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from runlift.importers import tables
from runlift.importers.table_mapping import SEVERAL, Kind, fields_of, place_of
from runlift.importers.tables import TableMapping, labels
from runlift.model import Head
from runlift.ui import show, table_preview

_SHOWN = 10
_NEEDED: dict[Kind, tuple[str, ...]] = {
    "sets": ("date", "exercise", "reps"),
    "runs": ("date", "distance", "duration"),
}
_USEFUL: dict[Kind, tuple[str, ...]] = {
    "sets": ("weight", "sets", "prescription"),
    "runs": ("time", "title", "type"),
}
_KINDS: dict[Kind, str] = {"sets": "Sets of an exercise", "runs": "A run"}
_WEIGHT: Mapping[str | None, str] = {
    None: "The cells say it, or ask me",
    "kg": "Kilograms",
    "lb": "Pounds",
    "column": "A column says it",
}
_DISTANCE: Mapping[str | None, str] = {
    None: "The cells say it, or ask me",
    "km": "Kilometres",
    "mi": "Miles",
    "m": "Metres",
}
_DURATION: Mapping[str | None, str] = {
    "clock": "Minutes:seconds, or seconds",
    "h:mm": "Hours:minutes",
    "min": "Minutes",
    "s": "Seconds",
    "h": "Hours",
}
_ASCENT: Mapping[str | None, str] = {"m": "Metres", "ft": "Feet"}
_ORDER: Mapping[str | None, str] = {
    "auto": "As the dates themselves say",
    "dmy": "Day first",
    "mdy": "Month first",
    "ymd": "Year first",
}
_DECIMAL: Mapping[str | None, str] = {
    "auto": "As the numbers say",
    ".": "Point: 62.5",
    ",": "Comma: 62,5",
}
_HELP = {
    "reps": "Several columns are one set each; 10/8/6 in a cell is three sets.",
    "weight": "One column, or one for each column of repetitions.",
    "sets": "How many equal sets a row stands for. Leave it out if a row is one set.",
    "prescription": "Cells like 3x10x60kg; several with a semicolon between.",
    "set_no": "1, 2, 3, ... within an exercise; W may mark warm-ups.",
    "rir": "Repetitions in reserve count as RPE 10 minus them.",
    "type": "Rows of other sports are left out and counted.",
    "duration": "With pauses, where there is a column of moving time as well.",
}


def screen(
    key_prefix: str, head: Head, text: str, guess: TableMapping | None
) -> TableMapping | None:
    """Ask what the columns are, and show what becomes of the table.

    Args:
        key_prefix: of the widgets; one a file.
        head: the beginning of the file.
        text: the whole file.
        guess: what is chosen at first, if anything is.

    Returns:
        The mapping, once somebody has pressed the button; else `None`.
    """
    st.markdown("Look at what becomes of it below; nothing is stored before that.")
    _first_rows(head)
    mapping = _asked(key_prefix, head, guess)
    wrong = tables.problems(mapping, head.header)
    for sentence in wrong:
        st.warning(show.plain(sentence), icon=":material/help:")
    if not wrong:
        table_preview.outcome(text, mapping)
    with st.container(horizontal=True):
        is_used = st.button(
            "Use this mapping",
            type="primary",
            disabled=bool(wrong),
            key=f"{key_prefix}_use",
        )
        st.download_button(
            "Download as TOML",
            tables.written(mapping),
            "mapping.toml",
            "application/toml",
            icon=":material/download:",
            on_click="ignore",
            key=f"{key_prefix}_toml",
        )
    st.caption(
        "The mapping is remembered for tables with the same columns. The TOML file does "
        "the same on the command line."
    )
    return mapping if is_used and not wrong else None


def _first_rows(head: Head) -> None:
    names = labels(head.header)
    width = len(names)
    rows = [[*row, *[""] * width][:width] for row in head.rows[:_SHOWN]]
    st.dataframe(
        pd.DataFrame(rows, columns=list(names), dtype=object),
        hide_index=True,
        alt=f"The first {len(rows)} rows of the file as they are.",
    )


def _asked(key_prefix: str, head: Head, guess: TableMapping | None) -> TableMapping:
    """The mapping as the widgets stand."""
    first = guess or tables.likely(head, head.rows)
    kind: Kind = (
        st.segmented_control(
            "What is a row?",
            list(_KINDS),
            default=first.kind,
            format_func=_KINDS.__getitem__,
            required=True,
            key=f"{key_prefix}_row",
            wrap=True,
        )
        or first.kind
    )
    if kind != first.kind:
        first = tables.likely(head, head.rows, kind)
    ask = _Asking(f"{key_prefix}_{kind}", head, first)
    chosen = ask.fields(_NEEDED[kind])
    chosen |= ask.fields(_USEFUL[kind])
    rest = [
        one for one in fields_of(kind) if one not in (*_NEEDED[kind], *_USEFUL[kind])
    ]
    with st.expander("More columns"):
        for place in range(0, len(rest), 3):
            chosen |= ask.fields(rest[place : place + 3])
    left, middle, right = st.columns(3)
    is_sets = kind == "sets"
    with left:
        weight = ask.option("weight_unit", "Weights are", _WEIGHT) if is_sets else None
        distance = (
            ask.option("distance_unit", "Distances are", _DISTANCE)
            if "distance" in chosen
            else None
        )
        ascent = (
            ask.option("ascent_unit", "Ascents are", _ASCENT)
            if "ascent" in chosen
            else "m"
        )
    with middle:
        order = ask.option("date_order", "In dates", _ORDER)
        duration = (
            ask.option("duration_unit", "Durations are", _DURATION)
            if {"duration", "moving"} & set(chosen)
            else "clock"
        )
    with right:
        decimal = ask.option("decimal", "Decimals", _DECIMAL)
        is_utc = ask.switch("is_utc", "Times of day are UTC")
        fills_down = ask.switch("fills_down", "A blank date means the one above")
    order_of = [one for one in fields_of(kind) if one in chosen]
    return TableMapping(
        kind,
        {one: chosen[one] for one in order_of},
        weight_unit=weight,
        distance_unit=distance,
        duration_unit=duration or "clock",
        ascent_unit=ascent or "m",
        date_order=order or "auto",
        decimal=decimal or "auto",
        is_utc=is_utc,
        fills_down=fills_down,
    )


class _Asking:
    """Widgets that begin where a mapping stands."""

    def __init__(self, key: str, head: Head, first: TableMapping):
        self._key = key
        self._first = first
        self._names = labels(head.header)
        self._header = head.header
        self._samples = {
            name: next(
                (row[i] for row in head.rows if len(row) > i and row[i].strip()), ""
            )
            for i, name in enumerate(self._names)
        }

    def fields(self, wanted: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The columns chosen for fields that stand beside each other."""
        found = {}
        for column, field in zip(st.columns(3), wanted, strict=False):
            with column:
                chosen = self._field(field)
            if chosen:
                found[field] = chosen
        return found

    def _field(self, field: str) -> tuple[str, ...]:
        label = self._first.fields[field]
        begun = self._begun(field)
        key = f"{self._key}_{field}"
        if field in SEVERAL:
            return tuple(
                st.multiselect(
                    label,
                    self._names,
                    begun,
                    placeholder="Not in this table",
                    help=_HELP.get(field),
                    key=key,
                )
            )
        options = [None, *self._names]
        one = st.selectbox(
            label,
            options,
            options.index(begun[0]) if begun else 0,
            format_func=self._shown,
            help=_HELP.get(field),
            key=key,
        )
        return () if one is None else (one,)

    def _begun(self, field: str) -> list[str]:
        names = self._first.columns.get(field, ())
        places = [place_of(self._header, name) for name in names]
        return [self._names[place] for place in places if place is not None]

    def _shown(self, name: str | None) -> str:
        """A column with an example of what is in it."""
        if name is None:
            return "Not in this table"
        sample = self._samples[name]
        return f"{name} (like {sample[:24]})" if sample else name

    def option(
        self, name: str, label: str, choices: Mapping[str | None, str]
    ) -> str | None:
        """One of a few ways to read something."""
        values = list(choices)
        return st.selectbox(
            label,
            values,
            values.index(getattr(self._first, name)),
            format_func=choices.__getitem__,
            key=f"{self._key}_{name}",
        )

    def switch(self, name: str, label: str) -> bool:
        """Yes or no."""
        return st.checkbox(label, getattr(self._first, name), key=f"{self._key}_{name}")

"""Records of all lifts: when they came, and the list of them."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from runlift import answers
from runlift.charts import record_days
from runlift.charts.theme import Look
from runlift.ui import show, strength
from runlift.units import WeightUnit, duration_text, load_out

_WORDS = {
    "strength": "estimated 1RM",
    "load": "heaviest load",
    "reps": "repetitions with a load",
    "hold": "longest hold",
}


def part(records: pd.DataFrame, look: Look) -> None:
    """The timeline and the list of the records of a window.

    Args:
        records: as `personal_records` returns them, within the window.
        look: of this viewer.
    """
    if records.empty:
        show.too_little(
            "No record in these days.",
            "A record beats every earlier session; widen the window to see older ones.",
        )
        return
    unit = look.weight_unit
    rows = records.to_dict("records")
    shown = records.assign(
        label=[_label(one, unit) for one in rows],
        word=[_WORDS[one["kind"]] for one in rows],
        than=[_before(one, unit) for one in rows],
    )
    st.markdown(f"{answers.counted(len(records), 'record')} in these days.")
    show.chart(record_days, look, "record_days", records=shown)
    show.table(
        shown,
        {
            "day": st.column_config.DateColumn("Day", format="D MMM YYYY"),
            "exercise": "Exercise",
            "word": "Record",
            "label": "Set",
            "than": "Before",
            "before_day": st.column_config.DateColumn("On", format="D MMM YYYY"),
        },
        "records",
        alt="Every record of the window, newest first, with what it beat.",
    )


def told(one: Mapping[str, Any], unit: WeightUnit) -> str:
    """One record in a line: what was lifted, and what it beat."""
    word, label = _WORDS[one["kind"]], _label(one, unit)
    return f"{one['exercise']}: {word}, {label} (before: {_before(one, unit)})"


def _label(one: Mapping[str, Any], unit: WeightUnit) -> str:
    if one["kind"] == "hold":
        held = duration_text(one["duration_s"])
        added = one["load_kg"]
        more = f" with {load_out(added, unit):g} {unit}" if added > 0 else ""
        return f"{held}{more}"
    said = strength.set_text(one, unit)
    if one["kind"] == "strength":
        return f"{load_out(one['e1rm_kg'], unit):.1f} {unit} from {said}"
    return said


def _before(one: Mapping[str, Any], unit: WeightUnit) -> str:
    before = one["before"]
    if one["kind"] == "hold":
        return duration_text(before)
    if one["kind"] == "reps":
        return f"{before:.0f} repetitions"
    if one["kind"] == "load" and before < 0:
        return f"{load_out(-before, unit):g} {unit} of help"
    return f"{load_out(before, unit):.1f} {unit}"

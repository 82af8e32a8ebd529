"""The cells of an exercise as widgets: how it is logged, what it trains, what it is."""

from collections.abc import Iterable, Mapping
from typing import cast, get_args

import streamlit as st

from runlift.exercises.catalogue import (
    COUNTED_KINDS,
    EQUIPMENT,
    KINDS,
    PATTERNS,
    REST_CLASSES,
    Exercise,
    LoadBasis,
    muscles,
)
from runlift.exercises.words import (
    equipment_word,
    kind_word,
    load_word,
    pattern_word,
    rest_word,
)

Cells = Mapping[str, str]

MUSCLES = {
    "primary": "Primary muscles (a whole set)",
    "secondary": "Secondary muscles (part of a set)",
    "stabilisers": "Stabilisers (listed only)",
}
_WITH_BODY = ("bodyweight", "assist")
_LOADS: tuple[LoadBasis, ...] = get_args(LoadBasis)

EMPTY: Cells = {
    "name": "",
    "pattern": "full_body",
    "equipment": "other",
    "kind": "hard",
    "load_basis": "total",
    "bodyweight_fraction": "",
    "leg_factor": "0",
    "is_heavy_legs": "0",
    "is_unilateral": "0",
    "rest_class": "accessory",
    "primary": "",
    "secondary": "",
    "stabilisers": "",
}
"""An exercise about which nothing has been said."""


def logging(start: Cells, kind: str, key: str) -> dict[str, str]:
    """Ask how the exercise is logged and how long one rests; returns the cells.

    Args:
        start: cells the widgets begin with.
        kind: of the exercise.
        key: beginning of the widgets' keys; another one begins anew.
    """
    left, right = st.columns(2)
    basis = left.selectbox(
        "Logged as",
        _LOADS,
        index=_LOADS.index(cast("LoadBasis", start["load_basis"])),
        format_func=lambda one: load_word(one).capitalize(),
        key=f"{key}_load_basis",
    )
    cells = {"load_basis": str(basis), "bodyweight_fraction": ""}
    if basis in _WITH_BODY and (kind == "hard" or start["bodyweight_fraction"]):
        share = right.number_input(
            "Share of body mass that is lifted (%)",
            0,
            120,
            round(100 * float(start["bodyweight_fraction"] or 1)),
            key=f"{key}_share",
            help="A pull-up lifts all of it, a push-up about 64 %.",
        )
        cells["bodyweight_fraction"] = f"{share / 100:g}"
    rests = ["", *sorted(REST_CLASSES)] if kind not in COUNTED_KINDS else _rests()
    now = start["rest_class"]
    rest = left.selectbox(
        "Rest between sets",
        rests,
        index=rests.index(now) if now in rests else 0,
        format_func=rest_word,
        key=f"{key}_rest",
    )
    cells["rest_class"] = str(rest)
    one_side = right.toggle(
        "One side works at a time",
        start["is_unilateral"] == "1",
        key=f"{key}_one_side",
    )
    cells["is_unilateral"] = str(int(one_side))
    return cells


def trained(start: Cells, kind: str, key: str) -> dict[str, str]:
    """Ask which muscles do what; returns the cells. Nothing is asked of a stretch."""
    if kind in ("cardio", "mobility"):
        return dict.fromkeys(MUSCLES, "")
    cells: dict[str, str] = {}
    for column, label in MUSCLES.items():
        before = start[column].split()
        taken = {one for text in cells.values() for one in text.split()}
        # A muscle has one role; what the roles above have is not offered again.
        free = [one for one in muscles() if one not in taken]
        chosen = st.multiselect(
            label,
            free,
            default=[one for one in before if one in free],
            format_func=lambda one: muscles()[one].name,
            key=f"{key}_{column}_{'_'.join(sorted(taken & set(before)))}",
        )
        # The order of the file first, so that only what differs counts as changed.
        cells[column] = " ".join(
            [one for one in before if one in chosen]
            + [one for one in chosen if one not in before]
        )
    return cells


def identity(start: Cells, key: str) -> dict[str, str]:
    """Ask what the exercise is: movement, implement, kind; returns the cells."""
    left, middle, right = st.columns(3)
    with left:
        pattern = _pick("Movement", sorted(PATTERNS, key=pattern_word), start, key)
    with middle:
        equipment = _pick(
            "Implement", sorted(EQUIPMENT, key=equipment_word), start, key
        )
    with right:
        kind = _pick("Sets are", sorted(KINDS, key=kind_word), start, key)
    return {"pattern": pattern, "equipment": equipment, "kind": kind}


def legs(start: Cells, kind: str, key: str) -> dict[str, str]:
    """Ask how much a hard set loads a runner's legs; returns the cells."""
    if kind not in COUNTED_KINDS:
        return {"leg_factor": "0", "is_heavy_legs": "0"}
    left, right = st.columns(2, vertical_alignment="bottom")
    factor = left.number_input(
        "Load on the legs (1 is a back squat, 0 none)",
        0.0,
        1.5,
        float(start["leg_factor"] or 0),
        0.1,
        format="%.1f",
        key=f"{key}_leg_factor",
    )
    heavy = right.toggle(
        "Counts as heavy legs before a run",
        start["is_heavy_legs"] == "1",
        key=f"{key}_heavy",
        disabled=not factor,
    )
    return {
        "leg_factor": f"{factor:g}",
        "is_heavy_legs": str(int(heavy and factor > 0)),
    }


def differences(before: Cells, after: Cells) -> list[str]:
    """What differs, a sentence each: what it is now, and what it was."""
    return [
        f"{_TITLES[column]}: {_said(column, after[column])} "
        f"(before: {_said(column, before[column])})"
        for column in _TITLES
        if column in after and before[column] != after[column]
    ]


def cells_for(exercise: Exercise, cells: Cells) -> dict[str, str]:
    """The cells of an exercise that the widgets ask for."""
    return {column: cells.get(column, "") for column in EMPTY} | {"name": exercise.name}


def _rests() -> list[str]:
    return ["heavy", "moderate", "accessory", "power"]


_TITLES = {
    "load_basis": "Logged as",
    "bodyweight_fraction": "Share of body mass",
    "is_unilateral": "One side at a time",
    "rest_class": "Rest",
    "primary": "Primary muscles",
    "secondary": "Secondary muscles",
    "stabilisers": "Stabilisers",
}


def _said(column: str, cell: str) -> str:
    if column == "load_basis":
        return load_word(cast("LoadBasis", cell))
    if column == "bodyweight_fraction":
        return f"{float(cell):.0%}" if cell else "none"
    if column == "is_unilateral":
        return "yes" if cell == "1" else "no"
    if column == "rest_class":
        return rest_word(cell or None).lower()
    named = [muscles()[one].name for one in cell.split() if one in muscles()]
    return ", ".join(named) or "none"


def _pick(label: str, options: Iterable[str], start: Cells, key: str) -> str:
    column, word = {
        "Movement": ("pattern", pattern_word),
        "Implement": ("equipment", equipment_word),
        "Sets are": ("kind", kind_word),
    }[label]
    words = list(options)
    return str(
        st.selectbox(
            label,
            words,
            index=words.index(start[column]),
            format_func=word,
            key=f"{key}_{column}",
        )
    )

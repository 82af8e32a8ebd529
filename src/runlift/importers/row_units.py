"""Loads whose unit stands in each row, in a column of its own."""

from collections.abc import Sequence

import numpy as np

from runlift import units
from runlift.importers import unit_guess
from runlift.importers.cells import Mask
from runlift.importers.sheet import Sheet
from runlift.model import Answers, Question
from runlift.units import Floats

UNITS = {
    "kg": "kg",
    "kgs": "kg",
    "kilograms": "kg",
    "lb": "lb",
    "lbs": "lb",
    "pounds": "lb",
}


def unit_of(text: str) -> str | None:
    """`LBS` as `lb`; `None` for what is no unit of weight."""
    return UNITS.get(text.strip().casefold().rstrip("."))


def loads_kg(
    sheet: Sheet,
    entered: Floats,
    unit_cells: Sequence[str],
    exercise: Sequence[str],
    answers: Answers,
) -> tuple[Floats, tuple[Question, ...]]:
    """Loads in kg; 0 is no load, and a load in no known unit rejects its row.

    A load without a unit is read in the unit most rows have. Where none has one, the
    athlete is asked.
    """
    entered = np.where(entered == 0, np.nan, entered)
    known = {text: unit_of(text) for text in set(unit_cells)}
    loaded = ~np.isnan(entered) & sheet.kept
    sheet.reject(
        loaded & _each(unit_cells, {t: bool(t) and known[t] is None for t in known}),
        lambda row: f"weight unit {unit_cells[row]!r} is neither kg nor lb",
    )
    in_lb = _each(unit_cells, {text: known[text] == "lb" for text in known})
    in_kg = _each(unit_cells, {text: known[text] == "kg" for text in known})
    questions: tuple[Question, ...] = ()
    bare = loaded & ~in_lb & ~in_kg & sheet.kept
    unit = "lb" if in_lb.sum() > in_kg.sum() else "kg"
    if not (in_lb | in_kg).any():
        unit, questions = unit_guess.weight_unit(
            np.where(bare, entered, np.nan), exercise, answers
        )
    elif bare.any():
        sheet.note(
            f"Weights without a unit: {int(bare.sum())}; read as {unit} like most."
        )
    is_lb = in_lb | (~in_kg if unit == "lb" else np.zeros(len(entered), dtype=bool))
    return np.where(is_lb, units.kg(entered, "lb"), units.kg(entered, "kg")), questions


def _each(cells: Sequence[str], known: dict[str, bool]) -> Mask:
    return np.array([known[cell] for cell in cells], dtype=bool)

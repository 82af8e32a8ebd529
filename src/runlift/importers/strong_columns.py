"""The columns of a Strong export as values: loads, distances, efforts, durations."""

from collections.abc import Sequence

import numpy as np

from runlift import units
from runlift.importers import unit_guess
from runlift.importers.cells import Mask, decimal_mark, to_numbers, to_seconds
from runlift.importers.recordings import MAX_SESSION_S
from runlift.importers.sheet import Sheet
from runlift.importers.strong_words import Layout, unit_of
from runlift.model import Answers, Question
from runlift.units import Floats

_RESTS = {"rest timer", "ruhezeit"}

_MAX_DISTANCE_M = 300_000.0
"""No set is longer; a rower's 2000 m in a column of kilometres would be."""

Questions = tuple[Question, ...]


class Columns:
    """The cells of a sheet by what they are, whatever the vintage calls them."""

    def __init__(self, sheet: Sheet, layout: Layout):
        self.sheet, self.layout = sheet, layout
        self._trimmed: dict[str, list[str]] = {}
        numeric = ("weight", "reps", "distance", "seconds", "rpe")
        written = set[str]().union(*(self.cells(field) for field in numeric))
        self.decimal = decimal_mark(written)

    def cells(self, field: str) -> list[str]:
        """The trimmed cells of `field`, blank where the vintage does not have it."""
        if field not in self._trimmed:
            self._trimmed[field] = (
                self.sheet.at(self.layout.fields.index(field))
                if field in self.layout.fields
                else [""] * len(self.sheet)
            )
        return self._trimmed[field]

    def numbers(self, field: str) -> Floats:
        """The column as numbers; unreadable and negative ones reject their row."""
        return self.sheet.numbers(self.cells(field), field, decimal=self.decimal)

    def entered(self, field: str) -> Floats:
        """The column as numbers, missing where it is 0: Strong's "not entered"."""
        return _without_zeros(self.numbers(field))

    def rests(self) -> tuple[Mask, Floats]:
        """The pseudo rows that only tell the rest after a set, and their seconds.

        Their word is translated, so any word in place of the set's number counts when
        the row has no load, repetitions or distance.
        """
        order = self.cells("order")
        words = {text for text in order if len(text) > 1 and not text[0].isdigit()}
        is_rest = np.array([text.casefold() in _RESTS for text in order], dtype=bool)
        if words:
            idle = np.array([text in words for text in order], dtype=bool)
            for field in ("weight", "reps", "distance"):
                cells = self.cells(field)
                idle &= np.array([not cell.strip("0.,") for cell in cells], dtype=bool)
            is_rest |= idle
        seconds, _ = to_numbers(self.cells("seconds"), decimal=self.decimal)
        return is_rest, np.where(is_rest, _without_zeros(seconds), np.nan)

    def load_kg(
        self, exercise: Sequence[str], answers: Answers
    ) -> tuple[Floats, str, Questions]:
        """Loads in kg, the unit they were mostly in, and the question if none is said."""
        entered = self.entered("weight")
        loaded = ~np.isnan(entered) & self.sheet.kept
        written = self.cells("weight_unit")
        if not any(written):
            unit, questions = self.layout.weight_unit, Questions()
            if unit is None:
                unit, questions = unit_guess.weight_unit(
                    np.where(loaded, entered, np.nan), exercise, answers
                )
            return units.kg(entered, unit), unit, questions
        known = {text: unit_of(text) for text in set(written)}
        is_strange = {
            text: bool(text) and known[text] not in ("kg", "lb") for text in known
        }
        self.sheet.reject(
            loaded & _each(is_strange, written),
            lambda row: f"weight unit {written[row]!r} is neither kg nor lb",
        )
        unit = max(("kg", "lb"), key=[known[text] for text in written].count)
        bare = loaded & _each({text: not text for text in known}, written)
        if bare.any():
            self.sheet.note(
                f"{int(bare.sum())} weights have no unit; read as {unit} like most."
            )
        in_lb = _each(
            {text: (of or unit) == "lb" for text, of in known.items()}, written
        )
        load = np.where(in_lb, units.kg(entered, "lb"), units.kg(entered, "kg"))
        return load, unit, ()

    def distance_m(
        self, weight_unit: str, answers: Answers
    ) -> tuple[Floats, Questions]:
        """Distances in metres, and the question if the file does not say their unit."""
        entered = self.entered("distance")
        written = self.cells("distance_unit")
        unit, questions = self.layout.distance_unit, Questions()
        if unit is None and not any(written):
            unit, questions = unit_guess.distance_unit(
                np.where(self.sheet.kept, entered, np.nan), weight_unit, answers
            )
        metres = np.full(len(entered), np.nan)
        for text in set(written):
            of = unit_of(text) or unit
            if of in ("m", "km", "mi", "ft", "yd"):
                here = np.array([cell == text for cell in written], dtype=bool)
                metres = np.where(here, units.metres(entered, of), metres)
        lost = ~np.isnan(entered) & ~(metres <= _MAX_DISTANCE_M) & self.sheet.kept
        if lost.any():
            row = int(np.flatnonzero(lost)[0])
            said = (
                f"{self.cells('distance')[row]} {written[row] or unit or ''}".rstrip()
            )
            self.sheet.note(
                f"Distances left out: {int(lost.sum())}, the first in line "
                f"{int(self.sheet.lines[row])} ({said}), which is no distance of a set."
            )
        return np.where(lost, np.nan, metres), questions

    def effort_rpe(self) -> Floats:
        """RPE; an effort off the scale is left out, the set it stands in is not."""
        cells = self.cells("rpe")
        values, wrong = to_numbers(cells, decimal=self.decimal)
        values = _without_zeros(values)
        with np.errstate(invalid="ignore"):
            wrong = (wrong | (values < 1) | (values > 10)) & self.sheet.kept
        if wrong.any():
            self.sheet.note(
                f"Efforts left out because they are not from 1 to 10: "
                f"{int(wrong.sum())}, like {cells[int(np.flatnonzero(wrong)[0])]!r}."
            )
        return np.where(wrong, np.nan, values)

    def duration_s(self, session: Sequence[tuple[str, str]]) -> Floats:
        """How long each row's workout took, with a note on those left open."""
        cells = self.cells("duration")
        known = {text: to_seconds(text) for text in set(cells)}
        strange = sorted(text for text, s in known.items() if text and np.isnan(s))
        if strange:
            self.sheet.note(f"Durations like {strange[0]!r} are not understood.")
        values = np.array([known[text] for text in cells], dtype=float)
        with np.errstate(invalid="ignore"):
            left_open = np.flatnonzero((values > MAX_SESSION_S) & self.sheet.kept)
        if left_open.size:
            longest = float(values[left_open].max()) / 3600
            self.sheet.note(
                f"Workouts left open for more than {MAX_SESSION_S // 3600} hours: "
                f"{len({session[row] for row in left_open.tolist()})}, the longest for "
                f"{longest:.0f} hours. They are kept without a duration."
            )
        return values


def _without_zeros(values: Floats) -> Floats:
    return np.where(values == 0, np.nan, values)


def _each(known: dict[str, bool], cells: Sequence[str]) -> Mask:
    return np.array([known[cell] for cell in cells], dtype=bool)

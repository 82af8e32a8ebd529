"""GymBook (iOS) record data CSV, in any language. Described in docs/formats/gymbook.md."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np

from runlift import units
from runlift.importers.cells import Mask, decimal_mark
from runlift.importers.gymbook_words import AMOUNT, kind_of, meaning, says_no, says_yes
from runlift.importers.numeric_dates import has_time, is_date, read_moments
from runlift.importers.opening import head_of
from runlift.importers.sessions import gather
from runlift.importers.sheet import Sheet, read_sheet
from runlift.importers.undone import leave_out, padding
from runlift.importers.visits import by_visits
from runlift.model import Answers, Head, Parsed
from runlift.units import Floats

(
    _DATE,
    _PROGRAMME,
    _TIME,
    _EXERCISE,
    _REGION,
    _PRIMARY,
    _SECONDARY,
    _KIND,
    _DONE,
    _LOAD,
    _NOTE,
    _SKIPPED,
) = range(12)
_WIDTH = 12
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*[AaPp]\.?\s?[Mm]\.?)?")


@dataclass(frozen=True, slots=True)
class GymBook:
    """GymBook's records: one row a set, every word in the phone's language."""

    slug: str = "gymbook"
    title: str = "GymBook (CSV)"

    def recognises(self, head: Head) -> bool:
        """By where names with a slash stand, or by what stands in which column."""
        if len(head.header) != _WIDTH:
            return False
        slashes = [head.header[place].count("/") for place in (_KIND, _DONE, _LOAD)]
        is_named = slashes == [2, 1, 1]
        rows = [row for row in head.rows if len(row) == _WIDTH]
        fitting = sum(_fits(row) for row in rows)
        if not rows:
            return is_named
        return fitting >= (0.5 if is_named else 0.9) * len(rows)

    def parse(self, text: str, answers: Answers) -> Parsed:
        """Columns by their order, values by their number and the word behind it."""
        sheet = read_sheet(
            text, delimiter=head_of(text).delimiter, repair=padding(_LOAD + 1)
        )
        leave_out(sheet, _skipped(sheet), sheet.header[_SKIPPED])
        moments = [
            f"{day} {clock}".strip()
            for day, clock in zip(sheet.at(_DATE), sheet.at(_TIME), strict=True)
        ]
        when = read_moments(sheet, moments, answers, is_iso=False)
        visits = by_visits(sheet, when)
        sheet = visits.sheet
        exercise = sheet.at(_EXERCISE)
        sheet.reject(
            np.array([not name for name in exercise], dtype=bool),
            "the exercise is missing",
        )
        amounts = _Amounts(sheet)
        reps, seconds = amounts.reps, amounts.seconds
        sessions, sets = gather(
            sheet,
            start=visits.start,
            key=[],
            exercise=exercise,
            session={
                "tz_source": "wall",
                "time_precision": visits.precision,
                "duration_s": visits.duration_s,
                "title": [name or None for name in sheet.at(_PROGRAMME)],
            },
            sets={
                "kind": _kinds(sheet),
                "load_kg": amounts.load_kg,
                "reps": reps,
                "duration_s": seconds,
                "distance_m": amounts.distance_m,
                "note": [note or None for note in sheet.at(_NOTE)],
            },
        )
        return Parsed(
            sessions=sessions,
            sets=sets,
            rejected=sheet.rejected,
            questions=when.questions,
            notes=sheet.notes,
        )


def _fits(row: Sequence[str]) -> bool:
    """Whether a row has GymBook's values; those of a skipped set may be anything."""
    amounts = [row[place] for place in (_DONE, _LOAD) if not says_yes(row[_SKIPPED])]
    return (
        is_date(row[_DATE])
        and not has_time(row[_DATE])
        and (not row[_TIME] or _CLOCK.fullmatch(_blanks(row[_TIME])) is not None)
        and bool(row[_EXERCISE])
        and all(not amount or AMOUNT.fullmatch(amount) for amount in amounts)
        and (not amounts or any(amounts))
        and bool(row[_SKIPPED])
        and not any(mark.isdigit() for mark in row[_SKIPPED] + row[_KIND])
    )


def _blanks(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


def _skipped(sheet: Sheet) -> Mask:
    """The rows whose last column says yes.

    In a language not listed, the rarer word is yes: who skips most sets?
    """
    words = [cell.casefold() for cell in sheet.at(_SKIPPED)]
    unknown = {w for w in words if w and not says_yes(w) and not says_no(w)}
    usual = Counter(words).most_common(1)[0][0] if words else ""
    strange = {word for word in unknown if word != usual}
    if strange:
        sheet.note(
            f"{sorted(strange)[0]!r} in {sheet.header[_SKIPPED]!r} is not known here; "
            "read as yes, so that these sets are not counted."
        )
    return np.array([w in strange or says_yes(w) for w in words], dtype=bool)


def _kinds(sheet: Sheet) -> list[str]:
    """The header names the three kinds in the order set, warm-up, cool-down."""
    cells = [cell.casefold() for cell in sheet.at(_KIND)]
    named = [name.strip().casefold() for name in sheet.header[_KIND].split("/")]
    meanings = {"": "normal"}
    for name, kind in zip_longest(named[:3], ("normal", "warmup", "warmup")):
        if name:
            meanings.setdefault(name, kind)
    for cell in set(cells) - set(meanings):
        kind = kind_of(cell)
        if kind:
            meanings[cell] = kind
    return sheet.words(cells, meanings, sheet.header[_KIND], otherwise="normal")


class _Amounts:
    """`20 ripetizioni`, `60 secondi`, `40,00 kg`, `5,00 km`, taken apart by their words."""

    def __init__(self, sheet: Sheet):
        self._sheet = sheet
        self._decimal = decimal_mark(
            found[1]
            for cell in {*sheet.at(_DONE), *sheet.at(_LOAD)}
            if (found := AMOUNT.fullmatch(cell))
        )
        done = self._taken_apart(_DONE, ("rep", "s", "min", "h"), "rep")
        load = self._taken_apart(_LOAD, ("kg", "lb", "m", "km", "mi", "ft", "yd"), None)
        self.seconds = _first(done["s"], done["min"] * 60, done["h"] * 3600)
        self.load_kg = _first(units.kg(load["kg"], "kg"), units.kg(load["lb"], "lb"))
        self.distance_m = _first(
            *(units.metres(load[unit], unit) for unit in ("m", "km", "mi", "ft", "yd"))
        )
        is_measured = ~np.isnan(self.seconds) | ~np.isnan(self.distance_m)
        # 0 repetitions of something timed or measured are none at all.
        self.reps = np.where((done["rep"] == 0) & is_measured, np.nan, done["rep"])

    def _taken_apart(
        self, place: int, wanted: Sequence[str], otherwise: str | None
    ) -> dict[str, Floats]:
        """The column's numbers by what their word means, missing where it is another."""
        sheet, cells = self._sheet, self._sheet.at(place)
        name = sheet.header[place]
        parts = {cell: AMOUNT.fullmatch(cell) for cell in set(cells)}
        sheet.reject(
            np.array([bool(c) and parts[c] is None for c in cells], dtype=bool),
            lambda row: f"{name} {cells[row]!r} is not a number with a word",
        )
        values = sheet.numbers(
            [found[1] if (found := parts[cell]) else "" for cell in cells],
            name,
            decimal=self._decimal,
        )
        words = {
            cell: (found[2] or "").strip() if found else ""
            for cell, found in parts.items()
        }
        known = {word: meaning(word, wanted) for word in set(words.values())}
        strange = sorted(word for word, of in known.items() if word and not of)
        if otherwise is None and any(parts[c] and not words[c] for c in cells):
            strange.append("a number without a unit")
        if strange:
            sheet.note(
                f"{strange[0]!r} in {name!r} is not known here; "
                f"{'read as repetitions' if otherwise else 'these values are left out'}."
            )
        means = [known[words[cell]] or otherwise for cell in cells]
        return {
            unit: np.where(
                np.array([of == unit for of in means], dtype=bool), values, np.nan
            )
            for unit in wanted
        }


def _first(*columns: Floats) -> Floats:
    """In each row the value that is there; 0 is none except for repetitions."""
    values = np.full(len(columns[0]), np.nan)
    for column in columns:
        values = np.where(np.isnan(values) & (column > 0), column, values)
    return values


IMPORTER = GymBook()

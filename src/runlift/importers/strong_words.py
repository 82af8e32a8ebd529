"""What the columns of a Strong export are: by their names, else by order and content.

Strong translates the column names and has changed them six times since 2016, but each
vintage keeps its order. So a language not listed here, and a file whose header line is
gone, are still recognised by where the date, the counts and the loads stand.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from runlift.importers.numeric_dates import has_time
from runlift.model import Head

FIELD_OF = {
    "workout #": "number",
    "date": "date",
    "workout name": "title",
    "duration": "duration",
    "duration (sec)": "duration",
    "workout duration": "duration",
    "exercise name": "exercise",
    "set order": "order",
    "weight": "weight",
    "weight unit": "weight_unit",
    "reps": "reps",
    "rpe": "rpe",
    "distance": "distance",
    "distance unit": "distance_unit",
    "seconds": "seconds",
    "notes": "note",
    "workout notes": "session_note",
    # German
    "datum": "date",
    "workout-name": "title",
    "dauer": "duration",
    "workout-dauer": "duration",
    "name der übung": "exercise",
    "reihenfolge festlegen": "order",
    "gewicht": "weight",
    "gewichtseinheit": "weight_unit",
    "wiederh.": "reps",
    "entfernung": "distance",
    "entfernungseinheit": "distance_unit",
    "sekunden": "seconds",
    "notizen": "note",
    "workout-notizen": "session_note",
    # French
    "nom de l'entraînement": "title",
    "durée": "duration",
    "nom de l'exercice": "exercise",
    "ordre de la série": "order",
    "poids": "weight",
    "réps": "reps",
    "secondes": "seconds",
    "notes d'entraînement": "session_note",
}

_UNITS = {
    "lb": "lb",
    "lbs": "lb",
    "pounds": "lb",
    "kg": "kg",
    "kgs": "kg",
    "km": "km",
    "kilometers": "km",
    "kilometres": "km",
    "mi": "mi",
    "miles": "mi",
    "m": "m",
    "meters": "m",
    "metres": "m",
    "ft": "ft",
    "feet": "ft",
    "yd": "yd",
    "yards": "yd",
}

_HEAD_OF_ALL = ("date", "title", "duration", "exercise", "order", "weight")
_ORDERS: tuple[tuple[tuple[str, ...], bool], ...] = (
    # 2020 and later, the commonest; then without notes
    (
        (*_HEAD_OF_ALL, "reps", "distance", "seconds", "note", "session_note", "rpe"),
        False,
    ),
    ((*_HEAD_OF_ALL, "reps", "distance", "seconds", "rpe"), False),
    # Android to 2024, with units in each row; then with the duration, at either end
    (
        (
            *("date", "title", "exercise", "order", "weight", "weight_unit", "reps"),
            *("rpe", "distance", "distance_unit", "seconds", "note", "session_note"),
        ),
        False,
    ),
    (
        (
            *("date", "title", "exercise", "order", "weight", "weight_unit", "reps"),
            *("rpe", "distance", "distance_unit", "seconds", "note", "session_note"),
            "duration",
        ),
        False,
    ),
    (
        (
            *(*_HEAD_OF_ALL, "weight_unit", "reps", "rpe", "distance"),
            *("distance_unit", "seconds", "note", "session_note"),
        ),
        False,
    ),
    # Android 2019 to 2025, always kilograms and metres
    (
        (
            *("number", *_HEAD_OF_ALL, "reps", "rpe", "distance", "seconds"),
            *("note", "session_note"),
        ),
        True,
    ),
    # 2017 to 2019, without a duration; then with the effort
    (
        (
            *("date", "title", "exercise", "order", "weight", "reps", "distance"),
            *("seconds", "note", "session_note"),
        ),
        False,
    ),
    (
        (
            *("date", "title", "exercise", "order", "weight", "reps", "distance"),
            *("seconds", "note", "session_note", "rpe"),
        ),
        False,
    ),
)
"""The column orders of the vintages, and whether kilograms and metres are certain."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What each column of one file is."""

    fields: tuple[str, ...]
    """One a column; columns of no interest are blank."""
    has_header: bool = True
    weight_unit: str | None = None
    """Where the header or the vintage says it; else rows or the athlete must."""
    distance_unit: str | None = None


def unit_of(text: str) -> str | None:
    """`lbs` as `lb`, `meters` as `m`; `None` for what is no unit."""
    return _UNITS.get(text.strip().casefold().rstrip("."))


def layout_of(head: Head) -> Layout | None:
    """The layout of a Strong export, `None` when the file is none."""
    return _by_names(head.header) or _by_content(head)


def _by_names(header: Sequence[str]) -> Layout | None:
    fields: list[str] = []
    units: dict[str, str] = {}
    for cell in header:
        name = re.sub(r"\s+", " ", cell.casefold().replace("\u2019", "'"))
        field = FIELD_OF.get(name, "")
        # 2016: the unit is the name of the column. Later: `Weight (kg)`.
        written = re.fullmatch(
            r"(?:(weight|distance) \((.+)\)|(kgs?|lbs?|km|mi))", name
        )
        unit = unit_of(written[2] or written[3]) if written else None
        if unit:
            field = "weight" if unit in ("kg", "lb") else "distance"
            units[field] = unit
        fields.append(field if field not in fields else "")
    if not {"date", "exercise", "order", "reps"} <= set(fields):
        return None
    return Layout(
        tuple(fields),
        weight_unit=units.get("weight"),
        distance_unit=units.get("distance"),
    )


def _by_content(head: Head) -> Layout | None:
    if not head.header:
        return None
    for fields, is_metric in _ORDERS:
        if len(head.header) != len(fields):
            continue
        has_header = not has_time(head.header[fields.index("date")])
        rows = [row for row in head.rows if len(row) == len(fields)]
        if not has_header:
            rows.insert(0, head.header)
        fitting = sum(_fits(row, fields) for row in rows)
        if fitting and fitting >= 0.9 * len(rows):
            return Layout(
                fields,
                has_header,
                weight_unit="kg" if is_metric else None,
                distance_unit="m" if is_metric else None,
            )
    return None


def _pattern(expression: str) -> Callable[[str], bool]:
    compiled = re.compile(expression)
    return lambda text: compiled.fullmatch(text) is not None


_number = _pattern(r"(?:\d+(?:[.,]\d+)?)?")
_LOOKS: dict[str, Callable[[str], bool]] = {
    "number": _pattern(r"\d+"),
    "date": has_time,
    "duration": _pattern(r"\d+|\d+\s?[^\W\d_]{1,8}\.?(?:\s\d+\s?[^\W\d_]{1,8}\.?)*"),
    "exercise": _pattern(r".*[^\W\d_].*"),
    "order": _pattern(r"\d{1,3}(?:\.0)?|[^\W\d_][^\d]{0,30}"),
    "weight": _number,
    "weight_unit": lambda text: not text or unit_of(text) in ("kg", "lb"),
    "reps": _number,
    "distance": _number,
    "distance_unit": lambda text: not text or unit_of(text) is not None,
    "seconds": _number,
    "rpe": _pattern(r"(?:10|\d)?(?:[.,]\d)?"),
}


def _fits(row: Sequence[str], fields: Sequence[str]) -> bool:
    """Whether each cell looks like what stands at its place, and some load does."""
    said = dict(zip(fields, row, strict=True))
    return all(
        looks(said[field]) for field, looks in _LOOKS.items() if field in said
    ) and any(said[field] for field in ("weight", "reps", "distance", "seconds"))

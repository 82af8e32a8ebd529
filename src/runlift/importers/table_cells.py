"""Numbers, loads, durations and sets as people write them in tables of their own."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from runlift.importers import row_units
from runlift.importers.cells import decimal_mark, to_numbers, to_seconds
from runlift.importers.sheet import Sheet
from runlift.importers.sports import plain
from runlift.units import Floats

MAX_SETS = 50
"""More sets in one row than anybody does."""

BLANKS = frozenset(
    {
        "",
        "-",
        "--",
        "--:--",
        "--:--:--",
        "–",
        "—",
        "?",
        "n/a",
        "na",
        "nan",
        "none",
        "null",
    }
)
"""What people write where there is nothing, in lower case."""

_BODYWEIGHT = frozenset(
    {
        *("bw", "bodyweight", "body weight", "body", "korpergewicht", "eigengewicht"),
        *("poids du corps", "pdc", "pc", "peso corporal", "corpo libero"),
        *("peso corporeo", "lichaamsgewicht", "kroppsvikt"),
    }
)
"""A set without load, folded; in English, German, French, Spanish, Portuguese, Italian,
Dutch and Swedish."""


def _by_word(words: Mapping[str, str]) -> dict[str, str]:
    return {one: meaning for meaning, said in words.items() for one in said.split("|")}


DISTANCE_UNITS = _by_word(
    {
        "km": "km|kms|kilometer|kilometers|kilometres",
        "mi": "mi|mile|miles",
        "m": "m|meter|meters|metre|metres|mtr",
        "yd": "yd|yds|yard|yards",
        "ft": "ft|feet",
    }
)
DURATION_UNITS = _by_word(
    {
        "h": "h|hr|hrs|hour|hours|std|stunden",
        "min": "m|min|mins|minute|minutes|minuten",
        "s": "s|sec|secs|second|seconds|sek|sekunden",
    }
)
KINDS: Mapping[str, str] = _by_word(
    {
        "normal": "|normal|working|work|working set|n|regular|standard|main|top|top set|0"
        "|false|no|nein|non|nao|nee|nej|backoff|back off|back off set|amrap|arbeitssatz"
        "|serie de travail|efectiva",
        "warmup": "warmup|warm up|warmup set|warm up set|w|wu|warm|1|true|yes|y|x|ja|oui"
        "|si|sim|wahr|vrai|vero|aufwarmen|aufwarmsatz|echauffement|calentamiento"
        "|riscaldamento|aquecimento|warming up|opwarming|uppvarmning|uppvarmningsset",
        "drop": "drop|dropset|drop set|d|reduktionssatz",
        "failure": "failure|fail|to failure|f|failed",
    }
)
"""What people write to say of which kind a set was; folded."""

_FACTORS = {"clock": 1.0, "s": 1.0, "min": 60.0, "h:mm": 60.0, "h": 3600.0}

_LONE_MARK = re.compile(r"[+-]?\d+[.,]\d+")
_GROUP = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_NUMBER = re.compile(r"\d[\d.,]*")
_QUANTITY = re.compile(r"([+-]?\s?\d[\d.,\s'’]*?)\s*([^\W\d_]+\.?)?")
_OF_BODY = re.compile(r"(?P<body>[^\W\d_][^\d+-]*?)\s*(?P<more>[+-].+)?")
_PRIMES = re.compile(r"(\d+)\s*['′’](?!['′’])\s*(?:(\d+)\s*(?:''|[\"″”])?)?")
_REPS = re.compile(
    r"\d{1,3}(?:(?:\s*[/;+]\s*|,\s+)\d{1,3})+|\d{1,3}(?:[,-]\d{1,3}){2,}"
)
_BETWEEN = re.compile(r"[;\n|]|,\s+|\s\+\s|,(?=\s*\d+\s*[x×*])")
_DONE = re.compile(
    r"(?P<sets>\d{1,3})\s*[x×*]\s*(?P<reps>\d{1,3})\s*(?P<held>s|sec|sek|secs|\")?"
    r"(?:\s*(?:[x×*@]|at|à)\s*|\s+)?(?P<load>.*)",
    re.IGNORECASE,
)


def is_blank(text: str) -> bool:
    """Whether somebody wrote that there is nothing."""
    return text.strip().casefold() in BLANKS


def mark_of(decimal: str, delimiter: str, columns: Iterable[Sequence[str]]) -> str:
    """The decimal mark of a table; a semicolon between cells speaks for the comma."""
    if decimal in (".", ","):
        return decimal
    numbers = (
        number.rstrip(".,")
        for cells in columns
        for cell in set(cells)
        for number in _NUMBER.findall(cell)
    )
    return decimal_mark(set(numbers), default="," if delimiter == ";" else ".")


def number(text: str, decimal: str) -> float:
    """`text` as a number, NaN when it is none.

    A mark that cannot group thousands is a decimal mark, whatever the table's is:
    people mix the two, and 62.5 must never become 625.
    """
    text = text.replace("’", "").replace("'", "").strip()
    if _LONE_MARK.fullmatch(text) and not _GROUP.fullmatch(text):
        decimal = "," if "," in text else "."
    values, _ = to_numbers([text], decimal=decimal)
    return float(values[0])


def numbers(
    sheet: Sheet, cells: Sequence[str], what: str, decimal: str, *, most: float = np.inf
) -> Floats:
    """`cells` as numbers from 0; what is none rejects its row."""
    known = {
        text: np.nan if is_blank(text) else number(text, decimal) for text in set(cells)
    }
    values = np.array([known[text] for text in cells], dtype=float)
    given = np.array([not is_blank(text) for text in cells], dtype=bool)
    sheet.reject(
        given & np.isnan(values), lambda row: f"{what} {cells[row]!r} is not a number"
    )
    with np.errstate(invalid="ignore"):
        sheet.reject(values < 0, lambda row: f"{what} {cells[row]} is below 0")
        sheet.reject(
            values > most,
            lambda row: f"{what} {cells[row]} is more than anybody does ({most:g})",
        )
    return values


def from_to(cells: Sequence[str], decimal: str, low: float, high: float) -> Floats:
    """Secondary numbers, like `@8`: what is none, or out of bounds, is missing."""
    known = {text: number(text.lstrip("@ "), decimal) for text in set(cells)}
    values = np.array([known[text] for text in cells], dtype=float)
    with np.errstate(invalid="ignore"):
        return np.where((values >= low) & (values <= high), values, np.nan)


@dataclass(frozen=True, slots=True)
class Load:
    """What a cell says about the weight of a set."""

    value: float = np.nan
    unit: str = ""
    """`kg`, `lb`, or nothing where the cell does not say."""
    basis: str | None = None


def load(text: str, decimal: str) -> Load | None:
    """`60`, `135 lb`, `62,5kg`, `BW`, `BW+10`, `+10`, `-20` (help); `None`: no load."""
    text = text.strip()
    if is_blank(text):
        return Load()
    of_body = _OF_BODY.fullmatch(text)
    if of_body and plain(of_body["body"]) in _BODYWEIGHT:
        return load(of_body["more"], decimal) if of_body["more"] else Load()
    found = _QUANTITY.fullmatch(text)
    if not found:
        return None
    unit = row_units.unit_of(found[2]) if found[2] else ""
    value = number(found[1].replace(" ", ""), decimal)
    if unit is None or np.isnan(value):
        return None
    if value < 0:
        return Load(-value, unit, "assist")
    return Load(value, unit, "bodyweight" if text.startswith("+") else None)


def quantity(text: str, decimal: str) -> tuple[float, str] | None:
    """A distance and its unit, if the cell says one: `10,2 km`; `None`: no distance."""
    if is_blank(text):
        return np.nan, ""
    found = _QUANTITY.fullmatch(text)
    said = found[2].rstrip(".").casefold() if found and found[2] else ""
    unit = DISTANCE_UNITS.get(said) if said else ""
    value = number(found[1], decimal) if found else np.nan
    if unit is None or not value >= 0:
        return None
    return value or np.nan, unit


def distances(
    sheet: Sheet, cells: Sequence[str], decimal: str
) -> tuple[Floats, list[str]]:
    """Distances and the unit each cell says, if it does; others reject their row."""
    known = {text: quantity(text, decimal) for text in set(cells)}
    wrong = np.array([known[text] is None for text in cells], dtype=bool)
    sheet.reject(wrong, lambda row: f"distance {cells[row]!r} is not a distance")
    read = [known[text] or (np.nan, "") for text in cells]
    return np.array([one for one, _ in read], dtype=float), [unit for _, unit in read]


def lasting(cells: Sequence[str], unit: str, decimal: str) -> Floats:
    """Durations in seconds; what is none, and 0, is missing."""
    values = _seconds(cells, unit, decimal)
    return np.where(values == 0, np.nan, values)


def durations(sheet: Sheet, cells: Sequence[str], unit: str, decimal: str) -> Floats:
    """Durations in seconds; 0 is none, and what is none rejects its row."""
    values = _seconds(cells, unit, decimal)
    given = np.array([not is_blank(text) for text in cells], dtype=bool)
    sheet.reject(
        given & np.isnan(values), lambda row: f"duration {cells[row]!r} is not one"
    )
    return np.where(values == 0, np.nan, values)


def _seconds(cells: Sequence[str], unit: str, decimal: str) -> Floats:
    known = {text: duration(text, unit, decimal) for text in set(cells)}
    return np.array([known[text] for text in cells], dtype=float)


def duration(text: str, unit: str, decimal: str) -> float:
    """A duration in seconds, NaN when it is none."""
    bare = number(text, decimal)
    if not np.isnan(bare):
        return bare * _FACTORS[unit] if bare >= 0 else np.nan
    if unit == "h:mm" and re.fullmatch(r"\d{1,3}:[0-5]\d", text):
        hours, minutes = text.split(":")
        return int(hours) * 3600.0 + int(minutes) * 60.0
    primes = _PRIMES.fullmatch(text)
    if primes:
        return int(primes[1]) * 60.0 + int(primes[2] or 0)
    found = _QUANTITY.fullmatch(text)
    said = (
        DURATION_UNITS.get((found[2] or "").rstrip(".").casefold()) if found else None
    )
    if found and said:
        return number(found[1], decimal) * _FACTORS[said]
    return to_seconds(text)


def repetitions(text: str, decimal: str) -> tuple[float, ...] | None:
    """The repetitions of one set or, in `10/8/6`, of several; `None` when it is none."""
    if is_blank(text):
        return ()
    if _REPS.fullmatch(text):
        return tuple(float(part) for part in re.findall(r"\d+", text))
    value = number(text, decimal)
    return (value,) if value >= 0 else None


@dataclass(frozen=True, slots=True)
class Done:
    """Equal sets, as `3x10x60kg` says them."""

    sets: int
    reps: float
    seconds: float
    load: Load | None
    """`None`: it names no load, so that of the row counts."""


def prescription(text: str, decimal: str) -> tuple[Done, ...] | None:
    """`1x10x90lb;2x10x140lb` as sets; `None` when a part of it is nothing of the kind."""
    if is_blank(text):
        return ()
    made = []
    for part in _BETWEEN.split(text):
        if not part.strip():
            continue
        found = _DONE.fullmatch(part.strip())
        lifted = load(found["load"], decimal) if found and found["load"] else None
        if not found or (found["load"] and lifted is None):
            return None
        if not 1 <= int(found["sets"]) <= MAX_SETS:
            return None
        count = float(found["reps"])
        made.append(
            Done(
                sets=int(found["sets"]),
                reps=np.nan if found["held"] else count,
                seconds=count if found["held"] else np.nan,
                load=lifted,
            )
        )
    return tuple(made) or None

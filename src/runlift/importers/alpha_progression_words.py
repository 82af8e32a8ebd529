"""What the cells of Alpha Progression's workouts say, in its two variants."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_DATE = re.compile(
    r"(\d{4}-\d{2}-\d{2})\s+(\d{1,2}[:.]\d{2})(?:\s*([ap])\.?\s?m\b\.?)?.{0,12}",
    re.IGNORECASE,
)
_HOURS_MINUTES = re.compile(r"(\d+):(\d{2})\s*\D*")
_ONE_NUMBER = re.compile(r"(\d+)\s*(\D*)")

_TARGET = re.compile(r"\d")
_SUPERSET = re.compile(r"super\s?-?(?:set|satz|s[eé]rie)s?\s*(\d+)", re.IGNORECASE)
_TYPED_WARMUP = re.compile(
    r"(?:warm[- ]?ups?:?\s*)?(\d+(?:[.,]\d+)?)\s*[x×]\s*(\d+)", re.IGNORECASE
)
_WARMUP = re.compile(
    r"[^\d·]*\d*\s*·\s*([+-]?\d+(?:[.,]\d+)?)\s*(?:kgs?|lbs?)?\s*·\s*(\d+)\+?(?:\s*\D*)",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\s*/?>|\n", re.IGNORECASE)

_UNITS = {"KG": "kg", "KGS": "kg", "LB": "lb", "LBS": "lb"}
_REPS = ("REPS", "REP", "WDH", "WIEDERH", "WIEDERHOLUNGEN")
_SECONDS = ("SEC", "SECS", "SEK", "S", "SECONDS")
_MINUTES = ("MIN", "MINS", "MINUTES", "MINUTEN")


@dataclass(frozen=True, slots=True)
class Grid:
    """Which column of an exercise's sets holds what."""

    places: dict[str, int]
    unit: str
    width: int


def grid_of(cells: Sequence[str]) -> Grid:
    """The grid whose header is `#,LBS,REPS`, `#;KG;WDH;RIR`, `#;MIN.` or the like.

    A language nobody listed is read by its order: what comes after the weight is
    repetitions.
    """
    places: dict[str, int] = {}
    unit = ""
    for place, cell in enumerate(cells[1:], start=1):
        name = cell.strip().rstrip(".").upper()
        if name in _UNITS:
            places["weight"], unit = place, _UNITS[name]
        elif name in _SECONDS or name in _MINUTES:
            places["seconds" if name in _SECONDS else "minutes"] = place
        elif name == "RIR":
            places["rir"] = place
        elif name and (name in _REPS or not places.keys() & {"reps", "seconds"}):
            places["reps"] = place
    width = max((n for n, cell in enumerate(cells, start=1) if cell.strip()), default=1)
    return Grid(places, unit, width)


def date_text(cell: str) -> str | None:
    """`2023-02-21 5:46 pm` in plain characters, `None` where the cell is no date.

    The exports put no-break spaces before `pm`, and `h` or `Uhr` after the hour.
    """
    found = _DATE.fullmatch(cell.strip())
    if found is None:
        return None
    half = f" {found[3]}m" if found[3] else ""
    return f"{found[1]} {found[2]}{half}"


def lasted_s(text: str) -> float:
    """`1:04 hr`, `51 min`, `21 sec`, `1:19 Std.` or `45 s` in seconds, else NaN."""
    clock = _HOURS_MINUTES.fullmatch(text.strip())
    if clock:
        return float(int(clock[1]) * 3600 + int(clock[2]) * 60)
    one = _ONE_NUMBER.fullmatch(text.strip())
    if one is None:
        return np.nan
    word = one[2].strip().lower()
    if word.startswith(("h", "st")):
        return float(int(one[1]) * 3600)
    if word.startswith("m"):
        return float(int(one[1]) * 60)
    return float(one[1]) if word.startswith("s") else np.nan


@dataclass(frozen=True, slots=True)
class Heading:
    """What the line above an exercise's sets says."""

    exercise: str
    superset: int
    """Its place in a superset, 0 where it is in none."""
    warmups: tuple[tuple[str, str], ...]
    """Weight and repetitions of each warm-up set."""
    note: str


def heading_of(cells: Sequence[str]) -> Heading:
    """The exercise of `1. Squats Barbell` or `1. Squats · Barbell · 8 reps · ...`.

    Name and equipment are joined by a blank, as the older variant writes them, so that
    an exercise has one name whichever variant it comes from.
    """
    parts = [part.strip() for part in cells[0].split(".", 1)[1].split("·")]
    target = next(
        (n for n, part in enumerate(parts) if n and _TARGET.match(part)), len(parts)
    )
    remarks = parts[target + 1 :]
    for cell in cells[1:]:
        remarks += [line.strip() for line in _BREAK.split(cell)]
    superset, warmups, notes = 0, [], []
    for remark in remarks:
        placed = _SUPERSET.fullmatch(remark)
        warmup = _TYPED_WARMUP.fullmatch(remark) or _WARMUP.fullmatch(remark)
        if placed:
            superset = int(placed[1])
        elif warmup:
            warmups.append((warmup[1], warmup[2]))
        elif remark:
            notes.append(remark)
    return Heading(" ".join(parts[:target]), superset, tuple(warmups), "\n".join(notes))

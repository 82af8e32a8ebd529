"""Which column of a Garmin list of activities holds what, by name or by the usual order."""

import re
from collections.abc import Sequence

from runlift.importers import strava_columns
from runlift.importers.garmin_words import BRAND, NAMED
from runlift.importers.sheet import Sheet
from runlift.importers.sports import plain

_DAY = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?")
_CLOCK = re.compile(r"\d{1,3}:\d\d:\d\d(?:[.,]\d+)?|--(:--)*|0:00")
_MARK = re.compile(r"true|false", re.IGNORECASE)
_LAST = ("moving", "elapsed", "min_height", "max_height")

Places = dict[str, list[int]]


def named(header: Sequence[str]) -> Places:
    """The columns whose names are known, in the order of the file."""
    found: Places = {}
    for place, name in enumerate(header):
        field = NAMED.get(plain(name))
        if field:
            found.setdefault(field, []).append(place)
    return found


def is_garmin(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a header is Garmin's: by its names, else by the one that is a brand."""
    if {"id", "date", "type"} <= set(strava_columns.named_columns(header)):
        return False
    found = named(header)
    if {"type", "date"} <= set(found) and {"time", "distance"} & set(found):
        return True
    return any(plain(name).startswith(BRAND) for name in header) and bool(
        usual_order(header, rows)
    )


def columns(sheet: Sheet) -> Places:
    """Every column that is needed: by name, and where a name is strange, by order."""
    count = min(len(sheet), 200)
    rows = list(
        zip(*(sheet.at(i)[:count] for i in range(len(sheet.header))), strict=True)
    )
    found = named(sheet.header)
    taken = {place for places in found.values() for place in places}
    for field, place in usual_order(sheet.header, rows).items():
        if field not in found and place not in taken:
            found[field] = [place]
    return found


def usual_order(header: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """Where Garmin's columns stand in every list so far; empty if the rows disagree.

    Type, date, perhaps a favourite mark, title, distance, calories, time and heart
    rates come first, moving and elapsed time and the heights last.
    """
    rows = [row for row in rows if len(row) == len(header)]
    if len(header) < 8 or not _mostly(_DAY, rows, 1):
        return {}
    has_mark = _mostly(_MARK, rows, 2)
    order = ("title", "distance", "calories", "time", "avg_hr", "max_hr")
    begin = 3 if has_mark else 2
    places = {"type": 0, "date": 1}
    places |= {field: begin + offset for offset, field in enumerate(order)}
    if not _mostly(_CLOCK, rows, places["time"]):
        return {}
    end = len(header) - len(_LAST)
    if end > places["max_hr"] and all(
        _mostly(_CLOCK, rows, end + offset) for offset in range(2)
    ):
        places |= {field: end + offset for offset, field in enumerate(_LAST)}
    return places


def _mostly(
    pattern: re.Pattern[str], rows: Sequence[Sequence[str]], place: int
) -> bool:
    if not rows or place >= len(rows[0]):
        return False
    fits = sum(pattern.fullmatch(row[place]) is not None for row in rows)
    return fits > 0.8 * len(rows)

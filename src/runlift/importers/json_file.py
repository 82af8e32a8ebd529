"""JSON files as apps write them: the whole value, and single values in it, without surprises."""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from runlift.errors import UnreadableFile


def load(text: str) -> Any:
    """The value a JSON file holds.

    A bare `NaN`, which is no JSON but which Polar writes, is read as missing.

    Raises:
        UnreadableFile: it is cut off, damaged, or nested without an end.
    """
    try:
        return json.loads(text.lstrip("\ufeff"), parse_constant=lambda _: None)
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise UnreadableFile(
            f"The JSON file is damaged or cut off at line {line}. Unpack or download it "
            "again, and do not open it in an editor on the way."
        ) from error
    except RecursionError as error:
        raise UnreadableFile(
            "The JSON file is nested deeper than any training export; nothing was read."
        ) from error


def mapping(value: Any) -> Mapping[str, Any]:
    """`value` if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def objects(value: Any) -> list[Mapping[str, Any]]:
    """The objects in a list; anything else is none."""
    return (
        [one for one in value if isinstance(one, dict)]
        if isinstance(value, list)
        else []
    )


def number(value: Any) -> float:
    """A number, also one written as text; NaN for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return math.nan
    try:
        made = float(value)
    except (ValueError, OverflowError):
        return math.nan
    return made if math.isfinite(made) else math.nan


def first_number(record: Mapping[str, Any], *keys: str) -> float:
    """The first of `keys` that holds a number, else NaN."""
    found = (number(record.get(key)) for key in keys)
    return next((one for one in found if not math.isnan(one)), math.nan)


def words(value: Any) -> str:
    """A text, trimmed; blank for anything that is none."""
    return value.strip() if isinstance(value, str) else ""


def moment(value: Any) -> tuple[datetime | None, timedelta | None]:
    """An ISO date and time without its zone, and the zone's distance from UTC, if any."""
    try:
        made = datetime.fromisoformat(words(value))
    except ValueError:
        return None, None
    if made.year < 1970:
        return None, None
    return made.replace(tzinfo=None, microsecond=0), made.utcoffset()


_ISO_DURATION = re.compile(
    r"P(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9}(?:\.\d+)?)S)?)?"
)


def duration_s(value: Any) -> float:
    """Seconds of `PT1H7M30.564S` or `974.582s`; NaN for anything else."""
    text = words(value)
    if text.endswith("s"):
        return number(text[:-1])
    found = _ISO_DURATION.fullmatch(text)
    if not found or not any(found.groups()):
        return math.nan
    days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds


def cell(value: float) -> str:
    """A number as a cell of a table: blank where it is missing."""
    return "" if math.isnan(value) else repr(value)


def lines_of(text: str, needles: Sequence[str]) -> Iterator[int]:
    """The line on which each of `needles` stands, looked for one after the other."""
    place, line = 0, 1
    for needle in needles:
        found = text.find(needle, place) if needle else -1
        if found >= 0:
            line += text.count("\n", place, found)
            place = found
        yield line

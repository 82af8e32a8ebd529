"""How tired, sore or in pain the athlete said she was, from the notes of sessions."""

import re
from datetime import date
from typing import NamedTuple

import pandas as pd

_TIRED = re.compile(r"^Tired or sore (\d+(?:\.\d)?) of 10\.$", re.MULTILINE)
_PAIN = re.compile(r"^Pain (\d+(?:\.\d)?) of 10(?:, (.+))?\.$", re.MULTILINE)
"""As the Log page writes them below a note."""


class Pain(NamedTuple):
    """The newest pain that was noted."""

    day: date
    of_ten: float
    where: str


def complaints(lifts: pd.DataFrame) -> dict[date, float]:
    """Tiredness or soreness of 10 by day, the higher one of a day.

    Args:
        lifts: day, note.
    """
    found: dict[date, float] = {}
    for day, note in _notes(lifts):
        for match in _TIRED.finditer(note):
            found[day] = max(found.get(day, 0.0), float(match[1]))
    return found


def newest_pain(lifts: pd.DataFrame) -> Pain | None:
    """The pain of the newest session that has one; of 0 where it was said to be gone.

    Args:
        lifts: day, note; by time.
    """
    for day, note in reversed(_notes(lifts)):
        match = _PAIN.search(note)
        if match:
            return Pain(day, float(match[1]), match[2] or "")
    return None


def _notes(lifts: pd.DataFrame) -> list[tuple[date, str]]:
    days = lifts["start_local"].dt.date
    return [
        (day, note)
        for day, note in zip(days, lifts["note"], strict=True)
        if isinstance(note, str)
    ]

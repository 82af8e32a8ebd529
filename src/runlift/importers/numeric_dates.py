"""Numeric dates, also as a spreadsheet leaves them: one day and month order a file.

An app writes `2026-03-13 17:39:05`; a spreadsheet in between makes `3/13/26 17:39` of
it, or `13.03.2026`, and some phones add AM or PM. Which number is the day is decided
for the whole file, on evidence, and asked where there is none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise

import pandas as pd

from runlift.importers.sheet import Sheet
from runlift.model import Answers, Question

_RESAVED = (
    "The file looks re-saved by a spreadsheet (dates like {date!r}). Spreadsheets drop "
    "seconds and decimals; if the app's own file is still there, import that one."
)

_NUMERIC = re.compile(
    r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})\.?"
    r"(?:,?(?:\s+|T)(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?"
    r"\s*(?:([AaPp])\.?\s?[Mm]\.?)?)?"
)


@dataclass(frozen=True)
class Moments:
    """The dates of a file's rows, and what is to be asked about them."""

    start: pd.Series
    precision: list[str]
    """`second`, `minute` or `day`, one a row."""
    questions: tuple[Question, ...] = ()


def read_moments(
    sheet: Sheet,
    cells: Sequence[str],
    answers: Answers,
    what: str = "date",
    *,
    is_iso: bool = True,
) -> Moments:
    """`cells` as wall-clock times; unreadable dates reject their row.

    `is_iso`: the app itself writes ISO dates, so that dates in another order get a note.
    """
    matches = {text: _NUMERIC.fullmatch(_plain(text)) for text in set(cells)}
    unclear = [
        (match[1], match[3], match[4])
        for text, _ in groupby(cells)
        if (match := matches[text]) and len(match[1]) < 4 and match[2] != "."
    ]
    order, questions = _day_month_order(unclear, answers) if unclear else ("dmy", ())
    strange = next((t for t in cells if (m := matches[t]) and len(m[1]) < 4), None)
    if strange and is_iso:
        sheet.note(_RESAVED.format(date=strange))
    known = {
        text: _moment(match, order) if match else None
        for text, match in matches.items()
    }
    precisions = {
        text: "second"
        if match and match[7]
        else "minute"
        if match and match[5]
        else "day"
        for text, match in matches.items()
    }
    return Moments(
        start=sheet.moments(cells, known.__getitem__, what),
        precision=[precisions[text] for text in cells],
        questions=questions,
    )


def is_date(text: str) -> bool:
    """Whether `text` looks like a numeric date, with or without a time of day."""
    return _NUMERIC.fullmatch(_plain(text)) is not None


def has_time(text: str) -> bool:
    """Whether `text` is a numeric date with a time of day."""
    match = _NUMERIC.fullmatch(_plain(text))
    return match is not None and match[5] is not None


def _plain(text: str) -> str:
    # iPhones set to twelve hours put a narrow no-break space before AM and PM.
    return text.replace("\u202f", " ").replace("\xa0", " ").strip()


def _moment(match: re.Match[str], order: str) -> pd.Timestamp | None:
    first, mark, second, third, hour, minute, seconds, half = match.groups()
    if len(first) == 4:
        year, month, day = first, second, third
    elif order == "dmy" or mark == ".":
        day, month, year = first, second, third
    else:
        month, day, year = first, second, third
    if half and not 1 <= int(hour) <= 12:
        return None
    hours = int(hour or 0)
    if half:
        hours = hours % 12 + (12 if half in "pP" else 0)
    moment = _at(year, month, day, hours, int(minute or 0), int(seconds or 0))
    return None if moment is None else pd.Timestamp(moment)


def _at(
    year: str, month: str, day: str, hour: int = 0, minute: int = 0, second: int = 0
) -> datetime | None:
    full_year = int(year) + (2000 if len(year) == 2 else 0)
    try:
        made = datetime(full_year, int(month), int(day), hour, minute, second)
    except ValueError:
        return None
    # A year of one or three digits is a slip of the keyboard, not the Middle Ages.
    return made if made.year >= 1970 else None


def _day_month_order(
    dates: Sequence[tuple[str, str, str]], answers: Answers
) -> tuple[str, tuple[Question, ...]]:
    """`dmy` or `mdy` for the dates of a file, with a question where it is a guess."""
    day_first = sum(int(first) > 12 for first, _, _ in dates)
    month_first = sum(int(second) > 12 for _, second, _ in dates)
    if day_first != month_first:
        return ("dmy" if day_first > month_first else "mdy"), ()
    if answers.date_order in ("dmy", "mdy"):
        return answers.date_order, ()
    dmy, mdy = _steps(dates, "dmy"), _steps(dates, "mdy")
    if _is_sorted(dmy) != _is_sorted(mdy) and max(len(dmy), len(mdy)) > 1:
        return ("dmy" if _is_sorted(dmy) else "mdy"), ()
    guess, why = _likelier(_typical(dmy), _typical(mdy), dates)
    return guess, (
        Question(
            key="date_order",
            text=f"In {'/'.join(dates[0])}, is the day first or the month?",
            choices=("dmy", "mdy"),
            guess=guess,
            why=f"No date in the file has a day above 12; {why}.",
        ),
    )


def _likelier(
    dmy: int, mdy: int, dates: Sequence[tuple[str, str, str]]
) -> tuple[str, str]:
    """The order in which workouts lie closer together, else the way of writing."""
    if dmy != mdy:
        near, far = sorted((dmy, mdy))
        return ("dmy" if dmy < mdy else "mdy"), (
            f"read so, workouts are typically {near} days apart, the other way {far}"
        )
    if any(first.startswith("0") for first, _, _ in dates):
        return "dmy", "leading zeros are usual where the day comes first"
    return "mdy", "numbers without leading zeros are usual where the month comes first"


def _steps(dates: Sequence[tuple[str, str, str]], order: str) -> list[int]:
    """The days from each date to the next."""
    read = [
        _at(year, second, first) if order == "dmy" else _at(year, first, second)
        for first, second, year in dates
    ]
    days = [moment.toordinal() for moment in read if moment]
    return [later - earlier for earlier, later in pairwise(days) if later != earlier]


def _is_sorted(steps: Sequence[int]) -> bool:
    return all(step > 0 for step in steps) or all(step < 0 for step in steps)


def _typical(steps: Sequence[int]) -> int:
    ordered = sorted(abs(step) for step in steps)
    return ordered[len(ordered) // 2] if ordered else 0

"""Dates and times of day as people write them in tables of their own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone

import numpy as np
import pandas as pd

from runlift.importers import numeric_dates, spoken_dates
from runlift.importers.cells import Mask
from runlift.importers.sheet import Sheet
from runlift.importers.table_mapping import TableMapping
from runlift.model import Answers, Question

_WEEKDAY = re.compile(r"[^\W\d_]{2,}\.?,?\s+(?=\d{1,4}[./-]\d)")
_NAMED = re.compile(r"(\d{1,2})[-./\s]([^\W\d_]{3,}\.?)[-./\s](\d{4}|\d{2})(?!\d)")
_COMPACT = re.compile(r"((?:19|20)\d\d)([01]\d)([0-3]\d)")
_EPOCH = re.compile(r"(1\d{9})(\d{3})?")
_YEAR_FIRST = re.compile(r"\d{2}([-/.])\d{1,2}\1\d{1,2}(?!\d)")
_UNCLEAR = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2\d{2,4}")
_ZONE = re.compile(
    r"(?<=[\d.])\s*(?:(z|utc|gmt)|([+-])(\d{2}):?(\d{2}))$", re.IGNORECASE
)
_CLOCK = re.compile(
    r"(?:^|[\sT,])(\d{1,2})(?:[:.h](\d{2})(?:[:.](\d{2}))?(?:[.,]\d+)?|h)?"
    r"\s*(?:uhr|h)?\s*(?:([ap])\.?\s?m\.?)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Whens:
    """When each row was, one value a row, and what is to be asked about it."""

    local: pd.Series
    utc: pd.Series
    """Missing where the table states no instant."""
    source: list[str]
    precision: list[str]
    questions: tuple[Question, ...]


def read_whens(
    sheet: Sheet,
    dates: Sequence[str],
    times: Sequence[str],
    mapping: TableMapping,
    answers: Answers,
) -> Whens:
    """Dates with their times of day; rows without a date that can be read are rejected."""
    zones, texts = _texts(sheet, dates, times, mapping)
    if mapping.date_order in ("dmy", "mdy"):
        answers = replace(answers, date_order=mapping.date_order)
        _doubt(sheet, texts, mapping.date_order)
    when = numeric_dates.read_moments(sheet, texts, answers, is_iso=False)
    has_clock = np.array([one != "day" for one in when.precision], dtype=bool)
    known = np.array([zone is not None for zone in zones], dtype=bool)
    offset_min = np.array([zone or 0 for zone in zones], dtype=np.int64)
    is_instant = has_clock & (known | mapping.is_utc)
    written = when.start
    utc = (written - pd.to_timedelta(offset_min, unit="min")).astype("datetime64[us]")
    # Where every offset is zero they mean UTC, not that somebody lives in Greenwich.
    has_offset = is_instant & known & bool(np.any(offset_min))
    is_utc = is_instant & ~has_offset
    shown = spoken_dates.wall_clock(utc, answers.timezone)
    questions = when.questions
    if (is_utc & sheet.kept).any():
        questions += spoken_dates.zone_question(
            answers,
            "The table states times in UTC; "
            f"{answers.timezone} is what this machine is set to.",
            doing="train",
        )
    return Whens(
        local=written.where(~is_utc, shown),
        utc=utc.where(is_instant),
        source=np.select([has_offset, is_utc], ["offset", "utc"], "wall").tolist(),
        precision=when.precision,
        questions=questions,
    )


def is_date(text: str) -> bool:
    """Whether `text` is a date in one of the ways that are read."""
    return numeric_dates.is_date(_tidied(_without_zone(text)[0], "auto"))


def clock(text: str) -> str | None:
    """A time of day as `18:05:00`, `None` when `text` ends with none."""
    found = _CLOCK.search(text.replace("\u202f", " ").replace("\xa0", " ").strip())
    if not found or not (found[2] or found[4] or "h" in found[0].lower()):
        return None
    hour, minute, second = (int(part or 0) for part in found.groups()[:3])
    if found[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[4] in "pP" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    # A time without seconds stays one: it says how exact it is.
    return f"{hour:02d}:{minute:02d}" + (f":{second:02d}" if found[3] else "")


def _texts(
    sheet: Sheet, dates: Sequence[str], times: Sequence[str], mapping: TableMapping
) -> tuple[list[int | None], list[str]]:
    """Each row's offset in minutes, if it has one, and its date and time as one text."""
    pairs = list(zip(dates, times, strict=True))
    known = {pair: _joined(*pair, mapping.date_order) for pair in set(pairs)}
    lost = [
        time
        for (day, time), is_kept in zip(pairs, sheet.kept.tolist(), strict=True)
        if is_kept and time and known[day, time][2]
    ]
    if lost:
        sheet.note(
            f"Times of day that cannot be read: {len(lost):,}, like {lost[0]!r}. "
            "Those rows are kept with their date alone."
        )
    return [known[pair][0] for pair in pairs], [known[pair][1] for pair in pairs]


def _joined(day: str, time: str, order: str) -> tuple[int | None, str, bool]:
    """Offset, date with time, and whether a time was given that nobody can read."""
    text, zone = _without_zone(day)
    text = _tidied(text, order)
    if not numeric_dates.is_date(text):
        return None, day, False
    if numeric_dates.has_time(text) or not time:
        return (zone if numeric_dates.has_time(text) else None), text, False
    written, zone = _without_zone(time)
    of_day = clock(written)
    return (None, text, True) if of_day is None else (zone, f"{text} {of_day}", False)


def _without_zone(text: str) -> tuple[str, int | None]:
    """The text without the zone at its end, and that as minutes east of Greenwich."""
    epoch = _EPOCH.fullmatch(text.strip())
    if epoch:
        instant = datetime.fromtimestamp(int(epoch[1]), tz=timezone.utc)  # noqa: UP017
        return f"{instant:%Y-%m-%d %H:%M:%S}", 0
    found = _ZONE.search(text)
    if not found or ":" not in text[: found.start()]:
        return text, None
    if found[1]:
        return text[: found.start()], 0
    minutes = int(found[3]) * 60 + int(found[4])
    return text[: found.start()], -minutes if found[2] == "-" else minutes


def _tidied(text: str, order: str) -> str:
    """Every way to write a date as one with numbers, where there is no doubt."""
    text = _WEEKDAY.sub("", text.strip())
    compact = _COMPACT.fullmatch(text)
    if compact:
        return "-".join(compact.groups())
    if order == "ymd" and _YEAR_FIRST.match(text):
        return f"20{text}"
    if numeric_dates.is_date(text):
        return text
    spelled = _NAMED.sub(
        lambda found: (
            f"{found[1]} {found[2]} {found[3] if len(found[3]) == 4 else f'20{found[3]}'}"
        ),
        text,
        count=1,
    )
    moment = spoken_dates.moment(spelled)
    if moment is None:
        return text
    exact = spoken_dates.precision(spelled)
    form = {"day": "%Y-%m-%d", "minute": "%Y-%m-%d %H:%M"}.get(
        exact, "%Y-%m-%d %H:%M:%S"
    )
    return moment.strftime(form)


def _doubt(sheet: Sheet, texts: Sequence[str], order: str) -> None:
    """Say it when the dates themselves speak against the order in the mapping."""
    found = [m for text in set(texts) if (m := _UNCLEAR.match(text))]
    day_first = [m for m in found if int(m[1]) > 12]
    month_first = [m for m in found if int(m[3]) > 12]
    against = day_first if order == "mdy" else month_first
    if len(against) * 2 > len(day_first) + len(month_first):
        said, is_so = ("month", "day") if order == "mdy" else ("day", "month")
        sheet.note(
            f"The mapping says that the {said} comes first, but {against[0][0]!r} can "
            f"only have the {is_so} first; all dates are read so."
        )


def filled(cells: Sequence[str], is_open: Mask) -> list[str]:
    """`cells` with blanks where `is_open` taken from above."""
    column = pd.Series(list(cells), dtype=object)
    above = column.where(column != "").ffill().fillna("")
    return list(column.where(~is_open | (column != ""), above))

"""Dates as apps write them for people, in their languages; instants as wall clock."""

import re
from collections.abc import Sequence
from datetime import datetime

import pandas as pd

from runlift.importers import numeric_dates
from runlift.importers.numeric_dates import Moments
from runlift.importers.sheet import Sheet
from runlift.model import Answers, Question
from runlift.science.terms import fold

_MONTHS = {
    1: "january januar januari janvier enero gennaio janeiro styczen stycznia ocak "
    "января",
    2: "february februar februari fevrier febrero febbraio fevereiro luty lutego subat "
    "февраля",
    3: "march marz maerz maart mars marzo marco marts marzec marca mrt mrz mart марта",
    4: "april avril abril aprile kwiecien kwietnia nisan апреля",
    5: "may mai mei mayo maggio maio maj maja mayis мая май",
    6: "june juni juin junio giugno junho czerwiec czerwca haziran июня",
    7: "july juli juillet julio luglio julho lipiec lipca temmuz июля",
    8: "august augustus augusti aout agosto sierpien sierpnia agustos августа",
    9: "september septembre septiembre settembre setembro wrzesien wrzesnia eylul "
    "сентября",
    10: "october oktober octobre octubre ottobre outubro pazdziernik pazdziernika ekim "
    "октября",
    11: "november novembre noviembre novembro listopad listopada kasim ноября",
    12: "december dezember decembre diciembre dicembre dezembro desember grudzien "
    "grudnia aralik декабря",
}
"""In English, German, Dutch, French, Spanish, Italian, Portuguese, Swedish, Norwegian,
Danish, Polish, Turkish and Russian, without accents."""


def _prefixes() -> dict[str, int]:
    """Every beginning of a month name, from three letters, that leaves no doubt."""
    found: dict[str, set[int]] = {}
    for number, names in _MONTHS.items():
        for name in fold(names).split():
            for end in range(3, len(name) + 1):
                found.setdefault(name[:end], set()).add(number)
    return {text: numbers.pop() for text, numbers in found.items() if len(numbers) == 1}


_MONTH_OF = _prefixes()

_CLOCK = (
    r"(?P<hour>\d{1,2})[:.h]\s?(?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?(?:[.,]\d+)?"
    r"\s*(?:(?P<half>[ap])\.?\s*m\.?)?"
)
_GAP = r"[\s,]+(?:(?:a las|kl\.?|klo|um|at|om|alle|as|a|o)[\s,]+)?"
_WEEKDAY = r"(?:[^\W\d_]+\.?,\s*)?"
_FORMS = tuple(
    re.compile(date + rf"(?:(?:{_GAP}|t){_CLOCK}z?)?")
    for date in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        _WEEKDAY
        + r"(?P<day>\d{1,2})\.?\s+(?:de\s+)?(?P<name>[^\W\d_]+)\.?,?\s+(?:de\s+)?(?P<year>\d{4})(?:\.|\s*г\.?)?",
        _WEEKDAY + r"(?P<name>[^\W\d_]+)\.?\s+(?P<day>\d{1,2})\.?,?\s+(?P<year>\d{4})",
        r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4}|\d{2})",
        r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日",
    )
)
_SLASHED = re.compile(r"\d{1,2}([/-])\d{1,2}\1\d{2,4}\b")
_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"[^\W\d_]{3}")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)")


def read_moments(sheet: Sheet, cells: Sequence[str], answers: Answers) -> Moments:
    """`cells` as wall-clock times; unreadable ones reject their row.

    Dates with slashes only come from a spreadsheet, and are left to those who know it.
    """
    slashed = sum(_SLASHED.match(cell) is not None for cell in cells)
    if slashed > len(cells) / 2:
        return numeric_dates.read_moments(sheet, cells, answers)
    return Moments(
        start=sheet.moments(cells, _stamp),
        precision=[precision(cell) for cell in cells],
    )


def _stamp(text: str) -> pd.Timestamp | None:
    read = moment(text)
    return None if read is None else pd.Timestamp(read)


def moment(text: str) -> datetime | None:
    """The date and time a text names, `None` when it names none.

    Reads `Oct 6, 2022, 11:19:20 PM`, `23 jun. 2017 15:52:12`, `09.12.2022, 15:24:49`,
    `1. aug. 2026, 18.30.48`, `lun., 30 juin 2014 7:03` and ISO dates.
    """
    iso = _ISO.fullmatch(text)
    if iso:
        return _made(*(int(part) for part in iso.groups()))
    words = fold(text).casefold().replace("\u202f", " ").replace("\xa0", " ").strip()
    for form in _FORMS:
        found = form.fullmatch(words)
        if found:
            parts = found.groupdict()
            month = parts.get("month") or _MONTH_OF.get(parts.get("name") or "")
            return _built(parts, month, parts["day"])
    return None


def precision(text: str) -> str:
    """How exactly a date text names its moment: `second`, `minute` or `day`."""
    numbers = len(_NUMBER.findall(text)) - (2 if _NAME.search(text) else 3)
    return "day" if numbers < 2 else "minute" if numbers == 2 else "second"


def _built(
    parts: dict[str, str | None], month: str | int | None, day: str | None
) -> datetime | None:
    if month is None or day is None or parts["year"] is None:
        return None
    year, hour = int(parts["year"]), int(parts["hour"] or 0)
    if parts["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if parts["half"] == "p" else 0)
    return _made(
        year + 2000 if year < 100 else year,
        int(month),
        int(day),
        hour,
        int(parts["minute"] or 0),
        int(parts["second"] or 0),
    )


def _made(*parts: int) -> datetime | None:
    try:
        made = datetime(*parts)  # type: ignore[arg-type]
    except ValueError:
        return None
    # An earlier year is a clock that was never set.
    return made if made.year >= 1970 else None


def wall_clock(utc: pd.Series, zone: str) -> pd.Series:
    """Naive UTC instants as the wall clock of `zone`."""
    shown = utc.dt.tz_localize("UTC").dt.tz_convert(zone).dt.tz_localize(None)
    return shown.astype("datetime64[us]")


ZONES = (
    "UTC",
    "Europe/London",
    "Europe/Lisbon",
    "Europe/Paris",
    "Europe/Berlin",
    "Europe/Stockholm",
    "Europe/Warsaw",
    "Europe/Athens",
    "Europe/Helsinki",
    "Europe/Istanbul",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "America/Toronto",
    "America/Mexico_City",
    "America/Bogota",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/Argentina/Buenos_Aires",
    "Africa/Lagos",
    "Africa/Johannesburg",
    "Africa/Nairobi",
    "Asia/Jerusalem",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Bangkok",
    "Asia/Singapore",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Perth",
    "Australia/Sydney",
    "Pacific/Auckland",
    "Pacific/Honolulu",
)
"""The zones offered when a file states instants and nobody has said where they ran."""


def zone_question(
    answers: Answers, why: str, *, doing: str = "run"
) -> tuple[Question, ...]:
    """The question for the athlete's zone, unless it is known."""
    if answers.is_timezone_known:
        return ()
    return (
        Question(
            key="timezone",
            text=f"In which time zone do you {doing}?",
            choices=tuple(dict.fromkeys((answers.timezone, *ZONES))),
            guess=answers.timezone,
            why=why,
        ),
    )

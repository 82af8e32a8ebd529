"""A time zone as calendars want it: when its clocks change, as rules where there are any.

Google and Apple go by the zone's name; Outlook reads the rules, and no lists of dates.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_EPOCH = datetime(1970, 1, 1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ORDINALS = (-1, 1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class _Change:
    """The clocks change."""

    onset: datetime
    """On the clocks as they were until then."""
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


def vtimezone(zone: ZoneInfo, first: date, last: date) -> Timezone:
    """The VTIMEZONE of a zone, right from the first to the last day and around them."""
    component = Timezone()
    component.add("tzid", zone.key)
    start = datetime(first.year - 1, 1, 1, tzinfo=UTC)
    changes = sorted(
        _changes(zone, start, datetime(last.year + 3, 1, 1, tzinfo=UTC)), key=_kind
    )
    groups = [list(group) for _, group in groupby(changes, key=_kind)]
    rules = [_rule(group) for group in groups]
    if not groups or not all(rules):
        component.add_component(_observance(_first(zone, start)))
        for change in sorted(changes, key=lambda one: one.onset):
            component.add_component(_observance(change))
        return component
    for group, rule in zip(groups, rules, strict=True):
        observance = _observance(group[0])
        observance.add("rrule", rule)
        component.add_component(observance)
    return component


def _kind(change: _Change) -> tuple[bool, timedelta, timedelta, str]:
    return change.is_summer, change.before, change.after, change.name


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[_Change]:
    day = timedelta(days=1)
    while start < end:
        before, after = _offset(start, zone), _offset(start + day, zone)
        if before != after:
            moment = _moment(start, start + day, zone)
            local = moment.astimezone(zone)
            yield _Change(
                onset=(moment + before).replace(tzinfo=None),
                before=before,
                after=after,
                name=local.tzname() or zone.key,
                is_summer=bool(local.dst()),
            )
        start += day


def _moment(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """The minute in which the offset changes, between two moments that differ."""
    before = _offset(low, zone)
    while high - low > timedelta(minutes=1):
        middle = low + timedelta(minutes=(high - low) // timedelta(minutes=2))
        low, high = (middle, high) if _offset(middle, zone) == before else (low, middle)
    return high


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _first(zone: ZoneInfo, start: datetime) -> _Change:
    """What the clocks say until they change for the first time."""
    offset = _offset(start, zone)
    local = start.astimezone(zone)
    return _Change(
        _EPOCH, offset, offset, local.tzname() or zone.key, bool(local.dst())
    )


def _rule(changes: list[_Change]) -> dict[str, object] | None:
    """`the last Sunday in March` where that holds every year; else `None`."""
    first = changes[0].onset
    years = [change.onset.year for change in changes]
    alike = {(c.onset.month, c.onset.weekday(), c.onset.time()) for c in changes}
    if len(alike) != 1 or len(set(years)) != len(years) or len(years) < 4:
        return None
    for ordinal in _ORDINALS:
        if all(_is(change.onset, ordinal) for change in changes):
            return {
                "freq": "yearly",
                "bymonth": first.month,
                "byday": f"{ordinal}{_WEEKDAYS[first.weekday()]}",
            }
    return None


def _is(day: datetime, ordinal: int) -> bool:
    """Whether it is the first, second, ... or last of its weekday in the month."""
    if ordinal < 0:
        return day.day + 7 > calendar.monthrange(day.year, day.month)[1]
    return (day.day - 1) // 7 + 1 == ordinal


def _observance(change: _Change) -> TimezoneStandard | TimezoneDaylight:
    found = TimezoneDaylight() if change.is_summer else TimezoneStandard()
    found.add("dtstart", change.onset)
    found.add("tzoffsetfrom", change.before)
    found.add("tzoffsetto", change.after)
    found.add("tzname", change.name)
    return found

"""A plan as a calendar file (iCalendar, RFC 5545): one event a session.

An event keeps its UID through every export and raises its SEQUENCE, so a calendar that
takes the file again moves the events it has instead of making new ones.
"""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Alarm, Calendar, Event

from runlift.errors import WrongInput
from runlift.exercises.catalogue import Exercise
from runlift.program import plan_words
from runlift.program.plan import Plan, PlannedKind, PlannedSession
from runlift.program.plan_zone import vtimezone
from runlift.units import WeightUnit

_PRODUCT = "-//Runlift//Plan//EN"
_CATEGORY: Mapping[PlannedKind, str] = {"lift": "Strength", "run": "Running"}


def to_calendar(
    plan: Plan,
    exercises: Mapping[str, Exercise],
    *,
    unit: WeightUnit,
    stamp: datetime,
    version: int,
    zone: str | None = None,
    kinds: Collection[PlannedKind] = ("lift", "run"),
    reminder_min: int | None = None,
) -> bytes:
    """The plan as the content of an `.ics` file.

    Args:
        plan: the plan.
        exercises: the catalogue, the athlete's own among it.
        unit: of the loads in the descriptions.
        stamp: when this version was made, with its time zone.
        version: of the plan, rising with every change.
        zone: the athlete's IANA zone; without one an event is at its hour wherever she is.
        kinds: which sessions.
        reminder_min: how long before a session the calendar reminds; `None`: never.

    Raises:
        WrongInput: there is no such zone.
    """
    place = _zone(zone)
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", plan_words.one_line(plan.name))
    if zone and place:
        calendar.add("x-wr-timezone", zone)
        calendar.add_component(vtimezone(place, plan.first_day, plan.last_day))
    for one in plan.sessions:
        if one.kind in kinds:
            event = _event(one, exercises, unit, place)
            event.add("dtstamp", stamp.astimezone(UTC))
            event.add("last-modified", stamp.astimezone(UTC))
            event.add("sequence", version)
            if reminder_min is not None and one.status != "skipped":
                event.add_component(_alarm(one, reminder_min))
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _zone(name: str | None) -> ZoneInfo | None:
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise WrongInput(
            f"There is no time zone {name!r}. Choose one such as Europe/Berlin."
        ) from None


def _event(
    one: PlannedSession,
    exercises: Mapping[str, Exercise],
    unit: WeightUnit,
    place: ZoneInfo | None,
) -> Event:
    event = Event()
    event.add("uid", f"{plan_words.one_line(one.planned_id)}@runlift")
    begins = one.start.replace(tzinfo=place)
    event.add("dtstart", begins)
    if one.hours > 0:
        event.add("dtend", _later(begins, one.hours))
    event.add("summary", plan_words.heading(one))
    event.add("description", describe(one, exercises, unit))
    event.add("categories", ["Runlift", _CATEGORY[one.kind]])
    event.add("status", "CANCELLED" if one.status == "skipped" else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if one.status == "skipped" else "OPAQUE")
    return event


def _later(begins: datetime, hours: float) -> datetime:
    """The end; an hour lasts an hour also where the clocks change in between."""
    lasting = timedelta(minutes=max(round(hours * 60), 1))
    if begins.tzinfo is None:
        return begins + lasting
    return (begins.astimezone(UTC) + lasting).astimezone(begins.tzinfo)


def describe(
    one: PlannedSession, exercises: Mapping[str, Exercise], unit: WeightUnit
) -> str:
    """What to do in a session, in plain lines."""
    lines = [plan_words.run_class(one)]
    lines += [plan_words.line(each, exercises, unit) for each in one.exercises]
    lines += [
        plan_words.clean(one.note).strip(),
        f"Week {one.week}{f', {plan_words.one_line(one.phase)}' if one.phase else ''}",
        plan_words.house_label([one]),
    ]
    return "\n".join(line for line in lines if line)


def _alarm(one: PlannedSession, minutes: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", plan_words.heading(one))
    alarm.add("trigger", -timedelta(minutes=minutes))
    return alarm

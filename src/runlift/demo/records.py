"""What a demo athlete did, before it is written down the way some app writes it.

Metric and in wall-clock time, like a training diary; the writers convert.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

WEEKS = 104
"""Two years, besides the running week."""

_MORNING_ENDS = 10


@dataclass(frozen=True, slots=True)
class LiftSet:
    """One set of one exercise."""

    exercise: str
    reps: int | None = None
    load_kg: float | None = None
    """What is on the bar or in the hand; with body-weight exercises, what is added."""
    kind: str = "normal"
    """normal, warmup, dropset or failure."""
    rpe: float | None = None
    duration_s: int | None = None
    distance_m: float | None = None
    is_bodyweight: bool = False
    superset: int | None = None
    category: str = ""
    """The group FitNotes files the exercise under."""
    note: str = ""
    """About this set or, in Hevy, about the exercise."""
    done_s: int = 0
    """When the set was ticked, seconds after the session began."""


@dataclass(frozen=True, slots=True)
class LiftSession:
    """One visit to the gym."""

    start: datetime
    duration_s: int
    title: str
    sets: tuple[LiftSet, ...]
    note: str = ""
    bodyweight_kg: float | None = None

    @property
    def end(self) -> datetime:
        """When the athlete stopped the clock."""
        return self.start + timedelta(seconds=self.duration_s)


@dataclass(frozen=True, slots=True)
class Activity:
    """A run, or something else that a watch records."""

    sport: str
    """run, treadmill, trail, ride, walk, hike, yoga or weights."""
    start: datetime
    title: str
    moving_s: int
    elapsed_s: int
    distance_m: float = 0.0
    ascent_m: float = 0.0
    avg_hr: int | None = None
    max_hr: int | None = None
    cadence_spm: int | None = None
    best_m_per_s: float = 0.0
    temperature_c: int | None = None
    note: str = ""
    route: str = ""
    is_race: bool = False
    is_long: bool = False
    is_commute: bool = False
    is_manual: bool = False


@dataclass(frozen=True, slots=True)
class Week:
    """One week of the two years; `offset` is 0 for the one that holds today."""

    offset: int
    monday: date

    def at(self, weekday: int, hour: int, minute: int = 0) -> datetime:
        """A wall-clock moment of this week; Monday is 0, minutes may be negative."""
        day = datetime.combine(self.monday, datetime.min.time())
        return day + timedelta(days=weekday, hours=hour, minutes=minute)


Done = TypeVar("Done", LiftSession, Activity)


def weeks(today: date) -> Iterator[Week]:
    """The weeks of the demo, oldest first, the running one included."""
    this_monday = today - timedelta(days=today.weekday())
    for offset in range(-WEEKS, 1):
        yield Week(offset, this_monday + timedelta(weeks=offset))


def done_by(items: Iterable[Done], today: date) -> list[Done]:
    """What lies behind the athlete: all days before `today`, and its early morning."""
    return sorted(
        (
            item
            for item in items
            if item.start.date() < today
            or (item.start.date() == today and item.start.hour < _MORNING_ENDS)
        ),
        key=lambda item: item.start,
    )

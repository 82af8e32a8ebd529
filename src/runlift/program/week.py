"""A week of runs and the lifts that have to find a place in it: values only.

Moments are hours since Monday 00:00 on the athlete's wall clock. What lies before 0 or
from 168 on is not of this week; it is judged against, and never moved.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from runlift.science.policy import Policy
from runlift.science.verdict import Severity

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAY_H, WEEK_H, NOON_H = 24.0, 168.0, 12.0
LEGS = frozenset({"moderate", "heavy", "very_heavy"})
HEAVY = frozenset({"heavy", "very_heavy"})
RACES = frozenset({"raceA", "raceB"})
HARD_RUNS = frozenset({"key", "long", "long + key", "raceA", "raceB"})

SLOTS = ("AM", "PM")


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """Half a day of the week; Monday is day 0."""

    day: int
    name: str

    def __str__(self) -> str:
        return f"{DAYS[self.day % 7]} {self.name}"


@dataclass(frozen=True, slots=True)
class WeekRun:
    """One run of the week."""

    start: float
    hours: float
    run_class: str
    distance_m: float | None = None
    """Of a race, where it is known: longer ones need longer recovery."""

    @property
    def end(self) -> float:
        """When it is over."""
        return self.start + self.hours

    @property
    def day(self) -> int:
        """The day on which it begins."""
        return int(self.start // DAY_H)

    @property
    def slot(self) -> Slot:
        """The half of the day that it takes."""
        return Slot(self.day, SLOTS[self.start % DAY_H >= NOON_H])

    @property
    def is_hard(self) -> bool:
        """Whether its day is a hard one."""
        return self.run_class in HARD_RUNS

    def __str__(self) -> str:
        return f"{self.run_class} run {self.slot}"


@dataclass(frozen=True, slots=True)
class WeekLift:
    """A lift session that has to find a place."""

    name: str
    lift_class: str
    hours: float
    heavy_sets: int
    """Sets that the guide's rule is about (`leg_load.is_article_set`)."""

    @property
    def is_legs(self) -> bool:
        """Whether it counts where leg sessions must be days apart."""
        return self.lift_class in LEGS

    @property
    def is_hard(self) -> bool:
        """Whether its day is a hard one."""
        return self.lift_class in HEAVY


@dataclass(frozen=True, slots=True)
class Placed:
    """A lift at a time."""

    lift: WeekLift
    slot: Slot
    start: float

    @property
    def end(self) -> float:
        """When it is over."""
        return self.start + self.lift.hours

    @property
    def day(self) -> int:
        """The day on which it begins."""
        return self.slot.day

    def __str__(self) -> str:
        return f"{self.lift.name} {self.slot}"


@dataclass(frozen=True, slots=True)
class Line:
    """What one rule says of a placement, and what it costs there."""

    rule: str
    """The name of the rule's module."""
    guide: str
    """The rule of the guide behind it, as `R9`; empty where it is ours alone."""
    severity: Severity
    cost: float
    text: str
    about: tuple[str, ...] = ()
    """The lifts it is about, by name; none where it is about the whole week."""


@dataclass(frozen=True)
class Week:
    """What placing lifts in a week has to know.

    A cyclic week repeats: its Sunday stands before its Monday. Race weeks do not.
    """

    runs: tuple[WeekRun, ...]
    lifts: tuple[WeekLift, ...]
    policy: Policy
    slot_starts: Mapping[str, float]
    """Hour of the day at which a lift begins, by the name of the half day."""
    closed: frozenset[Slot] = frozenset()
    """Where there is no lifting: unavailable, or a protected day off."""
    barred: Mapping[str, frozenset[int]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    """Days on which a lift, by its name, may not be (the days before an A race)."""
    pins: Mapping[str, Slot] = field(default_factory=lambda: MappingProxyType({}))
    """Lifts that stay where the athlete put them."""
    is_cyclic: bool = True
    allows_doubles: bool = True
    """Whether a lift may be on the day of a run."""
    allows_stacking: bool = False
    """Whether a lift may follow a run in the same half day."""
    is_strict: bool = True
    """Whether the guide's 24 h rule is taken literally."""
    beside: tuple[Placed, ...] = ()
    """Lifts of the weeks before and after; judged against, never moved."""

    def hours_until(self, earlier_end: float, later_start: float) -> float | None:
        """Hours from an end to a start: the next one where the week repeats.

        None where the start is not after the end. Activities that overlap are 0 h
        apart: the caller says which came first.
        """
        gap = later_start - earlier_end
        if self.is_cyclic:
            return gap % WEEK_H
        return gap if gap >= 0 else None

    def is_same_day(self, one: float, other: float) -> bool:
        """Whether two moments lie on one day."""
        return int(one // DAY_H) == int(other // DAY_H)


def default_starts(policy: Policy) -> dict[str, float]:
    """When AM and PM begin."""
    return {
        "AM": policy.number("placement.am_start_h"),
        "PM": policy.number("placement.pm_start_h"),
    }


def default_hours(run_class: str, policy: Policy) -> float:
    """How long a run takes whose length is not given, in h."""
    name = "long" if run_class.startswith(("long", "race")) else run_class
    return policy.number(f"placement.{name}_duration_h")


def assumed_heavy_sets(lift_class: str, policy: Policy) -> int:
    """Heavy leg sets of a session of which only the class is known.

    Sessions of class moderate and more are taken to have what the guide's rule is
    about; that errs on the side of the runs.
    """
    fewest = -int(-policy.number("leg_load.article_min_sets") // 1)
    return fewest if lift_class in LEGS else 0

"""A plan: a program on the dates of one athlete, among her runs. Values only.

A plan is made by `build`, kept by the store, written out by `text` and the exporters, and
changed by making another one: nothing here is ever altered in place.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from runlift.model import identity
from runlift.program.templates import Origin, RepsMode

PlannedKind = Literal["lift", "run"]
Status = Literal["planned", "skipped"]
"""What is done is found in the log (`plan_matching`), not written into the plan."""

Change = Literal["", "deload", "taper", "race_week", "recovery"]
"""Why a session is lighter than its program has it."""


@dataclass(frozen=True, slots=True)
class PlannedExercise:
    """One exercise of a planned session: what is asked of every one of its sets."""

    exercise_id: str
    sets: int
    mode: RepsMode
    reps: tuple[int, int] | None = None
    """Fewest and most, of each side where per side; none for AMRAP and holds."""
    seconds: tuple[float, float] | None = None
    """Of a hold; none for any other, and for as long as one can."""
    load_kg: float | None = None
    """As the athlete loads it (per hand, added, on the stack); none where she chooses."""
    percent: float | None = None
    """Of the exercise's own 1RM at the start of the cycle, where the program says so."""
    rir: tuple[float, float] | None = None
    rest_s: int = 120
    pause_s: float | None = None
    is_fast: bool = False
    is_per_side: bool = False
    is_side_assumed: bool = False
    note: str = ""
    reason: str = ""
    """Why this load and these sets, in words."""

    @property
    def usual_rir(self) -> float | None:
        """The reserve to expect: the middle, or the upper end for a range of repetitions.

        In a range the weight stays until its top is reached, so a session usually
        stands nearer to its easier end.
        """
        if self.rir is None:
            return None
        return self.rir[1] if self.mode == "range" else sum(self.rir) / 2

    @property
    def usual_reps(self) -> int | None:
        """The repetitions to expect: of a range its lower end, for the same reason."""
        return self.reps[0] if self.reps else None


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A lift or a run on a day."""

    planned_id: str
    kind: PlannedKind
    week: int
    """Of the plan, from 1."""
    day: date
    start_h: float
    """Hour of the day on the athlete's wall clock."""
    hours: float
    title: str
    status: Status = "planned"
    done_id: str | None = None
    """The logged activity, where the athlete said which one it was."""
    note: str = ""
    run_class: str = ""
    """Of a run: a class of `science.interference`; empty for a lift."""
    workout_id: str = ""
    phase: str = ""
    origin: Origin = "own"
    """Whose this week of the program is."""
    change: Change = ""
    exercises: tuple[PlannedExercise, ...] = ()

    @property
    def start(self) -> datetime:
        """When it begins, on the wall clock."""
        return datetime.combine(self.day, time()) + timedelta(
            minutes=round(self.start_h * 60)
        )

    @property
    def is_lift(self) -> bool:
        """Whether it is a lift."""
        return self.kind == "lift"


@dataclass(frozen=True, slots=True)
class Race:
    """A race the plan is built around."""

    day: date
    priority: Literal["A", "B"]
    distance_m: float | None = None
    name: str = ""

    @property
    def run_class(self) -> str:
        """Its class in the rules."""
        return f"race{self.priority}"


@dataclass(frozen=True)
class Plan:
    """A whole plan."""

    plan_id: str
    name: str
    program_id: str
    first_day: date
    """The Monday of week 1."""
    sessions: tuple[PlannedSession, ...]
    """By time."""
    races: tuple[Race, ...] = ()
    notes: tuple[str, ...] = ()
    """What was decided in building it, and why: sentences."""
    choices: dict[str, object] = field(default_factory=dict)
    """What it was built from, plain values (`build.Choices.as_json`)."""

    @property
    def last_day(self) -> date:
        """The Sunday of its last week."""
        last = max((one.day for one in self.sessions), default=self.first_day)
        return last + timedelta(days=6 - last.weekday())

    @property
    def lifts(self) -> tuple[PlannedSession, ...]:
        """Its lifts, by time."""
        return tuple(one for one in self.sessions if one.is_lift)

    @property
    def runs(self) -> tuple[PlannedSession, ...]:
        """Its runs, by time."""
        return tuple(one for one in self.sessions if not one.is_lift)

    def weeks(self) -> Iterator[tuple[int, tuple[PlannedSession, ...]]]:
        """Number and sessions of each week."""
        numbers = sorted({one.week for one in self.sessions})
        for number in numbers:
            yield number, tuple(one for one in self.sessions if one.week == number)

    def with_session(self, changed: PlannedSession) -> "Plan":
        """The plan with one session in the place of the one of its id."""
        sessions = [
            changed if one.planned_id == changed.planned_id else one
            for one in self.sessions
        ]
        return replace(self, sessions=in_order(sessions))


def in_order(sessions: list[PlannedSession]) -> tuple[PlannedSession, ...]:
    """Sessions by time; at one time the run first."""
    return tuple(
        sorted(sessions, key=lambda one: (one.start, one.kind == "lift", one.title))
    )


def planned_id(plan_id: str, kind: str, week: int, name: str, ordinal: int) -> str:
    """The id of a session: the same for the same plan, wherever it is moved to.

    A calendar that imports the plan again updates its events by it.
    """
    return identity("planned", plan_id, kind, week, name, ordinal)

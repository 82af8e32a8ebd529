"""What the rules of progress look at: one exercise, what was asked, done, and allowed."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from runlift.program import progress_words as words
from runlift.program.age import AgeGroup
from runlift.program.done import DoneExercise, Scale, fewest, is_complete, is_missed
from runlift.program.plan import PlannedExercise
from runlift.science.policy import Policy
from runlift.units import WeightUnit

Step = Literal["first", "raise", "reps", "hold", "lower"]
"""More load, more repetitions or time, the same, less load; `first`: nothing done yet."""

ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Next:
    """What to do next time, and why."""

    sets: int
    load_kg: float | None
    """As entered (of an assisted exercise the help); none where she chooses."""
    reps: tuple[int, int] | None
    seconds: tuple[float, float] | None
    rir: tuple[float, float] | None
    kind: Step
    reason: str
    note: str = ""
    """A harder or an easier variant, where the exercise itself offers no step."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a load may go up, in shares of it, and what must be left for that."""

    usual: float
    least: float
    most: float
    week: float
    least_rir: float


def limits(is_beginner_week: bool, age_group: AgeGroup, policy: Policy) -> Limits:
    """The limits of an athlete."""
    least, most = policy.numbers("progression.step")
    usual = policy.number("progression.usual_step")
    name = "week_most_beginner" if is_beginner_week else "week_most"
    week = policy.number(f"progression.{name}")
    rir = policy.number("progression.least_rir")
    if age_group == "over_60":
        slow = policy.number("progression.over_60_step")
        least, usual, most, week = (
            min(one, slow) for one in (least, usual, most, week)
        )
    elif age_group == "under_18":
        rir = max(rir, policy.number("planning.under_18_rir"))
    return Limits(usual / 100, least / 100, most / 100, week / 100, rir)


@dataclass(frozen=True, slots=True)
class Case:
    """One exercise between two sessions."""

    now: PlannedExercise
    """What the program asked in the last session."""
    next: PlannedExercise
    done: list[DoneExercise]
    """Oldest first; there is at least one."""
    weights: list[tuple[date, float]]
    """Of each of them, where there is a load."""
    day: date
    """Of the next session."""
    scale: Scale
    limits: Limits
    policy: Policy
    formula: str
    week: int | None
    unit: WeightUnit

    @property
    def last(self) -> DoneExercise:
        """The last session."""
        return self.done[-1]

    @property
    def weight(self) -> float:
        """What was lifted in it."""
        return self.weights[-1][1]

    @property
    def fewest(self) -> int:
        """The repetitions that every set of it had at least."""
        return fewest(self.last, self.now, self.scale)

    @property
    def most_reps(self) -> int:
        """The repetitions that are enough to take a plate that is too large a step."""
        extra = int(self.policy.number("progression.extra_reps"))
        return (self.next.reps or (0, 0))[1] + extra

    @property
    def more_reps(self) -> tuple[int, int]:
        """What to ask for instead of load: one repetition more, up to the most."""
        low, high = self.next.reps or (0, 0)
        wanted = max(high, min(self.fewest + 1, self.most_reps))
        return (low if low < high else wanted, wanted)

    @property
    def is_step_large(self) -> bool:
        """Whether the smallest plate is more than a step may be."""
        return self.scale.step_kg > self.weight * self.limits.most + ROUNDING

    def is_complete(self, done: DoneExercise) -> bool:
        """Whether all was done that the program asked in a session."""
        return is_complete(done, self._asked(done), self.scale, self.limits.least_rir)

    @property
    def is_missed_often(self) -> bool:
        """Whether the last sessions were too heavy."""
        return self._often(
            [is_missed(one, self._asked(one), self.policy) for one in self.done]
        )

    @property
    def is_incomplete_often(self) -> bool:
        """Whether something was lacking in each of the last sessions."""
        return self._often([not self.is_complete(one) for one in self.done])

    def _often(self, missed: list[bool]) -> bool:
        times = int(self.policy.number("progression.missed_sessions"))
        return len(missed) >= times and all(missed[-times:])

    def _asked(self, done: DoneExercise) -> PlannedExercise:
        # Of the last session the plan may have asked more than the program does.
        return self.now if done is self.last or done.asked is None else done.asked

    @property
    def told(self) -> str:
        """What the last session was, in words."""
        if self.is_complete(self.last):
            return words.complete(self.last, self.now, self.scale)
        return words.incomplete(self.last, self.now, self.scale)

    @property
    def asks(self) -> str:
        """Who asks for what comes: `week 2 asks for`."""
        return f"week {self.week} asks for" if self.week else "the program asks for"


def as_asked(
    asked: PlannedExercise, load_kg: float | None, kind: Step, reason: str
) -> Next:
    """What the program asks, at a load."""
    return Next(
        sets=asked.sets,
        load_kg=load_kg,
        reps=asked.reps,
        seconds=asked.seconds,
        rir=asked.rir,
        kind=kind,
        reason=reason,
    )

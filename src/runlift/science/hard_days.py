"""Hard days in a row and hard weeks: what several activities are together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from runlift.science.policy import Policy
from runlift.science.verdict import Severity


@dataclass(frozen=True, slots=True)
class Streak:
    """Hard days in a row: days with a key or long run, a race or a heavy lift."""

    first: date
    last: date
    days: int
    severity: Severity
    penalty: float


def hard_day_streaks(days: Iterable[date], policy: Policy) -> list[Streak]:
    """Every row of hard days that is long enough to mention, by time."""
    some, many = policy.numbers("spacing.hard_streak_days")
    found = []
    hard = set(days)
    for first in sorted(day for day in hard if day - timedelta(days=1) not in hard):
        last = first
        while last + timedelta(days=1) in hard:
            last += timedelta(days=1)
        length = (last - first).days + 1
        if length >= some:
            severity: Severity = "conflict" if length >= many else "caution"
            penalty = policy.number("placement.hard_streak") * (length - some + 1)
            found.append(Streak(first, last, length, severity, penalty))
    return found


def weekly_hard(exposures: int, runs_per_week: float, policy: Policy) -> Severity:
    """A week's key and long runs, races and heavy lifts together."""
    many, most = policy.numbers("spacing.weekly_hard")
    is_few = runs_per_week < policy.number("spacing.weekly_hard_few_runs")
    if exposures > most and is_few:
        return "conflict"
    return "caution" if exposures > many else "ok"

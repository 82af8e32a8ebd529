"""What a change would do to everything around it, before anybody is advised to make it.

Built once for a log. A change is clean when no other pair of activities is worse off,
no row of hard days comes about and no day off is lost.
"""

import bisect
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import pandas as pd

from runlift.science import interference
from runlift.science.interference import Verdict
from runlift.science.policy import Policy
from runlift.transforms import verdicts
from runlift.transforms.verdicts import rank

_DAY_H = 24.0
_REACH_H = 8 * _DAY_H
"""Every window but those of long races is shorter, and races do not move."""
_HEAVY = ("heavy", "very_heavy")


class Lift(NamedTuple):
    """A lift session on the wall clock, in hours since 1970."""

    key: str
    start: float
    end: float
    lift_class: str
    heavy_sets: int
    is_timed: bool


class Run(NamedTuple):
    """A run on the wall clock, in hours since 1970."""

    key: str
    start: float
    end: float
    run_class: str
    distance_m: float | None
    is_timed: bool
    is_hard: bool


class Around:
    """The activities of a log, ready to be asked what a change would do."""

    def __init__(
        self, lifts: Iterable[Lift], runs: Iterable[Run], policy: Policy
    ) -> None:
        self._policy = policy
        self._lifts = sorted(lifts, key=lambda one: one.start)
        self._runs = sorted(runs, key=lambda one: one.start)
        self._lift_starts = [one.start for one in self._lifts]
        self._run_starts = [one.start for one in self._runs]
        self._active = Counter(
            _day(start) for start in (*self._lift_starts, *self._run_starts)
        )
        self._hard = Counter(_day(one.start) for one in self._runs if one.is_hard)
        self._hard.update(
            _day(one.start) for one in self._lifts if one.lift_class in _HEAVY
        )

    def pair(self, lift: Lift, run: Run) -> Verdict:
        """What the rules say of the two where they stand."""
        days = _day(run.start) - _day(lift.start)
        if not (lift.is_timed and run.is_timed):
            return self._undated(lift, run, days)
        is_first = run.start >= lift.end or lift.start <= run.start < run.end
        if is_first:
            return interference.worst(
                *verdicts.before(
                    lift.lift_class,
                    run.run_class,
                    max(run.start - lift.end, 0.0),
                    lift.heavy_sets,
                    days == 0,
                    self._policy,
                )
            )
        gap = lift.start - run.end
        return verdicts.after(
            run.run_class,
            lift.lift_class,
            max(gap, 0.0),
            days == 0 or gap < 0,
            self._policy,
            run.distance_m,
        )

    def is_clean_lift(self, was: Lift, now: Lift, run: Run) -> bool:
        """Whether the lift may become this without harm to anything but the run's pair."""
        return (
            self._is_no_worse(self._of_lift(was, run.key), self._of_lift(now, run.key))
            and self._keeps_a_free_day(was.start, now.start)
            and (now.lift_class not in _HEAVY or self._breaks_no_rest(was, now.start))
        )

    def is_clean_run(self, was: Run, now: Run, lift: Lift) -> bool:
        """Whether the run may move so without harm to anything but the lift's pair."""
        return (
            self._is_no_worse(self._of_run(was, lift.key), self._of_run(now, lift.key))
            and self._keeps_a_free_day(was.start, now.start)
            and (not now.is_hard or self._breaks_no_rest(was, now.start))
        )

    def _of_lift(self, lift: Lift, but: str) -> dict[str, int]:
        """How severe the lift stands to every run but one, and to other lifts."""
        found = {
            run.key: rank(self.pair(lift, run).severity)
            for run in _near(self._runs, self._run_starts, lift.start)
            if run.key != but
        }
        for other in _near(self._lifts, self._lift_starts, lift.start):
            if other.key != lift.key:
                found[other.key] = rank(self._legs(lift, other).severity)
        return found

    def _of_run(self, run: Run, but: str) -> dict[str, int]:
        return {
            lift.key: rank(self.pair(lift, run).severity)
            for lift in _near(self._lifts, self._lift_starts, run.start)
            if lift.key != but
        }

    def _legs(self, one: Lift, other: Lift) -> Verdict:
        first, second = sorted((one, other), key=lambda lift: lift.start)
        gap = max(second.start - first.end, 0.0)
        return interference.leg_spacing(
            gap, first.lift_class, second.lift_class, self._policy
        )

    def _undated(self, lift: Lift, run: Run, days: int) -> Verdict:
        if days == 0:
            return interference.order_unknown(
                lift.lift_class, run.run_class, self._policy
            )
        gap = interference.assumed_gap_h(abs(days), self._policy, run_first=days < 0)
        if days > 0:
            return interference.worst(
                *verdicts.before(
                    lift.lift_class,
                    run.run_class,
                    gap,
                    lift.heavy_sets,
                    False,
                    self._policy,
                )
            )
        return verdicts.after(
            run.run_class, lift.lift_class, gap, False, self._policy, run.distance_m
        )

    def _is_no_worse(self, was: dict[str, int], now: dict[str, int]) -> bool:
        fine = rank("info")
        return all(value <= max(was.get(key, 0), fine) for key, value in now.items())

    def _keeps_a_free_day(self, was: float, now: float) -> bool:
        """Whether the week moved into still has a day off, if it had one."""
        day, left = _day(now), _day(was)
        if self._active[day] or day == left:
            return True
        first = day - (day + 3) % 7  # 1970 began on a Thursday.
        week = range(first, first + 7)
        free = sum(not self._active[one] for one in week)
        gained = left in week and self._active[left] == 1
        wanted = self._policy.number("spacing.min_free_days")
        return free - 1 + gained >= min(wanted, free)

    def _breaks_no_rest(self, was: Lift | Run, now: float) -> bool:
        """Whether no row of hard days comes about around the new day."""
        day, left = _day(now), _day(was.start)
        hard = {one for one in range(day - 7, day + 8) if self._hard[one]}
        if day in hard:
            return True
        if self._hard[left] == 1:
            hard.discard(left)
        length = 1
        for step in (-1, 1):
            beside = day + step
            while beside in hard:
                length, beside = length + 1, beside + step
        return length < self._policy.numbers("spacing.hard_streak_days")[0]


def lift_of(row: Any) -> Lift:
    """A row of `lift_sessions` as it is compared."""
    return Lift(
        row.session_id,
        _hours(row.start_local),
        _hours(row.end_local),
        row.lift_class,
        int(row.article_sets),
        bool(row.is_clock_known),
    )


def run_of(row: Any, run_class: str) -> Run:
    """A row of `classified_runs` as it is compared."""
    return Run(
        row.run_id,
        _hours(row.start_local),
        _hours(row.end_local),
        run_class,
        float(row.distance_m) if row.distance_m == row.distance_m else None,
        bool(row.is_clock_known),
        bool(row.is_long or row.is_key or row.is_race),
    )


def _hours(moment: pd.Timestamp) -> float:
    return float(moment.timestamp()) / 3600


def _day(hours: float) -> int:
    return int(hours // _DAY_H)


def _near(every: list[Any], starts: list[float], at: float) -> Iterator[Any]:
    first = bisect.bisect_left(starts, at - _REACH_H)
    stop = bisect.bisect_right(starts, at + _REACH_H)
    yield from every[first:stop]

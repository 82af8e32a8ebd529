"""What a change would do to everything around it, before anybody is advised to make it.

Built once for a log. A change is clean when no other pair of activities is worse off,
no row of hard days comes about and no day off is lost.
"""

import bisect
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Generic

import numpy as np
import numpy.typing as npt

from runlift.science import interference
from runlift.science.interference import Verdict
from runlift.science.policy import Policy
from runlift.transforms import verdicts
from runlift.transforms.movable import DAY_US, HOUR_US, Activity, Lift, Moving, Run
from runlift.transforms.near_pairs import Order, reach
from runlift.transforms.verdicts import rank

_HEAVY = ("heavy", "very_heavy")

_UNDATED_US = 2 * DAY_US
"""How much further apart two midnights may be than the rules take the two to be."""


class Around:
    """The activities of a log, ready to be asked what a change would do."""

    def __init__(
        self,
        lifts: Iterable[Lift],
        runs: Iterable[Run],
        policy: Policy,
        moving: Moving,
    ) -> None:
        self._policy = policy
        self.moving = moving
        self._lifts = _Line(lifts)
        every = list(runs)
        # Apart, because only the windows of races are weeks long.
        self._by_kind = {
            is_race: _Line(one for one in every if _is_race(one) == is_race)
            for is_race in (False, True)
        }
        self._downhill = _Line(one for one in every if one.is_eccentric)
        both: list[Lift | Run] = [*self._lifts.every, *every]
        slack = 0 if all(one.is_timed for one in both) else _UNDATED_US
        before, after = reach(policy)
        races = [name.startswith("race") for name in interference.RUN_CLASSES]
        self._reach = {
            is_race: (slack + _us(before[..., which]), slack + _us(after[which]))
            for is_race, which in ((True, races), (False, np.invert(races)))
        }
        self._legs_reach = slack + _us(policy.numbers("spacing.legs_h"))
        self._fresh = slack + _us(policy.number("spacing.downhill_h"))
        self._active = Counter(one.day for one in both)
        self._hard = Counter(one.day for one in both if _is_hard(one))

    def pair(self, lift: Lift, run: Run, moved: Run | None = None) -> Verdict:
        """What the rules say of the two where they stand.

        Every other activity stands where it does in the log, but `moved`.
        """
        order, hours, is_same_day = self._between(lift, run)
        if order == "after":
            return verdicts.after(
                run.run_class,
                lift.lift_class,
                hours,
                is_same_day,
                self._policy,
                run.distance_m,
            )
        is_after_downhill = self.downhill_before(lift, moved or run) is not None
        if order == "unknown":
            return interference.order_unknown(
                lift.lift_class,
                run.run_class,
                self._policy,
                heavy_leg_sets=lift.heavy_sets,
                is_after_downhill=is_after_downhill,
            )
        return interference.worst(
            *verdicts.before(
                lift.lift_class,
                run.run_class,
                hours,
                lift.heavy_sets,
                is_same_day,
                is_after_downhill,
                self._policy,
            )
        )

    def downhill_before(
        self, lift: Lift, moved: Run | None = None
    ) -> tuple[Run, float] | None:
        """The downhill run that lengthens the windows of a lift, and the hours since.

        Of several the last. On a day without clock times nobody knows that the run came
        first, so it lengthens nothing.

        Args:
            lift: where it stands, or would.
            moved: a run of the log that stands here instead.
        """
        if not self._downhill.every:
            return None
        near = [
            run
            for run in self._downhill.near(lift, self._fresh, 0)
            if moved is None or run.key != moved.key
        ]
        if moved is not None and moved.is_eccentric:
            near.append(moved)
        within = self._policy.number("spacing.downhill_h")
        found = None
        for run in near:
            order, hours, _ = self._between(lift, run)
            is_fresh = order == "after" and hours <= within
            if is_fresh and (found is None or hours <= found[1]):
                found = run, hours
        return found

    def is_clean_lift(self, was: Lift, now: Lift, run: Run) -> bool:
        """Whether the lift may become this without harm to anything but the run's pair."""
        return (
            self._is_no_worse(self._of_lift(was, run.key), self._of_lift(now, run.key))
            and self._keeps_a_free_day(was.day, now.day)
            and (not _is_hard(now) or self._breaks_no_rest(was.day, now.day))
        )

    def is_clean_run(self, was: Run, now: Run, lift: Lift) -> bool:
        """Whether the run may move so without harm to anything but the lift's pair."""
        return (
            self._is_no_worse(self._of_run(was, lift.key), self._of_run(now, lift.key))
            and self._lengthens_nothing(now)
            and self._keeps_a_free_day(was.day, now.day)
            and (not now.is_hard or self._breaks_no_rest(was.day, now.day))
        )

    def _between(self, lift: Lift, run: Run) -> tuple[Order, float, bool]:
        """Order of the lift to the run, hours and whether of one day, as `near_pairs`."""
        days = run.day - lift.day
        if lift.is_timed and run.is_timed:
            # Of two that overlap, whichever began first was first.
            is_first = lift.start <= run.start and lift.start < run.end
            if is_first or run.start >= lift.end:
                return "before", max(run.start - lift.end, 0) / HOUR_US, days == 0
            gap = lift.start - run.end
            return "after", max(gap, 0) / HOUR_US, days == 0 or gap < 0
        if days == 0:
            return "unknown", 0.0, True
        is_run_first = days < 0
        hours = interference.assumed_gap_h(
            abs(days), self._policy, run_first=is_run_first
        )
        return "after" if is_run_first else "before", hours, False

    def _of_lift(
        self, lift: Lift, but: str, moved: Run | None = None
    ) -> dict[str, int]:
        """How severe the lift stands to every run but one, and to other lifts."""
        found = {
            run.key: rank(self.pair(lift, run, moved).severity)
            for is_race, (before, after) in self._reach.items()
            for run in self._by_kind[is_race].near(lift, after, before)
            if run.key != but
        }
        for other in self._lifts.near(lift, self._legs_reach, self._legs_reach):
            if other.key != lift.key:
                found[other.key] = rank(self._legs(lift, other).severity)
        return found

    def _of_run(self, run: Run, but: str) -> dict[str, int]:
        """How severe the run stands to every lift but one."""
        before, after = self._reach[_is_race(run)]
        return {
            lift.key: rank(self.pair(lift, run).severity)
            for lift in self._lifts.near(run, before, after)
            if lift.key != but
        }

    def _lengthens_nothing(self, moved: Run) -> bool:
        """Whether no lift comes too near to other runs because this one is before it."""
        return not moved.is_eccentric or all(
            self._is_no_worse(
                self._of_lift(lift, moved.key), self._of_lift(lift, moved.key, moved)
            )
            for lift in self._lifts.near(moved, 0, self._fresh)
            if self.downhill_before(lift, moved) and not self.downhill_before(lift)
        )

    def _legs(self, one: Lift, other: Lift) -> Verdict:
        first, second = sorted((one, other), key=lambda lift: lift.start)
        if one.is_timed and other.is_timed:
            hours = (second.start - first.end) / HOUR_US
        else:
            usual = self._policy.number("spacing.default_lift_min") / 60
            hours = 24.0 * (second.day - first.day) - usual
        return interference.leg_spacing(
            max(hours, 0.0), first.lift_class, second.lift_class, self._policy
        )

    def _is_no_worse(self, was: dict[str, int], now: dict[str, int]) -> bool:
        fine = rank("info")
        return all(value <= max(was.get(key, 0), fine) for key, value in now.items())

    def _keeps_a_free_day(self, left: int, day: int) -> bool:
        """Whether the week moved into still has a day off, if it had one."""
        if self._active[day] or day == left:
            return True
        first = day - (day + 3) % 7  # 1970 began on a Thursday.
        week = range(first, first + 7)
        free = sum(not self._active[one] for one in week)
        gained = left in week and self._active[left] == 1
        wanted = self._policy.number("spacing.min_free_days")
        return free - 1 + gained >= min(wanted, free)

    def _breaks_no_rest(self, left: int, day: int) -> bool:
        """Whether no row of hard days comes about around the new day."""
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


class _Line(Generic[Activity]):
    """Activities in the order of time."""

    def __init__(self, every: Iterable[Activity]) -> None:
        self.every: list[Activity] = sorted(every, key=lambda one: one.start)
        self._starts = [one.start for one in self.every]
        self._longest: int = max((one.end - one.start for one in self.every), default=0)

    def near(self, one: Lift | Run, back: int, on: int) -> Iterator[Activity]:
        """All that may have ended in the time before it, or begin in the time after it."""
        first = bisect.bisect_left(self._starts, one.start - back - self._longest)
        stop = bisect.bisect_right(self._starts, one.end + on)
        yield from self.every[first:stop]


def _is_race(run: Run) -> bool:
    return run.run_class.startswith("race")


def _is_hard(one: Lift | Run) -> bool:
    return one.is_hard if isinstance(one, Run) else one.lift_class in _HEAVY


def _us(hours: npt.ArrayLike) -> int:
    return math.ceil(float(np.max(hours)) * HOUR_US)

"""What races do to the lifts around them: the taper, the race week, the days after.

The days and shares are this project's, after what is known of endurance tapers: volume
falls, load and frequency stay (`season` in the policy).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from runlift.exercises.catalogue import Exercise
from runlift.program import lighter
from runlift.program.plan import Change, PlannedExercise, PlannedSession, Race
from runlift.science import interference
from runlift.science.policy import Policy

_PHASES = (("taper", 3), ("peak", 7), ("build", 15))
"""Season phases by the weeks before the race in which they begin."""

_LEAST_EXERCISES = 2
"""Nobody goes to the gym for less."""

_TOUCHES = ("squat", "hip_thrust")
"""What the short heavy session in race week may be."""


@dataclass(frozen=True)
class Season:
    """The races of a plan, asked day by day."""

    races: tuple[Race, ...]
    exercises: Mapping[str, Exercise]
    policy: Policy

    def phase(self, day: date) -> str:
        """The season phase of a day, in words; empty without an A race to come."""
        left = self._days_to("A", day)
        if left is None:
            return ""
        for name, weeks in _PHASES:
            if left <= 7 * weeks:
                return name
        return "base"

    def story(self, first: date) -> Iterator[str]:
        """The phases before each A race, in sentences.

        Args:
            first: of the plan; phases that began earlier are not told.
        """
        for race in self.races:
            if race.priority != "A":
                continue
            begins = [
                f"{name} from {day:%d.%m.%Y}"
                for name, weeks in reversed(_PHASES)
                for day in [race.day - timedelta(weeks=weeks)]
                if day >= first
            ]
            if begins:
                yield (
                    f"Before {race.name or 'the race'}: {', '.join(begins)}; two lifts a "
                    "week are usual while you build, at most two at the peak."
                )

    def most_lifts(self, monday: date) -> int:
        """How many lifts a week takes at most."""
        most = 3
        for day in _week(monday):
            left = self._days_to("A", day)
            if left is None:
                continue
            if self._is_within(left, "touch_d") or left < self._numbers("touch_d")[1]:
                most = min(most, 1)
            elif self._is_within(left, "taper_d"):
                most = min(most, int(self._number("taper_sessions")))
        if self.phase(monday) in ("peak", "taper"):
            most = min(most, 2)
        return most

    def stopped_days(self, monday: date) -> frozenset[int]:
        """Days of a week, Monday 0, without any lift: the last ones before an A race."""
        last_touch = self._numbers("touch_d")[1]
        return frozenset(
            at
            for at, day in enumerate(_week(monday))
            for left in [self._days_to("A", day)]
            if left is not None and left < last_touch
        )

    def resting_days(self, monday: date) -> frozenset[int]:
        """Days of a week on which the legs recover from a race."""
        days = enumerate(_week(monday))
        return frozenset(at for at, day in days if self._is_recovering(day))

    def barred_days(self, monday: date) -> frozenset[int]:
        """Days of a week on which the legs must not be loaded."""
        return self.stopped_days(monday) | self.resting_days(monday)

    def is_special(self, monday: date) -> bool:
        """Whether the week is placed on its own: a race, a taper's end, a recovery."""
        days = _week(monday)
        return any(race.day in days for race in self.races) or bool(
            self.barred_days(monday)
        )

    def adjusted(self, session: PlannedSession) -> PlannedSession | None:
        """The lift as the races around it leave it; None where there is none left."""
        found: PlannedSession | None = session
        if self._is_recovering(session.day):
            # First of all: the taper for the next race loads no tired legs either.
            found = self.rested(session)
        left = self._days_to("A", session.day)
        if found is not None and left is not None:
            found = self._tapered(found, left)
        if found is session and self._has_race_b(session.day):
            share = self._number("race_b_sets")
            kept = lighter.fewer_sets(session.exercises, share)
            said = f"Race week{_fewer(session, kept)}."
            return _with(session, kept, "race_week", said)
        return found

    def rested(self, session: PlannedSession) -> PlannedSession | None:
        """What is left of a lift while the legs recover from a race."""
        rest = lighter.without_legs(session.exercises, self.exercises)
        if len(rest) < _LEAST_EXERCISES:
            return None
        return _with(session, rest, "recovery", "The legs recover from the race.")

    def _tapered(self, session: PlannedSession, left: int) -> PlannedSession | None:
        first_touch, last_touch = self._numbers("touch_d")
        if left < last_touch:
            return None
        if left <= first_touch:
            return self._touch(session)
        eccentric = lighter.eccentric(session.exercises, self.exercises)
        if self._is_within(left, "taper_d"):
            share = self._number("taper_sets")
            kept = lighter.fewer_sets(session.exercises, share, eccentric)
            least = self._number("taper_rir")
            kept = tuple(lighter.at_least_in_reserve(one, least) for one in kept)
        elif self._is_within(left, "early_taper_d"):
            share = self._number("early_taper_sets")
            if self._has_race_b(session.day):
                share = min(share, self._number("race_b_sets"))
            kept = lighter.fewer_sets(session.exercises, share)
        else:
            return session
        fewer = _fewer(session, kept)
        said = f"Taper, {left} days to the race{fewer}{', the' if fewer else ': the'} loads stay."
        return _with(session, kept, "taper", said)

    def _touch(self, session: PlannedSession) -> PlannedSession | None:
        """Two sets of three, heavy and far from failure."""
        heavy = [
            one
            for one in session.exercises
            if one.exercise_id in _TOUCHES
            or self.exercises[one.exercise_id].pattern in ("squat", "bridge")
        ]
        if not heavy:
            return None
        one = heavy[0]
        reserve = self._number("touch_rir")
        kept = replace(one, sets=2, mode="fixed", reps=(3, 3), seconds=None, rir=(reserve, reserve))  # fmt: skip
        if one.percent is not None:
            # Never heavier than the week has it: the first weeks of a cycle are light.
            percent = min(self._number("touch_percent"), one.percent)
            load = one.load_kg and one.load_kg * percent / one.percent
            reason = one.reason.replace(f"{one.percent:g} %", f"{percent:g} %", 1)
            kept = replace(kept, percent=percent, load_kg=load, reason=reason)
        said = "One short heavy touch in race week, then no more for the legs."
        return _with(session, (kept,), "taper", said)

    def _is_recovering(self, day: date) -> bool:
        for race in self.races:
            found = interference.after(
                race.run_class, "heavy", 0.0, False, self.policy, race.distance_m
            )
            days = -(-found.conflict_h // 24)
            if 0 <= (day - race.day).days < days:
                return True
        return False

    def _has_race_b(self, day: date) -> bool:
        days = _week(day - timedelta(days=day.weekday()))
        return any(race.priority == "B" and race.day in days for race in self.races)

    def _days_to(self, priority: str, day: date) -> int | None:
        """Days until the next race of a priority, 0 on its day."""
        ahead = [
            (race.day - day).days
            for race in self.races
            if race.priority == priority and race.day >= day
        ]
        return min(ahead, default=None)

    def _is_within(self, left: int, key: str) -> bool:
        first, last = self._numbers(key)
        return last <= left <= first

    def _number(self, key: str) -> float:
        return self.policy.number(f"season.{key}")

    def _numbers(self, key: str) -> tuple[float, ...]:
        return self.policy.numbers(f"season.{key}")


def _with(
    session: PlannedSession,
    kept: Sequence[PlannedExercise],
    change: Change,
    note: str,
) -> PlannedSession | None:
    if not kept:
        return None
    notes = [one for one in (session.note, note) if one]
    return replace(session, exercises=tuple(kept), change=change, note=" ".join(notes))


def _fewer(before: PlannedSession, kept: Sequence[PlannedExercise]) -> str:
    """How many sets went, as part of a sentence; who has one of each keeps them all."""
    sets = sum(one.sets for one in before.exercises)
    gone = sets - sum(one.sets for one in kept)
    return f": {100 * gone / sets:.0f} % fewer sets" if gone > 0 else ""


def _week(monday: date) -> tuple[date, ...]:
    return tuple(monday + timedelta(days=at) for at in range(7))

"""What an athlete chooses for a plan, as plain values that are kept with it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from runlift.errors import WrongInput
from runlift.program.age import AGE_GROUPS, AgeGroup
from runlift.program.plan import Race
from runlift.program.substitutes import GYMS, Gym
from runlift.program.week import DAYS, NOON_H, SLOTS, Slot, WeekRun

MOST_WEEKS, MOST_DAYS = 52, 3
_SHORTEST_MIN, _LONGEST_MIN = 15, 240


@dataclass(frozen=True)
class Choices:
    """How a plan is to be built."""

    program_id: str
    first_day: date
    """The Monday of week 1."""
    weeks: int = 6
    days: int = 2
    """Lifts a week; the guide has two or three, and one is still worthwhile (R1)."""
    sets: int | None = None
    """Where the program leaves the sets to the athlete."""
    is_beginner: bool = False
    start_sets: int = 1
    """A beginner's sets in the first week; one more each week (R13)."""
    races: tuple[Race, ...] = ()
    gym: Gym = "gym"
    excluded: tuple[str, ...] = ()
    """Exercises that are not wanted."""
    minutes: int | None = None
    """The longest session."""
    age_group: AgeGroup = "adult"
    is_load_free: bool = False
    """No loads and no progression: whoever looks after the athlete chooses them."""
    runs: tuple[WeekRun, ...] = ()
    """The usual running week."""
    slot_starts: Mapping[str, float] = field(
        default_factory=lambda: {"AM": 7.0, "PM": 18.0}
    )
    closed: tuple[Slot, ...] = ()
    protected: tuple[int, ...] = ()
    """Days off; Monday is 0."""
    pins: Mapping[str, Slot] = field(default_factory=dict)
    """Places of lifts that stay, by `Lift 1` and so on."""
    assignment: tuple[Slot, ...] = ()
    """Where each lift of the usual week is; empty: where the search puts it."""
    allows_doubles: bool = True
    one_rms: Mapping[str, float] = field(default_factory=dict)
    """The 1RM in kg behind the first loads, by exercise; known once it is built."""

    def checked(self, today: date) -> "Choices":
        """The same, with the first day on its Monday.

        Raises:
            WrongInput: something cannot be; the message says what to choose instead.
        """
        monday = self.first_day - timedelta(days=self.first_day.weekday())
        if monday + timedelta(days=6) < today:
            nearest = today - timedelta(days=today.weekday())
            raise WrongInput(
                f"The plan would begin on {self.first_day:%d.%m.%Y}, in a week that is "
                f"over. Begin on {nearest:%d.%m.%Y} or later."
            )
        if not 1 <= self.weeks <= MOST_WEEKS:
            raise WrongInput(f"A plan has 1 to {MOST_WEEKS} weeks, not {self.weeks}.")
        if not 1 <= self.days <= MOST_DAYS:
            raise WrongInput(
                f"{self.days} lifts a week: the guide has two or three, and one is still "
                "worthwhile. Choose 1 to 3."
            )
        if self.minutes is not None and not (
            _SHORTEST_MIN <= self.minutes <= _LONGEST_MIN
        ):
            raise WrongInput(
                f"A session of {self.minutes} min: choose {_SHORTEST_MIN} to "
                f"{_LONGEST_MIN}, or leave it open."
            )
        if not self.slot_starts["AM"] < NOON_H <= self.slot_starts["PM"]:
            raise WrongInput(
                "A morning in the gym begins before noon, an evening at noon or later: "
                "choose other hours."
            )
        last = monday + timedelta(weeks=self.weeks) - timedelta(days=1)
        days = [race.day for race in self.races]
        for race in self.races:
            if days.count(race.day) > 1:
                raise WrongInput(
                    f"There are two races on {race.day:%d.%m.%Y}. Keep the one that counts."
                )
            if not monday <= race.day <= last:
                raise WrongInput(
                    f"The race on {race.day:%d.%m.%Y} is outside the plan, which runs "
                    f"from {monday:%d.%m.%Y} to {last:%d.%m.%Y}. Change one of them."
                )
        return replace(self, first_day=monday)

    def as_json(self) -> dict[str, object]:
        """Plain values, as a plan keeps them."""
        values = asdict(self)
        values["first_day"] = self.first_day.isoformat()
        values["races"] = [
            {**asdict(race), "day": race.day.isoformat()} for race in self.races
        ]
        values["runs"] = [asdict(run) for run in self.runs]
        values["closed"] = [_slot_text(slot) for slot in self.closed]
        values["pins"] = {name: _slot_text(slot) for name, slot in self.pins.items()}
        values["assignment"] = [_slot_text(slot) for slot in self.assignment]
        for key in ("excluded", "protected"):
            values[key] = list(values[key])
        return values


def choices_of(values: Mapping[str, Any]) -> Choices:
    """Choices from the plain values of a plan.

    Raises:
        WrongInput: they are not what `as_json` writes.
    """
    known = dict(values)
    try:
        known["first_day"] = date.fromisoformat(known["first_day"])
        known["races"] = tuple(
            Race(**{**race, "day": date.fromisoformat(race["day"])})
            for race in known.get("races", ())
        )
        known["runs"] = tuple(WeekRun(**run) for run in known.get("runs", ()))
        known["closed"] = tuple(_slot_of(one) for one in known.get("closed", ()))
        known["assignment"] = tuple(
            _slot_of(one) for one in known.get("assignment", ())
        )
        known["pins"] = {
            name: _slot_of(one) for name, one in known.get("pins", {}).items()
        }
        for key in ("excluded", "protected"):
            known[key] = tuple(known.get(key, ()))
        if known.get("gym", "gym") not in GYMS:
            raise ValueError(known["gym"])
        if known.get("age_group", "adult") not in AGE_GROUPS:
            raise ValueError(known["age_group"])
        return Choices(**known)
    except (KeyError, TypeError, ValueError) as reason:
        raise WrongInput(
            f"The choices of this plan cannot be read ({reason}); build it anew."
        ) from None


def _slot_text(slot: Slot) -> str:
    return str(slot)


def _slot_of(text: str) -> Slot:
    day, name = str(text).split()
    if name not in SLOTS:
        raise ValueError(text)
    return Slot(DAYS.index(day), name)

"""The chips of one week: which runs and lifts share a half day, and what they are called.

Down, the unit is a pixel; across, a day, which is 38 of them on the narrowest screen.
"""

from dataclasses import dataclass

import pandas as pd

from runlift.charts import sheet
from runlift.charts.board_bars import DAYS
from runlift.charts.board_rows import RANK
from runlift.charts.theme import ACTIVITY, SEVERITY

SLOTS = ("AM", "PM")
MOST = 3
"""Chips in half a day; what is more is counted."""
TOLD = 6
"""Lifts that a text names; what is more is counted."""
ROW = 46.0
GAP = 4.0
SIDE = 0.04

_RUN_LOOK = {"raceA": "race", "raceB": "race", "long + key": "key", "long+key": "key"}
_LEGS = frozenset(("moderate", "heavy", "very_heavy", "legs"))
_NEAR = ("conflict", "caution")
_FULL_DAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
_HALVES = {"AM": "morning", "PM": "evening"}

_RING = 3.5
"""How far a chip draws back from the ring around it: red on orange would not be seen."""
_LOW_RING = 2.5
_LOW = 18.0
"""A chip of this height or less has room for one small line only."""
_RING_DAY = 0.09
_ROOM = 7
"""Characters that fit across a chip."""


@dataclass(slots=True)
class Chip:
    """One run or lift as it is drawn."""

    day: int
    slot: str
    look_class: str
    """Empty for a chip that only counts what has no room."""
    name: str
    hover: str
    severity: str = ""
    top: float = 0.0
    bottom: float = 0.0
    is_alone: bool = True

    @property
    def is_ringed(self) -> bool:
        """Whether there is something to say against it."""
        return self.severity in _NEAR

    @property
    def is_low(self) -> bool:
        """Whether it shares its half day with two others."""
        return self.bottom - self.top <= _LOW

    @property
    def inset(self) -> float:
        """Pixels between the place it has and its fill."""
        if not self.is_ringed:
            return 0.0
        return _LOW_RING if self.is_low else _RING

    @property
    def side(self) -> float:
        """The same to its left and right, in days."""
        return SIDE + (_RING_DAY if self.is_ringed else 0.0)


def _is_here(day: float, slot: object) -> bool:
    return day == day and 0 <= day < 7 and slot in SLOTS


def read_runs(runs: pd.DataFrame) -> list[Chip]:
    """The runs by time."""
    found = []
    for day, slot, run_class in zip(
        sheet.numbers(runs["day"]), runs["slot"], runs["run_class"], strict=True
    ):
        if not _is_here(day, slot):
            continue
        name = _RUN_LOOK.get(run_class, run_class)
        name = name if name in ACTIVITY else "easy"
        where = f"{DAYS[int(day)]} {slot}"
        word = ACTIVITY[name].word.capitalize()
        found.append(Chip(int(day), slot, name, name, sheet.story(word, where)))
    return sorted(found, key=_when)


def read_lifts(lifts: pd.DataFrame) -> list[Chip]:
    """The lifts by time."""
    found = []
    for day, slot, name, lift_class, severity in zip(
        sheet.numbers(lifts["day"]),
        lifts["slot"],
        lifts["name"],
        lifts["lift_class"],
        lifts["severity"],
        strict=True,
    ):
        if not _is_here(day, slot):
            continue
        called = sheet.short(name, 40) or "Lift"
        legs = sheet.safe(lift_class).replace("_", " ")
        rest = f"{DAYS[int(day)]} {slot}"
        if severity in SEVERITY:
            rest += f", {SEVERITY[severity].icon} {SEVERITY[severity].word}"
        found.append(
            Chip(
                int(day),
                slot,
                "legs" if lift_class in _LEGS else "upper",
                called,
                sheet.story(
                    f"{sheet.safe(called)} (for the legs: {legs or 'unknown'})", rest
                ),
                severity if severity in SEVERITY else "",
            )
        )
    return sorted(found, key=_when)


def _when(chip: Chip) -> tuple[int, int, str]:
    return (chip.day, SLOTS.index(chip.slot), chip.name)


def read_closed(closed: pd.DataFrame) -> set[tuple[int, str]]:
    """The half days without lifting."""
    return {
        (int(day), slot)
        for day, slot in zip(sheet.numbers(closed["day"]), closed["slot"], strict=True)
        if _is_here(day, slot)
    }


def top_of(slot: str) -> float:
    """Where a half day begins."""
    return SLOTS.index(slot) * (ROW + GAP)


def placed(chips: list[Chip]) -> list[Chip]:
    """Chips of one half day share its height, runs above lifts."""
    halves: dict[tuple[int, str], list[Chip]] = {}
    for chip in chips:
        halves.setdefault((chip.day, chip.slot), []).append(chip)
    found = []
    for (day, slot), group in halves.items():
        if len(group) > MOST:
            spare = group[MOST - 1 :]
            rest = "<br>".join(sheet.safe(chip.name, 40) for chip in spare[:TOLD])
            more = Chip(day, slot, "", f"+{len(spare)}", sheet.story("And", rest))
            group = [*group[: MOST - 1], more]
        high = (ROW - 2 * (len(group) - 1)) / len(group)
        for place, chip in enumerate(group):
            chip.top = top_of(slot) + place * (high + 2)
            chip.bottom = chip.top + high
            chip.is_alone = len(group) == 1
            found.append(chip)
    return found


def words_on(chip: Chip) -> str:
    """A name as it fits on its chip: on two lines where it is alone in its half day."""
    lines: list[str] = []
    for word in chip.name.split():
        if lines and len(lines[-1]) + 1 + len(word) <= _ROOM:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    room = 2 if chip.is_alone else 1
    kept = [sheet.short(line, _ROOM) for line in lines[:room]]
    if len(lines) > room and not kept[-1].endswith("…"):
        kept[-1] = kept[-1][: _ROOM - 1] + "…"
    return "<br>".join(sheet.safe(line) for line in kept)


def runs_text(runs: list[Chip]) -> str:
    """The runs by class, what matters most first: `2 runs: long Sunday, easy Monday.`."""
    days: dict[str, list[str]] = {}
    for run in sorted(runs, key=lambda one: RANK[one.look_class]):
        days.setdefault(run.look_class, []).append(_FULL_DAYS[run.day])
    told = ", ".join(
        f"{name} {sheet.listed(list(dict.fromkeys(on)))}" for name, on in days.items()
    )
    return f"{sheet.count_text(len(runs), 'run')}: {told}."


def lift_text(lift: Chip, runs: list[Chip]) -> str:
    """Where one lift is: `Lift 1 Tuesday evening after the key run`."""
    text = f"{sheet.short(lift.name, 24)} {_FULL_DAYS[lift.day]} {_HALVES[lift.slot]}"
    beside = [run for run in runs if run.day == lift.day]
    if beside:
        text += " " + _beside(lift, min(beside, key=lambda one: RANK[one.look_class]))
    if lift.is_ringed:
        text += f" ({SEVERITY[lift.severity].word})"
    return text


def _beside(lift: Chip, run: Chip) -> str:
    word = ACTIVITY[run.look_class].word
    if run.slot == lift.slot:
        return f"right after the {word}"
    is_before = SLOTS.index(lift.slot) < SLOTS.index(run.slot)
    return f"{'before' if is_before else 'after'} the {word}"

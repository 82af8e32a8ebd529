"""What stands on the sheet of a week, for the page that is printed and for the PDF."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from runlift.exercises.catalogue import Exercise
from runlift.program import plan_words
from runlift.program.plan import Plan, PlannedExercise, PlannedSession
from runlift.units import WeightUnit, day_text

Paper = Literal["a4", "letter"]

_FEWEST_COLUMNS, _MOST_COLUMNS = 3, 5
"""Sets beside each other; further ones stand below them."""
_NOTE, _TITLE = 300, 80
"""Texts are cut here on paper, or one of them would push a session off its page."""
_PHASES = 3
"""So many phases stand above a week, should its sessions be of more."""


@dataclass(frozen=True, slots=True)
class Row:
    """One exercise: what is asked, and room for what was done."""

    name: str
    asked: str
    note: str
    last: str
    """The weight of last time; empty where none is known."""
    sets: int
    fields: tuple[str, ...]
    """What to write down of each set: weight (empty: there is none), repetitions, RIR."""


@dataclass(frozen=True, slots=True)
class LiftSheet:
    """One lift."""

    title: str
    when: str
    note: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class WeekSheet:
    """One page."""

    title: str
    label: str
    """Whose week it is, where that has to be said."""
    days: tuple[tuple[str, tuple[str, ...]], ...]
    """Monday to Sunday: the day, and what is on it."""
    lines: tuple[str, ...]
    """Conflicts and the like, as they were passed in."""
    notes: tuple[str, ...]
    lifts: tuple[LiftSheet, ...]

    @property
    def columns(self) -> int:
        """How many sets stand beside each other."""
        most = max((row.sets for lift in self.lifts for row in lift.rows), default=0)
        return min(max(most, _FEWEST_COLUMNS), _MOST_COLUMNS)


def week_sheets(
    plan: Plan,
    exercises: Mapping[str, Exercise],
    unit: WeightUnit,
    last_kg: Mapping[str, float] | None = None,
    lines: Mapping[int, Sequence[str]] | None = None,
) -> tuple[WeekSheet, ...]:
    """The sheets of a plan, one a week.

    Args:
        plan: the plan.
        exercises: the catalogue, the athlete's own among it.
        unit: of the weights.
        last_kg: last time's weight of an exercise, by its id, where it is known.
        lines: conflicts of a week, in words, by its number.
    """
    return tuple(
        WeekSheet(
            title=_title(number, sessions),
            label=plan_words.house_label(sessions),
            days=_days(_monday(plan, number), sessions),
            lines=tuple(
                plan_words.short(line, _NOTE) for line in (lines or {}).get(number, ())
            ),
            notes=_notes(_monday(plan, number), sessions),
            lifts=tuple(
                _lift(one, exercises, unit, last_kg or {})
                for one in sessions
                if one.is_lift and one.status != "skipped"
            ),
        )
        for number, sessions in plan.weeks()
    )


def _monday(plan: Plan, week: int) -> date:
    return plan.first_day + timedelta(weeks=week - 1)


def _title(number: int, sessions: Sequence[PlannedSession]) -> str:
    phases = dict.fromkeys(
        plan_words.short(one.phase, _TITLE) for one in sessions if one.phase
    )
    changes = dict.fromkeys(
        plan_words.CHANGES.get(one.change, "") for one in sessions if one.change
    )
    said = [f"Week {number}", *list(phases)[:_PHASES], *filter(None, changes)]
    return " · ".join(said)


def _heading(one: PlannedSession) -> str:
    return plan_words.short(plan_words.heading(one), _TITLE)


def _days(
    monday: date, sessions: Sequence[PlannedSession]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The week's days; a session that was moved out of its week brings its day along."""
    days = {monday + timedelta(days=at) for at in range(7)}
    days |= {one.day for one in sessions}
    return tuple(
        (
            day_text(day, weekday=True),
            tuple(_entry(one) for one in sessions if one.day == day),
        )
        for day in sorted(days)
    )


def _entry(one: PlannedSession) -> str:
    lasting = plan_words.lasting(one.hours)
    said = f"{plan_words.clock(one)} {_heading(one)}, {lasting}"
    kind = plan_words.run_class(one)
    named = kind.casefold() in said.casefold()
    return said if named else f"{said}, {kind}"


def _notes(monday: date, sessions: Sequence[PlannedSession]) -> tuple[str, ...]:
    """Notes of runs; a lift has its own on its own sheet."""
    return tuple(
        f"{day_text(one.day, weekday=True)}, {_heading(one)}: "
        f"{plan_words.short(one.note, _NOTE)}"
        for one in sessions
        if one.note and not one.is_lift
    )


def _lift(
    one: PlannedSession,
    exercises: Mapping[str, Exercise],
    unit: WeightUnit,
    last_kg: Mapping[str, float],
) -> LiftSheet:
    return LiftSheet(
        title=_heading(one),
        when=f"{day_text(one.day, weekday=True)}, {plan_words.clock(one)}, "
        f"{plan_words.lasting(one.hours)}",
        note=plan_words.short(one.note, _NOTE),
        rows=tuple(_row(each, exercises, unit, last_kg) for each in one.exercises),
    )


def _row(
    one: PlannedExercise,
    exercises: Mapping[str, Exercise],
    unit: WeightUnit,
    last_kg: Mapping[str, float],
) -> Row:
    load = plan_words.load(one, exercises, unit)
    known = exercises.get(one.exercise_id)
    last = last_kg.get(one.exercise_id)
    return Row(
        name=plan_words.short(plan_words.name(one.exercise_id, exercises), _TITLE),
        asked=" · ".join(
            [
                f"{plan_words.amount(one)}{f' @ {load}' if load else ''}",
                *plan_words.how(one),
            ]
        ),
        note=plan_words.short(one.note, _NOTE),
        last="" if last is None else plan_words.weight(last, unit),
        sets=one.sets,
        fields=(
            "" if known and known.load_basis == "none" else unit,
            "s" if one.mode == "time" else "reps",
            "RIR",
        ),
    )

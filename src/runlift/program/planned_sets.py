"""A program's sets as a frame, one row an exercise and week: what transforms count."""

from collections.abc import Mapping

import pandas as pd

from runlift.exercises.catalogue import Exercise
from runlift.program.templates import Program

COLUMNS = (
    "program",
    "variant",
    "week",
    "workout",
    "place",
    "exercise_id",
    "exercise",
    "exercise_kind",
    "pattern",
    "leg_factor",
    "is_unilateral",
    "is_per_side",
    "sets",
    "reps_low",
    "reps_high",
)


def planned_sets(
    program: Program, exercises: Mapping[str, Exercise], sets: int | None = None
) -> pd.DataFrame:
    """What a program asks for, week by week.

    Args:
        program: the template.
        exercises: the catalogue; has every exercise of the program.
        sets: how many sets an athlete chose where the program has a range.

    Returns:
        `COLUMNS`: program (its id), variant (`3 sets` where sets are chosen, else
        `week 1`), week, workout (its id), place (from 1, in the workout), what the
        catalogue says of the exercise, is_per_side, sets, reps_low and reps_high (of
        one side where per side; missing for AMRAP and holds).
    """
    rows = []
    for workout in program.workouts:
        for place, slot in enumerate(workout.slots, 1):
            one = exercises[slot.exercise_id]
            for asked in slot.weeks:
                low, high = asked.reps or (None, None)
                rows.append(
                    (
                        program.program_id,
                        _variant(program, sets, asked.week),
                        asked.week,
                        workout.workout_id,
                        place,
                        one.exercise_id,
                        one.name,
                        one.kind,
                        one.pattern,
                        one.leg_factor,
                        one.is_unilateral,
                        slot.is_per_side,
                        asked.sets_for(sets),
                        low,
                        high,
                    )
                )
    found = pd.DataFrame(rows, columns=list(COLUMNS))
    return found.astype({"reps_low": float, "reps_high": float})


def _variant(program: Program, sets: int | None, week: int) -> str:
    if sets is None:
        return f"week {week}"
    said = f"{sets} {'set' if sets == 1 else 'sets'}"
    return said if len(program.weeks) == 1 else f"{said}, week {week}"


def every_planned_set(
    programs: Mapping[str, Program], exercises: Mapping[str, Exercise]
) -> pd.DataFrame:
    """Every program in every variant an athlete can choose, as `planned_sets` does it."""
    parts = [
        planned_sets(program, exercises, sets)
        for program in programs.values()
        for sets in program.set_choices or (None,)
    ]
    return pd.concat(parts, ignore_index=True)

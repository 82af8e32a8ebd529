"""The first loads of a plan: from the log's estimated 1RM, or by reserve alone.

Never from body weight: what a stranger of the same weight lifts says nothing about a
first session.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from runlift.exercises.catalogue import Exercise
from runlift.program.age import AgeGroup, for_the_young
from runlift.program.plan import PlannedExercise
from runlift.science import strength
from runlift.science.policy import Policy
from runlift.units import WeightUnit, load_in, load_out

_ROUNDING = 1e-6
_LOADED = frozenset({"total", "per_hand", "per_side_plates", "machine_stack"})
"""How a load is entered where a share of a 1RM means a weight to take."""

_BARBELL = frozenset(
    {
        "barbell",
        "ez_bar",
        "trap_bar",
        "safety_bar",
        "landmine",
        "smith_machine",
        "plate",
    }
)
BARS = frozenset({"barbell", "smith_machine", "safety_bar"})
"""What weighs as much as a bar before anything is put on it."""
_DUMBBELL = frozenset({"dumbbell", "kettlebell", "medicine_ball"})


@dataclass(frozen=True, slots=True)
class KnownLift:
    """What the log knows of an exercise."""

    e1rm_kg: float
    sessions: int
    last_day: date


@dataclass(frozen=True)
class Lifter:
    """Whose loads they are."""

    known: Mapping[str, KnownLift]
    """By exercise id."""
    policy: Policy
    formula: str = strength.DEFAULT_FORMULA
    weight_unit: WeightUnit = "kg"
    age_group: AgeGroup = "adult"
    is_beginner: bool = False
    is_load_free: bool = False
    """No loads at all: pregnancy, or whenever a clinician or coach chooses them."""


def step_kg(exercise: Exercise, unit: WeightUnit, policy: Policy) -> float:
    """The smallest change of load that can be made, in kg."""
    kind = "machine"
    if exercise.equipment in _BARBELL:
        kind = "barbell"
    elif exercise.equipment in _DUMBBELL:
        kind = "dumbbell"
    step = load_in(policy.number(f"planning.step_{kind}_{unit}"), unit)
    return step / 2 if exercise.load_basis == "per_side_plates" else step


def rounded_down(load_kg: float, step: float) -> float:
    """The multiple of a step that is not above a load."""
    return step * int(load_kg / step + _ROUNDING)


def loadable(
    load_kg: float, exercise: Exercise, unit: WeightUnit, policy: Policy
) -> float | None:
    """What can be loaded and is not above a load; None below the empty bar or a step."""
    if not load_kg > 0:
        return None
    load = rounded_down(load_kg, step_kg(exercise, unit, policy))
    least = policy.number("plates.bar_kg") if exercise.equipment in BARS else 0.0
    return load if load > 0 and load >= least - _ROUNDING else None


def too_light(exercise: Exercise) -> str:
    """What is said where there is no load that light."""
    if exercise.equipment in BARS:
        return "Lighter than the empty bar: take a lighter bar, or dumbbells."
    return "Lighter than the smallest step: take the least."


def is_loaded(exercise: Exercise) -> bool:
    """Whether a share of a 1RM of it means a weight to take."""
    return exercise.kind == "hard" and exercise.load_basis in _LOADED


def with_first_load(
    asked: PlannedExercise, exercise: Exercise, day: date, lifter: Lifter
) -> PlannedExercise:
    """What is asked, with a load where the log can carry one, and the reason in words.

    Args:
        asked: what the program asks, with percent or reserve.
        exercise: of the catalogue.
        day: on which it is to be done; old estimates count less and less.
        lifter: whose log it is.
    """
    if lifter.age_group == "under_18":
        asked = for_the_young(asked, exercise.kind, lifter.policy)
    if not is_loaded(exercise):
        return _with_reason(asked, _without_weight(exercise))
    refused = _no_estimate(exercise, day, lifter)
    if refused:
        return replace(asked, percent=None, reason=refused)
    known = lifter.known[exercise.exercise_id]
    # An estimate is no better than a kilogram or a pound.
    rough = round(load_out(known.e1rm_kg, lifter.weight_unit))
    about = f"of {rough} {lifter.weight_unit}, your estimated 1RM"
    if asked.percent is not None:
        wanted = known.e1rm_kg * asked.percent / 100
        said = f"{asked.percent:g} % {about}"
    elif asked.reps is not None and asked.usual_rir is not None:
        reps = (asked.usual_reps or 0) + asked.usual_rir
        wanted = float(
            strength.load_for(known.e1rm_kg, reps, lifter.formula, lifter.policy)
        )
        said = f"{asked.usual_reps} with {asked.usual_rir:g} in reserve, {about}"
    else:
        return _with_reason(asked, "As heavy as stays clean.")
    if math.isnan(wanted):
        # Of so many repetitions no formula knows anything.
        return _with_reason(asked, "As heavy as leaves the reserve.")
    load = loadable(wanted, exercise, lifter.weight_unit, lifter.policy)
    if load is None:
        return _with_reason(asked, too_light(exercise))
    return replace(asked, load_kg=load, reason=f"{said}, rounded down.")


def _no_estimate(exercise: Exercise, day: date, lifter: Lifter) -> str:
    """Why there is no load to name; empty where there is one."""
    reserve = "choose a weight that leaves the reserve"
    if lifter.is_load_free:
        return f"No load is set: {reserve}, as agreed with who looks after you."
    if lifter.age_group == "under_18":
        return f"Under 18 without shares of a maximum: {reserve}."
    known = lifter.known.get(exercise.exercise_id)
    if known is None:
        return f"Not in your log yet: {reserve}."
    least = int(lifter.policy.number("planning.least_sessions"))
    if known.sessions < least:
        return f"Done fewer than {least} times: {reserve}."
    if (day - known.last_day).days > lifter.policy.number("planning.recent_days"):
        return f"Last done on {known.last_day:%d.%m.%Y}, too long ago: {reserve}."
    return ""


def _without_weight(exercise: Exercise) -> str:
    if exercise.kind == "hold":
        return "Held as long as the position stays good."
    if exercise.kind in ("plyometric", "throw"):
        return "Fast and fresh; stop when height or speed drops."
    words = {
        "bodyweight": "Body weight; add weight once all repetitions are easy.",
        "band": "A band that leaves the reserve.",
        "assist": "As much help as leaves the reserve; less help is progress.",
    }
    return words.get(exercise.load_basis, "As heavy as leaves the reserve.")


def _with_reason(asked: PlannedExercise, reason: str) -> PlannedExercise:
    return replace(asked, percent=None, reason=reason)

"""What the catalogue's words mean to a person: patterns, implements, loads, rests."""

from collections.abc import Mapping
from types import MappingProxyType

from runlift.exercises.catalogue import Exercise, LoadBasis, Role

_PATTERNS: Mapping[str, str] = MappingProxyType(
    {
        "calf_knee_extended": "Calf, knee straight",
        "calf_knee_flexed": "Calf, knee bent",
        "dorsiflexion": "Shin (dorsiflexion)",
        "core_anti_extension": "Trunk against arching",
        "core_anti_lateral_flexion": "Trunk against bending sideways",
        "core_anti_rotation": "Trunk against turning",
        "core_flexion": "Trunk curl",
        "core_rotation": "Trunk rotation",
        "core_lateral_flexion": "Side bend",
        "plyometric": "Jump",
        "olympic": "Olympic lift",
        "full_body": "Whole body",
        "scapular": "Shoulder blade",
        "cardio": "Endurance",
    }
)
_EQUIPMENT: Mapping[str, str] = MappingProxyType(
    {
        "ez_bar": "EZ bar",
        "smith_machine": "Smith machine",
        "cardio_machine": "Endurance machine",
        "suspension": "Suspension trainer",
        "unspecified": "Implement not stated",
        "other": "Other implement",
        "bodyweight": "Body weight",
    }
)
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "hard": "Lift",
        "hold": "Hold, by time",
        "plyometric": "Jump",
        "throw": "Throw",
        "cardio": "Endurance",
        "mobility": "Mobility",
    }
)
_LOADS: Mapping[LoadBasis, str] = MappingProxyType(
    {
        "total": "the whole weight",
        "per_hand": "the weight in each hand",
        "per_side_plates": "the plates on each side",
        "machine_stack": "the stack of a machine",
        "assist": "the help of a machine",
        "band": "a band",
        "bodyweight": "weight added to the body",
        "none": "no weight",
    }
)
_RESTS: Mapping[str, str] = MappingProxyType(
    {
        "heavy": "Heavy",
        "moderate": "Moderate",
        "accessory": "Accessory",
        "power": "Power",
    }
)
ROLES: Mapping[Role, str] = MappingProxyType(
    {"primary": "primary", "secondary": "secondary", "stabiliser": "stabilises"}
)
"""What a muscle does in an exercise."""


def pattern_word(pattern: str) -> str:
    """The movement, such as "Horizontal push"."""
    return _PATTERNS.get(pattern, pattern.replace("_", " ").capitalize())


def equipment_word(equipment: str) -> str:
    """The implement, such as "EZ bar"."""
    return _EQUIPMENT.get(equipment, equipment.replace("_", " ").capitalize())


def kind_word(kind: str) -> str:
    """What sets of it are, such as "Hold, by time"."""
    return _KINDS[kind]


def load_word(basis: LoadBasis) -> str:
    """What the logged number is, such as "the weight in each hand"."""
    return _LOADS[basis]


def rest_word(rest_class: str | None) -> str:
    """The class of rest; "No class" where nobody rests by the clock."""
    return _RESTS[rest_class] if rest_class else "No class"


def consequences(exercise: Exercise) -> tuple[str, ...]:
    """What follows from how this exercise is logged, a sentence each.

    They say what `science.strength.load_for_e1rm` and `tonnage_per_rep` do.
    """
    is_scored = exercise.kind == "hard"
    said = [_about_load(exercise)]
    if is_scored and exercise.is_unilateral and exercise.load_basis == "per_hand":
        said.append(
            "One side works at a time: a set done on both sides counts twice in "
            "kilograms moved, not four times, and once for each muscle."
        )
    elif exercise.is_unilateral:
        said.append(
            "One side works at a time: a set done on both sides counts twice in "
            "kilograms moved and once for each muscle."
        )
    if not is_scored:
        said.append("It has no estimated 1RM.")
    return tuple(said)


def _about_load(exercise: Exercise) -> str:
    basis = exercise.load_basis
    share = exercise.bodyweight_fraction
    if basis == "total":
        return "The number is everything you lift, the bar included."
    if basis == "per_hand":
        return (
            "The number is one of two weights: two dumbbells count twice in kilograms "
            "moved, the estimated 1RM is per hand."
        )
    if basis == "per_side_plates":
        return (
            "The number is the plates of one side and counts twice; the bar is not "
            "known and not added."
        )
    if basis == "machine_stack":
        return (
            "The number is the stack as the machine shows it, which another machine "
            "will not share."
        )
    if basis == "band":
        return "A band has no weight worth comparing: sets count, kilograms do not."
    if basis == "none":
        return "No weight belongs to it: sets count, kilograms do not."
    if share is None:
        return "The number is extra weight; how much of the body is moved is not known."
    if basis == "assist":
        return (
            f"The number is help: {share:.0%} of your body mass less the number is what "
            "you lift, so more help is less load."
        )
    return (
        f"The number is extra weight: {share:.0%} of your body mass plus the number is "
        "what you lift; no number is body weight alone."
    )


def listed(words: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *first, last = words or [""]
    return f"{', '.join(first)} and {last}" if first else last

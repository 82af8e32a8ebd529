"""Who needs more care, by age, and what that changes in what is asked."""

from dataclasses import replace
from typing import Literal, get_args

from runlift.exercises.catalogue import Kind
from runlift.program.plan import PlannedExercise
from runlift.science.policy import Policy

AgeGroup = Literal["adult", "under_18", "over_60"]
AGE_GROUPS: tuple[AgeGroup, ...] = get_args(AgeGroup)


def for_the_young(
    asked: PlannedExercise, kind: Kind, policy: Policy
) -> PlannedExercise:
    """What is asked under 18: more repetitions, more left, no share of a maximum.

    Jumps and throws stay as few as they are: more of them would be harder, not easier.
    """
    if asked.reps is None or kind in ("plyometric", "throw"):
        return asked
    least_reps = int(policy.number("planning.under_18_reps"))
    least = policy.number("planning.under_18_rir")
    low, high = (max(one, least_reps) for one in asked.reps)
    rir = asked.rir or (least, least)
    return replace(
        asked,
        reps=(low, high),
        mode="fixed" if low == high else asked.mode,
        rir=(max(rir[0], least), max(rir[1], least)),
        percent=None,
        load_kg=None if asked.percent is not None else asked.load_kg,
    )

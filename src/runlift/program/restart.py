"""Where a cycle begins again: the new 1RM, from the heavy sets of the last one."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from runlift.program import progress_words as words
from runlift.program.done import DoneSet
from runlift.science import strength
from runlift.science.policy import Policy
from runlift.units import WeightUnit


@dataclass(frozen=True, slots=True)
class Restart:
    """The 1RM of the next cycle, and whether the athlete has to say something first."""

    one_rm_kg: float
    """What the loads come from as long as nothing else is said."""
    estimate_kg: float | None
    """What the heavy sets say; none where they say nothing."""
    is_accepted: bool
    """Whether the estimate is taken, or too little has changed to ask."""
    is_deload_offered: bool
    question: str | None
    reason: str


def restart(
    old_1rm_kg: float,
    top_sets: Sequence[DoneSet],
    policy: Policy,
    *,
    weight_unit: WeightUnit = "kg",
    formula: str = strength.DEFAULT_FORMULA,
) -> Restart:
    """The 1RM to begin the next cycle with.

    The best estimate of the heavy weeks is taken where it differs from the old 1RM by
    what six weeks may change; where it is not higher the loads stay, and a lighter week
    is offered. Anything else is asked about, and the old 1RM stays until the answer.

    Args:
        old_1rm_kg: what the loads of the last cycle came from.
        top_sets: sets of the weeks `progression.restart_weeks`; a reserve that was not
            logged counts as none.
        policy: `progression.restart_change`, section `e1rm`.
        weight_unit: for the words.
        formula: of the estimated 1RM.
    """

    def said(load_kg: float) -> str:
        return words.load(load_kg, weight_unit, 1)

    first, last = (int(one) for one in policy.numbers("progression.restart_weeks"))
    known = [one for one in top_sets if one.load_kg is not None and one.reps]
    estimates = strength.e1rm(
        [one.load_kg or 0.0 for one in known],
        strength.effective_reps(
            [one.reps or 0 for one in known],
            [np.nan if one.rir is None else one.rir for one in known],
        ),
        formula,
        policy,
    )
    if not np.isfinite(estimates).any():
        reason = (
            f"Weeks {first} to {last} have no set with load and repetitions: the loads "
            f"come from {said(old_1rm_kg)} as before."
        )
        return Restart(old_1rm_kg, None, True, False, None, reason)
    at = int(np.nanargmax(estimates))
    new, best = float(estimates[at]), known[at]
    change = 100 * (new / old_1rm_kg - 1)
    lowest, highest = policy.numbers("progression.restart_change")
    left = "" if best.rir is None else f" with {words.number(best.rir)} in reserve"
    told = (
        f"{said(best.load_kg or 0)} × {best.reps}{left} is an estimated 1RM of "
        f"{said(new)}"
    )
    if change > highest:
        return Restart(
            old_1rm_kg,
            new,
            False,
            False,
            f"{told}, {words.percent(change)} above {said(old_1rm_kg)}. Were load, "
            "repetitions and reserve right, and is it to be the new one?",
            f"{told}, more than {words.percent(highest)} above the last: the loads come "
            f"from {said(old_1rm_kg)} until you say so.",
        )
    if change > 0:
        reason = f"{told}, {words.percent(change)} above the last."
        return Restart(new, new, True, False, None, reason)
    same = (
        f"the same loads as in the last cycle, by the reserve, from {said(old_1rm_kg)}"
    )
    if change < lowest:
        return Restart(
            old_1rm_kg,
            new,
            False,
            True,
            f"{told}, {words.percent(-change)} below {said(old_1rm_kg)}. Begin again "
            "with the loads of the last cycle, or with lower ones from the new 1RM?",
            f"{told}, below the last: {same}; a lighter week first is an option.",
        )
    reason = f"{told}, not above the last: {same}; a lighter week first is an option."
    return Restart(old_1rm_kg, new, True, True, None, reason)

"""The rules of the next load: up by a small step, the same, or a little less."""

import math
from dataclasses import replace

from runlift.program import progress_words as words
from runlift.program.done import last_raise, lowest_of_week
from runlift.program.plan import PlannedExercise
from runlift.program.progress_case import ROUNDING, Case, Next, Step, as_asked
from runlift.science import strength


def by_percent(case: Case, load_kg: float) -> Next:
    """The load where the program says a share of the 1RM.

    Its week sets the load. A session that lacked something holds it, two lower it.
    """
    wanted = case.scale.weight(load_kg)
    if case.is_incomplete_often:
        return _lower(case, wanted, f"{case.told}, not all for the second time")
    asks = f"{case.asks} {words.number(case.next.percent or 0)} %"
    if not case.is_complete(case.last):
        kept = min(wanted, case.weight)
        return _at(case, kept, f"{case.told}: {asks}, but not above the last load")
    if wanted <= case.weight + ROUNDING:
        return _at(case, wanted, f"{case.told}: {asks}")
    return _up(case, wanted, f"{case.told}: {asks}")


def by_what_was_done(case: Case) -> Next:
    """The load where the program says none: the last session tells what is possible.

    Where the next session asks the same as the last, a step. Where it asks other
    repetitions, what the estimated 1RM lets one lift so many times.
    """
    possible = _possible(case)
    if case.is_missed_often:
        most = case.weight if possible is None else possible
        return _lower(case, most, f"{case.told}, too heavy for the second time")
    is_done = case.is_complete(case.last)
    if possible is None:
        if is_done:
            return _up(case, case.weight + _step(case), case.told)
        return _at(case, case.weight, f"{case.told}: the same load again{_try(case)}")
    asks = f"{case.asks} {words.amount(case.next)}{_in_reserve(case.next)}"
    lead = f"{case.told}: {asks}, by the estimated 1RM{_assumed(case, is_done)}"
    if not is_done:
        return _at(case, min(case.scale.down(possible), case.weight), lead)
    target = case.scale.near(possible)
    if _effort(case.next) <= _effort(case.now):
        target = max(target, case.weight)
    if target > case.weight + ROUNDING:
        return _up(case, target, lead)
    if possible > case.weight + ROUNDING and case.is_step_large:
        return _more_reps(case, lead)
    return _at(case, target, lead)


def _try(case: Case) -> str:
    is_range = case.next.mode == "range"
    return ", one repetition more where it stays clean" if is_range else ""


def _assumed(case: Case, is_done: bool) -> str:
    """What was taken for granted in the estimate."""
    if any(one.rir is not None for one in case.last.sets):
        return ""
    return " with the reserve as asked" if is_done else " with nothing in reserve"


def _effort(asked: PlannedExercise) -> float:
    """Repetitions asked for, done and in reserve; NaN where the reserve is not said."""
    reserve = math.nan if asked.usual_rir is None else asked.usual_rir
    return (asked.usual_reps or math.nan) + reserve


def _possible(case: Case) -> float | None:
    """The weight that the last session lets one lift as the next one asks.

    None where it asks the same as the last, or where no 1RM can be estimated. A reserve
    that was not logged is the one that was asked for where all was done, else nothing.
    """
    if (case.now.reps, case.now.rir) == (case.next.reps, case.next.rir):
        return None
    is_done = case.is_complete(case.last)
    assumed = (case.now.usual_rir or 0.0) if is_done else 0.0
    estimates = strength.e1rm(
        [case.scale.weight(one.load_kg or 0.0) for one in case.last.sets],
        [
            (one.reps or 0) + (assumed if one.rir is None else one.rir)
            for one in case.last.sets
        ],
        case.formula,
        case.policy,
    ).tolist()
    best = max((one for one in estimates if not math.isnan(one)), default=math.nan)
    found = strength.load_for(best, _effort(case.next), case.formula, case.policy)
    return None if math.isnan(float(found)) else float(found)


def _step(case: Case) -> float:
    """How much more, before it is rounded to what can be loaded."""
    weight, step, limits = case.weight, case.scale.step_kg, case.limits
    usual = math.ceil(weight * limits.usual / step - ROUNDING) * step
    clamped = max(weight * limits.least, min(usual, weight * limits.most))
    return max(clamped, step)


def _up(case: Case, wanted: float, lead: str) -> Next:
    """More load, as far and as soon as the limits let it."""
    lowest = lowest_of_week(case.weights, case.day)
    week = words.percent(case.limits.week * 100)
    if case.is_step_large and case.fewest < case.most_reps:
        return _more_reps(case, lead)
    raised = last_raise(case.weights)
    apart = int(case.policy.number("progression.apart_d"))
    if raised is not None and (case.day - raised).days < apart:
        since = f"the load went up less than {apart} days before"
        return _at(case, case.weight, f"{lead}, but {since}")
    if case.is_step_large:
        if lowest < case.weight - ROUNDING:
            return _at(case, case.weight, f"{lead}, and the load went up this week")
        target = case.scale.down(case.weight + case.scale.step_kg)
    else:
        wanted = case.scale.down(wanted)
        target = min(wanted, case.scale.down(lowest * (1 + case.limits.week)))
        if target <= case.weight + ROUNDING:
            return _at(case, case.weight, f"{lead}, and {week} in a week is the most")
        if target < wanted - ROUNDING:
            lead = f"{lead}, as far as {week} in a week go"
    return _at(case, target, lead)


def _lower(case: Case, most: float, lead: str) -> Next:
    """Less load, and never more than what else would be asked."""
    share = case.policy.number("progression.back_off")
    weight = case.weight
    # With more help than is lifted of the body there is nothing to take a share of.
    less = share * weight if weight > 0 else weight - case.scale.step_kg
    target = case.scale.down(min(less, most))
    if target < weight - ROUNDING:
        return _at(case, target, lead)
    found = _at(case, weight, f"{lead}, and this is the least that can be loaded")
    return replace(found, note="Consider an easier variant for a while.")


def _more_reps(case: Case, lead: str) -> Next:
    reps = case.more_reps
    kind: Step = "reps" if reps[1] > case.fewest else "hold"
    step = words.load(case.scale.step_kg, case.unit)
    kept = words.entered(case.weight, case.scale, case.unit)
    reason = (
        f"{lead}; {step} would be too large a step, so {kept} stays and {reps[1]} of "
        "each are asked for."
    )
    found = as_asked(case.next, case.scale.entered(case.weight), kind, reason)
    return replace(found, reps=reps)


def _at(case: Case, weight: float, lead: str) -> Next:
    """The next session at a weight, with the change in words."""
    joint = "," if ": " in lead else ":"
    if abs(weight - case.weight) <= ROUNDING:
        kept = words.entered(case.weight, case.scale, case.unit)
        said = "" if "the same load" in lead else f"{joint} {kept} again"
        entered = case.scale.entered(case.weight)
        return as_asked(case.next, entered, "hold", f"{lead}{said}.")
    kind: Step = "raise" if weight > case.weight else "lower"
    said = words.change(case.weight, weight, case.scale, case.unit)
    entered = case.scale.entered(weight)
    return as_asked(case.next, entered, kind, f"{lead}{joint} {said}.")


def _in_reserve(asked: PlannedExercise) -> str:
    if asked.rir is None:
        return ""
    low, high = (words.number(one) for one in asked.rir)
    return f" with {low if low == high else f'{low}–{high}'} in reserve"

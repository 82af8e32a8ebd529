"""The next target of an exercise after it was done, and the reason in words.

Load comes before repetitions: when all was done that was asked, the load goes up by a
small step. Only where the smallest plate is too large a step do repetitions come first.
Programs that say a share of the 1RM, or other repetitions each week, set the direction;
what was done sets the limits. Nobody is asked for two steps at once.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from runlift.exercises.catalogue import Kind, LoadBasis
from runlift.program import progress_words as words
from runlift.program.age import AgeGroup, for_the_young
from runlift.program.done import DoneExercise as DoneExercise
from runlift.program.done import DoneSet as DoneSet
from runlift.program.done import Scale, weight_of, working
from runlift.program.load_steps import by_percent, by_what_was_done
from runlift.program.open_targets import Target, next_hold, next_open
from runlift.program.plan import PlannedExercise
from runlift.program.progress_case import Case, Step, as_asked, limits
from runlift.program.progress_case import Next as Next
from runlift.science import strength
from runlift.science.policy import Policy
from runlift.units import WeightUnit

_LOADED = frozenset({"total", "per_hand", "per_side_plates", "machine_stack"})


def next_target(
    asked_now: PlannedExercise,
    asked_next: PlannedExercise,
    history: Sequence[DoneExercise],
    *,
    day: date,
    step_kg: float,
    policy: Policy,
    least_kg: float = 0.0,
    basis: LoadBasis = "total",
    kind: Kind = "hard",
    carried_kg: float = 0.0,
    week: int | None = None,
    is_beginner_week: bool = False,
    age_group: AgeGroup = "adult",
    weight_unit: WeightUnit = "kg",
    formula: str = strength.DEFAULT_FORMULA,
) -> Next:
    """The next target of one exercise.

    Args:
        asked_now: what the program asked in the last session, without what an earlier
            target had added to it.
        asked_next: what it asks in the next one; with a percent, its load is the
            program's.
        history: the sessions in which it was done, oldest first.
        day: of the next session.
        step_kg: the smallest change that can be loaded, as entered.
        policy: sections `progression`, `planning` and `e1rm`.
        least_kg: the lightest load there is, such as the empty bar.
        basis: how the load is entered.
        kind: of the catalogue.
        carried_kg: what is lifted of the body with it; 0 where that is not known.
        week: of the program, to name it.
        is_beginner_week: whether it is one of a beginner's first weeks
            (`progression.beginner_weeks`).
        age_group: under 18 and over 60 have limits of their own.
        weight_unit: for the reason.
        formula: of the estimated 1RM.
    """
    is_young = age_group == "under_18"
    if is_young:
        asked_now = for_the_young(asked_now, kind, policy)
        asked_next = for_the_young(asked_next, kind, policy)
    done = working(history)
    if not done:
        return _first(asked_next, is_beginner_week, policy)
    if kind in ("plyometric", "throw"):
        reason = "As the program has it: speed and height count, not numbers."
        return as_asked(asked_next, _last_load(done[-1]), "hold", reason)
    if asked_next.mode == "time":
        held = next_hold(done[-1], asked_next, is_young, policy)
        return _open(asked_next, done[-1], held)
    if asked_next.reps is None:
        target = next_open(done[-1], asked_next, is_young, policy)
        return _open(asked_next, done[-1], target)
    # Nothing at all is no load of a barbell, a dumbbell or a stack.
    lightest = max(least_kg, step_kg) if basis in _LOADED else least_kg
    scale = Scale(step_kg, basis, carried_kg, lightest)
    weights = [
        weight_of(one, asked_now if at == len(done) else one.asked or asked_now, scale)
        for at, one in enumerate(done, 1)
    ]
    is_loaded = _has_load(done[-1], basis)
    if is_loaded and weights[-1] is None:
        reason = "The load of the last session was not logged: choose by the reserve."
        return as_asked(asked_next, asked_next.load_kg, "hold", reason)
    pairs = list(zip(done, weights, strict=True))
    case = Case(
        now=asked_now,
        next=asked_next,
        done=[one for one, weight in pairs if weight is not None or not is_loaded],
        weights=[(one.day, weight) for one, weight in pairs if weight is not None],
        day=day,
        scale=scale,
        limits=limits(is_beginner_week, age_group, policy),
        policy=policy,
        formula=formula,
        week=week,
        unit=weight_unit,
    )
    if not is_loaded:
        return _without_load(case)
    if asked_next.percent is not None and asked_next.load_kg is not None:
        return by_percent(case, asked_next.load_kg)
    return by_what_was_done(case)


def sets_of_ramp(start_sets: int, week: int, target_sets: int) -> int:
    """A beginner's sets in a week: one more each week until the program's number."""
    return max(1, min(start_sets + week - 1, target_sets))


def _first(asked: PlannedExercise, is_beginner: bool, policy: Policy) -> Next:
    rir = asked.rir
    if is_beginner and rir is not None:
        least = policy.number("planning.first_rir")
        rir = (max(rir[0], least), max(rir[1], least))
    left = f"leaves {words.number(rir[0])}" if rir else "leaves some"
    reason = asked.reason or f"Not done yet: choose a weight that {left} in reserve."
    return replace(as_asked(asked, asked.load_kg, "first", reason), rir=rir)


def _open(asked: PlannedExercise, last: DoneExercise, target: Target) -> Next:
    """A target of AMRAP or of a hold, with the load that was last used."""
    kind: Step = "reps" if target.is_more else "hold"
    return replace(
        as_asked(asked, _last_load(last), kind, target.reason),
        reps=target.reps,
        seconds=target.seconds,
        rir=target.rir,
        note=target.note,
    )


def _last_load(last: DoneExercise) -> float | None:
    return max((one.load_kg for one in last.sets if one.load_kg), default=None)


def _has_load(last: DoneExercise, basis: LoadBasis) -> bool:
    """Whether there is a load that could change: none with the body alone or a band."""
    if basis in _LOADED:
        return True
    return basis in ("bodyweight", "assist") and _last_load(last) is not None


def _without_load(case: Case) -> Next:
    """With the body or a band alone: more repetitions, then another variant."""
    asked = case.next
    hold = as_asked(asked, None, "hold", f"{case.told}: the same again.")
    if case.is_missed_often:
        reason = f"{case.told}, for the second time: the same once more."
        note = "Consider an easier variant for a while."
        return replace(hold, reason=reason, note=note)
    if not case.is_complete(case.last):
        return hold
    if asked.reps != case.now.reps:
        reason = f"{case.told}: {case.asks} {words.amount(asked)}."
        return replace(hold, reason=reason)
    reps = case.more_reps
    if case.fewest < case.most_reps:
        reason = f"{case.told}: now {reps[1]} of each."
        return replace(hold, kind="reps", reps=reps, reason=reason)
    reason = f"{case.told}, and {reps[1]} of each are enough of this variant."
    more = "a stronger band" if case.scale.basis == "band" else "a little weight"
    return replace(
        hold, reps=reps, reason=reason, note=f"Consider a harder variant, or {more}."
    )

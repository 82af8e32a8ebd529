"""The lifts of a plan as Liftoscript, the text in which Liftosaur keeps a program.

Every week is written out, as the plan has it, and nothing is left for the app to
progress: two that both raise a weight would raise it twice.
"""

import re
from collections.abc import Iterator, Mapping

from runlift.exercises.catalogue import Exercise
from runlift.program import plan_words
from runlift.program.liftosaur_names import BUILT_IN
from runlift.program.plan import Plan, PlannedExercise, PlannedSession
from runlift.units import WeightUnit, day_text

_FORBIDDEN = re.compile(r"[/{}()#\[\]|!:,\\~]+")
"""What the name of an exercise may not hold; a comma would name its equipment."""
_NO_LOAD = ("bodyweight", "none")
_LEAST_HOLD_S = 1
"""A hold for as long as one can counts up from here until it is stopped."""


def to_liftoscript(
    plan: Plan, exercises: Mapping[str, Exercise], unit: WeightUnit
) -> str:
    """The lifts of the plan for Liftosaur's program editor, in its full mode.

    Args:
        plan: the plan; skipped lifts and runs are left out.
        exercises: the catalogue, the athlete's own among it.
        unit: of the weights.
    """
    lines = [*_head(plan, exercises)]
    for number, sessions in plan.weeks():
        lines += ["", *_week(number, sessions, exercises, unit)]
    return "\n".join(lines) + "\n"


def missing_names(plan: Plan, exercises: Mapping[str, Exercise]) -> list[str]:
    """Names that Liftosaur does not know: exercises to be made there first."""
    used = {each.exercise_id for one in _planned(plan) for each in one.exercises}
    return sorted(_name(key, exercises) for key in used if key not in BUILT_IN)


def _planned(plan: Plan) -> list[PlannedSession]:
    return [one for one in plan.lifts if one.status != "skipped"]


def _head(plan: Plan, exercises: Mapping[str, Exercise]) -> Iterator[str]:
    yield f"/// {plan_words.one_line(plan.name)}, from {day_text(plan.first_day)}"
    missing = missing_names(plan, exercises)
    if missing:
        yield (
            "/// Liftosaur has no such exercises; make them yours first, under Me, "
            f"Exercises: {'; '.join(missing)}"
        )


def _week(
    number: int,
    sessions: tuple[PlannedSession, ...],
    exercises: Mapping[str, Exercise],
    unit: WeightUnit,
) -> Iterator[str]:
    lifts = [one for one in sessions if one.is_lift and one.status != "skipped"]
    label = plan_words.house_label(lifts)
    if label:
        yield f"// {label}"
    phase = next((plan_words.one_line(one.phase) for one in lifts if one.phase), "")
    yield f"# Week {number}{f' - {phase}' if phase else ''}"
    for one in lifts:
        yield ""
        yield f"## {plan_words.heading(one)} - {day_text(one.day, weekday=True)}"
        yield from _day(one, exercises, unit)
    if not lifts:
        # A week without a day would shift all that follow.
        yield "## No lift"


def _day(
    session: PlannedSession, exercises: Mapping[str, Exercise], unit: WeightUnit
) -> Iterator[str]:
    seen: dict[str, int] = {}
    for one in session.exercises:
        name = _name(one.exercise_id, exercises)
        seen[name] = seen.get(name, 0) + 1
        # The same exercise twice on a day is an error there, unless it has a label.
        label = f"part{seen[name]}: " if seen[name] > 1 else ""
        said = _description(one)
        # A description is inherited until another stands there; an empty one ends it.
        yield f"// {said}" if said else "//"
        yield f"{label}{name} / {_sets(one)} / {_load(one, exercises, unit)}"


def _name(exercise_id: str, exercises: Mapping[str, Exercise]) -> str:
    if exercise_id in BUILT_IN:
        return BUILT_IN[exercise_id]
    plain = _FORBIDDEN.sub(" ", plan_words.name(exercise_id, exercises))
    return " ".join(plain.split()).lstrip(".") or "Exercise"


def _description(one: PlannedExercise) -> str:
    note = plan_words.one_line(one.note)
    said = [
        "Per side" if one.is_per_side else "",
        "As long as you can" if one.mode == "time" and not one.seconds else "",
        f"{plan_words.pair(one.seconds)} s" if one.seconds else "",
        f"Hold each repetition {plan_words.figure(one.pause_s)} s"
        if one.pause_s
        else "",
        "As fast as possible" if one.is_fast else "",
        f"Note: {note}" if note else "",
    ]
    return ". ".join(part for part in said if part)


def _sets(one: PlannedExercise) -> str:
    if one.mode == "amrap":
        return f"{one.sets}x1+"
    if one.mode == "time":
        low, high = one.seconds or (_LEAST_HOLD_S, 0)
        more = "" if low == high else "+"
        return f"{one.sets}x1 {max(round(low), 1)}s{more}|{one.rest_s}s"
    low, high = one.reps or (1, 1)
    return f"{one.sets}x{low}" if low == high else f"{one.sets}x{low}-{high}"


def _load(
    one: PlannedExercise, exercises: Mapping[str, Exercise], unit: WeightUnit
) -> str:
    """Weight or percent, effort and rest; a hold has its rest beside its time."""
    known = exercises.get(one.exercise_id)
    reserve = one.usual_rir
    parts = []
    if one.load_kg is not None:
        parts.append(plan_words.weight(one.load_kg, unit).replace(" ", ""))
    elif one.percent is not None:
        parts.append(f"{plan_words.figure(one.percent)}%")
    elif one.mode == "time" or (known and known.load_basis in _NO_LOAD):
        parts.append(f"0{unit}")
    if reserve is not None and reserve < 10:
        parts.append(f"@{plan_words.figure(10 - reserve, 1)}")
    if one.mode != "time":
        parts.append(f"{one.rest_s}s")
    return " ".join(parts)

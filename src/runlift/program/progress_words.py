"""What the next target says of the last session, in words and in the athlete's unit."""

from runlift.program.done import DoneExercise, Scale, counted, fewest, least_reserve
from runlift.program.plan import PlannedExercise
from runlift.units import WeightUnit, load_out


def number(value: float) -> str:
    """A number without zeros at its end: `2.5`, `3`."""
    return f"{round(value, 2):g}"


def percent(value: float) -> str:
    """A share in percent: `3.1 %`."""
    return f"{round(value, 1):g} %"


def load(load_kg: float, unit: WeightUnit, decimals: int = 2) -> str:
    """A load: `82.5 kg`."""
    return f"{number(round(load_out(load_kg, unit), decimals))} {unit}"


def change(before: float, after: float, scale: Scale, unit: WeightUnit) -> str:
    """From one weight to another: `+2.5 kg, 3.1 %`, `5 kg less help`."""
    gain = after - before
    if scale.is_help:
        said = f"{load(abs(gain), unit)} {'less' if gain > 0 else 'more'} help"
    else:
        said = f"{'+' if gain > 0 else '−'}{load(abs(gain), unit)}"
    if before <= 0:
        return said
    return f"{said}, {percent(abs(gain) / before * 100)}"


def entered(weight: float, scale: Scale, unit: WeightUnit) -> str:
    """A weight as the athlete loads it: `80 kg`, `20 kg of help`."""
    said = load(scale.entered(weight), unit)
    return f"{said} of help" if scale.is_help else said


def amount(asked: PlannedExercise) -> str:
    """Sets and what each is: `4 × 6`, `3 × 5–8`, `2 × 30 s`."""
    if asked.mode == "time":
        held = f"{number(asked.seconds[1])} s" if asked.seconds else "a hold"
        return f"{asked.sets} × {held}"
    if asked.reps is None:
        return f"{asked.sets} × as many as stay clean"
    low, high = asked.reps
    return f"{asked.sets} × {low if low == high else f'{low}–{high}'}"


def complete(done: DoneExercise, asked: PlannedExercise, scale: Scale) -> str:
    """A session in which all was done: `All 4 × 6 done with 2 in reserve`."""
    if asked.mode == "range" and asked.reps:
        sets = "The set" if asked.sets == 1 else f"All {asked.sets} sets"
        said = f"{sets} reached {asked.reps[1]}"
    else:
        said = f"All {asked.sets} × {fewest(done, asked, scale)} done"
    return f"{said}{_reserve(done, asked)}"


def _reserve(done: DoneExercise, asked: PlannedExercise) -> str:
    reserve = None if asked.mode == "time" else least_reserve(done)
    return "" if reserve is None else f" with {number(reserve)} in reserve"


def incomplete(done: DoneExercise, asked: PlannedExercise, scale: Scale) -> str:
    """What a session lacked: `22 of 24 repetitions done`."""
    if done.is_form_flagged:
        return "The form was off"
    sets = counted(done, asked, scale)
    if len(sets) < asked.sets:
        return f"{len(sets)} of {asked.sets} sets done"
    if asked.mode == "time":
        held = ", ".join(number(one.seconds or 0) for one in sets)
        return f"Held {held} s of {number(asked.seconds[1] if asked.seconds else 0)} s"
    top = asked.reps[1] if asked.reps else 0
    short = [one for one in sets if (one.reps or 0) < top]
    if short and asked.mode == "range":
        return f"{asked.sets - len(short)} of {asked.sets} sets reached {top}"
    if short:
        did = sum(min(one.reps or 0, top) for one in sets)
        return f"{did} of {asked.sets * top} repetitions done"
    left = least_reserve(done)
    said = "nothing" if not left else number(left)
    return f"All {amount(asked)} done, but with {said} in reserve"

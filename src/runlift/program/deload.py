"""Lighter weeks: what speaks for one, and an exercise as it is in one.

They are offered and never put in: no trial in runners says when one is needed.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from runlift.exercises.catalogue import Kind, LoadBasis
from runlift.program.done import Scale
from runlift.program.plan import PlannedExercise
from runlift.program.progress_words import number
from runlift.science.policy import Policy

_ROUNDING = 1e-6


def deload_reasons(
    *,
    day: date,
    cycles: int,
    falling: Sequence[str],
    is_race_week: bool,
    complaints: Mapping[date, float],
    policy: Policy,
) -> list[str]:
    """What speaks for a lighter week, in sentences; empty where nothing does.

    Args:
        day: from which one looks back.
        cycles: whole cycles done back to back, since the last lighter week.
        falling: main lifts whose estimated 1RM falls (`strength_trends`), by name.
        is_race_week: whether a B race is in the week.
        complaints: soreness or tiredness of 10 by day, the higher one.
        policy: section `deload`.
    """
    said = []
    if cycles >= policy.number("deload.cycles"):
        said.append(f"{cycles} whole cycles were done back to back.")
    if len(falling) >= policy.number("deload.falling_lifts"):
        names = " and ".join(
            one for one in (", ".join(falling[:-1]), falling[-1]) if one
        )
        said.append(f"The estimated 1RM of {names} is falling.")
    if is_race_week:
        said.append("There is a B race in the week.")
    many, days = (int(one) for one in policy.numbers("deload.complaint_days"))
    since = day - timedelta(days=days)
    high = policy.number("deload.complaint")
    sore = sum(
        since < when <= day and much >= high for when, much in complaints.items()
    )
    if sore >= many:
        said.append(
            f"Soreness or tiredness was {number(high)} of 10 or more on {sore} of the "
            f"last {days} days."
        )
    return said


def deload(
    asked: PlannedExercise,
    policy: Policy,
    *,
    step_kg: float,
    kind: Kind = "hard",
    basis: LoadBasis = "total",
    carried_kg: float = 0.0,
    least_kg: float = 0.0,
) -> PlannedExercise | None:
    """An exercise as a lighter week has it; none for jumps and throws.

    Half the sets (one at least), a tenth less load rounded down to what can be loaded,
    and more in reserve. A load is never below the smallest step: that is as light as
    it gets. A hold has no reserve; as many as possible becomes well short of that.

    Args:
        asked: what the program asks.
        policy: section `deload`.
        step_kg: the smallest change that can be loaded, as entered.
        kind: of the catalogue.
        basis: how the load is entered.
        carried_kg: what is lifted of the body with it; 0 where that is not known.
        least_kg: the lightest load there is, such as the empty bar.
    """
    if kind in ("plyometric", "throw"):
        return None
    least = policy.number("deload.rir")
    share = policy.number("deload.load")
    rir = asked.rir
    if rir is not None or asked.mode == "amrap":
        low, high = rir or (least, least)
        rir = (max(low, least), max(high, least))
    sets = max(1, math.ceil(asked.sets * policy.number("deload.sets") - _ROUNDING))
    left = "" if rir is None else f", {number(rir[0])} or more in reserve"
    lighter = " and less load" if asked.load_kg else ""
    return replace(
        asked,
        sets=sets,
        load_kg=_lighter(asked.load_kg, share, step_kg, basis, carried_kg, least_kg),
        percent=None if asked.percent is None else asked.percent * share,
        rir=rir,
        reason=f"A lighter week: {sets} of {asked.sets} sets{lighter}{left}.",
    )


def _lighter(
    load_kg: float | None,
    share: float,
    step_kg: float,
    basis: LoadBasis,
    carried_kg: float,
    least_kg: float,
) -> float | None:
    if not load_kg:
        return load_kg
    scale = Scale(step_kg, basis, carried_kg, least_kg)
    weight = scale.weight(load_kg)
    if scale.is_help and weight <= 0:
        return load_kg + step_kg
    # Of a pull-up with weight a tenth of the added weight goes, not of the body.
    light = scale.weight(share * load_kg) if basis == "bodyweight" else share * weight
    found = scale.entered(scale.down(light))
    return found if scale.is_help else max(found, min(load_kg, step_kg))

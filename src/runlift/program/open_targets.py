"""Targets without a load to change: holds, and as many repetitions as stay clean.

Reserve has no meaning there for adults. Under 18 nobody is asked for the most possible:
a few stay in reserve, and time or repetitions only grow where they did.
"""

from dataclasses import dataclass

from runlift.program.done import DoneExercise, least_reserve
from runlift.program.plan import PlannedExercise
from runlift.program.progress_words import number
from runlift.science.policy import Policy

_HARDER = "Consider a harder variant."


@dataclass(frozen=True, slots=True)
class Target:
    """Repetitions or seconds to reach, and why."""

    reps: tuple[int, int] | None
    seconds: tuple[float, float] | None
    rir: tuple[float, float] | None
    is_more: bool
    reason: str
    note: str = ""


def next_hold(
    done: DoneExercise, asked: PlannedExercise, is_young: bool, policy: Policy
) -> Target:
    """How long to hold next: a little longer once every set was held as long as asked.

    A hold for as long as one can grows with its longest set.
    """
    held = sorted((one.seconds or 0.0 for one in done.sets), reverse=True)
    step = policy.number("progression.hold_step_s")
    most = policy.number("progression.hold_most_s")
    longest = f"Longest {number(held[0])} s"
    if is_young and asked.seconds is None:
        same = (held[0], held[0])
        reason = f"{longest}: as long again, and stop before the position goes."
        return Target(None, same, None, False, reason)
    if asked.seconds is None:
        goal = step * (held[0] // step + 1)
        if held[0] >= most:
            reason = f"{longest}, and more time adds little."
            return Target(None, (most, most), None, False, reason, _HARDER)
        reason = f"{longest}: try for {number(min(goal, most))} s."
        return Target(None, (min(goal, most),) * 2, None, True, reason)
    shortest = held[: asked.sets][-1]
    times = ", ".join(number(one) for one in held[: asked.sets])
    if len(held) < asked.sets or shortest < asked.seconds[1] or done.is_form_flagged:
        off = ", and the form was off" if done.is_form_flagged else ""
        reason = f"Held {times} s of {number(asked.seconds[1])} s{off}: the same again."
        return Target(None, asked.seconds, None, False, reason)
    if shortest >= max(most, asked.seconds[1]):
        reason = f"Every set held {number(shortest)} s, and more time adds little."
        return Target(None, asked.seconds, None, False, reason, _HARDER)
    goal = step * (shortest // step + 1)
    reason = f"Every set held {number(shortest)} s: now {number(goal)} s."
    return Target(None, (min(asked.seconds[0], goal), goal), None, True, reason)


def next_open(
    done: DoneExercise, asked: PlannedExercise, is_young: bool, policy: Policy
) -> Target:
    """How many to reach next where as many as stay clean are asked for."""
    counts = sorted((one.reps or 0 for one in done.sets), reverse=True)
    best = counts[0]
    told = f"{', '.join(str(one) for one in counts)} last time"
    if is_young:
        return _young(best, told, done, policy)
    if done.is_form_flagged:
        reason = f"{told}, and the form was off: as many again, all of them clean."
        return Target((best, best), None, None, False, reason)
    if best >= policy.number("progression.open_most_reps"):
        reason = f"{told}, and more repetitions train endurance."
        return Target((best, best), None, None, False, reason, _HARDER)
    reason = f"{told}: {best + 1} in one set, if they stay clean."
    return Target((best + 1, best + 1), None, None, True, reason)


def _young(best: int, told: str, done: DoneExercise, policy: Policy) -> Target:
    least = policy.number("planning.under_18_rir")
    reserve = least_reserve(done)
    is_more = reserve is not None and reserve >= least and not done.is_form_flagged
    goal = max(best + is_more, int(policy.number("planning.under_18_reps")))
    reason = f"{told}: {goal}, with {number(least)} in reserve."
    return Target((goal, goal), None, (least, least), is_more, reason)

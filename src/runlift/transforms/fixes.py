"""What would make a lift and a run go together: moved, the other way round, less.

Every fix says how severe the pair would be then, judged by the same rules.
"""

import bisect
import math
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from runlift.science import interference
from runlift.science.interference import Severity, Verdict
from runlift.science.policy import Policy
from runlift.transforms import verdicts
from runlift.transforms.verdicts import rank

Fix = dict[str, Any]
"""kind, text, severity_after."""

LATEST_H = 21
"""Nobody begins to lift later in the evening on good advice."""

_LEAST_KEPT = 0.25
"""Less than this is no session any more."""

_EQUAL = 1e-9


def for_lift_before(
    lift: Any,
    run: Any,
    run_class: str,
    hours: float,
    is_same_day: bool,
    found: tuple[Verdict, Verdict],
    policy: Policy,
) -> Iterator[Fix]:
    """For a lift before a run: earlier, after the run, or with fewer sets."""
    now = max(rank(one.severity) for one in found)
    if now <= rank("info"):
        return
    is_timed = lift.is_clock_known and run.is_clock_known
    clear = max(
        max(one.conflict_h, one.caution_h) for one in found if one.severity != "ok"
    )
    earlier = _whole(clear - hours, is_timed)
    moved = lift.start_local - timedelta(hours=earlier)
    same_day = is_same_day and moved.date() == run.start_local.date()
    then = interference.worst(
        *verdicts.before(
            lift.lift_class,
            run_class,
            hours + earlier,
            lift.article_sets,
            same_day,
            policy,
        )
    )
    if rank(then.severity) < now:
        yield _fix(
            "move_lift",
            f"Lift at least {span(earlier)} earlier, so that {span(clear)} lie between.",
            then.severity,
        )
    gap = policy.number("spacing.same_day_h")
    later = run.end_local + timedelta(hours=gap)
    if not is_timed or (
        later.date() == run.start_local.date() and later.hour < LATEST_H
    ):
        swapped = verdicts.after(
            run_class, lift.lift_class, gap, True, policy, distance(run)
        )
        if rank(swapped.severity) < now:
            yield _fix(
                "swap_order",
                f"Run first and lift {span(gap)} or more after it, on the same day.",
                swapped.severity,
            )
    yield from _fewer_sets(lift, run_class, hours, is_same_day, now, policy)


def for_lift_after(
    lift: Any,
    run: Any,
    run_class: str,
    hours: float,
    is_same_day: bool,
    verdict: Verdict,
    policy: Policy,
) -> Iterator[Fix]:
    """For a lift too soon after a run: later."""
    if rank(verdict.severity) <= rank("info"):
        return
    is_timed = lift.is_clock_known and run.is_clock_known
    later = _whole(max(verdict.conflict_h, verdict.caution_h) - hours, is_timed)
    moved = lift.start_local + timedelta(hours=later)
    same_day = is_same_day and moved.date() == run.start_local.date()
    then = verdicts.after(
        run_class, lift.lift_class, hours + later, same_day, policy, distance(run)
    )
    if rank(then.severity) < rank(verdict.severity):
        yield _fix("move_lift", f"Lift {span(later)} later or more.", then.severity)


def _fewer_sets(
    lift: Any,
    run_class: str,
    hours: float,
    is_same_day: bool,
    now: int,
    policy: Policy,
) -> Iterator[Fix]:
    """The smallest cut that makes the pair milder: a lower class, or no heavy legs."""
    load, sets = float(lift.leg_load), int(lift.leg_sets)
    heavy = int(lift.article_sets)
    limits = policy.numbers("leg_load.class_limits")
    fewest = int(policy.number("leg_load.article_min_sets"))
    for kept in range(sets - 1, 0, -1):
        # Left out evenly over the exercises: the load and the heavy sets shrink alike.
        left = load * kept / sets
        lift_class = interference.LIFT_CLASSES[
            bisect.bisect_right(limits, left + _EQUAL)
        ]
        heavy_kept = heavy * kept // sets
        then = interference.worst(
            *verdicts.before(
                lift_class, run_class, hours, heavy_kept, is_same_day, policy
            )
        )
        if kept < sets * _LEAST_KEPT:
            return
        if rank(then.severity) < now:
            text = (
                f"Do {kept} leg sets instead of {sets}: then the session is "
                f"{words(lift_class)} for the legs"
            )
            if heavy_kept < fewest <= heavy:
                text += f" and has {heavy_kept} heavy sets"
            yield _fix("cut_sets", f"{text}.", then.severity)
            return


def _fix(kind: str, text: str, severity: Severity) -> Fix:
    return {"kind": kind, "text": text, "severity_after": severity}


def _whole(hours: float, is_timed: bool) -> int:
    """Rounded up to what people can plan: hours, and days where no clock is known."""
    if is_timed and hours <= 72:
        return math.ceil(hours)
    return 24 * math.ceil(hours / 24)


def distance(run: Any) -> float | None:
    """The run's distance in m, if known."""
    return float(run.distance_m) if run.distance_m == run.distance_m else None


def span(hours: float) -> str:
    """`9.8 h`, `24 h`, `5 days`."""
    if hours > 72 and hours % 24 == 0:
        return f"{hours / 24:.0f} days"
    return f"{hours:.1f}".removesuffix(".0") + " h"


def words(name: str) -> str:
    """A class of lift or run as people say it."""
    return {"raceA": "an A race", "raceB": "a race", "none": "no work"}.get(
        name, name.replace("_", " ")
    )

"""What would make a lift and a run go together: moved, the other way round, less.

Every fix says how severe the pair would be then, judged by the same rules, and is only
offered when nothing else is worse off by it (`around`).
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
from runlift.transforms.around import Around, Lift, Run, lift_of, run_of
from runlift.transforms.verdicts import rank
from runlift.units import day_text

Fix = dict[str, Any]
"""kind, text, severity_after, and `to`: the new start on the wall clock, or `None`."""

_DAYS_NEAREST_FIRST = (-1, 1, -2, 2, -3, 3)

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
    around: Around,
    policy: Policy,
) -> list[Fix]:
    """For a lift before a run: another day, after the run, fewer sets, the run moved.

    Where nothing is without harm, the way that at least mends this pair, and says so.
    """
    now = max(rank(one.severity) for one in found)
    if now <= rank("info"):
        return []
    ways = list(
        _before(lift, run, run_class, hours, is_same_day, now, found, around, policy)
    )
    if ways:
        return sorted(ways, key=lambda way: rank(way["severity_after"]))
    is_timed = lift.is_clock_known and run.is_clock_known
    clear, earlier = _clear(found, hours, is_timed)
    moved = _moved(lift_of(lift), -float(earlier))
    then = around.pair(moved, run_of(run, run_class))
    if rank(then.severity) >= now:
        return []
    return [
        _fix(
            "move_lift",
            f"Lift at least {span(earlier)} earlier, so that {span(clear)} lie between; "
            "the week is full, and it then comes near something else.",
            then.severity,
            lift.start_local - timedelta(hours=earlier),
        )
    ]


def _clear(
    found: tuple[Verdict, Verdict], hours: float, is_timed: bool
) -> tuple[float, int]:
    """The hours that have to lie between, and how many are missing."""
    clear = max(
        max(one.conflict_h, one.caution_h) for one in found if one.severity != "ok"
    )
    return clear, _whole(clear - hours, is_timed)


def _before(
    lift: Any,
    run: Any,
    run_class: str,
    hours: float,
    is_same_day: bool,
    now: int,
    found: tuple[Verdict, Verdict],
    around: Around,
    policy: Policy,
) -> Iterator[Fix]:
    """The ways that harm nothing else, the cheapest first."""
    is_timed = lift.is_clock_known and run.is_clock_known
    was, near = lift_of(lift), run_of(run, run_class)
    gap = policy.number("spacing.same_day_h")
    later = run.end_local + timedelta(hours=gap)
    if not is_timed or (
        later.date() == run.start_local.date() and later.hour < LATEST_H
    ):
        swapped = verdicts.after(
            run_class, lift.lift_class, gap, True, policy, distance(run)
        )
        moved = _moved(was, (later - lift.start_local).total_seconds() / 3600)
        if rank(swapped.severity) < now and around.is_clean_lift(was, moved, near):
            yield _fix(
                "swap_order",
                f"Run first and lift {span(gap)} or more after it, on the same day.",
                swapped.severity,
                later,
            )
    named = list(_another_day(lift, run, was, near, now, around))
    yield from named
    clear, earlier = _clear(found, hours, is_timed)
    moved = _moved(was, -float(earlier))
    then = around.pair(moved, near)
    if (
        not named
        and rank(then.severity) < now
        and around.is_clean_lift(was, moved, near)
    ):
        yield _fix(
            "move_lift",
            f"Lift at least {span(earlier)} earlier, so that {span(clear)} lie between.",
            then.severity,
            lift.start_local - timedelta(hours=earlier),
        )
    yield from _fewer_sets(lift, run_class, hours, is_same_day, now, policy)
    yield from _run_moved(lift, run, was, near, now, around)


def for_lift_after(
    lift: Any,
    run: Any,
    run_class: str,
    hours: float,
    verdict: Verdict,
    around: Around,
) -> Iterator[Fix]:
    """For a lift too soon after a run: later."""
    now = rank(verdict.severity)
    if now <= rank("info"):
        return
    is_timed = lift.is_clock_known and run.is_clock_known
    later = _whole(max(verdict.conflict_h, verdict.caution_h) - hours, is_timed)
    was, near = lift_of(lift), run_of(run, run_class)
    moved = _moved(was, float(later))
    then = around.pair(moved, near)
    if rank(then.severity) < now and around.is_clean_lift(was, moved, near):
        yield _fix(
            "move_lift",
            f"Lift {span(later)} later or more.",
            then.severity,
            lift.start_local + timedelta(hours=later),
        )
    yield from _another_day(lift, run, was, near, now, around)


def _another_day(
    lift: Any, run: Any, was: Lift, near: Run, now: int, around: Around
) -> Iterator[Fix]:
    """The nearest day, at the same hour, on which the lift is in nobody's way."""
    for days in _DAYS_NEAREST_FIRST:
        moved = _moved(was, 24.0 * days)
        then = around.pair(moved, near)
        if rank(then.severity) >= min(now, rank("caution")):
            continue
        if around.is_clean_lift(was, moved, near):
            to = lift.start_local + timedelta(days=days)
            yield _fix(
                "move_lift",
                f"Lift on {_slot(to, lift)} instead; nothing else is in the way there.",
                then.severity,
                to,
            )
            return


def _run_moved(
    lift: Any, run: Any, was: Lift, near: Run, now: int, around: Around
) -> Iterator[Fix]:
    """The run a day later or earlier, where it is no race."""
    if run.run_class.startswith("race"):
        return
    for days in (1, -1):
        moved = near._replace(start=near.start + 24 * days, end=near.end + 24 * days)
        then = around.pair(was, moved)
        if rank(then.severity) >= min(now, rank("caution")):
            continue
        if around.is_clean_run(near, moved, was):
            to = run.start_local + timedelta(days=days)
            yield _fix(
                "move_run",
                f"Run on {_slot(to, run)} instead; nothing else is in the way there.",
                then.severity,
                to,
            )
            return


def _moved(lift: Lift, hours: float) -> Lift:
    return lift._replace(start=lift.start + hours, end=lift.end + hours)


def _slot(moment: Any, activity: Any) -> str:
    day = day_text(moment, weekday=True)
    if not activity.is_clock_known:
        return day
    return f"{day} at {moment.hour:02d}:{moment.minute:02d}"


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


def _fix(kind: str, text: str, severity: Severity, to: Any = None) -> Fix:
    return {
        "kind": kind,
        "text": text,
        "severity_after": severity,
        "to": None if to is None else f"{to:%Y-%m-%dT%H:%M}",
    }


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

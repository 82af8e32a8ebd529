"""What would make a lift and a run go together: moved, the other way round, less.

Every fix says how severe the pair would be then, judged by the same rules, and is only
offered when nothing else is worse off by it (`around`).
"""

import bisect
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from runlift.science import interference
from runlift.science.interference import Severity, Verdict
from runlift.science.policy import Policy
from runlift.transforms import verdicts
from runlift.transforms.around import Around
from runlift.transforms.movable import HOUR_US, Activity, Lift, Run, wall
from runlift.transforms.verdicts import rank
from runlift.units import day_text

Fix = dict[str, Any]
"""kind, text, severity_after, and `to`: the new start on the wall clock, or `None`."""

_DAYS_NEAREST_FIRST = (-1, 1, -2, 2, -3, 3)

_IN_HOURS = 72
"""People plan up to three days in hours, and what is longer in days."""

LATEST_H = 21
"""Nobody begins to lift later in the evening on good advice."""

_LEAST_KEPT = 0.25
"""Less than this is no session any more."""

_EQUAL = 1e-9


def for_lift_before(
    lift: Any,
    was: Lift,
    near: Run,
    hours: float,
    is_same_day: bool,
    found: tuple[Verdict, Verdict],
    around: Around,
    policy: Policy,
) -> list[Fix]:
    """For a lift before a run: another day, after the run, fewer sets, the run moved.

    Where nothing is without harm, the way that at least mends this pair, and says so.

    Args:
        lift: a row of `lift_sessions`.
        was: the same lift where it stands.
        near: the run.
        hours: between the two.
        is_same_day: whether both are on one day.
        found: what the graded model and the article's rule say.
        around: everything else.
        policy: thresholds.
    """
    now = max(rank(one.severity) for one in found)
    if now <= rank("info"):
        return []
    ways = list(_before(lift, was, near, hours, is_same_day, found, around, policy))
    if ways:
        return sorted(ways, key=lambda way: rank(way["severity_after"]))
    clear, earlier, moved = _earlier(was, near, hours, found, around)
    then = around.pair(moved, near)
    if rank(then.severity) >= now:
        return []
    text = (
        f"Lift at least {span(earlier)} earlier, so that {span(clear)} lie between; "
        "the week is full, and it then comes near something else."
    )
    return [_fix("move_lift", text, then.severity, moved)]


def _earlier(
    was: Lift,
    near: Run,
    hours: float,
    found: tuple[Verdict, Verdict],
    around: Around,
) -> tuple[float, int, Lift]:
    """The hours that have to lie between, how many are missing, and the lift then."""
    clear = max(
        max(one.conflict_h, one.caution_h) for one in found if one.severity != "ok"
    )
    is_timed = was.is_timed and near.is_timed
    missing = _whole(clear - hours, is_timed)
    return clear, missing, _shifted(was, -missing, is_timed, around)


def _before(
    lift: Any,
    was: Lift,
    near: Run,
    hours: float,
    is_same_day: bool,
    found: tuple[Verdict, Verdict],
    around: Around,
    policy: Policy,
) -> Iterator[Fix]:
    """The ways that harm nothing else, the cheapest first."""
    now = max(rank(one.severity) for one in found)
    yield from _swapped(was, near, now, around, policy)
    named = list(_another_day(was, near, now, around))
    yield from named
    if not named:
        clear, earlier, moved = _earlier(was, near, hours, found, around)
        then = around.pair(moved, near)
        if rank(then.severity) < now and around.is_clean_lift(was, moved, near):
            text = (
                f"Lift at least {span(earlier)} earlier, so that {span(clear)} lie "
                "between."
            )
            yield _fix("move_lift", text, then.severity, moved)
    is_after_downhill = around.downhill_before(was) is not None
    yield from _fewer_sets(
        lift, near.run_class, hours, is_same_day, is_after_downhill, now, policy
    )
    yield from _run_moved(was, near, now, around)


def _swapped(
    was: Lift, near: Run, now: int, around: Around, policy: Policy
) -> Iterator[Fix]:
    """The lift some hours after the run, where the day is long enough."""
    gap = policy.number("spacing.same_day_h")
    moved = around.moving.to(was, near.end + int(gap * HOUR_US))
    if moved.day != near.day or wall(moved).hour >= LATEST_H:
        return
    if was.is_timed and near.is_timed:
        then = around.pair(moved, near)
    else:
        then = verdicts.after(
            near.run_class, was.lift_class, gap, True, policy, near.distance_m
        )
    if rank(then.severity) < now and around.is_clean_lift(was, moved, near):
        text = f"Run first and lift {span(gap)} or more after it, on the same day."
        yield _fix("swap_order", text, then.severity, moved)


def for_lift_after(
    was: Lift, near: Run, hours: float, verdict: Verdict, around: Around
) -> Iterator[Fix]:
    """For a lift too soon after a run: later."""
    now = rank(verdict.severity)
    if now <= rank("info"):
        return
    is_timed = was.is_timed and near.is_timed
    later = _whole(max(verdict.conflict_h, verdict.caution_h) - hours, is_timed)
    moved = _shifted(was, later, is_timed, around)
    then = around.pair(moved, near)
    if rank(then.severity) < now and around.is_clean_lift(was, moved, near):
        text = f"Lift {span(later)} later or more."
        yield _fix("move_lift", text, then.severity, moved)
    yield from _another_day(was, near, now, around)


def _another_day(was: Lift, near: Run, now: int, around: Around) -> Iterator[Fix]:
    """The lift on the nearest day on which it is in nobody's way."""
    yield from _elsewhere(
        was,
        _DAYS_NEAREST_FIRST,
        ("move_lift", "Lift"),
        now,
        around,
        lambda moved: around.pair(moved, near),
        lambda moved: around.is_clean_lift(was, moved, near),
    )


def _run_moved(was: Lift, near: Run, now: int, around: Around) -> Iterator[Fix]:
    """The run a day later or earlier, where it is no race."""
    if near.run_class.startswith("race"):
        return
    yield from _elsewhere(
        near,
        (1, -1),
        ("move_run", "Run"),
        now,
        around,
        lambda moved: around.pair(was, moved),
        lambda moved: around.is_clean_run(near, moved, was),
    )


def _elsewhere(
    one: Activity,
    days: Sequence[int],
    said: tuple[str, str],
    now: int,
    around: Around,
    judged: Callable[[Activity], Verdict],
    is_clean: Callable[[Activity], bool],
) -> Iterator[Fix]:
    """The first of some days, at the same time of day, that mends and harms nothing."""
    kind, verb = said
    for by in days:
        moved = around.moving.by_days(one, by)
        then = judged(moved)
        if rank(then.severity) < min(now, rank("caution")) and is_clean(moved):
            text = (
                f"{verb} on {_slot(moved)} instead; nothing else is in the way there."
            )
            yield _fix(kind, text, then.severity, moved)
            return


def _shifted(was: Lift, hours: int, is_timed: bool, around: Around) -> Lift:
    """The lift so many hours later; where people count days, at the same time of day."""
    if is_timed and abs(hours) <= _IN_HOURS:
        return around.moving.to(was, was.start + hours * HOUR_US)
    return around.moving.by_days(was, hours // 24)


def _slot(one: Lift | Run) -> str:
    moment = wall(one)
    day = day_text(moment, weekday=True)
    return f"{day} at {moment:%H:%M}" if one.is_timed else day


def _fewer_sets(
    lift: Any,
    run_class: str,
    hours: float,
    is_same_day: bool,
    is_after_downhill: bool,
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
                lift_class,
                run_class,
                hours,
                heavy_kept,
                is_same_day,
                is_after_downhill,
                policy,
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


def _fix(
    kind: str, text: str, severity: Severity, moved: Lift | Run | None = None
) -> Fix:
    return {
        "kind": kind,
        "text": text,
        "severity_after": severity,
        "to": None if moved is None else f"{wall(moved):%Y-%m-%dT%H:%M}",
    }


def _whole(hours: float, is_timed: bool) -> int:
    """Rounded up to what people can plan: hours, and days where no clock is known."""
    if is_timed and hours <= _IN_HOURS:
        return math.ceil(hours)
    return 24 * math.ceil(hours / 24)


def span(hours: float) -> str:
    """`9.8 h`, `24 h`, `5 days`."""
    if hours > _IN_HOURS and hours % 24 == 0:
        return f"{hours / 24:.0f} days"
    return f"{hours:.1f}".removesuffix(".0") + " h"


def words(name: str) -> str:
    """A class of lift or run as people say it."""
    return {"raceA": "an A race", "raceB": "a race", "none": "no work"}.get(
        name, name.replace("_", " ")
    )

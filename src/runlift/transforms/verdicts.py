"""What the rules say of one lift and one run, looked up instead of worked out anew.

Between two of its hours a rule says the same, so a log of years needs only a few
dozen different verdicts. They come from `science.interference` alone.
"""

import bisect
import functools

from runlift.science import interference
from runlift.science.interference import Severity, Verdict
from runlift.science.policy import Policy
from runlift.science.verdict import tolerated


def rank(severity: Severity) -> int:
    """The place of a severity among all, rising."""
    return _RANKS[severity]


_RANKS = {name: place for place, name in enumerate(interference.SEVERITIES)}


def before(
    lift_class: str,
    run_class: str,
    hours: float,
    article_sets: int,
    is_same_day: bool,
    is_after_downhill: bool,
    policy: Policy,
) -> tuple[Verdict, Verdict]:
    """Of a lift before a run: the graded model, and the article's own rule."""
    steps, enough = _steps_before(lift_class, run_class, is_after_downhill, policy)
    since = steps[bisect.bisect_right(steps, hours) - 1]
    heavy = min(article_sets, enough)
    return _before(
        lift_class, run_class, since, heavy, is_same_day, is_after_downhill, policy
    )


def after(
    run_class: str,
    lift_class: str,
    hours: float,
    is_same_day: bool,
    policy: Policy,
    metres: float | None,
) -> Verdict:
    """Of a lift after a run; the distance counts for races only."""
    far = metres if run_class.startswith("race") else None
    steps = _steps_after(run_class, lift_class, policy, far)
    since = steps[bisect.bisect_right(steps, hours) - 1]
    return _after(run_class, lift_class, since, is_same_day, policy, far)


@functools.lru_cache(maxsize=4096)
def _before(
    lift_class: str,
    run_class: str,
    hours: float,
    article_sets: int,
    is_same_day: bool,
    is_after_downhill: bool,
    policy: Policy,
) -> tuple[Verdict, Verdict]:
    return (
        interference.before(
            lift_class,
            run_class,
            hours,
            policy,
            same_day=is_same_day,
            is_after_downhill=is_after_downhill,
        ),
        interference.article_floor(article_sets, run_class, hours, policy),
    )


@functools.lru_cache(maxsize=4096)
def _after(
    run_class: str,
    lift_class: str,
    hours: float,
    is_same_day: bool,
    policy: Policy,
    metres: float | None,
) -> Verdict:
    return interference.after(run_class, lift_class, hours, is_same_day, policy, metres)


@functools.lru_cache(maxsize=1024)
def _steps_before(
    lift_class: str, run_class: str, is_after_downhill: bool, policy: Policy
) -> tuple[list[float], int]:
    """The hours at which a verdict changes, and the sets that are heavy for the article."""
    found = interference.before(
        lift_class, run_class, 0.0, policy, is_after_downhill=is_after_downhill
    )
    hours = (
        found.conflict_h,
        found.caution_h,
        policy.number("spacing.same_day_h"),
        policy.number("leg_load.article_window_h"),
    )
    enough = -int(-policy.number("leg_load.article_min_sets") // 1)
    return _steps(hours, policy), enough


@functools.lru_cache(maxsize=1024)
def _steps_after(
    run_class: str, lift_class: str, policy: Policy, metres: float | None
) -> list[float]:
    found = interference.after(run_class, lift_class, 0.0, True, policy, metres)
    named = (
        hours
        for name in run_class.split(" + ")
        for hours in policy.numbers(f"run_before_lift.{name}")
    )
    return _steps((found.conflict_h, found.caution_h, *named), policy)


def _steps(hours: tuple[float, ...], policy: Policy) -> list[float]:
    return sorted({0.0, *hours, *(tolerated(one, policy) for one in hours)})

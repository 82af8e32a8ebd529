"""Severities and the classes they are about, and what a rule says of one pair."""

import math
from dataclasses import dataclass
from typing import Literal, get_args

from runlift.errors import WrongInput
from runlift.science.policy import Policy

Severity = Literal["ok", "info", "caution", "conflict"]
LiftClass = Literal["none", "light", "moderate", "heavy", "very_heavy"]
RunClass = Literal["easy", "steady", "long", "key", "long + key", "raceB", "raceA"]

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""Rising."""
LIFT_CLASSES: tuple[LiftClass, ...] = get_args(LiftClass)
RUN_CLASSES: tuple[RunClass, ...] = get_args(RunClass)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says about one pair of activities."""

    severity: Severity
    threshold_h: float | None
    """The hours that were missed: those of the conflict, else of the caution."""
    conflict_h: float
    caution_h: float
    penalty: float
    """What the pair costs in a plan; 0 where nothing is said."""


FINE = Verdict("ok", None, 0.0, 0.0, 0.0)


def worst(*verdicts: Verdict) -> Verdict:
    """The most severe verdict; of equals the one that costs more."""
    return max(verdicts, key=lambda one: (SEVERITIES.index(one.severity), one.penalty))


def one_step_lower(severity: Severity) -> Severity:
    """The next milder severity; `ok` stays."""
    return SEVERITIES[max(0, SEVERITIES.index(severity) - 1)]


def check(lift_class: str, run_class: str) -> None:
    """Refuse classes that do not exist.

    Raises:
        WrongInput: with the classes that do.
    """
    if lift_class not in LIFT_CLASSES:
        raise WrongInput(
            f"There is no lift class {lift_class!r}; use one of {', '.join(LIFT_CLASSES)}."
        )
    if run_class not in RUN_CLASSES:
        raise WrongInput(
            f"There is no run class {run_class!r}; use one of {', '.join(RUN_CLASSES)}."
        )


def hours(gap_h: float) -> float:
    """A gap that can be judged: known, and not negative where activities overlap."""
    if math.isnan(gap_h):
        raise ValueError("a gap must be known; see assumed_gap_h and order_unknown")
    return max(0.0, float(gap_h))


def tolerated(hours: float, policy: Policy) -> float:
    """A window less the tolerance, which only windows of a day or more have.

    Just below a day the window stops shrinking, so that a longer window never becomes
    the more lenient one.
    """
    tolerance = policy.number("spacing.tolerance_h")
    day = policy.number("spacing.tolerance_from_h")
    return hours - tolerance if hours >= day else min(hours, day - tolerance)


def verdict(
    severity: Severity, conflict_h: float, caution_h: float, penalty: float
) -> Verdict:
    """A verdict with the hours that were missed."""
    missed = {"conflict": conflict_h, "caution": caution_h}.get(severity)
    return Verdict(severity, missed, conflict_h, caution_h, penalty)

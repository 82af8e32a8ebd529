"""Which lifts sat too close to which runs, and to each other: every rule, every pair.

Gaps run from the end of one activity to the start of the next, in hours between
instants, so that midnight, the week's edge and the change of clocks make no
difference. Without a clock time the date-only mode of domain.md 5.2 speaks.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from runlift.model import identity
from runlift.science import interference
from runlift.science.interference import Verdict
from runlift.science.policy import Policy
from runlift.transforms import week_findings
from runlift.units import day_text

COLUMNS = (
    "finding_id",
    "severity",
    "rule",
    "lift_session_id",
    "lift_start",
    "lift_end",
    "lift_class",
    "leg_load",
    "lift_title",
    "run_id",
    "run_start",
    "run_class",
    "run_title",
    "hours",
    "threshold_h",
    "time_assumed",
    "day",
    "reasons",
    "fixes",
    "others",
)

LOOK_BACK_H = 170.0
"""No window of domain.md 5.4 is longer than 168 h (a race after very heavy legs)."""


def findings(lifts: pd.DataFrame, runs: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """Every conflict, caution and remark of an athlete's past (domain.md 5).

    Args:
        lifts: as `lift_sessions` returns them.
        runs: as `classified_runs` returns them.
        policy: thresholds; `leg_load.article_strict` decides about the article's rule.

    Returns:
        `COLUMNS`, newest first. Times are the wall clock; `lift_start` stands at
        midnight when the clock is unknown. `reasons` are sentences, `fixes` dicts with
        kind, text and severity_after, `others` ids of further activities.
    """
    legs = lifts[lifts["lift_class"] != "none"]
    found = [
        *_pairs(legs, runs, policy),
        *week_findings.leg_spacing(legs, policy),
        *week_findings.whole_weeks(lifts, runs, policy),
    ]
    frame = pd.DataFrame(found, columns=list(COLUMNS))
    frame["finding_id"] = [
        identity(one.rule, one.lift_session_id, one.run_id, one.day, *one.others)
        for one in frame.itertuples(index=False)
    ]
    for column in ("lift_start", "lift_end", "run_start", "day"):
        frame[column] = frame[column].astype("datetime64[us]")
    return frame.sort_values(
        ["day", "severity", "finding_id"], ascending=[False, True, True]
    ).reset_index(drop=True)


def _pairs(
    legs: pd.DataFrame, runs: pd.DataFrame, policy: Policy
) -> Iterator[dict[str, Any]]:
    """Lift and run, in either order, within reach of each other."""
    if legs.empty or runs.empty:
        return
    run_rows = list(runs.itertuples(index=False))
    starts = runs["start_local"].to_numpy("datetime64[us]")
    reach = np.timedelta64(int(LOOK_BACK_H * 3600), "s")
    for lift in legs.itertuples(index=False):
        at = lift.start_local.to_datetime64().astype("datetime64[us]")
        first = int(np.searchsorted(starts, at - reach))
        last = int(np.searchsorted(starts, at + reach + np.timedelta64(24, "h")))
        for run in run_rows[first:last]:
            one = _judge(lift, run, policy)
            if one is not None:
                yield one


def _judge(lift: Any, run: Any, policy: Policy) -> dict[str, Any] | None:
    if not (lift.is_clock_known and run.is_clock_known):
        return _judge_by_date(lift, run, policy)
    if run.start >= lift.end:
        hours = _hours(run.start - lift.end)
        return _before(lift, run, hours, False, policy)
    if lift.start >= run.end:
        hours = _hours(lift.start - run.end)
        is_same_day = lift.start_local.date() == run.start_local.date()
        return _after(lift, run, hours, is_same_day, False, policy)
    # One within the other (a warm-up jog in the gym): whichever began first was first.
    if run.start >= lift.start:
        return _before(lift, run, 0.0, False, policy)
    return _after(lift, run, 0.0, True, False, policy)


def _judge_by_date(lift: Any, run: Any, policy: Policy) -> dict[str, Any] | None:
    days = (run.start_local.normalize() - lift.start_local.normalize()).days
    if days == 0:
        return _same_day(lift, run, policy)
    hours = interference.assumed_gap_h(abs(days), policy, run_first=days < 0)
    if days > 0:
        return _before(lift, run, hours, True, policy)
    return _after(lift, run, hours, False, True, policy)


def _before(
    lift: Any, run: Any, hours: float, is_assumed: bool, policy: Policy
) -> dict[str, Any] | None:
    """The lift first, then the run (5.4), with the article's own rule on top (R9)."""
    run_class = _rule_class(run)
    is_same_day = lift.start_local.date() == run.start_local.date()
    graded = interference.before(
        lift.lift_class, run_class, hours, policy, same_day=is_same_day
    )
    article = interference.article_floor(lift.article_sets, run_class, hours, policy)
    verdict = interference.worst(graded, article)
    if verdict.severity == "ok":
        return None
    is_articles = article.severity == verdict.severity
    asked = f"; {_h(verdict.threshold_h)} is asked for" if verdict.threshold_h else ""
    reasons = [
        f"{_lift_name(lift)} ended {_h(hours)} before {_run_name(run)}{asked}.",
        *_why_heavy(lift),
        f"The run counts as {_words(run_class)}: {run.class_reasons}.",
    ]
    if is_articles:
        reasons.append(
            f"{lift.article_sets} hard sets of heavy leg exercises: the article keeps "
            "those out of the 24 h before long runs and important workouts."
        )
    rule = "article_24h" if is_articles else f"lift_before_{_slug(run_class)}"
    fixes = list(_fixes(lift, run, run_class, hours, verdict, policy))
    return _finding(rule, lift, run, hours, is_assumed, verdict, reasons, fixes)


def _after(
    lift: Any,
    run: Any,
    hours: float,
    is_same_day: bool,
    is_assumed: bool,
    policy: Policy,
) -> dict[str, Any] | None:
    """The run first, then the lift (5.5)."""
    run_class = _rule_class(run)
    verdict = interference.after(
        run_class, lift.lift_class, hours, is_same_day, policy, _distance(run)
    )
    if verdict.severity == "ok":
        return None
    asked = f"; {_h(verdict.threshold_h)} is asked for" if verdict.threshold_h else ""
    order = "the same day, run first" if is_same_day else "run first"
    reasons = [
        f"{_lift_name(lift)} began {_h(hours)} after {_run_name(run)} ({order}){asked}.",
        *_why_heavy(lift),
        f"The run counts as {_words(run_class)}: {run.class_reasons}.",
    ]
    fixes = []
    if verdict.severity in ("conflict", "caution"):
        free = _first_free_after(run_class, lift, run, hours, is_same_day, policy)
        fixes = [free] if free else []
    rule = f"lift_after_{_slug(run_class)}"
    return _finding(rule, lift, run, hours, is_assumed, verdict, reasons, fixes)


def _same_day(lift: Any, run: Any, policy: Policy) -> dict[str, Any] | None:
    """Both on one day and no clock: one step below the worse order at no distance."""
    run_class = _rule_class(run)
    article = interference.article_floor(lift.article_sets, run_class, 0.0, policy)
    verdict = interference.worst(
        interference.order_unknown(lift.lift_class, run_class, policy),
        replace(article, severity=interference.one_step_lower(article.severity)),
    )
    if verdict.severity == "ok":
        return None
    reasons = [
        f"{_lift_name(lift)} and {_run_name(run)} were on the same day; which came first "
        "is not known.",
        *_why_heavy(lift),
        f"The run counts as {_words(run_class)}: {run.class_reasons}.",
    ]
    return _finding(
        "same_day_order_unknown", lift, run, None, True, verdict, reasons, []
    )


def _fixes(
    lift: Any, run: Any, run_class: str, hours: float, verdict: Verdict, policy: Policy
) -> Iterator[dict[str, Any]]:
    """What would clear the pair, the smallest change first."""
    if verdict.severity == "info":
        return
    clear = max(verdict.conflict_h, verdict.caution_h)
    earlier = float(np.ceil(clear - hours))
    yield {
        "kind": "move_lift",
        "text": f"Lift at least {_h(earlier)} earlier, so that {_h(clear)} lie between.",
        "severity_after": "ok",
    }
    gap = policy.number("spacing.same_day_h")
    rested = interference.after(
        run_class, lift.lift_class, gap, True, policy, _distance(run)
    )
    if rested.severity in ("ok", "info"):
        yield {
            "kind": "swap_order",
            "text": f"Run first and lift {_h(gap)} or more after it, on the same day.",
            "severity_after": rested.severity,
        }
    lighter = _lighter(lift, run_class, hours, verdict, policy)
    if lighter:
        yield lighter


def _lighter(
    lift: Any, run_class: str, hours: float, verdict: Verdict, policy: Policy
) -> dict[str, Any] | None:
    """The fewest sets less that make the pair milder."""
    limits = policy.numbers("leg_load.class_limits")
    place = interference.LIFT_CLASSES.index(lift.lift_class)
    for lower in range(place - 1, 0, -1):
        share = limits[lower] / lift.leg_load
        then = interference.worst(
            interference.before(
                interference.LIFT_CLASSES[lower], run_class, hours, policy
            ),
            interference.article_floor(
                np.floor(lift.article_sets * share), run_class, hours, policy
            ),
        )
        if _rank(then.severity) < _rank(verdict.severity):
            less = np.ceil((1 - share) * 20) * 5
            return {
                "kind": "cut_sets",
                "text": f"Do about {less:.0f} % fewer leg sets: then the session is "
                f"{_words(interference.LIFT_CLASSES[lower])} for the legs.",
                "severity_after": then.severity,
            }
    return None


def _first_free_after(
    run_class: str, lift: Any, run: Any, hours: float, same_day: bool, policy: Policy
) -> dict[str, Any] | None:
    """The first later hour at which the lift after the run is no longer a caution."""
    for later in range(1, 80):
        is_same_day = same_day and hours + later < 12
        then = interference.after(
            run_class,
            lift.lift_class,
            hours + later,
            is_same_day,
            policy,
            _distance(run),
        )
        if then.severity in ("ok", "info"):
            return {
                "kind": "move_lift",
                "text": f"Lift {later} h later or more.",
                "severity_after": then.severity,
            }
    return None


def _finding(
    rule: str,
    lift: Any,
    run: Any,
    hours: float | None,
    is_assumed: bool,
    verdict: Verdict,
    reasons: list[str],
    fixes: list[dict[str, Any]],
) -> dict[str, Any]:
    if is_assumed:
        unknown = "lift" if not lift.is_clock_known else "run"
        reasons.append(
            f"The clock time of the {unknown} is unknown; add times to refine this."
        )
    elif lift.is_end_assumed:
        reasons.append("How long the lift took is unknown; one hour is assumed.")
    if lift.unmapped_sets:
        reasons.append(f"{lift.unmapped_sets} sets of unmapped exercises do not count.")
    return {
        "severity": verdict.severity,
        "rule": rule,
        "lift_session_id": lift.session_id,
        "lift_start": lift.start_local,
        "lift_end": lift.end_local,
        "lift_class": lift.lift_class,
        "leg_load": float(lift.leg_load),
        "lift_title": lift.title or "",
        "run_id": run.run_id,
        "run_start": run.start_local,
        "run_class": run.run_class,
        "run_title": run.title or "",
        "hours": None if hours is None else round(hours, 2),
        "threshold_h": verdict.threshold_h,
        "time_assumed": is_assumed,
        "day": max(lift.start_local, run.start_local).normalize(),
        "reasons": reasons,
        "fixes": fixes,
        "others": [],
    }


def _rule_class(run: Any) -> str:
    """A long run that is a key run as well has the longer of both windows."""
    return (
        "long + key" if run.is_long and run.run_class == "key" else str(run.run_class)
    )


def _rank(severity: interference.Severity) -> int:
    return interference.SEVERITIES.index(severity)


def _why_heavy(lift: Any) -> list[str]:
    made = f": {lift.made_by}" if lift.made_by else ""
    said = [f"Leg load {lift.leg_load:.1f}, {_words(lift.lift_class)}{made}."]
    if lift.adjusted_by:
        said.append(f"Counted {lift.adjusted_by}.")
    return said


def _lift_name(lift: Any) -> str:
    when = day_text(lift.start_local, weekday=True)
    clock = f" {lift.end_local:%H:%M}" if lift.is_clock_known else ""
    return f"{lift.title or 'The lift'} ({when}{clock})"


def _run_name(run: Any) -> str:
    km = (
        f"{run.distance_m / 1000:.1f} km" if run.distance_m == run.distance_m else "run"
    )
    clock = f" {run.start_local:%H:%M}" if run.is_clock_known else ""
    return f"{run.title or 'the run'} ({km}, {day_text(run.start_local, weekday=True)}{clock})"


def _slug(run_class: str) -> str:
    return run_class.replace(" + ", "_")


def _words(name: str) -> str:
    return {"raceA": "an A race", "raceB": "a race", "none": "no leg work"}.get(
        name, name.replace("_", " ")
    )


def _h(hours: float) -> str:
    return f"{hours:.1f} h" if hours % 1 else f"{hours:.0f} h"


def _hours(delta: pd.Timedelta) -> float:
    return float(delta.total_seconds()) / 3600


def _distance(run: Any) -> float | None:
    return float(run.distance_m) if run.distance_m == run.distance_m else None

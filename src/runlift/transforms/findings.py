"""Which lifts sat too close to which runs, and to each other: every rule, every pair.

Gaps run from the end of one activity to the start of the next, in hours between
instants, so that midnight, the week's edge and the change of clocks make no
difference. Without a clock time the date-only mode speaks.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from runlift.model import identity
from runlift.science import interference
from runlift.science.interference import Verdict
from runlift.science.policy import Policy
from runlift.transforms import finding_words as say
from runlift.transforms import fixes, verdicts, week_findings
from runlift.transforms.around import Around
from runlift.transforms.fixes import span
from runlift.transforms.movable import Lift, Moving, Run, lifts_of, runs_of
from runlift.transforms.near_pairs import NearPair, near_pairs, rule_classes
from runlift.transforms.rows import rows
from runlift.transforms.verdicts import rank
from runlift.units import DistanceUnit, distance_out, height_text

COLUMNS = {
    "finding_id": "str",
    "severity": "str",
    "rule": "str",
    "lift_session_id": "object",
    "lift_start": "datetime64[us]",
    "lift_end": "datetime64[us]",
    "lift_class": "object",
    "leg_load": "float64",
    "lift_title": "str",
    "run_id": "object",
    "run_start": "datetime64[us]",
    "run_class": "object",
    "run_title": "str",
    "hours": "float64",
    "threshold_h": "float64",
    "time_assumed": "bool",
    "day": "datetime64[us]",
    "reasons": "object",
    "fixes": "object",
    "others": "object",
}

_LIFT = (
    "session_id",
    "title",
    "start_local",
    "end_local",
    "is_clock_known",
    "is_end_assumed",
    "leg_load",
    "lift_class",
    "article_sets",
    "leg_sets",
    "made_by",
    "adjusted_by",
    "unmapped_sets",
)
_RUN = (
    "run_id",
    "title",
    "start_local",
    "end_local",
    "is_clock_known",
    "run_class",
    "class_reasons",
    "distance_m",
    "is_long",
    "is_key",
    "is_race",
    "far",
)
_DOWNHILL = ("run_id", "title", "start_local", "end_local", "is_clock_known", "fall")


def findings(
    lifts: pd.DataFrame,
    runs: pd.DataFrame,
    zone: str,
    policy: Policy,
    distance_unit: DistanceUnit = "km",
) -> pd.DataFrame:
    """Every conflict, caution and remark of an athlete's past.

    Args:
        lifts: as `lift_sessions` returns them.
        runs: as `classified_runs` returns them.
        zone: the athlete's time zone, for what a fix moves over a change of clocks.
        policy: thresholds; `leg_load.article_strict` decides about the article's rule.
        distance_unit: of the sentences.

    Returns:
        `COLUMNS`, newest first and of a day the worst first. Times are the wall clock;
        `lift_start` stands at midnight when the clock is unknown. `reasons` are
        sentences, `fixes` dicts with kind, text and severity_after, `others` ids of
        further activities. What does not apply is `None` or missing.
    """
    legs = lifts[lifts["lift_class"] != "none"]
    far = [distance_out(metres, distance_unit) for metres in runs["distance_m"]]
    runs = runs.assign(
        far=[f"{one:.1f} {distance_unit}, " if one == one else "" for one in far],
        fall=[height_text(metres, distance_unit) for metres in runs["descent_m"]],
    )
    found = [
        *_pairs(legs, runs, zone, policy),
        *week_findings.leg_spacing(legs, policy),
        *week_findings.whole_weeks(lifts, runs, policy),
    ]
    for one in found:
        # Before any frame, which would turn `None` into other things.
        one["finding_id"] = identity(
            one["rule"],
            one["lift_session_id"],
            one["run_id"],
            one["day"],
            *one["others"],
        )
    found.sort(
        key=lambda one: (
            -one["day"].toordinal(),
            -rank(one["severity"]),
            one["finding_id"],
        )
    )
    columns = {name: [one[name] for one in found] for name in COLUMNS}
    return pd.DataFrame(
        {
            name: pd.Series(columns[name], dtype="object").astype(dtype)
            for name, dtype in COLUMNS.items()
        }
    )


def _pairs(
    legs: pd.DataFrame, runs: pd.DataFrame, zone: str, policy: Policy
) -> Iterator[dict[str, Any]]:
    """Lift and run, in either order, within reach of each other."""
    classes = rule_classes(runs).tolist()
    standing = lifts_of(legs, zone), runs_of(runs, classes, zone)
    around = Around(*standing, policy, Moving(zone))
    downhill = [around.downhill_before(lift) for lift in standing[0]]
    near = near_pairs(legs, runs, policy, np.array([*map(bool, downhill)], bool))
    if not near:
        return
    lift_rows = _rows(legs[list(_LIFT)], {pair.lift for pair in near})
    run_rows = _rows(runs[list(_RUN)], {pair.run for pair in near})
    falls = {one.run_id: one for one in rows(runs[runs["is_eccentric"]], _DOWNHILL)}
    judges = {"before": _before, "after": _after, "unknown": _same_day}
    for gap in near:
        last = downhill[gap.lift]
        pair = _Pair(
            gap,
            lift_rows[gap.lift],
            run_rows[gap.run],
            standing[0][gap.lift],
            standing[1][gap.run],
            last and (falls[last[0].key], last[1]),
        )
        one = judges[gap.order](pair, around, policy)
        if one is not None:
            yield one


def _rows(frame: pd.DataFrame, places: set[int]) -> dict[int, Any]:
    """The rows at these places, by place."""
    wanted = sorted(places)
    return dict(zip(wanted, rows(frame, list(frame), wanted), strict=True))


class _Pair(NamedTuple):
    """A lift and a run within reach of each other."""

    gap: NearPair
    lift: Any
    run: Any
    """Their rows."""
    was: Lift
    near: Run
    """The same two where they stand."""
    downhill: tuple[Any, float] | None
    """The downhill run before the lift, and the hours since."""


def _before(pair: _Pair, around: Around, policy: Policy) -> dict[str, Any] | None:
    """The lift first, then the run (5.4), with the article's own rule on top (R9)."""
    gap, lift, run, run_class = pair.gap, pair.lift, pair.run, pair.near.run_class
    graded, article = found = verdicts.before(
        lift.lift_class,
        run_class,
        gap.hours,
        lift.article_sets,
        gap.is_same_day,
        pair.downhill is not None,
        policy,
    )
    verdict = interference.worst(graded, article)
    if verdict.severity == "ok":
        return None
    # Where our own windows ask for more, the rule is not the article's any more.
    is_articles = (article.severity, article.threshold_h) == (
        verdict.severity,
        verdict.threshold_h,
    )
    about = "about " if gap.is_assumed else ""
    reasons = [
        f"{say.lift(lift, lift.end_local)} ended {about}{span(gap.hours)} before "
        f"{say.run(run, run.start_local)}{say.asked(verdict)}.",
        *say.why_heavy(lift),
        say.why_hard(run, run_class),
    ]
    if is_articles:
        reasons.append(
            f"{lift.article_sets} hard sets of heavy leg exercises: the article keeps "
            "those out of the 24 h before long runs and important workouts."
        )
    if pair.downhill:
        reasons += say.lengthened(lift, *pair.downhill, run_class, policy)
    rule = "article_24h" if is_articles else f"lift_before_{_slug(run_class)}"
    ways = fixes.for_lift_before(
        lift,
        pair.was,
        pair.near,
        gap.hours,
        gap.is_same_day,
        found,
        around,
        policy,
    )
    return _finding(rule, pair, verdict, reasons, ways)


def _after(pair: _Pair, around: Around, policy: Policy) -> dict[str, Any] | None:
    """The run first, then the lift (5.5)."""
    gap, lift, run, run_class = pair.gap, pair.lift, pair.run, pair.near.run_class
    verdict = verdicts.after(
        run_class,
        lift.lift_class,
        gap.hours,
        gap.is_same_day,
        policy,
        pair.near.distance_m,
    )
    if verdict.severity == "ok":
        return None
    about = "about " if gap.is_assumed else ""
    order = "the same day, run first" if gap.is_same_day else "run first"
    reasons = [
        f"{say.lift(lift, lift.start_local)} began {about}{span(gap.hours)} after "
        f"{say.run(run, run.end_local)} ({order}){say.asked(verdict)}.",
        *say.why_heavy(lift),
        say.why_hard(run, run_class),
    ]
    ways = fixes.for_lift_after(pair.was, pair.near, gap.hours, verdict, around)
    return _finding(f"lift_after_{_slug(run_class)}", pair, verdict, reasons, [*ways])


def _same_day(pair: _Pair, around: Around, policy: Policy) -> dict[str, Any] | None:
    """Both on one day and no clock: one step below the worse order at no distance."""
    lift, run = pair.lift, pair.run
    verdict = around.pair(pair.was, pair.near)
    if verdict.severity == "ok":
        return None
    reasons = [
        f"{say.lift(lift, lift.start_local)} and {say.run(run, run.start_local)} were on "
        "the same day; which came first is not known.",
        *say.why_heavy(lift),
        say.why_hard(run, pair.near.run_class),
    ]
    if pair.downhill:
        reasons += say.lengthened(lift, *pair.downhill, pair.near.run_class, policy)
    return _finding("same_day_order_unknown", pair, verdict, reasons, [])


def _finding(
    rule: str,
    pair: _Pair,
    verdict: Verdict,
    reasons: list[str],
    ways: list[fixes.Fix],
) -> dict[str, Any]:
    gap, lift, run = pair.gap, pair.lift, pair.run
    return {
        "severity": verdict.severity,
        "rule": rule,
        "lift_session_id": lift.session_id,
        "lift_start": lift.start_local,
        "lift_end": lift.end_local,
        "lift_class": lift.lift_class,
        "leg_load": float(lift.leg_load),
        "lift_title": say.title(lift),
        "run_id": run.run_id,
        "run_start": run.start_local,
        "run_class": run.run_class,
        "run_title": say.title(run),
        "hours": None if gap.order == "unknown" else round(gap.hours, 2),
        "threshold_h": verdict.threshold_h,
        "time_assumed": gap.is_assumed,
        "day": max(lift.start_local, run.start_local).normalize(),
        "reasons": [*reasons, *say.what_is_missing(lift, run, gap.is_assumed)],
        "fixes": ways,
        "others": [],
    }


def _slug(run_class: str) -> str:
    return run_class.replace(" + ", "_")

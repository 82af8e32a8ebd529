"""Which lifts sat too close to which runs, and to each other: every rule, every pair.

Gaps run from the end of one activity to the start of the next, in hours between
instants, so that midnight, the week's edge and the change of clocks make no
difference. Without a clock time the date-only mode speaks.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd

from runlift.model import identity
from runlift.science import interference
from runlift.science.interference import Verdict
from runlift.science.policy import Policy
from runlift.transforms import fixes, verdicts, week_findings
from runlift.transforms.around import Around, lift_of, run_of
from runlift.transforms.fixes import distance, span, words
from runlift.transforms.near_pairs import NearPair, near_pairs, rule_classes
from runlift.transforms.rows import rows
from runlift.transforms.verdicts import rank
from runlift.units import DistanceUnit, day_text, distance_out

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
_OF_LIFT = (
    "session_id",
    "start_local",
    "end_local",
    "lift_class",
    "article_sets",
    "is_clock_known",
)
_OF_RUN = (
    "run_id",
    "start_local",
    "end_local",
    "distance_m",
    "is_clock_known",
    "is_long",
    "is_key",
    "is_race",
)


def findings(
    lifts: pd.DataFrame,
    runs: pd.DataFrame,
    policy: Policy,
    distance_unit: DistanceUnit = "km",
) -> pd.DataFrame:
    """Every conflict, caution and remark of an athlete's past.

    Args:
        lifts: as `lift_sessions` returns them.
        runs: as `classified_runs` returns them.
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
        far=[f"{one:.1f} {distance_unit}, " if one == one else "" for one in far]
    )
    found = [
        *_pairs(legs, runs, policy),
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
    legs: pd.DataFrame, runs: pd.DataFrame, policy: Policy
) -> Iterator[dict[str, Any]]:
    """Lift and run, in either order, within reach of each other."""
    near = near_pairs(legs, runs, policy)
    if not near:
        return
    lift_rows = _rows(legs[list(_LIFT)], {pair.lift for pair in near})
    run_rows = _rows(runs[list(_RUN)], {pair.run for pair in near})
    classes = rule_classes(runs).tolist()
    around = Around(
        [lift_of(one) for one in rows(legs, _OF_LIFT)],
        [
            run_of(one, run_class)
            for one, run_class in zip(rows(runs, _OF_RUN), classes, strict=True)
        ],
        policy,
    )
    judges = {"before": _before, "after": _after, "unknown": _same_day}
    for pair in near:
        lift, run = lift_rows[pair.lift], run_rows[pair.run]
        one = judges[pair.order](lift, run, classes[pair.run], pair, around, policy)
        if one is not None:
            yield one


def _rows(frame: pd.DataFrame, places: set[int]) -> dict[int, Any]:
    """The rows at these places, by place."""
    wanted = sorted(places)
    return dict(zip(wanted, rows(frame, list(frame), wanted), strict=True))


def _before(
    lift: Any,
    run: Any,
    run_class: str,
    pair: NearPair,
    around: Around,
    policy: Policy,
) -> dict[str, Any] | None:
    """The lift first, then the run (5.4), with the article's own rule on top (R9)."""
    graded, article = found = verdicts.before(
        lift.lift_class,
        run_class,
        pair.hours,
        lift.article_sets,
        pair.is_same_day,
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
    about = "about " if pair.is_assumed else ""
    reasons = [
        f"{_lift_name(lift, lift.end_local)} ended {about}{span(pair.hours)} before "
        f"{_run_name(run, run.start_local)}{_asked(verdict)}.",
        *_why_heavy(lift),
        _why_hard(run, run_class),
    ]
    if is_articles:
        reasons.append(
            f"{lift.article_sets} hard sets of heavy leg exercises: the article keeps "
            "those out of the 24 h before long runs and important workouts."
        )
    rule = "article_24h" if is_articles else f"lift_before_{_slug(run_class)}"
    ways = fixes.for_lift_before(
        lift, run, run_class, pair.hours, pair.is_same_day, found, around, policy
    )
    return _finding(rule, lift, run, pair, verdict, reasons, ways)


def _after(
    lift: Any,
    run: Any,
    run_class: str,
    pair: NearPair,
    around: Around,
    policy: Policy,
) -> dict[str, Any] | None:
    """The run first, then the lift (5.5)."""
    verdict = verdicts.after(
        run_class,
        lift.lift_class,
        pair.hours,
        pair.is_same_day,
        policy,
        distance(run),
    )
    if verdict.severity == "ok":
        return None
    about = "about " if pair.is_assumed else ""
    order = "the same day, run first" if pair.is_same_day else "run first"
    reasons = [
        f"{_lift_name(lift, lift.start_local)} began {about}"
        f"{span(pair.hours)} after {_run_name(run, run.end_local)} "
        f"({order}){_asked(verdict)}.",
        *_why_heavy(lift),
        _why_hard(run, run_class),
    ]
    ways = fixes.for_lift_after(lift, run, run_class, pair.hours, verdict, around)
    rule = f"lift_after_{_slug(run_class)}"
    return _finding(rule, lift, run, pair, verdict, reasons, list(ways))


def _same_day(
    lift: Any,
    run: Any,
    run_class: str,
    pair: NearPair,
    around: Around,
    policy: Policy,
) -> dict[str, Any] | None:
    """Both on one day and no clock: one step below the worse order at no distance."""
    article = interference.article_floor(lift.article_sets, run_class, 0.0, policy)
    verdict = interference.worst(
        interference.order_unknown(lift.lift_class, run_class, policy),
        replace(article, severity=interference.one_step_lower(article.severity)),
    )
    if verdict.severity == "ok":
        return None
    reasons = [
        f"{_lift_name(lift, lift.start_local)} and "
        f"{_run_name(run, run.start_local)} were on the same day; which came first "
        "is not known.",
        *_why_heavy(lift),
        _why_hard(run, run_class),
    ]
    return _finding("same_day_order_unknown", lift, run, pair, verdict, reasons, [])


def _finding(
    rule: str,
    lift: Any,
    run: Any,
    pair: NearPair,
    verdict: Verdict,
    reasons: list[str],
    ways: list[fixes.Fix],
) -> dict[str, Any]:
    if pair.is_assumed:
        unknown = [
            name
            for name, one in (("lift", lift), ("run", run))
            if not one.is_clock_known
        ]
        reasons.append(
            f"The clock time of the {' and the '.join(unknown)} is unknown; "
            "add times to refine this."
        )
    elif lift.is_end_assumed:
        reasons.append("How long the lift took is unknown; one hour is assumed.")
    if lift.unmapped_sets:
        many = (
            "1 set of an unmapped exercise does"
            if lift.unmapped_sets == 1
            else f"{lift.unmapped_sets} sets of unmapped exercises do"
        )
        reasons.append(f"{many} not count.")
    return {
        "severity": verdict.severity,
        "rule": rule,
        "lift_session_id": lift.session_id,
        "lift_start": lift.start_local,
        "lift_end": lift.end_local,
        "lift_class": lift.lift_class,
        "leg_load": float(lift.leg_load),
        "lift_title": _title(lift),
        "run_id": run.run_id,
        "run_start": run.start_local,
        "run_class": run.run_class,
        "run_title": _title(run),
        "hours": None if pair.order == "unknown" else round(pair.hours, 2),
        "threshold_h": verdict.threshold_h,
        "time_assumed": pair.is_assumed,
        "day": max(lift.start_local, run.start_local).normalize(),
        "reasons": reasons,
        "fixes": ways,
        "others": [],
    }


def _asked(verdict: Verdict) -> str:
    return f"; {span(verdict.threshold_h)} is asked for" if verdict.threshold_h else ""


def _why_heavy(lift: Any) -> list[str]:
    made = f": {lift.made_by}" if lift.made_by else ""
    said = [f"Leg load {lift.leg_load:.1f}, {words(lift.lift_class)}{made}."]
    if lift.adjusted_by:
        said.append(f"Counted {lift.adjusted_by}.")
    return said


def _why_hard(run: Any, run_class: str) -> str:
    # A single reason begins with the class that the sentence has named.
    _, colon, rest = run.class_reasons.partition(": ")
    reasons = rest if colon and ";" not in rest else run.class_reasons
    return f"The run counts as {words(run_class)} ({reasons})."


def _title(one: Any) -> str:
    return one.title if isinstance(one.title, str) else ""


def _lift_name(lift: Any, moment: pd.Timestamp) -> str:
    """The lift with the moment the sentence is about: its end, or its start."""
    return f"{_title(lift) or 'The lift'} ({_when(lift, moment)})"


def _run_name(run: Any, moment: pd.Timestamp) -> str:
    return f"{_title(run) or 'the run'} ({run.far}{_when(run, moment)})"


def _when(activity: Any, moment: pd.Timestamp) -> str:
    if not activity.is_clock_known:
        return day_text(activity.start_local, weekday=True)
    return f"{day_text(moment, weekday=True)} {_clock(moment)}"


def _clock(moment: pd.Timestamp) -> str:
    return f"{moment.hour:02d}:{moment.minute:02d}"


def _slug(run_class: str) -> str:
    return run_class.replace(" + ", "_")

"""Findings that are not about one lift and one run: leg days, streaks, whole weeks."""

import itertools
from collections.abc import Iterator
from typing import Any

import pandas as pd

from runlift.science import interference
from runlift.science.policy import Policy
from runlift.units import day_text

_HEAVY = ("heavy", "very_heavy")
_TELLING = ("moderate", "heavy", "very_heavy")


def leg_spacing(legs: pd.DataFrame, policy: Policy) -> Iterator[dict[str, Any]]:
    """Two leg sessions of at least moderate load too close to each other (5.5)."""
    telling = legs[legs["lift_class"].isin(_TELLING)]
    rows = list(telling.itertuples(index=False))
    for first, second in itertools.pairwise(rows):
        is_assumed = not (first.is_clock_known and second.is_clock_known)
        if is_assumed:
            days = (second.start_local.normalize() - first.start_local.normalize()).days
            # Assumed at the same hour of each day.
            hours = max(
                0.0, 24.0 * days - policy.number("spacing.default_lift_min") / 60
            )
        else:
            hours = max(0.0, (second.start - first.end).total_seconds() / 3600)
        verdict = interference.leg_spacing(
            hours, first.lift_class, second.lift_class, policy
        )
        if verdict.severity == "ok":
            continue
        reasons = [
            f"{hours:.0f} h between two leg sessions "
            f"({day_text(first.start_local, weekday=True)} and {day_text(second.start_local, weekday=True)}); "
            f"{verdict.threshold_h:g} h is asked for.",
            f"Leg load {first.leg_load:.1f} ({first.lift_class.replace('_', ' ')}), "
            f"then {second.leg_load:.1f} ({second.lift_class.replace('_', ' ')}).",
        ]
        if is_assumed:
            reasons.append("Clock times are unknown; add times to refine this.")
        yield {
            **_empty("leg_days_too_close", second.start_local.normalize()),
            "severity": verdict.severity,
            "lift_session_id": second.session_id,
            "lift_start": second.start_local,
            "lift_end": second.end_local,
            "lift_class": second.lift_class,
            "leg_load": float(second.leg_load),
            "lift_title": second.title or "",
            "hours": round(hours, 2),
            "threshold_h": verdict.threshold_h,
            "time_assumed": is_assumed,
            "reasons": reasons,
            "fixes": [
                {
                    "kind": "move_lift",
                    "text": f"Leave {verdict.caution_h:g} h between the two leg sessions.",
                    "severity_after": "info",
                }
            ],
            "others": [first.session_id],
        }


def whole_weeks(
    lifts: pd.DataFrame, runs: pd.DataFrame, policy: Policy
) -> Iterator[dict[str, Any]]:
    """Hard days in a row, too many hard days a week, no day off (5.5)."""
    days = _days(lifts, runs)
    if days.empty:
        return
    yield from _streaks(days, policy)
    yield from _weeks(days, runs, policy)


def _days(lifts: pd.DataFrame, runs: pd.DataFrame) -> pd.DataFrame:
    """One row an activity: day, id, whether it makes the day hard."""
    hard_lift = lifts["lift_class"].isin(_HEAVY)
    hard_run = runs["is_key"] | runs["is_long"] | runs["is_race"]
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "day": lifts["start_local"].dt.normalize(),
                    "id": lifts["session_id"],
                    "is_hard": hard_lift.astype(bool),
                }
            ),
            pd.DataFrame(
                {
                    "day": runs["day"],
                    "id": runs["run_id"],
                    "is_hard": hard_run.astype(bool),
                }
            ),
        ],
        ignore_index=True,
    ).sort_values(["day", "id"], ignore_index=True)


def _streaks(days: pd.DataFrame, policy: Policy) -> Iterator[dict[str, Any]]:
    hard = days[days["is_hard"]]
    if hard.empty:
        return
    streaks = interference.hard_day_streaks(hard["day"].dt.date, policy)
    for streak in streaks:
        inside = hard[
            hard["day"].between(*map(pd.Timestamp, (streak.first, streak.last)))
        ]
        yield {
            **_empty("hard_days_in_a_row", pd.Timestamp(streak.last)),
            "severity": streak.severity,
            "reasons": [
                f"{len(inside['day'].unique())} hard days in a row, "
                f"{day_text(streak.first, weekday=True)} to "
                f"{day_text(streak.last, weekday=True)}: a key, long or race run or a "
                "heavy leg session on each."
            ],
            "fixes": [
                {
                    "kind": "move_lift",
                    "text": "Lift on the day of a hard run, after it, so that a day of "
                    "rest or easy running follows.",
                    "severity_after": "ok",
                }
            ],
            "others": inside["id"].tolist(),
        }


def _weeks(
    days: pd.DataFrame, runs: pd.DataFrame, policy: Policy
) -> Iterator[dict[str, Any]]:
    week = days["day"] - pd.to_timedelta(days["day"].dt.weekday, unit="D")
    runs_a_week = runs.groupby("week").size()
    usual = float(runs_a_week.median()) if len(runs_a_week) else 0.0
    for monday, group in days.groupby(week):
        if group["day"].nunique() == 7:
            yield {
                **_empty("no_free_day", monday + pd.Timedelta(days=6)),
                "severity": "caution",
                "reasons": [
                    f"No day without a run or a lift in the week of {day_text(monday)}."
                ],
                "fixes": [
                    {
                        "kind": "move_lift",
                        "text": "Put one lift on the day of a run, after it.",
                        "severity_after": "ok",
                    }
                ],
                "others": group["id"].tolist(),
            }
        hard = group[group["is_hard"]]
        severity = interference.weekly_hard(len(hard), usual, policy)
        if severity != "ok":
            yield {
                **_empty("many_hard_sessions", monday + pd.Timedelta(days=6)),
                "severity": severity,
                "reasons": [
                    f"{len(hard)} hard sessions in the week of {day_text(monday)} (key, long "
                    "and race runs and heavy leg sessions together)."
                ],
                "fixes": [],
                "others": hard["id"].tolist(),
            }


def _empty(rule: str, day: pd.Timestamp) -> dict[str, Any]:
    """A finding without lift and run."""
    return {
        "rule": rule,
        "lift_session_id": None,
        "lift_start": pd.NaT,
        "lift_end": pd.NaT,
        "lift_class": None,
        "leg_load": None,
        "lift_title": "",
        "run_id": None,
        "run_start": pd.NaT,
        "run_class": None,
        "run_title": "",
        "hours": None,
        "threshold_h": None,
        "time_assumed": False,
        "day": day,
        "fixes": [],
        "others": [],
    }

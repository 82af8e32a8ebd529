"""Findings that are not about one lift and one run: leg days, streaks, whole weeks."""

import itertools
from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from runlift.science import interference
from runlift.science.policy import Policy
from runlift.transforms.fixes import span, words
from runlift.transforms.instants import mondays
from runlift.transforms.rows import rows
from runlift.transforms.verdicts import rank
from runlift.units import day_text

_HEAVY = ("heavy", "very_heavy")
_TELLING = ("moderate", "heavy", "very_heavy")
_LIFT = (
    "session_id",
    "title",
    "start_local",
    "end_local",
    "start",
    "end",
    "is_clock_known",
    "lift_class",
    "leg_load",
)


def leg_spacing(legs: pd.DataFrame, policy: Policy) -> Iterator[dict[str, Any]]:
    """Two leg sessions of at least moderate load too close to each other (5.5)."""
    telling = legs[legs["lift_class"].isin(_TELLING)]
    longest = policy.numbers("spacing.legs_h")[-1]
    for first, second in itertools.pairwise(rows(telling, _LIFT)):
        is_assumed = not (first.is_clock_known and second.is_clock_known)
        if is_assumed:
            days = (second.start_local.normalize() - first.start_local.normalize()).days
            # Assumed at the same hour of each day.
            hours = 24.0 * days - policy.number("spacing.default_lift_min") / 60
        else:
            hours = (second.start - first.end).total_seconds() / 3600
        if hours >= longest:
            continue
        hours = max(0.0, hours)
        verdict = interference.leg_spacing(
            hours, first.lift_class, second.lift_class, policy
        )
        if verdict.severity == "ok":
            continue
        reasons = [
            f"Two leg sessions lie {'about ' if is_assumed else ''}{span(hours)} apart "
            f"({day_text(first.start_local, weekday=True)} and "
            f"{day_text(second.start_local, weekday=True)}); "
            f"{span(verdict.threshold_h or 0)} is asked for.",
            f"Leg load {first.leg_load:.1f} ({words(first.lift_class)}), "
            f"then {second.leg_load:.1f} ({words(second.lift_class)}).",
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
            "lift_title": second.title if isinstance(second.title, str) else "",
            "hours": round(hours, 2),
            "threshold_h": verdict.threshold_h,
            "time_assumed": is_assumed,
            "reasons": reasons,
            "fixes": _apart(first, second, verdict, policy),
            "others": [first.session_id],
        }


def _apart(
    first: Any, second: Any, verdict: interference.Verdict, policy: Policy
) -> list[dict[str, Any]]:
    enough = verdict.caution_h
    then = interference.leg_spacing(enough, first.lift_class, second.lift_class, policy)
    if rank(then.severity) >= rank(verdict.severity):
        return []
    return [
        {
            "kind": "move_lift",
            "text": f"Leave {span(enough)} between the two leg sessions.",
            "severity_after": then.severity,
        }
    ]


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
    """One row an activity: day, week, id, is_lift, whether it makes the day hard."""
    hard_lift = lifts["lift_class"].isin(_HEAVY).to_numpy(bool)
    hard_run = (runs["is_key"] | runs["is_long"] | runs["is_race"]).to_numpy(bool)
    starts = pd.concat([lifts["start_local"], runs["start_local"]], ignore_index=True)
    days = pd.DataFrame(
        {
            "day": starts.dt.normalize(),
            "week": mondays(starts),
            "id": np.r_[
                lifts["session_id"].to_numpy(object), runs["run_id"].to_numpy(object)
            ],
            "is_lift": np.r_[np.ones(len(lifts), bool), np.zeros(len(runs), bool)],
            "is_hard": np.r_[hard_lift, hard_run],
        }
    )
    return days.sort_values(["day", "id"], ignore_index=True)


def _streaks(days: pd.DataFrame, policy: Policy) -> Iterator[dict[str, Any]]:
    hard = days[days["is_hard"]]
    on = hard["day"].to_numpy("datetime64[D]")
    ids = hard["id"].to_numpy(object)
    run_days = set(on[~hard["is_lift"].to_numpy(bool)].tolist())
    for streak in interference.hard_day_streaks(on.tolist(), policy):
        begin = int(np.searchsorted(on, np.datetime64(streak.first)))
        end = int(np.searchsorted(on, np.datetime64(streak.last), "right"))
        inside = sorted(set(on[begin:end].tolist()))
        yield {
            **_empty("hard_days_in_a_row", pd.Timestamp(streak.last)),
            "severity": streak.severity,
            "reasons": [
                f"{streak.days} hard days in a row, "
                f"{day_text(streak.first, weekday=True)} to "
                f"{day_text(streak.last, weekday=True)}: a key, long or race run or a "
                "heavy leg session on each."
            ],
            "fixes": _stacked(
                streak, [day for day in inside if day in run_days], policy
            ),
            "others": ids[begin:end].tolist(),
        }


def _stacked(
    streak: interference.Streak, run_days: list[date], policy: Policy
) -> list[dict[str, Any]]:
    """Heavy lifts moved to the days of the hard runs beside them, where that helps."""
    if not run_days or len(run_days) == streak.days:
        return []
    left = interference.hard_day_streaks(run_days, policy)
    then = interference.FINE.severity
    then = max([then, *(one.severity for one in left)], key=rank)
    if rank(then) >= rank(streak.severity):
        return []
    return [
        {
            "kind": "move_lift",
            "text": "Lift on the day of a hard run, after it, so that a day of rest or "
            "easy running follows.",
            "severity_after": then,
        }
    ]


def _weeks(
    days: pd.DataFrame, runs: pd.DataFrame, policy: Policy
) -> Iterator[dict[str, Any]]:
    ids, hard = days["id"].to_numpy(object), days["is_hard"].to_numpy(bool)
    lifted = days["is_lift"].to_numpy(bool)
    on = days["day"].to_numpy("datetime64[D]")
    week = days["week"].to_numpy("datetime64[D]")
    wanted = policy.number("spacing.min_free_days")
    usual = _usual(runs)
    mondays_, starts = np.unique(week, return_index=True)
    for monday, places in zip(
        mondays_, np.split(np.arange(len(week)), starts[1:]), strict=True
    ):
        sunday = pd.Timestamp(monday + np.timedelta64(6, "D"))
        said = day_text(monday.item())
        active = np.unique(on[places])
        if 7 - len(active) < wanted:
            run_days = np.unique(on[places[~lifted[places]]])
            # A day with lifting only can be freed, if there is a run to go with.
            can_move = 0 < len(run_days) < len(active)
            yield {
                **_empty("no_free_day", sunday),
                "severity": "caution",
                "reasons": [
                    f"{_free(7 - len(active))} without a run or a lift in the week of "
                    f"{said}."
                ],
                "fixes": [
                    {
                        "kind": "move_lift",
                        "text": "Put one lift on the day of a run, after it.",
                        "severity_after": "ok",
                    }
                ]
                if can_move and 8 - len(active) >= wanted
                else [],
                "others": ids[places].tolist(),
            }
        hard_places = places[hard[places]]
        severity = interference.weekly_hard(len(hard_places), usual, policy)
        if severity != "ok":
            yield {
                **_empty("many_hard_sessions", sunday),
                "severity": severity,
                "reasons": [
                    f"{len(hard_places)} hard sessions in the week of {said} (key, long "
                    "and race runs and heavy leg sessions together)."
                ],
                "fixes": [],
                "others": ids[hard_places].tolist(),
            }


def _usual(runs: pd.DataFrame) -> float:
    """Runs in the athlete's median week, weeks without any left out."""
    _, counts = np.unique(mondays(runs["start_local"]).to_numpy(), return_counts=True)
    return float(np.median(counts)) if len(counts) else 0.0


def _free(days: int) -> str:
    return "No day" if days == 0 else "Only 1 day" if days == 1 else f"Only {days} days"


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

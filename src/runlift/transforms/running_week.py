"""The usual running week: which half days have a run, and of which kind."""

from datetime import date

import numpy as np
import pandas as pd

from runlift.science.policy import Policy
from runlift.transforms.instants import monday, running_s

COLUMNS = ("day", "slot", "start_h", "hours", "run_class", "weeks", "of_weeks")

_NOON_H = 12
_QUARTER_H = 0.25
_CLASSES = ("long", "key")


def running_week(runs: pd.DataFrame, last: date, policy: Policy) -> pd.DataFrame:
    """The week as it usually is, from the weeks before a day.

    A half day belongs to it when a run was there in `planning.detect_share` of the
    weeks with any run. Long and key runs that wander over the week are put where they
    were most often, as many as a week usually has. Races are no habit.

    Args:
        runs: as `classified_runs` returns them.
        last: the last day that counts.
        policy: thresholds; `planning.detect_weeks` full weeks are looked at.

    Returns:
        `COLUMNS`, by time: day (Monday is 0), slot (AM, PM), start_h (median, to a
        quarter of an hour; 7 or 18 where no clock is known), hours (median), run_class
        (easy, steady, key, long), weeks with it of_weeks with any run.
    """
    weeks = int(policy.number("planning.detect_weeks"))
    end = monday(last) if last.weekday() < 6 else monday(last) + pd.Timedelta(days=7)
    first = end - pd.Timedelta(weeks=weeks)
    recent = runs[(runs["day"] >= first) & (runs["day"] < end) & ~runs["is_race"]]
    if recent.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    table = _slots(recent, policy)
    of_weeks = int(table["week"].nunique())
    needed = policy.number("planning.detect_share") * of_weeks
    grouped = [
        _usual(key, rows, of_weeks)
        for key, rows in table.groupby(["day_no", "slot"], sort=True)
    ]
    found = pd.DataFrame(grouped, columns=list(COLUMNS))
    usual = found[found["weeks"] >= needed].reset_index(drop=True)
    for kind in _CLASSES:
        usual = _with_wandering(usual, table, kind, of_weeks)
    return usual.sort_values(["day", "start_h"], ignore_index=True)


def _slots(runs: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """Each run with its half day, hour, length and kind."""
    start = runs["start_local"]
    hour = (start.dt.hour + start.dt.minute / 60).to_numpy(float)
    known = runs["is_clock_known"].to_numpy(bool)
    morning = policy.number("placement.am_start_h")
    hour = np.where(known, hour, morning)
    kind = np.select(
        [
            runs["is_long"].to_numpy(bool),
            runs["is_key"].to_numpy(bool),
            (runs["run_class"] == "steady").to_numpy(bool),
        ],
        ["long", "key", "steady"],
        "easy",
    )
    return pd.DataFrame(
        {
            "week": runs["week"].to_numpy(),
            "day_no": runs["day"].dt.day_of_week.to_numpy(),
            "slot": np.where(hour < _NOON_H, "AM", "PM"),
            "hour": hour,
            "hours": running_s(runs).to_numpy(float) / 3600,
            "kind": kind,
        }
    )


def _usual(
    key: tuple[int, str], rows: pd.DataFrame, of_weeks: int
) -> tuple[int, str, float, float, str, int, int]:
    """One half day: the median run, and what most of its runs were."""
    day, slot = key
    weeks = int(rows["week"].nunique())
    kind = "easy"
    for name in (*_CLASSES, "steady"):
        if 2 * rows.loc[rows["kind"] == name, "week"].nunique() >= weeks:
            kind = name
            break
    mine = rows[rows["kind"] == kind] if (rows["kind"] == kind).any() else rows
    hours = mine["hours"].median()
    return (
        int(day),
        str(slot),
        _quarter(float(rows["hour"].median()), slot),
        round(float(hours), 2) if hours == hours else 1.0,
        kind,
        weeks,
        of_weeks,
    )


def _quarter(hour: float, slot: str) -> float:
    """To a quarter of an hour, and still in its half of its day: 23:55 is not 00:00."""
    last = (_NOON_H if slot == "AM" else 2 * _NOON_H) - _QUARTER_H
    return min(_QUARTER_H * round(hour / _QUARTER_H), last)


def _with_wandering(
    usual: pd.DataFrame, table: pd.DataFrame, kind: str, of_weeks: int
) -> pd.DataFrame:
    """Runs of a kind that are done most weeks, on days that change."""
    mine = table[table["kind"] == kind]
    per_week = mine.groupby("week")["day_no"].nunique()
    padded = np.zeros(of_weeks)
    padded[: len(per_week)] = per_week.to_numpy()
    wanted = int(np.median(padded))
    there = int((usual["run_class"] == kind).sum())
    counts = mine.groupby(["day_no", "slot"])["week"].nunique()
    for day, slot in counts.sort_values(ascending=False, kind="stable").index:
        if there >= wanted:
            break
        is_taken = (usual["day"] == day) & (usual["slot"] == slot)
        if (usual.loc[is_taken, "run_class"] == kind).any():
            continue
        rows = mine[(mine["day_no"] == day) & (mine["slot"] == slot)]
        one = pd.DataFrame([_usual((day, slot), rows, of_weeks)], columns=list(COLUMNS))
        usual = pd.concat([usual[~is_taken], one], ignore_index=True)
        there += 1
    return usual

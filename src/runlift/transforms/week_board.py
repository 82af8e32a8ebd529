"""Weeks as rows, days as columns: every activity at its hour, every finding a link."""

import numpy as np
import pandas as pd

from runlift.model import Window
from runlift.science import keywords, leg_load
from runlift.transforms.instants import monday, mondays
from runlift.units import DistanceUnit, day_text, distance_out, duration_text

ACTIVITY_COLUMNS = (
    "activity_id",
    "week",
    "day_no",
    "start_h",
    "length_h",
    "kind",
    "look_class",
    "label",
    "hover",
)
LINK_COLUMNS = (
    "finding_id",
    "week_from",
    "day_from",
    "hour_from",
    "week_to",
    "day_to",
    "hour_to",
    "severity",
    "hours",
    "is_time_assumed",
)

_SHORT = 9
"""Characters that fit below a bar."""

_RUN_LOOK = {"raceA": "race", "raceB": "race"}


def week_board(
    lifts: pd.DataFrame,
    runs: pd.DataFrame,
    findings: pd.DataFrame,
    window: Window,
    distance_unit: DistanceUnit,
) -> dict[str, pd.DataFrame]:
    """The frames of the week board.

    Args:
        lifts: as `lift_sessions` returns them.
        runs: as `classified_runs` returns them.
        findings: as `findings` returns them.
        window: whole weeks from the first to the last day's are shown.
        distance_unit: of the labels.

    Returns:
        activities (`ACTIVITY_COLUMNS`; start_h and length_h in hours of the day, start_h
        missing without clock time), links (`LINK_COLUMNS`; only conflicts and cautions
        between a lift and a run, from what was first to what came after; hours of the
        day as above) and weeks (week, label, sub), newest first.
    """
    first = monday(window.first)
    last = monday(window.last)
    lifts, runs = _within(lifts, first, last), _within(runs, first, last)
    activities = pd.concat(
        [_lift_bars(lifts), _run_bars(runs, distance_unit)], ignore_index=True
    )
    all_weeks = pd.date_range(first, last, freq="7D")[::-1]
    metres = runs.groupby("week")["distance_m"].sum().reindex(all_weeks, fill_value=0.0)
    weeks = pd.DataFrame(
        {
            "week": all_weeks.astype("datetime64[us]"),
            "label": [day_text(week) for week in all_weeks],
            "sub": [
                f"{distance_out(m, distance_unit):.0f} {distance_unit}" for m in metres
            ],
        }
    )
    return {
        "activities": activities,
        "links": _links(findings, _clocked(lifts, runs), first, last),
        "weeks": weeks,
    }


def _within(
    records: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp
) -> pd.DataFrame:
    """What began in the weeks of these two Mondays or between."""
    start = records["start_local"]
    return records[(start >= first) & (start < last + pd.Timedelta(days=7))]


def _lift_bars(lifts: pd.DataFrame) -> pd.DataFrame:
    has_legs = leg_load.is_leg_day(
        lifts["lift_class"], lifts["leg_sets"], lifts["sets"], lifts["contacts"]
    )
    look = np.where(has_legs, "legs", "upper")
    titles = lifts["title"].fillna("Lift")
    hover = [
        f"{title}: {sets} sets\nleg load {load:.1f} ({lift_class.replace('_', ' ')})"
        + (f": {made}" if made else "")
        for title, sets, load, lift_class, made in zip(
            titles,
            lifts["sets"],
            lifts["leg_load"],
            lifts["lift_class"],
            lifts["made_by"],
            strict=True,
        )
    ]
    label = np.where(lifts["sets"] > 0, look, "lift")
    return _bars(lifts, lifts["session_id"], "lift", look, label, hover)


def _run_bars(runs: pd.DataFrame, unit: DistanceUnit) -> pd.DataFrame:
    look = runs["run_class"].replace(_RUN_LOOK)
    far = [
        f"{distance_out(metres, unit):.0f} {unit}" if metres == metres else "run"
        for metres in runs["distance_m"]
    ]
    hover = [
        f"{title or 'Run'}: {distance}"
        + (f" in {duration_text(seconds)}" if seconds == seconds else "")
        + f"\n{reasons}"
        for title, distance, seconds, reasons in zip(
            runs["title"].fillna(""),
            far,
            runs["moving_s"],
            runs["class_reasons"],
            strict=True,
        )
    ]
    label = [
        _session(title) or distance if run_class == "key" else distance
        for run_class, title, distance in zip(
            runs["run_class"], runs["title"].fillna(""), far, strict=True
        )
    ]
    return _bars(runs, runs["run_id"], "run", look, label, hover)


def _session(title: str) -> str:
    """What the title says was run, short: `6x800`, `tempo`."""
    reading = keywords.read(title)
    term = reading.term.replace(" ", "")
    is_telling = reading.run_class in ("intervals", "tempo") and not reading.is_weak
    return term if is_telling and len(term) <= _SHORT else ""


def _bars(
    records: pd.DataFrame,
    ids: pd.Series,
    kind: str,
    look: object,
    label: object,
    hover: list[str],
) -> pd.DataFrame:
    start = records["start_local"]
    day = start.dt.normalize()
    hours = (start - day).dt.total_seconds() / 3600
    length = (records["end_local"] - start).dt.total_seconds() / 3600
    return pd.DataFrame(
        {
            "activity_id": ids.to_numpy(),
            "week": mondays(start).to_numpy(),
            "day_no": start.dt.day_of_week.to_numpy(),
            "start_h": hours.where(records["is_clock_known"]).to_numpy(float),
            "length_h": length.to_numpy(float),
            "kind": kind,
            "look_class": np.asarray(look),
            "label": np.asarray(label),
            "hover": hover,
        }
    )


def _clocked(lifts: pd.DataFrame, runs: pd.DataFrame) -> set[str]:
    """The ids of everything with a clock time."""
    return {
        *lifts.loc[lifts["is_clock_known"], "session_id"],
        *runs.loc[runs["is_clock_known"], "run_id"],
    }


def _links(
    findings: pd.DataFrame, clocked: set[str], first: pd.Timestamp, last: pd.Timestamp
) -> pd.DataFrame:
    between = findings[
        findings["run_id"].notna()
        & findings["lift_session_id"].notna()
        & findings["severity"].isin(["conflict", "caution"])
        & findings["day"].between(first, last + pd.Timedelta(days=6))
    ]
    lift_first = ~between["rule"].str.startswith("lift_after").to_numpy(bool)
    origin = between["lift_start"].where(lift_first, between["run_start"])
    target = between["run_start"].where(lift_first, between["lift_start"])
    # Without clock times the moments stand at midnight, which says nothing.
    lift_known = between["lift_session_id"].isin(clocked)
    run_known = between["run_id"].isin(clocked)
    out = pd.DataFrame(
        {
            "finding_id": between["finding_id"],
            **_place(origin, lift_known.where(lift_first, run_known), "from"),
            **_place(target, run_known.where(lift_first, lift_known), "to"),
            "severity": between["severity"],
            "hours": between["hours"].astype(float),
            "is_time_assumed": between["time_assumed"].astype(bool),
        }
    )
    inside = out["week_from"].between(first, last) & out["week_to"].between(first, last)
    return out.loc[inside, list(LINK_COLUMNS)].reset_index(drop=True)


def _place(moment: pd.Series, is_known: pd.Series, end: str) -> dict[str, pd.Series]:
    day = moment.dt.normalize()
    hour = (moment - day).dt.total_seconds() / 3600
    return {
        f"week_{end}": mondays(moment),
        f"day_{end}": moment.dt.day_of_week,
        f"hour_{end}": hour.where(is_known.astype(bool)),
    }

"""Weeks as rows, days as columns: every activity at its hour, every finding a link.

What is planned stands beside what was done; it knows neither sets nor time moving.
"""

from datetime import datetime

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
    "is_planned",
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
MARK_COLUMNS = ("week", "hour_of_week", "label")

_SHORT = 9
"""Characters that fit below a bar."""

_RUN_LOOK = {"raceA": "race", "raceB": "race"}


def week_board(
    lifts: pd.DataFrame,
    runs: pd.DataFrame,
    findings: pd.DataFrame,
    window: Window,
    distance_unit: DistanceUnit,
    *,
    newest_first: bool = True,
    now: datetime | None = None,
) -> dict[str, pd.DataFrame]:
    """The frames of the week board.

    Args:
        lifts: as `lift_sessions` or `planned_lifts` return them; is_planned where some
            are, sets, contacts where they are known.
        runs: as `classified_runs` or `planned_runs` return them; is_planned and moving_s
            as above.
        findings: as `findings` returns them.
        window: whole weeks from the first to the last day's are shown.
        distance_unit: of the labels.
        newest_first: the order of weeks; a calendar looks the other way.
        now: the moment to mark, on the athlete's wall clock.

    Returns:
        activities (`ACTIVITY_COLUMNS`; start_h and length_h in hours of the day, start_h
        missing without clock time), links (`LINK_COLUMNS`; only conflicts and cautions
        between a lift and a run, from what was first to what came after; hours of the
        day as above), weeks (week, label, sub) and marks (week, hour_of_week, label; a
        row where `now` is in one of the weeks).
    """
    first = monday(window.first)
    last = monday(window.last)
    lifts, runs = _within(lifts, first, last), _within(runs, first, last)
    activities = pd.concat(
        [_lift_bars(lifts), _run_bars(runs, distance_unit)], ignore_index=True
    )
    all_weeks = pd.date_range(first, last, freq="7D")
    if newest_first:
        all_weeks = all_weeks[::-1]
    weeks = pd.DataFrame(
        {
            "week": all_weeks.astype("datetime64[us]"),
            "label": [day_text(week) for week in all_weeks],
            "sub": _subs(all_weeks, activities, runs, distance_unit),
        }
    )
    return {
        "activities": activities,
        "links": _links(findings, _clocked(lifts, runs), first, last),
        "weeks": weeks,
        "marks": _marks(now, first, last),
    }


def _subs(
    weeks: pd.DatetimeIndex,
    activities: pd.DataFrame,
    runs: pd.DataFrame,
    unit: DistanceUnit,
) -> list[str]:
    """The distance of each week; where plans leave it open, what there is to do."""
    planned = _is_planned(runs)
    is_open = planned & runs["distance_m"].isna()
    whole = runs.groupby("week")["distance_m"].sum().reindex(weeks, fill_value=0.0)
    done = runs[~planned].groupby("week")["distance_m"].sum()
    counts = activities.groupby(["week", "kind"]).size()
    waiting = set(activities.loc[activities["is_planned"], "week"])
    found = []
    for week, metres in whole.items():
        has_open = bool((runs["week"].eq(week) & is_open).any())
        far = done.get(week, 0.0) if has_open else metres
        said = f"{distance_out(far, unit):.0f} {unit}" + " so far" * has_open
        # A week of lifts to come must not read as one without training.
        if not far and week in waiting:
            kinds = ("run", "lift")
            many = [(int(counts.get((week, kind), 0)), kind) for kind in kinds]
            said = ", ".join(f"{n} {kind}{'s' * (n > 1)}" for n, kind in many if n)
        found.append(said)
    return found


def _marks(
    now: datetime | None, first: pd.Timestamp, last: pd.Timestamp
) -> pd.DataFrame:
    """Now, where it is in one of the weeks."""
    rows = []
    if now is not None:
        week = monday(now.date())
        hours = (pd.Timestamp(now) - week).total_seconds() / 3600
        if first <= week <= last:
            rows.append((week, hours, "now"))
    return pd.DataFrame(rows, columns=list(MARK_COLUMNS)).astype(
        {"week": "datetime64[us]", "hour_of_week": float, "label": object}
    )


def _within(
    records: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp
) -> pd.DataFrame:
    """What began in the weeks of these two Mondays or between."""
    start = records["start_local"]
    return records[(start >= first) & (start < last + pd.Timedelta(days=7))]


def _lift_bars(lifts: pd.DataFrame) -> pd.DataFrame:
    sets = _known(lifts, "sets")
    contacts = _known(lifts, "contacts").fillna(0.0)
    has_legs = leg_load.is_leg_day(
        lifts["lift_class"], lifts["leg_sets"], sets, contacts
    )
    # Without all sets there is no share of them: heavy sets for the legs have to tell.
    has_legs |= (sets.isna() & (lifts["article_sets"] > 0)).to_numpy(bool)
    look = np.where(has_legs, "legs", "upper")
    titles = lifts["title"].fillna("Lift")
    hover = [
        title
        + (f": {count:.0f} sets" if count == count else "")
        + f"\nleg load {load:.1f} ({lift_class.replace('_', ' ')})"
        + (f": {made}" if made else "")
        for title, count, load, lift_class, made in zip(
            titles,
            sets,
            lifts["leg_load"],
            lifts["lift_class"],
            lifts["made_by"],
            strict=True,
        )
    ]
    label = np.where(sets.isna() | (sets > 0), look, "lift")
    return _bars(lifts, lifts["session_id"], "lift", look, label, hover)


def _run_bars(runs: pd.DataFrame, unit: DistanceUnit) -> pd.DataFrame:
    look = runs["run_class"].replace(_RUN_LOOK)
    is_planned = _is_planned(runs)
    lasting = (runs["end_local"] - runs["start_local"]).dt.total_seconds()
    far = [
        f"{distance_out(metres, unit):.0f} {unit}"
        if metres == metres
        else _minutes(seconds)
        if planned
        else "run"
        for metres, seconds, planned in zip(
            runs["distance_m"], lasting, is_planned, strict=True
        )
    ]
    hover = [
        f"{title or 'Run'}: {distance}"
        + (f" in {duration_text(seconds)}" if seconds == seconds else "")
        + ("" if planned else f"\n{reasons}")
        for title, distance, seconds, planned, reasons in zip(
            runs["title"].fillna(""),
            far,
            _known(runs, "moving_s"),
            is_planned,
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


def _minutes(seconds: float) -> str:
    """How long a planned run is to take, short: `45 min`, `1:30 h`, `2 h`."""
    hours, minutes = divmod(round(seconds / 60), 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours}:{minutes:02d} h" if minutes else f"{hours} h"


def _known(records: pd.DataFrame, name: str) -> pd.Series:
    """A column of numbers that planned records lack."""
    if name in records:
        return records[name]
    return pd.Series(np.nan, index=records.index)


def _is_planned(records: pd.DataFrame) -> pd.Series:
    """Which records are still to come; none where nothing is said."""
    if "is_planned" in records:
        return records["is_planned"].astype(bool)
    return pd.Series(False, index=records.index)


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
            "is_planned": _is_planned(records).to_numpy(bool),
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

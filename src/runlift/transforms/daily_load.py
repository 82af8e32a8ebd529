"""How much training each day was: by feeling, by heart, by what the legs lifted.

Three measures side by side. They count different things and are never added up.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from runlift.model import Window
from runlift.science import training_load as science
from runlift.science.fitness import monotony
from runlift.science.policy import Policy
from runlift.science.training_load import Sex
from runlift.transforms.instants import monday, running_s
from runlift.transforms.intensity import recorded_beats
from runlift.units import Floats

MEASURES = ("session_rpe", "trimp", "leg_load")

COLUMNS = ("measure", "day", "load", "long_load", "short_load", "is_warm_up")

KNOWN_COLUMNS = ("measure", "activities", "known", "by_second", "is_enough")

WEEK_COLUMNS = ("week", "measure", "load", "missing", "monotony", "strain", "is_whole")

Loads = Mapping[str, pd.DataFrame]
"""Of each measure: day, load (missing where unknown), is_by_second; a row an activity."""


def activity_loads(
    runs: pd.DataFrame,
    lifts: pd.DataFrame,
    efforts: pd.DataFrame,
    policy: Policy,
    hr_max: float,
    hr_rest: float | None = None,
    sex: Sex = None,
) -> Loads:
    """What each activity counts in each measure.

    Session-RPE is of runs, and of lifts whose app asked how hard the whole session was
    (a column `rpe`; repetitions in reserve are no such answer). TRIMP is of runs: by
    the second where a recording has a heart rate, scaled to the whole time, else from
    the average, which is a lower bound. Leg load is of lifts.

    Args:
        runs: as `classified_runs` returns them.
        lifts: as `lift_sessions` returns them.
        efforts: as `queries/run_efforts.sql` returns them.
        policy: sections `load` and `running`, and `effect.hr_rest_bpm`.
        hr_max: maximum heart rate in bpm, NaN if unknown.
        hr_rest: at rest; the policy's where she has not said hers.
        sex: `m`, `f` or nothing.
    """
    rest = hr_rest or policy.number("effect.hr_rest_bpm")
    return {
        "session_rpe": _felt(runs, lifts, policy.number("load.lift_cap_s")),
        "trimp": _trimp(runs, efforts, policy, hr_max, rest, sex),
        "leg_load": _of(lifts, lifts["leg_load"].to_numpy(float)),
    }


def known_loads(loads: Loads, window: Window, policy: Policy) -> pd.DataFrame:
    """Of how many activities each measure knows something.

    Args:
        loads: as `activity_loads` returns it.
        window: the days looked at; those that their averages go back to count as well.
        policy: section `load`.

    Returns:
        `KNOWN_COLUMNS`; is_enough where an average would not take what is missing for
        rest.
    """
    back = pd.Timedelta(days=policy.number("load.long_days"))
    first, last = pd.Timestamp(window.first) - back, pd.Timestamp(window.last)
    rows = []
    for measure, found in loads.items():
        inside = found[found["day"].between(first, last)]
        known = int(inside["load"].notna().sum())
        share = known / len(inside) if len(inside) else 0.0
        rows.append(
            (
                measure,
                len(inside),
                known,
                int(inside["is_by_second"].sum()),
                known > 0 and share >= policy.number("load.known_share"),
            )
        )
    return pd.DataFrame(rows, columns=list(KNOWN_COLUMNS))


def daily_load(
    loads: Loads, known: pd.DataFrame, window: Window, policy: Policy
) -> pd.DataFrame:
    """Each measure on each day of the window, with its long- and short-term load.

    Args:
        loads: as `activity_loads` returns it.
        known: as `known_loads` returns it.
        window: the days looked at.
        policy: section `load`.

    Returns:
        `COLUMNS`, measures in the order of `MEASURES`, only those of which anything is
        known. The averages begin at zero on the first day of the log; until
        `load.long_days` have passed, is_warm_up says that they still climb from there.
        They are missing where too few activities are known.
    """
    is_enough = dict(zip(known["measure"], known["is_enough"], strict=True))
    parts = []
    for measure in MEASURES:
        found = loads[measure]
        found = found[found["day"] <= pd.Timestamp(window.last)]
        if not found["load"].notna().any():
            continue
        daily = _by_day(found, window)
        since = (daily.index - found["day"].min()).days.to_numpy()
        enough = bool(is_enough[measure])
        averages = {
            name: science.running_mean(daily.to_numpy(float), policy.number(key))
            if enough
            else np.full(len(daily), np.nan)
            for name, key in (
                ("long_load", "load.long_days"),
                ("short_load", "load.short_days"),
            )
        }
        warm_up = since < policy.number("load.long_days")
        parts.append(
            pd.DataFrame(
                {
                    "measure": measure,
                    "day": daily.index,
                    "load": daily.to_numpy(float),
                    **averages,
                    "is_warm_up": warm_up,
                },
                columns=list(COLUMNS),
            )
        )
    if not parts:
        return pd.DataFrame(columns=list(COLUMNS)).astype({"day": "datetime64[us]"})
    out = pd.concat(parts, ignore_index=True)
    return out[out["day"] >= pd.Timestamp(window.first)].reset_index(drop=True)


def load_weeks(loads: Loads, window: Window) -> pd.DataFrame:
    """Each measure in each week of the window, with monotony and strain.

    Args:
        loads: as `activity_loads` returns it.
        window: the days looked at, from the Monday of its first week.

    Returns:
        `WEEK_COLUMNS`, newest week first. missing counts activities of which the
        measure knows nothing. monotony and strain are there for whole weeks without
        one, and missing where every day was the same.
    """
    first, last = monday(window.first), pd.Timestamp(window.last)
    rows = []
    for measure in MEASURES:
        found = loads[measure]
        found = found[found["day"] <= last]
        if not found["load"].notna().any():
            continue
        begun = found["day"].min()
        daily = _by_day(found, window)
        gaps = found[found["load"].isna()].groupby("day").size()
        unknown = gaps.reindex(daily.index, fill_value=0).to_numpy(int)
        days = daily.index.to_numpy()
        for place in range(0, len(days), 7):
            week = pd.Timestamp(days[place])
            if week < first:
                continue
            values = daily.to_numpy(float)[place : place + 7]
            missing = int(unknown[place : place + 7].sum())
            # The week in which the log begins may have begun before it.
            whole = len(values) == 7 and week >= begun
            even, strain = (
                monotony(values) if whole and not missing else (np.nan, np.nan)
            )
            rows.append(
                (week, measure, float(values.sum()), missing, even, strain, whole)
            )
    out = pd.DataFrame(rows, columns=list(WEEK_COLUMNS))
    return out.sort_values("week", ascending=False, kind="stable", ignore_index=True)


def _by_day(found: pd.DataFrame, window: Window) -> pd.Series:
    """The sum of each day from the Monday of the first week to the window's end."""
    begin = min(monday(found["day"].min()), monday(window.first))
    days = pd.date_range(begin, window.last, freq="D").astype("datetime64[us]")
    return found.groupby("day")["load"].sum().reindex(days).fillna(0.0)


def _of(activities: pd.DataFrame, load: Floats, by_second: Any = False) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "day": activities["start_local"].dt.normalize().to_numpy("datetime64[us]"),
            "load": load,
            "is_by_second": by_second,
        }
    ).astype({"is_by_second": bool})


def _felt(runs: pd.DataFrame, lifts: pd.DataFrame, cap_s: float) -> pd.DataFrame:
    found = science.session_rpe(runs["rpe"].to_numpy(float), running_s(runs).to_numpy())
    felt = _of(runs, found)
    if "rpe" not in lifts:
        return felt
    lifted = science.session_rpe(
        lifts["rpe"].to_numpy(float), lifts["duration_s"].to_numpy(float), cap_s
    )
    return pd.concat([felt, _of(lifts, lifted)], ignore_index=True)


def _trimp(
    runs: pd.DataFrame,
    efforts: pd.DataFrame,
    policy: Policy,
    hr_max: float,
    rest: float,
    sex: Sex,
) -> pd.DataFrame:
    seconds = running_s(runs).to_numpy(float)
    load = science.trimp_of_average(
        runs["avg_hr"].to_numpy(float), seconds, hr_max, rest, sex
    )
    by_second = np.zeros(len(runs), bool)
    places, beats = recorded_beats(runs, efforts, policy)
    if len(places) and hr_max > rest:
        told = science.trimp_of_seconds(beats, hr_max, rest, sex)
        whole = seconds[places] / beats.sum(axis=1)
        load[places] = told * np.where(whole > 0, whole, 1.0)
        by_second[places] = True
    return _of(runs, load, by_second)

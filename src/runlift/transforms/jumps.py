"""Jump contacts and throws: counted apart, for they are no hard sets."""

import numpy as np
import pandas as pd

from runlift.model import Window
from runlift.science.policy import Policy
from runlift.transforms.instants import monday
from runlift.transforms.lifted_sets import ONE_SIDE

SESSIONS = ("session_id", "day", "title", "contacts", "throws", "is_many")
WEEKS = ("week", "contacts", "throws", "before", "is_growth")


def jumps(
    sets: pd.DataFrame, window: Window, policy: Policy
) -> dict[str, pd.DataFrame]:
    """Contacts and throws per session and per week.

    A landing on both legs is one contact, on each leg in turn two; a throw to each side
    is two throws.

    Args:
        sets: as `lifted_sets` returns them, the whole log.
        window: the days, from the Monday of its first week.
        policy: `volume.contacts_warn`, `.contacts_warn_growth` and
            `.contacts_growth_from`.

    Returns:
        `sessions`: `SESSIONS`, those with jumps or throws; is_many: more contacts than
        `contacts_warn`. `weeks`: `WEEKS`, every week of the window; before: contacts of
        the week before; is_growth: more than `contacts_warn_growth` times as many, and
        at least `contacts_growth_from`. The week in which the log begins has no week
        before (missing) and is no growth.
    """
    first, last = monday(window.first), pd.Timestamp(window.last)
    week_before = first - pd.Timedelta(days=7)
    inside = sets[sets["day"].between(week_before, last)]
    counted = inside.assign(throws=_throws(inside))
    some = counted[(counted["contacts"] > 0) | (counted["throws"] > 0)]
    sessions = (
        some[some["day"] >= first]
        .groupby("session_id")
        .agg(
            day=("day", "first"),
            title=("title", "first"),
            contacts=("contacts", "sum"),
            throws=("throws", "sum"),
        )
        .reset_index()
        .sort_values(["day", "session_id"], ignore_index=True)
    )
    sessions["is_many"] = sessions["contacts"] > policy.number("volume.contacts_warn")
    mondays = pd.date_range(week_before, monday(window.last), freq="7D")
    weeks = (
        some.groupby("week")[["contacts", "throws"]]
        .sum()
        .reindex(mondays.astype("datetime64[us]"), fill_value=0.0)
        .rename_axis("week")
        .reset_index()
    )
    begun = sets["week"].min() if len(sets) else pd.NaT
    before = weeks["contacts"].shift()
    weeks["before"] = before.where(weeks["week"] > begun)
    growth = policy.number("volume.contacts_warn_growth")
    weeks["is_growth"] = (weeks["contacts"] > growth * weeks["before"]) & (
        weeks["contacts"] >= policy.number("volume.contacts_growth_from")
    )
    return {
        "sessions": sessions[list(SESSIONS)],
        "weeks": weeks.iloc[1:].reset_index(drop=True)[list(WEEKS)],
    }


def _throws(sets: pd.DataFrame) -> pd.Series:
    """The throws of each working set, those of both sides."""
    is_throw = (sets["exercise_kind"] == "throw") & ~sets["is_warmup"]
    is_double = sets["is_unilateral"] & ~sets["side"].isin(ONE_SIDE)
    reps = sets["reps"].fillna(0.0) * np.where(is_double, 2.0, 1.0)
    return reps.where(is_throw, 0.0)

"""The frames of the volume page, all of one window."""

from collections.abc import Mapping

import pandas as pd

from runlift.model import Window
from runlift.science.policy import Policy
from runlift.transforms.balance import balance, hard_work
from runlift.transforms.fractional import UNMAPPED, fractional, regrouped
from runlift.transforms.instants import monday
from runlift.transforms.jumps import jumps
from runlift.transforms.muscle_work import muscle_work
from runlift.transforms.rolling_volume import DAYS, rolling_volume
from runlift.transforms.session_dose import session_dose
from runlift.transforms.weekly_tonnage import tonnage_by_exercise, weekly_tonnage
from runlift.transforms.weekly_volume import heat, mean_weekly_volume, weeks_of

_NEEDED = [
    "session_id",
    "title",
    "day",
    "week",
    "exercise_id",
    "exercise_raw",
    "exercise",
    "exercise_kind",
    "pattern",
    "equipment",
    "basis",
    "leg_factor",
    "is_unilateral",
    "side",
    "set_share",
    "reps",
    "is_mapped",
    "is_warmup",
    "is_hard",
    "tonnage_kg",
    "contacts",
]
"""What the volume of a set is made of: a third of its columns, quicker to cut."""

TOTALS = ("weeks", "hard_sets", "leg_sets", "hard_sets_before")
SIDES = ("muscle", "name", "left_sets", "right_sets", "more")


def volume_frames(
    sets: pd.DataFrame,
    roles: pd.DataFrame,
    muscles: pd.DataFrame,
    window: Window,
    policy: Policy,
) -> Mapping[str, pd.DataFrame]:
    """Everything the volume page shows of a log.

    Args:
        sets: as `lifted_sets` returns them, the whole log.
        roles: exercise_id, muscle, role.
        muscles: muscle, name, group, in the order to be shown.
        window: the days; they begin with the Monday of the first week.
        policy: thresholds.

    Returns:
        `mean`, `heat` and `rolling` as `mean_weekly_volume`, `heat` and `rolling_volume`
        describe them; `doses` as `session_dose`; `jump_sessions` and `jump_weeks` as
        `jumps`; `balance`; `tonnage` and `tonnage_weeks` as `tonnage_by_exercise` and
        `weekly_tonnage`; `totals`: one row of `TOTALS`, sets a week; `sides`: `SIDES`,
        the muscles whose sides got clearly different work, in sets of the window.
    """
    sets = sets[_NEEDED]
    inside = within_weeks(sets, window)
    shares = _by_session(sets, roles, window, policy)
    daily = regrouped(shares, "day")
    shares = shares[shares["day"] >= monday(window.first)]
    weekly = regrouped(shares, "week")
    mean = mean_weekly_volume(weekly, muscles, window, policy)
    jumped = jumps(sets, window, policy)
    tonnage = weekly_tonnage(inside, window)
    return {
        "mean": mean,
        "heat": heat(weekly, muscles, window, policy),
        "rolling": rolling_volume(daily, window),
        "doses": session_dose(inside, shares, roles, muscles),
        "jump_sessions": jumped["sessions"],
        "jump_weeks": jumped["weeks"],
        "balance": balance(
            hard_work(inside),
            weekly,
            policy,
            least=policy.number("balance.min_sets"),
        ),
        "tonnage": tonnage_by_exercise(tonnage, inside, window),
        "tonnage_weeks": tonnage,
        "totals": _totals(sets, window),
        "sides": _sides(weekly, muscles, policy),
    }


def work_in(
    sets: pd.DataFrame,
    roles: pd.DataFrame,
    window: Window,
    policy: Policy,
    muscle: str | None,
) -> Mapping[str, pd.DataFrame]:
    """`muscle_work` in the weeks of a window."""
    return muscle_work(within_weeks(sets[_NEEDED], window), roles, policy, muscle)


def within_weeks(sets: pd.DataFrame, window: Window) -> pd.DataFrame:
    """The sets from the Monday of the window's first week to its last day."""
    first, last = monday(window.first), pd.Timestamp(window.last)
    return sets[sets["day"].between(first, last)]


def _by_session(
    sets: pd.DataFrame, roles: pd.DataFrame, window: Window, policy: Policy
) -> pd.DataFrame:
    """Fractional sets of each session, with its day and week.

    Counted once, for days and weeks are sums of sessions; from as many days before the
    window as its first rolling sum looks back.
    """
    begin = monday(window.first) - pd.Timedelta(days=DAYS - 1)
    some = sets[sets["day"].between(begin, pd.Timestamp(window.last))]
    when = some[["session_id", "day", "week"]].drop_duplicates("session_id")
    return fractional(some, "session_id", roles, policy).merge(when, on="session_id")


def _totals(sets: pd.DataFrame, window: Window) -> pd.DataFrame:
    """Hard sets a week, and those of as many days before where the log goes back."""
    first, last = monday(window.first), pd.Timestamp(window.last)
    before = first - (last - first) - pd.Timedelta(days=1)
    weeks = weeks_of(window)
    share = sets["set_share"].where(sets["is_hard"] & sets["is_mapped"], 0.0)
    is_inside = sets["day"].between(first, last)
    is_leg = sets["leg_factor"] > 0
    has_before = len(sets) > 0 and sets["day"].min() <= before
    is_before = sets["day"].between(before, first, inclusive="left")
    return pd.DataFrame(
        {
            "weeks": [weeks],
            "hard_sets": [share[is_inside].sum() / weeks],
            "leg_sets": [share[is_inside & is_leg].sum() / weeks],
            "hard_sets_before": [
                share[is_before].sum() / weeks if has_before else float("nan")
            ],
        }
    )


def _sides(weekly: pd.DataFrame, muscles: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """Muscles of which one side got clearly more sets than the other."""
    both = weekly[weekly["muscle"] != UNMAPPED].groupby("muscle")[
        ["left_sets", "right_sets"]
    ]
    out = muscles[["muscle", "name"]].merge(both.sum(), on="muscle")
    gap = (out["left_sets"] - out["right_sets"]).abs()
    most = out[["left_sets", "right_sets"]].max(axis=1)
    is_apart = (gap >= policy.number("volume.sides_min_sets")) & (
        gap > policy.number("volume.sides_min_share") * most
    )
    is_left = out["left_sets"] > out["right_sets"]
    out["more"] = is_left.map({True: "left", False: "right"})
    return out[is_apart].reset_index(drop=True)[list(SIDES)]

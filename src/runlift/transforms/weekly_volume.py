"""Fractional hard sets per muscle and week, the unmapped as a muscle of their own."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from runlift.model import Window
from runlift.science import volume
from runlift.science.policy import Policy
from runlift.transforms.fractional import COUNTS, fractional
from runlift.transforms.fractional import UNMAPPED as UNMAPPED
from runlift.transforms.instants import monday

COLUMNS = ("week", "muscle", *COUNTS)
_COUNTS = list(COUNTS)


def weekly_volume(
    sets: pd.DataFrame, roles: pd.DataFrame, policy: Policy
) -> pd.DataFrame:
    """Sets per muscle and week by fractional counting.

    Args:
        sets: as `lifted_sets` returns them.
        roles: exercise_id, muscle, role (primary, secondary, stabiliser).
        policy: thresholds; a secondary muscle gets `volume.secondary_weight` of a set.

    Returns:
        `COLUMNS`; week is its Monday, counted as `fractional` describes it.
    """
    return fractional(sets, "week", roles, policy)


def weeks_of(window: Window) -> float:
    """How many weeks an average of the window is over, from its first Monday."""
    # The running week counts by its days: it is not a week without training.
    days = int((pd.Timestamp(window.last) - monday(window.first)).days) + 1
    return max(1.0, days / 7)


def mean_weekly_volume(
    weekly: pd.DataFrame, muscles: pd.DataFrame, window: Window, policy: Policy
) -> pd.DataFrame:
    """The average week of a window per muscle, with the runner's band it lies in.

    Args:
        weekly: as `weekly_volume` returns it.
        muscles: muscle, name, group, in the order to be shown.
        window: the days looked at, from the Monday of its first week; days without
            lifting count.
        policy: thresholds, `bands.<muscle>` among them.

    Returns:
        muscle, name, group, sets, direct_sets, indirect_sets, left_sets, right_sets (a
        week), maintain,
        develop_low, develop_high, high, band. Every muscle has a row; `unmapped` has
        one when there are unmapped sets.
    """
    first, weeks = monday(window.first), weeks_of(window)
    inside = weekly[weekly["week"].between(first, pd.Timestamp(window.last))]
    columns = _COUNTS
    per_week = inside.groupby("muscle")[columns].sum() / weeks
    out = (
        muscles.set_index("muscle")[["name", "group"]]
        .join(per_week)
        .fillna(dict.fromkeys(columns, 0.0))
    )
    if UNMAPPED in per_week.index:
        out.loc[UNMAPPED, ["name", "group", *columns]] = [
            "Not mapped yet",
            UNMAPPED,
            *per_week.loc[UNMAPPED],
        ]
    out = out.reset_index()
    limits = [volume.limits(muscle, policy) for muscle in out["muscle"]]
    for place, name in enumerate(("maintain", "develop_low", "develop_high", "high")):
        out[name] = [limit[place] for limit in limits]
    out["band"] = _bands(out, policy)
    return out


def heat(
    weekly: pd.DataFrame, muscles: pd.DataFrame, window: Window, policy: Policy
) -> pd.DataFrame:
    """Every muscle in every week of the window, zeros included.

    Returns:
        week, muscle, name, group, sets, band, is_whole (false for a week that goes on
        after the window); `unmapped` only when it occurs.
    """
    first = monday(window.first)
    weeks = pd.date_range(first, monday(window.last), freq="7D").astype(
        "datetime64[us]"
    )
    order = list(muscles["muscle"])
    named = muscles.set_index("muscle")
    inside = weekly[weekly["week"].between(first, pd.Timestamp(window.last))]
    if (inside["muscle"] == UNMAPPED).any():
        order.append(UNMAPPED)
        named.loc[UNMAPPED, ["name", "group"]] = ["Not mapped yet", UNMAPPED]
    grid = pd.MultiIndex.from_product([weeks, order], names=["week", "muscle"])
    out = inside.set_index(["week", "muscle"])["sets"].reindex(grid, fill_value=0.0)
    frame = out.reset_index()
    frame["name"] = named["name"].reindex(frame["muscle"]).to_numpy()
    frame["group"] = named["group"].reindex(frame["muscle"]).to_numpy()
    frame["band"] = _bands(frame, policy)
    ends = frame["week"] + pd.Timedelta(days=6)
    frame["is_whole"] = ends <= pd.Timestamp(window.last)
    return frame[["week", "muscle", "name", "group", "sets", "band", "is_whole"]]


def _bands(rows: pd.DataFrame, policy: Policy) -> npt.NDArray[np.object_]:
    """The band of each row; no set at all for a muscle without a minimum is none."""
    band = volume.band_of(
        rows["muscle"].to_numpy(str), rows["sets"].to_numpy(float), policy
    )
    is_nothing = (rows["sets"] == 0).to_numpy(bool) & (band != "little")
    found: npt.NDArray[np.object_] = np.where(is_nothing, "", band).astype(object)
    return found

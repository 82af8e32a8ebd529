"""Fractional hard sets per muscle and week, the unmapped as a muscle of their own."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from runlift.model import Window
from runlift.science import volume
from runlift.science.policy import Policy
from runlift.transforms.instants import monday

UNMAPPED = "unmapped"

COLUMNS = (
    "week",
    "muscle",
    "sets",
    "direct_sets",
    "indirect_sets",
    "left_sets",
    "right_sets",
)
_COUNTS = list(COLUMNS[2:])


def weekly_volume(
    sets: pd.DataFrame, roles: pd.DataFrame, policy: Policy
) -> pd.DataFrame:
    """Sets per muscle and week by fractional counting.

    Args:
        sets: as `lifted_sets` returns them.
        roles: exercise_id, muscle, role (primary, secondary, stabiliser).
        policy: thresholds; a secondary muscle gets `volume.secondary_weight` of a set.

    Returns:
        `COLUMNS`; week is its Monday. A set of one side alone is half a set, and a
        whole one of its side. Working sets of unmapped exercises count once under the
        muscle `unmapped`.
    """
    hard = sets.loc[
        sets["is_hard"] & sets["is_mapped"], ["week", "exercise_id", "side"]
    ]
    exercise, ids = pd.factorize(hard["exercise_id"])
    week, weeks = pd.factorize(hard["week"])
    keys, place = np.unique(week * max(len(ids), 1) + exercise, return_inverse=True)
    week, exercise = np.divmod(keys, max(len(ids), 1))
    left, right = (
        np.bincount(place, hard["side"] != other, len(keys)) for other in ("R", "L")
    )
    counted = pd.DataFrame(
        {"week": weeks[week], "exercise_id": ids[exercise], "l": left, "r": right}
    )
    share = {"primary": 1.0, "secondary": policy.number("volume.secondary_weight")}
    trained = roles[roles["exercise_id"].isin(ids) & roles["role"].isin(share)]
    weighed = trained.assign(weight=trained["role"].map(share).astype(float))
    joined = counted.merge(weighed, on="exercise_id")
    left, right = ((joined[one] * joined["weight"]).to_numpy() for one in "lr")
    amount = (left + right) / 2
    is_direct = (joined["role"] == "primary").to_numpy(bool)
    summed = (
        joined[["week", "muscle"]]
        .assign(
            sets=amount,
            direct_sets=np.where(is_direct, amount, 0.0),
            indirect_sets=np.where(is_direct, 0.0, amount),
            left_sets=left,
            right_sets=right,
        )
        .groupby(["week", "muscle"], sort=True)
        .sum()
        .reset_index()
    )
    strange = (
        sets[~sets["is_mapped"] & ~sets["is_warmup"]]
        .groupby("week")["set_share"]
        .sum()
        .to_frame("sets")
        .reset_index()
    )
    unmapped = strange.assign(
        muscle=UNMAPPED,
        **dict.fromkeys(("direct_sets", "left_sets", "right_sets"), strange["sets"]),
        indirect_sets=0.0,
    )
    parts = [part for part in (summed, unmapped) if len(part)]
    if not parts:
        return pd.DataFrame(columns=list(COLUMNS)).astype({"week": "datetime64[us]"})
    both = pd.concat(parts, ignore_index=True)
    return both.sort_values(["week", "muscle"], ignore_index=True)[list(COLUMNS)]


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
    first = monday(window.first)
    # The running week counts by its days: it is not a week without training.
    weeks = max(1.0, ((pd.Timestamp(window.last) - first).days + 1) / 7)
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
        week, muscle, name, group, sets, band; `unmapped` only when it occurs.
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
    return frame[["week", "muscle", "name", "group", "sets", "band"]]


def _bands(rows: pd.DataFrame, policy: Policy) -> npt.NDArray[np.object_]:
    """The band of each row; no set at all for a muscle without a minimum is none."""
    band = volume.band_of(
        rows["muscle"].to_numpy(str), rows["sets"].to_numpy(float), policy
    )
    is_nothing = (rows["sets"] == 0).to_numpy(bool) & (band != "little")
    found: npt.NDArray[np.object_] = np.where(is_nothing, "", band).astype(object)
    return found

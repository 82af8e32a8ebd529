"""Fractional counting: what hard sets are for each muscle, of a week, a day or a session."""

import numpy as np
import pandas as pd

from runlift.science.policy import Policy

UNMAPPED = "unmapped"
"""The muscle of sets whose exercise nobody has mapped."""

COUNTS = ("sets", "direct_sets", "indirect_sets", "left_sets", "right_sets")


def fractional(
    sets: pd.DataFrame, by: str, roles: pd.DataFrame, policy: Policy
) -> pd.DataFrame:
    """Sets per muscle and whatever they are counted by, the unmapped among them.

    Args:
        sets: as `lifted_sets` returns them.
        by: the column to count by, such as `week`, `day` or `session_id`.
        roles: exercise_id, muscle, role (primary, secondary, stabiliser).
        policy: thresholds; a secondary muscle gets `volume.secondary_weight` of a set.

    Returns:
        The column `by`, muscle and `COUNTS`, sorted. A set of one side alone is half a
        set, and a whole one of its side. Working sets of unmapped exercises count once
        under the muscle `unmapped`.
    """
    parts = [
        part
        for part in (
            shared_out(hard_by_exercise(sets, by), by, roles, policy),
            _strange(sets, by),
        )
        if len(part)
    ]
    columns = [by, "muscle", *COUNTS]
    if not parts:
        return pd.DataFrame(columns=columns).astype({by: sets[by].dtype})
    both = pd.concat(parts, ignore_index=True)
    return both.sort_values([by, "muscle"], ignore_index=True)[columns]


def regrouped(counted: pd.DataFrame, by: str) -> pd.DataFrame:
    """`fractional` sets added up by a coarser column, such as sessions by week.

    Args:
        counted: as `fractional` returns it, with the column `by` beside.
        by: what to add up by.

    Returns:
        As `fractional`, by the other column.
    """
    return counted.groupby([by, "muscle"], sort=True)[list(COUNTS)].sum().reset_index()


def hard_by_exercise(sets: pd.DataFrame, by: str) -> pd.DataFrame:
    """The hard sets of each mapped exercise.

    Returns:
        The column `by`, exercise_id, left, right: hard sets of each side; a set of both
        is one of each.
    """
    hard = sets.loc[sets["is_hard"] & sets["is_mapped"], [by, "exercise_id", "side"]]
    if hard.empty:
        # Taking nothing from no text at all is more than Arrow can do.
        return hard.drop(columns="side").assign(left=0.0, right=0.0)
    exercise, ids = pd.factorize(hard["exercise_id"])
    code, keys = pd.factorize(hard[by])
    pairs, place = np.unique(code * max(len(ids), 1) + exercise, return_inverse=True)
    code, exercise = np.divmod(pairs, max(len(ids), 1))
    left, right = (
        np.bincount(place, hard["side"] != other, len(pairs)) for other in ("R", "L")
    )
    return pd.DataFrame(
        {by: keys[code], "exercise_id": ids[exercise], "left": left, "right": right}
    )


def shared_out(
    counted: pd.DataFrame, by: str, roles: pd.DataFrame, policy: Policy
) -> pd.DataFrame:
    """Hard sets of exercises as sets of muscles.

    Args:
        counted: as `hard_by_exercise` returns them.
        by: the column to count by.
        roles: exercise_id, muscle, role.
        policy: thresholds.

    Returns:
        The column `by`, muscle and `COUNTS`.
    """
    shares = weighed(roles, policy)
    exercise, ids = pd.factorize(counted["exercise_id"])
    muscle, names = pd.factorize(shares["muscle"], sort=True)
    code, keys = pd.factorize(counted[by], sort=True)
    place = pd.Index(ids).get_indexer(shares["exercise_id"])
    is_known = place >= 0
    # What a set of each exercise is for each muscle; a role is primary or secondary.
    weight = np.zeros((2, len(ids), len(names)))
    is_direct = (shares["role"] == "primary").to_numpy(bool)
    weight[np.where(is_direct, 0, 1)[is_known], place[is_known], muscle[is_known]] = (
        shares["weight"].to_numpy(float)[is_known]
    )
    left, right = np.zeros((2, 2, len(keys), len(names)))
    for role in (0, 1):
        each = weight[role][exercise]
        for total, side in ((left, "left"), (right, "right")):
            np.add.at(total[role], code, each * counted[side].to_numpy(float)[:, None])
    direct, indirect = (left + right) / 2
    key, which = np.nonzero(left.sum(0) + right.sum(0))
    return pd.DataFrame(
        {
            by: keys[key],
            "muscle": np.asarray(names, object)[which],
            "sets": (direct + indirect)[key, which],
            "direct_sets": direct[key, which],
            "indirect_sets": indirect[key, which],
            "left_sets": left.sum(0)[key, which],
            "right_sets": right.sum(0)[key, which],
        }
    )


def weighed(roles: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """The roles that count, with what share of a set each gets.

    Returns:
        exercise_id, muscle, role, weight. Stabilisers are left out, and so are
        secondary muscles where `volume.secondary_weight` is 0.
    """
    share = {"primary": 1.0, "secondary": policy.number("volume.secondary_weight")}
    counts = {role: weight for role, weight in share.items() if weight}
    trained = roles[roles["role"].isin(counts)]
    return trained.assign(weight=trained["role"].map(counts).astype(float))


def _strange(sets: pd.DataFrame, by: str) -> pd.DataFrame:
    """The working sets of exercises that nobody has mapped."""
    strange = (
        sets[~sets["is_mapped"] & ~sets["is_warmup"]]
        .groupby(by)["set_share"]
        .sum()
        .to_frame("sets")
        .reset_index()
    )
    return strange.assign(
        muscle=UNMAPPED,
        **dict.fromkeys(("direct_sets", "left_sets", "right_sets"), strange["sets"]),
        indirect_sets=0.0,
    )

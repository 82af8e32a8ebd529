"""How much each lift session was for the muscles: groups, and the muscle it asked most of."""

import numpy as np
import pandas as pd

from runlift.transforms.fractional import UNMAPPED, hard_by_exercise

GROUPS = ("legs", "calves", "core", "push", "pull")
"""The groups of data/muscles.csv, in the order of the page."""

COLUMNS = (
    "session_id",
    "day",
    "title",
    "hard_sets",
    *GROUPS,
    UNMAPPED,
    "top_muscle",
    "top_sets",
)


def session_dose(
    sets: pd.DataFrame,
    shares: pd.DataFrame,
    roles: pd.DataFrame,
    muscles: pd.DataFrame,
) -> pd.DataFrame:
    """The dose of every session that has working sets.

    Args:
        sets: as `lifted_sets` returns them.
        shares: session_id, muscle, sets: the same as `fractional` sets.
        roles: exercise_id, muscle, role.
        muscles: muscle, name, group.

    Returns:
        `COLUMNS`, by day: hard_sets (each once, whatever it trains); a column for each
        of `GROUPS` and any other group of `muscles`: the hard sets of exercises with a
        primary muscle in it, so that a deadlift counts for legs and for core; unmapped
        (working sets); top_muscle (the name of the muscle with the most fractional
        sets; an empty text where there is none) and top_sets.
    """
    known = sets[["session_id", "day", "title"]].drop_duplicates("session_id")
    known = known.sort_values("day", kind="stable", ignore_index=True)
    session = pd.Index(known["session_id"])
    counted = hard_by_exercise(sets, "session_id")
    done = ((counted["left"] + counted["right"]) / 2).to_numpy(float)
    place = session.get_indexer(counted["session_id"])
    out = known.assign(hard_sets=np.bincount(place, done, len(known)))
    trains = _groups_of(roles, muscles)
    exercise, ids = pd.factorize(counted["exercise_id"])
    for group in dict.fromkeys((*GROUPS, *muscles["group"])):
        counts = np.array([group in trains.get(one, ()) for one in ids], bool)[exercise]
        out[group] = np.bincount(place[counts], done[counts], len(known))
    mine = session.get_indexer(shares["session_id"])
    amount = shares["sets"].to_numpy(float)
    order = pd.Index([*muscles["muscle"], UNMAPPED])
    grid = np.zeros((len(known), len(order)))
    grid[mine, order.get_indexer(shares["muscle"])] = amount
    out[UNMAPPED] = grid[:, -1]
    best = grid[:, :-1].argmax(1) if len(order) > 1 else np.zeros(len(known), int)
    top = grid[np.arange(len(known)), best]
    names = np.array([*muscles["name"], ""], object)
    out["top_muscle"] = np.where(top > 0, names[best], "")
    out["top_sets"] = top
    return out[(out["hard_sets"] > 0) | (out[UNMAPPED] > 0)].reset_index(drop=True)


def _groups_of(roles: pd.DataFrame, muscles: pd.DataFrame) -> dict[str, set[str]]:
    """The groups in which an exercise has a primary muscle: once, however many."""
    group = dict(zip(muscles["muscle"], muscles["group"], strict=True))
    found: dict[str, set[str]] = {}
    primary = roles[roles["role"] == "primary"]
    for exercise, muscle in zip(primary["exercise_id"], primary["muscle"], strict=True):
        found.setdefault(exercise, set()).add(group[muscle])
    return found

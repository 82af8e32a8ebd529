"""Which exercises and which sessions trained a muscle."""

import pandas as pd

from runlift.science.policy import Policy
from runlift.transforms.fractional import UNMAPPED, hard_by_exercise, weighed

EXERCISES = (
    "exercise_id",
    "exercise",
    "how",
    "sets",
    "hard_sets",
    "sessions",
    "last_day",
)
SESSIONS = ("session_id", "day", "title", "sets", "direct_sets", "indirect_sets")
DIRECT, INDIRECT = "direct", "indirect"


def muscle_work(
    sets: pd.DataFrame, roles: pd.DataFrame, policy: Policy, muscle: str | None
) -> dict[str, pd.DataFrame]:
    """What trained one muscle, or what trained anything.

    Args:
        sets: as `lifted_sets` returns them, of the days to look at.
        roles: exercise_id, muscle, role.
        policy: thresholds, as for `fractional`.
        muscle: its id, or `None` for every exercise with hard sets; `unmapped` for the
            working sets of exercises nobody has mapped.

    Returns:
        `exercises`: `EXERCISES`, most sets first; how is direct or indirect, and an
        empty text where no muscle is asked for. `sessions`: `SESSIONS`, newest first.
        sets are fractional sets of the muscle, hard sets without one.
    """
    if muscle == UNMAPPED:
        rows = _unmapped(sets)
    else:
        counted = hard_by_exercise(sets, "session_id")
        counted["hard_sets"] = (counted["left"] + counted["right"]) / 2
        if muscle is None:
            rows = counted.assign(role="", weight=1.0)
        else:
            shares = weighed(roles, policy)
            shares = shares[shares["muscle"] == muscle].drop(columns="muscle")
            rows = counted.merge(shares, on="exercise_id")
    rows["sets"] = rows["hard_sets"] * rows["weight"]
    known = sets[["session_id", "day", "title"]].drop_duplicates("session_id")
    rows = rows.merge(known, on="session_id")
    return {"exercises": _exercises(rows, sets), "sessions": _sessions(rows)}


def _unmapped(sets: pd.DataFrame) -> pd.DataFrame:
    """The working sets of unmapped exercises, by the name in the file."""
    strange = sets[~sets["is_mapped"] & ~sets["is_warmup"]]
    rows = (
        strange.groupby(["session_id", "exercise_raw"])["set_share"]
        .sum()
        .to_frame("hard_sets")
        .reset_index()
    )
    return rows.rename(columns={"exercise_raw": "exercise_id"}).assign(
        role="primary", weight=1.0
    )


def _exercises(rows: pd.DataFrame, sets: pd.DataFrame) -> pd.DataFrame:
    names = dict(zip(sets["exercise_id"], sets["exercise"], strict=True))
    by = rows.groupby(["exercise_id", "role"])
    found = by[["sets", "hard_sets"]].sum()
    # One row a session, exercise and role, so that their number is that of sessions.
    found["sessions"] = by.size()
    found["last_day"] = by["day"].max()
    found = found.reset_index()
    # An unmapped exercise has no other name than the one in the file.
    found["exercise"] = [names.get(one) or one for one in found["exercise_id"]]
    found["how"] = found["role"].map({"primary": DIRECT, "secondary": INDIRECT, "": ""})
    return found.sort_values(["sets", "exercise"], ascending=[False, True])[
        list(EXERCISES)
    ].reset_index(drop=True)


def _sessions(rows: pd.DataFrame) -> pd.DataFrame:
    is_direct = (rows["role"] != "secondary").to_numpy(bool)
    parts = rows.assign(
        direct_sets=rows["sets"].where(is_direct, 0.0),
        indirect_sets=rows["sets"].where(~is_direct, 0.0),
    )
    summed = parts.groupby("session_id")[["sets", "direct_sets", "indirect_sets"]].sum()
    known = rows[["session_id", "day", "title"]].drop_duplicates("session_id")
    found = known.join(summed, on="session_id")
    return found.sort_values(["day", "session_id"], ascending=False)[
        list(SESSIONS)
    ].reset_index(drop=True)

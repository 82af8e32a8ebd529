"""Load times repetitions per exercise and week; never summed over exercises."""

import numpy as np
import pandas as pd

from runlift.model import Window
from runlift.transforms.instants import monday

COLUMNS = (
    "exercise_id",
    "exercise",
    "note",
    "sets",
    "weeks",
    "total_kg",
    "mean_kg",
    "last_kg",
    "last_day",
    "course_kg",
)
MACHINE = "not comparable between gyms"
BAND, HOLD, MASS, NO_LOAD = (
    "none: bands have no kilograms",
    "none: holds have no repetitions",
    "needs your body mass",
    "none: no load logged",
)
"""Why an exercise has no tonnage, or one that is only good in one gym."""

_MACHINES = ("machine", "cable")


def weekly_tonnage(sets: pd.DataFrame, window: Window) -> pd.DataFrame:
    """The tonnage of every exercise in every week of the window.

    Args:
        sets: as `lifted_sets` returns them.
        window: the days, from the Monday of its first week.

    Returns:
        exercise_id, exercise, week, tonnage_kg, sets: working sets of lifts (jumps,
        throws and cardio have none), a row for every exercise and week. tonnage_kg is
        missing in a week whose sets have none, and 0 in a week without sets.
    """
    inside = _inside(sets, window)
    weeks = pd.date_range(monday(window.first), monday(window.last), freq="7D")
    names = inside.drop_duplicates("exercise_id").set_index("exercise_id")["exercise"]
    by = inside.groupby(["exercise_id", "week"])
    summed = by["tonnage_kg"].sum(min_count=1).to_frame()
    summed["sets"] = by["set_share"].sum()
    grid = pd.MultiIndex.from_product(
        [names.index, weeks.astype("datetime64[us]")], names=["exercise_id", "week"]
    )
    out = summed.reindex(grid)
    out["tonnage_kg"] = out["tonnage_kg"].where(out["sets"].notna(), 0.0)
    out["sets"] = out["sets"].fillna(0.0)
    out = out.reset_index()
    out["exercise"] = out["exercise_id"].map(names)
    return out[["exercise_id", "exercise", "week", "tonnage_kg", "sets"]]


def tonnage_by_exercise(
    weekly: pd.DataFrame, sets: pd.DataFrame, window: Window
) -> pd.DataFrame:
    """One row an exercise, the most sets first.

    Args:
        weekly: as `weekly_tonnage` returns it, in its order.
        sets: as `lifted_sets` returns them.
        window: the same.

    Returns:
        `COLUMNS`: note (an empty text where tonnage is what it says), sets, weeks (with
        the exercise), total_kg, mean_kg (of the weeks that have one), last_kg (of the
        newest of them), last_day, course_kg (a list, one number a week of the window).
        Numbers are missing and the course is empty where there is no tonnage.
    """
    inside = _inside(sets, window)
    ids = weekly["exercise_id"].drop_duplicates()
    shape = len(ids), len(weekly) // max(len(ids), 1)
    done = weekly["sets"].to_numpy(float).reshape(shape)
    moved = weekly["tonnage_kg"].to_numpy(float).reshape(shape)
    known = (done > 0) & np.isfinite(moved)
    has_any = known.any(1)
    total = np.where(known, moved, 0.0).sum(1)
    # The newest week that has one: the first from behind.
    newest = shape[1] - 1 - known[:, ::-1].argmax(1) if shape[0] else np.zeros(0, int)
    out = pd.DataFrame(
        {
            "exercise_id": ids.to_numpy(object),
            "exercise": weekly["exercise"].to_numpy(object)[:: max(shape[1], 1)],
            "sets": done.sum(1),
            "weeks": (done > 0).sum(1),
            "total_kg": np.where(has_any, total, np.nan),
            "mean_kg": np.where(has_any, total / np.maximum(known.sum(1), 1), np.nan),
            "last_kg": np.where(has_any, moved[np.arange(shape[0]), newest], np.nan),
            "course_kg": [
                line if some else []
                for line, some in zip(
                    np.nan_to_num(moved).round(1).tolist(), has_any, strict=True
                )
            ],
        }
    )
    newest_day = inside.groupby("exercise_id")["day"].max()
    out["last_day"] = newest_day.reindex(out["exercise_id"]).to_numpy()
    out["note"] = _notes(inside).reindex(out["exercise_id"]).to_numpy(object)
    return out.sort_values(
        ["sets", "exercise"], ascending=[False, True], ignore_index=True
    )[list(COLUMNS)]


def _inside(sets: pd.DataFrame, window: Window) -> pd.DataFrame:
    first, last = monday(window.first), pd.Timestamp(window.last)
    works = ~sets["is_warmup"] & sets["exercise_kind"].isin(["hard", "hold"])
    return sets[works & sets["day"].between(first, last)]


def _notes(inside: pd.DataFrame) -> pd.Series:
    """What to know about each exercise's tonnage."""
    has = inside["tonnage_kg"].notna()
    basis = inside["basis"].astype(object)
    is_machine = (basis == "machine_stack") | inside["equipment"].isin(_MACHINES)
    why = np.select(
        [
            (has & is_machine).to_numpy(bool),
            has.to_numpy(bool),
            (inside["exercise_kind"] == "hold").to_numpy(bool),
            (basis == "band").to_numpy(bool),
            basis.isin(["bodyweight", "assist"]).to_numpy(bool),
        ],
        [MACHINE, "", HOLD, BAND, MASS],
        NO_LOAD,
    )
    told = pd.DataFrame({"exercise_id": inside["exercise_id"], "why": why, "has": has})
    # Where some sets have a tonnage, those without are not what the note is about.
    chosen = told.sort_values(["has", "why"], ascending=[False, False])
    return chosen.drop_duplicates("exercise_id").set_index("exercise_id")["why"]

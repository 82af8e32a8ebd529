"""What an athlete has done of each exercise: how often, since when, the most of it."""

import numpy as np
import pandas as pd

COLUMNS = (
    "exercise_id",
    "sessions",
    "sets",
    "first_day",
    "last_day",
    "most_load_kg",
    "most_reps",
    "longest_s",
)


def exercise_history(sets: pd.DataFrame) -> pd.DataFrame:
    """One row an exercise that is in the log.

    Args:
        sets: as `lifted_sets` returns them.

    Returns:
        `COLUMNS`, the exercise with most sets first. `sets` counts all but warm-ups;
        the days are of any set. `most_load_kg` is as entered, `most_reps` and
        `longest_s` of one set that is no warm-up; missing where nothing was entered.
        Sets without an exercise are not in it.
    """
    known = sets[sets["exercise_id"].notna()]
    works = ~known["is_warmup"].to_numpy(bool)
    by_exercise = known.assign(
        works=works,
        load=np.where(works, known["load_kg"].to_numpy(float), np.nan),
        done=np.where(works, known["reps"].to_numpy(float), np.nan),
        held=np.where(works, known["duration_s"].to_numpy(float), np.nan),
    ).groupby("exercise_id", sort=True)
    found = by_exercise.agg(
        sessions=("session_id", "nunique"),
        sets=("works", "sum"),
        first_day=("day", "min"),
        last_day=("day", "max"),
        most_load_kg=("load", "max"),
        most_reps=("done", "max"),
        longest_s=("held", "max"),
    ).reset_index()
    return found.sort_values(
        ["sets", "exercise_id"], ascending=[False, True], ignore_index=True
    )[list(COLUMNS)]

"""How much of a plan was done: week by week, and exercise by exercise."""

from typing import Any

import numpy as np
import pandas as pd

from runlift.transforms.instants import mondays, running_s

DONE = ("done", "moved")
"""What `plan_matching.matched` says of a session that took place."""

WEEKS = (
    "week",
    "lifts_planned",
    "lifts_done",
    "lifts_missed",
    "lifts_skipped",
    "runs_planned",
    "runs_done",
    "runs_missed",
    "runs_skipped",
    "sets_planned",
    "sets_done",
    "load_ratio",
    "leg_load_planned",
    "leg_load_done",
    "minutes_planned",
    "minutes_done",
    "lifts_unplanned",
    "runs_unplanned",
)

BY_EXERCISE = (
    "planned_id",
    "day",
    "week",
    "place",
    "exercise_id",
    "sets_planned",
    "sets_done",
    "reps_low",
    "reps_high",
    "reps_done",
    "load_planned_kg",
    "load_done_kg",
    "load_difference_kg",
    "load_ratio",
)


def adherence(
    matched: pd.DataFrame,
    lifts_planned: pd.DataFrame,
    exercises_planned: pd.DataFrame,
    runs_planned: pd.DataFrame,
    lifts: pd.DataFrame,
    sets: pd.DataFrame,
    runs: pd.DataFrame,
) -> pd.DataFrame:
    """One row a week of the plan, whatever was done in it.

    A session counts in the week it was planned for, also where it was done in another
    one. Skipped sessions are among the planned ones.

    Args:
        matched: as `plan_matching.matched` returns it.
        lifts_planned: `plan_matching.LIFTS`.
        exercises_planned: `plan_matching.EXERCISES`.
        runs_planned: `plan_matching.RUNS`.
        lifts: as `lift_sessions` returns them.
        sets: as `lifted_sets` returns them.
        runs: as `classified_runs` returns them.

    Returns:
        `WEEKS`: week (its Monday); planned, done, missed and skipped lifts and runs;
        working sets planned, and done in the sessions that were found; load_ratio (the
        median over exercises of load done against load planned; missing where neither
        is known); leg load planned (of what the plan knows) and done; minutes of lifts
        and runs, planned and done; activities of the week that no plan asked for.
    """
    if matched.empty:
        return pd.DataFrame(columns=list(WEEKS))
    monday = mondays(matched["day"])
    place = pd.date_range(monday.min(), monday.max(), freq="7D", unit="us")
    week = place.get_indexer(monday)
    out: dict[str, Any] = {"week": place}

    def summed(where: Any, values: Any) -> Any:
        return np.bincount(where, np.nan_to_num(values.astype(float)), len(place))

    for kind in ("lift", "run"):
        mine = (matched["kind"] == kind).to_numpy(bool)
        for name, statuses in (
            ("planned", None),
            ("done", DONE),
            ("missed", ("missed",)),
            ("skipped", ("skipped",)),
        ):
            counts = mine.copy()
            if statuses is not None:
                counts &= matched["status"].isin(statuses).to_numpy(bool)
            out[f"{kind}s_{name}"] = summed(week, counts).astype(int)
    of_plan = pd.Series(week, index=matched["planned_id"])
    took_place = matched["done_id"].notna().to_numpy(bool)
    of_done = pd.Series(week[took_place], index=matched["done_id"][took_place])

    asked = of_plan.reindex(exercises_planned["planned_id"]).to_numpy(int)
    out["sets_planned"] = summed(asked, exercises_planned["sets"].to_numpy())
    works = sets[~sets["is_warmup"].to_numpy(bool)]
    works = works[works["session_id"].isin(of_done.index)]
    when = of_done.reindex(works["session_id"]).to_numpy(int)
    out["sets_done"] = summed(when, works["set_share"].to_numpy())

    each = exercise_adherence(matched, exercises_planned, sets)
    ratios = each.groupby("week")["load_ratio"].median()
    out["load_ratio"] = ratios.reindex(place).to_numpy(float)

    lifted = lifts[lifts["session_id"].isin(of_done.index)]
    ran = runs[runs["run_id"].isin(of_done.index)]
    by_lift = of_done.reindex(lifted["session_id"]).to_numpy(int)
    by_run = of_done.reindex(ran["run_id"]).to_numpy(int)
    lift_week = of_plan.reindex(lifts_planned["planned_id"]).to_numpy(int)
    run_week = of_plan.reindex(runs_planned["planned_id"]).to_numpy(int)
    out["leg_load_planned"] = summed(lift_week, lifts_planned["leg_load"].to_numpy())
    out["leg_load_done"] = summed(by_lift, lifted["leg_load"].to_numpy())
    out["minutes_planned"] = 60 * (
        summed(lift_week, lifts_planned["hours"].to_numpy())
        + summed(run_week, runs_planned["hours"].to_numpy())
    )
    out["minutes_done"] = (
        summed(by_lift, lifted["duration_s"].to_numpy())
        + summed(by_run, running_s(ran).to_numpy())
    ) / 60
    for name, frame, key in (
        ("lifts", lifts, "session_id"),
        ("runs", runs, "run_id"),
    ):
        extra = frame[~frame[key].isin(of_done.index)]
        at = place.get_indexer(mondays(extra["start_local"]))
        out[f"{name}_unplanned"] = np.bincount(at[at >= 0], minlength=len(place))
    return pd.DataFrame(out)[list(WEEKS)]


def exercise_adherence(
    matched: pd.DataFrame, exercises_planned: pd.DataFrame, sets: pd.DataFrame
) -> pd.DataFrame:
    """Every planned exercise of the sessions that took place, beside what was done.

    Args:
        matched: as `plan_matching.matched` returns it.
        exercises_planned: `plan_matching.EXERCISES`.
        sets: as `lifted_sets` returns them.

    Returns:
        `BY_EXERCISE`, by day and place: week (the Monday of the planned day); working
        sets planned and done (0 where another exercise was done in its place), the
        medians of repetitions and load of a set, the load as entered; load_difference_kg
        and load_ratio (done against planned) are missing where either is.
    """
    took_place = matched[(matched["kind"] == "lift") & matched["done_id"].notna()]
    out = exercises_planned.merge(
        took_place[["planned_id", "day", "done_id"]], on="planned_id", how="inner"
    ).rename(columns={"sets": "sets_planned", "load_kg": "load_planned_kg"})
    works = sets[~sets["is_warmup"].to_numpy(bool)]
    done = (
        works.groupby(["session_id", "exercise_id"], sort=False)
        .agg(
            sets_done=("set_share", "sum"),
            reps_done=("reps", "median"),
            load_done_kg=("load_kg", "median"),
        )
        .reset_index()
        .rename(columns={"session_id": "done_id"})
    )
    out = out.merge(done, on=["done_id", "exercise_id"], how="left")
    out["sets_done"] = out["sets_done"].fillna(0.0)
    out["week"] = mondays(out["day"])
    planned = out["load_planned_kg"].to_numpy(float)
    lifted = out["load_done_kg"].to_numpy(float)
    out["load_difference_kg"] = lifted - planned
    out["load_ratio"] = lifted / np.where(planned > 0, planned, np.nan)
    return out.sort_values(["day", "planned_id", "place"], ignore_index=True)[
        list(BY_EXERCISE)
    ]

"""Each week in one row: how far, how often, how hard, and what collided."""

import pandas as pd

from runlift.model import Window
from runlift.science import leg_load
from runlift.transforms.instants import monday, mondays

COLUMNS = (
    "week",
    "distance_m",
    "moving_s",
    "long_m",
    "runs",
    "key_runs",
    "long_runs",
    "lifts",
    "leg_lifts",
    "conflicts",
    "cautions",
    "is_current",
)


def weekly_load(
    lifts: pd.DataFrame, runs: pd.DataFrame, findings: pd.DataFrame, window: Window
) -> pd.DataFrame:
    """`COLUMNS` for every week of the window, weeks without training included.

    Args:
        lifts: as `lift_sessions` returns them.
        runs: as `classified_runs` returns them.
        findings: as `findings` returns them.
        window: its last day says which week is the current one.
    """
    weeks = pd.date_range(monday(window.first), monday(window.last), freq="7D")
    lift_week = mondays(lifts["start_local"])
    found_week = mondays(findings["day"])
    by_run = runs.groupby("week")
    long = runs[runs["is_long"]]
    columns = {
        "distance_m": by_run["distance_m"].sum(),
        "moving_s": by_run["moving_s"].sum(),
        "long_m": long.groupby("week")["distance_m"].max(),
        "runs": by_run.size(),
        "key_runs": by_run["is_key"].sum(),
        "long_runs": by_run["is_long"].sum(),
        "lifts": lift_week.value_counts(),
        "leg_lifts": lift_week[
            leg_load.is_leg_day(
                lifts["lift_class"], lifts["leg_sets"], lifts["sets"], lifts["contacts"]
            )
        ].value_counts(),
        "conflicts": found_week[
            (findings["severity"] == "conflict").to_numpy()
        ].value_counts(),
        "cautions": found_week[
            (findings["severity"] == "caution").to_numpy()
        ].value_counts(),
    }
    out = pd.DataFrame(
        {name: column.reindex(weeks) for name, column in columns.items()}
    ).fillna(0)
    counts = [name for name in columns if not name.endswith(("_m", "_s"))]
    out[counts] = out[counts].astype(int)
    out[["distance_m", "moving_s", "long_m"]] = out[
        ["distance_m", "moving_s", "long_m"]
    ].astype(float)
    out["is_current"] = weeks == monday(window.last)
    return out.rename_axis("week").reset_index()[list(COLUMNS)]

"""What was lifted in the hours before each long and key run."""

import pandas as pd

from runlift.model import Window
from runlift.science.policy import Policy
from runlift.units import DistanceUnit, day_text, distance_out

LOOK_BACK_H = 96.0
_MOST_RUNS = 20


def lifts_before(
    lifts: pd.DataFrame,
    runs: pd.DataFrame,
    findings: pd.DataFrame,
    window: Window,
    policy: Policy,
    distance_unit: DistanceUnit,
) -> dict[str, pd.DataFrame]:
    """The latest long, key and race runs and the lifts that ended before them.

    Args:
        lifts: as `lift_sessions` returns them.
        runs: as `classified_runs` returns them.
        findings: as `findings` returns them.
        window: the days looked at.
        policy: thresholds.
        distance_unit: of the labels.

    Returns:
        runs (run_id, day, label, run_class; newest first, those with clock times),
        lifts (run_id, hours_before, leg_load, lift_class, severity, label) and zones
        (conflict_h, caution_h: the windows of a heavy lift before a long run).
    """
    asked = runs[
        (runs["is_long"] | runs["is_key"] | runs["is_race"])
        & runs["is_clock_known"]
        & runs["day"].between(pd.Timestamp(window.first), pd.Timestamp(window.last))
    ]
    asked = asked.sort_values("start", ascending=False).head(_MOST_RUNS)
    labels = [
        f"{day_text(one.day)} {distance_out(one.distance_m, distance_unit):.0f} {distance_unit}"
        if one.distance_m == one.distance_m
        else day_text(one.day)
        for one in asked.itertuples(index=False)
    ]
    timed = lifts[lifts["is_clock_known"] & (lifts["sets"] > 0)]
    pairs = asked[["run_id", "start"]].merge(
        timed[["session_id", "end", "leg_load", "lift_class", "made_by"]], how="cross"
    )
    pairs["hours_before"] = (pairs["start"] - pairs["end"]).dt.total_seconds() / 3600
    pairs = pairs[pairs["hours_before"].between(0, LOOK_BACK_H)]
    known = findings.set_index(["run_id", "lift_session_id"])["severity"]
    known = known[~known.index.duplicated()]
    keys = pd.MultiIndex.from_frame(pairs[["run_id", "session_id"]])
    pairs["severity"] = known.reindex(keys).fillna("ok").to_numpy()
    pairs["label"] = pairs["made_by"]
    conflict_h, caution_h = policy.numbers("lift_before_run.long_heavy")
    return {
        "runs": pd.DataFrame(
            {
                "run_id": asked["run_id"].to_numpy(),
                "day": asked["day"].to_numpy(),
                "label": labels,
                "run_class": asked["run_class"].to_numpy(),
            }
        ),
        "lifts": pairs[
            ["run_id", "hours_before", "leg_load", "lift_class", "severity", "label"]
        ].reset_index(drop=True),
        "zones": pd.DataFrame({"conflict_h": [conflict_h], "caution_h": [caution_h]}),
    }

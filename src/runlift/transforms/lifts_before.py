"""What was lifted in the hours before each long and key run."""

import numpy as np
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
    hours = (
        asked["start"].to_numpy("datetime64[us]")[:, None]
        - timed["end"].to_numpy("datetime64[us]")
    ) / np.timedelta64(1, "h")
    run, lift = np.nonzero((hours >= 0) & (hours <= LOOK_BACK_H))
    near = timed.iloc[lift]
    run_ids = asked["run_id"].to_numpy(object)[run]
    about = findings[findings["run_id"].isin(run_ids)]
    said = {
        (run_id, session_id): severity
        for run_id, session_id, severity in zip(
            about["run_id"], about["lift_session_id"], about["severity"], strict=True
        )
    }
    pairs = pd.DataFrame(
        {
            "run_id": run_ids,
            "hours_before": hours[run, lift],
            "leg_load": near["leg_load"].to_numpy(float),
            "lift_class": near["lift_class"].to_numpy(object),
            "severity": [
                said.get(key, "ok")
                for key in zip(run_ids, near["session_id"], strict=True)
            ],
            "label": near["made_by"].to_numpy(object),
        }
    )
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
        "lifts": pairs,
        "zones": pd.DataFrame({"conflict_h": [conflict_h], "caution_h": [caution_h]}),
    }

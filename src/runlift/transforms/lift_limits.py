"""How much anybody lifts, and how much runners do, for the few barbell lifts we know it of."""

from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from runlift.science.policy import Policy
from runlift.units import Floats

Level = Literal["reject", "warn"]

_GROUP_EXERCISES = {
    "squat": (
        "squat squat_pause squat_tempo squat_box squat_safety_bar front_squat "
        "squat_zombie zercher_squat overhead_squat sumo_squat_barbell"
    ),
    "deadlift": (
        "deadlift deadlift_sumo deadlift_trap_bar deadlift_deficit deadlift_pause "
        "deadlift_snatch_grip deadlift_fat_bar deadlift_zercher stiff_leg_deadlift "
        "romanian_deadlift romanian_deadlift_trap_bar romanian_deadlift_snatch_grip"
    ),
    "bench": (
        "bench_press bench_press_wide_grip bench_press_close_grip "
        "bench_press_close_grip_feet_up bench_press_reverse_grip bench_press_feet_up "
        "bench_press_spoto floor_press decline_bench_press incline_bench_press "
        "incline_bench_press_close_grip"
    ),
    "hip_thrust": "hip_thrust hip_thrust_kas hip_thrust_b_stance glute_bridge_barbell",
    "overhead_press": (
        "overhead_press overhead_press_seated overhead_press_behind_neck z_press"
    ),
}
"""Free barbells over the whole way: pins, boards, bands and machines take part of the load."""

GROUPS = tuple(_GROUP_EXERCISES)
GROUP_OF = {
    one: group for group, ids in _GROUP_EXERCISES.items() for one in ids.split()
}


def spoken(group: str) -> str:
    """The group as people call it."""
    return "bench press" if group == "bench" else group.replace("_", " ")


def limit(
    group: str, level: Level, per: Literal["kg", "mass"], policy: Policy
) -> float:
    """The highest believable 1RM of a group; infinite where nobody set a limit.

    Args:
        group: one of `GROUPS`.
        level: `reject` for what nobody lifts, `warn` for what few runners do.
        per: `kg`, or `mass` for multiples of body mass.
        policy: thresholds.
    """
    key = f"plausibility.e1rm_{group}_{level}_{'kg' if per == 'kg' else 'per_mass'}"
    return policy.number(key) if key in policy else np.inf


def limits_kg(
    exercise_id: pd.Series, mass_kg: Floats, level: Level, policy: Policy
) -> tuple[Floats, Floats]:
    """For each set the absolute limit and the one by body mass, in kg.

    Infinite where the exercise is in no group, has no such limit, or where the body
    mass is unknown.
    """
    codes, ids = pd.factorize(exercise_id)
    groups = [GROUP_OF.get(one) for one in ids]

    def each(per: Literal["kg", "mass"]) -> Floats:
        # factorize codes a missing id as -1, which picks the last entry.
        values = [limit(one, level, per, policy) if one else np.inf for one in groups]
        picked: Floats = np.array([*values, np.inf])[codes]
        return picked

    by_mass: Floats = each("mass") * np.where(np.isnan(mass_kg), np.inf, mass_kg)
    return each("kg"), by_mass


def is_barbell(load_basis: pd.Series) -> npt.NDArray[np.bool_]:
    """Sets whose number is the whole load, as far as the file says."""
    codes, names = pd.factorize(load_basis)
    # factorize codes a missing basis as -1, which picks the last entry.
    found: npt.NDArray[np.bool_] = np.array([*(names == "total"), True])[codes]
    return found

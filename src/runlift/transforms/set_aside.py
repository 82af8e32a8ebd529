"""Impossible values beside the point: they become missing, the row is kept, a note says so."""

import numpy as np
import pandas as pd

from runlift.science.policy import Policy

_DAY_S = 86_400.0
_POWER_W = 3_000.0
"""More than anybody sprints with."""
_CLIMB_M = 50_000.0
"""Nobody goes up Everest six times in one run."""
_ABOVE_ZERO = (float(np.nextafter(0, 1)), np.inf)


def of_sessions(
    sessions: pd.DataFrame, policy: Policy, notes: list[str]
) -> pd.DataFrame:
    """The sessions without heart rates, body masses and ends that cannot be."""
    sessions = _hearts(sessions, policy, notes)
    mass = policy.numbers("plausibility.body_mass_reject_kg")
    sessions = blanked(sessions, "bodyweight_kg", mass, notes)
    # An end that is not after the start says nothing; the session took place.
    return blanked(sessions, "duration_s", _ABOVE_ZERO, notes)


def of_sets(sets: pd.DataFrame, policy: Policy, notes: list[str]) -> pd.DataFrame:
    """The sets without efforts off the scale; with it go repetitions in reserve.

    Nor do they keep what is longer than a day, or farther than anybody runs.
    """
    farthest = policy.numbers("plausibility.run_distance_reject_m")[1]
    for column, limits in (
        ("rpe", policy.numbers("plausibility.rpe_reject")),
        ("duration_s", (0.0, _DAY_S)),
        ("rest_s", (0.0, _DAY_S)),
        ("distance_m", (0.0, farthest)),
    ):
        sets = blanked(sets, column, limits, notes)
    return sets


def of_runs(runs: pd.DataFrame, policy: Policy, notes: list[str]) -> pd.DataFrame:
    """The runs without values that cannot be."""
    runs = _hearts(runs, policy, notes)
    # The scale for whole sessions begins at rest, and nobody runs at rest: 0 is no entry.
    effort = (_ABOVE_ZERO[0], policy.numbers("plausibility.session_rpe_reject")[1])
    for column, limits in (
        ("temperature_c", policy.numbers("plausibility.temperature_reject_c")),
        ("cadence_spm", policy.numbers("plausibility.cadence_reject_spm")),
        ("rpe", effort),
        ("power_w", (0.0, _POWER_W)),
        ("ascent_m", (0.0, _CLIMB_M)),
        ("descent_m", (0.0, _CLIMB_M)),
        ("distance_m", _ABOVE_ZERO),
    ):
        runs = blanked(runs, column, limits, notes)
    return _steep(_one_duration(runs), policy, notes)


def blanked(
    records: pd.DataFrame, column: str, limits: tuple[float, ...], notes: list[str]
) -> pd.DataFrame:
    """Values outside the limits become missing; zeros mean "not measured" everywhere."""
    if records.empty:
        return records
    values = records[column]
    # Plain numbers, since nearly every column of nearly every file is right.
    plain = values.to_numpy()
    wrong = (plain < limits[0]) | (plain > limits[1])
    if not wrong.any():
        return records
    zero = bool((values[wrong] == 0).all())
    name = column.replace("_", " ")
    if not zero:
        notes.append(
            f"{int(wrong.sum())} impossible values of {name} were set aside, for example "
            f"{values[wrong].iloc[0]:g} in line {records['line'][wrong].iloc[0]}."
        )
    elif column == "distance_m":
        many = int(wrong.sum())
        notes.append(f"{many} {'run has' if many == 1 else 'runs have'} no distance.")
    return records.assign(**{column: values.mask(wrong)})


def _hearts(records: pd.DataFrame, policy: Policy, notes: list[str]) -> pd.DataFrame:
    if records.empty:
        return records
    for column in ("avg_hr", "max_hr"):
        limits = policy.numbers(f"plausibility.hr_{column[:3]}_reject_bpm")
        records = blanked(records, column, limits, notes)
    # Heart rates whose average lies above their maximum say nothing, both of them.
    over = policy.number("plausibility.hr_avg_over_max_bpm")
    wrong = records["avg_hr"] > records["max_hr"] + over
    if not wrong.any():
        return records
    notes.append(
        f"{int(wrong.sum())} average heart rates lie above the highest; both are set "
        f"aside, for example in line {records['line'][wrong].iloc[0]}."
    )
    return records.assign(
        avg_hr=records["avg_hr"].mask(wrong), max_hr=records["max_hr"].mask(wrong)
    )


def _one_duration(runs: pd.DataFrame) -> pd.DataFrame:
    """A run with one duration that is none goes by its other one."""
    moving, elapsed = runs["moving_s"], runs["elapsed_s"]
    is_still = (moving <= 0) & (elapsed > 0)
    is_endless = (elapsed <= 0) & (moving > 0)
    if not (is_still | is_endless).any():
        return runs
    return runs.assign(
        moving_s=moving.mask(is_still), elapsed_s=elapsed.mask(is_endless)
    )


def _steep(runs: pd.DataFrame, policy: Policy, notes: list[str]) -> pd.DataFrame:
    most = policy.number("plausibility.ascent_reject_m_per_km")
    for column, does in (("ascent_m", "climb"), ("descent_m", "fall")):
        wrong = runs[column] / (runs["distance_m"] / 1000) > most
        if wrong.any():
            notes.append(
                f"{int(wrong.sum())} runs {does} impossibly much; the {does} is set aside."
            )
            runs = runs.assign(**{column: runs[column].mask(wrong)})
    return runs

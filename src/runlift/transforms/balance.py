"""Four comparisons between muscles, as information and never as an alarm."""

from typing import Any

import numpy as np
import pandas as pd

from runlift.science.policy import Policy
from runlift.transforms.lifted_sets import ONE_SIDE

PUSH = ("horizontal_push", "vertical_push", "angled_push")
PULL = ("horizontal_pull", "vertical_pull")
"""Presses, and rows and pulldowns. Flies, raises, curls and extensions are neither: they
train parts of the same muscles and would count an arm day as pushing or pulling."""

BENT, STRAIGHT = "calf_knee_flexed", "calf_knee_extended"

COLUMNS = ("readout", "name", "first", "second", "value", "low", "high", "state")
STATES = ("within", "below", "above", "unknown")


def balance(
    work: pd.DataFrame, muscles: pd.DataFrame, policy: Policy, *, least: float
) -> pd.DataFrame:
    """How sets are shared between pushing and pulling, thighs, calves and sides.

    Push sets are hard sets of exercises whose pattern in the catalogue is a horizontal,
    vertical or angled push, pull sets those of a horizontal or vertical pull. The basic
    program has 1:1 of them, week 1 of the intermediate plan 7:4.

    Args:
        work: pattern, leg_factor, is_unilateral, side, sets; one row a hard set, or a
            sum of equal ones.
        muscles: muscle, sets: fractional sets.
        policy: the ranges, `balance.*`.
        least: fewer sets than this on both sides together are not enough to tell.

    Returns:
        `COLUMNS`, four rows. readout: push_pull, quads_hamstrings (first per second),
        bent_knee_calf_share (bent-knee of all calf raises), unilateral_share (sets on
        one leg of all leg sets, calves among them); first and second in sets; value:
        the ratio or the share, infinite without any second of a ratio, missing where
        there is nothing; low and high: the range, high missing where there is none;
        state: one of `STATES`.
    """
    number = work["sets"].to_numpy(float)
    pattern = work["pattern"].to_numpy(object)
    fractional = muscles.groupby("muscle")["sets"].sum()

    def of(*patterns: str) -> float:
        return float(number[np.isin(pattern.astype(str), patterns)].sum())

    is_leg = work["leg_factor"].to_numpy(float) > 0
    is_single = (work["is_unilateral"] | work["side"].isin(ONE_SIDE)).to_numpy(bool)
    bent, straight = of(BENT), of(STRAIGHT)
    single = float(number[is_leg & is_single].sum())
    found = [
        _ratio("push_pull", "Push : pull", of(*PUSH), of(*PULL), policy),
        _ratio(
            "quads_hamstrings",
            "Quadriceps : hamstrings",
            float(fractional.get("quads", 0.0)),
            float(fractional.get("hamstrings", 0.0)),
            policy,
        ),
        _share(
            "bent_knee_calf_share", "Calf raises, knee bent", bent, straight, policy
        ),
        _share(
            "unilateral_share",
            "Leg sets on one leg",
            single,
            float(number[is_leg].sum()) - single,
            policy,
        ),
    ]
    out = pd.DataFrame(found, columns=list(COLUMNS))
    total = out["first"] + out["second"]
    out["state"] = np.select(
        [
            ((total < least) | (total == 0)).to_numpy(bool),
            (out["value"] < out["low"]).to_numpy(bool),
            (out["value"] > out["high"]).to_numpy(bool),
        ],
        ["unknown", "below", "above"],
        "within",
    )
    return out


def hard_work(sets: pd.DataFrame) -> pd.DataFrame:
    """The hard sets of a log as `balance` wants them; a set of one side is half a set."""
    hard = sets[sets["is_hard"] & sets["is_mapped"]]
    columns = ["pattern", "leg_factor", "is_unilateral", "side"]
    return hard[columns].assign(sets=hard["set_share"])


def _ratio(key: str, name: str, first: float, second: float, policy: Policy) -> Any:
    low, high = policy.numbers(f"balance.{key}")
    value = first / second if second else (np.inf if first else np.nan)
    return key, name, first, second, value, low, high, ""


def _share(key: str, name: str, first: float, rest: float, policy: Policy) -> Any:
    total = first + rest
    value = first / total if total else np.nan
    return key, name, first, rest, value, policy.number(f"balance.{key}"), np.nan, ""

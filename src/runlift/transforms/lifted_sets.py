"""Every set with what it counts for: warm-up or work, strength, volume, leg load."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from runlift.exercises.catalogue import Exercise
from runlift.science import leg_load, strength, volume
from runlift.science.policy import Policy
from runlift.transforms.instants import mondays
from runlift.units import Floats

ONE_SIDE = ("L", "R")
"""Sides of a set that the other side has a set of its own for."""

_NUMBERS = ("load_kg", "reps", "rpe", "duration_s", "top_load_kg", "top_reps")


def lifted_sets(
    sets: pd.DataFrame,
    body_mass: pd.DataFrame,
    exercises: Mapping[str, Exercise],
    policy: Policy,
    formula: str,
) -> pd.DataFrame:
    """The sets of an athlete, each judged among the others of its session.

    Args:
        sets: as `queries/sets.sql` returns them.
        body_mass: day, mass_kg.
        exercises: the catalogue.
        policy: thresholds.
        formula: the e1RM formula of this athlete.

    Returns:
        The columns of `sets`, bodyweight_kg as of the day, and: day, week; exercise,
        pattern, equipment, exercise_kind, basis, leg_factor, is_heavy_legs,
        is_unilateral (of the exercise; missing for unmapped ones); set_share (0.5 for a
        set of one side alone, else 1); added_kg (on top of the body; negative for
        help); rir (from RPE; 0 for a failure set), effective_reps, system_load_kg,
        e1rm_kg (of lifts, not of holds, jumps and throws), quality, is_lower_bound;
        is_warmup, is_hard, is_mapped; share_of_e1rm, tonnage_kg, leg_points,
        is_article_set, contacts.
    """
    out = sets.copy()
    out["day"] = out["start_local"].dt.normalize()
    out["week"] = mondays(out["day"])
    _add_exercise(out, exercises)
    mass = mass_on_day(out, body_mass)
    out["bodyweight_kg"] = mass
    one_sided = out["side"].isin(ONE_SIDE).to_numpy(bool)
    out["set_share"] = np.where(one_sided, 0.5, 1.0)
    number = {name: out[name].to_numpy(float) for name in _NUMBERS}
    load, reps, rpe = number["load_kg"], number["reps"], number["rpe"]

    # A set lifted to failure leaves nothing in reserve, whatever the app asked.
    rir = np.where(out["kind"] == "failure", 0.0, strength.rir_from_rpe(rpe))
    out["rir"] = rir
    out["effective_reps"] = strength.effective_reps(reps, rir)
    out["is_lower_bound"] = np.isnan(rir)
    basis = out["basis"].to_numpy(object)
    fraction = out["bodyweight_fraction"].to_numpy(float)
    out["system_load_kg"] = strength.load_for_e1rm(basis, load, mass, fraction)
    out["added_kg"] = np.select(
        [basis == "bodyweight", basis == "assist"],
        [np.nan_to_num(load), -np.abs(load)],
        np.nan,
    )
    # With the body as part of the load, the number as entered says little about effort.
    is_carried = np.isin(basis.astype(str), ["bodyweight", "assist", "band"])
    lifted = np.where(is_carried, np.nan, load)
    heaviest = np.where(is_carried, np.nan, number["top_load_kg"])
    is_failure = (out["kind"] == "failure").to_numpy(bool)
    out["is_warmup"] = volume.is_warmup(
        (out["kind"] == "warmup").to_numpy(bool),
        lifted,
        heaviest,
        reps,
        number["top_reps"],
        (out["set_no"] < out["top_set_no"]).to_numpy(bool),
        is_failure | (out["kind"] == "drop").to_numpy(bool),
        policy,
    )
    # Jumps and throws have loads and repetitions too, but no 1RM; nor have holds.
    is_lifted = (out["exercise_kind"] == "hard").to_numpy(bool)
    able = is_lifted & ~out["is_warmup"].to_numpy(bool)
    e1rm = strength.e1rm(
        out["system_load_kg"].to_numpy(float),
        out["effective_reps"].to_numpy(float),
        formula,
        policy,
    )
    out["e1rm_kg"] = np.where(able, e1rm, np.nan)
    out["quality"] = np.where(
        np.isfinite(out["e1rm_kg"]),
        strength.quality(out["effective_reps"].to_numpy(float), policy),
        np.nan,
    )
    reference = _reference(out, int(policy.number("volume.e1rm_reference_days")))
    with np.errstate(invalid="ignore", divide="ignore"):
        out["share_of_e1rm"] = out["system_load_kg"].to_numpy(float) / reference
    out["is_hard"] = volume.is_hard(
        out["exercise_kind"].to_numpy(object),
        out["is_warmup"].to_numpy(bool),
        rir,
        lifted,
        reps,
        out["share_of_e1rm"].to_numpy(float),
        heaviest,
        number["duration_s"],
        rpe,
        is_failure,
        policy,
    )
    sides = out["is_unilateral"].to_numpy(bool)
    out["tonnage_kg"] = reps * strength.tonnage_per_rep(
        basis, load, mass, fraction, sides, one_sided
    )
    works = ~out["is_warmup"].to_numpy(bool)
    points = leg_load.set_points(
        out["leg_factor"].to_numpy(float), rir, reps, policy=policy
    )
    # A factor is for a set of both legs; left and right in turn are one set.
    share = out["set_share"].to_numpy(float)
    out["leg_points"] = np.where(works, np.nan_to_num(points) * share, 0.0)
    jumps = (out["exercise_kind"] == "plyometric").to_numpy(bool)
    out["is_article_set"] = leg_load.is_article_set(
        out["is_heavy_legs"].to_numpy(bool),
        out["is_hard"].to_numpy(bool),
        reps,
        out["share_of_e1rm"].to_numpy(float),
        policy,
    )
    out["contacts"] = np.where(
        jumps & works,
        np.nan_to_num(reps) * np.where(sides & ~one_sided, 2.0, 1.0),
        0.0,
    )
    return out


def _add_exercise(out: pd.DataFrame, exercises: Mapping[str, Exercise]) -> None:
    """Add what the catalogue says about each set's exercise, in place."""
    codes, ids = pd.factorize(out["exercise_id"])
    known = [exercises.get(one) for one in ids]

    def trait(name: str, missing: object) -> npt.NDArray[Any]:
        values = np.array(
            [*(getattr(one, name) if one else missing for one in known), missing],
            dtype=object,
        )
        # factorize codes a missing id as -1, which picks the last entry.
        picked: npt.NDArray[Any] = values[codes]
        return picked

    out["exercise"] = trait("name", None)
    out["is_mapped"] = trait("exercise_id", None) != None  # noqa: E711 (elementwise)
    out["pattern"] = trait("pattern", None)
    out["equipment"] = trait("equipment", None)
    out["exercise_kind"] = trait("kind", None)
    stated = out["load_basis"].to_numpy(object)
    usual = trait("load_basis", "total")
    out["basis"] = np.where(pd.isna(stated), usual, stated)
    fraction = [getattr(one, "bodyweight_fraction", None) for one in known]
    out["bodyweight_fraction"] = np.array(
        [*(np.nan if value is None else value for value in fraction), np.nan]
    )[codes]
    out["leg_factor"] = trait("leg_factor", 0.0).astype(float)
    for flag in ("is_heavy_legs", "is_unilateral"):
        out[flag] = trait(flag, False).astype(bool)


def mass_on_day(out: pd.DataFrame, body_mass: pd.DataFrame) -> Floats:
    """Body mass for each set: the session's own, else the last one known by that day.

    Args:
        out: day, bodyweight_kg.
        body_mass: day, mass_kg, by day.
    """
    own: Floats = out["bodyweight_kg"].to_numpy(float)
    if body_mass.empty:
        return own
    days = body_mass["day"].to_numpy("datetime64[us]")
    masses = body_mass["mass_kg"].to_numpy(float)
    place = np.searchsorted(days, out["day"].to_numpy("datetime64[us]"), "right") - 1
    # Before the first weighing, the first one is the best there is.
    known: Floats = np.where(np.isnan(own), masses[np.maximum(place, 0)], own)
    return known


def _reference(out: pd.DataFrame, days: int) -> Floats:
    """The best e1RM of the exercise in the `days` up to each set's session."""
    day = out["day"].to_numpy("datetime64[D]").astype(np.int64)
    if not len(day):
        return np.zeros(0)
    codes, _ = pd.factorize(out["exercise_id"])
    # Each exercise in a stretch of time of its own, so that one pass does for all.
    stretch = int(day.max() - day.min()) + days + 1
    moments, place = np.unique(
        (codes.astype(np.int64) + 1) * stretch + day - day.min(), return_inverse=True
    )
    best = np.full(len(moments), np.nan)
    np.fmax.at(best, place, out["e1rm_kg"].to_numpy(float))
    found: Floats = strength.rolling_best(moments, best, days)[place]
    return found

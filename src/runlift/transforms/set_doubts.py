"""Sets that may be typing errors, judged against the athlete's other sets."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from runlift.science.policy import Policy
from runlift.transforms import lift_limits, own_best
from runlift.transforms.own_best import Bools, Codes
from runlift.transforms.telling import Doubt, Objects, Records, above, told
from runlift.units import KG_PER_LB, Floats

_TOLERANCE_KG = 0.006
"""Apps that convert pounds are at most 5 g off."""


def set_doubts(
    sets: pd.DataFrame,
    mass_kg: Floats,
    is_confirmed: Bools,
    is_left_out: Bools,
    policy: Policy,
) -> list[Doubt]:
    """Every doubt about a set.

    Args:
        sets: as `lifted_sets` returns them, by time.
        mass_kg: the body mass known for each set.
        is_confirmed: the athlete said that the set is right.
        is_left_out: the athlete left the set out.
        policy: thresholds.
    """
    if sets.empty:
        return []
    session, _ = pd.factorize(sets["session_id"])
    exercise, ids = pd.factorize(sets["exercise_id"])
    raw, _ = pd.factorize(sets["exercise_raw"])
    is_mapped = sets["is_mapped"].to_numpy(bool)
    exercise = np.where(is_mapped, exercise, len(ids) + raw)
    names = sets["exercise"].to_numpy(object, copy=True)
    names[~is_mapped] = sets["exercise_raw"][~is_mapped]
    records = Records(
        sets["session_id"],
        sets["day"].to_numpy("datetime64[D]"),
        sets["set_no"].to_numpy(np.int64),
        names,
    )
    impossible, is_impossible = _impossible(sets, records, mass_kg, policy)
    counts = ~is_left_out & ~(is_impossible & ~is_confirmed)
    leaps, is_leap = _leaps(
        sets, records, exercise, session, is_confirmed, counts, policy
    )
    return [
        *impossible,
        *leaps,
        *_strong(sets, records, exercise, mass_kg, is_impossible | is_leap, policy),
        *_steps(sets, records, exercise, policy),
        *_repetitions(sets, records, policy),
        *_many_sets(records, exercise, session, policy),
        *_easy(sets, records, exercise, session, policy),
    ]


def _impossible(
    sets: pd.DataFrame, records: Records, mass_kg: Floats, policy: Policy
) -> tuple[list[Doubt], Bools]:
    """Lifts that nobody does, found out by body mass or meaning known since the import."""
    e1rm = sets["e1rm_kg"].to_numpy(float)
    absolute, by_mass = lift_limits.limits_kg(
        sets["exercise_id"], mass_kg, "reject", policy
    )
    most = np.minimum(absolute, by_mass)
    odd = above(e1rm, most) & lift_limits.is_barbell(sets["basis"])
    said = (
        f"An estimated 1RM of {value:.0f} kg in the {_group(one)} is more than "
        f"{limit:.0f} kg{of_mass}, which nobody lifts."
        for value, limit, one, of_mass in zip(
            e1rm[odd],
            most[odd],
            sets["exercise_id"][odd],
            _of_mass(absolute, by_mass, mass_kg, odd),
            strict=True,
        )
    )
    found = told(records, odd, "set", "e1rm_impossible", said, is_starred=True)
    return found, odd


def _names(records: Records) -> Objects:
    """The exercises; sets always have one."""
    assert records.about is not None
    return records.about


def _of_mass(
    absolute: Floats, by_mass: Floats, mass_kg: Floats, odd: Bools
) -> Iterator[str]:
    for most, limit, mass in zip(
        absolute[odd], by_mass[odd], mass_kg[odd], strict=True
    ):
        is_by_mass = limit < most
        yield f" ({limit / mass:.2g} times {mass:.0f} kg)" if is_by_mass else ""


def _group(exercise_id: str) -> str:
    return lift_limits.spoken(lift_limits.GROUP_OF[exercise_id])


def _leaps(
    sets: pd.DataFrame,
    records: Records,
    exercise: Codes,
    session: Codes,
    is_confirmed: Bools,
    counts: Bools,
    policy: Policy,
) -> tuple[list[Doubt], Bools]:
    """Loads far above the own best; help and bands have none, the body counts."""
    basis, bases = pd.factorize(sets["basis"])
    is_load = (sets["basis"] != "assist").to_numpy(bool)
    load = np.where(is_load, sets["system_load_kg"].to_numpy(float), np.nan)
    leaps, best = own_best.leaps_in_load(
        exercise * (len(bases) + 1) + basis, session, load, is_confirmed, counts, policy
    )
    ratio = policy.number("plausibility.load_warn_own_best")
    with_body = (sets["basis"] == "bodyweight").to_numpy(bool)
    said = (
        f"{value:.4g} kg{' with the body' if body else ''} in {name} is "
        f"{value / before:.2g} times the best before, {before:.4g} kg; more than "
        f"{ratio:g} times ({ratio * before:.4g} kg) is more often a typing error."
        for value, before, body, name in zip(
            load[leaps],
            best[leaps],
            with_body[leaps],
            _names(records)[leaps],
            strict=True,
        )
    )
    return told(records, leaps, "set", "load_own_best", said, is_starred=True), leaps


def _strong(
    sets: pd.DataFrame,
    records: Records,
    exercise: Codes,
    mass_kg: Floats,
    is_told: Bools,
    policy: Policy,
) -> list[Doubt]:
    """Estimates that few runners reach, told once and again when they rise further."""
    able = (sets["quality"] >= policy.number("e1rm.min_quality")).to_numpy(bool)
    e1rm = np.where(able & ~is_told, sets["e1rm_kg"].to_numpy(float), np.nan)
    absolute, by_mass = lift_limits.limits_kg(
        sets["exercise_id"], mass_kg, "warn", policy
    )
    is_barbell = lift_limits.is_barbell(sets["basis"])
    found = []
    for what, most, times in (
        ("e1rm_high", absolute, None),
        ("e1rm_per_mass", by_mass, mass_kg),
    ):
        odd = above(e1rm, most) & is_barbell
        rows = np.flatnonzero(odd)
        value = pd.Series(e1rm[rows])
        highest = value.groupby(exercise[rows]).cummax()
        before = highest.groupby(exercise[rows]).shift()
        odd[rows] = (before.isna() | (value > before)).to_numpy(bool)
        said = (
            f"An estimated 1RM of {e1rm[row]:.0f} kg in {_names(records)[row]} is "
            f"more than {most[row]:.0f} kg"
            + (
                ""
                if times is None
                else f" ({most[row] / times[row]:.2g} times {times[row]:.0f} kg)"
            )
            + ", which few runners lift."
            for row in np.flatnonzero(odd).tolist()
        )
        found += told(records, odd, "set", what, said)
    return found


def _steps(
    sets: pd.DataFrame, records: Records, exercise: Codes, policy: Policy
) -> list[Doubt]:
    """Loads that no plates make, each once an exercise."""
    load = sets["load_kg"].to_numpy(float)
    steps = (
        policy.number("plausibility.load_step_kg"),
        policy.number("plausibility.load_step_lb") * KG_PER_LB,
    )
    off = np.min([np.abs(load - np.round(load / one) * one) for one in steps], axis=0)
    odd = (load > 0) & (off > _TOLERANCE_KG)
    rows = np.flatnonzero(odd)
    pairs = pd.DataFrame({"exercise": exercise[rows], "load": load[rows]})
    odd[rows[pairs.duplicated().to_numpy()]] = False
    said = (
        f"{value:g} kg in {name} is no multiple of "
        f"{policy.number('plausibility.load_step_kg'):g} kg or "
        f"{policy.number('plausibility.load_step_lb'):g} lb."
        for value, name in zip(load[odd], _names(records)[odd], strict=True)
    )
    return told(records, odd, "set", "load_step", said)


def _repetitions(sets: pd.DataFrame, records: Records, policy: Policy) -> list[Doubt]:
    reps = sets["reps"].to_numpy(float)
    is_help = (sets["basis"] == "assist").to_numpy(bool)
    is_loaded = (sets["load_kg"].to_numpy(float) > 0) & ~is_help
    most = np.where(
        is_loaded,
        policy.number("plausibility.reps_warn_loaded"),
        policy.number("plausibility.reps_warn_bodyweight"),
    )
    odd = above(reps, most)
    said = (
        f"{n:.0f} repetitions of {name} are more than {limit:.0f}, which is rare "
        f"{'with a load' if loaded else 'without a load'}."
        for n, name, limit, loaded in zip(
            reps[odd], _names(records)[odd], most[odd], is_loaded[odd], strict=True
        )
    )
    return told(records, odd, "set", "reps_many", said)


def _many_sets(
    records: Records, exercise: Codes, session: Codes, policy: Policy
) -> list[Doubt]:
    """Told at the first set beyond the limit."""
    many = int(policy.number("plausibility.sets_warn"))
    key = session * (int(exercise.max()) + 1) + exercise
    _, place, n = np.unique(key, return_inverse=True, return_counts=True)
    order = np.argsort(place, kind="stable")
    starts = np.repeat(np.cumsum(n) - n, n)
    number = np.empty(len(key), np.int64)
    number[order] = np.arange(len(key)) - starts
    odd = number == many
    said = (
        f"{total} sets of {name} in a session are more than {many}."
        for total, name in zip(n[place][odd], _names(records)[odd], strict=True)
    )
    return told(records, odd, "set", "sets_many", said)


def _easy(
    sets: pd.DataFrame,
    records: Records,
    exercise: Codes,
    session: Codes,
    policy: Policy,
) -> list[Doubt]:
    """Much in reserve in what counts as work, told once an exercise and session."""
    rir = sets["rir"].to_numpy(float)
    most = policy.number("plausibility.rir_warn_working")
    works = (sets["kind"] == "normal").to_numpy(bool) & ~sets["is_warmup"].to_numpy(
        bool
    )
    odd = works & above(rir, most)
    rows = np.flatnonzero(odd)
    pairs = pd.DataFrame({"session": session[rows], "exercise": exercise[rows]})
    odd[rows[pairs.duplicated().to_numpy()]] = False
    said = (
        f"{value:g} repetitions in reserve in {name} are more than {most:g}: a warm-up "
        "rather than a working set."
        for value, name in zip(rir[odd], _names(records)[odd], strict=True)
    )
    return told(records, odd, "set", "rir_high", said)

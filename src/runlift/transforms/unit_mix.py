"""Pounds entered as kilograms, miles as kilometres: found by what the athlete usually does.

A file states a unit and may be wrong: somebody typed pounds into an app that was set to
kilograms. Only the own history can tell, so it is asked and never decided.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from runlift.model import Parsed, Question
from runlift.science.policy import Policy
from runlift.transforms.instants import running_s
from runlift.units import DistanceUnit, Floats, duration_text, kg, metres


def mixed(
    parsed: Parsed,
    usual_loads: pd.DataFrame,
    usual_speed_m_per_s: float | None,
    policy: Policy,
) -> tuple[Question, ...]:
    """What to ask about the units of a file.

    Args:
        parsed: what the file holds.
        usual_loads: exercise_raw, load_kg (the median), sets: the athlete's history.
        usual_speed_m_per_s: the median speed of the runs; `None` or NaN where there are
            too few (`unit_mix_min_history_runs`).
        policy: thresholds, `plausibility.unit_mix_*`.

    Returns:
        At most one question about loads and one about distances. The first choice is
        the unit that the file was read in.
    """
    return (
        *_loads(parsed, usual_loads, policy),
        *_speed(parsed, usual_speed_m_per_s, policy),
    )


def entered_in(
    parsed: Parsed,
    weight_unit: str | None,
    distance_unit: str | None,
    *,
    read_in: DistanceUnit = "km",
) -> Parsed:
    """The file's content with its numbers in the units they were entered in.

    Args:
        parsed: what the file holds, as it was read.
        weight_unit: what the numbers of loads really were; `None` as they were read.
        distance_unit: what the numbers of distances really were; `None` as they were
            read.
        read_in: the unit that distances were read in, the first choice of the question.
    """
    if weight_unit == "lb":
        loads = kg(parsed.sets["load_kg"].to_numpy(float), "lb")
        parsed = replace(parsed, sets=parsed.sets.assign(load_kg=loads))
    if distance_unit is not None and distance_unit != read_in:
        one = np.ones(1)
        times = float((metres(one, distance_unit) / metres(one, read_in))[0])
        parsed = replace(
            parsed,
            runs=parsed.runs.assign(distance_m=parsed.runs["distance_m"] * times),
            sets=parsed.sets.assign(distance_m=parsed.sets["distance_m"] * times),
        )
    return parsed


def usual_speed(found: pd.DataFrame, policy: Policy) -> float | None:
    """The answer of `queries/usual_speed.sql`, where there are enough runs behind it."""
    least = policy.number("plausibility.unit_mix_min_history_runs")
    enough = found[found["runs"] >= least]
    return float(enough["speed_m_per_s"].iloc[0]) if len(enough) else None


def steps_within(parsed: Parsed, policy: Policy) -> tuple[str, ...]:
    """Notes on a file whose own numbers change from one unit to another half-way."""
    starts = dict(
        zip(parsed.sessions["session_key"], parsed.sessions["start_local"], strict=True)
    )
    order = np.argsort(
        np.array([starts[key] for key in parsed.sets["session_key"]], "datetime64[us]"),
        kind="stable",
    )
    loaded = _loaded(parsed.sets.iloc[order])
    notes = []
    compared = [
        (name, loads.to_numpy(float), *_halves(loads.to_numpy(float), policy))
        for name, loads in loaded.groupby("exercise_raw", sort=False)["load_kg"]
    ]
    compared = [one for one in compared if one[2] > 0 and one[3] > 0]
    changed = [
        f"{name} ({before:g} and {after:g})"
        for name, loads, before, after in compared
        if _is_pounds(loads, before, after, policy)
    ]
    # A unit changes for all exercises at once; one of many that doubles is progress.
    if changed and len(changed) >= len(compared) / 2:
        notes.append(
            "The loads of the two halves of this file differ as kilograms and pounds do: "
            f"{', '.join(changed[:3])}. Nothing is changed."
        )
    speed = _speeds(parsed.runs.sort_values("start_local", kind="stable"))
    half = len(speed) // 2
    least = policy.number("plausibility.unit_mix_min_runs")
    if half >= least:
        before, after = np.median(speed[:half]), np.median(speed[half:])
        low, high = policy.numbers("plausibility.unit_mix_speed_ratio")
        if low <= max(before, after) / min(before, after) <= high:
            notes.append(
                "The speeds of the two halves of this file differ as kilometres and "
                f"miles do: {_pace(before)} and {_pace(after)}. Nothing is changed."
            )
    return tuple(notes)


def _loads(
    parsed: Parsed, usual_loads: pd.DataFrame, policy: Policy
) -> Iterator[Question]:
    """Asked when more than half of the exercises that both know have grown so."""
    low, high = policy.numbers("plausibility.unit_mix_load_ratio")
    least = policy.number("plausibility.unit_mix_min_sets")
    known = usual_loads[usual_loads["sets"] >= least]
    usual = dict(zip(known["exercise_raw"], known["load_kg"], strict=True))
    loaded = _loaded(parsed.sets)
    shared = loaded[loaded["exercise_raw"].isin(list(usual))]
    grown = []
    size = 0
    for name, group in shared.groupby("exercise_raw", sort=False)["load_kg"]:
        loads = group.to_numpy(float)
        size += 1
        new, old = float(np.median(loads)), usual[name]
        if _is_on_step(loads, policy) and low <= new / old <= high:
            grown.append((name, new, old))
    if not grown or 2 * len(grown) <= size:
        return
    told = ", ".join(f"{name} {new:g} after {old:g}" for name, new, old in grown[:3])
    is_sure = len(grown) > 1
    yield Question(
        key="logged_weight_unit",
        text="Were these weights entered in pounds?",
        choices=("kg", "lb"),
        # One exercise may have grown by that much; several have not.
        guess="lb" if is_sure else "kg",
        why=(
            f"The usual loads of {len(grown)} of {size} exercises you know are "
            f"{low:g} to {high:g} times what they were ({told}), and every one is a "
            f"multiple of {policy.number('plausibility.unit_mix_load_step'):g}. "
            "A pound is 0.45 kg."
        ),
    )


def _speed(parsed: Parsed, usual: float | None, policy: Policy) -> Iterator[Question]:
    """Asked in both directions: numbers in miles look slow, numbers in kilometres fast."""
    if usual is None or not usual > 0:
        return
    speed = _speeds(parsed.runs)
    if len(speed) < policy.number("plausibility.unit_mix_min_runs"):
        return
    low, high = policy.numbers("plausibility.unit_mix_speed_ratio")
    new = float(np.median(speed))
    is_fast, is_slow = low <= new / usual <= high, low <= usual / new <= high
    if not (is_fast or is_slow):
        return
    # Kilometres that were read as miles are long, and miles read as kilometres short.
    choices = ("mi", "km") if is_fast else ("km", "mi")
    word = "kilometres" if is_fast else "miles"
    yield Question(
        key="logged_distance_unit",
        text=f"Were these distances entered in {word}?",
        choices=choices,
        guess=choices[1],
        why=(
            f"The usual pace of these {len(speed)} runs is {_pace(new)}, yours is "
            f"{_pace(usual)}: {max(new / usual, usual / new):.2f} times, and a mile is "
            "1.61 km."
        ),
    )


def _loaded(sets: pd.DataFrame) -> pd.DataFrame:
    return sets[sets["load_kg"] > 0]


def _speeds(runs: pd.DataFrame) -> Floats:
    lasting = running_s(runs).to_numpy(float)
    speed = runs["distance_m"].to_numpy(float) / np.where(lasting > 0, lasting, np.nan)
    known: Floats = speed[np.isfinite(speed) & (speed > 0)]
    return known


def _halves(loads: Floats, policy: Policy) -> tuple[float, float]:
    """The medians of both halves; NaN where they are too few to say anything."""
    half = len(loads) // 2
    if half < policy.number("plausibility.unit_mix_min_sets"):
        return float("nan"), float("nan")
    return float(np.median(loads[:half])), float(np.median(loads[half:]))


def _is_pounds(loads: Floats, before: float, after: float, policy: Policy) -> bool:
    """Whether the heavier half looks like the other one in pounds."""
    low, high = policy.numbers("plausibility.unit_mix_load_ratio")
    half = len(loads) // 2
    heavier = loads[:half] if before > after else loads[half:]
    ratio = max(before, after) / min(before, after)
    return low <= ratio <= high and _is_on_step(heavier, policy)


def _is_on_step(loads: Floats, policy: Policy) -> bool:
    step = policy.number("plausibility.unit_mix_load_step")
    return bool((np.abs(loads - np.round(loads / step) * step) < 1e-6).all())


def _pace(speed_m_per_s: float) -> str:
    return f"{duration_text(1000 / speed_m_per_s)} /km"

"""Kilograms or pounds, kilometres or miles, where a file does not say: a guess, and why."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from runlift.model import Answers, Question
from runlift.units import KG_PER_LB, Floats

Names = npt.NDArray[np.object_]

_PLATES_LB = (135, 185, 225, 275, 315, 365, 405, 455, 495)
"""A 45-lb bar with 45-lb plates, and with 25s on top: what pounds lifters load."""

_PLATES_KG = (60, 70, 100, 120, 140, 170, 180, 220, 260)
"""A 20-kg bar with 20-kg or 25-kg plates."""

_ON_A_BAR = re.compile(
    r"^(?!.*(?:dumbbell|machine|smith|cable|kettlebell|goblet))"
    r".*(?:barbell|squat|bench press|deadlift)",
    re.IGNORECASE,
)

_USUAL_KG = {
    "bench press": 60,
    "squat": 80,
    "deadlift": 95,
    "overhead press": 38,
    "military press": 38,
    "shoulder press": 38,
    "bent over row": 55,
}
"""A middling best set in kilograms; the same in pounds is 2.2 times as much."""

_SPREAD = 0.45
"""Standard deviation of log best loads between people, on the wide side."""


@dataclass(frozen=True, slots=True)
class _Sign:
    """One thing the loads say. `weight` above 0 speaks for pounds."""

    weight: float
    says: str


def weight_unit(
    loads: Floats, exercise: Sequence[str], answers: Answers
) -> tuple[str, tuple[Question, ...]]:
    """`kg` or `lb` for loads without a unit, with the question to ask.

    Nothing is asked when the athlete has said it or there is no load at all.
    """
    if answers.weight_unit in ("kg", "lb"):
        return answers.weight_unit, ()
    lifted = np.nan_to_num(loads) > 0
    if not lifted.any():
        return "kg", ()
    names = np.asarray(exercise, dtype=object)[lifted]
    signs = _signs(loads[lifted], names)
    score = sum(sign.weight for sign in signs)
    guess = "lb" if score > 0 else "kg"
    for_guess = [s for s in signs if s.weight and (s.weight > 0) == (guess == "lb")]
    for_guess.sort(key=lambda sign: -abs(sign.weight))
    if for_guess and abs(score) >= 0.5:
        why = "; ".join(sign.says for sign in for_guess[:2])
    else:
        why = (
            f"{int(lifted.sum())} loads from {loads[lifted].min():g} to "
            f"{loads[lifted].max():g} would fit either unit"
        )
    return guess, (
        Question(
            key="weight_unit",
            text="Are the weights in this file kilograms or pounds?",
            choices=("kg", "lb"),
            guess=guess,
            why=f"The file does not say the unit; {why}.",
        ),
    )


def distance_unit(
    distances: Floats, weight_unit: str, answers: Answers
) -> tuple[str, tuple[Question, ...]]:
    """`km` or `mi` for distances without a unit, with the question to ask."""
    if answers.distance_unit in ("km", "mi"):
        return answers.distance_unit, ()
    covered = int((np.nan_to_num(distances) > 0).sum())
    if not covered:
        return "km", ()
    guess = "mi" if weight_unit == "lb" else "km"
    return guess, (
        Question(
            key="distance_unit",
            text="Are the distances in this file kilometres or miles?",
            choices=("km", "mi"),
            guess=guess,
            why=(
                f"The file gives no unit with its distances ({covered}); who lifts "
                f"in {'pounds' if guess == 'mi' else 'kilograms'} mostly runs in "
                f"{'miles' if guess == 'mi' else 'kilometres'}."
            ),
        ),
    )


def _signs(loads: Floats, names: Names) -> list[_Sign]:
    n = len(loads)
    whole = np.isclose(loads % 1, 0)
    fives = whole & np.isclose(loads % 5, 0)
    halves = ~fives & np.isclose(loads % 1.25, 0)
    odd = whole & ~fives
    plates = np.isin(loads, _PLATES_LB)
    signs = [
        _Sign(
            min(20 * float(plates.mean()), 3),
            "135, 185, 225 and the like, as a 45-lb bar with 45-lb plates gives, in "
            f"{int(plates.sum())} of {n} loads",
        ),
        _Sign(
            -min(4 * float(halves.mean()), 1.5),
            "steps of 2.5 or 1.25 between the fives, as kilogram plates give, in "
            f"{int(halves.sum())} of {n} loads",
        ),
        _Sign(
            -min(4 * float(odd.mean()), 2),
            "whole numbers off the fives (like 12, 14, 16), as kilogram dumbbells and "
            f"stacks have, in {int(odd.sum())} of {n} loads",
        ),
    ]
    on_bar = np.isin(names, [name for name in set(names) if _ON_A_BAR.search(name)])
    if on_bar.any():
        round_kg = np.isin(loads[on_bar], _PLATES_KG)
        signs.append(
            _Sign(
                -min(5 * float(round_kg.mean()), 3.5),
                "60, 100, 140 and the like, as a 20-kg bar with 20-kg plates gives, in "
                f"{int(round_kg.sum())} of {int(on_bar.sum())} loads of a bar",
            )
        )
    if len(set(loads)) >= 6 and fives.mean() > 0.95:
        signs.append(_Sign(0.8, f"multiples of 5 in {int(fives.sum())} of {n} loads"))
    return [
        *signs,
        *_converted(loads),
        *_empty_bar(loads, names),
        *_usual(loads, names),
    ]


def _converted(loads: Floats) -> list[_Sign]:
    """Loads off every plate of their own unit but on the other's: noise of conversion."""
    off_grid = loads[~np.isclose(loads * 4 % 1, 0)]
    if not len(off_grid):
        return []
    # 10.2 is 22.5 lb to the one decimal it was written with.
    tolerance = 0.055 if np.allclose(off_grid * 10 % 1, 0) else 0.006
    in_lb, in_kg = off_grid / KG_PER_LB, off_grid * KG_PER_LB
    were_lb = np.abs(in_lb - np.round(in_lb / 2.5) * 2.5) * KG_PER_LB <= tolerance
    were_kg = np.abs(in_kg - np.round(in_kg / 1.25) * 1.25) / KG_PER_LB <= tolerance
    share = (were_kg.sum() - were_lb.sum()) / len(off_grid)
    example = off_grid[were_kg if share > 0 else were_lb]
    if abs(share) < 0.5 or not len(example):
        return []
    value = float(example[0])
    if share > 0:
        says = f"{value:g} is {np.round(value * KG_PER_LB / 1.25) * 1.25:g} kg, converted to pounds"
    else:
        says = f"{value:g} is {np.round(value / KG_PER_LB / 2.5) * 2.5:g} lb, converted to kilograms"
    return [_Sign(4 * float(share), says)]


def _empty_bar(loads: Floats, names: Names) -> list[_Sign]:
    barbell = [name for name in set(names) if "barbell" in name.lower()]
    on_bar = np.isin(names, barbell)
    pounds, kilos = (int((on_bar & (loads == bar)).sum()) for bar in (45, 20))
    if pounds and not kilos:
        return [_Sign(1, f"{pounds} barbell sets at 45 and none at 20: a 45-lb bar")]
    if kilos and not pounds:
        return [_Sign(-1, f"{kilos} barbell sets at 20 and none at 45: a 20-kg bar")]
    return []


def _usual(loads: Floats, names: Names) -> list[_Sign]:
    """What the best sets of the big lifts would be in either unit."""
    signs = []
    distinct = set(names)
    for lift, usual in _USUAL_KG.items():
        pattern = re.compile(rf"(?:^|\b){lift}(?: \(barbell\))?$", re.IGNORECASE)
        best = loads[
            np.isin(names, [name for name in distinct if pattern.search(name)])
        ]
        if not len(best):
            continue
        top = float(np.quantile(best, 0.9))
        # Log odds of two bell curves of log load, one unit apart.
        step = -np.log(KG_PER_LB)
        odds = (np.log(top / usual) - step / 2) * step / _SPREAD**2
        signs.append(
            _Sign(
                float(np.clip(odds, -2.5, 2.5)),
                f"the best sets of {lift} are near {top:g}, where {usual} kg or "
                f"{usual / KG_PER_LB:.0f} lb is usual",
            )
        )
    if not signs:
        return []
    strongest = max(signs, key=lambda sign: abs(sign.weight))
    mean = float(np.mean([sign.weight for sign in signs]))
    return [_Sign(mean, strongest.says)] if mean * strongest.weight > 0 else []

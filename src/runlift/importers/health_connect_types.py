"""What the numbers of Health Connect's exercise types stand for, in the three countings met."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from runlift.importers.sports import (
    LIFT,
    RUN,
    UNKNOWN,
    WORKOUT,
    speaks_of_lifting,
    sport,
)
from runlift.units import Floats


@dataclass(frozen=True, slots=True)
class Counting:
    """One way of counting the exercise types."""

    name: str
    words: Mapping[int, str]


PHONE = Counting(
    "phone",
    {
        4: "Biking",
        5: "Stationary biking",
        6: "Boot camp",
        8: "Functional training",
        11: "Fitness",
        20: "HIIT",
        21: "Hiking",
        23: "Ice skating",
        25: "Paddling",
        27: "Pilates",
        29: "Rock climbing",
        31: "Rowing",
        33: "Running",
        34: "Treadmill running",
        37: "Skating",
        38: "Skiing",
        39: "Snowboarding",
        40: "Snowshoeing",
        45: "Strength training",
        46: "Stretching",
        48: "Swimming",
        49: "Swimming",
        53: "Walking",
        55: "Weightlifting",
        57: "Yoga",
        58: "Workout",
        61: "Rowing",
    },
)
"""Android's own numbers, which its database holds; 58 is any other workout."""

LIBRARY = Counting(
    "library",
    {
        0: "Workout",
        8: "Biking",
        9: "Stationary biking",
        10: "Boot camp",
        13: "Functional training",
        26: "Fitness",
        36: "HIIT",
        37: "Hiking",
        39: "Ice skating",
        46: "Paddling",
        48: "Pilates",
        51: "Rock climbing",
        53: "Rowing",
        54: "Rowing",
        56: "Running",
        57: "Treadmill running",
        60: "Skating",
        61: "Skiing",
        62: "Snowboarding",
        63: "Snowshoeing",
        70: "Strength training",
        71: "Stretching",
        73: "Swimming",
        74: "Swimming",
        79: "Walking",
        81: "Weightlifting",
        83: "Yoga",
    },
)
"""The numbers of the library for developers, as some programs write them."""

REPORTED = Counting(
    "reported",
    {
        8: "Biking",
        24: "HIIT",
        25: "Hiking",
        33: "Pilates",
        37: "Rowing",
        39: "Running",
        51: "Strength training",
        52: "Stretching",
        53: "Walking",
        58: "Weightlifting",
        63: "Yoga",
    },
)
"""A third list that one program was written by."""

_WEIGHTS = re.compile(r"\d\s?(kg|lbs?)\b", re.IGNORECASE)
"""A load in the notes, where Hevy writes the whole workout."""

_LIFTING_APPS = re.compile(r"hevy|\bstrong\b|fitnotes|jefit|strengthlog|gymbook|fitbod")

_SLOWEST_M_PER_S, _FASTEST_M_PER_S = 1.5, 6.5
"""Runs lie between; walks are slower."""


def lifting(title: str, note: str, package: str) -> bool:
    """Whether a title, the notes or the app say that weights were lifted."""
    return (
        speaks_of_lifting(title)
        or _WEIGHTS.search(note) is not None
        or _LIFTING_APPS.search(package.lower().replace(".", " ")) is not None
    )


def counting(
    numbers: Sequence[int],
    titles: Sequence[str],
    is_lifting: Sequence[bool],
    speed_m_per_s: Floats,
) -> Counting:
    """The counting that fits the sessions of a file best; the phone's where none does.

    A session speaks for a counting when its title, its notes or its speed say the same
    as its number does there, and against it when the title says otherwise.
    """
    with np.errstate(invalid="ignore"):
        is_run_speed = (speed_m_per_s > _SLOWEST_M_PER_S) & (
            speed_m_per_s < _FASTEST_M_PER_S
        )
    scores = {}
    for one in (PHONE, LIBRARY, REPORTED):
        kinds = {n: sport(one.words.get(n, "")).kind for n in set(numbers)}
        rows = zip(numbers, titles, is_lifting, is_run_speed.tolist(), strict=True)
        scores[one.name] = sum(
            _speaks(kinds[number], title, lifts, runs)
            for number, title, lifts, runs in rows
        )
    return max((PHONE, LIBRARY, REPORTED), key=lambda one: scores[one.name])


def _speaks(kind: str, title: str, is_lifting: bool, is_run_speed: bool) -> int:
    told = LIFT if is_lifting else sport(title).kind if title else UNKNOWN
    if told in (UNKNOWN, WORKOUT):
        return int(kind == RUN and is_run_speed)
    if told == kind or (told == LIFT and kind == WORKOUT):
        return 1
    return -1 if kind in (RUN, LIFT) else 0

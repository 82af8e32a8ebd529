"""Strength sets as a watch writes them: which exercise it guessed, and what it counted."""

import functools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from runlift.importers.fit_messages import Message, number, text
from runlift.importers.recordings import LiftedSet

UNKNOWN = "Unknown exercise"
"""What a set is called whose exercise the watch did not recognise."""

_UNKNOWN_CATEGORIES = ("unknown", "invalid")


def sets(messages: Sequence[Message], titles: Sequence[Message]) -> list[LiftedSet]:
    """The sets of one session, with the rest after each.

    Args:
        messages: its `set` messages, active and rest.
        titles: `exercise_title` messages: the names of a planned workout.
    """
    named = _named(titles)
    mine = sorted(messages, key=lambda one: number(one, "start_time", "timestamp"))
    made: list[LiftedSet] = []
    for place, one in enumerate(mine):
        if text(one, "set_type") not in ("active", None) or one.get("set_type") == 0:
            continue
        after = mine[place + 1] if place + 1 < len(mine) else {}
        rests = text(after, "set_type") == "rest" or after.get("set_type") == 0
        load = number(one, "weight")
        made.append(
            LiftedSet(
                exercise=_exercise(one, named),
                # A watch without a typed weight writes 0.
                load_kg=load if load > 0 else np.nan,
                reps=_positive(number(one, "repetitions")),
                duration_s=_positive(number(one, "duration")),
                rest_s=_positive(number(after, "duration")) if rests else np.nan,
            )
        )
    return made


def _exercise(one: Message, named: Mapping[tuple[object, object], str]) -> str:
    """The name of the likeliest of the watch's guesses."""
    family = _family(one.get("category"))
    subtype = _first(one.get("category_subtype"))
    if (family, subtype) in named:
        return named[(family, subtype)]
    if family is None:
        return UNKNOWN
    if isinstance(subtype, int | float):
        _, exercises = _tables()
        subtype = exercises.get(family, {}).get(int(subtype))
    return spoken(subtype if isinstance(subtype, str) else family)


def _named(titles: Sequence[Message]) -> dict[tuple[object, object], str]:
    """What the plan calls exercises, by family and number."""
    found: dict[tuple[object, object], str] = {}
    for one in titles:
        said = _first(one.get("wkt_step_name"))
        if isinstance(said, str) and said.strip():
            key = (
                _family(one.get("exercise_category")),
                _first(one.get("exercise_name")),
            )
            found[key] = said.strip()
    return found


def _family(value: object) -> str | None:
    """The likeliest category by name: readers give it as a name or as a number."""
    category = _first(value)
    if isinstance(category, int | float):
        category = _tables()[0].get(int(category))
    known = isinstance(category, str) and category not in _UNKNOWN_CATEGORIES
    return category if known else None


def _first(value: object) -> Any:
    """The first of several guesses; the watch puts the likeliest first."""
    if isinstance(value, list | tuple):
        return next((one for one in value if one is not None), None)
    return value


def spoken(name: object) -> str:
    """A name of the profile (`barbell_back_squat`) as people write it."""
    words = name.replace("_", " ").strip() if isinstance(name, str) else ""
    return UNKNOWN if words.casefold() in ("", "unknown") else words.capitalize()


def _positive(value: float) -> float:
    return value if value > 0 else np.nan


@functools.cache
def _tables() -> tuple[dict[int, str], dict[str, dict[int, str]]]:
    """Categories by number, and the exercises of each, of the FIT profile."""
    from fitdecode.profile import FIELD_TYPES

    ending = "_exercise_name"
    return dict(FIELD_TYPES["exercise_category"].enum), {
        name.removesuffix(ending): dict(kind.enum)
        for name, kind in FIELD_TYPES.items()
        if name.endswith(ending)
    }

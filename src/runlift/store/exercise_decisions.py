"""Several decisions about exercises kept as one: choices for names, own exercises."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from runlift.store.connect import Store, record
from runlift.store.own_exercises import Cells


@dataclass(frozen=True, slots=True)
class Decisions:
    """What is to be remembered together."""

    choices: Mapping[str, str | None] = field(default_factory=dict)
    """By the name in the file: the exercise, or None to leave it unmapped on purpose."""
    forgotten: frozenset[str] = frozenset()
    """Names about which nothing is decided any more."""
    exercises: Mapping[str, Cells | None] = field(default_factory=dict)
    """By exercise id: the cells of an own or changed exercise, or None for none."""


def decide(store: Store, athlete_id: str, decisions: Decisions, now: datetime) -> None:
    """Remember all of it or nothing.

    Args:
        store: where.
        athlete_id: whose.
        decisions: what.
        now: when.
    """
    said = [
        *((raw, exercise_id, False) for raw, exercise_id in decisions.choices.items()),
        *((raw, None, True) for raw in sorted(decisions.forgotten)),
    ]
    with store.transaction() as cursor:
        for raw, exercise_id, is_forgotten in said:
            values = {
                "exercise_raw": raw,
                "exercise_id": exercise_id,
                "is_forgotten": is_forgotten,
            }
            record(cursor, "exercise_choice", athlete_id, now, values)
        for exercise_id, cells in decisions.exercises.items():
            written = None if cells is None else json.dumps(dict(cells), sort_keys=True)
            values = {"exercise_id": exercise_id, "cells": written}
            record(cursor, "own_exercise", athlete_id, now, values)

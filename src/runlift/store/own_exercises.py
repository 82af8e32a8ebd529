"""Exercises an athlete made, and what she does differently from the catalogue."""

import json
from collections.abc import Mapping
from datetime import datetime

from runlift.store.connect import Store, record

Cells = Mapping[str, str]
"""Cells of `data/exercises.csv` by column, as text."""


def keep(
    store: Store,
    athlete_id: str,
    exercise_id: str,
    cells: Cells | None,
    now: datetime,
) -> None:
    """Remember an exercise of the athlete's own, or her changes to a known one.

    Args:
        store: where.
        athlete_id: whose.
        exercise_id: of the catalogue, or of her own.
        cells: every cell of an own exercise, the changed ones of a known one; `None`
            takes back what was kept.
        now: when.
    """
    written = None if cells is None else json.dumps(dict(cells), sort_keys=True)
    with store.transaction() as cursor:
        record(
            cursor,
            "own_exercise",
            athlete_id,
            now,
            {"exercise_id": exercise_id, "cells": written},
        )


def own_exercises(store: Store, athlete_id: str) -> dict[str, dict[str, str]]:
    """What is kept, cells by exercise id."""
    found = store.ask("own_exercises", athlete=athlete_id)
    return {
        exercise_id: json.loads(cells)
        for exercise_id, cells in zip(found["exercise_id"], found["cells"], strict=True)
    }

"""Body mass an athlete enters herself; files bring theirs with their upload."""

from datetime import date, datetime

import pandas as pd

from runlift.store.connect import Store, record


def weigh(
    store: Store, athlete_id: str, day: date, mass_kg: float | None, now: datetime
) -> None:
    """Remember the body mass of a day in kg; `None` takes back what was entered."""
    with store.transaction() as cursor:
        record(cursor, "weighing", athlete_id, now, {"day": day, "mass_kg": mass_kg})


def body_mass(store: Store, athlete_id: str) -> pd.DataFrame:
    """day, mass_kg, is_entered, by day; what was entered wins over a file's value."""
    return store.ask("body_mass", athlete=athlete_id)

"""Findings an athlete or a coach has seen and dealt with, with a note."""

from datetime import datetime

import pandas as pd

from runlift.store.connect import Store, record


def acknowledge(
    store: Store,
    athlete_id: str,
    finding_id: str,
    now: datetime,
    note: str | None = None,
    *,
    is_withdrawn: bool = False,
) -> None:
    """Remember that a finding was dealt with; `is_withdrawn` takes that back."""
    with store.transaction() as cursor:
        record(
            cursor,
            "acknowledgement",
            athlete_id,
            now,
            {"finding_id": finding_id, "note": note, "is_withdrawn": is_withdrawn},
        )


def acknowledged(store: Store, athlete_id: str) -> pd.DataFrame:
    """finding_id, note, recorded_at of everything that was dealt with."""
    return store.ask("acknowledgements", athlete=athlete_id)

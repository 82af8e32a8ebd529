"""What the athlete says about records that look odd: right, or to be left out."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

import pandas as pd

from runlift.store.connect import Store, record

Verdict = Literal["confirmed", "excluded"]
Key = tuple[str, str, int]
"""kind (set, run, session, body_mass or week), record_id, set_no (0 but for sets)."""


def correct(
    store: Store,
    athlete_id: str,
    records: Iterable[Key],
    verdict: Verdict | None,
    now: datetime,
    reason: str | None = None,
) -> None:
    """Remember one verdict about some records, all of them or none.

    Args:
        store: where.
        athlete_id: whose.
        records: which.
        verdict: `None` takes back what was said before.
        now: when.
        reason: why, for the list of what was left out.
    """
    with store.transaction() as cursor:
        for kind, record_id, set_no in records:
            values = {
                "kind": kind,
                "record_id": record_id,
                "set_no": set_no,
                "verdict": verdict,
                "reason": reason,
            }
            record(cursor, "correction", athlete_id, now, values)


def corrections(store: Store, athlete_id: str) -> pd.DataFrame:
    """Every verdict that stands: kind, record_id, set_no, verdict, reason, recorded_at."""
    return store.ask("corrections", athlete=athlete_id)

"""What the athlete calls her runs; her word wins over every rule."""

from collections.abc import Iterable
from datetime import datetime

from runlift.store.connect import Store, record


def call(
    store: Store,
    athlete_id: str,
    run_ids: Iterable[str],
    run_class: str | None,
    now: datetime,
    note: str | None = None,
) -> None:
    """Remember what some runs were, all of them or none.

    Args:
        store: where.
        athlete_id: whose.
        run_ids: which.
        run_class: one of `classified_runs.LABELS`; `None` lets the rules speak again.
        now: when.
        note: why, in her own words.
    """
    with store.transaction() as cursor:
        for run_id in run_ids:
            said = {"run_id": run_id, "run_class": run_class, "note": note}
            record(cursor, "label", athlete_id, now, said)

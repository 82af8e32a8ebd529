"""What the athlete has said about records that may be one activity."""

from collections.abc import Iterable
from datetime import datetime

import pandas as pd

from runlift.errors import WrongInput
from runlift.store.connect import Store, record

KINDS = ("run", "lift")


def decide(
    store: Store,
    athlete_id: str,
    kind: str,
    pairs: Iterable[tuple[str, str]],
    now: datetime,
    *,
    is_twin: bool,
) -> None:
    """Remember that records are one activity, or that they are not.

    Args:
        store: where.
        athlete_id: whose records.
        kind: `run` or `lift`.
        pairs: ids, two by two, in any order; all of them are remembered or none.
        now: when.
        is_twin: whether the two are the same.

    Raises:
        WrongInput: there is no such kind, or a record is paired with itself.
    """
    if kind not in KINDS:
        raise WrongInput(f"There are no twins of the kind {kind!r}.")
    wanted = sorted({(min(pair), max(pair)) for pair in pairs})
    if any(one == other for one, other in wanted):
        raise WrongInput("A record cannot be its own twin.")
    with store.transaction() as cursor:
        for one, other in wanted:
            said = {
                "kind": kind,
                "record_id": one,
                "twin_id": other,
                "is_twin": is_twin,
            }
            record(cursor, "twin", athlete_id, now, said)


def decisions(store: Store, athlete_id: str) -> pd.DataFrame:
    """The latest word on every pair: kind, record_id, twin_id, is_twin."""
    return store.ask("twin_decisions", athlete=athlete_id)

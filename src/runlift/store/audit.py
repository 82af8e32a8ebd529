"""Who saw, brought, changed, took along and deleted what of an athlete, and when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import duckdb

from runlift.store.connect import Store

Deed = Literal[
    "saw",
    "imported",
    "undid",
    "changed",
    "planned",
    "noted",
    "exported",
    "deleted",
    "invited",
    "accepted",
    "declined",
    "revoked",
]

NOBODY = ""
"""Whose rows those are that stay after an athlete was deleted: nobody's."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing somebody did."""

    when: datetime
    """Naive UTC."""
    actor: str
    """The member's id; of a deletion only her role."""
    name: str
    """What the actor is called; empty when she has left."""
    action: str
    detail: str


def add(
    cursor: duckdb.DuckDBPyConnection,
    athlete_id: str,
    actor: str,
    action: Deed,
    detail: str,
    now: datetime,
) -> None:
    """Write it down, in the transaction that does it."""
    cursor.execute(
        "insert into audit (event_no, recorded_at, athlete_id, actor, action, detail) "
        "select coalesce(max(event_no), 0) + 1, ?, ?, ?, ?, ? from audit",
        [now, athlete_id, actor, action, detail],
    )


def saw(
    store: Store, athlete_ids: list[str], actor: str, page: str, now: datetime
) -> None:
    """Write down who was looked at on which page, once a day."""
    midnight = datetime(now.year, now.month, now.day)
    with store.transaction() as cursor:
        cursor.execute(
            """
            insert into audit
                (event_no, recorded_at, athlete_id, actor, action, detail)
            select
                row_number() over () + (select coalesce(max(event_no), 0) from audit),
                $now, seen.athlete_id, $actor, 'saw', $page
            from (select unnest($athletes) as athlete_id) as seen
            where not exists (
                select 1
                from audit as known
                where known.athlete_id = seen.athlete_id
                    and known.actor = $actor
                    and known.action = 'saw'
                    and known.detail = $page
                    and known.recorded_at >= $first
                    and known.recorded_at < $after
            )
            """,
            {
                "now": now,
                "actor": actor,
                "page": page,
                "athletes": athlete_ids,
                "first": midnight,
                "after": midnight + timedelta(days=1),
            },
        )


def did(
    store: Store, athlete_id: str, actor: str, action: Deed, detail: str, now: datetime
) -> None:
    """Write down something that changes nothing else."""
    with store.transaction() as cursor:
        add(cursor, athlete_id, actor, action, detail, now)


def of(store: Store, athlete_id: str) -> list[Entry]:
    """Everything that was done with the data of an athlete, the newest first."""
    return [
        Entry(
            row.recorded_at.to_pydatetime(), row.actor, row.name, row.action, row.detail
        )
        for row in store.ask("audit", athlete=athlete_id).itertuples(index=False)
    ]

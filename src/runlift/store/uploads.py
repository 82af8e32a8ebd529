"""Uploads: what one file brought, stored as a whole, withdrawn as a whole."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import duckdb
import pandas as pd

from runlift.errors import NotFound, WrongInput
from runlift.store.connect import Store, record

STORED = ("lift_session", "lift_set", "run", "body_mass")
"""Tables an upload writes to, in this order."""


@dataclass(frozen=True)
class Upload:
    """One entry in the list of imports."""

    upload_id: str
    uploaded_at: datetime
    is_live: bool
    source_format: str
    source_file: str
    first_day: date | None
    last_day: date | None
    receipt: Mapping[str, Any]


def save(
    store: Store,
    athlete_id: str,
    now: datetime,
    *,
    upload_id: str,
    source_format: str,
    source_file: str,
    days: tuple[date | None, date | None],
    receipt: Mapping[str, Any],
    frames: Mapping[str, pd.DataFrame],
    progress: Callable[[str], None] = lambda _: None,
) -> None:
    """Store what one file brought, all of it or nothing.

    Args:
        store: where to.
        athlete_id: whose.
        now: when.
        upload_id: the id of this upload.
        source_format: the importer's slug.
        source_file: the file's name as dropped.
        days: the first and last day covered.
        receipt: what is shown in the list of imports, plain values.
        frames: one frame a table of `STORED`, without athlete and upload columns. Sets
            whose `(session_id, sets_version)` is stored already are not stored again.
        progress: called with the table's name before it is written.
    """
    with store.transaction() as cursor:
        number = _next_upload_no(cursor, athlete_id)
        for table in STORED:
            progress(table)
            frame = frames.get(table)
            if frame is not None and len(frame):
                _append(cursor, table, athlete_id, upload_id, frame)
        progress("upload")
        record(
            cursor,
            "upload",
            athlete_id,
            now,
            {
                "upload_id": upload_id,
                "upload_no": number,
                "is_live": True,
                "source_format": source_format,
                "source_file": source_file,
                "first_day": days[0],
                "last_day": days[1],
                "receipt": json.dumps(receipt, ensure_ascii=False),
            },
        )


def uploads(store: Store, athlete_id: str) -> list[Upload]:
    """Everything imported for the athlete, newest first, the withdrawn included."""
    return [
        Upload(
            upload_id=row.upload_id,
            uploaded_at=row.uploaded_at.to_pydatetime(),
            is_live=bool(row.is_live),
            source_format=row.source_format,
            source_file=row.source_file,
            first_day=None if pd.isna(row.first_day) else row.first_day.date(),
            last_day=None if pd.isna(row.last_day) else row.last_day.date(),
            receipt=json.loads(row.receipt),
        )
        for row in store.ask("uploads", athlete=athlete_id).itertuples(index=False)
    ]


def undo(store: Store, athlete_id: str, upload_id: str, now: datetime) -> Upload:
    """Withdraw one upload; what it had covered becomes visible again.

    Raises:
        NotFound: the athlete has no such upload.
        WrongInput: it has been undone before.
    """
    found = next(
        (one for one in uploads(store, athlete_id) if one.upload_id == upload_id), None
    )
    if found is None:
        raise NotFound(f"There is no upload {upload_id} for this athlete.")
    if not found.is_live:
        raise WrongInput(f"The import of {found.source_file} has already been undone.")
    with store.transaction() as cursor:
        numbers = cursor.execute(
            "select upload_no from current_upload where athlete_id = ? and upload_id = ?",
            [athlete_id, upload_id],
        ).fetchall()
        record(
            cursor,
            "upload",
            athlete_id,
            now,
            {
                "upload_id": upload_id,
                "upload_no": numbers[0][0],
                "is_live": False,
                "source_format": found.source_format,
                "source_file": found.source_file,
                "first_day": found.first_day,
                "last_day": found.last_day,
                "receipt": json.dumps(found.receipt, ensure_ascii=False),
            },
        )
    return found


def owner(store: Store, upload_id: str) -> str:
    """The athlete an upload belongs to.

    Raises:
        NotFound: nobody has such an upload.
    """
    with store.cursor() as cursor:
        rows: Sequence[tuple[str]] = cursor.execute(
            "select distinct athlete_id from upload where upload_id = ?", [upload_id]
        ).fetchall()
    if not rows:
        raise NotFound(
            f"There is no upload {upload_id}. `runlift uploads --athlete NAME` lists them."
        )
    return rows[0][0]


def _next_upload_no(cursor: duckdb.DuckDBPyConnection, athlete_id: str) -> int:
    found = cursor.execute(
        "select coalesce(max(upload_no), 0) + 1 from upload where athlete_id = ?",
        [athlete_id],
    ).fetchall()
    return int(found[0][0])


def _append(
    cursor: duckdb.DuckDBPyConnection,
    table: str,
    athlete_id: str,
    upload_id: str,
    frame: pd.DataFrame,
) -> None:
    columns = ", ".join(frame.columns)
    values = ", ".join(f"incoming.{column}" for column in frame.columns)
    once = (
        """
        where not exists (
            select 1
            from lift_set as stored
            where stored.athlete_id = $athlete
                and stored.session_id = incoming.session_id
                and stored.sets_version = incoming.sets_version
        )
        """
        if table == "lift_set"
        else ""
    )
    cursor.register("incoming", frame)
    cursor.execute(
        f"insert into {table} (athlete_id, upload_id, {columns}) "
        f"select $athlete, $upload, {values} from incoming {once}",
        {"athlete": athlete_id, "upload": upload_id},
    )
    cursor.unregister("incoming")

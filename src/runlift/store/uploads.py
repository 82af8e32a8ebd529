"""Uploads: what one file brought, stored as a whole, withdrawn as a whole."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from runlift.errors import NotFound, WrongInput
from runlift.model import POSITIONS, SAMPLES
from runlift.store.connect import Store, record

STORED = ("lift_session", "lift_set", "run", "run_lap", "run_summary", "body_mass")
"""Tables an upload writes to, in this order; the streams come last."""

_CONTENT: Mapping[str, tuple[str, str]] = {
    "lift_set": ("session_id", "sets_version"),
    "run_lap": ("run_id", "stream_version"),
    "run_summary": ("run_id", "stream_version"),
    "run_stream": ("run_id", "stream_version"),
}
"""Tables whose rows are stored once for each version of their record."""

_LISTS: Mapping[str, Mapping[str, str]] = {
    "run_lap": dict.fromkeys(
        (
            "start_s",
            "distance_m",
            "moving_s",
            "elapsed_s",
            "avg_hr",
            "max_hr",
            "ascent_m",
        ),
        "double",
    )
    | dict.fromkeys(("trigger", "intensity"), "string"),
    "run_summary": dict.fromkeys(("hr_seconds", "gap_seconds", "best_s"), "double"),
}
"""Columns that hold lists, with what is in them."""


@dataclass(frozen=True)
class Upload:
    """One entry in the list of imports."""

    upload_id: str
    upload_no: int
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
    streams: Sequence[Path] = (),
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
        frames: one frame a table of `STORED`, without athlete and upload columns, and
            `stream_match`. Sets, laps and summaries of a version that is stored already
            are not stored again.
        streams: Parquet files with the samples, as `model.Parsed` describes them.
        progress: called with the table's name before it is written.
    """
    with store.transaction() as cursor:
        number = _next_upload_no(cursor, athlete_id)
        for table in STORED:
            progress(table)
            frame = frames.get(table)
            if frame is not None and len(frame):
                _append(cursor, table, athlete_id, upload_id, _typed(table, frame))
        if streams:
            progress("run_stream")
            _append_streams(
                cursor, athlete_id, upload_id, streams, frames["stream_match"]
            )
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
            upload_no=int(row.upload_no),
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
    return undo_all(store, athlete_id, [upload_id], now)[0]


def undo_all(
    store: Store, athlete_id: str, upload_ids: Sequence[str], now: datetime
) -> list[Upload]:
    """Withdraw several uploads, all of them or none.

    Raises:
        NotFound: the athlete has no such upload.
        WrongInput: one has been undone before.
    """
    known = {one.upload_id: one for one in uploads(store, athlete_id)}
    found: list[Upload] = []
    for upload_id in upload_ids:
        one = known.get(upload_id)
        if one is None:
            raise NotFound(f"There is no upload {upload_id} for this athlete.")
        if not one.is_live:
            raise WrongInput(
                f"The import of {one.source_file} has already been undone."
            )
        found.append(one)
    with store.transaction() as cursor:
        for one in found:
            record(
                cursor,
                "upload",
                athlete_id,
                now,
                {
                    "upload_id": one.upload_id,
                    "upload_no": one.upload_no,
                    "is_live": False,
                    "source_format": one.source_format,
                    "source_file": one.source_file,
                    "first_day": one.first_day,
                    "last_day": one.last_day,
                    "receipt": json.dumps(one.receipt, ensure_ascii=False),
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
    frame: pd.DataFrame | pa.Table,
) -> None:
    names = frame.column_names if isinstance(frame, pa.Table) else frame.columns
    columns = ", ".join(names)
    values = ", ".join(f"incoming.{column}" for column in names)
    cursor.register("incoming", frame)
    cursor.execute(
        f"insert into {table} (athlete_id, upload_id, {columns}) "
        f"select $athlete, $upload, {values} from incoming {_once(table)}",
        {"athlete": athlete_id, "upload": upload_id},
    )
    cursor.unregister("incoming")


def _append_streams(
    cursor: duckdb.DuckDBPyConnection,
    athlete_id: str,
    upload_id: str,
    streams: Sequence[Path],
    match: pd.DataFrame,
) -> None:
    """Insert straight from the files, so that the samples never fill the memory."""
    names = ", ".join((*SAMPLES, *POSITIONS))
    cursor.register("stream_match", match)
    cursor.execute(
        f"""
        insert into run_stream (athlete_id, upload_id, run_id, stream_version, {names})
        select $athlete, $upload, run_id, stream_version, {names}
        from (
            select match.run_id, match.stream_version, sample.* exclude (stream_key)
            from (
                -- Each once before the join: the same samples in many runs would be
                -- as many rows as the square of them.
                select *
                from read_parquet($files)
                qualify row_number() over (partition by stream_key) = 1
            ) as sample
            join stream_match as match on match.stream_version = sample.stream_key
        ) as incoming
        {_once("run_stream")}
        """,
        {
            "athlete": athlete_id,
            "upload": upload_id,
            "files": [str(path) for path in streams],
        },
    )
    cursor.unregister("stream_match")


def _once(table: str) -> str:
    """Leave out rows whose record is stored in this very version."""
    if table not in _CONTENT:
        return ""
    record_id, version = _CONTENT[table]
    return f"""
        where not exists (
            select 1
            from {table} as stored
            where stored.athlete_id = $athlete
                and stored.{record_id} = incoming.{record_id}
                and stored.{version} = incoming.{version}
        )
    """


def _typed(table: str, frame: pd.DataFrame) -> pd.DataFrame | pa.Table:
    """The frame, its lists with a type of their own: DuckDB would have to guess it."""
    lists = _LISTS.get(table)
    if lists is None:
        return frame
    kinds = {"double": pa.float64(), "string": pa.string()}
    return pa.table(
        {
            name: pa.array(frame[name].tolist(), pa.list_(kinds[lists[name]]))
            if name in lists
            else pa.array(frame[name], from_pandas=True)
            for name in frame.columns
        }
    )

"""One open store: its file, its version, its lock, a cursor for every call."""

import contextlib
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from runlift.errors import StoreError
from runlift.store import queries, schema

FILE_FORMAT = "v1.5.0"
"""DuckDB 2 writes this so that DuckDB 1.5 can open the same file."""

_HOLDER = re.compile(r"held in (?P<program>.+?) \(PID (?P<pid>\d+)\)")


class Store:
    """The training of all athletes, in one DuckDB database.

    Safe to share between threads: every call has a cursor of its own, and writing
    transactions wait for each other. Use it as a context manager or call `close`.

    Args:
        path: a file, made when missing, or `:memory:`.
        migrations: for tests of the migration mechanism only.

    Raises:
        StoreError: another process holds the file, it is no store, or it was written
            by a newer Runlift.
    """

    def __init__(
        self,
        path: str = ":memory:",
        migrations: Sequence[schema.Migration] = schema.MIGRATIONS,
    ):
        self.path = path
        self._writing = threading.RLock()
        self._reading = threading.Condition()
        self._cursors = 0
        self._steady = threading.local()
        self._changes = 0
        self._migrations = migrations
        self._connection = _open(path)
        try:
            self._migrate()
        except BaseException:
            self._connection.close()
            raise

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; other processes may open it then."""
        with self._writing:
            self._connection.close()

    @property
    def version(self) -> int:
        """How many migrations this store has seen."""
        with self.cursor() as cursor:
            return _version(cursor)

    @property
    def changes(self) -> int:
        """How many transactions this process has stored; an answer may be kept by it."""
        return self._changes

    @contextlib.contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection of its own for one call."""
        with self._reading:
            cursor = self._connection.cursor()
            self._cursors += 1
        try:
            yield cursor
        finally:
            cursor.close()
            with self._reading:
                self._cursors -= 1
                self._reading.notify_all()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """All that happens inside is stored, or nothing of it."""
        with self._writing, self.cursor() as cursor:
            cursor.execute("begin transaction")
            try:
                yield cursor
            except BaseException:
                cursor.execute("rollback")
                raise
            cursor.execute("commit")
            self._changes += 1

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        """What this thread asks inside is answered as the store stands now.

        Several questions that belong together see one state of the store, whatever an
        import in another thread commits meanwhile. Nobody waits for anybody.
        """
        if getattr(self._steady, "cursor", None) is not None:
            yield
            return
        with self.cursor() as cursor:
            cursor.execute("begin transaction")
            self._steady.cursor = cursor
            try:
                yield
            finally:
                self._steady.cursor = None
                cursor.execute("rollback")

    def ask(
        self,
        name: str,
        tables: Mapping[str, pd.DataFrame] | None = None,
        **params: object,
    ) -> pd.DataFrame:
        """The answer of `queries/<name>.sql`, a frame with the columns it declares.

        Args:
            name: the query.
            tables: small frames the query joins with, under the names it declares.
            **params: exactly the parameters it declares.
        """
        steady = getattr(self._steady, "cursor", None)
        with contextlib.nullcontext(steady) if steady else self.cursor() as cursor:
            for table, frame in (tables or {}).items():
                cursor.register(table, frame)
            return cursor.execute(queries.sql(name), params).df()

    def purge(self) -> None:
        """Rewrite the file so that deleted rows are gone from the disk as well.

        DuckDB keeps freed blocks in the file until they are reused; health data that
        somebody asked to delete must not stay readable in them.
        """
        if self.path == ":memory:":
            return
        fresh = Path(self.path + ".rewriting")
        with self._writing:
            fresh.unlink(missing_ok=True)
            quoted = str(fresh).replace("'", "''")
            with self.cursor() as cursor:
                name = cursor.execute("select current_database()").fetchall()[0][0]
                cursor.execute(
                    f"attach '{quoted}' as rewritten (storage_version '{FILE_FORMAT}')"
                )
                cursor.execute(f'copy from database "{name}" to rewritten')
                cursor.execute("detach rewritten")
            with self._reading:
                # A cursor that is still open would keep the old file alive.
                self._reading.wait_for(lambda: self._cursors == 0)
                self._connection.close()
                fresh.replace(self.path)
                Path(self.path + ".wal").unlink(missing_ok=True)
                self._connection = _open(self.path)

    def _migrate(self) -> None:
        with self.cursor() as cursor:
            cursor.execute(
                "create table if not exists schema_version "
                "(version integer not null, applied_at timestamp not null)"
            )
            found = _version(cursor)
        known = len(self._migrations)
        if found > known:
            raise StoreError(
                f"The store {self.path} was written by a newer Runlift (version {found}, "
                f"this one knows {known}). Update Runlift, or name another store with "
                "RUNLIFT_STORE."
            )
        if found == known:
            return
        with self.transaction() as cursor:
            if found:
                # A view over a table that a migration replaces would be in its way.
                schema.drop_views(cursor)
            for number in range(found, known):
                self._migrations[number](cursor)
                cursor.execute(
                    "insert into schema_version values (?, current_timestamp::timestamp)",
                    [number + 1],
                )
            schema.make_views(cursor)


Watch = Callable[[str, str, Mapping[str, Any]], None]
"""Called with the table, whose rows and which values before anything is written."""

EVERYTHING = "*"
"""Announced instead of a table when all of an athlete is about to be deleted."""

_watched = threading.local()


@contextlib.contextmanager
def watching(watch: Watch) -> Iterator[None]:
    """Ask `watch` before this thread writes about an athlete; what it raises, stops it."""
    before = getattr(_watched, "watch", None)
    _watched.watch = watch
    try:
        yield
    finally:
        _watched.watch = before


def announce(table: str, athlete_id: str, values: Mapping[str, Any]) -> None:
    """Say what is about to be written, to whoever watches this thread."""
    watch: Watch | None = getattr(_watched, "watch", None)
    if watch is not None:
        watch(table, athlete_id, values)


def next_event(cursor: duckdb.DuckDBPyConnection, table: str, athlete_id: str) -> int:
    """The number after the newest event of this athlete in `table`."""
    announce(table, athlete_id, {})
    found = cursor.execute(
        f"select coalesce(max(event_no), 0) + 1 from {table} where athlete_id = ?",
        [athlete_id],
    ).fetchall()
    return int(found[0][0])


def record(
    cursor: duckdb.DuckDBPyConnection,
    table: str,
    athlete_id: str,
    now: datetime,
    values: Mapping[str, Any],
) -> None:
    """Append one event to a table that keeps its history."""
    announce(table, athlete_id, values)
    row = {
        "event_no": next_event(cursor, table, athlete_id),
        "recorded_at": now,
        "athlete_id": athlete_id,
        **values,
    }
    names = ", ".join(row)
    places = ", ".join(f"${name}" for name in row)
    cursor.execute(f"insert into {table} ({names}) values ({places})", row)


def _open(path: str) -> duckdb.DuckDBPyConnection:
    if path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        if not _may_be_a_store(Path(path)):
            raise StoreError(_refusal(path, "not a valid DuckDB"))
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "storage_compatibility_version": FILE_FORMAT,
    }
    try:
        return duckdb.connect(path, config=config)
    except duckdb.Error as error:
        raise StoreError(_refusal(path, str(error))) from error


def _may_be_a_store(path: Path) -> bool:
    """Whether the file is missing, empty, or begins as DuckDB's files do.

    DuckDB 2 opens a CSV or JSON file as a database in memory with a view of it: what
    was imported would be gone, and deleting an athlete would overwrite the file.
    """
    if not path.is_file() or path.stat().st_size == 0:
        return True
    with path.open("rb") as file:
        return file.read(12)[8:] == b"DUCK"


def _refusal(path: str, message: str) -> str:
    holder = _HOLDER.search(message)
    if holder:
        program = Path(holder["program"]).name
        return (
            f"The store {path} is in use by {program} (process {holder['pid']}). "
            "Only one process may have it open: close that one, or use the app that is "
            "already running."
        )
    if "lock" in message.lower():
        return f"The store {path} is in use by another process. Close that one first."
    if "not a valid DuckDB" in message:
        return (
            f"{path} is not a Runlift store. Name another file with RUNLIFT_STORE, or "
            "move this one away."
        )
    return f"The store {path} cannot be opened: {message.splitlines()[0]}"


def _version(cursor: duckdb.DuckDBPyConnection) -> int:
    rows = cursor.execute("select coalesce(max(version), 0) from schema_version")
    return int(rows.fetchall()[0][0])

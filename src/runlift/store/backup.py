"""The whole store as one zip file, and back.

A backup is what DuckDB's `export database` writes (a Parquet file a table and the
schema as SQL), zipped. Restoring never runs the SQL in it: a backup may come from
anywhere, so the tables are made by this Runlift and only their rows are read.
"""

import io
import tempfile
import zipfile
from pathlib import Path

import duckdb

from runlift.errors import StoreError
from runlift.store import schema
from runlift.store.connect import Store

MAX_BYTES = 20 * 1024**3
"""A backup may unpack to this much; more is not somebody's training log."""

_VERSION_TABLE = "schema_version"


def backup(store: Store) -> bytes:
    """The store as a zip file."""
    with tempfile.TemporaryDirectory() as folder:
        with store.cursor() as cursor:
            quoted = folder.replace("'", "''")
            cursor.execute(f"export database '{quoted}' (format parquet)")
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(Path(folder).iterdir()):
                archive.write(file, file.name)
        return packed.getvalue()


def restore(store: Store, content: bytes) -> None:
    """Replace everything in the store by what the backup holds, or change nothing.

    Raises:
        StoreError: the file is no backup, is damaged, or comes from a newer Runlift.
    """
    with tempfile.TemporaryDirectory() as folder:
        files = _unpacked(content, Path(folder))
        if _VERSION_TABLE not in files:
            raise StoreError("This zip file is not a backup of a Runlift store.")
        try:
            with store.transaction() as cursor:
                _replace(cursor, files)
        except duckdb.Error as error:
            raise StoreError(
                "The backup is damaged or not Runlift's, and nothing was changed: "
                + str(error).splitlines()[0]
            ) from error
    store.purge()


def _replace(cursor: duckdb.DuckDBPyConnection, files: dict[str, Path]) -> None:
    found = cursor.execute(
        "select max(version) from read_parquet(?)", [str(files[_VERSION_TABLE])]
    ).fetchall()[0][0]
    known = len(schema.MIGRATIONS)
    if found is None or not 1 <= found <= known:
        raise StoreError(
            f"The backup was made by another Runlift (version {found}, this one knows "
            f"up to {known}). Update Runlift and try again."
        )
    schema.drop_views(cursor)
    for table in schema.TABLES:
        cursor.execute(f"drop table {table}")
    for number in range(found):
        schema.MIGRATIONS[number](cursor)
    present = {
        row[0]
        for row in cursor.execute(
            "select table_name from duckdb_tables() where not internal"
        ).fetchall()
    }
    for table, file in files.items():
        if table in present and table != _VERSION_TABLE:
            cursor.execute(
                f"insert into {table} by name select * from read_parquet(?)",
                [str(file)],
            )
    for number in range(found, known):
        schema.MIGRATIONS[number](cursor)
    schema.make_views(cursor)


def _unpacked(content: bytes, folder: Path) -> dict[str, Path]:
    """The Parquet files of the archive by table name, written flat into `folder`."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile as error:
        raise StoreError("This file is not a backup: it is no zip archive.") from error
    files: dict[str, Path] = {}
    tables = {*schema.TABLES, _VERSION_TABLE}
    left = MAX_BYTES
    with archive:
        for member in archive.infolist():
            table = member.filename.removesuffix(".parquet")
            if table not in tables:
                continue
            left -= member.file_size
            if left < 0:
                raise StoreError("The backup unpacks to more than any training log.")
            target = folder / f"{table}.parquet"
            try:
                with archive.open(member) as source, target.open("wb") as sink:
                    sink.write(source.read(member.file_size + 1))
            except (zipfile.BadZipFile, OSError, EOFError) as error:
                raise StoreError(
                    f"The backup is damaged: {member.filename} cannot be unpacked."
                ) from error
            files[table] = target
    return files

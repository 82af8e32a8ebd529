"""SQLite databases as apps back them up, opened to be read and to do nothing else."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from runlift.errors import UnreadableFile
from runlift.files import MAX_UNPACKED_BYTES, Source

MAGIC = b"SQLite format 3\x00"

_STEPS = 1_000_000
_MOST_STEPS = 2_000
"""A query of more than this many million steps is an attack, not a log."""

_LONGEST_VALUE = 1_000_000
"""Bytes of one text or blob; a long note has 8,000."""


@contextmanager
def opened(source: Source) -> Iterator[sqlite3.Connection]:
    """The database, read-only, with untrusted functions off and an end to any query.

    Raises:
        UnreadableFile: it is damaged, locked with a password, or asks for too much.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = source.content
        if not isinstance(path, Path) or source.member is not None or source.is_gzip:
            path = Path(folder) / "database"
            with source.open() as file, path.open("wb") as copy:
                left = MAX_UNPACKED_BYTES
                while left > 0 and (piece := file.read(1 << 20)):
                    left -= len(piece)
                    copy.write(piece)
        left_steps = [_MOST_STEPS]

        def tick() -> int:
            left_steps[0] -= 1
            return int(left_steps[0] < 0)

        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True
        )
        try:
            connection.set_progress_handler(tick, _STEPS)
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
            connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
            connection.execute("pragma trusted_schema = off")
            connection.execute("pragma cell_size_check = on")
            yield connection
        except (
            sqlite3.Error,
            sqlite3.Warning,
            OverflowError,
            # The name of a table that is no text, in a message of SQLite's own.
            UnicodeDecodeError,
        ) as error:
            raise UnreadableFile(
                "The database is damaged and cannot be read. Make the backup in the app "
                "again and drop that."
            ) from error
        finally:
            connection.close()


def tables(source: Source) -> frozenset[str]:
    """The names of the tables in the database; none when it is damaged."""
    try:
        with opened(source) as connection:
            rows = connection.execute(
                "select name from sqlite_master where type = 'table'"
            ).fetchall()
    except UnreadableFile:
        return frozenset()
    return frozenset(name for (name,) in rows)

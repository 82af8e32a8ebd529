"""From bytes to text to a `Head`: encodings, delimiters, and what is no table at all."""

import csv
import io
from dataclasses import replace

from runlift import files
from runlift.errors import UnknownFormat, UnreadableFile
from runlift.files import Source
from runlift.importers import sqlite
from runlift.model import Head

HEAD_CHARACTERS = 64_000
"""Enough for a header, its longest notes and twenty rows."""

MAX_NAME = 1_000
"""Characters of the name of a column; the longest that was seen has 60."""

_MAGIC = (
    (b"%PDF", "a PDF document. Export the training log as CSV in the app instead"),
    (b"\x89PNG", "a picture, not an export"),
    (b"\xff\xd8\xff", "a picture, not an export"),
    (b"GIF8", "a picture, not an export"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook. Save the sheet as CSV and drop that"),
)


def decode(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and notes about how it had to be read.

    UTF-8 and UTF-16 (with a byte-order mark) are read as such, everything else as
    Windows-1252, the usual culprit. Line ends stay as they are.

    Raises:
        UnreadableFile: the file is empty.
        UnknownFormat: the bytes are no text at all.
    """
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise UnreadableFile("The file is empty: there is nothing in it to read.")
    for magic, what in _MAGIC:
        if content.startswith(magic):
            raise UnknownFormat(f"This is {what}.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace").lstrip("\ufeff"), ()
    if b"\x00" in content[:4096]:
        raise UnknownFormat(
            "This is not a text file, so it is no export Runlift knows."
        )
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
        return text, (
            "The file is not UTF-8; it was read as Windows-1252. If accented letters "
            "look wrong, export it again without opening it in a spreadsheet.",
        )


def look(source: Source) -> Head:
    """The beginning of a file, opened just enough to recognise it.

    Raises:
        UnreadableFile: the file is empty, or an archive that is damaged or hostile.
        UnknownFormat: the bytes are nothing that holds training.
    """
    start = source.start(START_BYTES)
    if not start.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise UnreadableFile("The file is empty: there is nothing in it to read.")
    if start.startswith((files.ZIP, files.EMPTY_ZIP)):
        names = tuple(one.name for one in files.members(source))
        if any(name.startswith("xl/") for name in names):
            raise UnknownFormat(
                "This is an Excel workbook. Save the sheet as CSV and drop that."
            )
        return _binary(start, members=names)
    if start.startswith(sqlite.MAGIC):
        return _binary(start, tables=sqlite.tables(source))
    if start[8:12] == b".FIT":
        return _binary(start)
    # The last letter may be cut in half; what is lost with it is one letter.
    text, _ = decode(start if len(start) < START_BYTES else _whole_letters(start))
    return replace(head_of(text), start=start)


START_BYTES = 65_536


def _binary(
    start: bytes, *, members: tuple[str, ...] = (), tables: frozenset[str] = frozenset()
) -> Head:
    return Head("", ",", (), (), start=start, members=members, tables=tables)


def _whole_letters(start: bytes) -> bytes:
    """The bytes up to the last one that ends a letter of UTF-8."""
    for cut in range(1, 4):
        if start[-cut] & 0xC0 == 0xC0:
            return start[:-cut]
        if start[-cut] < 0x80:
            break
    return start


def head_of(text: str) -> Head:
    """The beginning of `text`, split into cells."""
    start = text[:HEAD_CHARACTERS]
    lines = start.splitlines()
    first = next((line for line in lines if line.strip()), "")
    delimiter = max(",;\t", key=lambda mark: _outside_quotes(first, mark))
    rows: list[tuple[str, ...]] = []
    try:
        reader = csv.reader(
            io.StringIO(start.replace("\x00", ""), newline=""), delimiter=delimiter
        )
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append(tuple(cell.strip() for cell in row))
            if len(rows) > 20:
                break
    except csv.Error:
        # A cell over the csv module's limit: what was read so far must do.
        pass
    # Importers look for patterns in names; a name without end would cost its square.
    header = tuple(name[:MAX_NAME] for name in rows[0]) if rows else ()
    return Head(text=start, delimiter=delimiter, header=header, rows=tuple(rows[1:]))


def _outside_quotes(line: str, mark: str) -> int:
    return sum(part.count(mark) for part in line.split('"')[::2])


def described(head: Head) -> str:
    """What the file looks like, for the sentence that refuses it."""
    stripped = head.text.lstrip()
    if stripped.startswith("<"):
        return " (it looks like XML or a web page)"
    if stripped.startswith(("{", "[")):
        return " (it looks like JSON)"
    if len(head.header) > 1:
        shown = ", ".join(head.header[:6])
        more = ", ..." if len(head.header) > 6 else ""
        return f" (its columns begin: {shown[:120]}{more})"
    return ""

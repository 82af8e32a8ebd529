"""One file as it was dropped: bytes, a path, or a member of an archive; opened when needed.

A source is small and can be sent to another process, which opens it there. Nothing is
ever written under a name that an archive chose.
"""

import gzip
import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from runlift.errors import UnreadableFile

MAX_TEXT_BYTES = 1 << 30
"""A table of text larger than this is no training log; the largest seen has 2 MB."""

MAX_BINARY_BYTES = 256 << 20
"""The same for one activity: a FIT file of a day has 5 MB."""

MAX_MEMBERS = 200_000
"""Files in one archive; eleven years of Strava are 2,000."""

MAX_UNPACKED_BYTES = 64 << 30
"""All members together."""

MAX_RATIO = 250
"""Unpacked to packed size of a large member; XML of a watch reaches 40."""

RATIO_FROM_BYTES = 64 << 20
"""Below this even a bomb does no harm."""

MAX_DEPTH = 3
"""Archives within archives; Garmin's account export has two."""

GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read.

    Args:
        name: as it was dropped; for messages, never to recognise it by.
        content: its bytes, or where it lies.
        member: the file within the archive that `content` is.
        is_gzip: whether what is read has to be unpacked on the way.
    """

    name: str
    content: bytes | Path
    member: str | None = None
    is_gzip: bool = False

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The file's bytes, unpacked.

        Raises:
            UnreadableFile: the archive is damaged, or the file is gone.
        """
        with ExitStack() as stack:
            try:
                file = self._opened(stack)
            except (KeyError, NotImplementedError, RuntimeError) as error:
                raise UnreadableFile(_damage(error)) from error
            except OSError as error:
                raise UnreadableFile(
                    f"The file cannot be opened: {error.strerror or error}."
                ) from error
            except (zipfile.BadZipFile, EOFError, ValueError) as error:
                raise UnreadableFile(_damage(error)) from error
            try:
                yield file
            except (
                zipfile.BadZipFile,
                gzip.BadGzipFile,
                EOFError,
                zlib.error,
            ) as error:
                raise UnreadableFile(_damage(error)) from error

    def _opened(self, stack: ExitStack) -> IO[bytes]:
        file: IO[bytes] = (
            io.BytesIO(self.content)
            if isinstance(self.content, bytes)
            else self.content.open("rb")
        )
        stack.enter_context(file)
        if self.member is not None:
            archive = stack.enter_context(zipfile.ZipFile(file))
            file = stack.enter_context(archive.open(self.member))
        if self.is_gzip:
            file = cast("IO[bytes]", stack.enter_context(gzip.GzipFile(fileobj=file)))
        return file

    def start(self, size: int) -> bytes:
        """The first `size` bytes."""
        with self.open() as file:
            return file.read(size)

    def read(self, limit: int) -> bytes:
        """All of it.

        Raises:
            UnreadableFile: it is larger than `limit`.
        """
        if isinstance(self.content, bytes) and self.member is None and not self.is_gzip:
            content = self.content
        else:
            with self.open() as file:
                content = file.read(limit + 1)
        if len(content) > limit:
            raise UnreadableFile(
                f"The file is larger than {limit >> 20:,} MB, which no training export is."
            )
        return content

    @property
    def size(self) -> int:
        """Bytes as it lies there, packed or not."""
        if isinstance(self.content, bytes):
            return len(self.content)
        return self.content.stat().st_size

    def unzipped(self) -> "Source":
        """Itself, or what a gzip file holds."""
        if self.is_gzip or self.start(2) != GZIP:
            return self
        return Source(self.name, self.content, self.member, is_gzip=True)


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive."""

    name: str
    size: int


def members(source: Source) -> list[Member]:
    """The files of a zip archive, none of them unpacked.

    Raises:
        UnreadableFile: the archive is damaged, encrypted or made to do harm.
    """
    with source.open() as file:
        archive = zipfile.ZipFile(file)
        found = [one for one in archive.infolist() if not one.is_dir()]
    if len(found) > MAX_MEMBERS:
        raise UnreadableFile(
            f"The archive has {len(found):,} files in it; no training export has more "
            f"than {MAX_MEMBERS:,}."
        )
    if sum(one.file_size for one in found) > MAX_UNPACKED_BYTES:
        raise UnreadableFile(
            "The archive would unpack to more than any training export "
            f"({MAX_UNPACKED_BYTES >> 30} GB)."
        )
    for one in found:
        _check(one)
    return [
        Member(one.filename, one.file_size)
        for one in found
        # What a Mac adds to every zip it makes.
        if not one.filename.startswith("__MACOSX/")
        and not one.filename.rpartition("/")[2].startswith("._")
    ]


def _check(info: zipfile.ZipInfo) -> None:
    name = info.filename
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
        raise UnreadableFile(
            f"The archive has a file that points outside of it ({name[:80]!r}). An app's "
            "own export never does; nothing was read."
        )
    if stat.S_ISLNK(info.external_attr >> 16):
        raise UnreadableFile(
            f"The archive has a link to another file in it ({name[:80]!r}). An app's own "
            "export never does; nothing was read."
        )
    if info.flag_bits & 0x1:
        raise UnreadableFile(
            "The archive is locked with a password. Unpack it and drop the files inside."
        )
    packed = max(1, info.compress_size)
    if info.file_size > RATIO_FROM_BYTES and info.file_size / packed > MAX_RATIO:
        raise UnreadableFile(
            f"{name[:80]} in the archive would unpack to {info.file_size >> 20:,} MB from "
            f"{packed >> 10:,} kB. No training export does; nothing was read."
        )


def _damage(error: Exception) -> str:
    if isinstance(error, RuntimeError) and "password" in str(error):
        return "The archive is locked with a password. Unpack it and drop the files inside."
    return (
        "The archive is damaged and cannot be unpacked. Download it again; a download "
        "that was cut off is the usual reason."
    )

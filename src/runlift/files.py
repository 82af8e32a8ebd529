"""One file as it was dropped: bytes, a path, or a member of an archive; opened when needed.

A source is small and can be sent to another process, which opens it there. Nothing is
ever written under a name that an archive chose.
"""

import functools
import gzip
import io
import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import IO, cast

from runlift.errors import UnreadableFile

MAX_TEXT_BYTES = 64 << 20
"""A table of text larger than this is no training log; 100,000 sets have 15 MB."""

MAX_BINARY_BYTES = 64 << 20
"""The same for one activity: a FIT file of a day has 5 MB."""

MAX_MEMBERS = 50_000
"""Files in one archive; eleven years of Strava are 2,000."""

MAX_UNPACKED_BYTES = 64 << 30
"""All members together."""

MAX_RATIO = 250
"""Unpacked to packed size of a large member; XML of a watch reaches 40."""

RATIO_FROM_BYTES = 64 << 20
"""Below this even a bomb does no harm."""

MAX_DEPTH = 3
"""Archives within archives; Garmin's account export has two."""

_DIRECTORIES = MAX_DEPTH + 1
"""Archives whose list of files is remembered: one for every level."""

GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"

_LOCKED = 0x1
_HEADER = struct.Struct("<26xHH")
"""What stands before a file in an archive; how long its name and the rest are."""
_DRIVE = re.compile(r"[A-Za-z]:")
_PASSWORD = (
    "The archive is locked with a password. Unpack it and drop the files inside."
)


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
            except (KeyError, NotImplementedError) as error:
                raise UnreadableFile(_damage(error)) from error
            except OSError as error:
                raise UnreadableFile(
                    f"The file cannot be opened: {error.strerror or error}."
                ) from error
            except (zipfile.BadZipFile, EOFError, ValueError) as error:
                raise UnreadableFile(_damage(error)) from error
            try:
                yield file
            except OSError as error:
                # Unpackers raise it without a number; a full disk has one.
                if error.errno is not None:
                    raise
                raise UnreadableFile(_damage(error)) from error
            except (zipfile.BadZipFile, EOFError, zlib.error, lzma.LZMAError) as error:
                raise UnreadableFile(_damage(error)) from error

    def _opened(self, stack: ExitStack) -> IO[bytes]:
        whole: IO[bytes] = (
            io.BytesIO(self.content)
            if isinstance(self.content, bytes)
            else self.content.open("rb")
        )
        file = stack.enter_context(whole)
        if self.member is not None:
            file = stack.enter_context(_opened_member(whole, self._info()))
        if self.is_gzip:
            unpacked = _Gzip(file, whole)
            file = cast("IO[bytes]", stack.enter_context(unpacked))
        return file

    def _info(self) -> zipfile.ZipInfo:
        """Where the member lies in its archive."""
        if isinstance(self.content, bytes):
            return _directory(io.BytesIO(self.content))[self.member or ""]
        return _remembered(self.content, *_state(self.content))[self.member or ""]

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
        path = source.content
        is_whole = source.member is None and not source.is_gzip
        if is_whole and isinstance(path, Path):
            listed = _remembered(path, *_state(path))
        else:
            listed = _directory(file)
    found = list(listed.values())
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
    _check_places(found)
    return [
        Member(one.filename, one.file_size)
        for one in found
        # What a Mac adds to every zip it makes.
        if not one.filename.startswith("__MACOSX/")
        and not one.filename.rpartition("/")[2].startswith("._")
    ]


def _directory(file: IO[bytes]) -> dict[str, zipfile.ZipInfo]:
    """The files of an archive by name.

    Raises:
        UnreadableFile: the list of files is damaged.
    """
    try:
        listed = zipfile.ZipFile(file).infolist()
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        # What a list of nonsense makes of `zipfile`.
        ArithmeticError,
        LookupError,
        ValueError,
        struct.error,
    ) as error:
        raise UnreadableFile(_damage(error)) from error
    return {
        one.filename: one
        for one in listed
        if one.filename and not one.filename.endswith("/")
    }


@functools.lru_cache(maxsize=_DIRECTORIES)
def _remembered(path: Path, size: int, changed_ns: int) -> dict[str, zipfile.ZipInfo]:
    """The same of a file that is opened for each of its members.

    Reading the list again for every one of 5,000 files would take minutes.
    """
    with path.open("rb") as file:
        return _directory(file)


def _state(path: Path) -> tuple[int, int]:
    """Tells whether a file is still the one that was looked at."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def _opened_member(file: IO[bytes], info: zipfile.ZipInfo) -> IO[bytes]:
    """One file of an archive, without reading the list of all of them again."""
    if info.flag_bits & _LOCKED:
        raise UnreadableFile(_PASSWORD)
    file.seek(info.header_offset)
    header = file.read(_HEADER.size)
    if len(header) < _HEADER.size or not header.startswith(ZIP):
        raise zipfile.BadZipFile("no file begins where one should")
    file.seek(sum(_HEADER.unpack(header)), io.SEEK_CUR)
    return cast("IO[bytes]", zipfile.ZipExtFile(file, "r", info))


class _Gzip(gzip.GzipFile):
    """A gzip file that stops when it unpacks to far more than was packed.

    Args:
        file: what is unpacked.
        whole: the file it lies in, which tells how much was taken from there.
    """

    def __init__(self, file: IO[bytes], whole: IO[bytes]):
        super().__init__(fileobj=file)
        self._whole = whole
        self._begin = whole.tell()

    def read(self, size: int | None = -1) -> bytes:
        """The next bytes."""
        return self._checked(super().read(size))

    def read1(self, size: int = -1) -> bytes:
        """Those that are there already."""
        return self._checked(super().read1(size))

    def _checked(self, piece: bytes) -> bytes:
        made, taken = self.tell(), max(1, self._whole.tell() - self._begin)
        if made > RATIO_FROM_BYTES and made / taken > MAX_RATIO:
            raise UnreadableFile(
                f"The gzip file unpacks to more than {MAX_RATIO} times its size. No "
                "training export does; nothing was read."
            )
        return piece


def _check_places(infos: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse files that lie within each other: a small archive of enormous contents."""
    placed = sorted((one.header_offset, one.compress_size) for one in infos)
    for (begin, size), (following, _) in pairwise(placed):
        if begin + _HEADER.size + size > following:
            raise UnreadableFile(
                "Files in the archive lie within each other. No training export is made "
                "so; nothing was read."
            )


def _check(info: zipfile.ZipInfo) -> None:
    name = info.filename
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or _DRIVE.match(name):
        raise UnreadableFile(
            f"The archive has a file that points outside of it ({name[:80]!r}). An app's "
            "own export never does; nothing was read."
        )
    if stat.S_ISLNK(info.external_attr >> 16):
        raise UnreadableFile(
            f"The archive has a link to another file in it ({name[:80]!r}). An app's own "
            "export never does; nothing was read."
        )
    if info.flag_bits & _LOCKED:
        raise UnreadableFile(_PASSWORD)
    packed = max(1, info.compress_size)
    if info.file_size > RATIO_FROM_BYTES and info.file_size / packed > MAX_RATIO:
        raise UnreadableFile(
            f"{name[:80]} in the archive would unpack to {info.file_size >> 20:,} MB from "
            f"{packed >> 10:,} kB. No training export does; nothing was read."
        )


def _damage(error: Exception) -> str:
    if isinstance(error, NotImplementedError):
        return (
            "The archive is packed in a way that Runlift cannot unpack. Unpack it and drop "
            "the files inside."
        )
    return (
        "The archive is damaged and cannot be unpacked. Download it again; a download "
        "that was cut off is the usual reason."
    )

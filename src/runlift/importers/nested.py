"""Archives within archives, and zip files of whatever somebody put together."""

import uuid
from collections.abc import Iterator
from dataclasses import replace

from runlift import files
from runlift.errors import UnreadableFile
from runlift.files import Source
from runlift.model import Work

_PIECE = 1 << 20


def on_disk(source: Source, work: Work) -> Source:
    """The same archive as a file, so that worker processes can open it themselves."""
    is_packed = source.member is not None or source.is_gzip
    if isinstance(source.content, bytes) or is_packed:
        return unpacked(source, work)
    return source


def unpacked(
    source: Source, work: Work, most: int = files.MAX_UNPACKED_BYTES
) -> Source:
    """The file, written to the work's folder under a name of our own.

    Args:
        source: an archive within an archive, or a packed one.
        work: whose folder is used.
        most: how many bytes it may have.

    Raises:
        UnreadableFile: it is larger.
    """
    path = work.folder / f"{uuid.uuid4().hex}.zip"
    left = most
    with source.open() as packed, path.open("wb") as copy:
        while piece := packed.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise UnreadableFile(
                    "The archives within the archive unpack to more than any export."
                )
            copy.write(piece)
            work.tell(0, 0, "unpacking")
    return Source(source.name, path)


def walked(source: Source, work: Work) -> Iterator[Source]:
    """Every file of a zip archive, and of those within it, gzip undone.

    Raises:
        UnreadableFile: archives within archives, deeper than exports go.
    """
    # What is packed once shrinks little when it is packed again.
    most = max(files.RATIO_FROM_BYTES, _MOST_TIMES * source.size)
    return _Walk(work, most).of(source, 1)


_MOST_TIMES = 20
"""How much larger than a file all archives in it may be."""


class _Walk:
    """A way through archives within archives, with an end to what they unpack to."""

    def __init__(self, work: Work, most: int):
        self._work = work
        self._left = most

    def of(self, source: Source, depth: int) -> Iterator[Source]:
        if depth > files.MAX_DEPTH:
            raise UnreadableFile(
                "There are archives within archives here, more than "
                f"{files.MAX_DEPTH} deep. No training export is packed so; unpack it and "
                "drop the files inside."
            )
        for member in files.members(source):
            one, start = _begun(replace(source, member=member.name))
            if start.startswith((files.ZIP, files.EMPTY_ZIP)):
                inner = unpacked(one, self._work, self._left)
                self._left -= inner.size
                yield from self.of(inner, depth + 1)
            else:
                yield one


def _begun(source: Source) -> tuple[Source, bytes]:
    """The file, unpacked if need be, and its first bytes; a damaged one has none."""
    try:
        source = source.unzipped()
        return source, source.start(4)
    except UnreadableFile:
        # Whoever reads it says what is wrong; the other files are read.
        return source, b""

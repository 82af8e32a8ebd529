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
    if not isinstance(source.content, bytes) and source.member is None:
        return source
    return unpacked(source, work)


def unpacked(source: Source, work: Work) -> Source:
    """The file, written to the work's folder under a name of our own.

    Raises:
        UnreadableFile: it is larger than any archive within an archive.
    """
    path = work.folder / f"{uuid.uuid4().hex}.zip"
    left = files.MAX_UNPACKED_BYTES
    with source.open() as packed, path.open("wb") as copy:
        while piece := packed.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise UnreadableFile("The archive unpacks to more than any export.")
            copy.write(piece)
            work.tell(0, 0, "unpacking")
    return Source(source.name, path)


def walked(source: Source, work: Work, depth: int = 1) -> Iterator[Source]:
    """Every file of a zip archive, and of those within it, gzip undone.

    Raises:
        UnreadableFile: archives within archives, deeper than exports go.
    """
    if depth > files.MAX_DEPTH:
        raise UnreadableFile(
            f"There are archives within archives here, more than {files.MAX_DEPTH} deep. "
            "No training export is packed so; unpack it and drop the files inside."
        )
    for member in files.members(source):
        one = replace(source, member=member.name).unzipped()
        if one.start(4).startswith((files.ZIP, files.EMPTY_ZIP)):
            yield from walked(unpacked(one, work), work, depth + 1)
        else:
            yield one

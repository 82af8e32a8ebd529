"""Files made to do harm, for tests: small where they lie, enormous where they are read."""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

MB = 1 << 20
_LOCAL, _CENTRAL, _END = 0x04034B50, 0x02014B50, 0x06054B50
_END_64, _LOCATOR_64 = 0x06064B50, 0x07064B50
STORED, DEFLATED = 0, 8
UTF8, LOCKED = 0x800, 0x1
SYMLINK = 0o120777 << 16


@dataclass
class Entry:
    """One file of an archive, every word of its headers free to lie."""

    name: bytes | str
    packed: bytes = b""
    method: int = STORED
    size: int | None = None
    crc: int = 0
    flags: int = 0
    attributes: int = 0
    at: int | None = None
    """Where it begins, if not after the one before it."""
    extra: bytes = field(default=b"", init=False)

    @property
    def raw_name(self):
        return self.name.encode() if isinstance(self.name, str) else self.name

    @property
    def unpacked_size(self):
        return len(self.packed) if self.size is None else self.size


def stored(name, content, **options):
    return Entry(name, content, crc=zlib.crc32(content), **options)


def deflated(name, content, **options):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    options.setdefault("size", len(content))
    return Entry(name, packed, DEFLATED, crc=zlib.crc32(content), **options)


def archive(*entries):
    """A zip file, written by hand so that it can say what no program would write."""
    body = io.BytesIO()
    directory = io.BytesIO()
    for one in entries:
        at = body.tell() if one.at is None else one.at
        name, size = one.raw_name, one.unpacked_size
        is_large = size >= 0xFFFFFFFF
        short = 0xFFFFFFFF if is_large else size
        extra = struct.pack("<HHQ", 1, 8, size) if is_large else b""
        shared = (
            one.flags, one.method, 0, 0x21, one.crc, len(one.packed), short,
            len(name), len(extra),
        )  # fmt: skip
        if one.at is None:
            body.write(struct.pack("<IHHHHHIIIHH", _LOCAL, 45, *shared))
            body.write(name + extra + one.packed)
        directory.write(
            struct.pack(
                "<IHHHHHHIIIHHHHHII", _CENTRAL, 0x032D, 45, *shared, 0, 0, 0,
                one.attributes, at,
            )
        )  # fmt: skip
        directory.write(name + extra)
    start, length, count = body.tell(), directory.tell(), len(entries)
    body.write(directory.getvalue())
    if count > 0xFFFE:
        end = body.tell()
        body.write(
            struct.pack(
                "<IQHHIIQQQQ", _END_64, 44, 45, 45, 0, 0, count, count, length, start
            )
        )
        body.write(struct.pack("<IIQI", _LOCATOR_64, 0, end, 1))
    count = min(count, 0xFFFF)
    body.write(struct.pack("<IHHHHIIH", _END, 0, 0, count, count, length, start, 0))
    return body.getvalue()


def zipped(**files):
    """An ordinary archive."""
    return zipped_as(files)


def zipped_as(files, method=zipfile.ZIP_DEFLATED):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return made.getvalue()


def repeated(content, times, start=b"", end=b""):
    """A deflate stream of `start`, `content` so many times, and `end`, cheaply made.

    After a full flush nothing refers to what came before, so the packed piece can be
    repeated as it is.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(start) + packer.flush(zlib.Z_FULL_FLUSH)
    piece = packer.compress(content) + packer.flush(zlib.Z_FULL_FLUSH)
    last = packer.compress(end) + packer.flush()
    return first + piece * times + last


def gzip_bomb(start, gigabytes, piece=b"\0" * MB):
    """Members one after the other, which gzip reads as one file."""
    packed = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = packed.compress(start) + packed.flush()
    packed = zlib.compressobj(9, zlib.DEFLATED, 31)
    member = packed.compress(piece) + packed.flush()
    return head + member * (gigabytes * 1024)


def zip_bomb(name, start, gigabytes, piece=b"\0" * MB, **lies):
    """An archive with one member of so many GB."""
    times = gigabytes * 1024
    packed = repeated(piece, times, start)
    lies.setdefault("size", len(start) + len(piece) * times)
    return archive(Entry(name, packed, DEFLATED, **lies))


def nested(depth, content, width=1):
    """Archives within archives."""
    for level in range(depth):
        content = zipped_as(
            {f"level{level}-{place}.zip": content for place in range(width)}
        )
    return content

"""XML read as a stream of elements, in little memory, however long or hostile the file is.

The only module that touches expat. The document type never reaches the parser: it is
cut out of the bytes, so that nothing in it can be expanded, fetched or wrong.
"""

import codecs
import gzip
import pyexpat
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Protocol

from runlift.errors import UnreadableFile

CHUNK_BYTES = 1 << 20
MAX_PROLOG_BYTES = 1 << 20
"""What may stand before the first element; Apple's document type has 10 kB."""

MAX_DEPTH = 100
"""Elements within elements; the deepest training file has twelve."""

MAX_TOKEN_BYTES = 4 << 20
"""One tag or comment."""

MAX_TEXT_CHARACTERS = 20_000
"""What is kept of the text of one element; a long note has 2,000."""

_NO_XML = bytes(code for code in range(32) if code not in (9, 10, 13))
"""Control characters that XML forbids, and that names of devices bring along."""

_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]*", re.I)
_FOREIGN = re.compile(rb"\b(SYSTEM|PUBLIC)\b", re.I)
_ENTITY = re.compile(rb"<!ENTITY|%[\w.-]+;", re.I)
_ELEMENT = re.compile(rb"<[A-Za-z_\x80-\xff]")
_SKIPPED = re.compile(rb"\s+|<!--.*?-->|<\?.*?\?>", re.S)
_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""", re.I)

_ROOT = re.compile(
    r"\ufeff?(?>\s+|<!--.*?-->|<\?.*?\?>)*+<(?:!DOCTYPE\s+)?(?:[\w.-]+:)?([\w.-]+)",
    re.S | re.I,
)


def root(text: str) -> str:
    """The name of the first element of an XML file, of which `text` is the beginning.

    Blank where it is no XML. A document type names the element as well.
    """
    found = _ROOT.match(text)
    return found[1] if found else ""


class Handler(Protocol):
    """Told about every element as it comes; names are without their prefix."""

    def start(self, name: str, attributes: dict[str, str], parent: str) -> None:
        """An element begins within `parent`, which is blank for the first."""

    def end(self, name: str, text: str, parent: str) -> None:
        """It ends; `text` is what stood last in it, trimmed."""


@dataclass(frozen=True, slots=True)
class Break:
    """Where a file could not be read any further."""

    line: int
    column: int

    @property
    def note(self) -> str:
        """The same for a person."""
        return (
            f"The file breaks off or is damaged at line {self.line:,}, character "
            f"{self.column:,}. What comes before that was read; export it again for the "
            "rest."
        )


class Reader:
    """One pass over one file.

    Args:
        handler: is told about the elements.
        tell: is told how many bytes have been read, now and then.
        sieve: takes out of the next bytes what the handler need not see; told whether
            they are the last. It may keep bytes back until then.
    """

    def __init__(
        self,
        handler: Handler,
        tell: Callable[[int], None] = lambda _: None,
        sieve: Callable[[bytes, bool], bytes] | None = None,
    ) -> None:
        self._handler = handler
        self._tell = tell
        self._sieve = sieve or _as_it_is
        self._path: list[str] = [""]
        self._pieces: list[str] = []
        self._length = 0
        self._lines_before = 0
        self._fed = 0
        # What the file declares of its encoding is of no account: it comes as UTF-8.
        parser = pyexpat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = _refuse
        parser.ExternalEntityRefHandler = _refuse
        parser.StartDoctypeDeclHandler = _refuse
        self._parser = parser

    @property
    def line(self) -> int:
        """The line of the file that is being read."""
        return int(self._parser.CurrentLineNumber) + self._lines_before

    def read(self, file: IO[bytes]) -> Break | None:
        """Tell the handler about all of `file`; what is returned says where it broke.

        Raises:
            UnreadableFile: the file is no XML, or is made to do harm.
        """
        start, is_whole = _prolog(file)
        decoded = _decoder(start)
        # The sieve is quick and drops most: what is UTF-8 need not be checked before.
        first, last = (
            (_as_it_is, decoded) if isinstance(decoded, _Utf8) else (decoded, _as_it_is)
        )

        def parse(content: bytes) -> None:
            clean = last(self._sieve(content, is_whole), is_whole)
            self._parse(clean.translate(None, _NO_XML))

        head, self._lines_before = _without_doctype(first(start, is_whole))
        done = len(start)
        try:
            parse(head)
            while not is_whole:
                self._tell(done)
                chunk, is_whole = _chunk(file)
                done += len(chunk)
                parse(first(chunk, is_whole))
            self._parser.Parse(b"", True)
        except pyexpat.ExpatError as error:
            return Break(error.lineno + self._lines_before, error.offset + 1)
        return None

    def _parse(self, content: bytes) -> None:
        """A stretch of the file, in pieces small enough that a tag without end is seen."""
        parser = self._parser
        parser.Parse(content, False)
        self._fed += len(content)
        if self._fed - max(0, parser.CurrentByteIndex) > MAX_TOKEN_BYTES:
            raise UnreadableFile(
                f"One tag of the XML file at line {self.line:,} is longer than "
                f"{MAX_TOKEN_BYTES >> 20} MB, which no app writes; nothing was read."
            )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2] if ":" in tag else tag
        path = self._path
        self._handler.start(name, attributes, path[-1])
        path.append(name)
        if len(path) > MAX_DEPTH:
            raise UnreadableFile(
                f"The XML file is nested more than {MAX_DEPTH} deep at line "
                f"{self.line:,}, which no app writes; nothing was read."
            )
        if self._length:
            self._pieces.clear()
            self._length = 0

    def _end(self, tag: str) -> None:
        path = self._path
        name = path.pop()
        text = ""
        if self._length:
            text = "".join(self._pieces).strip()
            self._pieces.clear()
            self._length = 0
        self._handler.end(name, text, path[-1])

    def _text(self, text: str) -> None:
        if self._length < MAX_TEXT_CHARACTERS:
            self._pieces.append(text[:MAX_TEXT_CHARACTERS])
            self._length += len(text)


def _refuse(*_: object) -> int:
    raise UnreadableFile(
        "The XML file declares entities of its own or refers to other files, which no "
        "training export does; nothing was read."
    )


def _chunk(file: IO[bytes]) -> tuple[bytes, bool]:
    """The next bytes, and whether there are no more, because of damage or rightly.

    An archive that was cut off unpacks up to the cut; the XML then ends too early,
    which is told with its place.
    """
    parts: list[bytes] = []
    size = 0
    # `read` would throw away what it has when it meets the damage.
    read = getattr(file, "read1", file.read)
    try:
        while size < CHUNK_BYTES:
            part = read(CHUNK_BYTES - size)
            if not part:
                return b"".join(parts), True
            parts.append(part)
            size += len(part)
    except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile):
        return b"".join(parts), True
    return b"".join(parts), False


def _prolog(file: IO[bytes]) -> tuple[bytes, bool]:
    """The file up to its first element or further, and whether that is all of it."""
    start = b""
    while True:
        chunk, is_whole = _chunk(file)
        start += chunk
        if is_whole or len(start) > MAX_PROLOG_BYTES:
            return start, is_whole
        if _ELEMENT.search(_without_comments(start)):
            return start, False


def _decoder(start: bytes) -> "_Utf8 | _Other":
    """What turns the file into UTF-8."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _Other("utf-16")
    if start[:4] in (b"<\x00?\x00", b"\x00<\x00?"):
        return _Other("utf-16-le" if start[0] else "utf-16-be")
    declared = _DECLARED.match(start.removeprefix(codecs.BOM_UTF8).lstrip())
    name = declared[1].decode("ascii") if declared else "utf-8"
    if _holds_plain_letters(name) and codecs.lookup(name).name not in (
        "utf-8",
        "ascii",
    ):
        return _Other(name)
    return _Utf8()


def _as_it_is(chunk: bytes, _: bool) -> bytes:
    return chunk


class _Utf8:
    """UTF-8, with Windows-1252, the usual culprit, where it is none."""

    def __init__(self) -> None:
        self._rest = b""

    def __call__(self, chunk: bytes, is_last: bool) -> bytes:
        chunk = self._rest + chunk
        try:
            _, used = codecs.utf_8_decode(chunk, "strict", is_last)
        except UnicodeDecodeError:
            text, used = codecs.utf_8_decode(chunk, _WINDOWS, is_last)
            self._rest = chunk[used:]
            return text.encode()
        self._rest = chunk[used:]
        return chunk[:used]


class _Other:
    """Any other encoding that a file declares."""

    def __init__(self, name: str) -> None:
        self._decoder = codecs.getincrementaldecoder(name)("replace")

    def __call__(self, chunk: bytes, is_last: bool) -> bytes:
        return self._decoder.decode(chunk, is_last).encode("utf-8", errors="replace")


def _holds_plain_letters(encoding: str) -> bool:
    """Whether a declaration can have been read in the encoding that it declares."""
    try:
        return "<a".encode(encoding) == b"<a"
    except (LookupError, UnicodeError):
        return False


_WINDOWS = "runlift-windows-1252"


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 are Windows-1252, the usual culprit."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", errors="replace"), error.end


codecs.register_error(_WINDOWS, _as_windows)


def _without_doctype(start: bytes) -> tuple[bytes, int]:
    """The beginning without what stands before the XML and without its document type.

    Returns:
        The bytes for the parser, and how many lines are missing before them.

    Raises:
        UnreadableFile: the document type declares entities or refers to other files.
    """
    start = start.removeprefix(codecs.BOM_UTF8)
    bare = start.lstrip()
    lines = start[: len(start) - len(bare)].count(b"\n")
    place = 0
    while found := _SKIPPED.match(bare, place):
        place = found.end()
    hidden = _without_comments(bare)
    doctype = _DOCTYPE.match(hidden, place)
    if not doctype:
        return bare, lines
    # Malformed ones have been written by phones; they end where an element begins.
    first = _ELEMENT.search(hidden, place)
    end = first.start() if first else len(hidden)
    if _FOREIGN.search(doctype[0]) or _ENTITY.search(hidden, place, end):
        _refuse()
    return bare[:place] + b"\n" * bare.count(b"\n", place, end) + bare[end:], lines


def _without_comments(content: bytes) -> bytes:
    """The same with blanks for every comment that is closed."""
    parts: list[bytes] = []
    place = 0
    while (begin := content.find(b"<!--", place)) >= 0:
        end = content.find(b"-->", begin + 4)
        if end < 0:
            break
        parts += (content[place:begin], b" " * (end + 3 - begin))
        place = end + 3
    return b"".join((*parts, content[place:]))

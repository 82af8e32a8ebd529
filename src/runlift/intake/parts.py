"""What was dropped, taken apart: a file is one part, a zip file of anything is several."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from runlift import files, importers
from runlift.errors import RunliftError, Stopped, UnknownFormat, UnreadableFile
from runlift.files import MAX_TEXT_BYTES, Source
from runlift.importers import (
    activity_files,
    archives,
    nested,
    opening,
    table_guess,
    table_toml,
    tables,
    working,
)
from runlift.importers.sheet import MAX_COLUMNS
from runlift.importers.tables import TableMapping
from runlift.model import Answers, FileImporter, Head, Importer, Parsed, Work

Mappings = Callable[[str], "TableMapping | None"]
"""How a table with this key is read, where somebody has said so."""

_NAMED_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Offered:
    """One file as it was dropped."""

    name: str
    content: bytes | Path

    @property
    def source(self) -> Source:
        """The file, to be opened."""
        return Source(self.name, self.content)


@dataclass(frozen=True, slots=True)
class UnknownTable:
    """A table no importer knows, for the screen that asks what its columns are."""

    head: Head
    text: str
    guess: TableMapping | None
    key: str


@dataclass(frozen=True, slots=True)
class MappedTable:
    """Any table whose columns somebody has named."""

    mapping: TableMapping
    key: str
    slug: str = tables.SLUG
    title: str = tables.TITLE

    def recognises(self, head: Head) -> bool:
        """By its column names."""
        return tables.key(head.header) == self.key

    def parse(self, text: str, answers: Answers) -> Parsed:
        """Read by the mapping."""
        return tables.parse(text, self.mapping, answers)


@dataclass(frozen=True, slots=True)
class Part:
    """What becomes one receipt: files of one format out of one that was dropped."""

    name: str
    importer: Importer | FileImporter | None
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()
    refusal: str | None = None
    table: UnknownTable | None = None


def parts(offered: Offered, mappings: Mappings, work: Work) -> list[Part]:
    """The parts of a dropped file; one that cannot be read is one refused part."""
    try:
        source = offered.source.unzipped()
        if source.start(4).startswith((files.ZIP, files.EMPTY_ZIP)):
            source = nested.on_disk(source, work)
        head = opening.look(source)
        if _holds_recordings(head):
            # Workers need a while to start, and so does finding out whose file it is.
            working.prepare(activity_files.__name__)
        try:
            return [Part(offered.name, importers.recognise(head), (source,))]
        except UnknownFormat as unknown:
            if head.members:
                return _of_archive(offered.name, source, mappings, work)
            return [_table(offered.name, source, head, mappings, unknown)]
    except Stopped:
        raise
    except RunliftError as refusal:
        return [Part(offered.name, None, refusal=str(refusal))]


def _holds_recordings(head: Head) -> bool:
    is_fit = head.start[8:12] == activity_files.FIT
    return is_fit or any(
        name.lower().endswith(archives.RECORDINGS) for name in head.members
    )


def _table(
    name: str, source: Source, head: Head, mappings: Mappings, unknown: UnknownFormat
) -> Part:
    """A text that no importer claims: a table to be mapped, or nothing."""
    if not tables.is_table(head) or len(head.header) > MAX_COLUMNS:
        raise unknown
    key = tables.key(head.header)
    mapping = mappings(key)
    if mapping is not None:
        return Part(name, MappedTable(mapping, key), (source,))
    text, _ = opening.decode(source.read(MAX_TEXT_BYTES))
    guess = table_guess.guess(head, head.rows)
    return Part(
        name,
        None,
        (source,),
        refusal=None if guess else f"{unknown} {_MAPPED}",
        table=UnknownTable(head=head, text=text, guess=guess, key=key),
    )


_MAPPED = "If it is a table of your training, say what its columns are."


def _of_archive(
    name: str, source: Source, mappings: Mappings, work: Work
) -> list[Part]:
    """The files of a zip that is no app's own archive, those of a format together."""
    groups: dict[str, tuple[Importer | FileImporter, list[Source]]] = {}
    others: list[str] = []
    damage: list[str] = []
    for done, one in enumerate(nested.walked(source, work)):
        work.tell(done, 0, "looking at the files")
        try:
            importer = _importer_of(one, mappings)
        except UnreadableFile as refusal:
            damage.append(str(refusal))
            importer = None
        if importer is None:
            others.append(one.member or one.name)
        else:
            groups.setdefault(importer.slug, (importer, []))[1].append(one)
    if damage and len(damage) == len(others) and not groups:
        raise UnreadableFile(damage[0])
    if not groups:
        listed = _listed(others)
        raise UnknownFormat(
            "There is nothing in this archive that Runlift reads"
            + (f"; in it: {listed}." if listed else ": it is empty.")
        )
    notes = (
        (f"Other files in the archive were left out: {_listed(others)}.",)
        if others
        else ()
    )
    return [
        Part(
            name if len(groups) == 1 else f"{name} › {_called(importer, found)}",
            importer,
            tuple(found),
            notes if place == 0 else (),
        )
        for place, (importer, found) in enumerate(groups.values())
    ]


def _importer_of(source: Source, mappings: Mappings) -> Importer | FileImporter | None:
    """The importer of one file in an archive; files that are no training have none.

    Raises:
        UnreadableFile: the file is damaged or empty.
    """
    try:
        head = opening.look(source)
        try:
            return importers.recognise(head)
        except UnknownFormat:
            if not tables.is_table(head):
                return None
            key = tables.key(head.header)
            mapping = mappings(key)
            return None if mapping is None else MappedTable(mapping, key)
    except (Stopped, UnreadableFile):
        raise
    except RunliftError:
        return None


def _called(importer: Importer | FileImporter, found: Sequence[Source]) -> str:
    if len(found) == 1:
        return (found[0].member or found[0].name).rpartition("/")[2]
    return f"{len(found):,} files of {importer.title}"


def _listed(names: Sequence[str]) -> str:
    shown = [name[:60] for name in names[:_NAMED_AT_MOST]]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more:,} more" if more else "")


def remembered(
    given: Mapping[str, TableMapping], settings: Mapping[str, str]
) -> Mappings:
    """Mappings given now, else those the athlete has used before."""

    def find(key: str) -> TableMapping | None:
        if key in given:
            return given[key]
        written = settings.get(f"{TABLE}.{key}")
        return None if written is None else table_toml.read(written)

    return find


TABLE = "table"
"""Mappings are remembered as the settings `table.<key of the header>`."""


def mapped(
    mapping: TableMapping, offered: Sequence[Offered]
) -> Mapping[str, TableMapping]:
    """The mapping under the key of every dropped table that has its columns."""
    found: dict[str, TableMapping] = {}
    for one in offered:
        try:
            head = opening.look(one.source.unzipped())
        except RunliftError:
            continue
        if tables.is_table(head) and not tables.problems(mapping, head.header):
            found[tables.key(head.header)] = mapping
    return found

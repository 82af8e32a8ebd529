"""Archives that hold a table of activities and, beside it, the recording of each."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from runlift.files import MAX_TEXT_BYTES, Source
from runlift.importers import activity_files, opening
from runlift.importers.linked import linked, told
from runlift.model import Answers, Parsed, Work

RECORDINGS = (".fit", ".gpx", ".tcx", ".fit.gz", ".gpx.gz", ".tcx.gz")
"""How the names of recordings end."""


def text(source: Source, member: str) -> tuple[str, tuple[str, ...]]:
    """A table in the archive, and notes about how it had to be read.

    Raises:
        UnreadableFile: it is empty or damaged.
    """
    return opening.decode(replace(source, member=member).read(MAX_TEXT_BYTES))


def placed(table: Parsed, member: str) -> Parsed:
    """The same with the name of the table at every line that was left out."""
    return replace(
        table, rejected=tuple(replace(one, member=member) for one in table.rejected)
    )


def with_recordings(
    source: Source,
    table: Parsed,
    files: Mapping[int, str],
    unlisted: Iterable[str],
    answers: Answers,
    work: Work,
) -> Parsed:
    """The table's runs and lifting with their recordings; the other files are not opened.

    Args:
        source: the archive.
        table: what its table holds.
        files: the recording of each line that has one.
        unlisted: recordings that no line names.
        answers: as given to the importer.
        work: how to work.
    """
    about = told(table)
    wanted = {line: name for line, name in files.items() if line in about}
    batches = activity_files.read_all(
        [
            replace(source, member=name)
            for name in (*dict.fromkeys(wanted.values()), *unlisted)
        ],
        work,
        keeps_positions=answers.keeps_positions,
        told={name: about[line] for line, name in wanted.items()},
    )
    return linked(table, wanted, list(batches), answers)


def unlisted_note(count: int, table: str) -> str:
    """What is said about recordings that the table does not name; nothing for none."""
    if not count:
        return ""
    what = "1 recording" if count == 1 else f"{count:,} recordings"
    return f"{what} in the archive that {table} does not name: read as well."

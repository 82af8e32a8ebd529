"""Runkeeper's zip file: its table of activities and their GPX files."""

from dataclasses import dataclass

from runlift import files
from runlift.files import MAX_TEXT_BYTES, Source
from runlift.importers import activity_files, opening, runkeeper
from runlift.importers.linked import linked
from runlift.model import Answers, Head, Parsed, Work

_TABLE = "cardioActivities.csv"


@dataclass(frozen=True, slots=True)
class RunkeeperArchive:
    """The zip file Runkeeper makes under Settings > Export Data."""

    slug: str = "runkeeper_archive"
    title: str = "Runkeeper (archive)"

    def recognises(self, head: Head) -> bool:
        """By its table."""
        return any(name.rpartition("/")[2] == _TABLE for name in head.members)

    def parse_file(self, source: Source, answers: Answers, work: Work) -> Parsed:
        """The table first; then the GPX files of what is running or lifting in it."""
        members = [one.name for one in files.members(source)]
        table_name = min(
            (name for name in members if name.rpartition("/")[2] == _TABLE), key=len
        )
        root = table_name.removesuffix(_TABLE)
        text, notes = opening.decode(
            Source(source.name, source.content, table_name).read(MAX_TEXT_BYTES)
        )
        table = runkeeper.IMPORTER.parse(text, answers)
        kinds = {
            **dict.fromkeys(table.runs["line"].tolist(), "run"),
            **dict.fromkeys(table.sessions["line"].tolist(), "strength training"),
        }
        present = set(members)
        wanted = {
            line: root + name
            for line, name in runkeeper.files(text).items()
            if line in kinds and root + name in present
        }
        batches = list(
            activity_files.read_all(
                [
                    Source(source.name, source.content, name)
                    for name in dict.fromkeys(wanted.values())
                ],
                work,
                keeps_positions=answers.keeps_positions,
                sports={name: kinds[line] for line, name in wanted.items()},
            )
        )
        return linked(table, wanted, batches, answers).noted(*notes)


IMPORTER = RunkeeperArchive()

"""Runkeeper's zip file: its table of activities and their GPX files."""

from dataclasses import dataclass

from runlift import files
from runlift.files import Source
from runlift.importers import archives, runkeeper
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
        name = min(
            (one for one in members if one.rpartition("/")[2] == _TABLE), key=len
        )
        root = name.removesuffix(_TABLE)
        text, notes = archives.text(source, name)
        table = archives.placed(runkeeper.IMPORTER.parse(text, answers), name)
        present = set(members)
        found = {
            line: root + file
            for line, file in runkeeper.files(text).items()
            if root + file in present
        }
        unlisted = sorted(
            one
            for one in present - set(found.values())
            if one.startswith(root) and one.lower().endswith(archives.RECORDINGS)
        )
        made = archives.with_recordings(source, table, found, unlisted, answers, work)
        return made.noted(*notes, archives.unlisted_note(len(unlisted), _TABLE))


IMPORTER = RunkeeperArchive()

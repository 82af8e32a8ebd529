"""The archive Strava sends by e-mail: its table of activities and their recordings."""

from dataclasses import dataclass

from runlift import files
from runlift.errors import RunliftError, UnreadableFile
from runlift.files import Source
from runlift.importers import archives, strava
from runlift.model import Answers, Head, Parsed, Rejected, Work

_TABLE = "activities.csv"
_FOLDER = "activities/"


@dataclass(frozen=True, slots=True)
class StravaArchive:
    """The zip file, from any year and in any language."""

    slug: str = "strava_archive"
    title: str = "Strava (archive)"

    def recognises(self, head: Head) -> bool:
        """By the table and the folder beside it."""
        root = _root(head.members)
        return root is not None and any(
            name.startswith(root + _FOLDER) for name in head.members
        )

    def parse_file(self, source: Source, answers: Answers, work: Work) -> Parsed:
        """The table first; then the recordings of what is running or lifting in it."""
        members = {one.name for one in files.members(source)}
        root = _root(tuple(members))
        if root is None:
            raise UnreadableFile("There is no activities.csv in the archive.")
        table, listed, notes = _table(source, root + _TABLE, answers)
        found = {
            line: member
            for line, name in listed.items()
            if (member := _found(root + name, members))
        }
        unlisted = sorted(
            name
            for name in members - set(found.values())
            if name.startswith(root + _FOLDER)
            and name.lower().endswith(archives.RECORDINGS)
        )
        lines = {*table.runs["line"].tolist(), *table.sessions["line"].tolist()}
        missing = sum(line in lines and line not in found for line in listed)
        made = archives.with_recordings(source, table, found, unlisted, answers, work)
        return made.noted(
            *notes, _missing(missing), archives.unlisted_note(len(unlisted), _TABLE)
        )


def _table(
    source: Source, name: str, answers: Answers
) -> tuple[Parsed, dict[int, str], tuple[str, ...]]:
    """The table, the recording of each line, and notes.

    A table that cannot be read leaves the recordings, which is most of what it held.
    """
    try:
        text, notes = archives.text(source, name)
        table = strava.IMPORTER.parse(text, answers)
    except RunliftError as refusal:
        return Parsed(rejected=(Rejected(0, str(refusal), name),)), {}, ()
    return archives.placed(table, name), strava.files(text), notes


def _missing(count: int) -> str:
    if not count:
        return ""
    what = "1 recording" if count == 1 else f"{count:,} recordings"
    return (
        f"{what} that activities.csv names, but that the archive does not hold: only the "
        "totals are kept."
    )


def _root(members: tuple[str, ...]) -> str | None:
    """The folder of the archive in which the table lies; `None` without one."""
    roots = [
        name.removesuffix(_TABLE)
        for name in members
        if name == _TABLE or name.endswith("/" + _TABLE)
    ]
    return min(roots, key=len) if roots else None


def _found(name: str, members: set[str]) -> str | None:
    """The member a table names; some tables leave out `.gz`."""
    return next(
        (
            one
            for one in (name, name + ".gz", name.removesuffix(".gz"))
            if one in members
        ),
        None,
    )


IMPORTER = StravaArchive()

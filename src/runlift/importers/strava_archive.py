"""The archive Strava sends by e-mail: its table of activities and their recordings."""

from dataclasses import dataclass

from runlift import files
from runlift.errors import UnreadableFile
from runlift.files import MAX_TEXT_BYTES, Source
from runlift.importers import activity_files, opening, strava
from runlift.importers.linked import linked
from runlift.model import Answers, Head, Parsed, Work

_TABLE = "activities.csv"
_FOLDER = "activities/"
_RECORDINGS = (".fit", ".gpx", ".tcx", ".fit.gz", ".gpx.gz", ".tcx.gz")


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
        text, notes = opening.decode(
            Source(source.name, source.content, root + _TABLE).read(MAX_TEXT_BYTES)
        )
        table = strava.IMPORTER.parse(text, answers)
        listed = strava.files(text)
        found = {
            line: member
            for line, name in listed.items()
            if (member := _found(root + name, members))
        }
        kinds = {
            **dict.fromkeys(table.runs["line"].tolist(), "run"),
            **dict.fromkeys(table.sessions["line"].tolist(), "strength training"),
        }
        wanted = {line: name for line, name in found.items() if line in kinds}
        unlisted = sorted(
            name
            for name in members - set(found.values())
            if name.startswith(root + _FOLDER) and name.lower().endswith(_RECORDINGS)
        )
        batches = list(
            activity_files.read_all(
                [
                    Source(source.name, source.content, name)
                    for name in (*dict.fromkeys(wanted.values()), *unlisted)
                ],
                work,
                keeps_positions=answers.keeps_positions,
                sports={name: kinds[line] for line, name in wanted.items()},
            )
        )
        made = linked(table, wanted, batches, answers)
        missing = sum(line in kinds and line not in found for line in listed)
        return made.noted(
            *notes,
            f"Recordings named in activities.csv but not in the archive: {missing}."
            if missing
            else "",
            f"Recordings in the archive that activities.csv does not name: {len(unlisted)}."
            if unlisted
            else "",
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

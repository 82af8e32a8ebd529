"""Files of single activities (FIT, GPX, TCX), many at once, read in worker processes.

Nothing here is sent back but small digests: the samples stay in a Parquet file of the
import's folder.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from runlift.errors import RunliftError
from runlift.files import MAX_BINARY_BYTES, Source
from runlift.importers import fit_reader, gpx, tcx, xml_events
from runlift.importers.digests import Digest, Digester
from runlift.importers.recordings import Recording
from runlift.model import Work

FIT = b".FIT"
BATCH = 12
"""Files a worker takes at a time: enough to be worth the way, few enough to be stopped."""


@dataclass(frozen=True, slots=True)
class Task:
    """Some files for one worker."""

    sources: tuple[Source, ...]
    folder: Path
    keeps_positions: bool = False
    sports: tuple[str | None, ...] = ()
    """What a table beside the files calls each of them; the athlete may have corrected it."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What a worker found in its files."""

    digest: Digest
    masses: tuple[tuple[float, float], ...] = ()
    """Weighings: seconds since 1970 UTC, and kg."""
    others: tuple[str, ...] = ()
    """What the files without an activity are about."""
    files: int = 0


def read_all(
    sources: Sequence[Source],
    work: Work,
    *,
    keeps_positions: bool = False,
    sports: Mapping[str, str] | None = None,
) -> Iterator[Batch]:
    """The files in batches, in order; told after each, and stopped there if wished.

    Args:
        sources: the files.
        work: how to work.
        keeps_positions: whether positions are stored.
        sports: by member, what a table beside the files calls the activity.
    """
    told = sports or {}
    tasks = [
        Task(
            tuple(part := sources[at : at + BATCH]),
            work.folder,
            keeps_positions,
            tuple(told.get(one.member or "") for one in part),
        )
        for at in range(0, len(sources), BATCH)
    ]
    done = 0
    for batch in work.map(read, tasks, given_up):
        done += batch.files
        work.tell(done, len(sources), "recordings")
        yield batch


def read(task: Task) -> Batch:
    """The files of one task; what cannot be read is rejected with its name."""
    digester = Digester(task.folder, task.keeps_positions)
    masses: list[tuple[float, float]] = []
    others: list[str] = []
    for place, source in enumerate(task.sources):
        sport = task.sports[place] if task.sports else None
        try:
            for recording in _recordings(source.unzipped(), digester, masses, others):
                digester.add(
                    replace(recording, sport=sport) if sport else recording,
                    source.member,
                )
        except RunliftError as refusal:
            digester.reject(str(refusal), source.member)
    return Batch(digester.finish(), tuple(masses), tuple(others), len(task.sources))


def given_up(task: Task) -> Batch:
    """The batch of a task that killed its worker."""
    digester = Digester(task.folder)
    for source in task.sources:
        digester.reject(
            "the file is so damaged that reading it had to be stopped", source.member
        )
    return Batch(digester.finish(), files=len(task.sources))


def _recordings(
    source: Source,
    digester: Digester,
    masses: list[tuple[float, float]],
    others: list[str],
) -> Sequence[Recording]:
    start = source.start(4096)
    if start[8:12] != FIT:
        root = xml_events.root(start.decode("utf-8", "replace")).casefold()
        text = gpx.read(source) if root == "gpx" else tcx.read(source)
        for one in text.rejected:
            digester.reject(one.reason, source.member, one.line)
        for sentence in text.notes:
            digester.note(sentence)
        return text.recordings
    found = fit_reader.read(source.read(MAX_BINARY_BYTES))
    masses += found.masses
    is_empty = not (found.recordings or found.masses)
    if found.damage and is_empty:
        digester.reject(
            f"the file is damaged ({found.damage}) and nothing in it can be read",
            source.member,
        )
    elif found.damage:
        digester.note(
            f"{source.member or 'The file'} is damaged ({found.damage}); what could be "
            "read of it is kept."
        )
    elif found.other is not None and is_empty:
        others.append(found.other)
    return found.recordings

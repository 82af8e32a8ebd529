"""Files of single activities (FIT, GPX, TCX), many at once, read in worker processes.

Nothing here is sent back but small digests: the samples stay in a Parquet file of the
import's folder.
"""

import bisect
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from runlift.errors import RunliftError
from runlift.files import MAX_BINARY_BYTES, Source
from runlift.importers import fit_reader, gpx, one_workout, sports, tcx
from runlift.importers.digests import Digest, Digester
from runlift.importers.recordings import Recording
from runlift.model import Work

FIT = b".FIT"
BATCH = 12
"""Files a worker takes at a time: enough to be worth the way, few enough to be stopped."""

NEAR_S = 60.0
"""A line of a table and a recording that start this close together are the same."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a table beside the recordings says about one of them."""

    sport: str | None = None
    """What it is called there; the athlete may have corrected it."""
    start_utc_s: float | None = None
    start_local_s: float | None = None
    """When it began, for recordings that do not know."""
    duration_s: float = math.nan
    is_one: bool = False
    """Whether all activities of the file are pieces of this one."""


@dataclass(frozen=True, slots=True)
class Task:
    """Some files for one worker."""

    sources: tuple[Source, ...]
    folder: Path
    keeps_positions: bool = False
    told: tuple[Told | None, ...] = ()
    """What is said about each file."""
    listed: tuple[Told, ...] = ()
    """What is said about activities of no named file, by `start_utc_s`."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What a worker found in its files."""

    digest: Digest
    masses: tuple[tuple[float, float], ...] = ()
    """Weighings: seconds since 1970 UTC, and kg."""
    others: tuple[str, ...] = ()
    """What the files without an activity are about."""
    files: int = 0
    lost: tuple[Source, ...] = ()
    """Files of a batch that killed its worker; one of them is to blame."""


def read_all(
    sources: Sequence[Source],
    work: Work,
    *,
    keeps_positions: bool = False,
    told: Mapping[str, Told] | None = None,
    listed: Sequence[Told] = (),
) -> Iterator[Batch]:
    """The files in batches; told after each, and stopped there if wished.

    Args:
        sources: the files.
        work: how to work.
        keeps_positions: whether positions are stored.
        told: by member, what a table beside the files says about it.
        listed: what a table that names no files says, each with its `start_utc_s`.
    """
    said = told or {}
    ordered = tuple(sorted(listed, key=_start))

    def tasks(files: Sequence[Source], size: int) -> Iterator[Task]:
        for at in range(0, len(files), size):
            part = tuple(files[at : at + size])
            about = tuple(said.get(one.member or "") for one in part)
            yield Task(part, work.folder, keeps_positions, about, ordered)

    done = 0
    lost: list[Source] = []
    for batch in work.map(read, tasks(sources, BATCH), given_up):
        lost += batch.lost
        done += batch.files
        work.tell(done, len(sources), "recordings")
        yield batch
    for batch in work.map(read, tasks(lost, 1), given_up):
        done += batch.files
        work.tell(done, len(sources), "recordings")
        yield batch


def read(task: Task) -> Batch:
    """The files of one task; what cannot be read is rejected with its name."""
    digester = Digester(task.folder, task.keeps_positions)
    masses: list[tuple[float, float]] = []
    others: list[str] = []
    for place, source in enumerate(task.sources):
        told = task.told[place] if task.told else None
        try:
            found = _recordings(source.unzipped(), told, digester, masses, others)
            for recording in _corrected(found, told, task.listed):
                digester.add(recording, source.member)
        except RunliftError as refusal:
            digester.reject(str(refusal), source.member)
    return Batch(digester.finish(), tuple(masses), tuple(others), len(task.sources))


def given_up(task: Task) -> Batch:
    """The batch of a task that killed its worker: to be tried again file by file."""
    digester = Digester(task.folder)
    if len(task.sources) > 1:
        return Batch(digester.finish(), lost=task.sources)
    digester.reject(
        "the file is so damaged that reading it had to be stopped",
        task.sources[0].member,
    )
    return Batch(digester.finish(), files=1)


def _corrected(
    found: Sequence[Recording], told: Told | None, listed: Sequence[Told]
) -> Iterator[Recording]:
    """The recordings as the table beside them has it."""
    if told and told.is_one and told.start_utc_s is not None and found:
        begin, wall = told.start_utc_s, told.start_local_s
        found = [one_workout.joined(found, begin, wall, told.duration_s)]
    for one in found:
        # What is said about a file with several activities is about one of them.
        says = told if told and len(found) == 1 else _near(one, listed)
        yield one if says is None else _as_told(one, says)


def _as_told(recording: Recording, told: Told) -> Recording:
    if recording.start_utc_s is None and recording.start_local_s is None:
        recording = replace(
            recording, start_utc_s=told.start_utc_s, start_local_s=told.start_local_s
        )
    if told.sport is None:
        return recording
    # "Run" in the table is no news about a run on the treadmill.
    own = sports.sport(recording.sport or "").surface
    return replace(recording, sport=told.sport, surface=recording.surface or own)


def _near(recording: Recording, listed: Sequence[Told]) -> Told | None:
    """The listed activity that starts when the recording does."""
    begin = recording.start_utc_s
    if begin is None:
        return None
    at = bisect.bisect_left(listed, begin - NEAR_S, key=_start)
    close = listed[at : bisect.bisect_right(listed, begin + NEAR_S, key=_start)]
    return min(close, key=lambda one: abs(_start(one) - begin), default=None)


def _of_file(sentence: str, member: str | None) -> str:
    """A remark with its file, unless it holds for every file of the app."""
    is_special = any(letter.isdigit() for letter in sentence)
    return f"{member}: {sentence}" if member and is_special else sentence


def _start(one: Told) -> float:
    return -math.inf if one.start_utc_s is None else one.start_utc_s


def _recordings(
    source: Source,
    told: Told | None,
    digester: Digester,
    masses: list[tuple[float, float]],
    others: list[str],
) -> Sequence[Recording]:
    with source.open() as file:
        start = file.read(4096)
        # Opened once: of a small member of a large archive that is most of the work.
        content = start + file.read(MAX_BINARY_BYTES) if start[8:12] == FIT else b""
    if not content:
        text = gpx.read(source) if b"<gpx" in start.lower() else tcx.read(source)
        for one in text.rejected:
            digester.reject(one.reason, source.member, one.line)
        # How an app cuts a workout up is no news where the table beside it says so.
        for sentence in () if told and told.is_one else text.notes:
            digester.note(_of_file(sentence, source.member))
        return text.recordings
    if len(content) > MAX_BINARY_BYTES:
        # Refuses it, in the words that all files are refused with.
        content = source.read(MAX_BINARY_BYTES)
    found = fit_reader.read(content)
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

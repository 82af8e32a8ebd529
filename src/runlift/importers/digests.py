"""From recordings to runs, lift sessions, summaries and streams.

A `Digest` is small and can be sent between processes: the samples are left in a Parquet
file. `parsed` makes of many digests what an importer returns.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from runlift.importers import sample_files, sports
from runlift.importers.digest_totals import (
    cadence,
    kind,
    known,
    mean,
    positive,
    totals,
)
from runlift.importers.recordings import MAX_SESSION_S, Lap, Reading, Recording
from runlift.model import (
    LAP_COLUMNS,
    SUMMARY_COLUMNS,
    Answers,
    Parsed,
    Rejected,
    Work,
)
from runlift.science import stream
from runlift.units import Floats

Record = dict[str, Any]

ZONE_WHY = (
    "The recordings state instants and not where they were made, so days and times of "
    "day are only right in the zone you train in."
)

MAX_PAUSES = 5_000
"""A watch that paused more often than this was broken."""

LATEST_S = 4_102_444_800
"""The year 2100: what lies beyond is no date."""

NOTES_AT_MOST = 12
"""Remarks about single files, of which an old archive has hundreds."""

_LAP_FIELDS = tuple(one for one in LAP_COLUMNS if one != "stream_key")
_NO_DATE = (
    "the recording does not say when it was made: the clock of the watch was never set, "
    "or the times were removed"
)


@dataclass(frozen=True)
class Digest:
    """What one or several files hold, without the samples."""

    runs: list[Record] = field(default_factory=list)
    """`RUN_COLUMNS`, but for the clock `start_utc_s` and `start_local_s`; and `member`."""
    sessions: list[Record] = field(default_factory=list)
    """`SESSION_COLUMNS` in the same way, and `sets`: a list of set records."""
    laps: list[Record] = field(default_factory=list)
    summaries: list[Record] = field(default_factory=list)
    streams: tuple[Path, ...] = ()
    left: Counter[str] = field(default_factory=Counter)
    """Activities that are neither running nor lifting, by kind."""
    guessed: int = 0
    """Recordings of no sport that were taken for runs by their speed."""
    rejected: tuple[Rejected, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass
class Digester:
    """Takes recordings one after the other; `finish` gives the digest of them all."""

    folder: Path
    keeps_positions: bool = False
    _made: Digest = field(default_factory=Digest)
    _rows: dict[str, Mapping[str, Floats]] = field(default_factory=dict)
    _rejected: list[Rejected] = field(default_factory=list)
    _notes: dict[str, None] = field(default_factory=dict)
    _guessed: int = 0

    def reject(self, reason: str, member: str | None = None, line: int = 0) -> None:
        """Leave something out, and say why."""
        self._rejected.append(Rejected(line, reason, member))

    def note(self, sentence: str) -> None:
        """Remember something the athlete should know, once."""
        self._notes[sentence] = None

    def add(self, recording: Recording, member: str | None = None) -> None:
        """One activity of a file, or of a member of an archive."""
        told = None
        if len(recording.samples.get("time_s", ())) > 1:
            pauses = list(recording.pauses)[:MAX_PAUSES]
            told = stream.summary(recording.samples, pauses)
        what, surface, is_guess = kind(recording, told)
        if what not in (sports.RUN, sports.LIFT):
            self._made.left.update([what] if what != sports.NOTHING else [])
        elif not _is_dated(recording):
            self.reject(_NO_DATE, member, recording.line)
        elif what == sports.RUN:
            self._guessed += is_guess
            self._run(recording, told, surface, member)
        else:
            self._session(recording, told, member)

    def finish(self) -> Digest:
        """Everything added, with the samples written to the folder."""
        return replace(
            self._made,
            streams=sample_files.write(self.folder, self._rows),
            guessed=self._guessed,
            rejected=tuple(self._rejected),
            notes=tuple(self._notes),
        )

    def _run(
        self,
        recording: Recording,
        told: stream.Summary | None,
        surface: str | None,
        member: str | None,
    ) -> None:
        values = totals(recording, told)
        if np.isnan(values["distance_m"]) and np.isnan(values["moving_s"]):
            self.reject(
                "the run has neither a distance nor a time", member, recording.line
            )
            return
        record = _record(recording, values, member)
        record["surface"] = recording.surface or surface
        record["cadence_spm"] = cadence(recording)
        for name in ("power_w", "temperature_c"):
            stated = getattr(recording, name)
            record[name] = known(stated, mean(recording.samples.get(name)))
        record["power_w"] = positive(record["power_w"])
        kept = sample_files.kept(
            recording.samples, keeps_positions=self.keeps_positions
        )
        if told is not None and kept:
            key = sample_files.key(kept, recording.laps)
            record["stream_key"] = key
            self._rows[key] = kept
            self._made.summaries.append({"stream_key": key, **_summary(told)})
            if recording.laps:
                self._made.laps.append({"stream_key": key, **_laps(recording.laps)})
        self._made.runs.append(record)

    def _session(
        self, recording: Recording, told: stream.Summary | None, member: str | None
    ) -> None:
        values = totals(recording, told)
        lasting = known(values["elapsed_s"], values["moving_s"])
        record = _record(recording, values, member)
        record["duration_s"] = lasting if 0 < lasting <= MAX_SESSION_S else np.nan
        record["sets"] = [
            {
                "exercise_raw": one.exercise,
                "load_kg": one.load_kg,
                "reps": one.reps,
                "duration_s": one.duration_s,
                "rest_s": one.rest_s,
            }
            for one in recording.sets
        ]
        self._made.sessions.append(record)


def parsed(
    digests: Iterable[Digest],
    answers: Answers,
    *,
    notes: Sequence[str] = (),
    rejected: Sequence[Rejected] = (),
) -> Parsed:
    """All digests together, as an importer returns them."""
    # Here and not above: a worker makes digests and no frames, and without what frames
    # need it is there in half the time.
    from runlift.importers import digest_frames
    from runlift.importers.spoken_dates import zone_question

    every = list(digests)
    found = [record for one in every for record in one.runs]
    lifts = [record for one in every for record in one.sessions]
    is_utc = any(one["start_local_s"] is None for one in (*found, *lifts))
    return Parsed(
        sessions=digest_frames.sessions(lifts, answers),
        sets=digest_frames.sets(lifts),
        runs=digest_frames.runs(found, answers),
        laps=digest_frames.laps([row for one in every for row in one.laps]),
        summaries=digest_frames.summaries(
            [row for one in every for row in one.summaries]
        ),
        streams=tuple(path for one in every for path in one.streams),
        rejected=(*rejected, *(row for one in every for row in one.rejected)),
        questions=zone_question(answers, ZONE_WHY) if is_utc else (),
        notes=(*notes, *_notes(every)),
    )


def of_recordings(
    recordings: Iterable[Recording],
    answers: Answers,
    work: Work,
    *,
    notes: Sequence[str] = (),
    rejected: Sequence[Rejected] = (),
) -> Parsed:
    """What one file of recordings holds, for formats read in this process."""
    digester = Digester(work.folder, answers.keeps_positions)
    for one in recordings:
        digester.add(one)
    return parsed([digester.finish()], answers, notes=notes, rejected=rejected)


def of_reading(found: Reading, answers: Answers, work: Work) -> Parsed:
    """The same of a file whose reader also tells what it left out."""
    return of_recordings(
        found.recordings, answers, work, notes=found.notes, rejected=found.rejected
    )


def _notes(digests: Sequence[Digest]) -> list[str]:
    """What the digests say, once each, and what was guessed and left out in them."""
    from runlift.importers import runs

    said = list(dict.fromkeys(note for one in digests for note in one.notes))
    more = len(said) - NOTES_AT_MOST
    if more > 1:
        said = [*said[:NOTES_AT_MOST], f"And {more:,} more remarks about single files."]
    guessed = sum(one.guessed for one in digests)
    if guessed:
        said.append(
            f"{guessed:,} {'recording does' if guessed == 1 else 'recordings do'} not say "
            "the sport; taken for running because of the speed."
        )
    left: Counter[str] = Counter()
    for one in digests:
        left.update(one.left)
    return [*said, runs.left_out(left)] if left else said


def _is_dated(recording: Recording) -> bool:
    moments = (recording.start_utc_s, recording.start_local_s)
    stated = [one for one in moments if one is not None]
    return bool(stated) and all(0 <= one < LATEST_S for one in stated)


def _record(
    recording: Recording, values: Mapping[str, float], member: str | None
) -> Record:
    """The fields that runs and sessions share."""
    identity = recording.source_id
    if identity is None and recording.start_utc_s is not None:
        identity = f"utc:{recording.start_utc_s:.0f}"
    return {
        **values,
        "start_utc_s": recording.start_utc_s,
        "start_local_s": recording.start_local_s,
        "title": recording.title,
        "note": recording.note,
        "rpe": recording.rpe,
        "source_tag": recording.source_tag,
        "source_id": identity,
        "line": recording.line,
        "member": member,
    }


def _laps(laps: Sequence[Lap]) -> Record:
    return {name: _list(getattr(one, name) for one in laps) for name in _LAP_FIELDS}


def _list(values: Iterable[Any]) -> list[Any]:
    """The values of a list column; NaN is missing."""
    return [None if value != value else value for value in values]


def _summary(told: stream.Summary) -> Record:
    return {
        one.name: _list(value.tolist())
        if isinstance(value := getattr(told, one.name), np.ndarray)
        else value
        for one in fields(told)
        if one.name in SUMMARY_COLUMNS
    }

"""One import: files taken over, looked at and kept in a thread of its own."""

import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import TracebackType
from typing import Literal

from runlift import intake
from runlift.access import OWNER
from runlift.errors import NotFound, RunliftError, Stopped, WrongInput
from runlift.importers.tables import TableMapping
from runlift.importers.working import Job
from runlift.intake import Offered, Preview
from runlift.intake.known import known
from runlift.intake.looking import POSITIONS
from runlift.model import Athlete, Question, Receipt
from runlift.store import Store, uploads
from runlift.store import athletes as people
from runlift.ui import import_files, week_counting

State = Literal["looking", "looked", "keeping", "done", "stopped", "failed"]

_WRITTEN: Mapping[str, str] = {
    "lift_session": "lift sessions",
    "lift_set": "sets",
    "run": "runs",
    "run_lap": "laps",
    "run_summary": "summaries",
    "body_mass": "body mass",
    "run_stream": "samples",
    "upload": "receipt",
}
"""What is stored of a file, in this order, in words."""

_UNEXPECTED = (
    "Something went wrong that Runlift did not expect. What was not stored yet is not "
    "stored; the details are in the log of the app. Try the files one by one to find "
    "the one that does it."
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Count:
    """How far a job is, as it last said."""

    file: int = 0
    """Files that are done."""
    files: int = 0
    name: str = ""
    """The file that is being read or stored."""
    done: int = 0
    total: int = 0
    what: str = ""
    """Inside of that file: so many of so many of these."""
    share: float = 0.0
    """Of the whole, 0 to 1; never goes back."""


class ImportJob:
    """The import of what one athlete dropped: looked at first, kept when she says so.

    All methods return at once; the work is done in a thread. What a page shows of a job
    are its attributes, each replaced as a whole.

    Args:
        store: where to.
        athlete: whose files they are.
        is_newcomer: whether the athlete is not stored before something is kept.
    """

    def __init__(self, store: Store, athlete: Athlete, *, is_newcomer: bool = False):
        self.job_id = uuid.uuid4().hex
        self.athlete = athlete
        self.is_newcomer = is_newcomer
        self.viewer_id = OWNER.viewer_id
        self.state: State = "looked"
        self.count = Count()
        self.offered: tuple[Offered, ...] = ()
        self.looks: tuple[Preview, ...] = ()
        self.asked: dict[str, dict[str, Question]] = {}
        """Every question so far, by part: an answered one may be answered anew."""
        self.answers: dict[str, dict[str, str]] = {}
        self.receipts: tuple[Receipt, ...] = ()
        """What was stored, and what was left out: of all files when done, else of those
        that were stored before the job ended."""
        self.error = ""
        self.missing: tuple[str, ...] = ()
        """Sentences about files that were named and are not there."""
        self.touched_s = time.monotonic()
        self._store = store
        self._mappings: dict[str, TableMapping] = {}
        self._taken = Job()
        """The folder of large uploads; every look has its own besides."""
        self._works: list[Job] = []
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def is_running(self) -> bool:
        """Whether it works at this moment."""
        return self.state in ("looking", "keeping")

    @property
    def is_stopping(self) -> bool:
        """Whether somebody has stopped it; it ends at its next word."""
        return self._stopping.is_set()

    def add(self, files: Iterable[import_files.Coming], now: datetime) -> None:
        """Take files over and look at them.

        Args:
            files: names, and what was uploaded or where it lies. Of an upload nothing is
                needed afterwards.
            now: the present, naive UTC.

        Raises:
            WrongInput: the job is at work.
        """
        taken = {one.name for one in self.offered}
        fresh = import_files.taken_over(files, taken, self._taken.folder)
        self._start("looking", "looked", lambda: self._look(fresh, now))

    def answer(self, parts: Sequence[str], key: str, value: str, now: datetime) -> None:
        """Take an answer about some parts and look at their files again."""
        before = {part: dict(self.answers.get(part, {})) for part in parts}

        def look() -> None:
            for part in parts:
                self.answers[part] = {**before[part], key: value}
            try:
                self._look(self._files_of(parts), now)
            except Stopped:
                self.answers.update(before)
                raise

        self._start("looking", "looked", look)

    def map_table(
        self, part: str, key: str, mapping: TableMapping, now: datetime
    ) -> None:
        """Read a table by this mapping."""

        def look() -> None:
            self._mappings[key] = mapping
            self._look(self._files_of([part]), now)

        self._start("looking", "looked", look)

    def keep(self, now: datetime, *, name: str = "") -> None:
        """Store what was looked at.

        Args:
            now: the present, naive UTC.
            name: of a newcomer, who is stored with it.

        Raises:
            WrongInput: the job is at work, or the name cannot be used.
        """
        if self.is_newcomer and not self.is_running:
            zone = self.athlete.timezone
            usable = people.new(self._store, name, now, timezone=zone).name
            self.athlete = replace(self.athlete, name=usable)
            people.write(self._store, self.athlete, now)
            self.is_newcomer = False
        self._start("keeping", "done", lambda: self._keep(now))

    def stop(self) -> None:
        """End it at its next word; a file that is being stored is taken back whole."""
        self._stopping.set()
        for work in list(self._works):
            work.stop()

    def wait(self, timeout_s: float | None = None) -> None:
        """Until it has ended, or for so long."""
        thread = self._thread
        if thread is not None:
            thread.join(timeout_s)

    def close(self) -> None:
        """Remove what was put aside; the job is of no use any more."""
        self.looks = ()
        for work in self._works:
            work.close()
        self._works.clear()
        self._taken.close()

    def _start(self, state: State, then: State, work: Callable[[], None]) -> None:
        def run() -> None:
            with _Ending(self):
                work()
                self._end(then)
            if state == "keeping":
                week_counting.after(self._store, self.athlete)

        with self._lock:
            if self.is_running:
                raise WrongInput(
                    f"An import for {self.athlete.name} is at work. Wait for it or stop it."
                )
            self._stopping.clear()
            self.count = Count()
            self.state = state
            # A daemon: closing the app must not wait for an archive of gigabytes.
            self._thread = threading.Thread(
                target=run, name=f"import {self.job_id}", daemon=True
            )
            self._thread.start()

    def _end(self, state: State, error: str = "") -> None:
        self.error = error
        self.touched_s = time.monotonic()
        self.state = state

    def _broke_off(self, error: BaseException) -> None:
        """Say why the thread ended early; what was looked at before is still there."""
        if isinstance(error, Stopped) and self.state == "looking" and self.looks:
            self._end("looked")
            return
        if not isinstance(error, RunliftError):
            _log.error("The import failed.", exc_info=error)
        self.close()
        if isinstance(error, Stopped):
            self._end("stopped")
        elif isinstance(error, RunliftError):
            self._end("failed", str(error))
        else:
            self._end("failed", _UNEXPECTED)

    def _look(self, files: Sequence[Offered], now: datetime) -> None:
        """Read some of the files and compare all of them."""
        work = Job(self._inside)
        self._works.append(work)
        found = intake.preview(
            self._store,
            self.athlete,
            files,
            now,
            answers=self.answers,
            mappings=self._mappings,
            progress=self._file,
            work=work,
        )
        self._check()
        for look in found:
            for question in look.receipt.questions:
                asked = self.asked.setdefault(look.receipt.file, {})
                asked[question.key] = question
        again = {one.name for one in files}
        others = [one for one in self.looks if self._file_of(one) not in again]
        known_names = {one.name for one in self.offered}
        fresh = (one for one in files if one.name not in known_names)
        self.offered = (*self.offered, *fresh)
        if others:
            place = {one.name: number for number, one in enumerate(self.offered)}
            found = sorted([*others, *found], key=lambda one: place[self._file_of(one)])
            found = self._compared(found)
        self.looks = tuple(found)
        self._put_away()

    def _compared(self, looks: Sequence[Preview]) -> list[Preview]:
        """Each file compared with the store and the files before it."""
        compared = []
        stored = known(self._store, self.athlete.athlete_id)
        for look in looks:
            if look.frames:
                look = look.compared(stored)
            if look.receipt.status in ("imported", "partly"):
                stored.learn(look.frames)
            compared.append(look)
        return compared

    def _put_away(self) -> None:
        """Remove what earlier looks at a file have put aside."""
        used = {id(look.work) for look in self.looks}
        for work in [one for one in self._works if id(one) not in used]:
            self._works.remove(work)
            work.close()

    def _keep(self, now: datetime) -> None:
        self._look_for_positions(now)
        try:
            receipts = intake.keep(
                self._store,
                self.looks,
                now,
                progress=self._file,
                writing=self._writing,
            )
        except BaseException:
            # Files stored before this one stay; the store knows which.
            self.receipts = self._stored(now)
            raise
        self.receipts = tuple(receipts)
        self.close()

    def _look_for_positions(self, now: datetime) -> None:
        """Look once more at what was read before the athlete changed her mind on places."""
        settings = people.settings(self._store, self.athlete.athlete_id)
        keeps = settings.get(POSITIONS) == "true"
        parts = [
            look.receipt.file
            for look in self.looks
            if look.frames and look.answers.keeps_positions != keeps
        ]
        if parts:
            self._look(self._files_of(parts), now)

    def _stored(self, now: datetime) -> tuple[Receipt, ...]:
        found = uploads.uploads(self._store, self.athlete.athlete_id)
        return tuple(
            Receipt(
                one.source_file,
                one.source_format,
                one.receipt["status"],
                upload_id=one.upload_id,
                **{key: one.receipt[key] for key in ("new", "updated", "unchanged")},
            )
            for one in reversed(found)
            if one.uploaded_at == now
        )

    def _file(self, done: int, total: int, name: str) -> None:
        if done < total:
            self._check()
        self._count(Count(done, total, name, share=done / max(1, total)))

    def _inside(self, done: int, total: int, what: str) -> None:
        self._check()
        now = self.count
        part = min(1.0, done / total) if total else 0.0
        share = (now.file + part) / max(1, now.files)
        self._count(
            replace(now, done=done, total=total, what=what, share=min(1.0, share))
        )

    def _writing(self, table: str) -> None:
        """Called before each table of a file; what is raised takes the file back."""
        who = self.athlete.athlete_id
        if table == "upload" and who not in {
            one.athlete_id for one in people.athletes(self._store)
        }:
            raise NotFound(f"{self.athlete.name} was deleted; nothing more is stored.")
        self._inside(list(_WRITTEN).index(table), len(_WRITTEN), _WRITTEN[table])

    def _count(self, count: Count) -> None:
        self.count = replace(count, share=max(self.count.share, count.share))

    def _check(self) -> None:
        if self._stopping.is_set():
            raise Stopped("The import was stopped. Nothing of it was stored.")

    def _files_of(self, parts: Iterable[str]) -> list[Offered]:
        wanted = set(parts)
        names = {
            self._file_of(look) for look in self.looks if look.receipt.file in wanted
        }
        return [one for one in self.offered if one.name in names]

    def _file_of(self, look: Preview) -> str:
        """The dropped file that a part came from, `archive.zip` of `archive.zip › x`."""
        names = {one.name for one in self.offered}
        part = look.receipt.file
        while part not in names:
            part, found, _ = part.rpartition(import_files.WITHIN)
            assert found, look.receipt.file
        return part


class _Ending:
    """The end of a job's thread, which must not break off without a word.

    Everything is caught here, and only here: whatever an importer, a worker process or
    the store may throw, nobody waits for a thread to return. The job is told, so that
    its page says a sentence, and the traceback goes to the log.
    """

    def __init__(self, job: ImportJob):
        self._job = job

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if error is not None:
            self._job._broke_off(error)
        return True

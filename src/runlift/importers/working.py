"""How long imports work: a folder for what is too large, worker processes, a way to stop."""

import multiprocessing
import os
import shutil
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from runlift.errors import Stopped

Item = TypeVar("Item")
Made = TypeVar("Made")

Tell = Callable[[int, int, str], None]

LONGEST_S = 120
"""A batch of files that takes longer hangs, or is made to."""

_AHEAD = 2
"""Batches waiting for each worker: enough to keep it busy, few enough to be stopped."""


class Job:
    """The work of one import, as `model.Work` describes it.

    Use it as a context manager: the folder is removed at the end.

    Args:
        tell: called with how far the import is; may raise `Stopped`.
    """

    def __init__(self, tell: Tell = lambda *_: None):
        self._tell = tell
        self._stopped = threading.Event()
        self._path = Path(tempfile.mkdtemp(prefix="runlift-"))
        # Also without `close`: nobody's samples stay behind when a preview is dropped.
        self._removed = weakref.finalize(
            self, shutil.rmtree, self._path, ignore_errors=True
        )

    @property
    def folder(self) -> Path:
        """Where streams and unpacked files go."""
        return self._path

    def __enter__(self) -> "Job":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Remove what was put aside."""
        self._removed()

    def stop(self) -> None:
        """Stop the import at the next word it says; safe from any thread."""
        self._stopped.set()

    def check(self) -> None:
        """Raise `Stopped` if somebody stopped the import."""
        if self._stopped.is_set():
            raise Stopped("The import was stopped. Nothing of it was stored.")

    def tell(self, done: int, total: int, what: str) -> None:
        """Say how far the import is; raises `Stopped` when it was stopped."""
        self.check()
        self._tell(done, total, what)

    def map(
        self,
        function: Callable[[Item], Made],
        items: Iterable[Item],
        otherwise: Callable[[Item], Made],
    ) -> Iterator[Made]:
        """`function` of each item, in order, in worker processes."""
        waiting: list[tuple[Item, Future[Made]]] = []
        left = iter(items)
        is_more = True
        while waiting or is_more:
            while is_more and len(waiting) < _AHEAD * workers():
                try:
                    item = next(left)
                except StopIteration:
                    is_more = False
                    break
                waiting.append((item, _pool().submit(function, item)))
            if not waiting:
                break
            self.check()
            item, future = waiting.pop(0)
            try:
                made = future.result(timeout=LONGEST_S)
            except (BrokenProcessPool, TimeoutError):
                # Nobody knows whose fault it was: each once more, alone.
                _end_pool()
                yield _alone(function, item, otherwise)
                again = [one for one, _ in waiting]
                waiting = [(one, _pool().submit(function, one)) for one in again]
                continue
            yield made


def workers() -> int:
    """How many processes read at the same time."""
    return max(1, min(4, os.cpu_count() or 1))


def _alone(
    function: Callable[[Item], Made], item: Item, otherwise: Callable[[Item], Made]
) -> Made:
    try:
        return _pool().submit(function, item).result(timeout=LONGEST_S)
    except (BrokenProcessPool, TimeoutError):
        _end_pool()
        return otherwise(item)


_lock = threading.Lock()
_shared: list[ProcessPoolExecutor] = []


def _pool() -> ProcessPoolExecutor:
    """The worker processes of this program, started when first needed."""
    with _lock:
        if not _shared:
            _shared.append(
                ProcessPoolExecutor(
                    workers(), mp_context=multiprocessing.get_context("spawn")
                )
            )
        return _shared[0]


def _end_pool() -> None:
    """Let go of workers that died or hang; the next ones are started afresh."""
    with _lock:
        while _shared:
            pool = _shared.pop()
            for process in list((pool._processes or {}).values()):
                process.kill()
            pool.shutdown(wait=False, cancel_futures=True)

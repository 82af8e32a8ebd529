"""How long imports work: a folder for what is too large, worker processes, a way to stop."""

import functools
import importlib
import multiprocessing
import os
import shutil
import tempfile
import threading
import weakref
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import connection
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from runlift.errors import Stopped

Item = TypeVar("Item")
Made = TypeVar("Made")

Tell = Callable[[int, int, str], None]

LONGEST_S = 120.0
"""A batch of files that takes longer hangs, or is made to."""

_LOOK_S = 0.25
"""How often a waiting import looks whether it was stopped."""

_AHEAD = 2
"""Batches waiting for each worker: enough to keep it busy, few enough to be stopped."""

_GONE = (BrokenProcessPool, CancelledError, TimeoutError)
"""How the death of a worker shows, whoever caused it."""


_PREFIX = "runlift-import-"


@functools.cache
def _sweep() -> None:
    """Remove what imports left behind whose process was killed; once is enough."""
    if os.name != "posix":
        # Elsewhere asking whether a process lives is not harmless.
        return
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        owner = path.name.removeprefix(_PREFIX).partition("-")[0]
        if owner.isdigit() and not _lives(int(owner)):
            shutil.rmtree(path, ignore_errors=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        # Somebody else's process, or a system that cannot say.
        return True
    return True


class Job:
    """The work of one import, as `model.Work` describes it.

    Use it as a context manager: the folder is removed at the end.

    Args:
        tell: called with how far the import is; may raise `Stopped`.
    """

    def __init__(self, tell: Tell = lambda *_: None):
        self._tell = tell
        self._stopped = threading.Event()
        _sweep()
        self._path = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
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
        waiting: deque[tuple[Item, Future[Made]]] = deque()
        left = iter(items)
        try:
            while True:
                free = _AHEAD * workers() - len(waiting)
                for item in islice(left, free):
                    waiting.append((item, _submitted(function, item)))
                if not waiting:
                    return
                item, future = waiting.popleft()
                try:
                    made = self._result(future)
                except _GONE:
                    # Nobody knows whose fault it was: this one once more, alone.
                    _end_pool()
                    made = self._alone(function, item, otherwise)
                    again = [one for one, _ in waiting]
                    waiting = deque((one, _submitted(function, one)) for one in again)
                yield made
        finally:
            for _, future in waiting:
                future.cancel()

    def _alone(
        self,
        function: Callable[[Item], Made],
        item: Item,
        otherwise: Callable[[Item], Made],
    ) -> Made:
        try:
            return self._result(_submitted(function, item))
        except _GONE:
            _end_pool()
            return otherwise(item)

    def _result(self, future: "Future[Made]") -> Made:
        for _ in range(round(LONGEST_S / _LOOK_S)):
            self.check()
            if wait([future], timeout=_LOOK_S).done:
                return future.result()
        raise TimeoutError


def workers() -> int:
    """How many processes read at the same time."""
    return max(1, min(4, os.cpu_count() or 1))


def prepare(module: str) -> None:
    """Start the worker processes while something else is done, if there are none yet.

    Args:
        module: what they will need first.
    """
    if not _shared:
        for _ in range(workers()):
            _submitted(_load, module)


def _load(module: str) -> None:
    importlib.import_module(module)


_lock = threading.Lock()
_shared: list[ProcessPoolExecutor] = []


def _submitted(function: Callable[[Item], Made], item: Item) -> "Future[Made]":
    """The work, given to the shared workers, or to new ones if those are gone."""
    try:
        return _pool().submit(function, item)
    except RuntimeError:
        # Broken, or another import has just let go of them.
        _end_pool()
        return _pool().submit(function, item)


def _pool() -> ProcessPoolExecutor:
    """The worker processes of this program, started when first needed."""
    with _lock:
        if not _shared:
            _shared.append(
                ProcessPoolExecutor(
                    workers(),
                    mp_context=multiprocessing.get_context("spawn"),
                    initializer=_end_with_parent,
                )
            )
        return _shared[0]


def _end_with_parent() -> None:
    """In a worker: be gone when the program is, also when it was killed.

    A worker holds both ends of its queue and would wait there for ever.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


def _end_pool() -> None:
    """Let go of workers that died or hang; the next ones are started afresh."""
    with _lock:
        while _shared:
            pool = _shared.pop()
            for process in list((pool._processes or {}).values()):
                process.kill()
            pool.shutdown(wait=False, cancel_futures=True)

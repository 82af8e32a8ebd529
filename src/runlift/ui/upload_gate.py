"""Who may send a file of gigabytes: tickets for one upload each, and what has arrived.

Such an upload reaches the server outside of any session of Streamlit, so it brings a
ticket that its page has made for one person, one athlete and one file. The ticket is
signed, so nothing is remembered of those that are made at a click; only of those that
were used, until they are too old anyway.
"""

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from runlift.errors import RunliftError, WrongInput
from runlift.importers.working import Job
from runlift.limits import Limits, Quota, Sent

TICKET_S = 120.0
"""So long after its ticket was made an upload may begin."""

FORGOTTEN_S = 6 * 3600.0
"""A file that no page has taken over for so long is removed."""

MOST_AT_ONCE = 2
"""Uploads of one person at the same time."""
MOST_IN_ALL = 16

MAX_NAME = 200

NEWCOMER = "new"
"""Stands for an athlete who is not stored yet."""


class Refused(RunliftError):
    """The ticket is not good for this upload."""


class Busy(RunliftError):
    """Too many uploads are under way."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a ticket says, once it is known to be true."""

    nonce: str
    viewer: str
    athlete: str
    name: str
    size: int
    until_s: float


@dataclass(slots=True)
class Arrival:
    """A file on its way in, and after that."""

    ticket: Ticket
    path: Path
    sent: Sent
    at_s: float
    received: int = 0


class Gate:
    """The tickets and uploads of this process; safe from any thread.

    Args:
        limits: what one person may send.
        clock: seconds that never go back.
    """

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic):
        self.quota = Quota(limits)
        self._clock = clock
        # Of this process: a ticket lives for two minutes and no restart.
        self._key = secrets.token_bytes(32)
        self._used: dict[str, float] = {}
        self._under_way: Counter[str] = Counter()
        self._arrived: list[Arrival] = []
        self._lock = threading.Lock()
        self._job: Job | None = None

    @property
    def folder(self) -> Path:
        """Where uploads go; made when first needed, gone with the process."""
        with self._lock:
            if self._job is None:
                self._job = Job()
            return self._job.folder

    def ticket(self, viewer: str, athlete: str, name: str, size: int) -> str:
        """A ticket for one upload that begins soon.

        Raises:
            WrongInput: the file is empty, too large, or one too many today.
        """
        if size <= 0:
            raise WrongInput("The file is empty: there is nothing in it to read.")
        now = self._clock()
        self.quota.check(viewer, size, 1, now)
        said = [
            secrets.token_urlsafe(16),
            viewer,
            athlete,
            name[:MAX_NAME],
            size,
            now + TICKET_S,
        ]
        written = _packed(json.dumps(said).encode())
        return f"{written}.{self._signed(written)}"

    def enter(self, text: str, athlete: str, size: int) -> Arrival:
        """Let an upload begin, and use its ticket up.

        Args:
            text: the ticket.
            athlete: whose file it is, as the upload says.
            size: bytes that it announces.

        Raises:
            Refused: the ticket is wrong, too old, used, or not for this.
            Busy: too many are under way.
            WrongInput: the file is too large, or one too many today.
        """
        found = self._read(text)
        if found.athlete != athlete:
            raise Refused("This upload was not allowed. Choose the file again.")
        if size > found.size:
            raise WrongInput("The file has grown since it was chosen. Choose it again.")
        path = self.folder / uuid.uuid4().hex
        with self._lock:
            now = self._clock()
            self._remove_forgotten()
            self._used = {
                nonce: until for nonce, until in self._used.items() if until >= now
            }
            if now > found.until_s or found.nonce in self._used:
                raise Refused(
                    "This upload was allowed once and for two minutes. Choose the file "
                    "again."
                )
            if (
                self._under_way[found.viewer] >= MOST_AT_ONCE
                or self._under_way.total() >= MOST_IN_ALL
            ):
                raise Busy("Other uploads are under way. Wait for one to end.")
            sent = self.quota.charge(found.viewer, size, 1, now)
            self._used[found.nonce] = found.until_s
            self._under_way[found.viewer] += 1
        return Arrival(found, path, sent, now)

    def leave(self, arrival: Arrival, *, is_whole: bool) -> None:
        """An upload has ended: what came counts for the day, and only a whole file stays."""
        if not is_whole:
            arrival.path.unlink(missing_ok=True)
        with self._lock:
            arrival.sent.size = arrival.received
            self._under_way[arrival.ticket.viewer] -= 1
            if is_whole:
                arrival.at_s = self._clock()
                self._arrived.append(arrival)

    def taken(self, viewer: str, athlete: str) -> list[tuple[str, Path]]:
        """Hand over what has arrived from this person for this athlete.

        Returns:
            Names and files, which are the caller's to move or remove.
        """
        with self._lock:
            self._remove_forgotten()
            found: list[Arrival] = []
            kept: list[Arrival] = []
            for one in self._arrived:
                is_theirs = (one.ticket.viewer, one.ticket.athlete) == (viewer, athlete)
                (found if is_theirs else kept).append(one)
            self._arrived = kept
        return [(one.ticket.name, one.path) for one in found]

    def close(self) -> None:
        """Remove everything that has arrived."""
        with self._lock:
            self._arrived.clear()
            if self._job is not None:
                self._job.close()
                self._job = None

    def _remove_forgotten(self) -> None:
        limit = self._clock() - FORGOTTEN_S
        for one in self._arrived:
            if one.at_s < limit:
                one.path.unlink(missing_ok=True)
        self._arrived = [one for one in self._arrived if one.at_s >= limit]

    def _read(self, text: str) -> Ticket:
        written, _, signature = text.partition(".")
        if not hmac.compare_digest(self._signed(written).encode(), signature.encode()):
            raise Refused("This upload was not allowed. Choose the file again.")
        padded = written + "=" * (-len(written) % 4)
        return Ticket(*json.loads(base64.urlsafe_b64decode(padded)))

    def _signed(self, written: str) -> str:
        made = hmac.new(self._key, written.encode(), hashlib.sha256)
        return _packed(made.digest())


def _packed(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


_open: list[Gate] = []


def opened(limits: Limits) -> Gate:
    """The gate of this process, once the app is served by something that has the route."""
    if not _open:
        _open.append(Gate(limits))
    return _open[0]


def current() -> Gate | None:
    """The gate, or `None` where only Streamlit's own uploads are there."""
    return _open[0] if _open else None

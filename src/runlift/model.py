"""The values that travel between the rooms of the house.

Frames carry the training itself, one row a set or a run (`columns`); these classes carry
what is said about a file: what could not be read, what must be asked, what happened.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from runlift.columns import (
    BODY_MASS_COLUMNS as BODY_MASS_COLUMNS,
)
from runlift.columns import (
    LAP_COLUMNS as LAP_COLUMNS,
)
from runlift.columns import (
    POSITIONS as POSITIONS,
)
from runlift.columns import (
    RUN_COLUMNS as RUN_COLUMNS,
)
from runlift.columns import (
    SAMPLES as SAMPLES,
)
from runlift.columns import (
    SESSION_COLUMNS as SESSION_COLUMNS,
)
from runlift.columns import (
    SET_COLUMNS as SET_COLUMNS,
)
from runlift.columns import (
    SUMMARY_COLUMNS as SUMMARY_COLUMNS,
)
from runlift.columns import (
    frame as frame,
)
from runlift.columns import (
    nothing as nothing,
)
from runlift.files import Source

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Rejected:
    """One row of a file that could not be used, and why."""

    line: int
    """The line in the file where the row begins, counted from 1; 0: the file itself."""
    reason: str
    member: str | None = None
    """The file within the archive, where it was one."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something the file cannot tell; the guess is used until the athlete answers."""

    key: Literal[
        "weight_unit",
        "distance_unit",
        "date_order",
        "timezone",
        "logged_weight_unit",
        "logged_distance_unit",
    ]
    text: str
    choices: tuple[str, ...]
    guess: str | None
    """`None`: no honest guess; nothing of the file is stored before an answer."""
    why: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What the athlete has said about a file, or about earlier files of its format."""

    weight_unit: str | None = None
    distance_unit: str | None = None
    date_order: str | None = None
    timezone: str = "UTC"
    """The athlete's zone: for files that state an instant, not a wall clock."""
    is_timezone_known: bool = True
    """False while the zone is only what this machine happens to be set to."""
    keeps_positions: bool = False
    """Whether the athlete wants positions stored; by default nobody's home is."""


@dataclass(frozen=True)
class Parsed:
    """Everything an importer found in one file."""

    sessions: "pd.DataFrame" = field(default_factory=lambda: nothing(SESSION_COLUMNS))
    sets: "pd.DataFrame" = field(default_factory=lambda: nothing(SET_COLUMNS))
    runs: "pd.DataFrame" = field(default_factory=lambda: nothing(RUN_COLUMNS))
    body_mass: "pd.DataFrame" = field(
        default_factory=lambda: nothing(BODY_MASS_COLUMNS)
    )
    laps: "pd.DataFrame" = field(default_factory=lambda: nothing(LAP_COLUMNS))
    summaries: "pd.DataFrame" = field(default_factory=lambda: nothing(SUMMARY_COLUMNS))
    streams: tuple[Path, ...] = ()
    """Parquet files with one row a run: stream_key, `SAMPLES`, `POSITIONS`.

    On disk, since the samples of an archive are more than memory should hold.
    """
    rejected: tuple[Rejected, ...] = ()
    questions: tuple[Question, ...] = ()
    notes: tuple[str, ...] = ()

    def noted(self, *sentences: str) -> "Parsed":
        """The same with further remarks; empty ones are none."""
        return replace(self, notes=(*self.notes, *filter(None, sentences)))


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a file, opened just enough to recognise it."""

    text: str
    """At most the first 64 kB, decoded, without byte-order mark."""
    delimiter: str
    header: tuple[str, ...]
    """The cells of the first line that is not blank, trimmed."""
    rows: tuple[tuple[str, ...], ...]
    """The cells of up to twenty lines after it."""
    start: bytes = b""
    """The first bytes as they are; all there is to a binary file."""
    tables: frozenset[str] = frozenset()
    """The tables of a SQLite database."""
    members: tuple[str, ...] = ()
    """The files in a zip archive."""


Item = TypeVar("Item")
Made = TypeVar("Made")


class Work(Protocol):
    """How an importer of large files works: off the interpreter, told about, stopped."""

    @property
    def folder(self) -> Path:
        """Where streams and unpacked files go; emptied when the import is over."""

    def tell(self, done: int, total: int, what: str) -> None:
        """Say how far it is.

        Raises:
            Stopped: somebody stopped the import.
        """

    def map(
        self,
        function: Callable[[Item], Made],
        items: Iterable[Item],
        otherwise: Callable[[Item], Made],
    ) -> Iterator[Made]:
        """`function` of each item, in order, in worker processes.

        Function and items must be picklable. An item that kills its worker or keeps it
        too long becomes `otherwise` of it; the others go on.
        """


class Format(Protocol):
    """What every module in `importers/` offers as `IMPORTER`, with one way to read."""

    @property
    def slug(self) -> str:
        """The format's name; the part before the first underscore names the app."""

    @property
    def title(self) -> str:
        """The format as a person would call it."""

    def recognises(self, head: Head) -> bool:
        """Whether the file is of this format, judged by its content alone."""


class FileImporter(Format, Protocol):
    """A format that is binary, large, or an archive: it opens the file itself."""

    def parse_file(self, source: Source, answers: Answers, work: Work) -> Parsed:
        """Read the whole file. What cannot be read becomes `Rejected`.

        Raises:
            UnreadableFile: the file is of this format but holds nothing to read.
            Stopped: somebody stopped the import.
        """


class Importer(Format, Protocol):
    """A format that is text."""

    def parse(self, text: str, answers: Answers) -> Parsed:
        """Read the whole file. Bad rows become `Rejected`.

        Raises:
            UnreadableFile: the file is of this format but holds no rows at all.
        """


Status = Literal["imported", "partly", "refused", "question"]


@dataclass(frozen=True)
class Receipt:
    """What happened to one file, or what would happen to it."""

    file: str
    format: str | None
    status: Status
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: Sequence[Rejected] = ()
    sessions: int = 0
    sets: int = 0
    runs: int = 0
    first_day: date | None = None
    last_day: date | None = None
    questions: Sequence[Question] = ()
    notes: Sequence[str] = ()
    upload_id: str | None = None
    """`None` while nothing has been stored."""

    def as_json(self) -> dict[str, Any]:
        """The receipt with plain values, as the command line prints it."""
        return {
            "file": self.file,
            "format": self.format,
            "status": self.status,
            "new": self.new,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "rejected": [
                {
                    "line": r.line,
                    "reason": r.reason,
                    **({"member": r.member} if r.member else {}),
                }
                for r in self.rejected
            ],
            "sessions": self.sessions,
            "sets": self.sets,
            "runs": self.runs,
            "first_day": self.first_day.isoformat() if self.first_day else None,
            "last_day": self.last_day.isoformat() if self.last_day else None,
            "questions": [
                {
                    "key": q.key,
                    "text": q.text,
                    "choices": list(q.choices),
                    "guess": q.guess,
                    "why": q.why,
                }
                for q in self.questions
            ],
            "notes": list(self.notes),
            "upload_id": self.upload_id,
        }


@dataclass(frozen=True, slots=True)
class Window:
    """The days a page looks at, both ends included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Athlete:
    """A person whose training is kept apart from everybody else's."""

    athlete_id: str
    name: str
    timezone: str
    is_timezone_known: bool
    """False while the zone is only what some machine happened to be set to."""
    is_demo: bool


def identity(*parts: object) -> str:
    """A stable id made of what identifies a record in the athlete's life.

    The same parts give the same id on every machine and in every process, so that
    next month's export finds this month's records.
    """
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.blake2b(joined.encode(), digest_size=10).hexdigest()

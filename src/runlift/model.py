"""The values that travel between the rooms of the house.

Frames carry the training itself, one row a set or a run; these classes carry what
is said about a file: what could not be read, what must be asked, what happened.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Protocol

import pandas as pd

SESSION_COLUMNS: Mapping[str, str] = {
    "session_key": "int64",
    "start_local": "datetime64[us]",
    "start_utc": "datetime64[us]",
    "tz_source": "str",
    "time_precision": "str",
    "duration_s": "float64",
    "title": "str",
    "note": "str",
    "bodyweight_kg": "float64",
    "avg_hr": "float64",
    "max_hr": "float64",
    "source_id": "str",
    "line": "int64",
}
"""One row a lift session, as an importer returns it.

`session_key` numbers the sessions of the file and links the sets. `start_utc` is
naive UTC and missing where the file does not state an instant. `tz_source` says how
`start_local` came about: `wall` (the file has the wall clock), `utc` (the file has
an instant, shown in the athlete's zone), `offset` (the file has both).
`time_precision` is `second`, `minute` or `day`; with `day` the clock time is unknown
and `start_local` stands at midnight. `source_id` is the app's own key, if any.
"""

SET_COLUMNS: Mapping[str, str] = {
    "session_key": "int64",
    "set_no": "int64",
    "exercise_raw": "str",
    "block_no": "int64",
    "kind": "str",
    "load_kg": "float64",
    "load_basis": "str",
    "reps": "float64",
    "duration_s": "float64",
    "distance_m": "float64",
    "rpe": "float64",
    "side": "str",
    "superset": "str",
    "rest_s": "float64",
    "note": "str",
    "line": "int64",
}
"""One row a set. `kind` is normal, warmup, drop or failure; `load_kg` is as entered.

`load_basis` is only set where the file itself says what the number means (`total`,
`bodyweight` for added weight, `assist` for help, `band`); elsewhere the catalogue
decides. `block_no` counts the exercise blocks of a session from 1.
"""

RUN_COLUMNS: Mapping[str, str] = {
    "start_local": "datetime64[us]",
    "start_utc": "datetime64[us]",
    "tz_source": "str",
    "time_precision": "str",
    "sport": "str",
    "surface": "str",
    "title": "str",
    "note": "str",
    "distance_m": "float64",
    "moving_s": "float64",
    "elapsed_s": "float64",
    "ascent_m": "float64",
    "descent_m": "float64",
    "avg_hr": "float64",
    "max_hr": "float64",
    "cadence_spm": "float64",
    "power_w": "float64",
    "temperature_c": "float64",
    "rpe": "float64",
    "source_tag": "str",
    "source_id": "str",
    "line": "int64",
}
"""One row a run. `sport` is `run`; `surface` is road, trail, treadmill, track or missing.

`source_tag` is what the athlete said in the source app: race, long, workout or missing.
`cadence_spm` counts both legs.
"""

BODY_MASS_COLUMNS: Mapping[str, str] = {
    "day": "datetime64[us]",
    "mass_kg": "float64",
    "line": "int64",
}


def frame(columns: Mapping[str, str], values: Mapping[str, Any]) -> pd.DataFrame:
    """A frame with exactly `columns`, in order and of their types.

    Columns not in `values` are missing throughout. Text columns hold `None` where
    nothing is known.
    """
    size = next((len(v) for v in values.values() if hasattr(v, "__len__")), 0)
    index = pd.RangeIndex(size)
    made = {}
    for name, dtype in columns.items():
        value = values.get(name)
        if dtype == "str":
            column = pd.Series(value, index=index, dtype=object)
            made[name] = column.where(column.notna(), None)
        elif value is None:
            made[name] = pd.Series(
                pd.NaT if dtype.startswith("datetime") else float("nan"), index=index
            ).astype("float64" if dtype == "float64" else dtype)
        else:
            made[name] = pd.Series(value, index=index).astype(dtype)
    unknown = set(values) - set(columns)
    if unknown:
        raise ValueError(f"no such columns: {sorted(unknown)}")
    return pd.DataFrame(made, index=index)


def nothing(columns: Mapping[str, str]) -> pd.DataFrame:
    """The empty frame with these columns."""
    return frame(columns, {name: [] for name in columns})


@dataclass(frozen=True, slots=True)
class Rejected:
    """One row of a file that could not be used, and why."""

    line: int
    """The line in the file where the row begins, counted from 1."""
    reason: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something the file cannot tell; the guess is used until the athlete answers."""

    key: Literal["weight_unit", "distance_unit", "date_order", "timezone"]
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


@dataclass(frozen=True)
class Parsed:
    """Everything an importer found in one file."""

    sessions: pd.DataFrame = field(default_factory=lambda: nothing(SESSION_COLUMNS))
    sets: pd.DataFrame = field(default_factory=lambda: nothing(SET_COLUMNS))
    runs: pd.DataFrame = field(default_factory=lambda: nothing(RUN_COLUMNS))
    body_mass: pd.DataFrame = field(default_factory=lambda: nothing(BODY_MASS_COLUMNS))
    rejected: tuple[Rejected, ...] = ()
    questions: tuple[Question, ...] = ()
    notes: tuple[str, ...] = ()


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


class Importer(Protocol):
    """What a module in `importers/` offers as `IMPORTER`."""

    @property
    def slug(self) -> str:
        """The format's name; the part before the first underscore names the app."""

    @property
    def title(self) -> str:
        """The format as a person would call it."""

    def recognises(self, head: Head) -> bool:
        """Whether the file is of this format, judged by its content alone."""

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
            "rejected": [{"line": r.line, "reason": r.reason} for r in self.rejected],
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

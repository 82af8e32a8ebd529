"""What the columns of a table mean: a mapping somebody made, looked at, and kept."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from runlift.importers import numeric_dates
from runlift.model import identity

Kind = Literal["sets", "runs"]

SET_FIELDS: Mapping[str, str] = {
    "date": "Date",
    "exercise": "Exercise",
    "reps": "Repetitions",
    "weight": "Weight",
    "sets": "Number of equal sets",
    "prescription": "Sets x reps x weight",
    "time": "Time of day",
    "title": "Name of the session",
    "set_no": "Number of the set",
    "kind": "Warm-up or kind of set",
    "unit": "Unit of the weight",
    "rpe": "Effort (RPE)",
    "rir": "Repetitions in reserve",
    "duration": "Duration of the set",
    "distance": "Distance of the set",
    "session_duration": "Duration of the session",
    "note": "Note",
}
"""What a column of a table with sets can hold, and how the screen calls it."""

RUN_FIELDS: Mapping[str, str] = {
    "date": "Date",
    "distance": "Distance",
    "duration": "Duration",
    "time": "Time of day",
    "title": "Name of the run",
    "type": "Sport or kind of run",
    "moving": "Moving time",
    "ascent": "Ascent",
    "avg_hr": "Average heart rate",
    "max_hr": "Highest heart rate",
    "rpe": "Effort (RPE)",
    "note": "Note",
}
"""What a column of a table with runs can hold."""

SEVERAL = frozenset({"reps", "weight", "note"})
"""Fields that may have more than one column: a set each, and notes that are joined."""

OPTIONS: Mapping[str, tuple[str, ...]] = {
    "weight_unit": ("kg", "lb", "column"),
    "distance_unit": ("km", "mi", "m"),
    "duration_unit": ("clock", "h:mm", "min", "s", "h"),
    "ascent_unit": ("m", "ft"),
    "date_order": ("auto", "dmy", "mdy", "ymd"),
    "decimal": ("auto", ".", ","),
}
SWITCHES = ("is_utc", "fills_down")


@dataclass(frozen=True)
class TableMapping:
    """How a table is read: which column holds what, in which units."""

    kind: Kind
    columns: Mapping[str, tuple[str, ...]]
    """The names of the columns by field; see `labels` for names that occur twice."""
    weight_unit: str | None = None
    """kg or lb, `column` where a column says it; `None`: cells say it, or it is asked."""
    distance_unit: str | None = None
    """km, mi or m; `None`: cells say it, or it is asked."""
    duration_unit: str = "clock"
    """What a bare number means; `clock` reads `0:45` as 45 s, `h:mm` as 45 minutes."""
    ascent_unit: str = "m"
    date_order: str = "auto"
    decimal: str = "auto"
    is_utc: bool = False
    """Whether times of day are UTC although nothing in the cells says so."""
    fills_down: bool = False
    """Whether a blank date, exercise or session name means the one above it."""

    def column(self, field: str) -> str | None:
        """The name of the (first) column that holds `field`."""
        names = self.columns.get(field, ())
        return names[0] if names else None

    def has(self, *fields: str) -> bool:
        """Whether a column holds one of these fields."""
        return any(self.columns.get(field) for field in fields)

    @property
    def fields(self) -> Mapping[str, str]:
        """What a column of this kind of table can hold."""
        return fields_of(self.kind)


def fields_of(kind: Kind) -> Mapping[str, str]:
    """What a column of a table of sets, or of runs, can hold."""
    return SET_FIELDS if kind == "sets" else RUN_FIELDS


def settled(mapping: TableMapping, answers: Mapping[str, str]) -> TableMapping:
    """The mapping with answered questions in it, so that they go with this table alone."""
    changes: dict[str, Any] = {}
    for name in ("weight_unit", "distance_unit", "date_order"):
        is_open = getattr(mapping, name) in (None, "auto")
        if is_open and answers.get(name) in OPTIONS[name]:
            changes[name] = answers[name]
    return replace(mapping, **changes)


def labels(header: Sequence[str]) -> tuple[str, ...]:
    """A name for each column that no other column has.

    The second `Reps` is `Reps (2)`, and the third column, if it has no name, is
    `column 3`.
    """
    made: list[str] = []
    taken = {_plain(name) for name in header}
    seen: set[str] = set()
    for place, name in enumerate(header, start=1):
        label = name.strip() or f"column {place}"
        count = 1
        while _plain(label) in seen or (count > 1 and _plain(label) in taken):
            count += 1
            label = f"{name.strip() or 'column'} ({count})"
        seen.add(_plain(label))
        made.append(label)
    return tuple(made)


def place_of(header: Sequence[str], name: str) -> int | None:
    """Where the column called `name` stands; case and blanks around it do not matter."""
    found = [_plain(label) for label in labels(header)]
    return found.index(_plain(name)) if _plain(name) in found else None


def key(header: Sequence[str]) -> str:
    """What a mapping is remembered by: the names of the columns, in their order."""
    return identity(*(_plain(name) for name in header))


def _plain(name: str) -> str:
    return name.strip().casefold()


def problems(mapping: TableMapping, header: Sequence[str]) -> list[str]:
    """Why a table with this header cannot be read so; empty when it can."""
    return [
        *_wrong_values(mapping),
        *_needed(mapping),
        *_columns(mapping, header),
        *_no_names(mapping, header),
    ]


def _wrong_values(mapping: TableMapping) -> list[str]:
    if mapping.kind not in get_args(Kind):
        return [f"The kind {mapping.kind!r} is neither 'sets' nor 'runs'."]
    found = []
    for name, choices in OPTIONS.items():
        value = getattr(mapping, name)
        if value not in choices and not (value is None and name in _MAY_BE_OPEN):
            found.append(f"{name} is {value!r}; it can be {_listed(choices)}.")
    for field in mapping.columns:
        if field not in mapping.fields:
            found.append(f"A table of {mapping.kind} has no {field!r}.")
    if mapping.weight_unit == "column" and not mapping.has("unit"):
        found.append(
            "The unit of the weight shall stand in a column, but no column is chosen "
            "for it."
        )
    return found


_MAY_BE_OPEN = ("weight_unit", "distance_unit")


def _listed(choices: Sequence[str]) -> str:
    return f"{', '.join(choices[:-1])} or {choices[-1]}"


def _needed(mapping: TableMapping) -> list[str]:
    found = []
    if not mapping.has("date"):
        found.append("Choose the column with the date.")
    if mapping.kind == "runs":
        if not mapping.has("distance", "duration", "moving"):
            found.append("Choose the column with the distance, or with the duration.")
        return found
    if not mapping.has("exercise"):
        found.append("Choose the column with the exercise.")
    if not mapping.has("reps", "prescription", "duration", "distance"):
        found.append(
            "Choose the column with the repetitions, or one with the duration or the "
            "distance of a set."
        )
    if mapping.has("prescription") and mapping.has("reps"):
        found.append(
            "Repetitions and sets x reps x weight say the same twice: choose one."
        )
    loads, reps = (len(mapping.columns.get(one, ())) for one in ("weight", "reps"))
    if loads > 1 and loads != reps:
        found.append(
            f"There are {loads} columns of weight for {reps} of repetitions: choose one, "
            "or one for each."
        )
    return found


def _columns(mapping: TableMapping, header: Sequence[str]) -> list[str]:
    found = []
    for field, names in mapping.columns.items():
        if len(names) > 1 and field not in SEVERAL:
            found.append(f"Choose one column for the {field}, not {len(names)}.")
        for name in names:
            if place_of(header, name) is None:
                shown = ", ".join(labels(header)[:12])
                found.append(f"There is no column {name!r}. The columns are: {shown}.")
    used = Counter(_plain(one) for names in mapping.columns.values() for one in names)
    for name, count in used.items():
        if count > 1:
            fields = [
                field
                for field, names in mapping.columns.items()
                if name in map(_plain, names)
            ]
            found.append(
                f"The column {name!r} is chosen for {' and for '.join(fields)}."
            )
    return found


def _no_names(mapping: TableMapping, header: Sequence[str]) -> list[str]:
    dates = [name for name in header if numeric_dates.is_date(name)]
    if not (dates and mapping.column("date") in dates):
        return []
    return [
        f"The first line looks like a row ({dates[0]!r}), not like the names of columns. "
        "Put a line with names above it."
    ]

"""What the columns of an unknown table probably are: by their names, then their cells.

A name must be one that people use (`table_words.WORDS`), never one that is merely like
it, and the cells must look the part. The guess is shown before anything is read by it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from runlift.importers import table_shapes as shapes
from runlift.importers.sports import RUN, sport
from runlift.importers.table_cells import is_blank
from runlift.importers.table_mapping import (
    Kind,
    TableMapping,
    fields_of,
    labels,
    problems,
)
from runlift.importers.table_words import numbered, rank, unit_in
from runlift.model import Head

_FIRST = {
    "sets": ("date", "exercise", "prescription", "reps", "weight"),
    "runs": ("date", "distance", "duration"),
}
"""A table is nothing without these, so they choose their columns before the others."""

_VAGUE = 9
"""From here on a word for an exercise (`name`, `activity`) may mean something else."""


_BLANK = 100
"""A column without a value comes after all that have some."""


def guess(head: Head, rows: Sequence[Sequence[str]]) -> TableMapping | None:
    """The mapping that fits names and cells, `None` where something needed is missing.

    Args:
        head: the beginning of the file.
        rows: some of its rows; more of them make a surer guess.
    """
    found = likely(head, rows)
    return None if problems(found, head.header) else found


def likely(
    head: Head, rows: Sequence[Sequence[str]], kind: Kind | None = None
) -> TableMapping:
    """Whatever is recognised of a table (of a kind), be it enough to read it or not."""
    table = _Table(head, rows)
    if kind:
        return _mapping(table, kind)
    sets, runs = _mapping(table, "sets"), _mapping(table, "runs")
    is_sets, is_runs = (not problems(one, head.header) for one in (sets, runs))
    if is_sets and not (is_runs and _is_about_runs(table, sets)):
        return sets
    if is_runs:
        return runs
    return runs if len(runs.columns) > len(sets.columns) else sets


class _Table:
    """Columns by name, with the first of their cells."""

    def __init__(self, head: Head, rows: Sequence[Sequence[str]]):
        self.names = labels(head.header)
        self.delimiter = head.delimiter
        width = len(self.names)
        filled = [[*row, *[""] * width][:width] for row in rows]
        self.cells = {
            name: [row[place].strip() for row in filled]
            for place, name in enumerate(self.names)
        }


@dataclass
class _Choice:
    """Columns given to fields so far; each column once."""

    table: _Table
    by_field: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def take(self, name: str, *columns: str) -> None:
        self.by_field[name] = columns

    def column(self, name: str) -> list[str] | None:
        """The cells of the column chosen for a field."""
        chosen = self.by_field.get(name)
        return self.table.cells[chosen[0]] if chosen else None

    @property
    def free(self) -> list[str]:
        """The columns that have no field yet."""
        used = {one for columns in self.by_field.values() for one in columns}
        return [name for name in self.table.names if name not in used]


def _mapping(table: _Table, kind: Kind) -> TableMapping:
    choice = _Choice(table)
    for wanted in _FIRST[kind]:
        if wanted == "reps":
            _take_numbered(choice)
        ranked = [
            (place, name)
            for name in choice.free
            if (place := _sure(choice, wanted, name, kind)) is not None
        ]
        if ranked and wanted not in choice.by_field:
            choice.take(wanted, min(ranked)[1])
        if wanted == "prescription" and wanted in choice.by_field:
            break
    rest = sorted(
        (place, order, wanted, name)
        for order, wanted in enumerate(fields_of(kind))
        for name in choice.free
        if (place := _sure(choice, wanted, name, kind)) is not None
    )
    for _, _, wanted, name in rest:
        if wanted not in choice.by_field and name in choice.free:
            choice.take(wanted, name)
    if kind == "sets" and "prescription" in choice.by_field:
        choice.by_field.pop("reps", None)
    return _with_units(choice, kind)


def _sure(choice: _Choice, wanted: str, name: str, kind: Kind) -> int | None:
    """How sure a column is what is wanted, `None` if it is not."""
    place = rank(wanted, name)
    cells = choice.table.cells[name]
    if place is None or not shapes.fits(wanted, cells, choice.table.delimiter):
        return None
    if all(is_blank(cell) for cell in cells):
        place += _BLANK
    further = _FURTHER.get(wanted)
    return place if further is None or further(choice, cells, name, kind) else None


def _is_clock(choice: _Choice, cells: list[str], name: str, kind: Kind) -> bool:
    return shapes.is_time_of_day(cells)


def _is_duration(choice: _Choice, cells: list[str], name: str, kind: Kind) -> bool:
    """A column of times that are no times of day, or that fit the distances run."""
    if kind == "sets" and _lasts_a_session(choice, cells, name, kind):
        return False
    if rank("time", name) is None:
        return True
    if kind == "runs" and choice.column("distance") is not None:
        unit = _unit(choice, "distance", "distance")
        _, share = shapes.duration_unit(
            cells, choice.column("distance"), unit, choice.table.delimiter
        )
        return share >= 0.7
    return not shapes.is_time_of_day(cells)


def _lasts_a_session(choice: _Choice, cells: list[str], name: str, kind: Kind) -> bool:
    _, measured, unit = unit_in(name)
    said = unit if measured == "duration" and unit else "clock"
    return (
        choice.column("reps") is not None or choice.column("prescription") is not None
    ) and shapes.are_long(cells, said, choice.table.delimiter)


def _is_count(choice: _Choice, cells: list[str], name: str, kind: Kind) -> bool:
    return not _is_numbering(choice, cells, name, kind)


def _is_numbering(choice: _Choice, cells: list[str], name: str, kind: Kind) -> bool:
    """Whether `Set` is the number of the set; said by the name alone, or by the cells."""
    if rank("sets", name) is None:
        return True
    said = [one for one in cells if not is_blank(one)]
    groups = [choice.column(one) or [""] * len(cells) for one in ("date", "exercise")]
    return (
        any(not one.isdecimal() for one in said)
        or set(said) <= {"0", "1"}
        or shapes.counts_up(cells, *groups)
    )


_FURTHER: dict[str, Callable[[_Choice, list[str], str, Kind], bool]] = {
    "time": _is_clock,
    "duration": _is_duration,
    "session_duration": _lasts_a_session,
    "sets": _is_count,
    "set_no": _is_numbering,
}
"""What the other columns say to a choice."""


def _take_numbered(choice: _Choice) -> None:
    """`Set 1`, `Set 2`, ... as repetitions, and their weights if each has its own."""
    found: dict[str, dict[int, str]] = {"reps": {}, "weight": {}}
    for name in choice.free:
        said = numbered(name)
        if said and shapes.fits(
            said[0], choice.table.cells[name], choice.table.delimiter
        ):
            found[said[0]].setdefault(said[1], name)
    reps, weight = found["reps"], found["weight"]
    if sorted(reps) != list(range(1, len(reps) + 1)) or len(reps) < 2:
        return
    choice.take("reps", *(reps[number] for number in sorted(reps)))
    if sorted(weight) == sorted(reps):
        choice.take("weight", *(weight[number] for number in sorted(weight)))


def _unit(choice: _Choice, wanted: str, quantity: str) -> str | None:
    """The unit in the name of the column chosen for a field."""
    for name in choice.by_field.get(wanted, ()):
        _, measured, unit = unit_in(name)
        if measured == quantity:
            return unit
    return None


def _with_units(choice: _Choice, kind: Kind) -> TableMapping:
    """The columns with what their names and cells say about units."""
    order = [one for one in fields_of(kind) if one in choice.by_field]
    mapping = TableMapping(
        kind,
        {one: choice.by_field[one] for one in order},
        weight_unit="column"
        if "unit" in choice.by_field
        else _unit(choice, "weight", "weight"),
        distance_unit=_distance_unit(choice),
        ascent_unit="ft" if _unit(choice, "ascent", "ascent") else "m",
        is_utc=any(_unit(choice, one, "date") == "utc" for one in ("date", "time")),
        fills_down=_goes_on(choice),
    )
    return replace(mapping, duration_unit=_duration_unit(choice, mapping))


def _distance_unit(choice: _Choice) -> str | None:
    said = _unit(choice, "distance", "distance")
    return said if said in ("km", "mi", "m") else None


def _duration_unit(choice: _Choice, mapping: TableMapping) -> str:
    wanted = next(
        (one for one in ("moving", "duration") if mapping.has(one)), "session_duration"
    )
    cells = choice.column(wanted)
    said = _unit(choice, wanted, "duration")
    if said or cells is None:
        return said or "clock"
    if mapping.kind == "sets":
        return "clock"
    unit, share = shapes.duration_unit(
        cells, choice.column("distance"), mapping.distance_unit, choice.table.delimiter
    )
    return unit if share > 0 else "clock"


def _goes_on(choice: _Choice) -> bool:
    """Whether rows without a date belong to the one above: merged cells, once."""
    dates = choice.column("date")
    counted = choice.column("reps") or choice.column("prescription")
    if not (dates and counted and dates[0]):
        return False
    return any(
        not day and not is_blank(count)
        for day, count in zip(dates, counted, strict=True)
    )


def _is_about_runs(table: _Table, sets: TableMapping) -> bool:
    """Whether a table that could be sets is one of runs all the same."""
    if sets.has("reps", "prescription"):
        return False
    name = sets.column("exercise") or ""
    said = [cell for cell in table.cells[name] if cell]
    is_vague = (rank("exercise", name) or 0) >= _VAGUE
    return is_vague or bool(
        said and np.mean([sport(cell).kind == RUN for cell in said]) > 0.5
    )

"""One question per `.sql` file, each with a header that says what it answers."""

import functools
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class Query:
    """A query and what its header declares."""

    name: str
    sql: str
    question: str
    grain: str
    params: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    """Names and DuckDB types, in order."""
    tables: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """Frames the caller hands in: name, then column names and types."""


@functools.cache
def sql(name: str) -> str:
    """The text of a query."""
    return resources.files(__package__).joinpath(f"{name}.sql").read_text("utf-8")


@functools.cache
def catalogue() -> dict[str, Query]:
    """Every query, by name."""
    names = sorted(
        entry.name.removesuffix(".sql")
        for entry in resources.files(__package__).iterdir()
        if entry.name.endswith(".sql")
    )
    return {name: _read(name) for name in names}


def _read(name: str) -> Query:
    fields: dict[str, str] = {}
    tables: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    last = ""
    for line in sql(name).splitlines():
        if not line.startswith("--"):
            break
        text = line[2:].strip()
        label, found, rest = text.partition(":")
        if found and label in {"question", "grain", "params", "columns", "tables"}:
            last = label
            fields[label] = rest.strip()
        else:
            fields[last] += " " + text
    for declared in filter(None, fields.get("tables", "").split(";")):
        table, _, inside = declared.strip().partition("(")
        tables.append((table.strip(), _typed(inside.rstrip(") "))))
    return Query(
        name=name,
        sql=sql(name),
        question=fields.get("question", ""),
        grain=fields.get("grain", ""),
        params=tuple(
            p.strip() for p in fields.get("params", "").split(",") if p.strip()
        ),
        columns=_typed(fields.get("columns", "")),
        tables=tuple(tables),
    )


def _typed(text: str) -> tuple[tuple[str, str], ...]:
    pairs = [part.strip().split(" ", 1) for part in text.split(",") if part.strip()]
    return tuple((name, kind.strip()) for name, kind in pairs)

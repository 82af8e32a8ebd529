"""A mapping as a small TOML file: to keep, to give away, to use on the command line."""

import re
import tomllib
from typing import Any

from runlift.errors import WrongInput
from runlift.importers.table_mapping import (
    OPTIONS,
    RUN_FIELDS,
    SET_FIELDS,
    SEVERAL,
    SWITCHES,
    TableMapping,
)

MAX_CHARACTERS = 20_000
"""Long enough for a name of each of 250 columns; a key of many parts costs its square."""

_FIRST = "# How Runlift reads tables with these columns."
_DEFAULT = TableMapping("sets", {})
_ESCAPES = {"\b": r"\b", "\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r"}
_HEADING = re.compile(r"\s*\[+\s*columns")
_AT = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


def written(mapping: TableMapping) -> str:
    """The mapping as TOML; what is as usual is left out."""
    lines = [_FIRST, f"kind = {_quoted(mapping.kind)}"]
    for name in OPTIONS:
        value = getattr(mapping, name)
        if value != getattr(_DEFAULT, name):
            lines.append(f"{name} = {_quoted(value)}")
    lines += [f"{name} = true" for name in SWITCHES if getattr(mapping, name)]
    lines += ["", "[columns]"]
    for field, names in mapping.columns.items():
        said = [_quoted(name) for name in names]
        if said:
            value = said[0] if len(said) == 1 else f"[{', '.join(said)}]"
            lines.append(f"{field} = {value}")
    return "\n".join(lines) + "\n"


def read(text: str) -> TableMapping:
    """The mapping in a TOML text.

    Raises:
        WrongInput: it is no TOML, or says something a mapping cannot; the message names
            the line.
    """
    if len(text) > MAX_CHARACTERS:
        raise WrongInput(
            f"The mapping is longer than {MAX_CHARACTERS:,} characters, so it is none."
        )
    try:
        # Windows' Notepad begins a file with a mark that TOML does not know.
        found = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise WrongInput(_not_toml(str(error), text)) from error
    except ValueError as error:
        raise WrongInput(
            "The mapping holds a number of thousands of digits."
        ) from error
    except RecursionError as error:
        raise WrongInput("The mapping is nested too deeply to be one.") from error
    return _Reader(text).mapping(found)


def _not_toml(said: str, text: str) -> str:
    place = _AT.search(said)
    line = place[1] if place and place[1] else str(max(1, len(text.splitlines())))
    return f"Line {line} of the mapping is no TOML: {_AT.sub('', said)}."


class _Reader:
    """Turns what TOML found into a mapping, and names the line of what cannot be."""

    def __init__(self, text: str):
        self._lines = text.splitlines()

    def mapping(self, found: dict[str, Any]) -> TableMapping:
        known = {"kind", "columns", *OPTIONS, *SWITCHES}
        for name in found:
            if name not in known:
                raise self._wrong(
                    name, f"{name!r} is unknown; known are {_listed(known)}"
                )
        kind = found.get("kind")
        if kind is None:
            raise WrongInput(
                'The mapping does not say what a row is: add kind = "sets" or '
                'kind = "runs" as its first line.'
            )
        if kind not in ("sets", "runs"):
            raise self._wrong("kind", f"kind is {kind!r}; it can be 'sets' or 'runs'")
        options: dict[str, Any] = {}
        for name in OPTIONS:
            if name in found:
                options[name] = self._option(name, found[name])
        for name in SWITCHES:
            if name in found:
                options[name] = self._switch(name, found[name])
        return TableMapping(kind, self._columns(kind, found.get("columns")), **options)

    def _option(self, name: str, value: Any) -> str:
        if value not in OPTIONS[name]:
            raise self._wrong(
                name, f"{name} is {value!r}; it can be {_listed(OPTIONS[name])}"
            )
        return str(value)

    def _switch(self, name: str, value: Any) -> bool:
        if not isinstance(value, bool):
            raise self._wrong(name, f"{name} is {value!r}; it can be true or false")
        return value

    def _columns(self, kind: str, found: Any) -> dict[str, tuple[str, ...]]:
        if not isinstance(found, dict):
            raise WrongInput(
                "The mapping names no columns: add a line [columns] and below it lines "
                'like date = "Date".'
            )
        fields = SET_FIELDS if kind == "sets" else RUN_FIELDS
        columns = {}
        for field, value in found.items():
            if field not in fields:
                raise self._wrong(
                    field,
                    f"{field!r} is nothing a table of {kind} has; it can have "
                    f"{_listed(fields)}",
                    is_column=True,
                )
            columns[field] = self._names(field, value)
        return columns

    def _names(self, field: str, value: Any) -> tuple[str, ...]:
        names = value if isinstance(value, list) else [value]
        if not names or not all(isinstance(one, str) and one.strip() for one in names):
            raise self._wrong(
                field,
                f'{field} must be the name of a column in quotes, like "Date"',
                is_column=True,
            )
        if len(names) > 1 and field not in SEVERAL:
            raise self._wrong(field, f"{field} can only be one column", is_column=True)
        return tuple(names)

    def _wrong(
        self, name: str, sentence: str, *, is_column: bool = False
    ) -> WrongInput:
        begins = re.compile(rf"\s*\[*\s*[\"']?{re.escape(name)}[\"']?\s*[=.\]]")
        heading = next(
            (i for i, one in enumerate(self._lines, 1) if _HEADING.match(one)),
            len(self._lines) + 1,
        )
        numbers = [
            i
            for i, line in enumerate(self._lines, 1)
            if begins.match(line) and (i > heading) == is_column
        ]
        where = f"Line {numbers[0]} of the mapping" if numbers else "The mapping"
        return WrongInput(f"{where}: {sentence}.")


def _listed(names: Any) -> str:
    ordered = sorted(names) if isinstance(names, set) else list(names)
    return ", ".join(ordered)


def _quoted(text: str) -> str:
    """A TOML basic string; what a line cannot hold is escaped."""
    made = []
    for letter in text:
        if letter in '"\\':
            made.append(f"\\{letter}")
        elif letter in _ESCAPES:
            made.append(_ESCAPES[letter])
        elif ord(letter) < 32 or ord(letter) == 127 or letter in "\x85\u2028\u2029":
            made.append(f"\\u{ord(letter):04x}")
        else:
            made.append(letter)
    return f'"{"".join(made)}"'

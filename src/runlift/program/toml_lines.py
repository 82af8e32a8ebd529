"""Where things stand in a TOML file, so that a wrong entry can be named by its line.

`tomllib` says the line of what is no TOML, and nothing about the values it read. The
text is valid when it comes here, so counting tables, keys and brackets is enough.
"""

import re
from collections.abc import Iterator

Place = tuple[str | int, ...]
"""The way to an entry: `("workout", 0, "exercise", 2, "sets")`, counted from 0."""

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""'
    r"|'''.*?'''"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|[\n\[\]{}=,]"
    r"|[^\s\[\]{}=,#\"']+",
    re.DOTALL,
)


def lines(text: str) -> dict[Place, int]:
    """The line, from 1, of every table, key and inline table in a valid TOML text."""
    found: dict[Place, int] = {}
    many: dict[Place, int] = {}
    owner: Place = ()
    for line, statement in _statements(text):
        if statement[0][1] == "[":
            owner = _header([token for _, token in statement], many)
            found[owner] = line
        else:
            _entry(statement, owner, found)
    return found


def _statements(text: str) -> Iterator[tuple[int, list[tuple[int, str]]]]:
    """Each header or assignment: its first line, its tokens with the line of each."""
    line, depth = 1, 0
    statement: list[tuple[int, str]] = []
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token == "\n":
            line += 1
            if depth == 0 and statement:
                yield statement[0][0], statement
                statement = []
        elif not token.startswith("#"):
            statement.append((line, token))
            depth += (token in "[{") - (token in "]}")
            line += token.count("\n")
    if statement:
        yield statement[0][0], statement


def _header(tokens: list[str], many: dict[Place, int]) -> Place:
    """The place of a table, `many` counting the tables of each array so far."""
    *above, last = _names([token for token in tokens if token not in "[]"])
    place: Place = ()
    for name in above:
        place = (*place, name)
        if place in many:
            place = (*place, many[place] - 1)
    place = (*place, last)
    if tokens[:2] == ["[", "["]:
        many[place] = many.get(place, 0) + 1
        place = (*place, many[place] - 1)
    return place


def _entry(
    statement: list[tuple[int, str]], owner: Place, found: dict[Place, int]
) -> None:
    """Note the line of a key, and of every inline table in the array that it holds."""
    tokens = [token for _, token in statement]
    equals = tokens.index("=")
    place = (*owner, *_names(tokens[:equals]))
    found[place] = statement[0][0]
    depth = count = 0
    for line, token in statement[equals + 1 :]:
        if token == "{" and depth == 1:
            found[*place, count] = line
            count += 1
        depth += (token in "[{") - (token in "]}")


def _names(tokens: list[str]) -> list[str]:
    """The parts of a dotted key."""
    return [
        part
        for token in tokens
        for part in ([token[1:-1]] if token[0] in "\"'" else token.split("."))
        if part
    ]

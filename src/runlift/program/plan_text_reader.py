"""Read a plan's text: every line becomes plain values, which `plan_plain` checks.

So the text and the JSON have one meaning and one set of checks, and an error about a
value knows the line it came from.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from runlift.errors import DataFileError
from runlift.exercises.catalogue import Exercise
from runlift.program.plan import Plan
from runlift.program.plan_plain import KINDS, from_plain, near_miss
from runlift.program.plan_text_items import (
    Line,
    Problem,
    Token,
    exercise_values,
    items_of,
    number,
    quoted,
    race_values,
    session_values,
    word_of,
)
from runlift.program.templates import ORIGINS
from runlift.program.toml_lines import Place

FIRST_LINE = "runlift plan 1"
MOST_CHARACTERS = 20_000_000
"""A year of five sessions a week has 400,000."""

_WORDS = {"id": "id", "name": "name", "program": "program"}
_HEAD = ("id", "name", "program", "first day", "race", "note", "choices")
_LINES = (
    "a heading of the plan (id: ...), == Week 1, a session (Tue 2026-12-01 18:00 lift "
    '"Workout 1", 60 min, id ...), an exercise (- squat: 3 x 5), note: or why:'
)


def from_text(text: str, file: str, exercises: Mapping[str, Exercise]) -> Plan:
    """The plan in a text; `file` is what errors call it.

    Args:
        text: what `plan_text.to_text` writes, perhaps edited by hand.
        file: the file's name.
        exercises: the catalogue, the athlete's own exercises among it.

    Raises:
        DataFileError: a line is none of a plan, or a value is wrong; the message says
            file, line, what is wrong and what to do.
    """
    if len(text) > MOST_CHARACTERS:
        raise DataFileError(f"{file} is too large to be a plan. Drop the right file.")
    reading = _Reading()
    for place, raw in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        try:
            reading.take(place, raw.strip())
        except Problem as problem:
            raise DataFileError(f"{file}, line {place}: {problem}.") from None
    if not reading.is_plan:
        raise DataFileError(
            f"{file} is no plan: it does not begin with {FIRST_LINE!r}."
        )
    return from_plain(reading.values, file, reading.lines, exercises)


@dataclass
class _Reading:
    """What the lines so far have said."""

    values: dict[str, Any] = field(
        default_factory=lambda: {"races": [], "notes": [], "sessions": []}
    )
    lines: dict[Place, int] = field(default_factory=dict)
    is_plan: bool = False
    week: dict[str, Any] | None = None
    """What the heading of the current week says of its lifts."""

    def take(self, line: int, text: str) -> None:
        """Read one line."""
        if not text or text.startswith("#"):
            return
        if not self.is_plan:
            if " ".join(text.split()) != FIRST_LINE:
                raise Problem(f"a plan's text begins with {FIRST_LINE!r}, put it first")
            self.is_plan = True
        elif text.startswith("choices:"):
            self._set("choices", _json(text.removeprefix("choices:")), line)
        elif text.startswith("=="):
            self.week = _week(items_of(text[2:]))
        elif text.startswith("-"):
            self._exercise(items_of(text[1:]), line)
        else:
            self._other(text, line)

    def _other(self, text: str, line: int) -> None:
        key, colon, rest = text.partition(":")
        if colon and key in ("note", "why"):
            return self._said(key, items_of(rest), line)
        if colon and key in _HEAD:
            return self._head(key, items_of(rest), line)
        items = items_of(text)
        if len(items[0]) > 3 and items[0][3].text in KINDS:
            return self._session(items, line)
        near = near_miss(key, (*_HEAD, "why")) if colon and len(key) < 12 else ""
        hint = f"perhaps {near + ':'!r} is meant" if near else f"write {_LINES}"
        raise Problem(f"{_short(text)} is no line of a plan, {hint}")

    def _head(self, key: str, items: list[Line], line: int) -> None:
        tokens = items[0]
        if len(items) > 1:
            raise Problem(f"{key}: has a comma, put text between quotation marks")
        if key == "race":
            self.lines["races", len(self.values["races"])] = line
            self.values["races"].append(race_values(tokens))
        elif key == "first day":
            self._set("first_day", word_of(tokens, key), line)
        else:
            self._set(_WORDS[key], word_of(tokens, key), line)

    def _said(self, key: str, items: list[Line], line: int) -> None:
        if len(items) > 1:
            raise Problem(f"{key}: has a comma, put the text between quotation marks")
        text = quoted(items[0], key)
        owner, place = self._owner()
        if owner is None:
            if key == "why":
                raise Problem("why: belongs below an exercise, move it there")
            self.values["notes"].append(text)
            self.lines["notes", len(self.values["notes"]) - 1] = line
            return
        name = "reason" if key == "why" else "note"
        if key == "why" and "exercises" not in place:
            raise Problem("why: belongs below an exercise, move it there")
        if name in owner:
            raise Problem(f"{key}: is there twice, keep one")
        owner[name] = text
        self.lines[*place, name] = line

    def _owner(self) -> tuple[dict[str, Any] | None, Place]:
        """The exercise or the session that a note belongs to."""
        sessions = self.values["sessions"]
        if not sessions:
            return None, ()
        place: Place = ("sessions", len(sessions) - 1)
        exercises = sessions[-1]["exercises"]
        if not exercises:
            return sessions[-1], place
        return exercises[-1], (*place, "exercises", len(exercises) - 1)

    def _session(self, items: list[Line], line: int) -> None:
        if self.week is None:
            raise Problem("a session needs its week above it, write == Week 1")
        values = session_values(items)
        shared = self.week if values["kind"] == "lift" else {"week": self.week["week"]}
        self.lines["sessions", len(self.values["sessions"])] = line
        self.values["sessions"].append({**shared, **values, "exercises": []})

    def _exercise(self, items: list[Line], line: int) -> None:
        sessions = self.values["sessions"]
        if not sessions:
            raise Problem("an exercise needs its session above it, move it below one")
        values = exercise_values(items)
        mine = sessions[-1]["exercises"]
        self.lines["sessions", len(sessions) - 1, "exercises", len(mine)] = line
        mine.append(values)

    def _set(self, key: str, value: Any, line: int) -> None:
        if key in self.values:
            raise Problem(f"{key.replace('_', ' ')}: is there twice, keep one")
        self.values[key] = value
        self.lines[key,] = line


def _week(items: list[Line]) -> dict[str, Any]:
    """`Week 1, "Base", guide`."""
    first = items[0] if items else []
    if len(first) != 2 or first[0].text.casefold() != "week":
        raise Problem("a week's heading is written like == Week 1")
    found: dict[str, Any] = {"week": number(first[1].text, "the week")}
    for item in items[1:]:
        key, value = _of_week(item)
        if key in found:
            raise Problem(f"the {key} is there twice, keep one")
        found[key] = value
    return found


def _of_week(item: list[Token]) -> tuple[str, str]:
    if len(item) == 1 and item[0].is_quoted:
        return "phase", item[0].text
    word = " ".join(token.text for token in item)
    if word not in ORIGINS:
        near = near_miss(word, ORIGINS)
        hint = f"perhaps {near!r} is meant" if near else "put a phase between quotes"
        raise Problem(f"{_short(word)} says nothing about a week, {hint}")
    return "origin", word


def _json(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text, parse_constant=_no_number, parse_float=_float)
    except RecursionError:
        raise Problem("choices: is nested too deeply") from None
    except ValueError:
        raise Problem("choices: is no JSON, leave the line out or restore it") from None
    if not isinstance(found, dict):
        raise Problem("choices: must be an object, write it as {...}")
    return found


def _no_number(name: str) -> float:
    raise ValueError(name)


def _float(digits: str) -> float:
    value = float(digits)
    return value if value - value == 0 else _no_number(digits)


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:57]}...")

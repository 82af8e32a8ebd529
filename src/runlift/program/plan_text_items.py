"""The parts of one line of a plan's text: words, texts in quotation marks, items."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from runlift.program.plan_plain import AMRAP, CHANGES, LONGEST, near_miss
from runlift.units import KG_PER_LB

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_TOKEN = re.compile(r'\s+|#.*|,|"(?:[^"\\]|\\.)*"|[^\s,"]+')
_FIGURE = r"[0-9]{1,15}(?:\.[0-9]{1,40})?(?:e[+-]?[0-9]{1,3})?"
_NUMBER = re.compile(_FIGURE)
_RANGE = re.compile(f"({_FIGURE})(?:[-–]({_FIGURE}))?")
_TIME = re.compile(r"([0-9]{1,2}):([0-5][0-9])")
_KG: dict[str, float] = {"kg": 1.0, "lb": KG_PER_LB}
_SECONDS = {"s": 1, "min": 60}
_HOURS = {"min": 60, "h": 1}


class Problem(ValueError):
    """What is wrong with a line, and what to do; whoever counts lines says which."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or a text that stood between quotation marks."""

    text: str
    is_quoted: bool = False


Line = list[Token]
"""The tokens of one item; a line has several, with commas between them."""


def items_of(text: str) -> list[Line]:
    """The items of a line, without remarks.

    Raises:
        Problem: a quotation mark is not closed, or a text is wrongly escaped.
    """
    items: list[Line] = [[]]
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise Problem(
                'a quotation mark is not closed, write " at the end of the text and '
                '\\" inside it'
            )
        token, at = found[0], found.end()
        if token == ",":
            items.append([])
        elif token.startswith('"'):
            items[-1].append(Token(_unescaped(token), is_quoted=True))
        elif not token.isspace() and not token.startswith("#"):
            items[-1].append(Token(token))
    if items == [[]]:
        raise Problem("the line is not finished, write the rest of it")
    if not all(items):
        raise Problem("there is nothing beside a comma, remove the comma")
    return items


def _unescaped(token: str) -> str:
    try:
        return str(json.loads(token, strict=False))
    except ValueError:
        raise Problem(
            f"{token[:60]} has a wrong backslash, write two for one"
        ) from None


def quoted(tokens: Line, key: str) -> str:
    """The one text between quotation marks."""
    if len(tokens) != 1 or not tokens[0].is_quoted:
        raise Problem(f'{key}: needs one text between quotation marks, "..."')
    return tokens[0].text


def word_of(tokens: Line, key: str) -> str:
    """The one word or text."""
    if len(tokens) != 1:
        raise Problem(f"{key}: needs one word, or a text between quotation marks")
    return tokens[0].text


def number(text: str, what: str) -> float:
    """A number, whole where it has no point."""
    if not _NUMBER.fullmatch(text):
        raise Problem(f"{what}: {text[:40]!r} is no number, write it like 82.5")
    return int(text) if text.isdigit() else float(text)


def _range(text: str, what: str) -> Any:
    """A number, or two as `[from, to]`."""
    found = _RANGE.fullmatch(text)
    if found is None:
        raise Problem(
            f"{what}: {text[:40]!r} is no number, write one such as 3, or a range such "
            "as 3-5"
        )
    low = number(found[1], what)
    return low if found[2] is None else [low, number(found[2], what)]


def race_values(tokens: Line) -> dict[str, Any]:
    """`A 2027-03-07 21097.5 m "Half marathon"`."""
    texts = [one.text for one in tokens]
    shape = 'a race is written like race: A 2027-03-07 21097.5 m "Half marathon"'
    if len(texts) not in (2, 3, 4, 5):
        raise Problem(shape)
    found: dict[str, Any] = {"priority": texts[0], "day": texts[1]}
    left = tokens[2:]
    if len(left) > 1:
        if left[1].text != "m":
            raise Problem(shape)
        found["distance_m"] = number(left[0].text, "the distance")
        left = left[2:]
    if left:
        found["name"] = quoted(left, "race")
    return found


def session_values(items: list[Line]) -> dict[str, Any]:
    """`Tue 2026-12-01 18:00 lift "Workout 1", 60 min, workout 1, id 3f2a`."""
    first = items[0]
    if len(first) != 5 or not first[4].is_quoted:
        raise Problem(
            "a session begins with weekday, day, time, lift or run, and a title "
            'between quotation marks: Tue 2026-12-01 18:00 lift "Workout 1"'
        )
    weekday, day, time, kind, title = (one.text for one in first)
    _check_weekday(weekday, day)
    found: dict[str, Any] = {
        "day": day,
        "start_h": _start(time),
        "kind": kind,
        "title": title,
    }
    for item in items[1:]:
        _put(found, _SESSION, item)
    if "hours" not in found:
        raise Problem("it is not said how long the session takes, add 60 min")
    return found


def _check_weekday(weekday: str, day: str) -> None:
    try:
        said = WEEKDAYS[date.fromisoformat(day).weekday()]
    except ValueError:
        raise Problem(f"{day[:40]!r} is no day, write it like 2026-12-01") from None
    if said != weekday:
        raise Problem(f"{day} is a {said}, not {weekday[:20]!r}, correct one of them")


def _start(text: str) -> float:
    clock = _TIME.fullmatch(text)
    if clock:
        return int(clock[1]) + int(clock[2]) / 60
    if text.endswith("h"):
        return number(text[:-1], "the time")
    raise Problem(f"{text[:40]!r} is no time of day, write it like 18:00")


def exercise_values(items: list[Line]) -> dict[str, Any]:
    """`squat: 3 x 5-8 @ 80 kg, RIR 1-2, rest 180 s`."""
    key, rest = _exercise_id(items[0])
    shape = "an exercise is written like - squat: 3 x 5-8 @ 80 kg, RIR 1-2, rest 180 s"
    words = [one.text for one in rest]
    if len(words) < 3 or words[1] not in ("x", "×"):
        raise Problem(shape)
    found: dict[str, Any] = {"exercise": key, "sets": number(words[0], "sets")}
    at = words.index("@") if "@" in words else len(words)
    found.update(_amount(words[2:at], shape))
    if at < len(words):
        found.update(_load(words[at + 1 :], shape))
    for item in items[1:]:
        _put(found, _EXERCISE, item)
    return found


def _exercise_id(tokens: Line) -> tuple[str, Line]:
    first = tokens[0]
    if not first.is_quoted and first.text.endswith(":"):
        return first.text[:-1], tokens[1:]
    if len(tokens) > 1 and tokens[1] == Token(":"):
        return first.text, tokens[2:]
    raise Problem(f"{first.text[:40]!r} needs a colon after it: - squat: 3 x 5")


def _amount(words: list[str], shape: str) -> dict[str, Any]:
    if len(words) == 2 and words[1] == "s":
        return {"seconds": _range(words[0], "the time of a hold")}
    if len(words) != 1:
        raise Problem(shape)
    if words[0] == LONGEST:
        return {"seconds": LONGEST}
    return {"reps": AMRAP if words[0] == AMRAP else _range(words[0], "the repetitions")}


def _load(words: list[str], shape: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if len(words) >= 2 and words[1] in _KG:
        value = number(words[0], "the weight")
        found["load_kg"] = value if words[1] == "kg" else value * _KG[words[1]]
        words = words[2:]
    if words:
        percent = words[0].removeprefix("(").removesuffix(")")
        if len(words) > 1 or not percent.endswith("%"):
            raise Problem(shape)
        found["percent"] = number(percent[:-1], "the share of the 1RM")
    if not found:
        raise Problem(shape)
    return found


Reads = Callable[[Line], dict[str, Any]]


def _flags(**values: Any) -> Reads:
    def read(item: Line) -> dict[str, Any]:
        if len(item) != 1:
            raise Problem(f"{item[0].text!r} stands alone, put a comma after it")
        return values

    return read


def _named(key: str) -> Reads:
    return lambda item: {key: word_of(item[1:], item[0].text)}


def _measured(key: str, factors: dict[str, int]) -> Reads:
    def read(item: Line) -> dict[str, Any]:
        if len(item) != 3 or item[2].text not in factors:
            units = " or ".join(factors)
            raise Problem(f"{item[0].text} is written like {item[0].text} 90 {units}")
        return {key: number(item[1].text, item[0].text) * factors[item[2].text]}

    return read


def _reserve(item: Line) -> dict[str, Any]:
    return {"rir": _range(word_of(item[1:], "RIR"), "RIR")}


def _sides(item: Line) -> dict[str, Any]:
    said = " ".join(one.text for one in item)
    found = {
        "per side": {"per_side": True},
        "per side assumed": {"per_side": True, "per_side_assumed": True},
        "side assumed": {"per_side_assumed": True},
    }
    if said not in found:
        raise Problem(f"{said[:40]!r} means nothing, write per side")
    return dict(found[said])


_SESSION: dict[str, Reads] = {
    "id": _named("id"),
    "workout": _named("workout"),
    "class": _named("class"),
    "phase": _named("phase"),
    "origin": _named("origin"),
    "done": _named("done_id"),
    "skipped": _flags(status="skipped"),
    **{change: _flags(change=change) for change in CHANGES},
}
_EXERCISE: dict[str, Reads] = {
    "RIR": _reserve,
    "rest": _measured("rest_s", _SECONDS),
    "pause": _measured("pause_s", _SECONDS),
    "fast": _flags(fast=True),
    "per": _sides,
    "side": _sides,
}


def _put(found: dict[str, Any], readers: dict[str, Reads], item: Line) -> None:
    """Read one item into the values; a duration begins with its number."""
    word = item[0].text
    if readers is _SESSION and _NUMBER.fullmatch(word):
        values = _hours(item)
    elif word in readers:
        values = readers[word](item)
    else:
        near = near_miss(word, tuple(readers))
        hint = f"perhaps {near!r} is meant" if near else f"use {', '.join(readers)}"
        raise Problem(f"{word[:40]!r} means nothing here, {hint}")
    for key, value in values.items():
        if key in found:
            raise Problem(f"{word[:40]!r} is said twice, keep one")
        found[key] = value


def _hours(item: Line) -> dict[str, Any]:
    if len(item) != 2 or item[1].text not in _HOURS:
        raise Problem("how long a session takes is written like 60 min or 1.5 h")
    return {"hours": number(item[0].text, "the duration") / _HOURS[item[1].text]}

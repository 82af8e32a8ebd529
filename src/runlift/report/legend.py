"""The line above a picture that says what its shapes mean."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from runlift.charts.theme import Meaning
from runlift.report import lettering
from runlift.report.drawing import (
    Band,
    Circle,
    Mark,
    Polyline,
    Rect,
    Text,
    hatched,
    line,
)

SIZE = 2.45
_HEIGHT = 2.2
_AIR = 3.6


@dataclass(frozen=True, slots=True)
class Key:
    """One entry: how it is drawn at (x, y), how wide that is, and its word."""

    word: str
    kind: str
    """`fill`, `hatch`, `line`, `tick`, `dot`, `ring` or `band`."""
    colour: Meaning
    text: Meaning = "ink"
    width: float = 0.35
    edge: Meaning | None = None


def row(keys: Iterable[Key], y: float) -> list[Mark]:
    """The entries beside each other, their shapes from `y` down."""
    found: list[Mark] = []
    x = 1.0
    for key in keys:
        wide = {"tick": 1.0, "dot": 2.0, "ring": 2.0, "line": 4.0, "band": 4.0}.get(key.kind, 3.0)  # fmt: skip
        found += _shape(key, x, y, wide)
        found.append(Text(x + wide + 0.9, y + 1.9, key.word, SIZE, key.text))
        x += wide + 0.9 + _AIR + lettering.width(key.word, SIZE)
    return found


def _shape(key: Key, x: float, y: float, wide: float) -> Sequence[Mark]:
    middle = y + _HEIGHT / 2
    area = Rect(x, y, wide, _HEIGHT, fill=key.colour, edge=key.edge)
    course: Polyline = line(x, middle, x + wide, middle, key.colour, key.width)
    match key.kind:
        case "hatch":
            frame = Rect(x, y, wide, _HEIGHT, edge=key.colour)
            return [*hatched(frame, key.colour), frame]
        case "line":
            return [course]
        case "tick":
            return [line(x + 0.5, y - 0.2, x + 0.5, y + 2.4, key.colour, key.width)]
        case "dot":
            return [Circle(x + 1, middle, 0.85, key.colour)]
        case "ring":
            return [Circle(x + 1, middle, 0.75, "page", key.colour)]
        case "band":
            ends = ((x, y), (x + wide, y), (x + wide, y + _HEIGHT), (x, y + _HEIGHT))
            return [Band(ends, key.colour, 0.16), course]
        case _:
            return [area]

"""Where the records of a FIT file lie: definitions and messages, gone through once."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

EPOCH_S = 631_065_600
"""FIT counts seconds from 1989-12-31 UTC."""

RECORD, DESCRIPTION = 20, 206
KEPT = frozenset((0, 12, 18, 19, 21, 26, 30, 34, 132, 225, DESCRIPTION, 264))
"""Messages that somebody asks for: file_id, sport, session, lap, event, workout,
weight_scale, activity, hr, set, field_description, exercise_title."""

_MOST = 2_000_000
"""Steps; a day of a record and three other messages every second has 350,000."""

_SHORT = 16
"""Rows of fewer messages are gone through one by one."""

_COMPRESSED, _DEFINITION, _DEVELOPER, _LOCAL = 0x80, 0x40, 0x20, 0x0F


class Kind(NamedTuple):
    """How a type of numbers is stored, and which number stands for a missing one."""

    number: int
    letter: str
    size: int
    missing: float


UINT8 = Kind(0x02, "u1", 1, 0xFF)
SINT8 = Kind(0x01, "i1", 1, 0x7F)
UINT16 = Kind(0x84, "u2", 2, 0xFFFF)
SINT16 = Kind(0x83, "i2", 2, 0x7FFF)
UINT32 = Kind(0x86, "u4", 4, 0xFFFFFFFF)
SINT32 = Kind(0x85, "i4", 4, 0x7FFFFFFF)


class Field(NamedTuple):
    """A field of a record, as the FIT profile has it."""

    name: str
    kind: Kind
    scale: float = 1.0
    offset: float = 0.0


FIELDS = {
    253: Field("timestamp", UINT32, 1.0, -EPOCH_S),
    0: Field("position_lat", SINT32),
    1: Field("position_long", SINT32),
    2: Field("altitude", UINT16, 5.0, 500.0),
    3: Field("heart_rate", UINT8),
    4: Field("cadence", UINT8),
    5: Field("distance", UINT32, 100.0),
    6: Field("speed", UINT16, 1000.0),
    7: Field("power", UINT16),
    13: Field("temperature", SINT8),
    53: Field("fractional_cadence", UINT8, 128.0),
    73: Field("enhanced_speed", UINT32, 1000.0),
    78: Field("enhanced_altitude", UINT32, 5.0, 500.0),
}
_TYPES = frozenset(
    (0x00, 0x01, 0x02, 0x83, 0x84, 0x85, 0x86, 0x07, 0x88, 0x89, 0x0A, 0x8B, 0x8C, 0x0D,
     0x8E, 0x8F, 0x90)
)  # fmt: skip
"""All types that there are; of another one the file is damaged."""

_PACKED = 8
"""Speed and distance in three bytes: for those who can unpack them."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One definition: how long its messages are, and where in them its fields lie."""

    number: int
    size: int
    fields: Mapping[str, tuple[Field, int]] = field(default_factory=dict)
    """Of records: by name, with the place after the first byte."""
    added: Sequence[tuple[int, int, int, int]] = ()
    """What apps add to a record: number, size, app, place."""
    order: str = "<"


@dataclass(slots=True)
class Walk:
    """Where the records lie in a file, by shape, and what lies between them."""

    runs: dict[bytes, list[tuple[int, int, int]]] = field(default_factory=dict)
    """By definition: the number of the first record, its place, and how many follow."""
    shapes: dict[bytes, Shape] = field(default_factory=dict)
    pieces: list[tuple[int, int]] = field(default_factory=list)
    """From and to: what is kept."""
    records: int = 0
    described: int = 0
    """Fields of apps that were described so far."""
    first_added: int | None = None
    """How many were described when the first record was announced that has some."""


class Unusual(Exception):
    """Something that other readers know better."""


def walked(content: bytes, at: int, end: int) -> Walk:
    """Go from message to message.

    Raises:
        Unusual: there are short times, a message is cut or undefined, or there is no
            end to them.
    """
    walk = Walk()
    # Everything that a message needs, under its first byte: this is gone through for
    # every message of a file that mixes its kinds, and that is most files.
    sizes, kinds = [0] * 256, [-1] * 256
    runs: list[list[tuple[int, int, int]]] = [[]] * 256
    records = steps = 0
    heads = np.frombuffer(content, np.uint8)
    while at < end:
        head = content[at]
        size = sizes[head]
        if size:
            after = at + size
            if after < end and content[after] == head:
                after = _row_end(content, heads, after, end, size)
            kind = kinds[head]
            if kind == RECORD:
                count = (after - at) // size
                runs[head].append((records, at, count))
                records += count
            elif kind in KEPT:
                walk.described += (kind == DESCRIPTION) * (after - at) // size
                _keep(walk, at, after)
        elif head & _DEFINITION and not head & _COMPRESSED:
            after = _definition_end(content, at, end)
            definition = content[at:after]
            # Which of the sixteen it is makes no difference to its shape.
            key = bytes((head & _DEVELOPER,)) + definition[1:]
            if key not in walk.shapes:
                walk.shapes[key] = _shape(definition)
            shape = walk.shapes[key]
            mine = walk.runs.setdefault(key, [])
            for spare in range(0, _DEFINITION, _LOCAL + 1):
                place = spare + (head & _LOCAL)
                sizes[place], kinds[place] = shape.size, shape.number
                runs[place] = mine
            if shape.number in KEPT:
                _keep(walk, at, after)
            if shape.added and shape.number == RECORD and walk.first_added is None:
                walk.first_added = walk.described
        else:
            raise Unusual
        at = after
        steps += 1
        if steps > _MOST:
            raise Unusual
    if at > end:
        raise Unusual
    walk.records = records
    return walk


def _keep(walk: Walk, begin: int, end: int) -> None:
    if walk.pieces and walk.pieces[-1][1] == begin:
        walk.pieces[-1] = (walk.pieces[-1][0], end)
    else:
        walk.pieces.append((begin, end))


def _row_end(
    content: bytes, heads: npt.NDArray[np.uint8], at: int, end: int, size: int
) -> int:
    """Where the messages that begin as the one at `at` does, one by one, come to an end."""
    head = content[at]
    for _ in range(_SHORT):
        at += size
        if at >= end or content[at] != head:
            return at
    ahead = _SHORT
    while True:
        following = heads[at : min(end, at + ahead * size) : size]
        other = following != head
        first = int(other.argmax()) if len(other) else 0
        if not len(other) or other[first]:
            return at + first * size
        # A look that is twice as far each time, so that none costs more than its row.
        at, ahead = at + len(following) * size, ahead * 2


def _definition_end(content: bytes, at: int, end: int) -> int:
    after = at + 6
    if after <= end:
        after += 3 * content[at + 5]
    if content[at] & _DEVELOPER and after < end:
        after += 1 + 3 * content[after]
    elif content[at] & _DEVELOPER:
        raise Unusual
    if after > end:
        raise Unusual
    return after


def _shape(definition: bytes) -> Shape:
    """What a definition says.

    Raises:
        Unusual: there is no such type, or a field of a record is not what the profile
            says, or is there twice.
    """
    order = "<" if definition[2] == 0 else ">"
    (number,) = struct.unpack_from(order + "H", definition, 3)
    after = 6 + 3 * definition[5]
    fields: dict[str, tuple[Field, int]] = {}
    place = 0
    for at in range(6, after, 3):
        which, size, kind = definition[at : at + 3]
        if kind not in _TYPES:
            raise Unusual
        if number == RECORD and which == _PACKED:
            raise Unusual
        if number == RECORD and which in FIELDS:
            one = FIELDS[which]
            if (size, kind) != (one.kind.size, one.kind.number) or one.name in fields:
                raise Unusual
            fields[one.name] = (one, place)
        place += size
    added = []
    for at in range(after + 1, len(definition), 3):
        which, size, app = definition[at : at + 3]
        added.append((which, size, app, place))
        place += size
    return Shape(number, place + 1, fields, added, order)

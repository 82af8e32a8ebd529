"""The records of a sound FIT file as columns, straight from its bytes.

A run has thousands of records and a few dozen other messages. The records are of two or
three shapes and lie side by side, so numpy reads a column of all of them at once; what
remains is a small file for the reader that makes a message of each.

Only what cannot be misread is read here: one file with right checksums, and fields of
the types that the FIT profile gives them. Of anything else nothing is said, and the
readers of `fit_messages` do all of it. The values are theirs to the last bit.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from runlift.importers.fit_checksum import checksum
from runlift.importers.fit_walk import (
    FIELDS,
    SINT8,
    SINT16,
    SINT32,
    UINT8,
    UINT16,
    UINT32,
    Field,
    Kind,
    Shape,
    Unusual,
    Walk,
    walked,
)
from runlift.units import Floats

_HEADER = struct.Struct("<BBHI4sH")
_SUM = struct.Struct("<H")
_OF_APPS = {
    "uint8": UINT8,
    "sint8": SINT8,
    "uint16": UINT16,
    "sint16": SINT16,
    "uint32": UINT32,
    "sint32": SINT32,
}
"""The types of the fields that apps on the watch add, by the names of the profile."""

_ODD = frozenset(("scale", "offset", "array", "components"))
"""What a described field hardly ever has."""


POWER = "Power"
"""What a foot pod's app calls it."""

NAMES = (*(one.name for one in FIELDS.values()), POWER)
"""The fields of records that anybody asks for."""

_LONGER = (("speed", "enhanced_speed", 73), ("altitude", "enhanced_altitude", 78))
"""Fields that have a longer twin, which the short one fills."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What a file holds: its records as columns, the rest as a file of its own."""

    count: int
    columns: Mapping[str, Floats]
    """By field; NaN is missing, and a field that no record has is left out."""
    rest: bytes
    """A FIT file of the messages of `fit_walk.KEPT`."""


def read(content: bytes) -> tuple[Columns, "Added"] | None:
    """The records of a FIT file, if it is sound and usual; else `None`.

    Args:
        content: the whole file.

    Returns:
        The columns, and the fields that apps on the watch add, which need the
        `field_description` messages of the rest to be read.
    """
    if not _is_sound(content):
        return None
    try:
        walk = walked(content, _HEADER.size, len(content) - _SUM.size)
        tables = dict(_tables(content, walk))
    except Unusual:
        return None
    columns: dict[str, Floats] = {}
    for definition, (places, rows) in tables.items():
        shape = walk.shapes[definition]
        for name, values in _values(shape, rows):
            _put(columns, name, places, values, walk.records)
    rest = b"".join(content[begin:end] for begin, end in walk.pieces)
    return (
        Columns(walk.records, columns, _file(content, rest)),
        Added(walk, tables),
    )


@dataclass(frozen=True, slots=True)
class Added:
    """The fields that apps on the watch add to records."""

    _walk: Walk
    _tables: Mapping[bytes, tuple[npt.NDArray[np.int64], bytes]]

    def power(self, descriptions: Sequence[Mapping[str | int, Any]]) -> Floats | None:
        """The power that an app has measured in each record; empty without one.

        Args:
            descriptions: the `field_description` messages in the order of the file.

        Returns:
            Watts; `None` where another reader has to say what was meant.
        """
        # Of a field of no type the fast reader gives up the file.
        if not all(isinstance(o.get("fit_base_type_id"), str) for o in descriptions):
            return None
        columns: dict[str, Floats] = {}
        for definition, (places, rows) in self._tables.items():
            shape = self._walk.shapes[definition]
            found = []
            for number, size, app, place in shape.added:
                about = self._described(descriptions, number, app)
                if about is None:
                    return None
                name = about.get("field_name")
                if name == POWER:
                    kind = _OF_APPS.get(str(about.get("fit_base_type_id")))
                    if kind is None or kind.size != size or about.keys() & _ODD:
                        return None
                    found.append((kind, place))
                elif name in NAMES or not isinstance(name, str | None):
                    return None
            if len(found) > 1:
                return None
            for kind, place in found:
                raw = _raw(shape, rows, kind, place)
                values = raw.astype(float)
                values[raw == kind.missing] = np.nan
                _put(columns, POWER, places, values, self._walk.records)
        return columns.get(POWER, np.zeros(0))

    def _described(
        self, descriptions: Sequence[Mapping[str | int, Any]], number: int, app: int
    ) -> Mapping[str | int, Any] | None:
        """What a field is: the first that was said of it, if before the first record."""
        said = [
            (place, one)
            for place, one in enumerate(descriptions)
            if one.get("developer_data_index") == app
            and one.get("field_definition_number") == number
        ]
        if not said:
            # Nobody says what it is, and so nobody reads it.
            return {}
        first, about = said[0]
        is_early = first < (self._walk.first_added or 0)
        return about if is_early and all(one == about for _, one in said) else None


def _is_sound(content: bytes) -> bool:
    """Whether it is one FIT file, whole and unchanged."""
    if len(content) < _HEADER.size + _SUM.size:
        return False
    length, _, _, size, letters, own = _HEADER.unpack_from(content)
    return bool(
        length == _HEADER.size
        and letters == b".FIT"
        and len(content) == length + size + _SUM.size
        and own == checksum(content[: length - _SUM.size])
        # A sum over what ends with its own sum is 0.
        and checksum(content) == 0
    )


def _file(content: bytes, rest: bytes) -> bytes:
    """The messages of `rest` with a header and checksums of their own."""
    length, protocol, profile, _, letters, _ = _HEADER.unpack_from(content)
    head = _HEADER.pack(length, protocol, profile, len(rest), letters, 0)[: -_SUM.size]
    whole = head + _SUM.pack(checksum(head)) + rest
    return whole + _SUM.pack(checksum(whole))


def _tables(
    content: bytes, walk: Walk
) -> Iterator[tuple[bytes, tuple[npt.NDArray[np.int64], bytes]]]:
    """Of each shape the numbers of its records, and their bytes side by side."""
    for definition, runs in walk.runs.items():
        if not runs:
            continue
        size = walk.shapes[definition].size
        firsts, _, counts = np.array(runs).T
        ends = np.cumsum(counts)
        places = np.repeat(firsts - ends + counts, counts) + np.arange(ends[-1])
        rows = [content[at : at + n * size] for _, at, n in runs]
        yield definition, (places, b"".join(rows))


def _raw(
    shape: Shape, rows: bytes, kind: Kind, place: int
) -> npt.NDArray[np.integer[Any]]:
    """One field of all records of a shape, as it is stored."""
    return np.ndarray(
        len(rows) // shape.size,
        np.dtype(shape.order + kind.letter),
        rows,
        place + 1,
        (shape.size,),
    )


def _values(shape: Shape, rows: bytes) -> Iterator[tuple[str, Floats]]:
    """The fields of all records of a shape, in the units of the profile."""
    for name, (one, place) in shape.fields.items():
        yield name, _scaled(_raw(shape, rows, one.kind, place), one)
    for short, long, number in _LONGER:
        if short in shape.fields:
            one, place = shape.fields[short]
            raw = _raw(shape, rows, one.kind, place)
            # Filled from the short one, whatever it held itself; and cut off as the
            # other reader does it, which now and then loses the last digit.
            stored = (_scaled(raw, one) + one.offset) * one.scale
            filled = np.trunc(stored) / one.scale - one.offset
            if long in shape.fields:
                twin, there = shape.fields[long]
                own = _scaled(_raw(shape, rows, twin.kind, there), twin)
                filled = np.where(np.isnan(filled), own, filled)
            yield FIELDS[number].name, filled


def _scaled(raw: npt.NDArray[np.integer[Any]], one: Field) -> Floats:
    values = raw.astype(float)
    values[raw == one.kind.missing] = np.nan
    if one.scale != 1.0:
        values /= one.scale
    if one.offset:
        values -= one.offset
    return values


def _put(
    columns: dict[str, Floats],
    name: str,
    places: npt.NDArray[np.int64],
    values: Floats,
    count: int,
) -> None:
    if len(values) == count:
        columns[name] = values
        return
    if name not in columns:
        columns[name] = np.full(count, np.nan)
    columns[name][places] = values

"""The messages of a FIT file as plain values, also of a damaged one.

Sound files of the usual kind have their records read as columns, and a fast reader does
the rest of them; it does all of the unusual ones. It gives up a whole file for a wrong
checksum, a missing end or one undefined message; then a patient one keeps what can be
read.
"""

import io
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import repeat
from operator import contains, itemgetter
from typing import Any

import fitdecode
import fitfast
import numpy as np

from runlift.importers import fit_columns
from runlift.importers.fit_records import Records
from runlift.importers.fit_walk import EPOCH_S
from runlift.units import Floats

Message = Mapping[str | int, Any]

FIRST_REAL_S = EPOCH_S + 0x10000000
"""Smaller times count from when the watch was switched on: its clock was never set."""

_PANIC = "PanicException"

MAX_PATIENT_BYTES = 8 << 20
"""The patient reader needs minutes for more, and no damaged activity is so large."""

MAX_PATIENT_MESSAGES = 50_000
"""Definitions included; fourteen hours of a record every second."""

MAX_PATIENT_FIELDS = 500_000


@dataclass(frozen=True, slots=True)
class Messages:
    """What a file holds: records, other messages, and whether something was lost."""

    by_kind: Mapping[str, list[dict[str | int, Any]]]
    """All but the records, at least those that `fit_walk.KEPT` lists."""
    records: Records = field(default_factory=Records)
    damage: str | None = None
    """What was wrong with the file, as a part of a sentence."""

    def all(self, kind: str) -> list[dict[str | int, Any]]:
        """The messages of a kind, in the order of the file."""
        return self.by_kind.get(kind, [])

    def first(self, kind: str) -> Message:
        """The first message of a kind, or an empty one."""
        found = self.all(kind)
        return found[0] if found else {}


def read(content: bytes) -> Messages:
    """Every message that can be read.

    Times are seconds since 1970 UTC, positions stay semicircles, enumerations are the
    profile's names.
    """
    quick = _quick(content)
    if quick is not None and not _lost_distance(quick):
        return quick
    try:
        messages: Mapping[str, list[dict[str | int, Any]]] = fitfast.parse(content)
    except BaseException as error:
        if _is_refusal(error):
            return patient(content, _damage(str(error)))
        raise
    found = _messages(messages)
    if _lost_distance(found):
        # Distance packed with speed into three bytes is not unpacked by the fast reader.
        again = patient(content, None)
        return again if len(again.records) else found
    return found


def _quick(content: bytes) -> Messages | None:
    """A sound and usual file, its records straight from the bytes; else `None`."""
    found = fit_columns.read(content)
    if found is None:
        return None
    table, added = found
    try:
        messages: Mapping[str, list[dict[str | int, Any]]] = fitfast.parse(table.rest)
    except BaseException as error:
        if _is_refusal(error):
            return None
        raise
    power = added.power(messages.get("field_description", []))
    if power is None:
        return None
    more = {fit_columns.POWER: power} if len(power) else {}
    return Messages(messages, Records(table.count, {**table.columns, **more}))


def _is_refusal(error: BaseException) -> bool:
    """Whether the fast reader gave up.

    A panic of it is no `Exception`; a stop signal is neither.
    """
    return isinstance(error, Exception) or type(error).__name__ == _PANIC


def _messages(
    found: Mapping[str, list[dict[str | int, Any]]], damage: str | None = None
) -> Messages:
    records = found.get("record", [])
    columns = {name: _column(records, name) for name in fit_columns.NAMES}
    return Messages(found, Records(len(records), columns), damage)


def patient(content: bytes, damage: str | None) -> Messages:
    """What fitdecode makes of a file, up to where it cannot go on."""
    found: dict[str, list[dict[str | int, Any]]] = {}
    if len(content) > MAX_PATIENT_BYTES:
        return Messages(
            {}, damage=f"{damage}, and it is too large to look for what is left"
        )
    try:
        with fitdecode.FitReader(
            io.BytesIO(content),
            check_crc=fitdecode.CrcCheck.DISABLED,
            error_handling=fitdecode.ErrorHandling.IGNORE,
        ) as reader:
            fields = 0
            for count, one in enumerate(reader):
                if count > MAX_PATIENT_MESSAGES or fields > MAX_PATIENT_FIELDS:
                    return _messages(found, damage or "it has no end")
                if isinstance(one, fitdecode.FitDataMessage):
                    fields += len(one.fields)
                    found.setdefault(one.name, []).append(_values(one.fields))
    except (
        # What a parser of binary data raises on nonsense; the messages before it stay.
        fitdecode.FitError,
        struct.error,
        ArithmeticError,
        AttributeError,
        LookupError,
        OSError,
        TypeError,
        ValueError,
        MemoryError,
        RecursionError,
        EOFError,
        AssertionError,
        NotImplementedError,
        StopIteration,
    ) as error:
        return _messages(found, damage or _damage(str(error)))
    return _messages(found, damage)


def numbers(messages: Sequence[Message], *names: str | int) -> Floats:
    """One number a message: the first of the fields that it has, else NaN."""
    found = _column(messages, names[0])
    for name in names[1:]:
        if np.isnan(found).any():
            found = np.where(np.isnan(found), _column(messages, name), found)
    return found


def _column(messages: Sequence[Message], name: str | int) -> Floats:
    try:
        # Twice as fast as `get`; most fields are in every message.
        values = list(map(itemgetter(name), messages))
    except KeyError:
        if not any(map(contains, messages, repeat(name))):
            return np.full(len(messages), np.nan)
        values = [one.get(name) for one in messages]
    try:
        # Four times as fast as asking every value what it is.
        found = np.array(values, dtype=float)
    except (OverflowError, TypeError, ValueError):
        found = np.zeros((0, 0))
    if found.ndim != 1:
        # Something else than numbers, or several in one field.
        return np.array([number(one, name) for one in messages], dtype=float)
    return found


def number(message: Message, *names: str | int) -> float:
    """The first of the fields that holds a number."""
    for name in names:
        value = message.get(name)
        if isinstance(value, int | float):
            return float(value)
    return np.nan


def text(message: Message, name: str) -> str | None:
    """A field as text; `None` where it is missing or a bare number."""
    value = message.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _values(fields: Iterable[Any]) -> dict[str | int, Any]:
    """The fields of a message; of two of one name, the first that holds something."""
    made: dict[str | int, Any] = {}
    for one in fields:
        if one.value is not None and made.get(one.name) is None:
            made[one.name] = _plain(one)
    return made


def _plain(one: Any) -> Any:
    value = one.value
    if isinstance(value, datetime):
        return value.replace(tzinfo=value.tzinfo or UTC).timestamp()
    if (
        isinstance(value, int)
        and one.type is not None
        and one.type.name
        in (
            "date_time",
            "local_date_time",
        )
    ):
        # A time since the watch was switched on stays a bare number here.
        return value + EPOCH_S
    return value


def _lost_distance(found: Messages) -> bool:
    ran = any(number(one, "total_distance") > 0 for one in found.all("session"))
    return ran and bool(found.records) and found.records.is_without("distance")


def _damage(said: str) -> str:
    words = said.lower()
    if "checksum" in words or "crc" in words:
        return "its checksum is wrong"
    if "eof" in words or "end" in words:
        return "its end is missing"
    return "a part of it is damaged"

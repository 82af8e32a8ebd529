"""Heart rates that a strap stored by itself and sent afterwards, in `hr` messages.

Straps do so where radio does not reach, as under water; the records of the watch then
have none.
"""

from collections.abc import Sequence

import numpy as np

from runlift.importers.fit_messages import Message, number
from runlift.units import Floats

_TICKS = 1024
"""The clock of the strap counts so many a second."""

_SHORT_TICKS = 1 << 12
"""A short time holds the last twelve bits of the ticks."""

NEAR_S = 5.0
"""A beat speaks for the records so close to it."""


def beats(messages: Sequence[Message]) -> tuple[Floats, Floats]:
    """When and how fast the heart beat.

    Args:
        messages: `hr` messages in the order of the file. The first gives the clock of
            the strap and the time of day that it stands for; those that follow give
            eight short times each.

    Returns:
        Seconds since 1970 and beats a minute; empty where the messages make no sense.
    """
    moments: list[float] = []
    rates: list[float] = []
    zero, ticks = np.nan, 0
    for one in messages:
        packed = one.get("event_timestamp_12")
        # Some readers unpack the short times themselves, and not rightly.
        long = _listed(one.get("event_timestamp")) if packed is None else []
        if long and not np.isnan(number(one, "timestamp")):
            fraction = np.nan_to_num(number(one, "fractional_timestamp"))
            zero = number(one, "timestamp") + float(fraction) - long[0]
        found = _listed(one.get("filtered_bpm"))
        if long:
            stamps = [round(value * _TICKS) for value in long]
        else:
            stamps = _unpacked(packed, ticks)
        if not stamps or np.isnan(zero):
            continue
        ticks = stamps[-1]
        for stamp, rate in zip(stamps, found, strict=False):
            moments.append(zero + stamp / _TICKS)
            rates.append(rate)
    return np.array(moments), np.array(rates)


def on_records(messages: Sequence[Message], times: Floats) -> Floats:
    """The heart rate at each record: that of the nearest beat."""
    moments, rates = beats(messages)
    usable = (rates > 0) & (rates < 255)
    order = np.argsort(moments[usable], kind="stable")
    moments, rates = moments[usable][order], rates[usable][order]
    if not len(moments):
        return np.full(len(times), np.nan)
    after = np.clip(np.searchsorted(moments, times), 1, max(1, len(moments) - 1))
    after = np.minimum(after, len(moments) - 1)
    before = np.maximum(after - 1, 0)
    is_before = np.abs(times - moments[before]) <= np.abs(moments[after] - times)
    nearest = np.where(is_before, before, after)
    with np.errstate(invalid="ignore"):
        near = np.abs(moments[nearest] - times) <= NEAR_S
    return np.where(near, rates[nearest], np.nan)


def _unpacked(packed: object, ticks: int) -> list[int]:
    """Times of twelve bits each, three bytes a pair, counted on from `ticks`."""
    raw = bytes(packed) if isinstance(packed, bytes | list | tuple) else b""
    made: list[int] = []
    for place in range(0, len(raw) - 2, 3):
        low, middle, high = raw[place : place + 3]
        for short in (low | (middle & 0x0F) << 8, middle >> 4 | high << 4):
            ticks += (short - ticks) % _SHORT_TICKS
            made.append(ticks)
    return made


def _listed(value: object) -> list[float]:
    """A field that may hold one number or several."""
    several = value if isinstance(value, list | tuple) else [value]
    return [float(one) for one in several if isinstance(one, int | float)]

"""Cells to values: numbers in two conventions, durations in every spelling, dates."""

import re
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from runlift.units import Floats

Mask = npt.NDArray[np.bool_]

_THOUSANDS = {".": ",", ",": "."}


def to_numbers(
    cells: Sequence[str], *, decimal: str = ".", missing: Iterable[str] = ()
) -> tuple[Floats, Mask]:
    """`cells` as floats (NaN where blank or in `missing`), and which are no numbers.

    With `decimal=","` a dot groups thousands, and the other way round. Blanks used as
    thousands separators, also the narrow ones, are dropped.
    """
    gaps = {"", *missing}
    distinct: dict[str, float] = {}
    for text in set(cells):
        if text in gaps:
            distinct[text] = np.nan
            continue
        plain = text.replace("\u202f", "").replace("\xa0", "").replace(" ", "")
        plain = plain.replace(_THOUSANDS[decimal], "").replace(decimal, ".")
        try:
            value = float(plain)
        except ValueError:
            value = np.inf
        distinct[text] = value if np.isfinite(value) and "_" not in plain else np.inf
    values = np.array([distinct[c] for c in cells], dtype=float)
    wrong = np.isinf(values)
    return np.where(wrong, np.nan, values), wrong


def decimal_mark(cells: Iterable[str], default: str = ".") -> str:
    """The decimal mark these cells use, judged by the ones that leave no doubt.

    `3,40` can only be a decimal comma and `1,234.5` only a decimal point, while
    `1,250` could be either. Without evidence, `default`.
    """
    comma = point = 0
    for cell in cells:
        if not (("," in cell) or ("." in cell)):
            continue
        if re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})*,\d+", cell):
            comma += not re.fullmatch(r"[+-]?[1-9]\d{0,2}(,\d{3})", cell)
        if re.fullmatch(r"[+-]?(\d+|\d{1,3}(,\d{3})+)\.\d+", cell):
            point += not re.fullmatch(r"[+-]?[1-9]\d{0,2}(\.\d{3})", cell)
    if comma == point:
        return default
    return "," if comma > point else "."


_LONGEST_S = 1e9
"""Longer than a life is no duration."""

_CLOCK = re.compile(r"(?:(\d{1,6}):)?(\d{1,3}):(\d{2}(?:[.,]\d+)?)")
_WORDED = re.compile(
    r"(?:(\d{1,6})\s*(?:h|hr|std)\.?)?\s*(?:(\d{1,6})\s*(?:m|min)\.?)?\s*(?:(\d{1,9})\s*(?:s|sec|sek)\.?)?",
    re.IGNORECASE,
)


def to_seconds(text: str) -> float:
    """A duration in seconds, NaN when it is none.

    Reads `1:02:03`, `02:03`, `00:08:02.2`, `1h 2m`, `57m`, `21min`, `59s` and plain
    seconds.
    """
    text = text.strip()
    if not text:
        return np.nan
    clock = _CLOCK.fullmatch(text)
    if clock:
        hours, minutes, seconds = clock.groups()
        return (
            int(hours or 0) * 3600
            + int(minutes) * 60
            + float(seconds.replace(",", "."))
        )
    worded = _WORDED.fullmatch(text)
    if worded and any(worded.groups()):
        h, m, s = (int(part or 0) for part in worded.groups())
        return float(h * 3600 + m * 60 + s)
    try:
        plain = float(text)
    except ValueError:
        return np.nan
    # Next to nothing is nothing: a speed of it would have no end.
    return round(plain, 6) if 0 <= plain <= _LONGEST_S else np.nan

"""A plan as JSON, for other programs, and back."""

import json
import math
from collections.abc import Mapping
from typing import Any, NoReturn

from runlift.errors import DataFileError
from runlift.exercises.catalogue import Exercise
from runlift.program.plan import Plan
from runlift.program.plan_plain import as_plain, from_plain
from runlift.program.plan_words import house_label

VERSION = 1
"""Raised when a reader of today could misread what is written."""
MOST_CHARACTERS = 20_000_000
"""A year of five sessions a week has 400,000."""
_MOST_DIGITS = 18
_MARK, _LABEL = "runlift_plan", "label"


def to_json(plan: Plan) -> str:
    """The plan as JSON text; `docs/plans.md` says what it holds."""
    label = house_label(plan.sessions)
    head = {_MARK: VERSION, **({_LABEL: label} if label else {})}
    values = {**head, **as_plain(plan)}
    written = json.dumps(values, ensure_ascii=False, indent=1, allow_nan=False)
    # Half of a surrogate pair is no Unicode and cannot be saved as UTF-8.
    return "".join(f"\\u{ord(c):04x}" if _is_half(c) else c for c in written) + "\n"


def _is_half(character: str) -> bool:
    return "\ud800" <= character <= "\udfff"


def from_json(text: str, file: str, exercises: Mapping[str, Exercise]) -> Plan:
    """The plan in a JSON text; `file` is what errors call it.

    Raises:
        DataFileError: it is no JSON or no plan, or something in it is wrong.
    """
    values = _object(text, file)
    if values.pop(_MARK, None) != VERSION:
        raise DataFileError(
            f'{file} is no plan of this Runlift: "{_MARK}" is not {VERSION}. Export '
            "the plan again, or update Runlift."
        )
    values.pop(_LABEL, None)
    return from_plain(values, file, {}, exercises)


def _object(text: str, file: str) -> dict[str, Any]:
    if len(text) > MOST_CHARACTERS:
        raise DataFileError(f"{file} is too large to be a plan. Drop the right file.")
    try:
        values = json.loads(
            text.removeprefix("\ufeff"),
            parse_constant=_no_number,
            parse_float=_float,
            parse_int=_int,
        )
    except RecursionError:
        raise DataFileError(f"{file} is nested too deeply to be a plan.") from None
    except ValueError as reason:
        raise DataFileError(
            f"{file} is not valid JSON: {reason}. Correct it, or export the plan again."
        ) from None
    if not isinstance(values, dict):
        raise DataFileError(f"{file} is no plan: it must be one object, {{...}}.")
    return values


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _float(digits: str) -> float:
    value = float(digits)
    return value if math.isfinite(value) else _no_number(digits[:20])


def _int(digits: str) -> int:
    # Python counts without end; what a float cannot hold is no number of a plan.
    return int(digits) if len(digits) <= _MOST_DIGITS else _no_number(digits[:20])

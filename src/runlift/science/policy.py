"""The thresholds a coach may change: read from data/policy.toml, overridden per athlete."""

import functools
import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from runlift.errors import DataFileError, WrongInput
from runlift.paths import data_folder
from runlift.science.cited import HOUSE

Value = float | bool | tuple[float, ...]

_FIELDS = frozenset({"value", "unit", "source", "note"})
_REMEDY = "Correct it, or restore the file that came with Runlift."


@dataclass(frozen=True, slots=True)
class Threshold:
    """One editable number (or list, or switch) and how we know it."""

    key: str
    value: Value
    unit: str
    source: str
    note: str

    @property
    def sources(self) -> tuple[str, ...]:
        """The keys of docs/references.md; several where a list mixes origins."""
        return tuple(key.strip() for key in self.source.split(","))


class Policy(Mapping[str, Value]):
    """Every threshold by `section.key`, immutable and hashable."""

    __slots__ = ("_hash", "_thresholds")

    def __init__(self, thresholds: Iterable[Threshold]) -> None:
        self._thresholds = {one.key: one for one in thresholds}
        self._hash = hash(
            tuple((key, one.value) for key, one in sorted(self._thresholds.items()))
        )

    def __getitem__(self, key: str) -> Value:
        return self._thresholds[key].value

    def __iter__(self) -> Iterator[str]:
        return iter(self._thresholds)

    def __len__(self) -> int:
        return len(self._thresholds)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Policy):
            return NotImplemented
        return dict(self) == dict(other)

    def __reduce__(self) -> tuple[type["Policy"], tuple[tuple[Threshold, ...]]]:
        """Made anew in another process, where strings hash differently."""
        return Policy, (self.thresholds(),)

    def number(self, key: str) -> float:
        """The threshold `key`, which must be a single number.

        Raises:
            DataFileError: the policy file has no such number.
        """
        value = self._value(key)
        if isinstance(value, bool | tuple):
            raise DataFileError(f"policy.toml: {key} must be one number. {_REMEDY}")
        return value

    def numbers(self, key: str) -> tuple[float, ...]:
        """The threshold `key`, which must be a list of numbers.

        Raises:
            DataFileError: the policy file has no such list.
        """
        value = self._value(key)
        if not isinstance(value, tuple):
            raise DataFileError(
                f"policy.toml: {key} must be a list of numbers. {_REMEDY}"
            )
        return value

    def flag(self, key: str) -> bool:
        """The threshold `key`, which must be true or false.

        Raises:
            DataFileError: the policy file has no such switch.
        """
        value = self._value(key)
        if not isinstance(value, bool):
            raise DataFileError(f"policy.toml: {key} must be true or false. {_REMEDY}")
        return value

    def threshold(self, key: str) -> Threshold:
        """The threshold `key` with unit, source and note.

        Raises:
            WrongInput: there is no such threshold.
        """
        if key not in self._thresholds:
            raise WrongInput(
                f"There is no threshold called {key!r}; see the Methods page for all of them."
            )
        return self._thresholds[key]

    def thresholds(self) -> tuple[Threshold, ...]:
        """Every threshold, in the order of the file."""
        return tuple(self._thresholds.values())

    def with_overrides(self, overrides: Mapping[str, Any]) -> "Policy":
        """The same policy with some values replaced, as an athlete's settings do it.

        A list keeps its length and its direction (rising or falling), and a number
        that is not negative stays so: the rules rely on both.

        Raises:
            WrongInput: an unknown key, or a value of the wrong kind.
        """
        if not overrides:
            return self
        changed = dict(self._thresholds)
        for key, given in overrides.items():
            old = self.threshold(key)
            changed[key] = replace(old, value=_replacement(old, given))
        return Policy(changed.values())

    def _value(self, key: str) -> Value:
        if key not in self._thresholds:
            raise DataFileError(
                f"policy.toml has no {key}. Add it, or restore the file that came with Runlift."
            )
        return self._thresholds[key].value


@functools.cache
def default_policy() -> Policy:
    """The policy of the data folder, read once a process.

    Raises:
        DataFileError: the file is missing or wrong.
    """
    return read_policy(data_folder() / "policy.toml")


def read_policy(path: Path) -> Policy:
    """The policy in a file.

    Raises:
        DataFileError: the file is missing, is not TOML, or an entry is wrong.
    """
    try:
        sections = tomllib.loads(path.read_text("utf-8"))
    except OSError as reason:
        raise DataFileError(f"{path} cannot be read: {reason}. {_REMEDY}") from reason
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as reason:
        raise DataFileError(f"{path} is not valid TOML: {reason}. {_REMEDY}") from None
    found = []
    for section, entries in sections.items():
        if not isinstance(entries, dict):
            raise DataFileError(
                f"{path}: {section} stands outside a section. Write it as [section.{section}]."
            )
        for key, entry in entries.items():
            found.append(_threshold(f"{section}.{key}", entry, path))
    if not found:
        raise DataFileError(f"{path} holds no thresholds. {_REMEDY}")
    return Policy(found)


def policy_or_default(policy: Policy | None) -> Policy:
    """`policy`, or the one of the data folder where a caller has none of his own."""
    return default_policy() if policy is None else policy


def _threshold(key: str, entry: object, path: Path) -> Threshold:
    if not isinstance(entry, dict):
        raise DataFileError(
            f"{path}: {key} must be a table with value, unit, source and note. {_REMEDY}"
        )
    strange = sorted(set(entry) - _FIELDS)
    if strange:
        raise DataFileError(
            f"{path}: {key} has {', '.join(strange)}, which means nothing here. {_REMEDY}"
        )
    for name in ("unit", "source"):
        if not isinstance(entry.get(name), str) or not entry[name].strip():
            raise DataFileError(f'{path}: {key} has no {name}. Add {name} = "...".')
    note = entry.get("note", "")
    if not isinstance(note, str):
        raise DataFileError(f"{path}: the note of {key} must be text. {_REMEDY}")
    value = _value_of(entry.get("value"))
    if value is None:
        raise DataFileError(
            f"{path}: the value of {key} must be a number, a list of numbers, true or false. {_REMEDY}"
        )
    made = Threshold(key, value, entry["unit"], entry["source"], note)
    if HOUSE in made.sources and not note.strip():
        raise DataFileError(
            f"{path}: {key} is a house number. Add a note that says why it is what it is."
        )
    return made


def _value_of(given: object) -> Value | None:
    if isinstance(given, bool):
        return given
    if isinstance(given, int | float):
        return float(given) if math.isfinite(given) else None
    if isinstance(given, list | tuple) and given:
        numbers = [_value_of(one) for one in given]
        if all(isinstance(one, float) for one in numbers):
            return tuple(float(one) for one in numbers if isinstance(one, float))
    return None


def _replacement(old: Threshold, given: object) -> Value:
    value = _value_of(given)
    before = old.value
    if isinstance(before, bool):
        wanted = "true or false"
        is_right = isinstance(value, bool)
    elif isinstance(before, tuple):
        wanted = f"a list of {len(before)} numbers"
        is_right = isinstance(value, tuple) and len(value) == len(before)
    else:
        wanted = "a number"
        is_right = isinstance(value, float)
    if value is None or not is_right:
        raise WrongInput(f"{old.key} must be {wanted} ({old.unit}), not {given!r}.")
    if min(_all(before)) >= 0 > min(_all(value)):
        raise WrongInput(f"{old.key} cannot be negative ({given!r}).")
    for word, is_ordered in (("rise", _rises), ("fall", _falls)):
        if is_ordered(_all(before)):
            if not is_ordered(_all(value)):
                raise WrongInput(
                    f"The numbers of {old.key} must not {'fall' if word == 'rise' else 'rise'} from one to the next, as they do in {given!r}."
                )
            break
    return value


def _all(value: Value) -> tuple[float, ...]:
    return value if isinstance(value, tuple) else (float(value),)


def _rises(numbers: tuple[float, ...]) -> bool:
    return list(numbers) == sorted(numbers)


def _falls(numbers: tuple[float, ...]) -> bool:
    return list(numbers) == sorted(numbers, reverse=True)

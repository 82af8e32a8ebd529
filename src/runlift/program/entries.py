"""One table of a program's file, able to say where it is and what is wrong with it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from runlift.errors import DataFileError
from runlift.program.toml_lines import Place


@dataclass(frozen=True, slots=True)
class Entries:
    """The keys of one table, read one by one.

    Every reader raises `DataFileError` with file, line, key, value and remedy.
    """

    file: str
    values: Mapping[str, Any]
    lines: Mapping[Place, int]
    place: Place = ()

    def error(self, key: str, what: str) -> DataFileError:
        """An error about a key of this table, or about the table where `key` is empty."""
        said = f"{key} {what}" if key else what
        if key in self.values:
            said = f"{key} = {_short(self.values[key])} {what}"
        return DataFileError(f"{self._where(key)}: {said}.")

    def only(self, allowed: Iterable[str]) -> None:
        """Refuse keys that mean nothing here: most are typing errors."""
        known = list(allowed)
        for key in self.values:
            if key not in known:
                raise self.error(
                    key, f"means nothing here; the keys are {', '.join(known)}"
                )

    def text(self, key: str) -> str:
        """A text that must not be empty."""
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(key, 'must be a text, write it as "..."')
        return value.strip()

    def one_of(self, key: str, allowed: Iterable[str], default: str = "") -> str:
        """One of a few words; `default` where it is left out."""
        words = list(allowed)
        value = default if default and key not in self.values else self.text(key)
        if value not in words:
            raise self.error(key, f"is unknown, use one of {', '.join(sorted(words))}")
        return value

    def flag(self, key: str) -> bool:
        """A switch, off where it is left out."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.error(key, "must be true or false, without quotation marks")
        return value

    def whole(self, key: str, low: int, high: int) -> int:
        """A whole number between two bounds, both included."""
        first, last = self.whole_range(key, low, high)
        if first != last:
            raise self.error(key, "must be one number, write it like 3")
        return first

    def whole_range(self, key: str, low: int, high: int) -> tuple[int, int]:
        """One whole number, or two as `[fewest, most]`."""
        first, last = self.range(key, low, high)
        if first != int(first) or last != int(last):
            raise self.error(key, "must be whole numbers")
        return int(first), int(last)

    def number(self, key: str, low: float, high: float) -> float:
        """A number between two bounds, both included."""
        first, last = self.range(key, low, high)
        if first != last:
            raise self.error(key, "must be one number, write it like 82.5")
        return first

    def range(self, key: str, low: float, high: float) -> tuple[float, float]:
        """One number, or two as `[from, to]`."""
        value = self.values.get(key)
        pair: list[Any] = value if isinstance(value, list) else [value, value]
        # A bool is an int in Python, and no number of anything.
        if len(pair) != 2 or not all(type(one) in (int, float) for one in pair):
            raise self.error(key, "must be a number such as 3, or two such as [3, 5]")
        first, last = (float(one) for one in pair)
        if not low <= first <= high or not low <= last <= high:
            raise self.error(key, f"is outside {low:g} to {high:g}, correct it")
        if first > last:
            raise self.error(key, "begins with the larger number, turn it round")
        return first, last

    def table(self, key: str) -> "Entries":
        """The table `[key]`."""
        value = self.values.get(key)
        if not isinstance(value, dict):
            raise self.error(
                "", f"there is no table [{key}], add it as docs/programs.md shows"
            )
        return Entries(self.file, value, self.lines, (*self.place, key))

    def tables(self, key: str, most: int) -> "Iterator[Entries]":
        """The tables `[[key]]`, at least one and at most `most`."""
        value = self.values.get(key)
        if not isinstance(value, list) or not value:
            way = ".".join([*(one for one in self.place if isinstance(one, str)), key])
            raise self.error(
                "", f"there is no [[{way}]], add one as docs/programs.md shows"
            )
        if len(value) > most:
            raise self.error(
                "", f"has {len(value)} of {key}, more than {most}: leave some out"
            )
        for place, one in enumerate(value):
            if not isinstance(one, dict):
                raise self.error(key, "must be tables, write them as [[...]] or {...}")
            yield Entries(self.file, one, self.lines, (*self.place, key, place))

    def _where(self, key: str) -> str:
        """File, line and table: `own.toml, line 12 (workout 1, exercise 2)`."""
        line = self.lines.get((*self.place, key)) if key else None
        way = self.place
        # Of a table in an array on one line, the line of the array is known.
        while line is None and way:
            line = self.lines.get(way)
            way = way[:-1]
        at = f", line {line}" if line else ""
        names = [one for one in self.place if isinstance(one, str)]
        counts = [one + 1 for one in self.place if isinstance(one, int)]
        table = ", ".join(
            f"{name.removesuffix('s')} {count}"
            for name, count in zip(names, counts, strict=False)
        )
        return f"{self.file}{at}{f' ({table})' if table else ''}"


def _short(value: object) -> str:
    """A value as the file has it, cut where it is long."""
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."

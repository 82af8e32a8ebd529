"""How an exercise is done and what to do instead, from `data/how_to.toml`, checked."""

import fnmatch
import functools
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, cast, get_args

from runlift import paths
from runlift.errors import CatalogueError
from runlift.exercises.catalogue import (
    EQUIPMENT,
    KINDS,
    PATTERNS,
    Exercise,
    catalogue,
)

Place = Literal["gym", "machine", "band", "bodyweight"]
"""With what something else is done: free weights and cables, a machine, a band, nothing."""

PLACES: tuple[Place, ...] = get_args(Place)
LONGEST_TEXT, SHORTEST_TEXT = 420, 60
"""Characters of a text: two or three sentences."""

_TRAITS = {"patterns": PATTERNS, "equipment": EQUIPMENT, "kinds": KINDS}
_HEADER = r"^\s*\[\s*{table}\s*\]"


@dataclass(frozen=True, slots=True)
class Instead:
    """Something to do instead: its name, and the exercise where the catalogue has it."""

    place: Place
    name: str
    exercise_id: str | None


@dataclass(frozen=True, slots=True)
class HowTo:
    """How one exercise is done."""

    text: str
    kind: str | None
    """The kind of exercise the text is about, in the plural; none if about this one."""


@dataclass(frozen=True, slots=True)
class Family:
    """Exercises of one kind, and how all of them are done."""

    name: str
    title: str
    text: str
    exercises: tuple[str, ...]
    traits: Mapping[str, frozenset[str]]

    def fits(self, exercise: Exercise) -> bool:
        """Whether the exercise is of this kind."""
        if self.exercises:
            return any(
                fnmatch.fnmatchcase(exercise.exercise_id, one) for one in self.exercises
            )
        own = {
            "patterns": exercise.pattern,
            "equipment": exercise.equipment,
            "kinds": exercise.kind,
        }
        return all(own[name] in allowed for name, allowed in self.traits.items())

    @property
    def exactness(self) -> int:
        """How closely the entry describes its exercises; the closest one counts."""
        return 10 if self.exercises else len(self.traits)


@dataclass(frozen=True, slots=True)
class HowTos:
    """Everything a file of how-tos says."""

    texts: Mapping[str, str]
    """By exercise id."""
    instead: Mapping[str, tuple[Instead, ...]]
    """By exercise id, in the order of `PLACES`."""
    families: tuple[Family, ...]

    def of(self, exercise: Exercise) -> HowTo | None:
        """How the exercise is done; `None` where nothing is written."""
        if exercise.exercise_id in self.texts:
            return HowTo(self.texts[exercise.exercise_id], None)
        fitting = _closest(self.families, exercise)
        return HowTo(fitting[0].text, fitting[0].title) if fitting else None


@functools.cache
def how_tos() -> HowTos:
    """The how-tos of the data folder.

    Raises:
        CatalogueError: the file is wrong; the message names the entry and the remedy.
    """
    return read_how_tos(paths.data_folder() / "how_to.toml", catalogue())


def read_how_tos(path: Path, exercises: Mapping[str, Exercise]) -> HowTos:
    """Read and check a file of how-tos.

    Args:
        path: the file.
        exercises: the catalogue the entries speak of.

    Raises:
        CatalogueError: it cannot be read, an entry is wrong, an exercise is not in the
            catalogue, or two families describe an exercise equally closely.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueError(
            f"{path} cannot be read ({error}). Put the file back, or point RUNLIFT_DATA "
            "to the folder that has it."
        ) from error
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(
            f"{path.name} is not valid TOML: {error}. Correct that line, or restore the "
            "file that came with Runlift."
        ) from None
    strange = sorted(set(values) - {"exercise", "family"})
    if strange:
        raise CatalogueError(
            f"{path.name}: [{strange[0]}] means nothing here, use [exercise.<id>] or "
            "[family.<name>]."
        )
    texts: dict[str, str] = {}
    instead: dict[str, tuple[Instead, ...]] = {}
    for entry in _entries(path.name, text, "exercise", values):
        if entry.name not in exercises:
            raise entry.error("is not in exercises.csv, correct or add it")
        entry.only(("text", *PLACES))
        texts[entry.name] = entry.prose()
        instead[entry.name] = tuple(
            one for place in PLACES for one in entry.instead(place, exercises)
        )
    families = tuple(
        _family(entry, exercises)
        for entry in _entries(path.name, text, "family", values)
    )
    _check_one_family(path.name, families, exercises, texts)
    return HowTos(MappingProxyType(texts), MappingProxyType(instead), families)


def _family(entry: "_Entry", exercises: Mapping[str, Exercise]) -> Family:
    entry.only(("title", "text", "exercises", *_TRAITS))
    named = entry.words("exercises")
    for pattern in named:
        if not fnmatch.filter(exercises, pattern):
            raise entry.error(f"exercises names {pattern!r}, which no exercise is")
    traits = {name: frozenset(entry.words(name)) for name in _TRAITS}
    traits = {name: words for name, words in traits.items() if words}
    for name, words in traits.items():
        unknown = sorted(words - _TRAITS[name])
        if unknown:
            allowed = ", ".join(sorted(_TRAITS[name]))
            raise entry.error(f"{name} has {unknown[0]!r}, use some of {allowed}")
    if bool(named) == bool(traits):
        raise entry.error("needs either exercises or patterns, equipment and kinds")
    if not named and "patterns" not in traits:
        raise entry.error("has no patterns, name at least one")
    title = entry.values.get("title")
    if not isinstance(title, str) or not title.strip():
        raise entry.error("has no title, say which kind of exercise it is")
    return Family(
        entry.name, title.strip(), entry.prose(), named, MappingProxyType(traits)
    )


def _closest(families: Iterable[Family], exercise: Exercise) -> list[Family]:
    """The families that describe the exercise most closely; more than one is a mistake."""
    fitting = [one for one in families if one.fits(exercise)]
    most = max((one.exactness for one in fitting), default=0)
    return [one for one in fitting if one.exactness == most]


def _check_one_family(
    file: str,
    families: tuple[Family, ...],
    exercises: Mapping[str, Exercise],
    texts: Mapping[str, str],
) -> None:
    for exercise in exercises.values():
        fitting = _closest(families, exercise)
        if len(fitting) > 1 and exercise.exercise_id not in texts:
            names = " and ".join(one.name for one in fitting)
            raise CatalogueError(
                f"{file}: the families {names} describe {exercise.exercise_id} equally "
                "closely, narrow one of them."
            )


@dataclass(frozen=True, slots=True)
class _Entry:
    """One table of the file, able to say where it is and what is wrong with it."""

    file: str
    line: int
    table: str
    name: str
    values: Mapping[str, Any]

    def error(self, what: str) -> CatalogueError:
        return CatalogueError(f"{self.file}, line {self.line}: [{self.table}] {what}.")

    def only(self, allowed: Iterable[str]) -> None:
        strange = sorted(set(self.values) - set(allowed))
        if strange:
            raise self.error(f"has {strange[0]!r}, use {', '.join(allowed)}")

    def prose(self) -> str:
        text = self.values.get("text")
        if not isinstance(text, str):
            raise self.error("has no text, say how it is done")
        text = " ".join(text.split())
        if not SHORTEST_TEXT <= len(text) <= LONGEST_TEXT or not text.endswith("."):
            raise self.error(
                f"has a text of {len(text)} characters, write {SHORTEST_TEXT} to "
                f"{LONGEST_TEXT} in whole sentences"
            )
        return text

    def words(self, key: str) -> tuple[str, ...]:
        found = self.values.get(key, [])
        if not isinstance(found, list) or not all(isinstance(x, str) for x in found):
            raise self.error(f'{key} must be a list such as ["squat"]')
        return tuple(found)

    def instead(
        self, place: Place, exercises: Mapping[str, Exercise]
    ) -> tuple[Instead, ...]:
        found = self.values.get(place, [])
        if not isinstance(found, list):
            raise self.error(f'{place} must be a list such as [{{ name = "Push-up" }}]')
        made = []
        for one in found:
            if (
                not isinstance(one, dict)
                or not set(one) <= {"name", "exercise"}
                or not isinstance(one.get("name"), str)
            ):
                raise self.error(f"{place} has {one!r}, write name and exercise")
            other = one.get("exercise")
            if other is not None and (other not in exercises or other == self.name):
                raise self.error(
                    f"{place} has {other!r}, name another exercise of exercises.csv"
                )
            made.append(Instead(place, one["name"], cast("str | None", other)))
        return tuple(made)


def _entries(
    file: str, text: str, kind: str, values: Mapping[str, Any]
) -> Iterable[_Entry]:
    tables = values.get(kind, {})
    if not isinstance(tables, dict):
        raise CatalogueError(f"{file}: write [{kind}.<name>] and its lines below.")
    for name, entry in tables.items():
        table = f"{kind}.{name}"
        header = re.search(_HEADER.format(table=re.escape(table)), text, re.MULTILINE)
        line = text.count("\n", 0, header.end()) + 1 if header else 1
        if not isinstance(entry, dict):
            raise CatalogueError(f"{file}: {table} must be a table [{table}].")
        yield _Entry(file, line, table, name, entry)

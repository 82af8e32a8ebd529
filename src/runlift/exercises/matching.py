"""Find the exercise a name means: the athlete's choice, an alias, the same words, or nothing.

A wrong match files years of training under the wrong lift, so there is no nearest
name here: what is not certain stays unmatched and is shown as such.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import pandas as pd

from runlift import paths
from runlift.exercises.catalogue import Exercise, catalogue, rows
from runlift.exercises.sides import Side, without_side

How = Literal["choice", "alias", "words"]

APPS = frozenset(("strong", "hevy", "strengthlog", "fitnotes", "any"))

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´"))

_SINGULAR = {
    "ups": "up",
    "calves": "calf",
    "flye": "fly",
    "flyes": "fly",
    "flys": "fly",
    "flies": "fly",
}
"""Plurals and spellings the general rule would get wrong."""

SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "for",
        "from",
        "in",
        "of",
        "on",
        "the",
        "using",
        "w",
        "with",
    ]
)
"""Words of a name that tell no exercise from another."""

_SAME_WORDS: Mapping[str, tuple[str, ...]] = {
    # implements
    "db": ("dumbbell",),
    "dbs": ("dumbbell",),
    "dumbbel": ("dumbbell",),
    "dumbel": ("dumbbell",),
    "dumbell": ("dumbbell",),
    "bb": ("barbell",),
    "barbel": ("barbell",),
    "kb": ("kettlebell",),
    "kbs": ("kettlebell",),
    "kettleball": ("kettlebell",),
    "bw": ("body", "weight"),
    "bodyweight": ("body", "weight"),
    "ezbar": ("ez", "bar"),
    "banded": ("band",),
    # as German athletes shorten them
    "kh": ("kurzhantel",),
    "lh": ("langhantel",),
    # sides
    "1": ("single",),
    "one": ("single",),
    "armed": ("arm",),
    "handed": ("arm",),
    "legged": ("leg",),
    # written together or apart
    "benchpress": ("bench", "press"),
    "chinup": ("chin", "up"),
    "crossbody": ("cross", "body"),
    "crossover": ("cross", "over"),
    "deadlift": ("dead", "lift"),
    "facepull": ("face", "pull"),
    "goodmorning": ("good", "morning"),
    "hyperextension": ("hyper", "extension"),
    "kickback": ("kick", "back"),
    "legpress": ("leg", "press"),
    "muscleup": ("muscle", "up"),
    "pressdown": ("push", "down"),
    "pulldown": ("pull", "down"),
    "pullover": ("pull", "over"),
    "pullup": ("pull", "up"),
    "pushdown": ("push", "down"),
    "pushup": ("push", "up"),
    "rollout": ("roll", "out"),
    "situp": ("sit", "up"),
    "skullcrusher": ("skull", "crusher"),
    "stepup": ("step", "up"),
    "woodchop": ("wood", "chop"),
    "woodchopper": ("wood", "chop"),
    # spellings and other names of the same thing
    "abductor": ("abduction",),
    "adductor": ("adduction",),
    "deltoid": ("delt",),
    "extention": ("extension",),
    "palloff": ("pallof",),
    # the abbreviations lifters use
    "bss": ("bulgarian", "split", "squat"),
    "dl": ("dead", "lift"),
    "ohp": ("overhead", "press"),
    "rdl": ("romanian", "dead", "lift"),
}

JOINED_WORDS = tuple(word for word, apart in _SAME_WORDS.items() if len(apart) > 1)
"""Words that stand for several, such as "benchpress"."""


def match(
    names: Iterable[str], choices: Mapping[str, str | None] = MappingProxyType({})
) -> pd.DataFrame:
    """Say for every name which exercise it means, one row a name in the order given.

    Columns: `exercise_raw`, the name; `exercise_id`, or None where nothing is certain;
    `how`: choice, alias, words or None; `side`, L or R where the name says that one
    side alone did it ("Split Squat (Left)" is the split squat).

    Args:
        names: exercise names as a file has them.
        choices: what the athlete decided, by name. None leaves a name unmatched on
            purpose. A choice is taken at its word, also for an exercise of her own.
    """
    by_form = _choices_by_form(choices)
    found = [(name, *_decide(name, choices, by_form)) for name in names]
    return pd.DataFrame(
        found,
        columns=["exercise_raw", "exercise_id", "how", "side"],
        # Text columns of pandas 3 would turn None into NaN, which is not a name.
        dtype=object,
    )


@functools.lru_cache(maxsize=1 << 15)
def normal_form(name: str) -> str:
    """What is left of a name without case, accents, punctuation and plurals."""
    text = name.casefold().translate(_APOSTROPHES).replace("&", " and ")
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in parts if not unicodedata.combining(c))
    return " ".join(map(_singular, _WORD.findall(text)))


def spelt_out(word: str) -> tuple[str, ...]:
    """The words an abbreviation or a joined word stands for; itself if it is neither.

    Args:
        word: one word of a normal form.
    """
    return _SAME_WORDS.get(word, (word,))


def word_set(name: str) -> frozenset[str]:
    """The words of a name without order, small words and abbreviations."""
    words: set[str] = set()
    for word in normal_form(name).split():
        if word not in SMALL_WORDS:
            words.update(spelt_out(word))
    if "smith" in words:
        words.discard("machine")
    return frozenset(words)


@functools.cache
def aliases() -> Mapping[str, str]:
    """The exercise id of every alias, by the alias's normal form.

    Raises:
        CatalogueError: a row is wrong; the message names file, line and remedy.
    """
    return MappingProxyType(
        read_aliases(paths.data_folder() / "aliases.csv", catalogue())
    )


def read_aliases(path: Path, exercises: Mapping[str, Exercise]) -> dict[str, str]:
    """Read and check a file of aliases."""
    found: dict[str, str] = {}
    for row in rows(path, ("alias", "exercise_id", "apps")):
        form = normal_form(row.text("alias"))
        if form in found:
            raise row.error(
                "alias", f"is there already (as {found[form]}), keep one of them"
            )
        if row.text("exercise_id") not in exercises:
            raise row.error("exercise_id", "is not in exercises.csv, correct or add it")
        if not set(row.text("apps").split()) <= APPS:
            words = ", ".join(sorted(APPS))
            raise row.error("apps", f"has an unknown app, use {words}")
        found[form] = row.cells["exercise_id"]
    return found


@functools.cache
def _by_word_set() -> Mapping[frozenset[str], str | None]:
    """The exercise of every word set; None where two exercises share the words."""
    found: dict[frozenset[str], str | None] = {}
    named = [(exercise.name, key) for key, exercise in catalogue().items()]
    for name, exercise_id in (*aliases().items(), *named):
        words = word_set(name)
        known = found.setdefault(words, exercise_id)
        if known != exercise_id:
            found[words] = None
    return found


def _decide(
    name: str, choices: Mapping[str, str | None], by_form: Mapping[str, str | None]
) -> tuple[str | None, How | None, Side | None]:
    if name in choices:
        return choices[name], "choice", without_side(name)[1]
    if by_form:
        form = normal_form(name)
        if form in by_form:
            return by_form[form], "choice", without_side(name)[1]
    exercise_id, how = _known(name)
    if exercise_id is not None:
        return exercise_id, how, None
    bases, side = without_side(name)
    for base in bases:
        if by_form and normal_form(base) in by_form:
            return by_form[normal_form(base)], "choice", side
        exercise_id, how = _known(base)
        if exercise_id is not None:
            return exercise_id, how, side
    return None, None, side


@functools.lru_cache(maxsize=1 << 15)
def _known(name: str) -> tuple[str | None, How | None]:
    """What the tables say, remembered because the same names come in every file."""
    exercise_id = aliases().get(normal_form(name))
    if exercise_id is not None:
        return exercise_id, "alias"
    words = word_set(name)
    exercise_id = _by_word_set().get(words) if words else None
    return exercise_id, "words" if exercise_id is not None else None


def _choices_by_form(choices: Mapping[str, str | None]) -> dict[str, str | None]:
    """The choices by normal form, without those that contradict each other."""
    found: dict[str, str | None] = {}
    contradicted = set()
    for name, exercise_id in choices.items():
        form = normal_form(name)
        if found.setdefault(form, exercise_id) != exercise_id:
            contradicted.add(form)
    return {form: value for form, value in found.items() if form not in contradicted}


def _singular(word: str) -> str:
    if word in _SINGULAR:
        return _SINGULAR[word]
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1]

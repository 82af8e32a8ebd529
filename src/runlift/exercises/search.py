"""Find exercises by what people type: a name in any app's words, a muscle, an implement."""

import functools
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from runlift.exercises.catalogue import Exercise, catalogue, muscles
from runlift.exercises.matching import (
    SMALL_WORDS,
    aliases,
    match,
    normal_form,
    spelt_out,
)
from runlift.exercises.words import equipment_word, kind_word, pattern_word

_NAME, _ALIAS, _ID, _TRAIT = 4.0, 3.0, 3.0, 2.0
"""What a word of the name, of another name, or of a trait weighs."""
_WHOLE, _BEGINNING, _NEARLY = 1.0, 0.7, 0.5
"""A word as typed, one that begins so, one with a slip in it."""
_MEANT, _BEGINS, _GUIDE = 4.0, 2.0, 0.5
"""On top: the one a log's name would mean, a name that begins so, one of the guide's."""
_LEAST_RATIO = 80.0
"""From 0 to 100: one slip in a word of five letters, two in one of ten."""
_SHORTEST_SLIP = 4
"""Letters a word needs before a slip in it can be told from another word."""

_PEOPLE_SAY: Mapping[str, str] = {
    "chest": "pecs pectorals",
    "front_delts": "shoulders delts",
    "side_delts": "shoulders delts",
    "rear_delts": "shoulders delts",
    "forearms": "grip",
    "abs": "abs core stomach",
    "obliques": "core",
    "quads": "quads thighs legs",
    "adductors": "groin inner thigh",
    "tibialis_anterior": "shin tibialis",
    "traps": "traps neck",
    "upper_back": "rhomboids",
    "lats": "lats back",
    "lower_back": "erectors core",
    "glute_max": "glutes buttocks hips",
    "glute_med": "glutes abductors hips",
    "hamstrings": "hams legs",
    "gastrocnemius": "calf calves",
    "soleus": "calf calves",
}
"""Other words for a muscle."""


@dataclass(frozen=True, slots=True)
class _Index:
    """Words, and how much each says about which exercise."""

    weights: Mapping[str, Mapping[str, float]]
    """By word, then by exercise id."""
    words: tuple[str, ...]


def search(text: str, exercises: Mapping[str, Exercise]) -> list[str]:
    """The exercises that fit every word of a text, the best first.

    Case, accents, plurals and abbreviations do not matter, the last letters may be
    missing, and longer words may have a slip in them. Primary muscles, movement and
    implement count as words too, less than the name.

    Args:
        text: as typed; empty fits everything.
        exercises: by id.

    Returns:
        Exercise ids; for an empty text all of them, in the order given.
    """
    words = _typed(text)
    if not words:
        return list(exercises)
    index = _index_of(exercises)
    scores: dict[str, float] | None = None
    for word in words:
        found = _scores(word, index)
        scores = (
            found
            if scores is None
            else {
                key: value + found[key] for key, value in scores.items() if key in found
            }
        )
    together = normal_form(text)
    meant = match([text])["exercise_id"].iloc[0]

    def rank(key: str) -> tuple[float, int, str]:
        name = normal_form(exercises[key].name)
        more = (
            _MEANT * (key == meant)
            + _BEGINS * name.startswith(together)
            + _GUIDE * (exercises[key].basis == "guide")
        )
        return (-(scores or {})[key] - more, len(name), name)

    return sorted((key for key in scores or {} if key in exercises), key=rank)


def _typed(text: str) -> list[str]:
    """The words of a text; small ones only where there is nothing else."""
    typed = [word for one in normal_form(text).split() for word in spelt_out(one)]
    return [word for word in typed if word not in SMALL_WORDS] or typed


def _scores(word: str, index: _Index) -> dict[str, float]:
    """How well each exercise fits one word."""
    close = dict.fromkeys(
        (known for known in index.words if known.startswith(word)), _BEGINNING
    )
    if not close and len(word) >= _SHORTEST_SLIP:
        # Only a word that leads nowhere is taken for a slip.
        for known, ratio, _ in process.extract(
            word, index.words, scorer=fuzz.ratio, score_cutoff=_LEAST_RATIO, limit=None
        ):
            close[known] = _NEARLY * ratio / 100
    if word in index.weights:
        close[word] = _WHOLE
    found: dict[str, float] = {}
    for known, share in close.items():
        for exercise_id, weight in index.weights[known].items():
            found[exercise_id] = max(found.get(exercise_id, 0.0), share * weight)
    return found


def _index_of(exercises: Mapping[str, Exercise]) -> _Index:
    """The index of a catalogue; an athlete's own exercises are added to the common one."""
    common = catalogue()
    own = tuple(one for key, one in exercises.items() if key not in common)
    return _index_with(own) if own else _common_index()


@functools.lru_cache(maxsize=8)
def _index_with(own_exercises: tuple[Exercise, ...]) -> _Index:
    own = _indexed({one.exercise_id: one for one in own_exercises}, {})
    weights = {word: dict(known) for word, known in _common_index().weights.items()}
    for word, known in own.items():
        weights.setdefault(word, {}).update(known)
    return _Index(weights, tuple(weights))


@functools.cache
def _common_index() -> _Index:
    named: dict[str, list[str]] = defaultdict(list)
    for alias, exercise_id in aliases().items():
        named[exercise_id].append(alias)
    weights = _indexed(catalogue(), named)
    return _Index(weights, tuple(weights))


def _indexed(
    exercises: Mapping[str, Exercise], other_names: Mapping[str, list[str]]
) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for exercise_id, one in exercises.items():
        traits = " ".join(
            (
                pattern_word(one.pattern),
                equipment_word(one.equipment),
                kind_word(one.kind),
                *(f"{muscles()[m].name} {_PEOPLE_SAY.get(m, '')}" for m in one.primary),
            )
        )
        # The heaviest last: a word of the name that is a trait too counts as name.
        for weight, text in (
            (_TRAIT, traits),
            *((_ALIAS, name) for name in other_names.get(exercise_id, ())),
            (_ID, exercise_id.replace("_", " ")),
            (_NAME, one.name),
        ):
            for word in normal_form(text).split():
                for part in (word, *spelt_out(word)):
                    if part not in SMALL_WORDS:
                        found[part][exercise_id] = weight
    return found

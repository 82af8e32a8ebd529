"""Propose what an unknown name may mean; the athlete decides, nothing is ever taken as said.

`matching` is certain or silent. Here words may be missing, added or misspelt, so every
proposal carries a score and the words it rests on.
"""

import functools
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from runlift.exercises.catalogue import Exercise, catalogue
from runlift.exercises.matching import (
    JOINED_WORDS,
    SMALL_WORDS,
    aliases,
    normal_form,
    spelt_out,
    word_set,
)
from runlift.exercises.sides import without_side

_IMPLEMENTS: Mapping[str, frozenset[str]] = {
    "barbell": frozenset({"barbell"}),
    "langhantel": frozenset({"barbell"}),
    "dumbbell": frozenset({"dumbbell"}),
    "kurzhantel": frozenset({"dumbbell"}),
    "kettlebell": frozenset({"kettlebell"}),
    "cable": frozenset({"cable"}),
    "kabel": frozenset({"cable"}),
    "kabelzug": frozenset({"cable"}),
    "rope": frozenset({"cable"}),
    "machine": frozenset({"machine", "smith_machine"}),
    "maschine": frozenset({"machine", "smith_machine"}),
    "lever": frozenset({"machine"}),
    "smith": frozenset({"smith_machine"}),
    "multipresse": frozenset({"smith_machine"}),
    "band": frozenset({"band"}),
    "theraband": frozenset({"band"}),
    "trx": frozenset({"suspension"}),
    "suspension": frozenset({"suspension"}),
    "ring": frozenset({"rings"}),
    "ez": frozenset({"ez_bar"}),
    "sz": frozenset({"ez_bar"}),
    "landmine": frozenset({"landmine"}),
    "plate": frozenset({"plate"}),
    "medicine": frozenset({"medicine_ball"}),
}
"""Words that name the implement, and the equipment they can mean."""
_MOVEMENTS = frozenset(
    (
        "abduction",
        "adduction",
        "bridge",
        "carry",
        "chop",
        "clean",
        "climb",
        "crunch",
        "curl",
        "dead",
        "dip",
        "drag",
        "extension",
        "flexion",
        "fly",
        "hang",
        "hop",
        "hyper",
        "jerk",
        "jump",
        "kick",
        "lunge",
        "morning",
        "nordic",
        "plank",
        "press",
        "pull",
        "push",
        "raise",
        "roll",
        "rotation",
        "row",
        "shrug",
        "sit",
        "snatch",
        "squat",
        "step",
        "swing",
        "thrust",
        "throw",
        "twist",
        "walk",
    )
)
"""Words that name what is done. Whoever squats with chains does no bench press with chains."""
_SAY_NOTHING = frozenset(
    ("exercise", "exercice", "ejercicio", "gym", "new", "set", "training", "workout")
)
_SHORTEST_SLIP = 4
"""Letters a word needs before a slip in it can be told from another word."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


@dataclass(frozen=True, slots=True)
class Limits:
    """What likeness is worth: `data/policy.toml`, section matching."""

    least_score: float
    least_word_likeness: float
    extra_word_weight: float
    missing_word_weight: float
    unknown_word_weight: float
    other_implement: float
    other_movement: float
    most: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One exercise a name may mean, and why."""

    exercise_id: str
    score: float
    """From 0 to 1; 1 says the same words."""
    shared: tuple[str, ...]
    """Words of the name that speak for it, as the name has them."""
    left: tuple[str, ...]
    """Words of the name that say nothing about it."""


def suggest(
    names: Iterable[str], exercises: Mapping[str, Exercise], limits: Limits
) -> dict[str, tuple[Suggestion, ...]]:
    """What each name may mean, the likeliest first; an empty tuple where nothing is like it.

    A proposal compares the words of the name with those of one alias or catalogue name:
    what they share, by what they share plus parts of what either has alone (Tversky's
    index of weighted words). A word weighs the more the fewer exercises have it; one
    that no exercise has, as of a gym or a colour, weighs little. Another implement or
    another movement than the name says takes part of the score away, and no exercise
    with another implement comes before one of the same movement with the right one.

    Args:
        names: exercise names as files have them.
        exercises: by id; an athlete's own are proposed too.
        limits: thresholds.
    """
    own = tuple(one for key, one in exercises.items() if key not in catalogue())
    return {name: _suggest(name, own, limits) for name in names}


@dataclass(frozen=True, slots=True)
class _Labels:
    """Every name an exercise goes by, as words, and the way back from a word."""

    labels: tuple[tuple[str, frozenset[str]], ...]
    by_word: Mapping[str, tuple[int, ...]]
    weights: Mapping[str, float]
    exercises: Mapping[str, Exercise]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A name, taken apart."""

    words: frozenset[str]
    nearest: Mapping[str, Mapping[str, float]]
    """For each word the known ones it may be, with their likeness from 0 to 1."""
    weights: Mapping[str, float]
    implements: frozenset[str]
    movements: frozenset[str]


@functools.lru_cache(maxsize=1 << 12)
def _suggest(
    name: str, own: tuple[Exercise, ...], limits: Limits
) -> tuple[Suggestion, ...]:
    known = _labels(own)
    asked = _asked(name, known, limits)
    touched = {
        place
        for near in asked.nearest.values()
        for other in near
        for place in known.by_word[other]
    }
    scored = [
        (known.labels[place][0], *_score(asked, known.labels[place][1], known, limits))
        for place in touched
    ]
    best = _best(scored, asked, known, limits.least_score, limits.other_implement)
    if not best:
        # Nobody does it with what the name says; the nearest is still worth proposing.
        half = (1 + limits.other_implement) / 2
        best = _best(scored, asked, known, limits.least_score, half)
    found = [
        Suggestion(exercise_id, score, *_told(name, shared))
        for exercise_id, (score, shared) in best.items()
    ]
    fitting = {
        known.exercises[one.exercise_id].pattern
        for one in found
        if _fits(one.exercise_id, asked, known)
    }

    def rank(one: Suggestion) -> tuple[bool, float, bool, int, str]:
        exercise = known.exercises[one.exercise_id]
        is_other = bool(asked.implements) and not _fits(one.exercise_id, asked, known)
        return (
            is_other and exercise.pattern in fitting,
            -round(one.score, 3),
            exercise.basis != "guide",
            len(exercise.name),
            one.exercise_id,
        )

    return tuple(sorted(found, key=rank)[: limits.most])


def _best(
    scored: list[tuple[str, float, frozenset[str]]],
    asked: _Asked,
    known: _Labels,
    least: float,
    other_implement: float,
) -> dict[str, tuple[float, frozenset[str]]]:
    """The best score of each exercise, and its words, where that is enough."""
    best: dict[str, tuple[float, frozenset[str]]] = {}
    for exercise_id, score, shared in scored:
        if asked.implements and not _fits(exercise_id, asked, known):
            score *= other_implement
        if score >= least and score > best.get(exercise_id, (0.0,))[0]:
            best[exercise_id] = score, shared
    return best


def _fits(exercise_id: str, asked: _Asked, known: _Labels) -> bool:
    """Whether the exercise may be done with what the name says."""
    equipment = known.exercises[exercise_id].equipment
    return equipment in asked.implements or equipment == "unspecified"


def _asked(name: str, known: _Labels, limits: Limits) -> _Asked:
    bases, _ = without_side(name)
    words: set[str] = set()
    for word in word_set(bases[0] if bases else name):
        words.update(_apart(word, known, limits.least_word_likeness))
    nearest = {
        word: _nearest(word, known, limits.least_word_likeness) for word in words
    }
    weights = {
        word: known.weights[max(near, key=lambda one: (near[one], one))]
        if near
        else limits.unknown_word_weight
        for word, near in nearest.items()
    }
    return _Asked(
        frozenset(words),
        nearest,
        weights,
        frozenset().union(*(_IMPLEMENTS.get(word, frozenset()) for word in words)),
        frozenset(words & _MOVEMENTS),
    )


def _score(
    asked: _Asked, label: frozenset[str], known: _Labels, limits: Limits
) -> tuple[float, frozenset[str]]:
    """How alike a name and a label are, and the words of the name that say so."""
    alike, is_sure = 0.0, False
    shared: set[str] = set()
    answered: set[str] = set()
    for word in asked.words:
        near = asked.nearest[word]
        close = [other for other in near if other in label]
        if close:
            other = max(close, key=lambda one: (near[one], one))
            alike += near[other] * known.weights[other]
            is_sure |= other == word
            shared.add(word)
            answered.add(other)
    extra = sum(asked.weights[word] for word in asked.words - shared)
    if not shared or (extra and not is_sure):
        # One misspelt word among strange ones is no evidence.
        return 0.0, frozenset()
    missing = sum(known.weights[word] for word in label - answered)
    score = alike / (
        sum(asked.weights[word] for word in shared)
        + limits.extra_word_weight * extra
        + limits.missing_word_weight * missing
    )
    if asked.movements and not asked.movements & answered:
        score *= limits.other_movement
    return score, frozenset(shared)


def _told(name: str, shared: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of the name as written: those that speak for a proposal, and the others."""
    told: list[str] = []
    left: list[str] = []
    for word in dict.fromkeys(_WORD.findall(name)):
        parts = {part for one in normal_form(word).split() for part in spelt_out(one)}
        is_shared = bool(parts & shared) or any(
            part.startswith(one) for part in parts for one in shared if len(one) > 3
        )
        if is_shared:
            told.append(word)
        elif not parts <= SMALL_WORDS:
            left.append(word)
    return tuple(told), tuple(left)


def _apart(word: str, known: _Labels, least: float) -> tuple[str, ...]:
    """The words of one that is written together, also with a slip in it."""
    if word in known.by_word or len(word) < 2 * _SHORTEST_SLIP:
        return (word,)
    found = process.extractOne(
        word, JOINED_WORDS, scorer=JaroWinkler.normalized_similarity, score_cutoff=least
    )
    return spelt_out(found[0]) if found else (word,)


def _nearest(word: str, known: _Labels, least: float) -> dict[str, float]:
    """Known words this one may be, with their likeness from 0 to 1."""
    if word in _SAY_NOTHING:
        return {}
    if word in known.by_word:
        return {word: 1.0}
    if len(word) < _SHORTEST_SLIP or word.isdecimal():
        return {}
    found = process.extract(
        word,
        known.words,
        scorer=JaroWinkler.normalized_similarity,
        score_cutoff=least,
        limit=8,
    )
    return {other: likeness for other, likeness, _ in found}


@functools.lru_cache(maxsize=8)
def _labels(own: tuple[Exercise, ...]) -> _Labels:
    exercises = {**catalogue(), **{one.exercise_id: one for one in own}}
    named = [
        *((one.exercise_id, one.name) for one in exercises.values()),
        *((exercise_id, alias) for alias, exercise_id in aliases().items()),
    ]
    labels = tuple(
        dict.fromkeys((exercise_id, word_set(name)) for exercise_id, name in named)
    )
    by_word: dict[str, list[int]] = defaultdict(list)
    spread: dict[str, set[str]] = defaultdict(set)
    for place, (exercise_id, words) in enumerate(labels):
        for word in words:
            by_word[word].append(place)
            spread[word].add(exercise_id)
    return _Labels(
        labels=labels,
        by_word={word: tuple(places) for word, places in by_word.items()},
        # Inverse document frequency, flattened: "pallof" says more than "press", but
        # not so much more that what is done to a squat outweighs the squat.
        weights={
            word: math.sqrt(math.log(1 + len(exercises) / len(ids)))
            for word, ids in spread.items()
        },
        exercises=exercises,
        words=tuple(by_word),
    )

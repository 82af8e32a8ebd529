"""Exercise names of the log, and what they may mean."""

from collections.abc import Iterable, Mapping

import pandas as pd

from runlift.exercises.matching import match
from runlift.exercises.own import effective
from runlift.exercises.suggestions import Limits, Suggestion, suggest
from runlift.frames.judged import Profile
from runlift.model import Athlete
from runlift.store import Store, own_exercises
from runlift.store import athletes as people


def mapping(store: Store, athlete: Athlete) -> pd.DataFrame:
    """Every exercise name of the athlete, unmapped first, then by number of sets.

    Returns:
        exercise_raw, exercise_id, exercise, how (choice, alias, words or missing), sets,
        sessions, first_day, last_day, apps.
    """
    names = store.ask("exercise_names", athlete=athlete.athlete_id)
    matched = match(names["exercise_raw"], people.choices(store, athlete.athlete_id))
    out = names.merge(matched, on="exercise_raw")
    own = effective(own_exercises.own_exercises(store, athlete.athlete_id))
    titles = {key: one.name for key, one in own.items()}
    out["exercise"] = out["exercise_id"].map(titles)
    # A choice of an exercise that is no longer there waits like an unknown name.
    is_gone = out["exercise_id"].notna() & out["exercise"].isna()
    out.loc[is_gone, ["exercise_id", "how"]] = None
    out["is_open"] = out["exercise_id"].isna() & (out["how"] != "choice")
    return out.sort_values(
        ["is_open", "sets"], ascending=[False, False], ignore_index=True
    ).drop(columns="is_open")


def unmapped(store: Store, athlete: Athlete) -> pd.DataFrame:
    """The part of `mapping` that waits for the athlete's word, most sets first."""
    return waiting(mapping(store, athlete))


def waiting(names: pd.DataFrame) -> pd.DataFrame:
    """The names of a `mapping` about which nobody has decided anything."""
    return names[names["exercise_id"].isna() & (names["how"] != "choice")]


def suggestions(
    names: Iterable[str], how: Profile
) -> Mapping[str, tuple[Suggestion, ...]]:
    """What unknown names may mean, as `exercises.suggestions` describes it."""
    number = how.policy.number
    limits = Limits(
        least_score=number("matching.least_score"),
        least_word_likeness=number("matching.least_word_likeness"),
        extra_word_weight=number("matching.extra_word_weight"),
        missing_word_weight=number("matching.missing_word_weight"),
        unknown_word_weight=number("matching.unknown_word_weight"),
        other_implement=number("matching.other_implement"),
        other_movement=number("matching.other_movement"),
        most=int(number("matching.most_suggestions")),
    )
    return suggest(names, how.exercises, limits)

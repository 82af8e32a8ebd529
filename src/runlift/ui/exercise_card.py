"""One exercise: what it trains, how it is done, what else would do, the athlete's history."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from runlift import answers, frames
from runlift.charts import e1rm_small
from runlift.charts.theme import Look
from runlift.exercises.catalogue import Exercise, muscles, roles
from runlift.exercises.how_to import Instead, how_tos
from runlift.exercises.instead import alternatives
from runlift.exercises.own import is_own
from runlift.exercises.words import (
    ROLES,
    equipment_word,
    kind_word,
    listed,
    pattern_word,
    rest_word,
)
from runlift.frames import Profile, Training
from runlift.model import Athlete, Window
from runlift.ui import (
    ask,
    cached,
    exercise_conventions,
    exercise_form,
    exercise_library,
    exercise_place,
    exercise_programs,
    shell,
    show,
    strength,
)
from runlift.ui.body_map import body_map
from runlift.units import WeightUnit, day_text, duration_text, load_out

_PLACES = {
    "gym": "In a gym",
    "machine": "On a machine",
    "band": "With a band",
    "bodyweight": "With body weight",
}
_COURSE = "Estimated 1RM"
_TONES = {
    "primary": "role_primary",
    "secondary": "role_secondary",
    "stabiliser": "role_stabiliser",
}


def history(log: Training, exercise: Exercise) -> pd.DataFrame:
    """What she has done of it: its row of `frames.history`, or none."""
    done = frames.history(log)
    return done[done["exercise_id"] == exercise.exercise_id]


def answer(exercise: Exercise, done: pd.DataFrame) -> str:
    """What it trains and how often she did it, in a sentence or two."""
    named = [muscles()[one].name.lower() for one in exercise.primary]
    said = f"Trains {listed(named)}." if named else "No muscle is counted for it."
    if done.empty:
        return f"{said} Not in your log yet."
    one = done.iloc[0]
    return (
        f"{said} {answers.counted(one['sets'], 'set')} in "
        f"{answers.counted(one['sessions'], 'session')} of yours, the last on "
        f"{_when(one['last_day'])}."
    )


def card(
    athlete: Athlete,
    exercise: Exercise,
    done: pd.DataFrame,
    log: Training,
    how: Profile,
    look: Look,
) -> None:
    """Everything about an exercise but its title.

    Args:
        athlete: whose page it is.
        exercise: which.
        done: its row of `frames.history`; empty if it is not in the log.
        log: the judged log.
        how: how it was judged.
        look: how charts are to look.
    """
    left, right = st.columns([5, 4], gap="large")
    with left:
        _traits(exercise)
        _how_to(exercise)
        _instead(exercise, how)
        _programs(exercise)
    with right:
        _trains(exercise, how, look)
    if len(done):
        _history(athlete, exercise, done.iloc[0], log, look)
    exercise_conventions.conventions(athlete, exercise)
    if is_own(exercise.exercise_id):
        exercise_form.manage(athlete, exercise)


def names_that_mean_it(names: pd.DataFrame, exercise: Exercise) -> None:
    """How the athlete's files call it."""
    mine = names[names["exercise_id"] == exercise.exercise_id]
    if mine.empty:
        return
    st.subheader("In your files it is called")
    told = [
        f"“{raw}” ({answers.counted(sets, 'set')}, {apps})"
        for raw, sets, apps in zip(
            mine["exercise_raw"], mine["sets"], mine["apps"], strict=True
        )
    ]
    st.markdown(show.plain(", ".join(told)))


def how_we_know(how: Profile) -> None:
    """Where texts, roles and substitutions come from."""
    share = how.policy.number("volume.secondary_weight")
    show.how_we_know(
        "Movements, muscles and roles stand in `data/exercises.csv`, each row with its "
        f"basis. A primary muscle gets a whole set, a secondary one {share:g} of it, a "
        "stabiliser none.",
        "How-to texts are our own words, in `data/how_to.toml`; where an exercise has "
        "none of its own, the text is of its kind and says so.",
        "Substitutions are written by hand for the guide's exercises. For the others "
        "they are computed: same movement, a shared primary muscle, other equipment.",
        "What a file says about its loads (per hand, in all) counts before what stands "
        "here.",
    )


def _traits(exercise: Exercise) -> None:
    parts = [
        pattern_word(exercise.pattern),
        equipment_word(exercise.equipment),
        kind_word(exercise.kind),
    ]
    if exercise.is_unilateral:
        parts.append("one side at a time")
    st.caption(show.plain(" · ".join(parts)))


def _how_to(exercise: Exercise) -> None:
    told = how_tos().of(exercise)
    st.subheader("How to do it")
    if told is None:
        st.markdown("Nothing is written about it.")
        return
    st.markdown(show.plain(told.text))
    if told.kind:
        st.caption(show.plain(f"Written for this kind of exercise: {told.kind}."))


def _instead(exercise: Exercise, how: Profile) -> None:
    written = how_tos().instead.get(exercise.exercise_id, ())
    most = int(how.policy.number("matching.most_alternatives"))
    others = written or alternatives(exercise, how.exercises, most)
    if not others:
        return
    st.subheader("Instead")
    for place, title in _PLACES.items():
        here = [one for one in others if one.place == place]
        if here:
            with st.container(
                horizontal=True, vertical_alignment="center", key=f"instead_{place}"
            ):
                st.markdown(f"**{title}**", width="content")
                for one in here:
                    _other(one, how.exercises)
    if not written:
        st.caption(
            "Computed from the catalogue: the same movement and muscles, other equipment."
        )


def _other(one: Instead, exercises: Mapping[str, Exercise]) -> None:
    if one.exercise_id is not None and one.exercise_id in exercises:
        exercise_place.link(exercises[one.exercise_id], one.name)
    else:
        st.markdown(show.plain(one.name), width="content")


def _programs(exercise: Exercise) -> None:
    uses = exercise_programs.uses(exercise.exercise_id)
    if uses:
        st.subheader("In the programs")
        for sentence in uses:
            st.markdown(f"- {show.plain(sentence)}")


def _trains(exercise: Exercise, how: Profile, look: Look) -> None:
    st.subheader("What it trains")
    share = how.policy.number("volume.secondary_weight")
    figures = {
        "primary": "a whole set",
        "secondary": f"{share:g} of a set",
        "stabiliser": "not counted",
    }
    found = roles([exercise])
    names = muscles()
    chosen = body_map(
        pd.DataFrame(
            {
                "muscle": found["muscle"],
                "name": [names[one].name for one in found["muscle"]],
                "tone": found["role"].map(_TONES),
                "figure": found["role"].map(figures),
                "word": found["role"].map(ROLES),
            }
        ),
        f"body_{exercise.exercise_id}",
        look=look,
    )
    for role in ("primary", "secondary", "stabiliser"):
        in_role = [
            names[one].name for one in found.loc[found["role"] == role, "muscle"]
        ]
        if in_role:
            st.markdown(
                f"**{role.capitalize()}** ({figures[role]}): "
                + show.plain(", ".join(in_role))
            )
    rest = _rest(exercise, how)
    if rest:
        st.markdown(f"**Rest**: {show.plain(rest)}")
    if chosen:
        st.button(
            f"Everything that trains {names[chosen].name}",
            key=f"trains_{chosen}",
            icon=":material/filter_alt:",
            on_click=exercise_library.filter_by_muscle,
            args=(chosen,),
        )


def _rest(exercise: Exercise, how: Profile) -> str:
    """How long to rest, such as "2:00 to 4:00 (heavy)"."""
    if exercise.rest_class is None:
        return ""
    least, usual, most = how.policy.numbers(f"rest.{exercise.rest_class}_s")
    word = rest_word(exercise.rest_class).lower()
    if least == most:
        return f"{duration_text(usual)} min ({word})"
    return (
        f"{duration_text(least)} to {duration_text(most)} min, usually "
        f"{duration_text(usual)} ({word})"
    )


def _history(
    athlete: Athlete, exercise: Exercise, one: pd.Series, log: Training, look: Look
) -> None:
    ends = log["sets"]["day"].max().date()
    sessions, trends = cached.strength(ask.store(), athlete, Window(ends, ends))
    scored = sessions[sessions["exercise_id"] == exercise.exercise_id]
    mine = trends[trends["exercise_id"] == exercise.exercise_id]
    st.subheader("Your history with it")
    show.figures(
        [
            ("Sessions", f"{one['sessions']}", f"since {_when(one['first_day'])}"),
            ("Sets", f"{one['sets']}", "without warm-ups"),
            ("Last", _when(one["last_day"]), "the latest session"),
            *_most(one, scored, exercise, look.weight_unit),
        ]
    )
    if _lacks_body_mass(exercise, log):
        show.too_little(
            "The body is part of the load, so an estimated 1RM needs your body mass.",
            "Import a file that has it, or enter it.",
        )
    if len(scored) > 1:
        show.chart(
            e1rm_small,
            look,
            f"course_{exercise.exercise_id}",
            # The page's title says which exercise; a long name would not fit a phone.
            sessions=scored.assign(exercise=_COURSE),
            states=strength.words(mine).assign(exercise=_COURSE),
        )
    if len(scored):
        shell.link(
            "strength",
            ":material/show_chart: Its strength in full",
            **{strength.EXERCISE: exercise.exercise_id},
        )


def _lacks_body_mass(exercise: Exercise, log: Training) -> bool:
    """Whether nothing can be estimated because nobody knows what the athlete weighs."""
    mine = log["sets"][log["sets"]["exercise_id"] == exercise.exercise_id]
    return (
        exercise.kind == "hard"
        and exercise.load_basis in ("bodyweight", "assist")
        and bool(mine["bodyweight_kg"].isna().all())
    )


def _most(
    one: pd.Series, scored: pd.DataFrame, exercise: Exercise, unit: WeightUnit
) -> list[tuple[str, str, str]]:
    """The best there is of it: an estimated 1RM, else the longest hold, else most reps."""
    if len(scored):
        best = scored.loc[scored["e1rm_kg"].idxmax()]
        least = "at least, " if best["is_lower_bound"] else ""
        value = f"{load_out(best['e1rm_kg'], unit):.1f} {unit}"
        return [("Best e1RM", value, f"{least}on {_when(best['day'])}")]
    if exercise.kind == "hold" and one["longest_s"] > 0:
        return [("Longest hold", f"{duration_text(one['longest_s'])} min", "one set")]
    if one["most_reps"] > 0:
        return [("Most repetitions", f"{one['most_reps']:.0f}", "in one set")]
    return []


def _when(day: pd.Timestamp) -> str:
    return f"{day_text(day)} {day.year}"

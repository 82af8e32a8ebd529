"""Random plans that a reader has to accept, and ways to mangle what is written of them."""

from datetime import date

from hypothesis import strategies as st
from tests.program.plans import exercises

from runlift.program.plan import (
    Plan,
    PlannedExercise,
    PlannedSession,
    Race,
    in_order,
)

texts = st.text(max_size=12)
ids = texts | st.sampled_from(["3f2a", "note", "x", "a b", 'say "x"', "#1", ":"])
days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
mondays = st.integers(0, 5000).map(lambda weeks: date.fromordinal(738_000 // 7 * 7 + 1 + 7 * weeks))  # fmt: skip


def numbers(most):
    return st.integers(0, int(most)).map(float) | st.floats(0, most)


def pairs(values):
    return st.tuples(values, values).map(lambda pair: tuple(sorted(pair)))


@st.composite
def planned_exercises(draw):
    mode = draw(st.sampled_from(["fixed", "range", "amrap", "time"]))
    reps = draw(pairs(st.integers(1, 1000))) if mode == "range" else None
    if mode == "fixed":
        reps = (draw(st.integers(1, 1000)),) * 2
    return PlannedExercise(
        exercise_id=draw(st.sampled_from(sorted(exercises))),
        sets=draw(st.integers(1, 100)),
        mode=mode,
        reps=reps,
        seconds=draw(st.none() | pairs(numbers(86_400))) if mode == "time" else None,
        load_kg=draw(st.none() | numbers(2000)),
        percent=draw(st.none() | numbers(200)),
        rir=draw(st.none() | pairs(numbers(20))),
        rest_s=draw(st.integers(0, 86_400)),
        pause_s=draw(st.none() | numbers(86_400)),
        is_fast=draw(st.booleans()),
        is_per_side=draw(st.booleans()),
        is_side_assumed=draw(st.booleans()),
        note=draw(texts),
        reason=draw(texts),
    )


planned_sessions = st.builds(
    PlannedSession,
    planned_id=ids,
    kind=st.sampled_from(["lift", "run"]),
    week=st.integers(1, 4) | st.integers(1, 520),
    day=days,
    start_h=numbers(24) | st.integers(0, 1440).map(lambda minutes: minutes / 60),
    hours=numbers(48) | st.integers(0, 600).map(lambda minutes: minutes / 60),
    title=texts,
    status=st.sampled_from(["planned", "skipped"]),
    done_id=st.none() | ids,
    note=texts,
    run_class=ids,
    workout_id=ids,
    phase=st.sampled_from(["", "Base"]) | texts,
    origin=st.sampled_from(["guide", "house", "own"]),
    change=st.sampled_from(["", "deload", "taper", "race_week", "recovery"]),
    exercises=st.lists(planned_exercises(), max_size=3).map(tuple),
)

races = st.builds(
    Race,
    day=days,
    priority=st.sampled_from(["A", "B"]),
    distance_m=st.none() | numbers(1e6),
    name=texts,
)

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | texts | numbers(1e9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3)
    ),
    max_leaves=5,
)

plans = st.builds(
    Plan,
    plan_id=ids,
    name=texts,
    program_id=ids,
    first_day=mondays,
    sessions=st.lists(
        planned_sessions, max_size=4, unique_by=lambda one: one.planned_id
    ).map(in_order),
    races=st.lists(races, max_size=2).map(tuple),
    notes=st.lists(texts, max_size=2).map(tuple),
    choices=st.dictionaries(texts, values, max_size=2),
)


@st.composite
def mangled(draw, text):
    """The text with a few pieces removed, doubled, moved or replaced."""
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        end = draw(st.integers(at, min(len(text), at + 40)))
        put = draw(
            st.text(max_size=6)
            | st.sampled_from(
                ['"', "\\", ",", "\n", "== Week", "- ", "9" * 400, "1e999"]
            )
            | st.just(text[at:end] * 2)
        )
        text = text[:at] + put + text[end:]
    return text

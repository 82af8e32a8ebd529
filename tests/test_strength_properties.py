"""What holds for strength whatever was lifted, through the whole house."""

from datetime import timedelta

import numpy as np
import pandas as pd
import pytest

pytest.importorskip("hypothesis")

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.logs import BENCH, SQUAT, at, hevy, keep, lift, opened

from runlift import frames
from runlift.science.plates import loading
from runlift.science.policy import default_policy
from runlift.units import kg, load_out

pytestmark = pytest.mark.slow

FIRST = at("2026-09-01 18:00")
HOW = frames.Profile(default_policy())
SET = st.tuples(
    st.sampled_from([SQUAT, BENCH, "Pull Up", "Bulgarian Split Squat (Left)"]),
    st.sampled_from([20, 40, 60, 62.5, 100, 120]),
    st.integers(1, 12),
    st.sampled_from(["", 7, 8, 9.5, 10]),
)
SESSIONS = st.lists(st.lists(SET, min_size=1, max_size=5), min_size=1, max_size=5)
FEW = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)


def written(place, one):
    """One session; sets of an exercise stand together, as apps export them."""
    rows = [
        (exercise, load, reps, rpe, "normal", "") for exercise, load, reps, rpe in one
    ]
    return lift(FIRST + timedelta(days=3 * place), *rows)


def judged(*files):
    store, ana = opened()
    with store:
        keep(store, ana, *files)
        log = frames.training(store, ana, HOW)
    sessions = frames.strength_sessions(log, HOW)
    return sessions, frames.records(log, sessions), frames.volume_weeks(log, HOW)


def same(one, other, columns):
    ordered = [
        frame[columns].sort_values(columns, ignore_index=True) for frame in (one, other)
    ]
    pd.testing.assert_frame_equal(*ordered)


@FEW
@given(SESSIONS, st.randoms(use_true_random=False))
def test_the_order_of_exercises_in_a_session_does_not_matter(sessions, random):
    # Sets of one exercise keep their order: it tells the warm-ups.
    turned = []
    for one in sessions:
        names = list(dict.fromkeys(name for name, *_ in one))
        random.shuffle(names)
        turned.append([row for name in names for row in one if row[0] == name])
    first = judged(hevy(*map(written, range(len(sessions)), sessions)))
    second = judged(hevy(*map(written, range(len(turned)), turned)))

    same(first[0], second[0], ["day", "exercise_id", "e1rm_kg", "is_pr", "ewma_kg"])
    same(first[1], second[1], ["day", "exercise_id", "kind", "before"])
    same(first[2], second[2], ["week", "muscle", "sets"])


@FEW
@given(SESSIONS, st.integers(0, 5))
def test_splitting_a_log_in_two_files_changes_nothing(sessions, cut):
    rows = list(map(written, range(len(sessions)), sessions))
    whole = judged(hevy(*rows))
    parts = [part for part in (rows[:cut], rows[cut:]) if part]
    halves = judged(*(hevy(*part) for part in parts))

    same(whole[0], halves[0], ["day", "exercise_id", "e1rm_kg", "is_pr", "ewma_kg"])
    same(whole[1], halves[1], ["day", "exercise_id", "kind", "before"])
    same(whole[2], halves[2], ["week", "muscle", "sets"])


@given(st.floats(0, 700), st.sampled_from(["kg", "lb"]))
def test_a_loading_can_be_loaded_and_none_is_closer(wanted, unit):
    found = loading(wanted, unit, default_policy())
    step = 2 * default_policy().numbers(f"plates.{unit}")[-1]
    bar = default_policy().number(f"plates.bar_{unit}")

    assert found.total == pytest.approx(bar + 2 * sum(found.per_side))
    assert abs(found.off) <= step / 2 + 1e-6 or found.total == bar


@given(st.integers(0, 1400), st.sampled_from(["kg", "lb"]))
def test_every_loading_comes_back_from_the_store_to_the_plate(quarters, unit):
    entered = quarters / 4
    stored = kg(np.array([entered]), unit)[0]
    assert round(load_out(stored, unit), 6) == entered

"""What holds for any log: volume knows no order of sets, no files, and its weeks add up."""

import functools
from datetime import date, timedelta

import pandas as pd
import pytest
from tests.logs import BENCH, SQUAT, hevy, lift, sets, training

from runlift import frames
from runlift.exercises.catalogue import catalogue, roles
from runlift.model import Window
from runlift.science.policy import default_policy
from runlift.transforms.fractional import fractional
from runlift.transforms.rolling_volume import rolling_volume

hypothesis = pytest.importorskip("hypothesis")
from hypothesis import given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

pytestmark = pytest.mark.slow

HOW = frames.Profile(
    default_policy().with_overrides({"volume.secondary_weight": 1 / 3})
)
FIRST = date(2026, 10, 5)
WEEKS = 5
ROLES = roles(catalogue().values())
WINDOW = Window(FIRST, FIRST + timedelta(days=7 * WEEKS - 1))
NAMES = (
    SQUAT,
    BENCH,
    "Deadlift (Barbell)",
    "Bulgarian Split Squat (Left)",
    "Bulgarian Split Squat (Right)",
    "My own thing",
    "Box Jump",
)
DAYS = 7 * WEEKS
WORK = [(name, n) for name in NAMES for n in (1, 2, 3)]
LOGS = st.lists(
    st.tuples(st.integers(-7, DAYS - 1), st.sampled_from(range(len(WORK)))),
    max_size=14,
)
"""Days from the window's first, a week before it too, and what was done on them."""
quick = settings(max_examples=20, deadline=None, derandomize=True)


@functools.cache
def judged():
    """A session a day, each of one exercise: judged once, for judging takes a while."""
    return training(
        hevy(
            *(
                lift(f"{FIRST + timedelta(days=place)} 18:00", *sets(name, n=n))
                for place, (name, n) in enumerate(WORK)
            )
        )
    )


def log_of(chosen):
    """The log in which the chosen work was done on the chosen days."""
    every = judged()["sets"]
    by_day = dict(tuple(every.groupby("day", sort=True)))
    parts = [every.iloc[:0]]
    for number, (offset, which) in enumerate(chosen):
        day = pd.Timestamp(FIRST) + pd.Timedelta(days=offset)
        rows = by_day[pd.Timestamp(FIRST) + pd.Timedelta(days=which)]
        parts.append(
            rows.assign(
                day=day,
                week=day - pd.Timedelta(days=day.weekday()),
                session_id=f"session {number}",
            )
        )
    whole = pd.concat(parts, ignore_index=True).astype(every.dtypes.to_dict())
    return {**judged(), "sets": whole}


def alike(one, other):
    pd.testing.assert_frame_equal(
        one.reset_index(drop=True), other.reset_index(drop=True), check_dtype=False
    )


@quick
@given(LOGS, st.randoms(use_true_random=False))
def test_the_order_of_sets_does_not_matter(chosen, random):
    log = log_of(chosen)
    order = list(range(len(log["sets"])))
    random.shuffle(order)
    shuffled = {**log, "sets": log["sets"].iloc[order].reset_index(drop=True)}

    alike(frames.volume_weeks(log, HOW), frames.volume_weeks(shuffled, HOW))


@pytest.mark.parametrize("cut", [1, 5, 9])
def test_one_file_or_two_is_the_same(cut):
    lifts = [
        lift(f"{FIRST + timedelta(days=2 * place)} 18:00", *sets(name, n=n))
        for place, (name, n) in enumerate(WORK[::2])
    ]
    whole = training(hevy(*lifts))
    split = training(hevy(*lifts[:cut]), hevy(*lifts[cut:]))

    alike(frames.volume_weeks(whole, HOW), frames.volume_weeks(split, HOW))


@quick
@given(LOGS)
def test_on_a_sunday_the_seven_days_are_the_week(chosen):
    log = log_of(chosen)
    weeks = frames.volume_weeks(log, HOW)
    daily = fractional(log["sets"], "day", ROLES, HOW.policy)
    rolling = rolling_volume(daily, WINDOW).set_index(["day", "muscle"])["sets"]

    for one in weeks[weeks["week"] >= pd.Timestamp(FIRST)].to_dict("records"):
        sunday = one["week"] + pd.Timedelta(days=6)
        assert rolling[(sunday, one["muscle"])] == pytest.approx(one["sets"])


@quick
@given(LOGS)
def test_direct_and_indirect_are_all_there_is_and_no_side_has_more_than_both(chosen):
    weeks = frames.volume_weeks(log_of(chosen), HOW)

    assert (weeks["direct_sets"] + weeks["indirect_sets"]).to_list() == pytest.approx(
        weeks["sets"].to_list()
    )
    assert (weeks["left_sets"] + weeks["right_sets"]).to_list() == pytest.approx(
        (2 * weeks["sets"]).to_list()
    )


@quick
@given(LOGS)
def test_what_trained_a_muscle_adds_up_to_its_weeks(chosen):
    log = log_of(chosen)
    weeks = frames.volume_weeks(log, HOW)
    inside = weeks[weeks["week"] >= pd.Timestamp(FIRST)]
    total = inside.groupby("muscle")["sets"].sum()

    for muscle in ("quads", "triceps", "unmapped"):
        work = frames.muscle_work(log, HOW, WINDOW, muscle)
        for found in work.values():
            assert found["sets"].sum() == pytest.approx(total.get(muscle, 0.0)), muscle

"""What holds for the samples of any run."""

import numpy as np
import pytest

from runlift.science import stream

pytest.importorskip("hypothesis")

from hypothesis import given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.slow

steps = st.lists(
    st.tuples(st.floats(1, 20), st.floats(0, 6)), min_size=20, max_size=120
)


def samples(made):
    lasting = np.array([one for one, _ in made])
    speed = np.array([one for _, one in made])
    time_s = np.concatenate([[0.0], np.cumsum(lasting)])
    distance = np.concatenate([[0.0], np.cumsum(lasting * speed)])
    return {"time_s": time_s, "distance_m": distance}


@given(steps)
@settings(max_examples=30, deadline=None)
def test_a_longer_best_is_never_faster_than_a_shorter_one(made):
    told = stream.summary(samples(made))
    known = ~np.isnan(told.best_s)
    pace = told.best_s[known] / np.array(stream.DISTANCES_M)[known]

    assert (np.diff(told.best_s[known]) > 0).all()
    # The best of a long way holds a short part that is at least as fast.
    assert (pace[:-1] <= pace[1:] * 2 + 1e-6).all()


@given(steps, st.floats(0, 300), st.floats(1, 300))
@settings(max_examples=30, deadline=None)
def test_running_time_and_pauses_make_the_elapsed_time(made, begin, lasting):
    told = stream.summary(samples(made), [(begin, begin + lasting)])

    assert told.timer_s + told.paused_s == pytest.approx(told.elapsed_s)
    assert 0 <= told.timer_s <= told.elapsed_s + 1e-9


@given(steps, st.floats(-200, 3000))
@settings(max_examples=30, deadline=None)
def test_on_the_level_the_height_does_not_matter(made, height):
    run = samples(made)
    flat = {**run, "altitude_m": np.full(len(run["time_s"]), height)}
    with_height, without = stream.summary(flat), stream.summary(run)

    assert with_height.gap_m_per_s == pytest.approx(without.gap_m_per_s, nan_ok=True)
    assert with_height.best_s == pytest.approx(without.best_s, nan_ok=True)


@given(steps)
@settings(max_examples=30, deadline=None)
def test_the_histogram_holds_every_second_of_moving(made):
    told = stream.summary(samples(made))
    moving = told.gap_seconds.sum()

    assert moving + told.stopped_s == pytest.approx(np.floor(told.timer_s) + 1)


def slowest_way_to_the_fastest(time_s, distance, wanted):
    """Every start at a sample and every end at one, looked at one by one."""

    def at(place, there, moments):
        """When a place was reached or left, straight between the samples."""
        for k in range(1, len(there)):
            if there[k] >= place:
                share = (place - there[k - 1]) / (there[k] - there[k - 1])
                return moments[k - 1] + share * (moments[k] - moments[k - 1])
        return moments[-1]

    took = []
    for k, begin in enumerate(distance):
        if begin + wanted <= distance[-1]:
            took.append(at(begin + wanted, distance, time_s) - time_s[k])
        if begin >= wanted:
            took.append(time_s[k] - at(begin - wanted, distance, time_s))
    return min(took, default=np.nan)


@given(
    st.lists(st.tuples(st.floats(1, 20), st.floats(0.5, 6)), min_size=20, max_size=120)
)
@settings(max_examples=30, deadline=None)
def test_bests_are_those_of_looking_at_every_start_and_every_end(made):
    run = samples(made)
    found = stream.best_efforts(run["time_s"], run["distance_m"])

    for wanted, best in zip(stream.DISTANCES_M[:3], found, strict=False):
        if not np.isnan(best):
            slow = slowest_way_to_the_fastest(run["time_s"], run["distance_m"], wanted)
            assert best == pytest.approx(slow, abs=1e-9)

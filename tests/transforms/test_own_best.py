"""Leaps above the own best, and what makes them no leaps."""

import numpy as np
import pytest

from runlift.science.policy import default_policy
from runlift.transforms.own_best import leaps_in_load, leaps_in_speed

POLICY = default_policy()


def in_load(*tops, confirmed=(), uncounted=(), exercise=None):
    """One set a session; the places of those that leap."""
    load = np.array(tops, float)
    size = len(load)
    places = np.arange(size)
    leaps, _ = leaps_in_load(
        np.zeros(size, int) if exercise is None else np.array(exercise),
        places,
        load,
        np.isin(places, confirmed),
        ~np.isin(places, uncounted),
        POLICY,
    )
    return np.flatnonzero(leaps).tolist()


def test_a_quarter_more_is_believed_and_more_is_not():
    assert in_load(*[100] * 5, 125) == []
    assert in_load(*[100] * 5, 125.5) == [5]


def test_five_earlier_sessions_make_an_own_best():
    assert in_load(*[100] * 4, 300) == []
    assert in_load(*[100] * 5, 300) == [5]


def test_what_a_later_session_reaches_nearly_again_was_no_slip():
    assert in_load(*[100] * 5, 200, 100, 179) == [5, 7]
    assert in_load(*[100] * 5, 200, 100, 180) == []


def test_a_doubted_load_is_no_best_for_those_after_it():
    assert in_load(*[100] * 5, 500, 100, 300, 100) == [5, 7]


def test_a_believed_leap_is_a_best_for_those_after_it():
    # Two earlier sessions are no history, so the 300 stands, and 250 is below it.
    assert in_load(100, 100, 300, *[100] * 5, 250, 100) == []


def test_a_confirmed_leap_is_told_and_is_a_best():
    assert in_load(*[100] * 5, 200, 100, 170, 100, confirmed=[5]) == [5]
    assert in_load(*[100] * 5, 200, 100, 170, 100) == [5, 7]


def test_what_is_left_out_is_neither_best_nor_witness():
    assert in_load(*[100] * 5, 200, 190, uncounted=[6]) == [5, 6]
    assert in_load(200, *[100] * 5, 200, 100, uncounted=[0]) == [6]
    assert in_load(200, *[100] * 5, 200, 100) == []


def test_another_set_of_the_same_session_is_no_witness():
    leaps, best = leaps_in_load(
        np.zeros(8, int),
        np.array([0, 1, 2, 3, 4, 5, 5, 5]),
        np.array([100.0] * 5 + [300.0, 290.0, 100.0]),
        np.zeros(8, bool),
        np.ones(8, bool),
        POLICY,
    )

    assert leaps.tolist() == [False] * 5 + [True, True, False]
    assert best[5] == 100


def test_every_exercise_has_a_best_of_its_own():
    tops = [100, 20] * 5 + [100, 100]

    assert in_load(*tops, exercise=[0, 1] * 6) == [11]


def test_a_load_that_is_not_known_does_no_harm():
    assert in_load(*[100] * 5, np.nan, 0, 300) == [7]
    assert in_load() == []
    assert in_load(np.nan) == []


def test_it_agrees_with_the_plain_rule():
    rng = np.random.default_rng(7)
    for _ in range(300):
        tops = rng.choice([50, 80, 100, 110, 126, 140, 200, 400], rng.integers(1, 15))
        confirmed = np.flatnonzero(rng.random(len(tops)) < 0.1)
        uncounted = np.flatnonzero(rng.random(len(tops)) < 0.1)
        believed, expected, visits = [0], [], 0
        for place, load in enumerate(tops.tolist()):
            later = np.delete(tops, uncounted[uncounted > place])[place + 1 :]
            witnessed = (later >= 0.9 * load).any()
            odd = visits >= 5 and load > 1.25 * max(believed) and not witnessed
            if odd:
                expected.append(place)
            if place not in uncounted:
                visits += 1
                if not odd or place in confirmed:
                    believed.append(load)

        found = in_load(*tops, confirmed=confirmed, uncounted=uncounted)
        assert found == expected, (tops.tolist(), confirmed, uncounted)


def in_speed(*runs, confirmed=()):
    """(distance in km, speed); the places of those that leap."""
    far, fast = (np.array(one, float) for one in zip(*runs, strict=True))
    places = np.arange(len(far))
    leaps, _ = leaps_in_speed(
        far * 1000,
        fast,
        np.isin(places, confirmed),
        np.ones(len(far), bool),
        POLICY,
    )
    return np.flatnonzero(leaps).tolist()


USUAL = [(10, 3.0)] * 8


def test_eight_per_cent_faster_is_believed_and_more_is_not():
    assert in_speed(*USUAL, (10, 3.24)) == []
    assert in_speed(*USUAL, (10, 3.25)) == [8]


def test_eight_earlier_runs_over_the_distance_make_an_own_best():
    assert in_speed(*USUAL[:7], (10, 4.8)) == []
    assert in_speed(*USUAL, (7.9, 4.8)) == []
    assert in_speed(*USUAL, (8.34, 4.8)) == [8]
    assert in_speed(*USUAL, (12.5, 4.8)) == [8]


def test_nobody_is_faster_over_longer_distances():
    assert in_speed(*USUAL, (16, 3.24)) == []
    assert in_speed(*USUAL, (16, 3.25)) == [8]
    assert in_speed((5, 4.6), *USUAL, (16, 4.8)) == []


def test_a_longer_run_at_the_speed_is_a_witness():
    assert in_speed((20, 4.5), *USUAL, (10, 4.8)) == []
    assert in_speed(*USUAL, (10, 4.8), (20, 4.4)) == []
    assert in_speed(*USUAL, (10, 4.8), (20, 4.3)) == [8, 9]
    assert in_speed(*USUAL, (10, 4.8), (5, 4.8)) == [8]


def test_a_doubted_run_is_no_best_unless_it_is_confirmed():
    runs = [*USUAL, (10, 4.8), *USUAL, (10, 4.0)]

    assert in_speed(*runs) == [8, 17]
    assert in_speed(*runs, confirmed=[8]) == [8]


@pytest.mark.parametrize("run", [(np.nan, 4.8), (10, np.nan), (0, 4.8)])
def test_a_run_without_distance_or_speed_is_not_compared(run):
    assert in_speed(*USUAL, run) == []

"""What heavy legs cost, from exports to the answer, for made-up athletes."""

from datetime import timedelta

import numpy as np
import pytest
from tests.logs import at, fitnotes, hevy, lift, run, sets, strava, training

from runlift.science.policy import default_policy
from runlift.transforms.lift_cost import lift_cost

POLICY = default_policy().with_overrides(
    {"effect.permutations": 500, "effect.resamples": 400}
)
MONDAY = at("2026-01-05 00:00")
HEAVY = sets(n=10, load=100, reps=5, rpe=8)
UPPER = sets("Bench Press (Barbell)", n=5, load=60, reps=8, rpe=8)


def season(cost=0.0, weeks=30, seed=2, body=HEAVY, hr=150, scatter=0.02):
    """Runs at seven on five mornings; lifting on one evening of every second week."""
    rng = np.random.default_rng(seed)
    lifts, runs = [], []
    for week in range(weeks):
        monday = MONDAY + timedelta(days=7 * week)
        trains = week % 2 == 0
        if trains:
            lifts.append(lift(monday + timedelta(days=1, hours=18), *body, title="Gym"))
        for day in (0, 2, 3, 4, 6):
            slower = cost if trains and day == 2 else 0.0
            speed = 3.0 * np.exp(slower + rng.normal(0, scatter))
            minutes = int(rng.integers(40, 55))
            km = speed * minutes * 60 / 1000
            runs.append(
                run(monday + timedelta(days=day, hours=7), minutes, round(km, 3), hr=hr)
            )
    return hevy(*lifts), strava(*runs)


def asked(*files, policy=POLICY):
    log = training(*files)
    return lift_cost(log["runs"], log["lifts"], policy)


def answer(found, question="near"):
    return found.answers.set_index("question").loc[question]


def test_a_planted_cost_is_found_with_its_numbers():
    found = asked(*season(cost=-0.05))
    near = answer(found)

    assert near["verdict"] == "clear drop"
    assert (near["exposed"], near["is_possible"]) == (15, False)
    assert near["low"] < -4.9 < near["high"] < 0
    assert not near["is_confounded"]


def test_an_absent_cost_is_not():
    near = answer(asked(*season()))

    assert near["verdict"] in ("unclear", "no meaningful drop")
    assert near["low"] < 0 < near["high"]


def test_upper_body_days_that_go_with_the_same_are_the_negative_control():
    # The same slow Wednesdays, but the evening before was bench pressing: no leg work
    # is there to blame, and nothing is claimed of it.
    found = asked(*season(cost=-0.05, body=UPPER))

    assert answer(found)["verdict"] == "too few"
    assert answer(found)["exposed"] == 0


def test_two_days_after_is_a_question_of_its_own():
    found = asked(*season(cost=-0.05))

    # Thursday at seven is 36 h after Tuesday at nineteen.
    assert answer(found, "far")["exposed"] == 15
    assert answer(found, "far")["verdict"] in ("unclear", "no meaningful drop")


def test_each_exposed_run_stands_beside_runs_like_it():
    found = asked(*season(cost=-0.05))
    near = found.pairs[found.pairs["question"] == "near"]

    assert len(near) >= 10
    assert near["hours"].tolist() == pytest.approx([12.0] * len(near))
    assert near["difference"].mean() == pytest.approx(-4.9, abs=1.5)
    assert near["controls"].str.split().map(len).between(1, 3).all()


def test_below_the_minimum_nothing_is_claimed():
    assert answer(asked(*season(cost=-0.1, weeks=10)))["verdict"] == "too few"
    assert answer(asked(*season(cost=-0.1, weeks=14)))["verdict"] == "early look"


def test_what_cannot_be_compared_is_counted_by_reason():
    lifts, runs = season(weeks=12)
    found = asked(lifts, runs + run("2026-03-30 07:00", 20, 4, hr=150).encode())

    assert found.left_out["shorter than 25 minutes"] == 1
    assert found.without == ("climb", "temperature")
    assert asked(*season(weeks=4, hr="")).left_out["no heart rate"] >= 15


def test_a_lift_without_clock_time_makes_no_run_a_control():
    lifts, runs = season(weeks=12)
    undated = fitnotes(("2026-01-15", "Barbell Squat", 100, 5, 6))
    before = answer(asked(lifts, runs))["controls"]
    after = answer(asked(lifts, undated, runs))["controls"]

    # The runs of the 15th, 16th and 18th may have come soon after it.
    assert before - after == 3


def test_nothing_gives_no_answer():
    log = training()
    found = lift_cost(log["runs"], log["lifts"], default_policy())

    assert found.answers["verdict"].tolist() == ["too few", "too few"]
    assert found.pairs.empty

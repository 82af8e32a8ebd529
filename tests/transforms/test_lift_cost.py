"""What heavy legs cost, from exports to the answer, for made-up athletes."""

from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from tests.logs import at, fitnotes, hevy, lift, run, sets, strava, training

from runlift.science.policy import default_policy
from runlift.transforms.lift_cost import completed, lift_cost

POLICY = default_policy().with_overrides(
    {"effect.permutations": 500, "effect.resamples": 400}
)
MONDAY = at("2026-01-05 00:00")
HEAVY = sets(n=10, load=100, reps=5, rpe=8)
UPPER = sets("Bench Press (Barbell)", n=5, load=60, reps=8, rpe=8)


def season(cost=0.0, weeks=30, seed=2, body=HEAVY, hr=150, scatter=0.02, title="Run"):
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
                run(
                    monday + timedelta(days=day, hours=7),
                    minutes,
                    round(km, 3),
                    title=title,
                    hr=hr,
                )
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
    assert found.exploratory["verdict"].eq("too few").all()
    assert len(found.exploratory) == 8


# What is beside the two questions.


def beside(found, stratum, outcome, question="near"):
    rows = found.exploratory.set_index(["stratum", "outcome", "question"])
    return rows.loc[(stratum, outcome, question)]


def felt(log, harder=0.0, seed=4):
    """The log with an RPE of every run, higher on mornings after Tuesday's lifting."""
    runs = log["runs"]
    after = (runs["day"].dt.day_of_week == 2) & (
        (runs["day"] - MONDAY).dt.days // 7 % 2 == 0
    )
    noise = np.random.default_rng(seed).normal(0, 0.7, len(runs))
    return runs.assign(rpe=np.round(4 + harder * after + noise))


@pytest.mark.parametrize(("cost", "is_found"), [(-0.05, True), (0.0, False)])
def test_key_runs_are_a_stratum_of_their_own(cost, is_found):
    found = asked(*season(cost=cost, title="Tempo"))
    near = beside(found, "key", "speed")

    assert (near["verdict"] == "clear drop") == is_found
    assert near["exposed"] == 15
    assert (near["low"] < 100 * np.expm1(cost) < near["high"]) and not near[
        "is_possible"
    ]
    # They are no easy runs, and the two questions have no answer from them.
    assert answer(found)["verdict"] == "too few"
    assert found.left_out == {"races, key and long runs": 150}


@pytest.mark.parametrize(("harder", "verdict"), [(1.0, "clear drop"), (0.0, "unclear")])
def test_runs_that_felt_harder_are_found_with_the_right_sign(harder, verdict):
    log = training(*season())
    near = beside(lift_cost(felt(log, harder), log["lifts"], POLICY), "calm", "rpe")

    assert near["verdict"] in (verdict, "no meaningful drop" if not harder else verdict)
    assert near["low"] < harder < near["high"]
    assert (near["estimate"] > 0.5) == (harder > 0)


def test_effort_needs_no_heart_rate():
    log = training(*season(hr=""))
    found = lift_cost(felt(log, 1.0), log["lifts"], POLICY)

    assert answer(found)["exposed"] == 0
    assert beside(found, "calm", "rpe")["exposed"] == 15


def test_only_the_two_questions_share_a_correction():
    log = training(*season(cost=-0.05))
    plain = lift_cost(log["runs"], log["lifts"], POLICY)
    more = lift_cost(felt(log, 1.0), log["lifts"], POLICY)

    pd.testing.assert_frame_equal(plain.answers, more.answers)
    assert not more.exploratory["is_possible"].any()


def test_six_to_eleven_runs_of_a_stratum_are_an_early_look():
    few = asked(*season(cost=-0.1, weeks=14, title="Tempo"))
    fewer = asked(*season(cost=-0.1, weeks=10, title="Tempo"))

    assert beside(few, "key", "speed")["verdict"] == "early look"
    assert beside(fewer, "key", "speed")["verdict"] == "too few"
    assert few.exploratory["estimate"].isna().all()


def plan(weeks=40, missed=0.0, known=True):
    """A key run every Wednesday and Saturday at seven; some after lifting are missed."""
    rng = np.random.default_rng(6)
    rows = []
    for week in range(weeks):
        monday = pd.Timestamp(MONDAY) + pd.Timedelta(days=7 * week)
        for day in (2, 5):
            after = day == 2 and week % 2 == 0
            is_missed = rng.random() < (missed if after else 0.05)
            start = monday + pd.Timedelta(days=day, hours=7)
            done = not is_missed if known else None
            rows.append((start, start.normalize(), monday, done))
    return pd.DataFrame(rows, columns=["start", "day", "week", "is_completed"])


def test_planned_runs_that_were_missed_are_found():
    lifts = training(*season(weeks=40))["lifts"]
    rows = completed(plan(missed=0.7), lifts, POLICY).set_index("question")

    assert rows.loc["near", "verdict"] == "clear drop"
    assert (rows.loc["near", "exposed"], rows.loc["near", "controls"]) == (20, 60)
    assert rows.loc["near", "estimate"] < -40
    assert rows.loc["far", "exposed"] == 0
    assert completed(plan(missed=0.05), lifts, POLICY)["verdict"][0] == "unclear"


@pytest.mark.parametrize("planned", [None, plan(known=False)])
def test_without_a_known_completion_there_is_nothing_to_compare(planned):
    log = training(*season())
    found = lift_cost(log["runs"], log["lifts"], POLICY, planned=planned)

    for question in ("near", "far"):
        row = beside(found, "key", "completed", question)
        assert (row["verdict"], row["exposed"], row["controls"]) == ("too few", 0, 0)


def test_runs_of_an_ill_runner_stay_out():
    log = training(*season())
    runs = log["runs"]
    runs.loc[3, "title"] = "Easy with a cold"
    runs.loc[7, "note"] = "noch etwas erkältet"

    found = lift_cost(runs, log["lifts"], POLICY)
    assert found.left_out["ill, by title or note"] == 2
    assert (
        sum(found.left_out.values())
        == 2 + asked(*season()).left_out["races, key and long runs"]
    )

"""Body mass that was entered, and exercises an athlete made or changed."""

from datetime import date

import pytest
from tests.logs import NOW, hevy, keep, lift, opened, sets

from runlift import frames
from runlift.store import athletes, weighings
from runlift.store.own_exercises import keep as keep_own
from runlift.store.own_exercises import own_exercises

SPLIT = "Bulgarian Split Squat"


@pytest.fixture
def house():
    store, ana = opened()
    with store:
        yield store, ana


def masses(store, athlete):
    found = weighings.body_mass(store, athlete.athlete_id)
    return list(
        zip(found["day"].dt.date, found["mass_kg"], found["is_entered"], strict=True)
    )


def test_what_was_entered_counts_until_it_is_taken_back(house):
    store, ana = house
    day = date(2026, 11, 2)
    weighings.weigh(store, ana.athlete_id, day, 61.5, NOW)
    weighings.weigh(store, ana.athlete_id, day, 62.0, NOW)
    assert masses(store, ana) == [(day, 62.0, True)]

    weighings.weigh(store, ana.athlete_id, day, None, NOW)
    assert masses(store, ana) == []


@pytest.mark.slow
def test_an_entered_mass_makes_a_pull_up_a_lift_of_the_body(house):
    store, ana = house
    keep(store, ana, hevy(lift("2026-11-05 18:00", *sets("Pull Up", load="", reps=5))))
    assert frames.training(store, ana)["sets"]["e1rm_kg"].isna().all()

    weighings.weigh(store, ana.athlete_id, date(2026, 11, 2), 60.0, NOW)
    judged = frames.training(store, ana)["sets"].iloc[0]
    # 60 kg for 5 repetitions and 2 in reserve: 60 x (1 + 0.0333 x 7).
    assert judged["e1rm_kg"] == pytest.approx(73.986)
    assert (judged["bodyweight_kg"], judged["added_kg"]) == (60.0, 0.0)


@pytest.mark.slow
def test_an_own_exercise_is_counted_and_forgotten_again(house):
    store, ana = house
    keep(store, ana, hevy(lift("2026-11-05 18:00", *sets("Leg tower", n=3))))
    cells = {
        "name": "Leg tower",
        "pattern": "squat",
        "equipment": "machine",
        "kind": "hard",
        "load_basis": "machine_stack",
        "leg_factor": "0.9",
        "is_heavy_legs": "1",
        "is_unilateral": "0",
        "rest_class": "heavy",
        "primary": "quads",
    }
    keep_own(store, ana.athlete_id, "own_leg_tower", cells, NOW)
    athletes.choose(store, ana.athlete_id, "Leg tower", "own_leg_tower", NOW)

    def quads():
        how = frames.profile(store, ana)
        weeks = frames.volume_weeks(frames.training(store, ana, how), how)
        return dict(zip(weeks["muscle"], weeks["sets"], strict=True))

    assert quads() == {"quads": 3.0}
    keep_own(store, ana.athlete_id, "own_leg_tower", None, NOW)
    assert own_exercises(store, ana.athlete_id) == {}
    assert quads() == {"unmapped": 3.0}


def test_left_and_right_are_one_set_and_one_side_is_half_of_one(house):
    store, ana = house
    both = [
        *sets(f"{SPLIT} (Left)", n=3, load=20, reps=8),
        *sets(f"{SPLIT} (Right)", n=3, load=20, reps=8),
    ]
    left = sets(f"{SPLIT} (Left)", n=2, load=20, reps=8)
    keep(
        store,
        ana,
        hevy(lift("2026-11-03 18:00", *both), lift("2026-11-10 18:00", *left)),
    )
    how = frames.profile(store, ana)
    log = frames.training(store, ana, how)
    weeks = frames.volume_weeks(log, how)
    quads = weeks[weeks["muscle"] == "quads"].set_index("week")

    assert quads["sets"].tolist() == [3.0, 1.0]
    assert quads["left_sets"].tolist() == [3.0, 2.0]
    assert quads["right_sets"].tolist() == [3.0, 0.0]
    assert log["lifts"]["hard_sets"].tolist() == [3, 1]
    # 8 repetitions of 20 kg on one side.
    assert log["sets"]["tonnage_kg"].tolist() == [160.0] * 8
    # Six one-sided sets weigh as three: 3 x 1.1 x 1.0 x 1.1.
    assert log["sets"]["leg_points"][:6].sum() == pytest.approx(3.63)

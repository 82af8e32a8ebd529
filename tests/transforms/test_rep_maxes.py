"""Rep-max and percentage tables, and left against right."""

import math

import pandas as pd
import pytest
from tests.logs import SQUAT, hevy, lift, sets, training

from runlift import frames
from runlift.science.policy import default_policy
from runlift.transforms.rep_maxes import rep_maxes, training_shares
from runlift.transforms.sides import sides as compared

HOW = frames.Profile(default_policy())
SPLIT = "Bulgarian Split Squat"


def test_observed_and_estimated_stand_beside_each_other():
    judged = training(
        hevy(
            lift("2026-11-02 18:00", *sets(load=100, reps=5), *sets(load=80, reps=10)),
            lift("2026-11-09 18:00", *sets(load=110, reps=2)),
        )
    )["sets"]
    found = rep_maxes(judged, 120.0, HOW.policy, "epley").set_index("reps")

    assert found["observed_kg"].tolist()[:11] == [110] * 2 + [100] * 3 + [80] * 5 + [
        pytest.approx(math.nan, nan_ok=True)
    ]
    assert found.loc[3, "observed_reps"] == 5
    assert found.loc[1, "observed_day"] == pd.Timestamp("2026-11-09")
    # 120 / (1 + 0.0333 x 5)
    assert found.loc[5, "estimated_kg"] == pytest.approx(102.87, abs=0.01)
    assert found.loc[1, "estimated_kg"] == 120
    assert len(found) == 15


@pytest.mark.slow
def test_no_estimate_leaves_the_observed_ones():
    judged = training(hevy(lift("2026-11-02 18:00", *sets(n=1))))["sets"]
    found = rep_maxes(judged, math.nan, HOW.policy, "epley")

    assert found["estimated_kg"].isna().all()
    assert found["observed_kg"].notna().sum() == 5


@pytest.mark.parametrize(
    ("share", "reps"), [(1.0, 1), (0.9, 3.3), (0.8, 7.5), (0.75, 10.0)]
)
def test_percentages_say_how_many_repetitions_are_in_them(share, reps):
    found = training_shares(100.0, HOW.policy, "epley")
    one = found[(found["share"] - share).abs() < 1e-9].iloc[0]

    # Epley turned round: (1 / share - 1) / 0.0333.
    assert one["reps"] == pytest.approx(reps, abs=0.1)
    assert one["load_kg"] == pytest.approx(100 * share)


def test_beyond_what_the_formula_is_believed_for_no_repetitions_are_said():
    found = training_shares(100.0, HOW.policy, "epley")
    assert math.isnan(found[found["share"] < 0.55]["reps"].iloc[0])


def by_side(left, right, days=(2, 6, 10)):
    lifts = []
    for day in days:
        one = [
            *sets(f"{SPLIT} (Left)", load=left, reps=8),
            *sets(f"{SPLIT} (Right)", load=right, reps=8),
        ]
        lifts.append(lift(f"2026-11-{day:02} 18:00", *one))
    return compared(
        training(hevy(*lifts))["sets"], pd.Timestamp("2026-11-12"), HOW.policy
    )


def test_a_clear_difference_in_enough_sessions_is_told():
    found = by_side(20, 25).iloc[0]

    assert found["asymmetry_percent"] == pytest.approx(20)
    assert (found["left_sessions"], found["right_sessions"]) == (3, 3)
    assert found["is_told"]


@pytest.mark.slow
def test_a_small_difference_or_few_sessions_are_not_told():
    assert not by_side(23, 25)["is_told"].any()
    assert not by_side(20, 25, days=(2, 6))["is_told"].any()


@pytest.mark.slow
def test_without_sides_there_is_nothing_to_compare():
    judged = training(hevy(lift("2026-11-02 18:00", *sets(SQUAT, n=3))))["sets"]
    assert compared(judged, pd.Timestamp("2026-11-12"), HOW.policy).empty

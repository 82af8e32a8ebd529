"""Two blocks side by side: every number worked by hand."""

import math
from datetime import date

import pandas as pd
import pytest
from tests.logs import BENCH, hevy, lift, run, sets, strava, training

from runlift.model import Window
from runlift.science.policy import default_policy
from runlift.transforms import block_comparison as blocks

POLICY = default_policy()
# Two blocks of two weeks: from Monday 19 October, and from Monday 2 November 2026.
OTHER = Window(date(2026, 10, 19), date(2026, 11, 1))
BLOCK = Window(date(2026, 11, 2), date(2026, 11, 15))
RUNS = strava(
    run("2026-10-20 07:00", 60, 10.0),
    run("2026-10-25 07:00", 120, 22.0, tag="long"),
    run("2026-11-03 07:00", 60, 10.0, tag="workout"),
    run("2026-11-05 07:00", 30, 6.0),
    run("2026-11-08 07:00", 120, 20.0, tag="long"),
    run("2026-11-15 23:30", 60, 12.0, tag="long"),
    run("2026-11-16 07:00", 300, 50.0),
)
LIFTS = hevy(
    lift("2026-10-21 18:00", *sets(BENCH, n=3)),
    lift("2026-11-04 18:00", *sets(BENCH, n=4)),
    # Heavy legs fourteen hours before a long run.
    lift("2026-11-07 16:00", *sets(n=6)),
)


@pytest.fixture(scope="module")
def log():
    return training(RUNS, LIFTS)


def rows(log, block=BLOCK, other=OTHER):
    return blocks.week_rows(log, block, other).set_index("key")


def test_a_week_of_running_is_the_block_shared_out_over_its_weeks(log):
    found = rows(log)

    # 48 km of four runs and 32 km of two, in two weeks each; the 50 km came later.
    distance = found.loc["distance"]
    assert distance[["block", "other", "difference"]].tolist() == [24e3, 16e3, 8e3]
    assert distance[["block_n", "other_n"]].tolist() == [4, 2]
    assert found.loc["time", ["block", "other"]].tolist() == [8100, 5400]
    assert found.loc["longest", ["block", "other", "difference"]].tolist() == [
        20e3,
        22e3,
        -2e3,
    ]
    assert (found["note"] == "").all()


def test_long_and_key_runs_and_conflicts_are_counted_and_shared_out(log):
    found = rows(log)

    for key, block, other in (("long_runs", 2, 1), ("key_runs", 1, 0), ("lifts", 2, 1)):
        assert found.loc[key, ["block_n", "other_n"]].tolist() == [block, other], key
        assert found.loc[key, "block"] == block / 2
        assert found.loc[key, "difference"] == (block - other) / 2
    assert found.loc["conflicts", ["block_n", "other_n"]].tolist() == [1, 0]


def test_hard_sets_and_leg_load_are_those_of_the_lifts(log):
    found = rows(log)
    [legs] = log["lifts"].loc[log["lifts"]["leg_load"] > 0, "leg_load"]

    assert found.loc["hard_sets", ["block", "other"]].tolist() == [5, 1.5]
    assert found.loc["hard_sets", ["block_n", "other_n"]].tolist() == [10, 3]
    assert found.loc["leg_load", ["block", "other"]].tolist() == [legs / 2, 0]
    assert found.loc["leg_load", ["block_n", "other_n"]].tolist() == [1, 0]


def test_blocks_of_different_length_compare_by_the_week(log):
    found = rows(log, Window(date(2026, 11, 2), date(2026, 11, 8)))

    # 36 km in one week against 32 km in two.
    assert found.loc["distance", ["block", "other"]].tolist() == [36e3, 16e3]


def test_a_log_that_begins_within_a_block_says_nothing_about_it(log):
    early = Window(date(2026, 10, 5), date(2026, 10, 18))
    astride = Window(date(2026, 10, 12), date(2026, 10, 25))

    for other in (early, astride):
        found = rows(log, OTHER, other)
        assert found[["other", "difference"]].isna().all(axis=None)
        assert found["block"].notna().all()
        # What there is of it is still counted.
        assert found.loc["distance", "other_n"] == (2 if other == astride else 0)
        assert "begins on 20 Oct 2026" in found.loc["distance", "note"]
        assert "begins on 21 Oct 2026" in found.loc["lifts", "note"]


def test_a_log_of_runs_alone_says_nothing_about_lifts_or_conflicts():
    found = rows(training(RUNS))

    assert found.loc["distance", "difference"] == 8e3
    told = found.loc[["lifts", "hard_sets", "leg_load", "conflicts"]]
    assert told[["block", "other", "difference"]].isna().all(axis=None)
    assert (told["note"] == "no lifts in the log").all()


def sessions(*rows_):
    return pd.DataFrame(
        rows_,
        columns=["day", "exercise_id", "exercise", "e1rm_kg", "is_in_trend"],
    ).astype({"day": "datetime64[us]"})


def each(exercise, days, values, is_in_trend=True):
    return [
        (f"2026-{day}", exercise, exercise.title(), value, is_in_trend)
        for day, value in zip(days, values, strict=True)
    ]


NOW_DAYS, THEN_DAYS = ("11-02", "11-05", "11-09"), ("10-19", "10-22", "10-26")


def test_lifts_differ_by_the_ratio_of_their_geometric_means():
    found = blocks.lift_rows(
        sessions(
            *each("squat", THEN_DAYS, (90.0, 100.0, 1000 / 9)),
            *each("squat", NOW_DAYS, (99.0, 110.0, 1100 / 9)),
            # Sets far from the limit do not say where strength stands.
            *each("squat", NOW_DAYS, (50.0, 50.0, 50.0), is_in_trend=False),
        ),
        BLOCK,
        OTHER,
        6,
        POLICY,
    ).iloc[0]

    assert (found["block_kg"], found["other_kg"]) == pytest.approx((110, 100))
    assert (found["block_n"], found["other_n"]) == (3, 3)
    # Logarithms scatter by ln(10/9) in both: error 0.1054 sqrt(2/3), times t(4) 2.132.
    half = 2.1318 * math.log(10 / 9) * math.sqrt(2 / 3)
    assert found["percent"] == pytest.approx(10)
    assert found["low"] == pytest.approx(100 * (1.1 * math.exp(-half) - 1), abs=0.01)
    assert found["high"] == pytest.approx(100 * (1.1 * math.exp(half) - 1), abs=0.01)
    assert found["note"] == ""


def test_too_few_sessions_give_no_difference_and_say_so():
    found = blocks.lift_rows(
        sessions(
            *each("squat", THEN_DAYS[:2], (90.0, 100.0)),
            *each("squat", NOW_DAYS, (99.0, 110.0, 120.0)),
            *each("press", NOW_DAYS[:1], (40.0,)),
        ),
        BLOCK,
        OTHER,
        6,
        POLICY,
    ).set_index("exercise_id")

    assert found[["percent", "low", "high"]].isna().all(axis=None)
    assert found.loc["squat", ["block_n", "other_n"]].tolist() == [3, 2]
    assert math.isnan(found.loc["press", "other_kg"])
    assert (found["note"] == "too few sessions: 3 in each block would do").all()


def test_only_the_lifts_trained_most_are_compared_and_none_is_an_empty_table():
    many = sessions(
        *each("squat", NOW_DAYS, (100.0,) * 3),
        *each("press", NOW_DAYS[:2], (40.0,) * 2),
    )

    assert blocks.lift_rows(many, BLOCK, OTHER, 1, POLICY)["exercise_id"].tolist() == [
        "squat"
    ]
    none = blocks.lift_rows(many, OTHER, OTHER, 6, POLICY)
    assert none.empty
    assert list(none.columns) == list(blocks.LIFTS)


def mean(**sets_):
    return pd.DataFrame(
        {
            "muscle": list(sets_),
            "name": [one.title() for one in sets_],
            "sets": list(sets_.values()),
        }
    )


def test_muscles_are_compared_by_their_sets_a_week(log):
    found = blocks.muscle_rows(
        mean(quads=6.0, chest=0.0, calves=0.0),
        mean(quads=4.5, chest=3.0, calves=0.0),
        log["lifts"],
        BLOCK,
        OTHER,
    ).set_index("muscle")

    assert found["difference"].to_dict() == {"quads": 1.5, "chest": -3.0}
    assert found.loc["quads", ["block_n", "other_n"]].tolist() == [12, 9]


def test_muscles_of_a_block_before_the_log_are_not_nought(log):
    early = Window(date(2026, 10, 5), date(2026, 10, 18))

    found = blocks.muscle_rows(
        mean(quads=6.0), mean(quads=0.0), log["lifts"], BLOCK, early
    ).iloc[0]

    assert found["block"] == 6
    assert math.isnan(found["other"])
    assert math.isnan(found["difference"])
    assert "begins on 21 Oct" in found["note"]

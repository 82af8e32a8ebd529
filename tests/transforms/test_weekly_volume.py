"""Fractional sets per muscle and week, through the whole house."""

from datetime import date, timedelta

import pytest
from tests.logs import BENCH, SQUAT, at, hevy, lift, sets, training
from tests.transforms.test_lift_sessions import basic

from runlift import frames
from runlift.model import Window
from runlift.science.policy import default_policy

HOW = frames.Profile(default_policy())


def weekly(*lifts):
    return frames.volume_weeks(training(hevy(*lifts)) if lifts else training(), HOW)


def of_week(found, week):
    return found[found["week"] == week].set_index("muscle")["sets"].to_dict()


@pytest.mark.parametrize("n", [3, 4, 5])
def test_the_basic_programs_week(oracle, n):
    found = weekly(
        lift("2026-11-02 18:00", *basic(1, n), title="W1"),
        lift("2026-11-05 18:00", *basic(2, n), title="W2"),
    )

    # Dumbbells or barbell held, so forearms count.
    expected = oracle("golden.json")["fractional_sets"][f"basic_{n}_sets"]
    assert of_week(found, "2026-11-02") == pytest.approx(expected)


def test_direct_and_indirect_add_up():
    found = weekly(lift("2026-11-02 18:00", *sets(n=3)))

    assert (found["direct_sets"] + found["indirect_sets"]).tolist() == found[
        "sets"
    ].tolist()
    rows = found.set_index("muscle")
    assert rows.loc["quads", ["direct_sets", "indirect_sets"]].tolist() == [3, 0]
    assert rows.loc["lower_back", ["direct_sets", "indirect_sets"]].tolist() == [0, 1.5]


def test_squats_do_not_train_hamstrings():
    assert "hamstrings" not in of_week(
        weekly(lift("2026-11-02 18:00", *sets(n=3))), "2026-11-02"
    )


def test_a_week_begins_on_monday():
    found = weekly(
        lift("2026-11-01 23:00", *sets(n=1)),
        lift("2026-11-02 00:30", *sets(n=2)),
        lift("2026-11-08 23:30", *sets(n=3)),
    )

    assert of_week(found, "2026-10-26")["quads"] == 1
    assert of_week(found, "2026-11-02")["quads"] == 5


@pytest.mark.slow
def test_the_unmapped_are_a_muscle_of_their_own():
    found = weekly(
        lift(
            "2026-11-02 18:00", *sets("My own thing", n=3), *sets("Odd", kind="warmup")
        )
    )

    assert of_week(found, "2026-11-02") == {"unmapped": 3}


def test_warm_ups_easy_sets_and_jumps_do_not_count():
    found = weekly(
        lift(
            "2026-11-02 18:00",
            *sets(kind="warmup", n=2),
            *sets(rpe=5, n=2),
            *sets("Box Jump", load="", n=2),
            *sets(n=1),
        )
    )

    assert of_week(found, "2026-11-02")["quads"] == 1


@pytest.mark.slow
def test_a_set_on_both_sides_is_one_set():
    found = weekly(
        lift("2026-11-02 18:00", *sets("Bulgarian Split Squat", n=3, load=20))
    )

    assert of_week(found, "2026-11-02")["quads"] == 3


def test_nothing_has_the_same_columns_as_something():
    some, none = weekly(lift("2026-11-02 18:00", *sets())), weekly()

    assert list(some) == list(none)
    assert some["week"].dtype == none["week"].dtype


# The average week.

FOUR_WEEKS = Window(date(2026, 10, 26), date(2026, 11, 22))


def log_of(*lifts):
    return training(hevy(*lifts))


@pytest.mark.slow
def test_weeks_without_lifting_are_zeros_of_the_mean():
    log = log_of(lift("2026-11-03 18:00", *sets(n=8)))
    found = frames.volume_mean(log, HOW, FOUR_WEEKS).set_index("muscle")

    assert found.loc["quads", "sets"] == 2
    assert found.loc["lower_back", "sets"] == 1
    assert found.loc["chest", "sets"] == 0
    assert found.loc["quads", "band"] == "little"


@pytest.mark.slow
def test_what_lies_outside_the_window_does_not_count():
    log = log_of(
        *(
            lift(at("2026-10-20 18:00") + timedelta(days=7 * week), *sets(n=4))
            for week in range(5)
        )
    )
    found = frames.volume_mean(log, HOW, FOUR_WEEKS).set_index("muscle")

    assert found.loc["quads", "sets"] == 4


@pytest.mark.slow
def test_every_muscle_has_a_row_and_the_unmapped_only_when_there_are_any():
    some = frames.volume_mean(
        log_of(lift("2026-11-03 18:00", *sets("My own thing", n=4))), HOW, FOUR_WEEKS
    )
    none = frames.volume_mean(
        log_of(lift("2026-11-03 18:00", *sets())), HOW, FOUR_WEEKS
    )

    assert len(none) == 22
    assert some["muscle"].tolist()[-1] == "unmapped"
    assert some.iloc[-1][["sets", "band"]].tolist() == [1, ""]
    assert not some[["name", "group"]].isna().any().any()


def test_the_mean_of_nothing():
    found = frames.volume_mean(training(), HOW, FOUR_WEEKS)

    assert (found["sets"] == 0).all()
    assert found["muscle"].is_unique


def test_the_heat_has_every_muscle_in_every_week():
    log = log_of(
        lift("2026-11-03 18:00", *sets(n=8), *sets("My own thing", n=2)),
        lift("2026-11-17 18:00", *sets(BENCH, n=3)),
    )
    found = frames.heat(frames.volume_weeks(log, HOW), HOW, FOUR_WEEKS)
    grid = found.pivot(index="muscle", columns="week", values="sets")

    assert grid.shape == (23, 4)
    assert grid.loc["quads"].tolist() == [0, 8, 0, 0]
    assert grid.loc["chest"].tolist() == [0, 0, 0, 3]
    assert grid.loc["unmapped"].tolist() == [0, 2, 0, 0]


def test_the_heat_of_nothing_is_all_zeros():
    found = frames.heat(frames.volume_weeks(training(), HOW), HOW, FOUR_WEEKS)

    assert found["sets"].tolist() == [0] * 88
    assert SQUAT not in set(found["muscle"])

"""The frames of the volume page, through the whole house, against hand-worked numbers."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from tests.logs import BENCH, SQUAT, hevy, lift, sets, training

from runlift import frames
from runlift.model import Window
from runlift.science.policy import default_policy
from runlift.transforms.rolling_volume import course

HOW = frames.Profile(default_policy())
WEEK = Window(date(2026, 11, 2), date(2026, 11, 8))
THREE = Window(date(2026, 11, 2), date(2026, 11, 22))
LEFT, RIGHT = (f"Bulgarian Split Squat ({side})" for side in ("Left", "Right"))


def page(*lifts, window=WEEK, how=HOW, **settings):
    log = training(hevy(*lifts), **settings) if lifts else training()
    return frames.volume_page(log, how, window)


def work(muscle, *lifts, window=WEEK):
    return frames.muscle_work(training(hevy(*lifts)), HOW, window, muscle)


# The average week.


@pytest.mark.slow
def test_days_after_the_window_do_not_count():
    """A window may end in the middle of a week; the average is over its days only."""
    found = page(
        lift("2026-11-02 18:00", *sets(n=4)),
        lift("2026-11-12 18:00", *sets(n=4)),
        lift("2026-11-13 18:00", *sets(n=9)),
        window=Window(date(2026, 11, 2), date(2026, 11, 12)),
    )
    quads = found["mean"].set_index("muscle").loc["quads", "sets"]

    assert quads == pytest.approx(8 / (11 / 7))
    assert found["totals"]["hard_sets"].item() == pytest.approx(8 / (11 / 7))


def test_left_and_right_are_one_set_in_the_totals():
    found = page(
        lift("2026-11-02 18:00", *sets(LEFT, n=3), *sets(RIGHT, n=3), *sets(BENCH, n=2))
    )

    assert found["totals"][["hard_sets", "leg_sets"]].iloc[0].tolist() == [5, 3]


@pytest.mark.slow
def test_the_weeks_before_are_compared_where_the_log_goes_back():
    begin = lift("2026-10-26 18:00", *sets(n=2))
    later = lift("2026-11-04 18:00", *sets(n=5))

    assert page(begin, later)["totals"]["hard_sets_before"].item() == 2
    assert page(later)["totals"]["hard_sets_before"].isna().item()


def test_a_week_that_goes_on_is_not_whole():
    rows = page(
        lift("2026-11-03 18:00", *sets(n=1)),
        window=Window(date(2026, 10, 26), date(2026, 11, 5)),
    )["heat"].set_index("muscle")

    assert rows.loc["quads", "is_whole"].tolist() == [True, False]


@pytest.mark.parametrize(
    ("weight", "triceps"), [(0, 0.0), (1 / 3, 1.0), (0.5, 1.5), (1, 3.0)]
)
def test_a_helping_muscle_gets_the_athletes_share_of_a_set(weight, triceps):
    how = frames.Profile(
        default_policy().with_overrides({"volume.secondary_weight": weight})
    )
    mean = page(lift("2026-11-03 18:00", *sets(BENCH, n=3)), how=how)["mean"]
    rows = mean.set_index("muscle")["sets"]

    assert rows["triceps"] == pytest.approx(triceps)
    assert rows["chest"] == 3


# Rolling seven days.


def test_a_day_has_the_sets_of_the_seven_days_up_to_it():
    found = page(
        lift("2026-10-31 18:00", *sets(n=2)),
        lift("2026-11-02 18:00", *sets(n=4)),
        lift("2026-11-06 18:00", *sets(n=3)),
        window=Window(date(2026, 11, 2), date(2026, 11, 14)),
    )["rolling"]
    quads = found[found["muscle"] == "quads"].set_index("day")["sets"]

    # From 2 Nov, when the set of 31 Oct still counts, to 14 Nov.
    assert quads.tolist() == [6, 6, 6, 6, 9, 7, 7, 3, 3, 3, 3, 0, 0]
    assert quads.index[0] == pd.Timestamp("2026-11-02")


@pytest.mark.slow
def test_nothing_is_left_of_thirds_after_a_week():
    how = frames.Profile(
        default_policy().with_overrides({"volume.secondary_weight": 1 / 3})
    )
    found = page(
        *(lift(f"2026-11-{day:02d} 18:00", *sets(BENCH, n=1)) for day in (2, 3, 4)),
        window=THREE,
        how=how,
    )["rolling"]

    assert found[found["day"] > "2026-11-10"]["sets"].eq(0).all()


@pytest.mark.slow
def test_the_unmapped_have_a_course_too():
    found = page(lift("2026-11-02 18:00", *sets("My own thing", n=3)))["rolling"]

    assert set(found["muscle"]) == {"unmapped"}
    assert found["sets"].tolist() == [3] * 7


@pytest.mark.slow
def test_a_course_has_the_muscles_in_the_order_asked_for_with_their_bands():
    found = page(lift("2026-11-02 18:00", *sets(n=3)), window=THREE)
    rows = course(found["heat"], found["mean"], ["soleus", "quads"])

    assert rows["muscle"].drop_duplicates().tolist() == ["soleus", "quads"]
    assert rows["develop_low"].drop_duplicates().tolist() == [4, 6]
    assert len(rows) == 6


def test_nothing_rolls_over_an_empty_log():
    assert page()["rolling"].empty


# What trained a muscle.


@pytest.mark.slow
def test_the_exercises_that_trained_a_muscle_say_how():
    found = work(
        "glute_max",
        lift("2026-11-02 18:00", *sets(n=3), *sets("Back Extension", n=2, load="")),
        lift("2026-11-05 18:00", *sets(n=1), *sets(BENCH, n=4)),
    )
    rows = found["exercises"].set_index("exercise_id")

    assert rows["how"].to_dict() == {"squat": "direct", "back_extension": "indirect"}
    assert rows["sets"].to_dict() == {"squat": 4, "back_extension": 1}
    assert rows["hard_sets"].to_dict() == {"squat": 4, "back_extension": 2}
    assert rows["sessions"].to_dict() == {"squat": 2, "back_extension": 1}
    assert rows.loc["squat", "last_day"] == pd.Timestamp("2026-11-05")


@pytest.mark.slow
def test_the_sessions_that_trained_it_come_newest_first():
    found = work(
        "glute_max",
        lift("2026-11-02 18:00", *sets(n=3), *sets("Back Extension", n=2, load="")),
        lift("2026-11-05 18:00", *sets(n=1), title="Second"),
        lift("2026-11-06 18:00", *sets(BENCH, n=4)),
    )["sessions"]

    assert found["title"].tolist() == ["Second", "Legs"]
    assert found["sets"].tolist() == [1, 4]
    assert found["direct_sets"].tolist() == [1, 3]
    assert found["indirect_sets"].tolist() == [0, 1]


@pytest.mark.slow
def test_without_a_muscle_it_is_every_exercise():
    found = work(None, lift("2026-11-02 18:00", *sets(n=3), *sets(BENCH, n=4)))

    assert found["exercises"]["exercise_id"].tolist() == ["bench_press", "squat"]
    assert found["sessions"]["sets"].tolist() == [7]


def test_the_unmapped_are_listed_by_the_name_in_the_file():
    found = work("unmapped", lift("2026-11-02 18:00", *sets("My own thing", n=3)))

    assert found["exercises"][["exercise", "sets"]].iloc[0].tolist() == [
        "My own thing",
        3,
    ]


def test_a_muscle_nobody_trained_has_no_rows():
    found = work("biceps", lift("2026-11-02 18:00", *sets(n=3)))

    assert found["exercises"].empty and found["sessions"].empty


# Sessions.


def test_the_dose_of_a_session_by_group():
    dose = page(
        lift(
            "2026-11-02 18:00",
            *sets("Deadlift (Barbell)", n=2),
            *sets(n=3),
            *sets(BENCH, n=4),
            *sets("My own thing", n=1),
            *sets(kind="warmup", n=2),
        )
    )["doses"].iloc[0]

    # Deadlifts are made for glutes, hamstrings (legs) and the lower back (core).
    assert dose[["hard_sets", "legs", "core", "push", "pull", "calves"]].tolist() == [
        *[9, 5, 2, 4, 0, 0]
    ]
    assert dose["unmapped"] == 1
    # Gluteus maximus: 2 + 3.
    assert dose[["top_muscle", "top_sets"]].tolist() == ["Gluteus maximus", 5]


@pytest.mark.slow
def test_a_session_of_jumps_alone_has_no_dose():
    assert page(lift("2026-11-02 18:00", *sets("Box Jump", load="", n=3)))[
        "doses"
    ].empty


# Jumps and throws.

BOX, THROW = "Box Jump", "Med Ball Rotational Throw"


def jumped(*days, window=THREE, **settings):
    """Sessions of so many contacts each, after a log that begins in October."""
    found = page(
        lift("2026-10-12 18:00", *sets(n=1)),
        *(
            lift(f"{day} 18:00", *sets(BOX, n=n // 10, reps=10, load=""))
            for day, n in days
        ),
        window=window,
        how=frames.Profile(default_policy().with_overrides(settings)),
    )
    return found["jump_sessions"], found["jump_weeks"]


def test_contacts_and_throws_of_the_plans_third_day():
    found = page(
        lift(
            "2026-11-05 18:00",
            *sets(BOX, n=4, reps=3, load=""),
            *sets(THROW, n=3, reps=5, load=3),
            *sets("Single Leg Box Jump", n=1, reps=4, load=""),
        )
    )["jump_sessions"]

    # Two landings for every repetition on each leg; five throws to each side.
    assert found[["contacts", "throws"]].iloc[0].tolist() == [12 + 8, 30]


@pytest.mark.slow
def test_more_than_120_contacts_in_a_session_are_many():
    sessions, _ = jumped(("2026-11-03", 120), ("2026-11-05", 130))

    assert sessions["is_many"].tolist() == [False, True]


def test_a_week_that_grew_by_more_than_half_is_growth():
    _, weeks = jumped(("2026-11-03", 40), ("2026-11-10", 60), ("2026-11-17", 100))

    assert weeks["before"].tolist() == [0, 40, 60]
    assert weeks["is_growth"].tolist() == [False, False, True]


@pytest.mark.slow
def test_from_six_to_twelve_contacts_is_no_growth():
    _, weeks = jumped(("2026-11-03", 10), ("2026-11-10", 40))

    assert not weeks["is_growth"].any()
    _, strict = jumped(
        ("2026-11-03", 10),
        ("2026-11-10", 40),
        **{"volume.contacts_growth_from": 20},
    )
    assert strict["is_growth"].tolist() == [False, True, False]


@pytest.mark.slow
def test_after_a_week_without_any_a_large_one_is_growth():
    _, weeks = jumped(("2026-11-03", 60), ("2026-11-17", 60))

    assert weeks["is_growth"].tolist() == [True, False, True]


@pytest.mark.slow
def test_the_week_in_which_the_log_begins_has_nothing_before_it():
    found = page(
        lift("2026-11-03 18:00", *sets(BOX, n=10, reps=10, load="")), window=THREE
    )["jump_weeks"]

    assert np.isnan(found["before"].iloc[0])
    assert not found["is_growth"].any()


# Balance.


def readouts(*lifts, **settings):
    how = frames.Profile(default_policy().with_overrides(settings))
    return page(*lifts, how=how)["balance"].set_index("readout")


def test_push_and_pull_are_presses_and_rows_and_nothing_else():
    found = readouts(
        lift(
            "2026-11-03 18:00",
            *sets(BENCH, n=4),
            *sets("Overhead Press (Barbell)", n=2),
            *sets("Landmine Press", n=2),
            *sets("Bent Over Row (Barbell)", n=3),
            *sets("Lat Pulldown (Cable)", n=3),
            *sets("Bicep Curl (Dumbbell)", n=5),
            *sets("Chest Fly (Dumbbell)", n=5),
        )
    ).loc["push_pull"]

    assert found[["first", "second", "state"]].tolist() == [8, 6, "within"]
    assert found["value"] == pytest.approx(8 / 6)


@pytest.mark.slow
def test_calves_and_legs_are_shares():
    found = readouts(
        lift(
            "2026-11-03 18:00",
            *sets("Seated Calf Raise", n=2),
            *sets("Standing Calf Raise (Machine)", n=8),
            *sets(n=4),
            *sets(LEFT, n=3),
            *sets(RIGHT, n=3),
        )
    )

    assert found.loc["bent_knee_calf_share", "value"] == pytest.approx(0.2)
    assert found.loc["bent_knee_calf_share", "state"] == "below"
    # Three sets on each leg of 10 + 4 + 3 leg sets.
    assert found.loc["unilateral_share", "value"] == pytest.approx(3 / 17)


@pytest.mark.slow
def test_few_sets_say_nothing_until_the_athlete_wants_them_to():
    few = lift(
        "2026-11-03 18:00", *sets(BENCH, n=4), *sets("Lat Pulldown (Cable)", n=1)
    )

    assert readouts(few).loc["push_pull", "state"] == "unknown"
    assert readouts(few, **{"balance.min_sets": 5}).loc["push_pull", "state"] == "above"


@pytest.mark.slow
def test_pushing_without_any_pulling_is_above_and_no_error():
    found = readouts(lift("2026-11-03 18:00", *sets(BENCH, n=12))).loc["push_pull"]

    assert found[["first", "second", "value", "state"]].tolist() == [
        *[12, 0, np.inf, "above"]
    ]


# Sides.


@pytest.mark.slow
def test_sides_are_mentioned_from_three_sets_and_a_fifth_apart():
    both = sets(LEFT, n=6), sets(RIGHT, n=3)
    found = page(lift("2026-11-03 18:00", *both[0], *both[1]))["sides"]
    quads = found.set_index("muscle").loc["quads"]

    assert quads[["left_sets", "right_sets", "more"]].tolist() == [6, 3, "left"]


@pytest.mark.slow
def test_two_sets_apart_or_a_small_share_is_no_difference():
    two = page(lift("2026-11-03 18:00", *sets(LEFT, n=3), *sets(RIGHT, n=1)))
    share = page(
        lift("2026-11-03 18:00", *sets(LEFT, n=4), *sets(RIGHT, n=1), *sets(n=12))
    )

    assert two["sides"].empty
    assert "quads" not in set(share["sides"]["muscle"])


# Tonnage.


def tonnage(*lifts, window=THREE):
    found = page(*lifts, window=window)
    return found["tonnage"].set_index("exercise_id"), found["tonnage_weeks"]


def test_tonnage_is_load_times_repetitions_of_working_sets():
    found, weeks = tonnage(
        lift("2026-11-03 18:00", *sets(n=3), *sets(kind="warmup", load=60)),
        lift("2026-11-17 18:00", *sets(n=2, load=110)),
    )

    # 3 x 5 x 100 and 2 x 5 x 110 kg; a week off is a zero of the course.
    assert found.loc["squat", "course_kg"] == [1500, 0, 1100]
    assert found.loc["squat", ["total_kg", "mean_kg", "last_kg"]].tolist() == [
        *[2600, 1300, 1100]
    ]
    assert found.loc["squat", ["note", "sets", "weeks"]].tolist() == ["", 5, 2]
    assert weeks["tonnage_kg"].tolist() == [1500, 0, 1100]


@pytest.mark.slow
def test_two_dumbbells_move_twice_their_weight():
    found, _ = tonnage(
        lift("2026-11-03 18:00", *sets("Lunge (Dumbbell)", load=20, reps=10, n=1))
    )

    assert found.loc["lunge", "total_kg"] == 400


@pytest.mark.slow
def test_machines_are_flagged_and_bands_and_holds_have_none():
    found, _ = tonnage(
        lift(
            "2026-11-03 18:00",
            *sets("Lat Pulldown (Cable)", n=2, load=50),
            *sets("Squat (Band)", n=2, load=20),
            *sets("Plank", n=2, load="", reps="", rpe="", seconds=60),
            *sets("Pull Up", n=2, load=""),
        )
    )

    assert found["note"].to_dict() == {
        "lat_pulldown": "not comparable between gyms",
        "squat_band": "none: bands have no kilograms",
        "plank": "none: holds have no repetitions",
        "pull_up": "needs your body mass",
    }
    assert found["total_kg"].notna().to_dict() == {
        "lat_pulldown": True,
        "squat_band": False,
        "plank": False,
        "pull_up": False,
    }
    assert found.loc["plank", "course_kg"] == []


@pytest.mark.slow
def test_jumps_and_throws_have_no_tonnage():
    found, _ = tonnage(
        lift("2026-11-03 18:00", *sets(THROW, load=3), *sets(BOX, load=5), *sets(n=1))
    )

    assert found.index.tolist() == ["squat"]


@pytest.mark.slow
def test_an_empty_log_has_every_frame():
    found = page()

    assert set(found) == set(page(lift("2026-11-03 18:00", *sets(SQUAT, n=2))))
    assert found["tonnage"].empty and found["sides"].empty
    assert (found["balance"]["state"] == "unknown").all()
    assert len(found["mean"]) == 22

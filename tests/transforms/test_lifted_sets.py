"""Single sets: warm-up or work, what they say about strength, what they weigh."""

import math
from datetime import datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from tests import logs
from tests.logs import SQUAT, fitnotes, hevy, lift, sets, training

DAY = "2026-11-02 18:00"


def judged(*work, **more):
    return training(hevy(lift(DAY, *work)), **more)["sets"]


def each(column, *sessions):
    """This column of each session; months apart, none is measured by another."""
    days = [
        datetime(2024, 1, 1, 18) + timedelta(days=70 * n) for n in range(len(sessions))
    ]
    found = training(
        hevy(*(lift(day, *work) for day, work in zip(days, sessions, strict=True)))
    )["sets"]
    return [found.loc[found["start_local"] == day, column].tolist() for day in days]


def warmups(*sessions):
    """Whether the sets with these loads are warm-ups, in one session after another."""
    return each(
        "is_warmup",
        *(
            [one for load in loads for one in sets(load=load, rpe="")]
            for loads in sessions
        ),
    )


def test_a_light_set_is_a_warm_up_and_so_are_those_on_the_way_up():
    assert warmups((59, 100), (100, 59), (60, 84, 85, 100)) == [
        [True, False],
        [False, True],
        [True, True, False, False],
    ]


def test_the_same_load_after_the_top_set_is_work():
    assert warmups((100, 84, 70)) == [[False, False, False]]


@pytest.mark.slow
def test_many_repetitions_on_the_way_up_are_work():
    many = [*sets(load=80, reps=8), *sets(load=100, reps=5)]
    few = [*sets(load=80, reps=7), *sets(load=100, reps=5)]

    assert each("is_warmup", many, few) == [[False, False], [True, False]]


def test_what_the_log_says_counts():
    found = judged(
        *sets(load=100, kind="warmup"),
        *sets(load=100),
        *sets(load=40, kind="dropset"),
        *sets(load=40, kind="failure"),
    )

    assert found["is_warmup"].tolist() == [True, False, False, False]
    assert found["kind"].tolist() == ["warmup", "normal", "drop", "failure"]


@pytest.mark.slow
def test_warm_ups_are_found_for_each_exercise_by_itself():
    found = judged(*sets(load=100), *sets(logs.BENCH, load=50))

    assert found["is_warmup"].tolist() == [False, False]


@pytest.mark.slow
def test_more_help_is_no_warm_up():
    found = judged(
        *sets("Pull Up (Assisted)", load=10), *sets("Pull Up (Assisted)", load=40)
    )

    assert found["is_warmup"].tolist() == [False, False]


def hard(*work):
    return judged(*work)["is_hard"].tolist()


def test_four_in_reserve_are_hard_and_five_are_not():
    assert hard(*(one for rpe in (10, 6, 5.5, 5) for one in sets(rpe=rpe))) == [
        True,
        True,
        False,
        False,
    ]


def test_without_effort_a_share_of_the_top_load_or_of_the_1rm_decides():
    unknown = [*sets(load=100, rpe=""), *sets(load=84, rpe="")]
    log = training(
        hevy(
            lift("2025-11-02 18:00", *unknown),
            # 200 x 5 is an e1RM of 233, which the next six weeks are measured by.
            lift("2026-10-20 18:00", *sets(load=200, rpe="")),
            lift("2026-11-02 18:00", *unknown),
            lift("2026-11-05 18:00", *sets(load=150, rpe=""), *sets(load=141, rpe="")),
        )
    )["sets"]
    first, _, light, heavy = log.groupby("day")["is_hard"].agg(list).tolist()

    # Alone in its six weeks, 84 is 0.72 of the e1RM that 100 x 5 makes.
    assert first == [True, True]
    # Now it is 0.36 of the e1RM, and 0.84 of the session's top load.
    assert light == [True, False]
    assert heavy == [True, True]


def test_sets_without_load_are_hard_when_they_have_repetitions():
    raises = [
        sets("Hanging Leg Raise", load="", reps=reps, rpe=rpe)
        for reps, rpe in ((12, ""), (12, 4), ("", ""))
    ]

    assert each("is_hard", *raises) == [[True], [False], [False]]


@pytest.mark.slow
def test_a_hold_of_twenty_seconds_is_hard_unless_it_was_easy():
    def plank(seconds, rpe=""):
        return sets("Plank", load="", reps="", rpe=rpe, seconds=seconds)

    assert hard(*plank(20), *plank(19), *plank(60, rpe=5), *plank(60, rpe=6)) == [
        True,
        False,
        False,
        True,
    ]


def test_jumps_throws_and_machines_for_breath_are_never_hard():
    found = judged(
        *sets("Box Jump", load="", rpe=9),
        *sets("Medicine Ball Rotational Throw", load=5, rpe=9),
        *sets("Rowing Machine", load="", reps="", seconds=600, rpe=9),
        *sets("My own thing", rpe=9),
    )

    assert found["exercise_kind"].tolist()[:3] == ["plyometric", "throw", "cardio"]
    assert found["is_hard"].tolist()[:3] == [False] * 3
    assert not found["is_mapped"].iloc[3]


@pytest.mark.slow
def test_a_jump_or_throw_with_a_load_has_no_1rm():
    found = judged(
        *sets("Medicine Ball Rotational Throw", load=5, rpe=9),
        *sets("Jump Squat (Weighted)", load=20, reps=5, rpe=9),
        *sets("Farmers Walk", load=40, reps=1, seconds=30),
    )

    assert set(found["exercise_kind"]) <= {"throw", "plyometric", "hold"}
    assert found["e1rm_kg"].isna().all()
    assert found["quality"].isna().all()


def test_effort_becomes_repetitions_in_reserve():
    found = judged(
        *sets(rpe=8),
        *sets(rpe=9.5),
        *sets(rpe=""),
        *sets(rpe=7, kind="failure"),
        *sets(rpe="", kind="failure"),
    )

    assert found["rir"].fillna(-1).tolist() == [2, 0.5, -1, 0, 0]
    assert found["effective_reps"].tolist() == [7, 5.5, 5, 5, 5]
    assert found["is_lower_bound"].tolist() == [False, False, True, False, False]


def test_the_estimated_1rm_is_epleys_on_the_repetitions_that_were_possible():
    found = judged(
        *sets(reps=5, rpe=10),
        *sets(reps=5, rpe=8),
        *sets(reps=1, rpe=10),
        *sets(reps=1),
    )

    assert found["e1rm_kg"].tolist() == pytest.approx([116.65, 123.31, 100, 109.99])


@pytest.mark.slow
def test_more_than_fifteen_possible_repetitions_give_no_1rm():
    found = judged(
        *sets(reps=15, rpe=10), *sets(reps=14, rpe=8), *sets(reps=16, rpe="")
    )

    assert found["e1rm_kg"].isna().tolist() == [False, True, True]


@pytest.mark.slow
def test_no_1rm_from_warm_ups_unknown_exercises_bands_and_holds():
    found = judged(
        *sets(kind="warmup"),
        *sets("My own thing"),
        *sets("Squat (Band)", load=20),
        *sets("Plank", load=10, reps=1, seconds=45),
        *sets(load=""),
        *sets(load=0),
    )

    assert found["e1rm_kg"].isna().all()


@pytest.mark.parametrize(
    "formula",
    [
        "epley",
        pytest.param("wathan", marks=pytest.mark.slow),
        pytest.param("brzycki", marks=pytest.mark.slow),
    ],
)
def test_one_formula_for_an_athlete(formula, oracle):
    found = judged(*sets(reps=8, rpe=10), formula=formula)

    expected = oracle("golden.json")["e1rm_100kg"]["8"][formula]
    assert found["e1rm_kg"].item() == pytest.approx(expected, abs=0.01)


# The body as part of the load.


def weighed(work, masses=(), own=None):
    """Sets judged with known body masses, through the transform alone."""
    from runlift.exercises.catalogue import catalogue
    from runlift.science.policy import default_policy
    from runlift.transforms.lifted_sets import lifted_sets

    raw = judged(*work)
    columns = list(raw)[: list(raw).index("day")]
    mass = pd.DataFrame(
        {
            "day": pd.to_datetime([day for day, _ in masses]).as_unit("us"),
            "mass_kg": [float(kg) for _, kg in masses],
        }
    )
    given = raw[columns].assign(bodyweight_kg=math.nan if own is None else own)
    return lifted_sets(given, mass, catalogue(), default_policy(), "epley")


PULL_UP = [
    *sets("Pull Up", load="", reps=5, rpe=10),
    *sets("Pull Up (Weighted)", load=20, reps=5, rpe=10),
]


def test_body_weight_exercises_need_a_body_mass():
    unknown = weighed(PULL_UP)
    known = weighed(PULL_UP, [("2026-10-01", 60)])

    assert unknown["system_load_kg"].isna().all()
    assert unknown["e1rm_kg"].isna().all()
    assert known["system_load_kg"].tolist() == [60, 80]
    assert known["e1rm_kg"].tolist() == pytest.approx([60 * 1.1665, 80 * 1.1665])


@pytest.mark.slow
def test_the_body_mass_is_that_of_the_day():
    def of(*masses):
        return weighed(PULL_UP[:1], masses)["system_load_kg"].item()

    before, same, after = ("2026-10-01", 60), ("2026-11-02", 61), ("2026-11-03", 70)

    assert of(before, after) == 60
    assert of(before, same, after) == 61
    # Before the first weighing, the first one is the best there is.
    assert of(after) == 70


def test_what_the_session_says_about_the_body_comes_first():
    found = weighed(PULL_UP[:1], [("2026-11-02", 61)], own=65.0)

    assert found["system_load_kg"].item() == 65


@pytest.mark.slow
def test_help_is_taken_off_and_more_than_the_body_is_no_lift():
    work = [
        *sets("Pull Up (Assisted)", load=20, reps=5, rpe=10),
        *sets("Pull Up (Assisted)", load=70, reps=5, rpe=10),
        *sets("Push Up", load="", reps=5, rpe=10),
    ]
    found = weighed(work, [("2026-10-01", 60)])

    assert found["system_load_kg"].tolist()[0] == 40
    assert found["system_load_kg"].isna().tolist() == [False, True, False]
    assert found["system_load_kg"].tolist()[2] == pytest.approx(0.64 * 60)


def test_tonnage_counts_both_hands_and_both_sides():
    found = judged(
        *sets(load=100, reps=5),
        *sets("Bench Press (Dumbbell)", load=20, reps=10),
        *sets("Landmine Press", load=20, reps=8),
        *sets("Squat (Band)", load=20, reps=10),
    )
    tonnage = found["tonnage_kg"].tolist()

    assert tonnage[:2] == [500, 400]
    assert found["basis"].tolist()[1] == "per_hand"
    assert math.isnan(tonnage[3])


@pytest.mark.slow
def test_single_leg_jumps_land_on_each_leg():
    found = judged(
        *sets("Box Jump", load="", reps=5), *sets("Single Leg Hop", load="", reps=5)
    )

    assert found["contacts"].tolist() == [5, 10]


def test_the_day_and_week_are_those_of_the_start():
    found = training(
        hevy(
            lift("2026-11-01 23:30", *sets()),
            lift("2026-11-02 00:00", *sets()),
            lift("2026-01-01 12:00", *sets()),
        )
    )["sets"]

    assert found["week"].dt.date.astype(str).tolist() == [
        "2025-12-29",
        "2026-10-26",
        "2026-11-02",
    ]
    assert found["day"].dt.hour.tolist() == [0, 0, 0]


@pytest.mark.slow
def test_the_share_of_the_1rm_looks_six_weeks_back_and_never_forward():
    log = training(
        hevy(
            lift("2026-06-01 18:00", *sets(load=200, reps=1, rpe=10)),
            lift("2026-07-13 18:00", *sets(load=100, reps=1, rpe=10)),
            lift("2026-07-14 18:00", *sets(logs.BENCH, load=60, reps=1, rpe=10)),
            lift("2026-07-20 18:00", *sets(load=120, reps=1, rpe=10)),
        )
    )["sets"]
    share = log["share_of_e1rm"]

    assert share[log["exercise_raw"] == SQUAT].tolist() == pytest.approx([1, 1, 1])
    assert share[log["exercise_raw"] == logs.BENCH].tolist() == pytest.approx([1])
    log = training(
        hevy(
            lift("2026-06-02 18:00", *sets(load=200, reps=1, rpe=10)),
            lift("2026-07-13 18:00", *sets(load=100, reps=1, rpe=10)),
        )
    )["sets"]
    assert log["share_of_e1rm"].tolist() == pytest.approx([1, 0.5])


@pytest.mark.slow
def test_unmapped_sets_have_no_traits_and_no_share():
    found = judged(*sets("My own thing"), *sets("Another thing"))

    assert found["share_of_e1rm"].isna().all()
    assert found["pattern"].isna().all()
    assert found["leg_points"].tolist() == [0, 0]


@pytest.mark.slow
def test_nothing_has_the_same_columns_as_something():
    some, none = judged(*sets()), training()["sets"]

    assert list(some) == list(none)
    for name in ("is_hard", "is_warmup", "is_mapped"):
        assert some[name].dtype == none[name].dtype == np.dtype(bool)


@pytest.mark.slow
def test_without_a_clock_all_is_judged_the_same():
    found = training(fitnotes(("2026-11-02", "Barbell Squat", 100, 5, 3)))["sets"]

    assert found["is_hard"].tolist() == [True] * 3
    assert found["start_local"].tolist() == [datetime(2026, 11, 2)] * 3

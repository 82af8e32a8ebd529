"""Records: each only against earlier sessions, four kinds apart."""

import pandas as pd
import pytest
from tests.logs import NOW, SQUAT, hevy, keep, lift, opened, sets, training

from runlift import frames
from runlift.science.policy import default_policy
from runlift.store import weighings

HOW = frames.Profile(default_policy())
ASSISTED = "Pull Up (Assisted)"
PLANK = "Plank"


def records(*lifts, mass=None):
    if mass is None:
        log = training(hevy(*lifts))
    else:
        store, ana = opened()
        with store:
            keep(store, ana, hevy(*lifts))
            weighings.weigh(
                store, ana.athlete_id, pd.Timestamp("2026-01-01").date(), mass, NOW
            )
            log = frames.training(store, ana)
    return frames.records(log, frames.strength_sessions(log, HOW))


def kinds(found):
    return sorted(zip(found["day"].dt.strftime("%d %b"), found["kind"], strict=True))


def test_the_first_session_has_no_record():
    assert records(lift("2026-11-02 18:00", *sets(load=100), *sets(load=110))).empty


def test_a_heavier_set_of_the_same_session_beats_nothing():
    found = records(
        lift("2026-11-02 18:00", *sets(load=100)),
        lift("2026-11-05 18:00", *sets(load=100), *sets(load=105), *sets(load=110)),
    )

    assert kinds(found) == [("05 Nov", "load"), ("05 Nov", "strength")]
    load = found[found["kind"] == "load"].iloc[0]
    assert (load["load_kg"], load["before"]) == (110, 100)
    assert load["before_day"] == pd.Timestamp("2026-11-02")


def test_more_repetitions_with_a_load_are_a_record_of_their_own():
    found = records(
        lift("2026-11-02 18:00", *sets(load=100, reps=5, rpe=9)),
        lift("2026-11-05 18:00", *sets(load=100, reps=6, rpe=10)),
    )

    # 5 and one left, 6 and none: the estimate is the same.
    assert kinds(found) == [("05 Nov", "reps")]
    assert found.iloc[0][["reps", "before"]].tolist() == [6, 5]


@pytest.mark.slow
def test_what_was_done_with_more_is_no_record_with_less():
    found = records(
        lift("2026-11-02 18:00", *sets(load=100, reps=8), *sets(load=90, reps=6)),
        lift("2026-11-05 18:00", *sets(load=90, reps=7)),
    )

    assert found.empty


def test_more_help_is_never_a_record():
    found = records(
        lift("2026-11-02 18:00", *sets(ASSISTED, load=20, reps=6)),
        lift("2026-11-05 18:00", *sets(ASSISTED, load=30, reps=6)),
        lift("2026-11-09 18:00", *sets(ASSISTED, load=15, reps=6)),
    )

    assert kinds(found) == [("09 Nov", "load")]
    assert (found.iloc[0]["before"], found.iloc[0]["load_kg"]) == (-20, 15)


@pytest.mark.slow
def test_with_body_mass_less_help_is_strength_too():
    found = records(
        lift("2026-11-02 18:00", *sets(ASSISTED, load=20, reps=6)),
        lift("2026-11-09 18:00", *sets(ASSISTED, load=15, reps=6)),
        mass=60,
    )

    assert kinds(found) == [("09 Nov", "load"), ("09 Nov", "strength")]


@pytest.mark.slow
def test_a_longer_hold_is_a_record():
    found = records(
        lift("2026-11-02 18:00", *sets(PLANK, load="", reps="", seconds=60)),
        lift("2026-11-05 18:00", *sets(PLANK, load="", reps="", seconds=75)),
    )

    assert kinds(found) == [("05 Nov", "hold")]
    assert found.iloc[0][["duration_s", "before"]].tolist() == [75, 60]


@pytest.mark.slow
def test_warm_ups_and_doubted_sets_are_no_records():
    usual = [lift(f"2026-10-{day} 18:00", *sets(load=100)) for day in range(10, 30, 2)]
    found = records(
        *usual,
        lift("2026-11-05 18:00", *sets(load=300), *sets(load=100)),
        lift("2026-11-09 18:00", *sets(load=110, kind="warmup"), *sets(load=100)),
    )

    assert found.empty


@pytest.mark.slow
def test_the_order_of_sets_does_not_matter():
    first = lift("2026-11-02 18:00", *sets(load=100, reps=5), *sets(load=90, reps=8))
    ways = [
        [*sets(load=100, reps=6), *sets(load=90, reps=9), *sets(load=105, reps=1)],
        [*sets(load=105, reps=1), *sets(load=90, reps=9), *sets(load=100, reps=6)],
    ]
    found = [
        records(first, lift("2026-11-05 18:00", *way))[["kind", "load_kg", "reps"]]
        for way in ways
    ]

    assert sorted(map(tuple, found[0].values)) == sorted(map(tuple, found[1].values))


@pytest.mark.parametrize("exercise", [SQUAT])
def test_without_sets_there_is_an_empty_table_with_the_columns(exercise):
    log = training()
    found = frames.records(log, frames.strength_sessions(log, HOW))
    assert found.empty
    assert {"day", "kind", "before_day"} <= set(found.columns)

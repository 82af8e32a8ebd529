"""Every warning by name, with values on both sides of its limit."""

import functools
from datetime import datetime, timedelta

import pandas as pd
import pytest

from runlift.exercises.catalogue import catalogue
from runlift.exercises.matching import match
from runlift.model import RUN_COLUMNS, frame
from runlift.science.policy import default_policy
from runlift.transforms.believed import (
    believed_masses,
    believed_runs,
    believed_sessions,
    believed_sets,
)
from runlift.transforms.doubts import COLUMNS, doubts
from runlift.transforms.lifted_sets import lifted_sets

DAY = datetime(2026, 3, 2, 18)
SQUAT, BENCH = "Squat (Barbell)", "Bench Press (Barbell)"
_SETS = {
    "session_id": "s0",
    "start_local": DAY,
    "start_utc": pd.NaT,
    "time_precision": "minute",
    "session_s": 3600.0,
    "title": None,
    "bodyweight_kg": float("nan"),
    "set_no": 1,
    "exercise_raw": SQUAT,
    "block_no": 1,
    "kind": "normal",
    "load_kg": 100.0,
    "load_basis": None,
    "reps": 5.0,
    "duration_s": float("nan"),
    "distance_m": float("nan"),
    "rpe": float("nan"),
    "side": None,
    "rest_s": float("nan"),
    "source_format": "hevy",
    "source_file": "a.csv",
}
_SESSIONS = {
    "session_id": "s0",
    "start_local": DAY,
    "time_precision": "minute",
    "duration_s": 3600.0,
    "avg_hr": float("nan"),
    "max_hr": float("nan"),
}
_CORRECTIONS = ("kind", "record_id", "set_no", "verdict", "reason")


def rows(usual, given):
    full = [{**usual, **one} for one in given]
    made = pd.DataFrame(full, columns=list(usual))
    return made.astype({"start_local": "datetime64[us]"})


def sets_of(given):
    made = rows(_SETS, given)
    by = made.groupby(["session_id", "exercise_raw"])["load_kg"]
    top = by.transform("max")
    exercises = match(made["exercise_raw"].unique()).set_index("exercise_raw")
    return made.assign(
        top_load_kg=top,
        top_set_no=1,
        top_reps=made["reps"],
        exercise_id=made["exercise_raw"].map(exercises["exercise_id"]),
    )


def runs_of(given):
    usual = {
        "start_local": DAY,
        "time_precision": "minute",
        "distance_m": 10_000.0,
        "moving_s": 3000.0,
        "line": 2,
    }
    full = [
        {**usual, "start_local": DAY + timedelta(days=place), **one}
        for place, one in enumerate(given)
    ]
    names = {name for one in full for name in one} & set(RUN_COLUMNS)
    made = frame(RUN_COLUMNS, {name: [one.get(name) for one in full] for name in names})
    return made.assign(
        run_id=[f"r{place}" for place in range(len(full))],
        label=pd.Series([one.get("label") for one in full], dtype=object),
    )


def masses_of(given):
    return pd.DataFrame(
        {
            "day": pd.Series(
                [DAY + timedelta(days=day) for day, _ in given], dtype="datetime64[us]"
            ).dt.normalize(),
            "mass_kg": pd.Series([mass for _, mass in given], dtype=float),
        }
    )


def log(sets=(), sessions=(), runs=(), masses=(), said=(), hr_max=None):
    """The frames of an invented log, and its doubts."""
    policy = default_policy()
    made = sets_of(sets)
    weighed = masses_of(masses)
    judge = functools.partial(
        lifted_sets, exercises=catalogue(), policy=policy, formula="epley"
    )
    lifts, ran = rows(_SESSIONS, sessions), runs_of(runs)
    corrections = pd.DataFrame(list(said), columns=list(_CORRECTIONS))
    found = doubts(
        judge(made, weighed), lifts, ran, weighed, corrections, policy, hr_max
    )
    return found, {"sets": made, "sessions": lifts, "runs": ran, "masses": weighed}


def whats(**parts):
    return log(**parts)[0]["what"].tolist()


def visits(*loads, exercise=SQUAT, **more):
    """A session every second day with one set."""
    return [
        {
            "session_id": f"s{place:02d}",
            "start_local": DAY + timedelta(days=2 * place),
            "load_kg": float(load),
            "exercise_raw": exercise,
            **more,
        }
        for place, load in enumerate(loads)
    ]


# What is warned of in sets.


@pytest.mark.parametrize(("load", "found"), [(125, []), (127.5, ["load_own_best"])])
def test_a_load_above_the_own_best(load, found):
    assert whats(sets=visits(*[100] * 5, load)) == found


def test_the_sentence_has_the_numbers_and_the_limit():
    [one] = log(sets=visits(*[100] * 5, 200))[0].itertuples()

    assert (one.kind, one.record_id, one.set_no) == ("set", "s05", 1)
    assert one.day == pd.Timestamp(DAY + timedelta(days=10)).normalize()
    assert "200 kg in Squat (barbell) is 2 times the best before, 100 kg" in one.text
    assert "1.25 times (125 kg)" in one.text
    assert one.is_excluded
    assert one.about == "Squat (barbell)"


def test_more_help_is_no_leap_and_the_body_counts():
    assert whats(sets=visits(*[10] * 5, 40, exercise="Pull Up (Assisted)")) == []
    pulls = {"exercise": "Pull Up", "bodyweight_kg": 60.0}
    assert whats(sets=visits(*[2.5] * 5, 10, **pulls)) == []
    assert whats(sets=visits(*[2.5] * 5, 100, **pulls)) == ["load_own_best"]


def test_a_name_that_nobody_knows_has_an_own_best_too():
    assert whats(sets=visits(*[100] * 5, 200, exercise="Own thing")) == [
        "load_own_best"
    ]


@pytest.mark.parametrize(
    ("load", "found"),
    [(62.5, []), (61.25, []), (61.235, []), (11.34, []), (61.3, ["load_step"])],
)
def test_a_load_that_no_plates_make(load, found):
    assert whats(sets=visits(load)) == found


def test_an_odd_load_is_told_once():
    assert whats(sets=visits(61.3, 61.3, 61.3)) == ["load_step"]


@pytest.mark.parametrize(
    ("exercise", "most"),
    [(SQUAT, 250), ("Deadlift (Barbell)", 280), (BENCH, 200)],
)
def test_an_estimate_that_few_runners_reach(exercise, most):
    assert whats(sets=visits(most, exercise=exercise, reps=1.0)) == []
    [one] = log(sets=visits(most + 1, exercise=exercise, reps=1.0))[0].itertuples()

    assert (one.what, one.is_excluded) == ("e1rm_high", False)
    assert f"more than {most} kg" in one.text


def test_a_strong_lifter_is_asked_again_only_when_it_rises():
    found, _ = log(sets=visits(260, 255, 260, 265, reps=1.0))

    assert found["record_id"].tolist() == ["s03", "s00"]


@pytest.mark.parametrize(
    ("exercise", "times"),
    [
        (SQUAT, 2.5),
        ("Deadlift (Barbell)", 3),
        (BENCH, 2),
        ("Overhead Press (Barbell)", 1.3),
        ("Hip Thrust (Barbell)", 4),
    ],
)
def test_an_estimate_that_few_runners_reach_for_their_body_mass(exercise, times):
    def at(load):
        return whats(sets=visits(load, exercise=exercise, reps=1.0), masses=[(0, 60.0)])

    assert at(60 * times) == []
    assert at(60 * times + 1) == ["e1rm_per_mass"]


def test_what_nobody_lifts_is_held_back_once_the_body_mass_is_known():
    heavy = visits(150, exercise=BENCH, reps=1.0)

    assert whats(sets=heavy) == []
    found, _ = log(sets=heavy, masses=[(0, 45.0)])
    assert found["what"].tolist() == ["e1rm_impossible"]
    assert found["is_excluded"].tolist() == [True]
    assert "3.3 times 45 kg" in found["text"].item()


@pytest.mark.parametrize(
    ("load", "reps", "found"),
    [
        (20, 30, []),
        (20, 31, ["reps_many"]),
        (float("nan"), 100, []),
        (float("nan"), 101, ["reps_many"]),
    ],
)
def test_many_repetitions(load, reps, found):
    assert whats(sets=visits(load, reps=float(reps))) == found


def test_many_sets_of_an_exercise():
    ten = [{"set_no": place + 1} for place in range(10)]

    assert whats(sets=ten) == []
    found, _ = log(sets=[*ten, {"set_no": 11}, {"set_no": 12}])
    assert found["what"].tolist() == ["sets_many"]
    assert found["set_no"].tolist() == [11]
    assert "12 sets of Squat (barbell)" in found["text"].item()


@pytest.mark.parametrize(
    ("rpe", "kind", "found"),
    [(4, "normal", []), (3.5, "normal", ["rir_high"]), (3.5, "warmup", [])],
)
def test_much_in_reserve_in_a_working_set(rpe, kind, found):
    assert whats(sets=visits(100, rpe=float(rpe), kind=kind)) == found


# What is warned of in runs and sessions.


@pytest.mark.parametrize(
    ("run", "found"),
    [
        ({"moving_s": 9000.0}, []),
        ({"moving_s": 9001.0}, ["pace_slow"]),
        ({"distance_m": 100_000.0, "moving_s": 40_000.0}, []),
        ({"distance_m": 100_001.0, "moving_s": 40_000.0}, ["distance_far"]),
        ({"distance_m": 1000.0, "moving_s": 300.0}, []),
        ({"distance_m": 1000.0, "moving_s": 299.0}, ["duration_short"]),
        ({"elapsed_s": 9000.0}, []),
        ({"elapsed_s": 9001.0}, ["elapsed_ratio"]),
        ({"ascent_m": 1200.0}, []),
        ({"ascent_m": 1201.0}, ["ascent"]),
        ({"temperature_c": 38.0}, []),
        ({"temperature_c": 39.0}, ["temperature"]),
        ({"temperature_c": -20.0}, []),
        ({"temperature_c": -21.0}, ["temperature"]),
        ({"cadence_spm": 130.0}, []),
        ({"cadence_spm": 129.0}, ["cadence"]),
        ({"cadence_spm": 220.0}, []),
        ({"cadence_spm": 221.0}, ["cadence"]),
        ({"cadence_spm": 100.0}, ["cadence_one_leg"]),
        ({"cadence_spm": 75.0}, ["cadence_one_leg"]),
        ({"cadence_spm": 74.0}, ["cadence"]),
        ({"avg_hr": 60.0}, []),
        ({"avg_hr": 59.0}, ["hr_avg"]),
        ({"avg_hr": 205.0}, []),
        ({"avg_hr": 206.0}, ["hr_avg"]),
        ({"max_hr": 215.0}, []),
        ({"max_hr": 216.0}, ["hr_max"]),
    ],
)
def test_a_run_by_itself(run, found):
    told, _ = log(runs=[run])

    assert told["what"].tolist() == found
    assert not told["is_excluded"].any()


def test_one_leg_is_asked_with_both():
    assert "Both would be 170." in log(runs=[{"cadence_spm": 85.0}])[0]["text"].item()


@pytest.mark.parametrize(("rate", "found"), [(195, []), (196, ["hr_max"])])
def test_a_heart_rate_above_the_stated_maximum(rate, found):
    assert whats(runs=[{"max_hr": float(rate)}], hr_max=180) == found


@pytest.mark.parametrize(
    ("session", "found"),
    [
        ({"duration_s": 14_400.0}, []),
        ({"duration_s": 14_401.0}, ["lift_long"]),
        ({"avg_hr": 50.0}, ["hr_avg"]),
        ({"max_hr": 220.0}, ["hr_max"]),
    ],
)
def test_a_session_by_itself(session, found):
    assert whats(sessions=[session]) == found


@pytest.mark.parametrize(
    ("seconds", "found"), [(2777.9, []), (2700.0, ["speed_own_best"])]
)
def test_a_run_faster_than_the_own_best(seconds, found):
    told, _ = log(runs=[*[{}] * 8, {"moving_s": seconds}])

    assert told["what"].tolist() == found
    assert told["is_excluded"].tolist() == [True] * len(found)


@pytest.mark.parametrize(
    "race",
    [{"source_tag": "race"}, {"label": "raceA"}, {"title": "City 10k race"}],
)
def test_a_race_may_be_faster_than_ever(race):
    assert whats(runs=[*[{}] * 8, {"moving_s": 2400.0, **race}]) == []
    slow = {**race, "label": "easy"}
    assert whats(runs=[*[{}] * 8, {"moving_s": 2400.0, **slow}]) == ["speed_own_best"]


@pytest.mark.parametrize(
    ("km", "before", "found"),
    [(25, 8, []), (25.1, 8, ["distance_own_max"]), (25.1, 7, [])],
)
def test_a_run_much_farther_than_ever(km, before, found):
    far = {"distance_m": km * 1000.0, "moving_s": km * 300.0}

    # A week of it is more than ever as well.
    told = [one for one in whats(runs=[*[{}] * before, far]) if one[:4] != "week"]
    assert told == found


@pytest.mark.parametrize(("minutes", "found"), [(61, []), (62, []), (58, ["overlap"])])
def test_a_run_that_begins_before_the_lift_ends(minutes, found):
    run = {"start_local": DAY + timedelta(minutes=minutes)}
    told, _ = log(sessions=[{}], runs=[run])

    assert told["what"].tolist() == found
    if found:
        assert told["kind"].item() == "run"
        assert "overlaps by 2 min with the lift that began at 18:00" in (
            told["text"].item()
        )


def test_without_a_clock_time_nothing_overlaps():
    run = {"start_local": DAY + timedelta(minutes=5), "time_precision": "day"}

    assert whats(sessions=[{}], runs=[run]) == []
    unknown = {"duration_s": float("nan")}
    assert whats(sessions=[unknown], runs=[{"start_local": run["start_local"]}]) == []


def test_two_lifts_overlap_as_well():
    second = {"session_id": "s1", "start_local": DAY + timedelta(minutes=30)}
    told, _ = log(sessions=[{}, second])

    assert told[["kind", "record_id", "what"]].to_numpy().tolist() == [
        ["session", "s1", "overlap"]
    ]


def weekly(*kilometres):
    """A run a week of so many kilometres; 0 is a week without."""
    return [
        {
            "start_local": DAY + timedelta(weeks=place),
            "distance_m": km * 1000.0,
            "moving_s": km * 300.0,
            "time_precision": "day",
        }
        for place, km in enumerate(kilometres)
        if km
    ]


@pytest.mark.parametrize(
    ("weeks", "found"),
    [
        ([30] * 4 + [60], []),
        ([30] * 4 + [61], ["week_own_max"]),
        # Three weeks are no history, and a week of nine weeks ago has passed.
        ([30] * 3 + [61], []),
        ([61] + [30] * 8 + [61], ["week_own_max"]),
        ([61] + [30] * 7 + [61], []),
        # After a break every week is a jump.
        ([30] * 4 + [0] * 8 + [61], []),
    ],
)
def test_a_week_of_more_than_twice_the_weeks_before(weeks, found):
    assert [one for one in whats(runs=weekly(*weeks)) if one[:4] == "week"] == found


def test_a_week_of_very_much_running():
    two = [{"distance_m": 90_000.0, "moving_s": 30_000.0}] * 2

    assert whats(runs=[*two, {"distance_m": 20_000.0, "moving_s": 6000.0}]) == []
    told, _ = log(runs=[*two, {"distance_m": 20_100.0, "moving_s": 6000.0}])
    assert told[["kind", "record_id", "what"]].to_numpy().tolist() == [
        ["week", "2026-03-02", "week_far"]
    ]


@pytest.mark.parametrize(
    ("masses", "found"),
    [
        ([(0, 70.0), (7, 73.5)], []),
        ([(0, 70.0), (7, 73.6)], [7]),
        ([(0, 70.0), (8, 73.6)], []),
        ([(0, 70.0), (3, 68.0), (6, 66.3)], [6]),
        # One weighing of somebody else, and back.
        ([(0, 70.0), (1, 80.0), (2, 70.2), (3, 70.0)], [1]),
    ],
)
def test_a_body_mass_that_changes_within_a_week(masses, found):
    told, _ = log(masses=masses)

    days = [(DAY + timedelta(days=day)).date().isoformat() for day in found]
    assert told["record_id"].tolist() == days
    assert set(told["what"]) <= {"mass_change"}


def test_nothing_is_doubted_in_nothing_and_the_columns_are_the_same():
    for found in (log()[0], log(runs=[{"avg_hr": 59.0}])[0]):
        assert {name: str(dtype) for name, dtype in found.dtypes.items()} == dict(
            COLUMNS
        )


# What was said about them, and what is left.

TYPO = visits(*[100] * 5, 200)
SAID = ("set", "s05", 1)


def test_what_is_doubted_has_no_load_and_stays_a_set():
    found, frames = log(sets=TYPO)
    left = believed_sets(frames["sets"], found)

    assert len(left) == 6
    assert left["load_kg"].isna().tolist() == [False] * 5 + [True]
    assert left["logged_load_kg"].tolist() == [100.0] * 5 + [200.0]
    assert left["is_doubtful"].tolist() == [False] * 5 + [True]


def test_a_doubted_top_set_is_no_top_set():
    day = DAY + timedelta(days=30)
    last = [
        {"session_id": "x", "start_local": day, "set_no": place, "load_kg": load}
        for place, load in enumerate([100.0, 300.0, 105.0], start=1)
    ]
    found, frames = log(sets=[*visits(*[100] * 5), *last])
    left = believed_sets(frames["sets"], found)

    assert left["top_load_kg"].tolist()[-3:] == [105.0] * 3
    assert left["top_set_no"].tolist()[-3:] == [3] * 3


def test_what_is_confirmed_is_used_and_still_listed():
    found, frames = log(sets=TYPO, said=[(*SAID, "confirmed", None)])

    assert found[["what", "verdict", "is_excluded"]].to_numpy().tolist() == [
        ["load_own_best", "confirmed", False]
    ]
    assert believed_sets(frames["sets"], found)["load_kg"].tolist()[-1] == 200


def test_a_set_that_is_left_out_is_gone_and_still_listed():
    found, frames = log(sets=TYPO, said=[(*SAID, "excluded", "a slip")])

    assert found[["what", "verdict", "reason", "is_excluded"]].to_numpy().tolist() == [
        ["load_own_best", "excluded", "a slip", True]
    ]
    assert len(believed_sets(frames["sets"], found)) == 5


def test_a_set_may_be_left_out_though_nothing_is_odd_about_it():
    said = [("set", "s01", 1, "excluded", "not mine")]
    found, frames = log(sets=visits(100, 100), said=said)

    assert found[["what", "text"]].to_numpy().tolist() == [
        ["left_out", "100 kg x 5 Squat (barbell)"]
    ]
    assert len(believed_sets(frames["sets"], found)) == 1


def test_a_doubted_run_keeps_its_place_without_its_distance():
    found, frames = log(runs=[*[{}] * 8, {"moving_s": 2400.0}])
    left = believed_runs(frames["runs"], found)

    assert left["is_doubtful"].tolist() == [False] * 8 + [True]
    assert left["distance_m"].isna().tolist() == [False] * 8 + [True]
    assert left["logged_distance_m"].tolist() == [10_000.0] * 9
    assert left["moving_s"].tolist()[-1] == 2400.0


@pytest.mark.parametrize(
    ("run", "column"),
    [
        ({"avg_hr": 50.0}, "avg_hr"),
        ({"max_hr": 220.0}, "max_hr"),
        ({"cadence_spm": 85.0}, "cadence_spm"),
        ({"cadence_spm": 110.0}, "cadence_spm"),
        ({"temperature_c": 45.0}, "temperature_c"),
        ({"ascent_m": 2000.0}, "ascent_m"),
        ({"elapsed_s": 90_000.0}, "elapsed_s"),
    ],
)
def test_leaving_out_a_value_keeps_the_run(run, column):
    found, frames = log(runs=[run], said=[("run", "r0", 0, "excluded", None)])
    left = believed_runs(frames["runs"], found)

    assert left[column].isna().tolist() == [True]
    assert left["distance_m"].tolist() == [10_000.0]
    assert left["is_doubtful"].tolist() == [False]


@pytest.mark.parametrize(
    "run",
    [
        {"moving_s": 10_000.0},
        {"distance_m": 150_000.0, "moving_s": 60_000.0},
        {"distance_m": 1000.0, "moving_s": 200.0},
    ],
)
def test_a_walk_a_ride_and_a_test_of_the_watch_go_as_a_whole(run):
    found, frames = log(runs=[run, {}], said=[("run", "r0", 0, "excluded", None)])

    assert believed_runs(frames["runs"], found)["run_id"].tolist() == ["r1"]


def test_a_lift_left_open_loses_its_end_and_one_that_overlaps_goes_with_its_sets():
    second = {"session_id": "s1", "start_local": DAY + timedelta(minutes=30)}
    found, frames = log(
        sets=[{}, second],
        sessions=[{"duration_s": 20_000.0}, second],
        said=[
            ("session", "s0", 0, "excluded", None),
            ("session", "s1", 0, "excluded", None),
        ],
    )
    left = believed_sessions(frames["sessions"], found)

    assert left["session_id"].tolist() == ["s0"]
    assert left["duration_s"].isna().all()
    assert believed_sets(frames["sets"], found)["session_id"].tolist() == ["s0"]


def test_a_body_mass_that_is_left_out_is_gone():
    found, frames = log(
        masses=[(0, 70.0), (1, 80.0)],
        said=[("body_mass", "2026-03-03", 0, "excluded", None)],
    )

    assert believed_masses(frames["masses"], found)["mass_kg"].tolist() == [70.0]


def test_nobodys_order_of_import_changes_a_doubt():
    first, frames = log(sets=TYPO)
    again = log(sets=TYPO)[0]

    pd.testing.assert_frame_equal(first, again)
    assert len(frames["sets"]) == 6

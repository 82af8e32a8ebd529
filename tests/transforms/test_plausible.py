"""What cannot have happened is left out or set aside, and said."""

from dataclasses import replace
from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from runlift.model import (
    BODY_MASS_COLUMNS,
    RUN_COLUMNS,
    SESSION_COLUMNS,
    SET_COLUMNS,
    Parsed,
    frame,
)
from runlift.science.policy import default_policy
from runlift.transforms.plausible import checked

NOW = datetime(2026, 11, 23, 12)
START = datetime(2026, 11, 2, 18)


def file(sets=(), sessions=({},), runs=(), masses=()):
    """One session with these sets, and these runs; the lines count on from 2."""

    def made(columns, rows, begin, **usual):
        full = [{**usual, "line": begin + n, **row} for n, row in enumerate(rows)]
        names = {name for row in full for name in row}
        return frame(columns, {name: [row.get(name) for row in full] for name in names})

    return Parsed(
        sessions=made(
            SESSION_COLUMNS,
            [{"session_key": n, **one} for n, one in enumerate(sessions)],
            2,
            start_local=START,
            tz_source="wall",
            time_precision="minute",
        ),
        sets=made(
            SET_COLUMNS,
            [{"set_no": n + 1, **one} for n, one in enumerate(sets)],
            2,
            session_key=0,
            exercise_raw="Squat",
            block_no=1,
            kind="normal",
            load_kg=100.0,
            reps=5.0,
        ),
        runs=made(
            RUN_COLUMNS,
            runs,
            2,
            start_local=START,
            tz_source="wall",
            time_precision="minute",
            sport="run",
            distance_m=10_000.0,
            moving_s=3000.0,
        ),
        body_mass=made(BODY_MASS_COLUMNS, masses, 2, day=START, mass_kg=60.0),
    )


def found(parsed):
    return checked(parsed, NOW, default_policy())


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ({"load_kg": 601.0}, "nobody lifts"),
        ({"load_kg": -1.0}, "below 0"),
        ({"reps": 501.0}, "more than 500 repetitions"),
        ({"reps": -1.0}, "below 0"),
        ({"reps": 4.5}, "not a whole number"),
    ],
)
def test_an_impossible_set_is_left_out_with_its_line(bad, reason):
    left = found(file(sets=[{}, bad, {}]))

    assert left.sets["line"].tolist() == [2, 4]
    assert left.sets["set_no"].tolist() == [1, 2]
    [one] = left.rejected
    assert one.line == 3
    assert reason in one.reason


@pytest.mark.parametrize(
    "good",
    [
        {"load_kg": 600.0, "exercise_raw": "Leg press"},
        {"load_kg": 0.0},
        {"reps": 500.0},
        {"reps": 0.0},
        {"reps": np.nan},
        {"load_kg": np.nan},
    ],
)
def test_the_edges_are_possible(good):
    left = found(file(sets=[good]))

    assert len(left.sets) == 1
    assert left.rejected == ()


def test_more_than_thirty_sets_of_an_exercise_are_a_slip():
    other = {"exercise_raw": "Bench"}
    left = found(file(sets=[*[{}] * 32, *[other] * 30]))

    assert left.sets["exercise_raw"].value_counts().to_dict() == {
        "Squat": 30,
        "Bench": 30,
    }
    assert [one.line for one in left.rejected] == [32, 33]


def test_a_session_of_impossible_sets_did_not_happen():
    left = found(file(sets=[{"load_kg": 9000.0}], sessions=[{}, {}]))

    # The other has no sets to begin with: a watch's.
    assert left.sessions["session_key"].tolist() == [1]


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        (datetime(2026, 11, 25, 1), "in the future"),
        (datetime(1969, 12, 31), "before 1970"),
    ],
)
def test_every_row_of_an_impossible_day_is_named(start, reason):
    left = found(
        file(
            sets=[{}, {}, {"session_key": 1}],
            sessions=[{"start_local": start}, {"line": 4}],
            runs=[{"start_local": start}],
        )
    )

    assert left.sessions["line"].tolist() == [4]
    assert left.sets["line"].tolist() == [4]
    assert left.runs.empty
    assert [one.line for one in left.rejected] == [2, 2, 3]
    assert all(reason in one.reason for one in left.rejected)


def test_tomorrow_may_be_today_elsewhere():
    left = found(file(runs=[{"start_local": datetime(2026, 11, 24, 20)}]))

    assert len(left.runs) == 1


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ({"distance_m": 351_000.0, "moving_s": 170_000.0}, "more than 350 km"),
        ({"distance_m": 200.0, "moving_s": 59.0}, "less than 60 s"),
        ({"moving_s": 172_801.0}, "more than 48 h"),
        ({"distance_m": 10_000.0, "moving_s": 1500.0}, "world record"),
        (
            {"distance_m": 5_000.0, "moving_s": np.nan, "elapsed_s": 700.0},
            "world record",
        ),
    ],
)
def test_an_impossible_run_is_left_out_with_its_line(bad, reason):
    left = found(file(runs=[{}, bad]))

    assert left.runs["line"].tolist() == [2]
    assert [one.line for one in left.rejected] == [3]
    assert reason in left.rejected[0].reason


def test_a_world_record_is_possible():
    left = found(file(runs=[{"distance_m": 42_195.0, "moving_s": 7170.0}]))

    assert len(left.runs) == 1


@pytest.mark.parametrize(
    ("column", "bad", "good"),
    [
        ("avg_hr", 255.0, 239.0),
        ("avg_hr", 29.0, 30.0),
        ("max_hr", 241.0, 240.0),
        ("temperature_c", 60.0, 55.0),
        ("cadence_spm", 300.0, 280.0),
        ("max_hr", 29.0, 30.0),
        ("avg_hr", 241.0, 240.0),
        ("temperature_c", -46.0, -45.0),
        ("cadence_spm", 59.0, 60.0),
        ("rpe", 11.0, 10.0),
        ("rpe", -1.0, 0.5),
        ("ascent_m", -5.0, 0.0),
        ("descent_m", -5.0, 0.0),
        ("distance_m", -5.0, 5000.0),
    ],
)
def test_an_impossible_value_is_set_aside_and_the_run_kept(column, bad, good):
    left = found(file(runs=[{column: bad}, {column: good}]))

    assert left.runs[column].isna().tolist() == [True, False]
    assert left.rejected == ()
    [note] = left.notes
    assert "line 2" in note
    assert column.split("_")[0] in note


@pytest.mark.parametrize("column", ["avg_hr", "max_hr", "cadence_spm", "rpe"])
def test_zero_means_not_measured_and_needs_no_words(column):
    left = found(file(runs=[{column: 0.0}]))

    assert left.runs[column].isna().all()
    assert left.notes == ()


def test_an_average_above_the_maximum_sets_both_aside():
    rates = [
        {"avg_hr": 150.0, "max_hr": high} for high in (147.0, 148.0, np.nan, 180.0)
    ]
    left = found(file(runs=rates, sessions=[{"avg_hr": 150.0, "max_hr": 100.0}]))

    assert left.runs["avg_hr"].isna().tolist() == [True, False, False, False]
    assert left.runs["max_hr"].isna().tolist() == [True, False, True, False]
    assert left.sessions[["avg_hr", "max_hr"]].isna().all().all()
    assert any("above the highest" in note for note in left.notes)


def test_a_run_without_distance_stays_a_run():
    left = found(file(runs=[{"distance_m": 0.0}]))

    assert left.runs["distance_m"].isna().tolist() == [True]
    assert left.notes == ("1 runs have no distance.",) or "distance" in left.notes[0]


def test_a_climb_that_is_too_steep_is_set_aside():
    left = found(file(runs=[{"ascent_m": 2501.0}, {"ascent_m": 2500.0}]))

    assert left.runs["ascent_m"].isna().tolist() == [True, False]
    assert "climb" in left.notes[0]


def test_an_effort_off_the_scale_is_set_aside_and_the_set_kept():
    left = found(file(sets=[{"rpe": 12.0}, {"rpe": 0.0}, {"rpe": 8.5}]))

    assert left.sets["rpe"].isna().tolist() == [True, True, False]


@pytest.mark.parametrize(
    ("mass", "kept"), [(24.0, 0), (25.0, 1), (300.0, 1), (301.0, 0)]
)
def test_body_masses(mass, kept):
    assert len(found(file(masses=[{"mass_kg": mass}])).body_mass) == kept


@pytest.mark.parametrize(
    ("day", "kept"),
    [
        (datetime(1969, 12, 31), 0),
        (datetime(1970, 1, 1), 1),
        (datetime(2026, 11, 24), 1),
        (datetime(2026, 11, 26), 0),
    ],
)
def test_a_weighing_has_a_possible_day(day, kept):
    assert len(found(file(masses=[{"day": day}])).body_mass) == kept


@pytest.mark.parametrize(
    ("mass", "is_kept"), [(24.9, False), (25.0, True), (300.0, True), (300.1, False)]
)
def test_the_body_mass_of_a_session_is_set_aside_and_the_session_kept(mass, is_kept):
    left = found(
        file(sets=[{"reps": 10.0, "load_kg": 20.0}], sessions=[{"bodyweight_kg": mass}])
    )

    assert left.sessions["bodyweight_kg"].notna().tolist() == [is_kept]
    assert left.rejected == ()


@pytest.mark.parametrize(
    ("seconds", "is_kept"), [(-60.0, False), (0.0, False), (1.0, True)]
)
def test_an_end_that_is_not_after_the_start_is_set_aside(seconds, is_kept):
    left = found(file(sets=[{}], sessions=[{"duration_s": seconds}]))

    assert left.sessions["duration_s"].notna().tolist() == [is_kept]
    assert len(left.sets) == 1
    assert bool(left.notes) == (seconds < 0)


def test_a_run_with_one_duration_that_is_none_goes_by_the_other():
    left = found(
        file(
            runs=[
                {"moving_s": 0.0, "elapsed_s": 3000.0},
                {"moving_s": 3000.0, "elapsed_s": -3.0},
                {"moving_s": 0.0, "elapsed_s": 0.0},
            ]
        )
    )

    assert left.runs["moving_s"].fillna(0).tolist() == [0.0, 3000.0]
    assert left.runs["elapsed_s"].fillna(0).tolist() == [3000.0, 0.0]
    assert [one.line for one in left.rejected] == [4]


@pytest.mark.parametrize(
    ("exercise", "most"),
    [
        ("Squat (Barbell)", 550.0),
        ("Deadlift (Barbell)", 550.0),
        ("Bench Press (Barbell)", 380.0),
        ("Overhead Press (Barbell)", 230.0),
    ],
)
def test_nobody_lifts_more_than_the_limit_of_the_lift(exercise, most):
    left = found(
        file(
            sets=[
                {"exercise_raw": exercise, "load_kg": load, "reps": 1.0}
                for load in (most, most + 1)
            ]
        )
    )

    assert left.sets["load_kg"].tolist() == [most]
    assert f"above {most:g} kg" in left.rejected[0].reason


@pytest.mark.parametrize(("reps", "kept"), [(5.0, 1), (6.0, 0)])
def test_a_hip_thrust_is_judged_by_its_estimate(reps, kept):
    # 600 x 5 is an estimated 700 kg, 600 x 6 is 720 kg.
    thrust = {"exercise_raw": "Hip Thrust (Barbell)", "load_kg": 600.0, "reps": reps}

    assert len(found(file(sets=[thrust])).sets) == kept


def test_a_load_beyond_the_limit_is_impossible_whatever_the_repetitions():
    left = found(file(sets=[{"load_kg": 560.0, "reps": 30.0}, {"reps": np.nan}]))

    assert left.sets["load_kg"].tolist() == [100.0]


@pytest.mark.parametrize(
    ("exercise", "times"),
    [
        ("Squat (Barbell)", 4.5),
        ("Deadlift (Barbell)", 5.0),
        ("Bench Press (Barbell)", 3.3),
    ],
)
def test_nobody_lifts_more_than_these_multiples_of_the_body(exercise, times):
    one = {"exercise_raw": exercise, "reps": 1.0}
    left = found(
        file(
            sets=[
                {**one, "load_kg": 60 * times},
                {**one, "load_kg": 60 * times + 1},
                {**one, "load_kg": 60 * times + 1, "session_key": 1},
            ],
            sessions=[{"bodyweight_kg": 60.0}, {}],
        )
    )

    # Without a body mass there is nothing to compare with.
    assert left.sets["line"].tolist() == [2, 4]
    assert f"above {times:g} times the body mass" in left.rejected[0].reason


def test_the_limits_are_of_free_barbells():
    left = found(
        file(
            sets=[
                {"exercise_raw": "Leg Press (Machine)", "load_kg": 600.0},
                {"load_kg": 590.0, "load_basis": "assist"},
            ]
        )
    )

    assert len(left.sets) == 2


def test_a_name_that_the_athlete_has_mapped_is_judged_by_what_she_said():
    parsed = file(sets=[{"exercise_raw": "Own thing", "load_kg": 400.0, "reps": 1.0}])
    policy = default_policy()

    assert len(checked(parsed, NOW, policy).sets) == 1
    assert checked(parsed, NOW, policy, {"Own thing": "bench_press"}).sets.empty


def test_what_the_importer_said_stays_and_lines_are_in_order():
    parsed = file(sets=[{}, {"load_kg": 9000.0}], runs=[{"line": 9, "moving_s": 5.0}])
    left = found(replace(parsed, notes=("hello",)))

    assert left.notes == ("hello",)
    assert [one.line for one in left.rejected] == sorted(
        one.line for one in left.rejected
    )


def test_a_file_of_nothing():
    left = found(Parsed())

    assert left.rejected == ()
    for part in (left.sessions, left.sets, left.runs, left.body_mass):
        assert isinstance(part, pd.DataFrame)
        assert part.empty

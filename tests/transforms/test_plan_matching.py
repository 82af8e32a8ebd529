"""Which logged activity was which planned one, from exports as athletes have them."""

from datetime import date

import pandas as pd
import pytest
from tests.logs import BENCH, fitnotes, hevy, lift, run, sets, strava, training
from tests.transforms.plan_frames import (
    planned_exercises,
    planned_lifts,
    planned_runs,
)

from runlift.exercises.catalogue import catalogue
from runlift.program.done import DoneExercise, DoneSet
from runlift.science.policy import default_policy
from runlift.transforms.plan_histories import next_histories
from runlift.transforms.plan_matching import MATCHED, matched, overlap

POLICY = default_policy()
TODAY = date(2026, 11, 30)
ROW = "Bent Over Row (Barbell)"
FRONT = "Front Squat (Barbell)"

LEGS = [("squat", 3, 80.0), ("romanian_deadlift", 3, 70.0)]
PUSH = [("bench_press", 3, 60.0), ("barbell_row", 3, 50.0)]
SQUATS = [*sets(n=3), *sets("Romanian Deadlift (Barbell)", n=3)]
PRESSES = [*sets(BENCH, n=3), *sets(ROW, n=3)]

MON, TUE, WED, THU, FRI, SAT, SUN = (f"2026-11-{day:02d}" for day in range(2, 9))
A_RUN = strava(run("2026-06-01 07:00"))
A_LIFT = hevy(lift("2026-06-01 18:00", *sets()))


def follow(log, lifts=(), runs=(), today=TODAY, policy=POLICY, **exercises):
    """What became of each planned session, by planned_id."""
    return matched(
        planned_lifts(*lifts),
        planned_exercises(**exercises),
        planned_runs(*runs),
        log["lifts"],
        log["sets"],
        log["runs"],
        catalogue(),
        today,
        policy,
    ).set_index("planned_id")


def lifted(*lifts):
    return training(hevy(*lifts), A_RUN)


def ran(*runs, **more):
    return training(strava(*runs), A_LIFT, **more)


def day_done(found):
    return {
        name: None if pd.isna(day) else day.strftime("%Y-%m-%d")
        for name, day in found["day_done"].items()
    }


# Lifts.


def test_a_lift_on_its_day_is_found_by_its_exercises():
    log = lifted(lift(f"{MON} 18:00", *SQUATS), lift(f"{MON} 12:00", *PRESSES))
    found = follow(log, [("a", MON), ("b", MON)], a=LEGS, b=PUSH)
    title = dict(zip(log["lifts"]["session_id"], log["lifts"]["start_local"], strict=1))

    assert found["status"].tolist() == ["done", "done"]
    assert found["how"].tolist() == ["found", "found"]
    assert found["days_off"].tolist() == [0, 0]
    assert found["overlap"].tolist() == [1, 1]
    assert [title[one].hour for one in found["done_id"]] == [18, 12]


@pytest.mark.parametrize(
    ("day", "status", "off"),
    [
        ("2026-11-02", "missed", None),
        ("2026-11-03", "moved", -2),
        ("2026-11-05", "done", 0),
        ("2026-11-08", "moved", 3),
        ("2026-11-09", "missed", None),
    ],
)
def test_a_lift_may_move_two_days_ahead_and_three_back(day, status, off):
    found = follow(lifted(lift(f"{day} 18:00", *SQUATS)), [("a", THU)], a=LEGS)

    assert found.loc["a", "status"] == status
    assert found.loc["a", "days_off"] == off or off is None
    assert pd.isna(found.loc["a", "done_id"]) == (off is None)


def test_half_of_the_sets_have_to_be_shared():
    half = lifted(lift(f"{MON} 18:00", *sets(n=3)))
    less = lifted(lift(f"{MON} 18:00", *sets(n=2), *sets("Plank", n=4)))

    assert follow(half, [("a", MON)], a=LEGS).loc["a", "overlap"] == 0.5
    assert follow(less, [("a", MON)], a=LEGS).loc["a", "status"] == "missed"


def test_another_exercise_of_the_movement_counts_half():
    """Three front squats for three squats, and the deadlifts: (1.5 + 3) / 6."""
    own = [*sets(FRONT, n=3), *sets("Romanian Deadlift (Barbell)", n=3)]
    found = follow(lifted(lift(f"{MON} 18:00", *own)), [("a", MON)], a=LEGS)

    assert found.loc["a", "overlap"] == 0.75


def test_warm_ups_share_nothing():
    warm = [*sets(n=3, load=20, kind="warmup"), *sets(n=2)]
    found = follow(lifted(lift(f"{MON} 18:00", *warm)), [("a", MON)], a=LEGS)

    assert found.loc["a", "status"] == "missed"


def test_the_same_workout_twice_a_week_takes_the_nearest_days():
    log = lifted(lift(f"{TUE} 18:00", *SQUATS), lift(f"{FRI} 18:00", *SQUATS))
    found = follow(log, [("a", MON), ("b", THU)], a=LEGS, b=LEGS)

    assert day_done(found) == {"a": TUE, "b": FRI}


def test_one_session_is_one_planned_lift():
    both = lifted(lift(f"{TUE} 18:00", *SQUATS, *PRESSES))
    found = follow(both, [("a", MON), ("b", TUE)], a=LEGS, b=PUSH)

    assert found["status"].tolist() == ["missed", "done"]


def test_what_the_athlete_said_comes_first():
    log = lifted(lift(f"{MON} 18:00", *SQUATS), lift(f"{SUN} 18:00", *PRESSES))
    odd = log["lifts"]["session_id"].iloc[-1]
    found = follow(
        log,
        [("a", MON, {"done_id": odd}), ("b", TUE)],
        a=LEGS,
        b=LEGS,
    )

    assert found.loc["a", ["done_id", "how", "status"]].tolist() == [
        odd,
        "said",
        "moved",
    ]
    assert found.loc["a", "overlap"] == 0
    assert found.loc["b", ["how", "days_off"]].tolist() == ["found", -1]


def test_a_session_said_twice_is_one_and_one_that_is_gone_is_looked_for():
    log = lifted(lift(f"{MON} 18:00", *SQUATS))
    [session] = log["lifts"]["session_id"]
    said = {"done_id": session}
    found = follow(log, [("a", MON, said), ("b", TUE, said)], a=LEGS, b=LEGS)
    gone = follow(log, [("a", MON, {"done_id": "gone"})], a=LEGS)

    assert found["status"].tolist() == ["done", "missed"]
    assert gone.loc["a", "how"] == "found"


def test_a_skipped_lift_stays_skipped():
    log = lifted(lift(f"{MON} 18:00", *SQUATS))
    found = follow(log, [("a", MON, {"status": "skipped"}), ("b", TUE)], a=LEGS, b=LEGS)

    assert found["status"].tolist() == ["skipped", "moved"]


def test_what_is_to_come_is_planned_and_today_is_not_over():
    log = lifted(lift("2026-10-01 18:00", *SQUATS))
    found = follow(
        log,
        [("a", MON), ("b", TUE), ("c", WED)],
        today=date(2026, 11, 3),
        a=LEGS,
        b=LEGS,
        c=LEGS,
    )

    assert found["status"].tolist() == ["missed", "planned", "planned"]


def test_a_log_with_dates_only_is_followed_as_well():
    log = training(
        fitnotes((MON, "Barbell Squat", 100, 5, 3)),
        A_RUN,
    )

    assert (
        follow(log, [("a", MON)], a=[("squat", 3, 100.0)]).loc["a", "status"] == "done"
    )


def test_a_session_of_a_watch_without_sets_is_the_lift_of_its_day():
    log = lifted(lift(f"{MON} 18:00", *SQUATS), lift(f"{TUE} 18:00", *SQUATS))
    silent = {**log, "sets": log["sets"].iloc[:0]}
    found = follow(silent, [("a", MON), ("b", WED)], a=LEGS, b=LEGS)

    assert found["status"].tolist() == ["done", "missed"]
    assert pd.isna(found.loc["a", "overlap"])


def test_the_thresholds_are_the_athletes_own():
    log = lifted(lift(f"{SUN} 18:00", *sets(n=2)))
    own = POLICY.with_overrides(
        {"following.lift_days": [-6, 6], "following.lift_share": 0.3}
    )

    assert follow(log, [("a", MON)], a=LEGS).loc["a", "status"] == "missed"
    assert follow(log, [("a", MON)], a=LEGS, policy=own).loc["a", "status"] == "moved"


def test_overlap_by_hand():
    exercises = catalogue()

    def share(wanted, done):
        return overlap(wanted, done, exercises, 0.5)

    assert share({"squat": 4}, {"squat": 5}) == 1
    assert share({"squat": 4}, {"squat": 2, "front_squat": 9}) == 0.75
    assert share({"squat": 2, "front_squat": 2}, {"front_squat": 4}) == 0.75
    assert share({"squat": 4}, {"bench_press": 4}) == 0
    assert share({}, {"squat": 4}) == 0


# Runs.


def test_a_run_is_that_of_its_day():
    log = ran(run(f"{MON} 07:00"), run(f"{TUE} 07:00"))
    found = follow(log, runs=[("a", MON, "easy"), ("b", TUE, "easy")])

    assert found["status"].tolist() == ["done", "done"]
    assert day_done(found) == {"a": MON, "b": TUE}


def test_a_run_may_move_by_a_day():
    log = ran(run(f"{MON} 07:00"))

    assert follow(log, runs=[("a", TUE, "easy")]).loc["a", "days_off"] == -1
    assert follow(log, runs=[("a", WED, "easy")]).loc["a", "status"] == "missed"


def test_a_planned_long_run_prefers_a_long_run():
    log = ran(run(f"{SAT} 08:00", minutes=120, km=22, tag="long"), run(f"{SUN} 08:00"))
    found = follow(log, runs=[("a", SAT, "easy"), ("b", SUN, "long")])

    assert day_done(found) == {"a": SUN, "b": SAT}
    assert found["status"].tolist() == ["moved", "moved"]


def test_a_short_run_of_the_day_is_better_than_none():
    log = ran(run(f"{SUN} 08:00"))

    assert follow(log, runs=[("a", SUN, "long")]).loc["a", "status"] == "done"


def test_of_two_runs_of_a_day_it_is_the_one_as_long_as_planned():
    log = ran(run(f"{MON} 07:00", minutes=15, km=3), run(f"{MON} 18:00"))
    found = follow(log, runs=[("a", MON, "easy")])

    assert log["runs"].set_index("run_id").loc[
        found.loc["a", "done_id"], "start_local"
    ] == pd.Timestamp(f"{MON} 18:00")


def test_races_match_races():
    log = ran(run(f"{SAT} 08:00"), run(f"{SUN} 09:00", 45, 10, tag="race"))
    found = follow(log, runs=[("a", SAT, "raceB"), ("b", SUN, "easy")])

    assert day_done(found) == {"a": SUN, "b": SAT}


def test_an_easy_run_is_no_race_and_a_race_no_easy_run():
    easy = follow(ran(run(f"{SUN} 08:00")), runs=[("a", SUN, "raceA")])
    race = follow(
        ran(run(f"{SUN} 08:00", 45, 10, tag="race")), runs=[("a", SUN, "easy")]
    )

    assert easy.loc["a", "status"] == "missed"
    assert race.loc["a", "status"] == "missed"


def test_a_race_nobody_named_shows_as_a_hard_run_of_its_day():
    log = ran(run(f"{SUN} 09:00", 45, 10, tag="workout"))

    assert follow(log, runs=[("a", SUN, "raceB")]).loc["a", "status"] == "done"
    assert follow(log, runs=[("a", SAT, "raceB")]).loc["a", "status"] == "missed"


def test_said_and_skipped_runs():
    log = ran(run(f"{MON} 07:00"), run(f"{FRI} 07:00"))
    monday, friday = log["runs"]["run_id"].iloc[-2:]
    found = follow(
        log,
        runs=[
            ("a", MON, "easy", {"done_id": friday}),
            ("b", MON, "easy", {"status": "skipped"}),
            ("c", TUE, "easy"),
        ],
    )

    assert found["done_id"].tolist() == [friday, None, monday]
    assert found["how"].tolist() == ["said", None, "found"]
    assert found["days_off"].iloc[0] == 4


# Shapes.


def test_nothing_planned_and_nothing_done():
    log = lifted(lift(f"{MON} 18:00", *SQUATS))
    empty = {**log, **{name: log[name].iloc[:0] for name in ("lifts", "sets", "runs")}}
    columns = [name for name in MATCHED if name != "planned_id"]

    assert follow(log).columns.tolist() == columns
    assert follow(log).empty
    assert follow(empty, [("a", MON)], [("b", MON, "easy")], a=LEGS)[
        "status"
    ].tolist() == ["missed", "missed"]
    assert follow(log)["day_done"].dtype == "datetime64[us]"


def test_the_frames_given_are_not_changed():
    log = lifted(lift(f"{MON} 18:00", *SQUATS))
    before = {name: log[name].copy() for name in ("lifts", "sets", "runs")}
    follow(log, [("a", MON)], a=LEGS)

    for name, frame in before.items():
        pd.testing.assert_frame_equal(frame, log[name])


# Histories.


def histories(log, lifts, **exercises):
    found = follow(log, lifts, **exercises).reset_index()
    return next_histories(found, log["sets"])


def test_the_history_of_an_exercise_are_its_working_sets():
    log = lifted(
        lift(f"{MON} 18:00", *sets(n=1, load=40, kind="warmup"), *sets(n=3, load=80)),
        lift("2026-11-09 18:00", *sets(n=3, load=82.5, reps=6, rpe="")),
    )
    [squat] = [("squat", 3, 80.0)]
    found = histories(log, [("a", MON), ("b", "2026-11-09")], a=[squat], b=[squat])

    assert found == {
        "squat": (
            ("a", date(2026, 11, 2), ((80.0, 5, None, 2.0),) * 3),
            ("b", date(2026, 11, 9), ((82.5, 6, None, None),) * 3),
        )
    }
    _, day, done = found["squat"][0]
    assert DoneExercise(day, tuple(DoneSet(*one) for one in done)).sets[0] == DoneSet(
        80, 5, None, 2
    )


def test_sessions_outside_the_plan_are_no_history():
    log = lifted(
        lift(f"{MON} 18:00", *sets(n=3)), lift("2026-11-20 18:00", *sets(n=3, load=40))
    )

    assert len(histories(log, [("a", MON)], a=[("squat", 3, 80.0)])["squat"]) == 1


def test_both_sides_are_one_set_with_the_less_of_both():
    sided = [
        one
        for left, right in ((8, 7), (8, 8))
        for one in (
            *sets("Bulgarian Split Squat (Left)", load=20, reps=left, rpe=""),
            *sets("Bulgarian Split Squat (Right)", load=20, reps=right, rpe=8),
        )
    ]
    log = lifted(lift(f"{MON} 18:00", *sided))
    [exercise] = log["sets"]["exercise_id"].unique()
    found = histories(log, [("a", MON)], a=[(exercise, 2, 20.0)])

    assert log["sets"]["side"].tolist() == ["L", "R", "L", "R"]
    assert found[exercise][0][2] == ((20.0, 7, None, 2.0), (20.0, 8, None, 2.0))


@pytest.mark.parametrize("side", ["Left", "Right"])
def test_one_side_alone_is_a_set_of_its_own(side):
    sided = sets(f"Bulgarian Split Squat ({side})", n=2, load=20, reps=8, rpe="")
    log = lifted(lift(f"{MON} 18:00", *sided))
    [exercise] = log["sets"]["exercise_id"].unique()

    assert histories(log, [("a", MON)], a=[(exercise, 2, 20.0)]) == {
        exercise: (("a", date(2026, 11, 2), ((20.0, 8, None, None),) * 2),)
    }


def test_holds_have_seconds():
    log = lifted(
        lift(f"{MON} 18:00", *sets("Plank", n=2, load="", reps="", rpe="", seconds=45))
    )

    assert histories(log, [("a", MON)], a=[("plank", 2, None)]) == {
        "plank": (("a", date(2026, 11, 2), ((None, None, 45.0, None),) * 2),)
    }

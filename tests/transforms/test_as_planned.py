"""Runs that a plan had for their day, against what else says what a run was."""

import pandas as pd
from tests.logs import run, strava, training
from tests.runs import POLICY

from runlift.transforms.as_planned import planned_classes
from runlift.transforms.classified_runs import classified_runs


def planned(*rows):
    frame = pd.DataFrame(rows, columns=["day", "start_h", "run_class"])
    return frame.assign(day=pd.to_datetime(frame["day"]))


def judged(plan, *runs, labels=None):
    raw = training(strava(*runs), labels=labels)["runs"]
    columns = [one for one in raw if one not in ("run_class", "class_reasons")]
    found = classified_runs(raw[columns], "UTC", POLICY, planned=plan)
    return found.set_index("start_local")


def test_a_planned_key_run_is_a_key_run_with_the_reason():
    found = judged(planned(("2026-11-03", 7.0, "key")), run("2026-11-03 07:00"))

    one = found.iloc[0]
    assert (one["run_class"], bool(one["is_key"])) == ("key", True)
    assert one["class_reasons"] == "key: your plan for the day says so"


def test_her_word_and_the_tag_of_the_app_win_over_the_plan():
    plan = planned(("2026-11-03", 7.0, "easy"), ("2026-11-05", 7.0, "easy"))
    found = judged(
        plan,
        run("2026-11-03 07:00", tag="race"),
        run("2026-11-05 07:00", title="Fun"),
        labels={"Fun": "key"},
    )

    assert found["run_class"].tolist() == ["raceB", "key"]


def test_the_plan_wins_over_words_in_the_title():
    found = judged(
        planned(("2026-11-03", 7.0, "easy")), run("2026-11-03 07:00", title="Intervals")
    )

    assert found["run_class"].tolist() == ["easy"]


def test_the_longest_runs_of_a_day_are_the_planned_ones():
    runs = pd.DataFrame(
        {
            "start_local": pd.to_datetime(
                ["2026-11-03 07:00", "2026-11-03 12:00", "2026-11-03 18:00"]
            ),
            "moving_s": [900.0, 3600.0, None],
            "elapsed_s": [900.0, 3600.0, 5400.0],
        }
    )
    plan = planned(("2026-11-03", 7.0, "key"), ("2026-11-03", 18.0, "easy"))

    assert planned_classes(runs, plan).tolist() == ["", "key", "easy"]


def test_a_planned_race_keeps_its_priority_and_a_long_key_run_is_both():
    plan = planned(("2026-11-03", 7.0, "raceA"), ("2026-11-05", 7.0, "long + key"))
    found = judged(plan, run("2026-11-03 07:00"), run("2026-11-05 07:00"))

    assert found["run_class"].tolist() == ["raceA", "key"]
    assert found["is_race"].tolist() == [True, False]
    assert found["is_long"].tolist() == [False, True]


def test_without_a_plan_nothing_changes():
    runs = (run("2026-11-03 07:00", title="Intervals"),)

    assert judged(None, *runs)["run_class"].tolist() == ["key"]
    assert judged(planned(), *runs)["run_class"].tolist() == ["key"]

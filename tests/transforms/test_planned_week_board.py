"""The week board of a plan: outlines to come, beside what was done, looking forward."""

from datetime import date, datetime

import numpy as np
import pandas as pd
from tests.logs import hevy, lift, run, sets, strava, training

from runlift.model import Window
from runlift.transforms import planned_log
from runlift.transforms.week_board import week_board

ZONE = "Europe/Madrid"
TWO_WEEKS = Window(date(2026, 11, 2), date(2026, 11, 15))


def planned_lift(start, title="Lower body", legs=True):
    start = pd.Timestamp(start)
    return {
        "planned_id": f"lift {start:%d%H}",
        "title": title,
        "start_local": start,
        "end_local": start + pd.Timedelta(hours=1),
        "leg_load": 12.0 if legs else 0.9,
        "lift_class": "heavy" if legs else "light",
        "article_sets": 4 if legs else 0,
        "leg_sets": 12 if legs else 3,
        "made_by": "4 sets of Back squat" if legs else "",
    }


def planned_run(start, run_class="easy", minutes=45, distance_m=None, title=""):
    start = pd.Timestamp(start)
    return {
        "planned_id": f"run {start:%d%H}",
        "title": title or f"{run_class} run",
        "start_local": start,
        "end_local": start + pd.Timedelta(minutes=minutes),
        "run_class": run_class,
        "distance_m": distance_m,
    }


def frames(lifts=(), runs=(), planned=True):
    """As the rules look at a plan: neither sets, contacts nor time moving."""
    lift_rows = pd.DataFrame(
        list(lifts), columns=list(planned_lift("2026-11-02"))
    ).astype({"start_local": "datetime64[us]", "end_local": "datetime64[us]"})
    run_rows = pd.DataFrame(list(runs), columns=list(planned_run("2026-11-02"))).astype(
        {"start_local": "datetime64[us]", "end_local": "datetime64[us]"}
    )
    found = (
        planned_log.planned_lifts(lift_rows, ZONE),
        planned_log.planned_runs(run_rows, ZONE),
    )
    return tuple(frame.assign(is_planned=planned) for frame in found)


def no_findings():
    return training()["findings"]


def board(lifts=(), runs=(), window=TWO_WEEKS, **more):
    return week_board(*frames(lifts, runs), no_findings(), window, "km", **more)


def test_planned_activities_need_neither_sets_nor_time_moving():
    lifted, ran = board(
        [planned_lift("2026-11-03 18:00")],
        [planned_run("2026-11-04 07:00", "long", 105)],
    )["activities"].to_dict("records")

    assert (lifted["is_planned"], lifted["look_class"], lifted["label"]) == (
        True,
        "legs",
        "legs",
    )
    assert lifted["hover"] == "Lower body\nleg load 12.0 (heavy): 4 sets of Back squat"
    assert (ran["is_planned"], ran["look_class"], ran["label"]) == (
        True,
        "long",
        "1:45 h",
    )
    assert ran["hover"] == "long run: 1:45 h"


def test_without_all_sets_heavy_sets_for_the_legs_tell_a_leg_day():
    light = planned_lift("2026-11-03 18:00") | {"lift_class": "light", "leg_load": 3.6}
    found = board([light, planned_lift("2026-11-05 18:00", legs=False)])

    assert found["activities"]["look_class"].tolist() == ["legs", "upper"]


def test_a_planned_distance_is_said_as_one():
    found = board(
        runs=[
            planned_run("2026-11-08 09:00", "raceA", 100, 21_097),
            planned_run("2026-11-10 07:00", minutes=60),
        ]
    )

    assert found["activities"]["label"].tolist() == ["21 km", "1 h"]


def test_a_plan_says_what_there_is_to_do_where_it_leaves_distances_open():
    found = board(
        [planned_lift("2026-11-10 18:00")],
        [planned_run("2026-11-09 07:00"), planned_run("2026-11-11 07:00")],
    )

    assert found["weeks"]["sub"].tolist() == ["2 runs, 1 lift", "0 km"]


def test_a_week_of_both_says_what_was_run_so_far():
    log = training(strava(run("2026-11-03 07:00", km=9)))
    lifts, coming = frames([], [planned_run("2026-11-06 07:00")])
    done = log["runs"][list(planned_log.RUN_COLUMNS)].assign(is_planned=False)
    runs = pd.concat([done, coming], ignore_index=True)
    found = week_board(lifts, runs, no_findings(), TWO_WEEKS, "km")

    assert found["weeks"]["sub"].tolist() == ["0 km", "9 km so far"]
    assert found["activities"]["is_planned"].tolist() == [False, True]


def test_nothing_of_a_log_is_planned():
    log = training(
        hevy(lift("2026-11-08 18:30", *sets(n=5))), strava(run("2026-11-09 07:15"))
    )
    found = week_board(log["lifts"], log["runs"], log["findings"], TWO_WEEKS, "km")

    assert found["activities"]["is_planned"].dtype == bool
    assert not found["activities"]["is_planned"].any()
    assert found["marks"].empty


def test_a_calendar_looks_forward():
    found = board(newest_first=False)

    assert found["weeks"]["label"].tolist() == ["2 Nov", "9 Nov"]
    assert board()["weeks"]["label"].tolist() == ["9 Nov", "2 Nov"]


def test_now_is_marked_where_it_is_in_one_of_the_weeks():
    found = board(now=datetime(2026, 11, 11, 13, 30))["marks"]

    assert found.to_dict("records") == [
        {
            "week": pd.Timestamp("2026-11-09"),
            "hour_of_week": 61.5,
            "label": "now",
        }
    ]
    assert board(now=datetime(2026, 11, 16))["marks"].empty


def test_a_plan_of_nothing():
    found = board()

    assert found["activities"].empty
    assert found["weeks"]["sub"].tolist() == ["0 km", "0 km"]
    assert np.issubdtype(found["marks"]["hour_of_week"].dtype, np.floating)

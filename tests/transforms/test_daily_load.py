"""Three measures of load: what each knows, its averages, monotony and strain."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from tests.logs import at, hevy, lift, sets, strava, training
from tests.runs import NO_EFFORTS, POLICY, efforts, judged, recorded, run_at

from runlift.model import Window
from runlift.transforms.daily_load import (
    activity_loads,
    daily_load,
    known_loads,
    load_weeks,
)

MONDAY = at("2026-11-02 07:00")
WEEK = Window(date(2026, 11, 2), date(2026, 11, 8))


def lifts_of(*lines):
    return training(hevy(*lines), strava(run_at(MONDAY)))["lifts"]


NO_LIFTS = lifts_of(lift("2026-11-02 18:00", *sets())).iloc[:0]


def felt(*loads, start=MONDAY):
    """A run each day that has so many points of session-RPE; none where it is 0."""
    lines = [
        run_at(start + timedelta(days=place), 60, 10)
        for place, load in enumerate(loads)
        if load
    ]
    runs = judged(*lines)
    return runs.assign(rpe=[load / 60 for load in loads if load])


def of(runs, lifts=NO_LIFTS, known=NO_EFFORTS, highest=200.0, rest=50.0, sex=None):
    return activity_loads(runs, lifts, known, POLICY, highest, rest, sex)


def days(loads, window=WEEK, policy=POLICY):
    found = daily_load(loads, known_loads(loads, window, policy), window, policy)
    return dict(list(found.groupby("measure")))


@pytest.mark.slow
def test_two_hours_at_six_are_720_points():
    runs = judged(run_at(MONDAY, 120, 20)).assign(rpe=6.0)

    assert of(runs)["session_rpe"]["load"].tolist() == [720]


@pytest.mark.slow
def test_a_lift_counts_up_to_ninety_minutes_where_its_effort_is_known():
    lifts = lifts_of(
        lift("2026-11-03 18:00", *sets(), minutes=120),
        lift("2026-11-05 18:00", *sets(), minutes=60),
    )
    runs = judged(run_at(MONDAY, 60, 10)).assign(rpe=5.0)

    assert of(runs, lifts.assign(rpe=4.0))["session_rpe"]["load"].tolist() == [
        300,
        360,
        240,
    ]


@pytest.mark.slow
def test_repetitions_in_reserve_are_no_effort_of_a_session():
    lifts = lifts_of(lift("2026-11-03 18:00", *sets(rpe=9)))

    assert len(of(judged(run_at(MONDAY)), lifts)["session_rpe"]) == 1


@pytest.mark.parametrize(
    ("sex", "heart", "value"),
    [("m", 140, 72.9), ("m", 170, 142.7), ("f", 140, 84.3), ("f", 170, 157.0)],
)
def test_trimp_of_an_hour(sex, heart, value):
    runs = judged(run_at(MONDAY, 60, 10, hr=heart))

    assert of(runs, sex=sex)["trimp"]["load"].tolist() == [
        pytest.approx(value, abs=0.06)
    ]


def test_trimp_is_by_the_second_where_there_is_a_recording_and_says_so():
    runs = recorded(judged(run_at(MONDAY, 60, 10, hr=140)))
    known = efforts(runs, beats=[{110: 1800, 170: 1800}])
    found = of(runs, known=known, sex="m")["trimp"].iloc[0]
    average = of(runs, sex="m")["trimp"].iloc[0]

    assert (found["is_by_second"], average["is_by_second"]) == (True, False)
    assert found["load"] > average["load"]


def test_seconds_without_a_heart_rate_count_like_the_others():
    runs = recorded(judged(run_at(MONDAY, 60, 10, hr=140)), hr_coverage=0.95)
    known = efforts(runs, beats=[{140: 3420}])

    assert of(runs, known=known, sex="m")["trimp"]["load"].tolist() == [
        pytest.approx(72.9, abs=0.06)
    ]


@pytest.mark.slow
def test_without_a_maximum_or_a_heart_rate_there_is_no_trimp():
    assert np.isnan(
        of(judged(run_at(MONDAY, hr=140)), highest=np.nan)["trimp"]["load"][0]
    )
    assert np.isnan(of(judged(run_at(MONDAY)))["trimp"]["load"][0])


def test_the_policys_heart_rate_at_rest_stands_in_for_an_unknown_one():
    runs = judged(run_at(MONDAY, 60, 10, hr=140))

    assert (
        of(runs, rest=None)["trimp"]["load"][0] == of(runs, rest=50)["trimp"]["load"][0]
    )


@pytest.mark.slow
def test_leg_load_is_of_lifts():
    lifts = lifts_of(lift("2026-11-03 18:00", *sets(n=4)))
    found = of(judged(run_at(MONDAY)), lifts)["leg_load"]

    assert found["load"].tolist() == lifts["leg_load"].tolist()


def test_fifty_a_day_for_42_days_are_31_6_and_42_days_warm_up():
    window = Window(date(2026, 9, 7), date(2026, 11, 16))
    loads = of(felt(*[50] * 71, start=at("2026-09-07 07:00")))
    found = days(loads, window)["session_rpe"].set_index("day")

    assert found.loc["2026-10-18", "long_load"] == pytest.approx(31.6, abs=0.01)
    assert found["is_warm_up"].sum() == 42
    assert found.loc["2026-10-18", "is_warm_up"]
    assert not found.loc["2026-10-19", "is_warm_up"]


@pytest.mark.slow
def test_the_averages_know_what_came_before_the_window():
    loads = of(felt(*[50] * 49, start=at("2026-09-21 07:00")))
    found = days(loads)["session_rpe"]

    # 42 days at 50 before the window, and its first day.
    assert found["long_load"].iloc[0] == pytest.approx(50 * (1 - np.exp(-43 / 42)))
    assert found["short_load"].iloc[0] == pytest.approx(50 * (1 - np.exp(-43 / 7)))


@pytest.mark.slow
def test_where_too_little_is_known_there_are_days_and_no_averages():
    runs = felt(300, 300, 300, 300, 300)
    runs.loc[runs.index[:2], "rpe"] = np.nan
    loads = of(runs)
    known = known_loads(loads, WEEK, POLICY).set_index("measure")
    found = days(loads)["session_rpe"]

    assert known.loc["session_rpe", ["activities", "known"]].tolist() == [5, 3]
    assert not known.loc["session_rpe", "is_enough"]
    assert found["long_load"].isna().all()
    assert found["load"].tolist() == [0, 0, 300, 300, 300, 0, 0]


def test_a_measure_of_which_nothing_is_known_has_no_rows():
    assert set(days(of(felt(300)))) == {"session_rpe"}
    assert days(of(judged(run_at(MONDAY)))) == {}


def test_monotony_and_strain_of_the_reference_week():
    found = load_weeks(of(felt(60, 0, 75, 40, 0, 50, 120)), WEEK).iloc[0]

    # Mean 49.29 over the sample deviation 42.27; the population's would give 1.259.
    assert found["load"] == pytest.approx(345)
    assert found["monotony"] == pytest.approx(1.166, abs=0.001)
    assert found["strain"] == pytest.approx(402.2, abs=0.1)


@pytest.mark.slow
def test_a_week_of_equal_days_has_no_monotony():
    found = load_weeks(of(felt(*[50] * 7)), WEEK).iloc[0]

    assert np.isnan(found["monotony"]) and np.isnan(found["strain"])


def test_a_week_that_lacks_a_value_or_goes_on_has_none_either():
    runs = felt(60, 0, 75, 40, 0, 50, 120)
    unknown = runs.copy()
    unknown.loc[unknown.index[0], "rpe"] = np.nan
    one = load_weeks(of(unknown), WEEK).iloc[0]
    short = load_weeks(of(runs), Window(WEEK.first, date(2026, 11, 7))).iloc[0]

    assert (one["missing"], one["is_whole"]) == (1, True)
    assert not short["is_whole"]
    assert np.isnan(one["monotony"]) and np.isnan(short["monotony"])


@pytest.mark.slow
def test_the_week_in_which_the_log_begins_may_have_begun_before_it():
    runs = felt(0, 60, 75, 40, 0, 50, 120)

    assert not load_weeks(of(runs), WEEK)["is_whole"].any()


def test_nothing_at_all_is_no_rows():
    loads = of(judged(run_at(MONDAY)).iloc[:0])

    assert days(loads) == {}
    assert load_weeks(loads, WEEK).empty
    assert known_loads(loads, WEEK, POLICY)["activities"].tolist() == [0, 0, 0]
    assert isinstance(loads["trimp"], pd.DataFrame)

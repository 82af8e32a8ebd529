import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from runlift.science import running
from runlift.science.policy import default_policy

nan = np.nan
POLICY = default_policy()
MONDAY = np.datetime64("2026-08-03")


def weeks(count, plan, metres_per_minute=180.0):
    """`count` weeks of runs, `plan` maps weekdays (Monday 0) to minutes."""
    days = [MONDAY + 7 * week + day for week in range(count) for day in plan]
    minutes = np.tile(list(plan.values()), count).astype(float)
    return np.array(days), minutes * 60, minutes * metres_per_minute


def judged(days, seconds, metres, is_race=False, policy=POLICY):
    return running.long_runs(days, seconds, metres, is_race, policy)


def long_minutes(count, plan):
    days, seconds, metres = weeks(count, plan)
    found = judged(days, seconds, metres).is_long[-len(plan) :]
    return [int(one) for one in seconds[-len(plan) :][found] / 60]


def test_of_five_runs_a_week_the_hundred_minutes_are_long():
    plan = {0: 40, 1: 45, 2: 50, 4: 45, 6: 100}

    assert long_minutes(8, plan) == [100]
    assert long_minutes(1, plan) == [100]


def test_of_three_short_runs_a_week_none_is_long():
    assert long_minutes(8, {1: 30, 3: 35, 6: 40}) == []


def test_of_three_runs_a_week_the_clearly_longest_is_long():
    assert long_minutes(8, {1: 45, 3: 45, 6: 70}) == [70]


def test_of_six_equal_runs_a_week_none_is_long():
    assert long_minutes(8, dict.fromkeys(range(6), 60)) == []


def test_without_history_only_ninety_minutes_or_sixteen_kilometres_are_long():
    days, seconds, metres = weeks(2, {1: 45, 3: 45, 6: 70})

    assert not judged(days, seconds, metres).is_long.any()
    found = judged(MONDAY + np.arange(3), [5399, 5400, 5000], [15000, 5000, 16000])
    assert_array_equal(found.is_long, [False, True, True])
    assert_array_equal(found.has_history, False)


def test_sixteen_kilometres_of_somebody_fast_are_not_long_by_themselves():
    plan = dict.fromkeys(range(6), 65)
    days, seconds, metres = weeks(8, plan, metres_per_minute=260)

    assert not judged(days, seconds, metres).is_long[-6:].any()


def test_the_numbers_behind_a_long_run_are_given():
    days, seconds, metres = weeks(8, {1: 45, 3: 45, 6: 70})
    found = judged(days, seconds, metres)

    assert found.is_relative[-1]
    assert found.is_longest[-1]
    assert found.is_percentile[-1]
    assert not found.is_absolute[-1]
    assert not found.is_share[-1]
    assert found.median_s[-1] == 45 * 60
    assert found.ratio_to_median[-1] == pytest.approx(70 / 45)
    assert found.percentile_s[-1] == 70 * 60
    assert found.weekly_share[-1] == pytest.approx(70 / 160)
    assert found.runs_per_week[-1] == pytest.approx(3)


def test_the_share_of_the_week_counts_from_four_runs():
    days, seconds, metres = weeks(8, {0: 40, 2: 40, 4: 40, 6: 70})
    found = judged(days, seconds, metres)

    assert_array_equal(found.is_share[-4:], [False, False, False, True])
    assert found.is_long[-1]


def test_of_equally_long_runs_the_earliest_is_the_longest():
    found = judged(MONDAY + np.array([0, 0, 2, 6]), [4000, 4000, 4000, 4000], nan)

    assert_array_equal(found.is_longest, [True, False, False, True])


def test_a_race_is_long_only_by_its_time():
    days, seconds, metres = weeks(8, {1: 45, 3: 45, 6: 70})
    is_race = np.zeros(len(days), bool)
    is_race[-1] = True

    assert not judged(days, seconds, metres, is_race).is_long[-1]
    seconds[-1] = 95 * 60
    assert judged(days, seconds, metres, is_race).is_long[-1]
    first = judged(days[:1], [4800], [21097.5], [True])
    assert not first.is_long[0]


def test_unknown_times_and_distances_do_no_harm():
    days, seconds, metres = weeks(8, {1: 45, 3: 45, 6: 70})
    seconds[4] = nan
    metres[5] = nan
    seconds[-2] = nan
    found = judged(days, seconds, metres)

    assert not found.is_long[[4, -2]].any()
    assert found.is_long[-1]
    assert_array_equal(judged(days, seconds, nan * metres).is_share, False)


def test_no_runs_and_one_run_are_judged_too():
    assert judged(np.array([], "datetime64[D]"), [], []).is_long.shape == (0,)
    assert_array_equal(judged(np.array([MONDAY]), [6000], [nan]).is_long, [True])


def test_runs_out_of_order_are_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="order"):
        judged(np.array([MONDAY, MONDAY - 1]), [1, 1], [1, 1])


def test_a_coach_may_set_another_absolute_test():
    policy = POLICY.with_overrides({"long_run.absolute_s": 4500})
    found = judged(np.array([MONDAY]), [4600], [10000], policy=policy)

    assert found.is_long[0]


def test_key_runs_by_heart_rate():
    found = running.key_by_heart_rate(
        avg_hr=[165, 165, 165, 150, 150, 140, nan, 155],
        max_hr=[180, 180, 180, 180, 176, 160, nan, 160],
        hr_max=188,
        moving_s=[2400, 1100, 5000, 3000, 3000, 3000, 3000, 3000],
        ascent_m=[0, 0, 0, 0, 300, 0, 0, 0],
        distance_m=10000,
        policy=POLICY,
    )

    assert found.kind.tolist() == [
        "key",
        None,
        None,
        "likely intervals",
        "hills",
        None,
        None,
        None,
    ]
    assert_array_equal(found.confidence, [0.7, 0, 0, 0.5, 0.5, 0, 0, 0])
    assert_array_equal(
        found.is_steady, [False, True, True, False, False, False, False, True]
    )
    assert found.avg_share[0] == pytest.approx(165 / 188)


def test_key_runs_by_threshold_speed():
    found = running.key_by_heart_rate(
        nan, nan, nan, [1500, 1100, 1500], nan, [6000, 4400, 5500], POLICY, 4.0
    )

    assert found.kind.tolist() == ["key", None, None]


def test_the_maximum_heart_rate_is_the_second_highest_of_the_year():
    day = MONDAY + np.arange(8) * 30
    highs = [180, 185, 231, 188, 199, 170, nan, 171]

    assert running.hr_max_estimate(highs, day, POLICY) == 188
    assert np.isnan(running.hr_max_estimate(highs[:5], day[:5], POLICY))
    assert np.isnan(running.hr_max_estimate([], np.array([], "datetime64[D]")))
    old = np.r_[day[:2] - 500, day[2:]]
    assert (
        running.hr_max_estimate([205, 204, *[170, 180, 175, 171, 172, 173]], old) == 175
    )


def test_race_distances_are_read_with_the_watchs_tolerance():
    assert_array_equal(
        running.is_race_distance([4899, 4900, 5150, 5151, 42195, 43500, nan]),
        [False, True, True, False, True, False, False],
    )
    assert_array_equal(
        running.standard_distance([16000, 21300, 12000]), [16093.44, 21097.5, nan]
    )
    assert running.is_race_distance(10100)


def test_a_race_is_run_without_stops_and_hard():
    assert_array_equal(
        running.has_race_effort(
            [3000, 3000, 3000, 3000, 6000, 9000, nan],
            [3030, 3031, 3000, 3000, 6000, 9000, nan],
            [170, 170, 160, nan, 160, 152, 170],
            190,
        ),
        [True, False, False, True, True, True, False],
    )


def test_terrain_by_climb():
    assert running.terrain_class(
        [79, 80, 200, 400, 401, nan, 5], [10000] * 6 + [0]
    ).tolist() == ["flat", "rolling", "hilly", "hilly", "mountain", "", ""]
    assert running.terrain_class(100, 10000) == "rolling"


def test_downhill_in_all_or_by_the_kilometre_is_eccentric():
    assert_array_equal(
        running.is_eccentric([299, 300, 125, nan], [20000, 20000, 5000, 5000]),
        [False, True, True, False],
    )


def test_the_speed_ceiling_lies_between_the_records():
    assert_allclose(
        running.speed_ceiling([50, 100, 5000, 10000, 42195, 500000]),
        [10.5, 10.5, 6.68, 6.43, 5.95, 3.75],
    )
    assert 6.43 < running.speed_ceiling(7000) < 6.68
    assert np.isnan(running.speed_ceiling(0))

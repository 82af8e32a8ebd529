"""Samples against worked examples: grades, bests, stops, climb, halves."""

import numpy as np
import pytest

from runlift.science import stream
from runlift.science.grade import (
    gap_factor,
    hills,
    running_cost,
    summary_gap_factor,
)
from runlift.science.policy import default_policy

NAN = float("nan")


def even(seconds=3600, speed=3.0, every=1, **more):
    """An even run on the flat."""
    time_s = np.arange(0.0, seconds + 1, every)
    return {"time_s": time_s, "distance_m": time_s * speed, **more}


def hill(grade, seconds=1800, speed=3.0):
    """An even run up one slope."""
    samples = even(seconds, speed)
    return {**samples, "altitude_m": 100 + samples["distance_m"] * grade}


def best(told, metres):
    return told.best_s[stream.DISTANCES_M.index(metres)]


@pytest.mark.parametrize(
    ("grade", "cost"),
    [(-0.2, 1.800), (-0.1, 2.152), (0, 3.6), (0.05, 4.685), (0.1, 5.968), (0.2, 9.007)],
)
def test_the_cost_of_running_is_minettis(grade, cost):
    assert float(running_cost(grade)) == pytest.approx(cost, abs=5e-4)


@pytest.mark.parametrize(("grade", "factor"), [(0.05, 1.301), (0.1, 1.658)])
def test_a_slope_is_worth_a_faster_run_on_the_level(grade, factor):
    assert float(gap_factor(grade)) == pytest.approx(factor, abs=1e-3)
    assert stream.summary(hill(grade)).gap_m_per_s == pytest.approx(
        3.0 * factor, rel=0.002
    )


def test_beyond_what_was_measured_the_cost_stays():
    assert float(running_cost(0.9)) == float(running_cost(0.45))
    assert float(running_cost(-0.9)) == float(running_cost(-0.45))


def test_up_and_down_the_same_hill_is_harder_than_the_flat():
    there = hill(0.06, 900)
    back = there["altitude_m"][-1] - (there["distance_m"][1:]) * 0.06
    samples = even(1800)
    samples["altitude_m"] = np.concatenate([there["altitude_m"], back])
    told = stream.summary(samples)

    assert told.gap_m_per_s > 3.0
    assert told.ascent_m == pytest.approx(2700 * 0.06, rel=0.03)
    assert told.descent_m == pytest.approx(2700 * 0.06, rel=0.03)


def test_an_even_run_has_even_bests():
    told = stream.summary(even(3600, 3.0))

    assert best(told, 1000) == pytest.approx(1000 / 3)
    assert best(told, 10000) == pytest.approx(10000 / 3)
    assert np.isnan(best(told, 15000))
    assert told.speed_cv == pytest.approx(0, abs=1e-9)
    assert told.stopped_s == told.paused_s == 0


def test_the_fastest_kilometre_is_found_wherever_it_lies():
    samples = even(3600, 3.0)
    samples["distance_m"] = np.cumsum(
        np.where((samples["time_s"] > 1000) & (samples["time_s"] <= 1250), 4.0, 3.0)
    )

    assert best(stream.summary(samples), 1000) == pytest.approx(250, abs=0.5)


def test_the_clock_of_a_best_does_not_stop_in_a_pause():
    # 3 m/s, a pause of two minutes after 900 m: 1000 m end before or contain it.
    time_s = np.concatenate([np.arange(0, 301.0), np.arange(421, 2000.0)])
    running = np.where(time_s > 300, time_s - 120, time_s)
    samples = {"time_s": time_s, "distance_m": running * 3.0}
    told = stream.summary(samples, [(300.0, 420.0)])

    assert told.paused_s == 120
    assert told.timer_s == 1999 - 120
    assert told.gap_m_per_s == pytest.approx(3.0)
    assert best(told, 1000) == pytest.approx(1000 / 3)
    assert best(told, 5000) == pytest.approx(5000 / 3 + 120)
    assert told.longest_stop_s == 120


def test_a_long_silence_without_way_is_a_pause_that_nobody_wrote_down():
    time_s = np.concatenate([np.arange(0, 601.0), np.arange(900, 1501.0)])
    running = np.where(time_s > 600, time_s - 300, time_s)
    told = stream.summary({"time_s": time_s, "distance_m": running * 3.0})

    assert told.paused_s == 300
    assert told.stopped_s == 0


def test_a_silence_on_the_way_is_none():
    time_s = np.concatenate([np.arange(0, 601.0), np.arange(900, 1501.0)])
    told = stream.summary({"time_s": time_s, "distance_m": time_s * 3.0})

    assert told.paused_s == 0
    assert told.gap_m_per_s == pytest.approx(3.0)


def test_a_written_pause_is_not_looked_for_again():
    time_s = np.concatenate([np.arange(0, 601.0, 10), np.arange(790, 1501.0, 10)])
    running = np.where(time_s > 600, time_s - 180, time_s)
    told = stream.summary(
        {"time_s": time_s, "distance_m": running * 3.0}, [(600.0, 780.0)]
    )

    assert told.paused_s == 180


@pytest.mark.parametrize("standing", [20, 60, 90])
def test_standing_with_the_watch_running_is_a_stop(standing):
    time_s = np.arange(0.0, 2401)
    moved = np.minimum(time_s, 1000) + np.clip(time_s - 1000 - standing, 0, None)
    told = stream.summary({"time_s": time_s, "distance_m": moved * 3.0})

    assert told.stopped_s == pytest.approx(standing, abs=4)
    assert told.longest_stop_s == pytest.approx(standing, abs=4)
    assert told.paused_s == 0
    assert told.gap_m_per_s == pytest.approx(3.0, rel=0.01)


def test_a_planted_drift_of_the_heart_shows_in_the_halves():
    samples = even(3600, 3.0)
    samples["heart_rate_bpm"] = 140 + samples["time_s"] / 3600 * 20
    told = stream.summary(samples)

    # Without the first 600 s the halves have their middles at 1350 s and 2850 s.
    assert told.first_hr == pytest.approx(140 + 1350 / 180, abs=0.2)
    assert told.second_hr == pytest.approx(140 + 2850 / 180, abs=0.2)
    assert told.first_gap_m_per_s == pytest.approx(told.second_gap_m_per_s)
    first, second = 3.0 / told.first_hr, 3.0 / told.second_hr
    assert (first - second) / first == pytest.approx(0.0535, abs=0.002)


def test_a_short_run_has_no_halves():
    samples = even(1100, 3.0, heart_rate_bpm=np.full(1101, 150.0))

    assert np.isnan(stream.summary(samples).first_hr)


def test_a_heart_rate_speaks_for_fifteen_seconds():
    samples = even(1000, 3.0)
    heart = np.full(1001, NAN)
    heart[:500] = 150
    told = stream.summary({**samples, "heart_rate_bpm": heart})

    assert told.hr_coverage == pytest.approx(515 / 1001, abs=0.002)
    assert told.hr_seconds[150] == pytest.approx(515, abs=1)
    assert told.avg_hr == told.max_hr == 150


def test_heart_rates_that_no_heart_has_count_as_missing():
    samples = even(600, 3.0)
    heart = np.where(samples["time_s"] < 300, 0.0, 250.0)

    assert stream.summary({**samples, "heart_rate_bpm": heart}).hr_coverage == 0


def test_small_waves_are_no_climb_and_a_long_slope_is_all_of_it():
    covered = np.arange(0.0, 6001, 3)
    waves = 100 + 0.8 * np.sin(covered / 40)
    slope = 100 + covered * 0.01
    policy = default_policy()

    assert hills(covered, waves, policy)[1:] == (0, 0)
    assert hills(covered, slope, policy).ascent_m == pytest.approx(60, abs=1)


def test_tops_and_bottoms_count_in_full():
    covered = np.arange(0.0, 4001, 2)
    saw = 50 - np.abs(covered % 2000 - 1000) * 0.05
    _, up, down = hills(covered, saw, default_policy())

    assert up == pytest.approx(100, abs=6)
    assert down == pytest.approx(100, abs=6)


def test_intervals_surge_and_an_even_run_does_not():
    time_s = np.arange(0.0, 3601)
    fast = (time_s // 180) % 2 == 1
    samples = {"time_s": time_s, "distance_m": np.cumsum(np.where(fast, 4.5, 2.5))}
    told = stream.summary(samples)

    assert told.surges >= 6
    assert told.speed_log_sd > 0.15
    assert stream.summary(even()).surges == 0


def test_a_watch_that_records_when_it_likes_says_nearly_the_same():
    time_s = np.arange(0.0, 3001)
    distance = np.cumsum(3 + 0.3 * np.sin(time_s / 200))
    full = {
        "time_s": time_s,
        "distance_m": distance,
        "altitude_m": 100 + 20 * np.sin(distance / 600),
        "heart_rate_bpm": 150 + 10 * np.sin(time_s / 300),
    }
    rng = np.random.default_rng(4)
    kept = np.sort(np.unique(np.append(rng.integers(0, 3001, 700), [0, 3000])))
    few = {name: values[kept] for name, values in full.items()}
    one, other = stream.summary(full), stream.summary(few)

    for name in ("gap_m_per_s", "first_hr", "second_hr", "avg_hr", "timer_s"):
        assert getattr(other, name) == pytest.approx(getattr(one, name), rel=0.01), name
    for name in ("ascent_m", "descent_m"):
        assert getattr(other, name) == pytest.approx(getattr(one, name), rel=0.05), name
    assert best(other, 1000) == pytest.approx(best(one, 1000), rel=0.01)


def test_gaps_in_the_distance_are_bridged():
    samples = even(1200, 3.0)
    holed = samples["distance_m"].copy()
    holed[100:140] = NAN
    holed[0] = NAN

    told = stream.summary({**samples, "distance_m": holed})

    assert told.distance_m == pytest.approx(3600, abs=4)
    assert told.gap_m_per_s == pytest.approx(3.0, rel=0.01)


def test_without_a_distance_the_speed_tells_it_without_the_pauses():
    time_s = np.concatenate([np.arange(0, 601.0), np.arange(900, 1501.0)])
    samples = {"time_s": time_s, "speed_m_per_s": np.full(len(time_s), 3.0)}

    told = stream.summary(samples, [(600.0, 900.0)])

    assert told.distance_m == pytest.approx(3600, abs=5)


def test_heart_rate_alone_has_no_speed():
    time_s = np.arange(0.0, 1801)
    told = stream.summary({"time_s": time_s, "heart_rate_bpm": np.full(1801, 120.0)})

    assert np.isnan(told.distance_m)
    assert np.isnan(told.gap_m_per_s)
    assert np.isnan(told.best_s).all()
    assert told.avg_hr == 120
    assert told.stopped_s == 0


def test_a_jump_of_the_position_is_no_record():
    samples = even(1200, 3.0)
    samples["distance_m"] = samples["distance_m"] + 5000.0 * (samples["time_s"] > 600)

    assert np.isnan(best(stream.summary(samples), 400))


@pytest.mark.parametrize(
    "samples",
    [
        {"time_s": np.array([0.0, 0.0])},
        {"time_s": np.array([0.0, 1.0]), "distance_m": np.array([NAN, NAN])},
        {"time_s": np.array([5.0, 5.0]), "distance_m": np.array([0.0, 3.0])},
        {"time_s": np.array([0.0, 9e8]), "distance_m": np.array([0.0, 3.0])},
    ],
    ids=["no time", "no numbers", "one moment", "thirty years"],
)
def test_hardly_anything_is_no_error(samples):
    told = stream.summary(samples)

    assert told.samples == 2
    assert not told.gap_m_per_s > 100


@pytest.mark.parametrize(
    ("climb", "factor"),
    [(10, 1.005), (20, 1.021), (40, 1.082), (60, 1.183), (80, 1.324)],
)
def test_the_climb_of_a_loop_approximates_its_effort(climb, factor):
    """The values of domain.md 7.5, from Minetti's polynomial taken up and down."""
    assert summary_gap_factor(climb * 10, 10_000) == pytest.approx(factor, abs=6e-4)
    assert np.isnan(summary_gap_factor(np.nan, 10_000))
    assert summary_gap_factor(5_000, 10_000) == summary_gap_factor(800, 10_000)

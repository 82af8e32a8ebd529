"""VDOT, critical speed and race times: from which effort, and why there is none."""

from datetime import date

import numpy as np
import pytest
from tests.runs import NO_EFFORTS, POLICY, efforts, judged, run_at

from runlift.errors import NotEnoughData
from runlift.model import Window
from runlift.transforms.best_efforts import best_efforts
from runlift.transforms.run_fitness import (
    best_effort,
    best_race,
    critical_speed,
    equivalents,
)

WINDOW = Window(date(2026, 9, 1), date(2026, 11, 22))
EASY = run_at("2026-11-02 07:00", 60, 10.5, title="Easy")
FIVE = run_at("2026-10-04 10:00", 20, 5.0, title="Park 5k", tag="race")
HALF = run_at("2026-10-18 10:00", 90, 21.2, title="Autumn half", tag="race")


def vdot_of(*lines, known=NO_EFFORTS, highest=190.0, window=WINDOW):
    return best_effort(judged(*lines), known, window, POLICY, highest)


def test_five_kilometres_in_twenty_minutes_are_49_8():
    found = vdot_of(EASY, FIVE)

    assert found.vdot == pytest.approx(49.81, abs=0.01)
    assert (found.title, found.distance_m, found.seconds) == ("Park 5k", 5000, 1200)


def test_the_best_of_several_efforts_counts_with_its_run():
    assert vdot_of(EASY, FIVE, HALF).title == "Autumn half"


@pytest.mark.slow
def test_the_stretch_of_a_recording_that_is_worth_most_is_named():
    line = run_at("2026-10-04 10:00", 60, 12.0, title="Race within", tag="race")
    log = judged(line)
    known = efforts(log, [{3000.0: 760, 5000.0: 1200, 10000.0: 2900}])
    log = log.assign(vdot=49.81)
    found = best_effort(log, known, WINDOW, POLICY, 190.0)

    assert (found.distance_m, found.seconds) == (5000, 1200)


@pytest.mark.slow
def test_an_effort_older_than_half_a_year_does_not_count():
    with pytest.raises(NotEnoughData, match="no run in 180 days"):
        vdot_of(FIVE, window=Window(date(2027, 4, 1), date(2027, 4, 30)))
    # 180 days end with 22 November: the first is 27 May.
    day = run_at("2026-05-27 10:00", 20, 5.0, tag="race")
    assert vdot_of(day).distance_m == 5000
    with pytest.raises(NotEnoughData):
        vdot_of(run_at("2026-05-26 10:00", 20, 5.0, tag="race"))


def test_easy_runs_are_refused_with_what_would_do():
    with pytest.raises(NotEnoughData, match=r"None of the 1 runs.*peaks at 92%"):
        vdot_of(EASY)
    with pytest.raises(NotEnoughData, match="once your maximum heart rate is known"):
        vdot_of(EASY, highest=np.nan)


def speed_of(bests, window=WINDOW):
    runs = judged(*(run_at(f"2026-10-{3 + n:02d} 07:00", 60, 10.5) for n in range(3)))
    found = best_efforts(runs, efforts(runs, bests), POLICY)
    return critical_speed(found, window, POLICY)


@pytest.mark.slow
def test_critical_speed_comes_from_the_best_of_every_distance():
    # On the line of 4.25 m/s with a reserve of 200 m; the second kilometre is slower.
    def seconds(metres):
        return (metres - 200) / 4.25

    found = speed_of(
        [
            {1000.0: seconds(1000)},
            {1000.0: 300, 3000.0: seconds(3000)},
            {5000.0: seconds(5000)},
        ]
    )

    assert found.speed_m_per_s == pytest.approx(4.25)
    assert found.reserve_m == pytest.approx(200)
    assert found.efforts == 3


def test_critical_speed_is_refused_with_too_few_distances():
    with pytest.raises(NotEnoughData, match="there are 1"):
        speed_of([{1000.0: 200}])
    with pytest.raises(NotEnoughData, match="there are 0"):
        speed_of([{1000.0: 200}], Window(date(2027, 6, 1), date(2027, 6, 30)))


def test_race_times_come_from_the_race_that_is_worth_most():
    race = best_race(judged(EASY, FIVE, HALF), WINDOW, POLICY)
    found = equivalents(race, POLICY).set_index("distance_m")

    # The watch read 21.2 km; the race was a half: 1:30, which is worth 50.98.
    assert (race.distance_m, race.seconds) == (21097.5, 5400)
    assert race.vdot == pytest.approx(50.98, abs=0.01)
    assert list(found.index) == [5000, 10000, 42195]
    assert found.loc[42195, "fast_s"] == pytest.approx(3 * 3600 + 7 * 60 + 38, abs=1)
    assert found.loc[42195, "slow_s"] == pytest.approx(5400 * 2**1.10)


def test_a_short_race_tells_no_marathon():
    found = equivalents(best_race(judged(FIVE), WINDOW, POLICY), POLICY)

    assert found["distance_m"].tolist() == [10000, 21097.5]
    # 20:00 over 5 km is 41:42 over 10 km by Riegel.
    assert found["fast_s"].iloc[0] == pytest.approx(41 * 60 + 42, abs=1)
    assert (found["fast_s"] < found["slow_s"]).all()


def test_without_a_race_in_the_window_nothing_is_told():
    with pytest.raises(NotEnoughData, match="there is none in these days"):
        best_race(judged(EASY), WINDOW, POLICY)
    with pytest.raises(NotEnoughData):
        best_race(judged(FIVE), Window(date(2026, 11, 1), date(2026, 11, 22)), POLICY)


@pytest.mark.slow
def test_a_race_of_two_minutes_tells_nothing():
    sprint = run_at("2026-10-04 10:00", 3, 0.8, tag="race")

    with pytest.raises(NotEnoughData, match=r"3\.5 min to 4 h"):
        best_race(judged(sprint), WINDOW, POLICY)

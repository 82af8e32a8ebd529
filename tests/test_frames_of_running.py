"""The running page's frames, from files to figures, and the sentence that leads it."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from tests import fitfiles
from tests.logs import NOW, at, hevy, keep, lift, opened, run, sets, strava

from runlift import answers, frames, intake
from runlift.frames import running as running_frames
from runlift.model import Window
from runlift.store import athletes
from runlift.units import distance_out

WINDOW = Window(date(2026, 9, 28), date(2026, 11, 22))


def recording(day, minutes=50, speed=3.0, hr=140, drift=0.0):
    """A steady run that a watch recorded every ten seconds."""
    begin = fitfiles.stamp(f"{day} 07:00")
    seconds = minutes * 60
    return fitfiles.fit(
        fitfiles.file_id(),
        fitfiles.timer(begin, 0),
        *(
            fitfiles.record(
                begin + t, t * speed, round(hr + drift * t / seconds), 100, 85, speed
            )
            for t in range(0, seconds + 1, 10)
        ),
        fitfiles.session(begin, seconds, seconds * speed, hr=hr),
        fitfiles.activity(begin + seconds, 0),
    )


@pytest.fixture(scope="module")
def recorded():
    """Eight weekly recordings and a lift; the maximum is known."""
    store, ana = opened()
    with store:
        offered = [
            intake.Offered(
                f"{place}.fit",
                recording(
                    WINDOW.first + timedelta(days=7 * place), speed=3.0 + 0.02 * place,
                    drift=10.0,
                ),
            )
            for place in range(8)
        ]  # fmt: skip
        intake.keep(store, intake.preview(store, ana, offered, NOW), NOW)
        keep(store, ana, hevy(lift("2026-10-20 18:00", *sets(n=4))))
        for name, value in (("hr_max", "190"), ("hr_rest", "50"), ("sex", "f")):
            athletes.set_setting(store, ana.athlete_id, name, value, NOW)
        yield frames.training(store, ana), frames.profile(store, ana), (
            running_frames.beside(store, ana)
        )  # fmt: skip


@pytest.mark.slow
def test_recordings_tell_efficiency_with_its_direction(recorded):
    log, how, known = recorded
    page = running_frames.running(log, how, WINDOW, known)

    assert len(page.steady) == 8
    # 3.0 m/s at 141.9 to 150 bpm after ten minutes: 1.24 m a beat; the heart drifts up.
    assert page.steady["ef"].iloc[0] == pytest.approx(60 * 3.0 / 146, abs=0.02)
    assert (page.steady["decoupling"] > 2).all()
    # 0.02 m/s a week of 3.07: 2.8 % in 30 days.
    assert page.trend["slope"].iloc[0] == pytest.approx(2.8, abs=0.2)
    assert page.left_out == {}


@pytest.mark.slow
def test_recordings_tell_intensity_bests_and_load_by_the_second(recorded):
    log, how, known = recorded
    page = running_frames.running(log, how, WINDOW, known)
    load = running_frames.load(log, how, WINDOW, known)

    assert page.split["by_heart"].iloc[0] == 8
    assert page.split["easy"].iloc[0] == pytest.approx(1)
    best = page.bests.set_index("distance_m")["seconds"]
    assert best[5000.0] == pytest.approx(5000 / 3.14, abs=2)
    assert 10000.0 not in best
    by_measure = load.known.set_index("measure")
    assert by_measure.loc["trimp", "by_second"] == 8
    assert by_measure.loc["leg_load", "known"] == 1
    assert load.is_rest_known and load.is_heart_known


@pytest.mark.slow
def test_the_constants_of_trimp_are_those_the_athlete_has_said(recorded):
    log, how, known = recorded
    other = running_frames.Beside(known.efforts, "m")

    assert known.sex == "f"
    hers = running_frames.load(log, how, WINDOW, known).weeks
    his = running_frames.load(log, how, WINDOW, other).weeks
    assert not np.allclose(hers["load"], his["load"])


@pytest.mark.slow
def test_easy_runs_alone_say_why_there_is_neither_vdot_nor_race_time(recorded):
    log, how, known = recorded
    page = running_frames.running(log, how, WINDOW, known)

    assert "None of the 8 runs" in page.fitness
    assert "there is none in these days" in page.race
    assert page.equivalents.empty


def plain_page(*runs, window=WINDOW, unit="km"):
    store, ana = opened()
    with store:
        keep(store, ana, strava(*runs))
        athletes.set_setting(store, ana.athlete_id, "distance_unit", unit, NOW)
        log, how = frames.training(store, ana), frames.profile(store, ana)
        page = running_frames.running(
            log, how, window, running_frames.beside(store, ana)
        )
    inside = frames.within(page.single, window)
    return page, answers.running(page.totals, inside, page.trend, how.distance_unit)


def weekly(kilometres, first="2026-09-28 07:00"):
    return [
        run(at(first) + timedelta(days=7 * place), km * 6, km)
        for place, km in enumerate(kilometres)
    ]


def test_a_log_without_recordings_or_heart_rates_has_everything_that_needs_none():
    page, _ = plain_page(*weekly([10, 11, 12, 13, 14, 15, 16, 30]))

    assert page.weeks["usual_m"].notna().sum() == 4
    assert not page.heart.bpm > 0
    assert page.split["by_heart"].iloc[0] == 0
    assert page.steady.empty and page.trend.empty
    assert page.left_out == {"have no recording": 8}
    # Nobody knows the climb: the plain speed stands there, marked as approximate.
    assert page.runs["gap_m_per_s"].tolist() == page.runs["speed_m_per_s"].tolist()
    assert page.runs["is_gap_approximate"].all()


def test_the_answer_says_how_far_and_what_went_beyond():
    _, answer = plain_page(*weekly([10, 10, 10, 10, 10, 10, 10, 18]))

    # 88 km in eight weeks; 18 km are 1.8 times the longest of the weeks before.
    assert answer == (
        "11 km a week over 8 weeks; 1 run was over a tenth longer than any of the 30 "
        "days before."
    )


@pytest.mark.slow
def test_the_answer_compares_with_as_many_weeks_before():
    window = Window(date(2026, 10, 26), date(2026, 11, 22))
    _, more = plain_page(*weekly([10, 10, 10, 10, 10, 11, 11, 12]), window=window)
    _, same = plain_page(*weekly([10] * 8), window=window)

    assert more == "11 km a week over 4 weeks, 1 km more than in as many weeks before."
    assert same == "10 km a week over 4 weeks, as before."


def test_the_answer_speaks_miles_to_those_who_run_miles():
    _, answer = plain_page(*weekly([16.09344] * 8), unit="mi")

    assert answer.startswith("10 mi a week")


def test_the_answer_to_no_run_says_so():
    _, answer = plain_page(
        run("2026-01-05 07:00"), window=Window(date(2026, 11, 2), date(2026, 11, 22))
    )

    assert answer == "No run in these days."


def test_the_answer_claims_a_direction_only_where_the_interval_is_off_zero():
    page, _ = plain_page(*weekly([10] * 8))
    single = page.single

    def said(low, high):
        trend = pd.DataFrame({"low": [low], "high": [high]})
        return answers.running(page.totals, single, trend, "km")

    assert "farther" in said(0.1, 2.0)
    assert "less far" in said(-2.0, -0.1)
    assert "no clear direction" in said(-0.5, 1.0)


def test_a_log_of_lifts_has_a_running_page_without_runs():
    store, ana = opened()
    with store:
        keep(store, ana, hevy(lift("2026-11-02 18:00", *sets(n=4))))
        log, how = frames.training(store, ana), frames.profile(store, ana)
        known = running_frames.beside(store, ana)
        page = running_frames.running(log, how, WINDOW, known)
        load = running_frames.load(log, how, WINDOW, known)

    assert page.totals["runs"].iloc[0] == 0
    assert set(load.days["measure"]) == {"leg_load"}
    assert distance_out(page.totals["distance_m"].iloc[0], "km") == 0


@pytest.mark.slow
def test_the_frames_do_not_change_the_log(recorded):
    log, how, known = recorded
    before = {name: frame.copy(deep=True) for name, frame in log.items()}

    running_frames.running(log, how, WINDOW, known)
    running_frames.load(log, how, WINDOW, known)

    for name, frame in log.items():
        pd.testing.assert_frame_equal(frame, before[name])

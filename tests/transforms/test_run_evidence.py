"""Runs told by their laps and recordings, from FIT files to classes with reasons."""

import numpy as np
import pandas as pd
import pytest
from tests import fitfiles
from tests.logs import NOW, opened, run, strava, training

from runlift import frames, intake
from runlift.transforms.run_evidence import best_before

START = fitfiles.stamp("2026-11-03 07:00")
EIGHT = (180, 805)
JOG = (150, 400)


def recorded(laps, trigger=0, *, has_laps=True, climb_m_per_km=0):
    """A run of these (seconds, metres) laps, a record each five seconds."""
    messages = [fitfiles.file_id()]
    at, far = START, 0.0
    for seconds, metres in laps:
        for step in range(0, seconds, 5):
            here = far + metres * step / seconds
            height = climb_m_per_km * here / 1000
            messages.append(fitfiles.record(at + step, here, altitude=height))
        if has_laps:
            messages.append(fitfiles.lap(at, seconds, metres, trigger=trigger))
        at, far = at + seconds, far + metres
    whole = sum(seconds for seconds, _ in laps)
    messages.append(fitfiles.session(START, whole, far))
    return fitfiles.fit(*messages)


def judged(content):
    store, ana = opened()
    with store:
        looks = intake.preview(store, ana, [intake.Offered("run.fit", content)], NOW)
        [receipt] = intake.keep(store, looks, NOW)
        assert receipt.status == "imported", receipt
        return frames.training(store, ana)["runs"].iloc[0]


def test_repetitions_by_hand_make_a_key_run_named_after_them():
    found = judged(recorded([(720, 2000), *[EIGHT, JOG] * 6, (560, 1500)]))

    assert found["run_class"] == "key"
    assert "key: intervals, laps of 6x800" in found["class_reasons"]
    assert found["confidence"] == pytest.approx(0.85)


@pytest.mark.slow
def test_even_kilometres_of_a_watch_stay_easy():
    found = judged(recorded([(330, 1000)] * 8, trigger=2))

    assert found["run_class"] == "easy"


@pytest.mark.slow
def test_surges_without_laps_are_intervals_by_the_recording():
    surges = [(600, 1700), *[(120, 560), (120, 290)] * 8]
    found = judged(recorded(surges, has_laps=False))

    assert found["run_class"] == "key"
    assert "surges in the recording" in found["class_reasons"]


@pytest.mark.slow
def test_hills_walks_and_lights_are_no_intervals():
    surges = [(600, 1700), *[(120, 560), (120, 290)] * 8]
    hours = [(600, 1700), *[(240, 1120), (240, 580)] * 12]
    lights = [(600, 1700), *[(120, 560), (60, 0), (120, 290)] * 8]

    assert judged(recorded(surges, has_laps=False))["run_class"] == "key"
    for laps, climb in ((surges, 25), (hours, 0), (lights, 0)):
        found = judged(recorded(laps, has_laps=False, climb_m_per_km=climb))
        assert "surges" not in found["class_reasons"]


@pytest.mark.slow
def test_an_easy_title_is_believed_before_the_laps():
    # The title lies in the table beside the recording; here only the words speak.
    found = training(strava(run("2026-11-03 07:00", title="Easy 6x800")))["runs"]

    assert found["run_class"].iloc[0] in ("easy", "key")
    assert "title says" in found["class_reasons"].iloc[0]


def test_the_best_before_a_day_leaves_the_day_itself_out():
    day = np.array([0, 10, 20, 250])
    values = np.array([40.0, np.nan, 50.0, 45.0])

    assert best_before(day, values, 180).tolist()[1:3] == [40.0, 40.0]
    assert np.isnan(best_before(day, values, 180)[[0, 3]]).all()


def test_a_race_nobody_named_is_told_with_a_question():
    easy = [
        run(f"2026-09-{day:02} 07:00", 43, 8.5, hr=140, max_hr=155)
        for day in range(1, 29, 2)
    ]
    hard = run("2026-10-04 09:00", 47, 10.0, hr=172, max_hr=188)
    found = training(strava(*easy, hard), hr_max="190")["runs"]
    race = found[found["day"] == pd.Timestamp("2026-10-04")].iloc[0]

    assert race["is_race"]
    assert "say so if it was none" in race["class_reasons"]
    assert race["confidence"] == pytest.approx(0.6)
    assert not found[found["day"] < "2026-10-01"]["is_race"].any()

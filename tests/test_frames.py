"""Frames: what is asked from the store, judged, and cut for a page."""

import shutil
from datetime import date

import pandas as pd
import pytest
from tests.logs import (
    BENCH,
    NOW,
    called,
    fitnotes,
    hevy,
    keep,
    lift,
    opened,
    run,
    sets,
    strava,
    training,
)

from runlift import frames
from runlift.errors import WrongInput
from runlift.model import Window
from runlift.store import Store, athletes, uploads

LIFTS = hevy(
    lift("2026-11-02 18:00", *sets(n=5), *sets("Own thing", n=2), title="A"),
    lift("2026-11-05 18:00", *sets(BENCH, n=3), *sets("Own thing", n=1), title="B"),
    lift("2026-11-09 18:00", *sets("Other thing", n=1), title="C"),
)
RUNS = strava(run("2026-11-03 07:00", tag="workout"), run("2026-11-10 07:00"))


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A store with one log; importing it takes longer than copying the file."""
    path = tmp_path_factory.mktemp("house") / "store.duckdb"
    with Store(str(path)) as store:
        ana = athletes.new(store, "Ana", NOW, timezone="UTC", is_timezone_known=True)
        athletes.write(store, ana, NOW)
        keep(store, ana, LIFTS, RUNS)
    return path, ana


@pytest.fixture
def house(kept, tmp_path):
    path, ana = kept
    with Store(str(shutil.copy(path, tmp_path))) as store:
        yield store, ana


def set_(store, ana, name, value):
    athletes.set_setting(store, ana.athlete_id, name, value, NOW)


def test_a_log_is_sets_lifts_runs_and_findings(house):
    log = frames.training(*house)

    assert {name: len(frame) for name, frame in log.items()} == {
        "sets": 12,
        "lifts": 3,
        "runs": 2,
        "findings": 1,
        "doubts": 0,
    }


def test_one_athlete_never_sees_another(house):
    store, ana = house
    bo = athletes.new(store, "Bo", NOW, timezone="UTC")
    athletes.write(store, bo, NOW)
    keep(store, bo, hevy(lift("2026-11-02 20:00", *sets(n=9))))

    assert len(frames.training(store, ana)["sets"]) == 12
    assert len(frames.training(store, bo)["sets"]) == 9
    assert frames.training(store, bo)["findings"].empty
    assert len(frames.mapping(store, bo)) == 1


@pytest.mark.slow
def test_what_was_undone_is_gone(house):
    store, ana = house
    for upload in uploads.uploads(store, ana.athlete_id):
        uploads.undo(store, ana.athlete_id, upload.upload_id, NOW)

    assert all(frame.empty for frame in frames.training(store, ana).values())


def test_settings_are_over_the_defaults(house):
    store, ana = house
    plain = frames.profile(store, ana)
    set_(store, ana, "formula", "wathan")
    set_(store, ana, "hr_max", "191")
    set_(store, ana, "weight_unit", "lb")
    set_(store, ana, "policy.long_run.absolute_s", "7200")
    own = frames.profile(store, ana)

    assert (plain.formula, plain.hr_max, plain.weight_unit) == ("epley", None, "kg")
    assert (own.formula, own.hr_max, own.weight_unit) == ("wathan", 191, "lb")
    assert own.policy.number("long_run.absolute_s") == 7200
    assert plain.policy.number("long_run.absolute_s") == 5400


@pytest.mark.slow
def test_a_setting_taken_back_is_the_default_again(house):
    store, ana = house
    set_(store, ana, "formula", "wathan")
    set_(store, ana, "formula", None)

    assert frames.profile(store, ana).formula == "epley"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("formula", "nonsense"),
        pytest.param("policy.nothing.here", "1", marks=pytest.mark.slow),
        pytest.param("policy.long_run.absolute_s", '"a lot"', marks=pytest.mark.slow),
        ("policy.long_run.absolute_s", "a lot"),
        pytest.param("hr_max", "a lot", marks=pytest.mark.slow),
    ],
)
def test_a_setting_that_makes_no_sense_is_a_sentence(house, name, value):
    store, ana = house
    set_(store, ana, name, value)

    with pytest.raises(WrongInput):
        frames.profile(store, ana)


def test_thresholds_of_the_athlete_decide(house):
    store, ana = house
    set_(store, ana, "policy.leg_load.article_window_h", "0")
    set_(store, ana, "policy.lift_before_run.key_heavy", "[0, 0]")

    assert frames.training(store, ana)["findings"].empty


@pytest.mark.slow
def test_the_athletes_word_about_a_run_changes_the_findings(house):
    store, ana = house
    run_id = frames.training(store, ana)["findings"]["run_id"].item()
    called(store, ana, run_id, "easy")
    assert frames.training(store, ana)["findings"].empty

    called(store, ana, run_id, None)
    assert len(frames.training(store, ana)["findings"]) == 1


# Names of exercises.


def test_names_that_wait_come_first_the_most_used_before():
    store, ana = opened()
    with store:
        keep(store, ana, LIFTS)
        found = frames.mapping(store, ana)

    assert found["exercise_raw"].tolist() == [
        "Own thing",
        "Other thing",
        "Squat (Barbell)",
        "Bench Press (Barbell)",
    ]
    first = found.iloc[0]
    assert first[["sets", "sessions", "apps"]].tolist() == [3, 2, "hevy"]
    assert pd.isna(first["exercise"])
    assert found["exercise"].tolist()[2:] == [
        "Squat (barbell)",
        "Bench press (barbell)",
    ]


def test_a_choice_maps_a_name_everywhere(house):
    store, ana = house
    athletes.choose(store, ana.athlete_id, "Own thing", "squat", NOW)

    log = frames.training(store, ana)
    assert log["lifts"]["unmapped_sets"].tolist() == [0, 0, 1]
    assert frames.unmapped(store, ana)["exercise_raw"].tolist() == ["Other thing"]


@pytest.mark.slow
def test_a_name_left_unmapped_on_purpose_waits_no_more(house):
    store, ana = house
    athletes.choose(store, ana.athlete_id, "Own thing", None, NOW)

    assert frames.unmapped(store, ana)["exercise_raw"].tolist() == ["Other thing"]
    # Its sets are shown all the same.
    assert frames.training(store, ana)["lifts"]["unmapped_sets"].sum() == 4


# Cutting.


def test_days_within_a_window_both_ends_included(house):
    log = frames.training(*house)
    inside = frames.within(log["sets"], Window(date(2026, 11, 5), date(2026, 11, 9)))

    assert inside["day"].dt.day.unique().tolist() == [5, 9]


@pytest.mark.slow
def test_the_same_log_twice_is_the_same(house):
    first, second = frames.training(*house), frames.training(*house)

    for name, frame in first.items():
        pd.testing.assert_frame_equal(frame, second[name])


@pytest.mark.slow
def test_the_order_of_the_files_does_not_matter():
    about = ["start_local", "lift_class", "leg_load"]
    one = training(LIFTS, RUNS)
    other = training(RUNS, LIFTS)

    pd.testing.assert_frame_equal(one["lifts"][about], other["lifts"][about])
    assert one["findings"]["hours"].tolist() == other["findings"]["hours"].tolist()


def test_every_frame_of_an_empty_log():
    store, ana = opened()
    with store:
        log = frames.training(store, ana)
        how = frames.profile(store, ana)
        window = Window(date(2026, 10, 1), date(2026, 11, 23))
        weekly = frames.volume_weeks(log, how)

        assert frames.strength_sessions(log, how).empty
        assert weekly.empty
        assert (frames.volume_mean(log, how, window)["sets"] == 0).all()
        assert (frames.heat(weekly, how, window)["sets"] == 0).all()
        assert frames.board(log, how, window)["activities"].empty
        assert len(frames.weeks(log, window)) == 9
        assert frames.before_runs(log, how, window)["runs"].empty
        assert frames.mapping(store, ana).empty
        assert frames.unmapped(store, ana).empty


@pytest.mark.slow
def test_apps_and_clocks_mix():
    log = training(
        LIFTS,
        RUNS,
        fitnotes(("2026-11-01", "Barbell Squat", 90, 5, 3)),
    )

    assert len(log["lifts"]) == 4
    assert log["lifts"]["is_clock_known"].tolist() == [False, True, True, True]
    close = log["findings"][log["findings"]["rule"] == "leg_days_too_close"]
    assert close["time_assumed"].tolist() == [True]

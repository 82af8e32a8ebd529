"""The frames of the athlete review: which days are a block, and what is cut from them."""

from datetime import date

import pandas as pd
import pytest
from tests.logs import (
    BENCH,
    NOW,
    garmin,
    hevy,
    keep,
    lift,
    opened,
    run,
    sets,
    strava,
    watch,
)

from runlift import frames
from runlift.frames import review
from runlift.model import Window

BLOCK = Window(date(2026, 11, 2), date(2026, 11, 15))
TODAY = date(2026, 11, 25)
LIFTS = hevy(
    lift("2026-10-30 18:00", *sets(n=6)),
    lift("2026-11-06 18:00", *sets(n=6), *sets(BENCH, n=2)),
    lift("2026-11-13 18:00", *sets(n=6)),
)
RUNS = strava(
    run("2026-10-31 08:00", 110, 20),
    run("2026-11-07 08:00", 110, 20),
    run("2026-11-14 08:00", 110, 20),
)


@pytest.mark.parametrize(
    ("first", "last", "begins", "ends"),
    [
        # From the Monday of its first week, up to today.
        ("2026-11-04", "2026-11-15", "2026-11-02", "2026-11-15"),
        ("2026-11-23", "2026-11-29", "2026-11-23", "2026-11-25"),
        # Days to come are this week.
        ("2027-01-01", "2027-02-01", "2026-11-23", "2026-11-25"),
    ],
)
def test_a_block_is_made_of_weeks_that_have_begun(first, last, begins, ends):
    window = Window(date.fromisoformat(first), date.fromisoformat(last))

    found = review.block(window, TODAY)

    assert (str(found.first), str(found.last)) == (begins, ends)


@pytest.mark.parametrize(
    ("block", "first", "last"),
    [
        # Two whole weeks; two weeks and a Wednesday of a third; one week.
        (BLOCK, "2026-10-19", "2026-11-01"),
        (Window(date(2026, 11, 9), date(2026, 11, 25)), "2026-10-19", "2026-11-04"),
        (Window(date(2026, 11, 9), date(2026, 11, 15)), "2026-11-02", "2026-11-08"),
    ],
)
def test_the_block_before_has_as_many_days_on_the_same_days_of_the_week(
    block, first, last
):
    found = review.before(block)

    assert (str(found.first), str(found.last)) == (first, last)
    assert found.last - found.first == block.last - block.first
    assert found.last < block.first
    assert found.last.weekday() == block.last.weekday()


@pytest.fixture
def house():
    store, ana = opened()
    with store:
        keep(store, ana, LIFTS, RUNS)
        yield store, ana


def test_open_conflicts_come_first_and_others_than_the_blocks_not_at_all(house):
    store, ana = house
    log = frames.training(store, ana)
    found = frames.findings(store, ana, log)
    newest = found.loc[found["severity"] == "conflict", "day"].max()
    found["is_acknowledged"] = found["day"] == newest

    mine = review.conflicts(found, BLOCK)

    assert [f"{day:%d}" for day in mine["day"]] == ["07", "14"]
    assert mine["is_acknowledged"].tolist() == [False, True]


def test_the_main_lifts_are_those_of_the_block_the_most_trained_first(house):
    store, ana = house
    how = frames.profile(store, ana)
    log = frames.training(store, ana, how)
    sessions = frames.strength_sessions(log, how)

    def lifts(block):
        trends = frames.strength_trends(sessions, how, block)
        return review.main_lifts(sessions, trends, block)["exercise_id"].tolist()

    assert lifts(BLOCK) == ["squat", "bench_press"]
    assert lifts(Window(date(2026, 10, 26), date(2026, 11, 1))) == ["squat"]
    assert lifts(Window(date(2026, 10, 12), date(2026, 10, 18))) == []


def test_the_course_of_a_lift_reaches_as_far_back_as_its_direction(house):
    store, ana = house
    how = frames.profile(store, ana)
    sessions = frames.strength_sessions(frames.training(store, ana, how), how)
    trends = frames.strength_trends(sessions, how, BLOCK)
    lifts = review.main_lifts(sessions, trends, BLOCK)

    course = review.behind(sessions, lifts, BLOCK, how)

    # The session of October is before the block, and the direction was read from it.
    assert len(course[course["exercise_id"] == "squat"]) == 3


def test_running_shows_weeks_before_the_block_and_single_runs_of_it(house):
    store, ana = house
    how = frames.profile(store, ana)

    found = review.running(frames.training(store, ana, how), how, BLOCK)

    assert len(found.weeks) == 12
    assert found.weeks["week"].max() == pd.Timestamp("2026-11-09")
    assert len(found.single) == 2
    assert found.begins == pd.Timestamp("2026-10-31")


def test_nothing_at_all_is_no_error():
    store, ana = opened()
    with store:
        how = frames.profile(store, ana)
        log = frames.training(store, ana, how)
        sessions = frames.strength_sessions(log, how)

        found = review.compared(log, how, sessions, BLOCK, review.before(BLOCK))

        assert found["week"]["block"].isna().all()
        assert found["lifts"].empty
        assert found["muscles"].empty
        assert review.running(log, how, BLOCK).single.empty
        assert review.finding_of(log, "nothing")["reasons"].tolist() == []


@pytest.mark.slow
def test_a_finding_is_known_by_its_old_id_after_the_watch_brought_the_same_run(house):
    store, ana = house

    def known():
        log = frames.training(store, ana)
        found = log["findings"]
        mine = found[(found["severity"] == "conflict") & (found["day"] == "2026-11-14")]
        return review.finding_ids(log, mine)

    before = known()[0][0]
    run_again = watch("2026-11-14 08:00", 110, 20, hr=140, max_hr=160)
    keep(store, ana, garmin(run_again), now=NOW)

    [[after, *others]] = known()
    assert after != before
    assert before in others
    log = frames.training(store, ana)
    for known_as in (before, after):
        assert review.finding_of(log, known_as)["finding_id"].tolist() == [after]
    assert review.finding_of(log, "nothing").empty

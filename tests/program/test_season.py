"""Lifts around races: nothing heavy too near, whichever day of the week the race is on."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.program.test_build import EXERCISES, LIFTER, POLICY, of, plan, runs

from runlift.program.plan import Race
from runlift.program.season import Season
from runlift.program.session_load import lift_class, planned_leg_load
from runlift.program.week import SLOTS, Slot
from runlift.science import interference

HALF_M = 21097.5


def hours(earlier, later):
    return (later - earlier).total_seconds() / 3600


def conflicts(found):
    """Lifts too near to a run after them or to a race before them."""
    metres = {race.day: race.distance_m for race in found.races}
    for one in found.lifts:
        kind = lift_class(one.exercises, EXERCISES, POLICY)
        end = one.start + timedelta(hours=one.hours)
        for run in found.runs:
            if run.start >= end:
                gap = hours(end, run.start)
                verdict = interference.before(kind, run.run_class, gap, POLICY)
            else:
                gap = hours(run.start + timedelta(hours=run.hours), one.start)
                far = metres.get(run.day)
                verdict = interference.after(
                    run.run_class, kind, gap, False, POLICY, far
                )
            if verdict.severity == "conflict":
                yield f"{one.day:%a} {kind}, {run.day:%a} {run.run_class}: {gap:.1f} h"


@pytest.mark.parametrize(
    "weekday",
    [0, *(pytest.param(day, marks=pytest.mark.slow) for day in range(1, 7))],
)
def test_no_lift_is_too_near_a_race_whichever_day_it_is_on(weekday):
    race = Race(date(2026, 12, 14) + timedelta(days=weekday), "B", 10000.0)

    for days in (1, 2, 3):
        found = plan(days=days, weeks=4, races=(race,))

        assert list(conflicts(found)) == []
        assert [one for one in found.lifts if one.week == 4]


def test_the_taper_of_the_next_race_loads_no_legs_that_recover_from_the_last():
    first = Race(date(2026, 12, 20), "A", HALF_M)
    races = (first, Race(date(2027, 1, 14), "A", HALF_M))

    found = plan("basic", days=2, weeks=8, races=races)

    after = [one for one in found.lifts if 0 <= (one.day - first.day).days < 5]
    assert not [
        one for one in after if planned_leg_load(one.exercises, EXERCISES, POLICY)
    ]


def test_after_a_race_a_lift_of_the_open_days_is_as_heavy_as_it_was_placed():
    # The Monday after is without legs; that says nothing of the Wednesday before a key
    # run, which was the first open evening.
    race = Race(date(2026, 12, 13), "B", 10000.0)
    open_slots = (Slot(2, "PM"), Slot(4, "PM"))
    closed = tuple(
        slot
        for slot in (Slot(day, name) for day in range(7) for name in SLOTS)
        if slot not in open_slots
    )
    week = runs("Thu key, Sat easy, Sun long")
    found = plan("basic", days=1, weeks=3, races=(race,), closed=closed, runs=week)

    assert [f"{one.day:%a}" for one in found.lifts if one.week == 3] == ["Fri"]
    assert list(conflicts(found)) == []


def test_the_short_heavy_touch_says_the_share_and_the_load_it_has():
    race = Race(date(2026, 12, 13), "A", HALF_M)
    season = Season((race,), EXERCISES, POLICY)
    monday = race.day - timedelta(days=6)
    early = season.adjusted(replace(of(plan(), 1, "1"), day=monday))
    late = season.adjusted(replace(of(plan(), 6, "1"), day=monday))

    # Week 1 asks for 77 % of 100 kg, week 6 for 90 %.
    assert [(one.percent, one.load_kg) for one in early.exercises] == [(77, 75.0)]
    assert early.exercises[0].reason.startswith("77 % of 100 kg")
    (one,) = late.exercises
    assert one.percent == 82.5 and one.load_kg == pytest.approx(82.5)
    assert one.reason.startswith("82.5 % of 100 kg")


def test_a_taper_does_not_speak_of_sets_that_stay():
    race = Race(date(2026, 12, 20), "A", HALF_M)
    lifter = replace(LIFTER, is_beginner=True)
    found = plan("basic", lifter, days=2, weeks=3, is_beginner=True, races=(race,))

    first = next(one for one in found.lifts if one.change == "taper")
    assert sum(one.sets for one in first.exercises) == len(first.exercises)
    assert "fewer sets" not in first.note and "loads stay" in first.note


def test_a_taper_has_no_more_lifts_than_the_peak_before_it():
    race = Race(date(2027, 1, 18), "A", HALF_M)
    found = plan(weeks=8, races=(race,))

    for week in range(1, 9):
        assert len([one for one in found.lifts if one.week == week]) <= 2


def test_a_b_race_within_a_taper_takes_its_share_of_the_sets():
    races = (Race(date(2027, 1, 3), "A", HALF_M), Race(date(2026, 12, 16), "B", 5000.0))
    whole, found = plan("basic", days=2), plan("basic", days=2, races=races)

    mine = [one for one in found.lifts if one.week == 3 and one.change == "taper"]
    assert mine
    for one in mine:
        before = sum(each.sets for each in of(whole, 3, one.workout_id).exercises)
        assert sum(each.sets for each in one.exercises) <= 0.7 * before


def test_every_lift_that_a_race_takes_away_is_told():
    races = (Race(date(2026, 12, 16), "A", 42195.0),)
    found = plan(days=2, weeks=4, races=races)

    for week in range(1, 5):
        has = len([one for one in found.lifts if one.week == week])
        told = [note for note in found.notes if note.startswith(f"Week {week} has")]
        most = Season(races, EXERCISES, POLICY).most_lifts(
            found.first_day + timedelta(weeks=week - 1)
        )
        assert (has < min(2, most)) == bool(told)

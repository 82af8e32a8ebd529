"""Targets of coming sessions: lighter weeks, pain, and bars that weigh something."""

from dataclasses import replace

from tests.program.test_build import EXERCISES, LIFTER, POLICY, asked, of, plan

from runlift.frames import Profile
from runlift.program.plan import PlannedExercise
from runlift.program.targets import Whose, with_targets
from runlift.ui import calendar_plan

WHOSE = Whose(EXERCISES, POLICY)


def done(session, exercise, load, reps=8, rir=2.0):
    return (session.planned_id, session.day, [(load, reps, None, rir)] * 3)


def test_a_lighter_week_stays_light_after_a_week_that_is_still_open():
    found = plan("basic", days=2, weeks=4, sets=3)
    light = of(found, 3, "1")
    squat = replace(asked(light, "squat"), load_kg=60.0)
    light = replace(light, change="deload", exercises=(squat,))
    found = found.with_session(light)
    history = {"squat": [done(of(found, 1, "1"), "squat", 70.0)]}
    open_ids = {one.planned_id for one in found.lifts if one.week > 1}

    now = with_targets(found, history, open_ids, 0, WHOSE).plan

    assert asked(of(now, 2, "1"), "squat").load_kg > 70
    assert asked(of(now, 3, "1"), "squat") == squat
    assert asked(of(now, 4, "1"), "squat").load_kg > 70


def test_pain_holds_the_load_that_was_last_known():
    found = plan("basic", days=2, weeks=4, sets=3)
    first, second = of(found, 1, "1"), of(found, 2, "1")
    unlogged = (second.planned_id, second.day, [(None, 8, None, 2.0)] * 3)
    open_ids = {one.planned_id for one in found.lifts if one.week > 2}
    for history in (
        [done(first, "squat", 70.0)],
        [done(first, "squat", 70.0), unlogged],
    ):
        whose = replace(WHOSE, pain="It hurts.")
        now = with_targets(found, {"squat": history}, open_ids, 0, whose).plan

        load = asked(of(now, 3, "1"), "squat").load_kg
        assert load is None or load <= 70


def test_pain_takes_away_no_help():
    assisted = PlannedExercise("dip_assisted", 3, "fixed", (8, 8), rir=(2, 2))
    found = plan("basic", days=2, weeks=3, sets=3)
    for week in (1, 2, 3):
        found = found.with_session(replace(of(found, week, "1"), exercises=(assisted,)))
    history = {"dip_assisted": [done(of(found, 1, "1"), "", 30.0, rir=5.0)]}
    open_ids = {one.planned_id for one in found.lifts if one.week > 1}

    def help_kg(pain):
        whose = replace(WHOSE, pain=pain, body_mass_kg=160.0)
        now = with_targets(found, history, open_ids, 0, whose).plan
        return of(now, 2, "1").exercises[0].load_kg

    assert help_kg("") < 30
    assert help_kg("It hurts.") == 30


def test_a_lighter_week_does_not_take_the_bar_apart():
    how = Profile(policy=POLICY, exercises=EXERCISES)
    session = of(plan("basic", LIFTER, days=2), 1, "1")
    bar = replace(asked(session, "bench_press"), load_kg=20.0)

    (less,) = calendar_plan._lighter(
        replace(session, exercises=(bar,)), EXERCISES, how
    ).exercises

    assert less.load_kg == 20


def test_of_a_session_of_jumps_alone_a_lighter_week_leaves_nothing():
    how = Profile(policy=POLICY, exercises=EXERCISES)
    session = of(plan(), 1, "3")
    jumps = replace(session, exercises=session.exercises[:2])

    assert calendar_plan._lighter(jumps, EXERCISES, how).status == "skipped"

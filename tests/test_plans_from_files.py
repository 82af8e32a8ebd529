"""Plans that come back from a file: what can be followed, and beside what is there."""

from dataclasses import replace
from datetime import datetime

import pytest
from tests.logs import opened
from tests.program.plans import plan

from runlift.errors import WrongInput
from runlift.frames import plans as plan_frames
from runlift.program.plan_frames import about_of, exercise_frame, session_frame
from runlift.store import plans as stored

NOW = datetime(2026, 11, 30, 9)


def keep(store, ana, kept):
    frames = session_frame(kept.sessions), exercise_frame(kept.sessions)
    stored.save(store, ana.athlete_id, kept.plan_id, about_of(kept), *frames, NOW)


def test_a_run_that_no_rule_knows_is_refused_before_it_is_followed():
    mine = replace(plan(), choices={})
    odd = tuple(
        one if one.is_lift else replace(one, run_class="tempo") for one in mine.sessions
    )

    assert plan_frames.readable(mine) == mine
    with pytest.raises(WrongInput, match="'tempo' run; use one of"):
        plan_frames.readable(replace(mine, sessions=odd))


def test_choices_that_mean_nothing_are_refused_before_they_stop_the_calendar():
    with pytest.raises(WrongInput, match="build it anew"):
        plan_frames.readable(plan(choices={"days": ["Tue"]}))


def test_a_plan_read_back_whole_takes_its_own_place():
    store, ana = opened()
    keep(store, ana, plan())

    assert plan_frames.adopted(store, ana, plan()) == plan()


def test_sessions_that_are_gone_from_a_file_do_not_come_back():
    store, ana = opened()
    whole = plan()
    short = replace(whole, sessions=whole.sessions[:3])
    keep(store, ana, whole)

    read = plan_frames.adopted(store, ana, short)
    keep(store, ana, read)

    now = plan_frames.kept_plan(store, ana).plan
    assert [one.title for one in now.sessions] == [one.title for one in short.sessions]
    before = plan_frames.kept_plan(store, ana, whole.plan_id).plan
    assert len(before.sessions) == len(whole.sessions)
    assert [one.exercises for one in before.sessions] == [
        one.exercises for one in whole.sessions
    ]

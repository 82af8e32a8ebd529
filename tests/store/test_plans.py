"""Plans in the store: made, changed, followed, taken away, and gone with their athlete."""

from datetime import date, datetime

import pandas as pd
import pytest

from runlift.errors import NotFound
from runlift.store import Store, plans
from runlift.store import athletes as people

NOW = datetime(2026, 11, 30, 9)
ABOUT = {
    "name": "Mine",
    "program_id": "basic",
    "first_day": date(2026, 11, 30),
    "last_day": date(2026, 12, 6),
    "races": [],
    "notes": ["A note."],
    "choices": {"days": 2},
}


def session(planned_id="s1", **more):
    row = dict.fromkeys(plans.SESSION_COLUMNS, "") | {
        "planned_id": planned_id,
        "kind": "lift",
        "week": 1,
        "day": pd.Timestamp("2026-12-01"),
        "start_h": 18.0,
        "hours": 1.0,
        "title": "Workout 1",
        "status": "planned",
        "done_id": None,
    }
    return pd.DataFrame([row | more])


def exercises(planned_id="s1", *names):
    row = dict.fromkeys(plans.EXERCISE_COLUMNS) | {
        "sets": 3,
        "mode": "fixed",
        "rest_s": 120,
        "is_fast": False,
        "is_per_side": False,
        "is_side_assumed": False,
        "note": "",
        "reason": "",
    }
    rows = [
        row | {"planned_id": planned_id, "place": place, "exercise_id": name}
        for place, name in enumerate(names or ("squat", "deadlift"), 1)
    ]
    return pd.DataFrame(rows, columns=list(plans.EXERCISE_COLUMNS))


@pytest.fixture
def kept():
    with Store() as store:
        ana = people.new(store, "Ana", NOW, timezone="UTC")
        people.write(store, ana, NOW)
        plans.save(store, ana.athlete_id, "p1", ABOUT, session(), exercises(), NOW)
        yield store, ana.athlete_id


def test_a_plan_comes_back_as_it_was_kept(kept):
    store, ana = kept

    (one,) = plans.plans(store, ana)
    sessions, asked = plans.planned(store, ana, "p1")

    assert {key: one[key] for key in ABOUT} == ABOUT
    assert one["is_active"]
    assert sessions["title"].tolist() == ["Workout 1"]
    assert asked["exercise_id"].tolist() == ["squat", "deadlift"]


def test_plans_that_were_taken_away_were_made_all_the_same(kept):
    store, ana = kept
    plans.forget(store, ana, "p1", NOW)

    assert plans.plans(store, ana) == []
    assert plans.made(store, ana) == 1
    assert plans.made(store, "nobody") == 0


def test_a_new_plan_is_followed_instead_of_the_one_before(kept):
    store, ana = kept
    plans.save(store, ana, "p2", {**ABOUT, "name": "Next"}, session("s2"), exercises("s2"), NOW)  # fmt: skip

    active = {one["name"]: one["is_active"] for one in plans.plans(store, ana)}

    assert active == {"Mine": False, "Next": True}
    plans.follow(store, ana, "p1", NOW)
    assert [one["plan_id"] for one in plans.plans(store, ana) if one["is_active"]] == ["p1"]  # fmt: skip
    plans.follow(store, ana, None, NOW)
    assert not any(one["is_active"] for one in plans.plans(store, ana))


def test_a_moved_session_replaces_the_one_before_and_keeps_its_exercises(kept):
    store, ana = kept
    (before,) = plans.plans(store, ana)
    moved = session(day=pd.Timestamp("2026-12-02"))
    plans.change(store, ana, "p1", moved, exercises().iloc[:0], NOW)

    sessions, asked = plans.planned(store, ana, "p1")

    assert sessions["day"].tolist() == [pd.Timestamp("2026-12-02")]
    assert len(asked) == 2
    assert plans.plans(store, ana)[0]["version"] > before["version"]


def test_changed_exercises_replace_all_of_their_session(kept):
    store, ana = kept
    plans.change(store, ana, "p1", session(), exercises("s1", "squat"), NOW)

    _, asked = plans.planned(store, ana, "p1")

    assert asked["exercise_id"].tolist() == ["squat"]


def test_a_renamed_plan_keeps_everything_else(kept):
    store, ana = kept
    plans.rename(store, ana, "p1", "Spring", NOW)

    (one,) = plans.plans(store, ana)

    assert one["name"] == "Spring" and one["notes"] == ["A note."]


def test_a_plan_taken_away_is_not_there_any_more(kept):
    store, ana = kept
    plans.forget(store, ana, "p1", NOW)

    assert plans.plans(store, ana) == []
    with pytest.raises(NotFound, match="no such plan"):
        plans.rename(store, ana, "p1", "Again", NOW)


def test_nobody_else_has_the_plan(kept):
    store, _ = kept
    people.write(store, people.new(store, "Bea", NOW, timezone="UTC"), NOW)
    bea = next(one.athlete_id for one in people.athletes(store) if one.name == "Bea")

    assert plans.plans(store, bea) == []
    assert plans.planned(store, bea, "p1")[0].empty
    with pytest.raises(NotFound):
        plans.change(store, bea, "p1", session(), exercises(), NOW)


def test_programs_of_an_athlete_are_kept_and_taken_away(kept):
    store, ana = kept
    plans.keep_program(store, ana, "mine", "[program]", NOW)
    assert plans.own_programs(store, ana) == {"mine": "[program]"}
    plans.keep_program(store, ana, "mine", None, NOW)

    assert plans.own_programs(store, ana) == {}


def test_planned_runs_make_the_log_be_judged_again_and_lifts_do_not(kept):
    store, ana = kept
    before = people.data_version(store, ana)
    plans.change(store, ana, "p1", session(), exercises().iloc[:0], NOW)
    assert people.data_version(store, ana) == before

    plans.change(store, ana, "p1", session("r1", kind="run"), exercises().iloc[:0], NOW)

    assert people.data_version(store, ana) > before


def test_a_deleted_athlete_leaves_no_plan(kept):
    store, ana = kept
    people.delete(store, ana)

    with store.cursor() as cursor:
        for table in ("plan", "planned_session", "planned_set", "own_program"):
            assert cursor.execute(f"select count(*) from {table}").fetchone() == (0,)

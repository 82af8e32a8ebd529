"""Facts a week: always what the log comes to, and only hers are ever touched."""

import contextlib
import json
import random
from datetime import date, timedelta

import pandas as pd
import pytest
from tests.logs import (
    NOW,
    at,
    called,
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

from runlift import demo, frames
from runlift.errors import WrongInput
from runlift.frames import facts
from runlift.store import (
    acknowledgements,
    athletes,
    corrections,
    twins,
    uploads,
    weighings,
)
from runlift.store import facts as kept
from runlift.store.connect import record
from runlift.store.plans import EXERCISE_COLUMNS, SESSION_COLUMNS
from runlift.store.plans import save as save_plan
from runlift.transforms import running_weeks, single_runs, weekly_load

LIFTS = hevy(
    lift("2026-11-02 18:00", *sets(n=5, load=100)),
    lift("2026-11-09 18:00", *sets(n=5, load=102.5)),
    lift("2026-11-16 18:00", *sets(n=5, load=105)),
)
RUNS = strava(
    run("2026-11-03 07:00", km=9.0, minutes=45, title="6x800"),
    run("2026-11-08 08:00", km=20.0, minutes=110, tag="long"),
    run("2026-11-10 07:00", km=9.0, minutes=45, title="Intervals"),
    run("2026-11-19 07:00", km=28.0, minutes=160, tag="race"),
)
COMPARED = [
    one for one in kept.COLUMNS if one not in ("week", "reason", "states", "little")
]


def made_anew(store, athlete):
    """What is kept, after making sure that it is what the log comes to."""
    facts.refresh(store, athlete, NOW)
    stored = kept.kept(store, athlete.athlete_id)
    fresh = facts.facts(store, athlete).weeks
    pd.testing.assert_frame_equal(
        stored.astype({"week": "datetime64[us]"}),
        fresh,
        check_dtype=False,
        check_exact=True,
    )
    assert not facts.behind(store, [athlete])
    return stored


def by_the_pages(store, athlete):
    """The same numbers by the way of the other pages."""
    how = frames.profile(store, athlete)
    log = frames.training(store, athlete, how)
    days = pd.concat([log["lifts"]["start_local"], log["runs"]["day"]])
    window = frames.Window(days.min().date(), days.max().date())
    weeks = weekly_load.weekly_load(log["lifts"], log["runs"], log["findings"], window)
    running = running_weeks.running_weeks(log["runs"], window, how.policy)
    single = single_runs.single_runs(log["runs"])
    single["week"] = single["day"].dt.to_period("W-SUN").dt.start_time
    return weeks.assign(
        moving_s=running["moving_s"],
        spike=weeks["week"].map(single.groupby("week")["ratio"].max()),
    )


def test_a_week_comes_to_what_its_log_says():
    store, ana = opened()
    keep(store, ana, LIFTS, RUNS)

    weeks = made_anew(store, ana).set_index("week")

    assert [day.date() for day in weeks.index] == [
        date(2026, 11, 2),
        date(2026, 11, 9),
        date(2026, 11, 16),
    ]
    first = weeks.loc["2026-11-02"]
    assert first["runs"] == 2
    assert first["distance_m"] == pytest.approx(29_000)
    assert first["moving_s"] == (45 + 110) * 60
    assert (first["long_runs"], first["key_runs"], first["races"]) == (1, 1, 0)
    assert first["longest_m"] == pytest.approx(20_000)
    # 20 km against the 9 km of five days before.
    assert first["spike"] == pytest.approx(20 / 9)
    assert (first["lifts"], first["leg_lifts"], first["hard_sets"]) == (1, 1, 5)
    assert first["leg_load"] > 0
    assert first["conflicts"] == first["open_conflicts"] == 1
    assert "6x800" in first["reason"] or "12 h" in first["reason"]
    last = weeks.loc["2026-11-16"]
    assert (last["races"], last["runs"]) == (1, 1)
    # 28 km against the longest of thirty days before, 20 km.
    assert last["spike"] == pytest.approx(1.4)


def test_facts_say_what_the_pages_say():
    store, ana = opened()
    keep(store, ana, LIFTS, RUNS)

    weeks, pages = made_anew(store, ana), by_the_pages(store, ana)

    shared = [one for one in COMPARED if one in pages.columns]
    assert len(shared) >= 10
    pd.testing.assert_frame_equal(weeks[shared], pages[shared], check_dtype=False)


def _undo(store, ana):
    newest = uploads.uploads(store, ana.athlete_id)[0]
    uploads.undo(store, ana.athlete_id, newest.upload_id, NOW)


def _label(store, ana):
    [run_id] = store.ask("runs", athlete=ana.athlete_id)["run_id"].head(1)
    called(store, ana, run_id, "easy")


def _part_twins(store, ana):
    keep(store, ana, garmin(watch("2026-11-03 07:00", km=9.01, minutes=45)))
    made_anew(store, ana)
    log = frames.training(store, ana)
    twinned = log["runs"][log["runs"]["twin_ids"] != ""]
    assert len(twinned) == 1
    one = twinned.iloc[0]
    pair = (one["run_id"], one["twin_ids"])
    twins.decide(store, ana.athlete_id, "run", [pair], NOW, is_twin=False)


def _policy(store, ana):
    for name, value in {
        "policy.volume.hard_max_rir": "0",
        "policy.volume.hard_min_share_of_top": "2",
        "policy.volume.hard_min_share_of_e1rm": "2",
    }.items():
        athletes.set_setting(store, ana.athlete_id, name, value, NOW)


def _unit(store, ana):
    athletes.set_setting(store, ana.athlete_id, "distance_unit", "mi", NOW)


def _dealt_with(store, ana):
    found = frames.training(store, ana)["findings"]
    [first] = found.loc[found["severity"] == "conflict", "finding_id"].tail(1)
    acknowledgements.acknowledge(store, ana.athlete_id, first, NOW)


def _unmapped(store, ana):
    athletes.choose(store, ana.athlete_id, "Squat (Barbell)", None, NOW)


def _left_out(store, ana):
    [one] = store.ask("sessions", athlete=ana.athlete_id)["session_id"].head(1)
    corrections.correct(store, ana.athlete_id, [("set", one, 1)], "excluded", NOW)


CHANGES = {
    "an import is undone": _undo,
    "a run is called easy": _label,
    "twins are parted": _part_twins,
    "a threshold is changed": _policy,
    "distances are told in miles": _unit,
    "a conflict is dealt with": _dealt_with,
    "a name means nothing": _unmapped,
    "a set is left out": _left_out,
}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(one, marks=[] if number < 2 else pytest.mark.slow)
        for number, one in enumerate(CHANGES)
    ],
)
def test_facts_follow_whatever_changes_the_log(change):
    store, ana = opened()
    keep(store, ana, LIFTS)
    keep(store, ana, RUNS, now=NOW + timedelta(minutes=1))
    before = made_anew(store, ana)

    CHANGES[change](store, ana)

    assert [one.name for one in facts.behind(store, [ana])] == ["Ana"]
    after = made_anew(store, ana)
    assert not before.equals(after)


def test_what_changes_nothing_writes_nothing():
    store, ana = opened()
    keep(store, ana, LIFTS, RUNS)

    assert facts.refresh(store, ana, NOW) == 3
    assert facts.refresh(store, ana, NOW) == 0
    athletes.rename(store, ana, "Anna", NOW)
    assert facts.refresh(store, ana, NOW) == 0
    assert not facts.behind(store, [ana])


def test_only_the_rows_that_change_are_written():
    store, ana = opened()
    keep(store, ana, LIFTS, RUNS)
    made_anew(store, ana)
    found = store.ask("runs", athlete=ana.athlete_id)
    [last] = found.loc[found["start_local"] > at("2026-11-15"), "run_id"]

    called(store, ana, last, "easy")

    assert facts.refresh(store, ana, NOW) == 1
    assert made_anew(store, ana)["races"].tolist() == [0, 0, 0]


def test_an_undo_of_everything_leaves_no_week():
    store, ana = opened()
    keep(store, ana, LIFTS)
    assert len(made_anew(store, ana)) == 3

    _undo(store, ana)

    assert made_anew(store, ana).empty


def test_only_her_facts_change():
    store, ana = opened()
    bea = athletes.new(store, "Bea", NOW, timezone="UTC", is_timezone_known=True)
    athletes.write(store, bea, NOW)
    for one in (ana, bea):
        keep(store, one, LIFTS, RUNS)
        made_anew(store, one)
    before = _rows_of(store, ana)

    keep(store, bea, hevy(lift("2026-11-20 18:00", *sets(n=3))))

    assert [one.name for one in facts.behind(store, [ana, bea])] == ["Bea"]
    assert facts.refresh(store, bea, NOW) > 0
    assert _rows_of(store, ana) == before


def _rows_of(store, athlete):
    with store.cursor() as cursor:
        return cursor.execute(
            "select * from week_fact where athlete_id = ? order by all",
            [athlete.athlete_id],
        ).fetchall()


def test_deleting_an_athlete_deletes_her_facts_and_they_do_not_come_back():
    store, ana = opened()
    keep(store, ana, LIFTS, RUNS)
    found = facts.facts(store, ana)
    facts.refresh(store, ana, NOW)

    athletes.delete(store, ana.athlete_id)

    assert kept.keep(store, ana.athlete_id, found.weeks, found.made, NOW) == 0
    assert _rows_of(store, ana) == []
    with store.cursor() as cursor:
        assert not cursor.execute("select 1 from fact_version").fetchall()


def test_facts_of_an_older_log_do_not_cover_newer_ones():
    store, ana = opened()
    keep(store, ana, LIFTS)
    slow = facts.facts(store, ana)
    keep(store, ana, RUNS, now=NOW + timedelta(minutes=1))
    now = made_anew(store, ana)

    assert kept.keep(store, ana.athlete_id, slow.weeks, slow.made, NOW) == 0
    assert kept.kept(store, ana.athlete_id).equals(now)


def test_the_version_of_many_is_that_of_each():
    store, ana = opened()
    keep(store, ana, LIFTS, RUNS)
    _dealt_with(store, ana)
    _policy(store, ana)
    _label(store, ana)
    plan_with_a_run(store, ana)
    with store.transaction() as cursor:
        # Of no consequence to a log.
        said = {"tag": "squad", "is_removed": False}
        record(cursor, "athlete_tag", ana.athlete_id, NOW, said)
    asked = pd.DataFrame({"athlete_id": [ana.athlete_id, "nobody"]})

    found = store.ask("fact_versions", {"asked": asked}).set_index("athlete_id")

    version = athletes.data_version(store, ana.athlete_id)
    assert found.loc[ana.athlete_id, "data_version"] == version
    assert found.loc["nobody", "data_version"] == 0


def plan_with_a_run(store, athlete):
    about = dict.fromkeys(("name", "program_id", "notes"), "")
    days = {"first_day": date(2026, 11, 16), "last_day": date(2026, 11, 22)}
    sessions = pd.DataFrame(
        [
            {
                **dict.fromkeys(SESSION_COLUMNS, ""),
                "planned_id": "r",
                "kind": "run",
                "week": 1,
                "day": date(2026, 11, 17),
                "start_h": 7.0,
                "hours": 1.0,
                "status": "planned",
                "done_id": None,
                "run_class": "key",
            }
        ]
    )
    nothing = pd.DataFrame(columns=list(EXERCISE_COLUMNS))
    save_plan(
        store,
        athlete.athlete_id,
        "p",
        {**about, **days, "races": [], "choices": {}},
        sessions,
        nothing,
        NOW,
    )


def test_a_log_that_cannot_be_read_says_why_and_has_no_facts():
    store, ana = opened()
    keep(store, ana, LIFTS)
    made_anew(store, ana)

    athletes.set_setting(store, ana.athlete_id, "formula", "guess", NOW)

    facts.refresh(store, ana, NOW)
    assert kept.kept(store, ana.athlete_id).empty
    [problem] = store.ask(
        "fact_versions", {"asked": pd.DataFrame({"athlete_id": [ana.athlete_id]})}
    )["problem"]
    assert "guess" in problem
    assert not facts.behind(store, [ana])
    athletes.set_setting(store, ana.athlete_id, "formula", "epley", NOW)
    assert len(made_anew(store, ana)) == 3


def test_a_log_that_nobody_thought_of_is_no_reason_to_stop(monkeypatch):
    store, ana = opened()
    keep(store, ana, LIFTS)

    def surprised(*_, **__):
        raise KeyError("week")

    monkeypatch.setattr(facts.week_facts_, "week_facts", surprised)

    assert facts.refresh(store, ana, NOW) == 0
    assert not facts.behind(store, [ana])
    monkeypatch.undo()
    assert "details are in the log" in _versions(store, ana)["problem"]


def _versions(store, athlete):
    asked = {"asked": pd.DataFrame({"athlete_id": [athlete.athlete_id]})}
    return store.ask("fact_versions", asked).iloc[0]


def test_facts_of_other_rules_are_made_anew(monkeypatch):
    store, ana = opened()
    keep(store, ana, LIFTS)
    made_anew(store, ana)

    monkeypatch.setattr(facts, "rules", lambda: "another threshold")

    assert [one.name for one in facts.behind(store, [ana])] == ["Ana"]
    made_anew(store, ana)


def test_directions_and_muscles_are_those_of_the_strength_and_volume_pages():
    store, ana = opened()
    keep(
        store,
        ana,
        hevy(
            *(
                lift(
                    at("2026-09-01 18:00") + timedelta(days=4 * n),
                    *sets(n=3, load=100 + 0.75 * n, rpe=9),
                )
                for n in range(20)
            )
        ),
    )

    weeks = made_anew(store, ana)

    how = frames.profile(store, ana)
    log = frames.training(store, ana, how)
    last = weeks.iloc[-1]
    sunday = (last["week"] + timedelta(days=6)).date()
    window = frames.Window(sunday - timedelta(days=27), sunday)
    [told] = json.loads(last["states"])
    trends = frames.strength_trends(frames.strength_sessions(log, how), how, window)
    assert told["state"] == trends.iloc[0]["state"] == "progressing"
    assert told["slope"] == trends.iloc[0]["slope"]
    mean = frames.volume_mean(log, how, window)
    little = mean.loc[mean["band"] == "little", "muscle"].tolist()
    assert json.loads(last["little"]) == little
    assert "chest" in little
    assert "quads" not in little
    # Three weeks say nothing about four.
    assert weeks["little"].iloc[:3].tolist() == ["", "", ""]


def _body(store, ana):
    weighings.weigh(store, ana.athlete_id, date(2026, 11, 1), 60.0, NOW)


def _zone(store, ana):
    athletes.set_timezone(store, ana, "America/New_York", NOW)


def _plan(store, ana):
    plan_with_a_run(store, ana)


def _more(store, ana):
    keep(store, ana, hevy(lift("2026-11-20 18:00", *sets(n=3))))


STEPS = [*CHANGES.values(), _body, _zone, _plan, _more]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_whoever_is_not_behind_has_facts_that_equal_her_log(seed):
    """However things happen one after the other, and whoever they happen to."""
    chance = random.Random(seed)
    store, ana = opened()
    bea = athletes.new(store, "Bea", NOW, timezone="UTC", is_timezone_known=True)
    athletes.write(store, bea, NOW)
    for one in (ana, bea):
        keep(store, one, LIFTS)
        keep(store, one, RUNS, now=NOW + timedelta(minutes=1))

    for _ in range(10):
        by_id = {one.athlete_id: one for one in athletes.athletes(store)}
        one = chance.choice(list(by_id.values()))
        # A step may find nothing left to change, or change nothing.
        with contextlib.suppress(ValueError, IndexError, AssertionError, WrongInput):
            chance.choice(STEPS)(store, one)
        by_id = {one.athlete_id: one for one in athletes.athletes(store)}
        for behind in facts.behind(store, by_id.values()):
            if chance.random() < 0.7:
                facts.refresh(store, behind, NOW)
        waiting = {one.athlete_id for one in facts.behind(store, by_id.values())}
        for athlete_id, person in by_id.items():
            if athlete_id not in waiting:
                stored = kept.kept(store, athlete_id)
                fresh = facts.facts(store, person).weeks
                pd.testing.assert_frame_equal(
                    stored.astype({"week": "datetime64[us]"}),
                    fresh,
                    check_dtype=False,
                    check_exact=True,
                )


@pytest.mark.slow
@pytest.mark.parametrize("one", demo.files(NOW.date()), ids=lambda one: one.name)
def test_facts_of_a_long_log_say_what_its_pages_say(one):
    store, ana = opened("Europe/Oslo")
    for number, (_, content) in enumerate(one.files):
        moment = NOW + timedelta(minutes=number)
        try:
            keep(store, ana, content, now=moment)
        except AssertionError:
            continue

    weeks, pages = made_anew(store, ana), by_the_pages(store, ana)

    shared = [name for name in COMPARED if name in pages.columns]
    pd.testing.assert_frame_equal(weeks[shared], pages[shared], check_dtype=False)
    newest = uploads.uploads(store, ana.athlete_id)[0]
    uploads.undo(store, ana.athlete_id, newest.upload_id, NOW)
    made_anew(store, ana)

"""The roster: one row an athlete, why she needs a look, and the ways to her pages."""

from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from tests.logs import at, hevy, keep, lift, run, sets, strava
from tests.pages.conftest import REPOSITORY

from runlift.frames import facts, roster
from runlift.store import Store, athletes, tags, uploads
from runlift.store.connect import record
from runlift.store.plans import EXERCISE_COLUMNS, SESSION_COLUMNS
from runlift.store.plans import change as change_plan
from runlift.store.plans import save as save_plan

PAGE = "pages/coach/roster.py"
TODAY = datetime.now(UTC).date()
# The week before this one is over whatever day it is.
WEEK = TODAY - timedelta(days=TODAY.weekday() + 7)
NOW = datetime.combine(TODAY, datetime.min.time())
HOSTILE = '=cmd|"x" **bold** <img src=x onerror=alert(1)> [a](http://b)'


def on(day, clock):
    return at(f"{WEEK + timedelta(days=day)} {clock}")


def collided():
    """Heavy legs on the evening before a long run, and an ordinary month before it."""
    before = [
        run(on(2 - 7 * n, "07:00"), km=10.0, minutes=50, title="Easy")
        for n in range(1, 5)
    ]
    long = run(on(6, "07:00"), km=11.0, minutes=65, tag="long")
    return (
        hevy(lift(on(5, "18:00"), *sets(n=6, load=120))),
        strava(*before, long),
    )


def calm():
    return (strava(*(run(on(2 - 7 * n, "07:00"), km=10.0) for n in range(5))),)


def joined(store, name, *files):
    one = athletes.new(store, name, NOW, timezone="UTC", is_timezone_known=True)
    athletes.write(store, one, NOW)
    if files:
        keep(store, one, *files, now=NOW)
    return one


@pytest.fixture
def coached(tmp_path, monkeypatch):
    """A store with three athletes, and a way to open a page of it."""
    path = tmp_path / "store.duckdb"
    with Store(str(path)) as store:
        seen = {
            "Bea": joined(store, "Bea", *calm()),
            "hostile": joined(store, HOSTILE, *collided()),
            "Cleo": joined(store, "Cleo"),
        }
    monkeypatch.setenv("RUNLIFT_STORE", str(path))
    return path, seen


@pytest.fixture
def opened_page(coached):
    def start(page=PAGE, **address):
        test = AppTest.from_file(str(REPOSITORY / "app.py"), default_timeout=60)
        for key, value in address.items():
            test.query_params[key] = value
        test.switch_page(page).run()
        assert not test.exception
        return test

    yield start
    st.cache_resource.clear()


def table(test):
    return test.dataframe[0].value.set_index("name")


def text(test):
    return " ".join(one.value for one in [*test.markdown, *test.caption])


def test_the_roster_says_who_needs_a_look_and_why(opened_page):
    test = opened_page(week=(WEEK + timedelta(days=3)).isoformat())

    rows = table(test)
    assert rows.index.tolist() == [HOSTILE, "Cleo", "Bea"]
    assert rows.loc[HOSTILE, "conflicts"] == "✕ 1 conflict"
    assert rows.loc[HOSTILE, "why"].startswith("1 conflict: ")
    assert "24 h is asked for" in rows.loc[HOSTILE, "why"]
    assert rows.loc["Cleo", "why"] == "Nothing imported yet."
    assert rows.loc["Bea", "why"] == ""
    assert rows.loc["Bea", "runs"] == "1 (1)"
    assert rows.loc["Bea", "weeks"].tolist() == [10.0] * 5
    assert "2 of 3 need a look" in text(test).replace("\\", "")


def test_names_full_of_markup_are_shown_as_they_are(opened_page):
    test = opened_page(week=WEEK.isoformat())

    assert HOSTILE in table(test).index
    cards = [one.value for one in test.markdown if "cmd" in one.value]
    assert cards
    for card in cards:
        assert "\\*\\*bold\\*\\*" in card
        assert "\\<img" in card
        assert "\\[a\\]\\(http" in card


@pytest.mark.slow
def test_counting_happens_on_the_page_and_only_once(opened_page, coached):
    path, seen = coached
    opened_page(week=WEEK.isoformat())

    st.cache_resource.clear()
    with Store(str(path)) as store:
        assert facts.behind(store, seen.values()) == []


@pytest.mark.slow
def test_many_logs_are_counted_while_the_page_stands(opened_page, coached, monkeypatch):
    path, seen = coached
    monkeypatch.setattr("runlift.ui.roster._AT_ONCE_S", -1.0)

    test = opened_page(week=WEEK.isoformat())

    # The page was drawn once without, and again when everything was counted.
    assert table(test).loc[HOSTILE, "conflicts"] == "✕ 1 conflict"
    st.cache_resource.clear()
    with Store(str(path)) as store:
        assert facts.behind(store, seen.values()) == []


def test_a_week_back_and_on_stand_in_the_address(opened_page):
    test = opened_page()
    by_label = {one.label: one for one in test.button}
    assert by_label["Week after"].disabled

    by_label["Week before"].click().run()

    assert WEEK.isoformat() in test.query_params["week"]
    assert "✕ 1 conflict" in table(test)["conflicts"].tolist()


@pytest.mark.slow
@pytest.mark.parametrize("week", ["nonsense", "2999-01-01", "1970-01-01", ""])
def test_a_week_that_is_none_or_to_come_is_no_error(opened_page, week):
    test = opened_page(week=week)

    assert len(test.title) == 1


@pytest.mark.slow
def test_rows_are_found_by_name_tag_and_need(opened_page, coached):
    path, seen = coached
    among = {one.athlete_id: [] for one in seen.values()}
    with Store(str(path)) as store:
        tags.assign(store, "**Squad**", {seen["Bea"].athlete_id}, among, NOW)
    test = opened_page(week=WEEK.isoformat(), show="needs")
    assert "Bea" not in table(test).index

    test = opened_page(week=WEEK.isoformat())
    test.text_input(key="roster_search").set_value("BEA").run()
    assert table(test).index.tolist() == ["Bea"]
    assert "\\*\\*Squad\\*\\*" in text(test)
    test.text_input(key="roster_search").set_value("").run()
    [box] = [one for one in test.selectbox if one.label == "Tag"]
    box.select("0").run()
    assert table(test).index.tolist() == ["Bea"]


@pytest.mark.slow
def test_nobody_found_says_what_to_do(opened_page):
    test = opened_page(week=WEEK.isoformat())

    test.text_input(key="roster_search").set_value("nobody at all").run()

    assert not test.dataframe
    assert "Nobody fits" in test.info[0].value


@pytest.mark.slow
def test_a_tag_is_given_on_the_page(opened_page, coached):
    path, seen = coached
    bea = seen["Bea"].athlete_id
    with Store(str(path)) as store:
        tags.assign(store, "*Squad*", {bea}, {bea: []}, NOW)
    test = opened_page(week=WEEK.isoformat())

    test.selectbox(key="roster_tag_edited").select("*Squad*").run()
    [members] = test.multiselect
    assert members.value == [bea]
    members.set_value([seen["Cleo"].athlete_id])
    next(one for one in test.button if one.label == "Save").click().run()

    assert not test.exception
    assert table(test).loc["Cleo", "tags"] == "*Squad*"
    assert table(test).loc["Bea", "tags"] == ""


def plan(store, one, days, *, today=TODAY):
    """A plan with a lift on each of these days of the week."""
    sessions = pd.DataFrame(
        [
            {
                **dict.fromkeys(SESSION_COLUMNS, ""),
                "planned_id": f"s{n}",
                "kind": "lift",
                "week": 1,
                "day": WEEK + timedelta(days=day),
                "start_h": 18.0,
                "hours": 1.0,
                "status": "planned",
                "done_id": None,
            }
            for n, day in enumerate(days)
        ]
    )
    about = {
        **dict.fromkeys(("name", "program_id", "notes"), ""),
        "first_day": WEEK,
        "last_day": WEEK + timedelta(days=13),
        "races": [],
        "choices": {},
    }
    nothing = pd.DataFrame(columns=list(EXERCISE_COLUMNS))
    save_plan(store, one.athlete_id, f"plan {len(days)}", about, sessions, nothing, NOW)
    return sessions, nothing


def test_lifts_are_counted_against_the_plan_that_is_followed():
    with Store() as store:
        ana = joined(store, "Ana", *collided())
        facts.refresh(store, ana, NOW)
        plan(store, ana, [0, 2, 4, 6])
        sessions, nothing = plan(store, ana, [1, 3, 5])

        def row(today=TODAY):
            return roster.roster(store, [ana], WEEK, today).rows.iloc[0]

        # The second plan is followed, the first is not any more.
        assert (row()["planned_lifts"], row()["lifts"]) == (3, 1)
        assert "1 of 3 planned lifts done." in row()["reasons"]
        wednesday = WEEK + timedelta(days=2)
        assert row(wednesday)["due_lifts"] == 1

        moved = sessions.iloc[:2].copy()
        moved.loc[0, "day"] = WEEK + timedelta(days=8)
        moved.loc[1, "status"] = "skipped"
        change_plan(store, ana.athlete_id, "plan 3", moved, nothing, NOW)
        assert (row()["planned_lifts"], row()["skipped_lifts"]) == (1, 1)
        assert not any("planned" in one for one in row()["reasons"])


def test_only_those_who_are_asked_about_are_told_of():
    with Store() as store:
        ana, bea = (joined(store, name, *calm()) for name in ("Ana", "Bea"))
        for one in (ana, bea):
            facts.refresh(store, one, NOW)
            tags.assign(
                store,
                f"of {one.name}",
                {one.athlete_id},
                {one.athlete_id: []},
                NOW,
            )

        found = roster.roster(store, [ana], WEEK, TODAY)

    assert found.rows["name"].tolist() == ["Ana"]
    assert found.tags == ["of Ana"]


def test_the_latest_note_is_told_and_one_taken_away_is_not():
    with Store() as store:
        ana = joined(store, "Ana", *calm())
        for note, day, content in (
            ("a", date(2026, 11, 1), "Older."),
            ("b", date(2026, 11, 2), "Newer."),
            ("c", date(2026, 11, 3), "Taken away."),
            ("c", date(2026, 11, 3), None),
        ):
            said = {
                "note_id": note,
                "author": "Eva",
                "about": "athlete",
                "about_id": "",
                "day": day,
                "content": content,
            }
            with store.transaction() as cursor:
                record(cursor, "coach_note", ana.athlete_id, NOW, said)

        row = roster.roster(store, [ana], WEEK, TODAY).rows.iloc[0]

    assert (row["note"], row["note_author"], row["note_day"]) == (
        "Newer.",
        "Eva",
        date(2026, 11, 2),
    )


def test_an_import_that_was_undone_is_no_last_import():
    with Store() as store:
        ana = joined(store, "Ana", *calm())
        [one] = uploads.uploads(store, ana.athlete_id)
        uploads.undo(store, ana.athlete_id, one.upload_id, NOW)
        facts.refresh(store, ana, NOW)

        row = roster.roster(store, [ana], WEEK, TODAY).rows.iloc[0]

    assert pd.isna(row["imported_at"])
    assert row["reasons"] == ["Nothing imported yet."]


def test_distances_are_told_in_what_most_athletes_run():
    with Store() as store:
        seen = [joined(store, name, *calm()) for name in ("Ana", "Bea", "Cleo")]
        assert roster.roster(store, seen, WEEK, TODAY).unit == "km"
        for one in seen[:2]:
            athletes.set_setting(store, one.athlete_id, "distance_unit", "mi", NOW)

        assert roster.roster(store, seen, WEEK, TODAY).unit == "mi"


def test_an_athlete_may_have_thresholds_of_her_own():
    with Store() as store:
        ana = joined(store, "Ana", *calm())
        facts.refresh(store, ana, NOW)
        on_tuesday = WEEK + timedelta(days=8)

        def reasons():
            later = on_tuesday + timedelta(weeks=1)
            monday = WEEK + timedelta(weeks=2)
            return roster.roster(store, [ana], monday, later).rows.iloc[0]["reasons"]

        # Her last run was on the Wednesday of the week before last.
        assert reasons() == ["Nothing logged for 13 days."]
        name = "policy.roster.quiet_days"
        athletes.set_setting(store, ana.athlete_id, name, "14", NOW)
        assert reasons() == []
        athletes.set_setting(store, ana.athlete_id, name, '"soon"', NOW)
        assert reasons() == ["Nothing logged for 13 days."]

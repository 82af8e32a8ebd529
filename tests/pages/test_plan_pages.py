"""The builder and the calendar as they are used: built, followed, moved, left out."""

from datetime import datetime, timedelta

import pytest
from tests.logs import NOW, hevy, keep, lift, run, sets, strava

from runlift import frames
from runlift.frames import plans as plan_frames
from runlift.store import Store, plans
from runlift.ui import ask

BUILDER, CALENDAR = "pages/plan/builder.py", "pages/plan/calendar.py"
TODAY = datetime(2026, 11, 23)
"""A Monday; the logs end the day before."""


def days_ago(days, clock="18:00"):
    return f"{TODAY - timedelta(days=days):%Y-%m-%d} {clock}"


MONDAY = TODAY - timedelta(days=TODAY.weekday())
LIFTS = hevy(
    *(
        lift(
            days_ago(7 * week + 2),
            *sets(n=3, load=100, reps=5, rpe=8),
            *sets("Bench Press (Barbell)", n=3, load=60, reps=5),
        )
        for week in range(1, 9)
    )
)
RUNS = strava(
    *(
        run(
            f"{MONDAY - timedelta(weeks=week) + timedelta(days=day):%Y-%m-%d} 07:00",
            minutes,
            km,
            tag=tag,
        )
        for week in range(1, 9)
        for day, minutes, km, tag in ((1, 50, 9, "workout"), (3, 40, 7, ""), (6, 110, 18, "long"))
    )
)  # fmt: skip


def shown(test):
    texts = [*test.markdown, *test.caption, *test.subheader, *test.info, *test.success]
    return " ".join(one.value.replace("\\", "") for one in texts)


def press(test, label):
    next(one for one in test.button if one.label == label).click().run()
    assert not test.exception


def choose(test, label, value):
    kinds = ("button_group", "selectbox", "number_input", "toggle", "multiselect")
    found = [one for kind in kinds for one in test.get(kind) if one.label == label]
    found[0].set_value(value).run()
    assert not test.exception


@pytest.fixture(autouse=True)
def it_is_monday(monkeypatch):
    monkeypatch.setattr(ask, "today", lambda: TODAY.date())
    monkeypatch.setattr(ask, "local_now", lambda athlete: NOW)


@pytest.fixture
def built(visited):
    """The builder of a runner with a log, its plan followed."""

    def start():
        test, path, ana = visited(BUILDER, LIFTS, RUNS)
        press(test, "Follow this plan")
        return test, path, ana

    return start


def plan_of(path, ana):
    with Store(str(path)) as store:
        return plan_frames.kept_plan(store, ana)


def test_the_builder_finds_the_running_week_and_places_the_lifts(visited):
    test, *_ = visited(BUILDER, LIFTS, RUNS)

    said = shown(test)
    assert "Found in the 8 weeks with runs" in said
    assert "without a conflict" in said
    assert any(
        "your estimated 1RM" in str(one.value.to_dict()) for one in test.dataframe
    )
    assert not test.error


def test_both_programs_can_be_built_and_followed(visited):
    test, path, ana = visited(BUILDER, LIFTS, RUNS)
    choose(test, "Program", "intermediate_advanced")
    press(test, "Follow this plan")
    assert "is your plan now" in shown(test)
    assert plan_of(path, ana).plan.program_id == "intermediate_advanced"

    choose(test, "Program", "basic")
    press(test, "Follow this plan")

    kept = plan_of(path, ana)
    assert kept.plan.program_id == "basic"
    with Store(str(path)) as store:
        assert len(plans.plans(store, ana.athlete_id)) == 2


def test_a_week_without_any_open_half_day_says_what_to_do(visited):
    test, *_ = visited(BUILDER, LIFTS, RUNS)
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    choose(test, "Days off that stay free", list(days))

    assert "no half day left" in shown(test)
    assert "Follow this plan" not in [one.label for one in test.button]


def test_a_plan_that_would_begin_in_the_past_is_refused_with_a_way_out(visited):
    test, *_ = visited(BUILDER, LIFTS, RUNS)
    start = next(one for one in test.date_input if one.label.startswith("Begins"))
    start.set_value((TODAY - timedelta(weeks=5)).date()).run()

    assert not test.exception
    assert "or later" in test.error[0].value.replace("\\", "")


def test_a_pinned_lift_is_pinned(visited):
    test, *_ = visited(BUILDER, LIFTS, RUNS)
    choose(test, "Lift 1 goes", "Fri PM")

    assert "Fri evening" in shown(test)


def test_the_calendar_without_a_plan_offers_to_build_one(visited):
    test, *_ = visited(CALENDAR, LIFTS, RUNS)

    assert "You follow no plan" in shown(test)


def test_a_session_moves_and_the_rules_speak_before_it_does(built, visited):
    _, path, ana = built()
    test, *_ = visited(CALENDAR)
    first = next(one for one in plan_of(path, ana).plan.lifts)
    day = next(one for one in test.date_input if one.key == f"day_{first.planned_id}")
    to = first.day + timedelta(days=1)
    day.set_value(to).run()
    assert not test.exception

    label = next(one.label for one in test.button if one.label.startswith("Move to"))
    press(test, label)

    moved = next(
        one
        for one in plan_of(path, ana).plan.lifts
        if one.planned_id == first.planned_id
    )
    assert moved.day == to
    assert moved.exercises == first.exercises


def test_a_session_is_left_out_and_taken_back(built, visited):
    _, path, ana = built()
    test, *_ = visited(CALENDAR)
    before = len(plan_of(path, ana).plan.sessions)
    press(test, "Leave out")

    states = [one.status for one in plan_of(path, ana).plan.sessions]
    assert states.count("skipped") == 1 and len(states) == before
    press(test, next(one.label for one in test.button if one.label.startswith("Take back")))  # fmt: skip

    assert {one.status for one in plan_of(path, ana).plan.sessions} == {"planned"}


def test_a_plan_can_be_renamed_left_and_taken_away(built, visited):
    _, path, ana = built()
    test, *_ = visited(CALENDAR)
    next(one for one in test.text_input if one.label == "Name").set_value(
        "Spring"
    ).run()
    press(test, "Save")
    assert plan_of(path, ana).plan.name == "Spring"

    press(test, "Stop following")
    assert "You follow no plan" in shown(test)
    press(test, "Take it away")

    with Store(str(path)) as store:
        assert plans.plans(store, ana.athlete_id) == []


def test_a_plan_built_again_on_the_same_day_has_nothing_of_one_taken_away(
    built, visited
):
    _, path, ana = built()
    test, *_ = visited(CALENDAR)
    press(test, "Leave out")
    press(test, "Take it away")
    test, *_ = visited(BUILDER)
    choose(test, "Weeks", 2)
    press(test, "Follow this plan")

    kept = plan_of(path, ana).plan
    assert {one.week for one in kept.sessions} == {1, 2}
    assert {one.status for one in kept.sessions} == {"planned"}


def test_two_lifts_on_one_day_are_told_before_one_moves(built, visited):
    _, path, ana = built()
    test, *_ = visited(CALENDAR)
    first, second, *_ = plan_of(path, ana).plan.lifts
    day = next(one for one in test.date_input if one.key == f"day_{first.planned_id}")
    day.set_value(second.day).run()

    assert "another lift on that day" in shown(test)


def test_what_was_done_shows_on_the_calendar_with_the_next_loads(
    built, visited, monkeypatch
):
    _, path, ana = built()
    with Store(str(path)) as store:
        plan = plan_frames.kept_plan(store, ana).plan
        names = frames.profile(store, ana).exercises
        first = plan.lifts[0]
        done = [
            (
                names[one.exercise_id].name,
                one.load_kg or "",
                one.reps[1],
                8,
                "normal",
                "",
            )
            for one in first.exercises
            if one.reps
            for _ in range(one.sets)
        ]
        later = NOW + timedelta(days=7)
        keep(store, ana, hevy(lift(first.start, *done)), now=later)
    monkeypatch.setattr(ask, "today", later.date)
    monkeypatch.setattr(ask, "local_now", lambda athlete: later)
    test, *_ = visited(CALENDAR)

    said = shown(test)
    assert "Next loads, and why" in said and "Planned and done" in said
    reasons = " ".join(str(one.value.to_dict()) for one in test.dataframe)
    assert "reached 8 with 2 in reserve" in reasons
    assert "1 of 2" in " ".join(one.value for one in test.metric)


def test_the_overview_speaks_of_the_days_ahead(built, visited):
    built()
    test, *_ = visited("pages/review/overview.py")

    assert "Planned for seven days" in shown(test) or "nothing for the coming week" in shown(test)  # fmt: skip


def test_a_program_of_her_own_is_brought_and_a_wrong_one_refused(visited):
    test, path, ana = visited(BUILDER, LIFTS, RUNS)
    uploader = next(
        one for one in test.get("file_uploader") if "Program" in one.proto.label
    )
    uploader.upload("mine.toml", b"[program]\nid = 3\n", "text/plain").run()
    assert "mine.toml" in test.error[0].value.replace("\\", "")

    text = (paths_of("basic")).replace('id = "basic"', 'id = "mine"').encode()
    uploader = next(
        one for one in test.get("file_uploader") if "Program" in one.proto.label
    )
    uploader.set_value([("mine.toml", text, "text/plain")]).run()

    assert not test.exception
    with Store(str(path)) as store:
        assert list(plans.own_programs(store, ana.athlete_id)) == ["mine"]


def paths_of(program_id):
    from runlift import paths

    return (paths.data_folder() / "programs" / f"{program_id}.toml").read_text()

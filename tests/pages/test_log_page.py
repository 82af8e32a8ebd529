"""The Log page: which session it offers, what a finished one becomes, and the sheet."""

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import streamlit as st
from tests.charts.test_theme import contrast
from tests.conftest import REPOSITORY
from tests.logs import BENCH, hevy, lift, sets, training

from runlift import exports, frames
from runlift.charts.theme import DARK, LIGHT, Look
from runlift.exercises.catalogue import catalogue
from runlift.exercises.matching import match
from runlift.frames import logging
from runlift.frames import plans as plan_frames
from runlift.frames.logging import LastSet, LastTime, ToDo
from runlift.model import Athlete
from runlift.program import plan_frames as written
from runlift.program.build import build
from runlift.program.choices import Choices
from runlift.program.plan import PlannedExercise
from runlift.program.starting_loads import Lifter
from runlift.program.templates import programs
from runlift.science.policy import default_policy
from runlift.store import Store, uploads
from runlift.store import plans as stored
from runlift.store.exercise_decisions import Decisions, decide
from runlift.ui import ask, log_sheet

PAGE = "pages/plan/log.py"
POLICY, EXERCISES = default_policy(), catalogue()
HOW = frames.Profile(policy=POLICY)
POUNDS = frames.Profile(policy=POLICY, weight_unit="lb")
LOG = hevy(
    lift(
        "2026-11-02 18:00",
        *sets(kind="warmup", load=40),
        *sets(n=3, load=77.5, reps=6),
        *sets(n=1, load=77.5, reps=5),
        *sets(BENCH, n=2, load=50, reps=8),
        title="Legs & co",
    )
)


def today():
    """The day it is for an athlete in UTC, as the page sees it."""
    return ask.local_now(Athlete("", "", "UTC", True, False)).date()


def planned(path, athlete, day):
    """A plan whose first lift is on a day, kept as the one that is followed."""
    monday = day - timedelta(days=day.weekday())
    choices = Choices("basic", monday, weeks=2, days=2, runs=())
    choices = choices.checked(monday - timedelta(days=1))
    program = programs()["basic"]
    plan = build("p", "Mine", program, choices, Lifter({}, POLICY), EXERCISES)
    # The others lie far enough away to be no other choice.
    for place, one in enumerate(plan.lifts):
        plan = plan.with_session(replace(one, day=day + timedelta(days=20 * place)))
    with Store(str(path)) as store:
        stored.save(
            store,
            athlete.athlete_id,
            "p",
            written.about_of(plan),
            written.session_frame(plan.sessions),
            written.exercise_frame(plan.sessions),
            datetime(2026, 11, 23),
        )
    return plan.lifts[0]


@pytest.fixture
def a_plan(visited):
    """A visit of an athlete whose plan has its first lift so many days from today."""

    def start(days=0, *files):
        _, path, athlete = visited("pages/data/methods.py", *files)
        st.cache_resource.clear()
        lift_ = planned(path, athlete, today() + timedelta(days=days))
        test, _, _ = visited(PAGE, *files)
        return test, path, athlete, lift_

    return start


def said(test):
    shown = [*test.markdown, *test.caption]
    return " ".join(one.value for one in shown).replace("\\", "")


def options(test):
    [box] = [one for one in test.selectbox if one.label == "Session"]
    return box.options


# Which session.


def test_without_a_plan_there_is_a_free_session_and_the_way_to_a_plan(visited):
    test, _, _ = visited(PAGE)

    assert "You follow no plan." in said(test)
    assert [one.label for one in test.selectbox] == ["Athlete"]


def test_without_a_plan_the_last_session_may_be_done_again(visited):
    test, _, _ = visited(PAGE, LOG)

    assert options(test) == ["Again: Legs & co, 2 Nov", "Free session"]


def test_todays_session_comes_first(a_plan):
    test, _, _, one = a_plan()

    assert f"{one.title}: " in said(test)
    assert options(test)[0].startswith("Today: ")
    assert test.query_params["session"] == [one.planned_id] or (
        test.query_params["session"] == one.planned_id
    )


def test_on_a_day_without_a_lift_the_next_one_is_offered_with_its_day(a_plan):
    test, _, _, one = a_plan(2)

    assert f"Nothing is planned today. Next: {one.title} on " in said(test)


def test_far_from_the_next_lift_its_day_is_said(a_plan):
    test, _, _, one = a_plan(15)

    assert f"The plan's next is {one.title} on " in said(test)


def test_a_lift_of_yesterday_says_that_it_is_written_down_afterwards(a_plan):
    test, _, _, one = a_plan(-1)
    [box] = [one for one in test.selectbox if one.label == "Session"]

    box.select(one.planned_id).run()

    assert not test.exception
    assert "It is written down for that day." in said(test)


# What a finished session becomes.


def a_session(started=None, **more):
    begun = started or datetime.combine(today(), datetime.min.time())
    done = [
        {"load": 40, "amount": 5, "rir": None, "is_warmup": True},
        {"load": 82.5, "amount": 6, "rir": 2},
        {"load": 82.5, "amount": 6, "rir": 1.5},
    ]
    return {
        "token": "t1",
        "started": begun.isoformat(),
        "finished": (begun + timedelta(minutes=52)).isoformat(),
        "note": "=fast",
        "exercises": [
            {"id": "squat", "name": "Squat (barbell)", "sets": done},
            {
                "id": "plank",
                "name": "Plank",
                "sets": [{"amount": 45, "is_timed": True}],
            },
            {"id": None, "name": "Wobble thing", "sets": [{"load": 5, "amount": 12}]},
        ],
        **more,
    }


@pytest.fixture
def finished(a_plan, monkeypatch):
    """Finishes a session on the page; gives the store's path, the athlete, the lift."""

    def finish(session, *files, days=0):
        test, path, athlete, one = a_plan(days, *files)
        answers = [json.dumps(session) if isinstance(session, dict) else session]
        seen = []

        def sheet(about, last, how, look, message=None):
            seen.append(message)
            return answers.pop() if answers else None

        with monkeypatch.context() as patch:
            patch.setattr(log_sheet, "sheet", sheet)
            test.run()
        assert not test.exception
        return test, path, athlete, one, seen

    return finish


def kept(path, athlete):
    st.cache_resource.clear()
    with Store(str(path)) as store:
        how = frames.profile(store, athlete)
        log = frames.training(store, athlete, how)
        plan = plan_frames.kept_plan(store, athlete).plan
        table = exports.records(exports.table("sets", athlete, log, how))
        return table, plan, uploads.uploads(store, athlete.athlete_id)


def test_a_finished_session_is_in_the_log_and_done_in_the_plan(finished):
    test, path, athlete, one, _ = finished(a_session())

    assert f"{one.title} is saved: 5 sets of 3 exercises in 52 min." in said(test)
    table, plan, brought = kept(path, athlete)
    assert [(row["exercise_raw"], row["exercise_id"]) for row in table[2:]] == [
        ("Squat (barbell)", "squat"),
        ("Plank", "plank"),
        ("Wobble thing", None),
    ]
    first, second = table[:2]
    assert (first["kind"], first["is_warmup"], first["rpe"]) == ("warmup", True, None)
    assert (second["load_kg"], second["reps"], second["rpe"]) == (82.5, 6, 8)
    assert (second["session_title"], second["session_note"]) == (one.title, "=fast")
    assert (second["session_s"], second["tz_source"]) == (52 * 60, "offset")
    assert table[3]["duration_s"] == 45
    [done] = [each for each in plan.sessions if each.planned_id == one.planned_id]
    assert done.done_id == second["session_id"]
    assert [upload.source_file for upload in brought] == [
        f"log {today():%Y-%m-%d} {one.title}"
    ]
    assert brought[0].source_format == "runlift"


def test_sent_twice_it_is_one_session(visited, monkeypatch):
    for attempt in (1, 2):
        # The second browser session has not heard that it is saved.
        answers = [json.dumps(a_session(attempt=attempt))]
        monkeypatch.setattr(
            log_sheet,
            "sheet",
            lambda *_, left=answers, **__: left.pop() if left else None,
        )
        test, path, athlete = visited(PAGE, session="free")
        assert "Free session is saved: 5 sets" in said(test)
        st.cache_resource.clear()

    with Store(str(path)) as store:
        log = frames.training(store, athlete)
        brought = uploads.uploads(store, athlete.athlete_id)

    assert (len(log["lifts"]), len(log["sets"]), len(brought)) == (1, 5, 1)


def test_a_session_without_a_tick_saves_nothing_and_says_so(finished):
    test, path, athlete, _, seen = finished(a_session(exercises=[]))

    assert seen[-1][1] == "No set is ticked, so nothing was saved."
    table, plan, brought = kept(path, athlete)
    assert (table, list(brought)) == ([], [])
    assert not any(one.done_id for one in plan.sessions)
    assert "is saved" not in said(test)


def test_what_is_no_session_saves_nothing_and_says_so(finished):
    _, path, athlete, _, seen = finished("{")

    assert seen[-1][1]
    assert kept(path, athlete)[0] == []


def test_a_set_that_nobody_lifts_is_named(finished):
    wrong = {
        "id": "squat",
        "name": "Squat (barbell)",
        "sets": [{"load": 500, "amount": 9}],
    }
    _, path, athlete, _, seen = finished(a_session(exercises=[wrong]))

    assert "Squat (barbell), set 1: an estimated 1RM" in seen[-1][1]
    assert kept(path, athlete)[0] == []


def test_records_are_told_and_undoing_the_import_opens_the_session_again(
    finished, visited
):
    test, path, athlete, one, _ = finished(a_session(), LOG)
    assert "Squat (barbell): heaviest load, 82.5 kg × 6 (before: 77.5 kg)" in said(test)

    _, _, brought = kept(path, athlete)
    with Store(str(path)) as store:
        uploads.undo(store, athlete.athlete_id, brought[0].upload_id, datetime.min)
    test, _, _ = visited(PAGE)

    assert f"{one.title}: " in said(test)
    assert "(done)" not in " ".join(options(test))


def test_a_session_that_is_done_shows_what_was_lifted(finished, visited):
    _, _, _, one, _ = finished(a_session())
    st.cache_resource.clear()

    test, _, _ = visited(PAGE)

    assert f"{one.title} is done." in said(test)
    assert "warm-up 40 × 5; 82.5 × 6, 6" in said(test)


def test_an_exercise_of_her_own_is_found_again_by_its_name(finished, visited):
    own = {
        "name": "Leg tower",
        "pattern": "squat",
        "equipment": "machine",
        "kind": "hard",
        "load_basis": "machine_stack",
        "leg_factor": "0.9",
        "is_heavy_legs": "1",
        "is_unilateral": "0",
        "rest_class": "heavy",
        "primary": "quads glute_max",
    }
    _, path, athlete = visited("pages/data/methods.py")
    st.cache_resource.clear()
    with Store(str(path)) as store:
        decided = Decisions(exercises={"own_leg_tower": own})
        decide(store, athlete.athlete_id, decided, datetime(2026, 11, 23))
    tower = {
        "id": "own_leg_tower",
        "name": "whatever",
        "sets": [{"load": 60, "amount": 8}],
    }

    finished(a_session(exercises=[tower]))

    [row] = kept(path, athlete)[0]
    assert (row["exercise_raw"], row["exercise_id"]) == ("Leg tower", "own_leg_tower")


# What the sheet says.


def asked(exercise_id="squat", **more):
    values = {"sets": 2, "mode": "range", "reps": (5, 8), "load_kg": 80.0} | more
    return PlannedExercise(exercise_id, **values)


def shape(one, last=None, how=HOW):
    exercise = EXERCISES[one.exercise_id]
    return log_sheet.shape(ToDo(exercise.name, exercise, one, last), how)


LAST = LastTime(
    today(),
    (LastSet(80.0, 7, None), LastSet(80.0, 6, None), LastSet(77.5, 6, None)),
)


def test_a_set_begins_with_the_target_or_where_one_stood_with_that_load():
    assert [one["n"] for one in shape(asked())["sets"]] == ["5", "5"]
    assert [one["n"] for one in shape(asked(), LAST)["sets"]] == ["7", "6"]
    heavier = shape(asked(load_kg=82.5), LAST)["sets"]
    assert heavier == [{"kg": "82.5", "n": "5"}] * 2


def test_without_a_target_a_set_begins_with_the_last_time():
    one = shape(asked(mode="amrap", reps=None, load_kg=None, sets=4), LAST)

    assert [(each["kg"], each["n"]) for each in one["sets"]] == [
        ("80", "7"),
        ("80", "6"),
        ("77.5", "6"),
        ("77.5", "6"),
    ]


def test_the_target_and_the_last_time_are_told_in_the_athletes_unit():
    one = shape(asked(rir=(1.9, 2.1), mode="fixed", reps=(6, 6)), LAST, POUNDS)

    assert one["target"] == "2 × 6 @ 176.4 lb, 2 in reserve"
    assert one["last"].endswith(": 176.4 × 7, 6, 170.9 × 6")
    assert (one["head"], one["step"], one["rest"]) == ("lb", 5, 120)


def test_a_hold_is_seconds_without_a_reserve():
    one = shape(asked("plank", mode="time", reps=None, seconds=(30, 30), load_kg=None))

    assert (one["isTimed"], one["hasRir"]) == (True, False)
    assert [each["n"] for each in one["sets"]] == ["30", "30"]


def test_sides_and_hands_are_said():
    one = shape(asked("bulgarian_split_squat", is_per_side=True))

    assert one["hint"].count("each side") == 1
    pressed = shape(asked("bench_press_dumbbell"))
    assert pressed["head"] == "kg a hand"
    assert "one hand" in pressed["hint"]


def test_the_last_time_leaves_warm_ups_out():

    found = logging.last_times(training(LOG))

    assert log_sheet.sets_text(found["squat"].sets, "kg") == "77.5 × 6, 6, 6, 5"
    assert set(found) == {"squat", "bench_press"}


def test_every_name_that_is_offered_means_its_exercise():
    """A session is found again by the name of the exercise alone."""

    names = [one.name for one in EXERCISES.values()]

    assert match(names)["exercise_id"].tolist() == list(EXERCISES)


PARTS = REPOSITORY / "src" / "runlift" / "ui" / "log_sheet_parts"


def test_text_is_never_read_as_markup_and_nothing_is_fetched():
    script = "".join(path.read_text("utf-8") for path in PARTS.glob("*.js"))

    for word in ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval("):
        assert word not in script
    for path in PARTS.iterdir():
        text = path.read_text("utf-8")
        assert "http" not in text and "@import" not in text and "url(" not in text


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_written_on_the_sheet_can_be_read(colours):
    for ground in ("page", "surface"):
        for text in ("ink", "muted", "ok_text", "lift_text"):
            assert contrast(colours[text], colours[ground]) >= 4.5
    # On the button that saves.
    assert contrast("#FFFFFF", colours["accent"]) >= 4.5
    assert contrast(colours["ok"], colours["page"]) >= 3


def test_every_colour_of_the_style_sheet_comes_from_the_theme():

    used = set(re.findall(r"var\(--([a-z-]+)\)", (PARTS / "log_sheet.css").read_text()))
    given = set(log_sheet._common(Look())["colours"])

    assert {one for one in used if not one.startswith("st-")} == given

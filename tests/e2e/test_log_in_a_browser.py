"""A session logged on a phone: edited, ticked, reloaded, finished, found in the log."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.e2e.conftest import served
from tests.logs import SQUAT, hevy, keep, lift, sets

from runlift import frames
from runlift.exercises.catalogue import catalogue
from runlift.frames import plans as plan_frames
from runlift.program import plan_frames as written
from runlift.program.build import build
from runlift.program.choices import Choices
from runlift.program.starting_loads import Lifter
from runlift.program.templates import programs
from runlift.science.policy import default_policy
from runlift.store import Store, athletes
from runlift.store import plans as stored

pytestmark = pytest.mark.e2e

SQUATS = "Squat (barbell)"
KEPT = """() => Object.keys(localStorage).filter((one) => one.startsWith('runlift.'))"""


@pytest.fixture
def store(tmp_path):
    """An athlete who has squatted, and whose plan has its first lift today."""
    now = datetime.now(UTC).replace(tzinfo=None)
    path = tmp_path / "store.duckdb"
    with Store(str(path)) as opened:
        ana = athletes.new(opened, "Ana", now, timezone="UTC", is_timezone_known=True)
        athletes.write(opened, ana, now)
        before = (now - timedelta(days=30)).replace(hour=18, minute=0, second=0)
        done = lift(before, *sets(SQUAT, n=3, load=77.5, reps=6))
        keep(opened, ana, hevy(done), now=now)
        monday = now.date() - timedelta(days=now.weekday())
        choices = Choices("basic", monday, weeks=1, days=2, runs=())
        choices = choices.checked(monday - timedelta(days=1))
        plan = build(
            "p",
            "Mine",
            programs()["basic"],
            choices,
            Lifter({}, default_policy()),
            catalogue(),
        )
        first, *others = plan.lifts
        plan = plan.with_session(replace(first, day=now.date()))
        for one in others:
            plan = plan.with_session(replace(one, day=now.date() + timedelta(days=4)))
        stored.save(
            opened,
            ana.athlete_id,
            "p",
            written.about_of(plan),
            written.session_frame(plan.sessions),
            written.exercise_frame(plan.sessions),
            now,
        )
    return path


def opens(visitor):
    visitor.opens("log")
    visitor.page.get_by_role("button", name="Finish and save").wait_for()
    return visitor.page


def field(page, number, what):
    return page.get_by_label(f"{SQUATS}, Set {number}: {what}", exact=True)


def test_a_session_is_edited_ticked_reloaded_and_finished(store, visit):
    with served(store) as url:
        visitor = visit(url, width=390)
        page = opens(visitor)
        assert page.get_by_text("77.5 × 6, 6, 6").count() == 1

        # A comma is as good as a point, and the sets to come follow.
        field(page, 1, "weight").fill("80,5")
        assert field(page, 2, "weight").input_value() == "80,5"
        page.get_by_label(f"{SQUATS}, Set 2: weight, more by 2.5").click()
        assert field(page, 2, "weight").input_value() == "83"
        field(page, 1, "reps").fill("6")
        field(page, 1, "reps in reserve").fill("2")
        field(page, 1, "done").check()
        field(page, 2, "done").check()
        page.get_by_text("Rest · Squat").wait_for()
        assert page.get_by_role("timer").inner_text().startswith(("3:00", "2:5"))
        assert not visitor.overflows()

        visitor.settles()
        page.reload()
        page.get_by_text("Rest · Squat").wait_for()
        assert field(page, 1, "done").is_checked()
        assert field(page, 2, "done").is_checked()
        assert field(page, 1, "weight").input_value() == "80,5"
        assert len(page.evaluate(KEPT)) == 1

        page.get_by_role("button", name="Skip the rest").click()
        page.get_by_label("Pain, 0 to 10").select_option("2")
        page.get_by_label("Where").fill("left calf")
        page.get_by_role("button", name="Finish and save").click()
        page.get_by_text("is saved: 2 sets of 1 exercise").wait_for()
        visitor.settles()
        page.wait_for_function(f"() => !({KEPT})().length")
        assert visitor.complaints == []

    with Store(str(store)) as opened:
        [ana] = athletes.athletes(opened)
        log = frames.training(opened, ana)
        plan = plan_frames.kept_plan(opened, ana).plan
    newest = log["lifts"].iloc[-1]
    mine = log["sets"][log["sets"]["session_id"] == newest["session_id"]]
    assert mine["load_kg"].tolist() == [80.5, 83]
    assert mine["rpe"].tolist()[0] == 8
    assert newest["note"] == "Pain 2 of 10, left calf."
    assert plan.lifts[0].done_id == newest["session_id"]


def test_what_is_no_number_is_no_set_and_nothing_ticked_is_nothing_saved(store, visit):
    with served(store) as url:
        visitor = visit(url, width=390)
        page = opens(visitor)

        field(page, 1, "reps").fill("many")
        field(page, 1, "done").click()
        assert not field(page, 1, "done").is_checked()
        assert field(page, 1, "reps").get_attribute("aria-invalid") == "true"

        page.get_by_role("button", name="Finish and save").click()
        page.get_by_text("No set is ticked, so nothing was saved.").wait_for()
        assert page.get_by_role("button", name="Finish and save").is_enabled()
        assert visitor.complaints == []


def test_the_end_of_the_rest_is_shown_and_every_target_is_large_enough(store, visit):
    with served(store) as url:
        visitor = visit(url, width=390)
        page = opens(visitor)
        field(page, 1, "done").check()
        page.evaluate(
            """() => {
              const key = Object.keys(localStorage).find((one) => one.startsWith('runlift.'));
              const kept = JSON.parse(localStorage[key]);
              kept.rest.until = Date.now();
              localStorage[key] = JSON.stringify(kept);
            }"""
        )
        page.reload()
        page.get_by_text("Rest is over").first.wait_for()
        small = page.locator(".log button:visible, .log input:visible, .log select")
        sizes = [one.bounding_box() for one in small.all()]
        assert len(sizes) > 20
        assert [one for one in sizes if one["height"] < 44] == []
        page.get_by_role("button", name="Rest 30 seconds longer").click()
        page.get_by_text("Rest · Squat").wait_for()


def test_an_exercise_is_added_by_name_and_text_is_never_markup(store, visit):
    with served(store) as url:
        visitor = visit(url, width=390)
        page = opens(visitor)
        name = "<img src=x onerror=alert(1)>"

        page.get_by_label("Add an exercise").fill(name)
        page.get_by_role("button", name="Add", exact=True).click()
        page.get_by_role("heading", name=name).wait_for()
        page.get_by_label(f"{name}, Set 1: reps", exact=True).fill("12")
        page.get_by_label(f"{name}, Set 1: done", exact=True).check()
        # Begun and left alone, it is not forgotten.
        visitor.opens("log?session=free")
        page.get_by_text("Not finished yet in this browser: ").wait_for()
        opens(visitor)
        page.get_by_role("button", name="Finish and save").click()

        page.get_by_text("is saved: 1 set of 1 exercise").wait_for()
        visitor.settles()
        assert page.get_by_text(name).filter(visible=True).count() == 1
        assert page.locator("img[src=x]").count() == 0
        assert visitor.complaints == []

"""The volume page: its parts, what it says, and the choice it saves."""

import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from tests.logs import BENCH, hevy, lift, sets

from runlift import frames
from runlift.frames import Profile
from runlift.model import Window
from runlift.science.policy import default_policy
from runlift.store import Store, athletes
from runlift.ui import (
    volume,
    volume_body,
    volume_programs,
    volume_sessions,
    volume_weight,
)

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = "pages/review/volume.py"
HOW = Profile(default_policy())
OWN = {"window": "own", "from": "2026-11-02", "to": "2026-11-22"}
BOX = "Box Jump"


def how(**overrides):
    return Profile(default_policy().with_overrides(overrides))


@pytest.fixture
def opened(visited):
    """The page of an athlete with these sessions, at one of its parts."""

    def start(*lifts, part="Muscles", **params):
        address = {**OWN, **params, "part": part}
        test, path, _ = visited(PAGE, hevy(*lifts), **address)
        return calm(test), path

    return start


def calm(test):
    assert not test.exception
    assert not test.error
    return test


def said(test):
    texts = [*test.markdown, *test.caption, *test.subheader, *test.info]
    return " ".join(one.value.replace("\\", "") for one in texts)


FULL = (
    lift("2026-11-03 18:00", *sets(n=4), *sets(BENCH, n=4), *sets("Odd", n=2)),
    lift("2026-11-10 18:00", *sets(n=4), *sets(BOX, n=5, reps=10, load="")),
    lift("2026-11-17 18:00", *sets(n=3), *sets(BOX, n=13, reps=10, load="")),
)


@pytest.mark.parametrize(
    ("part", "heading"),
    [
        ("Muscles", "What was trained"),
        pytest.param(
            "Balance and programs",
            "Your average week beside the programs",
            marks=pytest.mark.slow,
        ),
        pytest.param("Sessions and jumps", "Jumps and throws", marks=pytest.mark.slow),
        pytest.param(
            "Tonnage", "Load times repetitions, per exercise", marks=pytest.mark.slow
        ),
    ],
)
def test_every_part_opens_and_only_that_one(opened, part, heading):
    test, _ = opened(*FULL, part=part)

    headings = [one.value for one in test.subheader]
    assert heading in headings
    others = {"What was trained", "Balance", "Session by session"} - {heading}
    assert len(others & set(headings)) <= 1


@pytest.mark.slow
@pytest.mark.parametrize("part", volume.PARTS)
def test_a_log_of_one_unmapped_exercise_is_calm_in_every_part(opened, part):
    test, _ = opened(
        lift("2026-11-10 18:00", *sets("**Bold** <b>thing</b>", n=2)), part=part
    )

    assert len(test.title) == 1
    assert "No hard set, jump or throw" not in said(test)


def test_days_without_training_say_what_would_help(opened):
    test, _ = opened(*FULL, **{"from": "2026-10-01", "to": "2026-10-20"})

    assert "No hard set, jump or throw in these days. Widen the window" in said(test)
    assert not test.subheader


def test_names_from_files_are_never_markup(opened):
    log = [lift("2026-11-10 18:00", *sets(n=3), title="**Bold** <b>x</b>")]
    test, _ = opened(*log, part="Sessions and jumps")

    assert not any("**Bold** <b>" in one.value for one in test.markdown)


def test_a_session_of_130_contacts_is_a_caution_and_its_week_too(opened):
    test, _ = opened(*FULL, part="Sessions and jumps")

    told = said(test)
    assert "17 Nov 2026: 130 jump contacts in a session, more than 120." in told
    assert "130 jump contacts after 50 in the week before, more than 50% more" in told
    assert "caution" in told


@pytest.mark.slow
def test_without_jumps_there_is_one_quiet_sentence(opened):
    test, _ = opened(lift("2026-11-10 18:00", *sets(n=3)), part="Sessions and jumps")

    assert "No jumps and no throws in these days." in said(test)
    assert len(test.get("plotly_chart")) == 1


@pytest.mark.slow
def test_the_weekly_course_can_be_turned_into_a_rolling_one(opened):
    test, _ = opened(*FULL)
    charts = len(test.get("plotly_chart"))
    kind = test.segmented_control(key="volume_kind")

    calm(kind.set_value("Rolling 7 days").run())

    assert len(test.get("plotly_chart")) == charts


@pytest.mark.slow
def test_another_muscle_and_none_can_be_asked_for(opened):
    test, _ = opened(*FULL)
    asked = test.multiselect(key="volume_muscles")
    assert "glute_max" in asked.value

    calm(asked.set_value(["unmapped"]).run())
    calm(test.multiselect(key="volume_muscles").set_value([]).run())

    assert "No muscle is chosen." in said(test)


@pytest.mark.slow
def test_another_exercise_of_the_tonnage(opened):
    test, _ = opened(*FULL, part="Tonnage")
    asked = test.selectbox(key="volume_tonnage_exercise")
    assert asked.value == "squat"

    calm(asked.set_value("bench_press").run())


def weight_of(test):
    return next(
        one
        for one in test.segmented_control
        if one.label == "What a set counts for a helping muscle"
    )


@pytest.mark.slow
def test_the_weight_of_a_helping_muscle_is_saved_for_the_athlete(opened):
    test, path = opened(*FULL)
    assert weight_of(test).value == 0.5
    assert "½ for the triceps" in said(test)

    calm(weight_of(test).set_value(1 / 3).run())

    assert "⅓ for the triceps" in said(test)
    st.cache_resource.clear()
    with Store(str(path)) as store:
        [ana] = athletes.athletes(store)
        set_ = athletes.settings(store, ana.athlete_id)
        mean = frames.volume_mean(
            frames.training(store, ana),
            frames.profile(store, ana),
            Window(date(2026, 11, 2), date(2026, 11, 22)),
        ).set_index("muscle")
    assert json.loads(set_["policy.volume.secondary_weight"]) == 1 / 3
    # Four sets of bench press in three weeks.
    assert mean.loc["triceps", "sets"] == pytest.approx(4 / 9)


# What it says.


@pytest.mark.parametrize(
    ("share", "text"), [(0, "0"), (1 / 3, "⅓"), (0.5, "½"), (1, "1"), (0.4, "0.4")]
)
def test_a_share_is_written_as_people_write_it(share, text):
    assert volume_weight.share_text(float(share)) == text


def test_the_meaning_of_the_weight_names_its_source():
    for weight in (0, 1 / 3, 0.5, 1):
        told = volume_weight.meaning(how(**{"volume.secondary_weight": weight}))
        assert "67 studies" in told and "pelland2024" in told
    assert "Only the muscles" in volume_weight.meaning(
        how(**{"volume.secondary_weight": 0})
    )


def test_the_body_says_band_and_sets_and_leaves_out_the_unmapped():
    mean = pd.DataFrame(
        {
            "muscle": ["quads", "side_delts", "unmapped"],
            "name": ["Quadriceps", "Side deltoids", "Not mapped yet"],
            "sets": [7.5, 0.0, 2.0],
            "band": ["develop", "", ""],
        }
    )

    assert volume_body.shown(mean).to_dict("records") == [
        {
            "muscle": "quads",
            "name": "Quadriceps",
            "tone": "band_develop",
            "figure": "7.5 sets a week",
            "word": "develops",
        },
        {
            "muscle": "side_delts",
            "name": "Side deltoids",
            "tone": "",
            "figure": "0.0 sets a week",
            "word": "no sets",
        },
    ]


def test_uneven_sides_are_told_in_sets_and_without_alarm():
    sides = pd.DataFrame(
        {
            "name": ["Quadriceps", "Gluteus medius"],
            "left_sets": [6.0, 3.5],
            "right_sets": [3.0, 0.0],
        }
    )

    assert volume.sides_text(sides) == (
        "The two sides got different work in these days, in hard sets: quadriceps 6 left "
        "and 3 right; gluteus medius 3.5 left and 0 right. That may be on purpose."
    )


@pytest.mark.parametrize(
    ("one", "text"),
    [
        ({"readout": "push_pull", "first": 7.0, "second": 4.0}, "7 : 4 (1.75)"),
        ({"readout": "push_pull", "first": 7.0, "second": 0.0}, "7 : 0"),
        (
            {"readout": "unilateral_share", "first": 4.0, "second": 4.0},
            "50% (4 of 8 sets)",
        ),
        ({"readout": "unilateral_share", "first": 0.0, "second": 0.0}, "no sets"),
    ],
)
def test_a_readout_is_written_with_its_sets(one, text):
    assert volume_programs.value_text(one) == text


def test_what_the_plan_leaves_out_is_said_kindly():
    [told] = volume_programs.remarks(frames.program_volume(HOW))

    assert told.startswith(
        "Good to know: the intermediate and advanced program has no "
    )
    for part in (
        "overhead press",
        "horizontal pull",
        "upper back",
        "7 pushing to 4 pull",
    ):
        assert part in told


def test_guides_that_agree_share_a_level():
    found = volume_sessions.guides(HOW)

    assert found["contacts"].tolist() == [50, 100, 120, 140]
    assert found["word"].iloc[1] == "runners, intermediate; beginners"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("volume.secondary_weight", 0.25),
        ("volume.hold_min_s", 30),
        ("volume.sides_min_sets", 5),
        ("volume.sides_min_share", 0.4),
        ("volume.contacts_warn", 90),
        ("volume.contacts_warn_growth", 2),
        ("volume.contacts_growth_from", 80),
        ("balance.min_sets", 20),
    ],
)
def test_the_method_states_the_athletes_own_thresholds(key, value):
    usual, own = (
        " ".join(volume.method(HOW)),
        " ".join(volume.method(how(**{key: value}))),
    )

    assert usual != own


def test_the_method_says_whose_the_weeks_are():
    told = " ".join(volume.method(HOW))

    assert "weeks 2 to 6 are this project's own completion" in told
    assert "no target" in told

"""The strength page as it is used: parts, body mass, a set that shall not count."""

from datetime import timedelta
from pathlib import Path

import pytest
import streamlit as st
from tests.logs import SQUAT, at, hevy, lift, run, sets, strava

from runlift import frames
from runlift.store import Store, athletes

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = "pages/review/strength.py"
PULL_UP = "Pull Up"
FIRST = at("2026-09-03 18:00")


def log(*more, rpe=8, loads=(100, 101, 103, 104, 106, 107, 109, 110)):
    lifts = [
        lift(FIRST + timedelta(days=7 * place), *sets(load=load, n=2, rpe=rpe), *more)
        for place, load in enumerate(loads)
    ]
    return hevy(*lifts)


@pytest.fixture
def opened(visited):
    """The page of an athlete with these files, over all of her days."""

    def start(*files, **address):
        return visited(PAGE, *files, window="all", **address)[:2]

    return start


def shown(test):
    texts = [*test.markdown, *test.caption, *test.subheader, *test.info]
    return " ".join(one.value.replace("\\", "") for one in texts)


def press(test, label):
    next(one for one in test.button if one.label == label).click().run()
    assert not test.exception


def figure(test, label):
    return next(one.value for one in test.metric if one.label == label)


def stored(path):
    st.cache_resource.clear()
    with Store(str(path)) as store:
        [ana] = athletes.athletes(store)
        return frames.training(store, ana)


@pytest.mark.slow
def test_the_direction_is_said_with_its_evidence(opened):
    test, _ = opened(log())

    assert figure(test, "Direction") == "progressing"
    assert "% a month over 8 sessions in 8 weeks (90 % interval" in shown(test)


def test_too_few_sessions_say_how_many_more_would_do(opened):
    test, _ = opened(log(loads=(100, 102)))

    assert figure(test, "Direction") == "not enough data"
    assert "4 more sessions and 28 more days" in shown(test)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("reps", "Best at each number of repetitions"),
        pytest.param(
            "calculator", "by Epley; the 8 usual formulas say", marks=pytest.mark.slow
        ),
        pytest.param("running", "No runs in these days.", marks=pytest.mark.slow),
        pytest.param(
            "sides", "No set of the last 28 days names a side.", marks=pytest.mark.slow
        ),
        pytest.param("nonsense", "Records", marks=pytest.mark.slow),
    ],
)
def test_a_link_opens_a_part(opened, part, said):
    test, _ = opened(log(), more=part)

    assert said in shown(test)


@pytest.mark.slow
def test_running_stands_beside_the_lift(opened):
    test, _ = opened(log(), strava(run("2026-09-06 07:00")), more="running")

    assert "a correlation would say little" in shown(test)


@pytest.mark.slow
def test_the_calculator_loads_a_bar(opened):
    test, _ = opened(log(), more="calculator")
    test.number_input(key="calc_load").set_value(100.0)
    test.number_input(key="calc_reps").set_value(5)
    test.number_input(key="calc_rir").set_value(0.0).run()

    # 100 x (1 + 0.0333 x 5); five at RPE 8 are seven: 116.65 / 1.2331.
    assert "116.7 kg by Epley" in shown(test).replace("**", "")
    assert "94.6 kg, on a bar 95 kg: 25 + 10 + 2.5 a side." in shown(test).replace(
        "**", ""
    )


@pytest.mark.slow
def test_body_mass_is_entered_used_and_taken_back(opened):
    test, path = opened(log(*sets(PULL_UP, load="", reps=6)))
    assert "Pull-up can be scored once your body mass is known." in shown(test)
    assert stored(path)["sets"]["e1rm_kg"].notna().sum() == 16

    next(one for one in test.number_input if "Body mass" in one.label).set_value(61.5)
    press(test, "Enter")
    assert "can be scored once" not in shown(test)
    assert stored(path)["sets"]["e1rm_kg"].notna().sum() == 24

    press(test, "Take it back")
    assert "Pull-up can be scored once" in shown(test)


@pytest.mark.slow
def test_a_set_is_left_out_with_a_reason_and_used_again(opened):
    test, path = opened(log())
    before = figure(test, "Best of 42 days")

    wrong = next(one for one in test.selectbox if one.label == "Set")
    assert wrong.options[0] == "22 Oct 2026, set 1: 110 kg × 5"
    wrong.select_index(0)
    press(test, "Leave it out")
    wrong = next(one for one in test.selectbox if one.label == "Set")
    wrong.select_index(0)
    press(test, "Leave it out")

    assert "2 sets not used" in " ".join(one.label for one in test.expander)
    assert "A typing error" in shown(test)
    assert figure(test, "Best of 42 days") != before
    assert len(stored(path)["sets"]) == 14

    press(test, "Use it again")
    assert figure(test, "Best of 42 days") == before
    assert len(stored(path)["sets"]) == 15


@pytest.mark.slow
def test_the_chosen_exercise_stands_in_the_address_by_its_id(opened):
    test, _ = opened(log(*sets("Bench Press (Barbell)", load=60, n=1)))
    choice = next(one for one in test.selectbox if one.label == "Exercise")
    choice.select("bench_press").run()

    assert test.query_params["exercise"] == "bench_press"
    assert "Bench press (barbell): about" in shown(test)


def test_an_unknown_exercise_in_the_address_is_passed_over(opened):
    test, _ = opened(log(), exercise="<script>")

    assert test.query_params["exercise"] == "squat"


@pytest.mark.slow
def test_strength_is_told_per_body_mass_where_it_is_known(opened):
    test, _ = opened(log())
    assert not test.toggle

    next(one for one in test.number_input if "Body mass" in one.label).set_value(60.0)
    press(test, "Enter")
    test.toggle[0].set_value(True).run()
    assert not test.exception
    assert SQUAT not in shown(test)

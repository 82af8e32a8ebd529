"""A plan as JSON holds everything, and says what is wrong with it."""

import json

import pytest
from tests.program.plans import exercises, plan

from runlift.errors import DataFileError
from runlift.program.plan_json import from_json, to_json
from runlift.program.plan_words import HOUSE_LABEL


def read(text):
    return from_json(text, "plan.json", exercises)


def changed(**values):
    return json.dumps({**json.loads(to_json(plan())), **values})


def problem(text):
    with pytest.raises(DataFileError) as told:
        read(text)
    return str(told.value)


def test_what_is_written_is_read_back():
    assert read(to_json(plan())) == plan()


def test_a_version_stands_first_and_a_label_where_weeks_are_this_projects():
    written = json.loads(to_json(plan()))

    assert list(written)[:2] == ["runlift_plan", "label"]
    assert (written["runlift_plan"], written["label"]) == (1, HOUSE_LABEL)


def test_an_exercise_has_the_keys_of_a_program():
    first = json.loads(to_json(plan()))["sessions"][0]["exercises"][0]

    assert first == {
        "exercise": "squat",
        "sets": 3,
        "reps": [5, 8],
        "load_kg": 82.5,
        "rir": [1, 2],
        "rest_s": 180,
        "reason": "All sets reached 8 last time, so 2.5 kg more.",
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[1]", "plan.json is no plan: it must be one object, {...}."),
        (
            "{}",
            'plan.json is no plan of this Runlift: "runlift_plan" is not 1. Export the '
            "plan again, or update Runlift.",
        ),
        ("[" * 100_000, "plan.json is nested too deeply to be a plan."),
    ],
)
def test_what_is_no_plan_is_refused(text, told):
    assert problem(text) == told


@pytest.mark.parametrize("text", ["", "{", '{"a": NaN}', '{"a": 1e999}', "9" * 5000])
def test_what_is_no_json_is_refused(text):
    assert problem(text).startswith("plan.json is not valid JSON: ")
    assert problem(text).endswith("Correct it, or export the plan again.")


def test_what_is_wrong_is_named_by_its_place():
    written = json.loads(to_json(plan()))
    written["sessions"][1]["kind"] = "swim"
    written["sessions"][0]["exercises"][2]["exercise"] = "plnk"

    assert problem(json.dumps(written)) == (
        "plan.json (session 1, exercise 3): exercise = 'plnk' is neither in "
        "data/exercises.csv nor an exercise of your own, perhaps 'plank' is meant."
    )
    written["sessions"][0] = written["sessions"][1]
    assert problem(json.dumps(written)) == (
        "plan.json (session 1): kind = 'swim' is unknown, use one of lift, run."
    )


def test_a_key_that_means_nothing_is_a_typing_error():
    assert "colour = 1 means nothing here" in problem(changed(colour=1))


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"choices": []}, "choices = [] must be an object, write it as {...}"),
        ({"notes": "x"}, "notes = 'x' must be a list of texts"),
        (
            {"sessions": 3},
            "sessions = 3 must be a list of objects, write it as [{...}]",
        ),
        ({"id": 7}, 'id = 7 must be a text, write it as "..."'),
        ({"first_day": "1.12."}, "must be a day, write it like 2026-12-01"),
    ],
)
def test_a_wrong_value_is_refused_with_what_to_do(values, told):
    assert told in problem(changed(**values))

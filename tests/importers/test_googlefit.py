"""Google Fit: one session a file, in UTC, and nothing in it is taken for granted."""

import json

import pytest
from tests.importers.reading import column, parse, question, slugs_claiming

from runlift.errors import UnreadableFile
from runlift.importers.googlefit import IMPORTER
from runlift.model import Answers


def session(**changes):
    return {
        "fitnessActivity": "running",
        "startTime": "2021-03-14T16:05:41.124Z",
        "endTime": "2021-03-14T16:22:01.706Z",
        "duration": "974.582s",
        "aggregate": [
            {"metricName": "com.google.step_count.delta", "intValue": 2590},
            {"metricName": "com.google.distance.delta", "floatValue": 2850.5},
        ],
        **changes,
    }


def read(value, answers=None):
    return IMPORTER.parse(
        json.dumps(value), answers or Answers(timezone="Europe/Berlin")
    )


def test_it_is_claimed_by_nobody_else():
    assert slugs_claiming(json.dumps(session(), indent=1)) == ["googlefit"]
    assert len(parse(json.dumps(session())).runs) == 1


def test_the_zone_is_asked_while_nobody_has_said_it():
    parsed = read(session(), Answers(timezone="UTC", is_timezone_known=False))

    assert question(parsed, "timezone").guess == "UTC"
    assert not read(session()).questions


def test_a_start_with_an_offset_needs_no_question():
    value = session(startTime="2021-03-14T18:05:41+02:00")
    parsed = read(value, Answers(timezone="UTC", is_timezone_known=False))

    assert not parsed.questions
    assert [one.isoformat() for one in parsed.runs["start_utc"]] == [
        "2021-03-14T16:05:41"
    ]
    assert [one.isoformat() for one in parsed.runs["start_local"]] == [
        "2021-03-14T18:05:41"
    ]


@pytest.mark.parametrize(
    ("activity", "surface"),
    [("running", None), ("running.treadmill", "treadmill"), ("running.jogging", None)],
)
def test_kinds_of_running(activity, surface):
    assert column(read(session(fitnessActivity=activity)).runs, "surface") == [surface]


@pytest.mark.parametrize("activity", ["strength_training", "weightlifting", "crossfit"])
def test_kinds_of_lifting(activity):
    assert len(read(session(fitnessActivity=activity)).sessions) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"startTime": None},
        {"startTime": 5},
        {"startTime": "9999-99-99"},
        {"startTime": "0001-01-01T00:00:00+14:00"},
        {"duration": None, "endTime": None, "aggregate": None},
        {"duration": "-5s", "endTime": [], "aggregate": [1, {"metricName": 3}]},
    ],
)
def test_a_session_of_the_wrong_shape_is_rejected_with_a_reason(changes):
    parsed = read(session(**changes))

    assert len(parsed.rejected) == 1
    assert parsed.runs.empty


@pytest.mark.parametrize(
    "text",
    [
        '{"fitnessActivity": "running", "startTime": ',
        '"fitnessActivity"',
        "[]",
        "[" * 100_000,
        '{"fitnessActivity": ' * 50_000,
        "{" + '"a": ' + "9" * 5000 + "}",
    ],
    ids=["cut off", "a text", "nothing", "deep lists", "deep objects", "a huge number"],
)
def test_what_is_no_session_is_refused_with_a_sentence(text):
    with pytest.raises(UnreadableFile, match=r"\.$"):
        IMPORTER.parse(text, Answers())

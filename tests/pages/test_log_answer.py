"""What the log sheet sends: read, or refused with the set that is wrong; nothing trusted."""

import json
from datetime import datetime

import pytest

from runlift.errors import WrongInput
from runlift.science.policy import default_policy
from runlift.ui import log_answer

NOW = datetime(2026, 12, 1, 19, 30)
POLICY = default_policy()


def a_set(load=80, amount=6, **more):
    return {"load": load, "amount": amount, "rir": 2, **more}


def sent(*sets, **more):
    exercise = {"id": "squat", "name": "Squat (barbell)", "sets": list(sets)}
    return {
        "token": "t1",
        "started": "2026-12-01T18:02:11",
        "finished": "2026-12-01T19:01:11",
        "title": "",
        "note": "",
        "tired": None,
        "pain": None,
        "where": "",
        "exercises": [exercise] if sets else [],
        **more,
    }


def read(said, unit="kg"):
    text = said if isinstance(said, str) else json.dumps(said)
    return log_answer.read(text, NOW, unit, POLICY)


def only(said, unit="kg"):
    return read(said, unit).exercises[0].sets[0]


def test_a_set_as_it_was_done():
    done = read(sent(a_set(82.5), a_set(40, is_warmup=True, rir=None)))

    assert (done.started, done.lasting.total_seconds()) == (
        datetime(2026, 12, 1, 18, 2, 11),
        3540,
    )
    first, warm = done.exercises[0].sets
    assert (first.kind, first.load_kg, first.reps, first.rpe) == ("normal", 82.5, 6, 8)
    assert (warm.kind, warm.load_kg, warm.rpe) == ("warmup", 40, None)
    assert done.sets == 2


def test_pounds_become_kilograms_at_the_edge():
    assert only(sent(a_set(135)), "lb").load_kg == pytest.approx(61.23497)


def test_a_hold_is_seconds_and_a_body_needs_no_weight():
    held = only(sent(a_set(None, 45, is_timed=True, rir=None)))

    assert (held.load_kg, held.reps, held.duration_s) == (None, None, 45)


def test_pain_stands_below_the_note():
    assert read(sent(note="Fast.\nGood.", pain=2, where="left calf")).note == (
        "Fast.\nGood.\nPain 2 of 10, left calf."
    )
    assert read(sent(where="knee")).note == "Pain, knee."
    assert read(sent(pain=0)).note == "Pain 0 of 10."
    assert read(sent(tired=7, pain=2)).note == "Tired or sore 7 of 10.\nPain 2 of 10."
    assert read(sent()).note == ""


def test_text_is_cut_and_kept_on_its_line():
    done = read(sent(a_set(), title="A\nB\x00" + "x" * 500, note="y" * 5000))

    assert len(done.title) <= log_answer.LONGEST_NAME and "\n" not in done.title
    assert "\x00" not in done.title
    assert len(done.note) == log_answer.LONGEST_NOTE


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (a_set(601), "Squat (barbell), set 1: the weight must be at most 600 kg"),
        (a_set(-1), "set 1: the weight must be a number between 0"),
        (a_set("80"), "set 1: the weight must be a number"),
        (a_set(True), "set 1: the weight must be a number"),
        (a_set([80]), "set 1: the weight must be a number"),
        (a_set(10**400), "set 1: the weight must be a number"),
        (a_set(amount=0), "the reps must be a number between 1 and 500"),
        (a_set(amount=501), "the reps must be a number between 1 and 500"),
        (a_set(amount=5.5), "the reps must be a whole number"),
        (a_set(amount=None), "the reps are missing"),
        (a_set(amount=9000, is_timed=True), "the seconds must be a number between 1"),
        (a_set(rir=-1), "reps in reserve must be a number between 0 and 9"),
        (a_set(rir=10), "reps in reserve must be a number between 0 and 9"),
        ("a set", "is no session"),
        (None, "is no session"),
    ],
)
def test_a_set_that_cannot_be_is_refused_by_name(wrong, told):
    with pytest.raises(WrongInput) as refusal:
        read(sent(wrong))

    assert told in str(refusal.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        "7",
        "[" * 100_000,
        '{"a": ' * 30_000,
        "x" * 300_000,
        json.dumps(sent(exercises=None)),
        json.dumps(sent(exercises={"a": 1})),
        json.dumps(sent(exercises=[None])),
        json.dumps(sent(exercises=[{"name": "", "sets": [a_set()]}])),
        json.dumps(sent(exercises=[{"name": "x", "sets": "many"}])),
        json.dumps(sent(exercises=[{"name": "x", "id": 7, "sets": [a_set()]}])),
        json.dumps(sent(exercises=[{"name": "x", "sets": [a_set()] * 31}])),
        json.dumps(sent(exercises=[{"name": "x", "sets": []}])),
        json.dumps(sent(exercises=[{"name": "x", "sets": [a_set()]}] * 41)),
        json.dumps(sent(a_set(), started=None)),
        json.dumps(sent(a_set(), started="yesterday")),
        json.dumps(sent(a_set(), started="2026-12-01T18:02:11+05:00")),
        json.dumps(sent(a_set(), started="0001-01-01T00:00:00")),
        json.dumps(sent(a_set(), started="2027-12-01T18:02:11")),
        json.dumps(sent(a_set(), finished="2026-12-01T18:02:11")),
        json.dumps(sent(a_set(), finished="2026-12-03T18:02:11")),
        json.dumps(sent(a_set(), pain=11)),
        json.dumps(sent(a_set(), pain="much")),
        '{"exercises": NaN}',
        json.dumps(sent(a_set(float("nan")))),
        json.dumps(sent(a_set(float("inf")))),
    ],
)
def test_what_is_no_session_is_refused_with_a_sentence(text):
    with pytest.raises(WrongInput):
        read(text)


@pytest.mark.parametrize("value", [None, 7, b"{}", ["{}"], {"a": 1}])
def test_only_text_is_read(value):
    with pytest.raises(WrongInput):
        log_answer.read(value, NOW, "kg", POLICY)

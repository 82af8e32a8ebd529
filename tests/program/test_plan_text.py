"""A plan's text says everything, in words a person can read, change and send on."""

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.program.plans import AWKWARD, exercises, plan

from runlift.errors import DataFileError
from runlift.program.plan_text import from_text, to_text
from runlift.program.plan_words import HOUSE_LABEL
from runlift.units import KG_PER_LB

SMALL = """\
runlift plan 1
id: p
name: "Spring"
program: basic
first day: 2026-11-30

== Week 1, "Base", guide

Tue 2026-12-01 18:00 lift "Workout 1", 60 min, id a
  - squat: 3 x 5-8 @ 80 kg, RIR 1-2, rest 180 s
    note: "Slowly."
"""


def read(text):
    return from_text(text, "spring.txt", exercises)


def problem(text):
    with pytest.raises(DataFileError) as told:
        read(text)
    return str(told.value)


def test_what_is_written_is_read_back():
    assert read(to_text(plan(), exercises)) == plan()


def test_an_exercise_reads_like_a_line_in_a_notebook():
    text = to_text(plan(), exercises)

    assert (
        "  - squat: 3 x 5-8 @ 82.5 kg, RIR 1-2, rest 180 s  # Squat (barbell)" in text
    )
    assert 'Tue 2026-12-01 18:00 lift "Workout 1", 60 min, workout 1, id ' in text
    assert "  - plank: 2 x max, rest 60 s  # Plank" in text
    assert '== Week 2, "Accumulation", house' in text


def test_every_line_of_notes_stays_one_line():
    text = to_text(plan(), exercises)

    assert r'note: "Knees \"out\";\nback, flat \\ straight – 膝 🦵"' in text
    assert AWKWARD in {one.note for one in read(text).sessions}


def test_a_week_of_this_project_is_labelled():
    lifts = tuple(replace(one, origin="guide") for one in plan().sessions)

    assert f"# {HOUSE_LABEL}" in to_text(plan(), exercises)
    assert HOUSE_LABEL not in to_text(plan(sessions=lifts), exercises)


def test_what_a_person_types_is_understood():
    [one] = read(SMALL).sessions
    [squat] = one.exercises

    assert (one.phase, one.origin, one.hours) == ("Base", "guide", 1.0)
    assert (squat.sets, squat.reps, squat.mode, squat.load_kg) == (
        3,
        (5, 8),
        "range",
        80,
    )
    assert (squat.rir, squat.rest_s, squat.note) == ((1, 2), 180, "Slowly.")


@pytest.mark.parametrize(
    ("typed", "name", "value"),
    [
        ("3 x 6", "mode", "fixed"),
        ("3 × 5–8", "reps", (5, 8)),
        ("3 x amrap", "mode", "amrap"),
        ("3 x 20-40 s", "seconds", (20.0, 40.0)),
        ("3 x max", "seconds", None),
        ("3 x 5 @ 176 lb", "load_kg", 176 * KG_PER_LB),
        ("3 x 5 @ 77%", "percent", 77.0),
        ("3 x 5 @ 80 kg (77%)", "percent", 77.0),
        ("3 x 5, rest 3 min", "rest_s", 180),
        ("3 x 5, rest 1.5 min", "rest_s", 90),
        ("3 x 5", "rest_s", 120),
        ("3 x 5, pause 2 s", "pause_s", 2.0),
        ("3 x 5, fast", "is_fast", True),
        ("3 x 5, per side assumed", "is_side_assumed", True),
        ("3 x 5, RIR 1.5", "rir", (1.5, 1.5)),
    ],
)
def test_an_exercise_can_be_written_in_several_ways(typed, name, value):
    text = SMALL.replace("3 x 5-8 @ 80 kg, RIR 1-2, rest 180 s", typed)

    assert getattr(read(text).sessions[0].exercises[0], name) == value


def test_a_file_from_windows_with_remarks_is_read():
    text = "\ufeff# mine\r\n" + SMALL.replace("\n", "\r\n").replace(
        "id: p", "id: p  # short"
    )

    assert read(text) == read(SMALL)


def test_a_session_that_moved_to_another_day_is_put_in_order():
    later = SMALL.replace("Tue 2026-12-01", "Fri 2026-12-04")
    both = later + 'Wed 2026-12-02 07:00 run "Easy", 45 min, class easy, id b\n'

    assert [one.planned_id for one in read(both).sessions] == ["b", "a"]


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        (
            "runlift plan 1",
            "hello",
            "spring.txt, line 1: a plan's text begins with 'runlift plan 1', put it first.",
        ),
        (
            "- squat",
            "- sqat",
            "spring.txt, line 10 (session 1, exercise 1): exercise = 'sqat' is neither in "
            "data/exercises.csv nor an exercise of your own, perhaps 'squat' is meant.",
        ),
        (
            "3 x 5-8",
            "300 x 5-8",
            "spring.txt, line 10 (session 1, exercise 1): sets = 300 is outside 1 to 100, "
            "correct it.",
        ),
        (
            "5-8",
            "8-5",
            "spring.txt, line 10 (session 1, exercise 1): reps = [8, 5] begins with the "
            "larger number, turn it round.",
        ),
        (
            "5-8",
            "5-",
            "spring.txt, line 10: the repetitions: '5-' is no number, write one such as 3, "
            "or a range such as 3-5.",
        ),
        (
            "rest 180",
            "rset 180",
            "spring.txt, line 10: 'rset' means nothing here, perhaps 'rest' is meant.",
        ),
        (
            "Tue 2026",
            "Wed 2026",
            "spring.txt, line 9: 2026-12-01 is a Tue, not 'Wed', correct one of them.",
        ),
        (
            "2026-12-01 18:00",
            "2026-12-41 18:00",
            "spring.txt, line 9: '2026-12-41' is no day, write it like 2026-12-01.",
        ),
        (
            "18:00",
            "6pm",
            "spring.txt, line 9: '6pm' is no time of day, write it like 18:00.",
        ),
        (
            ", 60 min",
            "",
            "spring.txt, line 9: it is not said how long the session takes, add 60 min.",
        ),
        (
            "guide",
            "giude",
            "spring.txt, line 7: 'giude' says nothing about a week, perhaps 'guide' is "
            "meant.",
        ),
        (
            'note: "Slowly."',
            'note: "Slowly.',
            'spring.txt, line 11: a quotation mark is not closed, write " at the end of '
            'the text and \\" inside it.',
        ),
        (
            'note: "',
            'nte: "',
            "spring.txt, line 11: 'nte: \"Slowly.\"' is no line of a plan, perhaps "
            "'note:' is meant.",
        ),
        (
            "2026-11-30",
            "2026-12-01",
            "spring.txt, line 5: first_day = '2026-12-01' is no Monday, and a plan begins "
            "on one: write that day.",
        ),
        (
            'name: "Spring"',
            'name: "Spring"\nname: "Summer"',
            "spring.txt, line 4: name: is there twice, keep one.",
        ),
        (
            "== Week 1",
            "# Week 1",
            "spring.txt, line 9: a session needs its week above it, write == Week 1.",
        ),
        ('name: "Spring"\n', "", 'spring.txt: name must be a text, write it as "...".'),
    ],
)
def test_a_wrong_line_is_named_with_what_to_do(right, wrong, told):
    assert right in SMALL
    assert problem(SMALL.replace(right, wrong, 1)) == told


def test_two_sessions_cannot_have_one_id():
    again = SMALL + 'Wed 2026-12-02 07:00 run "Easy", 45 min, id a\n'

    assert problem(again) == (
        "spring.txt, line 12 (session 2): id = 'a' is another session's too, give each "
        "its own."
    )


def test_an_empty_file_is_no_plan():
    assert problem("") == (
        "spring.txt is no plan: it does not begin with 'runlift plan 1'."
    )


def test_a_plan_without_sessions_is_one():
    bare = plan(sessions=(), races=(), notes=(), choices={})

    assert read(to_text(bare, exercises)) == bare


@pytest.mark.parametrize(
    "line",
    [
        'note: "' + "\\" * 200_000,
        "choices: " + "[" * 200_000,
        "- " + "a" * 200_000 + ": 3 x 5",
        "- squat: 3 x " + "1" * 200_000,
        "- squat: 3 x 5" + ", fast" * 50_000,
        "x" * 200_000,
    ],
)
def test_a_huge_line_is_refused_at_once(line):
    began = time.perf_counter()

    assert "spring.txt, line" in problem(SMALL + line)
    assert time.perf_counter() - began < 2


def test_the_example_of_the_docs_is_a_plan():
    page = Path(__file__).parents[2] / "docs" / "plans.md"
    example = re.search(
        r"```\n(runlift plan 1.*?)```", page.read_text("utf-8"), re.DOTALL
    )
    found = read(example[1])

    assert [one.title for one in found.sessions] == ["Workout 1", "Intervals"]
    assert [one.exercise_id for one in found.lifts[0].exercises] == [
        "squat",
        "lunge",
        "plank",
    ]

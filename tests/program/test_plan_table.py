"""The table of a plan opens in a spreadsheet as what it is."""

import csv
import io
from dataclasses import replace

import pytest
from tests.program.plans import AWKWARD, SQUAT, exercises, lift, plan

from runlift.program.plan_table import COLUMNS, to_csv
from runlift.program.plan_words import HOUSE_LABEL


def rows(one, unit="kg"):
    return list(csv.DictReader(io.StringIO(to_csv(one, exercises, unit))))


def test_there_is_a_row_for_each_exercise_and_each_run():
    found = rows(plan())

    assert len(found) == 9 + 3
    assert [row["exercise_id"] for row in found[:4]] == [
        "squat",
        "bench_press",
        "plank",
        "",
    ]
    assert list(found[0]) == [column.format(unit="kg") for column in COLUMNS]


def test_a_row_says_what_is_asked():
    squat = rows(plan())[0]

    assert squat["exercise"] == "Squat (barbell)"
    assert (squat["day"], squat["start"], squat["minutes"]) == (
        "2026-12-01",
        "18:00",
        "60",
    )
    assert (squat["sets"], squat["reps_low"], squat["reps_high"]) == ("3", "5", "8")
    assert (squat["load_kg"], squat["rir_low"], squat["rest_s"]) == ("82.5", "1", "180")


def test_loads_are_in_the_unit_of_the_column():
    # 82.5 / 0.45359237
    assert rows(plan(), "lb")[0]["load_lb"] == "181.88"


def test_text_over_two_lines_is_one_cell():
    assert rows(plan())[1]["note"] == AWKWARD


def test_weeks_of_this_project_are_labelled_row_by_row():
    assert {(row["origin"], row["label"]) for row in rows(plan())} == {
        ("guide", ""),
        ("house", HOUSE_LABEL),
        ("own", ""),
    }


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t"])
def test_no_text_is_run_as_a_formula(first):
    evil = f'{first}HYPERLINK("https://example.org")'
    one = replace(
        lift(1, (12, 1), 1, replace(SQUAT, note=evil, reason=evil), phase=evil),
        title=evil,
        note=evil,
        workout_id=evil,
    )
    [row] = rows(plan(sessions=(one,)))

    for name in ("note", "reason", "phase", "title", "session_note"):
        assert row[name] == f"'{evil}", name

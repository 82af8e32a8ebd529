"""Alpha Progression prints workouts: what stands where says what it is."""

import csv
import re
from dataclasses import dataclass

import pandas as pd
import pytest
from tests.importers.reading import column, parse, slugs_claiming

from runlift.errors import UnreadableFile
from runlift.importers import opening
from runlift.importers.alpha_progression_words import lasted_s

LB = 0.45359237

SESSION = '"Legs";"2026-02-19 4:54 h";"1:02 hr"\n'
EXERCISE = '"1. Squats · Barbell · 8 reps"\n'
GRID = "#;KG;REPS;RIR\n"


@dataclass
class Count:
    sessions: int
    sets: int
    reps: int
    volume_lb: float


def counted(path):
    """Sessions, finished sets, repetitions and volume, a line at a time."""
    starts, sets, reps, volume = set(), 0, 0, 0.0
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            if row and re.match(r"\d{4}-\d\d-\d\d", row[0]):
                start = row[0]
            elif row and row[0].isdigit() and row[-1] != "-":
                starts.add(start)
                sets += 1
                reps += int(row[-1])
                volume += int(row[-1]) * (float(row[1]) if len(row) == 3 else 0)
    return Count(len(starts), sets, reps, volume)


@pytest.mark.parametrize(
    ("name", "sessions", "sets"),
    [
        ("2023_02_28_Workouts_APACHE.csv", 21, 241),
        ("2023_03_24_Workouts_APACHE.csv", 36, 399),
        ("2023_03_26_Workouts_APACHE.csv", 35, 393),
    ],
)
def test_nothing_of_a_real_file_is_lost_or_invented(exports, name, sessions, sets):
    path = exports / "alpha_progression" / name
    text, notes = opening.decode(path.read_bytes())
    parsed = parse(text)
    expected = counted(path)
    work = parsed.sets[parsed.sets["kind"] != "warmup"]

    assert not notes
    assert not parsed.rejected
    assert not parsed.questions
    assert len(parsed.sessions) == expected.sessions == sessions
    assert len(work) == expected.sets == sets
    assert work["reps"].sum() == expected.reps
    assert (work["load_kg"] * work["reps"]).sum() == pytest.approx(
        expected.volume_lb * LB
    )
    assert set(parsed.sessions["time_precision"]) == {"minute"}


def test_warmups_of_a_real_file_are_the_lines_with_a_cross_in_the_second_cells(exports):
    path = exports / "alpha_progression" / "2023_02_28_Workouts_APACHE.csv"
    text, _ = opening.decode(path.read_bytes())
    typed = re.findall(r"\b\d+(?:\.\d+)? [x×] \d+", text)

    assert (parse(text).sets["kind"] == "warmup").sum() == len(typed)


def test_plans_are_known_and_refused_with_what_to_do(exports):
    path = exports / "alpha_progression" / "2023_02_28_Plans_APACHE.csv"
    text, _ = opening.decode(path.read_bytes())
    german = '"Plan";2026-01-05\n"Tag 1"\nÜBUNG;SÄTZE;WDH\n"1. Kniebeugen";3;10\n'

    for plan in (text, german):
        assert slugs_claiming(plan) == ["alpha_progression"]
        with pytest.raises(UnreadableFile, match="plans"):
            parse(plan)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1:04\u00a0hr", 3840),
        ("51 min", 3060),
        ("21\u00a0sec", 21),
        ("1:19 Std.", 4740),
        ("53 Min.", 3180),
        ("45 s", 45),
        ("2 hr", 7200),
        ("2 Std.", 7200),
    ],
)
def test_durations_in_words(text, seconds):
    assert lasted_s(text) == seconds


@pytest.mark.parametrize("text", ["", "soon", "a while", "12"])
def test_what_is_no_duration_is_missing(text):
    assert pd.isna(lasted_s(text))


@pytest.mark.parametrize(
    ("cells", "load", "basis", "reps", "rpe"),
    [
        ("102,5;6;0", 102.5, None, 6.0, 10.0),
        ("102,5;6;0,5", 102.5, None, 6.0, 9.5),
        ("+35;9;1", 35.0, "bodyweight", 9.0, 9.0),
        ("+0;9;1", None, "bodyweight", 9.0, 9.0),
        ("-20;9;1", 20.0, "assist", 9.0, 9.0),
        ("60;5+;2", 60.0, None, 5.0, 8.0),
        ("60;5;5+", 60.0, None, 5.0, 5.0),
        ("60;5;-", 60.0, None, 5.0, None),
        ("0;5;1", None, None, 5.0, 9.0),
    ],
)
def test_a_set_says_its_load_its_repetitions_and_what_was_left(
    cells, load, basis, reps, rpe
):
    parsed = parse(SESSION + EXERCISE + GRID + f"1;{cells}\n")

    assert column(parsed.sets, "load_kg") == [load]
    assert column(parsed.sets, "load_basis") == [basis]
    assert column(parsed.sets, "reps") == [reps]
    assert column(parsed.sets, "rpe") == [rpe]


def test_a_set_that_was_not_done_is_left_out_and_counted():
    parsed = parse(SESSION + EXERCISE + GRID + "1;60;5;1\n2;-;-;-\n3;60;-;-\n")

    assert len(parsed.sets) == 1
    assert not parsed.rejected
    assert parsed.notes == ("Planned sets that were not done are left out: 2.",)


def test_an_exercise_has_one_name_in_both_variants():
    old = '"Legs"\n"2023-02-21 5:46\u00a0pm",1:04\u00a0hr\n"1. Squats Barbell"\n"8 reps"\n'
    comma = parse(old + "#,KG,REPS\n1,60.5,5\n")
    semicolon = parse(SESSION + EXERCISE + GRID + "1;60,5;5;1\n")

    assert column(comma.sets, "exercise_raw") == ["Squats Barbell"]
    assert column(semicolon.sets, "exercise_raw") == ["Squats Barbell"]
    assert column(comma.sets, "load_kg") == column(semicolon.sets, "load_kg") == [60.5]
    assert column(comma.sessions, "start_local") == [pd.Timestamp("2023-02-21 17:46")]
    assert column(semicolon.sessions, "start_local") == [
        pd.Timestamp("2026-02-19 04:54")
    ]


def test_a_session_whose_date_cannot_be_read_does_not_go_into_the_one_before():
    parsed = parse(
        SESSION
        + EXERCISE
        + GRID
        + '1;60;5;1\n\n"Push";"some day";"1:02 hr"\n'
        + EXERCISE
        + GRID
        + "1;90;5;1\n"
    )

    assert column(parsed.sets, "load_kg") == [60.0]
    assert [one.line for one in parsed.rejected] == [6, 7, 9]


def test_a_missing_quotation_mark_costs_no_set():
    parsed = parse(
        SESSION + '"1. Squats · Barbell · 8 reps";"felt odd\n' + GRID + "1;60;5;1\n"
    )

    assert column(parsed.sets, "load_kg") == [60.0]
    assert column(parsed.sets, "line") == [4]


@pytest.mark.parametrize(
    ("header", "row", "name", "value"),
    [
        ("#;REPS", "1;12", "reps", 12.0),
        ("#;KG;WIEDERH.", "1;20;12", "reps", 12.0),
        ("#;KG;RÉPÉTITIONS", "1;20;12", "reps", 12.0),
        ("#;KG;SEK", "1;20;45", "duration_s", 45.0),
        ("#;MIN.", "1;1,5", "duration_s", 90.0),
    ],
)
def test_the_header_of_the_grid_says_what_was_counted(header, row, name, value):
    parsed = parse(SESSION + EXERCISE + f"{header}\n{row}\n")

    assert column(parsed.sets, name) == [value]


def test_supersets_are_told_apart_by_where_their_numbers_begin_again():
    places = ["Superset 1", "Superset 2", "", "Superset 1", "Superset 2", "Superset 3"]
    blocks = "".join(
        f'"{n}. Exercise {n}";"{place}"\n#;KG;REPS\n1;20;5\n'
        for n, place in enumerate(places, start=1)
    )
    parsed = parse(SESSION + blocks)

    assert column(parsed.sets, "superset") == ["1", "1", None, "2", "2", "2"]


def test_workouts_without_a_finished_set_are_a_file_with_nothing_in_it():
    parsed = parse(SESSION + EXERCISE + GRID + "1;-;-;-\n")

    assert parsed.sessions.empty
    assert parsed.sets.empty
    with pytest.raises(UnreadableFile):
        parse(SESSION + EXERCISE + GRID)


def test_a_cell_without_end_costs_its_line_and_no_set():
    endless = '"' + "x" * 140_000 + "\n"
    good = SESSION + EXERCISE + GRID + "1;60;5;1\n"
    parsed = parse(good + endless + EXERCISE + GRID + "1;70;5;1\n")

    assert column(parsed.sets, "load_kg") == [60.0, 70.0]
    assert column(parsed.sets, "line") == [4, 8]
    assert [one.line for one in parsed.rejected] == [5]

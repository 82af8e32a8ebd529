"""A name finds the exercise its app means, or nothing; never something similar."""

import csv
import re
import time
from pathlib import Path

import pytest

from runlift import paths
from runlift.errors import CatalogueError
from runlift.exercises.catalogue import catalogue
from runlift.exercises.matching import (
    aliases,
    match,
    normal_form,
    read_aliases,
    word_set,
)

PERSONAL = {
    # a brand or a place instead of an exercise
    "Bent Over Row Machine (Panatta)",
    "Leg Press Keller",
    "Leg Press Technogym (Gelb)",
    "Ohio State",
    # in front of the head, or in front of the body with straight arms
    "Front Pulldown",
}
STRONG = {
    "Squat (Barbell)": "squat",
    "Bent Over Row (Barbell)": "barbell_row",
    "Bent Over Row - Underhand (Barbell)": "barbell_row_underhand",
    "Bench Press - Close Grip (Barbell)": "bench_press_close_grip",
    "Strict Military Press (Barbell)": "overhead_press",
    "Standing Calf Raise (Smith Machine)": "standing_calf_raise_smith_machine",
    "Seated Calf Raise (Plate Loaded)": "seated_calf_raise_plate_loaded",
    "Pull Up (Assisted)": "pull_up_assisted",
    "Chest Dip (Assisted)": "dip_chest_assisted",
    "Iso-Lateral Row (Machine)": "row_iso_lateral",
    "Lat Pulldown - Wide Grip (Cable)": "lat_pulldown",
    "Knees to Elbows": "knees_to_elbows",
    "T Bar Row": "t_bar_row",
}
HEVY = {
    "Romanian Deadlift (Barbell)": "romanian_deadlift",
    "Single Leg Romanian Deadlift (Dumbbell)": "single_leg_rdl",
    "Straight Leg Deadlift": "stiff_leg_deadlift",
    "Squat (Smith Machine)": "squat_smith_machine",
    "Seated Leg Curl (Machine)": "leg_curl_seated",
    "Lying Leg Curl (Machine)": "leg_curl_lying",
    "Calf Press (Machine)": "calf_press",
    "Pull Up (Weighted)": "pull_up",
    "Shoulder Press (Machine Plates)": "shoulder_press_plate_loaded",
    "Triceps Rope Pushdown": "triceps_pushdown_rope",
    "21s Bicep Curl": "curl_21s",
    "Hip Thrust (Machine)": "hip_thrust_machine",
    "Treadmill": "running_treadmill",
}
STRENGTHLOG = {
    "Squat": "squat",
    "Bench Press": "bench_press",
    "Overhead Press": "overhead_press",
    "Standing Calf Raise": "standing_calf_raise",
    "Barbell Standing Calf Raise": "standing_calf_raise_barbell",
    "Dumbbell Lunge": "lunge",
    "Hip Thrust": "hip_thrust",
    "Bar Dip": "dip",
    "Lat Pulldown With Pronated Grip": "lat_pulldown",
    "Smith Machine Squat": "squat_smith_machine",
    "Rowing (Machine)": "rowing_machine",
    "Dynamic Side Plank": "dynamic_side_plank",
    "Tibialis Raise": "tibialis_raise",
}
FITNOTES = {
    "Barbell Squat": "squat",
    "Flat Barbell Bench Press": "bench_press",
    "Dumbbell Lunges": "lunge",
    "Stiff-Legged Deadlift": "stiff_leg_deadlift",
    "Seated Machine Fly": "chest_fly_machine",
    "EZ-Bar Skullcrusher": "skullcrusher_ez_bar",
    "Rope Push Down": "triceps_pushdown_rope",
    "Lateral Dumbbell Raise": "lateral_raise_dumbbell",
    "Neutral Chin Up": "pull_up_neutral_grip",
    "Ring Dip": "dip_ring",
    "Smith Machine Overhead Press": "overhead_press_smith_machine",
    "Barbell Calf Raise": "standing_calf_raise_barbell",
    "Stationary Bike": "cycling_indoor",
}
HEVY_ABROAD = {
    "Schrägbankdrücken (Kurzhantel)": "incline_bench_press_dumbbell",
    "Hackenschmidt Squat (Maschine)": "hack_squat",
    "Liegendes Beinbeugen (Maschine)": "leg_curl_lying",
    "Beinstrecken ": "leg_extension",
    "Développé Militaire (Barre)": "overhead_press",
    "Presse à Cuisses": "leg_press",
    "Peso Muerto Rumano (Barra)": "romanian_deadlift",
    "Elevación de Gemelos Sentado": "seated_calf_raise",
    "Panca Piana (Manubrio)": "bench_press_dumbbell",
    "Cadeira Flexora (Máquina)": "leg_curl_seated",
}
"""Hevy writes its names in the language of the app."""
SHORT = {
    "Back Squat": "squat",
    "OHP": "overhead_press",
    "RDL": "romanian_deadlift",
    "BSS": "bulgarian_split_squat",
    "DB Bench": "bench_press_dumbbell",
    "Trap Bar Deadlift": "deadlift_trap_bar",
    "Nordics": "nordic_curl",
    "Copenhagen Plank": "copenhagen_plank",
}


@pytest.mark.parametrize(
    ("name", "exercise_id"),
    [
        pair
        for names in (STRONG, HEVY, HEVY_ABROAD, STRENGTHLOG, FITNOTES, SHORT)
        for pair in names.items()
    ],
)
def test_a_name_of_an_app_is_the_exercise_the_app_means(name, exercise_id):
    assert _pairs([name]) == [(exercise_id, "alias")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bench Press (Barbell)", "Bench Press (Dumbbell)"),
        ("Bench Press (Barbell)", "Bench Press (Smith Machine)"),
        ("Squat (Barbell)", "Front Squat"),
        ("Pull Up", "Pull Up (Assisted)"),
        ("Standing Calf Raise", "Seated Calf Raise"),
        ("Lying Leg Curl (Machine)", "Seated Leg Curl (Machine)"),
        ("Leg Press", "Single Leg Press"),
        ("Bicep Curl (Dumbbell)", "Leg Curl"),
    ],
)
def test_lifts_with_similar_names_stay_apart(one, other):
    (first, _), (second, _) = _pairs([one, other])
    assert first != second
    assert None not in (first, second)


@pytest.mark.parametrize(
    "name",
    [
        "Leg Press Keller",
        "Ohio State",
        "Step thing",
        "Press",
        "Leg",
        "Squat Press",
        "Sqaut (Barbell)",
        "Bench Pres",
        "Beinheben an der Maschine von Ute",
        "Leg Pressure",
        "",
        "  ",
        "(",
        "💪",
    ],
)
def test_what_is_not_certain_stays_unmatched(name):
    assert _pairs([name]) == [(None, None)]


def test_order_and_punctuation_do_not_matter():
    assert _pairs(
        ["dumbbell press (bench) incline", "RAISE; calf, smith standing"]
    ) == [
        ("incline_bench_press_dumbbell", "words"),
        ("standing_calf_raise_smith_machine", "words"),
    ]


def test_abbreviated_implements_are_the_same_words():
    assert word_set("DB Lunges, walking") == word_set("Walking lunge with dumbbells")
    assert word_set("Bankdrücken (KH)") == word_set("Kurzhantel-Bankdrücken")
    assert word_set("1-legged RDL") == word_set("Single Leg Romanian Deadlift")


def test_a_word_too_many_is_another_exercise():
    assert _pairs(["Bench Press (Barbell) with Chains and Boards"]) == [(None, None)]


def test_words_two_exercises_share_name_neither():
    assert _pairs(["Cable fly: low, high to"]) == [(None, None)]
    assert _pairs(["Low to High Cable Fly", "High to Low Cable Fly"]) == [
        ("cable_fly_low_to_high", "alias"),
        ("cable_fly_high_to_low", "alias"),
    ]


def test_an_alias_beats_the_same_words():
    assert word_set("Elbow to Knee") == word_set("Knees to Elbows")
    assert _pairs(["Elbow to Knee"]) == [("crunch_oblique", "alias")]


def test_the_names_of_the_catalogue_mean_their_exercises():
    names = {exercise.name: key for key, exercise in catalogue().items()}
    found = match(names)
    assert dict(zip(found["exercise_raw"], found["exercise_id"], strict=True)) == names


def test_the_athletes_choice_beats_the_alias():
    assert _pairs(["Hack Squat"], {"Hack Squat": "hack_squat_barbell"}) == [
        ("hack_squat_barbell", "choice")
    ]


def test_a_choice_holds_for_other_spellings_of_the_name():
    assert _pairs(["leg press – keller!"], {"Leg Press Keller": "leg_press"}) == [
        ("leg_press", "choice")
    ]


def test_a_choice_for_exactly_this_spelling_goes_first():
    choices = {"Row": "barbell_row", "ROW": "rowing_machine"}
    assert _pairs(["Row", "ROW"], choices) == [
        ("barbell_row", "choice"),
        ("rowing_machine", "choice"),
    ]


def test_choices_that_contradict_each_other_decide_no_third_spelling():
    choices = {"Keller 1": "leg_press", "KELLER 1": "hack_squat"}
    assert _pairs(["keller-1"], choices) == [(None, None)]


def test_a_choice_of_none_leaves_a_name_unmatched_on_purpose():
    assert _pairs(["Squat", "SQUATS"], {"Squat": None}) == [
        (None, "choice"),
        (None, "choice"),
    ]


def test_one_athletes_choice_is_not_the_next_ones():
    assert _pairs(["Squat"], {"Squat": "front_squat"}) == [("front_squat", "choice")]
    assert _pairs(["Squat"]) == [("squat", "alias")]


def test_the_answer_has_a_row_for_every_name_in_its_order():
    found = match(name for name in ["Deadlift", "???", "Deadlift"])
    assert list(found.columns) == ["exercise_raw", "exercise_id", "how", "side"]
    assert found["exercise_raw"].tolist() == ["Deadlift", "???", "Deadlift"]
    assert found["exercise_id"].tolist() == ["deadlift", None, "deadlift"]
    assert found["how"].tolist() == ["alias", None, "alias"]


def test_no_names_give_an_empty_answer_with_the_columns():
    assert list(match([]).columns) == ["exercise_raw", "exercise_id", "how", "side"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pull-Ups", "pull up"),
        ("Farmer’s Walk", "Farmers Walk"),
        ("Clean & Jerk", "clean and jerk"),
        ("Cable Flyes", "cable fly"),
        ("Standing  Calf\tRaises", "standing calf raise"),
        ("Seated_Row", "Seated Row"),
        ("Bench Press – Close Grip", "bench press (close grip)"),
        ("Développé couché", "developpe couche"),
        ("Crunches", "crunch"),
        ("Box Jumps", "box jump"),
    ],
)
def test_spelling_does_not_change_the_normal_form(one, other):
    assert normal_form(one) == normal_form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bench Press", "Bench"),
        ("Press", "Pres"),
        ("Leg Curl", "Leg Curl 2"),
        ("21s", "21"),
        ("Pull Up", "Pullover"),
    ],
)
def test_the_normal_form_keeps_what_makes_a_difference(one, other):
    assert normal_form(one) != normal_form(other)


def test_the_normal_form_of_a_normal_form_is_itself():
    for form in aliases():
        assert normal_form(form) == form


def test_every_alias_is_there_once_and_leads_to_an_exercise():
    forms = [normal_form(row["alias"]) for row in _alias_rows()]
    assert len(forms) > 1000
    assert len(forms) == len(set(forms)) == len(aliases())
    assert set(aliases().values()) <= set(catalogue())


@pytest.mark.parametrize(
    ("app", "at_least"),
    [("strong", 250), ("hevy", 400), ("strengthlog", 400), ("fitnotes", 95)],
)
def test_the_names_of_every_app_are_there(app, at_least):
    names = [row["alias"] for row in _alias_rows() if app in row["apps"].split()]
    assert len(names) >= at_least


def test_every_exercise_can_be_reached_from_a_name():
    assert set(aliases().values()) == set(catalogue())


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("Squat,sqat,any", "line 2: exercise_id 'sqat' is not in exercises.csv"),
        ("Squat,squat,garmin", "line 2: apps 'garmin' has an unknown app, use any"),
        ("Squat,squat,any\nSQUATS,deadlift,any", "line 3: alias 'SQUATS' is there al"),
        ("Squat,squat", "line 2: 2 cells instead of 3"),
    ],
)
def test_a_wrong_alias_is_refused_with_line_and_remedy(tmp_path, lines, message):
    path = tmp_path / "aliases.csv"
    path.write_text(f"alias,exercise_id,apps\n{lines}\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=re.escape(message)):
        read_aliases(path, catalogue())


@pytest.mark.parametrize(
    ("folder", "column"), [("strong", "exercise name"), ("hevy", "exercise_title")]
)
def test_real_exports_are_understood_except_personal_names(exports, folder, column):
    files = sorted((exports / folder).glob("*.csv"))
    assert files
    names = {name for path in files for name in _names(path, column)}
    assert len(names) > 50
    found = match(sorted(names))
    unmatched = set(found.loc[found["exercise_id"].isna(), "exercise_raw"])
    assert unmatched <= PERSONAL


def test_500_names_take_a_few_milliseconds():
    known = [row["alias"] for row in _alias_rows()][:250]
    names = [*known, *(f"Machine {n} (Keller)" for n in range(250))]
    match(names)
    started = time.perf_counter()
    match(names)
    # A twentieth of this is usual; the rest is for a busy computer.
    assert time.perf_counter() - started < 0.02


def _pairs(names, choices=None):
    found = match(names, choices or {})
    return list(zip(found["exercise_id"], found["how"], strict=True))


def _alias_rows():
    with (paths.data_folder() / "aliases.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _names(path: Path, column: str):
    """The exercise names of an export, whatever its separator."""
    text = path.read_text(encoding="utf-8-sig")
    separator = ";" if text.partition("\n")[0].count(";") > 2 else ","
    for row in csv.DictReader(text.splitlines(), delimiter=separator):
        cells = {(key or "").lower(): value for key, value in row.items()}
        is_rest = "Rest Timer" in (cells.get("set order") or "")
        if cells.get(column) and not is_rest:
            yield cells[column]


@pytest.mark.parametrize(
    ("name", "exercise_id", "side"),
    [
        ("Bulgarian Split Squat (Left)", "bulgarian_split_squat", "L"),
        ("Bulgarian Split Squat - right", "bulgarian_split_squat", "R"),
        ("Bulgarian Split Squat (R)", "bulgarian_split_squat", "R"),
        ("Left Leg Extension", "leg_extension", "L"),
        ("Bulgarian Split Squat Right Leg", "bulgarian_split_squat", "R"),
        ("L-Sit", "l_sit", None),
        ("Squat (left/right)", None, None),
        ("Left", None, None),
    ],
)
def test_a_side_in_the_name_is_told_and_the_exercise_found(name, exercise_id, side):
    found = match([name]).iloc[0]
    assert (found["exercise_id"], found["side"]) == (exercise_id, side)


def test_a_chosen_name_speaks_for_both_of_its_sides():
    found = match(["Foo (left)", "Foo (right)"], {"Foo": "squat"})
    assert found["exercise_id"].tolist() == ["squat", "squat"]
    assert found["side"].tolist() == ["L", "R"]

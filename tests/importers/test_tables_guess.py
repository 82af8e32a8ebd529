"""A guess needs a name people use and cells that look the part; traps are told apart."""

import pytest

from runlift.importers import importers, opening, tables
from runlift.importers.table_words import WORDS, words_of
from runlift.model import Answers


def guessed(text):
    head = opening.head_of(text)
    return tables.guess(head, head.rows)


def columns(text):
    return {
        field: names[0] if len(names) == 1 else names
        for field, names in guessed(text).columns.items()
    }


HEADERS = {
    "english": (
        "Date,Exercise,Set Order,Weight (lbs),Reps,RPE,Notes\n"
        "2026-01-02,Squat,1,225,5,8,fine\n",
        {"date": "Date", "exercise": "Exercise", "reps": "Reps", "rpe": "RPE"}
        | {"weight": "Weight (lbs)", "set_no": "Set Order", "note": "Notes"},
    ),
    "german": (
        "Datum;Übung;Sätze;Wdh.;Gewicht (kg);Kommentar\n"
        "02.01.2026;Kniebeuge;3;5;102,5;gut\n",
        {"date": "Datum", "exercise": "Übung", "reps": "Wdh.", "sets": "Sätze"}
        | {"weight": "Gewicht (kg)", "note": "Kommentar"},
    ),
    "french": (
        "Date;Séance;Exercice;Répétitions;Charge;Remarques\n"
        "02/01/2026;Jambes;Squat;5;102,5;\n",
        {"date": "Date", "exercise": "Exercice", "reps": "Répétitions"}
        | {"weight": "Charge", "title": "Séance", "note": "Remarques"},
    ),
    "spanish": (
        "Fecha,Ejercicio,Repeticiones,Peso,RIR\n02/01/2026,Sentadilla,5,100,2\n",
        {"date": "Fecha", "exercise": "Ejercicio", "reps": "Repeticiones"}
        | {"weight": "Peso", "rir": "RIR"},
    ),
    "italian": (
        "Data,Esercizio,Serie,Ripetizioni,Carico\n02/01/2026,Panca,3,8,60\n",
        {"date": "Data", "exercise": "Esercizio", "reps": "Ripetizioni"}
        | {"weight": "Carico", "sets": "Serie"},
    ),
    "portuguese": (
        "Data;Exercício;Séries;Repetições;Carga (kg)\n02/01/2026;Supino;3;8;60\n",
        {"date": "Data", "exercise": "Exercício", "reps": "Repetições"}
        | {"weight": "Carga (kg)", "sets": "Séries"},
    ),
    "dutch": (
        "Datum,Oefening,Herhalingen,Gewicht,Opmerking\n2026-01-02,Squat,5,100,\n",
        {"date": "Datum", "exercise": "Oefening", "reps": "Herhalingen"}
        | {"weight": "Gewicht", "note": "Opmerking"},
    ),
    "swedish": (
        "Datum;Övning;Antal reps;Vikt;Anteckning\n2026-01-02;Knäböj;5;100;\n",
        {"date": "Datum", "exercise": "Övning", "reps": "Antal reps"}
        | {"weight": "Vikt", "note": "Anteckning"},
    ),
    "camel case": (
        "workoutDate,exerciseName,repCount,weightKg,setType\n"
        "2026-01-02,Squat,5,100,warmup\n",
        {"date": "workoutDate", "exercise": "exerciseName", "reps": "repCount"}
        | {"weight": "weightKg", "kind": "setType"},
    ),
    "german runs": (
        "Datum,Uhrzeit,Strecke (km),Zeit,Puls,Höhenmeter\n"
        '02.01.2026,18:30,"10,2",52:10,140,100\n',
        {"date": "Datum", "time": "Uhrzeit", "distance": "Strecke (km)"}
        | {"duration": "Zeit", "avg_hr": "Puls", "ascent": "Höhenmeter"},
    ),
    "french runs": (
        "Date;Distance (km);Durée;D+;FC moyenne;Commentaire\n"
        "02/01/2026;10,2;52:10;120;140;\n",
        {"date": "Date", "distance": "Distance (km)", "duration": "Durée"}
        | {"ascent": "D+", "avg_hr": "FC moyenne", "note": "Commentaire"},
    ),
}


@pytest.mark.parametrize("name", HEADERS)
def test_columns_are_found_by_their_names_in_many_languages(name):
    text, expected = HEADERS[name]

    assert columns(text) == expected


@pytest.mark.parametrize("name", HEADERS)
def test_what_is_guessed_can_be_read_without_a_row_left_out(name):
    text, _ = HEADERS[name]
    parsed = tables.parse(text, guessed(text), Answers())

    assert len(parsed.runs) + len(parsed.sessions) == 1
    assert parsed.rejected == ()


def test_the_words_of_a_field_are_folded_and_stand_once():
    for field, words in WORDS.items():
        listed = words.split("|")
        assert all(words_of(word) == word for word in listed), field


@pytest.mark.parametrize(
    "header", ["Exercises done,Reps", "Datums,Übungg", "Exercse,Wieght"]
)
def test_a_name_that_is_merely_like_a_known_one_is_never_taken(header):
    width = header.count(",")
    text = f"Date,{header},x\n2026-01-02,Squat{',5' * (width + 1)}\n"

    assert guessed(text) is None


def test_names_without_the_right_cells_are_not_believed():
    assert guessed("Date,Exercise,Reps\nSquat,2026-01-02,5\n") is None
    assert guessed("Date,Exercise,Reps\n2026-01-02,Squat,many\n") is None


def test_a_time_column_of_a_lifting_table_is_a_hold_or_a_clock_by_its_values():
    hold = "Date,Exercise,Time,Weight\n2026-01-02,Plank,0:45,\n2026-01-02,Plank,60,10\n"
    clock = (
        "Date,Exercise,Time,Reps\n2026-01-02,Squat,18:30,5\n2026-01-03,Row,07:10,8\n"
    )

    assert columns(hold)["duration"] == "Time"
    assert columns(clock)["time"] == "Time"


def test_a_time_column_of_a_running_table_is_the_duration_if_the_pace_fits():
    text = "Date,Time,Distance\n2026-01-02,18:30,4.0\n2026-01-04,52:10,10.2\n"

    assert columns(text)["duration"] == "Time"


def test_durations_written_as_hours_and_minutes_are_known_by_the_pace():
    text = "Date,Miles,Time\n1/2/26,6.2,0:52\n1/20/26,10,1:32\n"

    assert guessed(text).duration_unit == "h:mm"
    assert guessed(text).distance_unit == "mi"
    assert guessed("Date,Km,Time\n2026-01-02,10,50\n").duration_unit == "min"


def test_a_long_duration_beside_repetitions_is_that_of_the_session():
    text = "Date,Exercise,Reps,Duration\n2026-01-02,Squat,5,1h 2m\n"

    assert columns(text)["session_duration"] == "Duration"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("1", "2", "3"), "set_no"),
        (("3", "3", "4"), "sets"),
        (("W1", "1", "2"), "set_no"),
        (("1", "1", "1"), "set_no"),
    ],
)
@pytest.mark.parametrize("name", ["Set", "Sets", "Serie", "Series", "Satz"])
def test_a_set_column_is_a_number_or_a_count_by_its_values(name, cells, expected):
    rows = "".join(f"2026-01-02,Squat,{cell},5\n" for cell in cells)

    assert columns(f"Date,Exercise,{name},Reps\n{rows}")[expected] == name


def test_counts_that_rise_from_one_exercise_to_the_next_are_no_numbers():
    rows = "2026-01-02,Squat,2,5\n2026-01-02,Row,3,5\n2026-01-02,Dip,4,5\n"

    assert columns(f"Date,Exercise,Sets,Reps\n{rows}")["sets"] == "Sets"


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Weight (kg)", "kg"),
        ("weight_lbs", "lb"),
        ("Load [LB]", "lb"),
        ("kg", "kg"),
        ("Gewicht in kg", "kg"),
        ("Weight", None),
    ],
)
def test_the_unit_of_the_weight_stands_in_the_name_of_its_column(name, unit):
    found = guessed(f"Date,Exercise,Reps,{name}\n2026-01-02,Squat,5,100\n")

    assert found.column("weight") == name
    assert found.weight_unit == unit


def test_a_column_of_units_is_found():
    found = guessed(
        "date,exercise,weight,weight_unit,repetitions\n2026-01-02,Squat,225,lb,5\n"
    )

    assert found.weight_unit == "column"
    assert found.column("unit") == "weight_unit"


@pytest.mark.parametrize("name", ["Sets x Reps x Weight", "Sets", "Reps", "Workout"])
def test_sets_written_out_are_found_by_their_looks_under_many_names(name):
    found = guessed(
        f"Date,Lift,{name}\n1/2/26,Squat,1x10x90lb;2x10x140lb\n1/3/26,Bench,3x5x100lb\n"
    )

    assert found.column("prescription") == name
    assert not found.has("reps", "sets")


def test_numbered_columns_are_a_set_each_with_their_weights():
    alike = guessed("Day,Lift,Set 1,Set 2,Set 3,kg\n2026-01-02,Squat,5,5,4,100\n")
    apart = guessed(
        "Date,Lift,Set 1 kg,Set 1 reps,Set 2 kg,Set 2 reps\n2026-01-02,Squat,100,5,110,3\n"
    )

    assert alike.columns["reps"] == ("Set 1", "Set 2", "Set 3")
    assert alike.columns["weight"] == ("kg",)
    assert apart.columns["reps"] == ("Set 1 reps", "Set 2 reps")
    assert apart.columns["weight"] == ("Set 1 kg", "Set 2 kg")


def test_dates_that_stand_only_in_the_first_row_of_a_day_are_noticed():
    text = "Date,Exercise,Reps\n2026-01-02,Squat,5\n,Row,8\n"

    assert guessed(text).fills_down
    assert not guessed(text.replace(",Row", "2026-01-02,Row")).fills_down


def test_an_empty_column_gives_way_to_one_with_values():
    text = "Date,Type,Activity Type,Distance\n2026-01-02,,Run,10\n"

    assert columns(text)["type"] == "Activity Type"


def test_activities_with_a_distance_are_runs_even_if_called_exercises():
    text = "Date,Exercise,Distance,Duration\n2026-01-02,Running,10,50:00\n"

    assert guessed(text).kind == "runs"
    assert guessed(text.replace("Running", "Plank")).kind == "sets"


def test_nothing_is_guessed_of_a_table_about_something_else():
    assert guessed("Name,City,Price\nAna,Oslo,12\n") is None


def test_no_importer_claims_the_tables_that_are_left_to_be_mapped():
    for text, _ in HEADERS.values():
        head = opening.head_of(text)
        assert tables.is_table(head)
        assert not [one.slug for one in importers() if one.recognises(head)]


@pytest.mark.parametrize(
    ("name", "sets", "sessions"),
    [
        ("strong/comma_12col_kg_de-names_MIT.csv", 2078, 129),
        ("hevy/kg_2025_MIT.csv", 330, 17),
    ],
)
def test_real_exports_are_read_by_the_guess_alone_as_by_their_importer(
    exports, name, sets, sessions
):
    text, _ = opening.decode((exports / name).read_bytes())
    parsed = tables.parse(text, guessed(text), Answers())

    assert (len(parsed.sets), len(parsed.sessions)) == (sets, sessions)
    assert parsed.rejected == ()

"""Real Strong and Hevy files, against a plain count with the csv module."""

import csv
from dataclasses import dataclass

import pytest
from tests.importers.reading import slugs_claiming

from runlift.importers import opening, recognise
from runlift.model import Answers

KG_PER_LB = 0.45359237


@dataclass
class Count:
    sessions: int
    sets: int
    reps: float
    tonnage_kg: float


def number(text):
    return float(text) if text.strip() else 0.0


def counted(path, *, weight_unit):
    """Sessions, sets, repetitions and tonnage, a row at a time."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        delimiter = ";" if ";" in file.readline() else ","
        file.seek(0)
        rows = list(csv.DictReader(file, delimiter=delimiter))
    if "set_index" in rows[0]:
        key = ("start_time", "title")
        weight = next(name for name in rows[0] if name.startswith("weight_"))
        reps, order = "reps", "set_index"
    else:
        key, reps, order = ("Date", "Workout Name"), "Reps", "Set Order"
        weight = "Weight (kg)" if "Weight (kg)" in rows[0] else "Weight"
    factor = KG_PER_LB if "lb" in weight or weight_unit == "lb" else 1.0
    sets = [row for row in rows if row[order] != "Rest Timer"]
    return Count(
        sessions=len({tuple(row[name].strip() for name in key) for row in sets}),
        sets=len(sets),
        reps=sum(number(row[reps]) for row in sets),
        tonnage_kg=sum(number(row[weight]) * number(row[reps]) for row in sets)
        * factor,
    )


FILES = [
    "strong/comma_10col_sample.csv",
    "strong/comma_12col_kg_de-names_MIT.csv",
    "strong/comma_12col_rest-timer_unlicense.csv",
    "strong/semicolon_workoutnum_2025_APACHE.csv",
    "strong/semicolon_workoutnum_2025_b_APACHE.csv",
    "hevy/kg_2025_7k_rpe-warmups.csv",
    "hevy/kg_2025_MIT.csv",
]


@pytest.mark.parametrize("name", FILES)
def test_nothing_of_a_real_file_is_lost_or_invented(exports, name):
    path = exports / name
    text, notes = opening.decode(path.read_bytes())
    parsed = recognise(opening.head_of(text)).parse(text, Answers(weight_unit="kg"))
    expected = counted(path, weight_unit="kg")

    assert not notes
    assert not parsed.rejected
    assert len(parsed.sessions) == expected.sessions
    assert len(parsed.sets) == expected.sets
    assert parsed.sets["reps"].sum() == expected.reps
    # Conversion noise is taken out of single loads, a gram or two each.
    tonnage = (parsed.sets["load_kg"] * parsed.sets["reps"]).sum()
    assert tonnage == pytest.approx(expected.tonnage_kg, rel=2e-5)


def test_every_real_strength_file_is_tried(exports):
    present = {
        f"{folder}/{path.name}"
        for folder in ("strong", "hevy")
        for path in (exports / folder).glob("*.csv")
    }

    assert present == set(FILES)


def test_the_other_order_of_asking_gives_the_other_tonnage(exports):
    path = exports / "strong/comma_12col_kg_de-names_MIT.csv"
    text, _ = opening.decode(path.read_bytes())
    parsed = recognise(opening.head_of(text)).parse(text, Answers(weight_unit="lb"))

    tonnage = (parsed.sets["load_kg"] * parsed.sets["reps"]).sum()
    assert tonnage == pytest.approx(
        counted(path, weight_unit="lb").tonnage_kg, rel=1e-3
    )


@pytest.mark.parametrize(
    ("name", "unit"), [(FILES[0], "kg"), (FILES[1], "kg"), (FILES[2], "kg")]
)
def test_real_files_without_a_unit_are_guessed_right_and_asked(exports, name, unit):
    text, _ = opening.decode((exports / name).read_bytes())
    parsed = recognise(opening.head_of(text)).parse(text, Answers())

    assert [(one.key, one.guess) for one in parsed.questions] == [("weight_unit", unit)]


def test_a_real_file_is_still_known_without_its_header_or_in_another_language(exports):
    text, _ = opening.decode(
        (exports / "strong/comma_12col_kg_de-names_MIT.csv").read_bytes()
    )
    header, _, rows = text.partition("\n")
    foreign = ",".join(f"kolumna {n}" for n in range(header.count(",") + 1))
    whole = recognise(opening.head_of(text)).parse(text, Answers())

    for other in (rows, f"{foreign}\n{rows}"):
        assert slugs_claiming(other) == ["strong"]
        parsed = recognise(opening.head_of(other)).parse(other, Answers())
        assert len(parsed.sets) == len(whole.sets)
        assert len(parsed.sessions) == len(whole.sessions)


@pytest.mark.parametrize(
    "folder", ["strava", "garmin_csv", "runkeeper", "alpha_progression"]
)
def test_real_files_of_other_apps_are_not_claimed(exports, folder):
    ours = {"strong", "strengthlog", "strengthlog_old", "fitnotes", "hevy"}
    for path in (exports / folder).rglob("*.csv"):
        text, _ = opening.decode(path.read_bytes())

        assert not ours & set(slugs_claiming(text)), path.name

"""How much of real people's logs is known without asking them."""

import csv

import pytest

from runlift.exercises.matching import match


def unmatched(path, column, delimiter=","):
    with path.open(encoding="utf-8-sig", newline="") as file:
        names = [row[column] for row in csv.DictReader(file, delimiter=delimiter)]
    found = match(set(names)).set_index("exercise_raw")["exercise_id"]
    missing = {name for name, key in found.items() if key is None}
    return sum(name in missing for name in names) / len(names), missing


@pytest.mark.parametrize(
    ("name", "column", "delimiter"),
    [
        ("hevy/kg_2025_7k_rpe-warmups.csv", "exercise_title", ","),
        ("hevy/kg_2025_MIT.csv", "exercise_title", ","),
        ("strong/comma_12col_kg_de-names_MIT.csv", "Exercise Name", ","),
        ("strong/comma_10col_sample.csv", "Exercise Name", ","),
    ],
)
def test_less_than_two_sets_in_a_hundred_wait_for_a_name(
    exports, name, column, delimiter
):
    share, missing = unmatched(exports / name, column, delimiter)

    assert share < 0.02, missing

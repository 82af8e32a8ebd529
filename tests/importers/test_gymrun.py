"""GymRun says neither its units nor where a workout ends."""

import pytest
from tests.importers.reading import column, parse, question, slugs_claiming

from runlift.errors import UnreadableFile
from runlift.model import Answers

HEADER = (
    "Date;Time;Routine;Exercise;Set;Weight;Reps;Duration;Distance;Para6;Para7;Para8;"
    "Para9;Para10;Note;Type;Book;Version1\n"
)
ROW = "29.04.2025;{};Beine;Kniebeuge;{};{};8;;{};;;;;;;;;\n"


def test_units_are_asked_and_an_answer_is_taken():
    text = HEADER + ROW.format("18:00", 1, 100, 2)
    asked = parse(text)
    told = parse(text, Answers(weight_unit="lb", distance_unit="mi"))

    assert question(asked, "weight_unit") and question(asked, "distance_unit")
    assert column(told.sets, "load_kg") == [pytest.approx(45.359237)]
    assert column(told.sets, "distance_m") == [pytest.approx(3218.688)]
    assert not told.questions


def test_a_decimal_comma_is_one_between_semicolons():
    parsed = parse(HEADER + ROW.format("18:00", 1, "82,5", ""))

    assert column(parsed.sets, "load_kg") == [82.5]


def test_a_morning_and_an_evening_are_two_sessions():
    parsed = parse(
        HEADER
        + ROW.format("18:00", 1, 60, "")
        + ROW.format("07:00", 1, 60, "")
        + ROW.format("18:10", 2, 60, "")
    )

    assert parsed.sessions["start_local"].dt.hour.tolist() == [7, 18]
    assert column(parsed.sets, "session_key") == [0, 1, 1]


def test_a_file_with_only_a_header_is_recognised_and_has_nothing_to_read():
    assert slugs_claiming(HEADER) == ["gymrun"]
    with pytest.raises(UnreadableFile):
        parse(HEADER)

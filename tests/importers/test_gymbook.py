"""GymBook translates every word: columns by order, values by number and word."""

import pytest
from tests.importers.reading import column, parse, question, slugs_claiming

from runlift.errors import UnreadableFile
from runlift.importers.gymbook_words import meaning

HEADER = (
    "Data,Programma,Orario,Esercizio,Zona,Gruppi muscolari (Primari),"
    "Gruppi muscolari (Secondari),Set / Set di riscaldamento / Set di defaticamento,"
    "Ripetizioni / Tempo,Peso / Distanza,Appunti,Saltato\n"
)
ROW = '{},Gambe,{},Squat,Gambe,,,Set,{} ripetizioni,"80,00 kg",,{}\n'


def test_sets_hours_apart_are_two_sessions_and_minutes_apart_one():
    parsed = parse(
        HEADER
        + ROW.format("14/02/26", "07:00", 1, "No")
        + ROW.format("14/02/26", "08:59", 2, "No")
        + ROW.format("14/02/26", "11:00", 3, "No")
    )

    assert column(parsed.sets, "session_key") == [0, 0, 1]
    assert column(parsed.sessions, "duration_s") == [7140.0, None]


def test_within_a_minute_a_file_with_the_newest_first_is_read_upwards():
    newest_first = parse(
        HEADER
        + ROW.format("14/02/26", "19:10", 3, "No")
        + ROW.format("14/02/26", "19:05", 2, "No")
        + ROW.format("14/02/26", "19:05", 1, "No")
    )
    oldest_first = parse(
        HEADER
        + ROW.format("14/02/26", "19:05", 1, "No")
        + ROW.format("14/02/26", "19:05", 2, "No")
        + ROW.format("14/02/26", "19:10", 3, "No")
    )

    assert column(newest_first.sets, "reps") == [1.0, 2.0, 3.0]
    assert column(oldest_first.sets, "reps") == [1.0, 2.0, 3.0]


def test_a_session_does_not_begin_with_a_set_that_was_skipped():
    parsed = parse(
        HEADER
        + ROW.format("14/02/26", "17:00", 1, "Sì")
        + ROW.format("14/02/26", "17:30", 2, "No")
    )

    assert parsed.sessions["start_local"].astype(str).tolist() == [
        "2026-02-14 17:30:00"
    ]


def test_a_language_nobody_listed_is_recognised_by_its_values():
    header = ",".join("abcdefghijkl") + "\n"
    row = "14/02/26,p,{},kyykky,j,,,sarja,8 kertaa,80 kg,,{}\n"
    text = header + "".join(row.format(f"18:{m}", "mhm") for m in range(10, 20))
    parsed = parse(text + row.format("18:30", "joo"))

    assert slugs_claiming(text) == ["gymbook"]
    assert len(parsed.sets) == 10
    assert any("'joo'" in note for note in parsed.notes)
    assert any("'kertaa'" in note for note in parsed.notes)


def test_a_header_alone_is_recognised_and_has_nothing_to_read():
    assert slugs_claiming(HEADER) == ["gymbook"]
    with pytest.raises(UnreadableFile):
        parse(HEADER)


def test_dates_that_fit_both_ways_are_asked_about():
    parsed = parse(HEADER + ROW.format("04/05/26", "18:00", 5, "No"))

    assert question(parsed, "date_order").guess == "dmy"
    assert not any("spreadsheet" in note for note in parsed.notes)


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        (
            ("reps", "Wiederholungen", "répétitions", "repeticiones", "ripetizione"),
            "rep",
        ),
        (("sec", "Sekunden", "secondes", "segundos", "secondi"), "s"),
        (("min", "Minuten", "minutes", "minutos", "minuti"), "min"),
        (("hour", "Stunde", "heures", "hora", "ore"), "h"),
    ],
)
def test_what_was_done_is_counted_or_timed_in_five_languages(words, unit):
    assert {meaning(word, ("rep", "s", "min", "h")) for word in words} == {unit}


def test_a_word_means_minutes_or_metres_as_the_column_wants():
    assert meaning("m", ("rep", "s", "min", "h")) == "min"
    assert meaning("m", ("kg", "lb", "m", "km")) == "m"
    assert meaning("kangaroos", ("kg", "lb", "m", "km")) is None

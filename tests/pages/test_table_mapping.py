"""The mapping screen: what it shows first, what it makes of a choice, what it returns."""

import pytest
from streamlit.testing.v1 import AppTest

from runlift.importers import opening, tables

GERMAN = (
    "Datum;Übung;Sätze;Wdh.;Gewicht (kg);Kommentar\n"
    "02.01.2026;Kniebeuge;3;5;102,5;**fett** <b>x</b>\n"
    "03.01.2026;Bankdrücken;2;8;60;\n"
    "04.01.2026;Rudern;2;viele;60;\n"
    "05.01.2026;Rudern;1;10;60;\n"
    "06.01.2026;Rudern;1;10;60;\n"
)
UNKNOWN = "wann,was,wie oft\n2026-01-02,Squat,5\n2026-01-03,Bench,8\n"
RUNS = "Date,Time,Distance\n2026-01-02,52:10,10.2\n2026-01-04,1:31:10,17.5\n"


def script(text):
    import streamlit as st

    from runlift.importers import opening, tables
    from runlift.ui import table_mapping

    head = opening.head_of(text)
    found = table_mapping.screen("t", head, text, tables.guess(head, head.rows))
    if found is not None:
        st.session_state["used"] = found


def shown(text):
    test = AppTest.from_function(script, args=(text,), default_timeout=30).run()
    assert not test.exception
    return test


def said(test):
    return " ".join(
        one.value
        for kind in ("markdown", "caption", "warning")
        for one in test.get(kind)
    )


def button(test, label="Use this mapping"):
    return next(one for one in test.button if one.label == label)


def test_the_guess_is_chosen_and_its_outcome_shown_before_anything_is_returned():
    test = shown(GERMAN)

    assert test.selectbox(key="t_sets_date").value == "Datum"
    assert test.selectbox(key="t_sets_exercise").value == "Übung"
    assert test.multiselect(key="t_sets_reps").value == ["Wdh."]
    assert test.selectbox(key="t_sets_sets").value == "Sätze"
    first, outcome = (one.value for one in test.dataframe[:2])
    assert list(first.columns)[:2] == ["Datum", "Übung"]
    assert outcome["kg"].tolist() == [102.5, 102.5, 102.5, 60, 60, 60, 60]
    assert "Read: 7 sets in 4 sessions" in said(test).replace("\\", "")
    assert "used" not in test.session_state


def test_rows_left_out_are_listed_with_their_reason():
    test = shown(GERMAN)

    left = test.dataframe[2].value
    assert left["Line"].tolist() == [4]
    assert "viele" in left["Reason"].tolist()[0]


def test_the_button_returns_the_mapping_that_is_shown():
    test = shown(GERMAN)
    button(test).click()
    test.run()

    head = opening.head_of(GERMAN)
    assert test.session_state["used"] == tables.guess(head, head.rows)


def test_a_table_nobody_can_guess_says_what_is_missing_and_cannot_be_used():
    test = shown(UNKNOWN)

    assert "Choose the column with the date" in said(test)
    assert button(test).disabled
    assert len(test.dataframe) == 1


def test_columns_can_be_chosen_by_hand():
    test = shown(UNKNOWN)
    test.selectbox(key="t_sets_date").select_index(1)
    test.selectbox(key="t_sets_exercise").select_index(2)
    test.multiselect(key="t_sets_reps").select("wie oft")
    test.run()

    assert not test.warning
    assert test.dataframe[1].value["Reps"].tolist() == [5, 8]
    button(test).click()
    test.run()
    assert test.session_state["used"].columns == {
        "date": ("wann",),
        "exercise": ("was",),
        "reps": ("wie oft",),
    }


def test_a_table_of_runs_asks_for_what_runs_have():
    test = shown(RUNS)

    assert test.selectbox(key="t_runs_duration").value == "Time"
    assert test.dataframe[1].value["Time"].tolist() == ["52:10", "1:31:10"]
    assert "kilometres or miles" in said(test)
    test.selectbox(key="t_runs_distance_unit").set_value("km").run()
    assert "kilometres or miles" not in said(test)
    assert test.dataframe[1].value["km"].tolist() == [10.2, 17.5]


def test_text_of_the_file_is_shown_and_not_rendered():
    test = shown(GERMAN.replace("Bankdrücken;2;8", "Bankdrücken;2;**viele**"))

    assert "**viele**" not in said(test)


@pytest.mark.parametrize("text", [GERMAN, UNKNOWN, RUNS])
def test_every_table_has_a_text_alternative(text):
    test = shown(text)

    assert all(one.proto.alt for one in test.dataframe)

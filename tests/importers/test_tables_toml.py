"""A mapping as TOML: nothing is lost on the way, and errors name the line."""

import re
from pathlib import Path

import pytest

from runlift.errors import WrongInput
from runlift.importers.table_mapping import (
    OPTIONS,
    RUN_FIELDS,
    SET_FIELDS,
    SEVERAL,
    SWITCHES,
    TableMapping,
    problems,
)
from runlift.importers.table_toml import read, written

FULL = TableMapping(
    "sets",
    {
        "date": ("Datum",),
        "exercise": ('Üb"ung\\',),
        "reps": ("Satz 1", "Satz 2"),
        "weight": ("Gewicht\n(kg)",),
    },
    weight_unit="lb",
    date_order="mdy",
    decimal=",",
    fills_down=True,
)


def test_a_mapping_comes_back_as_it_was():
    assert read(written(FULL)) == FULL


def test_what_is_as_usual_is_not_written():
    plain = TableMapping("runs", {"date": ("Date",), "distance": ("km",)})

    assert written(plain).splitlines()[1:] == [
        'kind = "runs"',
        "",
        "[columns]",
        'date = "Date"',
        'distance = "km"',
    ]


def test_a_mapping_typed_by_hand_is_read():
    found = read(
        '\ufeffkind = "sets"\nweight_unit = "kg"\n'
        "columns = {date = 'Day', exercise = 'Lift', reps = ['A', 'B']}\n"
    )

    assert found.columns["reps"] == ("A", "B")
    assert found.weight_unit == "kg"


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("kind = \n", 1, "no TOML"),
        ('kind = "x"\n', 1, "'sets' or 'runs'"),
        ('kind = "sets"\nweightunit = "kg"\n', 2, "weightunit"),
        ('kind = "sets"\n\nweight_unit = "stone"\n[columns]\n', 3, "kg, lb, column"),
        ('kind = "sets"\nis_utc = 1\n', 2, "true or false"),
        ('kind = "sets"\n[columns]\ndistanc = "x"\n', 3, "distanc"),
        ('kind = "runs"\n[columns]\n\nreps = "x"\n', 4, "a table of runs"),
        ('kind = "sets"\n[columns]\nkind = ["a", "b"]\n', 3, "one column"),
        ('kind = "sets"\n[columns]\ndate = 3\n', 3, "in quotes"),
        ('kind = "sets"\n[columns]\ndate = ""\n', 3, "in quotes"),
        ('kind = "sets"\n[columns]\nreps = ["x"\n', 3, "no TOML"),
    ],
)
def test_an_error_names_the_line_and_what_to_write(text, line, word):
    with pytest.raises(WrongInput, match=rf"^Line {line} of the mapping.*{word}"):
        read(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "what a row is"),
        ('kind = "sets"\n', r"\[columns\]"),
        ('kind = "sets"\n[[columns]]\n', r"\[columns\]"),
        ("a = " + "[" * 5_000, "nested"),
        ("a = 1" + "0" * 5000, "digits"),
        ("#" * 70_000, "longer than"),
    ],
)
def test_what_is_no_mapping_at_all_is_refused_with_a_sentence(text, word):
    with pytest.raises(WrongInput, match=word):
        read(text)


@pytest.mark.slow
def test_any_mapping_survives_the_way_to_toml_and_back():
    hypothesis = pytest.importorskip("hypothesis")
    from hypothesis import strategies as some

    name = some.text(
        some.characters(exclude_categories=["Cs"]), min_size=1, max_size=20
    ).filter(str.strip)

    @some.composite
    def mapping(draw):
        kind = draw(some.sampled_from(["sets", "runs"]))
        fields = SET_FIELDS if kind == "sets" else RUN_FIELDS
        chosen = draw(some.lists(some.sampled_from(list(fields)), unique=True))
        columns = {
            field: tuple(
                draw(
                    some.lists(name, min_size=1, max_size=3 if field in SEVERAL else 1)
                )
            )
            for field in chosen
        }
        options = {
            option: draw(some.sampled_from(choices))
            for option, choices in OPTIONS.items()
            if draw(some.booleans())
        }
        return TableMapping(
            kind,
            columns,
            **options,
            is_utc=draw(some.booleans()),
            fills_down=draw(some.booleans()),
        )

    @hypothesis.settings(deadline=None, max_examples=60)
    @hypothesis.given(mapping())
    def holds(one):
        assert read(written(one)) == one

    holds()


def documented():
    page = Path(__file__).resolve().parents[2] / "docs" / "formats" / "table.md"
    return page.read_text("utf-8")


def test_the_example_in_the_docs_is_a_mapping_that_works():
    example = re.search(r"^```toml\n(.*?)^```", documented(), re.M | re.S)[1]
    header = ("Datum", "Übung", "Satz 1", "Satz 2", "Satz 3", "Gewicht", "Notiz")

    assert problems(read(example), header) == []


def test_the_docs_name_every_option_and_every_field():
    text = documented()
    rows = re.findall(r"^\| `(\w+)` \|", text, re.M)
    of_sets, of_runs = (
        set(re.findall(r"`(\w+)`", line.partition("; it needs")[0]))
        for line in text.splitlines()
        if "; it needs a date" in line
    )

    assert rows == ["kind", *OPTIONS, *SWITCHES]
    assert of_sets - {"columns"} == set(SET_FIELDS)
    assert of_runs == set(RUN_FIELDS)

"""Every importer, on every case file: recognised by it alone, read as expected.

A case is a file in `cases/<slug>/`, named after what is odd about it, with the
expected reading beside it in `<file>.expected.json`.
"""

import math
from pathlib import Path

import pandas as pd
import pytest

from runlift.importers import importers, opening, recognise
from runlift.model import (
    BODY_MASS_COLUMNS,
    RUN_COLUMNS,
    SESSION_COLUMNS,
    SET_COLUMNS,
    Answers,
)

CASES = Path(__file__).parent / "cases"
ANSWERS = Answers(timezone="Europe/Berlin")


def cases():
    for path in sorted(CASES.glob("*/*")):
        if not path.name.endswith(".expected.json"):
            yield pytest.param(path, id=f"{path.parent.name}/{path.name}")


def read(path):
    text, _ = opening.decode(path.read_bytes())
    return text


def plain(value):
    if value is None or value is pd.NaT:
        return None
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, 6)
    if isinstance(value, pd.Timestamp):
        return value.isoformat()
    if hasattr(value, "item"):
        return plain(value.item())
    return value


def rows(frame):
    return [
        {
            name: plain(value)
            for name, value in row.items()
            if plain(value) not in (None, "")
        }
        for row in frame.to_dict("records")
    ]


@pytest.mark.parametrize("importer", importers(), ids=lambda one: one.slug)
def test_every_importer_has_cases_and_a_page_in_the_docs(importer):
    assert list((CASES / importer.slug).glob("*")), f"no cases for {importer.slug}"
    page = CASES.parents[2] / "docs" / "formats" / f"{importer.slug}.md"
    assert page.is_file(), f"docs/formats/{importer.slug}.md is missing"


def test_every_case_folder_belongs_to_an_importer():
    slugs = {importer.slug for importer in importers()}

    assert {path.name for path in CASES.iterdir()} <= slugs


@pytest.mark.parametrize("path", list(cases()))
def test_a_case_is_recognised_by_its_importer_alone(path):
    head = opening.head_of(read(path))

    assert [one.slug for one in importers() if one.recognises(head)] == [
        path.parent.name
    ]


@pytest.mark.parametrize("path", list(cases()))
def test_a_case_reads_as_expected(path, golden):
    text = read(path)
    parsed = recognise(opening.head_of(text)).parse(text, ANSWERS)

    assert dict(parsed.sessions.dtypes.astype(str)) == typed(SESSION_COLUMNS)
    assert dict(parsed.sets.dtypes.astype(str)) == typed(SET_COLUMNS)
    assert dict(parsed.runs.dtypes.astype(str)) == typed(RUN_COLUMNS)
    assert dict(parsed.body_mass.dtypes.astype(str)) == typed(BODY_MASS_COLUMNS)
    assert set(parsed.sets["session_key"]) <= set(parsed.sessions["session_key"])
    golden(
        {
            "sessions": rows(parsed.sessions),
            "sets": rows(parsed.sets),
            "runs": rows(parsed.runs),
            "body_mass": rows(parsed.body_mass),
            "rejected": [f"line {one.line}: {one.reason}" for one in parsed.rejected],
            "questions": [
                f"{one.key}: {one.guess} ({one.why})" for one in parsed.questions
            ],
            "notes": list(parsed.notes),
        },
        path.with_name(path.name + ".expected.json"),
    )


def typed(columns):
    return {n: "object" if t == "str" else t for n, t in columns.items()}

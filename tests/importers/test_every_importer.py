"""Every importer, on every case file: recognised by it alone, read as expected.

A case is a file in `cases/<slug>/`, named after what is odd about it, with the
expected reading beside it in `<file>.expected.json`.
"""

import math
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from runlift.files import Source
from runlift.importers import importers, opening, parse, recognise
from runlift.importers.working import Job
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


def look(path):
    return opening.look(Source(path.name, path).unzipped())


def plain(value):
    if value is None or value is pd.NaT:
        return None
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, 6)
    if isinstance(value, pd.Timestamp):
        return value.isoformat()
    if hasattr(value, "item"):
        return plain(value.item())
    if isinstance(value, list):
        # A histogram in full would hide the rest.
        short = len(value) <= 40
        return (
            [plain(one) for one in value]
            if short
            else {place: one for place, one in enumerate(value) if one}
        )
    return value


def rows(frame):
    return [
        {
            name: plain(value)
            for name, value in row.items()
            if plain(value) is not None and plain(value) != ""
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
    head = look(path)

    assert [one.slug for one in importers() if one.recognises(head)] == [
        path.parent.name
    ]


@pytest.mark.parametrize("path", list(cases()))
def test_a_case_reads_as_expected(path, golden):
    with Job() as work:
        source = Source(path.name, path).unzipped()
        parsed = parse(recognise(look(path)), source, ANSWERS, work)
        samples = streams(parsed)

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
            **({"laps": rows(parsed.laps)} if len(parsed.laps) else {}),
            **({"summaries": rows(parsed.summaries)} if len(parsed.summaries) else {}),
            **({"streams": samples} if samples else {}),
        },
        path.with_name(path.name + ".expected.json"),
    )


def streams(parsed):
    """How many samples each stream has, and the last of every kind."""
    found = []
    for path in parsed.streams:
        for row in pq.read_table(path).to_pylist():
            found.append(
                {
                    name: value
                    if name == "stream_key"
                    else [len(value), plain(value[-1])]
                    for name, value in row.items()
                    if value is not None
                }
            )
    return found


def typed(columns):
    return {n: "object" if t == "str" else t for n, t in columns.items()}

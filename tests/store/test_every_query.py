"""Every query file keeps what its header promises, on an empty store."""

import pandas as pd
import pytest

from runlift.store import Store, queries

QUERIES = queries.catalogue()
ABOUT_EVERYBODY = {
    "athletes": "what access chooses from; the wall cuts the answer to who may be seen",
    "members": "whose rights they are; never asked by a page",
    "coaching": "which rights they are; never asked by a page",
}
"""Queries that name no athlete, and why; `store/walls.py` refuses them to members."""


@pytest.fixture(scope="module")
def store():
    with Store() as opened:
        yield opened


def names_athletes(query):
    """One of them, or a table with each that is asked about."""
    asked = dict(query.tables).get("asked", ())
    return "athlete" in query.params or ("athlete_id", "varchar") in asked


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_says_what_it_answers(name):
    query = QUERIES[name]

    assert query.question.endswith("?")
    assert query.grain.startswith("one row")
    assert query.sql.rstrip().splitlines()[-1].lstrip().startswith("order by")
    assert "select *" not in query.sql


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_returns_the_columns_it_declares(name, store):
    query = QUERIES[name]
    with store.cursor() as cursor:
        for table, columns in query.tables:
            shape = ", ".join(f"{column} {kind}" for column, kind in columns)
            cursor.execute(f"create temp table {table} ({shape})")
        body = query.sql
        for param in query.params:
            body = body.replace(f"${param}", "'x'")
        described = cursor.execute(f"describe {body}").fetchall()

    found = [(row[0], row[1].lower()) for row in described]
    assert found == list(query.columns)


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_takes_exactly_the_parameters_it_declares(name, store):
    query = QUERIES[name]
    tables = {
        table: pd.DataFrame({column: pd.Series(dtype="str") for column, _ in columns})
        for table, columns in query.tables
    }

    frame = store.ask(name, tables, **dict.fromkeys(query.params, "nobody"))

    assert frame.select_dtypes("number").to_numpy().sum() == 0
    if query.params:
        assert names_athletes(query)


def test_every_query_about_training_names_the_athlete():
    without = {name for name, query in QUERIES.items() if not names_athletes(query)}

    assert without == set(ABOUT_EVERYBODY)

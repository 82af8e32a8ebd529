"""Every query file keeps what its header promises, on an empty store."""

import pandas as pd
import pytest

from runlift.store import Store, queries

QUERIES = queries.catalogue()


@pytest.fixture(scope="module")
def store():
    with Store() as opened:
        yield opened


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
        assert "athlete" in query.params


def test_every_query_about_training_names_the_athlete():
    without = {name for name, query in QUERIES.items() if "athlete" not in query.params}

    assert without == {"athletes"}

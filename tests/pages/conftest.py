"""What every test of a page shares."""

import functools
import shutil
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from tests.logs import NOW, keep

from runlift.store import Store, athletes

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session", autouse=True)
def components_are_looked_for_once():
    """Each `AppTest` reads about every installed package; none is installed meanwhile."""
    once = functools.cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", once)
        yield


@pytest.fixture(scope="session")
def stores(tmp_path_factory):
    """A store for an athlete with these files; made once, and copied after that."""
    made = {}

    def store_of(path, files, settings):
        if (files, settings) not in made:
            kept = tmp_path_factory.mktemp("page") / "store.duckdb"
            with Store(str(kept)) as store:
                made[files, settings] = kept, _newcomer(store, files, settings)
        kept, ana = made[files, settings]
        shutil.copy(kept, path)
        return ana

    return store_of


@pytest.fixture
def visited(monkeypatch, tmp_path, stores):
    """Opens a page of the app for an athlete who imported these files.

    Gives the running test, the path of the store and the athlete. `settings` are pairs
    of a name and a value; whatever else is named stands in the address. A second visit
    in a test finds the store as the first one left it.
    """
    path = tmp_path / "store.duckdb"
    who = []

    def start(page, *files, settings=(), **address):
        if not who:
            who.append(stores(path, files, tuple(settings)))
        monkeypatch.setenv("RUNLIFT_STORE", str(path))
        test = AppTest.from_file(str(REPOSITORY / "app.py"), default_timeout=60)
        for key, value in address.items():
            test.query_params[key] = value
        test.switch_page(page).run()
        assert not test.exception
        return test, path, who[0]

    yield start
    st.cache_resource.clear()


def _newcomer(store, files, settings):
    ana = athletes.new(store, "Ana", NOW, timezone="UTC", is_timezone_known=True)
    athletes.write(store, ana, NOW)
    if files:
        keep(store, ana, *files)
    for name, value in settings:
        athletes.set_setting(store, ana.athlete_id, name, value, NOW)
    return ana

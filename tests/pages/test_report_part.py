"""The report to send at the end of the overview: there for days with training."""

import pytest
import streamlit as st
from tests.logs import hevy, lift, run, sets, strava

from runlift.ui import report_part

PAGE = "pages/review/overview.py"
LIFTS = hevy(lift("2026-11-07 18:00", *sets(n=6)))
RUNS = strava(run("2026-11-08 08:00", 120, 24, tag="long"))
DAYS = {"window": "own", "from": "2026-11-02", "to": "2026-11-15"}


@pytest.fixture
def built(monkeypatch):
    """What each download makes when somebody clicks it, by its file name."""
    offered = {}

    def kept(label, content, name, *rest, **more):
        if callable(content) and more.get("key", "").startswith("report"):
            offered[name] = content
        return False

    monkeypatch.setattr(report_part.st, "download_button", kept)
    return offered


def test_both_forms_are_made_when_they_are_asked_for(visited, built):
    test, *_ = visited(PAGE, LIFTS, RUNS, **DAYS)

    assert "A report to send" in [one.value for one in test.subheader]
    name = next(iter(built)).rpartition(".")[0]
    assert set(built) == {f"{name}.pdf", f"{name}.html"}
    assert name.endswith("2026-11-02-to-2026-11-15")
    assert built[f"{name}.pdf"]().startswith(b"%PDF")
    assert "24 h is asked for" in built[f"{name}.html"]()


def test_days_without_training_have_none(visited, built):
    test, *_ = visited(PAGE, LIFTS, RUNS, **DAYS | {"from": "2026-10-05", "to": "2026-10-11"})  # fmt: skip

    assert not built
    assert "A report to send" not in [one.value for one in test.subheader]
    st.cache_resource.clear()

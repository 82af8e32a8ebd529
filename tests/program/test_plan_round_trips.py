"""Any plan survives its text and its JSON, and no damage to either does harm."""

import pytest

pytest.importorskip("hypothesis")

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.program.plan_strategies import mangled, plans
from tests.program.plans import exercises, plan

from runlift.errors import DataFileError
from runlift.program.plan_json import from_json, to_json
from runlift.program.plan_text import from_text, to_text

TEXT, JSON = to_text(plan(), exercises), to_json(plan())

quietly = settings(
    deadline=None, max_examples=150, suppress_health_check=list(HealthCheck)
)


@quietly
@given(plans)
def test_any_plan_survives_its_text(one):
    written = to_text(one, exercises)

    assert from_text(written, "x.txt", exercises) == one
    assert from_text(written.encode().decode(), "x.txt", exercises) == one
    assert len(written.splitlines()) == written.count("\n")


@quietly
@given(plans)
def test_any_plan_survives_its_json(one):
    assert from_json(to_json(one), "x.json", exercises) == one


@quietly
@given(mangled(TEXT) | st.text(max_size=80))
def test_a_damaged_text_is_a_plan_or_a_sentence(text):
    try:
        found = from_text(text, "x.txt", exercises)
    except DataFileError as told:
        assert str(told).startswith("x.txt")
    else:
        assert from_text(to_text(found, exercises), "x.txt", exercises) == found


@quietly
@given(mangled(JSON) | st.text(max_size=80))
def test_damaged_json_is_a_plan_or_a_sentence(text):
    try:
        found = from_json(text, "x.json", exercises)
    except DataFileError as told:
        assert str(told).startswith("x.json")
    else:
        assert from_json(to_json(found), "x.json", exercises) == found

import copy
import pickle

import pytest

from runlift.science import cited
from runlift.science.cited import Cited, registry


@pytest.fixture(autouse=True)
def empty_registry(monkeypatch):
    monkeypatch.setattr(cited, "_REGISTRY", {})


def test_a_cited_number_is_a_float_that_knows_its_source():
    slope = Cited("SLOPE", 0.5, unit="1/rep", source="epley1985", note="for a test")

    assert slope * 2 == 1.0
    assert (slope.name, slope.unit, slope.source, slope.note) == (
        "SLOPE",
        "1/rep",
        "epley1985",
        "for a test",
    )
    assert registry() == {"SLOPE": slope}


@pytest.mark.parametrize(
    "how",
    [
        {"unit": "kg"},
        {"source": "epley1985"},
        {"unit": "", "source": "epley1985"},
        {"unit": "kg", "source": ""},
        {"unit": "kg", "source": "house"},
    ],
)
def test_a_number_without_unit_source_or_house_note_cannot_exist(how):
    with pytest.raises(TypeError):
        Cited("NUMBER", 1, **how)

    assert not registry()


def test_a_name_is_defined_once():
    Cited("NUMBER", 1, unit="kg", source="epley1985")

    with pytest.raises(ValueError, match="NUMBER is defined twice"):
        Cited("NUMBER", 1, unit="kg", source="epley1985")


def test_a_copy_is_a_plain_number():
    number = Cited("NUMBER", 1.5, unit="kg", source="epley1985")

    assert copy.deepcopy(number) == pickle.loads(pickle.dumps(number)) == 1.5


def test_the_registry_cannot_be_written_to():
    with pytest.raises(TypeError):
        registry()["X"] = 1.0

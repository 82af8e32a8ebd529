import importlib
import pkgutil
import re
from pathlib import Path

from runlift import science
from runlift.science.cited import registry
from runlift.science.policy import default_policy

PAGE = Path(__file__).resolve().parents[1] / "docs" / "references.md"


def used():
    for module in pkgutil.iter_modules(science.__path__):
        importlib.import_module(f"{science.__name__}.{module.name}")
    constants = {one.source for one in registry().values()}
    return constants.union(*(one.sources for one in default_policy().thresholds()))


def listed():
    return re.findall(r"^- \*\*(\w+)\*\*: \S", PAGE.read_text("utf-8"), re.MULTILINE)


def test_every_source_in_use_is_listed_and_nothing_else():
    assert set(listed()) == used()


def test_no_source_is_listed_twice():
    assert sorted(set(listed())) == sorted(listed())

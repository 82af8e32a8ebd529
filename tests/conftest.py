"""What every test may use: golden files, real exports where present, a fixed today."""

import gc
import json
import os
import sys
import zlib
from datetime import date
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
KEPT = REPOSITORY / ".pytest_cache"
"""What one run leaves for the next; it may be thrown away at any time."""
EXPORTS = REPOSITORY.parent / "shared" / "exports"
REFERENCE = REPOSITORY.parent / "shared" / "reference"


# Each process of the suite, and each one a test starts, would compile everything anew
# where Python is told to leave no bytecode in the checkout; here it leaves none there.
if sys.dont_write_bytecode and sys.pycache_prefix is None:
    sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(KEPT / "bytecode")
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite the expected files; read the diff before committing",
    )
    parser.addoption("--e2e", action="store_true", help="run the browser tests too")
    parser.addoption("--slow", action="store_true", help="run the thorough tests too")
    parser.addoption(
        "--part", default="1/1", help="of the thorough tests only every n-th: 2/3"
    )


ON_DEMAND = {
    "e2e": "browser tests run with --e2e",
    "slow": "thorough tests run with --slow, and a third of them in CI",
}
"""Markers of what runs only when asked for by the option of the same name."""


def _leave_to_other_days(config, items):
    """Skip the thorough tests of the other parts; a test is always of the same part."""
    part, parts = (int(one) for one in config.getoption("--part").split("/"))
    skip = pytest.mark.skip(reason=f"not of part {part} of {parts}")
    for item in items:
        is_mine = zlib.crc32(item.nodeid.encode()) % parts == part % parts
        if "slow" in item.keywords and not is_mine:
            item.add_marker(skip)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    for item in items:
        # What holds for any input is tried with many, wherever it stands.
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("slow")
    _leave_to_other_days(config, items)
    for marker, reason in ON_DEMAND.items():
        if config.getoption(f"--{marker}"):
            continue
        skip = pytest.mark.skip(reason=reason)
        for item in items:
            if marker in item.keywords:
                item.add_marker(skip)


def pytest_collection_finish():
    """Nothing imported so far is ever garbage, and looking through it again costs 7 %."""
    gc.collect()
    gc.freeze()


MAIN = sys.modules["__main__"]


def pytest_runtest_teardown():
    """A page under test leaves itself as the main module, and workers would run it."""
    sys.modules["__main__"] = MAIN


@pytest.fixture
def golden(request):
    """Compare a JSON-able value with a file, or rewrite the file on demand."""

    def check(value, path: Path):
        written = json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
        if request.config.getoption("--update-golden"):
            path.write_text(written, encoding="utf-8")
        assert path.is_file(), f"{path.name} is missing: run pytest --update-golden"
        assert json.loads(written) == json.loads(path.read_text("utf-8")), (
            f"{path.name} differs; if the change is right, run pytest --update-golden"
        )

    return check


@pytest.fixture(scope="session")
def exports() -> Path:
    """The folder of real export files."""
    if not EXPORTS.is_dir():
        pytest.skip("the real export files are not beside this checkout")
    return EXPORTS


@pytest.fixture(scope="session")
def oracle():
    """Reads one of the reference tables by file name."""

    def read(name: str):
        path = REFERENCE / name
        if not path.is_file():
            pytest.skip("the reference tables are not beside this checkout")
        return json.loads(path.read_text("utf-8"))

    return read


@pytest.fixture
def today() -> date:
    return date(2026, 11, 23)

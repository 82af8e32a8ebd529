"""The rules of the house, held over the syntax tree of every module.

Layers, from the top; an import points down, and units of one layer never import each
other. The exceptions stand in `BESIDE`:

    app, asgi, pages, __main__                           ask and show
    ui, cli                                              with and without a browser
    report                                               frames made into one file
    exports -> frames, intake, answers                   one query + one transform
    importers, store, transforms, program, charts, demo  siblings
    science, exercises, access                           formulas, names, rights
    model                                                what travels between them
    columns                                              the frames' names and types
    files, limits                                        one dropped file, opened lazily; how much
    units, errors, paths, spreadsheet                    the ground floor

Imports that only a type checker sees do not count. Every rule is tried on an invented
violation as well, so that none of them can pass by looking at nothing.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePosixPath

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]

LAYERS = (
    ("app", "asgi", "pages", "__main__"),
    ("ui", "cli"),
    ("report",),
    ("exports", "frames", "intake", "answers"),
    ("importers", "store", "transforms", "program", "charts", "demo"),
    ("science", "exercises", "access"),
    ("model",),
    ("columns",),
    ("files", "limits"),
    ("units", "errors", "paths", "spreadsheet"),
)
BESIDE = {
    ("exports", "frames"): "an export is a frame with the columns of a contract",
}
"""Imports within a layer that are allowed, and why."""

OWNERS = {
    "streamlit": ("ui", "app", "asgi", "pages"),
    "starlette": ("ui",),
    "plotly": ("charts",),
    "duckdb": ("store",),
}
"""Packages that belong to one floor."""

NOT_IN_PAGES = ("pandas", "plotly", "duckdb", "runlift.store", "runlift.transforms")
LONGEST_MODULE, LONGEST_PAGE = 400, 80

CLOCKS = {
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "pandas.Timestamp.now",
    "pandas.Timestamp.today",
    "pandas.Timestamp.utcnow",
    "time.ctime",
    "time.gmtime",
    "time.localtime",
    "time.strftime",
    "time.time",
    "time.time_ns",
}
MOMENTS = {"numpy.datetime64", "pandas.Timestamp", "pandas.to_datetime"}
"""Called with "now" or "today", these read the clock too."""
SQL_CLOCK = re.compile(
    r"\b(current_(date|time|timestamp)|localtimestamp)\b|\b(now|today)\(\)",
    re.IGNORECASE,
)
TELLS_THE_TIME = {
    "src/runlift/store/connect.py": "when a migration ran; no training depends on it",
}
"""Modules below the pages whose SQL may ask for the time, and why."""

ENVIRONMENT = ("os.environ", "os.environb", "os.getenv", "pathlib.Path.home")

HOSTILE = {
    "pickle": "runs whatever the file says",
    "marshal": "runs whatever the file says",
    "shelve": "is pickle",
    "xml": "resolves entities; use a parser that refuses them",
    "socket": "talks to the network",
    "http": "talks to the network",
    "urllib.request": "talks to the network",
    "requests": "talks to the network",
    "httpx": "talks to the network",
}
COLOUR = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b|\b(?:rgb|hsl)a?\(", re.I)  # fmt: skip

Breach = tuple[int, str]
"""A line and what is wrong there."""


@dataclass(frozen=True)
class Module:
    """One file of Python, as the rules see it."""

    path: str
    """From the root of the repository, with slashes."""
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """The whole tree, walked once for all rules."""
        return list(ast.walk(self.tree))

    @property
    def unit(self) -> str:
        """The folder or module below the package; `app`, `pages`; empty: the package."""
        parts = PurePosixPath(self.path).parts
        name = parts[2] if parts[:2] == ("src", "runlift") else parts[0]
        name = name.removesuffix(".py")
        return "" if name == "__init__" else name

    @property
    def is_page(self) -> bool:
        return self.unit == "pages"

    @cached_property
    def imports(self) -> list[tuple[int, str]]:
        """Line and full name of everything imported at run time."""
        found = []
        for node in _running(self.tree):
            if isinstance(node, ast.Import):
                found += [(node.lineno, one.name) for one in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                found += [
                    (node.lineno, f"{node.module}.{one.name}") for one in node.names
                ]
        return found

    @cached_property
    def names(self) -> dict[str, str]:
        """What each imported name stands for, in full."""
        found = {}
        for node in self.nodes:
            if isinstance(node, ast.Import):
                for one in node.names:
                    first = one.name.partition(".")[0]
                    found[one.asname or first] = one.name if one.asname else first
            elif isinstance(node, ast.ImportFrom):
                for one in node.names:
                    found[one.asname or one.name] = f"{node.module}.{one.name}"
        return found

    def dotted(self, node: ast.AST) -> str:
        """`dt.now` as `datetime.datetime.now`; empty where it is no plain name."""
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name) or node.id not in self.names:
            return ""
        return ".".join([self.names[node.id], *reversed(parts)])


def _running(tree: ast.Module) -> Iterator[ast.AST]:
    """Every node but those below `if TYPE_CHECKING:`."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting += node.orelse
        else:
            waiting += ast.iter_child_nodes(node)


@cache
def modules() -> list[Module]:
    """Everything that is shipped, parsed once for all rules."""
    files = [
        REPOSITORY / "app.py",
        REPOSITORY / "asgi.py",
        *(REPOSITORY / "pages").rglob("*.py"),
        *(REPOSITORY / "src").rglob("*.py"),
    ]
    return [
        Module(file.relative_to(REPOSITORY).as_posix(), file.read_text("utf-8"))
        for file in sorted(files)
    ]


RULES: dict[str, Callable[[Module], Iterator[Breach]]] = {}


def rule(check: Callable[[Module], Iterator[Breach]]):
    """Enter a rule; its docstring is what a breach is told."""
    RULES[check.__name__] = check
    return check


def breaches(name: str, found: list[Module]) -> list[str]:
    said = RULES[name].__doc__
    return [
        f"{module.path}:{line}: {what}. Rule: {said}"
        for module in found
        for line, what in RULES[name](module)
    ]


@rule
def imports_point_down(module: Module) -> Iterator[Breach]:
    """An import points to a lower layer, never up and never to a sibling."""
    place = {unit: level for level, layer in enumerate(LAYERS) for unit in layer}
    if module.unit and module.unit not in place:
        yield 1, f"{module.unit} has no layer: give it one in LAYERS"
        return
    mine = place.get(module.unit, len(LAYERS))
    for line, name in module.imports:
        first, _, rest = name.partition(".")
        other = rest.partition(".")[0]
        if first in ("app", "asgi", "pages"):
            yield line, f"{module.path} imports {first}, which nothing may import"
        if first != "runlift" or not other or other.startswith("__"):
            continue
        if other not in place:
            yield line, f"{other} has no layer: give it one in LAYERS"
        elif other == module.unit and not module.is_page:
            continue
        elif place[other] <= mine and (module.unit, other) not in BESIDE:
            where = "a sibling" if place[other] == mine else "a higher layer"
            yield line, f"{module.unit or 'the package'} imports {other}, {where}"


@rule
def packages_have_owners(module: Module) -> Iterator[Breach]:
    """Streamlit belongs to ui, app.py, asgi.py and pages, Plotly to charts, DuckDB to store."""
    for line, name in module.imports:
        owners = OWNERS.get(name.partition(".")[0])
        if owners and module.unit not in owners:
            yield line, f"only {', '.join(owners)} may import {name.partition('.')[0]}"


@rule
def pages_only_ask_and_show(module: Module) -> Iterator[Breach]:
    """A page imports no pandas, no Plotly, no DuckDB, no store and no transform."""
    if module.is_page:
        for line, name in module.imports:
            for banned in NOT_IN_PAGES:
                if f"{name}.".startswith(f"{banned}."):
                    yield line, f"the page imports {banned}"


@rule
def imports_are_absolute(module: Module) -> Iterator[Breach]:
    """Imports are written in full, from `runlift`."""
    for node in module.nodes:
        if isinstance(node, ast.ImportFrom) and node.level:
            yield node.lineno, "a relative import"


@rule
def imports_are_installed(module: Module) -> Iterator[Breach]:
    """What is imported is in the standard library or in requirements.txt."""
    known = {*sys.stdlib_module_names, *_required(), "runlift"}
    for line, name in module.imports:
        if name.partition(".")[0] not in known:
            yield line, f"{name.partition('.')[0]} is not in requirements.txt"


IMPORTED_AS = {"fpdf2": "fpdf"}
"""Packages whose modules have another name."""


def _required() -> set[str]:
    text = (REPOSITORY / "requirements.txt").read_text("utf-8")
    names = {re.split(r"[<>=!~\[; ]", line)[0] for line in text.split("\n") if line}
    return {IMPORTED_AS.get(name, name) for name in names}


@rule
def modules_stay_short(module: Module) -> Iterator[Breach]:
    """No module has more than 400 lines and no page more than 80."""
    longest = LONGEST_PAGE if module.is_page else LONGEST_MODULE
    count = len(module.text.splitlines())
    if count > longest:
        yield count, f"{count} lines, {longest} are allowed: make it two files"


@rule
def pages_lie_in_folders(module: Module) -> Iterator[Breach]:
    """A page lies in a folder of pages/, which is a section of the menu."""
    if module.is_page and len(PurePosixPath(module.path).parts) != 3:
        yield 1, "Streamlit would run this file without app.py"


@rule
def pages_begin_with_the_guard(module: Module) -> Iterator[Breach]:
    """A page begins with its question, the import of the shell and `shell.guard()`."""
    if not module.is_page:
        return
    body = [ast.unparse(node) for node in module.tree.body[1:3]]
    if not (ast.get_docstring(module.tree) or "").rstrip().endswith("?"):
        yield 1, "the docstring is not the question that the page answers"
    if body != ["from runlift.ui import shell", "shell.guard()"]:
        yield 1, "the guard is not the first thing that happens"


@rule
def nobody_below_reads_the_clock(module: Module) -> Iterator[Breach]:
    """Below ui and cli nobody reads the clock: today is an argument."""
    if module.unit in ("app", "asgi", "pages", "__main__", "ui", "cli"):
        return
    for node in module.nodes:
        name = module.dotted(node)
        if name in CLOCKS:
            yield node.lineno, f"{name} is the clock"
        elif isinstance(node, ast.Call) and module.dotted(node.func) in MOMENTS:
            given = [one.value for one in node.args if isinstance(one, ast.Constant)]
            if {"now", "today"} & {one for one in given if isinstance(one, str)}:
                yield (
                    node.lineno,
                    f"{module.dotted(node.func)}({given[0]!r}) is a clock",
                )
    if module.path not in TELLS_THE_TIME:
        for line, text in texts(module):
            if SQL_CLOCK.search(text):
                yield line, "this SQL asks the database for the time"


@rule
def only_paths_reads_the_environment(module: Module) -> Iterator[Breach]:
    """Only paths.py reads environment variables and the home folder."""
    if module.unit == "paths":
        return
    for node in module.nodes:
        name = module.dotted(node)
        if name in ENVIRONMENT or name.endswith(".expanduser"):
            yield node.lineno, f"{name} is the environment"


@rule
def only_ui_has_session_state(module: Module) -> Iterator[Breach]:
    """Session state and what the browser says are read in ui only."""
    if module.unit == "ui":
        return
    for node in module.nodes:
        if isinstance(node, ast.Attribute) and node.attr in (
            "session_state",
            "query_params",
        ):
            yield node.lineno, f"{node.attr} is used here"


@rule
def charts_name_no_colour(module: Module) -> Iterator[Breach]:
    """A chart asks the theme for a meaning; only theme.py writes a colour."""
    if module.unit == "charts" and not module.path.endswith("/theme.py"):
        for line, text in texts(module):
            if COLOUR.search(text):
                yield line, f"a colour: {text.strip()[:40]!r}"


@rule
def errors_are_named(module: Module) -> Iterator[Breach]:
    """An error is caught by its name; BaseException only to clean up and raise again."""
    for node in module.nodes:
        if not isinstance(node, ast.ExceptHandler):
            continue
        caught = (
            node.type.elts
            if isinstance(node.type, ast.Tuple)
            else [node.type]
            if node.type
            else []
        )
        kinds = {ast.unparse(one).rpartition(".")[2] for one in caught}
        last = node.body[-1]
        raises = isinstance(last, ast.Raise) and last.exc is None
        if not kinds or "Exception" in kinds:
            yield node.lineno, "this catches everything"
        elif "BaseException" in kinds and not raises:
            yield node.lineno, "this swallows everything, the stop signal too"


@rule
def modules_say_what_they_are_for(module: Module) -> Iterator[Breach]:
    """Every module begins with a sentence that says what it is for."""
    if not (ast.get_docstring(module.tree) or "").strip():
        yield 1, "no docstring"


@rule
def nothing_hostile_is_trusted(module: Module) -> Iterator[Breach]:
    """Nothing is unpickled or evaluated, and nothing leaves the machine."""
    for line, name in module.imports:
        for banned, why in HOSTILE.items():
            if f"{name}.".startswith(f"{banned}."):
                yield line, f"{banned} {why}"
    for node in module.nodes:
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("eval", "exec", "__import__")
        ):
            yield node.lineno, f"{node.func.id}() runs text"


def texts(module: Module) -> Iterator[tuple[int, str]]:
    """Every string of the code that is no docstring."""
    described = {
        id(node.value)
        for node in module.nodes
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in module.nodes:
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in described
        ):
            yield node.lineno, node.value


GUARD = '"""Why?"""\nfrom runlift.ui import shell\nshell.guard()\n'

VIOLATIONS = [
    ("imports_point_down", "science/x.py", "from runlift.transforms import findings"),
    ("imports_point_down", "transforms/x.py", "import runlift.store.connect"),
    ("imports_point_down", "charts/x.py", "from runlift import transforms"),
    ("imports_point_down", "store/x.py", "def f():\n    from runlift import importers"),
    ("imports_point_down", "frames.py", "from runlift import exports"),
    ("imports_point_down", "intake.py", "from runlift.frames import training"),
    ("imports_point_down", "frames/x.py", "from runlift import report"),
    ("imports_point_down", "report/x.py", "from runlift.ui import ask"),
    ("imports_point_down", "cli.py", "from runlift.ui import ask"),
    ("imports_point_down", "ui/x.py", "from runlift.cli import main"),
    ("imports_point_down", "errors.py", "from runlift import units"),
    ("imports_point_down", "errors.py", "import runlift.model"),
    ("imports_point_down", "__init__.py", "from runlift.model import Window"),
    ("imports_point_down", "helpers.py", "VALUE = 1"),
    ("imports_point_down", "ui/x.py", "from runlift.helpers import f"),
    ("imports_point_down", "ui/x.py", "import pages.review.volume"),
    ("packages_have_owners", "transforms/x.py", "import streamlit as st"),
    ("packages_have_owners", "ui/x.py", "import plotly.graph_objects as go"),
    ("packages_have_owners", "cli.py", "from duckdb import connect"),
    ("packages_have_owners", "cli.py", "from starlette.routing import Route"),
    ("pages_only_ask_and_show", "pages/a/b.py", "import pandas as pd"),
    ("pages_only_ask_and_show", "pages/a/b.py", "from runlift.store import uploads"),
    ("pages_only_ask_and_show", "pages/a/b.py", "from runlift import transforms"),
    ("imports_are_absolute", "store/x.py", "from . import schema"),
    ("imports_are_absolute", "store/x.py", "from ..model import Window"),
    ("imports_are_installed", "science/x.py", "import hypothesis"),
    ("modules_stay_short", "science/x.py", "x = 1\n" * 401),
    ("modules_stay_short", "pages/a/b.py", "x = 1\n" * 81),
    ("pages_lie_in_folders", "pages/b.py", GUARD),
    ("pages_lie_in_folders", "pages/a/b/c.py", GUARD),
    ("pages_begin_with_the_guard", "pages/a/b.py", GUARD.replace("?", ".")),
    ("pages_begin_with_the_guard", "pages/a/b.py", GUARD.replace("guard", "run_app")),
    ("pages_begin_with_the_guard", "pages/a/b.py", '"""Why?"""\nimport os\n'),
    (
        "pages_begin_with_the_guard",
        "pages/a/b.py",
        '"""Why?"""\nimport streamlit\nfrom runlift.ui import shell\nshell.guard()\n',
    ),
    (
        "nobody_below_reads_the_clock",
        "intake.py",
        "from datetime import datetime\nx = datetime.now()",
    ),
    (
        "nobody_below_reads_the_clock",
        "transforms/x.py",
        "import datetime as dt\nx = dt.date.today()",
    ),
    (
        "nobody_below_reads_the_clock",
        "store/x.py",
        "from time import time as tick\nf(default=tick)",
    ),
    (
        "nobody_below_reads_the_clock",
        "science/x.py",
        "import numpy as np\nx = np.datetime64('today')",
    ),
    ("nobody_below_reads_the_clock", "store/x.py", "ask('select now()')"),
    (
        "nobody_below_reads_the_clock",
        "store/x.py",
        "n = 1\nask(f'select {n}, current_date')",
    ),
    ("only_paths_reads_the_environment", "ui/x.py", "import os\nx = os.environ['A']"),
    (
        "only_paths_reads_the_environment",
        "cli.py",
        "from os import getenv\nx = getenv('A')",
    ),
    (
        "only_paths_reads_the_environment",
        "store/x.py",
        "from pathlib import Path\nx = Path.home()",
    ),
    (
        "only_ui_has_session_state",
        "pages/a/b.py",
        "import streamlit as st\nx = st.session_state",
    ),
    (
        "only_ui_has_session_state",
        "frames.py",
        "def f(st):\n    return st.query_params",
    ),
    ("charts_name_no_colour", "charts/x.py", "RED = '#C6284B'"),
    ("charts_name_no_colour", "charts/x.py", "def f():\n    return {'a': '#fff'}"),
    ("charts_name_no_colour", "charts/x.py", "x = f'rgba({1}, 0, 0, .5)'"),
    ("errors_are_named", "ui/x.py", "try:\n    f()\nexcept Exception:\n    pass"),
    ("errors_are_named", "ui/x.py", "try:\n    f()\nexcept:\n    raise"),
    (
        "errors_are_named",
        "ui/x.py",
        "try:\n    f()\nexcept (KeyError, Exception):\n    pass",
    ),
    ("errors_are_named", "ui/x.py", "try:\n    f()\nexcept BaseException:\n    pass"),
    ("modules_say_what_they_are_for", "units.py", "KG = 1"),
    ("nothing_hostile_is_trusted", "store/x.py", "import pickle"),
    ("nothing_hostile_is_trusted", "importers/x.py", "import xml.etree.ElementTree"),
    ("nothing_hostile_is_trusted", "ui/x.py", "from urllib.request import urlopen"),
    ("nothing_hostile_is_trusted", "cli.py", "x = eval('1 + 1')"),
]

HARMLESS = [
    ("exports.py", "from runlift import frames"),
    ("frames.py", "import pandas as pd\nfrom runlift.store import Store"),
    (
        "ui/x.py",
        "import streamlit\nfrom runlift.ui import ask\nfrom runlift import intake",
    ),
    ("cli.py", "from runlift import __version__, access"),
    ("cli.py", "from datetime import datetime\nx = datetime.now()"),
    (
        "science/x.py",
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    import streamlit\n    from runlift.ui import ask",
    ),
    ("science/x.py", "import time\nx = time.monotonic()"),
    ("transforms/x.py", "def f(now, moment):\n    return now(), moment.today"),
    ("importers/x.py", "from urllib.parse import quote"),
    ("store/x.py", "try:\n    f()\nexcept BaseException:\n    g()\n    raise"),
    ("store/x.py", "def f():\n    '''Not now(), later.'''"),
    ("charts/theme.py", "RED = '#C6284B'"),
    ("charts/x.py", "ANCHOR = '#top'\nCOUNT = f'#{3}'"),
    ("charts/x.py", "def f():\n    '''Looks like #C6284B.'''"),
    ("paths.py", "import os\nx = os.environ.get('A')"),
    ("pages/a/b.py", GUARD + "from runlift.charts import e1rm"),
]
"""Looks like a violation, and is none of the rule it resembles."""


def invented(path: str, text: str) -> Module:
    inside = path if path.startswith("pages/") else f"src/runlift/{path}"
    return Module(inside, text)


@pytest.mark.parametrize("name", RULES)
def test_the_house_keeps_its_rule(name):
    broken = breaches(name, modules())

    assert not broken, "\n" + "\n".join(broken)


@pytest.mark.parametrize(("name", "path", "text"), VIOLATIONS)
def test_a_violation_is_seen_and_the_message_names_the_rule(name, path, text):
    told = breaches(name, [invented(path, text)])

    assert told, f"{name} did not see {text!r} in {path}"
    assert path in told[0] and RULES[name].__doc__ in told[0]


@pytest.mark.parametrize(("path", "text"), HARMLESS)
def test_what_is_allowed_is_left_alone(path, text):
    said = "" if path.startswith("pages/") else '"""What it is for."""\n'
    module = invented(path, said + text)

    assert [told for name in RULES for told in breaches(name, [module])] == []


def test_every_rule_is_tried_on_a_violation():
    assert {name for name, _, _ in VIOLATIONS} == set(RULES)


def test_the_rules_look_at_what_is_shipped():
    found = {module.path for module in modules()}

    assert {
        "app.py",
        "pages/review/overview.py",
        "src/runlift/__init__.py",
        "src/runlift/model.py",
        "src/runlift/store/connect.py",
        "src/runlift/ui/shell.py",
    } <= found


def test_an_exception_to_a_rule_is_still_needed():
    for path in TELLS_THE_TIME:
        module = Module(path, (REPOSITORY / path).read_text("utf-8"))
        assert any(SQL_CLOCK.search(text) for _, text in texts(module)), path
    found = modules()
    for user, used in BESIDE:
        imported = {
            name
            for module in found
            if module.unit == user
            for _, name in module.imports
        }
        assert any(f"{name}.".startswith(f"runlift.{used}.") for name in imported)


def test_no_query_asks_the_database_for_the_time():
    files = sorted((REPOSITORY / "src").rglob("*.sql"))

    assert files
    assert not [
        file.name for file in files if SQL_CLOCK.search(file.read_text("utf-8"))
    ]

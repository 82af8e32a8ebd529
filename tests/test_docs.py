"""What the documentation says is so: every name, command, link and number in it."""

import argparse
import re
import shlex
import tomllib
from pathlib import Path

import pytest

from runlift import cli, exports
from runlift.importers import importers, tables
from runlift.model import Receipt
from runlift.ui import shell

REPOSITORY = Path(__file__).resolve().parents[1]
DOCS = [
    *sorted(REPOSITORY.glob("*.md")),
    *sorted((REPOSITORY / "docs").rglob("*.md")),
]
ADRS = sorted((REPOSITORY / "docs" / "adr").glob("*.md"))
SHELL = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
TICKED = re.compile(r"`([^`\n]+)`")


def read(name):
    return (REPOSITORY / name).read_text("utf-8")


def of(path):
    return path.relative_to(REPOSITORY).as_posix()


def section(text, heading):
    """What stands under a heading, up to the next of its level or a higher one."""
    level = heading.count("#")
    _, found, rest = f"\n{text}".partition(f"\n{heading}\n")
    assert found, f"there is no heading {heading!r}"
    return re.split(rf"\n#{{1,{level}}} ", rest)[0]


def commands():
    """The parser of every command of the command line."""
    [found] = [
        action
        for action in cli._parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    ]
    return found.choices


def options(parser):
    return [
        option
        for action in parser._actions
        for option in action.option_strings
        if option.startswith("--") and option != "--help"
    ]


def requirements(name):
    """The lower bound of every package in a list, by its name."""
    found = {}
    for line in read(name).splitlines():
        if line and not line.startswith(("-r", "#")):
            package, bounds = re.fullmatch(r"([\w.-]+)(.*)", line).groups()
            found[package] = bounds
    return found


def version(text):
    """A version to compare with: without zeros at its end."""
    parts = [int(part) for part in text.split(".")]
    while parts and parts[-1] == 0:
        parts.pop()
    return parts


def recipes():
    """The Makefile's targets with their lines, variables filled in."""
    text = read("Makefile")
    values = dict(re.findall(r"^(\w+) [:?]= (.+)$", text, re.MULTILINE))
    for _ in values:
        for name, value in values.items():
            text = text.replace(f"$({name})", value)
    found = {}
    target = None
    for line in text.splitlines():
        named = re.match(r"([\w./-]+):(?!=)", line)
        if named:
            target = named[1]
            found[target] = []
        elif line.startswith("\t") and target:
            found[target].append(line.strip().removeprefix("@"))
    return found


def shell_lines(name):
    return [
        line
        for block in SHELL.findall(read(name))
        for line in block.splitlines()
        if line.strip()
    ]


# The formats.


@pytest.mark.parametrize("importer", importers(), ids=lambda one: one.slug)
def test_every_format_has_its_page_and_the_readme_links_it(importer):
    page = f"docs/formats/{importer.slug}.md"

    assert read(page).splitlines()[0] == f"# {importer.title}"
    assert f"[{importer.title}]({page})" in read("README.md")


def test_no_page_describes_a_format_that_is_not_read():
    pages = {path.stem for path in (REPOSITORY / "docs" / "formats").glob("*.md")}

    # A table of no known app is read by a mapping and has no importer to recognise it.
    assert pages == {importer.slug for importer in importers()} | {tables.SLUG}


def test_the_readme_shows_every_page_of_the_menu():
    titles = [title for pages in shell._MENU.values() for _, title in pages]
    shown = re.findall(
        r"^\| (.+?) \|", section(read("README.md"), "## A short tour"), re.M
    )

    assert shown == ["page", *titles]


# The command line.


@pytest.mark.parametrize("name", commands())
def test_every_command_has_help_and_every_option_its_line(name):
    parser = commands()[name]
    text = section(read("docs/cli.md"), f"## runlift {name}")

    assert parser.description
    own = [option for option in options(parser) if option != "--store"]
    assert [option for option in own if f"`{option}" not in text] == []
    lines = re.findall(r"^\| (`--.+?) \|", text, re.MULTILINE)
    shown = re.findall(r"`(--[\w-]+)", " ".join(lines))
    assert sorted(shown) == sorted(own)


@pytest.mark.parametrize("name", commands())
def test_choices_are_documented_as_they_are(name):
    text = section(read("docs/cli.md"), f"## runlift {name}")
    for action in commands()[name]._actions:
        if action.choices and action.option_strings:
            choices = "\\|".join(action.choices)
            assert f"`{action.option_strings[0]} {choices}`" in text
        elif action.choices:
            assert all(f"`{choice}`" in text for choice in action.choices)


def test_no_command_is_documented_that_does_not_exist():
    documented = re.findall(r"^## runlift (.+)$", read("docs/cli.md"), re.MULTILINE)

    assert documented == list(commands())


def test_every_command_takes_a_store():
    assert all("--store" in options(parser) for parser in commands().values())
    assert "`--store PATH`" in read("docs/cli.md")


@pytest.mark.parametrize("path", DOCS, ids=of)
def test_command_lines_in_the_docs_can_be_typed(path):
    for line in shell_lines(of(path)):
        if line.startswith("runlift "):
            try:
                cli._parser().parse_args(shlex.split(line)[1:])
            except SystemExit:
                pytest.fail(f"{of(path)}: `{line}` is wrong usage")


@pytest.mark.parametrize("table", [*exports.TABLES, exports.PLAN_TABLE])
def test_the_columns_of_an_export_are_documented_in_order(table):
    text = section(read("docs/cli.md"), f"### {table}")
    listed = next(line for line in text.splitlines() if line.startswith("`"))

    assert tuple(TICKED.findall(listed)) == getattr(exports, table.upper())


def test_the_fields_of_a_receipt_are_documented():
    text = section(read("docs/cli.md"), "## runlift import")
    rows = re.findall(r"^\| (`[a-z].+?) \|", text, re.MULTILINE)
    listed = [name for row in rows for name in TICKED.findall(row)]

    assert listed == list(Receipt("file", None, "refused").as_json())


def test_the_exit_statuses_are_what_the_command_line_does(tmp_path, capsys):
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(
        "Date,Exercise,Category,Weight (kgs),Reps,Distance,Distance Unit,Time\n"
        "2026-11-02,Barbell Squat,Legs,100.0,5,,,\n"
    )
    bad.write_text("nothing to see\n")
    store = ["--store", str(tmp_path / "store.duckdb")]

    def status(*arguments):
        try:
            return cli.main([*arguments, *store])
        except SystemExit as stopped:
            return stopped.code

    found = {
        status("import", str(good), "--athlete", "Ana"),
        status("import", str(good), str(bad), "--athlete", "Ana") + 10,
        status("findings", "--athlete", "Nobody") + 20,
        status("export", "everything", "--athlete", "Ana") + 30,
    }
    capsys.readouterr()

    assert found == {0, 11, 21, 32}
    rows = re.findall(
        r"^\| (\d) \|", section(read("docs/cli.md"), "## Exit status"), re.M
    )
    assert rows == ["0", "1", "2"]


# Set-up, tools and dependencies.


@pytest.mark.parametrize("path", DOCS, ids=of)
def test_every_make_target_in_the_docs_exists(path):
    text = path.read_text("utf-8")
    code = [*SHELL.findall(text), *TICKED.findall(text)]
    named = {name for part in code for name in re.findall(r"\bmake ([a-z0-9]+)", part)}

    assert named <= set(recipes())


def test_the_plain_lines_of_the_readme_are_the_makefiles():
    made = recipes()
    setup = [line for name in made if name.endswith("/.runtime") for line in made[name]]
    plain = [
        line.replace(" -q ", " ")
        for line in (*setup, *made["run"])
        if not line.startswith("touch")
    ]
    shown = [
        line for line in shell_lines("README.md") if "ython" in line or "pip" in line
    ]

    assert shown == plain
    assert f"`{made['test'][-1]}`" in read("README.md")


def test_what_the_makefile_runs_is_there():
    named = {
        word
        for lines in recipes().values()
        for line in lines
        for word in line.split()
        if re.match(r"(benchmarks|tests|src|docs)/|\w+\.(py|txt)$", word)
    }

    assert [name for name in sorted(named) if not (REPOSITORY / name).exists()] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_dependency_has_its_reason(name):
    text = section(read("docs/ARCHITECTURE.md"), "## Why each dependency")
    tables = text.split(f"`{name}`")[1].split("\n\n")
    rows = re.findall(r"^\| ([\w.-]+) \| \S", "\n\n".join(tables[:2]), re.MULTILINE)

    assert rows == ["package", *requirements(name)]


def test_the_oldest_versions_are_the_lower_bounds():
    lowest = {
        package: re.search(r">=([\d.]+)", bounds)[1]
        for package, bounds in requirements("requirements.txt").items()
    }
    pinned = requirements("constraints-lowest.txt")

    assert list(pinned) == list(lowest)
    for package, bound in pinned.items():
        assert bound.startswith("=="), f"{package} is not pinned"
        assert version(bound.removeprefix("==")) == version(lowest[package]), package


def test_the_python_version_is_said_once_and_the_same():
    asked = tomllib.loads(read("pyproject.toml"))["project"]["requires-python"]

    assert f"Python {asked.removeprefix('>=')} or newer" in read("README.md")


def test_settings_of_streamlit_are_as_the_docs_say():
    config = tomllib.loads(read(".streamlit/config.toml"))
    said = [
        (path.name, *found)
        for path in DOCS
        for found in re.findall(
            r"`(\w+)\.(\w+) = ([^`]+)`", path.read_text(encoding="utf-8")
        )
        if found[0] in config
    ]

    assert {name for _, _, name, _ in said} >= {
        "maxUploadSize",
        "gatherUsageStats",
        "showErrorDetails",
    }
    for name, part, key, value in said:
        assert tomllib.loads(f"value = {value}")["value"] == config[part][key], (
            f"{name} says that {part}.{key} is {value}"
        )


# Decisions, changes, links.


@pytest.mark.parametrize("path", ADRS, ids=lambda one: one.stem)
def test_a_decision_has_context_decision_and_consequences_on_one_page(path):
    lines = path.read_text("utf-8").splitlines()
    number = int(path.stem[:4])

    assert lines[0].startswith(f"# {number}. ")
    assert [line for line in lines if line.startswith("##")] == [
        "## Context",
        "## Decision",
        "## Consequences",
    ]
    assert len(lines) <= 40


def test_decisions_are_numbered_without_a_gap():
    assert [int(path.stem[:4]) for path in ADRS] == list(range(1, len(ADRS) + 1))


@pytest.mark.parametrize("path", DOCS, ids=of)
def test_links_lead_somewhere(path):
    for link in LINK.findall(path.read_text("utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), f"{of(path)} links to {link}"
        if anchor:
            assert anchor in anchors(target), f"{of(path)} links to {link}"


def anchors(path):
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {
        re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        for heading in headings
    }


@pytest.mark.parametrize("path", DOCS, ids=of)
def test_files_that_are_named_exist(path):
    """Paths in backticks; `<slug>`, `*` and `...` stand for anything."""
    inside = REPOSITORY / "src" / "runlift"
    folders = {one.name for one in inside.iterdir() if one.is_dir()}
    for name in TICKED.findall(path.read_text("utf-8")):
        if not re.fullmatch(
            r"[\w.*<>/-]+\.(py|md|sql|toml|csv|txt|json)|[\w/]+/", name
        ):
            continue
        pattern = re.sub(r"<\w+>", "*", name).rstrip("/")
        first = pattern.partition("/")[0]
        root = inside if first in folders and first != "data" else REPOSITORY
        if "/" in pattern:
            assert list(root.glob(pattern)) or list(path.parent.glob(pattern)), (
                f"{of(path)} names {name}"
            )


def test_the_changelog_says_what_is_coming():
    text = read("CHANGELOG.md")

    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings[0] == "[Unreleased]"
    assert re.findall(r"^- \S", section(text, "## [Unreleased]"), re.MULTILINE)


@pytest.mark.parametrize("path", DOCS, ids=of)
def test_the_docs_speak_of_the_project_only(path):
    text = path.read_text("utf-8")

    assert not re.search(r"/(work|home|tmp|root|Users)/", text)
    if path.name != "references.md":  # Papers keep their spelling.
        words = TICKED.sub("", text)
        assert not re.search(
            r"\b(color|analyz|organiz|recogniz|behavior)", words, re.IGNORECASE
        )


@pytest.mark.parametrize(
    ("wrong", "check"),
    [
        ("# 1. T\n## Context\n", "## Decision"),
        ("# A\ntext\n# B\n", "## A"),
    ],
)
def test_a_missing_heading_is_noticed(wrong, check):
    with pytest.raises(AssertionError, match="there is no heading"):
        section(wrong, check)

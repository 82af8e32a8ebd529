"""The rules of the guide in our words, from `data/guide_rules.toml`, checked."""

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from runlift import paths
from runlift.errors import DataFileError
from runlift.program.entries import Entries
from runlift.program.toml_lines import lines

COUNT = 24
_ID = re.compile(r"R([1-9]|1\d|2[0-4])")
_MOST = 60


@dataclass(frozen=True, slots=True)
class GuideRule:
    """One rule of the guide."""

    rule_id: str
    name: str
    text: str
    ours: str
    """What this project made of it; empty where there was nothing to decide."""


@functools.cache
def guide_rules() -> Mapping[str, GuideRule]:
    """Every rule by its id, in the guide's order.

    Raises:
        DataFileError: the file is wrong or lacks a rule; says what and where.
    """
    return read_guide_rules(paths.data_folder() / "guide_rules.toml")


def read_guide_rules(path: Path) -> Mapping[str, GuideRule]:
    """The rules in a file.

    Raises:
        DataFileError: it cannot be read, or is wrong.
    """
    try:
        text = path.read_text("utf-8-sig")
        values = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as reason:
        raise DataFileError(
            f"{path} cannot be read: {reason}. Restore the file that came with Runlift."
        ) from reason
    root = Entries(path.name, values, lines(text))
    root.only(("rule",))
    found: dict[str, GuideRule] = {}
    for one in root.tables("rule", _MOST):
        one.only(("id", "name", "text", "ours"))
        key = one.text("id")
        if not _ID.fullmatch(key) or key in found:
            raise one.error("id", f"must be one of R1 to R{COUNT}, each once")
        ours = one.text("ours") if "ours" in one.values else ""
        found[key] = GuideRule(key, one.text("name"), one.text("text"), ours)
    missing = [f"R{at}" for at in range(1, COUNT + 1) if f"R{at}" not in found]
    if missing:
        raise root.error("", f"lacks {', '.join(missing)}, add them")
    return MappingProxyType(found)

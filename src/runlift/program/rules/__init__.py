"""The rules of placing lifts among runs, one a module, found by its name.

A rule says what it costs to have a lift somewhere; nothing else in the house does. Each
brings two examples, a placement that keeps it and one that breaks it, which
`tests/program/test_every_rule.py` tries.
"""

import functools
import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from runlift.program.week import Line, Placed, Week

Example = tuple[Week, tuple[Placed, ...]]


@dataclass(frozen=True)
class Rule:
    """One rule, with exactly one of the three ways to look at a placement."""

    advice: str
    """What it asks for, as a person would say it."""
    source: str
    """A key of docs/references.md."""
    keeps: Callable[[], Example]
    breaks: Callable[[], Example]
    of_lift: Callable[[Placed, Week], Iterator[Line]] | None = None
    """Of one lift among the runs."""
    of_pair: Callable[[Placed, Placed, Week], Iterator[Line]] | None = None
    """Of two lifts, the earlier in the week first."""
    of_week: Callable[[Sequence[Placed], Week], Iterator[Line]] | None = None
    """Of all lifts together, by time."""


@functools.cache
def every_rule() -> Mapping[str, Rule]:
    """All rules by the name of their module."""
    found = {
        info.name: importlib.import_module(f"{__name__}.{info.name}").RULE
        for info in pkgutil.iter_modules(__path__)
    }
    return MappingProxyType(found)

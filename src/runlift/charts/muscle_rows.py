"""The order of muscles in a chart: legs first, in groups, the unmapped last."""

from dataclasses import dataclass

import pandas as pd

from runlift.charts import sheet

UNMAPPED = "unmapped"
"""The muscle id of sets whose exercise is not in the catalogue."""

_WIDE = 18
_GROUPS = ("leg", "calves", "calf", "hip", "glute", "core", "trunk", "push", "pull")
"""Beginnings of group names, in the order of the page."""


@dataclass(frozen=True, slots=True)
class MuscleRow:
    """One row of the chart: a muscle, or the heading above a group."""

    muscle: str
    """Empty for a heading."""
    label: str
    is_heading: bool
    is_legs: bool


def muscle_rows(frame: pd.DataFrame) -> list[MuscleRow]:
    """The rows from top to bottom; `frame` has `muscle`, `name`, `group`."""
    known = frame.drop_duplicates("muscle")
    groups: dict[str, list[tuple[str, str]]] = {}
    unmapped = ""
    for muscle, name, group in zip(
        known["muscle"], known["name"], known["group"], strict=True
    ):
        label = _label(sheet.short(name)) or sheet.safe(muscle, _WIDE)
        if muscle == UNMAPPED:
            unmapped = label
        else:
            groups.setdefault(sheet.short(group, 18), []).append((muscle, label))
    found = []
    for group in sorted(groups, key=lambda name: (_place(name), name)):
        heading = sheet.safe(group).replace("_", " ").capitalize()
        if heading and len(groups) > 1:
            found.append(MuscleRow("", heading, True, is_legs(group)))
        found += [
            MuscleRow(muscle, label, False, is_legs(group))
            for muscle, label in groups[group]
        ]
    if unmapped:
        if len(groups) > 1:
            found.append(MuscleRow("", "Other", True, False))
        found.append(MuscleRow(UNMAPPED, unmapped, False, False))
    return found


def is_legs(group: str) -> bool:
    """Whether a group of muscles belongs to the legs."""
    return _place(group) < _GROUPS.index("core")


def _label(name: str) -> str:
    """A name that leaves room for the picture on a phone."""
    return sheet.safe(name if len(name) <= _WIDE else name.partition(" (")[0], _WIDE)


def _place(group: str) -> int:
    lower = group.lower()
    for place, beginning in enumerate(_GROUPS):
        if lower.startswith(beginning):
            return place
    return len(_GROUPS)
